package inventory

import (
	"slices"
	"strings"

	"piiventory/scanners"
)

// onlyBest keeps of the fields that were found in the assets of a dataset the best by
// scanners.TimeRank, and of those with the most times, so that one tells the age: fields
// come before lines. Dates of birth by what was found in the whole dataset are none.
func (d *datasetFold) onlyBest(e Detector) {
	best, bestKey := "", [3]int64{}
	for i := range d.times {
		x := &d.times[i]
		if !x.Found || x.Count == 0 || x.Source != sourceLine && !strings.HasPrefix(x.Source, "field:") {
			continue
		}
		name, key := "", [3]int64{9, 0, -x.Count}
		if x.Source != sourceLine {
			name = strings.TrimPrefix(x.Source, "field:")
			rank, rest := scanners.TimeRank(name)
			key = [3]int64{int64(rank), int64(rest), -x.Count}
			if rank == 0 || d.bornIn(e, name) {
				continue
			}
		}
		if best == "" || slices.Compare(key[:], bestKey[:]) < 0 {
			best, bestKey = x.Source, key
		}
	}
	others := func(x Times) bool {
		return x.Found && x.Source != best && (best == sourceLine || best == "" || afterColon(x.Source) != afterColon(best))
	}
	d.times = slices.DeleteFunc(d.times, others)
	if at := slices.IndexFunc(d.times, func(x Times) bool { return x.Source == best }); best != "" && at >= 0 {
		d.times[at].rowsIn(d.cov.RowsRead)
	}
	for _, f := range d.fields {
		for _, c := range f.cats {
			c.Times = slices.DeleteFunc(c.Times, others)
			timesIn(c.Times, c.Valid)
			for _, s := range c.States {
				s.Times = slices.DeleteFunc(s.Times, others)
				timesIn(s.Times, s.Values)
			}
		}
	}
}

// rowsIn counts rows of assets that do not have the field as rows without a time.
func (t *Times) rowsIn(rows int64) { t.Missing = max(t.Missing, rows-t.Count) }

// timesIn is rowsIn for the times of the rows that hold a category.
func timesIn(times []Times, rows int64) {
	for i := range times {
		if s := times[i].Source; s == sourceLine || strings.HasPrefix(s, "field:") {
			times[i].rowsIn(rows)
		}
	}
}

func afterColon(source string) string {
	_, name, _ := strings.Cut(source, ":")
	return name
}

func (d *datasetFold) bornIn(e Detector, field string) bool {
	for path, f := range d.fields {
		if c := f.cats[birthDate]; c != nil && nameOf(path) == field && isPersonal(e, field, &c.CategoryTally, f.values) {
			return true
		}
	}
	return false
}
