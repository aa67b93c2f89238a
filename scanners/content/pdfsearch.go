package content

import (
	"bytes"
	"io"
)

// Objects of files whose tables are broken are found by searching for them.

// search goes over the file and calls each with the number of every object, where it
// begins and what stands behind its "obj", and trailer with every trailer.
func (f *pdfFile) search(each func(num int, off int64, head []byte), trailer func(pdfDict)) error {
	buf := make([]byte, pdfBlock+64)
	for off := int64(0); off < f.size; off += pdfBlock {
		n, err := f.ReadAt(buf, off)
		if err != nil && err != io.EOF {
			return err
		}
		b := buf[:n]
		for i := 0; ; {
			k := bytes.Index(b[i:], []byte("obj"))
			if k < 0 || i+k >= pdfBlock+32 {
				break
			}
			i += k + 3
			at, num, ok := objectBefore(b, i-3)
			if !ok || int64(at) >= pdfBlock && off+pdfBlock < f.size {
				continue
			}
			each(num, off+int64(at), b[i:min(len(b), i+200)])
		}
		for i := 0; ; {
			k := bytes.Index(b[i:], []byte("trailer"))
			if k < 0 || i+k >= pdfBlock {
				break
			}
			i += k + 7
			x := newPDFLexer(f.at(off+int64(i)), 0, true)
			if v, err := x.object(); err == nil {
				if d, ok := v.(pdfDict); ok {
					trailer(d)
				}
			}
		}
	}
	return f.fatal
}

// rebuild searches the file for all objects, for files whose tables are broken or cut
// off. The last object of a number counts.
func (f *pdfFile) rebuild() error {
	f.rebuilt = true
	f.place, f.top, f.starts = nil, pdfDict{}, nil
	clear(f.cache)
	table := 0
	err := f.search(func(num int, off int64, head []byte) {
		if bytes.Contains(head, []byte("XRef")) {
			table = num
		}
		if num < len(f.place) && f.place[num].used {
			f.revised = true
			f.place[num].used = false
		}
		f.put(num, pdfPlace{off: off, used: true})
		if bytes.Contains(head, []byte("ObjStm")) && len(f.late) < pdfObjects {
			f.late = append(f.late, num)
		}
	}, func(d pdfDict) {
		for k, v := range d {
			f.top[k] = v
		}
	})
	if err != nil {
		return err
	}
	if f.top["Root"] == nil && table > 0 {
		f.trailer(f.dict(pdfRef{num: table}))
	}
	if f.top["Encrypt"] == nil { // else they can only be read with the key
		f.unpackAll()
	}
	f.findRoot()
	f.lost = 0
	if f.fatal != nil {
		return f.fatal
	}
	if f.pages() == nil && f.top["Encrypt"] == nil {
		return errPDF
	}
	return nil
}

// unpackAll notes what the object streams hold that the search found.
func (f *pdfFile) unpackAll() {
	for _, num := range f.late {
		p := f.unpack(num)
		for in := range p.at {
			f.put(in, pdfPlace{pack: int32(num), used: true})
		}
	}
	f.late = nil
}

// findRoot looks for the catalogue, where no trailer names one.
func (f *pdfFile) findRoot() {
	for num := range f.place {
		if f.pages() != nil {
			return
		}
		if !f.place[num].used {
			continue
		}
		if d := f.dict(pdfRef{num: num}); d != nil {
			switch {
			case d["Type"] == pdfName("Catalog"):
				f.top["Root"] = pdfRef{num: num}
			case d["Type"] == pdfName("XRef"):
				f.trailer(d)
			}
		}
	}
}

// trailer takes what a table that is a stream says of the file.
func (f *pdfFile) trailer(d pdfDict) {
	for _, k := range []string{"Root", "Info", "Encrypt", "ID"} {
		if f.top[k] == nil && d[k] != nil {
			f.top[k] = d[k]
		}
	}
}

// find looks for an object that is not where the table says. It searches the file
// once, unless only a part of it may be read.
func (f *pdfFile) find(num int) (int64, bool) {
	if f.rebuilt || f.l.object && f.l.partial {
		return 0, false
	}
	if f.found == nil {
		f.found = map[int]int64{}
		f.search(func(num int, off int64, _ []byte) {
			if len(f.found) < pdfObjects {
				f.found[num] = off
			}
		}, func(pdfDict) {})
	}
	off, ok := f.found[num]
	return off, ok
}
