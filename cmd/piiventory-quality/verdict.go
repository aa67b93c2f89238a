package main

import "piiventory/detectors"

// A counted field is what the inventory would count of one field: a value once
// for each category, however often it stands in it.
type counted struct {
	evidence detectors.Evidence
	distinct map[string]bool
	// rows are the last rows that were counted, for WellFormed, Valid, Whole,
	// Known and Keyword.
	rows [6]int32
	// hidden counts the rows in which values are masked, hashed or encrypted.
	hidden [4]hidden
}

type hidden struct {
	evidence detectors.Evidence
	distinct map[string]bool
	row      int32
}

// verdicts says what the column amounts to, by category. Values that are masked,
// hashed or encrypted are judged apart. The better verdict counts, but for
// masked values, which are reported as such and not as found.
func verdicts(e engine, field string, values []string) map[string]detectors.Verdict {
	f := newField(field)
	var data []byte
	var ends []int32
	for i, v := range values {
		data = append(data, v...)
		ends = append(ends, int32(len(data)))
		data = append(data, '\n')
		if len(ends) == 1024 || i == len(values)-1 {
			f.batch(e, data, ends)
			data, ends = data[:0], ends[:0]
		}
	}
	return f.verdicts(e)
}

type field struct {
	name   string
	values int64
	counts map[detectors.Category]*counted
}

func newField(name string) *field {
	return &field{name: name, counts: map[detectors.Category]*counted{}}
}

func (f *field) batch(e engine, data []byte, ends []int32) {
	start := int32(0)
	for _, end := range ends {
		if end > start {
			f.values++
		}
		start = end + 1
	}
	for _, c := range f.counts {
		c.rows = [6]int32{-1, -1, -1, -1, -1, -1}
		for i := range c.hidden {
			c.hidden[i].row = -1
		}
	}
	e.Scan(f.name, data, ends, func(c detectors.Candidate) {
		n := f.counts[c.Category]
		if n == nil {
			n = &counted{distinct: map[string]bool{}, rows: [6]int32{-1, -1, -1, -1, -1, -1}}
			f.counts[c.Category] = n
			for i := range n.hidden {
				n.hidden[i] = hidden{row: -1, distinct: map[string]bool{}}
			}
		}
		if c.State != detectors.Clear {
			h := &n.hidden[c.State]
			if h.row != c.Row {
				h.row = c.Row
				h.evidence.WellFormed++
				h.evidence.Valid++
			}
			h.distinct[string(data[c.Start:c.End])] = true
			return
		}
		once := func(i int, to *int64) {
			if n.rows[i] != c.Row {
				n.rows[i] = c.Row
				*to++
			}
		}
		once(0, &n.evidence.WellFormed)
		if !c.Valid {
			return
		}
		n.distinct[string(data[c.Start:c.End])] = true
		once(1, &n.evidence.Valid)
		if c.Whole {
			once(2, &n.evidence.Whole)
		}
		if c.Known {
			once(3, &n.evidence.Known)
		}
		if c.Keyword {
			once(4, &n.evidence.Keyword)
		}
		if c.Running {
			once(5, &n.evidence.Running)
		}
	})
}

func (f *field) verdicts(e engine) map[string]detectors.Verdict {
	out := map[string]detectors.Verdict{}
	for category, n := range f.counts {
		n.evidence.Values = f.values
		n.evidence.Distinct = int64(len(n.distinct))
		best := e.Judge(category, f.name, n.evidence)
		for state := range n.hidden {
			h := &n.hidden[state]
			if h.evidence.Valid == 0 || detectors.State(state) == detectors.Masked {
				continue
			}
			h.evidence.Values, h.evidence.Distinct, h.evidence.State = f.values, int64(len(h.distinct)), detectors.State(state)
			if v := e.Judge(category, f.name, h.evidence); v.Confidence > best.Confidence {
				best = v
			}
		}
		out[string(category)] = best
	}
	return out
}
