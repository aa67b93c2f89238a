package content

import (
	"bytes"
	"strings"
)

// An xmlReader reads XML in place and puts its values into rows. It is our own
// for the same reason as the jsonReader: a text, a comment or an attribute of any
// length must go through in bounded memory, and what is broken must not hide what
// stands behind it. It shares the paths and columns of the jsonReader.
type xmlReader struct {
	*jsonReader
	stack  []xmlFrame
	names  []byte // of the open elements, one behind the other
	words  []byte // text of the element, not put into the row yet
	attr   []byte
	plist  bool
	ids    int64
	opened int // elements met, and end tags
	closed int
	learn  *xmlShape // where it is noted what rows look like, or nil
}

// An xmlFrame is an element that is open.
type xmlFrame struct {
	node   *jsonNode
	name   int   // where its name begins in names
	id     int64 // of this element
	row    bool  // the row ends with it
	inside bool  // it is a row or inside one
	flow   bool  // its text belongs to the element around it
	kind   byte  // in a property list: 'd'ict, 'a'rray, 'k'ey, or 0
	next   *jsonNode
}

func newXMLReader(in *input, o *out) *xmlReader {
	return &xmlReader{jsonReader: newJSONReader(in, o)}
}

// inline are elements that mark up words of a text. Text in them belongs to the
// text around them.
var inline = map[string]bool{
	"a": true, "abbr": true, "acronym": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true,
	"del": true, "dfn": true, "em": true, "emphasis": true, "font": true, "i": true, "ins": true, "kbd": true, "mark": true,
	"q": true, "rt": true, "ruby": true, "s": true, "samp": true, "small": true, "span": true, "strike": true, "strong": true,
	"sub": true, "sup": true, "tspan": true, "tt": true, "u": true, "var": true, "wbr": true,
}

// named are elements that only say that they are a field, a table or a value;
// their attribute "name" says which.
var named = map[string]bool{
	"attribute": true, "attr": true, "bool": true, "col": true, "column": true, "data": true, "date": true, "double": true,
	"field": true, "float": true, "int": true, "long": true, "param": true, "parameter": true, "property": true,
	"simpledata": true, "str": true, "string": true, "table": true, "table_data": true, "worksheet": true,
}

// holders are elements that hold rows and are none, even where there are several.
var holders = map[string]bool{
	"array": true, "channel": true, "database": true, "folder": true, "schema": true, "table_data": true, "trk": true,
	"trkseg": true, "worksheet": true,
}

// read reads to the end of the text.
func (r *xmlReader) read() error {
	for {
		if err := r.chars(); err != nil {
			return err
		}
		in := r.in
		if in.pos == in.end {
			if len(r.stack) > 0 {
				r.spill()
				return r.ended()
			}
			if r.o.rowSize > 0 {
				return r.o.endRow()
			}
			return r.o.err
		}
		var err error
		switch {
		case !r.have(2):
			err = r.ended()
		case in.buf[in.pos+1] == '/':
			err = r.endTag()
		case in.buf[in.pos+1] == '?':
			err = r.instruction()
		case in.buf[in.pos+1] == '!':
			err = r.markup()
		default:
			err = r.startTag()
		}
		if err != nil {
			return err
		}
		if r.o.err != nil {
			return r.o.err
		}
	}
}

// have makes n bytes visible.
func (r *xmlReader) have(n int) bool {
	for r.in.end-r.in.pos < n {
		if !r.in.more() {
			return false
		}
	}
	return true
}

// begin decides what an element is whose name was read: a row, a part of the text
// around it, or a field.
func (r *xmlReader) begin(at int) error {
	local := r.names[at:]
	if i := bytes.IndexByte(local, ':'); i >= 0 {
		local = local[i+1:]
	}
	r.ids++
	r.opened++
	f := xmlFrame{name: at, id: r.ids, node: &r.root}
	if len(r.stack) == 0 {
		r.crowd()
		r.plist = string(local) == "plist"
		if r.o.rowSize > 0 {
			if err := r.o.endRow(); err != nil {
				return err
			}
		}
		r.stack = append(r.stack, f)
		return nil
	}
	p := &r.stack[len(r.stack)-1]
	p.node.structured = true
	f.inside = p.inside
	if r.plist {
		r.spill()
		r.beginPlist(p, &f, local)
	} else {
		k := r.kid(p.node, local)
		k.repeats = k.repeats || k.parent == p.id
		k.parent = p.id
		f.node = k
		if f.flow = len(r.stack) > 1 && kindOf(k)&tagInline != 0 && (p.flow || len(bytes.TrimSpace(r.words)) > 0); !f.flow {
			r.spill()
			f.row = !p.inside && k.repeats && (k.structured || len(p.node.kids) == 1) && kindOf(k)&tagHolder == 0
		}
	}
	if r.learn != nil {
		r.learn.see(r, at, f.row, f.inside)
	}
	if f.row {
		f.inside = true
		if r.o.rowSize > 0 {
			if err := r.o.endRow(); err != nil {
				return err
			}
		}
	}
	f.node.next = 0
	r.stack = append(r.stack, f)
	return nil
}

// beginPlist gives the elements of a property list the names of their keys.
func (r *xmlReader) beginPlist(p, f *xmlFrame, local []byte) {
	f.node = p.node
	switch string(local) {
	case "key":
		f.kind = 'k'
		return
	case "dict":
		f.kind = 'd'
		f.row = p.kind == 'a' && !p.inside
	case "array":
		f.kind = 'a'
	}
	switch {
	case p.kind == 'a':
		f.node = r.element(p.node)
	case p.next != nil:
		f.node, p.next = p.next, nil
	}
	if s := string(local); s == "true" || s == "false" {
		r.words = append(r.words, s...)
	}
}

// end closes the innermost element.
func (r *xmlReader) end() error {
	f := r.stack[len(r.stack)-1]
	if f.kind == 'k' {
		if len(r.stack) > 1 {
			r.stack[len(r.stack)-2].next = r.kid(f.node, bytes.TrimSpace(r.words))
		}
		r.words = r.words[:0]
	} else if !f.flow {
		r.spill()
	}
	r.stack = r.stack[:len(r.stack)-1]
	r.names = r.names[:f.name]
	if (f.row || len(r.stack) == 0) && r.o.rowSize > 0 {
		return r.o.endRow()
	}
	return r.o.err
}

// spill puts the text that was read into the row, as a value of the element that
// it stands in.
func (r *xmlReader) spill() {
	v := bytes.TrimSpace(r.words)
	if len(v) > 0 {
		r.put(r.owner(), v)
	}
	r.words = r.words[:0]
}

// owner is the node that text belongs to.
func (r *xmlReader) owner() *jsonNode {
	i := len(r.stack) - 1
	for i > 0 && r.stack[i].flow {
		i--
	}
	if i < 0 {
		return &r.text
	}
	if f := &r.stack[i]; f.node != &r.root || r.plist {
		return f.node
	}
	name := r.names
	if len(r.stack) > 1 {
		name = name[:r.stack[1].name]
	}
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	return r.kid(&r.root, name)
}

// A tagKind is what is known of an element by its name alone.
type tagKind uint8

const (
	tagKnown tagKind = 1 << iota
	tagInline
	tagNamed
	tagHolder
)

// kindOf returns what is known of the element of the node.
func kindOf(n *jsonNode) tagKind {
	if n.tag == 0 {
		l := strings.ToLower(n.name)
		n.tag = tagKnown
		if inline[n.name] {
			n.tag |= tagInline
		}
		if named[l] {
			n.tag |= tagNamed
		}
		if holders[l] {
			n.tag |= tagHolder
		}
	}
	return n.tag
}
