package policy

import (
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
)

// minimum holds what the law asks to keep against what the rules say and what the
// stores do.
func (c *checker) minimum() {
	if len(c.d.LegalMinimum) == 0 {
		return
	}
	categories := unique(append(categoriesNamed(c.d), c.universe()...))
	for i := range c.d.LegalMinimum {
		l := &c.d.LegalMinimum[i]
		for _, r := range c.rules {
			c.belowMinimum(l, r, categories)
		}
		for j := range c.places {
			c.deletedEarly(l, &c.places[j])
		}
	}
}

// below says that a retention has data deleted before the law allows it, on whatever day
// it begins. What the law may lengthen is kept for as long as it asks.
func (t *Retention) below(l *LegalMinimum) bool {
	return t != nil && t.Max.Given() && !slices.Contains(t.ExtendFor, "law") && t.Max.shorter(l.Min)
}

// belowMinimum reports a rule that has data deleted before the law allows it, in a system
// where it is the rule that decides.
func (c *checker) belowMinimum(l *LegalMinimum, r *Rule, categories []string) {
	if !r.Retention.below(l) {
		return
	}
	var both []string
	for _, sys := range r.covering(c.d.Systems) {
		for _, category := range categories {
			if _, asked := bestMatch(l.Categories, category); !asked {
				continue
			}
			if slices.Contains(c.resolve(retention, sys.ID, category, (*Rule).retains), r) {
				if category == own {
					category += "*"
				}
				both = append(both, category)
			}
		}
	}
	if len(both) == 0 {
		return
	}
	f := Finding{
		Code: "retention.below_minimum", Verdict: Broken, Severity: Medium, Rule: r.ID, Source: r.Source, Part: l.ID,
		Evidence: map[string]string{"max": r.Retention.Max.String(), "min": l.Min.String(), "categories": list(both)},
	}
	if l.Source != "" {
		f.Evidence["law"] = l.Source
	}
	c.add(f)
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
