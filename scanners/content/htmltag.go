package content

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// The tokenizer of HTML (the living standard, section 13.2.5) in place. It is our
// own because the one of golang.org/x/net holds each token as a whole, a script of
// any length among them, and looks at bytes one by one, which alone takes longer
// than all that is done here.

// token reads text or one tag, and returns false at the end.
func (r *htmlReader) token() bool {
	in := r.in
	if r.raw != "" {
		r.rawText()
	} else {
		r.pieces('<', true)
	}
	if !r.have(1) {
		return false
	}
	if r.have(2) {
		switch c := in.buf[in.pos+1]; {
		case letter(c):
			r.startTag()
			return true
		case c == '/' && r.have(3) && letter(in.buf[in.pos+2]):
			r.endTag()
			return true
		case c == '!' && r.have(4) && in.buf[in.pos+2] == '-' && in.buf[in.pos+3] == '-':
			in.pos += 4
			r.upTo(func(b []byte) (int, int) { return bytes.Index(b, []byte("-->")), 3 }, r.free)
			return true
		case c == '!' || c == '?' || c == '/':
			in.pos += 2
			r.upTo(func(b []byte) (int, int) { return bytes.IndexByte(b, '>'), 1 }, func(b []byte) {
				if c == '?' && bytes.HasPrefix(b, []byte("xml ")) || c == '!' && len(b) >= 7 && bytes.EqualFold(b[:7], []byte("doctype")) {
					return
				}
				r.free(b)
			})
			return true
		}
	}
	in.pos++
	r.write([]byte{'<'})
	return true
}

// upTo hands on what comes up to the place that find tells, in parts if it is
// long, and skips the mark there. At the end of the text it is all that comes.
func (r *htmlReader) upTo(find func([]byte) (at, mark int), f func([]byte)) {
	in := r.in
	for r.o.err == nil {
		b := in.rest()
		if i, n := find(b); i >= 0 {
			f(b[:i])
			in.pos += i + n
			return
		}
		if s := r.o.s; len(b) > s.value+s.overlap {
			end, next := s.cut(b)
			f(b[:end])
			in.pos += next
			continue
		}
		if !in.more() && in.err != nil {
			f(r.o.s.sure(in.rest(), in))
			in.pos = in.end
			return
		}
	}
}

// pieces reads text up to the byte, which it leaves.
func (r *htmlReader) pieces(stop byte, references bool) {
	in := r.in
	for r.o.err == nil {
		b := in.rest()
		n := bytes.IndexByte(b, stop)
		switch {
		case n >= 0:
		case len(b) > r.o.s.value:
			n = unbroken(b)
		case in.more() || in.err == nil:
			continue
		default:
			b = r.o.s.sure(b, in)
			n = len(b)
			in.pos = in.end - n
		}
		t := b[:n]
		in.pos += n
		if references && bytes.IndexByte(t, '&') >= 0 {
			r.text2 = unescapeHTML(r.text2[:0], t, false)
			t = r.text2
		}
		r.write(t)
		if in.pos < in.end && in.buf[in.pos] == stop || in.pos == in.end && in.err != nil {
			return
		}
	}
}

// rawText reads the text of an element up to its end tag, which it leaves.
func (r *htmlReader) rawText() {
	in := r.in
	references := r.raw == "title" || r.raw == "textarea"
	for r.o.err == nil {
		r.pieces('<', references)
		n := 2 + len(r.raw)
		if !r.have(1) {
			return
		}
		if r.have(n) && in.buf[in.pos+1] == '/' && bytes.EqualFold(in.buf[in.pos+2:in.pos+n], []byte(r.raw)) {
			r.raw = ""
			return
		}
		in.pos++
		r.write([]byte{'<'})
	}
}

// tagName reads the name of a tag or of an attribute that begins at the offset, in
// lower case. What is beyond a length that no name has is dropped with it.
func (r *htmlReader) tagName(from int, name []byte) []byte {
	in := r.in
	in.pos += from
	for r.have(1) {
		c := in.buf[in.pos]
		if c <= ' ' || c == '/' || c == '>' || c == '=' {
			break
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if len(name) < maxName {
			name = append(name, c)
		}
		in.pos++
	}
	return name
}

func (r *htmlReader) endTag() {
	r.names = r.tagName(2, r.names[:0])
	r.upTo(func(b []byte) (int, int) { return bytes.IndexByte(b, '>'), 1 }, func([]byte) {})
	r.end(r.names)
}

// startTag reads a start tag and puts its attributes into the row.
func (r *htmlReader) startTag() {
	in := r.in
	r.names = r.tagName(1, r.names[:0])
	a := r.start(r.names)
	var el *jsonNode // as soon as it has something of its own
	own := func(name []byte) *jsonNode {
		if el == nil {
			el = r.kid(&r.root, r.names)
		}
		return r.kid(el, name)
	}
	form := a == atom.Input || a == atom.Textarea || a == atom.Select || a == atom.Meta || a == atom.Param
	field := ""
	var value []byte
	for r.o.err == nil {
		c, ok := r.gap()
		if !ok || c == '>' {
			in.pos = min(in.pos+1, in.end)
			break
		}
		if c == '/' || c <= ' ' || c == '=' {
			in.pos++
			continue
		}
		r.attr = r.tagName(0, append(r.attr[:0], '@'))
		if c, ok = r.gap(); !ok || c != '=' {
			if personal(r.attr[1:]) {
				r.free(r.attr[1:])
			}
			continue
		}
		in.pos++
		if c, ok = r.gap(); !ok {
			continue
		}
		find := func(b []byte) (int, int) { return bytes.IndexByte(b, c), 1 }
		if c == '"' || c == '\'' {
			in.pos++
		} else {
			find = func(b []byte) (int, int) { return bytes.IndexAny(b, " \t\r\n>"), 0 }
		}
		key := string(r.attr[1:])
		if figures[key] {
			r.upTo(find, func([]byte) {})
			continue
		}
		var node *jsonNode
		r.upTo(find, func(v []byte) {
			if len(v) == 0 || looksOnly[key] && !telling(v) {
				return
			}
			if bytes.IndexByte(v, '&') >= 0 {
				r.scratch = unescapeHTML(r.scratch[:0], v, true)
				v = r.scratch
			}
			if key == "href" && bytes.IndexByte(v, '%') >= 0 {
				v = unescapeLink(v)
			}
			switch {
			case form && field == "" && (key == "name" || key == "property") && isName(v):
				field = string(v)
				return
			case form && value == nil && (key == "value" || key == "content"):
				value = bytes.Clone(v)
				return
			}
			if node == nil {
				node = own(r.attr)
			}
			r.put(node, v)
		})
	}
	if a == atom.Textarea {
		r.field = field
	}
	if value != nil {
		if field != "" {
			r.put(r.kid(&r.root, []byte(field)), value)
		} else {
			r.put(own([]byte("@value")), value)
		}
	}
}
