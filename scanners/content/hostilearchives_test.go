package content

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"piiventory/scanners"
)

// noise is content that nothing packs.
func noise(n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{}).Read(b)
	return b
}

// wordsOf is a text that compressions hold in their window as it is.
func wordsOf(n int) []byte {
	b := []byte(fmt.Sprintf("%x", noise(n/2)))
	for i := 70; i < len(b); i += 71 {
		b[i] = '\n'
	}
	return b
}

func zst(t testing.TB, b []byte, window int) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out, zstd.WithWindowSize(window), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithSingleSegment(false))
	if err != nil {
		t.Fatal(err)
	}
	w.Write(b)
	w.Close()
	return out.Bytes()
}

// tarHeader is the header of an entry, without its content.
func tarHeader(t testing.TB, h tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	h.Mode, h.Format = 0o600, tar.FormatGNU
	if err := tar.NewWriter(&b).WriteHeader(&h); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sparseTar holds files of 8 GiB each that are holes but for a text at the start.
func sparseTar(t testing.TB, files int) string {
	h := []byte(tarHeader(t, tar.Header{Name: "hole.txt"}))
	h[156] = 'S'
	copy(h[386:], fmt.Sprintf("%011o\x00%011o\x00", 0, 1<<16))
	copy(h[483:], fmt.Sprintf("%011o\x00", 1<<33-1))
	copy(h[124:], fmt.Sprintf("%011o\x00", 1<<16))
	copy(h[148:], "        ")
	sum := 0
	for _, c := range h[:512] {
		sum += int(c)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return strings.Repeat(string(h[:512])+strings.Repeat("a word \n", 1<<13), files) + strings.Repeat("\x00", 1024)
}

func hostileArchives(t testing.TB) []harm {
	deep := []byte("deep\n")
	for range 12 {
		deep = []byte(gz(t, tarOf(t, file{"x.tar.gz", string(deep)})))
	}
	// Archives in one another, each as large as may be held in memory.
	held := noise(11 << 20)
	for range 4 {
		held = rawZip(stored("in.zip", string(held)))
	}
	// Windows in windows, each filled.
	nest := wordsOf(9 << 20)
	for i := range 12 {
		if nest = zst(t, nest, 8<<20); i%3 == 2 {
			nest = []byte(tarOf(t, file{"x.zst", string(nest)}))
		}
	}
	wide := zst(t, rawZip(stored("words", string(wordsOf(22<<20)))), 32<<20)
	var special bytes.Buffer
	w := tar.NewWriter(&special)
	for i, kind := range []byte{tar.TypeSymlink, tar.TypeLink, tar.TypeFifo, tar.TypeDir, tar.TypeChar, tar.TypeBlock} {
		w.WriteHeader(&tar.Header{Name: fmt.Sprint("special", i), Linkname: "../../../etc/passwd", Typeflag: kind})
	}
	w.WriteHeader(&tar.Header{Name: "a.txt", Size: 7, Mode: 0o600})
	io.WriteString(w, "a text\n")
	w.Close()
	one := tarOf(t, file{"a.txt", "a text\n"})
	return []harm{
		{name: "deep.tar.gz", in: deep, kind: scanners.GapOversized, says: "deeper than 4 archives in one another"},
		{name: "held.zip", in: held, kind: scanners.GapFormat, says: "is not text in a known encoding"},
		{name: "held.zip.gz", in: []byte(gz(t, string(held))), kind: scanners.GapFormat, says: "is not text in a known encoding"},
		{name: "windows.tar.zst", in: nest, kind: scanners.GapOversized, says: "takes all the memory that there is for one object"},
		{name: "wide.zip.zst", in: wide, kind: scanners.GapOversized, says: "must be held in memory"},
		{name: "big.tar", source: madeOf(madePart{tarHeader(t, tar.Header{Name: "big.txt", Size: 300 << 20}), 1}, madePart{"a word, and more words of a line\n" + strings.Repeat("x", 31), 300 << 20 / 64}, madePart{"\x00", 1024})},
		{name: "big.tar.zst", in: zst(t, []byte(strings.Repeat("\x00", 0)+tarHeader(t, tar.Header{Name: "big.txt", Size: 300 << 20})+strings.Repeat("a word \n", 300<<20/8)+strings.Repeat("\x00", 1024)), 32<<20), kind: scanners.GapOversized, says: "unpacks to more than 200 times its size"},
		{name: "holes.tar", in: []byte(sparseTar(t, 30)), kind: scanners.GapOversized, says: "unpacks to more than 200 times its size"},
		{name: "special.tar", in: special.Bytes()},
		{name: "two.tar", in: []byte(one + one), kind: scanners.GapFormat, says: "something stands behind the end of the tar archive"},
		{name: "no end.tar", in: []byte(one[:1024]), kind: scanners.GapCorrupt, says: "has no mark at its end"},
		{name: "cut.tar", in: []byte(one[:515]), kind: scanners.GapCorrupt, says: "broken or cut off"},
		{name: "tar of noise", in: append(bytes.Repeat([]byte{0xee}, 257), "ustar\x0000 and more of it that is nothing"...), kind: scanners.GapFormat, says: "no reader for it"},
		{name: "many.tar", source: madeOf(madePart{tarOf(t, file{"a", "x\n"})[:1024], 100_000}, madePart{"\x00", 1024})},
	}
}
