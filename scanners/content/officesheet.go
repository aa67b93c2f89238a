package content

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"
	"time"

	"piiventory/scanners"
)

// A workbook is what the sheets of an xlsx file need: the texts that they share,
// and which styles are dates.
type workbook struct {
	d      *officeReader
	shared []byte
	ends   []uint32 // of the texts in shared
	short  bool     // not all texts are held
	dates  []bool   // by style
	epoch  time.Time
}

// Bounds of the texts that sheets share.
const (
	sharedBytes = 16 << 20
	sharedTexts = 2 << 20
)

type sheetRef struct{ name, id string }

// workbook reads all sheets, hidden ones too, in their order.
func (d *officeReader) workbook(e *zipEntry) error {
	w := &workbook{d: d, epoch: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	var sheets []sheetRef
	err := d.each(e, func(x *xmlPull) error {
		if x.end {
			return nil
		}
		switch x.name {
		case "sheet":
			if len(sheets) < 10_000 {
				sheets = append(sheets, sheetRef{strings.Join(strings.Fields(string(x.attr("name"))), " "), ""})
				// sheetId comes without a prefix, the relation with one.
				sheets[len(sheets)-1].id = string(x.attr("id"))
			}
		case "workbookPr":
			if v := string(x.attr("date1904")); v == "1" || v == "true" {
				w.epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	targets := map[string]string{}
	if e := d.z.find("xl/_rels/workbook.xml.rels"); e != nil {
		err = d.each(e, func(x *xmlPull) error {
			if x.name == "Relationship" && !x.end {
				id := string(x.attr("Id"))
				if t := string(x.attr("Target")); strings.HasPrefix(t, "/") {
					targets[id] = t[1:]
				} else {
					targets[id] = path.Join("xl", t)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	budget := int64(-1)
	if d.object && d.partial {
		budget = d.blocks.left
		d.blocks.left /= 2 // for the shared texts
	}
	err = w.texts()
	if budget >= 0 {
		d.blocks.left = budget - (budget/2 - d.blocks.left)
	}
	if budget >= 0 && err != nil && d.fatal(nil) == nil {
		w.short, err = true, nil
	}
	if err != nil {
		return err
	}
	w.styles()
	for i, s := range sheets {
		e := d.z.find(targets[s.id])
		if e == nil {
			d.gap(scanners.GapCorrupt, -1, "a sheet of the workbook is not where the workbook says; it was not read")
			d.t = part
			continue
		}
		rest := int64(0)
		if budget >= 0 {
			share := d.blocks.left / int64(len(sheets)-i)
			rest, d.blocks.left = d.blocks.left-share, share
		}
		err := w.sheet(s.name, e)
		if budget >= 0 {
			used := d.blocks.left < 2*blockSize // what unpacks may call it broken
			d.blocks.left += rest
			if errors.Is(err, errLimit) || used && err != nil && d.fatal(nil) == nil {
				d.t, err = part, nil
				d.gap(scanners.GapBudget, -1, "a sheet of the workbook can only be read from its first row; it was read as far as the bytes allowed for one object go, with the other sheets; use --depth full or a larger --budget to read the rest")
			}
		}
		if err != nil {
			return err
		}
	}
	if w.short {
		d.t = part
		d.gap(scanners.GapOversized, -1, fmt.Sprintf("the workbook has more texts than %s in the table that its sheets share; those behind were read as text without field names as far as the budget went", human(sharedBytes)))
	}
	return nil
}

// texts reads the shared texts.
func (w *workbook) texts() error {
	e := w.d.z.find("xl/sharedStrings.xml")
	if e == nil {
		return nil
	}
	var one []byte
	phonetic := false
	return w.d.each(e, func(x *xmlPull) error {
		switch x.name {
		case "rPh": // how a word is spoken
			phonetic = !x.end && !x.empty
		case "t":
			if x.end && !phonetic && len(one) < pullText {
				one = append(one, x.text...)
			}
		case "si":
			if !x.end && !x.empty {
				return nil
			}
			var err error
			if len(w.shared)+len(one) > sharedBytes || len(w.ends) >= sharedTexts {
				w.short = true
				w.d.o.cell(w.d.o.named(""), one)
				err = w.d.o.endRow()
			} else {
				w.shared = append(w.shared, one...)
				w.ends = append(w.ends, uint32(len(w.shared)))
			}
			one = one[:0]
			return err
		}
		return nil
	})
}

func (w *workbook) text(i int) []byte {
	if i < 0 || i >= len(w.ends) {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = w.ends[i-1]
	}
	return w.shared[from:w.ends[i]]
}

// styles learns which styles of cells show a number as a date.
func (w *workbook) styles() {
	e := w.d.z.find("xl/styles.xml")
	if e == nil {
		return
	}
	own := map[int]bool{}
	in := false
	_ = w.d.each(e, func(x *xmlPull) error {
		switch {
		case x.name == "numFmt" && !x.end:
			if len(own) < 10_000 {
				own[x.number("numFmtId", -1)] = dateFormat(string(x.attr("formatCode")))
			}
		case x.name == "cellXfs":
			in = !x.end && !x.empty
		case in && x.name == "xf" && !x.end && len(w.dates) < 100_000:
			id := x.number("numFmtId", 0)
			date, known := own[id]
			w.dates = append(w.dates, known && date || !known && (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58))
		}
		return nil
	})
}

// dateFormat says that a number format writes dates or times.
func dateFormat(s string) bool {
	s, _, _ = strings.Cut(s, ";")
	quoted, bracket := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case strings.IndexByte("ymdhsYMDHS", c) >= 0:
			return true
		}
	}
	return false
}

// sheet streams the rows of one sheet.
func (w *workbook) sheet(name string, e *zipEntry) error {
	g := &tableRows{o: w.d.o, prefix: name, gen: -1}
	var cells [][]byte
	var spare [][]byte // buffers of the cells, used again
	col, style, kind := 0, -1, ""
	var value []byte
	inline := false
	put := func() {
		if col < 0 || col >= gridWidth || len(value) == 0 {
			return
		}
		for len(cells) <= col {
			k := len(cells)
			if k == len(spare) {
				spare = append(spare, nil)
			}
			cells = append(cells, spare[k][:0])
		}
		spare[col] = append(cells[col][:0], value...)
		cells[col] = spare[col]
	}
	err := w.d.each(e, func(x *xmlPull) error {
		switch x.name {
		case "row":
			if !x.end {
				cells, col = cells[:0], -1
			}
			if x.end || x.empty {
				err := g.row(cells)
				cells = cells[:0]
				return err
			}
		case "c":
			if x.end {
				put()
				return nil
			}
			col, value, inline = columnOf(x.attr("r"), col+1), value[:0], false
			style, kind = x.number("s", -1), string(x.attr("t"))
		case "v":
			if x.end {
				value = append(value[:0], w.shown(kind, style, x.text)...)
			}
		case "is":
			inline = !x.end
		case "t":
			if x.end && inline {
				value = append(value, x.text...)
			}
		}
		return nil
	})
	if end := g.end(); err == nil {
		err = end
	}
	return err
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

// shown is what a cell shows: numbers with all their digits, dates as ISO 8601
// writes them.
func (w *workbook) shown(kind string, style int, v []byte) []byte {
	switch kind {
	case "s":
		i, err := strconv.Atoi(string(bytes.TrimSpace(v)))
		if err != nil {
			return nil
		}
		return w.text(i)
	case "b":
		if string(v) == "1" {
			return []byte("true")
		}
		return []byte("false")
	case "", "n":
		if style >= 0 && style < len(w.dates) && w.dates[style] {
			if f, err := strconv.ParseFloat(string(v), 64); err == nil {
				return w.date(f)
			}
		}
		return plainNumber(v)
	}
	return v
}

// date renders a serial number.
func (w *workbook) date(f float64) []byte {
	if f < 0 || f > 2958466 {
		return nil
	}
	day := math.Trunc(f)
	at := w.epoch.AddDate(0, 0, int(day)).Add(time.Duration(math.Round((f-day)*86400)) * time.Second)
	switch {
	case f < 1:
		return []byte(at.Format("15:04:05"))
	case f == math.Trunc(f):
		return []byte(at.Format("2006-01-02"))
	}
	return []byte(at.Format("2006-01-02 15:04:05"))
}

// plainNumber writes a number without an exponent.
func plainNumber(v []byte) []byte {
	if bytes.IndexByte(v, 'E') < 0 && bytes.IndexByte(v, 'e') < 0 {
		return v
	}
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil || math.Abs(f) > 1e30 {
		return v
	}
	return []byte(strconv.FormatFloat(f, 'f', -1, 64))
}
