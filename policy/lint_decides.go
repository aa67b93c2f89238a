package policy

import (
	"maps"
	"slices"
	"strings"
)

// A lintMatter is something that rules decide for a category in a system, each by itself.
type lintMatter int

const (
	presence lintMatter = iota // whether the category may be there
	retention
	residency
	state
	lintMatters // their number
)

// linter holds the state of one Lint.
type linter struct {
	d *Declaration
	// rules are those of the file, in its order, and behind them one for each system
	// that has a residency of its own, as Check has it; of these owner is the system.
	rules []*Rule
	owner []int
	// categories are all that a rule could be asked about: those that are known, the own
	// ones that the file names, and "x." for any other own one.
	categories []string
	// systems[r] is how specifically rule r names each system, and speaks[m][r] how
	// specifically it names each category where it speaks of the matter; -1 is not at all.
	systems [][]int
	speaks  [lintMatters][][]int
	// allows are the countries that each rule with a list of them allows, and allowsKey
	// the same as a text.
	allows    []map[string]bool
	allowsKey []string
	// decided marks the rules that decide somewhere, and over[m][r] are rules that decide
	// instead of r somewhere.
	decided [lintMatters][]bool
	over    [lintMatters][]map[int]bool
	// declared says by system and category whether a rule has the category there, and
	// kept whether one says how long.
	declared, kept [][]bool
	out            []Remark
}

func newLinter(d *Declaration) *linter {
	l := &linter{d: d, categories: categoriesNamed(d)}
	for i := range d.Rules {
		l.rules, l.owner = append(l.rules, &d.Rules[i]), append(l.owner, -1)
	}
	for i := range d.Systems {
		if s := &d.Systems[i]; s.Residency != nil {
			l.rules = append(l.rules, &Rule{Systems: []string{s.ID}, Categories: []Pattern{"*"}, Residency: s.Residency})
			l.owner = append(l.owner, i)
		}
	}
	for _, r := range l.rules {
		row := make([]int, len(d.Systems))
		for s := range d.Systems {
			row[s] = systemRank(r, d.Systems[s].ID)
		}
		l.systems = append(l.systems, row)
		var allow map[string]bool
		key := ""
		if r.Residency != nil {
			allow = expand(r.Residency.Allow)
			key = r.Residency.Mode + " " + list(slices.Collect(maps.Keys(allow)))
		}
		l.allows, l.allowsKey = append(l.allows, allow), append(l.allowsKey, key)
	}
	for m := range lintMatters {
		for _, r := range l.rules {
			row := make([]int, len(l.categories))
			for c, category := range l.categories {
				row[c] = -1
				if p, ok := r.speaksOf(m, category); ok {
					row[c] = p.rank()
				}
			}
			l.speaks[m] = append(l.speaks[m], row)
		}
		l.decided[m] = make([]bool, len(l.rules))
		l.over[m] = make([]map[int]bool, len(l.rules))
	}
	for range d.Systems {
		l.declared = append(l.declared, make([]bool, len(l.categories)))
		l.kept = append(l.kept, make([]bool, len(l.categories)))
	}
	return l
}

// categoriesNamed returns every category that the declaration can be asked about.
func categoriesNamed(d *Declaration) []string {
	out := slices.Clone(knownCategories())
	var all []Pattern
	for i := range d.Rules {
		all = append(append(all, d.Rules[i].Categories...), d.Rules[i].Optional...)
		if u := d.Rules[i].UnlessRegion; u != nil {
			all = append(all, u.Categories...)
		}
	}
	for i := range d.LegalMinimum {
		all = append(all, d.LegalMinimum[i].Categories...)
	}
	var owned []string
	for _, p := range all {
		if strings.HasPrefix(string(p), own) && p.exact() {
			owned = append(owned, string(p))
		}
	}
	// "x." has no name of its own, so that no exact key can be it.
	return append(append(out, unique(owned)...), own)
}

// speaksOf returns the pattern by which the rule decides on a matter of a category.
func (r *Rule) speaksOf(m lintMatter, category string) (Pattern, bool) {
	switch {
	case m == presence:
		return r.declares(category)
	case m == retention && r.Retention == nil, m == residency && r.Residency == nil, m == state && len(r.State) == 0:
		return "", false
	}
	return r.covers(category)
}

// each asks, for every system and category, which rules decide on a lintMatter: those that
// name the system most specifically, and among them the category. No rule is no answer,
// and nothing is asked. It keeps account of which rules decide at all.
func (l *linter) each(m lintMatter, ask func(system, category int, deciding []int)) {
	for s := range l.d.Systems {
		var here []int
		for r := range l.rules {
			if l.systems[r][s] >= 0 {
				here = append(here, r)
			}
		}
		var asked []int
		for c := range l.categories {
			var deciding []int
			asked = asked[:0]
			var top rank
			for _, r := range here {
				this := rank{l.systems[r][s], l.speaks[m][r][c]}
				if this.category < 0 {
					continue
				}
				asked = append(asked, r)
				switch n := this.compare(top); {
				case len(deciding) == 0 || n > 0:
					deciding, top = append(deciding[:0], r), this
				case n == 0:
					deciding = append(deciding, r)
				}
			}
			for _, r := range asked {
				if (rank{l.systems[r][s], l.speaks[m][r][c]}) == top {
					l.decided[m][r] = true
				} else if len(l.over[m][r]) < 8 {
					if l.over[m][r] == nil {
						l.over[m][r] = map[int]bool{}
					}
					l.over[m][r][deciding[0]] = true
				}
			}
			if len(deciding) > 0 {
				ask(s, c, deciding)
			}
		}
	}
}

// name is a category as it is written in a remark.
func (l *linter) name(c int) string {
	if l.categories[c] == own {
		return own + "*"
	}
	return l.categories[c]
}

// ruleAt returns where a rule, or the residency of a system, stands.
func (l *linter) ruleAt(r int) string {
	if l.owner[r] >= 0 {
		return systemPath(l.owner[r])
	}
	return rulePath(r)
}

// ruleName returns the id of a rule, or of the system whose residency it is.
func (l *linter) ruleName(r int) string {
	if l.owner[r] >= 0 {
		return l.d.Systems[l.owner[r]].ID
	}
	return l.rules[r].ID
}

// A gathering adds up where the same remark holds.
type gathering struct {
	systems, categories map[int]bool
	// in has the categories of each system.
	in map[int]map[int]bool
	// rules are those that were named first under the key.
	rules []int
}

// parts returns a gathering for each set of systems that have the same categories, so
// that what is said of systems and categories holds for each of both. Of more categories
// than anybody reads one by one it is one.
func (f *gathering) parts() []*gathering {
	if len(f.categories) > 20 {
		return []*gathering{f}
	}
	var out []*gathering
	for _, s := range slices.Sorted(maps.Keys(f.systems)) {
		i := slices.IndexFunc(out, func(o *gathering) bool { return maps.Equal(o.categories, f.in[s]) })
		if i < 0 {
			i = len(out)
			out = append(out, &gathering{map[int]bool{}, f.in[s], nil, f.rules})
		}
		out[i].systems[s] = true
	}
	return out
}

// gather collects systems and categories under a key, the keys in the order in which
// they come.
type gather[K comparable] struct {
	keys  []K
	found map[K]*gathering
}

func (g *gather[K]) add(key K, system, category int, rules ...int) {
	if g.found == nil {
		g.found = map[K]*gathering{}
	}
	f := g.found[key]
	if f == nil {
		f = &gathering{map[int]bool{}, map[int]bool{}, map[int]map[int]bool{}, rules}
		g.found[key], g.keys = f, append(g.keys, key)
	}
	f.systems[system], f.categories[category] = true, true
	if f.in[system] == nil {
		f.in[system] = map[int]bool{}
	}
	f.in[system][category] = true
}

// evidence names the systems and categories of a gathering, in the order of the file.
func (l *linter) evidence(f *gathering, more map[string]string) map[string]string {
	var systems, categories []string
	for s := range l.d.Systems {
		if f.systems[s] {
			systems = append(systems, l.d.Systems[s].ID)
		}
	}
	for c := range l.categories {
		if f.categories[c] {
			categories = append(categories, l.name(c))
		}
	}
	if len(categories) == len(l.categories) {
		categories = []string{"*"}
	}
	out := map[string]string{"systems": strings.Join(systems, ", "), "categories": strings.Join(categories, ", ")}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// Kept returns the retention that holds for a category in a system: the one by which it
// is kept for the shortest time among those of the rules that decide, or nil where no
// rule states one.
func (d *Declaration) Kept(system, category string) *Retention {
	var rules []*Rule
	for i := range d.Rules {
		rules = append(rules, &d.Rules[i])
	}
	deciding := resolve(rules, system, func(r *Rule) (Pattern, bool) { return r.speaksOf(retention, category) })
	var out *Retention
	for _, r := range deciding {
		if t := r.Retention; out == nil || t.timed() && (!out.timed() || t.Max.shorter(out.Max)) {
			out = t
		}
	}
	return out
}

// Declares returns the categories that rules say may be in a system, the groups as they
// stand in the file, sorted.
func (d *Declaration) Declares(system string) []Pattern {
	var out []Pattern
	for i := range d.Rules {
		r := &d.Rules[i]
		if systemRank(r, system) < 0 || r.forbids() {
			continue
		}
		for _, p := range append(slices.Clone(r.Categories), r.Optional...) {
			if p != "*" || slices.Contains(r.State, "allowed") {
				out = append(out, p)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Covers says whether a rule is about a system.
func (r *Rule) Covers(system string) bool { return systemRank(r, system) >= 0 }
