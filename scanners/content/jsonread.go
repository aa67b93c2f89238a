package content

import "bytes"

// A jsonReader reads JSON in place and puts its values into rows. It is our own
// because a value of any length must go through in bounded memory, which the
// token readers of the libraries do not offer: they hold each token whole. It
// is lenient in what loses nothing (control characters in strings, unknown
// escapes, NaN), and stops at what breaks the structure.
type jsonReader struct {
	in *input
	o  *out
	// rows says that the elements of an array at the top are rows, wrap that
	// those of all arrays are that have no array around them.
	rows, wrap bool
	stack      []jsonFrame
	root, top  jsonNode // top stands for the elements of an array at the top
	text, star jsonNode // free text, and the column of what is too much
	nodes      int
	scratch    []byte
}

// A jsonFrame is an object or array that is open.
type jsonFrame struct {
	node  *jsonNode // of the object, or of the array's elements
	array bool
	rows  bool // the elements are rows
}

// deepest is how deep arrays and objects may be nested, as in jsontext.
const deepest = 10000

// newJSONReader makes a reader. No row may be in the out.
func newJSONReader(in *input, o *out) *jsonReader {
	o.forget()
	r := &jsonReader{in: in, o: o}
	r.top.path = "[]"
	return r
}

func (r *jsonReader) fail(what string) error { return &corrupt{off: r.in.at(), what: what} }

func (r *jsonReader) ended() error {
	return &corrupt{off: r.in.at(), what: "the text ends", ended: true}
}

// space skips white space and returns the next byte without taking it.
func (r *jsonReader) space() (byte, bool) {
	in := r.in
	for {
		for in.pos < in.end {
			switch c := in.buf[in.pos]; c {
			case ' ', '\n', '\t', '\r', 0x1e:
				in.pos++
			default:
				return c, true
			}
		}
		if !in.more() {
			return 0, false
		}
	}
}

// one reads one value, the first byte of which is next. When it fails, all that
// came before the byte at in.pos has been put into rows.
func (r *jsonReader) one() error {
	in := r.in
	r.stack = r.stack[:0]
	r.crowd()
	node := &r.root
	array := false // the value at the top is one
	for {
		// A value of node is next.
		c, ok := r.space()
		if !ok {
			return r.ended()
		}
		done := true
		switch c {
		case '{', '[':
			if len(r.stack) == deepest {
				return r.fail("nested too deeply")
			}
			in.pos++
			f := jsonFrame{node: node, array: c == '['}
			array = array || f.array && len(r.stack) == 0
			if f.array {
				f.rows = r.rows && (len(r.stack) == 0 || r.wrap && r.objectsOnly())
				if f.rows && r.o.rowSize > 0 {
					if err := r.o.endRow(); err != nil {
						return err
					}
				}
				f.node = r.element(node)
			}
			f.node.next = 0
			r.stack = append(r.stack, f)
			next, ok := r.space()
			if !ok {
				return r.ended()
			}
			if next != c+2 { // ']' and '}' are two after '[' and '{'
				done = false
				break
			}
			in.pos++
			r.stack = r.stack[:len(r.stack)-1]
		case '"':
			if err := r.str(node); err != nil {
				return err
			}
		default:
			if err := r.literal(node); err != nil {
				return err
			}
		}
		// Close what ends here.
		for done {
			if len(r.stack) == 0 {
				if r.rows && (r.o.rowSize > 0 || !r.wrap && !array) {
					return r.o.endRow()
				}
				return nil
			}
			f := &r.stack[len(r.stack)-1]
			if f.rows {
				if err := r.o.endRow(); err != nil {
					return err
				}
			}
			if c, ok = r.space(); !ok {
				return r.ended()
			}
			switch {
			case c == ',':
				in.pos++
				done = false
			case c == ']' && f.array, c == '}' && !f.array:
				in.pos++
				r.stack = r.stack[:len(r.stack)-1]
			default:
				return r.fail("a comma or the end of the array or object is missing")
			}
		}
		f := &r.stack[len(r.stack)-1]
		if node = f.node; f.array {
			continue
		}
		if c, ok = r.space(); !ok {
			return r.ended()
		}
		if c != '"' {
			return r.fail("a member has no name")
		}
		var err error
		if node, err = r.name(node); err != nil {
			return err
		}
		if c, ok = r.space(); !ok {
			return r.ended()
		}
		if c != ':' {
			return r.fail("a colon is missing")
		}
		in.pos++
	}
}

// objectsOnly reports whether no array is open.
func (r *jsonReader) objectsOnly() bool {
	for i := range r.stack {
		if r.stack[i].array {
			return false
		}
	}
	return true
}

// name reads the name of a member and returns its node.
func (r *jsonReader) name(n *jsonNode) (*jsonNode, error) {
	raw, ok := r.token()
	if !ok {
		if r.in.err == nil {
			return nil, r.fail("a name is too long")
		}
		return nil, r.ended()
	}
	return r.kid(n, raw), nil
}

// token takes a string that the buffer holds, or can hold, and returns what is
// between its quotes. The bytes are valid until more is read.
func (r *jsonReader) token() (raw []byte, ok bool) {
	in := r.in
	i := in.pos + 1
	for {
		n := bytes.IndexByte(in.buf[min(i, in.end):in.end], '"')
		if n < 0 {
			n = in.end - in.pos
			if !in.more() {
				return nil, false
			}
			i = in.pos + n
			continue
		}
		i += n
		// An odd number of backslashes before it makes a quote part of the text.
		k := i
		for in.buf[k-1] == '\\' {
			k--
		}
		k = max(k, in.pos+1)
		if (i-k)%2 == 0 {
			raw = in.buf[in.pos+1 : i]
			in.pos = i + 1
			return raw, true
		}
		i++
	}
}

// str reads a string as a value of the node.
func (r *jsonReader) str(n *jsonNode) error {
	raw, ok := r.token()
	if !ok {
		if r.in.err == nil || len(r.in.rest()) > r.o.s.value {
			return r.longString(n)
		}
		return r.ended()
	}
	if bytes.IndexByte(raw, '\\') >= 0 {
		r.scratch = unescape(r.scratch[:0], raw)
		raw = r.scratch
	}
	r.put(n, raw)
	return r.o.err
}

// longString writes a string on that is too long for the buffer.
func (r *jsonReader) longString(n *jsonNode) error {
	in := r.in
	in.pos++
	col := r.column(n)
	r.o.open(col)
	defer r.o.shut()
	for {
		b := in.rest()
		end := closing(b)
		last := end >= 0
		if !last {
			if in.err != nil {
				return r.ended()
			}
			end = max(0, len(b)-r.o.s.back)
			// An escape is not torn: \ud83d\ude00 is twelve bytes.
			if i := bytes.IndexByte(b[max(0, end-12):end], '\\'); i >= 0 {
				end = max(0, end-12) + i
				for end > 0 && b[end-1] == '\\' {
					end--
				}
			}
		}
		if end == 0 && !last { // nothing but backslashes
			end = len(b) &^ 1
		}
		if bytes.IndexByte(b[:end], '\\') >= 0 {
			r.scratch = unescape(r.scratch[:0], b[:end])
			r.o.write(r.scratch)
		} else {
			r.o.write(b[:end])
		}
		if r.o.err != nil {
			return r.o.err
		}
		in.pos += end
		if last {
			in.pos++
			return nil
		}
		in.more()
	}
}

// closing returns where the string ends that b begins in, or -1.
func closing(b []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		k := i
		for k > 0 && b[k-1] == '\\' {
			k--
		}
		if (i-k)%2 == 0 {
			return i
		}
	}
}

// literal reads a number, true, false, null, NaN or Infinity.
func (r *jsonReader) literal(n *jsonNode) error {
	in := r.in
	i := in.pos
	for {
		for i < in.end && inLiteral[in.buf[i]] {
			i++
		}
		if i < in.end {
			break
		}
		k := i - in.pos
		if !in.more() {
			if in.err == nil {
				return r.fail("a number is too long")
			}
			if !in.done() {
				return r.ended()
			}
			break
		}
		i = in.pos + k
	}
	b := in.buf[in.pos:i]
	if !literal(b) {
		return r.fail("neither a value nor an end")
	}
	in.pos = i
	if string(b) != "null" {
		r.put(n, b)
	}
	return r.o.err
}

var inLiteral = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || letter(byte(c)) || c == '+' || c == '-' || c == '.'
	}
	return t
}()

func literal(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	if b[0] != '-' && (b[0] < '0' || b[0] > '9') {
		switch string(b) {
		case "true", "false", "null", "NaN", "Infinity":
			return true
		}
		return false
	}
	if string(b) == "-Infinity" {
		return true
	}
	for _, c := range b[1:] {
		if letter(c) && c|0x20 != 'e' {
			return false
		}
	}
	return len(b) > 1 || b[0] != '-'
}
