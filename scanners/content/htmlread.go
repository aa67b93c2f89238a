package content

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// An htmlReader puts the blocks of a page into rows. Its tokenizer is in
// htmltag.go.
type htmlReader struct {
	*xmlReader
	raw   string // the element whose text is no markup: script, style …
	keep  int    // elements open in which line breaks count
	field string // the name of the form field whose text is read
	table *htmlTable
	tabs  []*htmlTable // around it
	text2 []byte       // text with its references replaced
}

// read reads to the end of the text. Nothing is broken HTML.
func (r *htmlReader) read() error {
	for r.o.err == nil && r.token() {
	}
	r.line()
	for r.table != nil && r.o.err == nil {
		r.endTable(atom.Table)
	}
	return r.o.err
}

// write adds text to the line. White space is one blank, unless line breaks count.
func (r *htmlReader) write(b []byte) {
	if r.raw != "" || r.keep > 0 {
		for {
			i := bytes.IndexByte(b, '\n')
			if i < 0 {
				break
			}
			r.words = append(r.words, b[:i]...)
			r.line()
			b = b[i+1:]
		}
		r.words = append(r.words, b...)
	} else {
		for len(b) > 0 {
			i := 0
			for i < len(b) && b[i] > ' ' {
				i++
			}
			r.words = append(r.words, b[:i]...)
			if i < len(b) && len(r.words) > 0 && r.words[len(r.words)-1] != ' ' {
				r.words = append(r.words, ' ')
			}
			for i < len(b) && b[i] <= ' ' {
				i++
			}
			b = b[i:]
		}
	}
	for s := r.o.s; len(r.words) > s.value+s.overlap && r.o.err == nil; {
		end, next := s.cut(r.words)
		r.put(&r.text, r.words[:end])
		r.o.endRow()
		r.words = r.words[:copy(r.words, r.words[next:])]
	}
}

// line ends the line, and the row unless it is one of a table.
func (r *htmlReader) line() {
	b := bytes.TrimSpace(r.words)
	r.words = r.words[:0]
	if r.table != nil && r.table.cell {
		r.cellLine(b)
		return
	}
	if len(b) > 0 {
		at := &r.text
		if r.field != "" {
			at = r.kid(&r.root, []byte(r.field))
		}
		r.put(at, b)
	}
	if r.o.rowSize > 0 && (r.table == nil || !r.table.row) {
		r.o.endRow()
	}
}

// start deals with the name of a start tag.
func (r *htmlReader) start(name []byte) atom.Atom {
	a := atom.Lookup(name)
	if block(a, name) {
		r.line()
	}
	r.field = ""
	switch a {
	case atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Xmp, atom.Iframe, atom.Noembed, atom.Noframes:
		r.raw = a.String()
	case atom.Pre:
		r.keep++
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Thead, atom.Tbody:
		r.startTable(a)
	}
	return a
}

// block reports whether a line ends where the tag is.
func block(a atom.Atom, name []byte) bool {
	switch a {
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Thead, atom.Tbody, atom.Div, atom.P, atom.Li, atom.Br: // most are
		return true
	}
	return !inline[string(name)] && !within[a]
}

// within are elements inside a line that are not of its text.
var within = map[atom.Atom]bool{
	atom.Img: true, atom.Input: true, atom.Label: true, atom.Button: true, atom.Time: true, atom.Data: true, atom.Nobr: true, atom.Svg: true,
}

// figures are attributes of nothing but figures.
var figures = map[string]bool{"d": true, "integrity": true, "nonce": true, "points": true, "viewbox": true}

// looksOnly are attributes that only say how something looks or works.
var looksOnly = map[string]bool{
	"align": true, "aria-hidden": true, "async": true, "bgcolor": true, "border": true, "cellpadding": true, "cellspacing": true,
	"charset": true, "class": true, "color": true, "colspan": true, "crossorigin": true, "defer": true, "dir": true,
	"fill": true, "for": true, "height": true, "http-equiv": true, "lang": true, "media": true,
	"rel": true, "role": true, "rowspan": true, "size": true, "stroke": true, "style": true, "tabindex": true, "target": true,
	"type": true, "valign": true, "width": true, "xmlns": true,
}

// end deals with an end tag.
func (r *htmlReader) end(name []byte) {
	a := atom.Lookup(name)
	if block(a, name) {
		r.line()
	}
	r.field = ""
	switch a {
	case atom.Pre:
		r.keep = max(0, r.keep-1)
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Thead:
		r.endTable(a)
	}
}
