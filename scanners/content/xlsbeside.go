package content

import (
	"bytes"
	"hash/maphash"
	"io"
	"math"
	"unicode/utf8"

	"piiventory/scanners"
)

// besideText hands on a text that is in no cell.
func (x *xlsBook) besideText(field string, v []byte) error {
	if x.grid != nil {
		if err := x.endRow(); err != nil {
			return err
		}
		if err := x.grid.end(); err != nil { // keep the order: what was kept comes first
			return err
		}
	}
	return x.d.field(field, trimZero(v))
}

// beside reads what stands beside the cells: comments, text boxes, links, what charts
// and other workbooks were copied from.
func (x *xlsBook) beside(b []byte) error {
	var v []byte
	var err error
	field := ""
	switch x.id {
	case biffNote:
		if x.old {
			v = toUTF8(b[6:], x.page)
			break
		}
		x.b, field = b[6:], "author"
		if _, err = x.take(2); err == nil {
			v, err = x.text(nil, 2)
		}
	case biffBox:
		if x.old {
			return nil
		}
		n := int(u16(b[10:]))
		if x.b = nil; n > 0 {
			v, err = x.chars(nil, n, false)
		}
	case biffLink:
		return x.link(b)
	case biffRule:
		return x.rule(b)
	case biffBook:
		x.b, field = b[2:], "link"
		if n := u16(x.b); n > 1 && n < 0x400 || x.old {
			v, err = x.text(nil, 2)
		}
	case biffCached:
		return x.cached(b)
	case biffSeries:
		x.b = b[2:]
		v, err = x.text(nil, 1)
	case biffPivotText:
		v, err = x.text(nil, 2)
	case biffPivotNumber:
		v = plainFloat(nil, math.Float64frombits(u64(b)))
	}
	if err != nil {
		return x.ended(err)
	}
	return x.besideText(field, v)
}

// ended is what an error means that a text in a record gave: a record may be cut off,
// and the file goes on behind it.
func (x *xlsBook) ended(err error) error {
	if err == errBroken || err == io.ErrUnexpectedEOF {
		if _, more := x.r.Peek(1); more == nil {
			return nil
		}
	}
	return err
}

// link reads where a link of a cell leads to (MS-OSHARED 2.3.7).
func (x *xlsBook) link(b []byte) error {
	for _, v := range oleLinks(b[24:]) {
		if err := x.besideText("link", v); err != nil {
			return err
		}
	}
	return x.o.err
}

// oleLinks finds the addresses and words in a hyperlink object.
func oleLinks(b []byte) (all [][]byte) {
	if len(b) < 8 || u32(b) != 2 {
		return nil
	}
	flags := u32(b[4:])
	b = b[8:]
	wide := func() bool {
		if len(b) < 4 {
			return false
		}
		n := 2 * int64(u32(b))
		if b = b[4:]; n > int64(len(b)) {
			return false
		}
		all = append(all, wideString(b[:n]))
		b = b[n:]
		return true
	}
	if flags&0x10 != 0 && !wide() || flags&0x80 != 0 && !wide() {
		return all
	}
	switch {
	case flags&0x101 == 0x101:
		if !wide() {
			return all
		}
	case flags&1 != 0 && len(b) >= 22:
		class := b[0]
		b = b[16:]
		switch class {
		case 0xE0: // an address
			n := int64(u32(b))
			if b = b[4:]; n > int64(len(b)) {
				return all
			}
			all = append(all, wideString(b[:n]))
			b = b[n:]
		case 0x03: // a file
			n := int64(u32(b[2:]))
			if b = b[6:]; n+28 > int64(len(b)) {
				return all
			}
			all = append(all, toUTF8(trimZero(b[:n]), ""))
			b = b[n+24:]
			n = int64(u32(b))
			if b = b[4:]; n > int64(len(b)) {
				return all
			}
			if n > 6 {
				all = append(all, wideString(b[6:n]))
			}
			b = b[n:]
		default:
			return all
		}
	}
	if flags&8 != 0 {
		wide()
	}
	return all
}

// rule reads the words that a cell shows to those who fill it in, and the values
// that it offers.
func (x *xlsBook) rule(b []byte) error {
	if x.old {
		return nil
	}
	x.b = b[4:]
	for range 4 {
		v, err := x.text(nil, 2)
		if err != nil {
			return x.ended(err)
		}
		if err := x.besideText("", v); err != nil {
			return err
		}
	}
	// The formula of a list of values is one text with zeros between them.
	if f := x.b; len(f) > 7 && f[4] == 0x17 {
		x.b = f[5:]
		v, err := x.text(nil, 1)
		if err != nil {
			return x.ended(err)
		}
		for i, c := range v {
			if c == 0 {
				v[i] = ','
			}
		}
		return x.besideText("", v)
	}
	return nil
}

// cached reads what is kept of cells of another workbook.
func (x *xlsBook) cached(b []byte) error {
	n := int(b[0]) - int(b[1]) + 1
	x.b = b[4:]
	for ; n > 0; n-- {
		h, err := x.take(1)
		if err != nil {
			return x.ended(err)
		}
		var v []byte
		if h[0] == 2 {
			length := 2
			if x.old {
				length = 1
			}
			v, err = x.text(nil, length)
		} else {
			kind := h[0]
			if h, err = x.take(8); err == nil && kind == 1 {
				v = plainFloat(nil, math.Float64frombits(u64(h)))
			}
		}
		if err != nil {
			return x.ended(err)
		}
		if err := x.besideText("", v); err != nil {
			return err
		}
	}
	return nil
}

// literals keeps the texts in a formula until its row is whole. They stand behind 0x17,
// their length and, but in old workbooks, how wide they are.
func (x *xlsBook) literals(f []byte) {
	for i := bytes.IndexByte(f, 0x17); i >= 0 && i+3 < len(f); {
		v := x.literal(f[i+1:])
		if v == nil {
			f = f[i+1:]
		} else {
			f = f[i+2+int(f[i+1]):]
			if h := maphash.Bytes(heardSeed, v); !x.heard[h] {
				if x.heard == nil {
					x.heard = map[uint64]bool{}
				}
				if len(x.heard) < 50_000 {
					x.heard[h] = true
				}
				x.says = append(append(x.says, v...), '\n')
			}
		}
		i = bytes.IndexByte(f, 0x17)
	}
}

var heardSeed = maphash.MakeSeed()

// literal is the text at the start of the bytes, nil if it is none of four letters.
func (x *xlsBook) literal(b []byte) []byte {
	n, wide := int(b[0]), false
	if b = b[1:]; !x.old {
		if b[0] > 1 {
			return nil
		}
		wide, b = b[0] == 1, b[1:]
	}
	size := n
	if wide {
		size *= 2
	}
	if n < 4 || size > len(b) {
		return nil
	}
	var v []byte
	switch b = b[:size]; {
	case wide:
		v = wideString(b)
	case x.old:
		v = toUTF8(b, x.page)
	default:
		for _, c := range b {
			v = appendRune(v, rune(c))
		}
	}
	if bytes.ContainsFunc(v, func(r rune) bool { return r < ' ' || r == utf8.RuneError }) || !wordy(v, false) {
		return nil
	}
	return v
}

// said hands on the texts in formulas.
func (x *xlsBook) said() error {
	says := x.says
	x.says = x.says[:0]
	for line := range bytes.Lines(says) {
		if err := x.d.field("formula", line); err != nil {
			return err
		}
	}
	return x.o.err
}

// shapes reads the words of shapes.
func (x *xlsBook) shapes(b []byte) error {
	var all [][]byte
	err := drawing(b, func(inst, kind uint16, b []byte) error {
		if artProperties(kind) {
			all = append(all, shapeTexts(b, int(inst))...)
		}
		return nil
	})
	if err != nil && len(b) > 8000 { // it goes on in another record
		x.d.lose(scanners.GapFormat, "properties of shapes on sheets that are longer than a record were not looked at")
	}
	for _, v := range all {
		if err := x.besideText("", v); err != nil {
			return err
		}
	}
	return nil
}

// pivots reads the copies that pivot tables keep of their data, which are records as in
// a workbook.
func (d *oleDoc) pivots(s oleStorage) error {
	for _, i := range s.f.dir[s.node].kids {
		d.done[i] = true
		if n := &s.f.dir[i]; n.kind != 2 || n.size == 0 {
			continue
		}
		if err := d.one(readXLS(d, s.f.stream(i).reader(0))); err != nil {
			return err
		}
	}
	return nil
}
