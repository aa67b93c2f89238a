package inventory_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/files"
)

// shuffled lists a store in another order and notes what is drawn of it.
type shuffled struct {
	scanners.Scanner
	order *rand.Rand
	mu    sync.Mutex
	drawn map[string]string
}

func (s *shuffled) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	var all []scanners.Asset
	if err := s.Scanner.Assets(ctx, func(a scanners.Asset) error { all = append(all, a); return nil }); err != nil {
		return err
	}
	s.order.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, a := range all {
		if err := yield(a); err != nil {
			return err
		}
	}
	return nil
}

func (s *shuffled) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	var units []string
	drawn, err := s.Scanner.Sample(ctx, a, d, func(b *scanners.Batch) error {
		units = append(units, fmt.Sprintf("%s %s %d %d", b.Unit, b.Inside, b.Line, b.Rows))
		return yield(b)
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drawn[a.Path] = fmt.Sprintf("%+v of %d bytes: %v %s", d, drawn.Bytes, drawn.Design, strings.Join(units, ","))
	return drawn, err
}

// The same seed reads the same pieces of the same assets and comes to the same
// inventory, in whatever order the store lists and however many read at once.
func TestOrderAndWorkersDoNotMatter(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	row := func(i int) string { return fmt.Sprintf("%d,ordinary text,1391234%04d\n", i, i%10000) }
	for i := range 3000 { // more folders than are kept apart
		write(fmt.Sprintf("tenant-%c%c%c/rows.csv", 'a'+i%13, 'a'+i/13%17, 'a'+i/221), "n,note,mobile\n"+row(i))
	}
	for i := range 6 { // that do not fit what may be read of each
		var b strings.Builder
		b.WriteString("n,note,mobile\n")
		for j := range 150_000 {
			b.WriteString(row(i*j + j))
		}
		write(fmt.Sprintf("large/part-%d.csv", i), b.String())
	}
	for _, name := range []string{"zip", "parquet", "json", "xlsx"} {
		from := filepath.Join("..", "testdata", "content", name)
		list, err := os.ReadDir(from)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			b, err := os.ReadFile(filepath.Join(from, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			write("mixed/"+f.Name(), string(b))
		}
	}
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	take := func(seed, order uint64, workers int) (string, map[string]string) {
		sh := &shuffled{order: rand.New(rand.NewPCG(order, 1)), drawn: map[string]string{}}
		kind := files.Kind
		open := kind.Open
		kind.Open = func(ctx context.Context, s scanners.Store) (scanners.Scanner, error) {
			sc, err := open(ctx, s)
			sh.Scanner = sc
			return sh, err
		}
		inv, err := inventory.Take(t.Context(), []scanners.Store{{Alias: "d", URL: "file:" + dir}}, inventory.Options{
			Engine: engine, Kinds: map[string]scanners.Kind{"file": kind}, Depth: scanners.Sample, Seed: seed, Workers: workers,
			Limits: inventory.Limits{Bytes: 12 << 20}, Rules: detectors.Rules(),
		})
		if err != nil {
			t.Fatal(err)
		}
		inv.Run = inventory.Run{}
		var b bytes.Buffer
		if err := inv.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String(), sh.drawn
	}
	want, read := take(1, 1, 1)
	if n := len(read); n < 100 || n >= 3006 {
		t.Fatalf("%d assets are read, which is no sample", n)
	}
	for i, workers := range []int{2, 4, 16} {
		got, also := take(1, uint64(i+2), workers)
		if !maps.Equal(read, also) {
			for _, p := range slices.Sorted(maps.Keys(read)) {
				if also[p] != read[p] {
					t.Fatalf("%d workers, another order: %s\n%s\n%s", workers, p, read[p], also[p])
				}
			}
			t.Fatalf("%d workers, another order: %d and %d assets", workers, len(read), len(also))
		}
		if got != want {
			t.Errorf("%d workers, another order: the inventory differs", workers)
		}
	}
	if _, other := take(2, 1, 4); maps.Equal(read, other) {
		t.Error("another seed reads the same")
	}
}
