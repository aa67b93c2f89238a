package detectors

import (
	"cmp"
	"slices"
)

// flush settles the pending hits and hands them on. This is the one place that
// decides between categories which claim the same bytes: of valid hits that
// overlap one stays valid, first the one that the field's name speaks of, then the
// one that a word beside it speaks of, then the one that needs no word, then the one
// with the stronger checks, then the longer one. What stands inside an
// address is part of it and is not handed on at all. What stands behind a word and
// a sign is told by the word and competes with nothing, and neither does what may
// hold values of other categories.
func (w *walker) flush() {
	if len(w.pending) == 0 {
		return
	}
	hits := w.pending
	if len(hits) > 1 {
		slices.SortStableFunc(hits, func(a, b hit) int {
			return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.det, b.det))
		})
		hits = w.settle(hits)
	}
	for _, h := range hits {
		w.handed = max(w.handed, h.start)
		w.fn(h)
	}
	w.pending = w.pending[:0]
}

func (w *walker) settle(hits []hit) []hit {
	kept := hits[:0]
	for i := range hits {
		inside := false
		for j := range kept {
			if hits[i].det == kept[j].det && hits[i].start == kept[j].start && hits[i].end == kept[j].end {
				inside = true // found by two triggers
				kept[j].valid = kept[j].valid || hits[i].valid
			}
			if hits[i].by != byKeyed && w.e.dets[kept[j].det].addresses() && kept[j].valid && hits[i].start < kept[j].end {
				inside = true
			}
		}
		if !inside {
			kept = append(kept, hits[i])
		}
	}
	for i := range kept {
		for j := range kept {
			if w.e.dets[kept[i].det].holds || w.e.dets[kept[j].det].holds {
				continue
			}
			if i != j && kept[i].by != byKeyed && kept[j].by != byKeyed && kept[i].valid && kept[j].valid && kept[i].start < kept[j].end && kept[j].start < kept[i].end && w.beats(&kept[j], &kept[i]) {
				kept[i].valid = false
				break
			}
		}
	}
	return kept
}

// beats says whether a stays when both are valid.
func (w *walker) beats(a, b *hit) bool {
	if w.named[a.det] == w.named[b.det] {
		if x, y := w.spokenOf(a), w.spokenOf(b); x != y {
			return x
		}
		if a.needsWord != b.needsWord {
			return b.needsWord
		}
	}
	if c := cmp.Or(
		cmp.Compare(w.named[a.det], w.named[b.det]),
		cmp.Compare(w.e.dets[a.det].strength, w.e.dets[b.det].strength),
		cmp.Compare(a.end-a.start, b.end-b.start),
	); c != 0 {
		return c > 0
	}
	return a.det < b.det || a.det == b.det && a.start < b.start
}

// spokenOf says whether a word of its category stands beside a hit, in the same
// line. It is asked only where two categories claim the same bytes.
func (w *walker) spokenOf(h *hit) bool {
	w.beside.in(w.data)
	return w.beside.speaks(h.start, h.end, h.det)
}
