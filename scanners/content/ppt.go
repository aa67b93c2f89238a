package content

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/zlib"

	"piiventory/scanners"
)

// pptFile reads presentations of PowerPoint 97 to 2003. The texts of slides, notes,
// masters and comments lie in records in one another, which are gone over from the start:
// what an earlier saving left is read as well.
type pptFile struct {
	d *oleDoc
	r io.Reader
	b []byte
	n int // objects embedded
}

var _ = registerOLE(oleKind{"ppt", "PowerPoint Document", readPPT})

// The numbers of the records that hold something.
const (
	pptWide    = 4000
	pptNarrow  = 4008
	pptString  = 4026
	pptObject  = 0x1011
	pptCrypt   = 0x2F14
	pptComment = 0x2EE0
)

// mostSlideText bounds one text of a slide.
const mostSlideText = 1 << 20

func readPPT(d *oleDoc, s oleStorage) error {
	if u := d.stream(s, "Current User"); u != nil {
		if err := d.one(currentUser(d, u)); err != nil {
			return err
		}
	}
	if d.stream(s, "EncryptedSummary") != nil {
		return errSlides
	}
	w := d.stream(s, "PowerPoint Document")
	pictures := d.stream(s, "Pictures")
	f := &pptFile{d: d, r: w.reader(0)}
	if err := d.one(f.records()); err != nil {
		return err
	}
	if pictures != nil {
		return d.pictures(pictures.reader(0))
	}
	return nil
}

var errSlides = refuse(scanners.GapEncrypted, "this presentation is encrypted with a password; save it without one first, nothing in it was looked at")

// currentUser reads who saved the presentation last, and whether it is encrypted.
func currentUser(d *oleDoc, s *oleStream) error {
	b, err := s.small(4096)
	if err != nil || len(b) < 28 {
		return err
	}
	if u32(b[12:]) == 0xF3D1C4DF {
		return errSlides
	}
	n := int(u16(b[20:]))
	if 28+n > len(b) {
		return nil
	}
	name := toUTF8(b[28:28+n], "windows-1252")
	if rest := b[28+n:]; len(rest) >= 4+2*n {
		name = wideString(rest[4 : 4+2*n])
	}
	return d.field("properties.lastUser", name)
}

func (f *pptFile) records() error {
	var h [8]byte
	for {
		if _, err := io.ReadFull(f.r, h[:]); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		inst, kind, size := u16(h[:]), u16(h[2:]), int64(u32(h[4:]))
		switch {
		case kind == pptCrypt:
			return errSlides
		case kind == pptObject:
			if err := f.object(inst>>4, size); err != nil {
				return err
			}
		case kind == pptWide || kind == pptNarrow || kind == pptString:
			if err := f.text(kind, inst>>4, size); err != nil {
				return err
			}
		case artProperties(kind) && size <= mostSlideText:
			b := make([]byte, size)
			if _, err := io.ReadFull(f.r, b); err != nil {
				return broken(err)
			}
			for _, v := range shapeTexts(b, int(inst>>4)) {
				if err := f.d.line(v); err != nil {
					return err
				}
			}
		case inst&15 == 15: // what lies in it comes next
		default:
			if _, err := io.CopyN(io.Discard, f.r, size); err != nil {
				return broken(err)
			}
		}
	}
}

// text reads one text; a paragraph is a line.
func (f *pptFile) text(kind, inst uint16, size int64) error {
	var b bytes.Buffer
	if _, err := io.CopyN(&b, f.r, min(size, 2*mostSlideText)); err != nil {
		return broken(err)
	}
	if size > 2*mostSlideText {
		f.d.lose(scanners.GapOversized, "texts in the document are longer than 1 MiB; the rest of them was not read")
		if _, err := io.CopyN(io.Discard, f.r, size-2*mostSlideText); err != nil {
			return broken(err)
		}
	}
	if kind == pptNarrow {
		f.b = f.b[:0]
		for _, c := range b.Bytes() {
			f.b = appendRune(f.b, rune(c))
		}
	} else {
		f.b = appendWide(f.b[:0], b.Bytes())
	}
	for len(f.b) > 0 {
		i := bytes.IndexAny(f.b, "\r\n\v")
		if i < 0 {
			i = len(f.b)
		}
		if err := f.d.line(f.b[:i]); err != nil {
			return err
		}
		f.b = f.b[min(len(f.b), i+1):]
	}
	return nil
}

// object reads an embedded document, which is a compound file, or macros.
func (f *pptFile) object(inst uint16, size int64) error {
	r := &io.LimitedReader{R: f.r, N: size}
	f.n++
	var err error
	if inst == 1 { // packed, behind its length
		if size < 4 {
			return errBroken
		}
		if _, err := io.CopyN(io.Discard, r, 4); err != nil {
			return broken(err)
		}
		var z io.ReadCloser
		if z, err = zlib.NewReader(r); err == nil {
			err = f.d.unpacked("object", size, z)
		}
	} else {
		err = f.d.within("object", size, r)
	}
	if err != nil && f.d.one(err) != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	if r.N > 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// unpacked reads content that was compressed into so many bytes.
func (d *oleDoc) unpacked(name string, packed int64, r io.Reader) error {
	t, err := d.inner(entry{name: name, size: -1, packed: func() int64 { return packed }, r: r})
	d.t.add(t)
	return err
}
