package content

import (
	"bytes"
	"regexp"
)

// What programs accept beside strict JSON, and people write: comments, commas at the
// end, other quotes and names without any (JSON5), values of JavaScript and Python,
// and calls or assignments around the document (JSONP, the exports of web pages).

// comment reads a comment into the row as free text. It returns false when the slash
// that is next begins none.
func (r *jsonReader) comment() bool {
	in := r.in
	if in.end-in.pos < 2 && !in.more() && in.end-in.pos < 2 {
		return false
	}
	end := "\n"
	switch in.buf[in.pos+1] {
	case '/':
	case '*':
		end = "*/"
	default:
		return false
	}
	in.pos += 2
	for r.o.err == nil {
		b := in.rest()
		if i := bytes.Index(b, []byte(end)); i >= 0 {
			r.remark(b[:i])
			in.pos += i + len(end)
			return true
		}
		if s := r.o.s; len(b) > s.value+s.overlap {
			n, next := s.cut(b)
			r.remark(b[:n])
			in.pos += next
			continue
		}
		if !in.more() && in.err != nil {
			b = r.o.s.sure(in.rest(), in)
			r.remark(b)
			in.pos = in.end
			return true
		}
	}
	return false
}

func (r *jsonReader) remark(b []byte) {
	if b = bytes.Trim(b, " \t\r\n*"); len(b) > 0 {
		r.o.cell(r.column(&r.text), b)
	}
}

// mark skips a byte order mark between documents.
func (r *jsonReader) mark() bool {
	in := r.in
	for in.end-in.pos < 3 {
		if !in.more() {
			return false
		}
	}
	if !bytes.HasPrefix(in.rest(), []byte("\ufeff")) {
		return false
	}
	in.pos += 3
	return true
}

// bareName reads a name without quotes.
func (r *jsonReader) bareName() ([]byte, error) {
	in := r.in
	i := in.pos
	for {
		for i < in.end && (inLiteral[in.buf[i]] || in.buf[i] == '_' || in.buf[i] == '$' || in.buf[i] >= 0x80) {
			i++
		}
		if i < in.end {
			break
		}
		k := i - in.pos
		if !in.more() {
			if in.err == nil {
				return nil, r.fail("a name is too long")
			}
			return nil, r.ended()
		}
		i = in.pos + k
	}
	b := in.buf[in.pos:i]
	if len(b) == 0 {
		return nil, r.fail("a member has no name")
	}
	in.pos = i
	return b, nil
}

// jsonWords are values of JSON5, JavaScript and Python that are words. What they
// stand for is nothing or a truth.
var jsonWords = map[string]bool{
	"true": true, "false": true, "null": true, "NaN": true, "Infinity": true, "undefined": true, "None": true, "True": true, "False": true, "nan": true, "inf": true,
}

// inCall reads what a value such as ISODate("2026-01-02") has in its brackets, behind
// its name of n bytes.
func (r *jsonReader) inCall(node *jsonNode, n int) error {
	r.in.pos += n + 1
	for {
		c, ok := r.space()
		if !ok {
			return r.ended()
		}
		var err error
		switch c {
		case ')':
			r.in.pos++
			return r.o.err
		case ',':
			r.in.pos++
		case '"', '\'':
			err = r.str(node, c)
		default:
			err = r.literal(node)
		}
		if err != nil {
			return err
		}
	}
}

// jsonFront is what may stand in front of a document: what keeps other pages from
// running it, a call, or an assignment.
var jsonFront = regexp.MustCompile(`^(?:\)\]\}',?|while\s*\(1\);|for\s*\(;;\);|(?:/\*\*/\s*)?(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.\[\]"']{0,100}\s*[(=])\s*`)

// front is the length of what stands in front of the document, 0 if nothing does.
func front(t []byte) int {
	if len(t) == 0 || t[0] != ')' && t[0] != '/' && t[0] != '_' && t[0] != '$' && !letter(t[0]) {
		return 0
	}
	if head := t[:min(len(t), 257)]; bytes.IndexByte(head, '{') < 0 && bytes.IndexByte(head, '[') < 0 {
		return 0
	}
	m := jsonFront.Find(t[:min(len(t), 256)])
	if n := len(m); n > 0 && n < len(t) && (t[n] == '{' || t[n] == '[') {
		return n
	}
	return 0
}

// behindRemarks is the length of the comments and of the white space at the start.
func behindRemarks(t []byte) int {
	n := 0
	for {
		n += len(t[n:]) - len(bytes.TrimLeft(t[n:], " \t\r\n\x1e"))
		end := ""
		switch {
		case bytes.HasPrefix(t[n:], []byte("//")):
			end = "\n"
		case bytes.HasPrefix(t[n:], []byte("/*")):
			end = "*/"
		default:
			return n
		}
		i := bytes.Index(t[n:], []byte(end))
		if i < 0 {
			return len(t)
		}
		n += i + len(end)
	}
}

// nextDocument skips what stands between documents: the comma of a list whose
// brackets are missing and, where there are calls or assignments, what begins and
// ends them. It returns false at the end.
func (r *jsonReader) nextDocument(fronts bool) bool {
	for {
		c, ok := r.space()
		switch {
		case !ok:
			return false
		case c == ',' || c == ';', c == ')' && r.fronts > 0:
			r.in.pos++
			continue
		case fronts && c != '{' && c != '[':
			for r.in.end-r.in.pos < 256 && r.in.more() {
			}
			if n := front(r.in.rest()); n > 0 {
				if b := r.in.rest()[:n]; personal(b) {
					r.remark(b)
				}
				r.in.pos += n
				r.fronts++
			}
		}
		return true
	}
}
