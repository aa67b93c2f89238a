package policy

import "slices"

// only returns the purposes to which a rule limits its categories.
func (r *Rule) only() []string { return slices.Concat(r.OnlyFor, r.Purposes) }

// purpose reports categories that a rule has for some purposes in a system that has none
// of them, or that has others too: nobody can see which of them uses what.
func (c *checker) purpose(p *placed, cand candidate) {
	type limited struct {
		rules      []*Rule
		categories []string
		mixed      bool
	}
	groups := map[string]*limited{}
	have := cand.sys.Purposes
	for _, e := range p.found {
		rules := resolve(c.rulesOf(cand.sys.ID), cand.sys.ID, func(r *Rule) (Pattern, bool) {
			if len(r.only()) == 0 || len(r.OnlyFor) == 0 && len(have) == 0 {
				return "", false
			}
			return r.covers(string(e.Category))
		})
		var outside, mixed []*Rule
		for _, r := range rules {
			among := func(purpose string) bool { return slices.Contains(r.only(), purpose) }
			switch {
			case !slices.ContainsFunc(have, among):
				outside = append(outside, r)
			case len(r.OnlyFor) > 0 && slices.ContainsFunc(have, func(purpose string) bool { return !among(purpose) }):
				mixed = append(mixed, r)
			}
		}
		for _, of := range []limited{{rules: outside}, {rules: mixed, mixed: true}} {
			if len(of.rules) == 0 {
				continue
			}
			key := ids(of.rules)
			if of.mixed {
				key = "mixed " + key
			}
			if groups[key] == nil {
				groups[key] = &of
			}
			groups[key].categories = append(groups[key].categories, string(e.Category))
		}
	}
	for _, g := range groups {
		var only []string
		for _, r := range g.rules {
			only = append(only, r.only()...)
		}
		f := Finding{
			Code: "purpose.outside", Verdict: Broken, Severity: High, Store: p.store.Alias, Dataset: p.ds.Path,
			Rule: ids(g.rules), Source: sources(g.rules), Part: "only_for",
			Evidence: map[string]string{"only_for": list(only), "categories": list(g.categories)},
		}
		if len(have) == 0 || g.mixed {
			f.Code, f.Verdict, f.Severity = "purpose.unverifiable", Unverifiable, Low
		}
		if len(have) > 0 {
			f.Evidence["purposes"] = list(have)
		}
		if g.mixed {
			f.Evidence["cause"] = "other-purposes"
		}
		c.addFor(cand, f)
	}
}
