package policy

import (
	"math/rand/v2"
	"slices"
	"time"
)

// copied returns a declaration of which everything that is made stricter is its own.
func copied(d *Declaration) *Declaration {
	c := *d
	c.Systems, c.Rules, c.Sensitive = slices.Clone(d.Systems), slices.Clone(d.Rules), slices.Clone(d.Sensitive)
	residency := func(r *Residency) *Residency {
		if r == nil {
			return nil
		}
		o := *r
		o.Allow = slices.Clone(r.Allow)
		return &o
	}
	for i := range c.Systems {
		s := &c.Systems[i]
		s.Region, s.Residency = slices.Clone(s.Region), residency(s.Residency)
	}
	for i := range c.Rules {
		r := &c.Rules[i]
		r.Optional, r.State, r.Residency = slices.Clone(r.Optional), slices.Clone(r.State), residency(r.Residency)
		if r.Retention != nil {
			t := *r.Retention
			r.Retention = &t
		}
	}
	if d.Minors != nil {
		m := *d.Minors
		c.Minors = &m
	}
	if d.Evidence != nil {
		e := *d.Evidence
		c.Evidence = &e
	}
	return &c
}

// fewer takes one of several jurisdictions away. None is another promise, not a stricter
// one.
func fewer(r *rand.Rand, list *[]Jurisdiction) bool {
	if len(*list) < 2 {
		return false
	}
	i := r.IntN(len(*list))
	*list = slices.Delete(*list, i, i+1)
	return true
}

// demandsState says whether a rule asks for a state, and does not just allow or forbid.
func demandsState(r *Rule) bool {
	return len(r.State) > 0 && !r.forbids() && !slices.Contains(r.State, "allowed")
}

// A stricterWay makes a declaration stricter in place, and says whether it found anything to do.
//
// Stricter is what leaves fewer stores in agreement with the declaration. To put a rule
// before a less specific one is none of it: it may ask for less. So a state is asked for
// only where no other rule asks for one, and a category is taken from what a rule
// allows only where that rule says nothing else of it.
type stricterWay struct {
	name string
	do   func(r *rand.Rand, d *Declaration, now time.Time) bool
}

func rulesOf(r *rand.Rand, d *Declaration, fits func(*Rule) bool) *Rule {
	for _, i := range r.Perm(len(d.Rules)) {
		if fits(&d.Rules[i]) {
			return &d.Rules[i]
		}
	}
	return nil
}

var ways = []stricterWay{
	{"a shorter maximum", func(r *rand.Rand, d *Declaration, now time.Time) bool {
		to, _ := ParseDuration([]string{"P1D", "P20D", "P2M", "P1Y"}[r.IntN(4)])
		rule := rulesOf(r, d, func(x *Rule) bool {
			return x.Retention != nil && x.Retention.Max.Given() && to.Before(now).After(x.Retention.Max.Before(now))
		})
		if rule == nil {
			return false
		}
		rule.Retention.Max = to
		return true
	}},
	{"no grace", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		rule := rulesOf(r, d, func(x *Rule) bool { return x.Retention != nil && x.Retention.Grace.Given() })
		if rule == nil {
			return false
		}
		rule.Retention.Grace = Duration{}
		return true
	}},
	{"fewer places", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		rule := rulesOf(r, d, func(x *Rule) bool { return x.Residency != nil && len(x.Residency.Allow) > 1 })
		return rule != nil && fewer(r, &rule.Residency.Allow)
	}},
	{"fewer places of a system", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		for _, i := range r.Perm(len(d.Systems)) {
			if s := &d.Systems[i]; s.Residency != nil && fewer(r, &s.Residency.Allow) || fewer(r, &s.Region) {
				return true
			}
		}
		return false
	}},
	{"one more category forbidden", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		cat := []Pattern{"contact.email", "contact.mobile", "contact.*", "id.cn_resident", "biometric.face", "online.ip", "subject.minor", "*"}[r.IntN(8)]
		system := append([]string{"*"}, d.Systems[r.IntN(len(d.Systems))].ID)[r.IntN(2)]
		d.Rules = append(d.Rules, Rule{ID: "zz-forbidden", Systems: []string{system}, Categories: []Pattern{cat}, State: []string{"forbidden"}})
		return true
	}},
	{"one state less", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		rule := rulesOf(r, d, func(x *Rule) bool { return len(x.State) > 1 })
		if rule == nil {
			return false
		}
		i := r.IntN(len(rule.State))
		rule.State = slices.Delete(rule.State, i, i+1)
		return true
	}},
	{"a state where none was", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		if slices.ContainsFunc(d.Rules, func(x Rule) bool { return demandsState(&x) }) {
			return false
		}
		rule := rulesOf(r, d, func(x *Rule) bool { return len(x.State) == 0 })
		if rule == nil {
			return false
		}
		rule.State = []string{[]string{"hashed", "encrypted", "deidentified"}[r.IntN(3)]}
		return true
	}},
	{"one optional category less", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		rule := rulesOf(r, d, func(x *Rule) bool {
			return len(x.Optional) > 0 && len(x.State) == 0 && x.Retention == nil && x.Residency == nil && x.PersonalWhen == nil
		})
		if rule == nil {
			return false
		}
		i := r.IntN(len(rule.Optional))
		rule.Optional = slices.Delete(rule.Optional, i, i+1)
		return true
	}},
	{"a higher age", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		if d.Minors == nil {
			return false
		}
		if d.Minors.Inclusive = true; r.IntN(2) == 0 {
			d.Minors.Age += r.IntN(5)
		}
		return true
	}},
	{"one more sensitive category", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		d.Sensitive = append(d.Sensitive, []Pattern{"contact.*", "id.*", "subject.minor"}[r.IntN(3)])
		return true
	}},
	{"more evidence", func(r *rand.Rand, d *Declaration, _ time.Time) bool {
		if d.Evidence == nil {
			return false
		}
		d.Evidence.DetectAbove /= 10
		return true
	}},
}
