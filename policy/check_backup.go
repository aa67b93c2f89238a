package policy

import (
	"maps"
	"slices"
	"strings"
	"time"

	"piiventory/inventory"
)

// backups holds the systems that are backups of others against what is promised of
// these: that nothing in them outlives its source, that they are made anew, and that
// they stay in the country.
func (c *checker) backups() {
	for i := range c.d.Systems {
		b := &c.d.Systems[i]
		if len(b.BackupOf) == 0 {
			continue
		}
		for j := range c.places {
			p := &c.places[j]
			for _, cand := range p.cands {
				if cand.sys == b {
					c.outlives(p, cand)
					c.copiesKept(p, cand)
				}
			}
		}
		c.stale(b)
		c.abroad(b)
	}
}

// system returns a declared system by its id.
func (c *checker) system(id string) *System {
	for i := range c.d.Systems {
		if c.d.Systems[i].ID == id {
			return &c.d.Systems[i]
		}
	}
	return nil
}

// outlives holds the age of a backup against the retention of what it is a backup of.
// What is deleted at the source may stay until the backup is made anew.
func (c *checker) outlives(p *placed, cand candidate) {
	type old struct {
		rule    *Rule
		cutoff  time.Time
		entries []*inventory.Entry
	}
	found := map[string]*old{}
	for _, e := range p.found {
		speaks := func(r *Rule) (Pattern, bool) {
			if r.Retention == nil {
				return "", false
			}
			return r.covers(string(e.Category))
		}
		own := resolve(c.rulesOf(cand.sys.ID), cand.sys.ID, speaks)
		for _, id := range cand.sys.BackupOf {
			for _, r := range resolve(c.rulesOf(id), id, speaks) {
				if !r.Retention.timed() || slices.Contains(own, r) && !cand.sys.Refresh.Given() {
					continue // the rule is held against the backup itself
				}
				key := r.ID
				if found[key] == nil {
					cutoff := r.Retention.cutoff(c.now)
					if cand.sys.Refresh.Given() {
						cutoff = cand.sys.Refresh.Before(cutoff)
					}
					found[key] = &old{rule: r, cutoff: cutoff}
				}
				if o := found[key]; !slices.Contains(o.entries, e) {
					o.entries = append(o.entries, e)
				}
			}
		}
	}
	for _, o := range found {
		src := c.source(p, cand.sys, o.entries)
		f := Finding{
			Code: "backup.outlives", Verdict: Broken, Severity: High, Store: p.store.Alias, Dataset: p.ds.Path,
			Rule: o.rule.ID, Source: o.rule.Source, Part: "retention.backups",
			Evidence: map[string]string{"max": o.rule.Retention.Max.String(), "cutoff": instant(o.cutoff), "sources": list(cand.sys.BackupOf), "categories": list(categoriesOf(o.entries))},
		}
		if cand.sys.Refresh.Given() {
			f.Evidence["refresh"] = cand.sys.Refresh.String()
		}
		if src == "" {
			f.Code, f.Verdict, f.Severity = "backup.unverifiable", Unverifiable, Medium
			c.addFor(cand, f)
			continue
		}
		a := c.age(p, o.entries, src, o.cutoff)
		if !a.before.any {
			continue
		}
		f.Evidence["source"], f.Evidence["oldest"] = src, instant(a.oldest)
		c.addFor(cand, f)
	}
}

// stale reports a backup that is not made anew as often as it is said to be.
func (c *checker) stale(b *System) {
	if !b.Refresh.Given() {
		return
	}
	newest, store := time.Time{}, ""
	seen := false
	for i := range c.places {
		p := &c.places[i]
		if !slices.ContainsFunc(p.cands, func(cand candidate) bool { return cand.sys == b && cand.certain }) {
			continue
		}
		if !seen || p.store.Alias < store {
			store = p.store.Alias
		}
		seen = true
		for _, t := range p.ds.Times {
			if (t.Source == "object" || t.Source == "key") && t.Count > 0 && t.Newest.After(newest) {
				newest = t.Newest
			}
		}
	}
	if !seen {
		return // the system is reported as empty or not scanned
	}
	f := Finding{Code: "backup.stale", Verdict: Broken, Severity: Low, System: b.ID, Store: store, Part: "refresh", Evidence: map[string]string{"refresh": b.Refresh.String()}}
	switch {
	case newest.IsZero():
		f.Code, f.Verdict = "backup.unverifiable", Unverifiable
	// A date in a path stands for its whole day.
	case newest.Truncate(24*time.Hour).AddDate(0, 0, 1).Before(b.Refresh.Before(c.now)):
		f.Evidence["newest"] = instant(newest)
	default:
		return
	}
	c.add(f)
}

// abroad holds the places of a backup against those of what it is a backup of, where a
// rule says that backups stay in the country.
func (c *checker) abroad(b *System) {
	// Of all sources to which one rule speaks alike, one finding tells.
	var out []Finding
	var backed, allowed [][]string
	for _, id := range b.BackupOf {
		of := c.system(id)
		if of == nil {
			continue
		}
		rules := slices.DeleteFunc(slices.Clone(c.rules), func(r *Rule) bool {
			return r.Residency == nil || r.Residency.Backups != "same_country" || systemRank(r, id) < 0
		})
		own := of.Residency != nil && of.Residency.Backups == "same_country"
		if len(rules) == 0 && !own {
			continue
		}
		f := Finding{Code: "backup.abroad", Verdict: Broken, Severity: High, System: b.ID, Rule: ids(rules), Source: sources(rules), Part: "residency.backups",
			Evidence: map[string]string{}}
		here, _, _ := c.standings(of)
		there, thereObserved, any := c.standings(b)
		switch {
		case !any:
			continue // the system was not scanned, which is said
		case here == nil || there == nil:
			f.Code, f.Verdict, f.Severity = "backup.place_unknown", Unverifiable, Medium
		case subset(there, here):
			continue
		}
		if thereObserved != "" {
			f.Evidence["observed"] = thereObserved
		}
		i := slices.IndexFunc(out, func(o Finding) bool { return o.Code == f.Code && o.Rule == f.Rule })
		if i < 0 {
			i, out, backed, allowed = len(out), append(out, f), append(backed, nil), append(allowed, nil)
		}
		backed[i] = append(backed[i], id)
		if here != nil {
			allowed[i] = append(allowed[i], list(slices.Collect(maps.Keys(here))))
		}
	}
	for i, f := range out {
		f.Evidence["sources"] = list(backed[i])
		if len(allowed[i]) > 0 {
			f.Evidence["allowed"] = strings.Join(unique(allowed[i]), "; ")
		}
		c.add(f)
	}
}

// standings are the jurisdictions of all stores of a system, nil where one of them is not
// known, and whether any was opened.
func (c *checker) standings(sys *System) (set map[string]bool, observed string, opened bool) {
	set = map[string]bool{}
	var seen []string
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		if unopened(s) || !slices.ContainsFunc(sys.At, func(sel Selector) bool { return sel.store(s.Kind, s.Alias) }) {
			continue
		}
		opened = true
		j := standing(s)
		if j.observed != "" {
			seen = append(seen, j.observed)
		}
		if j.set == nil {
			set = nil
		}
		if set != nil {
			maps.Copy(set, j.set)
		}
	}
	if !opened {
		set = nil
	}
	return set, list(seen), opened
}
