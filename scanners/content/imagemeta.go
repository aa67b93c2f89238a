package content

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/bep/imagemeta"
)

// meta reads EXIF (CIPA DC-008), XMP (ISO 16684-1) and IPTC (IIM) of an image.
func (p picture) meta(r io.ReaderAt, size int64, m *pictureFields) {
	format, ok := map[string]imagemeta.ImageFormat{
		"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "tiff": imagemeta.TIFF, "webp": imagemeta.WebP, "heic": imagemeta.HEIF, "avif": imagemeta.AVIF,
	}[p.kind]
	if !ok {
		return
	}
	var tags imagemeta.Tags
	// Broken tags are left out; the image is not read by them.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: io.NewSectionReader(r, 0, size), ImageFormat: format,
		Sources:         imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		LimitNumTags:    2000,
		LimitTagSize:    64 << 10,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return !strings.HasPrefix(t.Namespace, "IFD1") },
		HandleTag:       func(t imagemeta.TagInfo) error { tags.Add(t); return nil },
	})
	p.wideTags(r, size, m)
	if lat, long, err := tags.GetLatLong(); err == nil && (lat != 0 || long != 0) {
		m.add("exif.GPSPosition", degrees(lat, long))
	}
	for _, s := range []struct {
		prefix string
		tags   map[string]imagemeta.TagInfo
	}{{"exif.", tags.EXIF()}, {"iptc.", tags.IPTC()}, {"xmp.", tags.XMP()}} {
		var names []string
		for name := range s.tags {
			if !technicalTag(name) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		for _, name := range names {
			m.add(s.prefix+entryName(name), tagText(name, s.tags[name].Value))
		}
	}
}

// technicalTag says that a tag is about the picture's making and about nobody.
func technicalTag(name string) bool {
	for i := range len(name) {
		for _, w := range technicalWords[name[i]] {
			if strings.HasPrefix(name[i:], w) {
				return true
			}
		}
	}
	return false
}

// technicalWords are parts of the names of such tags, by their first letter.
var technicalWords = func() (by [256][]string) {
	for _, w := range []string{"Version", "Software", "Tool", "Profile", "Thumbnail", "MakerNote", "History", "DocumentID", "InstanceID", "GPSLat", "GPSLong", "Format", "Interop",
		"UnknownTag", "Make", "Model", "Offset", "SubSec", "Date", "Time", "Resolution", "Pattern", "Components", "Toolkit", "Producer", "Rendition", "Padding", "CodedCharacterSet",
		"PerSample", "UserComment", "XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject"} {
		by[w[0]] = append(by[w[0]], w)
	}
	return by
}()

// tagText is the text of a tag. Numbers are texts where they identify something.
func tagText(name string, v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case []string:
		return strings.Join(v, "\n")
	case []any:
		var all []string
		for _, e := range v {
			if s := tagText(name, e); s != "" {
				all = append(all, s)
			}
		}
		return strings.Join(all, "\n")
	case int, int64, uint32, uint16, int32, uint64:
		if strings.Contains(name, "Serial") {
			return fmt.Sprint(v)
		}
	}
	return ""
}

// pictureText bounds one comment, in bytes.
const pictureText = 64 << 10

// comments reads the texts that stand in the parts of the formats themselves.
func (p picture) comments(r io.Reader, m *pictureFields) {
	switch p.kind {
	case "jpeg":
		jpegComments(r, m)
	case "png":
		pngTexts(r, m)
	case "gif":
		gifComments(r, m)
	}
}

// gifComments reads the extensions of the kind comment (GIF89a, section 24), as
// far as they stand in the head.
func gifComments(r io.Reader, m *pictureFields) {
	b, err := io.ReadAll(io.LimitReader(r, exifHead))
	if err != nil {
		return
	}
	for {
		_, rest, found := bytes.Cut(b, []byte{0x21, 0xfe})
		if !found {
			return
		}
		b = rest
		var text []byte
		for len(rest) > 0 && rest[0] > 0 && int(rest[0]) < len(rest) && len(text) < pictureText {
			text = append(text, rest[1:1+rest[0]]...)
			rest = rest[1+rest[0]:]
		}
		if len(rest) > 0 && rest[0] == 0 {
			m.add("comment", string(text))
		}
	}
}

// jpegComments reads segments of the kind COM (ITU-T T.81, B.2.4.5) up to the
// first scan.
func jpegComments(r io.Reader, m *pictureFields) {
	var h [4]byte
	if _, err := io.ReadFull(r, h[:2]); err != nil {
		return
	}
	for range 1000 {
		if _, err := io.ReadFull(r, h[:]); err != nil || h[0] != 0xff || h[1] == 0xda {
			return
		}
		n := int64(binary.BigEndian.Uint16(h[2:])) - 2
		if n < 0 {
			return
		}
		if h[1] == 0xfe {
			b, err := io.ReadAll(io.LimitReader(r, n))
			if err != nil {
				return
			}
			m.add("comment", string(b))
			continue
		}
		if !skip(r, n) {
			return
		}
	}
}

// pngTexts reads the chunks tEXt, zTXt and iTXt (RFC 2083, 4.2.7).
func pngTexts(r io.Reader, m *pictureFields) {
	if !skip(r, 8) {
		return
	}
	var h [8]byte
	for range 10_000 {
		if _, err := io.ReadFull(r, h[:]); err != nil {
			return
		}
		n, kind := int64(binary.BigEndian.Uint32(h[:])), string(h[4:])
		texts := kind == "tEXt" || kind == "zTXt" || kind == "iTXt"
		if !texts || n > pictureText {
			m.cut = m.cut || texts
			if kind == "IEND" || !skip(r, n+4) {
				return
			}
			continue
		}
		b, err := io.ReadAll(io.LimitReader(r, n))
		if err != nil || !skip(r, 4) {
			return
		}
		key, text, _ := bytes.Cut(b, []byte{0})
		packed := false
		switch {
		case kind == "zTXt" && len(text) > 1:
			packed, text = true, text[1:]
		case kind == "iTXt" && len(text) > 2:
			packed = text[0] == 1
			_, text, _ = bytes.Cut(text[2:], []byte{0}) // the language
			_, text, _ = bytes.Cut(text, []byte{0})     // the keyword in it
		}
		if packed {
			z := pngInflaters.Get().(io.ReadCloser)
			err := z.(zlib.Resetter).Reset(bytes.NewReader(text), nil)
			if err == nil {
				text, _ = io.ReadAll(io.LimitReader(z, pictureText+1))
				if len(text) > pictureText {
					text, m.cut = text[:pictureText], true
				}
			}
			pngInflaters.Put(z)
			if err != nil {
				continue
			}
		}
		if k := string(key); !technicalTag(k) && !strings.HasPrefix(k, "XML:") && !strings.HasPrefix(k, "Raw profile") {
			m.add("png."+entryName(pictureString(k)), string(text))
		}
	}
}

// pngInflaters are used again for the next text.
var pngInflaters = sync.Pool{New: func() any {
	z, err := zlib.NewReader(strings.NewReader("\x78\x9c\x03\x00\x00\x00\x00\x01"))
	if err != nil {
		panic(err) // it is an empty stream
	}
	return z
}}

// skip reads over n bytes, with a seek where that is possible.
func skip(r io.Reader, n int64) bool {
	if s, ok := r.(io.Seeker); ok {
		_, err := s.Seek(n, io.SeekCurrent)
		return err == nil
	}
	_, err := io.CopyN(io.Discard, r, n)
	return err == nil
}
