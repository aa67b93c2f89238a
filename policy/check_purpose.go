package policy

import "slices"

// only returns the purposes to which a rule limits its categories.
func (r *Rule) only() []string { return slices.Concat(r.OnlyFor, r.Purposes) }

// purpose reports categories that a rule has for some purposes in a system that has none
// of them.
func (c *checker) purpose(p *placed, cand candidate) {
	type limited struct {
		rules      []*Rule
		categories []string
	}
	groups := map[string]*limited{}
	for _, e := range p.found {
		rules := resolve(c.rulesOf(cand.sys.ID), cand.sys.ID, func(r *Rule) (Pattern, bool) {
			if len(r.only()) == 0 || len(r.OnlyFor) == 0 && len(cand.sys.Purposes) == 0 {
				return "", false
			}
			return r.covers(string(e.Category))
		})
		outside := slices.DeleteFunc(slices.Clone(rules), func(r *Rule) bool {
			return slices.ContainsFunc(cand.sys.Purposes, func(have string) bool { return slices.Contains(r.only(), have) })
		})
		if len(outside) == 0 {
			continue
		}
		key := ids(outside)
		if groups[key] == nil {
			groups[key] = &limited{rules: outside}
		}
		groups[key].categories = append(groups[key].categories, string(e.Category))
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
		if len(cand.sys.Purposes) == 0 {
			f.Code, f.Verdict, f.Severity = "purpose.unverifiable", Unverifiable, Low
		} else {
			f.Evidence["purposes"] = list(cand.sys.Purposes)
		}
		c.addFor(cand, f)
	}
}
