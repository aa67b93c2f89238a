package detectors

import (
	"cmp"
	"math"
	"slices"
)

// literalGroups is how many groups of literals starts can tell apart.
const literalGroups = 8

// frequency says roughly how often a byte stands in logs, tables and source code, in
// thousandths. Only how the bytes compare matters, and only for speed.
var frequency = func() (t [256]float64) {
	for b := range t {
		switch c := byte(b); {
		case isDigit(c):
			t[b] = 20
		case c-'A' <= 25:
			t[b] = 4
		case c >= 0x80:
			t[b] = 1
		default:
			t[b] = 0.5
		}
	}
	for c, f := range map[byte]float64{
		'a': 40, 'b': 10, 'c': 20, 'd': 20, 'e': 60, 'f': 12, 'g': 12, 'h': 20, 'i': 40, 'j': 4, 'k': 8, 'l': 25, 'm': 15, 'n': 40, 'o': 40, 'p': 15, 'q': 3,
		'r': 35, 's': 35, 't': 45, 'u': 15, 'v': 8, 'w': 10, 'x': 5, 'y': 10, 'z': 3,
		' ': 60, '"': 40, ',': 30, ':': 30, '.': 25, '/': 25, '-': 20, '_': 15, '\n': 10, '=': 8, '(': 6, ')': 6, '{': 4, '}': 4, '<': 4, '>': 4, ';': 5, '&': 2,
	} {
		t[c] = f
	}
	return t
}()

// A literalGroup holds literals and the halves of their first three bytes.
type literalGroup struct {
	all       []string
	low, high [3]uint16
}

func (g *literalGroup) with(lit string) literalGroup {
	out := *g
	for k := range out.low {
		if k >= len(lit) {
			out.low[k], out.high[k] = math.MaxUint16, math.MaxUint16
			continue
		}
		out.low[k] |= 1 << (lit[k] & 15)
		out.high[k] |= 1 << (lit[k] >> 4)
	}
	return out
}

// cost is roughly how often something else looks like one of the group: digits stand
// beside digits and letters beside letters, so there are three kinds of text.
func (g *literalGroup) cost() float64 {
	if g.low[0] == 0 {
		return 0
	}
	digits, letters, all := 1.0, 1.0, 1.0
	for k := range g.low {
		var digit, letter, any float64
		for high := range 16 {
			if g.high[k]>>high&1 == 0 {
				continue
			}
			for low := range 16 {
				if g.low[k]>>low&1 == 0 {
					continue
				}
				b := byte(high<<4 | low)
				any += frequency[b]
				switch {
				case isDigit(b):
					digit += 0.1
				case b-'a' <= 25:
					letter += frequency[b] / 600
				}
			}
		}
		digits *= digit
		letters *= letter
		all *= any / 1000
	}
	return (digits + letters + all) / 3
}

// groupLiterals parts literals into groups whose first bytes have much in common, so
// that little else looks like them: each goes where it adds least, those that add most
// first, and then each may move some times. Literals of two bytes that begin alike have
// a group of their own, since any byte may follow them.
func groupLiterals(all []string) (groups [literalGroups]literalGroup) {
	alone := func(lit string) float64 {
		var g literalGroup
		g = g.with(lit)
		return g.cost()
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(alone(b), alone(a)) })
	var costs [literalGroups]float64
	var alike [256]int // literals of two bytes by the first
	for _, lit := range all {
		if len(lit) == 2 {
			alike[lit[0]]++
		}
	}
	own := byte(slices.Index(alike[:], slices.Max(alike[:])))
	put := func(lit string) {
		best, least := 0, math.Inf(1)
		for i := range groups {
			if (i == 0) != (len(lit) == 2 && lit[0] == own) {
				continue
			}
			g := groups[i].with(lit)
			if added := g.cost() - costs[i]; added < least {
				best, least = i, added
			}
		}
		members := append(groups[best].all, lit)
		groups[best] = groups[best].with(lit)
		groups[best].all = members
		costs[best] = groups[best].cost()
	}
	for _, lit := range all {
		put(lit)
	}
	for _, lit := range slices.Concat(all, all, all) {
		for i := range groups {
			if k := slices.Index(groups[i].all, lit); k >= 0 {
				rest := slices.Delete(slices.Clone(groups[i].all), k, k+1)
				groups[i] = literalGroup{}
				for _, other := range rest {
					groups[i] = groups[i].with(other)
				}
				groups[i].all, costs[i] = rest, groups[i].cost()
			}
		}
		put(lit)
	}
	return groups
}
