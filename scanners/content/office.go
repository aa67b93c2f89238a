package content

import (
	"errors"
	"io"
	"path"
	"strings"

	"piiventory/scanners"
)

// office reads documents that are zip archives of XML: those of Office Open XML
// (ISO/IEC 29500, in both of its dialects) and of OpenDocument (ISO/IEC 26300).
// Sheets and tables give rows with names, the rest gives lines of text. What a part
// is its root element tells, wherever it lies; what is neither known nor on the list
// of parts without texts is read with whatever reader suits it.
type office struct {
	z    *zipDirectory
	kind string
	main string // the part that leads to the others, if one does
}

// officeMains are the parts that lead to the others, where most programs put them.
var officeMains = []struct{ kind, entry string }{
	{"xlsx", "xl/workbook.xml"}, {"xlsb", "xl/workbook.bin"}, {"docx", "word/document.xml"}, {"pptx", "ppt/presentation.xml"},
}

// odfKinds are the media types of OpenDocument by their ends; templates have them too.
var odfKinds = []struct{ kind, media string }{
	{"ods", "spreadsheet"}, {"odt", "text"}, {"odp", "presentation"}, {"odg", "graphics"},
}

const odfMedia = "application/vnd.oasis.opendocument."

var _ = func() (all []bool) {
	for _, kind := range []string{"xlsx", "xlsb", "docx", "pptx", "ods", "odt", "odp", "odg"} {
		all = append(all, registerZipped(zippedFormat{name: kind, rank: 10, recognise: func(z *zipDirectory) document {
			if z.office == nil {
				z.office = officeOf(z)
			}
			if z.office.kind != kind {
				return nil
			}
			return *z.office
		}}))
	}
	return all
}()

// officeOf says which document an archive is, and of none its kind is empty.
func officeOf(z *zipDirectory) *office {
	for _, m := range officeMains {
		if e := z.find(m.entry); e != nil {
			return &office{z, m.kind, e.name}
		}
	}
	if kind, ok := strings.CutPrefix(z.kind(), odfMedia); ok {
		for _, k := range odfKinds {
			if strings.HasPrefix(kind, k.media) {
				return &office{z, k.kind, ""}
			}
		}
		return &office{}
	}
	if z.find("_rels/.rels") == nil {
		return &office{}
	}
	d := &officeReader{layer: z.l, z: z}
	for _, r := range d.relations("") {
		e := z.find(r.target)
		if r.kind != "officeDocument" || e == nil {
			continue
		}
		root, err := d.root(e)
		kind := map[string]string{"workbook": "xlsx", "document": "docx", "presentation": "pptx"}[root.name]
		if kind == "" && err == nil && strings.HasSuffix(e.name, ".bin") {
			kind = "xlsb"
		}
		return &office{z, kind, e.name}
	}
	return &office{}
}

// An officeReader is the reading of one document.
type officeReader struct {
	*layer
	z     *zipDirectory // nil for documents in one piece
	o     *out
	t     taken
	odf   bool
	sheet bool // sheets rather than text
	cut   bool
	round bool // there are numbers that lost their last digits

	pull    *xmlPull // that is not in use
	marked  map[int64]bool
	said    map[uint64]bool
	book    *workbook
	orphans int // sheets that the workbook does not name
}

func (f office) read(l *layer) (taken, error) {
	d := &officeReader{layer: l, z: f.z, o: l.out, t: whole, odf: strings.HasPrefix(f.kind, "od"), sheet: f.kind == "ods"}
	if d.odf && d.locked() {
		return nothing, refuse(scanners.GapEncrypted, "this document is encrypted with a password; decrypt it first, nothing in it was looked at")
	}
	err := d.parts(f)
	if err != nil {
		return part, err
	}
	d.tell()
	return d.t, nil
}

// tell states what was noticed on the way.
func (d *officeReader) tell() {
	if d.cut {
		d.gap(scanners.GapOversized, -1, "texts in the document are longer than 1 MiB; the rest of them was not read")
		d.t = part
	}
	if d.round {
		d.gap(scanners.GapFormat, -1, "numbers of 16 to 19 digits were rounded to 15 digits by the spreadsheet program when they were typed in; whether they are cards or identity numbers cannot be told any more")
	}
}

// each calls f at every tag of an entry.
func (d *officeReader) each(e *zipEntry, f func(x *xmlPull) error) error {
	r, err := d.z.open(e)
	if err != nil {
		return err
	}
	return d.tags(r, f)
}

func (d *officeReader) tags(r io.Reader, f func(x *xmlPull) error) error {
	x := d.pull
	if d.pull = nil; x == nil {
		x = newPull(r)
	} else {
		x.reset(r)
	}
	defer func() { d.pull = x }()
	for {
		err := x.next()
		d.cut = d.cut || x.cut
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := f(x); err != nil {
			return err
		}
	}
}

// An officeRelation leads from one part to another.
type officeRelation struct {
	id, kind string // the kind is the last word of its type
	target   string // the name of an entry
}

// relations are those of a part that lead to other parts of the archive; those of the
// archive itself for an empty name. At most 20,000 are known.
func (d *officeReader) relations(name string) []officeRelation {
	e := d.z.find(path.Join(path.Dir(name), "_rels", path.Base("/"+name)+".rels"))
	if name == "" {
		e = d.z.find("_rels/.rels")
	}
	if e == nil {
		return nil
	}
	var all []officeRelation
	_ = d.each(e, func(x *xmlPull) error {
		if x.end || x.name != "Relationship" || len(all) >= 20_000 || string(x.attr("TargetMode")) == "External" {
			return nil
		}
		var r officeRelation
		r.id = string(x.attr("Id")) // one by one, since an attribute is valid until the next
		r.kind = path.Base(string(x.attr("Type")))
		r.target = string(x.attr("Target"))
		if strings.HasPrefix(r.target, "/") {
			r.target = r.target[1:]
		} else {
			r.target = path.Join(path.Dir(name), r.target)
		}
		all = append(all, r)
		return nil
	})
	return all
}

// locked says that an OpenDocument document is encrypted, by its manifest.
func (d *officeReader) locked() bool {
	e := d.z.find("META-INF/manifest.xml")
	if e == nil {
		return false
	}
	found := false
	err := d.each(e, func(x *xmlPull) error {
		found = found || x.name == "encryption-data"
		return nil
	})
	return found && err == nil
}

// mark notes that an entry is read, or is going to be.
func (d *officeReader) mark(e *zipEntry) {
	if d.marked == nil {
		d.marked = map[int64]bool{}
	}
	d.marked[e.off] = true
}

func (d *officeReader) done(e *zipEntry) bool { return d.marked[e.off] }

// ended says that an error ends the reading of the document, not of a part.
func (d *officeReader) ended(err error) bool {
	return errors.Is(err, errExpanded) || errors.Is(err, errLimit) || errors.Is(err, errRows) || d.fatal(nil) != nil || d.late()
}
