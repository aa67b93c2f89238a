package reports

import (
	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
	"slices"
)

// Totals are the numbers that a report opens with. They are computed from the
// inventory and the findings alone.
type Totals struct {
	// Verdict is the one word for all of it: "broken" when a finding contradicts
	// the declaration; "unverifiable" when none does, but something could not be
	// verified, was not examined, or the inventory is incomplete; "met" when all
	// that was read agrees with the declaration; "inventory" when there was no
	// declaration to check against.
	Verdict string `json:"verdict"`
	// Complete is false when the scan was stopped or a store could not be opened
	// or listed to its end.
	Complete bool `json:"complete"`
	// Interrupted says that a person stopped the scan.
	Interrupted bool `json:"interrupted"`
	// Broken, Unverifiable, NotExamined and Notes count findings by verdict.
	Broken       int `json:"broken"`
	Unverifiable int `json:"unverifiable"`
	NotExamined  int `json:"not_examined"`
	Notes        int `json:"notes"`
	// Waived counts the findings, notes aside, that are waived; they are in none of the
	// numbers before.
	Waived int `json:"waived,omitempty"`
	// Judged counts the verdicts by rule and dataset, left out where there are none.
	Judged map[policy.Verdict]int `json:"judged,omitempty"`
	// Severities counts the broken ones by severity; severities without a finding
	// are left out.
	Severities map[policy.Severity]int `json:"severities"`
	// Stores and Datasets count all, StoresWith and DatasetsWith those in which
	// personal data was found, Unread the datasets of which no content was read,
	// so that nothing can be said of them.
	Stores       int `json:"stores"`
	StoresWith   int `json:"stores_with_personal_data"`
	Datasets     int `json:"datasets"`
	DatasetsWith int `json:"datasets_with_personal_data"`
	Unread       int `json:"datasets_not_read"`
	// Categories counts different categories found, Entries the fields in which
	// they were found at medium confidence or above. Hints are fields with low
	// confidence or with published test values only, Unresolved those with valid
	// values that are not of a category as a whole.
	Categories int `json:"categories"`
	Entries    int `json:"entries"`
	Hints      int `json:"hints"`
	Unresolved int `json:"unresolved"`
	// Masked are fields of which only masked values were found, or masked ones beside
	// others; they count in none of the numbers before. Minors count values that speak
	// of persons below 18.
	Masked int         `json:"masked"`
	Minors MinorTotals `json:"minors"`
	// Persons says for each category that names persons how many different ones were read,
	// in all stores together.
	Persons []inventory.Subjects `json:"persons,omitempty"`
	// Closed says what is left of closed accounts, where a list of them was given.
	Closed *ClosedTotals `json:"closed_accounts,omitempty"`
	// Gaps counts the reasons for which something was not read, without those that
	// leave nothing open: a sample that is a sample, and a place that is empty.
	Gaps int `json:"gaps"`
}

// totals adds a report up.
func totals(r *Report) Totals {
	t := Totals{Severities: map[policy.Severity]int{}}
	complete := r.Inventory != nil && r.Inventory.Complete
	for _, f := range r.Findings {
		if f.Waiver != nil && f.Verdict != policy.Note {
			t.Waived++
			complete = complete || f.Code == "scan.incomplete"
			continue
		}
		switch f.Verdict {
		case policy.Broken:
			t.Broken++
			t.Severities[f.Severity]++
		case policy.Unverifiable:
			t.Unverifiable++
		case policy.NotExamined:
			t.NotExamined++
		default:
			t.Notes++
		}
	}
	for _, j := range r.Verdicts {
		if t.Judged == nil {
			t.Judged = map[policy.Verdict]int{}
		}
		t.Judged[j.Verdict]++
	}
	categories := map[detectors.Category]bool{}
	if inv := r.Inventory; inv != nil {
		t.Complete, t.Interrupted = inv.Complete, inv.Run.Interrupted
		if n := inv.Settings.ClosedAccounts; n > 0 {
			t.Closed = &ClosedTotals{Listed: n}
		}
		t.Stores = len(inv.Stores)
		for _, s := range inv.Subjects {
			if inventory.NamesPerson(s.Category) {
				t.Persons = append(t.Persons, s)
			}
		}
		for i := range inv.Stores {
			s := &inv.Stores[i]
			t.Gaps += notable(s.Gaps)
			with := false
			for j := range s.Datasets {
				d := &s.Datasets[j]
				t.Closed.add(d)
				t.Datasets++
				t.Gaps += notable(d.Gaps)
				if !looked(d.Coverage) {
					t.Unread++
				}
				found, unresolved := split(d.Entries)
				t.Unresolved += len(unresolved)
				n := t.Entries
				for _, e := range found {
					switch {
					case e.From != "":
						if e.Confidence >= detectors.Medium {
							t.Minors.add(minors(e))
						}
						continue
					case e.State == detectors.Masked:
						t.Masked++
						continue
					case hint(e):
						t.Hints++
						continue
					}
					t.Entries++
					categories[e.Category] = true
				}
				if t.Entries > n {
					t.DatasetsWith++
					with = true
				}
			}
			if with {
				t.StoresWith++
			}
		}
	}
	t.Categories = len(categories)
	switch {
	case r.Declaration == nil && r.Launch == nil:
		t.Verdict = "inventory"
	case t.Broken > 0:
		t.Verdict = "broken"
	case t.Unverifiable > 0 || t.NotExamined > 0 || !complete:
		t.Verdict = "unverifiable"
	default:
		t.Verdict = "met"
	}
	return t
}

// Heading is the key of the heading of a report. That nothing contradicts a declaration is
// not said where something does and somebody answers for it.
func (t Totals) Heading() string {
	if t.Verdict == "met" && t.Waived > 0 {
		return "verdict.met-waived"
	}
	return "verdict." + t.Verdict
}

// hint says that an entry is no more than a trace to follow: its confidence is
// low, or its valid values are published test values, which are nobody's. The
// check against a declaration draws the line at the same place.
func hint(e inventory.Entry) bool {
	return e.Confidence < detectors.Medium || e.Valid > 0 && e.Known >= e.Valid
}

// holds says that personal data was found in a dataset, and not just a hint.
func holds(d *inventory.Dataset) bool {
	return slices.ContainsFunc(d.Entries, counts)
}

// counts says that an entry is of personal data: no hint, not masked, and told by its own
// values, not by those of another category.
func counts(e inventory.Entry) bool {
	return !e.Unresolved && !hint(e) && e.State != detectors.Masked && e.From == ""
}

// holding counts the datasets in which personal data was found.
func holding(datasets []*inventory.Dataset) int {
	n := 0
	for _, d := range datasets {
		if holds(d) {
			n++
		}
	}
	return n
}

// split parts the entries into what was found and what stayed unresolved.
func split(entries []inventory.Entry) (found, unresolved []inventory.Entry) {
	for _, e := range entries {
		if e.Unresolved {
			unresolved = append(unresolved, e)
		} else {
			found = append(found, e)
		}
	}
	return found, unresolved
}

// looked says that some content of a dataset was read.
func looked(c inventory.Coverage) bool {
	return c.Sampled > 0 && (c.Units > 0 || c.RowsRead > 0)
}

// notable counts the gaps that leave something open.
func notable(gaps []inventory.Gap) int {
	n := 0
	for _, g := range gaps {
		if !intended(g.Kind) && g.Kind != scanners.GapEmpty {
			n++
		}
	}
	return n
}
