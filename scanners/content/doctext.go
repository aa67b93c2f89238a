package content

import (
	"bytes"
	"io"
	"unicode/utf16"

	"piiventory/scanners"
)

var errEOF = io.EOF

// docBytes are characters of one byte that are not those of Latin-1.
var docBytes = [32]rune{
	0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
	0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
}

// char takes one character of the text, at its place in the stream.
func (f *docFile) char(r rune, one bool, at int64) error {
	switch {
	case one && r >= 0x80 && r < 0xA0:
		r = docBytes[r-0x80]
	case utf16.IsSurrogate(r):
		if f.high == 0 {
			f.high = r
			return nil
		}
		r, f.high = utf16.DecodeRune(f.high, r), 0
	}
	switch r {
	case '\r': // the end of a paragraph
		in, _ := f.mark(at)
		return f.paragraph(in)
	case 7: // the end of a cell or of a row
		if _, ends := f.mark(at); ends {
			return f.endRow()
		}
		f.cell = appendLine(f.cell, bytes.TrimSpace(f.line))
		f.line = f.line[:0]
		f.cells = append(f.cells, bytes.Clone(f.cell))
		f.cell = f.cell[:0]
		if len(f.cells) > gridWidth/16 {
			return f.endRow()
		}
	case 0x0B, 0x0C, 0x0E: // the end of a line, of a page, of a column
		if f.grid == nil && len(f.cells) == 0 && len(f.cell) == 0 {
			return f.paragraph(false)
		}
		f.line = append(f.line, '\n')
	case 0x13, 0x15, 1, 2, 3, 4, 5, 6, 8, 0x1F: // fields, pictures, notes
	case 0x14:
		f.line = append(f.line, ' ')
	case 0x1E:
		f.line = append(f.line, '-')
	case 0xA0:
		f.line = append(f.line, ' ')
	case 0:
	default:
		f.line = appendRune(f.line, r)
	}
	if len(f.line)+len(f.cell) > f.d.value {
		return f.paragraph(false)
	}
	return nil
}

// appendLine adds a line to a text.
func appendLine(b, line []byte) []byte {
	if len(b) > 0 && len(line) > 0 {
		b = append(b, '\n')
	}
	return append(b, line...)
}

// paragraph ends a paragraph, which is a line of a cell when it lies in a table.
func (f *docFile) paragraph(in bool) error {
	p := bytes.TrimSpace(f.line)
	if in {
		f.cell = appendLine(f.cell, p)
		f.line = f.line[:0]
		return nil
	}
	if err := f.endTable(); err != nil {
		return err
	}
	err := f.d.line(p)
	f.line = f.line[:0]
	return err
}

func (f *docFile) endRow() error {
	if f.grid == nil {
		f.grid = &tableRows{o: f.d.o, plain: true, gen: -1}
	}
	if p := bytes.TrimSpace(f.line); len(p)+len(f.cell) > 0 {
		f.cells = append(f.cells, bytes.Clone(appendLine(f.cell, p)))
		f.line, f.cell = f.line[:0], f.cell[:0]
	}
	err := f.grid.row(f.cells)
	f.cells = f.cells[:0]
	return err
}

// endTable hands on what is left of a table.
func (f *docFile) endTable() error {
	if len(f.cells) > 0 || len(f.cell) > 0 {
		line := f.line
		f.line = nil
		err := f.endRow()
		if f.line = line; err != nil {
			return err
		}
	}
	if f.grid == nil {
		return nil
	}
	err := f.grid.end()
	f.grid = nil
	return err
}

func (f *docFile) finish() error { return f.paragraph(false) }

// names reads who commented, who changed and who saved the text, and where.
func (f *docFile) names() error {
	b, err := f.part(36, docNames) // those who commented
	if err != nil {
		return f.d.one(err)
	}
	for len(b) >= 2 {
		n := 2 * int(u16(b))
		if b = b[2:]; n > len(b) {
			break
		}
		if err := f.d.field("author", wideString(b[:n])); err != nil {
			return err
		}
		b = b[n:]
	}
	for _, t := range []struct {
		i     int
		field string
	}{{51, "author"}, {71, "properties.savedBy"}} {
		b, err := f.part(t.i, docNames)
		if err != nil {
			return f.d.one(err)
		}
		if len(b) < 6 || u16(b) != 0xFFFF {
			continue
		}
		extra := int(u16(b[4:]))
		for b = b[6:]; len(b) >= 2; {
			n := 2 * int(u16(b))
			if b = b[2:]; n > len(b) {
				break
			}
			if v := wideString(b[:n]); string(v) != "Unknown" {
				if err := f.d.field(t.field, v); err != nil {
					return err
				}
			}
			b = b[min(len(b), n+extra):]
		}
	}
	return nil
}

// pictures reads those of the stream of data, one behind the other.
func (f *docFile) pictures(s *oleStream) error {
	var h [68]byte
	for at := int64(0); at+68 <= s.size; {
		if n, err := s.ReadAt(h[:], at); n < len(h) {
			return broken(err)
		}
		size, head := int64(u32(h[:])), int64(u16(h[4:]))
		if size < head || head != 68 || at+size > s.size {
			f.d.lose(scanners.GapFormat, "data beside the text, such as pictures, was not looked at")
			return nil
		}
		switch kind := u16(h[6:]); {
		case kind == 0x64 || kind == 0x66:
			if kind == 0x66 { // the name of a file stands before it
				var n [1]byte
				if _, err := s.ReadAt(n[:], at+head); err != nil {
					return broken(err)
				}
				head += 1 + int64(n[0])
			}
			if err := f.d.pictures(&oleSpan{s, at + head, at + size}); err != nil {
				return err
			}
		case size > head:
			// What a link leads to lies behind a byte and a class.
			b := make([]byte, min(size-head, 8192))
			if n, err := s.ReadAt(b, at+head); n < len(b) {
				return broken(err)
			}
			if links := oleLinks(b[min(17, len(b)):]); links != nil {
				for _, v := range links {
					if err := f.d.field("link", v); err != nil {
						return err
					}
				}
				break
			}
			f.d.lose(scanners.GapFormat, "data beside the text, such as pictures, was not looked at")
		}
		at += size
	}
	return nil
}

// old reads a text of Word 6 or 95, which is in one charset of one or two bytes.
func (f *docFile) old(flags uint16) error {
	if flags&4 != 0 {
		return refuse(scanners.GapFormat, "this text of Word 6 or 95 was saved in pieces; save it in a newer form first, nothing in it was looked at")
	}
	from, to := int64(u32(f.fib[0x18:])), int64(u32(f.fib[0x1C:]))
	if from > to || to > f.word.size {
		return errBroken
	}
	var line []byte
	buf := make([]byte, 4096)
	for at := from; at < to; at += int64(len(buf)) {
		buf = buf[:min(int64(len(buf)), to-at)]
		if n, err := f.word.ReadAt(buf, at); n < len(buf) {
			return broken(err)
		}
		for _, c := range buf {
			switch {
			case c == '\r' || c == 0x0B || c == 0x0C || len(line) > f.d.value:
				if err := f.d.line(toUTF8(line, "")); err != nil {
					return err
				}
				line = line[:0]
			case c == 1 || c == 8:
				f.d.lose(scanners.GapImage, "pictures and objects in this text of Word 6 or 95 were not looked at")
			case c == 7 || c == '\t' || c == 0x14:
				line = append(line, '\t')
			case c >= 0x20:
				line = append(line, c)
			}
		}
	}
	return f.d.line(toUTF8(line, ""))
}
