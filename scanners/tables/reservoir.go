package tables

import "math/rand/v2"

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

// A Selection takes so many of a known number of rows that come one after the other,
// each with the same chance (Knuth, "The Art of Computer Programming", volume 2,
// section 3.4.2, algorithm S).
type Selection struct {
	random     *rand.Rand
	left, want int64
}

// NewSelection returns a selection of want out of rows.
func NewSelection(r *rand.Rand, want, rows int64) *Selection {
	return &Selection{random: r, left: rows, want: want}
}

// Take says whether the next row belongs to the selection.
func (s *Selection) Take() bool {
	if s.left <= 0 {
		return false
	}
	take := s.random.Int64N(s.left) < s.want
	s.left--
	if take {
		s.want--
	}
	return take
}
