package inventory

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"piiventory/scanners"
)

// Where more assets are listed than are kept in the running, the order of listing does
// not decide which are.
func TestManyAssetsInAnyOrder(t *testing.T) {
	var assets []scanners.Asset
	for i := range 280_000 { // 70 folders, which are folded together once there are 65
		assets = append(assets, scanners.Asset{Path: fmt.Sprintf("tenant-%c%c/part-%d.csv", 'a'+i/4000%26, 'a'+i/4000/26, i), Kind: "object", Size: int64(1+i%2*80) << 10})
	}
	drawn := func() (kept int, out []string) {
		tr := newTree(mostPerCell)
		for _, a := range assets {
			tr.add(1, "s", placeOf("", a.Path, a.Kind), a, a.Path)
		}
		tr.settle()
		for _, p := range plan(tr, Limits{}, Goal{}, scanners.Price{}, nil) {
			out = append(out, p.asset.Path)
		}
		return tr.k, out
	}
	before, want := drawn() // folder by folder
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(assets), func(i, j int) { assets[i], assets[j] = assets[j], assets[i] })
	after, got := drawn()
	if before == after {
		t.Fatal("in both orders as many stayed in the running, so that this shows nothing")
	}
	if !slices.Equal(got, want) {
		t.Errorf("another order of listing draws other assets: %d and %d", len(got), len(want))
	}
}
