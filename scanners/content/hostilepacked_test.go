package content

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"piiventory/scanners"
)

// hostilePacked are compressed streams.
func hostilePacked(t testing.TB) []harm {
	read := func(name string) []byte {
		b, err := os.ReadFile("../../testdata/content/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var bomb, zbomb, xbomb bytes.Buffer
	w, _ := gzip.NewWriterLevel(&bomb, 9)
	io.CopyN(w, endless{}, 300<<20)
	w.Close()
	z, _ := zstd.NewWriter(&zbomb, zstd.WithEncoderConcurrency(1))
	io.CopyN(z, endless{}, 300<<20)
	z.Close()
	x, err := xz.NewWriter(&xbomb)
	if err != nil {
		t.Fatal(err)
	}
	io.CopyN(x, endless{}, 80<<20)
	x.Close()
	four := "a text\n"
	for range 4 {
		four = gz(t, four)
	}
	dict := read("lzma/users.csv.lzma")
	binary.LittleEndian.PutUint32(dict[1:], 1<<31)
	dictionaries := bytes.Clone(dict)
	binary.LittleEndian.PutUint64(dictionaries[5:], 1<<37)
	empty := gz(t, "")
	secret := gz(t, "a text\n")
	const much = "unpacks to more than 200 times its size"
	return []harm{
		{name: "bomb.gz", in: bomb.Bytes(), kind: scanners.GapOversized, says: much},
		{name: "bomb.zst", in: zbomb.Bytes(), kind: scanners.GapOversized, says: much},
		{name: "bomb.xz", in: xbomb.Bytes(), kind: scanners.GapOversized, says: much},
		{name: "bomb.tar.gz", in: []byte(gz(t, tarOf(t, file{"z.gz", bomb.String()}))), kind: scanners.GapOversized, says: much},
		{name: "four times.gz", in: []byte(four), kind: scanners.GapOversized, says: "compressed 3 times over and still compressed"},
		{name: "dictionary.lzma", in: dict},
		{name: "dictionary and size.lzma", in: dictionaries, kind: scanners.GapCorrupt, says: "broken or cut off"},
		{name: "empties.gz", source: madeOf(madePart{empty, 1_000_000}, madePart{secret, 1})},
		{name: "skipped.zst", source: madeOf(madePart{"\x50\x2a\x4d\x18\x00\x00\x00\x00", 1}, madePart{string(read("zstd/users.csv.zst")), 1}, madePart{"\x50\x2a\x4d\x18\x00\x00\x00\x00", 1_000_000})},
		{name: "cut.gz", in: []byte(secret[:len(secret)-9]), kind: scanners.GapCorrupt, says: "gzip stream is broken or cut off"},
		{name: "head.gz", in: []byte(secret[:9]), kind: scanners.GapCorrupt, says: "its header is broken or cut off"},
		{name: "behind.gz", in: []byte(secret + "13800000000\n"), kind: scanners.GapCorrupt, says: "gzip stream is broken or cut off"},
		{name: "checksum.gz", in: []byte(secret[:len(secret)-5] + "\x01" + secret[len(secret)-4:]), kind: scanners.GapCorrupt, says: "gzip stream is broken or cut off"},
		{name: "behind.bz2", in: append(read("bzip2/"+firstOf(t, "bzip2")), "13800000000\n"...), kind: scanners.GapCorrupt, says: "bzip2 stream is broken or cut off"},
		{name: "behind.br", in: append(read("brotli/"+firstOf(t, "brotli")), "13800000000\n"...), kind: scanners.GapCorrupt, says: "brotli stream is broken or cut off"},
		{name: "behind.lz4", in: append(read("lz4/"+firstOf(t, "lz4")), "13800000000\n"...), kind: scanners.GapCorrupt, says: "lz4 stream is broken or cut off"},
		{name: "behind.xz", in: append(read("xz/users.csv.xz"), "13800000000\n"...), kind: scanners.GapCorrupt, says: "xz stream is broken or cut off"},
		{name: "behind.zst", in: append(read("zstd/users.csv.zst"), "13800000000\n"...), kind: scanners.GapCorrupt, says: "zstd stream is broken or cut off"},
		{name: "behind.lzma", in: append(read("lzma/users.csv.lzma"), "13800000000\n"...), kind: scanners.GapCorrupt, says: "lzma stream is broken or cut off"},
		{name: "behind.lz", in: append(read("lzip/"+firstOf(t, "lzip")), "13800000000\n"...), kind: scanners.GapCorrupt, says: "lzip stream is broken or cut off"},
		{name: "behind.sz", in: append(read("snappy/"+firstOf(t, "snappy")), "13800000000\n"...), kind: scanners.GapCorrupt, says: "snappy stream is broken or cut off"},
		{name: "block.lz4", in: []byte("\x00\x7f\xff\xff\x00\x00\xff\xff" + strings.Repeat("\x1f", 100)), kind: anyGap},
	}
}

// firstOf is the first sample in a folder.
func firstOf(t testing.TB, folder string) string {
	all, err := os.ReadDir("../../testdata/content/" + folder)
	if err != nil || len(all) == 0 {
		t.Fatal("no samples of", folder)
	}
	return all[0].Name()
}
