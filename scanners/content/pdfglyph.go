package content

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"
)

// pdfGlyphNames are the names of glyphs (Adobe Glyph List) of text and of signs, as
// far as their letters do not say it: name and character, by turns.
//
//go:embed pdfglyphs.txt
var pdfGlyphNames string

var pdfGlyphs = sync.OnceValue(func() map[string]string {
	m := map[string]string{"space": " ", "nbspace": " "}
	f := strings.Fields(pdfGlyphNames)
	for i := 0; i+1 < len(f); i += 2 {
		m[f[i]] = f[i+1]
	}
	return m
})

// glyphText is the text of a glyph by its name: "A", "eacute", "uni4E2D", "u20BB7",
// "f_i", "one.oldstyle". It returns "" for names that say nothing.
func glyphText(name string) string {
	if i := strings.IndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	if strings.Contains(name, "_") {
		s := ""
		for _, p := range strings.Split(name, "_") {
			s += glyphText(p)
		}
		return s
	}
	if len(name) == 1 {
		return name
	}
	if s, ok := pdfGlyphs()[name]; ok {
		return s
	}
	if s := strings.TrimSuffix(strings.TrimSuffix(name, "oldstyle"), "small"); s != name {
		return glyphText(s)
	}
	hex := ""
	switch {
	case strings.HasPrefix(name, "uni") && len(name) >= 7:
		hex = name[3:7]
	case strings.HasPrefix(name, "u") && len(name) >= 5 && len(name) <= 7:
		hex = name[1:]
	}
	if v, err := strconv.ParseUint(hex, 16, 32); err == nil && v >= 0x20 && v <= 0x10ffff {
		return string(rune(v))
	}
	return ""
}

// pdfBase is one of the encodings that simple fonts begin from.
func pdfBase(name string) (t [256]string) {
	m := charmap.Windows1252
	if name == "MacRomanEncoding" {
		m = charmap.Macintosh
	}
	for i := range t {
		if r := m.DecodeByte(byte(i)); i >= 0x20 && r != '\uFFFD' && r != 0x7f {
			t[i] = string(r)
		}
	}
	if name == "WinAnsiEncoding" || name == "MacRomanEncoding" {
		return t
	}
	// The standard encoding of Type 1 fonts differs in few places.
	t['\''], t['`'] = "’", "‘"
	for i, n := range map[int]string{
		0xa4: "⁄", 0xa6: "ƒ", 0xa8: "¤", 0xa9: "'", 0xaa: "“", 0xac: "‹", 0xad: "›", 0xae: "fi", 0xaf: "fl", 0xb1: "–", 0xb2: "†", 0xb3: "‡", 0xb4: "·", 0xb7: "•",
		0xb8: "‚", 0xb9: "„", 0xba: "”", 0xbc: "…", 0xbd: "‰", 0xd0: "—", 0xe1: "Æ", 0xe8: "Ł", 0xe9: "Ø", 0xea: "Œ", 0xf1: "æ", 0xf5: "ı", 0xf8: "ł", 0xf9: "ø", 0xfa: "œ", 0xfb: "ß",
	} {
		t[i] = n
	}
	return t
}

// Widths of the printable characters of ASCII in thousandths, of Helvetica and of
// Times, which need not be in the file.
var (
	pdfHelvetica = [95]uint16{278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015,
		667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333,
		556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584}
	pdfTimes = [95]uint16{250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921,
		722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333,
		444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541}
)
