package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
)

// TestTinyBudgets reads the head of each sample, and of objects with several entries,
// with hardly any bytes: it keeps to them, and says that it did not read the rest.
func TestTinyBudgets(t *testing.T) {
	all := severals(t)
	files, err := filepath.Glob("../../testdata/content/*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if b, err := os.ReadFile(f); err == nil && !strings.HasSuffix(f, ".want") {
			all[filepath.Base(filepath.Dir(f))+"/"+filepath.Base(f)] = b
		}
	}
	for _, f := range files {
		if b, err := os.ReadFile(f); err == nil && strings.HasSuffix(f, ".orc") {
			all["padded "+filepath.Base(f)] = orcPadded(b, 1<<20)
		}
	}
	for name, in := range all {
		for seed, most := range []int64{7, 40, 100, 300, 700, 1500, 4000, 9000, 20_000} {
			if most >= int64(len(in)) {
				break
			}
			_, d := gather(t, &standard, memory(filepath.Base(name), in), sampled(uint64(seed), most, 100))
			if d.Bytes > most {
				t.Errorf("%s with %d bytes: %d were read", name, most, d.Bytes)
			}
			if len(d.Gaps) == 0 || d.Design == scanners.Census {
				t.Errorf("%s with %d bytes: %+v", name, most, d)
			}
		}
	}
}
