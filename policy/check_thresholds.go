package policy

import (
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// thresholds holds the number of different persons against those from which on more is
// asked. Reaching one breaks no promise, and is a note that calls for action. That one is
// not reached is known only where everything was read, or where there are not as many
// rows, and where it is not reached even when no person of one category is one of another;
// all else leaves it open.
func (c *checker) thresholds() {
	for i := range c.d.Thresholds {
		c.threshold(&c.d.Thresholds[i])
	}
}

// counts says whether a threshold counts a category.
func (t *Threshold) counts(d *Declaration, category detectors.Category) bool {
	if t.Sensitive {
		if _, ok := bestMatch(d.Sensitive, string(category)); !ok {
			return false
		}
	}
	if len(t.Categories) == 0 {
		return t.Sensitive || inventory.NamesPerson(category)
	}
	_, ok := bestMatch(t.Categories, string(category))
	return ok
}

func (c *checker) threshold(t *Threshold) {
	best := &inventory.Subjects{}
	confidence := c.inv.Settings.Confidence
	below := c.allRead() // even the most that there can be is below
	var other, uncounted []string
	counted := map[detectors.Category]bool{}
	most, sum := int64(0), int64(0)
	for i := range c.inv.Subjects {
		s := &c.inv.Subjects[i]
		counted[s.Category] = true
		if !t.counts(c.d, s.Category) || !inventory.NamesPerson(s.Category) {
			continue
		}
		// Nobody knows which persons of one category, or of one state, are those of another.
		most, sum = max(most, s.AtMost(confidence)), sum+s.AtMost(confidence)
		if s.AtLeast > best.AtLeast {
			best = s
		}
	}
	for i := range c.places {
		for _, e := range c.places[i].found {
			switch {
			case !t.counts(c.d, e.Category):
			case !inventory.NamesPerson(e.Category):
				other = append(other, string(e.Category))
			case !counted[e.Category]:
				uncounted = append(uncounted, string(e.Category))
			}
		}
	}
	f := Finding{
		Code: "subjects.threshold", Verdict: Unverifiable, Severity: Low, Category: string(best.Category), Rule: t.ID, Source: t.Source, Part: "thresholds",
		Evidence: map[string]string{"at": number(int64(t.At)), "at_least": number(best.AtLeast), "confidence_level": c.inv.Settings.ConfidenceLevel()},
	}
	if best.Category != "" {
		f.Evidence["estimate"], f.Evidence["error"] = number(best.Estimate), percent(best.Error)
		f.Evidence["datasets"] = number(int64(best.Datasets))
	}
	if t.Obligation != "" {
		f.Evidence["obligation"] = t.Obligation
	}
	rest, known := c.rowsNotRead(t)
	switch {
	case best.AtLeast >= int64(t.At):
		f.Verdict, f.Severity = Note, Medium
		c.add(f)
		return
	case len(uncounted) > 0:
		f.Evidence["cause"], f.Evidence["categories"] = "not-counted", list(uncounted)
	case len(other) > 0:
		f.Evidence["cause"], f.Evidence["categories"] = "not-persons", list(other)
	case !below && !(known && sum+rest < int64(t.At)):
		f.Evidence["cause"] = "sample"
	case below && most >= int64(t.At):
		f.Evidence["cause"] = "near"
	case below && sum >= int64(t.At):
		f.Evidence["cause"], f.Evidence["sum"] = "disjoint", number(sum)
	default:
		return // it is not reached
	}
	if 2*best.AtLeast >= int64(t.At) {
		f.Severity = Medium
	}
	c.add(f)
}

// allRead says that all that there is was listed, and all that was listed was read.
func (c *checker) allRead() bool {
	open := func(gaps []inventory.Gap) bool {
		return slices.ContainsFunc(gaps, func(g inventory.Gap) bool { return g.Kind != scanners.GapEmpty })
	}
	return c.inv.Complete && !slices.ContainsFunc(c.inv.Stores, func(s inventory.Store) bool {
		return open(s.Gaps) || slices.ContainsFunc(s.Datasets, func(ds inventory.Dataset) bool {
			return ds.Coverage.Whole < ds.Coverage.Listed || open(ds.Gaps)
		})
	})
}

// rowsNotRead bounds the persons in what was not read, by the rows that the servers say the
// tables have: one for each row and each field with a category that counts, or for each
// row where none was found. It is unknown where something else than tables was not read.
func (c *checker) rowsNotRead(t *Threshold) (rows int64, known bool) {
	if !c.inv.Complete {
		return 0, false
	}
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		if len(unread(s.Gaps)) > 0 {
			return 0, false
		}
		for j := range s.Datasets {
			ds := &s.Datasets[j]
			if len(unread(ds.Gaps)) == 0 && ds.Coverage.Whole >= ds.Coverage.Listed {
				continue
			}
			if ds.Coverage.RowsListed < 0 || ds.Kind != "table" && ds.Kind != "partition" {
				return 0, false
			}
			fields := map[string]bool{}
			for k := range ds.Entries {
				if e := &ds.Entries[k]; t.counts(c.d, e.Category) && !inventory.InNames(e.Field) {
					fields[e.Field] = true
				}
			}
			rows += ds.Coverage.RowsListed * int64(max(1, len(fields)))
		}
	}
	return rows, true
}
