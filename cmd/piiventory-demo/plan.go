package main

import "time"

// A Plan is what was planted in the synthetic company, and so what a scan must
// find. It is written down while the data are made.
type Plan struct {
	// Planted are the fields with personal data.
	Planted []*Planted
	// Traps are the fields whose values look like personal data and are not.
	Traps []*Trap
	// Breaks are the findings that the declaration must lead to.
	Breaks []Break
	// Gaps are what cannot be read, and must be said not to have been.
	Gaps []PlannedGap
	// Regions are what the stores answer when they are asked where they are.
	Regions map[string]string
}

// A Field says where something was planted. Dataset is the template under which
// the inventory lists it.
type Field struct{ Store, Dataset, Name string }

// A Planted is one category in one field, and in how many rows it stands.
type Planted struct {
	Field
	Category string
	Rows     int64
}

// A Trap is a field that must not be taken for personal data.
type Trap struct {
	Field
	// What says what the values are.
	What string
	// Rows is the number of values, Pass of those that pass a check which real
	// personal data pass too.
	Rows, Pass int64
}

// A Break is one way in which the company breaks its own declaration.
type Break struct {
	Store, Dataset string
	// Area is the first part of the code of the finding.
	Area string
	// Says is one line for the person who watches.
	Says string
}

// A PlannedGap is something that no scanner can read.
type PlannedGap struct{ Store, Dataset, Kind, Says string }

// plant notes that a category stands in a field; the caller counts the rows.
func (p *Plan) plant(store, dataset, field, category string) *Planted {
	x := &Planted{Field: Field{store, dataset, field}, Category: category}
	p.Planted = append(p.Planted, x)
	return x
}

func (p *Plan) trap(store, dataset, field, what string) *Trap {
	x := &Trap{Field: Field{store, dataset, field}, What: what}
	p.Traps = append(p.Traps, x)
	return x
}

// add counts one value of a trap.
func (t *Trap) add(pass bool) {
	t.Rows++
	if pass {
		t.Pass++
	}
}

// asOf is the day on which the demo takes place. It is fixed so that the same
// seed gives the same company and the same report in any year.
var asOf = time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)

// written is when the stores say that their objects were last written.
var written = time.Date(2026, time.November, 15, 8, 0, 0, 0, time.UTC)
