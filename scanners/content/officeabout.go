package content

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// links reads where the links of a part lead to, among them addresses of mail.
func (d *officeReader) links(e *zipEntry) error {
	return d.each(e, func(x *xmlPull) error {
		if x.end || x.name != "Relationship" || string(x.attr("TargetMode")) != "External" {
			return nil
		}
		return d.line("link", x.attr("Target"))
	})
}

// properties reads who wrote the document and what it is about, one row.
func (d *officeReader) properties(e *zipEntry) error {
	name, n := "", 0
	err := d.each(e, func(x *xmlPull) error {
		own := !typedProperty(x.name)
		if !x.end {
			if own {
				name = x.name
			}
			if x.name == "property" || x.name == "user-defined" {
				if v := x.attr("name"); v != nil {
					name = string(v)
				}
				if v := x.attr("linkTarget"); v != nil && d.unsaid("", v) {
					d.o.cell(d.o.named("properties.linkTarget"), v)
				}
			}
			for _, key := range []string{"href", "title"} { // of the template
				if v := x.attr(key); d.odf && len(v) > 0 && x.name != "user-defined" && !inward(v) {
					d.o.cell(d.o.named("properties."+entryName(x.name)), v)
					n++
				}
			}
			return nil
		}
		text := bytes.TrimSpace(x.text)
		if own && x.name != "user-defined" && x.name != "property" {
			name = x.name
		}
		if len(text) == 0 || officeTechnical[x.name] || officeTechnical[name] || name == "TitlesOfParts" && automatic(text) {
			return nil
		}
		d.o.cell(d.o.named("properties."+entryName(name)), text)
		if n++; n%500 == 0 {
			return d.o.endRow()
		}
		return nil
	})
	if n%500 > 0 {
		err = errors.Join(d.o.endRow(), err)
	}
	return err
}

// typedProperty says that an element only says of which type a property is.
func typedProperty(name string) bool { return strings.HasPrefix(name, "lp") || officeTyped[name] }

// officeTyped are elements that only say of which type a value is.
var officeTyped = map[string]bool{"variant": true, "vector": true, "i1": true, "i2": true, "i4": true, "i8": true, "int": true, "uint": true, "ui4": true, "ui8": true, "r4": true, "r8": true, "decimal": true, "bstr": true, "cy": true, "date": true, "filetime": true, "bool": true}

// officeTechnical are properties that are about the program and the counts of
// words.
var officeTechnical = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range listed(`Application,AppVersion,Template,TotalTime,Pages,Words,Characters,CharactersWithSpaces,Lines,Paragraphs
		Slides,Notes,HiddenSlides,MMClips,ScaleCrop,LinksUpToDate,SharedDoc,HyperlinksChanged,DocSecurity,PresentationFormat,HeadingPairs
		revision,version,created,modified,lastPrinted,generator,editing-cycles,editing-duration,creation-date
		date,print-date,bool,filetime,language
		Editor,Revision,Version,Created,LastSaved,LastPrinted,Bytes`) {
		m[w] = true
	}
	return m
}()

// settings reads those of an OpenDocument document that are texts: names of printers
// and of data sources, among others.
func (d *officeReader) settings(e *zipEntry) error {
	name, text := "", false
	return d.each(e, func(x *xmlPull) error {
		if x.name != "config-item" {
			return nil
		}
		if !x.end {
			name = string(x.attr("name"))
			text = string(x.attr("type")) == "string"
			return nil
		}
		return d.setting(name, text, x.text)
	})
}

func (d *officeReader) setting(name string, text bool, v []byte) error {
	v = bytes.TrimSpace(v)
	if !text || len(v) == 0 || officeViews[name] || !wordy(v, true) || automatic(v) && name == "CodeName" || bytes.HasPrefix(v, []byte("$(")) {
		return nil
	}
	return d.line("settings."+entryName(name), v)
}

// officeViews are settings of how a document is shown.
var officeViews = map[string]bool{"ViewId": true, "ActiveTable": true, "CharacterCompressionType": true, "VisibleLayers": true, "PrintableLayers": true, "LockedLayers": true,
	"PrinterIndependentLayout": true, "RubyCJK": true, "SelectedSheets": true, "PageKind": true, "PrintDrawing": true, "Rsid": true, "RsidRoot": true}

// printer reads the texts in what a printer's driver remembers: its name, names of
// forms, and whatever else it put there.
func (d *officeReader) printer(e *zipEntry) error {
	r, err := d.z.open(e)
	if err != nil {
		return err
	}
	b, err := io.ReadAll(io.LimitReader(r, pullText))
	if err != nil {
		return err
	}
	var run []uint16
	for i := 0; i+1 < len(b); i += 2 {
		c := uint16(b[i]) | uint16(b[i+1])<<8
		if c >= 0x20 && c < 0x7f || c >= 0xa0 && c < 0x250 || c >= 0x3040 && c < 0xd800 {
			run = append(run, c)
			continue
		}
		if len(run) >= 4 {
			if p := []byte(string(utf16.Decode(run))); wordy(p, true) && d.unsaid("printer", p) {
				if err := d.line("printer", p); err != nil {
					return err
				}
			}
		}
		run = run[:0]
	}
	return nil
}
