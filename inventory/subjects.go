package inventory

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"piiventory/detectors"
	"piiventory/scanners"
)

// A Count is a number of different values of what was read. Nothing is added for what
// was not: of a sample it says that there are at least as many.
type Count struct {
	// Estimate is exact up to 256, and beyond it has the standard error Error, in parts of
	// itself (0 when it is exact).
	Estimate int64   `json:"estimate"`
	Error    float64 `json:"error"`
	// AtLeast is below the true number with the confidence of the settings.
	AtLeast int64 `json:"at_least"`
}

// AtMost is above the true number of different values of what was read, with a confidence.
func (c *Count) AtMost(confidence float64) int64 {
	return int64(math.Ceil(float64(c.Estimate) / (1 - normal(confidence)*c.Error)))
}

// Subjects is how many different values of a category were read in one state. A number
// that is written differently, and one that stands in several fields, datasets and
// stores, counts once.
type Subjects struct {
	Category detectors.Category `json:"category"`
	State    detectors.State    `json:"state,omitempty"`
	Count
	// Datasets is the number of datasets in which they stand.
	Datasets int `json:"datasets"`
	// AllRead says that all that was listed was read, so that the estimate is one of all
	// values that there are.
	AllRead bool `json:"all_read"`
}

// NamesPerson says whether a value of a category belongs to one person or account, so that
// the number of different values stands for a number of persons.
func NamesPerson(c detectors.Category) bool { return isAccount(c) }

// normal is how many standard errors a bound lies away that holds with a confidence.
func normal(confidence float64) float64 {
	if confidence == 0 {
		confidence = defaultConfidence
	}
	return math.Sqrt2 * math.Erfinv(2*confidence-1)
}

// estimate states the count with a bound that holds with a confidence.
func (d *distinct) estimate(confidence float64) Count {
	if d.more == nil {
		n := int64(len(d.seen))
		return Count{Estimate: n, AtLeast: n}
	}
	// That there are more than are counted exactly is certain.
	n, e := d.more.estimate(), d.more.relativeError()
	return Count{
		Estimate: max(distinctLimit+1, int64(math.Round(n))), Error: rounded(e),
		AtLeast: max(distinctLimit+1, int64(n/(1+normal(confidence)*e))),
	}
}

// beyond is the count of an entry where it is not exact.
func (d *distinct) beyond(confidence float64) *Count {
	if d.more == nil {
		return nil
	}
	c := d.estimate(confidence)
	return &c
}

// ofWhole is beyond where each value is one whole value of the field, so that there are no
// more different ones than values.
func (c *CategoryTally) ofWhole(confidence float64) *Count {
	n := c.Distinct.beyond(confidence)
	if n != nil && c.Whole == c.Valid {
		n.Estimate, n.AtLeast = min(n.Estimate, c.Valid), min(n.AtLeast, c.Valid)
	}
	return n
}

// subjectKey is what is counted together.
type subjectKey struct {
	category detectors.Category
	state    detectors.State
}

// subjectFold adds up the different values of datasets or stores.
type subjectFold map[subjectKey]*subjectSum

type subjectSum struct {
	distinct
	datasets int
}

// dataset adds what was found in a dataset: at medium confidence or above, resolved, not
// masked, and not only published specimens.
func (f subjectFold) dataset(ds *Dataset) {
	here := map[subjectKey]bool{}
	for i := range ds.Entries {
		e := &ds.Entries[i]
		if e.values == nil || e.Confidence < detectors.Medium || e.Unresolved || e.State == detectors.Masked || e.Valid > 0 && e.Known >= e.Valid {
			continue
		}
		key := subjectKey{e.Category, e.State}
		s := f.of(key)
		s.merge(e.values)
		if !here[key] {
			here[key] = true
			s.datasets++
		}
	}
}

func (f subjectFold) of(key subjectKey) *subjectSum {
	s := f[key]
	if s == nil {
		s = &subjectSum{}
		f[key] = s
	}
	return s
}

// add adds what was found in a store.
func (f subjectFold) add(o subjectFold) {
	for key, sum := range o {
		s := f.of(key)
		s.merge(&sum.distinct)
		s.datasets += sum.datasets
	}
}

// list states the numbers, sorted.
func (f subjectFold) list(confidence float64, allRead bool) []Subjects {
	var out []Subjects
	for _, key := range slices.SortedFunc(maps.Keys(f), func(a, b subjectKey) int {
		return cmp.Or(cmp.Compare(a.category, b.category), cmp.Compare(a.state, b.state))
	}) {
		out = append(out, Subjects{Category: key.category, State: key.state, Count: f[key].estimate(confidence), Datasets: f[key].datasets, AllRead: allRead})
	}
	return out
}

// allRead says that everything that was listed in a store was read, and that all of it
// was listed.
func (s *Store) allRead() bool {
	open := func(gaps []Gap) bool {
		return slices.ContainsFunc(gaps, func(g Gap) bool { return g.Kind != scanners.GapEmpty })
	}
	return !open(s.Gaps) && !slices.ContainsFunc(s.Datasets, func(d Dataset) bool {
		return d.Coverage.Whole < d.Coverage.Listed || open(d.Gaps)
	})
}
