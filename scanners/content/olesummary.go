package content

import (
	"bytes"
	"encoding/binary"
	"math"
	"strconv"
	"time"
	"unicode/utf16"
)

// oleSummaries are the names of the properties of a document, as the later formats
// of Office call them.
var oleSummaries = map[string]map[uint32]string{
	"\xe0\x85\x9f\xf2\xf9\x4f\x68\x10\xab\x91\x08\x00\x2b\x27\xb3\xd9": {2: "title", 3: "subject", 4: "creator", 5: "keywords", 6: "description", 8: "lastModifiedBy"},
	"\x02\xd5\xcd\xd5\x9c\x2e\x1b\x10\x93\x97\x08\x00\x2b\x2c\xf9\xae": {2: "category", 14: "Manager", 15: "Company", 26: "contentType", 27: "contentStatus"},
}

// mostSummary bounds the stream of properties.
const mostSummary = 1 << 20

// summary reads who wrote the document and what it is about (MS-OLEPS), one row for
// each set of properties.
func (d *oleDoc) summary(s *oleStream) error {
	b, err := s.small(mostSummary)
	if err != nil {
		return err
	}
	if len(b) < 48 || u16(b) != 0xFFFE {
		return errBroken
	}
	for i := range int(min(u32(b[24:]), 2)) {
		if len(b) < 48+20*i {
			return errBroken
		}
		names, off := oleSummaries[string(b[28+20*i:44+20*i])], int64(u32(b[44+20*i:]))
		if off+8 > int64(len(b)) {
			return errBroken
		}
		p := propertySet{b: b[off:], names: names, custom: names == nil, page: "windows-1252"}
		if err := p.read(d); err != nil {
			return err
		}
	}
	return nil
}

// A propertySet is one set of properties.
type propertySet struct {
	b      []byte
	names  map[uint32]string
	custom bool // its names stand in it
	page   string
	wide   bool // its texts are UTF-16
}

func (p *propertySet) read(d *oleDoc) error {
	n := int(min(u32(p.b[4:]), uint32(len(p.b)-8)/8, 5000))
	at := func(i int) (uint32, []byte) {
		off := u32(p.b[12+8*i:])
		if int64(off)+8 > int64(len(p.b)) {
			return 0, nil
		}
		return u32(p.b[8+8*i:]), p.b[off:]
	}
	for i := range n {
		if id, v := at(i); id == 1 && v != nil {
			p.wide = u16(v[4:]) == 1200
			p.page = pageName(int(u16(v[4:])))
		}
	}
	for i := range n {
		if id, v := at(i); p.custom && id == 0 && v != nil {
			p.dictionary(v)
		}
	}
	any := false
	for i := range n {
		id, v := at(i)
		name := p.names[id]
		if v != nil && !p.custom && id == 17 && p.names[2] == "title" && u32(v) == 0x47 {
			d.thumbnail()
		}
		if v == nil || name == "" || officeTechnical[name] {
			continue
		}
		if t := bytes.TrimSpace(p.value(v)); len(t) > 0 {
			any = true
			d.o.cell(d.o.named("properties."+entryName(name)), t)
		}
	}
	if any {
		return d.o.endRow()
	}
	return nil
}

// dictionary reads the names of properties that somebody made up.
func (p *propertySet) dictionary(b []byte) {
	p.names = map[uint32]string{}
	n := u32(b)
	for b = b[4:]; n > 0 && len(b) >= 8 && len(p.names) < 1000; n-- {
		id, size := u32(b), int64(u32(b[4:]))
		if p.wide {
			size = (2*size + 3) &^ 3
		}
		if b = b[8:]; size > int64(len(b)) {
			return
		}
		name := b[:size]
		b = b[size:]
		if p.wide {
			name = wideString(name)
		} else {
			name = toUTF8(bytes.TrimRight(name, "\x00"), p.page)
		}
		if !bytes.HasPrefix(name, []byte("_PID_")) && id != 1 {
			p.names[id] = string(bytes.TrimRight(name, "\x00"))
		}
	}
}

// value is a property as text.
func (p *propertySet) value(b []byte) []byte {
	kind, b := u32(b), b[4:]
	switch kind {
	case 0x1E, 0x1F, 8: // texts
		size := int64(u32(b))
		wide := kind == 0x1F || p.wide
		if kind == 0x1F {
			size *= 2
		}
		if b = b[4:]; size > int64(len(b)) {
			size = int64(len(b))
		}
		if b = b[:size]; wide {
			return wideString(b)
		}
		return toUTF8(bytes.TrimRight(b, "\x00"), p.page)
	case 3:
		if p.custom {
			return strconv.AppendInt(nil, int64(int32(u32(b))), 10)
		}
	case 5:
		if p.custom && len(b) >= 8 {
			return plainFloat(nil, math.Float64frombits(u64(b)))
		}
	case 0x40:
		if p.custom && len(b) >= 8 {
			return fileTime(u64(b))
		}
	}
	return nil
}

// wideString decodes UTF-16, up to its first zero.
func wideString(b []byte) []byte {
	return appendWide(nil, b)
}

func appendWide(dst, b []byte) []byte {
	for len(b) >= 2 {
		r := rune(binary.LittleEndian.Uint16(b))
		b = b[2:]
		if r == 0 {
			break
		}
		if utf16.IsSurrogate(r) && len(b) >= 2 {
			if both := utf16.DecodeRune(r, rune(binary.LittleEndian.Uint16(b))); both != '\uFFFD' {
				r, b = both, b[2:]
			}
		}
		dst = appendRune(dst, r)
	}
	return dst
}

// fileTime renders a time of Windows, in steps of 100 nanoseconds since 1601.
func fileTime(v uint64) []byte {
	if v == 0 || v > 1<<62 {
		return nil
	}
	t := time.Unix(int64(v/10_000_000)-11_644_473_600, 0).UTC()
	if y := t.Year(); y < 1700 || y > 4000 {
		return nil
	}
	return []byte(t.Format("2006-01-02 15:04:05"))
}

// plainFloat writes a number without an exponent, unless it is far beyond what
// anybody counts.
func plainFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return dst
	case math.Abs(f) > 1e30 || f != 0 && math.Abs(f) < 1e-30:
		return strconv.AppendFloat(dst, f, 'g', -1, 64)
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64)
}
