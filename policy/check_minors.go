package policy

import (
	"slices"
	"strconv"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// minorCategory is what the inventory derives from ages.
const minorCategory = "subject.minor"

// adult is the age from which on the inventory counts nobody.
const adult = 18

// minors reports persons below the declared age in a system for which no rule
// declares them, and leaves open whether a guardian consented where one does.
func (c *checker) minors(p *placed, cand candidate) {
	for i := range p.ds.Entries {
		e := &p.ds.Entries[i]
		if e.Category != minorCategory || e.Confidence < detectors.Medium {
			continue
		}
		m := c.d.Minors
		f := Finding{
			Code: "minors.undeclared", Verdict: Broken, Severity: Medium,
			Store: p.store.Alias, Dataset: p.ds.Path, Field: e.Field, Category: minorCategory, Part: "minors",
			Evidence: map[string]string{"confidence": e.Confidence.String(), "persons": number(e.Valid), "values": number(e.Values), "from": string(e.From)},
		}
		if m == nil {
			f.Code, f.Verdict, f.Severity, f.Evidence["limit"] = "minors.no_limit", Note, Info, number(adult)
		} else {
			n := below(e, m)
			if n == 0 {
				continue
			}
			f.Source = m.Source
			f.Evidence["persons"], f.Evidence["limit"] = number(n), number(int64(m.Age))
			if m.Inclusive {
				f.Evidence["inclusive"] = "true"
			}
		}
		rules, declared, forbidden := c.permission(cand.sys, minorCategory)
		switch {
		case forbidden:
			f.Code, f.Verdict, f.Severity, f.Part = "category.forbidden", Broken, High, ""
			f.Evidence = entryEvidence(e)
		case m == nil && declared, declared && m.Needs == "":
			continue
		case declared:
			f.Code, f.Verdict, f.Severity = "minors.consent", Unverifiable, Medium
		}
		if declared || forbidden {
			f.Rule, f.Source = ids(rules), sources(rules)
		}
		if f.Verdict == Broken && c.sensitive(minorCategory) {
			f.Severity = severities[f.Severity.Rank()+1]
		}
		c.addFor(cand, f)
	}
}

// below counts the persons of an entry whose age is below the limit.
func below(e *inventory.Entry, m *Minors) int64 {
	var n int64
	for age, count := range e.Ages {
		if years, err := strconv.Atoi(age); err == nil && (years < m.Age || m.Inclusive && years == m.Age) {
			n += count
		}
	}
	return n
}

// minorParts reports what of the declared limit is not looked at.
func (c *checker) minorParts(m *Minors) {
	r := &Rule{Source: m.Source}
	if !c.agesKnown() && !c.nobodyThere() {
		c.partUnseen("no-age", "", r, "minors", number(int64(m.Age)))
	}
	if m.Age > adult || m.Age == adult && m.Inclusive {
		c.part("", r, "minors.age", number(int64(m.Age)))
	}
	if len(m.OnMissing) > 0 {
		c.part("", r, "minors.on_missing", list(m.OnMissing))
	}
}

// agesKnown says whether anything was found that tells the age of a person.
func (c *checker) agesKnown() bool {
	return slices.ContainsFunc(c.places, func(p placed) bool {
		return slices.ContainsFunc(p.found, func(e *inventory.Entry) bool {
			return e.State == detectors.Clear && (e.Category == "id.cn_resident" || e.Category == "identity.birth_date" || e.Category == "identity.age")
		})
	})
}

// nobodyThere says that all of the declared systems was read to its end without a gap and
// nothing in it is a trace of a person: then no minor is there either. Where there is one,
// with a name and no age, nobody can tell.
func (c *checker) nobodyThere() bool {
	if !c.inv.Complete || c.inv.Settings.Depth == scanners.Names {
		return false
	}
	for i := range c.d.Systems {
		for _, sel := range c.d.Systems[i].At {
			if !slices.ContainsFunc(c.inv.Stores, func(s inventory.Store) bool { return sel.store(s.Kind, s.Alias) }) {
				return false
			}
		}
	}
	for i := range c.inv.Stores {
		if s := &c.inv.Stores[i]; c.named(s) != nil && (unopened(s) || len(s.Gaps) > 0) {
			return false
		}
	}
	for i := range c.places {
		p := &c.places[i]
		if len(p.cands) > 0 && (!entire(p.ds.Coverage) || len(p.ds.Gaps) > 0 || len(p.ds.Entries) > 0) {
			return false
		}
	}
	return true
}
