package content

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
)

// The tags of EXIF whose texts are UTF-16, or may be: the library hands them on
// without the bytes that are NUL, which spoils all but ASCII.
var utf16Tags = map[uint16]string{
	0x9286: "UserComment", 0x9c9b: "XPTitle", 0x9c9c: "XPComment", 0x9c9d: "XPAuthor", 0x9c9e: "XPKeywords", 0x9c9f: "XPSubject",
}

// exifHead is where EXIF is looked for, in bytes from the start of the image.
const exifHead = 256 << 10

// wideTags reads those tags out of the first TIFF structure in the image.
func (p picture) wideTags(r io.ReaderAt, size int64, m *pictureFields) {
	b := make([]byte, min(size, exifHead))
	n, _ := r.ReadAt(b, 0)
	b = b[:n]
	if p.kind != "tiff" {
		at := -1
		for _, mark := range []string{"Exif\x00\x00", "EXIF", "eXIf", "\x00\x00\x00\x00"} {
			for from := 0; at < 0; {
				i := bytes.Index(b[from:], []byte(mark))
				if i < 0 || mark == "\x00\x00\x00\x00" && p.kind != "heic" && p.kind != "avif" {
					break
				}
				from += i + len(mark)
				// The length of the part may stand between.
				for _, skip := range []int{0, 4} {
					if rest := b[min(len(b), from+skip):]; bytes.HasPrefix(rest, []byte("II*\x00")) || bytes.HasPrefix(rest, []byte("MM\x00*")) {
						at = from + skip
						break
					}
				}
			}
		}
		if at < 0 {
			return
		}
		b = b[at:]
	}
	if len(b) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if b[0] == 'M' {
		order = binary.BigEndian
	}
	exifWide(b, order, order.Uint32(b[4:]), 0, m)
}

// exifWide goes over one directory (TIFF 6.0, section 2) and that of EXIF below it.
func exifWide(b []byte, order binary.ByteOrder, off uint32, depth int, m *pictureFields) {
	if uint64(off)+2 > uint64(len(b)) || depth > 2 {
		return
	}
	d := b[off+2:]
	for range min(int(order.Uint16(b[off:])), 500) {
		if len(d) < 12 {
			return
		}
		tag, count, at := order.Uint16(d), uint64(order.Uint32(d[4:])), uint64(order.Uint32(d[8:]))
		d = d[12:]
		if tag == 0x8769 {
			exifWide(b, order, uint32(at), depth+1, m)
		}
		name := utf16Tags[tag]
		if name == "" || count <= 4 || count > pictureText || at+count > uint64(len(b)) {
			continue
		}
		v := b[at : at+count]
		if name == "UserComment" {
			switch {
			case count <= 8:
				continue
			case string(v[:7]) != "UNICODE":
				m.add("exif.UserComment", string(v[8:]))
				continue
			}
			v = v[8:]
			if order == binary.BigEndian && !looksLittle(v) {
				m.add("exif."+name, utf16BE(v))
				continue
			}
		}
		m.add("exif."+name, string(utf16.Decode(units(string(v), 1))))
	}
}

func utf16BE(b []byte) string { return string(utf16.Decode(units(string(b), 0))) }

// looksLittle says that the text is UTF-16 with the low byte first, which some
// write although the rest of the directory has it last.
func looksLittle(b []byte) bool {
	c := charsetOf(b, true)
	return c != nil && strings.HasPrefix(c.name, "utf-16le")
}
