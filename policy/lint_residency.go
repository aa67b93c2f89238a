package policy

import (
	"maps"
	"slices"
	"strings"
)

// residency asks which rules say where a category may lie: whether they differ, allow no
// place together, or none of those where the system is said to stand; and whether a
// backup may lie where its source may not.
func (l *linter) residency() {
	var differ, nowhere gather[group]
	var outside, cached gather[int]
	// allowed has, by system and category, where it may lie, nil for anywhere.
	allowed := make([][]map[string]bool, len(l.d.Systems))
	for s := range allowed {
		allowed[s] = make([]map[string]bool, len(l.categories))
	}
	l.each(residency, func(s, c int, deciding []int) {
		if sys := &l.d.Systems[s]; everywhere(sys) && l.common(deciding) != nil && l.concerns(s, c) {
			cached.add(s, s, c, deciding...)
		}
		unlike := slices.ContainsFunc(deciding[1:], func(r int) bool { return l.allowsKey[r] != l.allowsKey[deciding[0]] })
		allowed[s][c] = l.common(deciding)
		switch region := l.d.Systems[s].Region; {
		case allowed[s][c] != nil && len(allowed[s][c]) == 0:
			l.tie(&nowhere, "residency", s, c, deciding)
		case unlike:
			l.tie(&differ, "residency", s, c, deciding)
		case allowed[s][c] != nil && len(region) > 0 && !subset(expand(region), allowed[s][c]) && l.concerns(s, c):
			outside.add(s, s, c, deciding...)
		}
	})
	l.ties(&differ, func(rules []int, _ string) (string, Severity) {
		common := l.common(rules)
		if common == nil {
			return "", Low // none lists a place, so that nothing is decided differently
		}
		return list(slices.Collect(maps.Keys(common))), ""
	})
	for _, key := range nowhere.keys {
		f := nowhere.found[key]
		last := f.rules[len(f.rules)-1]
		var names []string
		for _, r := range f.rules {
			names = append(names, l.ruleName(r))
		}
		for _, part := range f.parts() {
			l.remark("lint.residency_empty", l.ruleAt(last)+".residency", Remark{
				Evidence: l.evidence(part, map[string]string{"rules": strings.Join(names, ", ")})})
		}
	}
	for _, s := range outside.keys {
		f, sys := outside.found[s], &l.d.Systems[s]
		allow := map[string]bool{}
		for c := range f.categories {
			maps.Copy(allow, allowed[s][c])
		}
		l.remark("lint.region_outside", systemPath(s)+".region", Remark{System: sys.ID,
			Evidence: l.evidence(f, map[string]string{"region": written(sys.Region), "allowed": list(slices.Collect(maps.Keys(allow)))})})
	}
	for _, s := range cached.keys {
		f := cached.found[s]
		allow := map[string]bool{}
		for c := range f.categories {
			maps.Copy(allow, allowed[s][c])
		}
		l.remark("lint.cache_everywhere", systemPath(s), Remark{System: l.d.Systems[s].ID,
			Evidence: l.evidence(f, map[string]string{"allowed": list(slices.Collect(maps.Keys(allow)))})})
	}
	l.backups(allowed)
}

// everywhere says that a system is a cache of which it is not said where it stands: a
// network of caches answers from wherever it is asked, and keeps a copy there.
func everywhere(sys *System) bool { return sys.Kind == "cdn-cache" && len(sys.Region) == 0 }

// common returns the countries that all of the rules with a list allow, nil where none
// has a list.
func (l *linter) common(rules []int) map[string]bool {
	var out map[string]bool
	last := ""
	for _, r := range rules {
		switch {
		case l.rules[r].Residency.Mode != "list" || l.allowsKey[r] == last:
			continue
		case out == nil:
			out = maps.Clone(l.allows[r])
		default:
			maps.DeleteFunc(out, func(k string, _ bool) bool { return !l.allows[r][k] })
		}
		last = l.allowsKey[r]
	}
	return out
}

// concerns says that a category matters in a system: it is declared there, or nothing is.
func (l *linter) concerns(s, c int) bool {
	return l.declared[s][c] || !slices.Contains(l.declared[s], true)
}

// written lists jurisdictions as they stand in the file.
func written(js []Jurisdiction) string {
	var out []string
	for _, j := range js {
		out = append(out, string(j))
	}
	return list(out)
}

// backups holds the place of each backup against that of its sources: what a source may
// keep in some countries only must not lie elsewhere in its backup.
func (l *linter) backups(allowed [][]map[string]bool) {
	for b := range l.d.Systems {
		backup := &l.d.Systems[b]
		for i, id := range backup.BackupOf {
			s := slices.IndexFunc(l.d.Systems, func(o System) bool { return o.ID == id })
			source := &l.d.Systems[s]
			var f gather[bool]
			may := map[string]bool{}
			sure := len(backup.Region) > 0
			for c := range l.categories {
				if !l.concerns(s, c) {
					continue
				}
				limit, lies := allowed[s][c], expand(backup.Region)
				if limit == nil {
					if limit = l.sameCountry(s, c, source); limit == nil {
						continue
					}
				}
				if !sure {
					// Nothing says where the backup stands, only where it may.
					if lies = allowed[b][c]; lies == nil {
						if !l.anywhere(b, c) {
							continue
						}
						lies = map[string]bool{"*": true}
					}
				}
				if !subset(lies, limit) {
					f.add(true, b, c)
					maps.Copy(may, limit)
				}
			}
			found := f.found[true]
			if found == nil {
				continue
			}
			e := l.evidence(found, map[string]string{"source": id, "allowed": list(slices.Collect(maps.Keys(may)))})
			severity := Medium
			if sure {
				e["region"], severity = written(backup.Region), High
			} else {
				e["elsewhere"] = "true"
			}
			l.remark("lint.backup_place", systemPath(b)+".backup_of["+number(int64(i))+"]", Remark{Severity: severity, System: backup.ID, Evidence: e})
		}
	}
}

// sameCountry returns where the source of a backup stands, when a rule that decides on
// the category wants its backups in the same country; else nil.
func (l *linter) sameCountry(s, c int, source *System) map[string]bool {
	if len(source.Region) == 0 {
		return nil
	}
	for _, r := range l.deciding(residency, s, c) {
		if l.rules[r].Residency.Backups == "same_country" {
			return expand(source.Region)
		}
	}
	return nil
}

// anywhere says that a rule lets a category lie anywhere.
func (l *linter) anywhere(s, c int) bool {
	return slices.ContainsFunc(l.deciding(residency, s, c), func(r int) bool { return l.rules[r].Residency.Mode == "global" })
}

// deciding returns the rules that decide on one matter of one category in one system.
func (l *linter) deciding(m lintMatter, s, c int) []int {
	var out []int
	var top rank
	for r := range l.rules {
		this := rank{l.systems[r][s], l.speaks[m][r][c]}
		if this.system < 0 || this.category < 0 {
			continue
		}
		switch n := this.compare(top); {
		case len(out) == 0 || n > 0:
			out, top = append(out[:0], r), this
		case n == 0:
			out = append(out, r)
		}
	}
	return out
}
