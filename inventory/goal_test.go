package inventory

import (
	"fmt"
	"math"
	"testing"
	"time"

	"piiventory/scanners"
)

// estate makes a tree of objects of the sizes that size gives.
func estate(t *testing.T, g Goal, n int, size func(i int) int64) *tree {
	t.Helper()
	tr := newTree(g.keep())
	for i := range n {
		a := scanners.Asset{Path: fmt.Sprintf("f/part-%06d.csv", i), Kind: "object", Size: size(i), Rows: -1, Modified: time.Unix(1.7e9+int64(i)*3600, 0)}
		tr.add(1, "s", placeOf("", a.Path, a.Kind), a, a.Path)
	}
	tr.settle()
	return tr
}

// bounds returns what the plan of a tree with one dataset would be good for, and how
// much is read of it.
func bounds(tr *tree, g Goal, l Limits) (bound float64, assets int, bytes int64) {
	list := plan(tr, l, g, scanners.Price{}, nil)
	var at *leaf
	tr.each(func(_ place, l *leaf) { at = l })
	for _, p := range list {
		bytes += p.cost.Bytes
	}
	return predict(list, at, g.alpha(), nil), len(list), bytes
}

// A goal is reached, and not by reading far more than it takes.
func TestGoalSizesTheSample(t *testing.T) {
	skewed := func(i int) int64 { return 1000 + int64(math.Exp(float64(i*7919%1000)/75)) } // to 600 KB
	for _, x := range []struct {
		name  string
		n     int
		size  func(int) int64
		above float64
		conf  float64
		most  float64 // times the draws of one size that may be read
	}{
		{"small files", 50_000, func(int) int64 { return 4 << 10 }, 0.01, 0.95, 1.3},
		{"small files, finer", 50_000, func(int) int64 { return 4 << 10 }, 0.001, 0.95, 1.3},
		{"small files, surer", 50_000, func(int) int64 { return 4 << 10 }, 0.01, 0.999, 1.3},
		{"files of all sizes", 20_000, skewed, 0.02, 0.95, 16},
		{"fewer than it takes", 100, skewed, 0.01, 0.95, 1},
		{"large files", 2000, func(int) int64 { return 32 << 20 }, 0.02, 0.95, 1.3},
		{"one huge file", 1, func(int) int64 { return 10 << 30 }, 0.001, 0.95, 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			g := Goal{Confidence: x.conf, DetectAbove: x.above}
			bound, assets, bytes := bounds(estate(t, g, x.n, x.size), g, Limits{})
			if bound > x.above {
				t.Errorf("%d assets and %d bytes are good for %.4f, want %.4f", assets, bytes, bound, x.above)
			}
			if most := float64(g.draws()) * x.most; x.n > 100 && float64(assets) > most {
				t.Errorf("%d assets are read, where %.0f should do", assets, most)
			}
			if x.n == 1 && (bytes < g.draws()*rangeBytes*9/10 || bytes > g.draws()*rangeBytes*11/10) {
				t.Errorf("%d bytes of one file, where %d should do", bytes, g.draws()*rangeBytes)
			}
		})
	}
	// Four fifths of the sample do not do: nothing is read for safety.
	g := Goal{DetectAbove: 0.01}
	tr := estate(t, g, 50_000, func(int) int64 { return 4 << 10 })
	list := plan(tr, Limits{}, g, scanners.Price{}, nil)
	if b, _, _ := bounds(tr, g, Limits{Bytes: int64(len(list)) * 4 << 10 * 4 / 5}); b <= g.DetectAbove {
		t.Errorf("four fifths of the sample are good for %.4f as well", b)
	}
}

// Of tables as many rows are drawn as it takes, of each by its share of all rows.
func TestGoalSizesTables(t *testing.T) {
	for _, rows := range [][]int64{{1_000_000}, {1_000_000, 1_000_000, 8_000_000}, {500, 1_000_000}, {-1}, {0, 100}} {
		g := Goal{DetectAbove: 0.005}
		tr := newTree(g.keep())
		for i, n := range rows {
			a := scanners.Asset{Path: fmt.Sprintf("orders_p%d", i), Kind: "partition", Size: -1, Rows: n}
			tr.add(1, "db", place{root{"", "partition"}, []string{"orders_p{n}"}}, a, a.Path)
		}
		list := plan(tr, Limits{}, g, scanners.Price{}, nil)
		sum := int64(0)
		for _, p := range list {
			sum += p.rows
		}
		var at *leaf
		tr.each(func(_ place, l *leaf) { at = l })
		if b := predict(list, at, g.alpha(), nil); b > g.DetectAbove && rows[0] >= 0 {
			t.Errorf("rows %v: %d rows drawn are good for %.4f", rows, sum, b)
		}
		if most := 3*g.draws()/2 + int64(len(rows))*fewRows; sum > most*2 && rows[0] > 0 {
			t.Errorf("rows %v: %d rows are drawn, where %d should do", rows, sum, most)
		}
	}
}

// The draws of a goal are those of the book: 59, 299 and 2,995 with 95 %.
func TestDraws(t *testing.T) {
	for above, want := range map[float64]int64{0.05: 59, 0.01: 299, 0.001: 2995} {
		if got := (Goal{DetectAbove: above}).draws(); got != want {
			t.Errorf("%v: %d draws, want %d", above, got, want)
		}
	}
	if got := (Goal{Confidence: 0.99, DetectAbove: 0.01}).draws(); got != 459 {
		t.Errorf("99 %%: %d draws, want 459", got)
	}
}

// What is in the share of the records that a goal names is missed by one scan in twenty
// at most.
func TestGoalMissesLittle(t *testing.T) {
	const rounds = 150
	missed, n := 0, int64(0)
	for seed := range uint64(rounds) {
		s := newShelf(3000)
		for i, a := range s.assets {
			s.rows[a.Path] = []string{"other"}
			if i%50 == 0 {
				s.rows[a.Path] = []string{"id!1"}
			}
		}
		o := options(s)
		o.Seed, o.Limits, o.Goal = seed+1, Limits{}, Goal{DetectAbove: 0.02}
		d := stockOf(t, t.Context(), s, o).Stores[0].Datasets[0]
		n += d.Coverage.Sampled
		if len(d.Entries) == 0 {
			missed++
		}
	}
	if most := 0.05*rounds + 3*math.Sqrt(0.05*0.95*rounds); float64(missed) > most || missed == 0 {
		t.Errorf("%d of %d scans missed what is in 2 %% of the records, want at most %.0f, and some", missed, rounds, most)
	}
	if n/rounds > 155 {
		t.Errorf("%d assets are read in the mean, where 149 do", n/rounds)
	}
}
