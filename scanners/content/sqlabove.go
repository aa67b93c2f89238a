package content

import (
	"bytes"
	"slices"
)

// A rooted parser may have to see what stands above a piece, to know what its first
// records are called.
type rooted interface {
	aligned
	// below returns the parser for the piece that starts at the offset with b. What it
	// looks at elsewhere changes nothing but names.
	below(from int64, b []byte, v *view) parser
}

// A view lets a rooted parser look at other places of the object, with bytes that the
// pieces leave over.
type view struct {
	j      *job
	w      *window
	c      *contents
	last   int64 // where the last piece begins that was drawn
	looked int
}

// mostLooks bounds the requests that are made for names only.
const mostLooks = 64

// look returns the bytes [from, to), or nil where no more may be read.
func (v *view) look(from, to int64) []byte {
	from, to = max(from, 0), min(to, v.j.src.Size)
	if from >= to || v.looked == mostLooks || to-from > v.w.left-v.w.reserve {
		return nil
	}
	v.looked++
	w := &window{j: v.j, left: to - from, ahead: to, keep: from}
	b, err := w.bytes(from, to)
	v.w.left -= int64(len(b))
	if err != nil {
		return nil // the next piece meets the error again
	}
	return b
}

const (
	sqlNear  = 64 << 10        // a statement is looked for so far above at first
	sqlReach = 1<<20 + 128<<10 // and so far in all: mysqldump writes statements of 1 MiB
	sqlLong  = 4 << 10         // a statement up to its first tuple, as a rule
	sqlUp    = 1 << 20         // definitions in front of a dump
	sqlHeads = 4096            // statements that are remembered
)

// A sqlHead is a statement that says to which table the lines below it belong.
type sqlHead struct {
	pos   int64 // where it stands, or where the piece begins that it stands in
	table string
	names []string
	copy  bool
}

// A sqlAbove is what is known of a dump that is read in pieces.
type sqlAbove struct {
	heads  []sqlHead // in the order of the dump
	tables map[string][]string
	shapes map[string]*sqlShape
	// upfront says that all definitions stand in front of the data, data that the data
	// was seen to begin behind them, and vague that there may be others.
	upfront, data, vague bool
	// stretches says that a program wrote the dump that writes each table at one stretch,
	// and of one database.
	stretches bool
	read      bool            // the definitions behind the head
	ended     bool            // the end of the dump was looked at
	sought    map[string]bool // tables whose definition was looked for
	parted    map[int64]bool  // statements behind which another one was looked for
}

// met notes a statement.
func (a *sqlAbove) met(h sqlHead) {
	a.data = true
	i := len(a.heads)
	for i > 0 && a.heads[i-1].pos > h.pos {
		i--
	}
	if slices.ContainsFunc(a.heads[max(0, i-1):i], func(o sqlHead) bool { return o.pos == h.pos && o.table == h.table }) {
		return
	}
	if len(a.heads) == sqlHeads {
		a.vague = true
		return
	}
	h.names = slices.Clone(h.names)
	a.heads = slices.Insert(a.heads, i, h)
}

// defined notes a definition.
func (a *sqlAbove) defined(table string, names []string, s *sqlShape) {
	if a.data && a.shapes[table] == nil {
		a.vague = true // tables are defined between the data
	}
	if len(a.tables) < sqlTables {
		a.tables[table], a.shapes[table] = names, s
	} else {
		a.vague = true
	}
}

// around returns the statements known that are nearest to the offset.
func (a *sqlAbove) around(x int64) (before, after *sqlHead) {
	for i := range a.heads {
		if h := &a.heads[i]; h.pos < x {
			before = h
		} else {
			return before, h
		}
	}
	return before, nil
}

// mixed reports whether a table was met again behind another one. Else each table is
// taken to be written at one stretch, as dumps do.
func (a *sqlAbove) mixed() bool {
	seen := map[string]bool{}
	for i := range a.heads {
		if t := a.heads[i].table; i == 0 || t != a.heads[i-1].table {
			if seen[t] {
				return true
			}
			seen[t] = true
		}
	}
	return false
}

func (p *sqlDump) below(from int64, b []byte, v *view) parser {
	q := p.at(from).(*sqlDump)
	if p.above == nil || v.c.charset.unit != 1 {
		return q
	}
	q.noting = true
	b = v.c.charset.part(b)
	near := b[:min(len(b), sqlNear)]
	line, _, _ := bytes.Cut(near, []byte{'\n'})
	line = bytes.TrimSpace(line)
	switch rows := copyLines(near); {
	case len(line) > 2 && line[0] == '(' && (line[len(line)-1] == ',' || line[len(line)-1] == ';'):
		q.within = p.tuplesAt(from, line, v)
	case rows != nil:
		q.within = p.copyAt(from, rows, v)
	}
	p.defineIn(b, from, v)
	q.tables = p.above.tables
	return q
}

// defineIn looks for the definitions of the tables that statements in b fill, which lies
// at the offset, where the statements do not name the columns.
func (p *sqlDump) defineIn(b []byte, from int64, v *view) {
	a := p.above
	if a.mixed() {
		return
	}
	var last []byte
	for i := 0; i < len(b); i += lengthTo(b[i:], "\n") {
		l := b[i:min(len(b), i+sqlLong)]
		if last != nil && bytes.HasPrefix(l, last) || keyword(l[:min(len(l), 64)]) != "insert" {
			continue
		}
		n := bytes.IndexByte(l, '(')
		if n < 0 {
			continue
		}
		last = l[:n+1]
		o := newOut(p.sizes, discard)
		h := (&sqlDump{slash: p.slash}).reader(bytesInput(l), o).head("insert")
		o.free()
		if h != nil && h.names == nil && a.tables[h.table] == nil {
			h.pos = from + int64(i)
			a.met(*h)
			p.define(h.table, h.pos, v)
		}
	}
}

// tuplesAt returns the statement in which the tuple at the offset stands, or nil.
func (p *sqlDump) tuplesAt(x int64, tuple []byte, v *view) *sqlHead {
	a := p.above
	// Where statements of several tables may alternate only the next one above tells.
	within := func() *sqlHead {
		h := a.between(x)
		if h == nil {
			return nil
		}
		if h = p.named(h, x, tuple, v); h.names == nil {
			return nil
		}
		return h
	}
	if h := within(); h != nil {
		return h
	}
	if h := p.back(x, sqlLong, v); h != nil { // most statements are short
		return p.named(h, x, tuple, v)
	}
	for range 16 {
		if !a.stretches {
			break
		}
		before, after := a.around(x)
		if before == nil || after != nil && after.pos-x <= sqlReach {
			break
		}
		at := max(v.last, x)
		if after != nil {
			at = x + (after.pos-x)/2
		}
		if p.next(at, sqlNear, v) == nil && p.back(at, sqlReach, v) == nil {
			break
		}
		if h := within(); h != nil {
			return h
		}
	}
	if h := p.back(x, sqlReach, v); h != nil {
		return p.named(h, x, tuple, v)
	}
	return nil
}

// between returns the statement above the offset if the next one below fills the same
// table and no other can stand between them. Dumps of one database that were put one
// behind the other are not known for such; tuples then tell most of their tables apart.
func (a *sqlAbove) between(x int64) *sqlHead {
	before, after := a.around(x)
	if !a.stretches || before == nil || after == nil || after.table != before.table || before.copy || a.mixed() {
		return nil
	}
	return before
}

// back looks for the last statement above the offset.
func (p *sqlDump) back(x, reach int64, v *view) *sqlHead {
	for step, to := int64(2*sqlLong), x; to > 0 && x-to < reach; step = min(2*step, 512<<10) {
		from := max(0, to-step)
		b := v.look(from, min(to+sqlLong, x)) // the statement may go on behind the seam
		if b == nil {
			return nil
		}
		if _, h := p.statementsIn(b, from, to-from, v); h != nil {
			return h
		}
		to = from
	}
	return nil
}

// next looks for the first statement behind the offset, in so many bytes at first.
func (p *sqlDump) next(at, near int64, v *view) *sqlHead {
	for step, from := near, at; from < v.j.src.Size && from-at < sqlReach; step = min(2*step, 512<<10) {
		b := v.look(from, from+step+sqlLong)
		if b == nil {
			return nil
		}
		if h, _ := p.statementsIn(b, from, step, v); h != nil {
			return h
		}
		from += step
	}
	return nil
}

// statementsIn notes the statements that begin in b up to n, and the definitions, and
// returns the first and the last of these statements. b lies at the offset.
func (p *sqlDump) statementsIn(b []byte, off, n int64, v *view) (first, last *sqlHead) {
	o := newOut(p.sizes, discard)
	defer o.free()
	for i := 0; int64(i) <= n && i < len(b); {
		k := ""
		if i > 0 || off == 0 {
			k = keyword(b[i:min(len(b), i+64)])
		}
		if k != "" {
			r := (&sqlDump{slash: p.slash}).reader(bytesInput(v.c.charset.part(b[i:min(len(b), i+sqlStatement)])), o)
			r.above = p.above
			if h := r.head(k); h != nil {
				h.pos = off + int64(i)
				p.above.met(*h)
				if last = h; first == nil {
					first = h
				}
			}
		}
		nl := bytes.IndexByte(b[i:], '\n')
		if nl < 0 {
			break
		}
		i += nl + 1
	}
	return first, last
}

// head returns the statement that begins here, or nil; a definition is noted.
func (r *sqlReader) head(keyword string) *sqlHead {
	var h sqlHead
	ok := false
	switch keyword {
	case "insert":
		h.table, h.names, ok = r.insertHead()
	case "copy":
		h.table, h.names, ok = r.copyHead()
		h.copy = true
	case "create":
		r.define()
	}
	if !ok {
		return nil
	}
	return &h
}

// named completes the statement with the columns of its table, if the tuple may be a row
// of it.
func (p *sqlDump) named(h *sqlHead, x int64, tuple []byte, v *view) *sqlHead {
	q := *h
	if q.names == nil && !p.above.mixed() {
		p.define(q.table, min(x, q.pos), v)
	}
	if s := p.above.shapes[q.table]; q.names == nil && (s == nil || tuple == nil || s.tuple(tuple, p.slash)) {
		q.names = p.above.tables[q.table]
	}
	return &q
}

// define looks for the definition of a table, once: between the last statement of
// another table and the first one of this, which stands at the offset or above.
func (p *sqlDump) define(table string, x int64, v *view) {
	a := p.above
	if a.tables[table] != nil || a.sought[table] {
		return
	}
	a.sought[table] = true
	lo, hi := int64(0), x
	near, reach := int64(sqlNear), int64(sqlReach)
	if p.single { // there is a statement in each line
		near, reach = sqlLong, sqlNear/2
	}
	for range 24 {
		for i := range a.heads {
			if h := &a.heads[i]; h.table == table {
				hi = min(hi, h.pos)
				break
			} else if h.pos < x {
				lo = max(lo, h.pos)
			}
		}
		if hi-lo <= reach {
			if b := v.look(lo, hi+sqlLong); b != nil {
				p.statementsIn(b, lo, hi-lo, v)
			}
			return
		}
		at := lo + (hi-lo)/2
		switch h := p.next(at, near, v); {
		case h == nil:
			return
		case h.table == table:
			hi = min(hi, at) // nothing of another table stands between
		}
	}
}

// copyAt returns the COPY of the table to which the lines of data at the offset belong,
// if there is one only that they may belong to.
func (p *sqlDump) copyAt(x int64, rows [][]byte, v *view) *sqlHead {
	a := p.above
	if a.upfront && !a.data && !a.read {
		a.read = true
		p.front(v)
	}
	if a.upfront && a.data && !a.ended {
		a.ended = true
		p.end(v)
	}
	if !a.upfront || !a.data || a.vague {
		if h := p.back(x, sqlNear, v); h != nil && h.copy {
			return p.named(h, x, nil, v)
		}
		return nil
	}
	found, alike := a.owner(x, rows)
	if before, _ := a.around(x); alike > 1 && before != nil && !a.parted[before.pos] {
		a.parted[before.pos] = true
		p.part(before.pos, x, false, rows, v)
		if found, alike = a.owner(x, rows); alike > 1 {
			_, after := a.around(x)
			far := v.last
			if after != nil {
				far = after.pos
			}
			p.part(x, far, true, rows, v)
			found, _ = a.owner(x, rows)
		}
	}
	return found
}

// owner returns the table that has lines such as those at the offset, and how many
// tables have. Where several do and have the same columns it has no name.
func (a *sqlAbove) owner(x int64, rows [][]byte) (found *sqlHead, alike int) {
	before, _ := a.around(x)
	open := false
	for table, s := range a.shapes {
		known := slices.ContainsFunc(a.heads, func(h sqlHead) bool { return h.table == table })
		if known && (before == nil || before.table != table) || !s.holds(rows) {
			continue
		}
		switch alike++; {
		case found == nil:
			found = &sqlHead{table: table, names: s.names, copy: true}
		case slices.Equal(found.names, s.names):
			found.table = "" // the columns are the same, whichever it is
		default:
			open = true
		}
		open = open || s.open
	}
	if open {
		return nil, alike
	}
	return found, alike
}

// part looks between two offsets for the place from which on the lines are such as those
// at the second one, or up to which as those at the first, and notes the statement there.
func (p *sqlDump) part(lo, hi int64, first bool, rows [][]byte, v *view) {
	a := p.above
	like := func(rows [][]byte) (tables []string) {
		for table, s := range a.shapes {
			if s.holds(rows) {
				tables = append(tables, table)
			}
		}
		slices.Sort(tables)
		return tables
	}
	want := like(rows)
	for hi-lo > sqlNear {
		at := lo + (hi-lo)/2
		b := v.look(at, at+2*sqlLong)
		if b == nil {
			return
		}
		_, b, _ = bytes.Cut(b, []byte{'\n'})
		rows := copyLines(v.c.charset.part(b))
		if same := rows != nil && slices.Equal(like(rows), want); same != first {
			hi = at
		} else {
			lo = at
		}
	}
	if b := v.look(lo, hi+sqlLong); b != nil {
		p.statementsIn(b, lo, hi-lo, v)
	}
}

// end looks at the last bytes, in which a dump of PostgreSQL names its tables once more.
// Where there are others than in front another dump was put behind the first one. One
// that lies between two of the same tables is not known by that.
func (p *sqlDump) end(v *view) {
	b := v.look(v.j.src.Size-2*sqlLong, v.j.src.Size)
	for _, l := range bytes.Split(v.c.charset.part(b), []byte{'\n'})[min(1, len(b)):] {
		rest, ok := bytes.CutPrefix(l, []byte("ALTER TABLE ONLY "))
		if !ok {
			continue
		}
		if table, ok := (&sqlLexer{b: rest}).table(); ok && p.above.tables[table] == nil {
			p.above.vague = true
		}
	}
}

// front reads the definitions that go on behind the head.
func (p *sqlDump) front(v *view) {
	b := v.look(0, min(sqlUp, (v.w.left-v.w.reserve)/2))
	if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
		p.statementsIn(b[:i+1], 0, int64(i+1), v)
	}
}
