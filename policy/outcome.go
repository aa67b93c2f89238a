package policy

import (
	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// The exit codes that an outcome may have.
const (
	ExitNothing    = 0
	ExitFindings   = 3
	ExitIncomplete = 4
)

// An Outcome is what a scan or a check comes to.
type Outcome struct {
	// Code is the exit code.
	Code int `json:"code"`
	// Incomplete says that something that was asked for could not be decided: the
	// inventory was cut off, something could not be read, or a finding is
	// unverifiable or not examined.
	Incomplete bool `json:"incomplete"`
	// The numbers of findings by verdict.
	Broken       int `json:"broken"`
	Unverifiable int `json:"unverifiable"`
	NotExamined  int `json:"not_examined"`
	// Waived is the number of findings, notes aside, that are waived. They are in none of
	// the other numbers and leave nothing open.
	Waived int `json:"waived,omitempty"`
	// Worst is the highest severity among the broken findings, empty when there
	// are none.
	Worst Severity `json:"worst,omitempty"`
}

// OutcomeOf sums up an inventory and the findings of its check, which are empty
// without a declaration. The code is 3 when the declaration is broken at or above
// failOn (empty means Medium), or when failOnFound is set and personal data was
// found at medium confidence or above; else 4 when the outcome is incomplete;
// else 0. Findings that are notes, and those that are waived, never count, and neither does what was left
// out on purpose because assets are read as samples; but a dataset of which the
// sample has nothing at all is left open. At depth names nothing is read because
// that was asked for: the outcome is then incomplete through the finding
// scan.names_only, and so with a declaration only.
func OutcomeOf(inv *inventory.Inventory, findings []Finding, failOn Severity, failOnFound bool) Outcome {
	if failOn.Rank() < 0 {
		failOn = Medium
	}
	o := Outcome{}
	fail := false
	accepted := map[[3]string]bool{} // by code, store and dataset
	for _, f := range findings {
		if f.Waiver != nil && f.Verdict != Note {
			o.Waived++
			accepted[[3]string{f.Code, f.Store, f.Dataset}] = true
			continue
		}
		switch f.Verdict {
		case Broken:
			o.Broken++
			fail = fail || f.Severity.Rank() >= failOn.Rank()
			if o.Worst == "" || f.Severity.Rank() > o.Worst.Rank() {
				o.Worst = f.Severity
			}
		case Unverifiable:
			o.Unverifiable++
		case NotExamined:
			o.NotExamined++
		}
	}
	o.Incomplete = o.Unverifiable+o.NotExamined > 0 || !inv.Complete && !accepted[[3]string{"scan.incomplete"}]
	for i := range inv.Stores {
		s := &inv.Stores[i]
		left := accepted[[3]string{"coverage.gap", s.Alias}] || unopened(s) && (accepted[[3]string{"system.unreachable", s.Alias}] || accepted[[3]string{"system.not_scanned", s.Alias}])
		o.Incomplete = o.Incomplete || len(unread(s.Gaps)) > 0 && !left
		for j := range s.Datasets {
			gaps := openGaps(&s.Datasets[j], inv.Settings.Depth == scanners.Names)
			o.Incomplete = o.Incomplete || len(gaps) > 0 && !accepted[[3]string{"coverage.gap", s.Alias, s.Datasets[j].Path}]
			fail = fail || failOnFound && len(found(&s.Datasets[j])) > 0
		}
	}
	switch {
	case fail:
		o.Code = ExitFindings
	case o.Incomplete:
		o.Code = ExitIncomplete
	}
	return o
}

// unread returns the gaps that leave something open. What was not drawn into a
// sample, and what is empty, does not.
func unread(gaps []inventory.Gap) []inventory.Gap {
	var out []inventory.Gap
	for _, g := range gaps {
		if g.Kind != scanners.GapSampled && g.Kind != scanners.GapEmpty {
			out = append(out, g)
		}
	}
	return out
}

// openGaps returns the gaps of a dataset that leave something open. What was not
// drawn is one of them when nothing of the dataset was read, since the rest then
// speaks for nothing. At depth names that holds of every dataset, and one finding
// says so.
func openGaps(ds *inventory.Dataset, names bool) []inventory.Gap {
	open := unread(ds.Gaps)
	if names || ds.Coverage.Listed <= 0 || ds.Coverage.Sampled > 0 {
		return open
	}
	for _, g := range ds.Gaps {
		if g.Kind == scanners.GapSampled {
			open = append(open, g)
		}
	}
	return open
}

// found returns the entries of a dataset that say that personal data is there:
// at medium confidence or above, resolved, and not only published specimens. What is
// masked is not found, and what is derived says nothing more.
func found(ds *inventory.Dataset) []*inventory.Entry {
	var out []*inventory.Entry
	for i := range ds.Entries {
		if e := &ds.Entries[i]; e.Confidence >= detectors.Medium && !e.Unresolved && !specimens(e) && e.State != detectors.Masked && e.From == "" {
			out = append(out, e)
		}
	}
	return out
}

// specimens says that all valid values of an entry are published test values.
func specimens(e *inventory.Entry) bool { return e.Valid > 0 && e.Known >= e.Valid }
