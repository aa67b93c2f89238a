package policy

import (
	"maps"
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/scanners"
)

// coverage reports what was not read, so that half a scan never passes in
// silence.
func (c *checker) coverage() {
	if !c.inv.Complete {
		c.add(Finding{Code: "scan.incomplete", Verdict: Unverifiable, Severity: Medium})
	}
	names := c.inv.Settings.Depth == scanners.Names
	if names {
		c.add(Finding{
			Code: "scan.names_only", Verdict: NotExamined, Severity: Medium,
			Evidence: map[string]string{"datasets": number(int64(len(c.places)))},
		})
	}
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		// A declared store that was not opened at all is reported with its system.
		if gaps := unread(s.Gaps); len(gaps) > 0 && (c.named(s) == nil || !unopened(s)) {
			c.add(Finding{
				Code: "coverage.gap", Verdict: Unverifiable, Severity: Low,
				Store: s.Alias, Evidence: gapEvidence(gaps),
			})
		}
		for j := range s.Datasets {
			ds := &s.Datasets[j]
			if gaps := openGaps(ds, names); len(gaps) > 0 {
				c.add(Finding{
					Code: "coverage.gap", Verdict: Unverifiable, Severity: Low,
					Store: s.Alias, Dataset: ds.Path, Evidence: gapEvidence(gaps),
				})
			}
		}
	}
}

// gapEvidence sums gaps up.
func gapEvidence(gaps []inventory.Gap) map[string]string {
	var kinds, reasons []string
	var assets int64
	for _, g := range gaps {
		kinds = append(kinds, string(g.Kind))
		reasons = append(reasons, g.Reason)
		assets += max(g.Assets, 0)
	}
	return map[string]string{
		"kinds":  list(kinds),
		"reason": strings.Join(unique(reasons), "; "),
		"assets": number(assets),
	}
}

// unopened says that nothing at all is known of what lies in a store.
func unopened(s *inventory.Store) bool {
	return len(s.Datasets) == 0 && s.Coverage.Listed <= 0 && len(unread(s.Gaps)) > 0
}

// named returns the selectors of the declaration that name the store.
func (c *checker) named(s *inventory.Store) []Selector {
	var out []Selector
	for i := range c.d.Systems {
		for _, sel := range c.d.Systems[i].At {
			if sel.store(s.Kind, s.Alias) {
				out = append(out, sel)
			}
		}
	}
	return out
}

// systems holds the declared systems against the stores that were scanned, and
// the stores against the systems.
func (c *checker) systems() {
	for i := range c.d.Systems {
		sys := &c.d.Systems[i]
		unscanned := map[string][]Selector{}
		for k := range sys.At {
			sel := &sys.At[k]
			if n := c.scanned(sys, sel); n == 0 {
				unscanned[sel.Alias] = append(unscanned[sel.Alias], *sel)
			}
		}
		for alias, sels := range unscanned {
			c.notScanned(sys, alias, sels)
		}
	}
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		if c.named(s) != nil {
			continue
		}
		f := Finding{
			Code: "store.undeclared", Verdict: Broken, Severity: Medium, Store: s.Alias,
			Evidence: map[string]string{"kind": s.Kind, "datasets": number(int64(len(s.Datasets)))},
		}
		if s.Discovered {
			f.Evidence["discovered"] = "true"
		}
		var cats []string
		for j := range s.Datasets {
			cats = append(cats, categoriesOf(found(&s.Datasets[j]))...)
		}
		if len(cats) > 0 {
			f.Severity = High
			f.Evidence["categories"] = list(cats)
		}
		c.add(f)
	}
}

// scanned returns how many stores of the inventory a selector names, and
// reports those of them that could not be opened, and a selector that covers
// nothing.
func (c *checker) scanned(sys *System, sel *Selector) int {
	stores, opened, covered := 0, 0, false
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		if !sel.store(s.Kind, s.Alias) {
			continue
		}
		stores++
		if !unopened(s) {
			opened++
			covered = covered || c.covered[covers{s, sel}]
			continue
		}
		gaps := unread(s.Gaps)
		f := Finding{
			Code: "system.unreachable", Verdict: Unverifiable, Severity: Medium,
			System: sys.ID, Store: s.Alias, Evidence: gapEvidence(gaps),
		}
		delete(f.Evidence, "assets")
		if !slices.ContainsFunc(gaps, func(g inventory.Gap) bool { return g.Kind != scanners.GapUnsupported }) {
			f.Code, f.Verdict = "system.not_scanned", NotExamined
			f.Evidence["cause"] = "no-scanner"
			c.cached(sys, &f)
		}
		// Two selectors of a system may name the same store.
		if !slices.ContainsFunc(c.out, func(o Finding) bool {
			return o.Code == f.Code && o.System == f.System && o.Store == f.Store
		}) {
			c.add(f)
		}
	}
	if stores > 0 && opened == stores && !covered {
		c.add(Finding{
			Code: "system.empty", Verdict: Unverifiable, Severity: Low,
			System: sys.ID, Store: sel.Alias, Dataset: sel.Pattern,
			Evidence: map[string]string{"selector": sel.String(), "stores": number(int64(stores))},
		})
	}
	return stores
}

// notScanned reports an alias that no store of the inventory answers to.
func (c *checker) notScanned(sys *System, alias string, sels []Selector) {
	var texts, kinds []string
	cause := "no-scanner"
	for _, sel := range sels {
		texts = append(texts, sel.String())
		if !openable(sel.Scheme) {
			continue
		}
		cause = "not-in-inventory"
		for i := range c.inv.Stores {
			if s := &c.inv.Stores[i]; sel.store("", s.Alias) {
				kinds = append(kinds, s.Kind)
			}
		}
	}
	f := Finding{
		Code: "system.not_scanned", Verdict: NotExamined, Severity: Medium, System: sys.ID, Store: alias,
		Evidence: map[string]string{"selector": list(texts), "cause": cause},
	}
	if len(kinds) > 0 {
		f.Evidence["cause"] = "other-kind"
		f.Evidence["kind"] = list(kinds)
	}
	c.cached(sys, &f)
	c.add(f)
}

// cached adds to what is not known of a cache in which places alone its data may lie,
// where nothing says that it stands in any: it cannot keep to them.
func (c *checker) cached(sys *System, f *Finding) {
	if !everywhere(sys) {
		return
	}
	rules := c.withResidency(sys)
	allow := map[string]bool{}
	for _, p := range (&Declaration{Rules: c.d.Rules}).Declares(sys.ID) {
		deciding := resolve(rules, sys.ID, func(r *Rule) (Pattern, bool) { return r.resides(string(p)) })
		deciding = slices.DeleteFunc(deciding, func(r *Rule) bool { return r.Residency.Mode != "list" })
		if len(deciding) > 0 {
			maps.Copy(allow, intersection(deciding))
		}
	}
	if len(allow) > 0 {
		f.Evidence["allowed"] = list(slices.Collect(maps.Keys(allow)))
	}
}
