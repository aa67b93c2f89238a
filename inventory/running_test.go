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
	drawn := func() (out []string) {
		tr := newTree(mostPerCell)
		for _, a := range assets {
			tr.add(1, "s", placeOf("", a.Path, a.Kind), a, a.Path)
		}
		tr.settle()
		for _, p := range plan(tr, Limits{}, Goal{}, scanners.Price{}, nil) {
			out = append(out, p.asset.Path)
		}
		return out
	}
	want := drawn() // folder by folder
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(assets), func(i, j int) { assets[i], assets[j] = assets[j], assets[i] })
	got := drawn()
	if !slices.Equal(got, want) {
		t.Errorf("another order of listing draws other assets: %d and %d", len(got), len(want))
	}
}

// However large a store is, a cell of it is drawn from as far as the budget goes.
func TestLargeStoresAreDrawnFromAsWell(t *testing.T) {
	tr := newTree(Goal{DetectAbove: 0.01}.keep())
	other := newTree(mostPerCell)
	for i := range 1_100_000 {
		a := scanners.Asset{Path: fmt.Sprintf("logs/part-%d.csv", i), Kind: "object", Size: 1000}
		tr.add(1, "s", placeOf("", a.Path, a.Kind), a, a.Path)
		other.add(1, "s", placeOf("", a.Path, a.Kind), a, a.Path)
	}
	tr.settle()
	other.settle()
	if n := len(plan(tr, Limits{}, Goal{DetectAbove: 0.01}, scanners.Price{}, nil)); n < 299 {
		t.Errorf("%d of 299 assets that a goal wants are drawn", n)
	}
	if n := len(plan(other, Limits{Requests: 4000}, Goal{}, scanners.Price{}, nil)); n < 2000 {
		t.Errorf("%d assets are drawn within 4,000 requests, of which the listing takes 1,100", n)
	}
}
