package tables

import (
	"math"
	"math/rand/v2"
)

// A Reservoir keeps a simple random sample of all keys that it is given, however
// many there are (Vitter, "Random sampling with a reservoir", 1985, algorithm R).
type Reservoir[K any] struct {
	random *rand.Rand
	want   int
	seen   int64
	keys   []K
}

// NewReservoir returns an empty reservoir for want keys.
func NewReservoir[K any](r *rand.Rand, want int) *Reservoir[K] {
	return &Reservoir[K]{random: r, want: want}
}

// Add takes one key into account.
func (v *Reservoir[K]) Add(key K) {
	v.seen++
	if len(v.keys) < v.want {
		v.keys = append(v.keys, key)
	} else if i := v.random.Int64N(v.seen); i < int64(v.want) {
		v.keys[i] = key
	}
}

// Seen is the number of keys that were added.
func (v *Reservoir[K]) Seen() int64 { return v.seen }

// Keys returns the sample in random order, so that any part of it from its
// beginning is a random one too.
func (v *Reservoir[K]) Keys() []K {
	v.random.Shuffle(len(v.keys), func(i, j int) { v.keys[i], v.keys[j] = v.keys[j], v.keys[i] })
	return v.keys
}

// Chance is the chance with which each of so many rows is to be taken, so that no
// more than want are, but for once in some thousands of times.
func Chance(want int, rows int64) float64 {
	if rows <= int64(want) {
		return 1
	}
	w, few := float64(want), float64(min(want, 30))
	return max(w-4*math.Sqrt(w), few*few/(few+30)) / float64(rows)
}
