package content

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"piiventory/scanners"
)

// A jsonNode is one path of the documents that were read: names that were met
// once are found again without being looked at closely.
type jsonNode struct {
	name   string
	path   string
	prefix string // of the paths of members
	kids   []*jsonNode
	next   int // the member that is expected next
	index  map[string]*jsonNode
	elem   *jsonNode
	col    int // its column, as long as gen is that of the out
	gen    int
	crowd  bool // one of too many: into the column "*"
	// For XML: the element that had it last as a child, whether it stood there
	// more than once, and whether it has attributes or children of its own.
	parent              int64
	repeats, structured bool
	tag                 tagKind
}

const (
	maxNodes = 8192 // paths that are remembered
	maxName  = 256  // bytes of a name that may become a part of a path
	maxPath  = 1024 // bytes of a path; what is below is called "…"
)

// kid returns the node of a member.
func (r *jsonReader) kid(n *jsonNode, raw []byte) *jsonNode {
	if bytes.IndexByte(raw, '\\') >= 0 {
		raw = unescape(nil, raw)
	}
	return r.member(n, raw)
}

// member is kid for a name without escapes.
func (r *jsonReader) member(n *jsonNode, raw []byte) *jsonNode {
	if n.next < len(n.kids) {
		if k := n.kids[n.next]; k.name == string(raw) {
			n.next++
			return k
		}
	}
	if n.index != nil {
		if k := n.index[string(raw)]; k != nil {
			return k
		}
	} else {
		for i, k := range n.kids {
			if k.name == string(raw) {
				n.next = i + 1
				return k
			}
		}
	}
	above := n.prefix
	if len(above) > maxPath {
		above = "…."
	}
	prefix := above + string(raw) + "." // the name and the path share its memory
	path := prefix[:len(prefix)-1]
	k := &jsonNode{name: path[len(above):], path: path, prefix: prefix}
	if n.crowd || len(raw) > maxName || r.nodes >= maxNodes || len(n.prefix) > maxPath {
		k.crowd = true
		return k
	}
	r.nodes++
	n.kids = append(n.kids, k)
	n.next = len(n.kids)
	if len(n.kids) == 32 {
		n.index = map[string]*jsonNode{}
		for _, k := range n.kids {
			n.index[k.name] = k
		}
	} else if n.index != nil {
		n.index[k.name] = k
	}
	return k
}

// element returns the node of an array's elements.
func (r *jsonReader) element(n *jsonNode) *jsonNode {
	if n == &r.root && r.rows {
		return &r.top
	}
	if n.elem == nil {
		e := &jsonNode{path: n.path + "[]", crowd: n.crowd || len(n.prefix) > maxPath}
		if len(n.path) > maxPath {
			e.path, e.crowd = "…[]", true
		}
		e.prefix = e.path + "."
		n.elem = e
	}
	return n.elem
}

// crowd forgets the paths when there are too many. No value may be open.
func (r *jsonReader) crowd() {
	if r.nodes >= maxNodes {
		r.nodes = 0
		r.root, r.top = jsonNode{}, jsonNode{path: "[]"}
	}
}

// column returns the node's column. In the column "*" the path stands on a line
// before the value, since it may be data itself.
func (r *jsonReader) column(n *jsonNode) int {
	o := r.o
	if n.gen == o.gen+1 && !n.crowd {
		return n.col
	}
	if !n.crowd && !o.crowded() {
		// {"a.b":1} and {"a":{"b":1}} have the same path.
		i := slices.IndexFunc(o.cols, func(c scanners.Column) bool { return c.Path == n.path })
		if i < 0 {
			i = o.column(n.path)
		}
		n.col, n.gen = i, o.gen+1
		return i
	}
	if r.star.gen != o.gen+1 {
		r.star.col, r.star.gen = o.column("*"), o.gen+1
	}
	o.cell(r.star.col, []byte(n.path))
	return r.star.col
}

// put adds a value to the row.
func (r *jsonReader) put(n *jsonNode, v []byte) {
	switch {
	case len(v) == 0:
		r.bare(n)
	case n.gen == r.o.gen+1 && !n.crowd:
		r.o.cell(n.col, v)
	default:
		r.o.cell(r.column(n), v)
	}
}

// bare notes a member without a value. Its name may be all that there is to know,
// as in a map of telephone numbers; the path is then a value of the column "*".
func (r *jsonReader) bare(n *jsonNode) {
	col := r.column(n)
	if n.crowd || !personal(n.name) {
		return
	}
	if r.o.cols[col].Path != "*" {
		r.column(&jsonNode{path: n.path, crowd: true})
	}
}

// personal reports whether a name may be a value: it has six digits or an "@".
func personal[T string | []byte](name T) bool {
	digits := 0
	for i := range len(name) {
		switch c := name[i]; {
		case c == '@' && i > 0:
			return true
		case c >= '0' && c <= '9':
			digits++
		}
	}
	return digits >= 6
}

// unescape appends the text of a JSON string. What is no escape stays as it is.
func unescape(dst, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 || i+1 == len(raw) {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i]...)
		raw = raw[i:]
		n := 2
		switch raw[1] {
		case '"', '\\', '/', '\'':
			dst = append(dst, raw[1])
		case '\n': // the line goes on
		case 'x':
			if len(raw) < 4 || hexDigit(raw[2]) < 0 || hexDigit(raw[3]) < 0 {
				dst = append(dst, raw[:2]...)
				break
			}
			dst = utf8.AppendRune(dst, rune(hexDigit(raw[2])<<4|hexDigit(raw[3])))
			n = 4
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'u':
			c, ok := hex4(raw[2:])
			if !ok {
				dst = append(dst, raw[:2]...)
				break
			}
			n = 6
			if utf16.IsSurrogate(c) && len(raw) > 7 && raw[6] == '\\' && raw[7] == 'u' {
				if d, ok := hex4(raw[8:]); ok && utf16.DecodeRune(c, d) != utf8.RuneError {
					c, n = utf16.DecodeRune(c, d), 12
				}
			}
			dst = utf8.AppendRune(dst, c)
		default:
			dst = append(dst, raw[:2]...)
		}
		raw = raw[n:]
	}
}

func hex4(b []byte) (r rune, ok bool) {
	if len(b) < 4 {
		return 0, false
	}
	for _, c := range b[:4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
