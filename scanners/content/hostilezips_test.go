package content

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/flate"

	"piiventory/scanners"
)

// quine is an archive that holds itself, by Russ Cox (https://research.swtch.com/zip),
// as it stands in the tests of Go's archive/zip.
const quine = `
504b03041400000008000803643cf9f4896448010000b801000007000000722f722e7a6970002500daff504b03041400000008000803643cf9f4896448010000
b801000007000000722f722e7a6970002f00d0ff002500daff504b03041400000008000803643cf9f4896448010000b801000007000000722f722e7a6970002f
00d0ffc2548e5739000500faffc2548e5739000500faff000500faff001400ebffc2548e5739000500faff000500faff001400ebff428821c400001400ebff42
8821c400001400ebff428821c400001400ebff428821c400001400ebff428821c400000000ffff000000ffff003400cbff428821c400000000ffff000000ffff
003400cbff42e8215e0f000000ffff0af066641261c015dce8a048bf48af2ab320c09b950dc46704425306060640000600f9ff6d010000000042e8215e0f0000
00ffff0af066641261c015dce8a048bf48af2ab320c09b950dc46704425306060640000600f9ff6d0100000000504b010214001400000008000803643cf9f489
6448010000b8010000070000000000000000000000000000000000722f722e7a6970504b05060000000001000100350000006d0100000000`

// packedWords is content of so many bytes, packed with deflate as well as it can be.
func packedWords(t testing.TB, n int64) (b []byte, sum uint32) {
	t.Helper()
	var out bytes.Buffer
	f, err := flate.NewWriter(&out, 9)
	if err != nil {
		t.Fatal(err)
	}
	crc := crc32.NewIEEE()
	io.CopyN(io.MultiWriter(f, crc), endless{}, n)
	f.Close()
	return out.Bytes(), crc.Sum32()
}

// overlapping is an archive after David Fifield ("A better zip bomb", 2019): each entry
// quotes the header of the next one in a block that is not packed, and goes on with its
// content, so that all of them share what is packed once.
func overlapping(t testing.TB, entries int, kernel int64) []byte {
	t.Helper()
	packed, sum := packedWords(t, kernel)
	content := make([]byte, kernel)
	endless{}.Read(content)
	le := binary.LittleEndian
	file, size, plain := packed, kernel, content
	var dir [][]byte
	for i := entries - 1; i >= 0; i-- {
		head := make([]byte, 30, 40)
		copy(head, "PK\x03\x04")
		le.PutUint16(head[8:], 8)
		le.PutUint32(head[14:], sum)
		le.PutUint32(head[18:], uint32(len(file)))
		le.PutUint32(head[22:], uint32(size))
		le.PutUint16(head[26:], 6)
		head = fmt.Appendf(head, "%06d", i)
		line := make([]byte, 46)
		copy(line, "PK\x01\x02")
		copy(line[6:], head[4:30])
		dir = append(dir, append(line, head[30:]...))
		file = append(head, file...)
		if i > 0 {
			// The next archive's entry quotes this header.
			quote := []byte{0, byte(len(head)), 0, ^byte(len(head)), 0xff}
			size += int64(len(head))
			plain = append(head, plain...)
			sum = crc32.ChecksumIEEE(plain)
			file = append(quote, file...)
		}
	}
	slices.Reverse(dir)
	// Offsets: the header of entry i stands behind i headers and quotes.
	for i, line := range dir {
		le.PutUint32(line[42:], uint32(i*(36+5)))
		file = append(file, line...)
	}
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	le.PutUint16(end[8:], uint16(entries))
	le.PutUint16(end[10:], uint16(entries))
	le.PutUint32(end[12:], uint32(entries*52))
	le.PutUint32(end[16:], uint32(len(file)-entries*52))
	return append(file, end...)
}

// crowded is an archive of so many entries, in Zip64, of which one in ten is a file of two
// bytes and the others are empty.
func crowded(entries int) []byte {
	one := rawZip(stored("d/000000000", "x\n"))
	at := bytes.Index(one, []byte("PK\x01\x02"))
	le := binary.LittleEndian
	line, none := one[at:len(one)-22], bytes.Clone(one[at:len(one)-22])
	clear(none[16:28])
	var b, dir []byte
	for i := range entries {
		l := none
		if i%10 == 0 {
			l = line
			le.PutUint32(line[42:], uint32(len(b)))
			b = append(b, one[:at]...)
			copy(b[len(b)-at+30:], fmt.Sprintf("d/%09d", i))
		}
		copy(l[46:], fmt.Sprintf("d/%09d", i))
		dir = append(dir, l...)
	}
	start := len(b)
	b = append(b, dir...)
	end := make([]byte, 56+20+22)
	copy(end, "PK\x06\x06")
	le.PutUint64(end[4:], 44)
	le.PutUint64(end[24:], uint64(entries))
	le.PutUint64(end[32:], uint64(entries))
	le.PutUint64(end[40:], uint64(len(dir)))
	le.PutUint64(end[48:], uint64(start))
	copy(end[56:], "PK\x06\x07")
	le.PutUint64(end[64:], uint64(len(b)))
	le.PutUint32(end[72:], 1)
	copy(end[76:], "PK\x05\x06\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00")
	return append(b, end...)
}

func hostileZips(t testing.TB) []harm {
	r, err := hex.DecodeString(strings.Join(strings.Fields(quine), ""))
	if err != nil {
		t.Fatal(err)
	}
	var zeros bytes.Buffer
	z := zip.NewWriter(&zeros)
	e, _ := z.Create("zeros")
	io.CopyN(e, zeroes{}, 500<<20)
	z.Close()

	// Many lines of the directory for one entry.
	packed, sum := packedWords(t, 16<<20)
	one := rawZip(zipEntry{name: "a\x00" + string(packed), method: 8, crc: sum, packed: int64(len(packed)), size: 16 << 20})
	at := bytes.Index(one, []byte("PK\x01\x02"))
	lines := append(slices.Clone(one[:at]), bytes.Repeat(one[at:at+47], 6_000)...)
	end := slices.Clone(one[at+47:])
	binary.LittleEndian.PutUint16(end[8:], 6_000)
	binary.LittleEndian.PutUint16(end[10:], 6_000)
	binary.LittleEndian.PutUint32(end[12:], 6_000*47)
	lines = append(lines, end...)

	short, long := stored("short.txt", "a text that is longer than it says\n"), stored("long.txt", "a text\n")
	short.size, short.crc = 7, crc32.ChecksumIEEE([]byte("a text "))
	long.size = 1 << 31
	folder := stored("folder/", "a text in what is called a folder\n")
	named := make([]zipEntry, 3000)
	for i := range named {
		named[i] = stored(strings.Repeat("名", 20_000)+fmt.Sprint(i), "x\n")
	}
	a, b := rawZip(stored("a.txt", "a text\n")), rawZip(stored("b.txt", "a text\n"))
	noted := bytes.Clone(a)
	noted[len(noted)-2] = 20
	noted = append(noted, "call 13800000000 now"...)
	hidden := rawZip(stored("a.txt", "a text\n"), stored("b.txt", strings.Repeat("deleted\n", 4000)))
	cut := bytes.LastIndex(hidden, []byte("PK\x01\x02"))
	dir := len(hidden) - 22 - cut
	hidden = append(hidden[:cut], hidden[cut+dir:]...)
	binary.LittleEndian.PutUint16(hidden[len(hidden)-12:], 1)
	binary.LittleEndian.PutUint32(hidden[len(hidden)-10:], uint32(46+5))
	two := rawZip(stored("same.txt", "a text\n"), stored("same.txt", "another\n"))
	deep := []byte("deep\n")
	for range 12 {
		deep = zipOf(t, file{"x.zip", string(deep)})
	}
	huge := zipEntry{name: "a\x00abc", packed: 1<<32 - 2, size: 1<<32 - 2}
	wide, err := os.ReadFile("../../testdata/content/zip/methods.zip")
	if err != nil {
		t.Fatal(err)
	}
	return []harm{
		{name: "quine.zip", in: r, kind: scanners.GapOversized, says: "deeper than 4 archives in one another"},
		{name: "zeros.zip", in: zeros.Bytes(), kind: scanners.GapFormat, says: "is not text in a known encoding"},
		{name: "million.zip", in: crowded(1_000_000), kind: scanners.GapCorrupt, says: "lie over one another"},
		{name: "fifield.zip", in: overlapping(t, 250, 8<<20), kind: scanners.GapOversized, says: "unpacks to more than 200 times its size"},
		{name: "fifield few.zip", in: overlapping(t, 4, 1<<16), kind: scanners.GapCorrupt, says: "lie over one another"},
		{name: "one for many.zip", in: lines, kind: scanners.GapOversized, says: "unpacks to more than 200 times its size"},
		{name: "deep.zip", in: deep, kind: scanners.GapOversized, says: "deeper than 4 archives in one another"},
		{name: "short.zip", in: rawZip(short, stored("a.txt", "a text\n")), kind: scanners.GapCorrupt, says: "longer than the archive says"},
		{name: "long.zip", in: rawZip(long), kind: scanners.GapCorrupt, says: "broken or cut off"},
		{name: "huge sizes.zip", in: rawZip(huge), kind: scanners.GapFormat, says: "is not text in a known encoding"},
		{name: "folder.zip", in: rawZip(folder)},
		{name: "long names.zip", in: rawZip(named...)},
		{name: "same names.zip", in: two},
		{name: "comment.zip", in: noted},
		{name: "before.zip", in: append(bytes.Clone(a), b...), kind: scanners.GapFormat, says: "in front of the zip archive"},
		{name: "behind.zip", in: append(bytes.Clone(a), "call 13800000000 now\n"...), kind: scanners.GapFormat, says: "behind the end of the zip archive"},
		{name: "hidden.zip", in: hidden, kind: scanners.GapCorrupt, says: "bytes that its directory does not speak of"},
		{name: "cut.zip", in: wide[:len(wide)-30], kind: scanners.GapCorrupt, says: "directory of the zip archive"},
		{name: "program.exe", in: append([]byte("MZ\x90\x00\x03\x00\x00\x00"+strings.Repeat("\x00\xff", 2000)), a...), kind: scanners.GapFormat, says: "windows program"},
	}
}

// TestLongNames holds that names of a sampled archive do not fill the memory.
func TestLongNames(t *testing.T) {
	entries := make([]zipEntry, 6000)
	for i := range entries {
		entries[i] = stored(strings.Repeat("n", 60_000)+fmt.Sprint(i), "x\n")
	}
	in := rawZip(entries...)
	most := peak(t, func() { told(t, &standard, memory("x.zip", in), sampled(1, 400<<20, 1000)) })
	if most > bound {
		t.Errorf("%d MiB", most>>20)
	}
}

// TestZipComments reads the comments of an archive and of an entry, which hold data as
// well as content does.
func TestZipComments(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	e, _ := w.CreateHeader(&zip.FileHeader{Name: "a.txt", Comment: "client 13800000000"})
	io.WriteString(e, "a text\n")
	w.SetComment("sent to jane@example.com")
	w.Close()
	got, drawn := told(t, &standard, memory("x.zip", b.Bytes()), full)
	if got != "> comment=client 13800000000\na.txt> =a text\n> comment=sent to jane@example.com\n" && got != "comment=client 13800000000\na.txt> =a text\ncomment=sent to jane@example.com\n" {
		t.Errorf("%s %+v", got, drawn)
	}
}
