package inventory

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: got %.9g, want %.9g", what, got, want)
	}
}

// The figures were solved for with exact sums of rational numbers, outside of this
// program.
func TestIntervalsByTables(t *testing.T) {
	// Nothing of so many: 1 - 0.05^(1/n).
	near(t, "0 of 3000", trial{draws: 3000}.atMost(0, 0.05), 0.000998079, 1e-8)
	near(t, "0 of 3000, binary", trial{draws: 3000, binary: true}.atMost(0, 0.05), 0.000998079, 1e-8)
	near(t, "5 of 100", trial{draws: 100, binary: true}.atMost(5, 0.05), 0.10225338, 1e-6)
	near(t, "5 of 100", trial{draws: 100, binary: true}.atLeast(5, 0.05), 0.01990556, 1e-6)
	// 0.05^(1/10)
	near(t, "10 of 10", trial{draws: 10, binary: true}.atLeast(10, 0.05), 0.74113445, 1e-7)
	if got := (trial{draws: 10, binary: true}).atMost(10, 0.05); got != 1 {
		t.Errorf("10 of 10: at most %v", got)
	}
	if got := (trial{draws: 0}).atMost(0, 0.05); got != 1 {
		t.Errorf("no draws: at most %v", got)
	}
}

// Counting the ways by hand is possible in small populations.
func TestHypergeometricByCounting(t *testing.T) {
	const population, drawn = 9, 4
	for having := int64(0); having <= population; having++ {
		var hits, all [drawn + 1]int64
		for set := range 1 << population {
			n, of := int64(0), int64(0)
			for i := range int64(population) {
				if set>>i&1 == 1 {
					n++
					if i < having {
						of++
					}
				}
			}
			if n == drawn {
				hits[of]++
				all[0]++
			}
		}
		sum := int64(0)
		for x := range int64(drawn + 1) {
			sum += hits[x]
			near(t, "P(X <= x)", hypergeometric(population, having, drawn, x), float64(sum)/float64(all[0]), 1e-12)
		}
	}
}

// The bound is the largest number of things with a property under which what was seen
// is not too unlikely.
func TestFinitePopulations(t *testing.T) {
	for _, c := range []struct{ population, drawn, hits int64 }{{10, 10, 3}, {10, 9, 0}, {100, 50, 0}, {100, 50, 7}, {5000, 300, 2}, {1000, 1, 1}} {
		tr := trial{draws: c.drawn, binary: true, population: c.population}
		most := int64(math.Round(tr.atMost(float64(c.hits), 0.05) * float64(c.population)))
		if p := hypergeometric(c.population, most, c.drawn, c.hits); p <= 0.05 {
			t.Errorf("%+v: at most %d, under which this has a chance of %v only", c, most, p)
		}
		if most < c.population-(c.drawn-c.hits) {
			if p := hypergeometric(c.population, most+1, c.drawn, c.hits); p > 0.05 {
				t.Errorf("%+v: at most %d, and one more is not unlikely: %v", c, most, p)
			}
		}
		least := int64(math.Round(tr.atLeast(float64(c.hits), 0.05) * float64(c.population)))
		if least > most || least < c.hits || most > c.population-(c.drawn-c.hits) {
			t.Errorf("%+v: from %d to %d", c, least, most)
		}
	}
}

func TestBinomialSums(t *testing.T) {
	for _, n := range []int64{1, 2, 7, 40, 1000} {
		for _, p := range []float64{1e-6, 0.01, 0.3, 0.5, 0.9, 0.999} {
			sum := 0.0
			for x := range n {
				sum += point(n, p, x)
				near(t, "P(B <= x)", binomial(n, p, x), sum, 1e-9)
			}
		}
	}
}

// For values between 0 and 1 the bound holds whatever they are, and is not much worse
// than the exact one of 0 and 1, of the same draws.
func TestBoundsOfSharesHold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	shapes := map[string]func() float64{
		"0 or 1, rarely": func() float64 { return b2f(r.Float64() < 0.02) },
		"0 or 1":         func() float64 { return b2f(r.Float64() < 0.5) },
		"rarely half":    func() float64 { return b2f(r.Float64() < 0.04) / 2 },
		"even":           func() float64 { return r.Float64() },
		"mostly little":  func() float64 { return math.Pow(r.Float64(), 30) },
	}
	means := map[string]float64{"0 or 1, rarely": 0.02, "0 or 1": 0.5, "rarely half": 0.02, "even": 0.5, "mostly little": 1.0 / 31}
	const rounds, n = 2000, 120
	for name, draw := range shapes {
		above, below := 0, 0
		for range rounds {
			sum := 0.0
			for range n {
				sum += draw()
			}
			tr := trial{draws: n}
			if tr.atMost(sum, 0.05) < means[name] {
				below++
			}
			if tr.atLeast(sum, 0.05) > means[name] {
				above++
			}
		}
		limit := rounds * (0.05 + 3*math.Sqrt(0.05*0.95/rounds))
		if float64(above) > limit || float64(below) > limit {
			t.Errorf("%s: the mean was above %d and below %d of %d intervals", name, below, above, rounds)
		}
	}
	for sum := range 100 {
		exact := trial{draws: n, binary: true}.atMost(float64(sum), 0.05)
		got := trial{draws: n}.atMost(float64(sum), 0.05)
		if got < exact-1e-9 || got > 1.5*exact {
			t.Errorf("%d of %d: %v for shares, %v for 0 and 1", sum, n, got, exact)
		}
	}
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
