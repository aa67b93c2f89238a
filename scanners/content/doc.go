package content

import (
	"bytes"
	"cmp"
	"sort"

	"piiventory/scanners"
)

// docFile reads texts of Word 97 to 2003, and those of Word 6 and 95 as far as their
// charset can be told. A table of pieces says where the text lies: the body, notes, headers, comments
// and text boxes come one behind the other. Tables are rows, by the marks that the
// formats of paragraphs set.
type docFile struct {
	d      *oleDoc
	word   *oleStream
	table  *oleStream
	fib    []byte
	papx   []byte // where the formats of paragraphs lie
	page   []byte // the last of them
	pageAt uint32

	line  []byte
	cells [][]byte
	cell  []byte
	grid  *tableRows
	high  rune
	cs    string // of text in one byte a character
}

var _ = registerOLE(oleKind{"doc", "WordDocument", readDoc})

// Bounds of the tables of a text.
const (
	docPieces = 8 << 20
	docNames  = 1 << 20
)

func readDoc(d *oleDoc, s oleStorage) error {
	f := &docFile{d: d, word: d.stream(s, "WordDocument"), cs: "windows-1252"}
	f.fib = make([]byte, min(2048, f.word.size))
	if n, err := f.word.ReadAt(f.fib, 0); n < len(f.fib) {
		return broken(err)
	}
	if len(f.fib) < 0x200 {
		return errBroken
	}
	flags := u16(f.fib[10:])
	if flags&0x100 != 0 {
		return refuse(scanners.GapEncrypted, "this text of Word is encrypted with a password; save it without one first, nothing in it was looked at")
	}
	data := d.stream(s, "Data")
	switch magic := u16(f.fib); {
	case magic == 0xA5DC || magic == 0xA5EC && u16(f.fib[2:]) < 110:
		return f.old(flags)
	case magic != 0xA5EC:
		return refuse(scanners.GapFormat, "this text is older than those of Word 6; save it in a newer form first, nothing in it was looked at")
	}
	name, other := "0Table", "1Table"
	if flags&0x200 != 0 {
		name, other = other, name
	}
	if f.table = d.stream(s, name); f.table == nil {
		return errBroken
	}
	d.stream(s, other) // one that is left from before
	if err := f.pieces(); err != nil {
		return err
	}
	if err := f.names(); err != nil {
		return err
	}
	if err := d.one(f.drawings()); err != nil {
		return err
	}
	if data != nil && data.size > 0 {
		return d.one(f.pictures(data))
	}
	return nil
}

// part returns the part of the table stream that entry i of the header names.
func (f *docFile) part(i int, most int64) ([]byte, error) {
	at := 32
	at += 2 + 2*int(u16(f.fib[at:]))
	if at+2 > len(f.fib) {
		return nil, errBroken
	}
	at += 2 + 4*int(u16(f.fib[at:]))
	if at+2 > len(f.fib) {
		return nil, errBroken
	}
	n := int(u16(f.fib[at:]))
	if at += 2 + 8*i; i >= n || at+8 > len(f.fib) {
		return nil, nil
	}
	off, size := int64(u32(f.fib[at:])), int64(u32(f.fib[at+4:]))
	if size == 0 {
		return nil, nil
	}
	if off+size > f.table.size {
		return nil, errBroken
	}
	if size > most {
		f.d.lose(scanners.GapOversized, "a table of the text is longer than any that programs write; what it leads to was read in part")
		size = most
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(&oleSpan{f.table, off, off + size}); err != nil {
		return nil, err
	}
	if int64(b.Len()) < size {
		return nil, errBroken
	}
	return b.Bytes(), nil
}

// oleSpan reads a stream between two places.
type oleSpan struct {
	s       *oleStream
	at, end int64
}

func (r *oleSpan) Read(p []byte) (int, error) {
	if int64(len(p)) > r.end-r.at {
		p = p[:r.end-r.at]
	}
	if len(p) == 0 {
		return 0, errEOF
	}
	n, err := r.s.ReadAt(p, r.at)
	if r.at += int64(n); n > 0 {
		err = nil
	}
	return n, err
}

// pieces reads the text, piece by piece.
func (f *docFile) pieces() error {
	clx, err := f.part(33, docPieces)
	if err != nil {
		return err
	}
	if f.papx, err = f.part(13, docPieces); err != nil {
		if f.papx = nil; f.d.one(err) != nil {
			return err
		}
	}
	for len(clx) > 3 && clx[0] == 1 {
		n := 3 + int(u16(clx[1:]))
		if n > len(clx) {
			return errBroken
		}
		clx = clx[n:]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return errBroken
	}
	clx = clx[5:min(len(clx), 5+int(u32(clx[1:])))]
	n := (len(clx) - 4) / 12
	sum := int64(0)
	ends, pieces := clx, clx[min(len(clx), 4*(n+1)):]
	for i := range n {
		chars := int64(u32(ends[4*i+4:])) - int64(u32(ends[4*i:]))
		fc := u32(pieces[8*i+2:])
		// Pieces that are there twice are rare, and many of them would never end.
		if sum += chars; chars < 0 || chars > f.word.size || sum > 4*f.word.size {
			err := f.finish()
			return cmp.Or(err, error(errBroken))
		}
		if fc&0x4000_0000 != 0 {
			err = f.piece(int64(fc&0x3FFF_FFFF)/2, chars, 1)
		} else {
			err = f.piece(int64(fc&0x3FFF_FFFF), chars, 2)
		}
		if err != nil {
			f.finish()
			return err
		}
	}
	return f.finish()
}

// piece reads characters of one or two bytes.
func (f *docFile) piece(at, chars int64, width int) error {
	buf := make([]byte, 4096)
	for chars > 0 {
		b := buf[:min(int64(len(buf)), chars*int64(width))]
		if n, err := f.word.ReadAt(b, at); n < len(b) {
			return broken(err)
		}
		for i := 0; i < len(b); i += width {
			r := rune(b[i])
			if width == 2 {
				r = rune(u16(b[i:]))
			}
			if err := f.char(r, width == 1, at+int64(i)); err != nil {
				return err
			}
		}
		chars -= int64(len(b) / width)
		at += int64(len(b))
	}
	return nil
}

// mark returns what the format of the paragraph that ends at the offset says: whether
// it is in a table, and whether its mark ends a row.
func (f *docFile) mark(at int64) (in, ends bool) {
	n := (len(f.papx) - 4) / 8
	if n <= 0 {
		return false, false
	}
	i := sort.Search(n, func(i int) bool { return int64(u32(f.papx[4*i+4:])) > at })
	if i == n {
		return false, false
	}
	page := u32(f.papx[4*(n+1)+4*i:]) & 0x3F_FFFF
	if f.page == nil || page != f.pageAt {
		if f.page == nil {
			f.page = make([]byte, 512)
		}
		f.pageAt = page
		if k, _ := f.word.ReadAt(f.page, 512*int64(page)); k < 512 {
			f.page = nil
			return false, false
		}
	}
	p := f.page
	count := int(p[511])
	if 4*(count+1)+13*count > 511 {
		return false, false
	}
	k := sort.Search(count, func(k int) bool { return int64(u32(p[4*k+4:])) > at })
	if k == count {
		return false, false
	}
	off := 2 * int(p[4*(count+1)+13*k])
	if off == 0 || off+2 > 511 {
		return false, false
	}
	size := 2*int(p[off]) - 1
	if off++; size < 0 {
		size = 2 * int(p[off])
		off++
	}
	if size < 2 || off+size > 512 {
		return false, false
	}
	return docTable(p[off+2 : off+size])
}

// docTable looks for the two marks in changes of a format.
func docTable(b []byte) (in, ends bool) {
	for len(b) >= 3 {
		op := u16(b)
		b = b[2:]
		n := 0
		switch op >> 13 {
		case 0, 1:
			n = 1
		case 2, 4, 5:
			n = 2
		case 3:
			n = 4
		case 7:
			n = 3
		case 6:
			if n = 1 + int(b[0]); op == 0xD608 && len(b) > 1 {
				n = 1 + int(u16(b))
			} else if op == 0xC615 && b[0] == 255 {
				return in, ends
			}
		}
		switch op {
		case 0x2416:
			in = b[0] != 0
		case 0x2417:
			ends = b[0] != 0
		}
		if n > len(b) {
			break
		}
		b = b[n:]
	}
	return in, ends
}
