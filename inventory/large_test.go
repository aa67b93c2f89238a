package inventory_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/files"
)

// stockOfFiles takes stock of a folder without a budget, unless limits name one.
func stockOfFiles(t *testing.T, dir string, change func(*inventory.Options)) *inventory.Inventory {
	t.Helper()
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := inventory.Options{Engine: engine, Kinds: map[string]scanners.Kind{"file": files.Kind}, Seed: 1}
	change(&o)
	inv, err := inventory.Take(t.Context(), []scanners.Store{{Alias: "s", URL: "file:" + dir}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// manyLines writes a text of at least so many bytes.
func manyLines(t *testing.T, name string, size int) {
	t.Helper()
	var b bytes.Buffer
	random := rand.New(rand.NewPCG(1, 2))
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "line %d has nothing but words %d\n", i, random.IntN(1000))
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Of large files as many pieces are read as a goal takes, whatever rows are in them, alone
// and among small ones.
func TestGoalIsReachedInLargeFiles(t *testing.T) {
	for name, sizes := range map[string][]int{"one": {24 << 20}, "three": {12 << 20, 12 << 20, 12 << 20}, "among small ones": append(make([]int, 50), 24<<20)} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for i, size := range sizes {
				manyLines(t, filepath.Join(dir, fmt.Sprintf("log-%d.txt", i)), max(size, 4000))
			}
			for _, above := range []float64{0.02, 0.05} {
				inv := stockOfFiles(t, dir, func(o *inventory.Options) { o.Goal.DetectAbove = above })
				d := inv.Stores[0].Datasets[0]
				if b := d.Bounds.Records; b == nil || b.AtMost > above {
					t.Errorf("%v is the goal, and %d units of %d bytes are good for %+v, gaps %+v", above, d.Coverage.Units, d.Coverage.BytesRead, b, d.Gaps)
				}
				if read, planned := d.Coverage.BytesRead, inv.Run.Planned["s"].Bytes; read > planned || read < planned/8 {
					t.Errorf("%d bytes are read, and %d were planned", read, planned)
				}
			}
		})
	}
}

// A budget that does not allow the usual part of a large file is spent on a smaller one.
func TestSmallBudgetsAreSpentOnLargeFiles(t *testing.T) {
	dir := t.TempDir()
	manyLines(t, filepath.Join(dir, "log.txt"), 24<<20)
	for _, l := range []inventory.Limits{{Bytes: 1 << 20}, {Bytes: 300 << 10}} {
		inv := stockOfFiles(t, dir, func(o *inventory.Options) { o.Limits = l })
		c := inv.Stores[0].Coverage
		if c.Sampled != 1 || c.BytesRead > l.Bytes || inv.Stores[0].Datasets[0].Bounds.Records == nil {
			t.Errorf("%+v: %+v", l, c)
		}
	}
}

// A goal that takes more of a file than an earlier scan read has it read anew, and one
// that takes as much or less does not.
func TestGoalAfterASmallerSample(t *testing.T) {
	dir := t.TempDir()
	manyLines(t, filepath.Join(dir, "log.txt"), 24<<20)
	first := &inventory.Ledger{}
	stockOfFiles(t, dir, func(o *inventory.Options) { o.Limits.Bytes, o.Keep = 2<<20, first })
	second := &inventory.Ledger{}
	inv := stockOfFiles(t, dir, func(o *inventory.Options) { o.Since, o.Keep, o.Goal.DetectAbove = first, second, 0.02 })
	if d := inv.Stores[0].Datasets[0]; d.Coverage.Carried != 0 || d.Bounds.Records == nil || d.Bounds.Records.AtMost > 0.02 {
		t.Errorf("%+v, %+v", d.Coverage, d.Bounds.Records)
	}
	inv = stockOfFiles(t, dir, func(o *inventory.Options) { o.Since, o.Goal.DetectAbove = second, 0.02 })
	if d := inv.Stores[0].Datasets[0]; d.Coverage.Carried != 1 || d.Bounds.Records == nil || d.Bounds.Records.AtMost > 0.02 {
		t.Errorf("%+v, %+v", d.Coverage, d.Bounds.Records)
	}
}
