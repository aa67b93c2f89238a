package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"piiventory/scanners"
)

// parts reads all entries of the document: the one that leads to the others, then
// those of known XML, then all else with whatever reader suits it.
func (d *officeReader) parts(f office) error {
	if e := d.z.find(f.main); e != nil && f.kind == "xlsx" {
		d.mark(e)
		if err := d.one(e, d.workbook); err != nil {
			return err
		}
	}
	if f.kind == "xlsb" {
		d.mark(d.z.find(f.main))
		d.t = part
		d.gap(scanners.GapFormat, d.unread(), "a workbook in the binary form xlsb: no reader for it; save it as xlsx first, nothing in its sheets was looked at")
	}
	var others []uint64 // bits, by number in the directory
	n := 0
	err := d.z.each(func(e *zipEntry) error {
		n++
		if d.done(e) || officeSilent(e.name) {
			return nil
		}
		if f.kind == "xlsb" && strings.HasSuffix(e.name, ".bin") && !strings.Contains(e.name, "/embeddings/") && !strings.HasSuffix(e.name, "vbaProject.bin") {
			return nil // the gap above stands for them
		}
		read, err := d.reader(e)
		if err == nil && read == nil {
			for n>>6 >= len(others) {
				others = append(others, 0)
			}
			others[n>>6] |= 1 << (n & 63)
			return nil
		}
		if err != nil {
			return d.trouble(e, err)
		}
		return d.one(e, read)
	})
	if d.book != nil && err == nil {
		err = d.book.close()
	}
	if d.book = nil; err != nil {
		return err
	}
	if len(others) == 0 {
		return nil
	}
	n = 0
	return d.z.each(func(e *zipEntry) error {
		if n++; n>>6 >= len(others) || others[n>>6]&(1<<(n&63)) == 0 {
			return nil
		}
		return d.one(e, d.inside)
	})
}

// officeQuietParts are entries that programs write for themselves: lists of what is in
// the archive, fonts, small pictures of the first page, settings of toolbars.
var officeQuietParts = regexp.MustCompile(`(?i)^(\[Content_Types\]\.xml|mimetype|META-INF/manifest\.xml|layout-cache|Configurations2/.*|Thumbnails/.*|docProps/thumbnail\.[a-z]+|(word/|ppt/)?fonts/.*\.(odttf|fntdata|ttf|otf))$`)

func officeSilent(name string) bool {
	switch name[0] | 0x20 { // most begin otherwise
	case '[' | 0x20, 'm', 'l', 'c', 't', 'd', 'f', 'w', 'p':
		return officeQuietParts.MatchString(name)
	}
	return false
}

// A partReader reads one part of a document.
type partReader = func(e *zipEntry) error

// reader chooses the reader of a part by its root element. It returns nil for what
// is no XML, or none that is known here.
func (d *officeReader) reader(e *zipEntry) (partReader, error) {
	switch ext := strings.ToLower(path.Ext(e.name)); {
	case slices.Contains(officeBinaries, ext):
		return nil, nil
	case ext == ".bin" && strings.Contains(strings.ToLower(e.name), "printersettings"):
		return d.printer, nil
	}
	root, err := d.root(e)
	if err != nil || root.name == "" {
		return nil, err
	}
	read, ok := officeRoots[root.name]
	if !ok || !root.ours && (root.space != "" || strings.HasPrefix(strings.ToLower(e.name), "customxml/")) {
		return nil, nil
	}
	return func(e *zipEntry) error { return read(d, e) }, nil
}

// officeBinaries are ends of names of entries that are no XML.
var officeBinaries = []string{".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".zip", ".xlsx", ".docx", ".pptx"}

// officeRoots are the readers of parts by their root elements.
var officeRoots = func() map[string]func(d *officeReader, e *zipEntry) error {
	m := map[string]func(d *officeReader, e *zipEntry) error{}
	for names, read := range map[string]func(d *officeReader, e *zipEntry) error{
		`document,hdr,ftr,footnotes,endnotes,comments,glossaryDocument,settings,numbering,people,commentsEx,commentsIds,commentsExtensible,recipients
			sst,wsDr,xml,personList,ThreadedComments,table,userShapes,formControlPr,revisions,headers,users,workbook
			metadata,slicers,slicerCacheDefinition,timelines,timelineCacheDefinition,pivotTableDefinition
			presentation,sld,notes,cmLst,cmAuthorLst,authorLst,tagLst
			document-content,document-styles,RDF`: (*officeReader).lines,
		"worksheet,macrosheet,dialogsheet,chartsheet": (*officeReader).orphan,
		"chartSpace": (*officeReader).chart,
		"dataModel,drawing,sldLayout,sldMaster,notesMaster,handoutMaster": (*officeReader).oneOf,
		"Properties,coreProperties,document-meta":                         (*officeReader).properties,
		"document-settings":    (*officeReader).settings,
		"Relationships":        (*officeReader).links,
		"pivotCacheDefinition": (*officeReader).pivot,
		"externalLink":         (*officeReader).external,
		"ink":                  (*officeReader).ink,
	} {
		for _, n := range listed(names) {
			m[n] = read
		}
	}
	for n := range officeLooks {
		m[n] = (*officeReader).nothing
	}
	return m
}()

// officeLooks are the roots of parts that are about looks and places only.
var officeLooks = func() map[string]bool {
	m := map[string]bool{}
	for _, n := range listed("theme,themeOverride,styleSheet,fonts,webSettings,styles,calcChain,tblStyleLst,presentationPr,viewPr,colorsDef,styleDef,layoutDef,colorStyle,chartStyle,datastoreItem,Types,manifest") {
		m[n] = true
	}
	return m
}()

// An officeRoot is the root element of a part.
type officeRoot struct {
	name, space string
	ours        bool // the namespace is one of the formats
}

// root looks at the first element of an entry. The name is empty for what is no XML.
func (d *officeReader) root(e *zipEntry) (r officeRoot, err error) {
	in, err := d.z.open(e)
	if err != nil {
		return r, err
	}
	head := make([]byte, 512)
	n, err := readFull(in, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return r, err
	}
	b := bytes.TrimLeft(head[:n], "\ufeff \t\r\n")
	if len(b) > 0 && b[0] >= 0xfe {
		b = bytes.Trim(b, "\xff\xfe\x00")
	}
	if len(b) == 0 || b[0] != '<' && !bytes.HasPrefix(b, []byte("\x00<")) {
		return r, nil
	}
	err = d.tags(io.MultiReader(bytes.NewReader(head[:n]), in), func(x *xmlPull) error {
		r = officeRoot{name: x.name, space: x.namespace()}
		return errFoundRoot
	})
	for _, s := range []string{"http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/", "http://schemas.microsoft.com/office/", "urn:oasis:names:tc:opendocument:", "http://openoffice.org/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2003/InkML"} {
		r.ours = r.ours || strings.HasPrefix(r.space, s)
	}
	if err == errFoundRoot {
		err = nil
	}
	return r, err
}

var errFoundRoot = errors.New("found")

// one reads one part. What is broken in it is a gap, and the other parts are read.
func (d *officeReader) one(e *zipEntry, read partReader) error {
	return d.trouble(e, read(e))
}

// trouble turns what went wrong with a part into a gap.
func (d *officeReader) trouble(e *zipEntry, err error) error {
	if err == nil || d.ended(err) {
		return err
	}
	d.t = part
	d.o.undo()
	var no *refusal
	if errors.As(err, &no) {
		d.gap(no.kind, -1, no.reason)
		return nil
	}
	d.gap(scanners.GapCorrupt, -1, fmt.Sprintf("a part of the document (%s) is broken or cut off; what came before in it was read, the rest of it cannot be", path.Base(entryName(plainPart(e.name)))))
	return nil
}

var plainPartName = regexp.MustCompile(`^[A-Za-z]+[0-9]*\.xml$`)

// plainPart is the name of a part as the formats have it; others may be anything.
func plainPart(name string) string {
	if plainPartName.MatchString(path.Base(name)) {
		return name
	}
	return "content"
}

// inside reads what is no part with texts of the formats: pictures, embedded files,
// parts that nobody here knows.
func (d *officeReader) inside(e *zipEntry) error {
	in, err := d.z.inner(e)
	d.t.add(in)
	return err
}

func (d *officeReader) nothing(*zipEntry) error { return nil }

// orphan reads a sheet that the workbook does not name.
func (d *officeReader) orphan(e *zipEntry) error {
	if d.book == nil {
		d.book = newWorkbook(d)
	}
	d.orphans++
	return d.book.sheet(strings.TrimSuffix(path.Base(entryName(plainPart(e.name))), ".xml"), e)
}

func (d *officeReader) chart(e *zipEntry) error {
	return d.text(e, &officeText{officeReader: d, loose: "chart"})
}

// oneOf reads parts that repeat texts of others, which count once: masters of slides,
// and diagrams, of which a file has the model and what it looks like.
func (d *officeReader) oneOf(e *zipEntry) error {
	return d.text(e, &officeText{officeReader: d, once: true})
}

func (d *officeReader) ink(*zipEntry) error {
	d.t.add(nothing)
	d.gap(scanners.GapImage, -1, "what was written by hand with a pen on the document is kept as lines, which nobody here reads")
	return nil
}
