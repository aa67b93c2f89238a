package inventory

import (
	"math"
	"slices"
	"time"
)

// How many records are older than a limit is estimated as the share of a category is:
// each row that was drawn is older, or newer, or has no time. What is older gives the
// lower bound, and what is newer, by the same formulas, how much at least is not older:
// the rest is the upper bound. So rows and assets without a time, and what was not drawn
// at random, may be of any age.

// olderKey is a source of times and a limit, in seconds since 1970.
type olderKey struct {
	source string
	before int64
}

type olderFold struct {
	rows, behind int64 // that are older, and newer
	older, newer []hit
}

// addOlder adds the counts of the sample that was added last.
func (d *datasetFold) addOlder(o *OlderTally) {
	key := olderKey{o.Source, o.Before.Unix()}
	if d.older == nil {
		d.older = map[olderKey]*olderFold{}
	}
	f := d.older[key]
	if f == nil {
		f = &olderFold{}
		d.older[key] = f
	}
	f.rows += o.Rows
	f.behind += o.Newer
	at := len(d.samples) - 1
	if o.Rows > 0 {
		f.older = append(f.older, hit{at, o.Rows, o.Units})
	}
	if o.Newer > 0 {
		f.newer = append(f.newer, hit{at, o.Newer, o.NewerUnits})
	}
}

// olderBy states how much of the dataset is older than each limit, by a source.
func (d *datasetFold) olderBy(source string, sh *shares) []Older {
	var limits []int64
	for key := range d.older {
		if key.source == source {
			limits = append(limits, key.before)
		}
	}
	slices.Sort(limits)
	var out []Older
	for _, at := range limits {
		f := d.older[olderKey{source, at}]
		o := Older{Before: time.Unix(at, 0).UTC(), Rows: f.rows}
		if sh.records.why == "" {
			o.Share = &Share{}
			if of := d.records(); of >= 0 {
				o.Records = &Amount{Of: of}
			}
			sh.older(f, o.Share, o.Records, d.whole())
		}
		out = append(out, o)
	}
	return out
}

// records is the number of records of the dataset, -1 where it is unknown: all were read,
// or the server has statistics.
func (d *datasetFold) records() int64 {
	if d.whole() {
		return d.cov.RowsRead
	}
	if d.cov.RowsListed > 0 {
		return max(d.cov.RowsListed, d.cov.RowsRead)
	}
	return -1
}

// whole says that all of the dataset was read.
func (d *datasetFold) whole() bool { return d.cov.Listed > 0 && d.cov.Whole >= d.cov.Listed }

// older states one share, once all statements are counted, and the number that it comes
// to, which is exact where all was read but for records without a time.
func (s *shares) older(f *olderFold, to *Share, number *Amount, whole bool) {
	old, young := s.records.records(s.samples, f.older), s.records.records(s.samples, f.newer)
	s.later(2, func(statements int64) {
		all := s.records.alpha / float64(max(1, statements))
		upper := func(alpha float64) float64 { return outward(1-s.records.atLeast(young.low, alpha), true) }
		*to = Share{
			Draws: s.records.draws, Estimate: s.records.estimate(old.seen, old.dark),
			AtLeast: s.records.atLeast(old.low, s.records.alpha), AtMost: upper(s.records.alpha),
			AllAtLeast: s.records.atLeast(old.low, all), AllAtMost: upper(all),
		}
		if number != nil {
			of := float64(number.Of)
			number.Estimate = int64(math.Round(to.Estimate * of))
			number.AtLeast, number.AtMost = int64(math.Ceil(to.AtLeast*of-1e-6)), int64(math.Floor(to.AtMost*of+1e-6))
			if whole {
				number.Estimate, number.AtMost = f.rows, number.Of-f.behind
			}
			number.AtLeast = max(number.AtLeast, f.rows)
			number.AtMost = max(number.AtMost, number.AtLeast)
			number.Estimate = min(max(number.Estimate, number.AtLeast), number.AtMost)
		}
	})
}

// cutoffs are the limits of an asset.
func (s *storeTake) cutoffs(path string) []time.Time {
	if s.Cutoffs == nil {
		return nil
	}
	return s.Cutoffs(s.Alias, s.kind, path)
}

// aged holds what an earlier scan read of an asset against the limits of this one, by the
// days of its records; of clustered rows the days do not tell how they lie in the units.
func (s *storeTake) aged(p *Part, path string) *Part {
	c, sample := *p, *p.Sample
	c.Sample = &sample
	known := sample.Older
	sample.Older = nil
	for _, before := range s.cutoffs(path) {
		for i := range sample.Times {
			t := &sample.Times[i]
			if len(t.Days) == 0 {
				continue
			}
			o := OlderTally{Source: t.Source, Before: before}
			if at := slices.IndexFunc(known, func(k OlderTally) bool { return k.Source == t.Source && k.Before.Equal(before) }); at >= 0 {
				o = known[at]
			} else {
				for day, n := range t.Days {
					start, err := time.Parse(time.DateOnly, day)
					switch {
					case err != nil:
					case !start.AddDate(0, 0, 1).After(before):
						o.Rows += n
					case !start.Before(before):
						o.Newer += n
					}
				}
			}
			sample.Older = append(sample.Older, o)
		}
	}
	return &c
}
