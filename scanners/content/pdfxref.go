package content

import (
	"bytes"
	"io"
)

// tables reads the tables of cross-references from the end of the file on (ISO
// 32000-1, 7.5.4 and 7.5.8). The newest entry of a number counts.
func (f *pdfFile) tables() error {
	tail := make([]byte, min(f.size, 2048))
	if _, err := f.ReadAt(tail, f.size-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return errPDF
	}
	x := newPDFLexer(bytes.NewReader(tail[i+9:]), 0, false)
	t, _ := x.token()
	off, ok := t.(float64)
	if !ok {
		return errPDF
	}
	return f.tablesFrom(int64(off))
}

// tablesFrom reads the tables from the one at the offset on. It notes where those of
// earlier revisions begin, and which objects were replaced since.
func (f *pdfFile) tablesFrom(off int64) error {
	seen := map[int64]bool{}
	next := []int64{off}
	main := map[int64]bool{off: true}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		if at < 0 || at >= f.size || seen[at] || len(seen) > 1000 {
			if f.top == nil {
				return errPDF
			}
			continue
		}
		seen[at] = true
		d, err := f.table(at)
		if err != nil {
			return err
		}
		if f.top == nil {
			f.top = d
		}
		if main[at] {
			f.starts = append(f.starts, at)
		}
		for _, k := range []string{"XRefStm", "Prev"} {
			if v, ok := d[k].(float64); ok {
				next = append(next, int64(v))
				main[int64(v)] = k == "Prev"
			}
		}
	}
	return nil
}

// table reads one table and returns its trailer.
func (f *pdfFile) table(at int64) (pdfDict, error) {
	x := newPDFLexer(f.at(at), at, true)
	t, err := x.token()
	if err != nil {
		return nil, err
	}
	if t != pdfOp("xref") {
		x = newPDFLexer(f.at(at), at, true)
		return f.tableStream(x)
	}
	for {
		x.left = pdfTokens
		t, err := x.token()
		if err != nil {
			return nil, err
		}
		if t == pdfOp("trailer") {
			v, err := x.object()
			d, ok := v.(pdfDict)
			if err != nil || !ok {
				return nil, errPDF
			}
			return d, nil
		}
		start, ok := t.(float64)
		c, err := x.token()
		count, ok2 := c.(float64)
		if err != nil || !ok || !ok2 || start < 0 || start > pdfObjects {
			return nil, errPDF
		}
		for i := 0; i < int(count); i++ {
			x.left = 3
			off, err := x.token()
			if off == pdfOp("trailer") { // fewer than it says
				x.held = append(x.held, off)
				break
			}
			gen, err2 := x.token()
			kind, err3 := x.token()
			o, ok := off.(float64)
			g, ok2 := gen.(float64)
			if err != nil || err2 != nil || err3 != nil || !ok || !ok2 {
				return nil, errPDF
			}
			if kind == pdfOp("n") && o > 0 {
				f.put(int(start)+i, pdfPlace{off: int64(o), gen: uint16(g), used: true})
			}
		}
	}
}

// put notes where an object is, if no newer table did.
func (f *pdfFile) put(num int, p pdfPlace) {
	if num < 0 || num >= pdfObjects || int64(num) > f.size {
		return
	}
	for len(f.place) <= num {
		f.place = append(f.place, pdfPlace{})
	}
	switch old := &f.place[num]; {
	case !old.used:
		*old = p
	case old.off != p.off || old.pack != p.pack:
		f.revised = true
	}
}

// tableStream reads a table that is a stream.
func (f *pdfFile) tableStream(x *pdfLexer) (pdfDict, error) {
	v, _, err := x.definition()
	s, ok := v.(*pdfStream)
	if err != nil || !ok || s.dict["Type"] != pdfName("XRef") {
		return nil, errPDF
	}
	w, _ := s.dict["W"].(pdfArray)
	if len(w) < 3 {
		return nil, errPDF
	}
	var width [3]int
	for i := range width {
		n, _ := w[i].(float64)
		if n < 0 || n > 8 {
			return nil, errPDF
		}
		width[i] = int(n)
	}
	entry := width[0] + width[1] + width[2]
	if entry == 0 {
		return nil, errPDF
	}
	index, _ := s.dict["Index"].(pdfArray)
	if index == nil {
		index = pdfArray{0.0, s.dict["Size"]}
	}
	b := f.bytes(s, int64(entry)*pdfObjects)
	for i := 0; i+1 < len(index); i += 2 {
		start, ok := index[i].(float64)
		count, ok2 := index[i+1].(float64)
		if !ok || !ok2 || start < 0 || start > pdfObjects {
			break
		}
		for n := 0; n < int(count) && len(b) >= entry; n++ {
			var v [3]int64
			at := 0
			for k, wide := range width {
				for _, c := range b[at : at+wide] {
					v[k] = v[k]<<8 | int64(c)
				}
				at += wide
			}
			b = b[entry:]
			if width[0] == 0 {
				v[0] = 1
			}
			switch num := int(start) + n; {
			case v[0] == 1:
				f.put(num, pdfPlace{off: v[1], gen: uint16(v[2]), used: true})
			case v[0] == 2 && v[1] > 0 && v[1] < pdfObjects:
				f.put(num, pdfPlace{off: v[2], pack: int32(v[1]), used: true})
			}
		}
	}
	return s.dict, f.fatal
}

// objectBefore reads the number in front of "obj" at b[end:], as in "12 0 obj".
func objectBefore(b []byte, end int) (at, num int, ok bool) {
	i := end
	back := func() int {
		j := i
		for i > 0 && b[i-1] >= '0' && b[i-1] <= '9' && j-i < 10 {
			i--
		}
		return j - i
	}
	space := func() bool {
		j := i
		for i > 0 && pdfSpace(b[i-1]) {
			i--
		}
		return i < j
	}
	if space(); back() == 0 || !space() {
		return 0, 0, false
	}
	to := i
	if back() == 0 {
		return 0, 0, false
	}
	for _, c := range b[i:to] {
		num = num*10 + int(c-'0')
	}
	return i, num, num > 0 && num < pdfObjects
}
