package content

import (
	"strings"

	"piiventory/scanners"
)

// iWork is a document of Pages, Numbers or Keynote. Its texts lie in a form that is
// not published, which is a gap; pictures, previews and files in it are read.
type iWork struct{ z *zipDirectory }

var _ = registerZipped(zippedFormat{name: "iwork", rank: 12, recognise: func(z *zipDirectory) document {
	for i := range z.first {
		if strings.HasSuffix(z.first[i].name, ".iwa") {
			return iWork{z}
		}
	}
	return nil
}})

func (f iWork) read(l *layer) (taken, error) {
	d := &officeReader{layer: l, z: f.z, o: l.out, t: part}
	l.gap(scanners.GapFormat, -1, "a document of Pages, Numbers or Keynote: no reader for its texts and tables; save it as PDF or for Microsoft Office first, only pictures and files in it were looked at")
	err := f.z.each(func(e *zipEntry) error {
		if strings.HasSuffix(e.name, ".iwa") {
			return nil
		}
		return d.inside(e)
	})
	return d.t, err
}
