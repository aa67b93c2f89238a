package content

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// A spelling is a language in a charset.
type spelling struct {
	language, charset string
	enc               encoding.Encoding
}

var spellings = []spelling{
	{"zh_CN", "gb18030", simplifiedchinese.GB18030},
	{"zh_TW", "gb18030", simplifiedchinese.GB18030},
	{"zh_TW", "big5", traditionalchinese.Big5},
	{"ja", "shift-jis", japanese.ShiftJIS},
	{"ja", "euc-jp", japanese.EUCJP},
	{"ko", "euc-kr", korean.EUCKR},
	{"zh_CN", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"zh_CN", "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"zh_TW", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"ja", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"ko", "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"de", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"ru", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"de", "windows-1252", charmap.Windows1252},
	{"fr", "windows-1252", charmap.Windows1252},
	{"nl", "windows-1252", charmap.Windows1252},
	{"es", "windows-1252", charmap.Windows1252},
	{"pt_BR", "windows-1252", charmap.Windows1252},
	{"sv", "windows-1252", charmap.Windows1252},
	{"da", "windows-1252", charmap.Windows1252},
	{"fi", "windows-1252", charmap.Windows1252},
	{"it", "windows-1252", charmap.Windows1252},
	{"pl", "windows-1250", charmap.Windows1250},
	{"cs", "iso-8859-2", charmap.ISO8859_2},
	{"ru", "windows-1251", charmap.Windows1251},
	{"ru", "koi8-r", charmap.KOI8R},
	{"ru", "ibm866", charmap.CodePage866},
	{"uk", "windows-1251", charmap.Windows1251},
	{"zh_CN", "utf-8", encoding.Nop},
	{"ja", "utf-8", encoding.Nop},
}

var rateSizes = []int{8, 16, 40, 200, 2000}

// piecesOf cuts pieces of at most size bytes in the charset out of the text, which
// begin at a line or anywhere in it. Those in ASCII alone are left out.
func (s spelling) piecesOf(text []rune, size, count int, seed uint64) (raw, plain [][]byte) {
	r := rand.New(rand.NewPCG(seed, uint64(size)))
	e := s.enc.NewEncoder()
	for tries := 0; len(raw) < count && tries < 20*count; tries++ {
		at := r.IntN(len(text))
		if tries%2 == 0 {
			for at > 0 && text[at-1] != '\n' {
				at--
			}
		}
		var b, u []byte
		for _, c := range text[at:] {
			p := utf8.AppendRune(nil, c)
			x, err := e.Bytes(p)
			if err != nil {
				continue // a character that the charset does not have
			}
			if len(b)+len(x) > size {
				break
			}
			b, u = append(b, x...), append(u, p...)
		}
		if n := len(b); n < size-3 || isASCII(u) || strings.HasPrefix(s.charset, "utf-16") && utf8.Valid(b) && controls(b) == 0 {
			continue
		}
		if s.charset == "windows-1250" || s.charset == "iso-8859-2" {
			u, _ = charmap.Windows1252.NewDecoder().Bytes(b) // they are not told apart
		}
		raw, plain = append(raw, b), append(plain, u)
	}
	return raw, plain
}

// readAs is the text that is read of bytes whose charset nobody states, and what
// its charset is taken for.
func readAs(b []byte) (text []byte, name string) {
	c := charsetOf(b, true)
	if c == nil {
		return nil, "none"
	}
	d := newDecoder(c, c.skip(bytes.NewReader(b)))
	text, _ = io.ReadAll(d)
	return text, strings.Join(append([]string{c.name}, d.odd()...), "+")
}

// inTree is text in each language that comes with the tree: prose, and the names of all
// countries as a table.
func inTree(name string, tag language.Tag) []rune {
	var b strings.Builder
	names := display.Regions(tag)
	for x := 'A'; x <= 'Z'; x++ {
		for y := 'A'; y <= 'Z'; y++ {
			if r, err := language.ParseRegion(string([]rune{x, y})); err == nil && r.IsCountry() {
				if n := names.Name(r); n != "" {
					fmt.Fprintf(&b, "%v,%s\n", r, n)
				}
			}
		}
	}
	return []rune(prose[name] + b.String())
}

// TestCharsetRates holds how often pieces of 8, 16, 40 and 200 bytes may be read as
// something else than was written, in a hundred. Pieces begin at a line or anywhere; in
// the shortest there are often but two characters that tell the charset.
func TestCharsetRates(t *testing.T) {
	for _, tc := range []struct {
		prose string
		tag   language.Tag
		spelling
		most [4]float64
	}{
		{"simplified", language.SimplifiedChinese, spellings[0], [4]float64{6, 1, 0.5, 0}},
		{"traditional", language.TraditionalChinese, spellings[1], [4]float64{7, 2, 0.5, 0}},
		{"traditional", language.TraditionalChinese, spellings[2], [4]float64{9, 1, 0.5, 0}},
		{"japanese", language.Japanese, spellings[3], [4]float64{2, 1, 0.5, 0}},
		{"japanese", language.Japanese, spellings[4], [4]float64{15, 5, 0.5, 0}},
		{"korean", language.Korean, spellings[5], [4]float64{18, 2, 0.5, 0}},
		{"simplified", language.SimplifiedChinese, spellings[6], [4]float64{3, 1, 0.5, 0}},
		{"simplified", language.SimplifiedChinese, spellings[7], [4]float64{3, 1, 0.5, 0}},
		{"traditional", language.TraditionalChinese, spellings[8], [4]float64{3, 1, 0.5, 0}},
		{"japanese", language.Japanese, spellings[9], [4]float64{2, 1, 0.5, 0}},
		{"korean", language.Korean, spellings[10], [4]float64{2, 1, 0.5, 0}},
		{"german", language.German, spellings[13], [4]float64{3, 4, 0.5, 0}},
		{"french", language.French, spellings[14], [4]float64{2, 1, 1, 0}},
		{"dutch", language.Dutch, spellings[15], [4]float64{2, 1, 0.5, 0}},
		{"spanish", language.Spanish, spellings[16], [4]float64{3, 1, 0.5, 0}},
		{"portuguese", language.Portuguese, spellings[17], [4]float64{2, 2, 0.5, 0}},
		{"swedish", language.Swedish, spellings[18], [4]float64{3, 2, 0.5, 0}},
		{"russian", language.Russian, spellings[24], [4]float64{12, 2, 0.5, 0}},
		{"russian", language.Russian, spellings[25], [4]float64{22, 2, 0.5, 0}},
		{"russian", language.Russian, spellings[26], [4]float64{16, 1, 0.5, 0}},
		{"simplified", language.SimplifiedChinese, spellings[28], [4]float64{2, 1, 0.5, 0}},
	} {
		text := inTree(tc.prose, tc.tag)
		line := fmt.Sprintf("%s in %s:", tc.prose, tc.charset)
		for k, size := range rateSizes[:4] {
			raw, plain := tc.piecesOf(text, size, 250, 2)
			wrong, other := 0, map[string]int{}
			for i := range raw {
				if got, name := readAs(raw[i]); !bytes.Equal(got, plain[i]) {
					wrong++
					other[name]++
				}
			}
			rate := 100 * float64(wrong) / float64(max(1, len(raw)))
			line += fmt.Sprintf(" %.1f", rate)
			if rate > tc.most[k] || len(raw) < 60 {
				t.Errorf("%s in %s, %d bytes: %.1f of a hundred are wrong, of %d: %v", tc.prose, tc.charset, size, rate, len(raw), other)
			}
		}
		t.Log(line)
	}
}
