package policy

import (
	"slices"
	"strings"

	"piiventory/inventory"
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
		reached, cause := false, "no-address"
		for j := range c.inv.Stores {
			s := &c.inv.Stores[j]
			if unopened(s) || !slices.ContainsFunc(sys.At, func(sel Selector) bool { return sel.store(s.Kind, s.Alias) }) {
				continue
			}
			var by []string
			for _, f := range factsNamed(s, "network") {
				switch {
				case f.Unknown:
				case f.Value == "public":
					by = append(by, f.Source)
				default:
					cause = "second-way"
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
			c.partUnseen(cause, sys.ID, nil, "network", sys.Network)
		}
	}
}

// encrypted holds the systems that are said to encrypt what they send or keep against
// what their stores say of it.
func (c *checker) encrypted() {
	for i := range c.d.Systems {
		sys := &c.d.Systems[i]
		for _, where := range unique(sys.Encrypted) {
			told := false
			for j := range c.inv.Stores {
				s := &c.inv.Stores[j]
				if unopened(s) || !slices.ContainsFunc(sys.At, func(sel Selector) bool { return sel.store(s.Kind, s.Alias) }) {
					continue
				}
				told = c.encryptedIn(s, sys, where) || told
			}
			if !told {
				c.part(sys.ID, nil, "encrypted", where)
			}
		}
	}
}

// encryptedIn holds one store of a system against that, and says whether it told.
func (c *checker) encryptedIn(s *inventory.Store, sys *System, where string) bool {
	n := len(c.out)
	name := "tls"
	if where == "transit" {
		c.transport(s)
	} else {
		name = "encryption"
		c.atRest(s)
	}
	for k := range c.out[n:] {
		f := &c.out[n+k]
		f.System, f.Part = sys.ID, "encrypted"
		f.Evidence["declared"] = where
		switch {
		case f.Verdict == Broken:
			f.Severity = High
		case f.Verdict == Note: // nobody can grant it, and it was promised
			f.Verdict, f.Severity = Unverifiable, Low
		}
	}
	return len(factsNamed(s, name)) > 0
}
