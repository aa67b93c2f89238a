package policy

import (
	"slices"
	"strings"
)

// retention asks which rules say how long a category is kept in a system: whether they
// differ, keep it for less than the law asks, or by a clock that cannot be read.
func (l *linter) retention() {
	type breach struct{ rule, minimum int }
	var differ gather[group]
	var below gather[breach]
	var blind gather[int]
	limits := map[int]map[int]bool{} // of the systems in blind
	shorter := map[breach]bool{}
	for r := range l.d.Rules {
		for m := range l.d.LegalMinimum {
			shorter[breach{r, m}] = l.rules[r].Retention.below(&l.d.LegalMinimum[m])
		}
	}
	l.each(retention, func(s, c int, deciding []int) {
		sys := &l.d.Systems[s]
		l.kept[s][c] = slices.ContainsFunc(deciding, func(r int) bool { return l.rules[r].Retention.Kind != "undeclared" })
		first := l.rules[deciding[0]].Retention
		if slices.ContainsFunc(deciding[1:], func(r int) bool { return l.rules[r].Retention.unlike(first) }) {
			l.tie(&differ, "retention", s, c, deciding)
		}
		for _, r := range deciding {
			for m := range l.d.LegalMinimum {
				if _, ok := bestMatch(l.d.LegalMinimum[m].Categories, l.categories[c]); ok && shorter[breach{r, m}] {
					below.add(breach{r, m}, s, c, r)
				}
			}
			// The age of a row stands in the row or nowhere; objects have a time of their own.
			if l.rules[r].Retention.timed() && sys.Kind == "rdb" && sys.Timestamp == nil {
				blind.add(s, s, c)
				if limits[s] == nil {
					limits[s] = map[int]bool{}
				}
				limits[s][r] = true
			}
		}
	})
	l.ties(&differ, func(rules []int, _ string) (string, Severity) {
		var shortest *Rule
		for _, r := range rules {
			if t := l.rules[r].Retention; t.timed() && (shortest == nil || t.Max.shorter(shortest.Retention.Max)) {
				shortest = l.rules[r]
			}
		}
		if shortest == nil {
			return "", Low // none states a maximum, so that nothing is decided differently
		}
		return shortest.Retention.Max.String(), ""
	})
	for _, key := range below.keys {
		rule, law := l.rules[key.rule], &l.d.LegalMinimum[key.minimum]
		for _, part := range below.found[key].parts() {
			e := l.evidence(part, map[string]string{"max": rule.Retention.Max.String(), "min": law.Min.String(), "minimum": law.ID})
			if law.Source != "" {
				e["law"] = clip(law.Source)
			}
			l.remark("lint.legal_minimum", rulePath(key.rule)+".retention.max", Remark{Rule: rule.ID, Evidence: e})
		}
	}
	for _, s := range blind.keys {
		var rules []string
		for r := range l.d.Rules {
			if limits[s][r] {
				rules = append(rules, l.rules[r].ID)
			}
		}
		l.remark("lint.timestamp_missing", systemPath(s)+".timestamp", Remark{System: l.d.Systems[s].ID,
			Evidence: l.evidence(blind.found[s], map[string]string{"rules": strings.Join(rules, ", ")})})
	}
	l.unkept()
}

// unlike says that two retentions keep data for different times.
func (t *Retention) unlike(o *Retention) bool {
	if t.timed() != o.timed() || !t.timed() && t.Kind != o.Kind {
		return true
	}
	return t.timed() && !(t.Max.same(o.Max) && t.Grace.same(o.Grace))
}

// unkept finds what is declared without a word on how long it is kept, and systems of
// which nothing is declared at all. The persons concerned have to be told how long
// (PIPL art. 17(1) no. 2, GDPR art. 13(2)(a)), or by what that is determined, by the
// controller: a processor keeps the data for as long as it is told to.
func (l *linter) unkept() {
	var open gather[int]
	for s := range l.d.Systems {
		sys := &l.d.Systems[s]
		if sys.Role == "processor" {
			continue
		}
		any := false
		for c := range l.categories {
			if !l.declared[s][c] {
				continue
			}
			any = true
			if l.kept[s][c] {
				continue
			}
			for r := range l.d.Rules {
				if l.systems[r][s] >= 0 && l.speaks[presence][r][c] >= 0 {
					open.add(r, s, c, r)
				}
			}
		}
		if !any {
			l.remark("lint.system_without_rule", systemPath(s), Remark{System: sys.ID})
		}
	}
	for r := range l.d.Rules {
		if f := open.found[r]; f != nil {
			for _, part := range f.parts() {
				l.remark("lint.retention_missing", rulePath(r)+".retention", Remark{Rule: l.rules[r].ID, Evidence: l.evidence(part, nil)})
			}
		}
	}
}
