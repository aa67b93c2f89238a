package inventory

import (
	"strings"
	"testing"

	"piiventory/scanners"
)

// Assets that are empty hold nothing: that is certain, whether some or all were drawn, and
// no goal is missed by it.
func TestEmptyAssetsHoldNothing(t *testing.T) {
	for _, limits := range []Limits{{}, {Requests: 30}} {
		s := newShelf(20)
		for i := range s.assets {
			s.assets[i].Size = 0
			s.rows[s.assets[i].Path] = nil
		}
		o := options(s)
		o.Limits, o.Goal = limits, Goal{DetectAbove: 0.01}
		d := stockOf(t, t.Context(), s, o).Stores[0].Datasets[0]
		if b := d.Bounds.Records; b == nil || b.AtMost != 0 || strings.Contains(gapKinds(d.Gaps), "goal") {
			t.Errorf("%+v: bounds %+v without %q, gaps %v", limits, b, d.Bounds.Without, d.Gaps)
		}
	}
	blind := []drawnSample{{read: true, design: scanners.NotRandom}}
	if s := byRecords(blind, cells{cellKey{}: {listed: 1}}, true, 0.05); s.why == "" {
		t.Error("what can only be read from its start is taken for empty")
	}
}

// A table of which more rows were seen than the server's statistics have weighs as much as
// was seen.
func TestTablesWeighWhatWasSeen(t *testing.T) {
	s := sampleOf(&Sample{AssetKind: "table", Rows: 0, Read: true, Drawn: scanners.Drawn{Rows: 3000, Units: 3000, Design: scanners.Equal}}, nil)
	if s.weight != 3000 {
		t.Errorf("a table of 3000 rows weighs %d", s.weight)
	}
	s = sampleOf(&Sample{AssetKind: "table", Rows: -1, Read: true, Drawn: scanners.Drawn{Rows: 3000, Units: 3000, Design: scanners.Equal}}, nil)
	if s.weight != -1 {
		t.Errorf("a table of unknown rows weighs %d", s.weight)
	}
	s = sampleOf(&Sample{AssetKind: "table", Rows: -1, Read: true, Drawn: scanners.Drawn{Rows: 3000, Units: 3000, Population: 90_000, Design: scanners.Equal}}, nil)
	if s.weight != 90_000 {
		t.Errorf("a table of which the draw tells 90,000 rows weighs %d", s.weight)
	}
}

// What the draws suggest lies between its bounds, however small it is.
func TestEstimatesLieBetweenTheirBounds(t *testing.T) {
	for _, x := range []float64{0, 4.983e-07, 2.855e-05, 1.4321e-05, 0.0009999999, 0.001, 0.0123456789, 1.0 / 3, 0.999999999, 1} {
		if got := rounded(x); got < outward(x, false) || got > outward(x, true) {
			t.Errorf("%v is rounded to %v, from %v to %v", x, got, outward(x, false), outward(x, true))
		}
	}
}
