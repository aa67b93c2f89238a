package tables

import (
	"math"
	"slices"
	"testing"
)

// Each key has the same chance where the draw says so, counted key by key or by the
// width of the gap before it, whether keys are drawn from a dense range, from one of
// which one in forty is there, from what is left of one with wide gaps, or out of
// all. Where the draw says that it is not so, the test sees that it is not.
func TestEachKeyHasTheSameChance(t *testing.T) {
	const want, seeds = 100, 60
	made := func(rows int, key func(i uint64) uint64) *column {
		c := &column{}
		for i := range uint64(rows) {
			c.keys = append(c.keys, key(i))
		}
		return c
	}
	thin := func() *column { // gaps are one to twenty times so wide
		x := uint64(0)
		return made(50_000, func(i uint64) uint64 {
			x += (i%20 + 1) * 1_000_000_000
			return x
		})
	}
	for name, c := range map[string]struct {
		column  *column
		classes int
		equal   bool
	}{
		"dense":         {made(400, func(i uint64) uint64 { return i }), 400, true},
		"one in forty":  {made(400, func(i uint64) uint64 { return i*40 + i%40 }), 400, true},
		"half dense":    {made(400, func(i uint64) uint64 { return i + i/200*i*60 }), 400, true},
		"islands":       {made(400, func(i uint64) uint64 { return i/50*1_000_000_000_000 + i%50 }), 400, true},
		"far":           {made(400, func(i uint64) uint64 { return i + i/399*(1<<62) }), 400, true},
		"thin, passed":  {passed(thin()), 20, true},
		"thin, and not": {thin(), 20, false},
	} {
		seen, total := make([]float64, c.classes), 0.0
		for seed := range uint64(seeds) {
			keys := c.column.keys
			got, err := DrawKeys(t.Context(), c.column, Random(seed, name), keys[0], keys[len(keys)-1], want)
			if err != nil || got.Equal != c.equal {
				t.Fatalf("%s: %+v, %v", name, got.Equal, err)
			}
			for _, k := range got.Keys {
				i, _ := slices.BinarySearch(keys, k)
				seen[i%c.classes]++
				total++
			}
		}
		n, chi := float64(c.classes), 0.0
		for _, s := range seen {
			chi += (s - total/n) * (s - total/n) / (total / n)
		}
		// Draws without putting back vary less. The square root of twice a chi square
		// is near to normal, with a variance of one; 3.1 is exceeded once in a thousand.
		chi /= 1 - total/seeds/float64(len(c.column.keys))
		limit := math.Pow(3.1+math.Sqrt(2*n-3), 2) / 2
		t.Logf("%s: chi square %.0f in %.0f classes, limit %.0f", name, chi, n, limit)
		if c.equal && (chi > limit || total < want*seeds*0.95) {
			t.Errorf("%s: chi square %.0f in %.0f classes, %.0f keys a draw", name, chi, n, total/seeds)
		}
		if !c.equal && chi < 10*limit {
			t.Errorf("%s: chi square %.0f, as if the chances were equal", name, chi)
		}
	}
}
