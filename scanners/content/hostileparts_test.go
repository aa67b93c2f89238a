package content

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// rarOf makes an archive of version 3 of blocks without their checksums.
func rarOf(blocks ...string) []byte {
	b := []byte("Rar!\x1a\x07\x00")
	for _, block := range blocks {
		head := block[:int(block[3])|int(block[4])<<8-2]
		b = binary.LittleEndian.AppendUint16(b, uint16(crc32.ChecksumIEEE([]byte(head))))
		b = append(b, block...)
	}
	return b
}

// rarEntry is a block of a file, packed by a method ('0' for none), and its content.
func rarEntry(name, body string, flags uint16, method byte, size int) string {
	h := []byte{0x74, 0, 0, 0, 0}
	le := binary.LittleEndian
	le.PutUint16(h[1:], flags|0x8000)
	le.PutUint16(h[3:], uint16(32+len(name)))
	h = le.AppendUint32(h, uint32(len(body)))
	h = le.AppendUint32(h, uint32(size))
	h = append(h, 3)
	h = le.AppendUint32(h, crc32.ChecksumIEEE([]byte(body)))
	h = le.AppendUint32(h, 0)
	h = append(h, 29, method)
	h = le.AppendUint16(h, uint16(len(name)))
	h = le.AppendUint32(h, 0o100644)
	return string(h) + name + body
}

const (
	rarHead    = "\x73\x00\x00\x0d\x00\x00\x00\x00\x00\x00\x00"
	rarVolume  = "\x73\x01\x00\x0d\x00\x00\x00\x00\x00\x00\x00"
	rarSecret  = "\x73\x80\x00\x0d\x00\x00\x00\x00\x00\x00\x00"
	rarTail    = "\x7b\x00\x40\x07\x00"
	rarTailOn  = "\x7b\x01\x40\x07\x00"
	rar5       = "Rar!\x1a\x07\x01\x00"
	rar5Secret = "\x04\x00\x00\x00\x0fsixteen bytes...." // headers are encrypted
)

// rar5Of makes an archive of version 5.
func rar5Of(blocks ...string) []byte {
	b := []byte(rar5)
	for _, block := range blocks {
		head, data, _ := strings.Cut(block, "\x00\x00DATA")
		head = string(append([]byte{byte(len(head))}, head...))
		b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(head)))
		b = append(append(b, head...), data...)
	}
	return b
}

// hostileParts are archives that are not all there: parts of several, cut off, with a
// password, with something behind them.
func hostileParts(t testing.TB) []harm {
	read := func(name string) []byte {
		b, err := os.ReadFile("../../testdata/content/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	solid, rar := read("7z/solid.7z"), read("rar/small_archive.rar")
	zip := rawZip(stored("a.txt", "a text\n"), stored("b.txt", "another\n"))
	last := slices.Clone(zip)
	last[len(last)-18], last[len(last)-16] = 1, 1
	method := bytes.Replace(sevenOf([]byte("\x01\x00"), []byte("a text\n"), 1, 7), []byte("\x0b\xff\x01\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\x00"), []byte("\x0b\xff\x01\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\x66"), 1)
	aes := stored("aes.csv", "xxxxxxxxxxxxxxx")
	aes.method, aes.flags = 99, zipEncrypted
	old := stored("old.csv", "xxxxxxxxxxxxxxx")
	old.flags = zipEncrypted
	text := rarEntry("a.txt", "a text\n", 0, '0', 7)
	dictionary := read("7z/lzma.7z")
	i := bytes.Index(dictionary, []byte("\x23\x03\x01\x01\x05"))
	binary.LittleEndian.PutUint32(dictionary[i+6:], 1<<32-1)
	at := binary.LittleEndian.Uint64(dictionary[12:]) + 32
	binary.LittleEndian.PutUint32(dictionary[28:], crc32.ChecksumIEEE(dictionary[at:]))
	binary.LittleEndian.PutUint32(dictionary[8:], crc32.ChecksumIEEE(dictionary[12:32]))
	const password = "a password is needed"
	all := []harm{
		{name: "one.z01", in: append([]byte("PK\x07\x08"), zip[:60]...), kind: scanners.GapFormat, says: "one part of a zip archive in several files"},
		{name: "two.z02", in: noise(5000), kind: scanners.GapFormat, says: "one part of an archive in several files"},
		{name: "last.zip", in: last, kind: scanners.GapFormat, says: "one part of a zip archive in several files"},
		{name: "one.zip.001", in: zip[:60], kind: scanners.GapFormat, says: "one part of a zip archive in several files"},
		{name: "one.7z.001", in: solid[:len(solid)-20], kind: scanners.GapFormat, says: "one part of a 7z archive in several files"},
		{name: "cut.7z", in: solid[:len(solid)-20], kind: scanners.GapCorrupt, says: "the 7z archive is cut off"},
		{name: "behind.7z", in: append(slices.Clone(solid), "13800000000\n"...), kind: scanners.GapFormat, says: "behind the end of the 7z archive"},
		{name: "method.7z", in: resumed(method), kind: scanners.GapFormat, says: "a method that no reader here knows"},
		{name: "dictionary.7z", in: dictionary},
		{name: "header.7z", in: append([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), bytes.Repeat([]byte{0xff}, 200)...), kind: scanners.GapCorrupt, says: "broken or cut off"},
		{name: "secret.7z", in: read("7z/encrypted.7z"), kind: scanners.GapEncrypted, says: password},
		{name: "secret header.7z", in: read("7z/header-encrypted.7z"), kind: scanners.GapEncrypted, says: password},
		{name: "aes.zip", in: rawZip(aes), kind: scanners.GapEncrypted, says: password},
		{name: "zipcrypto.zip", in: rawZip(old), kind: scanners.GapEncrypted, says: password},
		{name: "secret.pdf", in: read("pdf/password.pdf"), kind: scanners.GapEncrypted, says: "protected by a password"},

		{name: "good.rar", in: rarOf(rarHead, text, rarTail)},
		{name: "part1.rar", in: rarOf(rarVolume, text, rarTailOn), kind: scanners.GapFormat, says: "one part of a rar archive in several files"},
		{name: "part1 of a file.rar", in: rarOf(rarVolume, rarEntry("a.txt", "a te", 2, '0', 7), rarTailOn), kind: scanners.GapFormat, says: "one part of a rar archive in several files"},
		{name: "part2.rar", in: rarOf(rarVolume, rarEntry("a.txt", "xt\n", 1, '0', 7), rarTail), kind: scanners.GapFormat, says: "one part of a rar archive in several files"},
		{name: "behind.rar", in: append(rarOf(rarHead, text, rarTail), "13800000000\n"...), kind: scanners.GapFormat, says: "behind the end of the rar archive"},
		{name: "no end.rar", in: rarOf(rarHead, text), kind: scanners.GapCorrupt, says: "has no mark at its end"},
		{name: "cut.rar", in: rar[:len(rar)-30], kind: scanners.GapCorrupt, says: "broken or cut off"},
		{name: "secret.rar", in: rarOf(rarHead, rarEntry("a.txt", "xxxxxxxxxxxxxxxx", 4, '3', 7), rarTail), kind: scanners.GapEncrypted, says: password},
		{name: "secret header.rar", in: append(rarOf(rarSecret), noise(100)...), kind: scanners.GapEncrypted, says: password},
		{name: "secret header 5.rar", in: append(rar5Of(rar5Secret), noise(100)...), kind: scanners.GapEncrypted, says: password},
		{name: "part1 of 5.rar", in: rar5Of("\x01\x00\x01", "\x05\x00\x01"), kind: scanners.GapFormat, says: "one part of a rar archive in several files"},
		{name: "no end of 5.rar", in: rar5Of("\x01\x00\x00"), kind: scanners.GapCorrupt, says: "the rar is broken or cut off"},
		{name: "texts.rar", in: rarOf(rarHead, rarEntry("a.txt", "\xa5\xff"+string(noise(5000)), 0, '5', 1<<20), rarTail), kind: scanners.GapOversized, says: "the way for texts of RAR 3"},
		{name: "texts behind a wrong header.rar", in: rarOf("\x73\x00\x80\x0d\x00\x00\x00\x00\x00\x00\x00", rarEntry("a.txt", "\xa5\xff"+string(noise(5000)), 0, '5', 1<<20), rarTail), kind: scanners.GapCorrupt, says: "broken"},
		{name: "few texts.rar", in: rarOf(rarHead, rarEntry("a.txt", "\xa5\x17"+string(noise(5000)), 0, '5', 1<<20), rarTail), kind: scanners.GapFormat, says: "is not text in a known encoding"},
		{name: "zip.rar", in: append([]byte(rar5), bytes.Repeat([]byte{0x7f}, 5000)...), kind: scanners.GapCorrupt, says: "the rar is broken or cut off"},
	}
	return append(all, halves(t)...)
}

// resumed puts the checksums of a 7z archive right whose header was changed.
func resumed(b []byte) []byte {
	b = slices.Clone(b)
	at := binary.LittleEndian.Uint64(b[12:]) + 32
	binary.LittleEndian.PutUint32(b[28:], crc32.ChecksumIEEE(b[at:]))
	binary.LittleEndian.PutUint32(b[8:], crc32.ChecksumIEEE(b[12:32]))
	return b
}

// halves are the first halves of the samples of all that is not text.
func halves(t testing.TB) (all []harm) {
	names := map[string]bool{}
	for _, b := range binaries {
		names[b.name] = true
	}
	for _, z := range zippedFormats {
		names[z.name] = true
	}
	for _, c := range codecs {
		names[c.name] = true
	}
	for _, text := range []string{"eml", "mbox", "rtf", "pdf"} { // a text may end anywhere, and a PDF is searched for what is left
		delete(names, text)
	}
	for name := range names {
		files, err := filepath.Glob("../../testdata/content/" + name + "/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, ".want") || strings.HasSuffix(f, "icon.png") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, harm{name: "half of " + filepath.Base(f), in: b[:len(b)/2+3], kind: anyGap, says: ""})
			break
		}
	}
	slices.SortFunc(all, func(a, b harm) int { return strings.Compare(a.name, b.name) })
	return all
}
