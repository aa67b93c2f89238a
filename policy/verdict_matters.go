package policy

import (
	"maps"
	"piiventory/detectors"
	"slices"
	"strings"
	"time"
)

// matter is one thing that a system or one of its rules asks of each dataset.
type matter struct {
	kind Matter
	// rule is an empty one where the system itself or the declaration asks.
	rule *Rule
	// deciding are the categories on which the rule decides, with all rules that do so
	// together; nil for a matter of all categories.
	deciding map[string][]*Rule
	// allow are the jurisdictions that all rules allow that decide together.
	allow map[string]bool
	// parts are the keys that are not examined, blind the categories without a detector.
	parts, blind []string
}

// about says whether the matter is one of the category.
func (m *matter) about(category string) bool { return m.deciding == nil || m.deciding[category] != nil }

// byName returns the categories of a matter, where no detector sees any of them by its
// values, but all only by the name of their field; nil where one is seen in another way.
func (m *matter) byName() []string {
	var out []string
	for _, info := range detectors.Categories() {
		if !info.Detected || m.deciding[string(info.Key)] == nil {
			continue
		}
		if !info.NameOnly {
			return nil
		}
		out = append(out, string(info.Key))
	}
	return unique(out)
}

// listed returns the rules that decide on the place of a category by a list.
func (m *matter) listed(category string) []*Rule {
	return slices.DeleteFunc(slices.Clone(m.deciding[category]), func(r *Rule) bool { return len(r.Residency.Allow) == 0 })
}

// universe returns all categories that there are: those that are known, those that the
// rules name, and those that the inventory holds.
func (c *checker) universe() []string {
	out := slices.Clone(knownCategories())
	for _, r := range c.rules {
		for _, p := range slices.Concat(r.Categories, r.Optional) {
			if p.exact() {
				out = append(out, string(p))
			}
		}
	}
	for i := range c.places {
		for k := range c.places[i].ds.Entries {
			out = append(out, string(c.places[i].ds.Entries[k].Category))
		}
	}
	return unique(out)
}

// deciders holds, for each rule that decides on something in a system, on which
// categories, and with which other rules.
func deciders(rules []*Rule, system string, categories []string, speaks func(*Rule, string) (Pattern, bool)) map[*Rule]*matter {
	rules = slices.DeleteFunc(slices.Clone(rules), func(r *Rule) bool { return systemRank(r, system) < 0 })
	out := map[*Rule]*matter{}
	for _, cat := range categories {
		deciding := resolve(rules, system, func(r *Rule) (Pattern, bool) { return speaks(r, cat) })
		for _, r := range deciding {
			if out[r] == nil {
				out[r] = &matter{rule: r, deciding: map[string][]*Rule{}}
			}
			out[r].deciding[cat] = deciding
		}
	}
	return out
}

// mattersOf returns what a system and the rules that cover it ask of each dataset.
func (c *checker) mattersOf(sys *System, all []string, found index) []matter {
	whole := &Rule{}
	out := []matter{{kind: MatterCategories, rule: whole}}
	if len(sys.Region) > 0 {
		out = append(out, matter{kind: MatterRegion, rule: whole, allow: expand(sys.Region)})
	}
	if c.d.Minors != nil && c.minorsAsked(sys) {
		out = append(out, matter{kind: MatterMinors, rule: &Rule{Source: c.d.Minors.Source}, parts: found.parts("", "", MatterMinors)})
	}
	if parts := found.parts(sys.ID, "", MatterOther); len(parts) > 0 {
		out = append(out, matter{kind: MatterOther, rule: whole, parts: parts})
	}
	permit := deciders(c.rules, sys.ID, all, (*Rule).declares)
	forbidden := map[string]bool{} // what must not be there has no state
	for _, m := range permit {
		for cat := range m.deciding {
			forbidden[cat] = forbidden[cat] || m.rule.forbids()
		}
	}
	state := deciders(c.rules, sys.ID, slices.DeleteFunc(slices.Clone(all), func(cat string) bool { return forbidden[cat] }), (*Rule).states)
	retain := deciders(c.rules, sys.ID, all, (*Rule).retains)
	backed := map[*Rule]*matter{} // of what the system is a backup of
	for _, id := range sys.BackupOf {
		for r, m := range deciders(c.rules, id, all, (*Rule).retains) {
			if backed[r] == nil {
				backed[r] = m
			}
			maps.Copy(backed[r].deciding, m.deciding)
		}
	}
	reside := deciders(c.withResidency(sys), sys.ID, all, (*Rule).resides)
	add := func(kind Matter, m *matter, parts []string) {
		m = &matter{kind: kind, rule: m.rule, deciding: m.deciding, parts: parts}
		for _, p := range slices.Concat(m.rule.Categories, m.rule.Optional) {
			if !detectable(p) {
				m.blind = append(m.blind, string(p))
			}
		}
		m.blind = unique(m.blind)
		if kind == MatterResidency {
			m.allow = m.allowed()
		}
		out = append(out, *m)
	}
	for _, m := range reside {
		// The residency of the system itself is a rule without a name.
		if m.rule.ID == "" && m.rule.Residency.Mode != "global" {
			add(MatterResidency, m, found.parts(sys.ID, "", MatterResidency))
		}
	}
	for _, r := range c.rules {
		if m := permit[r]; m != nil && r.forbids() {
			add(MatterForbidden, m, nil)
		}
		if m := state[r]; m != nil && !slices.Contains(r.State, "allowed") {
			add(MatterState, m, nil)
		}
		if m := retain[r]; m != nil && r.Retention.Kind != "undeclared" {
			add(MatterRetention, m, found.parts("", r.ID, MatterRetention))
		}
		// A rule that is held against the backup itself is a matter of retention.
		if m := backed[r]; m != nil && r.Retention.timed() && (retain[r] == nil || sys.Refresh.Given()) {
			add(MatterBackups, m, nil)
		}
		if m := reside[r]; m != nil && r.Residency.Mode != "global" {
			add(MatterResidency, m, found.parts("", r.ID, MatterResidency))
		}
		if parts := found.parts("", r.ID, MatterOther); systemRank(r, sys.ID) >= 0 && (len(parts) > 0 || r.PersonalWhen != nil) {
			add(MatterOther, &matter{rule: r}, parts)
		}
	}
	return out
}

// minorsAsked says whether the declaration asks anything of persons below its age in a
// system: not where a rule declares them and nothing more is needed, nor where one
// forbids them, which is a matter of that rule.
func (c *checker) minorsAsked(sys *System) bool {
	_, declared, forbidden := c.permission(sys, minorCategory)
	return !forbidden && (!declared || c.d.Minors.Needs != "")
}

// allowed returns the jurisdictions that all rules with a list allow that decide together
// on any category.
func (m *matter) allowed() map[string]bool {
	var all []*Rule
	for cat := range m.deciding {
		all = append(all, m.listed(cat)...)
	}
	if len(all) == 0 {
		return nil
	}
	return intersection(all)
}

// matterOf returns the matter of a key that is not examined.
func matterOf(part string) Matter {
	switch {
	case part == "retention.kind" || part == "retention.from":
		return MatterRetention
	case part == "residency.mode":
		return MatterResidency
	case part == "minors" || part == "minors.age":
		return MatterMinors
	case part == "categories" || strings.HasPrefix(part, "minors."):
		return ""
	}
	return MatterOther
}

// cutoff is the latest of those of the rules that decide with this one.
func (m *matter) cutoff(now time.Time) time.Time {
	latest := m.rule.Retention.cutoff(now)
	for _, rules := range m.deciding {
		for _, r := range rules {
			if t := r.Retention.cutoff(now); r.Retention.timed() && t.After(latest) {
				latest = t
			}
		}
	}
	return latest
}
