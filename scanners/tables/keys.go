package tables

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// A KeyReader asks a table for its keys, unsigned or made so by Ordered.
type KeyReader interface {
	// Present returns those of the keys that the table has, in any order.
	Present(ctx context.Context, keys []uint64) ([]uint64, error)
	// Near returns for each key its neighbours in the table: the last key before
	// it, if any, and up to n keys at or behind it, all ascending. It returns as
	// many lists as there are keys.
	Near(ctx context.Context, keys []uint64, n int) ([][]uint64, error)
	// Pass hands on all keys of the table, each of them or each with the same
	// chance, which it returns. It returns 0 when reading all keys would cost too
	// much, and then hands on none.
	Pass(ctx context.Context, want int, key func(uint64)) (chance float64, err error)
}

const (
	// fewProbes and probes are the keys in the first calls of Present, depending on
	// how many rows are wanted, and mostProbes those in the longest.
	fewProbes, probes, mostProbes = 1024, 2048, 8192

	seeks     = 200 // keys in one call of Near
	run       = 1   // rows behind a seek: neighbours are often alike
	denseRate = 50  // one key of so many must be there for rejection to pay
	narrowing = 12  // rounds in which gaps are looked for
	maxRounds = 64  // rounds of drawing
)

// DrawnKeys is the outcome of DrawKeys.
type DrawnKeys struct {
	// Keys stand in the order in which they were drawn.
	Keys []uint64
	// Equal says that each row had the same chance.
	Equal bool
	// Rows is the estimated number of rows, -1 if nothing is known.
	Rows int64
}

// DrawKeys draws the keys of want rows from a table whose keys lie from first
// to last. It draws keys of the whole range and rejects those that the table
// does not have, so that each row has the same chance. Where too few are
// present it first looks for gaps and takes them out of the range, which leaves
// the chances equal. Where the keys are thin all over, such as random numbers,
// all keys are read where that is cheap enough, which leaves the chances equal
// too; else it takes the rows at and behind random keys, and the chances are then
// not equal.
func DrawKeys(ctx context.Context, t KeyReader, r *rand.Rand, first, last uint64, want int) (DrawnKeys, error) {
	space := NewKeyspace(first, last)
	stale, n := 0, min(max(want*9/8+64, fewProbes), probes)
	for range narrowing {
		keys, tried, err := present(ctx, t, space.Draw(r, n))
		if err != nil {
			return DrawnKeys{}, err
		}
		if len(keys)*denseRate >= tried {
			return reject(ctx, t, r, space, keys, tried, want)
		}
		size := space.Size()
		if _, err := narrow(ctx, t, r, space, nil, nil); err != nil {
			return DrawnKeys{}, err
		}
		if space.Size() > size/10*9 {
			if stale++; stale == 2 {
				break
			}
		}
	}
	kept := NewReservoir[uint64](r, want)
	if chance, err := t.Pass(ctx, want, kept.Add); err != nil {
		return DrawnKeys{}, err
	} else if chance > 0 {
		return DrawnKeys{Keys: kept.Keys(), Equal: true, Rows: int64(float64(kept.Seen()) / chance)}, nil
	}
	return seek(ctx, t, r, space, want)
}

// present returns those of the drawn keys that are there, in the order of the
// draw.
func present(ctx context.Context, t KeyReader, drawn []uint64) (keys []uint64, tried int, err error) {
	found, err := t.Present(ctx, drawn)
	if err != nil {
		return nil, 0, err
	}
	there := make(map[uint64]bool, len(found))
	for _, k := range found {
		there[k] = true
	}
	return slices.DeleteFunc(slices.Clone(drawn), func(k uint64) bool { return !there[k] }), len(drawn), nil
}

func reject(ctx context.Context, t KeyReader, r *rand.Rand, space *Keyspace, keys []uint64, tried, want int) (DrawnKeys, error) {
	seen := make(map[uint64]bool, want)
	for _, k := range keys {
		seen[k] = true
	}
	hits := len(keys)
	for round := 0; len(keys) < want && round < maxRounds; round++ {
		n := (want-len(keys))*tried/max(hits, 1)*9/8 + 64
		more, n, err := present(ctx, t, space.Draw(r, min(n, mostProbes)))
		if err != nil {
			return DrawnKeys{}, err
		}
		tried += n
		hits += len(more)
		for _, k := range more {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	rows := float64(space.Size()) * float64(hits) / float64(max(tried, 1))
	return DrawnKeys{Keys: keys[:min(len(keys), want)], Equal: true, Rows: max(int64(min(rows, math.MaxInt64/2)), int64(len(keys)))}, nil
}

// narrow looks around random keys and takes the gaps found out of the space. It
// appends the keys found behind them that were not seen before.
func narrow(ctx context.Context, t KeyReader, r *rand.Rand, space *Keyspace, seen map[uint64]bool, keys []uint64) ([]uint64, error) {
	drawn := space.Draw(r, seeks)
	near, err := t.Near(ctx, drawn, run)
	if err != nil {
		return keys, err
	}
	for i, list := range near {
		for j, k := range list {
			if j > 0 {
				space.Remove(list[j-1], k)
			}
			if k >= drawn[i] && seen != nil && !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	return keys, nil
}

func seek(ctx context.Context, t KeyReader, r *rand.Rand, space *Keyspace, want int) (DrawnKeys, error) {
	seen := make(map[uint64]bool, want)
	var keys []uint64
	var err error
	for round := 0; len(keys) < want && round < maxRounds; round++ {
		if keys, err = narrow(ctx, t, r, space, seen, keys); err != nil {
			return DrawnKeys{}, err
		}
	}
	return DrawnKeys{Keys: keys[:min(len(keys), want)], Rows: -1}, nil
}
