package content

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"strings"

	"piiventory/scanners"
)

// officeFlat reads documents of office programs that are one piece of XML: flat
// OpenDocument, the XML of Word 2003, and packages of Office Open XML in one file.
// They stream; pictures and files in them are read with whatever reader suits them.
type officeFlat struct{ kind string }

var _ = func() (all []bool) {
	for _, r := range flatRoots {
		all = append(all, registerBinary(binaryFormat{name: r.kind, rank: 30, recognise: func(h start) document {
			switch {
			case !r.begins(h.b):
				return nil
			case r.kind == "excel-xml":
				return excelXML{}
			}
			return officeFlat{r.kind}
		}}))
	}
	return all
}()

// flatRoots are the root elements of the formats, with what stands among their
// attributes.
var flatRoots = []flatRoot{
	{"document", "urn:oasis:names:tc:opendocument:xmlns:office:", "flat-odf"},
	{"Workbook", "urn:schemas-microsoft-com:office:spreadsheet", "excel-xml"},
	{"wordDocument", "http://schemas.microsoft.com/office/word/2003/wordml", "word-xml"},
	{"package", "http://schemas.microsoft.com/office/2006/xmlPackage", "flat-opc"},
}

type flatRoot struct{ name, space, kind string }

// begins looks at the root element. What declares another charset than those of
// Unicode is left to the reader of any XML.
func (r flatRoot) begins(b []byte) bool {
	if len(b) < 4 || b[0] != '<' && b[0] < 0xef && b[0] > ' ' {
		return false
	}
	b = b[:min(len(b), 8<<10)]
	if b[0] == 0 || b[1] == 0 || b[0] >= 0xfe {
		c := charsetOf(b[:len(b)&^1], false)
		if c == nil {
			return false
		}
		b = c.decode(b[:len(b)&^1])
		b = b[:min(len(b), 8<<10)]
	}
	if !bytes.Contains(b, []byte(r.name)) {
		return false
	}
	if head := bytes.ToLower(b[:min(len(b), 200)]); bytes.HasPrefix(head, []byte("<?xml")) {
		if _, value, ok := bytes.Cut(head, []byte("encoding=")); ok && len(value) > 0 && !bytes.HasPrefix(value[1:], []byte("utf-")) && !bytes.HasPrefix(value[1:], []byte("us-ascii")) {
			return false
		}
	}
	x := xmlPull{r: bufio.NewReaderSize(bytes.NewReader(b), 1<<10), names: map[string]*officeTag{}}
	return x.next() == nil && !x.end && x.name == r.name && strings.HasPrefix(x.namespace(), r.space)
}

func (f officeFlat) read(l *layer) (taken, error) {
	d := &officeReader{layer: l, o: l.out, t: whole, odf: f.kind == "flat-odf"}
	r := &flatReader{officeText: &officeText{officeReader: d}, kind: f.kind}
	err := d.tags(l.r, r.tag)
	if err == nil && r.open > 0 {
		err = errBroken
	}
	if err == nil || !d.ended(err) {
		if end := r.finish(); err == nil {
			err = end
		}
	}
	if err != nil {
		return part, err
	}
	d.tell()
	return d.t, nil
}

// A flatReader reads a document in one piece.
type flatReader struct {
	*officeText
	kind string
	open int // elements
	// Of a package: the part, whether its root comes next, and whether it is passed over.
	part   string
	root   bool
	passed bool
	links  bool
	sheets bool

	setting string // the name of one of OpenDocument
	worded  bool
}

func (r *flatReader) tag(x *xmlPull) error {
	if r.open += step(x); r.open == 1 && !x.end && r.kind == "flat-odf" {
		r.spread = strings.HasSuffix(strings.TrimSuffix(string(x.attr("mimetype")), "-template"), "spreadsheet")
		r.sheet = r.spread
	}
	if r.kind == "flat-opc" {
		return r.bundle(x)
	}
	if x.name == "config-item" {
		if x.end {
			return r.officeReader.setting(r.setting, r.worded, x.text)
		}
		r.setting = string(x.attr("name"))
		r.worded = string(x.attr("type")) == "string"
		return nil
	}
	return r.officeText.tag(x)
}

// bundle reads a package in one file, in which the parts follow one another.
func (r *flatReader) bundle(x *xmlPull) error {
	switch {
	case x.name == "part":
		r.part = string(x.attr("name"))
	case x.name == "xmlData" && !x.end:
		r.root = true
	case x.name == "xmlData":
		r.passed, r.links, r.all, r.about = false, false, false, 0
		return r.finish()
	case r.root:
		r.root = false
		r.begin(x)
	}
	switch {
	case r.links:
		if x.name == "Relationship" && !x.end && string(x.attr("TargetMode")) == "External" {
			return r.line("link", x.attr("Target"))
		}
	case !r.passed:
		return r.officeText.tag(x)
	}
	return nil
}

// begin chooses how a part is read by its root.
func (r *flatReader) begin(x *xmlPull) {
	switch _, known := officeRoots[x.name]; {
	case x.name == "Relationships":
		r.links = true
	case x.name == "Properties" || x.name == "coreProperties":
		r.about = 1
	case x.name == "worksheet":
		r.passed, r.t = true, part
		if !r.sheets {
			r.gap(scanners.GapFormat, -1, "a workbook in one piece of XML (flat OPC): its sheets are not read; save it as xlsx first")
		}
		r.sheets = true
	case known && officeLooks[x.name]:
		r.passed = true
	default:
		r.all = !known
	}
}

// embedded reads bytes that are written in base64.
func (t *officeText) embedded(x *xmlPull) error {
	name := string(x.attr("name"))
	if name == "" {
		name = "embedded"
	}
	in, err := t.inner(entry{name: name, size: -1, r: base64.NewDecoder(base64.StdEncoding, blankless{x.raw()})})
	t.t.add(in)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, x.raw())
	return err
}

// blankless leaves out blanks.
type blankless struct{ r io.Reader }

func (b blankless) Read(p []byte) (int, error) {
	for {
		n, err := b.r.Read(p)
		k := 0
		for _, c := range p[:n] {
			if c > ' ' {
				p[k] = c
				k++
			}
		}
		if k > 0 || err != nil {
			return k, err
		}
	}
}
