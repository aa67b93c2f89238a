package detectors

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// Counters that begin like mobiles are none, in order or not; mobiles are, also when
// they are sorted, and where the field's name says so.
func TestRunningNumbers(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(4, 4))
	counter := func(step, n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprint(13800000001 + i*step)
		}
		return out
	}
	shuffled := counter(3, 500)
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	down := counter(1, 300)
	slices.Reverse(down)
	log := counter(1, 200)
	for i, v := range log {
		log[i] = "processing " + v + " done"
	}
	mobiles := many(500, func() string { return genMobile(r) })
	sorted := slices.Sorted(slices.Values(mobiles))
	// As much of a long list in order as a sample holds: one prefix, wide gaps.
	part := counter(2000, 400)
	for _, test := range []struct {
		name, field string
		values      []string
		want        Confidence
	}{
		{"one by one", "", counter(1, 200), Low},
		{"in steps", "n", counter(7, 60), Low},
		{"down", "n", down, Low},
		{"in any order", "n", shuffled, Low},
		{"in a log", "", log, Low},
		{"named", "mobile", counter(1, 200), High},
		{"mobiles", "n", mobiles, High},
		{"sorted mobiles", "n", sorted, High},
		{"some of many in order", "n", part, High},
	} {
		v := best(e, test.field, test.values)["contact.mobile"]
		if v.Confidence != test.want || (test.want == Low) != slices.Contains(v.Reasons, "running") {
			t.Errorf("%s: %+v", test.name, v)
		}
	}
}
