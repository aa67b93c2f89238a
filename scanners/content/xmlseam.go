package content

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// xmlPieces reads XML of which rows can be found from the middle: elements that repeat
// below one parent and have a name that nothing inside of them has. A row begins with
// the tag, and where it ends another element of the parent begins or the parent ends;
// what looks so in a comment or in CDATA shows there.
type xmlPieces struct {
	xmlDoc
	*xmlShape
}

// A xmlShape is what the rows of a text look like.
type xmlShape struct {
	around []string // the elements around the rows
	begins []string // the elements that are rows, with their prefixes
	inner  map[string]bool
	path   string // the names around the rows, in one string
	rows   int
	bad    bool
	// alone says that the text ends with the rows that it begins with, once that was
	// asked.
	asked, alone bool
}

// see notes an element whose name stands in the reader's names from at on.
func (s *xmlShape) see(r *xmlReader, at int, row, inside bool) {
	switch {
	case row:
		if path := r.names[:at]; string(path) != s.path || s.rows == 0 {
			*s = xmlShape{path: string(path), inner: map[string]bool{}, bad: r.plist}
			for i := range r.stack {
				to := at
				if i+1 < len(r.stack) {
					to = r.stack[i+1].name
				}
				s.around = append(s.around, string(r.names[r.stack[i].name:to]))
				s.bad = s.bad || i > 0 && kindOf(r.stack[i].node)&tagNamed != 0
			}
		}
		s.rows++
		if name := r.names[at:]; !slices.ContainsFunc(s.begins, func(b string) bool { return b == string(name) }) && len(s.begins) <= jsonBegins {
			s.begins = append(s.begins, string(name))
		}
	case inside && s.rows > 0 && !s.inner[string(r.names[at:])]:
		if s.inner[string(r.names[at:])] = true; len(s.inner) > jsonNames {
			s.bad = true
		}
	}
}

// learned returns the shape if rows can be found by it.
func (s *xmlShape) learned(t []byte) *xmlShape {
	if s.bad || s.rows < 3 || len(s.begins) > jsonBegins {
		return nil
	}
	for _, b := range s.begins {
		if s.inner[b] || len(b) > longestName || strings.IndexFunc(b, func(c rune) bool { return c >= 0x80 }) >= 0 {
			return nil
		}
		for _, marks := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
			for rest := t; ; {
				i := bytes.Index(rest, []byte(marks[0]))
				if i < 0 {
					break
				}
				rest = rest[i+len(marks[0]):]
				n := lengthTo(rest, marks[1])
				if bytes.Contains(rest[:n], []byte("<"+b)) {
					return nil
				}
				rest = rest[n:]
			}
		}
	}
	return s
}

func (d xmlPieces) start(b []byte, c *charset, end bool) int {
	t := c.plain(b)
	for i := 1; ; i++ {
		n := bytes.IndexByte(t[min(i, len(t)):], '<')
		if n < 0 {
			return -1
		}
		i += n
		if len(t)-i < jsonBegin && !end {
			return -1 // the name may not be there yet
		}
		if !d.row(t[i+1:]) {
			continue
		}
		row, all := t[i:], end
		if len(row) >= jsonLook+2*jsonBegin {
			row, all = row[:jsonLook+2*jsonBegin], true
		}
		switch d.verify(row, all) {
		case 1:
			return i * c.unit
		case 0:
			return -1
		}
	}
}

// row reports whether the name of a row stands at the start of b.
func (s *xmlShape) row(b []byte) bool {
	for _, name := range s.begins {
		if len(b) > len(name) && string(b[:len(name)]) == name && strings.IndexByte(" \n\t\r/>", b[len(name)]) >= 0 {
			return true
		}
	}
	return false
}

// verify reads the row at the start of t to its end and returns 1 when another element
// begins there, or the one around them ends, -1 when that is not so, 0 when more has to
// be seen. all says that no more can be, since the text ends or a row is not followed
// further.
func (d xmlPieces) verify(t []byte, all bool) int {
	unsure := 0
	if all {
		unsure = 1
	}
	depth := 0
	for i := 0; i < len(t); {
		n := bytes.IndexByte(t[i:], '<')
		if n < 0 {
			return unsure
		}
		i += n
		rest := t[i:]
		switch {
		case len(rest) < len("<![CDATA["):
			return unsure
		case bytes.HasPrefix(rest, []byte("<!--")):
			i += lengthTo(rest, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			i += lengthTo(rest, "]]>")
		case rest[1] == '?':
			i += lengthTo(rest, "?>")
		default:
			n, empty := tagLength(rest)
			i += n
			if rest[1] == '/' {
				depth--
			} else if !empty {
				depth++
			}
			if depth == 0 && i < len(t) {
				return d.follows(t[i:], all)
			}
		}
	}
	return unsure
}

// tagLength is the length of the tag at the start of b, and whether it is that of an
// element without content.
func tagLength(b []byte) (n int, empty bool) {
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1, b[i-1] == '/'
		}
	}
	return len(b), false
}

// follows judges what stands behind a row.
func (d xmlPieces) follows(t []byte, all bool) int {
	if t = t[:min(len(t), 2*jsonBegin)]; len(t) < 2*jsonBegin && !all {
		return 0
	}
	rest := bytes.TrimLeft(t, " \t\r\n")
	switch {
	case len(rest) == 0:
		return 1
	case rest[0] != '<' || len(rest) == 1:
		return -1
	case rest[1] == '/':
		if !bytes.HasPrefix(rest[2:], []byte(d.around[len(d.around)-1])) {
			return -1
		}
		return 1
	}
	name := rest[1:]
	if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	if d.inner[string(name)] {
		return -1
	}
	return 1
}

// settle reads on from what was taken for the start of a row, and returns how many bytes
// of t come before the first row when it was none: elements may have the name of rows in
// comments, in CDATA and in rows, behind a head in which none had. The end of what is
// around them shows it, where it stands in t.
func (s *xmlShape) settle(t []byte) (skip int) {
	depth, around, lost := 0, len(s.around), false
	for i := 0; i < len(t); {
		n := bytes.IndexByte(t[i:], '<')
		if n < 0 {
			n = len(t) - i
		}
		if depth == 0 { // there is no text between rows
			for _, end := range []string{"-->", "]]>", "?>"} {
				if bytes.Contains(t[i:i+n], []byte(end)) {
					skip, lost = len(t), true
				}
			}
		}
		i += n
		rest := t[i:]
		switch {
		case len(rest) < len("<![CDATA["):
			return skip
		case bytes.HasPrefix(rest, []byte("<!--")):
			i += lengthTo(rest, "-->")
			continue
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			i += lengthTo(rest, "]]>")
			continue
		case rest[1] == '?':
			i += lengthTo(rest, "?>")
			continue
		}
		n, empty := tagLength(rest)
		switch {
		case rest[1] != '/':
			if lost && depth == 0 && s.row(rest[1:]) {
				skip, lost, around = i, false, len(s.around)
			}
			if !empty {
				depth++
			}
		case depth > 0:
			depth--
		case lost:
		case around > 0 && string(bytes.TrimRight(rest[2:n-1], " \t\r\n")) == s.around[around-1]:
			around--
		default:
			skip, lost = len(t), true
		}
		i += n
	}
	return skip
}

func (xmlPieces) window(piece int64) int64           { return max(piece/4, 4*jsonBegin) }
func (xmlPieces) sight(_, hi int64) int64            { return hi + 4*(jsonLook+4*jsonBegin) }
func (xmlPieces) anywhere([]byte, *charset) int      { return -1 }
func (xmlPieces) learns()                            {}
func (d xmlPieces) measure(t []byte) (n, mean int64) { return measureBy(d, t) }

func (d xmlPieces) at(off int64) parser {
	if off == 0 {
		return d.xmlDoc
	}
	return xmlPiece{d.xmlDoc, "<" + strings.Join(d.around, "><") + ">"}
}

// below looks once at the end of the text: where other elements end there than those
// around the rows of the head, nobody knows which ones lie around a row in the middle,
// and its name stands for itself.
func (d xmlPieces) below(from int64, _ []byte, v *view) parser {
	if len(d.around) < 2 {
		return d.at(from)
	}
	if !d.asked {
		d.asked, d.alone = true, d.last(v)
	}
	if d.alone {
		return d.at(from)
	}
	root := &jsonNode{}
	for _, b := range d.begins {
		_, local, ok := strings.Cut(b, ":")
		if !ok {
			local = b
		}
		root.kids = append(root.kids, &jsonNode{name: local, path: local, prefix: local + ".", repeats: true, structured: true})
	}
	return xmlPiece{xmlDoc{root}, "<" + d.around[0] + ">"}
}

// last reports whether the elements around the rows of the head end at the end of the
// text, behind a row.
func (d xmlPieces) last(v *view) bool {
	b := v.look(v.j.src.Size-8<<10*int64(v.c.charset.unit), v.j.src.Size)
	t := bytes.TrimRight(v.c.charset.plain(b), " \t\r\n\x00")
	ended := func(name string) bool {
		rest, ok := bytes.CutSuffix(t, []byte("</"+name+">"))
		t = bytes.TrimRight(rest, " \t\r\n")
		return ok
	}
	for _, name := range d.around {
		if !ended(name) {
			return false
		}
	}
	return bytes.HasSuffix(t, []byte("/>")) || slices.ContainsFunc(d.begins, ended)
}

// A xmlPiece reads a piece, which begins with a row.
type xmlPiece struct {
	xmlDoc
	around string
}

func (d xmlPiece) parse(in *input, o *out) error {
	in.r = io.MultiReader(strings.NewReader(d.around), in.r)
	return brokenPiece(d.xmlDoc.parse(in, o), o)
}
