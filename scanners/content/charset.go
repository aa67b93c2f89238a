package content

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// A charset is how text is written in bytes.
type charset struct {
	// name is "utf-8", "gb18030" (which includes GBK and GB2312), "big5" (with HKSCS),
	// "shift-jis", "euc-jp", "euc-kr" (with the extensions of Windows), "utf-16le",
	// "utf-16be", "utf-32le" or "utf-32be". "utf-8" stands for anything else that is mostly ASCII as well:
	// in lines that are of neither charset each odd byte becomes one character as
	// in Latin-1, so that no ASCII value is lost, and the format says "latin1".
	name string
	// unit is the number of bytes of a newline.
	unit int
	// bom is the length of the byte order mark.
	bom int
}

var (
	bomUTF8  = []byte{0xEF, 0xBB, 0xBF}
	bomUTF16 = map[string][]byte{"utf-16le": {0xFF, 0xFE}, "utf-16be": {0xFE, 0xFF}}
	bomGB    = []byte{0x84, 0x31, 0x95, 0x33}
)

// charsetOf finds the charset of a text by its head: byte order mark, the
// pattern of NULs that UTF-16 has, valid UTF-8, UTF-16 of Chinese or Japanese
// without NULs, the likeliest of the East Asian charsets, and else UTF-8 with what
// is odd. It returns nil when the bytes are no text.
func charsetOf(b []byte, whole bool) *charset {
	if bytes.HasPrefix(b, bomUTF8) {
		return &charset{"utf-8", 1, 3}
	}
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) && len(b) != 4 {
		return &charset{"utf-32le", 4, 4}
	}
	if bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}) {
		return &charset{"utf-32be", 4, 4}
	}
	for _, name := range []string{"utf-16le", "utf-16be"} {
		if bytes.HasPrefix(b, bomUTF16[name]) && !bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) {
			return &charset{name, 2, 2}
		}
	}
	if bytes.HasPrefix(b, bomGB) {
		return &charset{"gb18030", 1, 4}
	}
	if bytes.IndexByte(b, 0) >= 0 {
		if c := utf16Of(b); c != nil {
			return c
		}
	}
	valid, invalid := census8(b, whole)
	odd := invalid > 0 && valid < 4*invalid
	if odd && controls(b) > 0 {
		if c := utf16Of(b); c != nil {
			return c
		}
	}
	// Hive parts the fields of its text files with ^A.
	if n := controls(b); n*32 > len(b) && n != bytes.Count(b, []byte{1}) {
		return nil
	}
	if odd {
		if name := declaredOf(b, whole); name != "" {
			return &charset{name, 1, 0}
		}
		if name := multibyteOf(b, whole); name != "" {
			return &charset{name, 1, 0}
		}
		if c := utf16Of(b); c != nil {
			return c
		}
	}
	return &charset{"utf-8", 1, 0}
}

// controls counts the bytes that do not occur in text.
func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x20 && (c < '\a' || c > '\r') && c != 0x1b && c != 0x1e || c == 0x7f {
			n++
		}
	}
	return n
}

// census8 counts characters beyond ASCII that are valid UTF-8, and bytes that
// are not.
func census8(b []byte, whole bool) (valid, invalid int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		if !whole && !utf8.FullRune(b) {
			return
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			invalid++
		} else {
			valid++
		}
		b = b[n:]
	}
	return
}

// likelyGB reports whether the bytes are GB18030 throughout and look like text
// in it: at least half of the two-byte characters are of GB 2312, where Chinese
// text has nearly all of its own and Latin-1 text nearly none.
func likelyGB(b []byte, whole bool) bool {
	two, common, four := 0, 0, 0
	for i := 0; i < len(b); {
		c := b[i]
		if c < 0x80 {
			i++
			continue
		}
		if i+1 >= len(b) {
			if whole {
				return false
			}
			break
		}
		d := b[i+1]
		switch {
		case c == 0x80 || c == 0xFF:
			return false
		case d >= 0x40 && d != 0x7F && d != 0xFF:
			two++
			if c >= 0xA1 && c <= 0xF7 && d >= 0xA1 {
				common++
			}
			i += 2
		case d >= 0x30 && d <= 0x39:
			if i+3 >= len(b) {
				if whole {
					return false
				}
				i = len(b)
				break
			}
			if b[i+2] < 0x81 || b[i+2] == 0xFF || b[i+3] < 0x30 || b[i+3] > 0x39 {
				return false
			}
			four++
			i += 4
		default:
			return false
		}
	}
	return two+four > 0 && common*2 >= two
}

// likelyUTF16 reports whether the bytes, among which is a NUL, decode to text.
func likelyUTF16(b []byte, c *charset) bool {
	if len(b)%2 == 1 {
		b = b[:len(b)-1]
	}
	if len(b) == 0 {
		return false
	}
	t := c.decode(b)
	bad := bytes.Count(t, []byte{0}) + bytes.Count(t, []byte("\uFFFD"))
	ascii := 0
	for _, x := range t {
		if x < 0x80 {
			ascii++
		}
	}
	return bad == 0 && controls(t)*32 <= len(t) && ascii*20 >= len(b)/2
}

// utf16Of finds UTF-16 without a byte order mark: text with some ASCII in it, or
// nearly all of Chinese or Japanese characters, their punctuation, full-width forms
// and ASCII. Where both orders of the bytes make sense, it is the one with more of
// these.
func utf16Of(b []byte) *charset {
	high := 0
	for _, c := range b {
		if c >= 0x80 {
			high++
		}
	}
	if bytes.IndexByte(b, 0) < 0 && controls(b) == 0 && high*4 < len(b) {
		return nil // words in Latin letters would do as well
	}
	le, be := &charset{"utf-16le", 2, 0}, &charset{"utf-16be", 2, 0}
	l, b1 := mostlyHan(b, le), mostlyHan(b, be)
	switch {
	case l > 0 && l >= b1:
		return le
	case b1 > 0:
		return be
	case bytes.IndexByte(b, 0) < 0:
		return nil
	case likelyUTF16(b, le):
		return le
	case likelyUTF16(b, be):
		return be
	}
	return nil
}

// mostlyHan says how well the bytes do as Chinese or Japanese text in UTF-16, 0 if
// they are not nearly all of that.
func mostlyHan(b []byte, c *charset) int {
	lo := 0
	if c.name == "utf-16be" {
		lo = 1
	}
	han, ascii, all := 0, 0, len(b)/2
	for i := 0; i+1 < len(b); i += 2 {
		switch hi, x := b[i+1-lo], b[i+lo]; {
		case hi >= 0x4E && hi <= 0x9F || hi == 0x30 || hi == 0xFF && x < 0xF0:
			han++
		case hi == 0 && x < 0x7F && (x >= 0x20 || x >= '\t' && x <= '\r'):
			ascii++
		}
	}
	if han < 3 || han*4 < all || (han+ascii)*100 < all*97 {
		return 0
	}
	return han + 3*ascii
}

// decode returns bytes from the start of the content in UTF-8, without the byte
// order mark and without a character that is cut off at the end.
func (c *charset) decode(b []byte) []byte {
	if len(b) >= c.bom {
		b = b[c.bom:]
	}
	if c.name == "utf-8" && utf8.Valid(b) {
		return b
	}
	t, err := io.ReadAll(newDecoder(c, io.MultiReader(bytes.NewReader(b), failed{errLimit})))
	if err != nil && err != errLimit {
		panic(err) // the decoder returns the errors of its reader only
	}
	return t
}

// skip drops the byte order mark from the start of the content.
func (c *charset) skip(r io.Reader) io.Reader {
	if c.bom > 0 {
		io.CopyN(io.Discard, r, int64(c.bom)) // the reader keeps its errors
	}
	return r
}

// index returns the offset of the ASCII byte x in b from offset from on, which
// is on the border of a unit, or -1. It is right for text in all charsets here,
// since none of them uses newlines and quotes inside a character.
func (c *charset) index(b []byte, from int, x byte) int {
	if c.unit == 1 {
		if i := bytes.IndexByte(b[from:], x); i >= 0 {
			return from + i
		}
		return -1
	}
	for i := from; i+c.unit <= len(b); i += c.unit {
		if c.ascii(b[i:]) == x {
			return i
		}
	}
	return -1
}

// transcoder returns the decoder of x/text.
func (c *charset) transcoder() *encoding.Decoder {
	switch c.name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	switch c.name {
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM).NewDecoder()
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM).NewDecoder()
	case "big5":
		return traditionalchinese.Big5.NewDecoder()
	case "shift-jis":
		return japanese.ShiftJIS.NewDecoder()
	case "euc-jp":
		return japanese.EUCJP.NewDecoder()
	case "euc-kr":
		return korean.EUCKR.NewDecoder()
	}
	return simplifiedchinese.GB18030.NewDecoder()
}

// ascii is the ASCII character at the start of b in UTF-16 or UTF-32, or 0.
func (c *charset) ascii(b []byte) byte {
	lo := 0
	if c.name[len(c.name)-2] == 'b' { // big-endian
		lo = c.unit - 1
	}
	for i, x := range b[:c.unit] {
		if i != lo && x != 0 {
			return 0
		}
	}
	if b[lo] >= utf8.RuneSelf {
		return 0
	}
	return b[lo]
}

// part returns bytes from the middle of the content in UTF-8.
func (c *charset) part(b []byte) []byte {
	p := *c
	p.bom = 0
	return p.decode(b)
}
