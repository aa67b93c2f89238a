package policy

import (
	"cmp"
	"slices"
	"strings"

	"piiventory/inventory"
)

// rest gives what findings say of a system, and no verdict rests on yet, to the matter
// "backups" or "other" of their rule: in the dataset that they are about, or in all datasets of the
// system in their store. So nothing that speaks against a system is missing from its
// verdicts, whatever the check comes to look at.
func (c *checker) rest(sys *System, js []Judgement, findings []*Finding) []Judgement {
	linked := map[string]bool{}
	for i := range js {
		for _, print := range js[i].Findings {
			linked[print] = true
		}
	}
	for _, f := range findings {
		if f.Verdict == Note || linked[f.Fingerprint] || strings.HasPrefix(f.Code, "system.") || f.Code == "evidence.insufficient" {
			continue
		}
		for rule := range strings.SplitSeq(f.Rule, ", ") {
			places := c.placesOf(sys, f)
			if len(places) == 0 && f.Store != "" { // nothing of the system is known there
				places = []*placed{{store: &inventory.Store{Alias: f.Store}, ds: &inventory.Dataset{}}}
			}
			for _, at := range places {
				js = restAt(js, f, at, rule)
			}
		}
	}
	return js
}

// placesOf returns stores and datasets of a system that a finding is about.
func (c *checker) placesOf(sys *System, f *Finding) []*placed {
	var out []*placed
	for i := range c.places {
		p := &c.places[i]
		mine := slices.ContainsFunc(p.cands, func(cand candidate) bool { return cand.sys == sys })
		if mine && (f.Store == "" || f.Store == p.store.Alias) && (f.Dataset == "" || f.Dataset == p.ds.Path) {
			out = append(out, p)
		}
	}
	return out
}

// restAt adds a finding to the judgement of the rest in one place.
func restAt(js []Judgement, f *Finding, p *placed, rule string) []Judgement {
	matter := MatterOther
	if strings.HasPrefix(f.Code, "backup.") {
		matter = MatterBackups
	}
	i := slices.IndexFunc(js, func(j Judgement) bool {
		return j.Matter == matter && j.Rule == rule && j.System == f.System && j.Store == p.store.Alias && j.Dataset == p.ds.Path
	})
	if i < 0 {
		cov := p.ds.Coverage
		js = append(js, Judgement{System: f.System, Store: p.store.Alias, Dataset: p.ds.Path, Rule: rule, Source: f.Source, Matter: matter,
			Verdict: Kept, Grounds: Grounds{Listed: cov.Listed, Sampled: cov.Sampled, Whole: cov.Whole, Units: cov.Units}})
		i = len(js) - 1
	}
	j := &js[i]
	graver := []Verdict{Kept, NotExamined, Unverifiable, Broken}
	if n := cmp.Compare(slices.Index(graver, f.Verdict), slices.Index(graver, j.Verdict)); n > 0 {
		j.Verdict, j.Reason, j.Grounds.Basis = f.Verdict, f.Code, ""
		j.Findings = append([]string{f.Fingerprint}, j.Findings...)
	} else {
		j.Findings = append(j.Findings, f.Fingerprint)
	}
	j.Findings = slices.Compact(j.Findings)
	return js
}
