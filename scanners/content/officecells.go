package content

import (
	"bytes"
	"strconv"
)

// A sheetReader streams the rows of one sheet of a workbook.
type sheetReader struct {
	w     *workbook
	text  *officeText // what is no cell
	rows  tableRows
	cells rowCells
	value []byte // of the cell

	inside, inline, phonetic bool
	col, style               int
	kind                     cellKind
}

type cellKind byte

// The types of cells, by what is in v.
const (
	cellNumber cellKind = iota
	cellShared
	cellBool
	cellError
	cellText
)

// sheet reads one sheet: its rows, and all around them that a person can write.
func (w *workbook) sheet(name string, e *zipEntry) error {
	r := &sheetReader{w: w, text: &officeText{officeReader: w.d}, rows: tableRows{o: w.d.o, prefix: name, gen: -1}}
	err := w.d.each(e, r.tag)
	end := r.rows.end()
	if end == nil {
		end = r.text.finish()
	}
	if err == nil {
		err = end
	}
	return err
}

func (r *sheetReader) tag(x *xmlPull) error {
	if !r.inside {
		r.inside = x.name == "sheetData" && !x.end && !x.empty
		return r.text.tag(x)
	}
	switch x.name {
	case "sheetData":
		r.inside = !x.end
	case "row":
		if !x.end {
			r.cells.reset()
			r.col = -1
		}
		if x.end || x.empty {
			err := r.rows.row(r.cells.all())
			r.cells.reset()
			return err
		}
	case "c":
		if x.end {
			return r.put()
		}
		r.begin(x)
	case "v":
		if x.end {
			r.shown(x.text)
		}
	case "f":
		if x.end && bytes.IndexByte(x.text, '"') >= 0 {
			return r.w.d.literals(x.text)
		}
	case "is":
		r.inline = !x.end && !x.empty
	case "rPh":
		r.phonetic = !x.end && !x.empty
	case "t":
		if x.end && r.inline {
			if !r.phonetic {
				r.value = append(r.value, x.text...)
			} else if p := bytes.TrimSpace(x.text); len(p) > 0 && r.w.d.unsaid("phonetic", p) {
				return r.w.d.line("phonetic", p)
			}
		}
	default:
		return r.text.tag(x)
	}
	return nil
}

func (r *sheetReader) begin(x *xmlPull) {
	r.value, r.style, r.kind, r.inline = r.value[:0], -1, cellNumber, false
	col := r.col + 1
	for key, value, b := nextAttr(x.attrs); key != nil; key, value, b = nextAttr(b) {
		switch string(key) {
		case "r":
			col = columnOf(value, col)
		case "s":
			r.style = smallNumber(value, -1)
		case "t":
			switch string(value) {
			case "s":
				r.kind = cellShared
			case "b":
				r.kind = cellBool
			case "e":
				r.kind = cellError
			case "str", "inlineStr", "d":
				r.kind = cellText
			}
		}
	}
	r.col = col
}

// smallNumber reads a whole number.
func smallNumber(b []byte, or int) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > 1<<31 {
			return or
		}
		n = n*10 + int(c-'0')
	}
	if len(b) == 0 {
		return or
	}
	return n
}

// shown takes what the cell shows: numbers with all their digits, dates as ISO 8601
// writes them.
func (r *sheetReader) shown(v []byte) {
	switch r.kind {
	case cellShared:
		v = r.w.text(smallNumber(bytes.TrimSpace(v), -1))
	case cellBool:
		v = strconv.AppendBool(nil, string(v) == "1")
	case cellError:
		return
	case cellNumber:
		v = r.w.number(r.style, v)
	}
	r.value = append(r.value, v...)
}

// put puts the value into the row. A row is not held that is too long for it.
func (r *sheetReader) put() error {
	switch {
	case len(r.value) == 0:
	case r.col < 0 || r.col >= gridWidth || len(r.cells.data)+len(r.value) > officeLong:
		return r.w.d.line("", r.value)
	default:
		r.cells.put(r.col, r.value)
	}
	return nil
}

// columnOf is the number of the column in a reference such as "AB12".
func columnOf(ref []byte, or int) int {
	n := 0
	for _, c := range ref {
		if c|0x20 < 'a' || c|0x20 > 'z' || n > gridWidth {
			break
		}
		n = n*26 + int(c|0x20-'a') + 1
	}
	if n == 0 {
		return or
	}
	return n - 1
}
