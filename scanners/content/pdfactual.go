package content

import (
	"strings"
	"unicode"
)

// Marked content (ISO 32000-2, 14.6) may say in words what its glyphs or its picture
// show: the text that replaces them, a description, what an abbreviation stands for.

// A pdfMark is marked content that is open.
type pdfMark struct {
	words []string // what it says
	shown []byte   // what its glyphs say, as far as it has words
}

// pdfMarks bounds what of a page says in words what is shown.
const (
	pdfMarks     = 10_000
	pdfMarkDepth = 100
)

// mark opens marked content. Its last operand is a dictionary or the name of one.
func (c *pdfContent) mark() {
	m := pdfMark{}
	if k := len(c.args); k >= 2 {
		f := c.p.f
		d, ok := c.args[k-1].(pdfDict)
		if name, is := c.args[k-1].(pdfName); is && !ok {
			d = f.dict(f.dict(c.res["Properties"])[string(name)])
		}
		for _, key := range []string{"ActualText", "Alt", "E"} {
			if s := pdfText(f.str(d[key])); s != "" {
				m.words = append(m.words, s)
			}
		}
	}
	if len(c.p.marks) < pdfMarkDepth {
		c.p.marks = append(c.p.marks, m)
	} else {
		c.p.over++
		c.p.words = append(c.p.words, m.words...)
	}
}

// unmark closes marked content, and keeps its words if its glyphs do not say them.
func (c *pdfContent) unmark() {
	p := c.p
	if p.over > 0 {
		p.over--
		return
	}
	k := len(p.marks)
	if k == 0 {
		return
	}
	m := p.marks[k-1]
	p.marks = p.marks[:k-1]
	for _, w := range m.words {
		if bareText(w) == bareText(string(m.shown)) {
			continue
		}
		if len(p.words) >= pdfMarks {
			p.f.cut++
			return
		}
		p.words = append(p.words, w)
	}
}

// showed notes the characters of a glyph in the marked content around it, and says
// whether that has words for it.
func (p *pdfPage) showed(text string) bool {
	told := false
	for i := range p.marks {
		if m := &p.marks[i]; len(m.words) > 0 {
			told = true
			if len(m.shown) < 64<<10 {
				m.shown = append(m.shown, text...)
			}
		}
	}
	return told
}

// bareText is text without white space and signs that are not shown.
func bareText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '\u00a0' || unicode.In(r, unicode.Cf) {
			return -1
		}
		return r
	}, s)
}
