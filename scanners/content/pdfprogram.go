package content

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"io"
	"slices"
)

// Fonts whose dictionary does not say which characters they show may say it in
// the font program (ISO/IEC 14496-22), which maps characters to glyphs.

// Bounds of what is read of a font program, in bytes.
const (
	pdfProgram   = 32 << 20 // skipped to find the table
	pdfCharTable = 1 << 20
)

// glyphRunes are the characters of the glyphs of an OpenType or TrueType program,
// nil if it does not tell.
func glyphRunes(r io.Reader) map[int]rune {
	br := bufio.NewReader(r)
	var head [12]byte
	if _, err := io.ReadFull(br, head[:]); err != nil {
		return nil
	}
	at := int64(12)
	var off, size int64
	for range min(binary.BigEndian.Uint16(head[4:]), 100) {
		var e [16]byte
		if _, err := io.ReadFull(br, e[:]); err != nil {
			return nil
		}
		at += 16
		if string(e[:4]) == "cmap" {
			off, size = int64(binary.BigEndian.Uint32(e[8:])), int64(binary.BigEndian.Uint32(e[12:]))
		}
	}
	if off < at || off > pdfProgram {
		return nil
	}
	if _, err := io.CopyN(io.Discard, br, off-at); err != nil {
		return nil
	}
	b, _ := io.ReadAll(io.LimitReader(br, min(size, pdfCharTable)))
	return charTable(b)
}

// charTable reads the table "cmap", the other way round.
func charTable(b []byte) map[int]rune {
	u16 := func(i int) int {
		if i < 0 || i+2 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint16(b[i:]))
	}
	u32 := func(i int) int { return u16(i)<<16 | u16(i+2) }
	type part struct{ rank, at int }
	var parts []part
	for i := range min(u16(2), 50) {
		e := 4 + 8*i
		switch platform, kind := u16(e), u16(e+2); {
		case platform == 3 && kind == 10, platform == 0 && kind >= 4 && kind != 5:
			parts = append(parts, part{0, u32(e + 4)})
		case platform == 3 && kind == 1, platform == 0 && kind < 4:
			parts = append(parts, part{1, u32(e + 4)})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.rank, b.rank) })
	m := map[int]rune{}
	steps := 0 // parts of a table may overlap
	put := func(r, glyph int) {
		steps++
		if _, ok := m[glyph]; !ok && glyph > 0 && glyph < 1<<16 && r >= ' ' && (r < 0xe000 || r >= 0xf900) && r <= 0x10ffff {
			m[glyph] = rune(r)
		}
	}
	for _, p := range parts {
		at := p.at
		switch u16(at) {
		case 4:
			n := u16(at+6) / 2
			for i := range n {
				end, start := u16(at+14+2*i), u16(at+16+2*n+2*i)
				delta, ro := u16(at+16+4*n+2*i), at+16+6*n+2*i
				for c := start; c <= end && c < 0xffff && steps < pdfCharTable; c++ {
					g := c
					if o := u16(ro); o != 0 {
						if g = u16(ro + o + 2*(c-start)); g == 0 {
							steps++
							continue
						}
					}
					put(c, (g+delta)&0xffff)
				}
			}
		case 6:
			for i := range u16(at + 8) {
				put(u16(at+6)+i, u16(at+10+2*i))
			}
		case 12:
			for i := range min(u32(at+12), len(b)/12) {
				e := at + 16 + 12*i
				start, end, g := u32(e), u32(e+4), u32(e+8)
				for c := start; c <= end && steps < pdfCharTable; c++ {
					put(c, g+c-start)
				}
			}
		}
		if len(m) > 0 {
			return m
		}
	}
	return nil
}

// program returns what the font program of a composite font says of the glyph
// with a number.
func (f *pdfFile) program(kid pdfDict) func(cid int) string {
	var runes map[int]rune
	var to []byte
	read := false
	return func(cid int) string {
		if !read {
			read = true
			d := f.dict(kid["FontDescriptor"])
			for _, k := range []string{"FontFile2", "FontFile3"} {
				if s, ok := f.get(d[k]).(*pdfStream); ok {
					if r, left := f.stream(s); len(left) == 0 {
						runes = glyphRunes(r)
					}
				}
			}
			if s, ok := f.get(kid["CIDToGIDMap"]).(*pdfStream); ok {
				to = f.bytes(s, 2<<16)
			}
		}
		if to != nil {
			if cid < 0 || 2*cid+2 > len(to) {
				return ""
			}
			cid = int(binary.BigEndian.Uint16(to[2*cid:]))
		}
		if r, ok := runes[cid]; ok {
			return plainForm(string(r))
		}
		return ""
	}
}
