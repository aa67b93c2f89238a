package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"github.com/bodgit/sevenzip"
	"github.com/ulikunitz/xz/lzma"

	"piiventory/scanners"
)

// sevenZip reads 7z archives in the order of their blocks, so that solid ones are
// unpacked once. They need random access, for the header is at the end. Memory:
// the dictionary of the compression, 32 MiB at most; archives that ask for more,
// as the highest levels do for large content, are gaps.
type sevenZip struct{}

var _ = registerBinary(binaryFormat{name: "7z", rank: 20, recognise: func(h start) document {
	if bytes.HasPrefix(h.b, []byte("7z\xbc\xaf\x27\x1c")) && len(h.b) >= 32 {
		return sevenZip{}
	}
	return nil
}})

// sevenHeader bounds the header of an archive, which is held in memory.
const sevenHeader = 4 << 20

func (sevenZip) read(l *layer) (taken, error) {
	ra, size, err := l.random()
	if err != nil {
		return part, err
	}
	window := int64(windowFirst)
	if l.depth > 0 {
		window = windowDeep
	}
	if err := sevenBounds(ra, size, window); err != nil {
		return part, err
	}
	r, err := sevenzip.NewReader(ra, size)
	if err != nil {
		return part, l.sevenError(err)
	}
	t := whole
	for _, f := range r.File {
		if f.FileInfo().IsDir() || f.UncompressedSize == 0 {
			continue
		}
		in, err := l.sevenEntry(f)
		if err != nil {
			return part, err
		}
		t.add(in)
	}
	return t, nil
}

func (l *layer) sevenEntry(f *sevenzip.File) (taken, error) {
	size := int64(min(f.UncompressedSize, 1<<62))
	r, err := f.Open()
	if err != nil {
		if err = l.sevenError(err); errors.Is(err, errLimit) || l.fatal(nil) != nil {
			return part, err
		}
		return l.refused(f.Name, size, err)
	}
	defer r.Close()
	u := &sevenReader{l: l, r: r}
	return l.inner(entry{name: f.Name, size: size, packed: l.got, r: u})
}

// sevenReader gives the errors of the library in our own words.
type sevenReader struct {
	l *layer
	r io.Reader
}

func (s *sevenReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		err = s.l.sevenError(err)
		var no *refusal
		if errors.As(err, &no) {
			err = scanners.Unreadable(no.kind, no.reason)
		}
	}
	return n, err
}

func (l *layer) sevenError(err error) error {
	var e *sevenzip.ReadError
	switch {
	case errors.Is(err, errLimit):
		return errLimit
	case errors.As(err, &e) && e.Encrypted:
		return errEncrypted
	}
	return errBroken
}

// sevenBounds looks at the header before the library does, which allocates the
// dictionaries that are asked for in it.
func sevenBounds(r io.ReaderAt, size, window int64) error {
	var start [32]byte
	if _, err := r.ReadAt(start[:], 0); err != nil && err != io.EOF {
		return err
	}
	le := binary.LittleEndian
	at, n := int64(le.Uint64(start[12:])), int64(le.Uint64(start[20:]))
	if at < 0 || n < 0 || at > size || n > size || 32+at+n > size {
		return errBroken
	}
	tooLong := refuse(scanners.GapOversized, "the header of the archive is longer than %s; unpack it first, nothing in it was looked at", human(sevenHeader))
	if n > sevenHeader {
		return tooLong
	}
	head := make([]byte, n)
	if _, err := r.ReadAt(head, 32+at); err != nil && err != io.EOF {
		return err
	}
	if err := sevenDictionaries(head, window); err != nil || n == 0 || head[0] != 0x17 {
		return err
	}
	if bytes.Contains(head, []byte("\x06\xf1\x07\x01")) { // AES
		return errEncrypted
	}
	// The header itself is packed: with LZMA, in one stream.
	b := &sevenNumbers{b: head[1:]}
	b.expect(0x06)
	pos, streams := b.number(), b.number()
	b.expect(0x09)
	packed := b.number()
	i := bytes.Index(head, []byte("\x23\x03\x01\x01\x05"))
	if b.bad || streams != 1 || i < 0 || i+10 > len(head) || pos > uint64(size) || packed > sevenHeader || int64(pos)+32+int64(packed) > size {
		return errBroken
	}
	u := &sevenNumbers{b: head[i+10:]}
	u.expect(0x0c)
	unpacked := u.number()
	if u.bad {
		return errBroken
	}
	if unpacked > sevenHeader {
		return tooLong
	}
	classic := append(append(make([]byte, 0, 13), head[i+5:i+10]...), 0, 0, 0, 0, 0, 0, 0, 0)
	le.PutUint64(classic[5:], unpacked)
	z, err := lzma.NewReader(io.MultiReader(bytes.NewReader(classic), io.NewSectionReader(r, 32+int64(pos), int64(packed))))
	if err != nil {
		return errBroken
	}
	plain := make([]byte, unpacked)
	m, _ := io.ReadFull(z, plain)
	return sevenDictionaries(plain[:m], window)
}

// sevenDictionaries looks for the properties of LZMA, LZMA2 and PPMd in a header.
// What only looks like them is refused as well, which a name of such bytes hardly
// is.
func sevenDictionaries(b []byte, window int64) error {
	for i := range b {
		dict := int64(0)
		switch rest := b[i:]; {
		case len(rest) >= 4 && (rest[0] == 0x21 || rest[0] == 0x31) && rest[1] == 0x21 && rest[2] == 1 && rest[3] <= 40:
			dict, _ = lzma.DecodeDictCap(rest[3])
		case len(rest) >= 10 && rest[0]&0x2f == 0x23 && rest[1] == 3 && (string(rest[2:5]) == "\x01\x01\x05" || string(rest[2:5]) == "\x04\x01\x05"):
			dict = int64(binary.LittleEndian.Uint32(rest[6:]))
		}
		if dict > window {
			return refuse(scanners.GapOversized, "the archive needs a dictionary that is larger than the memory for one object; unpack it first, nothing from there on was looked at")
		}
	}
	return nil
}

// sevenNumbers reads the numbers of variable length that 7z has.
type sevenNumbers struct {
	b   []byte
	bad bool
}

func (s *sevenNumbers) next() byte {
	if len(s.b) == 0 {
		s.bad = true
		return 0
	}
	c := s.b[0]
	s.b = s.b[1:]
	return c
}

func (s *sevenNumbers) expect(c byte) {
	if s.next() != c {
		s.bad = true
	}
}

func (s *sevenNumbers) number() (v uint64) {
	first := s.next()
	mask := byte(0x80)
	for i := range 8 {
		if first&mask == 0 {
			return v | uint64(first&(mask-1))<<(8*i)
		}
		v |= uint64(s.next()) << (8 * i)
		mask >>= 1
	}
	return v
}
