package policy

import (
	"slices"

	"piiventory/inventory"
)

// joined looks at rules by which data of devices and logs is personal only together
// with something else: whether both stand in one record. Where they do not, a key
// may still lead from one dataset to the other, which cannot be seen.
func (c *checker) joined(p *placed, cand candidate) {
	for _, r := range c.rulesOf(cand.sys.ID) {
		if r.PersonalWhen == nil {
			continue
		}
		covered := func(category string) bool { _, ok := r.covers(category); return ok }
		var traces []*inventory.Entry
		for _, e := range p.found {
			if covered(string(e.Category)) {
				traces = append(traces, e)
			}
		}
		if len(traces) == 0 {
			continue
		}
		f := Finding{
			Code: "record.unjoined", Verdict: Unverifiable, Severity: Low,
			Store: p.store.Alias, Dataset: p.ds.Path, Rule: r.ID, Source: r.Source, Part: "personal_when",
			Evidence: map[string]string{"categories": list(categoriesOf(traces)), "declared": patterns(r.PersonalWhen.JoinedWith)},
		}
		var with, of []string
		var rows int64
		for i := range p.ds.Joined {
			j := &p.ds.Joined[i]
			if covered(string(j.Trace)) && slices.ContainsFunc(r.PersonalWhen.JoinedWith, func(pat Pattern) bool { return pat.Match(string(j.Account)) }) {
				of, with = append(of, string(j.Trace)), append(with, string(j.Account))
				rows = max(rows, j.Rows)
			}
		}
		if rows > 0 {
			f.Code, f.Verdict, f.Severity = "record.joined", Note, Info
			f.Evidence["categories"], f.Evidence["accounts"], f.Evidence["rows"] = list(unique(of)), list(unique(with)), number(rows)
		}
		c.addFor(cand, f)
	}
}
