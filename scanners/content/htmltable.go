package content

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// An htmlTable is a table that is open, and its row.
type htmlTable struct {
	row, cell bool // one is open
	cells     [][]byte
	heads     int // cells of the row that are headers
	head      bool
	names     []string
	unused    bool     // no row had these names so far
	first     []string // the first row, which may be a header without saying so
	rows      int
	bytes     int // in the cells of the row
	kept      int // in the rows before that used the same memory
}

// mostCells bounds what is remembered of a row, deepestTable the tables inside
// tables. What is beyond counts as text.
const (
	mostCells    = 4096
	deepestTable = 64
)

// cellLine adds a line to the cell. A row that becomes too long goes on as another
// one, with the same cell open.
func (r *htmlReader) cellLine(b []byte) {
	t := r.table
	if len(b) == 0 {
		return
	}
	if n := len(t.cells); t.bytes > r.o.s.value {
		r.endRowOf(t)
		t.row, t.cell = true, true
		for range n {
			t.open()
		}
	}
	c := &t.cells[len(t.cells)-1]
	if len(*c) > 0 {
		*c = append(*c, '\n')
	}
	*c = append(*c, b...)
	t.bytes += len(b) + 1
}

// open begins a cell.
func (t *htmlTable) open() {
	if n := len(t.cells); n < cap(t.cells) {
		t.cells = t.cells[:n+1]
		t.cells[n] = t.cells[n][:0]
	} else {
		t.cells = append(t.cells, nil)
	}
}

func (r *htmlReader) startTable(a atom.Atom) {
	if a == atom.Tr && r.table == nil {
		r.startTable(atom.Table) // a table without its outermost tags
	}
	t := r.table
	switch a {
	case atom.Table:
		if t != nil {
			r.endRowOf(t) // a table inside is layout; its text comes out in order
		}
		if len(r.tabs) < deepestTable {
			r.tabs = append(r.tabs, t)
			r.table = &htmlTable{}
		}
	case atom.Thead, atom.Tbody:
		if t != nil {
			r.endRowOf(t)
			t.head = a == atom.Thead
		}
	case atom.Tr:
		if t != nil {
			r.endRowOf(t)
			t.row = true
		}
	case atom.Td, atom.Th:
		if t == nil || !t.row {
			return
		}
		if len(t.cells) >= mostCells {
			r.endRowOf(t)
			t.row = true
		}
		t.cell = true
		t.open()
		if a == atom.Th {
			t.heads++
		}
	}
}

func (r *htmlReader) endTable(a atom.Atom) {
	t := r.table
	if t == nil {
		return
	}
	switch a {
	case atom.Td, atom.Th:
		t.cell = false
	case atom.Tr:
		r.endRowOf(t)
	case atom.Thead:
		r.endRowOf(t)
		t.head = false
	case atom.Table:
		r.endRowOf(t)
		r.flushFirst(t)
		r.flushNames(t)
		r.table = r.tabs[len(r.tabs)-1]
		r.tabs = r.tabs[:len(r.tabs)-1]
	}
}

// endRowOf puts the row of a table into a row, with the names of the header if
// there is one.
func (r *htmlReader) endRowOf(t *htmlTable) {
	if !t.row {
		return
	}
	t.row, t.cell = false, false
	cells, heads := t.cells, t.heads
	t.cells, t.heads = t.cells[:0], 0
	if t.kept += t.bytes; t.kept > r.o.s.value { // what the cells have grown to
		t.cells, t.kept = nil, 0
	}
	t.bytes = 0
	if len(cells) == 0 {
		return
	}
	t.rows++
	switch {
	case len(cells) > 1 && (heads == len(cells) || t.head) && nameable(cells):
		r.flushFirst(t)
		r.flushNames(t)
		t.names, t.unused = distinct(texts(cells), len(cells)), true
		if r.o.rowSize > 0 { // attributes of the header
			r.o.endRow()
		}
		return
	case t.names == nil && heads == 1 && len(cells) == 2 && nameable(cells[:1]):
		r.put(r.kid(&r.root, cells[0]), cells[1])
	case t.names == nil && t.rows == 1 && len(cells) > 1 && nameable(cells) && r.o.rowSize == 0:
		t.first = texts(cells)
		return
	case t.names == nil && t.rows == 2 && len(cells) == len(t.first) && first(t.first, cells):
		t.names, t.first = distinct(t.first, len(cells)), nil
		fallthrough
	case len(t.names) >= len(cells) && len(cells) > 1:
		t.unused = false
		for i, c := range cells {
			if len(c) > 0 {
				r.put(r.kid(&r.root, []byte(t.names[i])), c)
			}
		}
	default:
		r.flushFirst(t)
		r.put(&r.text, bytes.TrimRight(bytes.Join(cells, []byte{'\t'}), "\t"))
	}
	if r.o.rowSize > 0 {
		r.o.endRow()
	}
}

// flushFirst hands a first row on that turned out to be no header.
func (r *htmlReader) flushFirst(t *htmlTable) {
	if t.first != nil {
		f := t.first
		t.first = nil
		r.joined(f)
	}
}

// flushNames hands a header on that no row was below: in tables of nothing but
// header cells they are the values.
func (r *htmlReader) flushNames(t *htmlTable) {
	if t.unused {
		t.unused = false
		r.joined(t.names)
	}
}

// joined puts a row without names into a row of its own.
func (r *htmlReader) joined(cells []string) {
	r.scratch = r.scratch[:0]
	for i, c := range cells {
		if i > 0 {
			r.scratch = append(r.scratch, '\t')
		}
		r.scratch = append(r.scratch, c...)
	}
	r.put(&r.text, bytes.TrimRight(r.scratch, "\t"))
	r.o.endRow()
}

// nameable reports whether the cells may be names: none looks like a value and most
// of them are not empty.
func nameable(cells [][]byte) bool {
	n := 0
	for _, c := range cells {
		if len(c) > 0 {
			n++
			if look(string(c)) != name {
				return false
			}
		}
	}
	return n*2 > len(cells)
}

// first reports whether a row that does not say so is a header, from the row below
// it: a column has digits there and none in the name.
func first(names []string, cells [][]byte) bool {
	recs := [][]string{names, texts(cells)}
	return headerOf(recs, len(names)) == 0 && differs(recs)
}

func texts(cells [][]byte) []string {
	s := make([]string, len(cells))
	for i, c := range cells {
		s[i] = string(c)
	}
	return s
}
