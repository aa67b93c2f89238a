package content

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // for the size of a picture
	_ "image/jpeg"
	_ "image/png"
	"io"
	"sync"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"piiventory/scanners"
)

// picture reads what an image says of itself: EXIF, XMP and IPTC, with the place
// where it was taken, and comments. What it shows is read with Draw.OCR only.
type picture struct{ kind string }

var _ = func() (all []bool) {
	for _, kind := range []string{"jpeg", "png", "gif", "tiff", "webp", "bmp", "heic", "avif"} {
		all = append(all, registerBinary(binaryFormat{name: kind, rank: 22, recognise: func(h start) document {
			if pictureKind(h.b) == kind {
				return picture{kind}
			}
			return nil
		}}))
	}
	return all
}()

// pictureKind tells the kinds of images apart by their first bytes.
func pictureKind(b []byte) string {
	at := func(off int, s string) bool { return len(b) >= off+len(s) && string(b[off:off+len(s)]) == s }
	switch {
	case at(0, "\xff\xd8\xff"):
		return "jpeg"
	case at(0, "\x89PNG\r\n\x1a\n"):
		return "png"
	case at(0, "GIF87a"), at(0, "GIF89a"):
		return "gif"
	case at(0, "II*\x00") && len(b) >= 8, at(0, "MM\x00*") && len(b) >= 8:
		return "tiff"
	case at(0, "RIFF") && at(8, "WEBP"):
		return "webp"
	case at(0, "BM") && at(6, "\x00\x00\x00\x00") && len(b) > 18 && b[14] >= 12 && b[15] == 0:
		return "bmp"
	case at(4, "ftyp"):
		for _, brand := range []string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"} {
			if at(8, brand) {
				return "heic"
			}
		}
		if at(8, "avif") || at(8, "avis") {
			return "avif"
		}
	}
	return ""
}

// pictureHead is how much of an image is looked at that lies inside something and
// is too long to be held.
const pictureHead = 4 << 20

func (p picture) read(l *layer) (taken, error) {
	r, size, err := p.open(l)
	if err != nil {
		return part, err
	}
	at := &sticky{r: r}
	buffer := pictureBuffers.Get().(*bufio.Reader)
	buffer.Reset(io.NewSectionReader(at, 0, size))
	config, _, configErr := image.DecodeConfig(buffer)
	buffer.Reset(nil)
	pictureBuffers.Put(buffer)
	m := &pictureFields{o: l.out}
	p.meta(at, size, m)
	p.comments(io.NewSectionReader(at, 0, size), m)
	if at.err != nil && !errors.Is(at.err, errLimit) {
		return part, at.err
	}
	if err := m.row(); err != nil {
		return part, err
	}
	if m.cut {
		l.gap(scanners.GapOversized, -1, "the image says more of itself than is read; what goes beyond a few hundred short texts was not looked at")
	}
	if configErr == nil && max(config.Width, config.Height) < tinyPicture && size <= tinyBytes && !m.cut {
		return whole, nil // an icon
	}
	if l.draw.OCR {
		done, err := l.seePicture(io.NewSectionReader(at, 0, size), size, config, configErr)
		if err != nil || done {
			return whole, err
		}
		return part, nil
	}
	l.gap(scanners.GapImage, size, "an image is not read, only what it says of itself; use --ocr, with tesseract installed, to read text in it")
	if m.n == 0 {
		return nothing, nil
	}
	return part, nil
}

// pictureBuffers are those that the library would make for each image.
var pictureBuffers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// tinyPicture is the size in pixels, of the longer side, below which an image is an
// icon that holds no text. Numbers are shown as long and low pictures.
const tinyPicture = 48

// tinyBytes is more than an icon takes. What says that it is one and is longer has
// something behind it, as a larger picture.
const tinyBytes = 32 << 10

func (p picture) open(l *layer) (io.ReaderAt, int64, error) {
	if l.object || l.size >= 0 && l.size <= l.spare() {
		return l.random()
	}
	b, err := io.ReadAll(io.LimitReader(l.r, pictureHead))
	if err != nil {
		return nil, 0, err
	}
	return bytes.NewReader(b), int64(len(b)), nil
}

// sticky remembers an error of a reader that others swallow.
type sticky struct {
	r   io.ReaderAt
	err error
}

func (s *sticky) ReadAt(p []byte, off int64) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.r.ReadAt(p, off)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// pictureFields collects the fields of one image, which are one row.
type pictureFields struct {
	o   *out
	n   int
	cut bool // something was left out for its length, or for the number of fields
}

// pictureColumns bounds the fields of one image.
const pictureColumns = 200

func (m *pictureFields) add(name, value string) {
	if value = pictureString(value); value == "" {
		return
	}
	if m.n >= pictureColumns {
		m.cut = true
		return
	}
	m.n++
	m.o.cell(m.o.named(name), []byte(value))
}

func (m *pictureFields) row() error {
	if m.n == 0 {
		return nil
	}
	return m.o.endRow()
}

// named finds the column with the path or adds it. It is for rows of few columns.
func (o *out) named(path string) int {
	for i := range o.cols {
		if o.cols[i].Path == path {
			return i
		}
	}
	return o.column(path)
}

// pictureString decodes a text whose charset nobody stated, and returns "" for bytes
// that are no text.
func pictureString(s string) string {
	b := bytes.Trim([]byte(s), "\x00 \t\r\n")
	if len(b) == 0 {
		return ""
	}
	if !isASCII(b) {
		b = []byte(inAnyCharset(b))
	}
	if controls(b) > 0 {
		return ""
	}
	return string(b)
}

func degrees(lat, long float64) string { return fmt.Sprintf("%.6f, %.6f", lat, long) }
