package content

import (
	"bytes"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// A pdfFont turns the codes of strings into characters with widths.
type pdfFont struct {
	to       *pdfCMap // to characters
	wide     bool     // codes may have several bytes
	vertical bool

	table [256]string  // simple fonts
	width [256]float64 // in text space, where the font's size is 1

	codes   *pdfCMap // of a map in the file
	charset encoding.Encoding
	seven   bool // of which the codes are in seven bits
	blind   bool // the map is not known
	cns     bool // CNS 11643, with codes of up to four bytes
	utf16   bool
	cids    map[int]float64
	usual   float64
	seen    map[pdfCode]string // of charsets
	// collection holds the characters of the glyphs by number, where they are of
	// one that is known; program asks the font program.
	collection []rune
	program    func(cid int) string
}

// font reads a font dictionary (ISO 32000-1, 9.6 and 9.7).
func (f *pdfFile) font(d pdfDict) *pdfFont {
	n := &pdfFont{}
	if s, ok := f.get(d["ToUnicode"]).(*pdfStream); ok {
		r, _ := f.stream(s)
		n.to = readCMap(r)
	}
	if f.name(d["Subtype"]) == "Type0" {
		f.composite(n, d)
		return n
	}
	base := ""
	enc := f.get(d["Encoding"])
	switch e := enc.(type) {
	case pdfName:
		base = string(e)
	case pdfDict:
		base = f.name(e["BaseEncoding"])
	}
	if base == "" && f.name(d["Subtype"]) == "TrueType" {
		base = "WinAnsiEncoding"
	}
	n.table = pdfBase(base)
	if base == "" {
		f.builtin(f.dict(d["FontDescriptor"]), &n.table)
	}
	if e, ok := enc.(pdfDict); ok {
		if f.name(d["Subtype"]) == "Type3" {
			n.table = [256]string{}
		}
		at := 0
		for _, v := range f.array(e["Differences"]) {
			switch v := f.get(v).(type) {
			case float64:
				at = int(v)
			case pdfName:
				if at >= 0 && at < 256 {
					if n.table[at] = glyphText(string(v)); n.table[at] == "" {
						n.table[at] = numberedGlyph(string(v), at)
					}
				}
				at++
			}
		}
	}
	f.widths(n, d)
	return n
}

// widths reads the widths of a simple font, or takes those of the standard fonts.
func (f *pdfFile) widths(n *pdfFont, d pdfDict) {
	name := f.name(d["BaseFont"])
	for i := range n.width {
		n.width[i] = 0.5
		if strings.Contains(name, "Courier") {
			n.width[i] = 0.6
		} else if s := n.table[i]; len(s) == 1 && s[0] >= ' ' && s[0] < 0x7f {
			w := pdfHelvetica[s[0]-' ']
			if strings.Contains(name, "Times") {
				w = pdfTimes[s[0]-' ']
			}
			n.width[i] = float64(w) / 1000
		}
	}
	unit := 0.001
	if f.name(d["Subtype"]) == "Type3" {
		if m := f.array(d["FontMatrix"]); len(m) == 6 {
			unit, _ = f.num(m[0])
		}
	}
	if list := f.array(d["Widths"]); len(list) > 0 {
		first := f.int(d["FirstChar"], 0)
		missing, _ := f.num(f.dict(d["FontDescriptor"])["MissingWidth"])
		for i := range n.width {
			n.width[i] = missing * unit
		}
		for i, v := range list {
			if at := first + i; at >= 0 && at < 256 {
				w, _ := f.num(v)
				n.width[at] = w * unit
			}
		}
	}
}

func (f *pdfFile) composite(n *pdfFont, d pdfDict) {
	n.wide, n.usual, n.cids = true, 1, map[int]float64{}
	switch e := f.get(d["Encoding"]).(type) {
	case pdfName:
		n.vertical = strings.HasSuffix(string(e), "V")
		switch {
		case strings.HasPrefix(string(e), "Identity"):
		case strings.Contains(string(e), "UCS2"), strings.Contains(string(e), "UTF16"):
			n.utf16 = true
		default:
			n.predefined(string(e))
		}
	case *pdfStream:
		n.vertical = f.int(e.dict["WMode"], 0) == 1
		r, _ := f.stream(e)
		n.codes = readCMap(r)
	}
	kids := f.array(d["DescendantFonts"])
	if len(kids) == 0 {
		return
	}
	kid := f.dict(kids[0])
	n.collection = pdfCIDs()[f.str(f.dict(kid["CIDSystemInfo"])["Ordering"])]
	n.program = f.program(kid)
	if w, ok := f.num(kid["DW"]); ok {
		n.usual = w / 1000
	}
	w := f.array(kid["W"])
	for i := 0; i+1 < len(w) && len(n.cids) < 1<<16; {
		first := f.int(w[i], 0)
		if list, ok := f.get(w[i+1]).(pdfArray); ok {
			for k, v := range list {
				x, _ := f.num(v)
				n.cids[first+k] = x / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			break
		}
		x, _ := f.num(w[i+2])
		for c := first; c <= f.int(w[i+1], 0) && c-first < 1<<16 && len(n.cids) < 1<<16; c++ {
			n.cids[c] = x / 1000
		}
		i += 3
	}
}

// decode calls each for every glyph of a string: its characters, "" if the font
// does not say which, its width, and whether it is the single byte of a blank.
func (n *pdfFont) decode(s string, each func(text string, width float64, blank bool)) {
	if !n.wide {
		for i := range len(s) {
			c := s[i]
			text, ok := n.to.text(pdfCode{1, uint32(c)})
			if !ok {
				text = n.table[c]
			}
			each(text, n.width[c], c == ' ')
		}
		return
	}
	for len(s) > 0 {
		k := n.next(s)
		c := codeOf(s[:k])
		each(n.glyph(c, s[:k]))
		s = s[k:]
	}
}

// next is the length of the first code of s.
func (n *pdfFont) next(s string) int {
	switch {
	case n.codes != nil:
		return n.codes.next(s)
	case n.cns && s[0] == 0x8e:
		return min(4, len(s))
	case n.cns && s[0] < 0x80:
		return 1
	case n.charset == nil, n.seven:
		return min(2, len(s))
	case n.charset == japanese.EUCJP && s[0] == 0x8f:
		return min(3, len(s))
	case s[0] < 0x81 || n.charset == japanese.ShiftJIS && s[0] >= 0xa0 && s[0] <= 0xdf:
		return 1
	case n.charset == simplifiedchinese.GB18030 && len(s) >= 4 && s[1] >= '0' && s[1] <= '9':
		return 4
	}
	return min(2, len(s))
}

func (n *pdfFont) glyph(c pdfCode, s string) (text string, width float64, blank bool) {
	text, ok := n.to.text(c)
	width = n.usual
	switch {
	case n.blind:
	case n.codes != nil, n.charset == nil && !n.utf16:
		cid, known := int(c.c), true
		if n.codes != nil {
			cid, known = n.codes.cid(c)
		}
		if !known {
			break
		}
		if w, ok := n.cids[cid]; ok {
			width = w
		}
		if !ok || text == "" {
			if text = cidText(n.collection, cid); text == "" && n.program != nil {
				text = n.program(cid)
			}
		}
	default:
		if !ok {
			text = n.native(c, s)
		}
		// The numbers of the glyphs are not known here. Latin ones are half as wide.
		if len(text) == 1 {
			width = 0.5
		}
	}
	return text, width, c.n == 1 && c.c == ' '
}

// native decodes a code that is itself a character of a charset.
func (n *pdfFont) native(c pdfCode, s string) string {
	if n.utf16 {
		return utf16Text(s)
	}
	if t, ok := n.seen[c]; ok {
		return t
	}
	if n.seven {
		s = eight(s)
	}
	b, err := n.charset.NewDecoder().Bytes([]byte(s))
	if err != nil || bytes.ContainsRune(b, '\uFFFD') {
		b = nil
	}
	if len(n.seen) < pdfMapped {
		n.seen[c] = string(b)
	}
	return string(b)
}
