package main

import (
	"fmt"

	"piiventory/cmd/internal/corpus"
	"piiventory/detectors"
)

// minorOf is the category that is derived from ages.
const minorOf = "subject.minor"

// grownUp is the age from which nobody is a minor.
const grownUp = 18

// derivedKinds are what is told of values beyond their category: the states, and the age.
func derivedKinds() []string { return append(corpus.StatesOf(), minorOf) }

// states measures by value whether what is masked, hashed or encrypted is counted as
// such, as of its category, and nothing else is.
func states(r *result, e engine, all []corpus.StateColumn) {
	for i := range all {
		c := &all[i]
		got := make([]detectors.Candidate, len(c.Values))
		data, ends := joined(c.Values)
		e.Scan(c.Field, data, ends, func(d detectors.Candidate) {
			if d.State != detectors.Clear && (got[d.Row].State == detectors.Clear || string(d.Category) == c.Category) {
				got[d.Row] = d
			}
		})
		for row, want := range c.States {
			is := ""
			if got[row].State != detectors.Clear {
				is = got[row].State.String()
			}
			switch {
			case is == want && (want == "" || string(got[row].Category) == c.Category):
				if want != "" {
					r.of(want).right++
					r.of(want).exact++
				}
				continue
			case want != "":
				r.missed(want, c.Kind, c.Field, c.Values[row])
			}
			if is != "" {
				r.wrong(is, c.Kind+", "+string(got[row].Category), c.Field, c.Values[row], detectors.Medium)
			}
		}
	}
}

// minors measures by value whether minors are counted, with their years, in fields
// of which the category is sure, as the inventory counts them; adults and others are
// not.
func minors(r *result, e engine, all []corpus.AgeColumn) {
	for i := range all {
		c := &all[i]
		given := verdicts(e, c.Field, c.Values)
		years := make([]int, len(c.Values))
		for row := range years {
			years[row] = -1
		}
		data, ends := joined(c.Values)
		e.Scan(c.Field, data, ends, func(d detectors.Candidate) {
			if d.Aged && d.Valid && given[string(d.Category)].Confidence >= detectors.Medium {
				years[d.Row] = int(d.Years)
			}
		})
		for row, want := range c.Years {
			young, told := want >= 0 && want < grownUp, years[row] >= 0 && years[row] < grownUp
			switch {
			case young && years[row] == want:
				r.of(minorOf).right++
				r.of(minorOf).exact++
				continue
			case young:
				r.missed(minorOf, c.Kind, c.Field, c.Values[row])
			}
			if told {
				r.wrong(minorOf, fmt.Sprintf("%s, %d years", c.Kind, years[row]), c.Field, c.Values[row], detectors.Medium)
			}
		}
	}
}

// joined puts values one behind the other as Scan takes them.
func joined(values []string) (data []byte, ends []int32) {
	for _, v := range values {
		data = append(data, v...)
		ends = append(ends, int32(len(data)))
		data = append(data, '\n')
	}
	return data, ends
}

// derivedFrom measures all that is derived on one corpus.
func derivedFrom(e engine, hidden []corpus.StateColumn, ages []corpus.AgeColumn) *result {
	r := newResult()
	states(r, e, hidden)
	minors(r, e, ages)
	return r
}
