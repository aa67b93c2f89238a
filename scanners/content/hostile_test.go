package content

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"piiventory/scanners"
)

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	p = p[:len(p)&^7]
	for i := range p {
		p[i] = "a word \n"[i%8]
	}
	return len(p), nil
}

// hostile makes files that are meant to do harm.
func hostile(t *testing.T) map[string][]byte {
	t.Helper()
	var zeros, million, overlap bytes.Buffer
	w, _ := gzip.NewWriterLevel(&zeros, 9)
	io.CopyN(w, endless{}, 300<<20)
	w.Close()

	z := zip.NewWriter(&million)
	for i := range 20_000 {
		e, _ := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint("d/", i), Method: zip.Store})
		e.Write([]byte("x\n"))
	}
	z.Close()

	deep := []byte("deep\n")
	for range 12 {
		deep = zipOf(t, file{"x.zip", string(deep)})
	}

	// Many lines of the directory for one entry of 16 MiB.
	var packed bytes.Buffer
	f, _ := flate.NewWriter(&packed, 9)
	sum := crc32.NewIEEE()
	io.CopyN(io.MultiWriter(f, sum), endless{}, 16<<20)
	f.Close()
	one := rawZip(zipEntry{name: "a\x00" + packed.String(), method: 8, crc: sum.Sum32(), packed: int64(packed.Len()), size: 16 << 20})
	at := bytes.Index(one, []byte("PK\x01\x02"))
	line := one[at : at+47]
	overlap.Write(one[:at])
	for range 6_000 {
		overlap.Write(line)
	}
	end := slices.Clone(one[at+47:])
	binary.LittleEndian.PutUint16(end[8:], 6_000)
	binary.LittleEndian.PutUint16(end[10:], 6_000)
	binary.LittleEndian.PutUint32(end[12:], 6_000*47)
	overlap.Write(end)

	huge := zipEntry{name: "a\x00abc", method: 0, packed: 1<<32 - 2, size: 1<<32 - 2}
	seven, err := os.ReadFile("../../testdata/content/7z/solid.7z")
	if err != nil {
		t.Fatal(err)
	}
	wide, err := os.ReadFile("../../testdata/content/7z/lzma.7z")
	if err != nil {
		t.Fatal(err)
	}
	i := bytes.Index(wide, []byte("\x23\x03\x01\x01\x05"))
	binary.LittleEndian.PutUint32(wide[i+6:], 1<<32-1)
	at32 := binary.LittleEndian.Uint64(wide[12:]) + 32
	binary.LittleEndian.PutUint32(wide[28:], crc32.ChecksumIEEE(wide[at32:]))
	binary.LittleEndian.PutUint32(wide[8:], crc32.ChecksumIEEE(wide[12:32]))
	dict, err := os.ReadFile("../../testdata/content/lzma/users.csv.lzma")
	if err != nil {
		t.Fatal(err)
	}
	binary.LittleEndian.PutUint32(dict[1:], 1<<31)
	// One entry of 500 MiB, and a tar of 300 MiB in one frame with a large window.
	var big bytes.Buffer
	z = zip.NewWriter(&big)
	e, _ := z.Create("zeros")
	io.CopyN(e, zeroes{}, 500<<20)
	z.Close()
	var wideTar bytes.Buffer
	zs, _ := zstd.NewWriter(&wideTar, zstd.WithWindowSize(32<<20), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	tw := tar.NewWriter(zs)
	tw.WriteHeader(&tar.Header{Name: "big.txt", Size: 300 << 20, Mode: 0o600})
	io.CopyN(tw, endless{}, 300<<20)
	tw.Close()
	zs.Close()
	// Archives in one another, each as large as may be held in memory.
	noise := make([]byte, 11<<20)
	rand.NewChaCha8([32]byte{}).Read(noise)
	held := noise
	for range 3 {
		held = rawZip(stored("in.zip", string(held)))
	}
	return map[string][]byte{
		"one.zip":         big.Bytes(),
		"wide.tar.zst":    wideTar.Bytes(),
		"held.zip":        held,
		"held.zip.gz":     []byte(gz(t, string(held))),
		"zeros.gz":        zeros.Bytes(),
		"zeros in tar.gz": []byte(gz(t, tarOf(t, file{"z.gz", zeros.String()}))),
		"many.zip":        million.Bytes(),
		"deep.zip":        deep,
		"overlap.zip":     overlap.Bytes(),
		"huge sizes.zip":  rawZip(huge),
		"cut.7z":          seven[:len(seven)-20],
		"dictionary.7z":   wide,
		"dictionary.lzma": dict,
		"tar of noise":    append(bytes.Repeat([]byte{0xee}, 257), "ustar\x0000 and more of it that is nothing"...),
		"zip.rar":         append([]byte("Rar!\x1a\x07\x01\x00"), bytes.Repeat([]byte{0x7f}, 5000)...),
		"header.7z":       append([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), bytes.Repeat([]byte{0xff}, 200)...),
	}
}

// TestHostile reads each within bounds of time and memory. But for the archive of
// many entries, which is read, each gives a gap with a reason.
func TestHostile(t *testing.T) {
	for name, b := range hostile(t) {
		for _, d := range []scanners.Draw{full, sampled(1, 1<<20, 1000)} {
			t.Run(name+"/"+string(d.Depth), func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
				defer cancel()
				var drawn scanners.Drawn
				var err error
				began := time.Now()
				most := peak(t, func() {
					drawn, err = standard.sample(ctx, memory(name, b), d, func(*scanners.Batch) error { return nil })
				})
				if err != nil {
					t.Fatal(err)
				}
				if most > bound {
					t.Errorf("%d MiB in use", most>>20)
				}
				if len(drawn.Gaps) == 0 && !(name == "many.zip" && d.Depth == scanners.Full) && !strings.HasPrefix(name, "dictionary.") {
					t.Errorf("no gap: %+v", drawn)
				}
				for _, g := range drawn.Gaps {
					if len(g.Reason) < 30 || strings.Contains(g.Reason, "0x") {
						t.Errorf("gap %+v", g)
					}
				}
				t.Logf("%v, %d MiB, %+v", time.Since(began).Round(time.Millisecond), most>>20, drawn)
			})
		}
	}
}
