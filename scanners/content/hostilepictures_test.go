package content

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color/palette"
	"image/gif"
	"image/png"
	"strings"
	"testing"

	"piiventory/scanners"
)

// pngOf is a picture of the stated size with the chunks.
func pngOf(wide, high uint32, chunks ...string) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), wide)
	head = append(binary.BigEndian.AppendUint32(head, high), 8, 0, 0, 0, 0)
	for _, c := range append(append([]string{string(head)}, chunks...), "IEND") {
		b = binary.BigEndian.AppendUint32(b, uint32(len(c)-4))
		b = append(b, c...)
		b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(c)))
	}
	return b
}

// tiffOf is a picture with one directory of the entries (tag, type, count, value).
func tiffOf(next uint32, entries ...[4]uint32) []byte {
	le := binary.LittleEndian
	b := append([]byte("II*\x00"), 8, 0, 0, 0)
	b = le.AppendUint16(b, uint16(len(entries)))
	for _, e := range entries {
		b = le.AppendUint16(b, uint16(e[0]))
		b = le.AppendUint16(b, uint16(e[1]))
		b = le.AppendUint32(le.AppendUint32(b, e[2]), e[3])
	}
	return le.AppendUint32(b, next)
}

func hostilePictures(t testing.TB) []harm {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(bytes.Repeat([]byte("a word "), 30<<20))
	w.Close()
	var icon, moving bytes.Buffer
	if err := png.Encode(&icon, image.NewGray(image.Rect(0, 0, 16, 16))); err != nil {
		t.Fatal(err)
	}
	frames := &gif.GIF{}
	for range 100 {
		frames.Image = append(frames.Image, image.NewPaletted(image.Rect(0, 0, 100, 100), palette.WebSafe))
		frames.Delay = append(frames.Delay, 1)
	}
	if err := gif.EncodeAll(&moving, frames); err != nil {
		t.Fatal(err)
	}
	const unread = "an image is not read, only what it says of itself"
	size := [][4]uint32{{256, 4, 1, 1000}, {257, 4, 1, 1000}}
	jpeg := "\xff\xd8\xff\xe1\x00\x2aExif\x00\x00" + string(tiffOf(8, [4]uint32{0x8769, 4, 1, 8}))
	big := "\xff\xfe\xff\xff" + strings.Repeat("words of it ", 0xffff/12+1)[:0xfffd]
	pictures := []harm{
		{name: "huge.png", in: pngOf(1_000_000_000, 1_000_000_000), says: unread},
		{name: "text bomb.png", in: pngOf(100, 100, "zTXtnote\x00\x00"+z.String()), says: unread},
		{name: "international bomb.png", in: pngOf(100, 100, "iTXtnote\x00\x01\x00\x00\x00"+z.String()), says: unread},
		{name: "xmp bomb.png", in: pngOf(100, 100, "iTXtXML:com.adobe.xmp\x00\x01\x00\x00\x00"+z.String()), says: unread},
		{name: "exif bomb.png", in: pngOf(100, 100, "zTXtRaw profile type exif\x00\x00"+z.String()), says: unread},
		{name: "many texts.png", in: pngOf(100, 100, strings.Split(strings.TrimSuffix(strings.Repeat("tEXtnote\x00a text\x01", 20_000), "\x01"), "\x01")...), says: unread},
		{name: "text in an icon.png", in: pngOf(16, 16, "tEXtnote\x00"+strings.Repeat("words ", 20_000)), says: "says more of itself than is read"},
		{name: "icon.png", in: icon.Bytes(), kind: ""},
		{name: "behind an icon.png", in: append(icon.Bytes(), bytes.Repeat([]byte("13800000000\n"), 10_000)...), says: unread},
		{name: "looping.tif", in: tiffOf(8, append(size, [4]uint32{0x8769, 4, 1, 8}, [4]uint32{0x8825, 4, 1, 8}, [4]uint32{330, 4, 1, 8})...), says: unread},
		{name: "counts.tif", in: tiffOf(0, [4]uint32{256, 4, 1, 1000}, [4]uint32{257, 4, 1, 1000}, [4]uint32{258, 3, 1 << 30, 8}, [4]uint32{315, 2, 1<<32 - 1, 8}, [4]uint32{37510, 7, 1<<32 - 1, 0}), says: unread},
		{name: "looping.jpg", in: []byte(jpeg + strings.Repeat("\x00", 100)), says: unread},
		{name: "segments.jpg", in: append([]byte("\xff\xd8"), bytes.Repeat([]byte(big), 300)...), says: unread},
		{name: "boxes.heic", in: append([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1"), "\x00\x00\x00\x01meta\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xffiinf"...), says: unread},
		{name: "moving.gif", in: moving.Bytes(), says: unread},
		{name: "huge.bmp", in: append([]byte("BM\xff\xff\xff\x7f\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\xff\xff\xff\x7f\xff\xff\xff\x7f\x01\x00\x18\x00"), make([]byte, 24)...), says: unread},
		{name: "chunks.webp", in: []byte("RIFF\xff\xff\xff\xffWEBPVP8X\x0a\x00\x00\x00\x0c\x00\x00\x00\xff\xff\xff\xff\xff\xffEXIF\xff\xff\xff\x7f"), says: unread},
	}
	for i := range pictures {
		if pictures[i].says != "" {
			pictures[i].kind = scanners.GapImage
		}
	}
	pictures[6].kind = scanners.GapOversized
	return pictures
}
