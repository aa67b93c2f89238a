package content

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"io"
)

// A pdfCrypt decrypts a file of the standard security handler (ISO 32000-2, 7.6)
// that opens without a password, as most do that only forbid printing. A nil one
// leaves everything as it is.
type pdfCrypt struct {
	key      []byte
	str, stm pdfCipher
	dict     int // number of the encryption dictionary, which is not encrypted
	meta     bool
}

type pdfCipher int

const (
	pdfPlain pdfCipher = iota
	pdfRC4
	pdfAES    // 128 bits, a key for each object
	pdfAES256 // one key
)

var errPassword = errors.New("locked")

var pdfPad = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

func newPDFCrypt(f *pdfFile, ref pdfRef) (*pdfCrypt, error) {
	d := f.dict(f.top["Encrypt"])
	if f.name(d["Filter"]) != "Standard" {
		return nil, errPassword
	}
	c := &pdfCrypt{dict: ref.num, meta: true}
	if v, ok := d["EncryptMetadata"].(bool); ok {
		c.meta = v
	}
	v, r := f.int(d["V"], 0), f.int(d["R"], 0)
	switch v {
	case 1, 2, 3:
		c.str, c.stm = pdfRC4, pdfRC4
	case 4, 5:
		cf := f.dict(d["CF"])
		c.stm, c.str = f.cipher(cf, d["StmF"]), f.cipher(cf, d["StrF"])
	default:
		return nil, errPassword
	}
	o, u := []byte(f.str(d["O"])), []byte(f.str(d["U"]))
	if r >= 5 {
		ue := []byte(f.str(d["UE"]))
		if len(u) < 48 || len(ue) < 32 {
			return nil, errPassword
		}
		hash := func(salt []byte) []byte {
			if r == 5 {
				sum := sha256.Sum256(salt)
				return sum[:]
			}
			return pdfHash(salt)
		}
		if !bytes.Equal(hash(u[32:40]), u[:32]) {
			return nil, errPassword
		}
		b, err := aes.NewCipher(hash(u[40:48]))
		if err != nil {
			return nil, err
		}
		c.key = make([]byte, 32)
		cipher.NewCBCDecrypter(b, make([]byte, 16)).CryptBlocks(c.key, ue[:32])
		return c, nil
	}
	n := f.int(d["Length"], 40) / 8
	if v == 4 {
		n = 16
	}
	if v == 1 {
		n = 5
	}
	if n < 5 || n > 16 || len(o) < 32 || len(u) < 16 {
		return nil, errPassword
	}
	var id []byte
	if ids := f.array(f.top["ID"]); len(ids) > 0 {
		id = []byte(f.str(ids[0]))
	}
	perm, _ := f.num(d["P"])
	h := md5.New()
	h.Write(pdfPad)
	h.Write(o[:32])
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(int64(perm))))
	h.Write(id)
	if r >= 4 && !c.meta {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	key := h.Sum(nil)
	if r >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			key = sum[:]
		}
	}
	c.key = key[:n]
	check := pdfPad
	if r >= 3 {
		sum := md5.Sum(append(append([]byte(nil), pdfPad...), id...))
		check = sum[:]
	}
	check = rc4Of(c.key, check)
	if r >= 3 {
		for i := 1; i <= 19; i++ {
			k := append([]byte(nil), c.key...)
			for j := range k {
				k[j] ^= byte(i)
			}
			check = rc4Of(k, check)
		}
	}
	if !bytes.HasPrefix(u, check[:16]) {
		return nil, errPassword
	}
	return c, nil
}

func (f *pdfFile) cipher(cf pdfDict, name any) pdfCipher {
	switch f.name(f.dict(cf[f.name(name)])["CFM"]) {
	case "V2":
		return pdfRC4
	case "AESV2":
		return pdfAES
	case "AESV3":
		return pdfAES256
	}
	return pdfPlain
}

// pdfHash is algorithm 2.B of ISO 32000-2 for the empty password.
func pdfHash(salt []byte) []byte {
	first := sha256.Sum256(salt)
	k := first[:]
	for i := 0; ; i++ {
		k1 := bytes.Repeat(k, 64)
		b, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(b, k[16:32]).CryptBlocks(k1, k1)
		sum := 0
		for _, c := range k1[:16] {
			sum += int(c)
		}
		switch sum % 3 {
		case 0:
			s := sha256.Sum256(k1)
			k = s[:]
		case 1:
			s := sha512.Sum384(k1)
			k = s[:]
		default:
			s := sha512.Sum512(k1)
			k = s[:]
		}
		if i >= 63 && int(k1[len(k1)-1]) <= i-32 {
			return k[:32]
		}
	}
}

func rc4Of(key, b []byte) []byte {
	out := make([]byte, len(b))
	if c, err := rc4.NewCipher(key); err == nil {
		c.XORKeyStream(out, b)
	}
	return out
}

// keyFor is the key of one object.
func (c *pdfCrypt) keyFor(kind pdfCipher, ref pdfRef) []byte {
	if kind == pdfAES256 {
		return c.key
	}
	h := md5.New()
	h.Write(c.key)
	h.Write([]byte{byte(ref.num), byte(ref.num >> 8), byte(ref.num >> 16), byte(ref.gen), byte(ref.gen >> 8)})
	if kind == pdfAES {
		h.Write([]byte("sAlT"))
	}
	return h.Sum(nil)[:min(len(c.key)+5, 16)]
}

// object decrypts the strings of an object.
func (c *pdfCrypt) object(v any, ref pdfRef) any {
	if c == nil || c.str == pdfPlain || ref.num == c.dict {
		return v
	}
	return c.strings(v, c.keyFor(c.str, ref))
}

func (c *pdfCrypt) strings(v any, key []byte) any {
	switch v := v.(type) {
	case string:
		if c.str == pdfRC4 {
			return string(rc4Of(key, []byte(v)))
		}
		b, err := io.ReadAll(cbc(bytes.NewReader([]byte(v)), key))
		if err != nil {
			return ""
		}
		return string(b)
	case pdfArray:
		for i := range v {
			v[i] = c.strings(v[i], key)
		}
	case pdfDict:
		for k := range v {
			v[k] = c.strings(v[k], key)
		}
	case *pdfStream:
		c.strings(v.dict, key)
	}
	return v
}

// stream decrypts the bytes of a stream.
func (c *pdfCrypt) stream(r io.Reader, s *pdfStream) io.Reader {
	if c == nil || c.stm == pdfPlain || s.dict["Type"] == pdfName("XRef") || !c.meta && s.dict["Type"] == pdfName("Metadata") {
		return r
	}
	key := c.keyFor(c.stm, s.ref)
	if c.stm == pdfRC4 {
		k, err := rc4.NewCipher(key)
		if err != nil {
			return failed{errPDF}
		}
		return &cipher.StreamReader{S: k, R: r}
	}
	return cbc(r, key)
}

// cbc decrypts AES in CBC mode, with the initialisation vector in front and
// padding (PKCS #7) behind.
func cbc(r io.Reader, key []byte) io.Reader {
	b, err := aes.NewCipher(key)
	if err != nil {
		return failed{errPDF}
	}
	return &cbcReader{r: r, b: b}
}

type cbcReader struct {
	r    io.Reader
	b    cipher.Block
	mode cipher.BlockMode
	buf  [4096]byte
	next []byte // decrypted, and more follows or not
	held []byte
	end  bool
}

func (c *cbcReader) Read(p []byte) (int, error) {
	if c.mode == nil {
		var iv [16]byte
		if _, err := io.ReadFull(c.r, iv[:]); err != nil {
			return 0, io.EOF
		}
		c.mode = cipher.NewCBCDecrypter(c.b, iv[:])
	}
	for len(c.next) == 0 {
		if c.end {
			return 0, io.EOF
		}
		n, err := io.ReadFull(c.r, c.buf[:])
		n -= n % 16
		c.mode.CryptBlocks(c.buf[:n], c.buf[:n])
		c.next = append(c.held, c.buf[:n]...)
		c.held = nil
		if err != nil { // the padding ends it
			c.end = true
			if n := len(c.next); n > 0 && int(c.next[n-1]) <= 16 {
				c.next = c.next[:n-min(n, int(c.next[n-1]))]
			}
		} else if n := len(c.next); n >= 16 {
			c.held = append([]byte(nil), c.next[n-16:]...)
			c.next = c.next[:n-16]
		}
	}
	n := copy(p, c.next)
	c.next = c.next[n:]
	return n, nil
}
