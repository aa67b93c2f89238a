package content

import (
	"bytes"
	"slices"
	"strings"
)

// A sqlLexer reads the names and signs of a statement that lies in the buffer.
type sqlLexer struct {
	b   []byte
	pos int
}

// blank skips blanks and comments.
func (l *sqlLexer) blank() {
	for l.pos < len(l.b) {
		rest := l.b[l.pos:]
		switch {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r':
			l.pos++
		case bytes.HasPrefix(rest, []byte("--")):
			l.pos += lengthTo(rest, "\n")
		case bytes.HasPrefix(rest, []byte("/*")):
			l.pos += lengthTo(rest, "*/")
		default:
			return
		}
	}
}

// lengthTo is the length of b up to and with the mark, or of all of it.
func lengthTo(b []byte, mark string) int {
	if i := bytes.Index(b, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(b)
}

// name reads a name in any of the quotes that databases use, or without.
func (l *sqlLexer) name() (string, bool) {
	l.blank()
	if l.pos == len(l.b) {
		return "", false
	}
	shut := byte(0)
	switch l.b[l.pos] {
	case '"', '`':
		shut = l.b[l.pos]
	case '[':
		shut = ']'
	}
	if shut != 0 {
		var name []byte
		for i := l.pos + 1; i < len(l.b) && len(name) <= maxName; i++ {
			if l.b[i] == shut {
				if i+1 < len(l.b) && l.b[i+1] == shut {
					i++
				} else {
					l.pos = i + 1
					return string(name), len(name) > 0
				}
			}
			name = append(name, l.b[i])
		}
		return "", false
	}
	i := l.pos
	for i < len(l.b) && (letter(l.b[i]) || l.b[i] >= 0x80 || l.b[i] >= '0' && l.b[i] <= '9' || l.b[i] == '_' || l.b[i] == '$' || l.b[i] == '#' || l.b[i] == '@') {
		i++
	}
	name := string(l.b[l.pos:i])
	ok := i > l.pos && len(name) <= maxName
	l.pos = i
	return name, ok
}

// table reads a name with the schema in front, if there is one.
func (l *sqlLexer) table() (string, bool) {
	name, ok := l.name()
	for ok && l.sign('.') {
		var next string
		next, ok = l.name()
		name += "." + next
	}
	return name, ok
}

// sign skips the sign if it comes next.
func (l *sqlLexer) sign(c byte) bool {
	l.blank()
	if l.pos < len(l.b) && l.b[l.pos] == c {
		l.pos++
		return true
	}
	return false
}

// word skips the lower-case word if it comes next, in any case.
func (l *sqlLexer) word(w string) bool {
	l.blank()
	if !hasFold(l.b[l.pos:], w) {
		return false
	}
	if n := l.pos + len(w); n < len(l.b) && (letter(l.b[n]) || l.b[n] == '_') {
		return false
	}
	l.pos += len(w)
	return true
}

// list reads names in brackets.
func (l *sqlLexer) list() (names []string, ok bool) {
	for ok = l.sign('('); ok; {
		var name string
		if name, ok = l.name(); !ok {
			return nil, false
		}
		names = append(names, name)
		if l.sign(')') {
			return distinct(names, len(names)), true
		}
		ok = l.sign(',')
	}
	return nil, false
}

// statement calls f with the statement that begins here until it says that it has
// seen enough, with ever more of the text.
func (r *sqlReader) statement(f func(l *sqlLexer) bool) bool {
	in := r.in
	if in.at() < r.unread.until {
		return false
	}
	for {
		l := &sqlLexer{b: in.rest()}
		if f(l) && l.pos < len(l.b) {
			r.remarks(l.pos)
			r.skip(l.pos)
			return true
		}
		// What was understood up to the end may be half a name.
		if l.pos < len(l.b) && len(l.b)-l.pos > maxName {
			return false
		}
		if len(l.b) > sqlStatement || !in.more() {
			r.unread.fail(in)
			return false
		}
	}
}

// A sqlBlind keeps statements that have no end from being looked at again and again:
// after some of them, the bytes that one may extend over are not searched for others,
// or many of them would take time with the square of their number.
type sqlBlind struct {
	fails int
	until int64
}

// fail notes that the statement that begins here has no end in sight.
func (b *sqlBlind) fail(in *input) {
	if b.fails++; b.fails > 64 {
		b.until = in.at() + int64(min(len(in.rest()), sqlStatement))
	}
}

// define notes the columns of the table that is created here. It skips nothing: the
// lines are text.
func (r *sqlReader) define() {
	r.lost = false
	in := r.in
	if in.at() < r.undefined.until {
		return
	}
	for {
		l := &sqlLexer{b: in.rest()}
		table, names, shape, ok := definition(l)
		if ok {
			r.taken++
			if r.above != nil {
				r.above.defined(table, distinct(names, len(names)), shape)
			}
			if len(r.tables) < sqlTables && len(names) <= r.o.s.columns {
				if r.tables == nil {
					r.tables = map[string][]string{}
				}
				r.tables[table] = distinct(names, len(names))
			}
			return
		}
		if l.pos < len(l.b) && len(l.b)-l.pos > maxName {
			if r.above != nil {
				r.above.vague = true
			}
			return
		}
		if len(in.rest()) > sqlStatement || !in.more() {
			r.undefined.fail(in)
			return
		}
	}
}

// definition reads CREATE TABLE up to the bracket that closes its columns.
func definition(l *sqlLexer) (table string, names []string, shape *sqlShape, ok bool) {
	for !l.word("table") {
		if _, ok := l.name(); !ok {
			return "", nil, nil, false
		}
	}
	if l.word("if") {
		l.word("not")
		l.word("exists")
	}
	if table, ok = l.table(); !ok || !l.sign('(') {
		return "", nil, nil, false
	}
	shape = &sqlShape{}
	for {
		l.blank()
		quoted := l.pos < len(l.b) && strings.IndexByte("\"`[", l.b[l.pos]) >= 0
		name, ok := l.name()
		column := ok && (quoted || !slices.Contains(noColumns, strings.ToLower(name)))
		if column {
			names = append(names, name)
		}
		from := l.pos
		end, ok := l.item()
		switch {
		case column:
			shape.column(name, l.b[from:l.pos])
		case strings.EqualFold(name, "like"):
			shape.open = true
		}
		if !ok || end {
			shape.open = shape.open || ok && l.inherits()
			return table, names, shape, ok && len(names) > 0
		}
	}
}

// inherits reports whether the definition goes on so that the table may have further
// columns.
func (l *sqlLexer) inherits() bool {
	at := l.pos
	l.blank()
	more := l.pos == len(l.b) || l.word("inherits")
	l.pos = at
	return more
}

// noColumns begin what else stands in a definition.
var noColumns = []string{"primary", "key", "unique", "constraint", "foreign", "index", "check", "fulltext", "spatial", "exclude", "like", "period"}

// item skips to behind the comma or the bracket that ends the item; end is true for
// the bracket.
func (l *sqlLexer) item() (end, ok bool) {
	for depth := 0; ; {
		l.blank()
		if l.pos == len(l.b) {
			return false, false
		}
		c := l.b[l.pos]
		l.pos++
		switch c {
		case '\'', '"', '`':
			l.pos += lengthTo(l.b[l.pos:], string(c))
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return true, true
			}
		case ',':
			if depth == 0 {
				return false, true
			}
		}
	}
}
