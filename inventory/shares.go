package inventory

import (
	"piiventory/detectors"
	"piiventory/scanners"
)

// shares state the shares of one dataset.
type shares struct {
	fold            *Fold
	samples         []drawnSample
	records, assets *strata
}

func (d *datasetFold) shares(f *Fold, l *leaf) *shares {
	s := &shares{fold: f, samples: d.samples}
	if f.depth == scanners.Names {
		s.records, s.assets = &strata{why: withoutContent}, &strata{why: withoutContent}
		return s
	}
	random := f.depth == scanners.Sample
	s.records, s.assets = byRecords(d.samples, l.cells, random, f.goal.alpha()), byAssets(d.samples, l.cells, random, f.goal.alpha())
	return s
}

// prevalence states how much of the dataset holds what the hits are of, once all
// statements are counted; nil when nothing can be stated.
func (s *shares) prevalence(hits []hit) *Prevalence {
	p := &Prevalence{}
	if s.records.why == "" {
		p.Records = &Share{}
		t := s.records.records(s.samples, hits)
		s.later(2, func(n int64) { *p.Records = *s.records.share(t, n) })
	}
	if s.assets.why == "" {
		p.Assets = &Share{}
		all := s.assets.assets(hits)
		s.later(2, func(n int64) { *p.Assets = *s.assets.share(sums{low: all, high: all, seen: all}, n) })
	}
	if p.Records == nil && p.Assets == nil {
		return nil
	}
	return p
}

// bounds states how much may be there of each category of which nothing was found.
func (s *shares) bounds(found []Entry) Bounds {
	b := Bounds{Without: s.records.why, WithoutAssets: s.assets.why}
	others := int64(len(detectors.Categories()))
	seen := map[detectors.Category]bool{}
	for i := range found {
		if c := found[i].Category; !seen[c] {
			seen[c] = true
			others--
		}
	}
	others = max(others, 1)
	if b.Without == "" {
		b.Records = &Bound{}
		s.later(others, func(n int64) { *b.Records = *s.records.bound(n) })
	}
	if b.WithoutAssets == "" {
		b.Assets = &Bound{}
		s.later(others, func(n int64) { *b.Assets = *s.assets.bound(n) })
	}
	return b
}

// later has bounds stated when all are counted.
func (s *shares) later(statements int64, state func(int64)) {
	s.fold.stated += statements
	s.fold.later = append(s.fold.later, state)
}
