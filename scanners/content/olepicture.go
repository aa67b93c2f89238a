package content

import (
	"io"

	"piiventory/scanners"
)

// olePictures are the kinds of pictures in drawings of Office (MS-ODRAW), with the
// instance that says that two checksums stand before them.
var olePictures = map[uint16]struct {
	ext string
	two []uint16
}{
	0xF01A: {"emf", []uint16{0x3D5}}, 0xF01B: {"wmf", []uint16{0x217}}, 0xF01C: {"pict", []uint16{0x543}},
	0xF01D: {"jpg", []uint16{0x46B, 0x6E3}}, 0xF02A: {"jpg", []uint16{0x46B, 0x6E3}}, 0xF01E: {"png", []uint16{0x6E1}},
	0xF01F: {"dib", []uint16{0x7A9}}, 0xF029: {"tif", []uint16{0x6E5}},
}

// pictures reads the pictures in a stream of drawing records.
func (d *oleDoc) pictures(r io.Reader) error {
	var h [8]byte
	for {
		if _, err := io.ReadFull(r, h[:]); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		inst, kind, size := u16(h[:]), u16(h[2:]), int64(u32(h[4:]))
		pic, ok := olePictures[kind]
		switch {
		case inst&15 == 15: // what lies in it comes next
			continue
		case kind == 0xF007: // an entry of the table of pictures, with the picture in it
			var e [36]byte
			if size < 36 {
				return errBroken
			}
			if _, err := io.ReadFull(r, e[:]); err != nil {
				return broken(err)
			}
			size = int64(e[33])
		case ok:
			head := int64(17)
			for _, two := range pic.two {
				if inst>>4 == two {
					head += 16
				}
			}
			if kind == 0xF01A || kind == 0xF01B || kind == 0xF01C {
				// Drawings as commands; what they show as text is in them, packed.
				d.lose(scanners.GapImage, "drawings as Windows metafiles in the document were not looked at")
				break
			}
			if size < head {
				return errBroken
			}
			if _, err := io.CopyN(io.Discard, r, head); err != nil {
				return broken(err)
			}
			body := io.LimitReader(r, size-head)
			if err := d.within("picture."+pic.ext, size-head, body); err != nil {
				return err
			}
			if _, err := io.Copy(io.Discard, body); err != nil {
				return err
			}
			continue
		}
		if _, err := io.CopyN(io.Discard, r, size); err != nil {
			return broken(err)
		}
	}
}
