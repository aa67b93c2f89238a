package content

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// A charset is how text is written in bytes.
type charset struct {
	// name is "utf-8", "gb18030" (which includes GBK and GB2312), "big5" (with HKSCS),
	// "shift-jis", "euc-jp", "euc-kr" (with the extensions of Windows), "utf-16le",
	// "utf-16be", "utf-32le", "utf-32be" or a charset of one byte a character by its
	// name in the Encoding Standard of the WHATWG. "utf-8" stands for anything else that
	// is mostly ASCII as well: in lines that are in no charset each odd byte becomes one
	// character as in windows-1252, so that no ASCII value is lost, and the format says
	// "latin1". Lines of ISO-2022-JP and HZ are decoded as well (charsetshift.go).
	name string
	// unit is the number of bytes of a newline.
	unit int
	// bom is the length of the byte order mark.
	bom int
}

var (
	bomUTF8 = []byte{0xEF, 0xBB, 0xBF}
	bomGB   = []byte{0x84, 0x31, 0x95, 0x33}
)

// charsetOf finds the charset of a text by its head: byte order mark, the
// declaration of XML or HTML, valid UTF-8, and else the charset in which the text is
// likeliest. It returns nil when the bytes are no text.
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
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) && !bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) {
		return &charset{"utf-16le", 2, 2}
	}
	if bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return &charset{"utf-16be", 2, 2}
	}
	if bytes.HasPrefix(b, bomGB) {
		return &charset{"gb18030", 1, 4}
	}
	nul := bytes.IndexByte(b, 0) >= 0
	valid, invalid := census8(b, whole)
	odd := invalid > 0 && valid < 4*invalid || invalid == 0 && valid > 0 && valid <= fewUTF8 && pairsOnly(b)
	n := controls(b) - jisControls(b)
	if odd && !nul {
		if name := declaredOf(b, whole); name != "" {
			return &charset{name, 1, 0}
		}
	}
	name := "utf-8"
	if nul || odd || n > 0 {
		limit := 1 << 40
		if odd {
			name, limit = likeliest(b, whole, "")
		} else if e, w := evidence(b, whole); n > 0 {
			limit = costUTF8(e, w, 1<<40)
		}
		if c := utf16Of(b, limit); c != nil {
			return c
		}
	}
	// Hive parts the fields of its text files with ^A.
	if n*32 > len(b) && n != bytes.Count(b, []byte{1}) {
		return nil
	}
	if name == "utf-8" {
		return plainUTF8
	}
	return &charset{name, 1, 0}
}

// plainUTF8 is what most texts are in.
var plainUTF8 = &charset{"utf-8", 1, 0}

// fewUTF8 is how many characters of two bytes may be valid UTF-8 by chance: in GB18030
// that goes for one in seven.
const fewUTF8 = 8

// pairsOnly reports whether all characters beyond ASCII in UTF-8 have two bytes.
func pairsOnly(b []byte) bool {
	for _, c := range b {
		if c >= 0xE0 {
			return false
		}
	}
	return true
}

// census8 counts characters beyond ASCII that are valid UTF-8, and bytes that
// are not.
func census8(b []byte, whole bool) (valid, invalid int) {
	for {
		if b = b[asciiPrefix(b):]; len(b) == 0 || !whole && !utf8.FullRune(b) {
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
}

// decode returns bytes from the start of the content in UTF-8, without the byte
// order mark and without a character that is cut off at the end.
func (c *charset) decode(b []byte) []byte {
	if len(b) >= c.bom {
		b = b[c.bom:]
	}
	if c.name == "utf-8" && utf8.Valid(b) && !shifts(b) {
		return b
	}
	d := newDecoder(c, io.MultiReader(bytes.NewReader(b), failed{errLimit}))
	if c.name != "utf-8" && len(b) < patience { // nothing has to be put together
		d.in, d.err = bytes.Clone(b), errLimit
	}
	t, err := io.ReadAll(d)
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

// encodingNamed returns the encoding of x/text.
func encodingNamed(name string) encoding.Encoding {
	switch name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		panic(err) // the names are those of this package
	}
	return e
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
