package content

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// lineBreaks is the prefix of a string in which SQLite has written line breaks as
// "\n" and "\r", to replace them by char(10) and char(13).
const lineBreaks = '\n'

// literal reads a string that starts here with its quote. prefix is the letter that
// stands before it, in lower case: e for escapes, x for hexadecimal digits. Where
// silent it is skipped. It returns false when the text ends in it.
func (r *sqlReader) literal(col int, prefix byte, silent bool) bool {
	in := r.in
	slash := r.slash || prefix == 'e'
	escaped := false
	// i is where to look on, q the next quote, both behind in.pos.
	for i, q := 1, -1; ; {
		b := in.rest()
		if q < i {
			q = -1
			if n := bytes.IndexByte(b[i:], '\''); n >= 0 {
				q = i + n
			}
		}
		until := q
		if q < 0 {
			until = len(b)
		}
		if slash {
			if n := bytes.IndexByte(b[i:until], '\\'); n >= 0 {
				if i+n+1 < len(b) {
					escaped, i = true, i+n+2
					continue
				}
				q = -1
			}
		}
		switch {
		case q >= 0 && q+1 < len(b) && b[q+1] == '\'':
			escaped, i = true, q+2
			continue
		case q >= 0 && (q+1 < len(b) || !in.more()):
			v := b[1:q]
			if q+1 == len(b) { // more may have moved it
				v = in.rest()[1:q]
			}
			r.content(col, v, prefix, escaped, slash, silent)
			r.skip(q + 1)
			return true
		case q >= 0:
			continue
		}
		if in.more() {
			continue
		}
		if in.err == nil {
			return r.longLiteral(col, slash, silent)
		}
		v := r.o.s.sure(in.rest(), in)
		r.content(col, v[min(1, len(v)):], prefix, escaped, slash, silent)
		r.skip(len(in.rest()))
		return false
	}
}

// content hands the content of a string on.
func (r *sqlReader) content(col int, v []byte, prefix byte, escaped, slash, silent bool) {
	if silent || len(v) == 0 {
		return
	}
	switch {
	case prefix == 'x':
		v = r.unhex(v, v)
	case escaped || prefix == lineBreaks:
		r.scratch = unquoteSQL(r.scratch[:0], v, slash)
		v = r.scratch
		if prefix == lineBreaks {
			v = bytes.ReplaceAll(bytes.ReplaceAll(v, []byte(`\n`), []byte{'\n'}), []byte(`\r`), []byte{'\r'})
		}
	}
	r.o.cell(col, v)
}

// longLiteral writes a string on that the buffer does not hold.
func (r *sqlReader) longLiteral(col int, slash, silent bool) bool {
	in := r.in
	r.o.open(col)
	defer r.o.shut()
	in.pos++
	for {
		b := in.rest()
		limit := len(b)
		if in.err == nil {
			limit = max(0, limit-r.o.s.back) // so that there is something to cut at
		}
		n, closed := 0, false
		for n < limit && !closed {
			switch c := b[n]; {
			case c == '\\' && slash, c == '\'' && n+1 < len(b) && b[n+1] == '\'':
				n += 2
			case c == '\'':
				closed = true
			default:
				n++
			}
		}
		n = min(n, len(b))
		v := b[:n]
		if in.err != nil && !closed {
			v = r.o.s.sure(v, in)
		}
		if !silent {
			r.scratch = unquoteSQL(r.scratch[:0], v, slash)
			r.o.write(r.scratch)
		}
		r.skip(n)
		if closed {
			in.pos++
			return true
		}
		if in.err != nil {
			return false
		}
		in.more()
	}
}

// unquoteSQL appends the content of a string: quotes are doubled, and where slash
// backslashes escape as in MySQL and in PostgreSQL's E'…'.
func unquoteSQL(dst, v []byte, slash bool) []byte {
	for i := 0; i < len(v); i++ {
		c := v[i]
		switch {
		case c == '\'' && i+1 < len(v) && v[i+1] == '\'':
			i++
		case c == '\\' && slash && i+1 < len(v):
			i++
			switch c = v[i]; c {
			case '0':
				c = 0
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case 'Z':
				c = 26
			case 'u':
				if x, ok := hex4(v[i+1:]); ok {
					dst = utf8.AppendRune(dst, x)
					i += 4
					continue
				}
			case 'x':
				if i+2 < len(v) {
					if x, err := strconv.ParseUint(string(v[i+1:i+3]), 16, 8); err == nil {
						c = byte(x)
						i += 2
					}
				}
			}
		}
		dst = append(dst, c)
	}
	return dst
}
