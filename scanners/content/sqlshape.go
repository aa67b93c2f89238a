package content

import (
	"bytes"
	"strings"
)

// A sqlShape is what the rows of a table look like in the data of COPY.
type sqlShape struct {
	names []string
	kinds []sqlKind
	open  bool // there may be further columns
}

// A sqlKind is what is known of the values of a column by its type.
type sqlKind uint8

const (
	sqlAny sqlKind = iota
	sqlInteger
	sqlNumber
	sqlBool
	sqlDate
	sqlTime
	sqlUUID
	sqlDocument
	sqlBytes
	sqlText
)

// sqlKinds are the beginnings of the names of types that pg_dump and mysqldump write.
var sqlKinds = []struct {
	word string
	kind sqlKind
}{
	{"smallint", sqlInteger}, {"integer", sqlInteger}, {"bigint", sqlInteger}, {"numeric", sqlNumber}, {"real", sqlNumber},
	{"double precision", sqlNumber}, {"boolean", sqlBool}, {"date", sqlDate}, {"timestamp", sqlTime}, {"uuid", sqlUUID},
	{"json", sqlDocument}, {"bytea", sqlBytes},
	{"int", sqlInteger}, {"tinyint", sqlInteger}, {"mediumint", sqlInteger}, {"decimal", sqlNumber}, {"float", sqlNumber},
	{"double", sqlNumber}, {"datetime", sqlTime}, {"varchar", sqlText}, {"char", sqlText}, {"character varying", sqlText}, {"text", sqlText},
	{"tinytext", sqlText}, {"mediumtext", sqlText}, {"longtext", sqlText}, {"enum", sqlText},
}

// column adds a column whose type begins the text.
func (s *sqlShape) column(name string, text []byte) {
	t := bytes.ToLower(bytes.TrimSpace(text))
	if bytes.Contains(t, []byte("generated always as (")) {
		return // its values are not written
	}
	kind := sqlAny
	word := t
	if i := bytes.IndexAny(t, ",\n"); i >= 0 {
		word = t[:i]
	}
	if !bytes.Contains(word, []byte("[]")) {
		for _, k := range sqlKinds {
			rest, ok := bytes.CutPrefix(word, []byte(k.word))
			if ok && (len(rest) == 0 || !letter(rest[0]) && rest[0] != '_' && rest[0] != '.' || k.kind == sqlDocument && strings.HasPrefix(string(rest), "b")) {
				kind = k.kind
				break
			}
		}
	}
	s.names = append(s.names, name)
	s.kinds = append(s.kinds, kind)
}

// holds reports whether the lines may be rows of the table.
func (s *sqlShape) holds(rows [][]byte) bool {
	for _, row := range rows {
		if s.open {
			return true
		}
		for i := 0; ; i++ {
			v, rest, more := bytes.Cut(row, []byte{'\t'})
			if i == len(s.kinds) || !s.kinds[i].fits(v) || !more && i+1 < len(s.kinds) {
				return false
			}
			if row = rest; !more {
				break
			}
		}
	}
	return true
}

// fits reports whether a column of the kind may have the value.
func (k sqlKind) fits(v []byte) bool {
	if string(v) == `\N` {
		return true
	}
	if len(v) == 0 {
		return k == sqlAny || k == sqlText
	}
	digits := func(b []byte) bool {
		for _, c := range b {
			if c < '0' || c > '9' {
				return false
			}
		}
		return len(b) > 0
	}
	switch k {
	case sqlInteger:
		return digits(bytes.TrimPrefix(v, []byte{'-'}))
	case sqlNumber:
		return len(bytes.Trim(v, "0123456789+-.eE")) == 0 || string(v) == "NaN" || bytes.HasSuffix(v, []byte("Infinity"))
	case sqlBool:
		return string(v) == "t" || string(v) == "f"
	case sqlDate, sqlTime:
		if bytes.HasSuffix(v, []byte("infinity")) {
			return true
		}
		y, rest, _ := bytes.Cut(v, []byte{'-'})
		return len(y) >= 4 && digits(y) && len(rest) >= 5 && rest[2] == '-' && (k == sqlDate) == (bytes.IndexByte(rest, ':') < 0)
	case sqlUUID:
		return len(v) == 36 && v[8] == '-' && v[13] == '-' && v[18] == '-' && v[23] == '-'
	case sqlDocument:
		return strings.IndexByte(`{["tfn-0123456789`, v[0]) >= 0
	case sqlBytes:
		return bytes.HasPrefix(v, []byte(`\\x`))
	}
	return true
}

// tuple reports whether the tuple at the start of b may be a row of the table: whether it
// has as many values, and texts and numbers where the table has them.
func (s *sqlShape) tuple(b []byte, slash bool) bool {
	n, depth, begins := 0, 0, true
	for i := 1; i < len(b); i++ {
		c := b[i]
		if begins && c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			if n == len(s.kinds) {
				return s.open
			}
			if !s.kinds[n].written(b[i:]) {
				return s.open
			}
			begins = false
		}
		switch c {
		case '\'':
			for i++; i < len(b) && b[i] != '\''; i++ {
				if slash && b[i] == '\\' {
					i++
				}
			}
		case '(':
			depth++
		case ',':
			if depth == 0 {
				n, begins = n+1, true
			}
		case ')':
			if depth--; depth < 0 {
				return s.open || n+1 == len(s.kinds)
			}
		}
	}
	return true // it does not end here
}

// written reports whether a value of the kind may be written in a statement as b begins.
func (k sqlKind) written(b []byte) bool {
	number := b[0] == '-' || b[0] == '.' || b[0] >= '0' && b[0] <= '9'
	switch k {
	case sqlInteger, sqlNumber:
		return b[0] != '\'' || len(b) > 1 && strings.IndexByte("-.0123456789", b[1]) >= 0
	case sqlText, sqlDate, sqlTime, sqlUUID:
		return !number || len(b) > 1 && b[0] == '0' && b[1]|0x20 == 'x'
	}
	return true
}

// copyLines returns complete lines at the start of b that may be data of a COPY of
// several columns, as many as there are up to 64, or nil where other lines stand.
func copyLines(b []byte) (rows [][]byte) {
	tabs := 0
	for len(rows) < 64 {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			break
		}
		l := bytes.TrimSuffix(b[:i], []byte{'\r'})
		if b = b[i+1:]; string(l) == `\.` {
			break
		}
		n := bytes.Count(l, []byte{'\t'})
		if n == 0 || len(rows) > 0 && n != tabs {
			return nil
		}
		tabs = n
		rows = append(rows, l)
	}
	return rows
}
