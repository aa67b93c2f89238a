package policy

import (
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
)

// state holds the state of what was found against the states in which the most
// specific rules have it. What is masked is less than any of them asks to hide, and
// never contradicts one.
func (c *checker) state(p *placed, cand candidate) {
	for i := range p.ds.Entries {
		e := &p.ds.Entries[i]
		if e.Confidence == detectors.None || e.From != "" || specimens(e) {
			continue
		}
		rules := c.stating(cand.sys, string(e.Category))
		broken := slices.IndexFunc(rules, func(r *Rule) bool { return !r.allows(e.State) })
		if broken < 0 {
			continue
		}
		r := rules[broken]
		if slices.ContainsFunc(rules, func(o *Rule) bool { return !slices.Equal(unique(o.State), unique(r.State)) }) {
			c.tie(cand.sys, rules, "state", map[string]string{"used": list(r.State)})
		}
		f := Finding{
			Code: "state.clear", Verdict: Broken, Severity: High,
			Store: p.store.Alias, Dataset: p.ds.Path, Field: e.Field, Category: string(e.Category),
			Rule: ids(rules), Source: sources(rules), Part: "state", Evidence: entryEvidence(e),
		}
		f.Evidence["declared"] = list(r.State)
		switch {
		case e.Confidence < detectors.Medium || e.Unresolved:
			f.Code, f.Verdict, f.Severity = "state.unresolved", Note, Info
		case e.State != detectors.Clear:
			f.Code, f.Severity = "state.other", Low
		case byNameOnly(e):
			f.Code, f.Verdict, f.Severity = "state.unverifiable", Unverifiable, Low
		case c.sensitive(f.Category):
			f.Severity = Critical
		}
		c.addFor(cand, f)
	}
}

// stating returns the rules that decide on the state of a category in a system: none
// where it must not be there in any.
func (c *checker) stating(sys *System, category string) []*Rule {
	if _, _, forbidden := c.permission(sys, category); forbidden {
		return nil
	}
	return c.resolve(state, sys.ID, category, (*Rule).states)
}

// allows says whether a rule that speaks of states has values in this one. A digest
// and a ciphertext are ways to de-identify (GB/T 37964-2019, annex A).
func (r *Rule) allows(s detectors.State) bool {
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(r.State, w) })
	}
	switch s {
	case detectors.Masked:
		return true
	case detectors.Hashed:
		return has("allowed", "hashed", "deidentified")
	case detectors.Encrypted:
		return has("allowed", "encrypted", "deidentified")
	}
	return has("allowed")
}

// byNameOnly says that only the name of a field speaks for an entry, so that nobody
// knows whether its values are in the clear. Passwords that are digests are told by
// their form, and the rest of them is not.
func byNameOnly(e *inventory.Entry) bool {
	return e.Category != "account.password" && len(e.Reasons) > 0 && !slices.ContainsFunc(e.Reasons, func(r string) bool {
		return r != "header" && r != "header-weak" && r != "keyword" && r != "few"
	})
}
