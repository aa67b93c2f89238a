package policy

import (
	"cmp"
	"slices"
)

// parts reports what the declaration asks for and this version does not look
// at, once for each rule and part. Labels that no store could ever contradict
// (id, source, subjects, role, policy, contact, rights, reports) are left out;
// docs/decisions.md says why.
func (c *checker) parts() {
	for i := range c.d.Systems {
		s := &c.d.Systems[i]
		if s.Network != "" {
			c.part(s.ID, nil, "network", s.Network)
		}
		if len(s.BackupOf) > 0 || s.Refresh.Given() {
			c.part(s.ID, nil, "backup_of", list(append(slices.Clone(s.BackupOf), s.Refresh.String())))
		}
		if len(s.Purposes) > 0 {
			c.part(s.ID, nil, "purposes", list(s.Purposes))
		}
		if len(s.Recipients) > 0 {
			c.part(s.ID, nil, "recipients", list(s.Recipients))
		}
		c.residencyParts(s.ID, nil, s.Residency)
	}
	for _, r := range c.rules {
		c.ruleParts(r)
	}
	for i := range c.d.LegalMinimum {
		l := &c.d.LegalMinimum[i]
		c.part("", &Rule{ID: l.ID, Source: l.Source}, "legal_minimum", l.Min.String())
	}
	if m := c.d.Minors; m != nil {
		c.minorParts(m)
	}
}

// ruleParts reports the parts of one rule.
func (c *checker) ruleParts(r *Rule) {
	if len(r.Purposes) > 0 {
		c.part("", r, "purposes", list(r.Purposes))
	}
	if len(r.Recipients) > 0 {
		c.part("", r, "recipients", list(r.Recipients))
	}
	if len(r.OnlyFor) > 0 {
		c.part("", r, "only_for", list(r.OnlyFor))
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
		case (t.Kind == "fixed" || t.Kind == "event") && !t.timed():
			c.part("", r, "retention.from", cmp.Or(t.From, t.Kind))
		}
		if len(t.OnExpiry) > 0 {
			c.part("", r, "retention.on_expiry", list(t.OnExpiry))
		}
		if len(t.ExtendFor) > 0 {
			c.part("", r, "retention.extend_for", list(t.ExtendFor))
		}
		if b := t.Backups; b != nil && (b.Expire != "" || b.AfterUserDeletion != "") {
			c.part("", r, "retention.backups", list([]string{b.Expire, b.AfterUserDeletion}))
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
	if s.Mode == "customer_selected" || s.Mode == "user_agreement" {
		c.part(system, r, "residency.mode", s.Mode)
	}
	if t := s.Transfer; t != nil && len(t.Needs)+len(t.Unless)+len(t.Mechanism) > 0 {
		c.part(system, r, "residency.transfer", list(slices.Concat(t.Needs, t.Unless, t.Mechanism)))
	}
	if s.Backups != "" {
		c.part(system, r, "residency.backups", s.Backups)
	}
}

// part reports one part of a rule, or of a system when the rule is nil.
func (c *checker) part(system string, r *Rule, part, declared string) {
	f := Finding{
		Code: "rule.not_examined", Verdict: NotExamined, Severity: Low,
		System: system, Part: part, Evidence: map[string]string{"declared": declared},
	}
	if r != nil {
		f.Rule, f.Source = r.ID, r.Source
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
