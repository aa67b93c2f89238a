package inventory

import (
	"math"
	"math/bits"
)

// A sketch estimates how many different digests were put into it, by HyperLogLog
// (Flajolet, Fusy, Gandouet, Meunier 2007): the first bits of a digest choose one of
// m = 2^p registers, which keeps the largest number of the first one bit among the rest.
// Two sketches merge by the larger of each pair, in any order, and a digest that comes
// again changes nothing. A byte for each register.
type sketch []byte

const (
	// finest is the p of a new sketch: 4096 registers.
	finest = 12
	// coarsest is the p below which no sketch is made coarser.
	coarsest = 6
)

func newSketch() sketch { return make(sketch, 1<<finest) }

// precision is p.
func (s sketch) precision() int { return bits.Len(uint(len(s))) - 1 }

func (s sketch) add(digest uint64) {
	p := s.precision()
	// The guard bit ends the count where all other bits are 0.
	rank := byte(bits.LeadingZeros64(digest<<p|1<<(p-1)) + 1)
	if r := &s[digest>>(64-p)]; rank > *r {
		*r = rank
	}
}

// coarser returns the sketch that the same digests would have given with 2^p registers.
func (s sketch) coarser(p int) sketch {
	for s.precision() > p {
		out := make(sketch, len(s)/2)
		for i := range out {
			// The bit that chose between the two is now the first of those that are counted.
			if s[2*i] > 0 {
				out[i] = s[2*i] + 1
			}
			if s[2*i+1] > 0 {
				out[i] = max(out[i], 1)
			}
		}
		s = out
	}
	return s
}

// union returns the sketch of the digests of both, of the coarser precision. It may
// change s, and never o.
func (s sketch) union(o sketch) sketch {
	p := min(s.precision(), o.precision())
	s = s.coarser(p)
	for i, r := range o.coarser(p) {
		s[i] = max(s[i], r)
	}
	return s
}

// valid says that the registers are such as add makes.
func (s sketch) valid() bool {
	p := s.precision()
	if p < coarsest || p > finest || len(s) != 1<<p {
		return false
	}
	for _, r := range s {
		if int(r) > 64-p+1 {
			return false
		}
	}
	return true
}

// estimate returns how many different digests were put in, by the improved raw estimator
// of O. Ertl (New cardinality estimation algorithms for HyperLogLog sketches, 2017,
// algorithm 6). Unlike that of 2007 it has no bias between the small range, in which empty
// registers tell more, and the middle one, and needs no tables.
func (s sketch) estimate() float64 {
	m, q := float64(len(s)), 64-s.precision()
	count := make([]int, q+2)
	for _, r := range s {
		count[r]++
	}
	z := m * tau(1-float64(count[q+1])/m)
	for k := q; k >= 1; k-- {
		z = (z + float64(count[k])) / 2
	}
	z += m * sigma(float64(count[0])/m)
	return m * m / (2 * math.Ln2 * z)
}

// relativeError is the standard error of the estimate, in parts of what it estimates:
// 1.04/√m (Flajolet et al. 2007, theorem 1).
func (s sketch) relativeError() float64 { return 1.04 / math.Sqrt(float64(len(s))) }

func sigma(x float64) float64 {
	if x == 1 {
		return math.Inf(1)
	}
	z, y := x, 1.0
	for {
		x *= x
		before := z
		z += x * y
		y += y
		if z == before {
			return z
		}
	}
}

func tau(x float64) float64 {
	if x == 0 || x == 1 {
		return 0
	}
	z, y := 1-x, 1.0
	for {
		x = math.Sqrt(x)
		before := z
		y /= 2
		z -= (1 - x) * (1 - x) * y
		if z == before {
			return z / 3
		}
	}
}
