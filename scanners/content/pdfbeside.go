package content

import (
	"io"
	"maps"
	"slices"

	"piiventory/scanners"
)

// What a PDF holds beside the text of its pages.

// fields hands on one row of named values.
func (d *pdfReader) fields(kv ...string) error {
	empty := true
	for i := 0; i < len(kv); i += 2 {
		if kv[i+1] != "" {
			if !d.once(kv[i+1]) && d.old != nil {
				continue
			}
			empty = false
			d.o.cell(d.column(kv[i]), []byte(kv[i+1]))
		}
	}
	if empty {
		return nil
	}
	return d.o.endRow()
}

// column finds the column with the name or adds it.
func (d *pdfReader) column(name string) int {
	if i := slices.IndexFunc(d.o.cols, func(c scanners.Column) bool { return c.Path == name }); i >= 0 {
		return i
	}
	return d.o.column(name)
}

// about reads the document information (ISO 32000-1, 14.3.3).
func (d *pdfReader) about() error {
	info := d.dict(d.top["Info"])
	var row []string
	for _, k := range slices.Sorted(maps.Keys(info)) {
		name := k
		switch k {
		case "Trapped", "Producer", "CreationDate", "ModDate":
			continue
		case "Creator":
			name = "CreatorTool" // a program, and no person
		}
		if len(row) < 2000 {
			row = append(row, "info."+entryName(pdfText(name)), pdfText(d.str(info[k])))
		} // else it comes with all that has no place
	}
	return d.fields(row...)
}

// forms reads the values of the form's fields (ISO 32000-1, 12.7), one row. Fields
// that only a page knows, since no form lists them, are read as well.
func (d *pdfReader) forms() error {
	form := d.dict(d.dict(d.top["Root"])["AcroForm"])
	if form == nil && d.widgets == nil {
		return nil
	}
	if d.l.depth == 0 {
		if err := d.o.flush(); err != nil {
			return err
		}
		d.o.unit = "form"
	}
	seen := map[pdfRef]bool{}
	count := 0
	var walk func(v any, name string, value any, depth int)
	walk = func(v any, name string, value any, depth int) {
		if ref, ok := v.(pdfRef); ok {
			if seen[ref] {
				return
			}
			seen[ref] = true
		}
		n := d.dict(v)
		if count++; n == nil || depth > 20 || count > pdfFields {
			if n != nil {
				d.cut++
			}
			return
		}
		if t := pdfText(d.str(n["T"])); t != "" {
			if name != "" {
				name += "."
			}
			name += t
			d.once(t)
		}
		if n["V"] != nil {
			value = n["V"]
		}
		named := false
		for _, k := range d.array(n["Kids"]) {
			if d.dict(k)["T"] != nil {
				named = true
				walk(k, name, value, depth+1)
			}
		}
		if named || value == nil {
			return
		}
		for _, s := range d.values(value) {
			d.once(s)
			d.o.cell(d.column("form."+entryName(name)), []byte(s))
		}
	}
	for _, v := range d.array(form["Fields"]) {
		walk(v, "", nil, 0)
	}
	for _, v := range d.widgets {
		for range 20 { // up to the field that has no other above it
			n := d.dict(v)
			up, ok := n["Parent"].(pdfRef)
			if ref, is := v.(pdfRef); !ok || is && seen[ref] {
				break
			}
			v = up
		}
		walk(v, "", nil, 0)
	}
	if d.o.rowSize > 0 {
		if err := d.o.endRow(); err != nil {
			return err
		}
	}
	return d.fatal
}

// pdfFields bounds the fields of a form, pdfNotes the notes of a page.
const (
	pdfFields = 20_000
	pdfNotes  = 10_000
)

// values are the texts of a form field's value.
func (d *pdfReader) values(v any) []string {
	switch v := d.get(v).(type) {
	case string:
		return []string{pdfText(v)}
	case pdfName:
		if v != "Off" {
			return []string{string(v)}
		}
	case *pdfStream:
		return []string{pdfText(string(d.bytes(v, 1<<20)))}
	case pdfArray:
		var all []string
		for _, e := range v[:min(len(v), 100)] {
			if s := d.str(e); s != "" {
				all = append(all, pdfText(s))
			}
		}
		return all
	}
	return nil
}

// annotations reads notes and links of a page (ISO 32000-1, 12.5).
func (d *pdfReader) annotations(page pdfDict, p *pdfPage) error {
	for i, v := range d.array(page["Annots"]) {
		n := d.dict(v)
		kind := d.name(n["Subtype"])
		if i >= pdfNotes {
			d.cut++
			break
		}
		if kind == "Popup" {
			continue
		}
		if kind == "Widget" && len(d.widgets) < pdfFields {
			d.widgets = append(d.widgets, v)
		}
		author := ""
		if kind != "Widget" && kind != "Link" {
			author = pdfText(d.str(n["T"]))
		}
		err := d.fields("annotation.contents", pdfText(d.str(n["Contents"])), "annotation.author", author,
			"annotation.uri", pdfText(d.str(d.dict(n["A"])["URI"])))
		if err != nil {
			return err
		}
		// What a field of a form shows is its value, but for signatures.
		if s, ok := d.get(d.dict(n["AP"])["N"]).(*pdfStream); ok && (kind != "Widget" || d.name(n["FT"]) == "Sig") {
			if d.ran == nil {
				d.ran = map[pdfRef]bool{}
			}
			d.ran[s.ref] = true
			if r, left := d.stream(s); len(left) == 0 {
				p.run(r, d.dict(s.dict["Resources"]), pdfMatrix{1, 0, 0, 1, 0, 0}, 0)
				if p.flush(); p.err != nil {
					return p.err
				}
			}
		}
		if kind == "FileAttachment" {
			d.attach("", n["FS"])
		}
	}
	return nil
}

// A pdfNote is a file that is attached.
type pdfNote struct {
	name string
	spec any
}

// pdfFiles bounds the files attached to one document.
const pdfFiles = 1000

// attached reads the files in the document (ISO 32000-1, 7.11.4), and the data of
// an XFA form.
func (d *pdfReader) attached() (taken, error) {
	root := d.dict(d.top["Root"])
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		n := d.dict(v)
		if n == nil || depth > 20 || d.old != nil {
			return
		}
		names := d.array(n["Names"])
		for i := 0; i+1 < len(names); i += 2 {
			d.attach(pdfText(d.str(names[i])), names[i+1])
		}
		for _, k := range d.array(n["Kids"]) {
			walk(k, depth+1)
		}
	}
	walk(d.dict(root["Names"])["EmbeddedFiles"], 0)
	t := whole
	seen := map[pdfRef]bool{}
	one := func(name string, v any) error {
		s, ok := d.get(v).(*pdfStream)
		if !ok || seen[s.ref] || d.old != nil && !d.old(s.ref.num) {
			return nil
		}
		seen[s.ref] = true
		r, left := d.stream(s)
		if len(left) > 0 {
			d.l.gap(scanners.GapFormat, -1, "a file attached to the pdf is packed in a way that nobody here unpacks; it was not read")
			t = part
			return nil
		}
		in, err := d.l.inner(entry{name: name, size: -1, r: r})
		t.add(in)
		return err
	}
	for _, a := range d.notes {
		spec := d.dict(a.spec)
		name := a.name
		for _, k := range []string{"F", "UF"} {
			if s := pdfText(d.str(spec[k])); s != "" {
				name = s
			}
		}
		ef := d.dict(spec["EF"])
		for _, k := range []string{"UF", "F", "DOS", "Mac", "Unix"} {
			if err := one(name, ef[k]); err != nil {
				return part, err
			}
		}
	}
	for _, s := range d.loose {
		if err := one("attachment", s); err != nil {
			return part, err
		}
	}
	if s, ok := d.get(d.dict(root["AcroForm"])["XFA"]).(*pdfStream); ok {
		if err := one("form.xml", s); err != nil {
			return part, err
		}
	}
	xfa := d.array(d.dict(root["AcroForm"])["XFA"])
	for i := 0; i+1 < len(xfa); i += 2 {
		if name := d.str(xfa[i]); name == "datasets" {
			if err := one("form.xml", xfa[i+1]); err != nil {
				return part, err
			}
		}
	}
	return t, d.fatal
}

// pictures reads what of a page is pictures, with OCR, or notes that it was not
// read.
func (d *pdfReader) pictures(p *pdfPage) error {
	large := 0
	for _, i := range p.images {
		s := i.pdfStream
		if !i.large && (p.text > 0 || !d.large(s)) {
			continue
		}
		large++
		if !d.l.draw.OCR || d.looked[s.ref] {
			continue
		}
		seen, err := d.see(s)
		if err != nil {
			return err
		}
		d.looked[s.ref] = seen
	}
	unseen := func(i pdfImage) bool { return !d.looked[i.ref] && (i.large || p.text == 0) }
	switch {
	case p.text == 0 && (p.paths > 200 || p.large > 0 || slices.ContainsFunc(p.images, unseen)):
		d.pages.pictures++
	case p.large > 0, large > 0 && slices.ContainsFunc(p.images, unseen):
		d.pages.beside++
	}
	return nil
}

// smallPicture is the width in pixels below which a picture is taken for a sign or an
// ornament that holds no text.
const smallPicture = 100

// large says that a picture may hold text.
func (f *pdfFile) large(s *pdfStream) bool {
	return f.int(s.dict["Width"], 0) >= smallPicture && f.int(s.dict["Height"], 0) >= smallPicture
}

// gaps says what of the pages was not read.
func (d *pdfReader) gaps(complete bool) {
	for _, g := range []struct {
		kind   scanners.GapKind
		n      int64
		reason string
	}{
		{scanners.GapImage, d.pages.pictures, "the pdf has pages that are pictures without text, which were not read; use --ocr, with tesseract installed, to read them"},
		{scanners.GapImage, d.pages.beside, "the pdf has pages with pictures beside their text, which were not read; use --ocr, with tesseract installed, to read them"},
		{scanners.GapFormat, d.pages.mute, "the pdf has pages with fonts that do not say which characters they show, which were not read whole; have them printed and scanned, or look at them"},
		{scanners.GapFormat, d.pages.few, "the pdf has pages with single signs that its fonts do not name, which were left out of the text"},
		{scanners.GapImage, d.pages.hidden, "the pdf holds pictures that none of its pages shows, which were not read"},
		{scanners.GapOversized, d.cut, "the pdf has more notes, fields, pictures on a page or files attached than are read of one; the others were not"},
		{scanners.GapCorrupt, d.pages.damaged, "the pdf has damaged pages, which were not read whole"},
	} {
		if g.n > 0 {
			d.l.gap(g.kind, -1, g.reason)
		}
	}
	if complete && d.pages.total == 0 {
		d.l.gap(scanners.GapEmpty, 0, "the pdf has no pages")
	}
}

var _ io.ReaderAt = (*pdfFile)(nil)
