package policy

import (
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
)

// minimum holds what the law asks to keep against what the rules say and what the
// stores do.
func (c *checker) minimum() {
	for i := range c.d.LegalMinimum {
		l := &c.d.LegalMinimum[i]
		for _, r := range c.rules {
			c.belowMinimum(l, r)
		}
		for j := range c.places {
			c.deletedEarly(l, &c.places[j])
		}
	}
}

// belowMinimum reports a rule that has data deleted before the law allows it.
func (c *checker) belowMinimum(l *LegalMinimum, r *Rule) {
	if r.Retention == nil || !r.Retention.timed() || !r.Retention.Max.After(c.now).Before(l.Min.After(c.now)) {
		return
	}
	var both []string
	for _, key := range knownCategories() {
		_, of := r.covers(key)
		if _, asked := bestMatch(l.Categories, key); of && asked {
			both = append(both, key)
		}
	}
	if len(both) == 0 {
		return
	}
	c.add(Finding{
		Code: "retention.below_minimum", Verdict: Broken, Severity: Medium, Rule: r.ID, Source: sources([]*Rule{r, {Source: l.Source}}), Part: l.ID,
		Evidence: map[string]string{"max": r.Retention.Max.String(), "min": l.Min.String(), "categories": list(both)},
	})
}

// deletedEarly reports a dataset all of which the store itself deletes before the law
// allows it.
func (c *checker) deletedEarly(l *LegalMinimum, p *placed) {
	cycle := p.ds.Lifecycle
	if cycle == nil || cycle.Expiring == 0 || cycle.Longest == 0 || cycle.Longest > l.Min.LeastDays() || p.ds.Kind == "version" {
		return
	}
	held := slices.DeleteFunc(slices.Clone(p.found), func(e *inventory.Entry) bool {
		_, asked := bestMatch(l.Categories, string(e.Category))
		return !asked || e.State != detectors.Clear
	})
	if len(held) == 0 {
		return
	}
	for _, cand := range p.cands {
		c.addFor(cand, Finding{
			Code: "retention.deleted_early", Verdict: Broken, Severity: Medium, Store: p.store.Alias, Dataset: p.ds.Path,
			Rule: l.ID, Source: l.Source, Part: "legal_minimum",
			Evidence: map[string]string{"min": l.Min.String(), "days": number(cycle.Longest), "assets": number(cycle.Expiring), "categories": list(categoriesOf(held))},
		})
	}
}
