package content

import (
	"bytes"
	"strconv"
)

// A pivotCache is what a workbook keeps of the rows behind a pivot table: a table of
// its own, which stays when the rows themselves are deleted.
type pivotCache struct {
	*officeText
	fields []pivotField
	held   int
	shared bool // inside the list of a field's values
}

// A pivotField is a column, with the values that its rows refer to by number.
type pivotField struct {
	name  string
	plain bool // its rows state it
	items [][]byte
	met   []bool
}

const pivotHeld = 4 << 20 // bytes of values that are held

// pivot reads the definition of a cache, and then its rows.
func (d *officeReader) pivot(e *zipEntry) error {
	p := &pivotCache{officeText: &officeText{officeReader: d}}
	if err := d.each(e, p.definition); err != nil {
		return err
	}
	for _, r := range d.relations(e.name) {
		if rows := d.z.find(r.target); r.kind == "pivotCacheRecords" && rows != nil && !d.done(rows) {
			d.mark(rows)
			if err := d.one(rows, p.records); err != nil {
				return err
			}
		}
	}
	for _, f := range p.fields {
		for i, v := range f.items {
			if f.met[i] {
				continue
			}
			if err := d.line(f.path(), v); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *pivotField) path() string { return "pivot." + entryName(f.name) }

func (p *pivotCache) definition(x *xmlPull) error {
	switch x.name {
	case "cacheField":
		if !x.end && len(p.fields) < gridWidth {
			name := string(x.attr("name"))
			p.fields = append(p.fields, pivotField{name: name, plain: string(x.attr("databaseField")) != "0"})
		}
	case "sharedItems":
		p.shared = !x.end && !x.empty
	case "s", "n", "d", "b", "e", "m", "x":
		if x.end || len(p.fields) == 0 {
			return nil
		}
		f := &p.fields[len(p.fields)-1]
		v := bytes.Clone(pivotValue(x))
		if !p.shared || p.held > pivotHeld {
			if len(v) == 0 || !wordy(v, false) {
				return nil
			}
			return p.line(f.path(), v)
		}
		p.held += len(v) + 32
		f.items, f.met = append(f.items, v), append(f.met, len(v) == 0)
		return nil
	}
	return p.tag(x)
}

func pivotValue(x *xmlPull) []byte {
	switch x.name {
	case "m", "e", "b":
		return nil
	case "n":
		return plainNumber(x.attr("v"))
	}
	return x.attr("v")
}

// records reads the rows of a cache.
func (p *pivotCache) records(e *zipEntry) error {
	rows := tableRows{o: p.o, prefix: "pivot", gen: -1, decided: true, names: []string{}}
	var by []int
	for i, f := range p.fields {
		if f.plain {
			rows.names, by = append(rows.names, entryName(f.name)), append(by, i)
		}
	}
	var cells rowCells
	return p.each(e, func(x *xmlPull) error {
		switch x.name {
		case "r":
			if x.end || x.empty {
				err := rows.row(cells.all())
				cells.reset()
				return err
			}
			cells.reset()
		case "s", "n", "d", "b", "e", "m":
			if !x.end {
				return p.keepCell(&cells, pivotValue(x))
			}
		case "x":
			if x.end {
				return nil
			}
			i, err := strconv.Atoi(string(x.attr("v")))
			k := len(cells.spans)
			if err != nil || k >= len(by) || i < 0 || i >= len(p.fields[by[k]].items) {
				return p.keepCell(&cells, nil)
			}
			f := &p.fields[by[k]]
			f.met[i] = true
			return p.keepCell(&cells, f.items[i])
		}
		return nil
	})
}

// keepCell adds one cell to a row, which is not held when it is too long for it.
func (d *officeReader) keepCell(cells *rowCells, v []byte) error {
	if len(cells.data)+len(v) > officeLong {
		return d.line("", v)
	}
	cells.add(v, 1)
	return nil
}

// external reads what a workbook keeps of the cells of other workbooks that its
// formulas ask for.
func (d *officeReader) external(e *zipEntry) error {
	t := &officeText{officeReader: d}
	var names []string
	var rows *tableRows
	var cells rowCells
	col := -1
	err := d.each(e, func(x *xmlPull) error {
		switch x.name {
		case "sheetName":
			if !x.end && len(names) < 10_000 {
				names = append(names, entryName(string(x.attr("val"))))
			}
		case "sheetData":
			if !x.end {
				rows = &tableRows{o: d.o, prefix: "external", gen: -1}
				if i := x.number("sheetId", -1); i >= 0 && i < len(names) {
					rows.prefix = names[i]
				}
			} else if rows != nil {
				return rows.end()
			}
		case "row":
			if x.end && rows != nil {
				err := rows.row(cells.all())
				cells.reset()
				return err
			}
			col = -1
		case "cell":
			if !x.end {
				col = columnOf(x.attr("r"), col+1)
			}
			return nil
		case "v":
			if !x.end || rows == nil {
				return nil
			}
			v := plainNumber(x.text)
			d.rounded(v)
			if col >= gridWidth || len(cells.data)+len(v) > officeLong {
				return d.line("", v)
			}
			cells.put(max(0, col), v)
			return nil
		}
		return t.tag(x)
	})
	if rows != nil && err != nil {
		rows.end()
	}
	if end := t.finish(); err == nil {
		err = end
	}
	return err
}
