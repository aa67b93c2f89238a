package content

import (
	"bytes"
	"cmp"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// yamlPart is the number of bytes that are given to the library together, since it
// builds a tree some fifty times as large. A larger document is read in parts,
// which begin where a key or an element does; the lines that it lies below are
// put in front of it again.
const yamlPart = 256 << 10

// A yamlReader collects the lines of a document, or of a part of it, and puts what
// the library finds in them into rows. A part that is no YAML is read as text.
type yamlReader struct {
	*jsonReader
	part      []byte
	header    int         // how much of it was put in front again
	open      []yamlEntry // the lines that the last one lies below, and itself
	started   bool        // the document has an entry
	documents int
	good, bad int  // parts
	shy       bool // a single value is no document
	// known are parts that were parsed before, in their order; learns says that they are
	// noted.
	known  []yamlKnown
	learns bool
	// batch holds tiny documents that are given to the library together, and ends where
	// each of them ends.
	batch []byte
	ends  []int
}

// A yamlKnown is a part and what the library makes of it, nil if it is no YAML.
type yamlKnown struct {
	part []byte
	doc  *yaml.Node
}

// A yamlEntry is a line of the part that begins something.
type yamlEntry struct {
	at, len int
	indent  int
	item    bool
}

// read reads to the end of the text.
func (r *yamlReader) read() error {
	err := r.all()
	r.drain()
	return cmp.Or(err, r.o.err)
}

func (r *yamlReader) all() error {
	in := r.in
	for {
		n := bytes.IndexByte(in.rest(), '\n') + 1
		if n == 0 {
			if len(in.rest()) <= yamlPart && in.more() {
				continue
			}
			if n = len(in.rest()); n > yamlPart {
				// A line of that length is no YAML that anybody wrote.
				r.flush(len(r.part))
				if err := r.longLine(); err != nil {
					return err
				}
				continue
			}
			r.line(r.o.s.sure(in.rest(), in))
			in.pos = in.end
			r.flush(len(r.part))
			return r.o.err
		}
		l := in.buf[in.pos : in.pos+n]
		in.pos += n
		if r.line(l); r.o.err != nil {
			return r.o.err
		}
	}
}

// longLine reads one line as text.
func (r *yamlReader) longLine() error {
	r.drain()
	r.o.broken++
	r.bad++
	sub := newInput(r.o.s, &lineReader{in: r.in})
	defer sub.free()
	return textLines(sub, r.o, 0)
}

// line adds a line to the part, and deals with the part when it is complete.
func (r *yamlReader) line(l []byte) {
	t := bytes.TrimRight(l, " \t\r\n")
	switch {
	case yamlMarker(t):
		r.flush(len(r.part))
		r.started = false
		r.documents++
		l = l[3:]
		if len(t) == 3 {
			return
		}
		r.part = append(r.part, "   "...) // a part is no document of its own
		l = bytes.TrimLeft(l, "\t")
		r.started = true
	case string(t) == "...":
		r.flush(len(r.part))
		r.started = false
		return
	case len(t) > 0 && t[0] == '%' && !r.started:
		return
	}
	if len(r.part) > 0 && len(r.part)+len(l) > yamlPart {
		r.split()
	}
	if s := bytes.TrimLeft(t, " "); len(s) > 0 && bytes.IndexByte([]byte("#}])"), s[0]) < 0 {
		if r.started = true; r.documents == 0 {
			r.documents = 1
		}
		e := yamlEntry{len(r.part), len(l), len(t) - len(s), s[0] == '-' && (len(s) == 1 || s[1] == ' ')}
		for n := len(r.open); n > 0; n-- {
			if o := r.open[n-1]; o.indent < e.indent || o.indent == e.indent && e.item && !o.item {
				break
			}
			r.open = r.open[:n-1]
		}
		r.open = append(r.open, e)
	}
	r.part = append(r.part, l...)
}

// split deals with as much of the part as is complete: up to the outermost line
// in its second half that something begins with, or else to the innermost.
func (r *yamlReader) split() {
	cut := -1
	for i, e := range r.open {
		if e.at > r.header {
			if cut = i; e.at*2 >= len(r.part) {
				break
			}
		}
	}
	if cut < 0 {
		r.flush(len(r.part))
		return
	}
	at := r.open[cut].at
	var again []byte
	for _, e := range r.open[:cut] {
		again = append(again, r.part[e.at:e.at+e.len]...)
	}
	n := len(again)
	if n == at {
		r.flush(len(r.part))
		return
	}
	again = append(again, r.part[at:]...)
	r.flush(at)
	for l := range bytes.Lines(again) {
		r.line(l)
	}
	r.header = n
}

// flush deals with the first n bytes of the part and forgets the part.
func (r *yamlReader) flush(n int) {
	switch b := r.part[:n]; {
	case r.tiny(b):
		r.batch = append(append(r.batch, yamlMark...), b...)
		if r.ends = append(r.ends, len(r.batch)); len(r.batch) > yamlBatch {
			r.drain()
		}
	default:
		r.drain()
		r.convert(b)
	}
	r.part, r.open, r.header = r.part[:0], r.open[:0], 0
}

// convert puts the values of a part into rows.
func (r *yamlReader) convert(b []byte) {
	if len(bytes.TrimSpace(b)) == 0 || r.o.err != nil {
		return
	}
	r.place(b, r.parsed(b))
}

// parsed is what the library makes of a part, which may be known.
func (r *yamlReader) parsed(b []byte) *yaml.Node {
	if !r.learns && len(r.known) > 0 {
		if k := r.known[0]; bytes.Equal(k.part, b) {
			r.known = r.known[1:]
			return k.doc
		}
		r.known = nil
	}
	doc := parseYAML(b)
	if r.learns {
		r.known = append(r.known, yamlKnown{bytes.Clone(b), doc})
	}
	return doc
}

// place puts the values of a part into rows, as the library found them.
func (r *yamlReader) place(b []byte, doc *yaml.Node) {
	r.crowd()
	if doc == nil || r.shy && doc.Content[0].Kind == yaml.ScalarNode {
		r.bad++
		r.asText(b)
		return
	}
	r.good++
	r.comments(doc)
	r.comments(doc.Content[0])
	r.node(doc.Content[0], &r.root, 0)
	if r.o.rowSize > 0 {
		r.o.endRow()
	}
}

// parseYAML returns the document, or nil if the bytes are none.
func parseYAML(b []byte) (doc *yaml.Node) {
	defer func() {
		if recover() != nil { // the library is not ours
			doc = nil
		}
	}()
	var n, more yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(b))
	if d.Decode(&n) != nil || d.Decode(&more) != io.EOF {
		return nil // also where something follows the first value
	}
	if n.Kind != yaml.DocumentNode || len(n.Content) == 0 {
		// Nothing but comments: text.
		return nil
	}
	return &n
}

// asText reads a part as lines.
func (r *yamlReader) asText(b []byte) {
	comments := true
	template := bytes.Contains(b, []byte("{{")) // text with gaps that something fills
	for l := range bytes.Lines(b) {
		l = bytes.TrimSpace(l)
		if len(l) == 0 {
			continue
		}
		if l[0] != '#' {
			comments = false
			if !template {
				r.o.broken++
			}
		}
		r.put(&r.text, l)
		if r.o.endRow() != nil {
			return
		}
	}
	if comments {
		r.bad--
	}
}

// comments puts the comments of a node into the row.
func (r *yamlReader) comments(n *yaml.Node) {
	for _, c := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		if c = strings.TrimLeft(c, "# \t"); c != "" {
			r.put(&r.text, []byte(c))
		}
	}
}

// node puts a value into the row, or makes rows of it. arrays says how many
// sequences are around it.
func (r *yamlReader) node(n *yaml.Node, at *jsonNode, arrays int) {
	for _, name := range []string{n.Tag, n.Anchor} {
		if telling(name) {
			r.put(&r.text, []byte(name))
		}
	}
	switch n.Kind {
	case yaml.MappingNode:
		at.next = 0
		for i := 0; i+1 < len(n.Content) && r.o.err == nil; i += 2 {
			k, v := n.Content[i], n.Content[i+1]
			r.comments(k)
			r.comments(v)
			if k.Kind != yaml.ScalarNode {
				r.node(k, r.kid(at, []byte("?")), arrays+1)
				r.node(v, r.kid(at, []byte(":")), arrays+1)
				continue
			}
			r.node(v, r.kid(at, []byte(k.Value)), arrays)
		}
	case yaml.SequenceNode:
		rows := arrays == 0 && (r.wrap || at == &r.root)
		e := r.element(at)
		for _, v := range n.Content {
			if r.o.err != nil {
				return
			}
			if rows && r.o.rowSize > 0 {
				r.o.endRow()
			}
			r.comments(v)
			r.node(v, e, arrays+1)
			if rows && r.o.rowSize > 0 {
				r.o.endRow()
			}
		}
	case yaml.AliasNode:
		if a := n.Alias; a != nil && a.Kind == yaml.ScalarNode && len(a.Value) <= maxName {
			r.node(a, at, arrays)
		}
	case yaml.ScalarNode:
		if tag := n.ShortTag(); tag != "!!null" {
			v := []byte(n.Value)
			if tag == "!!binary" {
				v = textOf64(v)
			}
			r.put(at, v)
		} else {
			r.bare(at)
		}
	}
}
