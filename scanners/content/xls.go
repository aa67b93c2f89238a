package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"piiventory/scanners"
)

// xlsBook reads workbooks of Excel 5 to 2003 (BIFF5, BIFF8). Its records come in the order in
// which they are needed: what sheets there are, the texts that they share, and then
// sheet by sheet, so that they are read as a stream. Hidden sheets are read like the
// others.
type xlsBook struct {
	*biffReader
	d      *oleDoc
	o      *out
	w      workbook // texts, styles and dates
	dates  []bool   // by style
	own    map[uint16]bool
	names  map[int64]string // of sheets, by where they begin
	sheets int
	most   int  // bytes of shared texts that are held
	lost   bool // a cell has a text that is not there

	depth int // substreams in one another
	chart bool
	grid  *tableRows
	row   int
	cells [][]byte
	spare [][]byte
	value []byte
	says  []byte // texts in formulas that were not handed on yet, a line each
	heard map[uint64]bool
	wait  int // the column of a formula whose text comes next, -1 for none
}

var (
	_ = registerOLE(oleKind{"xls", "Workbook", func(d *oleDoc, s oleStorage) error { return readXLS(d, d.stream(s, "Workbook").reader(0)) }})
	_ = registerOLE(oleKind{"xls", "Book", func(d *oleDoc, s oleStorage) error {
		b := d.stream(s, "Book")
		if new := d.stream(s, "Workbook"); new != nil { // the other is the same for old programs
			b = new
			d.lose(scanners.GapFormat, "the workbook is kept a second time in the form of Excel 5 and 95; only the newer of the two was looked at")
		}
		return readXLS(d, b.reader(0))
	}})
)

// xlsStream is a workbook without the file around it, as some programs wrote them.
type xlsStream struct{}

var _ = registerBinary(binaryFormat{name: "xls", rank: 21, recognise: func(h start) document {
	if len(h.b) < 8 || u16(h.b) != biffBegin || h.b[3] != 0 || h.b[2] < 4 || h.b[2] > 16 || h.b[4] != 0 || h.b[5] != 5 && h.b[5] != 6 {
		return nil
	}
	return xlsStream{}
}})

func (xlsStream) read(l *layer) (taken, error) {
	d := &oleDoc{layer: l, o: l.out, t: whole}
	err := readXLS(d, l.r)
	return d.t, err
}

func readXLS(d *oleDoc, r io.Reader) error {
	x := &xlsBook{biffReader: newBIFF(r), d: d, o: d.o, own: map[uint16]bool{}, names: map[int64]string{}, wait: -1, most: sharedBytes}
	if !d.object { // the whole file may be held as well
		x.most /= 2
	}
	x.w.epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	var err error
	for err == nil {
		if err = x.record(); err == nil {
			err = x.one()
		}
	}
	if end := x.endSheet(); err == io.EOF && end != nil {
		err = end
	}
	if x.w.short {
		d.lose(scanners.GapOversized, fmt.Sprintf("the workbook has more texts than %s in the table that its sheets share; those behind were read as text without field names as far as the budget went", human(int64(x.most))))
	}
	if x.lost && !x.w.short && err == io.EOF {
		d.lose(scanners.GapCorrupt, "cells of the workbook have texts that are not in the table that its sheets share; they were not read")
	}
	switch {
	case err == io.EOF && x.depth > 0:
		return io.ErrUnexpectedEOF
	case err == io.EOF:
		return nil
	}
	return err
}

// The numbers of the records that hold something.
const (
	biffFormula  = 0x06
	biffEOF      = 0x0A
	biffHeader   = 0x14
	biffFooter   = 0x15
	biffNote     = 0x1C
	biffDate     = 0x22
	biffName     = 0x18
	biffPass     = 0x2F
	biffObject   = 0x5D
	biffImage    = 0x7F
	biffBack     = 0xE9
	biffDrawing  = 0xEC
	biffPage     = 0x42
	biffCached   = 0x5A
	biffUser     = 0x5C
	biffSheet    = 0x85
	biffNumbers  = 0xBD
	biffRich     = 0xD6
	biffStyle    = 0xE0
	biffPictures = 0xEB
	biffMany     = 0x221
	biffCommon   = 0x4BC
	biffWhen     = 0x1B1
	biffTexts    = 0xFC
	biffShared   = 0xFD
	biffBook     = 0x1AE
	biffBox      = 0x1B6
	biffLink     = 0x1B8
	biffRule     = 0x1BE
	biffNumber   = 0x203
	biffLabel    = 0x204
	biffBool     = 0x205
	biffString   = 0x207
	biffRK       = 0x27E
	biffFormat   = 0x41E
	biffBegin    = 0x809
	biffSeries   = 0x100D
	// Of the copies that pivot tables keep of their data.
	biffPivotNumber = 0xC9
	biffPivotText   = 0xCD
)

// one deals with a record. A body that is too short for what it should hold is passed
// over, since nothing depends on it.
func (x *xlsBook) one() error {
	b := x.b
	if n := xlsLeast[x.id]; len(b) < n {
		return nil
	}
	switch x.id {
	case biffBegin:
		return x.begin(b)
	case biffEOF:
		x.depth = max(0, x.depth-1)
		x.chart = false
		if x.depth == 0 {
			return x.endSheet()
		}
	case biffPass:
		return refuse(scanners.GapEncrypted, "this workbook is encrypted, with a password or with the one that Excel itself sets where only changes are forbidden; save it without one first, nothing in it was looked at")
	case biffPage:
		if n := int(u16(b)); n != 1200 {
			x.page = pageName(n)
		}
	case biffDate:
		if u16(b) == 1 {
			x.w.epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
	case biffSheet:
		return x.sheet(b)
	case biffTexts:
		return x.texts()
	case biffFormat:
		x.format(b)
	case biffStyle:
		id := u16(b[2:])
		date, known := x.own[id]
		if len(x.dates) < 100_000 {
			x.dates = append(x.dates, known && date || !known && builtinDate(int(id)))
		}
	case biffPictures:
		return x.pictures()
	case biffDrawing:
		return x.shapes(b)
	case biffName:
		x.literals(b)
		return x.said()
	case biffMany, biffCommon, biffWhen: // a formula of many cells, or of what they look like
		x.literals(b)
	case biffImage, biffBack:
		x.d.lose(scanners.GapImage, "pictures behind the cells of the workbook were not looked at")
	case biffObject:
		if x.old {
			x.d.lose(scanners.GapFormat, "text boxes and other objects on sheets of this workbook of Excel 5 or 95 were not looked at")
		}
	case biffUser:
		return x.named("properties.writeAccess", 0)
	case biffHeader, biffFooter:
		return x.headline(b)
	case biffNote, biffBox, biffLink, biffRule, biffBook, biffCached, biffSeries, biffPivotText, biffPivotNumber:
		if x.grid != nil { // what is begun of a row stands before it
			if err := x.endRow(); err != nil {
				return err
			}
		}
		return x.beside(b)
	default:
		return x.cell(b)
	}
	return nil
}

// xlsLeast is how long the bodies are at least.
var xlsLeast = map[uint16]int{
	biffFormula: 14, biffNote: 6, biffDate: 2, biffPage: 2, biffCached: 4, biffSheet: 8, biffNumbers: 6, biffRich: 8, biffStyle: 4, biffTexts: 8,
	biffShared: 10, biffBook: 4, biffBox: 14, biffLink: 32, biffRule: 8, biffNumber: 14, biffLabel: 8, biffBool: 8, biffString: 2, biffRK: 10,
	biffFormat: 4, biffBegin: 4, biffSeries: 3, biffPivotNumber: 8, biffUser: 2,
}

// begin starts a substream: the workbook, a sheet, a chart in it.
func (x *xlsBook) begin(b []byte) error {
	version, kind := u16(b), u16(b[2:])
	if x.depth == 0 && version != 0x500 && version != 0x600 {
		return refuse(scanners.GapFormat, "this workbook is older than those of Excel 5; save it in a newer form first, nothing in it was looked at")
	}
	x.old = version == 0x500
	x.depth++
	x.chart = kind == 0x20
	name, ok := x.names[x.off]
	if x.depth == 1 && (ok || kind != 5) {
		if err := x.endSheet(); err != nil {
			return err
		}
		if !ok {
			x.sheets++
			name = fmt.Sprintf("Sheet%d", x.sheets)
		}
		x.grid, x.row = &tableRows{o: x.o, prefix: name, gen: -1}, -1
	}
	return nil
}

// sheet notes the name of a sheet.
func (x *xlsBook) sheet(b []byte) error {
	at := int64(u32(b))
	x.b = b[6:]
	name, err := x.text(nil, 1)
	if err != nil || len(x.names) > 10_000 {
		return nil
	}
	x.names[at] = strings.Join(strings.Fields(string(name)), " ")
	return nil
}

func (x *xlsBook) format(b []byte) {
	id := u16(b)
	x.b = b[2:]
	length := 2
	if x.old {
		length = 1
	}
	if s, err := x.text(nil, length); err == nil && len(x.own) < 10_000 {
		x.own[id] = dateFormat(string(s))
	}
}

// builtinDate says that a format of Excel's own shows dates.
func builtinDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

// texts reads the texts that cells share, through all the records that go on with it.
func (x *xlsBook) texts() error {
	n := u32(x.b[4:])
	x.b = x.b[8:]
	var one []byte
	for ; n > 0; n-- {
		if err := x.o.err; err != nil {
			return err
		}
		h, err := x.take(2)
		if err == io.ErrUnexpectedEOF { // fewer than were stated
			if _, peeked := x.r.Peek(4); peeked == nil {
				return nil
			}
		}
		if err == nil {
			one, err = x.rich(one[:0], int(u16(h)))
		}
		if err != nil {
			return err
		}
		if len(x.w.shared)+len(one) > x.most || len(x.w.ends) >= sharedTexts {
			x.w.short = true
			if err := x.d.line(one); err != nil {
				return err
			}
			continue
		}
		x.w.shared = append(x.w.shared, one...)
		x.w.ends = append(x.w.ends, uint32(len(x.w.shared)))
	}
	return nil
}

// pictures reads the pictures of the workbook.
func (x *xlsBook) pictures() error {
	err := x.d.pictures(&biffBody{x.biffReader})
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, errBroken) {
		return x.d.one(err)
	}
	return err
}

// endRow hands on the row that was filled.
func (x *xlsBook) endRow() error {
	if x.grid == nil || len(x.cells) == 0 {
		return x.o.err
	}
	err := x.grid.row(x.cells)
	x.cells = x.cells[:0]
	if err == nil && len(x.says) > 64<<10 {
		err = x.said()
	}
	return err
}

// endSheet hands on what is left of a sheet.
func (x *xlsBook) endSheet() error {
	if x.grid == nil {
		return x.o.err
	}
	err := x.endRow()
	if end := x.grid.end(); err == nil {
		err = end
	}
	x.grid = nil
	if err == nil {
		err = x.said()
	}
	return err
}

// named hands on a text of the record as a field.
func (x *xlsBook) named(field string, from int) error {
	x.b = x.b[from:]
	length := 2
	if x.old {
		length = 1
	}
	v, err := x.text(x.value[:0], length)
	if err != nil {
		return nil
	}
	x.value = v
	return x.d.field(field, v)
}

// headline hands on what stands above or below each page.
func (x *xlsBook) headline(b []byte) error {
	if len(b) < 2 {
		return nil
	}
	if x.grid != nil {
		if err := x.endRow(); err != nil {
			return err
		}
	}
	return x.named("", 0)
}

func trimZero(b []byte) []byte { return bytes.Trim(b, "\x00") }
