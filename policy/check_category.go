package policy

import (
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
)

// belonging reports a dataset of a declared store that no system covers, or of
// which that cannot be decided.
func (c *checker) belonging(p *placed) {
	for _, cand := range p.cands {
		if !cand.certain {
			c.add(Finding{
				Code: "system.uncertain", Verdict: Unverifiable, Severity: Low,
				System: cand.sys.ID, Store: p.store.Alias, Dataset: p.ds.Path,
				Evidence: map[string]string{"selector": selectorsOf(cand.sys)},
			})
		}
	}
	if len(p.cands) > 0 || c.named(p.store) == nil {
		return
	}
	f := Finding{
		Code: "dataset.undeclared", Verdict: Note, Severity: Info,
		Store: p.store.Alias, Dataset: p.ds.Path,
		Evidence: map[string]string{"assets": number(p.ds.Coverage.Listed)},
	}
	if cats := categoriesOf(p.found); len(cats) > 0 {
		f.Verdict, f.Severity = Broken, Medium
		if slices.ContainsFunc(cats, c.sensitive) {
			f.Severity = High
		}
		f.Evidence["categories"] = list(cats)
	}
	c.add(f)
}

func selectorsOf(sys *System) string {
	var out []string
	for _, s := range sys.At {
		out = append(out, s.String())
	}
	return list(out)
}

// categories reports what was found in a dataset without being declared for
// its system.
func (c *checker) categories(p *placed, cand candidate) {
	for i := range p.ds.Entries {
		e := &p.ds.Entries[i]
		if e.Confidence == detectors.None && !e.Unresolved || specimens(e) || e.From != "" || e.State == detectors.Masked {
			continue
		}
		rules, declared, forbidden := c.permission(cand.sys, string(e.Category))
		if forbidden && slices.ContainsFunc(rules, func(r *Rule) bool { return !r.forbids() }) {
			c.tie(cand.sys, rules, "state", map[string]string{"used": "forbidden"})
		}
		if declared {
			continue
		}
		f := Finding{
			Code: "category.undeclared", Verdict: Broken, Severity: Medium,
			Store: p.store.Alias, Dataset: p.ds.Path, Field: e.Field, Category: string(e.Category),
			Rule: ids(rules), Source: sources(rules), Evidence: entryEvidence(e),
		}
		if len(cand.sys.BackupOf) > 0 {
			f.Evidence["sources"] = list(cand.sys.BackupOf)
		}
		if forbidden {
			f.Code, f.Severity = "category.forbidden", High
		}
		if c.sensitive(f.Category) {
			f.Severity = severities[f.Severity.Rank()+1]
		}
		if e.Confidence < detectors.Medium || e.Unresolved {
			f.Code, f.Verdict, f.Severity = "category.unresolved", Note, Info
		}
		c.addFor(cand, f)
	}
}

func entryEvidence(e *inventory.Entry) map[string]string {
	ev := map[string]string{
		"confidence": e.Confidence.String(),
		"rows":       number(e.Rows),
		"values":     number(e.Values),
		"valid":      number(e.Valid),
		"distinct":   number(e.Distinct),
	}
	if e.DistinctMore {
		ev["distinct"] += "+"
	}
	if inventory.InNames(e.Field) {
		ev["cause"] = "name"
	}
	if e.State != detectors.Clear {
		ev["state"] = e.State.String()
	}
	if len(e.Reasons) > 0 {
		ev["reasons"] = list(e.Reasons)
	}
	return ev
}

// notFound reports categories that are declared and were never found, as a
// hint that the declaration is stale. What may be there, and what must not, is
// left out.
func (c *checker) notFound() {
	for _, r := range c.rules {
		if r.forbids() {
			continue
		}
		for _, pat := range r.Categories {
			if pat != "*" {
				c.notFoundBy(r, pat)
			}
		}
	}
}

func (c *checker) notFoundBy(r *Rule, pat Pattern) {
	var systems []string
	for i := range c.d.Systems {
		if id := c.d.Systems[i].ID; systemRank(r, id) >= 0 {
			systems = append(systems, id)
		}
	}
	var datasets, sampled, units int64
	for i := range c.places {
		p := &c.places[i]
		if !slices.ContainsFunc(p.cands, func(cand candidate) bool { return slices.Contains(systems, cand.sys.ID) }) {
			continue
		}
		if slices.ContainsFunc(p.found, func(e *inventory.Entry) bool { return pat.Match(string(e.Category)) }) || derived(p.ds, pat) {
			return
		}
		datasets++
		sampled += max(p.ds.Coverage.Sampled, 0)
		units += max(p.ds.Coverage.Units, 0)
	}
	if datasets == 0 {
		return
	}
	f := Finding{
		Code: "category.not_found", Verdict: Note, Severity: Info,
		Category: string(pat), Rule: r.ID, Source: r.Source,
		Evidence: map[string]string{"datasets": number(datasets), "assets": number(sampled), "units": number(units)},
	}
	if len(systems) == 1 {
		f.System = systems[0]
	}
	if !detectable(pat) {
		f.Evidence["detector"] = "none"
	}
	c.add(f)
}

// derived says whether a category of the pattern was derived from what was found.
func derived(ds *inventory.Dataset, pat Pattern) bool {
	return slices.ContainsFunc(ds.Entries, func(e inventory.Entry) bool {
		return e.From != "" && e.Confidence >= detectors.Medium && pat.Match(string(e.Category))
	})
}
