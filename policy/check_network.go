package policy

import (
	"slices"
	"strings"
)

// network holds the systems that are said to be reachable from the intranet only against
// the addresses at which they were reached. An address of the public internet contradicts
// that. Another one proves nothing: whether there is a second way in cannot be seen.
func (c *checker) network() {
	for i := range c.d.Systems {
		sys := &c.d.Systems[i]
		if sys.Network != "intranet" {
			if sys.Network != "" {
				c.part(sys.ID, nil, "network", sys.Network)
			}
			continue
		}
		reached := false
		for j := range c.inv.Stores {
			s := &c.inv.Stores[j]
			if unopened(s) || !slices.ContainsFunc(sys.At, func(sel Selector) bool { return sel.store(s.Kind, s.Alias) }) {
				continue
			}
			var by []string
			for _, f := range factsNamed(s, "network") {
				if f.Value == "public" && !f.Unknown {
					by = append(by, f.Source)
				}
			}
			if len(by) == 0 {
				continue
			}
			reached = true
			c.add(Finding{
				Code: "access.network", Verdict: Broken, Severity: High, System: sys.ID, Store: s.Alias, Part: "network",
				Evidence: map[string]string{"declared": sys.Network, "observed_by": strings.Join(unique(by), ", ")},
			})
		}
		if !reached {
			c.part(sys.ID, nil, "network", sys.Network)
		}
	}
}
