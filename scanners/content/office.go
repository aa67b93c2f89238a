package content

import (
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"piiventory/scanners"
)

// office reads documents that are zip archives of XML: those of Office Open XML
// (ISO/IEC 29500) and of OpenDocument (ISO/IEC 26300). Sheets and tables give rows
// with names, the rest gives lines of text; pictures and embedded files are read
// with whatever reader suits them.
type office struct {
	z     *zipDirectory
	parts []officePart
}

// An officePart says how the entries of which the path matches are read.
type officePart struct {
	match *regexp.Regexp
	read  func(d *officeReader, e *zipEntry) error
}

func officePath(expr string, read func(d *officeReader, e *zipEntry) error) officePart {
	return officePart{regexp.MustCompile(`(?i)^(?:` + expr + `)$`), read}
}

// What all of Office Open XML has in common.
var (
	ooxmlProperties = officePath(`docProps/(core|app|custom)\.xml`, (*officeReader).properties)
	ooxmlLinks      = officePath(`(word|xl/worksheets|ppt/slides)/_rels/[^/]*\.rels`, (*officeReader).links)
	ooxmlInner      = officePath(`(xl|word|ppt)/(media|embeddings)/.*|customXml/item[0-9]+\.xml|xl/(externalLinks|pivotCache)/[^/]*\.xml|xl/queryTables/.*|xl/connections\.xml`, (*officeReader).inside)
)

var officeKinds = []struct {
	name, entry, kind string
	parts             []officePart
}{
	{"xlsx", "xl/workbook.xml", "", []officePart{
		officePath(`xl/workbook\.xml`, (*officeReader).workbook),
		officePath(`xl/(comments[0-9]*|comments/[^/]*|threadedComments/[^/]*|drawings/[^/]*|persons/[^/]*|charts/[^/]*)\.xml`, (*officeReader).lines),
		ooxmlLinks, ooxmlProperties, ooxmlInner,
	}},
	{"xlsb", "xl/workbook.bin", "", []officePart{
		officePath(`xl/workbook\.bin`, func(*officeReader, *zipEntry) error {
			return refuse(scanners.GapFormat, "a workbook in the binary form xlsb: no reader for it; save it as xlsx first, nothing in its sheets was looked at")
		}),
		ooxmlLinks, ooxmlProperties, ooxmlInner,
	}},
	{"docx", "word/document.xml", "", []officePart{
		officePath(`word/(document|header[0-9]*|footer[0-9]*|footnotes|endnotes|comments|glossary/document)\.xml`, (*officeReader).lines),
		ooxmlLinks, ooxmlProperties, ooxmlInner,
	}},
	{"pptx", "ppt/presentation.xml", "", []officePart{
		officePath(`ppt/(slides|notesSlides|comments|handoutMasters|diagrams|charts)/[^/]*\.xml|ppt/commentAuthors\.xml`, (*officeReader).lines),
		ooxmlLinks, ooxmlProperties, ooxmlInner,
	}},
	{"ods", "", "application/vnd.oasis.opendocument.spreadsheet", odfParts},
	{"odt", "", "application/vnd.oasis.opendocument.text", odfParts},
	{"odp", "", "application/vnd.oasis.opendocument.presentation", odfParts},
	{"odg", "", "application/vnd.oasis.opendocument.graphics", odfParts},
}

var odfParts = []officePart{
	officePath(`([^/]+/)?(content|styles)\.xml`, (*officeReader).lines),
	officePath(`meta\.xml`, (*officeReader).properties),
	officePath(`(Pictures|media|ObjectReplacements)/.*`, (*officeReader).inside),
}

var _ = func() (all []bool) {
	for _, k := range officeKinds {
		all = append(all, registerZipped(zippedFormat{name: k.name, rank: 10, recognise: func(z *zipDirectory) document {
			if k.entry != "" && !z.has(k.entry) || k.kind != "" && !strings.HasPrefix(z.kind(), k.kind) {
				return nil
			}
			return office{z, k.parts}
		}}))
	}
	return all
}()

// An officeReader is the reading of one document.
type officeReader struct {
	*layer
	z     *zipDirectory
	o     *out
	t     taken
	odf   bool
	sheet bool // sheets rather than text
	cut   bool
}

func (f office) read(l *layer) (taken, error) {
	d := &officeReader{layer: l, z: f.z, o: l.out, t: whole, odf: f.z.kind() != "", sheet: f.z.is == "ods" || strings.HasSuffix(f.z.kind(), "spreadsheet")}
	if d.odf && d.locked() {
		return nothing, refuse(scanners.GapEncrypted, "this document is encrypted with a password; decrypt it first, nothing in it was looked at")
	}
	for _, p := range f.parts {
		err := f.z.each(func(e *zipEntry) error {
			if !p.match.MatchString(e.name) {
				return nil
			}
			return d.one(p, e)
		})
		if err != nil {
			return part, err
		}
	}
	if d.cut {
		l.gap(scanners.GapOversized, -1, "texts in the document are longer than 1 MiB; the rest of them was not read")
		d.t = part
	}
	return d.t, nil
}

// one reads one part. What is broken in it is a gap, and the other parts are read.
func (d *officeReader) one(p officePart, e *zipEntry) error {
	err := p.read(d, e)
	if err == nil {
		return nil
	}
	if errors.Is(err, errExpanded) || errors.Is(err, errLimit) || errors.Is(err, errRows) || d.fatal(nil) != nil || d.late() {
		return err
	}
	d.t = part
	d.o.undo()
	var no *refusal
	if errors.As(err, &no) {
		d.gap(no.kind, -1, no.reason)
		return nil
	}
	d.gap(scanners.GapCorrupt, -1, fmt.Sprintf("a part of the document (%s) is broken or cut off; what came before in it was read, the rest of it cannot be", path.Base(entryName(d.plainName(e.name)))))
	return nil
}

// plainName is the name of a part as the format has it; others may be anything.
func (d *officeReader) plainName(name string) string {
	if regexp.MustCompile(`^[A-Za-z]+[0-9]*\.xml$`).MatchString(path.Base(name)) {
		return name
	}
	return "content"
}

// pull opens the XML of an entry.
func (d *officeReader) pull(e *zipEntry) (*xmlPull, error) {
	r, err := d.z.open(e)
	if err != nil {
		return nil, err
	}
	return newPull(r), nil
}

// each calls f at every tag of an entry.
func (d *officeReader) each(e *zipEntry, f func(x *xmlPull) error) error {
	x, err := d.pull(e)
	if err != nil {
		return err
	}
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

// inside reads a picture or an embedded file.
func (d *officeReader) inside(e *zipEntry) error {
	in, err := d.z.inner(e)
	d.t.add(in)
	return err
}

// links reads where the links of a part lead to, among them addresses of mail.
func (d *officeReader) links(e *zipEntry) error {
	return d.each(e, func(x *xmlPull) error {
		if x.end || x.name != "Relationship" || string(x.attr("TargetMode")) != "External" {
			return nil
		}
		d.o.cell(d.o.named("link"), x.attr("Target"))
		return d.o.endRow()
	})
}

// properties reads who wrote the document and what it is about, one row.
func (d *officeReader) properties(e *zipEntry) error {
	name, n := "", 0
	err := d.each(e, func(x *xmlPull) error {
		if !x.end {
			if !strings.HasPrefix(x.name, "lp") {
				name = x.name
			}
			if v := x.attr("name"); v != nil && (x.name == "property" || x.name == "user-defined") {
				name = string(v)
			}
			return nil
		}
		if text := strings.TrimSpace(string(x.text)); text != "" && n < 500 && !officeTechnical[x.name] {
			if x.name != "user-defined" && !strings.HasPrefix(x.name, "lp") {
				name = x.name
			}
			n++
			d.o.cell(d.o.named("properties."+entryName(name)), []byte(text))
		}
		return nil
	})
	if n > 0 {
		err = errors.Join(d.o.endRow(), err)
	}
	return err
}

// officeTechnical are properties that are about the program and the counts of
// words.
var officeTechnical = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range []string{
		"Application", "AppVersion", "Template", "TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs",
		"Slides", "Notes", "HiddenSlides", "MMClips", "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "DocSecurity", "PresentationFormat",
		"revision", "version", "created", "modified", "lastPrinted", "i4", "generator", "editing-cycles", "editing-duration", "creation-date",
		"date", "print-date", "bool", "r8", "filetime", "language",
	} {
		m[w] = true
	}
	return m
}()

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
