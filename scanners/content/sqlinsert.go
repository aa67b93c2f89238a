package content

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"
)

// insert reads a statement that inserts tuples. It reports false when the line is
// something else (INSERT … SELECT).
func (r *sqlReader) insert() (bool, error) {
	table, names, ok := r.insertHead()
	if !ok {
		return false, nil
	}
	r.into(table, names)
	return r.tuples()
}

// insertHead skips the statement that begins here, up to its first tuple, and returns
// what it says.
func (r *sqlReader) insertHead() (table string, names []string, ok bool) {
	ok = r.statement(func(l *sqlLexer) (ok bool) {
		if !l.word("insert") {
			l.word("replace")
		}
		for _, w := range []string{"low_priority", "delayed", "high_priority", "ignore", "or", "replace", "abort", "fail", "rollback", "into"} {
			l.word(w)
		}
		if table, ok = l.table(); !ok {
			return false
		}
		names = nil
		if l.blank(); l.pos < len(l.b) && l.b[l.pos] == '(' {
			if names, ok = l.list(); !ok {
				return false
			}
		}
		if l.word("overriding") {
			l.word("system")
			l.word("user")
			l.word("value")
		}
		if !l.word("values") && !l.word("value") {
			return false
		}
		l.blank()
		return l.pos < len(l.b) && l.b[l.pos] == '('
	})
	return table, names, ok
}

// tuples reads a list of tuples, the first of which begins here, up to the end of the
// statement.
func (r *sqlReader) tuples() (bool, error) {
	for {
		r.in.pos++ // the bracket
		r.o.begin(r.line)
		for i := 0; ; i++ {
			c, err := r.value(r.col(i))
			if err != nil {
				return true, err
			}
			if c == 0 {
				return true, r.broken()
			}
			if c == ')' {
				break
			}
		}
		if err := r.o.endRow(); err != nil {
			return true, err
		}
		if !r.next(',') {
			break
		}
		if r.blank() != '(' {
			return true, nil
		}
	}
	r.next(';')
	// The end of the line belongs to the statement when nothing else stands there.
	for n := 0; ; n++ {
		if n == len(r.in.rest()) && !r.in.more() || n > 64 {
			break
		}
		if c := r.in.rest()[n]; c == '\n' {
			r.skip(n + 1)
			break
		} else if c != ' ' && c != '\r' && c != '\t' {
			break
		}
	}
	return true, nil
}

// broken ends the tuple that the text ends in.
func (r *sqlReader) broken() error {
	off := r.in.at()
	if err := r.o.endRow(); err != nil || !r.in.done() {
		return err
	}
	return &corrupt{off: off, what: "the text ends inside a tuple", ended: true}
}

// blank skips blanks and comments and returns what comes then, 0 at the end.
func (r *sqlReader) blank() byte {
	for {
		l := sqlLexer{b: r.in.rest()}
		if l.blank(); l.pos < len(l.b) {
			if c := l.b[l.pos]; c != '-' && c != '/' || len(l.b)-l.pos > 1 || !r.in.more() {
				r.remarks(l.pos)
				r.skip(l.pos)
				return c
			}
			continue
		}
		// A comment that the buffer ends in is skipped together with what comes.
		if n := len(l.b); n > sqlStatement || !bytes.ContainsAny(l.b, "-/") {
			r.remarks(n)
			r.skip(n)
		}
		if !r.in.more() {
			r.remarks(len(r.in.rest()))
			r.skip(len(r.in.rest()))
			return 0
		}
	}
}

// remarks hands the comments among the next n bytes on as free text of the row.
func (r *sqlReader) remarks(n int) {
	b := r.in.rest()[:n]
	if !bytes.ContainsAny(b, "-/") {
		return
	}
	col := r.column(r.o, "")
	for len(b) > 1 {
		mark := "\n"
		switch {
		case b[0] == '-' && b[1] == '-':
		case b[0] == '/' && b[1] == '*':
			mark = "*/"
		default:
			b = b[1:]
			continue
		}
		end := lengthTo(b, mark)
		if v := bytes.TrimSpace(bytes.TrimSuffix(b[2:max(end, 2)], []byte("*/"))); len(v) > 0 {
			r.o.cell(col, v)
		}
		b = b[end:]
	}
}

// next skips the sign if it comes next.
func (r *sqlReader) next(c byte) bool {
	if r.blank() != c {
		return false
	}
	r.in.pos++
	return true
}

// value reads one expression of a tuple into the column and returns the comma or the
// bracket behind it, or 0 at the end of the text. Of strings the content counts, of
// anything else the text as it stands.
func (r *sqlReader) value(col int) (byte, error) {
	in := r.in
	depth, strs, one := 0, 0, false
	r.blank()
	for i := 0; ; i++ {
		if i == len(in.rest()) {
			if in.more() {
				i--
				continue
			}
			if in.err != nil {
				r.word(col, in.rest()[:len(r.o.s.sure(in.rest(), in))], strs)
				in.pos = in.end
				return 0, nil
			}
			if strs == 0 { // a long constant of hexadecimal digits
				i = r.longWord(col)
				strs++
				continue
			}
			r.skip(i)
			i = -1
			continue
		}
		switch c := in.buf[in.pos+i]; c {
		case '\'':
			before := bytes.TrimSpace(in.rest()[:i])
			if strs == 0 {
				one = slices.Contains(oneString, strings.ToLower(string(before[:min(len(before), 16)])))
			}
			r.beside(col, before)
			prefix := byte(0)
			if n := len(before); n > 0 && before[n-1]|0x20 >= 'a' && (n == 1 || !letter(before[n-2])) {
				prefix = before[n-1] | 0x20
			}
			if strs == 0 && bytes.EqualFold(before, []byte("replace(")) {
				prefix = lineBreaks
			}
			r.skip(i)
			if !r.literal(col, prefix, one && strs > 0) {
				return 0, r.o.err
			}
			strs++
			i = -1
		case '"', '`':
			for len(in.rest()) < i+2+maxName && in.more() {
			}
			b := in.rest()[i+1:]
			if n := bytes.IndexByte(b[:min(len(b), maxName+1)], c); n >= 0 {
				i += n + 1
			}
		case '(':
			depth++
		case ')', ',':
			if depth == 0 {
				r.word(col, in.rest()[:i], strs)
				r.skip(i)
				in.pos++
				return c, nil
			}
			if c == ')' {
				depth--
			}
		}
	}
}

// oneString are functions of which the first string is the value and others say how
// it is written.
var oneString = []string{"to_date(", "to_timestamp(", "cast(", "cast(n", "convert(", "str_to_date(", "replace("}

// word hands on an expression without strings.
func (r *sqlReader) word(col int, v []byte, strs int) {
	if v = bytes.TrimSpace(v); strs > 0 {
		r.beside(col, v)
		return
	}
	if len(v) == 0 || bytes.EqualFold(v, []byte("null")) {
		return
	}
	if len(v) > 2 && v[0] == '0' && v[1]|0x20 == 'x' {
		v = r.unhex(v, v[2:])
	}
	r.o.cell(col, v)
}

// beside hands on what stands beside strings in an expression, if it may be data:
// numbers in calls of functions, comments.
func (r *sqlReader) beside(col int, v []byte) {
	if len(v) > 5 && personal(v) {
		r.o.cell(col, v)
	}
}

// unhex returns what the hexadecimal digits are if that is text, and else v.
func (r *sqlReader) unhex(v, digits []byte) []byte {
	r.scratch = slices.Grow(r.scratch[:0], len(digits)/2)[:len(digits)/2]
	if _, err := hex.Decode(r.scratch, digits); err != nil || !utf8.Valid(r.scratch) || controls(r.scratch) > 0 {
		return v
	}
	return r.scratch
}

// longWord writes an expression on that the buffer does not hold, and returns how
// much of it is left there.
func (r *sqlReader) longWord(col int) int {
	r.o.open(col)
	defer r.o.shut()
	for {
		b := r.in.rest()
		n := bytes.IndexAny(b, "),' ")
		if n < 0 {
			n = len(b)
		}
		r.o.write(b[:n])
		r.skip(n)
		if n < len(b) || !r.in.more() {
			return -1
		}
	}
}
