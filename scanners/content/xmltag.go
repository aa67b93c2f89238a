package content

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"
)

// longestTagName is the number of bytes that the name of an element or of an
// attribute may have.
const longestTagName = 1024

// chars reads text up to the next tag or the end.
func (r *xmlReader) chars() error {
	in := r.in
	for {
		b := in.rest()
		n := bytes.IndexByte(b, '<')
		switch {
		case n >= 0:
			in.pos += n
			// The usual case, a whole value between two tags, goes without a copy.
			if b = b[:n]; len(r.words) == 0 && len(r.stack) > 0 && in.pos+1 < in.end && in.buf[in.pos+1] == '/' &&
				!r.stack[len(r.stack)-1].flow && r.stack[len(r.stack)-1].kind != 'k' && bytes.IndexByte(b, '&') < 0 {
				if b = bytes.TrimSpace(b); len(b) > 0 {
					r.put(r.owner(), b)
				}
				return r.o.err
			}
			return r.add(b, true)
		case len(b) > r.o.s.value:
			n = unbroken(b)
			in.pos += n
			if err := r.add(b[:n], true); err != nil {
				return err
			}
			continue
		case in.more():
			continue
		case in.err == nil:
			continue
		}
		in.pos = in.end
		return r.add(r.o.s.sure(b, in), true)
	}
}

// unbroken is how much of b may be taken without tearing an entity.
func unbroken(b []byte) int {
	from := max(1, len(b)-longestEntity)
	if i := bytes.LastIndexByte(b[from:], '&'); i >= 0 {
		return from + i
	}
	return len(b)
}

// longestEntity is the number of bytes within which an entity ends.
const longestEntity = 40

// add adds text to the words of the element. Text outside of all elements is
// white space only.
func (r *xmlReader) add(b []byte, entities bool) error {
	if len(r.stack) == 0 {
		if rest := bytes.TrimLeft(b, " \t\r\n\x00\ufeff"); len(rest) > 0 {
			r.in.pos -= len(rest)
			return r.fail("something stands outside of the elements")
		}
		return nil
	}
	if entities {
		r.words = unescapeXML(r.words, b)
	} else {
		r.words = append(r.words, b...)
	}
	if s := r.o.s; len(r.words) > s.value+s.overlap {
		r.parts()
	}
	return r.o.err
}

// parts puts words that are too long for one value into the row in parts.
func (r *xmlReader) parts() {
	n, at := r.owner(), 0
	for s := r.o.s; len(r.words)-at > s.value+s.overlap && r.o.err == nil; {
		end, next := s.cut(r.words[at:])
		r.put(n, r.words[at:at+end])
		at += next
	}
	r.words = r.words[:copy(r.words, r.words[at:])]
}

// unescapeXML appends text with its references replaced. What is none, or names
// an entity that only the document knows, stays as it is.
func unescapeXML(dst, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(dst, b...)
		}
		dst, b = append(dst, b[:i]...), b[i:]
		n := bytes.IndexByte(b[:min(len(b), longestEntity)], ';')
		if n < 2 {
			dst, b = append(dst, '&'), b[1:]
			continue
		}
		name := b[1:n]
		switch {
		case string(name) == "amp":
			dst = append(dst, '&')
		case string(name) == "lt":
			dst = append(dst, '<')
		case string(name) == "gt":
			dst = append(dst, '>')
		case string(name) == "quot":
			dst = append(dst, '"')
		case string(name) == "nbsp":
			dst = append(dst, "\u00a0"...)
		case string(name) == "apos":
			dst = append(dst, '\'')
		case name[0] == '#':
			digits, base := string(name[1:]), 10
			if len(name) > 1 && name[1]|0x20 == 'x' {
				digits, base = string(name[2:]), 16
			}
			if c, err := strconv.ParseUint(digits, base, 21); err == nil && c > 0 && utf8.ValidRune(rune(c)) {
				dst = utf8.AppendRune(dst, rune(c))
			} else {
				dst = append(dst, b[:n+1]...)
			}
		default:
			dst = append(dst, html.UnescapeString(string(b[:n+1]))...)
		}
		b = b[n+1:]
	}
}

// word returns the length of the name that begins at the offset from pos, all of
// which is visible then.
func (r *xmlReader) word(from int) (int, error) {
	in := r.in
	for i := from; ; i++ {
		if i-from > longestTagName {
			return 0, r.fail("a name is too long")
		}
		if !r.have(i + 1) {
			return 0, r.ended()
		}
		c := in.buf[in.pos+i]
		if letter(c) || c >= 0x80 || c == '_' || c == ':' || i > from && (c >= '0' && c <= '9' || c == '-' || c == '.') {
			continue
		}
		if i == from {
			return 0, r.fail("a tag has no name")
		}
		return i - from, nil
	}
}

// gap skips white space and makes the next byte visible.
func (r *xmlReader) gap() (byte, bool) {
	for r.have(1) {
		switch c := r.in.buf[r.in.pos]; c {
		case ' ', '\n', '\t', '\r':
			r.in.pos++
		default:
			return c, true
		}
	}
	return 0, false
}

// startTag reads a tag that opens an element.
func (r *xmlReader) startTag() error {
	in := r.in
	n, err := r.word(1)
	if err != nil {
		return err
	}
	// What follows the name tells a tag from an address in angle brackets.
	if !r.have(n + 2) {
		return r.ended()
	}
	switch in.buf[in.pos+1+n] {
	case ' ', '\n', '\t', '\r', '/', '>':
	default:
		return r.fail("a name has a character that none has")
	}
	if len(r.stack) == deepest {
		return r.fail("nested too deeply")
	}
	at := len(r.names)
	r.names = append(r.names, in.buf[in.pos+1:in.pos+1+n]...)
	if err := r.begin(at); err != nil {
		return err
	}
	in.pos += 1 + n
	for {
		c, ok := r.gap()
		switch {
		case !ok:
			return r.ended()
		case c == '>':
			in.pos++
			return r.o.err
		case c == '/':
			if !r.have(2) {
				return r.ended()
			}
			if in.buf[in.pos+1] != '>' {
				return r.fail("a slash stands inside a tag")
			}
			in.pos += 2
			r.closed++
			return r.end()
		}
		if err := r.attribute(); err != nil {
			return err
		}
	}
}

// attribute reads one attribute into the row.
func (r *xmlReader) attribute() error {
	in := r.in
	n, err := r.word(0)
	if err != nil {
		return err
	}
	name := in.buf[in.pos : in.pos+n]
	f := &r.stack[len(r.stack)-1]
	space := bytes.HasPrefix(name, []byte("xmlns"))
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	names := f.node.tag&tagNamed != 0 && len(r.stack) > 1 && len(name) == 4 && bytes.EqualFold(name, []byte("name"))
	r.attr = append(append(r.attr[:0], '@'), name...)
	in.pos += n
	c, ok := r.gap()
	if !ok {
		return r.ended()
	}
	if c != '=' {
		return r.fail("an attribute has no value")
	}
	in.pos++
	if c, ok = r.gap(); !ok {
		return r.ended()
	}
	if c != '"' && c != '\'' {
		return r.fail("the value of an attribute has no quotes")
	}
	in.pos++
	var node *jsonNode
	f.node.structured = true
	return r.until(string(c), func(v []byte) {
		if len(v) == 0 || space && !telling(v) {
			return
		}
		if names && isName(v) {
			f.node = r.kid(r.stack[len(r.stack)-2].node, v)
			return
		}
		if node == nil {
			node = r.kid(f.node, r.attr)
		}
		if bytes.IndexByte(v, '&') >= 0 {
			r.scratch = unescapeXML(r.scratch[:0], v)
			v = r.scratch
		}
		r.put(node, v)
	})
}

// isName reports whether the value may be the name of a field: a word that looks
// like no value.
func isName(v []byte) bool {
	if len(v) > longestName || v[0] >= '0' && v[0] <= '9' || look(string(v)) != name {
		return false
	}
	return bytes.IndexByte(v, '/') < 0
}

// until hands on what comes up to the mark, in parts if it is long, and skips the
// mark.
func (r *xmlReader) until(mark string, f func([]byte)) error {
	in := r.in
	for {
		b := in.rest()
		if i := bytes.Index(b, []byte(mark)); i >= 0 {
			f(b[:i])
			in.pos += i + len(mark)
			return r.o.err
		}
		if s := r.o.s; len(b) > s.value+s.overlap {
			end, next := s.cut(b)
			f(b[:end])
			in.pos += next
			if r.o.err != nil {
				return r.o.err
			}
			continue
		}
		if !in.more() && in.err != nil {
			return r.ended()
		}
	}
}

// free puts free text into the row.
func (r *xmlReader) free(b []byte) {
	if b = bytes.TrimSpace(b); len(b) > 0 {
		r.put(&r.text, b)
	}
}

// endTag reads a tag that closes an element. Elements inside that were left open
// are closed with it.
func (r *xmlReader) endTag() error {
	in := r.in
	n, err := r.word(2)
	if err != nil {
		return err
	}
	name := in.buf[in.pos+2 : in.pos+2+n]
	i, to := len(r.stack)-1, len(r.names)
	for ; i >= 0 && !bytes.Equal(r.names[r.stack[i].name:to], name); i-- {
		to = r.stack[i].name
	}
	if i < 0 {
		return r.fail("an end tag has no start tag")
	}
	in.pos += 2 + n
	if c, ok := r.gap(); !ok {
		return r.ended()
	} else if c != '>' {
		return r.fail("an end tag has no end")
	}
	in.pos++
	r.closed++
	for len(r.stack) > i {
		if err := r.end(); err != nil {
			return err
		}
	}
	return nil
}

// instruction reads a processing instruction or the declaration.
func (r *xmlReader) instruction() error {
	r.in.pos += 2
	first := true
	return r.until("?>", func(b []byte) {
		if !first || !bytes.HasPrefix(b, []byte("xml ")) {
			r.free(b)
		}
		first = false
	})
}

// markup reads a comment, a CDATA section or a document type.
func (r *xmlReader) markup() error {
	in := r.in
	starts := func(s string) bool { return r.have(len(s)) && string(in.buf[in.pos:in.pos+len(s)]) == s }
	switch {
	case starts("<!--"):
		in.pos += 4
		return r.until("-->", r.free)
	case len(r.stack) > 0 && starts("<![CDATA["):
		in.pos += 9
		var failed error
		err := r.until("]]>", func(b []byte) {
			if err := r.add(b, false); failed == nil {
				failed = err
			}
		})
		if failed != nil {
			return failed
		}
		return err
	case starts("<!DOCTYPE"):
		in.pos += 9
		return r.doctype()
	}
	if !r.have(9) {
		return r.ended()
	}
	return r.fail("neither a comment nor a document type")
}

// doctype reads a document type. What is declared in it is free text.
func (r *xmlReader) doctype() error {
	in := r.in
	var quote byte
	for {
		c, ok := r.gap()
		if !ok {
			return r.ended()
		}
		in.pos++
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return nil
		case c == '[':
			for {
				if err := r.until("]", r.free); err != nil {
					return err
				}
				if c, ok := r.gap(); !ok {
					return r.ended()
				} else if c == '>' {
					in.pos++
					return nil
				}
			}
		}
	}
}
