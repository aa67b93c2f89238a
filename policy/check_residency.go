package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/scanners"
)

// evidenceOrder are the sources of a jurisdiction, the one to trust most first.
// What is not named here comes last.
var evidenceOrder = []string{
	"configuration", "jurisdiction host", "endpoint host", "database host", "GetBucketLocation", "x-amz-bucket-region",
	"CNAME of the host", "server certificate", "server",
}

// jurisdictions is where a store says it stands.
type jurisdictions struct {
	// set are the countries by the best evidence, nil when there is none.
	set map[string]bool
	// code is the value of that evidence.
	code string
	// observed lists all evidence with its sources, best first.
	observed string
	// conflict says that two pieces of evidence exclude each other.
	conflict bool
	// reasons say why sources gave no answer.
	reasons string
}

// standing reads the jurisdiction facts of a store.
func standing(s *inventory.Store) jurisdictions {
	var facts []scanners.Fact
	for _, f := range s.Facts {
		if f.Name == "jurisdiction" && f.Scope == "" {
			facts = append(facts, f)
		}
	}
	slices.SortFunc(facts, func(a, b scanners.Fact) int {
		return cmp.Or(cmp.Compare(trust(a.Source), trust(b.Source)), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Reason, b.Reason))
	})
	var j jurisdictions
	var observed, reasons []string
	var known []map[string]bool
	for _, f := range facts {
		if f.Unknown || f.Value == "" {
			if f.Reason != "" {
				reasons = append(reasons, f.Source+": "+f.Reason)
			}
			continue
		}
		observed = append(observed, f.Value+" ("+f.Source+")")
		set := countriesOf(f.Value)
		if set == nil {
			reasons = append(reasons, f.Source+": "+f.Value+" is no country or set of countries that is known")
			continue
		}
		if j.set == nil {
			j.set, j.code = set, f.Value
		}
		for _, k := range known {
			j.conflict = j.conflict || disjoint(k, set)
		}
		known = append(known, set)
	}
	j.observed, j.reasons = strings.Join(observed, "; "), strings.Join(unique(reasons), "; ")
	return j
}

// trust is the place of a source in evidenceOrder.
func trust(source string) int {
	if i := slices.Index(evidenceOrder, source); i >= 0 {
		return i
	}
	return len(evidenceOrder)
}

// countriesOf expands a value of the inventory: a code, a set, or several of
// them. It is nil when any part is not known, since nothing can be said then.
func countriesOf(value string) map[string]bool {
	out := map[string]bool{}
	parts := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(", ;/+", r) })
	for _, p := range parts {
		ms := members(p)
		if ms == nil {
			return nil
		}
		for _, m := range ms {
			out[m] = true
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func disjoint(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return false
		}
	}
	return true
}

func subset(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// demand is what a system asks of the place of some of its data.
type demand struct {
	sys        *System
	rules      []*Rule
	part       string
	allow      map[string]bool
	categories []string
	// personal says that personal data of the system was found in the store, and
	// certain that it is certain to belong to the system.
	personal, certain bool
	assumed           string
}

// residency holds the jurisdiction of each store against what its systems
// declare.
func (c *checker) residency() {
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		if unopened(s) {
			continue
		}
		var ds []demand
		for k := range c.d.Systems {
			sys := &c.d.Systems[k]
			if slices.ContainsFunc(sys.At, func(sel Selector) bool { return sel.store(s.Kind, s.Alias) }) {
				ds = append(ds, c.demands(s, sys)...)
			}
		}
		if len(ds) == 0 {
			continue
		}
		j := standing(s)
		personal := slices.ContainsFunc(ds, func(d demand) bool { return d.personal })
		if j.conflict {
			f := Finding{
				Code: "residency.conflict", Verdict: Broken, Severity: Medium, Store: s.Alias,
				Evidence: map[string]string{"observed": j.observed},
			}
			if !personal {
				f.Verdict, f.Severity = Note, Info
			}
			c.add(f)
		}
		for _, d := range ds {
			c.resides(s, j, d)
			c.copies(s, d)
		}
	}
}

// resides holds one demand against the place of a store.
func (c *checker) resides(s *inventory.Store, j jurisdictions, d demand) {
	f := Finding{
		Store: s.Alias, Rule: ids(d.rules), Source: sources(d.rules), Part: d.part,
		Evidence: map[string]string{"allowed": list(slices.Collect(maps.Keys(d.allow)))},
	}
	for k, v := range map[string]string{
		"observed": j.observed, "reason": j.reasons, "assumed": d.assumed, "categories": list(d.categories),
	} {
		if v != "" {
			f.Evidence[k] = v
		}
	}
	switch {
	case j.set == nil:
		f.Code, f.Verdict, f.Severity = "residency.unknown", Unverifiable, Medium
	case !subset(j.set, d.allow):
		f.Code, f.Verdict, f.Severity = "residency.outside", Broken, High
		if agreed(d.rules) {
			// What the customer or the agreement chose cannot be seen from here.
			f.Code, f.Verdict, f.Severity = "residency.agreement", Unverifiable, Medium
		}
		if !disjoint(j.set, d.allow) {
			f.Evidence["partly"] = "true"
		}
	default:
		return
	}
	if !d.personal {
		f.Verdict, f.Severity = Note, Info
	}
	c.addFor(candidate{d.sys, d.certain}, f)
}

// demands returns what a system asks of the place of its data in a store: one
// demand for each set of rules that decides on a category found there, or on
// "*" when nothing was found, and one for the regions of the system itself.
func (c *checker) demands(s *inventory.Store, sys *System) []demand {
	found := map[string]bool{} // category -> certain
	for i := range c.places {
		p := &c.places[i]
		if p.store != s {
			continue
		}
		for _, cand := range p.cands {
			if cand.sys != sys {
				continue
			}
			for _, cat := range categoriesOf(p.found) {
				found[cat] = found[cat] || cand.certain
			}
		}
	}
	personal := len(found) > 0
	if !personal {
		found["*"] = true
	}
	rules := c.withResidency(sys)
	groups := map[string]*demand{}
	var out []demand
	for _, cat := range slices.Sorted(maps.Keys(found)) {
		deciding := resolve(rules, sys.ID, func(r *Rule) (Pattern, bool) { return r.resides(cat) })
		deciding = slices.DeleteFunc(deciding, func(r *Rule) bool { return len(r.Residency.Allow) == 0 })
		if len(deciding) == 0 {
			continue
		}
		key := keyOf(deciding)
		if groups[key] == nil {
			groups[key] = &demand{
				sys: sys, rules: deciding, part: "residency.allow", allow: intersection(deciding),
				personal: personal, assumed: assumptions(deciding),
			}
		}
		g := groups[key]
		for _, r := range deciding {
			if len(expand(r.Residency.Allow)) != len(g.allow) {
				c.tie(sys, deciding, "residency.allow", map[string]string{"allowed": list(slices.Collect(maps.Keys(g.allow)))})
			}
		}
		g.certain = g.certain || found[cat]
		if personal {
			g.categories = append(g.categories, cat)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, *groups[key])
	}
	if len(sys.Region) > 0 {
		d := demand{sys: sys, part: "region", allow: expand(sys.Region), personal: personal}
		for cat, certain := range found {
			d.certain = d.certain || certain
			if personal {
				d.categories = append(d.categories, cat)
			}
		}
		out = append(out, d)
	}
	return out
}

// withResidency returns the rules and, as one more of them, the residency that stands
// in the system itself.
func (c *checker) withResidency(sys *System) []*Rule {
	if sys.Residency == nil {
		return c.rules
	}
	return append(slices.Clone(c.rules), &Rule{Systems: []string{sys.ID}, Categories: []Pattern{"*"}, Residency: sys.Residency})
}

// keyOf tells sets of rules apart; the residency of a system has no id.
func keyOf(rules []*Rule) string {
	var out []string
	for _, r := range rules {
		out = append(out, cmp.Or(r.ID, "."))
	}
	return list(out)
}

// intersection returns the jurisdictions that all rules allow.
func intersection(rules []*Rule) map[string]bool {
	out := expand(rules[0].Residency.Allow)
	for _, r := range rules[1:] {
		also := expand(r.Residency.Allow)
		maps.DeleteFunc(out, func(k string, _ bool) bool { return !also[k] })
	}
	return out
}

// agreed says that none of the rules fixes the place by itself.
func agreed(rules []*Rule) bool {
	return len(rules) > 0 && !slices.ContainsFunc(rules, func(r *Rule) bool { return r.Residency == nil || r.Residency.Mode == "list" })
}

func assumptions(rules []*Rule) string {
	var out []string
	for _, r := range rules {
		if r.When != nil {
			out = append(out, assumed(r.When))
		}
	}
	return strings.Join(unique(out), "; ")
}
