package tables

import (
	"math/bits"
	"math/rand/v2"
	"slices"
)

// A Keyspace is the set of keys that a table may hold: an interval without the
// gaps that are known to be empty. Keys are unsigned; a signed key is put into
// order with Ordered.
type Keyspace struct {
	spans []span // ascending, disjoint, not empty
}

type span struct{ first, last uint64 } // both inclusive

// NewKeyspace returns the keys from first to last, both inclusive.
func NewKeyspace(first, last uint64) *Keyspace {
	return &Keyspace{spans: []span{{first, last}}}
}

// Remove takes the keys between two neighbours away, neither inclusive.
func (k *Keyspace) Remove(before, behind uint64) {
	if behind-before < 2 || behind < before {
		return
	}
	first, last := before+1, behind-1
	i, _ := slices.BinarySearchFunc(k.spans, first, func(s span, f uint64) int {
		if s.last < f {
			return -1
		}
		return 1
	})
	j := i
	var keep []span
	for ; j < len(k.spans) && k.spans[j].first <= last; j++ {
		if s := k.spans[j]; s.first < first {
			keep = append(keep, span{s.first, before})
		}
		if s := k.spans[j]; s.last > last {
			keep = append(keep, span{behind, s.last})
		}
	}
	k.spans = slices.Replace(k.spans, i, j, keep...)
}

// Size is the number of keys. 2^64 keys count as one less.
func (k *Keyspace) Size() uint64 {
	var n uint64
	for _, s := range k.spans {
		sum, carry := bits.Add64(n, s.last-s.first, 1)
		if carry > 0 {
			return ^uint64(0)
		}
		n = sum
	}
	return n
}

// Draw returns n keys, each with the same chance, in the order in which they
// were drawn and without repetitions; fewer when some were drawn twice.
func (k *Keyspace) Draw(r *rand.Rand, n int) []uint64 {
	size := k.Size()
	if size == 0 {
		return nil
	}
	keys := make([]uint64, 0, n)
	seen := make(map[uint64]bool, n)
	for range n {
		x := r.Uint64N(size)
		for _, s := range k.spans {
			if width := s.last - s.first; x <= width {
				x += s.first
				break
			} else {
				x -= width + 1
			}
		}
		if !seen[x] {
			seen[x] = true
			keys = append(keys, x)
		}
	}
	return keys
}

// Ordered maps a signed key to an unsigned one that sorts alike.
func Ordered(key int64) uint64 { return uint64(key) ^ 1<<63 }

// Signed is the inverse of Ordered.
func Signed(key uint64) int64 { return int64(key ^ 1<<63) }
