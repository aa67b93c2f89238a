package policy

import (
	"slices"

	"piiventory/inventory"
)

// renewed says whether it can be seen that what a person had deleted goes from the
// backups when these are made anew: some system that the rule covers has a backup of which
// it is said how often that is.
func (c *checker) renewed(r *Rule) bool {
	return r.Retention.Backups.AfterUserDeletion == "next_refresh" && slices.ContainsFunc(c.d.Systems, func(b System) bool {
		return b.Refresh.Given() && slices.ContainsFunc(b.BackupOf, func(id string) bool { return systemRank(r, id) >= 0 })
	})
}

// copiesKept reports copies in a backup that are older than it is said to be made anew,
// where what a person had deleted is to go with that. What was deleted since they were made
// is still in them.
func (c *checker) copiesKept(p *placed, cand candidate) {
	if !cand.sys.Refresh.Given() {
		return
	}
	entries := map[string][]*inventory.Entry{}
	rules := map[string]*Rule{}
	for _, e := range p.found {
		for _, id := range cand.sys.BackupOf {
			for _, r := range resolve(c.rulesOf(id), id, func(r *Rule) (Pattern, bool) {
				if r.Retention == nil || r.Retention.Backups == nil || r.Retention.Backups.AfterUserDeletion != "next_refresh" {
					return "", false
				}
				return r.covers(string(e.Category))
			}) {
				if rules[r.ID] = r; !slices.Contains(entries[r.ID], e) {
					entries[r.ID] = append(entries[r.ID], e)
				}
			}
		}
	}
	cutoff := cand.sys.Refresh.Before(c.now)
	for id, held := range entries {
		src := ""
		for _, s := range []string{"key", "object"} {
			if _, ok := oldestOf(p.ds, held, s); ok && src == "" {
				src = s
			}
		}
		f := Finding{
			Code: "backup.copies_kept", Verdict: Broken, Severity: Medium, Store: p.store.Alias, Dataset: p.ds.Path,
			Rule: id, Source: rules[id].Source, Part: "retention.backups.after_user_deletion",
			Evidence: map[string]string{"refresh": cand.sys.Refresh.String(), "cutoff": instant(cutoff), "sources": list(cand.sys.BackupOf), "categories": list(categoriesOf(held))},
		}
		if src == "" {
			f.Code, f.Verdict, f.Severity = "backup.unverifiable", Unverifiable, Medium
			c.addFor(cand, f)
			continue
		}
		a := c.age(p, held, src, cutoff)
		if !a.before.any {
			continue
		}
		f.Evidence["source"], f.Evidence["oldest"], f.Evidence["assets"] = src, instant(a.oldest), number(a.before.count)
		if a.before.atLeast {
			f.Evidence["lower_bound"] = "true"
		}
		c.addFor(cand, f)
	}
}
