package main

import (
	"slices"

	"piiventory/cmd/internal/corpus"
	"piiventory/detectors"
)

// An engine is what is measured.
type engine interface {
	Scan(field string, data []byte, ends []int32, emit func(detectors.Candidate))
	Judge(c detectors.Category, field string, ev detectors.Evidence) detectors.Verdict
	Text(field, text string) []detectors.TextMatch
}

// newEngine makes the engine that knows the areas of the corpus and has its day.
func newEngine() (engine, error) {
	return detectors.New(detectors.Options{AsOf: corpus.Day, MoreAreaCodes: corpus.Areas()})
}

// A score counts the answers for one category.
type score struct {
	// right were found where they are, missed were not, wrong were reported and are
	// not there.
	right, missed, wrong int
	// exact are those of right whose extent is the label's to the byte.
	exact int
	// high are those of wrong that were reported with high confidence.
	high int
}

func (s score) precision() float64 { return share(s.right, s.right+s.wrong) }
func (s score) recall() float64    { return share(s.right, s.right+s.missed) }

// f1 is the harmonic mean of precision and recall.
func (s score) f1() float64 { return share(2*s.right, 2*s.right+s.missed+s.wrong) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// A mistake is one answer that is not the label's.
type mistake struct {
	category, kind, what string
	field, text          string
}

// A result is what was measured, by category.
type result struct {
	scores   map[string]*score
	mistakes []mistake
}

func newResult() *result { return &result{scores: map[string]*score{}} }

func (r *result) of(category string) *score {
	s := r.scores[category]
	if s == nil {
		s = &score{}
		r.scores[category] = s
	}
	return s
}

func (r *result) missed(category, kind, field, text string) {
	r.of(category).missed++
	r.mistakes = append(r.mistakes, mistake{category, kind, "missed", field, text})
}

func (r *result) wrong(category, kind, field, text string, c detectors.Confidence) {
	s := r.of(category)
	s.wrong++
	if c == detectors.High {
		s.high++
	}
	r.mistakes = append(r.mistakes, mistake{category, kind, "false alarm, " + c.String(), field, text})
}

// texts measures by value: what Text says of each text against its labels. A
// value must be found with medium confidence or better, one that nothing else
// speaks for with any; what is reported with medium confidence or better must be
// there. A match is the label's when at least half of both lie in one another,
// because where an address ends is a matter of taste; the exact ones are counted.
func texts(e engine, all []corpus.Text) *result {
	r := newResult()
	for i := range all {
		r.text(e, &all[i])
	}
	return r
}

func (r *result) text(e engine, t *corpus.Text) {
	got := e.Text(t.Field, t.Text)
	used := make([]bool, len(got))
	for _, span := range t.Spans {
		need := detectors.Medium
		if span.Bare {
			need = detectors.Low
		}
		found, exact := false, false
		for i, m := range got {
			if c := string(m.Category); c != span.Category && !slices.Contains(span.Also, c) {
				continue
			}
			if !sameExtent(span.Start, span.End, m.Start, m.End) {
				continue
			}
			used[i] = true
			if m.Confidence >= need {
				found = true
				exact = exact || m.Start == span.Start && m.End == span.End
			}
		}
		if !found {
			r.missed(span.Category, t.Kind, t.Field, t.Text)
			continue
		}
		s := r.of(span.Category)
		s.right++
		if exact {
			s.exact++
		}
	}
	for i, m := range got {
		if !used[i] && m.Confidence >= detectors.Medium && !slices.Contains(t.May, string(m.Category)) {
			r.wrong(string(m.Category), t.Kind, t.Field, t.Text, m.Confidence)
		}
	}
}

// sameExtent says whether what two extents share is at least half of what they
// cover together.
func sameExtent(a, b, c, d int) bool {
	return 2*(min(b, d)-max(a, c)) >= max(b, d)-min(a, c)
}

// columns measures by the verdict of the column. A column of a category must be
// given it with medium confidence or better, and no other.
func columns(e engine, all []corpus.Column) *result {
	r := newResult()
	for i := range all {
		r.column(e, &all[i])
	}
	return r
}

func (r *result) column(e engine, c *corpus.Column) {
	given := verdicts(e, c.Field, c.Values)
	for _, is := range c.Is {
		best := given[is].Confidence
		for _, also := range c.Also {
			best = max(best, given[also].Confidence)
		}
		if best >= detectors.Medium {

			s := r.of(is)
			s.right++
			s.exact++
		} else {
			r.missed(is, c.Kind, c.Field, sample(c))
		}
	}
	for _, trace := range c.Trace {
		v, ok := given[trace]
		if !ok || v.Confidence == detectors.None {
			r.missed(trace, c.Kind, c.Field, sample(c))
		}
	}
	for category, v := range given {
		if v.Confidence >= detectors.Medium && !slices.Contains(c.Is, category) && !slices.Contains(c.May, category) {
			r.wrong(category, c.Kind, c.Field, sample(c), v.Confidence)
		}
	}
}

// sample is a value of a column, for the list of mistakes.
func sample(c *corpus.Column) string {
	for _, v := range c.Values {
		if len(v) > 1 {
			return v
		}
	}
	return ""
}
