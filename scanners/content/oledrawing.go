package content

import "piiventory/scanners"

// artTexts are the texts among the properties of a shape (MS-ODRAW 2.3): what it shows
// as art made of words, and what it is called and described as.
var artTexts = map[uint16]bool{0x00C0: true, 0x0380: true, 0x0381: true, 0x038D: true}

// artProperties says that a record holds properties of a shape.
func artProperties(kind uint16) bool { return kind == 0xF00B || kind == 0xF121 || kind == 0xF122 }

// shapeTexts finds the texts in a record of n properties: six bytes for each, and behind
// them the texts and the like in their order.
func shapeTexts(b []byte, n int) (all [][]byte) {
	if 6*n > len(b) {
		return nil
	}
	list, rest := b[:6*n], b[6*n:]
	for ; len(list) > 0; list = list[6:] {
		id := u16(list)
		if id&0x8000 == 0 {
			continue
		}
		size := int64(u32(list[2:]))
		if size > int64(len(rest)) {
			break
		}
		if artTexts[id&0x3FFF] {
			if v := wideString(rest[:size]); len(v) > 0 {
				all = append(all, v)
			}
		}
		rest = rest[size:]
	}
	return all
}

// drawing goes over records of drawings that are held, and calls it with each that is no
// container.
func drawing(b []byte, it func(inst, kind uint16, b []byte) error) error {
	for len(b) >= 8 {
		inst, kind, size := u16(b), u16(b[2:]), int64(u32(b[4:]))
		if b = b[8:]; inst&15 == 15 {
			continue
		}
		if size > int64(len(b)) {
			return errBroken
		}
		if err := it(inst>>4, kind, b[:size]); err != nil {
			return err
		}
		b = b[size:]
	}
	return nil
}

// drawings reads what floats above a text: pictures, which lie in the stream of the text,
// and the words of shapes.
func (f *docFile) drawings() error {
	b, err := f.part(50, docPieces)
	if err != nil {
		return err
	}
	met, sum := map[int64]bool{}, int64(0)
	for len(b) >= 8 {
		size := int64(u32(b[4:])) + 8
		if size > int64(len(b)) {
			return errBroken
		}
		err := drawing(b[:size], func(inst, kind uint16, p []byte) error {
			if artProperties(kind) {
				for _, v := range shapeTexts(p, int(inst)) {
					if err := f.d.line(v); err != nil {
						return err
					}
				}
			}
			if kind != 0xF007 || len(p) < 36 {
				return nil
			}
			at, n := int64(u32(p[28:])), int64(u32(p[20:]))
			if n == 0 || at == 0xFFFF_FFFF || met[at] {
				return nil
			}
			if met[at] = true; at+n > f.word.size || sum+n > 2*f.word.size {
				return errBroken
			}
			sum += n
			return f.d.pictures(&oleSpan{f.word, at, at + n})
		})
		if err != nil {
			return err
		}
		// A byte stands before each of the drawings that come next.
		b = b[min(size+1, int64(len(b))):]
	}
	return nil
}

// thumbnail tells of the small picture of the first page that is kept with the
// properties.
func (d *oleDoc) thumbnail() {
	d.lose(scanners.GapImage, "the small picture of its first page that is kept with the document was not looked at")
}
