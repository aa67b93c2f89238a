package content

// A jsonReader reads JSON in place and puts its values into rows. It is our own
// because a value of any length must go through in bounded memory, which the
// token readers of the libraries do not offer: they hold each token whole. It
// is lenient in what loses nothing (control characters in strings, unknown
// escapes, and what stands in jsonlenient.go), and stops at what breaks the
// structure.
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
	escapes    bool // the string that was read may hold a backslash
	fronts     int  // documents that stood in a call or an assignment
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

// space skips white space and comments and returns the next byte without taking it.
func (r *jsonReader) space() (byte, bool) {
	if c, ok := r.in.sign(); ok {
		return c, true
	}
	return r.spaces()
}

// sign returns the next byte where it is surely none that space skips. It is apart so
// that it can be inlined.
func (in *input) sign() (c byte, ok bool) {
	if in.pos < in.end {
		c = in.buf[in.pos]
		ok = !spaceBegins[c]
	}
	return c, ok
}

// spaceBegins marks the bytes that may begin what space skips.
var spaceBegins = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, 0x1e: true, '/': true, 0xef: true}

func (r *jsonReader) spaces() (byte, bool) {
	in := r.in
	for {
		for in.pos < in.end {
			switch c := in.buf[in.pos]; c {
			case ' ', '\n', '\t', '\r', 0x1e:
				in.pos++
			default:
				if c == '/' && r.comment() || c == 0xef && r.mark() {
					continue
				}
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
		c, ok := in.sign()
		if !ok {
			if c, ok = r.spaces(); !ok {
				return r.ended()
			}
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
			r.bare(node)
		case '"', '\'':
			if err := r.str(node, c); err != nil {
				return err
			}
		case ',', ']':
			// A comma too many is nothing, in arrays.
			if n := len(r.stack); n == 0 || !r.stack[n-1].array {
				return r.fail("neither a value nor an end")
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
			if c, ok = in.sign(); !ok {
				if c, ok = r.spaces(); !ok {
					return r.ended()
				}
			}
			switch {
			case c == ',':
				in.pos++
				done = false
				// A comma in front of the end is one too many.
				if c, ok = r.space(); ok && (c == ']' && f.array || c == '}' && !f.array) {
					in.pos++
					r.stack = r.stack[:len(r.stack)-1]
					done = true
				}
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
		if c, ok = in.sign(); !ok {
			if c, ok = r.spaces(); !ok {
				return r.ended()
			}
		}
		var err error
		if node, err = r.name(node, c); err != nil {
			return err
		}
		if c, ok = in.sign(); !ok {
			if c, ok = r.spaces(); !ok {
				return r.ended()
			}
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
func (r *jsonReader) name(n *jsonNode, c byte) (*jsonNode, error) {
	if c != '"' && c != '\'' {
		raw, err := r.bareName()
		if err != nil {
			return nil, err
		}
		return r.kid(n, raw), nil
	}
	raw, ok := r.token(c)
	if !ok {
		if r.in.err == nil {
			return nil, r.fail("a name is too long")
		}
		return nil, r.ended()
	}
	if r.escapes {
		return r.kid(n, raw), nil
	}
	return r.member(n, raw), nil
}
