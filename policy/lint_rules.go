package policy

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"piiventory/inventory"
)

// group is a set of rules that decide together, with the matter in which they differ.
type group struct{ rules, part string }

// tie notes that the deciding rules differ, in the part of them that is named.
func (l *linter) tie(g *gather[group], part string, system, category int, deciding []int) {
	var key []byte
	for _, r := range deciding {
		key = binary.LittleEndian.AppendUint32(key, uint32(r))
	}
	g.add(group{string(key), part}, system, category, deciding...)
}

// ties reports what was noted, at the last of the rules.
func (l *linter) ties(g *gather[group], used func(rules []int, part string) (string, Severity)) {
	for _, key := range g.keys {
		f := g.found[key]
		last := f.rules[len(f.rules)-1]
		path := l.ruleAt(last)
		if _, ok := l.d.places[path+"."+key.part]; ok {
			path += "." + key.part
		}
		text, severity := used(f.rules, key.part)
		var names []string
		for _, r := range f.rules {
			names = append(names, l.ruleName(r))
		}
		more := map[string]string{"rules": strings.Join(names, ", "), "part": key.part}
		if text != "" {
			more["used"] = text
		}
		for _, part := range f.parts() {
			r := Remark{Severity: severity, Evidence: l.evidence(part, more)}
			if l.owner[last] < 0 {
				r.Rule = l.rules[last].ID
			}
			l.remark("lint.rule_tie", path, r)
		}
	}
}

// presence asks which rules say that a category may be in a system. Two that name the
// very same category for the very same systems declare it twice.
func (l *linter) presence() {
	type twice struct{ first, second, category int }
	var again gather[twice]
	var differ gather[group]
	l.each(presence, func(s, c int, deciding []int) {
		forbids := func(r int) bool { return l.rules[r].forbids() }
		forbidden := slices.ContainsFunc(deciding, forbids)
		l.declared[s][c] = !forbidden
		if forbidden {
			// Where all of them state a state, that is where they differ.
			if !slices.ContainsFunc(deciding, func(r int) bool { return len(l.rules[r].State) == 0 }) {
				return
			}
			l.tie(&differ, "categories", s, c, deciding)
			return
		}
		var exact []int
		for _, r := range deciding {
			if p, _ := l.rules[r].declares(l.categories[c]); p.exact() {
				exact = append(exact, r)
			}
		}
		for i := 1; i < len(exact); i++ {
			again.add(twice{exact[0], exact[i], c}, s, c, exact[0], exact[i])
		}
	})
	for _, key := range again.keys {
		f := again.found[key]
		r := l.rules[key.second]
		l.remark("lint.category_twice", l.categoryAt(key.second, key.category), Remark{Rule: r.ID,
			Evidence: l.evidence(f, map[string]string{"rules": l.rules[key.first].ID, "category": l.name(key.category)})})
	}
	l.ties(&differ, func([]int, string) (string, Severity) { return "forbidden", "" })
}

// categoryAt is the place in a rule that names a category.
func (l *linter) categoryAt(r, category int) string {
	for _, list := range []struct {
		key string
		ps  []Pattern
	}{{"categories", l.rules[r].Categories}, {"optional", l.rules[r].Optional}} {
		if i := slices.Index(list.ps, Pattern(l.categories[category])); i >= 0 {
			return fmt.Sprintf("%s.%s[%d]", rulePath(r), list.key, i)
		}
	}
	return rulePath(r)
}

// repeated finds a category that one rule names twice.
func (l *linter) repeated() {
	for i := range l.d.Rules {
		r := &l.d.Rules[i]
		seen := map[Pattern]bool{}
		for _, list := range []struct {
			key string
			ps  []Pattern
		}{{"categories", r.Categories}, {"optional", r.Optional}} {
			for j, p := range list.ps {
				if seen[p] {
					l.remark("lint.category_twice", fmt.Sprintf("%s.%s[%d]", rulePath(i), list.key, j), Remark{Rule: r.ID,
						Evidence: map[string]string{"category": string(p), "within": "true"}})
				}
				seen[p] = true
			}
		}
	}
}

// undetected finds categories of which no scan will ever say that they are there. It is
// graver where the rule asks something of them. A scan with a rules file has detectors for
// own categories, and its inventory says which.
func (l *linter) undetected(inv *inventory.Inventory) {
	detected := func(p Pattern) bool {
		return detectable(p) || inv != nil && slices.ContainsFunc(inv.Settings.Own, func(o inventory.OwnCategory) bool { return p.Match(string(o.Key)) })
	}
	for i := range l.d.Rules {
		r := &l.d.Rules[i]
		severity := lintCodes["lint.no_detector"]
		if r.demands() {
			severity = Low
		}
		for j, p := range r.Categories {
			if !detected(p) {
				l.remark("lint.no_detector", fmt.Sprintf("%s.categories[%d]", rulePath(i), j), Remark{Severity: severity, Rule: r.ID,
					Evidence: map[string]string{"category": string(p)}})
			}
		}
	}
}

// saysMore says that a rule says of its categories what belongs to no matter.
func (r *Rule) saysMore() bool {
	return len(r.Purposes)+len(r.OnlyFor)+len(r.Recipients) > 0 || r.PersonalWhen != nil || r.UnlessRegion != nil
}

// rulesThatSayNothing finds rules that name everything and say nothing of it.
func (l *linter) rulesThatSayNothing() {
	for i := range l.d.Rules {
		r := &l.d.Rules[i]
		all := !slices.ContainsFunc(append(slices.Clone(r.Categories), r.Optional...), func(p Pattern) bool { return p != "*" })
		if all && r.Retention == nil && r.Residency == nil && len(r.State) == 0 && !r.saysMore() {
			l.remark("lint.rule_empty", rulePath(i), Remark{Rule: r.ID})
		}
	}
}

// state asks which rules say in which state a category may be.
func (l *linter) state() {
	var differ gather[group]
	l.each(state, func(s, c int, deciding []int) {
		for _, r := range deciding[1:] {
			if !slices.Equal(unique(l.rules[r].State), unique(l.rules[deciding[0]].State)) {
				l.tie(&differ, "state", s, c, deciding)
				return
			}
		}
	})
	l.ties(&differ, func(rules []int, _ string) (string, Severity) {
		if slices.ContainsFunc(rules, func(r int) bool { return l.rules[r].forbids() }) {
			return "forbidden", ""
		}
		return "", ""
	})
}

// unreachable finds rules that decide nothing, or nothing of a matter that they speak
// of, because more specific rules decide it for every system and category that they name.
func (l *linter) unreachable() {
	for r := range l.d.Rules {
		rule := l.rules[r]
		var lost, spoken []lintMatter
		for m := range lintMatters {
			if !slices.ContainsFunc(l.speaks[m][r], func(n int) bool { return n >= 0 }) {
				continue
			}
			spoken = append(spoken, m)
			if !l.decided[m][r] {
				lost = append(lost, m)
			}
		}
		switch {
		case len(lost) == 0:
			continue
		case lost[0] == presence && (len(lost) < len(spoken) || rule.saysMore()):
			// That others declare the categories too takes nothing from what else it says.
			lost, spoken = lost[1:], spoken[1:]
		}
		report := func(path, part string, of []lintMatter) {
			by := map[int]bool{}
			for _, m := range of {
				maps.Copy(by, l.over[m][r])
			}
			var names []string
			for _, o := range slices.Sorted(maps.Keys(by)) {
				names = append(names, l.ruleName(o))
			}
			e := map[string]string{"rules": strings.Join(names, ", ")}
			if part != "" {
				e["part"] = part
			}
			l.remark("lint.rule_unreachable", path, Remark{Rule: rule.ID, Evidence: e})
		}
		if len(lost) > 0 && len(lost) == len(spoken) && !rule.saysMore() {
			report(rulePath(r), "", lost)
			continue
		}
		for _, m := range lost {
			part := [...]string{presence: "categories", retention: "retention", residency: "residency", state: "state"}[m]
			report(rulePath(r)+"."+part, part, []lintMatter{m})
		}
	}
}
