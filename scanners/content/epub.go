package content

import (
	"path"
	"slices"
	"strings"

	"piiventory/scanners"
)

// epub reads electronic books (EPUB 2 and 3): zip archives of pages in XHTML with
// pictures, and a list that says who wrote them. Each page is an entry of its own; of
// a large book a random choice of them is read.
type epub struct{ z *zipDirectory }

var _ = registerZipped(zippedFormat{name: "epub", rank: 11, recognise: func(z *zipDirectory) document {
	if z.kind() != "application/epub+zip" {
		return nil
	}
	return epub{z}
}})

func (f epub) read(l *layer) (taken, error) {
	d := &officeReader{layer: l, z: f.z, o: l.out, t: whole}
	locked := map[string]bool{}
	if e := f.z.find("META-INF/encryption.xml"); e != nil {
		font := false
		err := d.one(e, func(e *zipEntry) error {
			return d.each(e, func(x *xmlPull) error {
				switch {
				case x.end:
				case x.name == "EncryptionMethod":
					// Fonts are only made unfit for being taken out.
					a := string(x.attr("Algorithm"))
					font = a == "http://www.idpf.org/2008/embedding" || a == "http://ns.adobe.com/pdf/enc#RC"
				case x.name == "CipherReference" && !font && len(locked) < officeKnown:
					locked[string(x.attr("URI"))] = true
				}
				return nil
			})
		})
		if err != nil {
			return part, err
		}
	}
	if l.object && l.partial && len(locked) == 0 {
		return (&zipFile{zipDirectory: f.z}).sample(l)
	}
	err := f.z.each(func(e *zipEntry) error {
		switch {
		case locked[e.name]:
			in, err := l.refused(e.name, e.size, refuse(scanners.GapEncrypted, "this part of the book is encrypted; nothing in it was looked at"))
			d.t.add(in)
			return err
		case e.name == "mimetype", slices.Contains(bookFonts, strings.ToLower(path.Ext(e.name))):
			return nil
		}
		return d.inside(e)
	})
	return d.t, err
}

// bookFonts are ends of names of entries without texts.
var bookFonts = []string{".ttf", ".otf", ".woff", ".woff2"}
