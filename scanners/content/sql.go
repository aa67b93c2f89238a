package content

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
)

var _ = register(format{name: "sql", rank: 24, recognise: recogniseSQL})

// sqlDump reads the dumps that databases write as SQL: pg_dump (COPY and INSERT),
// mysqldump, the .dump of SQLite, the scripts of SQL Server and Oracle's tools. Each
// tuple is a row, and its columns are called "users.phone" or "public.users.phone".
// Where a statement does not name the columns they have the names of the CREATE TABLE
// before it, else their numbers. All other lines (definitions, comments, functions)
// are free text.
//
// A piece from the middle starts with a line. Statements that insert say which table
// they fill; lines of a COPY block and of a list of tuples do not, and what stands above
// them is looked for (sqlAbove). Where that tells nothing such lines are read as text up
// to the next statement, and are counted as having no names.
type sqlDump struct {
	sizes  *sizes
	above  *sqlAbove
	noting bool     // a piece, of which the statements are noted
	within *sqlHead // the statement that the piece begins in
	line   int64
	base   int64 // of the piece
	middle bool
	slash  bool // a backslash in a string escapes, as in MySQL
	single bool // the head has statements of single lines
	tables map[string][]string
}

// Bounds of what is remembered of definitions.
const (
	sqlTables    = 4096
	sqlStatement = 256 << 10 // bytes of a definition, or of a statement up to its first tuple
)

// recogniseSQL wants a text that begins with a statement or a comment of SQL and has
// a statement that this reader takes apart in its head. Files called .sql may begin
// otherwise.
func recogniseSQL(h head) parser {
	first, taken, mysql, comment := true, false, false, false
	several, single := false, false // databases; statements of one line
	for l := range h.each(10 * sniffed) {
		l = bytes.TrimSpace(l)
		switch {
		case comment:
			comment = !bytes.Contains(l, []byte("*/"))
			continue
		case len(l) == 0, bytes.HasPrefix(l, []byte("--")), l[0] == '#' && h.ext == ".sql", l[0] == '\\':
			mysql = mysql || bytes.Contains(l, []byte("MySQL dump")) || bytes.Contains(l, []byte("MariaDB dump"))
			continue
		case bytes.HasPrefix(l, []byte("/*")):
			mysql = mysql || bytes.HasPrefix(l, []byte("/*!")) || bytes.HasPrefix(l, []byte("/*M!"))
			comment = !bytes.Contains(l, []byte("*/"))
			continue
		}
		if first && h.ext != ".sql" && !opening(l) {
			return nil
		}
		first = false
		mysql = mysql || bytes.HasPrefix(l, []byte(") ENGINE=")) || hasFold(l, "delimiter ") || hasFold(l, "set names ")
		several = several || hasFold(l, "use ") || hasFold(l, "create database ")
		if k := keyword(l); k == "insert" || k == "copy" || k == "create" {
			taken = true
			single = single || k == "insert" && l[len(l)-1] == ';'
			mysql = mysql || k != "copy" && bytes.IndexByte(l[:min(len(l), 64)], '`') > 0
		}
	}
	if !taken {
		// Statements of one enormous line are no lines of the head.
		l := bytes.TrimSpace(h.text)
		if k := keyword(l); first && (k == "insert" || k == "create") {
			mysql = bytes.IndexByte(l[:min(len(l), 64)], '`') > 0
		} else {
			return nil
		}
	}
	p := &sqlDump{line: 1, slash: mysql, single: single, tables: map[string][]string{}, sizes: h.s, noting: true}
	if !h.whole {
		p.above = &sqlAbove{tables: map[string][]string{}, shapes: map[string]*sqlShape{}, sought: map[string]bool{}, parted: map[int64]bool{}}
		start := h.text[:min(len(h.text), 4<<10)]
		p.above.stretches = !several && slices.ContainsFunc(sqlDumpers, func(m string) bool { return bytes.Contains(start, []byte(m)) })
		p.above.upfront = bytes.Contains(start, []byte("-- PostgreSQL database dump\n")) && !bytes.Contains(start, []byte("cluster dump"))
	}
	o := newOut(h.s, discard)
	defer o.free()
	r := p.reader(bytesInput(h.text), o)
	p.noting = false
	_ = r.all() // the head may end anywhere
	p.tables = r.tables
	if r.taken == 0 {
		return nil
	}
	return p
}

// sqlDumpers are what programs write in front that dump one table behind the other.
var sqlDumpers = []string{"-- MySQL dump ", "-- MariaDB dump ", "-- phpMyAdmin ", "-- Adminer ", "-- PostgreSQL database dump\n"}

// openings are the statements that dumps and scripts begin with.
var openings = []string{"alter ", "begin", "commit", "copy ", "create ", "delete from ", "delimiter ", "drop ", "go", "insert ", "lock tables", "pragma ", "replace into ",
	"select pg_catalog.", "set ", "start transaction", "truncate ", "use ", "rem ", "prompt "}

func opening(l []byte) bool {
	return slices.ContainsFunc(openings, func(w string) bool { return hasFold(l, w) })
}

// hasFold reports whether b begins with the lower-case ASCII words, in any case.
func hasFold(b []byte, words string) bool {
	return len(b) >= len(words) && bytes.EqualFold(b[:len(words)], []byte(words))
}

// keyword returns "insert", "copy" or "create" for a line that begins with a statement
// that inserts, copies or creates a table, and else "".
func keyword(l []byte) string {
	for len(l) > 0 && (l[0] == ' ' || l[0] == '\t') {
		l = l[1:]
	}
	switch {
	case len(l) == 0:
	case hasFold(l, "insert ") || hasFold(l, "replace into "):
		return "insert"
	case hasFold(l, "copy "):
		return "copy"
	case hasFold(l, "create table ") || hasFold(l, "create temporary table ") || hasFold(l, "create unlogged table ") || hasFold(l, "create foreign table ") || hasFold(l, "create global temporary table "):
		return "create"
	}
	return ""
}

func (p *sqlDump) parse(in *input, o *out) error { return p.reader(in, o).all() }

// sqlReader reads one text.
type sqlReader struct {
	in      *input
	o       *out
	line    int64
	slash   bool
	taken   int  // statements that were understood
	lost    bool // in the middle of something whose beginning was not seen
	tables  map[string][]string
	names   []string // the columns of the table that is being read
	cols    []int    // where they go
	gen     int
	table   string
	scratch []byte
	// What was looked at in vain, in definitions and in other statements.
	undefined, unread sqlBlind
	above             *sqlAbove // where statements are noted, or nil
	base              int64     // of the text in the object
	within            *sqlHead
	places
}

func (p *sqlDump) reader(in *input, o *out) *sqlReader {
	r := &sqlReader{in: in, o: o, line: p.line, slash: p.slash, lost: p.middle, base: p.base, within: p.within, tables: maps.Clone(p.tables)}
	if p.noting {
		r.above = p.above
	}
	return r
}

// all reads line by line, except where a statement says what its lines are.
func (r *sqlReader) all() error {
	in := r.in
	if err := r.goOn(); err != nil {
		return err
	}
	for {
		for len(in.rest()) < 64 && in.more() {
		}
		var done bool
		var err error
		switch keyword(in.rest()[:min(64, len(in.rest()))]) {
		case "insert":
			done, err = r.insert()
		case "copy":
			done, err = r.copy()
		case "create":
			r.define()
		}
		if err != nil {
			return err
		}
		if done {
			if r.o.rowSize > 0 { // comments behind the last tuple
				if err := r.o.endRow(); err != nil {
					return err
				}
			}
			continue
		}
		if end, err := r.text(); end || err != nil {
			return err
		}
	}
}

// goOn reads the rows of the statement in which the text begins.
func (r *sqlReader) goOn() error {
	h := r.within
	if h == nil {
		return nil
	}
	if h.copy {
		r.into(h.table, h.names)
		return r.lines()
	}
	if r.blank() != '(' {
		r.lost = true
		return nil
	}
	r.into(h.table, h.names)
	_, err := r.tuples()
	return err
}

// text hands one line on as free text, and reports whether it was the last.
func (r *sqlReader) text() (end bool, err error) {
	b, state := r.in.line(r.o.s)
	r.o.begin(r.line)
	r.line = nextLine(r.line)
	col := r.column(r.o, "")
	switch {
	case state == lineLong:
		return false, longTextLine(r.in, r.o, col)
	case state == lineLast && !r.in.done():
		b = r.o.s.sure(b, r.in)
	}
	if state == lineLast && len(b) == 0 {
		return true, r.o.err
	}
	if r.lost && len(b) > 0 {
		if r.lost = !opening(b) && keyword(b) == "" && !bytes.HasPrefix(b, []byte("--")) && b[0] != '\\' || bytes.IndexByte(b, '\t') >= 0; r.lost {
			r.o.nameless++
		}
	}
	r.o.cell(col, b)
	return state == lineLast, r.o.endRow()
}

// skip goes over n bytes and counts their lines.
func (r *sqlReader) skip(n int) {
	if r.line > 0 {
		r.line += int64(bytes.Count(r.in.buf[r.in.pos:r.in.pos+n], []byte{'\n'}))
	}
	r.in.pos += n
}

// into prepares for the rows of a table. names are those of the statement, if any.
func (r *sqlReader) into(table string, names []string) {
	r.lost = false
	r.taken++
	given := names
	if names == nil && r.fits(table) {
		names = r.tables[table]
	}
	if table == r.table && slices.Equal(names, r.names[:min(len(names), len(r.names))]) && len(names) > 0 {
		return
	}
	if len(r.o.cols)+len(names) >= r.o.s.columns-2 && len(r.o.cols) > 0 && r.o.flush() == nil {
		r.o.forget()
	}
	if r.above != nil && table != "" {
		r.above.met(sqlHead{pos: r.base, table: table, names: given})
	}
	r.table, r.names, r.cols, r.gen = table, append(r.names[:0], names...), r.cols[:0], r.o.gen
}

// fits reports whether the tuple that comes next may be a row of the table as it is
// defined, as far as that is asked for: in a piece, since the definition that is known may
// be that of another database.
func (r *sqlReader) fits(table string) bool {
	if r.base == 0 || r.above == nil || r.above.shapes[table] == nil {
		return true
	}
	b := r.in.rest()
	return len(b) == 0 || b[0] != '(' || r.above.shapes[table].tuple(b, r.slash)
}

// col is where the i-th value of a tuple goes.
func (r *sqlReader) col(i int) int {
	if r.gen != r.o.gen {
		r.gen, r.cols = r.o.gen, r.cols[:0]
	}
	i = min(i, r.o.s.columns)
	for len(r.cols) <= i {
		n := len(r.cols)
		if n == len(r.names) {
			r.names = append(r.names, strconv.Itoa(n+1))
		}
		name := r.names[n]
		if r.table != "" {
			name = r.table + "." + name
		}
		r.cols = append(r.cols, r.column(r.o, name))
	}
	return r.cols[i]
}

// A piece starts with a line.
func (*sqlDump) start(b []byte, c *charset, _ bool) int { return newline(b, c) }
func (*sqlDump) window(piece int64) int64               { return lineWindow(piece) }
func (*sqlDump) sight(_, hi int64) int64                { return hi }
func (*sqlDump) anywhere([]byte, *charset) int          { return -1 }

func (p *sqlDump) at(off int64) parser {
	q := *p
	q.line, q.middle, q.base = lineAt(off), off > 0, off
	return &q
}
