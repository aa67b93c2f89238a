package content

import (
	"bytes"
	"strings"
)

// An officeTableText is the table that is being read in a part with text, if one is.
type officeTableText struct {
	cells  rowCells
	cell   []byte
	inCell bool
	depth  int // tables in one another
	table  *tableRows
	value  []byte // that a cell states beside its text
	exact  bool   // the value says more than the text
	row    int    // how often the row is repeated
	wide   int    // how often the cell is
}

// rowCells are the cells of one row, in one buffer that is used again.
type rowCells struct {
	data  []byte
	spans []cellSpan
	views [][]byte
}

type cellSpan struct{ from, to int }

func (r *rowCells) reset() { r.data, r.spans = r.data[:0], r.spans[:0] }

// add puts n further cells of the same value.
func (r *rowCells) add(v []byte, n int) {
	s := cellSpan{from: len(r.data)}
	r.data = append(r.data, v...)
	s.to = len(r.data)
	for n = min(n, gridWidth-len(r.spans)); n > 0; n-- {
		r.spans = append(r.spans, s)
	}
}

// put puts a value into the column.
func (r *rowCells) put(col int, v []byte) {
	for len(r.spans) <= col {
		r.spans = append(r.spans, cellSpan{})
	}
	s := &r.spans[col]
	if s.to > s.from { // stated twice
		v = append(append(bytes.Clone(r.data[s.from:s.to]), '\n'), v...)
	}
	s.from = len(r.data)
	r.data = append(r.data, v...)
	s.to = len(r.data)
}

// all returns the cells. They are valid until the next reset.
func (r *rowCells) all() [][]byte {
	r.views = r.views[:0]
	for _, s := range r.spans {
		r.views = append(r.views, r.data[s.from:s.to:s.to])
	}
	return r.views
}

// tables follows tables, rows and cells. A table in a cell is text of the cell.
func (t *officeText) tables(x *xmlPull) error {
	kind := x.known.kind
	if kind == officeTable {
		return t.border(x)
	}
	if t.depth != 1 || t.table == nil {
		return nil
	}
	if kind == officeRow {
		if !x.end {
			t.cells.reset()
			t.row = 1
			if t.odf {
				t.row = max(1, x.number("number-rows-repeated", 1))
			}
		}
		if x.end || x.empty {
			return t.endRow()
		}
		return nil
	}
	if !x.end {
		t.cell, t.value, t.exact, t.wide = t.cell[:0], t.value[:0], false, 1
		t.inCell = !x.empty
		if t.odf {
			if err := t.stated(x); err != nil {
				return err
			}
		}
	}
	if x.end || x.empty {
		if err := t.paragraph(); err != nil {
			return err
		}
		t.inCell = false
		return t.endCell()
	}
	return nil
}

// border begins or ends a table.
func (t *officeText) border(x *xmlPull) error {
	switch {
	case x.empty:
	case x.end:
		if t.depth = max(0, t.depth-1); t.depth == 0 {
			return t.finishTable()
		}
	default:
		if err := t.paragraph(); err != nil {
			return err
		}
		if t.depth++; t.depth == 1 {
			t.table = &tableRows{o: t.o, plain: !t.spread, gen: -1}
			if t.spread {
				t.table.prefix = strings.Join(strings.Fields(string(x.attr("name"))), " ")
			}
		}
	}
	return nil
}

// stated reads what a cell of OpenDocument states beside its text.
func (t *officeText) stated(x *xmlPull) error {
	for key, value, b := nextAttr(x.attrs); key != nil; key, value, b = nextAttr(b) {
		switch string(localName(key)) {
		case "number-columns-repeated":
			t.wide = max(1, x.number("number-columns-repeated", 1))
		case "value":
			t.value, t.exact = append(t.value[:0], plainNumber(value)...), true
		case "date-value":
			t.value, t.exact = append(t.value[:0], value...), true
		case "time-value", "boolean-value":
			if len(t.value) == 0 {
				t.value, t.exact = append(t.value, value...), false
			}
		case "string-value":
			t.value, t.exact = append(t.value[:0], x.plain(value)...), false
		case "formula":
			if bytes.IndexByte(value, '"') >= 0 || bytes.Contains(value, []byte("&quot;")) {
				if err := t.literals(x.plain(value)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// endCell puts a cell into the row. A number counts as it is stored, with all its
// digits, unless what is shown only has zeros in front.
func (t *officeText) endCell() error {
	v := t.cell
	if len(t.value) > 0 && (len(v) == 0 || t.exact && !zerosBefore(v, t.value)) {
		v = t.value
	}
	if t.exact && len(t.value) > 0 {
		t.rounded(t.value)
	}
	if len(v) == 0 && t.wide > 1 && len(t.cells.spans)+t.wide > 1024 {
		return nil // the empty rest of the row
	}
	if len(v) > 0 && len(t.cells.data)+len(v)*min(t.wide, gridWidth) > officeLong {
		return t.line("", v) // a row is not held that is so long
	}
	t.cells.add(v, t.wide)
	return nil
}

// zerosBefore says that the digits in shown are the number, with zeros before it.
func zerosBefore(shown, number []byte) bool {
	zeros, i := 0, 0
	for _, c := range shown {
		switch {
		case c < '0' || c > '9':
			if c >= 0x80 || letter(c) {
				return false
			}
		case c == '0' && i == 0:
			zeros++
		case i < len(number) && c == number[i]:
			i++
		default:
			return false
		}
	}
	return zeros > 0 && i == len(number)
}

// officeRepeats is how often a row is handed on that says it is repeated.
const officeRepeats = 1000

func (t *officeText) endRow() error {
	cells := t.cells.all()
	empty := true
	for _, c := range cells {
		empty = empty && len(c) == 0
	}
	if empty {
		return nil
	}
	for range min(t.row, officeRepeats) {
		if err := t.table.row(cells); err != nil {
			return err
		}
	}
	t.cells.reset()
	return nil
}

// finishTable hands on what was begun of a table.
func (t *officeText) finishTable() error {
	if t.table == nil {
		return nil
	}
	if len(t.cells.spans) > 0 {
		t.row = 1
		if err := t.endRow(); err != nil {
			return err
		}
	}
	err := t.table.end()
	t.depth, t.table, t.inCell = 0, nil, false
	return err
}
