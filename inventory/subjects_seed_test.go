package inventory_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"piiventory/inventory"
)

// The same seed gives the same estimates beyond what is counted exactly, another one others;
// and a ledger goes on with its key.
func TestSeedsGiveTheEstimates(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("mobile\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "139%08d\n", i*7919)
	}
	if err := os.WriteFile(filepath.Join(dir, "users.csv"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	scan := func(seed uint64, change func(*inventory.Options)) []inventory.Subjects {
		inv := stockOfFiles(t, dir, func(o *inventory.Options) {
			o.Seed = seed
			change(o)
		})
		if len(inv.Subjects) != 1 || inv.Subjects[0].Error == 0 || !inv.Subjects[0].AllRead {
			t.Fatalf("%+v", inv.Subjects)
		}
		return inv.Subjects
	}
	nothing := func(*inventory.Options) {}
	first := scan(1, nothing)
	if again := scan(1, nothing); !reflect.DeepEqual(first, again) {
		t.Errorf("%+v, and then %+v", first, again)
	}
	if reflect.DeepEqual(first, scan(2, nothing)) && reflect.DeepEqual(first, scan(3, nothing)) {
		t.Error("the seed does not matter")
	}
	var ledger inventory.Ledger
	kept := scan(1, func(o *inventory.Options) { o.Keep = &ledger })
	if next := scan(1, func(o *inventory.Options) { o.Since = &ledger }); !reflect.DeepEqual(kept, next) {
		t.Errorf("%+v, and from its ledger %+v", kept, next)
	}
	var other inventory.Ledger
	scan(1, func(o *inventory.Options) { o.Keep = &other })
	if reflect.DeepEqual(ledger.Key, other.Key) {
		t.Error("two ledgers have one key")
	}
}
