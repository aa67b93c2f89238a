package content

import (
	"bytes"
	"strings"
)

// lines reads the text of a part: a paragraph is a line, a table is rows, with
// names when its first row is a header. Text that was deleted while changes were
// tracked is text as well.
func (d *officeReader) lines(e *zipEntry) error {
	t := &officeText{officeReader: d, spread: d.sheet}
	err := d.each(e, t.tag)
	if end := t.finish(); err == nil {
		err = end
	}
	return err
}

// An officeText is the reading of one part with text.
type officeText struct {
	*officeReader
	spread bool // tables are sheets with names

	para  []byte
	cells [][]byte // of the row
	cell  []byte
	depth int // tables in one another
	table *tableRows
	value []byte // that a cell states beside its text
	row   int    // how often the row is repeated
	wide  int    // how often the cell is
	// paragraphs in one another
	within int
	notes  int // annotations, whose text belongs to no cell
}

// What the tags of the formats mean here.
const (
	officePara = iota + 1
	officeRun
	officeTab
	officeBreak
	officeTable
	officeRow
	officeCell
	officeNote
	officeBlanks
)

var officeTags = map[string]int{
	"p": officePara, "h": officePara, "t": officeRun, "delText": officeRun, "instrText": officeRun, "text": officeRun, "delInstrText": officeRun, "span": officeRun, "a": officeRun,
	"tab": officeTab, "br": officeBreak, "cr": officeBreak, "line-break": officeBreak, "s": officeBlanks,
	"tbl": officeTable, "table": officeTable, "tr": officeRow, "table-row": officeRow, "tc": officeCell, "table-cell": officeCell, "covered-table-cell": officeCell,
	"annotation": officeNote,
}

// officeEnds are elements with text of their own, or whose end ends a paragraph.
var officeEnds = map[string]bool{"creator": true, "v": true, "author": true, "comment": true, "threadedComment": true, "cm": true}

func (t *officeText) tag(x *xmlPull) error {
	kind := officeTags[x.name]
	// In OpenDocument text stands between all tags of a paragraph, elsewhere in the
	// elements of runs; what is between other tags is for the eye.
	if len(x.text) > 0 && (t.odf && t.within > 0 || x.end && (officeEnds[x.name] || kind == officeRun && !t.odf)) {
		t.para = append(t.para, x.text...)
		if x.name == "instrText" || x.name == "delInstrText" {
			t.para = append(t.para, ' ')
		}
	}
	switch kind {
	case officePara:
		switch {
		case x.end:
			t.within = max(0, t.within-1)
			return t.paragraph()
		case !x.empty:
			t.within++
		}
	case officeRun:
		if x.end && x.name == "text" {
			return t.paragraph()
		}
	case officeTab:
		if !x.end && !bytes.Contains(x.attrs, []byte("pos=")) {
			t.para = append(t.para, '\t')
		}
	case officeBreak:
		if !x.end {
			return t.paragraph()
		}
	case officeBlanks:
		if !x.end && t.odf {
			t.para = append(t.para, ' ')
		}
	case officeNote:
		switch {
		case x.end:
			t.notes--
			return t.paragraph()
		case !x.empty:
			t.notes++
		}
	case officeTable, officeRow, officeCell:
		return t.tables(x, kind)
	default:
		if x.end && officeEnds[x.name] {
			return t.paragraph()
		}
		if !x.end {
			return t.attributes(x)
		}
	}
	return nil
}

// attributes reads names and addresses that stand in attributes.
func (t *officeText) attributes(x *xmlPull) error {
	key := ""
	switch x.name {
	case "comment", "ins", "del", "moveFrom", "moveTo":
		key = "author"
	case "cmAuthor":
		key = "name"
	case "person":
		key = "displayName"
	default:
		return nil
	}
	if v := x.attr(key); len(v) > 0 {
		t.o.cell(t.o.named("author"), v)
		return t.o.endRow()
	}
	return nil
}

// paragraph ends a paragraph: a line, or a line of a cell.
func (t *officeText) paragraph() error {
	p := bytes.TrimSpace(t.para)
	if len(p) == 0 {
		t.para = t.para[:0]
		return nil
	}
	var err error
	if t.depth > 0 && t.notes == 0 {
		if len(t.cell) > 0 {
			t.cell = append(t.cell, '\n')
		}
		t.cell = append(t.cell, p...)
	} else if t.depth > 0 { // a row is being filled, so it stands beside it
		err = t.o.textLineLater(p)
	} else {
		t.o.cell(t.o.named(""), p)
		err = t.o.endRow()
	}
	t.para = t.para[:0]
	return err
}

// textLineLater hands on a line of text. The cells of a grid are put into the
// batch only when their row is complete, so a line may come in between.
func (o *out) textLineLater(p []byte) error {
	o.cell(o.named(""), p)
	return o.endRow()
}

// tables follows tables, rows and cells. A table in a cell is text of the cell.
func (t *officeText) tables(x *xmlPull, kind int) error {
	if kind == officeTable {
		switch {
		case x.empty:
		case x.end:
			if t.depth = max(0, t.depth-1); t.depth == 0 && t.table != nil {
				err := t.table.end()
				t.table = nil
				return err
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
	if t.depth != 1 || t.table == nil {
		return nil
	}
	if kind == officeRow {
		if !x.end {
			t.cells, t.row = t.cells[:0], max(1, x.number("number-rows-repeated", 1))
		}
		if x.end || x.empty {
			return t.endRow()
		}
		return nil
	}
	if !x.end {
		t.cell, t.value = t.cell[:0], t.value[:0]
		t.wide = max(1, x.number("number-columns-repeated", 1))
		switch string(x.attr("value-type")) {
		case "float", "currency", "percentage":
			t.value = append(t.value, plainNumber(x.attr("value"))...)
		case "date":
			t.value = append(t.value, x.attr("date-value")...)
		}
	}
	if x.end || x.empty {
		if err := t.paragraph(); err != nil {
			return err
		}
		v := t.cell
		if len(t.value) > 0 {
			v = t.value
		}
		if len(v) == 0 && t.wide > 1 && len(t.cells)+t.wide > 1024 {
			return nil // the empty rest of the row
		}
		for range min(t.wide, max(0, gridWidth-len(t.cells))) {
			t.cells = append(t.cells, bytes.Clone(v))
		}
	}
	return nil
}

// officeRepeats is how often a row is handed on that says it is repeated.
const officeRepeats = 1000

func (t *officeText) endRow() error {
	for range min(t.row, officeRepeats) {
		empty := true
		for _, c := range t.cells {
			empty = empty && len(c) == 0
		}
		if empty {
			return nil
		}
		if err := t.table.row(t.cells); err != nil {
			return err
		}
	}
	return nil
}

// finish hands on what was begun when the part breaks off.
func (t *officeText) finish() error {
	if t.table != nil {
		if len(t.cells) > 0 {
			t.row = 1
			if err := t.endRow(); err != nil {
				return err
			}
		}
		if err := t.table.end(); err != nil {
			return err
		}
		t.depth, t.table = 0, nil
	}
	return t.paragraph()
}
