package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"piiventory/inventory"
)

// Check holds an inventory against a declaration as of now. It is a pure
// function: the same input gives the same findings in the same order, whatever
// the order of stores, datasets, entries, systems and rules.
func Check(inv *inventory.Inventory, d *Declaration, now time.Time) []Finding {
	c := &checker{inv: inv, d: d, now: now.UTC()}
	c.coverage()
	for i := range c.out {
		c.out[i].Fingerprint = c.out[i].fingerprint()
	}
	slices.SortFunc(c.out, order)
	return c.out
}

// checker holds the state of one Check.
type checker struct {
	inv *inventory.Inventory
	d   *Declaration
	now time.Time
	out []Finding
}

func (c *checker) add(f Finding) { c.out = append(c.out, f) }

// coverage reports what was not read, so that half a scan never passes in
// silence.
func (c *checker) coverage() {
	if !c.inv.Complete {
		c.add(Finding{Code: "scan.incomplete", Verdict: Unverifiable, Severity: Medium})
	}
	for i := range c.inv.Stores {
		s := &c.inv.Stores[i]
		for j := range s.Datasets {
			ds := &s.Datasets[j]
			if gaps := unread(ds.Gaps); len(gaps) > 0 {
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
		"assets": strconv.FormatInt(assets, 10),
	}
}

// unique returns the words sorted, each once.
func unique(words []string) []string {
	w := slices.Clone(words)
	slices.Sort(w)
	return slices.Compact(w)
}

// list joins words for an evidence text.
func list(words []string) string { return strings.Join(unique(words), ", ") }
