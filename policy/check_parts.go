package policy

import (
	"cmp"
	"slices"
	"strings"

	"piiventory/scanners"
)

// parts reports what the declaration asks for and this version does not look
// at, once for each rule and part. Labels that no store could ever contradict
// (id, source, subjects, role, policy, contact, rights, reports) are left out;
// docs/decisions.md says why.
func (c *checker) parts() {
	for i := range c.d.Systems {
		s := &c.d.Systems[i]
		if s.Refresh.Given() && len(s.BackupOf) == 0 {
			c.part(s.ID, nil, "refresh", s.Refresh.String())
		}
		if len(s.Recipients) > 0 && !c.accessKnown([]*System{s}) {
			c.part(s.ID, nil, "recipients", list(s.Recipients))
		}
		c.residencyParts(s.ID, nil, s.Residency)
	}
	for _, r := range c.rules {
		c.ruleParts(r)
	}
	if m := c.d.Minors; m != nil {
		c.minorParts(m)
	}
}

// ruleParts reports the parts of one rule.
func (c *checker) ruleParts(r *Rule) {
	if len(r.Purposes) > 0 && !c.purposesKnown(r) {
		c.part("", r, "purposes", list(r.Purposes))
	}
	if len(r.Recipients) > 0 && !c.accessKnown(r.covering(c.d.Systems)) {
		c.part("", r, "recipients", list(r.Recipients))
	}
	if r.UnlessRegion != nil {
		c.part("", r, "unless_region", patterns(r.UnlessRegion.Categories))
	}
	// Retention and residency are held against the stores as if the condition
	// held. Whether the categories themselves were collected there is open.
	if r.When != nil && slices.ContainsFunc(r.Categories, func(p Pattern) bool { return p != "*" }) {
		c.part("", r, "when", assumed(r.When))
	}
	if t := r.Retention; t != nil {
		switch {
		case t.Kind == "law_or_contract" || t.Kind == "customer_determined" || t.Kind == "purpose":
			c.part("", r, "retention.kind", t.Kind)
		case (t.Kind == "fixed" || t.Kind == "event") && !t.timed() && !c.accountsKnown(r):
			c.part("", r, "retention.from", cmp.Or(t.From, t.Kind))
		}
		if b := t.Backups; b != nil && b.Expire != "" && !(t.timed() && c.backedUp(r)) {
			c.part("", r, "retention.backups", b.Expire)
		}
		if b := t.Backups; b != nil && b.AfterUserDeletion != "" && !c.renewed(r) {
			c.part("", r, "retention.backups.after_user_deletion", b.AfterUserDeletion)
		}
	}
	c.residencyParts("", r, r.Residency)
	if !r.demands() {
		return
	}
	var blind []Pattern
	for _, p := range r.Categories {
		if !detectable(p) {
			blind = append(blind, p)
		}
	}
	if len(blind) > 0 {
		c.part("", r, "categories", patterns(blind))
	}
}

// demands says whether a rule asks something of its categories, beyond
// declaring that they are there.
func (r *Rule) demands() bool {
	return len(r.State) > 0 && !slices.Equal(r.State, []string{"allowed"}) ||
		r.Retention != nil && r.Retention.timed() ||
		r.Residency != nil && r.Residency.Mode == "list"
}

func (c *checker) residencyParts(system string, r *Rule, s *Residency) {
	if s == nil {
		return
	}
	if (s.Mode == "customer_selected" || s.Mode == "user_agreement") && len(s.Allow) == 0 {
		c.part(system, r, "residency.mode", s.Mode)
	}
	// The terms of a transfer matter where there is one.
	if t := s.Transfer; t != nil && len(t.Needs)+len(t.Unless)+len(t.Mechanism) > 0 && c.leaves(system, r) {
		c.part(system, r, "residency.transfer", list(slices.Concat(t.Needs, t.Unless, t.Mechanism)))
	}
	if s.Backups != "" && !c.backedUp(r) && (system == "" || !c.isBackedUp(system)) {
		c.part(system, r, "residency.backups", s.Backups)
	}
}

// covering returns the systems that a rule covers.
func (r *Rule) covering(systems []System) []*System {
	var out []*System
	for i := range systems {
		if systemRank(r, systems[i].ID) >= 0 {
			out = append(out, &systems[i])
		}
	}
	return out
}

// purposesKnown says whether each system that a rule covers has purposes against which
// those of the rule can be held.
func (c *checker) purposesKnown(r *Rule) bool {
	return !slices.ContainsFunc(r.covering(c.d.Systems), func(s *System) bool { return len(s.Purposes) == 0 })
}

// accessKnown says whether the stores of systems told whom they are open to: where that
// is everybody, there are more recipients than were declared, and access.public says so.
func (c *checker) accessKnown(systems []*System) bool {
	for _, sys := range systems {
		for i := range c.inv.Stores {
			s := &c.inv.Stores[i]
			mine := slices.ContainsFunc(sys.At, func(sel Selector) bool { return sel.store(s.Kind, s.Alias) })
			told := slices.ContainsFunc(s.Facts, func(f scanners.Fact) bool { return (f.Name == "public" || f.Name == "grant") && !f.Unknown })
			if mine && !unopened(s) && !told {
				return false
			}
		}
	}
	return true
}

// leaves says whether data that a rule keeps in a place may be elsewhere.
func (c *checker) leaves(system string, r *Rule) bool {
	for _, f := range c.out {
		about := r != nil && slices.Contains(strings.Split(f.Rule, ", "), r.ID) || r == nil && f.System == system
		if about && strings.HasPrefix(f.Code, "residency.") && f.Verdict != Note {
			return true
		}
	}
	return false
}

// backedUp says whether a system that the rule covers has a declared backup.
func (c *checker) backedUp(r *Rule) bool {
	return r != nil && slices.ContainsFunc(c.d.Systems, func(s System) bool { return systemRank(r, s.ID) >= 0 && c.isBackedUp(s.ID) })
}

func (c *checker) isBackedUp(id string) bool {
	return slices.ContainsFunc(c.d.Systems, func(s System) bool { return slices.Contains(s.BackupOf, id) })
}

// part reports one part of a rule, or of a system when the rule is nil.
func (c *checker) part(system string, r *Rule, part, declared string) {
	c.partUnseen("", system, r, part, declared)
}

// partUnseen reports a part that is looked at, and of which nothing was seen that tells,
// by the cause; without a cause it is one that this version does not look at.
func (c *checker) partUnseen(cause, system string, r *Rule, part, declared string) {
	f := Finding{
		Code: "rule.not_examined", Verdict: NotExamined, Severity: Low,
		System: system, Part: part, Evidence: map[string]string{"declared": declared},
	}
	if r != nil {
		f.Rule, f.Source = r.ID, r.Source
	}
	if cause != "" {
		f.Evidence["cause"] = cause
	}
	c.add(f)
}

func patterns(ps []Pattern) string {
	var out []string
	for _, p := range ps {
		out = append(out, string(p))
	}
	return list(out)
}
