package content

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// zipOf makes an archive, with the sizes behind the entries as the library
// streams them.
func zipOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		e, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(e, f.body)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZip(t *testing.T) {
	inner := zipOf(t, file{"d.csv", "id,phone\n3,13800000002\n"})
	in := zipOf(t, file{"a/people.csv", "id,phone\n1,13800000000\n2,13800000001\n"}, file{"b.log.gz", gz(t, "one\ntwo\n")},
		file{"empty", ""}, file{"dir/", ""}, file{"../../e.zip", string(inner)}, file{gb("通讯录/张三.txt"), "three\n"})
	want := `a/people.csv> id=1;phone=13800000000
a/people.csv> id=2;phone=13800000001
b.log.gz> =one
b.log.gz> =two
e.zip!/d.csv> id=3;phone=13800000002
通讯录/张三.txt> =three
`
	got, drawn := told(t, &standard, memory("x.zip", in), full)
	if got != want || drawn.Format != "zip(csv,text,text+gzip,zip)" || drawn.Design != scanners.Census || len(drawn.Gaps) > 0 {
		t.Errorf("%s\n%+v", got, drawn)
	}
	// Something before it, a comment behind it, and no directory at all.
	sfx := append([]byte("PK\x07\x08"), in...)
	if got, drawn := told(t, &standard, memory("x", sfx), full); got != want || len(drawn.Gaps) > 0 {
		t.Errorf("with something before it: %s\n%+v", got, drawn)
	}
	cut := in[:bytes.Index(in, []byte("PK\x01\x02"))]
	got, drawn = told(t, &standard, memory("x.zip", cut), full)
	if !strings.HasPrefix(got, want) || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt || drawn.Design != scanners.NotRandom {
		t.Errorf("without a directory: %s\n%+v", got, drawn)
	}
	small := standard
	small.spool = int64(len(inner)) // too long to be held: read by the headers before the entries
	if got, drawn := told(t, &small, memory("x.zip.gz", []byte(gz(t, string(in)))), full); drawn.Gaps[0].Kind != scanners.GapOversized {
		t.Errorf("%s\n%+v", got, drawn)
	}
	if got, drawn := told(t, &small, memory("x.tar", []byte(tarOf(t, file{"x.zip", string(in)}))), full); strings.ReplaceAll(got, "x.zip!/", "") != want || len(drawn.Gaps) > 0 {
		t.Errorf("%s\n%+v", got, drawn)
	}
}

// TestZipCutOff cuts an archive at every length: each entry that is whole is read,
// and a gap says that it is not all.
func TestZipCutOff(t *testing.T) {
	in := zipOf(t, file{"a.csv", "id,phone\n1,13800000000\n"}, file{"b.txt", "some text\n"}, file{"c.txt", "more text\n"})
	for n := 30; n < len(in); n++ {
		got, drawn := told(t, &standard, memory("x.zip", in[:n]), full)
		if len(drawn.Gaps) == 0 || drawn.Design == scanners.Census && n < bytes.Index(in, []byte("PK\x01\x02")) {
			t.Errorf("%d of %d bytes: %s %+v", n, len(in), got, drawn)
		}
		if b := bytes.Index(in, []byte("c.txt")); n > b && !strings.Contains(got, "b.txt> =some text") {
			t.Errorf("%d of %d bytes: %s %+v", n, len(in), got, drawn)
		}
	}
}

// TestZipSample draws entries: each has the same chance, and the bytes are kept to.
func TestZipSample(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range 200 {
		e, _ := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%03d.csv", i), Method: zip.Store})
		fmt.Fprintf(e, "id,note\n%d,%s\n", i, strings.Repeat("x", 40_000))
	}
	w.Close()
	seen := map[string]int{}
	for seed := range uint64(60) {
		rows, drawn := gather(t, &standard, memory("x.zip", b.Bytes()), sampled(seed, 2<<20, 1000))
		if drawn.Bytes > 2<<20 || drawn.Design != scanners.Equal || drawn.Population != 200 || drawn.Units != int64(len(rows)) || drawn.Units < 5 {
			t.Fatalf("seed %d: %+v", seed, drawn)
		}
		if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapSampled {
			t.Fatalf("seed %d: %+v", seed, drawn.Gaps)
		}
		for _, r := range rows {
			seen[r.values["id"]]++
		}
		again, _ := gather(t, &standard, memory("x.zip", b.Bytes()), sampled(seed, 2<<20, 1000))
		if table(rows) != table(again) {
			t.Fatal("the same seed gives another sample")
		}
	}
	if len(seen) < 190 {
		t.Errorf("only %d of 200 entries were ever drawn", len(seen))
	}
	rows, drawn := gather(t, &standard, memory("x.zip", b.Bytes()), sampled(1, 2<<20, 5))
	if len(rows) != 5 || drawn.Units != int64(len(rows)) || drawn.Design != scanners.NotEqual {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
}

// TestZipSampleUnequal draws from entries of very different sizes. Where the design
// says equal, large ones are read as often as small ones.
func TestZipSampleUnequal(t *testing.T) {
	const entries, seeds = 60, 1200
	for name, c := range map[string]struct {
		size   func(i int) int
		design scanners.Design
	}{
		"many sizes": {func(i int) int { return []int{100, 5_000, 70_000, 300_000}[i%4] }, scanners.Equal},
		"one large":  {func(i int) int { return []int{400_000, 30_000}[min(i, 1)] }, scanners.Equal},
		"too large":  {func(i int) int { return []int{3_000_000, 100}[min(i, 1)] }, scanners.NotEqual},
	} {
		t.Run(name, func(t *testing.T) {
			var all []zipEntry
			for i := range entries {
				all = append(all, stored(fmt.Sprintf("%03d.txt", i), fmt.Sprintf("entry %03d ", i)+strings.Repeat("x", c.size(i))+"\n"))
			}
			in := rawZip(all...)
			read, drawnOnes := make([]int, entries), 0
			for seed := range uint64(seeds) {
				seen := map[string]bool{}
				drawn, err := standard.sample(t.Context(), memory("x.zip", in), sampled(seed, 1_500_000, 1_000_000), func(b *scanners.Batch) error {
					if len(b.Columns) > 0 {
						seen[b.Inside] = true
					}
					return nil
				})
				if err != nil || drawn.Design != c.design || drawn.Population != entries || int(drawn.Units) != len(seen) && c.design == scanners.Equal || len(drawn.Gaps) == 0 || drawn.Bytes > 1_500_000 {
					t.Fatalf("%v, %d seen, %+v", err, len(seen), drawn)
				}
				drawnOnes += len(seen)
				for i := range entries {
					if seen[fmt.Sprintf("%03d.txt", i)] {
						read[i]++
					}
				}
			}
			if c.design != scanners.Equal {
				return
			}
			p := float64(drawnOnes) / entries / seeds
			for i, n := range read {
				if d := (float64(n) - p*seeds) / math.Sqrt(seeds*p*(1-p)); math.Abs(d) > 4.5 {
					t.Errorf("entry %d of %d bytes was read %d times, %.0f are expected", i, c.size(i), n, p*seeds)
				}
			}
		})
	}
}

// rawZip makes an archive of entries that are packed already.
func rawZip(entries ...zipEntry) []byte {
	var b, dir bytes.Buffer
	le := binary.LittleEndian
	for _, e := range entries {
		e.off = int64(b.Len())
		head := make([]byte, 30)
		copy(head, "PK\x03\x04")
		le.PutUint16(head[4:], 20)
		le.PutUint16(head[6:], e.flags)
		le.PutUint16(head[8:], e.method)
		le.PutUint32(head[14:], e.crc)
		le.PutUint32(head[18:], uint32(e.packed))
		le.PutUint32(head[22:], uint32(e.size))
		name, content, _ := strings.Cut(e.name, "\x00")
		le.PutUint16(head[26:], uint16(len(name)))
		b.Write(head)
		b.WriteString(name + content)
		line := make([]byte, 46)
		copy(line, "PK\x01\x02")
		copy(line[6:], head[4:30])
		le.PutUint16(line[30:], 0)
		le.PutUint32(line[42:], uint32(e.off))
		dir.Write(line)
		dir.WriteString(name)
	}
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	le.PutUint16(end[8:], uint16(len(entries)))
	le.PutUint16(end[10:], uint16(len(entries)))
	le.PutUint32(end[12:], uint32(dir.Len()))
	le.PutUint32(end[16:], uint32(b.Len()))
	return slices.Concat(b.Bytes(), dir.Bytes(), end)
}

func stored(name, content string) zipEntry {
	return zipEntry{name: name + "\x00" + content, crc: crc32.ChecksumIEEE([]byte(content)), packed: int64(len(content)), size: int64(len(content))}
}

// TestZipGaps reads entries that cannot be read, and accounts for each.
func TestZipGaps(t *testing.T) {
	good := stored("good.txt", "good\n")
	encrypted := stored("secret.csv", "xxxxxxxxxxxxxxx")
	encrypted.flags = zipEncrypted
	aes := stored("aes.csv", "xxxxxxxxxxxxxxx")
	aes.method, aes.flags = 99, zipEncrypted
	odd := stored("odd.csv", "xxxxxxxxxx")
	odd.method = 9
	sum := stored("sum.txt", "wrong sum\n")
	sum.crc++
	deflated := stored("deflated.txt", "this is no deflate stream")
	deflated.method = 8
	got, drawn := told(t, &standard, memory("x.zip", rawZip(good, encrypted, aes, odd, sum, deflated, good)), full)
	for _, want := range []string{
		"good.txt> =good\nsum.txt> =wrong sum\ngood.txt> =good\n",
		"secret.csv! encrypted: inside it: it is encrypted, a password is needed",
		"odd.csv! format: inside it: it is packed with a method that no reader here knows (deflate64)",
		"sum.txt! corrupt: inside it: what it lies in is broken or cut off",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if drawn.Design != scanners.NotRandom {
		t.Errorf("%+v", drawn)
	}
}
