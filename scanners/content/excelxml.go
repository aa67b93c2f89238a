package content

import (
	"bytes"
	"strings"
)

// excelXML reads workbooks in the XML of Excel 2002 and 2003, which reports of many
// programs are written in.
type excelXML struct{}

func (excelXML) read(l *layer) (taken, error) {
	d := &officeReader{layer: l, o: l.out, t: whole}
	r := &excelXMLReader{officeText: &officeText{officeReader: d}, col: -1}
	err := d.tags(l.r, r.tag)
	if err == nil && r.open > 0 {
		err = errBroken
	}
	if err == nil || !d.ended(err) {
		if end := r.endSheet(); err == nil {
			err = end
		}
		if end := r.finish(); err == nil {
			err = end
		}
	}
	if err != nil {
		return part, err
	}
	d.tell()
	return d.t, nil
}

type excelXMLReader struct {
	*officeText
	open    int // elements
	rows    *tableRows
	row     rowCells
	col     int
	next    int // the column behind
	value   []byte
	number  bool
	data    bool // inside the value of a cell
	comment int
	options int // inside elements that say how a sheet is shown
}

func (r *excelXMLReader) tag(x *xmlPull) error {
	r.open += step(x)
	if r.data && (x.name != "Data" || x.end) {
		r.value = append(r.value, x.text[:min(len(x.text), max(0, officeLong-len(r.value)))]...)
		if x.name == "Data" {
			r.data = false
			return r.put()
		}
		return nil // marks of letters
	}
	switch x.name {
	case "Worksheet":
		if err := r.endSheet(); err != nil {
			return err
		}
		if !x.end {
			r.rows = &tableRows{o: r.o, prefix: strings.Join(strings.Fields(string(x.attr("Name"))), " "), gen: -1}
		}
		return r.attributesOf(x)
	case "Table":
		return nil
	case "Row":
		if !x.end {
			r.row.reset()
			r.col, r.next = -1, 0
		}
		if (x.end || x.empty) && r.rows != nil {
			err := r.rows.row(r.row.all())
			r.row.reset()
			return err
		}
		return nil
	case "Cell":
		if !x.end {
			r.col = x.number("Index", r.next+1) - 1
			r.next = r.col + 1 + max(0, min(gridWidth, x.number("MergeAcross", 0)))
			return r.attributesOf(x)
		}
		return nil
	case "Data":
		if !x.end && !x.empty {
			r.data, r.value, r.number = true, r.value[:0], string(x.attr("Type")) == "Number"
		}
		return nil
	case "Comment":
		r.comment = max(0, r.comment+step(x))
	case "WorksheetOptions", "ExcelWorkbook", "OfficeDocumentSettings":
		r.options = max(0, r.options+step(x))
	}
	if r.options > 0 && len(bytes.Trim(x.text, " \r\n\t-+.#0123456789abcdefABCDEF")) == 0 {
		x.text = x.text[:0]
	}
	return r.officeText.tag(x)
}

func (r *excelXMLReader) attributesOf(x *xmlPull) error {
	if x.end {
		return nil
	}
	return r.attributes(x)
}

// put puts the value into the row. One that belongs to no cell, or is too long, is a
// line.
func (r *excelXMLReader) put() error {
	v := r.value
	if r.number && r.comment == 0 {
		v = plainNumber(v)
		r.rounded(v)
	}
	switch {
	case len(bytes.TrimSpace(v)) == 0:
	case r.comment > 0 || r.rows == nil || r.col < 0 || r.col >= gridWidth || len(r.row.data)+len(v) > officeLong:
		return r.line("", bytes.TrimSpace(v))
	default:
		r.row.put(r.col, v)
	}
	return nil
}

// endSheet hands on what was begun of a sheet.
func (r *excelXMLReader) endSheet() error {
	if r.rows == nil {
		return nil
	}
	rows := r.rows
	r.rows = nil
	if len(r.row.spans) > 0 {
		if err := rows.row(r.row.all()); err != nil {
			return err
		}
		r.row.reset()
	}
	return rows.end()
}
