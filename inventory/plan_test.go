package inventory

import (
	"fmt"
	"testing"

	"piiventory/scanners"
)

// A cell that cannot afford its next asset is closed: if the cheaper ones behind it were
// read, they would have the better chances.
func TestDearAssetsAreNotPassedOver(t *testing.T) {
	for seed := range uint64(200) {
		tr := newTree(mostPerCell)
		for i := range 40 {
			a := scanners.Asset{Path: fmt.Sprintf("f/part-%d.csv", i), Kind: "object", Size: 70 << 10}
			if i%2 == 0 {
				a.Size = 250 << 10
			}
			tr.add(seed, "s", placeOf("", a.Path, a.Kind), a, a.Path)
		}
		tr.settle()
		var order []candidate
		tr.each(func(_ place, l *leaf) { order = l.cells.order() })
		// The first that is not taken is the end of the draw.
		got := plan(tr, Limits{Bytes: 2 << 20}, Goal{}, scanners.Price{}, nil)
		if len(got) == 0 || len(got) == len(order) {
			t.Fatalf("%d of %d assets are taken", len(got), len(order))
		}
		for i, a := range got {
			if a.asset.Path != order[i].asset.Path {
				t.Fatalf("seed %d: %s is taken before %s", seed, a.asset.Path, order[i].asset.Path)
			}
		}
	}
}
