package content

import (
	"archive/tar"
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"piiventory/scanners"
)

// tarSized has entries of the sizes, each a text that begins with its number.
func tarSized(t *testing.T, format tar.Format, sizes ...int) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i, n := range sizes {
		text := fmt.Sprintf("entry %03d ", i) + strings.Repeat("x", n) + "\n"
		name := fmt.Sprintf("%s%03d.txt", strings.Repeat("folder/", i%3*20), i)
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(text)), Format: format, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(text))
		w.WriteHeader(&tar.Header{Name: fmt.Sprint("link", i), Linkname: name, Typeflag: tar.TypeSymlink})
	}
	w.Close()
	return b.Bytes()
}

// TestTarSample draws entries of a large archive: each has the same chance, whatever its
// size and wherever it lies.
func TestTarSample(t *testing.T) {
	const entries, seeds = 40, 100
	var all []int
	for i := range entries {
		all = append(all, []int{90_000, 120_000, 200_000, 300_000}[i%4])
	}
	for _, format := range []tar.Format{tar.FormatPAX, tar.FormatGNU} {
		in := tarSized(t, format, all...)
		read, sum := make([]int, entries), 0
		for seed := range uint64(seeds) {
			seen := map[string]bool{}
			drawn, err := standard.sample(t.Context(), memory("x.tar", in), sampled(seed, 3<<20, 1_000_000), func(b *scanners.Batch) error {
				for i := range b.Columns {
					seen[string(b.Columns[i].Value(0)[:9])] = true
				}
				return nil
			})
			if err != nil || drawn.Design != scanners.Equal || drawn.Population != entries || drawn.Units != int64(len(seen)) || drawn.Units < 3 || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapSampled || drawn.Bytes > 3<<20 {
				t.Fatalf("%v, %d seen, %+v", err, len(seen), drawn)
			}
			sum += len(seen)
			for i := range entries {
				if seen[fmt.Sprintf("entry %03d", i)] {
					read[i]++
				}
			}
		}
		p := float64(sum) / entries / seeds
		for i, n := range read {
			if d := (float64(n) - p*seeds) / math.Sqrt(seeds*p*(1-p)); math.Abs(d) > 4.5 {
				t.Errorf("entry %d of %d bytes was read %d times, %.0f are expected", i, all[i], n, p*seeds)
			}
		}
	}
}

// TestTarOfMany reads an archive of many entries from its start, and says so.
func TestTarOfMany(t *testing.T) {
	rows, drawn := gather(t, &standard, memory("x.tar", tarSized(t, tar.FormatPAX, make([]int, 3000)...)), sampled(1, 256<<10, 1000))
	if drawn.Design != scanners.NotRandom || len(drawn.Gaps) == 0 || drawn.Gaps[0].Kind != scanners.GapBudget || len(rows) < 50 || drawn.Bytes > 256<<10 {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
}

// TestTarSampleHostile draws from archives that are cut off or have changed bytes.
func TestTarSampleHostile(t *testing.T) {
	in := tarSized(t, tar.FormatGNU, 50_000, 60_000, 70_000, 80_000, 90_000)
	for n := 1000; n < len(in); n += 7919 {
		_, drawn := gather(t, &standard, memory("x.tar", in[:n]), sampled(uint64(n), 60_000, 100))
		if n > 60_000 && len(drawn.Gaps) == 0 || drawn.Bytes > 60_000 && n > 60_000 {
			t.Errorf("cut at %d: %+v", n, drawn)
		}
		changed := bytes.Clone(in)
		for i := range 20 {
			changed[(n+i)%len(in)] ^= 0x55
		}
		if _, drawn := gather(t, &standard, memory("x.tar", changed), sampled(uint64(n), 60_000, 100)); len(drawn.Gaps) == 0 {
			t.Errorf("changed at %d: %+v", n, drawn)
		}
	}
}
