package content

// Programs add what was changed to the end of a PDF (ISO 32000-2, 7.5.6). What stood
// there before, an address that was corrected or a page that was replaced, is in the
// file all the same.

// pdfRevisions bounds the revisions that are read.
const pdfRevisions = 16

// earlier reads of earlier revisions what was replaced since, as far as it says
// something else. It returns false when it was not read.
func (d *pdfReader) earlier() (bool, error) {
	if !d.revised {
		return true, nil
	}
	if d.rebuilt || d.l.object && d.l.partial || len(d.starts) > pdfRevisions+1 {
		return false, nil
	}
	newer := d.place
	for i, at := range d.starts {
		if i == 0 {
			continue
		}
		f := &pdfFile{l: d.l, r: d.r, size: d.size, crypt: d.crypt, ran: map[pdfRef]bool{}, shown: d.shown, cache: map[int]any{}, packs: map[int]*pdfPack{}}
		if f.tablesFrom(at) != nil || f.fatal != nil {
			return false, f.fatal
		}
		old := func(num int) bool {
			if num >= len(f.place) || !f.place[num].used || num >= len(newer) {
				return false
			}
			p, q := &f.place[num], &newer[num]
			return p.off != q.off || p.pack != q.pack
		}
		r := &pdfReader{pdfFile: f, o: d.o, gen: -1, unit: d.unit, seen: map[pdfRef]bool{}, looked: d.looked, said: d.said, old: old}
		if err := r.revision(); err != nil {
			return true, err
		}
		d.line = r.line
		d.pages.damaged += r.pages.damaged
		d.pages.mute += r.pages.mute
		d.pages.pictures += r.pages.pictures
		d.pages.beside += r.pages.beside
		d.cut += f.cut
		newer = f.place
	}
	return true, d.fatal
}

// revision reads the pages and objects of one.
func (d *pdfReader) revision() error {
	if err := d.walk(d.dict(d.top["Root"])["Pages"], nil, 0); err != nil {
		return err
	}
	if err := d.sweep(d.old); err != nil {
		return err
	}
	_, err := d.attached()
	return err
}

// changed says that a page or what it shows was replaced since.
func (d *pdfReader) changed(ref any, n pdfDict) bool {
	is := func(v any) bool {
		r, ok := v.(pdfRef)
		return ok && d.old(r.num)
	}
	if is(ref) || is(n["Contents"]) || is(n["Annots"]) {
		return true
	}
	for _, k := range []string{"Contents", "Annots"} {
		for _, v := range d.array(n[k]) {
			if is(v) {
				return true
			}
		}
	}
	return false
}
