package policy

import (
	"cmp"
	"slices"
	"strings"

	"piiventory/inventory"
)

// A candidate is a system to which a dataset belongs or may belong.
type candidate struct {
	sys *System
	// certain is false where it cannot be decided whether the system, or another
	// that is more specific, covers the whole dataset.
	certain bool
}

// place returns the systems of a dataset, in the order of their ids: those with
// the most specific selector that covers it, all of them when several are
// equally specific. A selector that may cover it and is more specific makes all
// of them uncertain.
func (c *checker) place(s *inventory.Store, ds *inventory.Dataset) []candidate {
	type hit struct {
		sys    *System
		answer answer
		rank   [4]int
	}
	var hits []hit
	var top [4]int
	covered := false
	for i := range c.d.Systems {
		sys := &c.d.Systems[i]
		for k := range sys.At {
			sel := &sys.At[k]
			if !sel.store(s.Kind, s.Alias) {
				continue
			}
			a := sel.dataset(ds.Path)
			if a != no {
				c.covered[covers{s, sel}] = true
			}
			if a == maybe && c.sorted {
				// The scan kept the systems of this declaration apart and knows.
				if a = no; slices.Contains(ds.Systems, sys.ID) {
					a = yes
				}
			}
			if a == no {
				continue
			}
			h := hit{sys, a, sel.rank()}
			hits = append(hits, h)
			if a == yes && (!covered || slices.Compare(h.rank[:], top[:]) > 0) {
				top, covered = h.rank, true
			}
		}
	}
	sure := true
	var out []candidate
	for _, h := range hits {
		above := slices.Compare(h.rank[:], top[:])
		if covered && (above < 0 || h.answer == yes && above != 0) {
			continue
		}
		if h.answer == maybe && (!covered || above > 0) {
			sure = false
		}
		i := slices.IndexFunc(out, func(o candidate) bool { return o.sys == h.sys })
		if i < 0 {
			out = append(out, candidate{h.sys, h.answer == yes})
		} else if h.answer == yes {
			out[i].certain = true
		}
	}
	for i := range out {
		out[i].certain = out[i].certain && sure
	}
	slices.SortFunc(out, func(a, b candidate) int { return cmp.Compare(a.sys.ID, b.sys.ID) })
	return out
}

// covers is a selector that may cover something in a store.
type covers struct {
	store    *inventory.Store
	selector *Selector
}

// rank is how specifically a rule speaks of a category in a system: first of
// the system, then of the category.
type rank struct{ system, category int }

func (r rank) compare(o rank) int {
	return cmp.Or(cmp.Compare(r.system, o.system), cmp.Compare(r.category, o.category))
}

// systemRank says how specifically a rule names a system, or -1 when it does
// not cover it.
func systemRank(r *Rule, id string) int {
	best := -1
	for _, p := range r.Systems {
		switch {
		case p == id:
			return 1 << 20
		case matchID(p, id):
			best = max(best, len(p)-strings.Count(p, "*")-strings.Count(p, "?"))
		}
	}
	return best
}

// resolve returns the rules that decide on a category in a system: among those
// of which speaks returns the pattern by which they cover the category, the ones
// with the most specific system, then with the most specific category. Several
// are returned when they are equally specific, in the order of their ids.
func resolve(rules []*Rule, system string, speaks func(*Rule) (Pattern, bool)) []*Rule {
	var out []*Rule
	var top rank
	for _, r := range rules {
		sr := systemRank(r, system)
		if sr < 0 {
			continue
		}
		p, ok := speaks(r)
		if !ok {
			continue
		}
		this := rank{sr, p.rank()}
		switch n := this.compare(top); {
		case len(out) == 0 || n > 0:
			out, top = append(out[:0], r), this
		case n == 0:
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// covers returns the pattern by which the rule covers a category.
func (r *Rule) covers(category string) (Pattern, bool) {
	p, ok := bestMatch(r.Categories, category)
	if o, also := bestMatch(r.Optional, category); also && (!ok || o.rank() > p.rank()) {
		p, ok = o, true
	}
	return p, ok
}

// declares returns the pattern by which the rule says whether the category may
// be there. "*" says so only together with a state allowed or forbidden:
// otherwise a rule that gives everything a retention would declare everything.
func (r *Rule) declares(category string) (Pattern, bool) {
	p, ok := r.covers(category)
	if u := r.UnlessRegion; u != nil {
		if o, also := bestMatch(u.Categories, category); also && (!ok || o.rank() > p.rank()) {
			p, ok = o, true
		}
	}
	if p == "*" && !slices.Contains(r.State, "allowed") && !r.forbids() {
		return "", false
	}
	return p, ok
}

// states returns the pattern by which the rule says in which state the category may
// be there. A rule that forbids it says whether, not how.
func (r *Rule) states(category string) (Pattern, bool) {
	if len(r.State) == 0 || r.forbids() {
		return "", false
	}
	return r.covers(category)
}

// retains returns the pattern by which the rule says for how long the category may be
// kept.
func (r *Rule) retains(category string) (Pattern, bool) {
	if r.Retention == nil {
		return "", false
	}
	return r.covers(category)
}

// resides returns the pattern by which the rule says where the category may lie.
func (r *Rule) resides(category string) (Pattern, bool) {
	if r.Residency == nil {
		return "", false
	}
	return r.covers(category)
}

func (r *Rule) forbids() bool { return slices.Contains(r.State, "forbidden") }

// permission returns the rules that decide whether the category may be in the
// system, and the answer: declared, or forbidden where any of them forbids it.
// Without a rule it is neither.
func (c *checker) permission(sys *System, category string) (rules []*Rule, declared, forbidden bool) {
	rules = c.resolve(presence, sys.ID, category, (*Rule).declares)
	forbidden = slices.ContainsFunc(rules, (*Rule).forbids)
	return rules, len(rules) > 0 && !forbidden, forbidden
}

// sensitive says whether the declaration lists the category as sensitive.
func (c *checker) sensitive(category string) bool {
	_, ok := bestMatch(c.d.Sensitive, category)
	return ok
}
