package content

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math"

	"piiventory/scanners"
)

// pdfDoc reads PDF (ISO 32000-1 and -2): the text of the pages as lines, what the
// document says of itself, the fields of its forms, notes and links, and the files
// that are attached to it. The units are pages.
type pdfDoc struct{}

var _ = registerBinary(binaryFormat{name: "pdf", rank: 20, recognise: func(h start) document {
	// Junk in front of the header is common; it must not be another format's.
	if i := bytes.Index(h.b[:min(len(h.b), 1024)], []byte("%PDF-")); i == 0 || i > 0 && h.ext == ".pdf" {
		return pdfDoc{}
	}
	return nil
}})

// A pdfReader is the reading of one file.
type pdfReader struct {
	*pdfFile
	o     *out
	col   int
	gen   int
	unit  string
	line  []byte
	pages struct {
		total, read                     int
		pictures, beside, mute, damaged int64

		few    int64 // pages with some glyphs that were left out
		hidden int64 // pictures that no page shows
	}
	notes   []pdfNote
	metas   []*pdfStream    // XMP
	loose   []*pdfStream    // files that nothing may refer to
	seen    map[pdfRef]bool // pages and nodes
	said    map[uint64]bool // digests of texts that were handed on
	widgets []any           // fields of forms that pages show
	// old says of an earlier revision which objects were replaced since; nil for the
	// newest.
	old func(num int) bool
	// looked says which pictures were read with OCR.
	looked map[pdfRef]bool
}

func (pdfDoc) read(l *layer) (taken, error) {
	r, size, err := l.random()
	if err != nil {
		return part, err
	}
	d := &pdfReader{pdfFile: &pdfFile{l: l, r: r, size: size}, o: l.out, gen: -1, unit: l.out.unit, seen: map[pdfRef]bool{}, looked: map[pdfRef]bool{}, said: map[uint64]bool{}}
	if err := d.shift(); err != nil {
		return part, err
	}
	if err := d.open(); err != nil {
		return part, err
	}
	t, err := d.all()
	if err == nil || errors.Is(err, errLimit) {
		d.gaps(err == nil)
	}
	return t, err
}

// shift skips what stands in front of the header; offsets count from there.
func (d *pdfReader) shift() error {
	b := make([]byte, min(1024, d.size))
	if _, err := d.ReadAt(b, 0); err != nil && err != io.EOF {
		return err
	}
	if i := int64(bytes.Index(b, []byte("%PDF-"))); i > 0 {
		d.r, d.size = io.NewSectionReader(d.r, i, d.size-i), d.size-i
	}
	return nil
}

func (d *pdfReader) all() (taken, error) {
	t := whole
	var err error
	before := d.handed()
	if err = d.about(); err != nil {
		return part, err
	}
	beside := d.handed() > before
	if d.l.object && d.l.partial {
		t, err = d.sample()
	} else {
		err = d.walk(d.dict(d.top["Root"])["Pages"], nil, 0)
	}
	if err == nil {
		err = d.fatal
	}
	if err != nil {
		return part, err
	}
	before = d.handed()
	if err := d.forms(); err != nil {
		return part, err
	}
	if t.design == scanners.Equal && (beside || d.handed() > before) {
		t.design = scanners.NotEqual // rows that belong to no page are read in any case
	}
	if t.design == scanners.Census {
		if err := d.sweep(nil); err != nil {
			return part, err
		}
		in, err := d.attached()
		if err != nil {
			return part, err
		}
		t.add(in)
		if in, err = d.metadata(); err != nil {
			return part, err
		}
		t.add(in)
	}
	if d.over && t.design != scanners.Census {
		d.cut++
	}
	read, err := d.earlier()
	if err != nil {
		return part, err
	}
	if !read {
		d.l.gap(scanners.GapFormat, -1, "the pdf holds earlier revisions of what was changed in it, which were not read; print it to a new file to be rid of them")
	}
	// A page that could not be read is not known to hold nothing.
	if d.pages.damaged+d.pages.pictures+d.pages.mute > 0 {
		if t.design == scanners.Census {
			t = part
		} else {
			t.design = scanners.NotEqual
		}
	}
	return t, d.fatal
}

// handed is how many rows there are so far.
func (d *pdfReader) handed() int64 { return d.o.total + int64(d.o.row) }

// walk reads all pages below a node.
func (d *pdfReader) walk(v any, res pdfDict, depth int) error {
	if ref, ok := v.(pdfRef); ok {
		if d.seen[ref] || len(d.seen) > pdfObjects {
			return nil
		}
		d.seen[ref] = true
	}
	n := d.dict(v)
	if n == nil || depth > 50 {
		d.pages.damaged++
		return d.fatal
	}
	if r := d.dict(n["Resources"]); r != nil {
		res = r
	}
	if kids := d.array(n["Kids"]); kids != nil {
		for _, k := range kids {
			if err := d.walk(k, res, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	d.pages.total++
	if d.old != nil && !d.changed(v, n) {
		return nil
	}
	return d.page(n, res)
}

// sample reads pages at random, as many as the bytes that are left are likely to
// hold, and says so.
func (d *pdfReader) sample() (taken, error) {
	total := d.int(d.pdfFile.pages()["Count"], 0)
	if total <= 0 || total > pdfObjects {
		return part, d.walk(d.dict(d.top["Root"])["Pages"], nil, 0)
	}
	left := d.l.draw.MaxBytes - d.l.got()
	n := max(1, int(float64(total)*float64(left)/float64(d.size)*0.7))
	t := taken{scanners.Equal, int64(total), 0}
	if m := d.l.draw.MaxRows; m > 0 {
		n = min(n, max(16, int(min(m, pdfObjects)/40))) // a page has some 40 lines
	}
	chosen := draw(d.l.draw.Seed, d.l.name, int64(total), min(n, total))
	for at, i := range chosen {
		if m := d.l.draw.MaxRows; m > 0 && d.l.depth == 0 {
			d.l.out.left = max(0, mulDiv(m, int64(at+1), int64(len(chosen)))-d.l.out.total)
		}
		p, res := d.find(int(i))
		if d.fatal == nil && p != nil {
			d.pages.total++
			err := d.page(p, res)
			if flushed := d.l.out.flush(); err == nil {
				err = flushed
			}
			if errors.Is(err, errRows) { // the other pages have theirs
				t.design, d.l.out.err, err = scanners.NotEqual, nil, nil
				d.fatal = nil
			}
			if err != nil && !errors.Is(err, errLimit) {
				return part, err
			}
		}
		if d.fatal != nil {
			if !errors.Is(d.fatal, errLimit) {
				return part, d.fatal
			}
			// The pages that need few bytes are read rather than others.
			t.design = scanners.NotEqual
			break
		}
		t.units++
	}
	d.fatal = nil
	if t.units == 0 {
		return nothing, errLimit
	}
	d.l.gap(scanners.GapSampled, d.l.unread(), "pages drawn at random were read, and none of the files that may be attached; use --depth full or a larger --budget to read the rest")
	return t, nil
}

// find returns the page with the index and the resources that it inherits.
func (d *pdfReader) find(i int) (pdfDict, pdfDict) {
	n, res := d.pdfFile.pages(), pdfDict(nil)
	for range 50 {
		if r := d.dict(n["Resources"]); r != nil {
			res = r
		}
		kids := d.array(n["Kids"])
		if kids == nil {
			return n, res
		}
		if d.int(n["Count"], 0) == len(kids) && i < len(kids) { // all of them are pages
			n, i = d.dict(kids[i]), 0
			continue
		}
		var next pdfDict
		for _, k := range kids {
			kid := d.dict(k)
			count := 1
			if kid["Kids"] != nil {
				count = d.int(kid["Count"], 0)
			}
			if i < count {
				next = kid
				break
			}
			i -= count
		}
		if n = next; n == nil {
			return nil, nil
		}
	}
	return nil, nil
}

// page reads the text of one page and notes what is beside it.
func (d *pdfReader) page(n, res pdfDict) error {
	if d.l.depth == 0 {
		if err := d.o.flush(); err != nil {
			return err
		}
		d.o.unit = fmt.Sprintf("page %d", d.pages.total)
		if d.old != nil {
			d.o.unit = "earlier " + d.o.unit
		}
	}
	p := d.newPage(n)
	if kept, ok := glyphRooms.Get().(*[]pdfGlyph); ok {
		p.glyphs = *kept
	}
	p.emit = func(g []pdfGlyph) (err error) {
		d.line, err = linesOf(g, d.line, d.text)
		return err
	}
	var parts []io.Reader
	for _, v := range d.list(n, "Contents") {
		if s, ok := d.get(v).(*pdfStream); ok {
			if r, left := d.stream(s); len(left) == 0 {
				parts = append(parts, r, bytes.NewReader([]byte("\n")))
			} else {
				p.broken++
			}
		}
	}
	lost := d.lost
	p.run(io.MultiReader(parts...), res, pdfMatrix{1, 0, 0, 1, 0, 0}, 0)
	p.flush()
	if kept := p.glyphs; cap(kept) <= pdfKeptGlyphs {
		p.glyphs = nil
		glyphRooms.Put(&kept)
	}
	if p.err != nil {
		return p.err
	}
	d.pages.read++
	if p.broken > 0 || d.lost > lost {
		d.pages.damaged++
	}
	switch {
	case p.unknown > 20 && p.unknown*5 > p.text+p.unknown:
		d.pages.mute++
	case p.unknown > 0:
		d.pages.few++
	}
	if err := d.told(p); err != nil {
		return err
	}
	if err := d.annotations(n, p); err != nil {
		return err
	}
	if err := d.pictures(p); err != nil {
		return err
	}
	return d.fatal
}

// newPage begins a page, or what is drawn outside of one.
func (d *pdfReader) newPage(n pdfDict) *pdfPage {
	p := &pdfPage{f: d.pdfFile, drawn: map[pdfRef]bool{}}
	for range 50 {
		if b := d.array(n["MediaBox"]); len(b) == 4 {
			var v [4]float64
			for i := range v {
				v[i], _ = d.num(b[i])
			}
			p.area = math.Abs((v[2] - v[0]) * (v[3] - v[1]))
		}
		if n = d.dict(n["Parent"]); n == nil || p.area > 0 {
			break
		}
	}
	return p
}

// text hands on one line. Of an earlier revision it is what was not there before.
func (d *pdfReader) text(line []byte) error {
	if h := maphash.Bytes(pdfSeed, line); len(d.said) < pdfSaid || d.old != nil {
		if d.said[h] && d.old != nil {
			return nil
		}
		d.said[h] = true
	}
	if d.gen != d.o.gen {
		d.gen, d.col = d.o.gen, d.o.column("")
	}
	d.o.cell(d.col, line)
	return d.o.endRow()
}

// fontOf reads a font once.
func (f *pdfFile) fontOf(v any) *pdfFont {
	ref, ok := v.(pdfRef)
	if !ok {
		return f.font(f.dict(v))
	}
	if n, ok := f.fonts[ref]; ok {
		return n
	}
	if f.fonts == nil || len(f.fonts) >= pdfFonts {
		f.fonts = map[pdfRef]*pdfFont{}
	}
	n := f.font(f.dict(v))
	f.fonts[ref] = n
	return n
}

// pdfFonts is how many fonts are kept.
const pdfFonts = 32
