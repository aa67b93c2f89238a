package policy

import (
	"cmp"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"piiventory/detectors"
	"piiventory/inventory"
)

// errNothingToDeclare says that an inventory has no store that a declaration can name.
var errNothingToDeclare = errors.New("the inventory has no store that a declaration could name")

// NewDraft writes a declaration that fits what was found, for a person to correct: held
// against it, the inventory has nothing that is undeclared and nothing that lies
// elsewhere. It promises nothing that nobody promised: no retention, no state, no
// residency beyond the place where a store stands. What only a person can say is in the
// notes, and so is what a declaration cannot name.
//
// Each store is a system. Where its folders (or the schemas of a database) differ in the
// categories that they hold, each group of folders with the same ones is a system, so
// that the rule of one does not cover the other.
func NewDraft(inv *inventory.Inventory) (*Draft, error) {
	d := &Draft{Declaration: &Declaration{Version: Format, ID: "draft"}}
	d.Note("", "draft.head")
	if !inv.Complete {
		d.Note("", "draft.incomplete")
	}
	sensitive := map[Pattern]bool{}
	taken := map[string]bool{}
	for _, u := range units(inv, d) {
		for _, g := range u.groups() {
			d.system(inv, u, g, taken, sensitive)
		}
	}
	if len(d.Declaration.Systems) == 0 {
		return nil, errNothingToDeclare
	}
	d.Declaration.Sensitive = slices.Sorted(maps.Keys(sensitive))
	if len(sensitive) > 0 {
		d.Note("sensitive", "draft.sensitive")
	}
	return d, nil
}

// A unit is the stores of an inventory that one selector names.
type unit struct {
	// selector is "scheme://alias".
	selector, alias, kind string
	stores                []*inventory.Store
}

// A dataGroup is datasets of a unit that become one system.
type dataGroup struct {
	selectors []string
	// part names the group within its unit, empty for all of it.
	part     string
	datasets []*inventory.Dataset
}

// units gathers the stores by the selectors that name them, sorted. A store that no
// selector can name is noted.
func units(inv *inventory.Inventory, d *Draft) []*unit {
	found := map[string]*unit{}
	for i := range inv.Stores {
		s := &inv.Stores[i]
		text := s.Kind + "://" + aliasPattern(s.Alias)
		var sel Selector
		if !utf8.ValidString(s.Alias) || sel.set(text) != nil || !sel.store(s.Kind, s.Alias) || s.Alias == "" {
			d.Note("", "draft.store_unnamed", "store", quote(s.Alias), "kind", quote(s.Kind))
			continue
		}
		u := found[text]
		if u == nil {
			u = &unit{selector: text, alias: s.Alias, kind: s.Kind}
			found[text] = u
		}
		u.stores = append(u.stores, s)
	}
	out := slices.Collect(maps.Values(found))
	slices.SortFunc(out, func(a, b *unit) int {
		return cmp.Or(cmp.Compare(a.alias, b.alias), cmp.Compare(a.selector, b.selector))
	})
	return out
}

// masked is the place of personal data in a name.
var masked = regexp.MustCompile(`\{[a-z]+\.[a-z0-9_]+\}`)

// aliasPattern is an alias as a selector names it: a question mark stands for each
// character that no selector may have, and a star for what is masked, since the store
// has the data there.
func aliasPattern(alias string) string {
	var out strings.Builder
	last := 0
	for _, at := range masked.FindAllStringIndex(alias, -1) {
		out.WriteString(nameable(alias[last:at[0]]) + "*")
		last = at[1]
	}
	return out.String() + nameable(alias[last:])
}

func nameable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-/", r) {
			return r
		}
		return '?'
	}, s)
}

// mostGroups bounds the systems that one store is parted into. A store with more folders
// that all differ is one system: nobody would read a hundred rules for it.
const mostGroups = 12

// groups parts the datasets of a unit by folders, where that keeps categories apart.
func (u *unit) groups() []dataGroup {
	all := dataGroup{selectors: []string{u.selector}}
	folders := map[string][]*inventory.Dataset{}
	for _, s := range u.stores {
		for i := range s.Datasets {
			ds := &s.Datasets[i]
			all.datasets = append(all.datasets, ds)
			if f := topOf(ds); f != "" {
				folders[f] = append(folders[f], ds)
			}
		}
	}
	if strings.ContainsAny(u.selector, "*?") {
		return []dataGroup{all}
	}
	byCategories := map[string]*dataGroup{}
	rest := dataGroup{selectors: all.selectors}
	apart := map[*inventory.Dataset]bool{}
	for _, f := range slices.Sorted(maps.Keys(folders)) {
		text := u.selector + "/" + f
		if !u.coversJust(text, folders[f], all.datasets) {
			continue
		}
		key := strings.Join(categoriesIn(folders[f]), ", ")
		g := byCategories[key]
		if g == nil {
			g = &dataGroup{part: strings.Trim(f, "/*.")}
			byCategories[key] = g
		}
		g.selectors, g.datasets = append(g.selectors, text), append(g.datasets, folders[f]...)
		for _, ds := range folders[f] {
			apart[ds] = true
		}
	}
	for _, ds := range all.datasets {
		if !apart[ds] {
			rest.datasets = append(rest.datasets, ds)
		}
	}
	var out []dataGroup
	for _, g := range byCategories {
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b dataGroup) int { return cmp.Compare(a.selectors[0], b.selectors[0]) })
	if len(rest.datasets) > 0 {
		out = append(out, rest)
	}
	if len(out) < 2 || len(out) > mostGroups {
		return []dataGroup{all}
	}
	return out
}

// topOf returns the pattern of the top folder of a dataset, or of the schema of a
// table; empty where it has none, or one that stands for many.
func topOf(ds *inventory.Dataset) string {
	escape := func(name string) string { return bracket.ReplaceAllString(name, `\$0`) }
	if top, _, ok := strings.Cut(ds.Path, "/"); ok {
		if top == "" || strings.ContainsAny(top, "{}*?") {
			return ""
		}
		return escape(top) + "/**"
	}
	if schema, _, ok := strings.Cut(ds.Path, "."); ok && isTable(ds.Kind) && schema != "" && !strings.ContainsAny(schema, "{}*?") {
		return escape(schema) + ".*"
	}
	return ""
}

// bracket is what a pattern reads as more than itself.
var bracket = regexp.MustCompile(`[\[\]\\]`)

// coversJust says that a selector covers some datasets for certain, and certainly no
// other of them all.
func (u *unit) coversJust(text string, some, all []*inventory.Dataset) bool {
	var sel Selector
	if sel.set(text) != nil {
		return false
	}
	inSome := make(map[*inventory.Dataset]bool, len(some))
	for _, ds := range some {
		inSome[ds] = true
	}
	for _, ds := range all {
		want := no
		if inSome[ds] {
			want = yes
		}
		if sel.dataset(ds.Path) != want {
			return false
		}
	}
	return true
}

// categoriesIn lists what was found in datasets.
func categoriesIn(datasets []*inventory.Dataset) []string {
	var out []string
	for _, ds := range datasets {
		out = append(out, categoriesOf(found(ds))...)
	}
	return unique(out)
}

// system adds a system for a group, and a rule for what was found in it.
func (d *Draft) system(inv *inventory.Inventory, u *unit, g dataGroup, taken map[string]bool, sensitive map[Pattern]bool) {
	s := System{Kind: kindFor(u.kind, g.datasets)}
	for _, text := range g.selectors {
		var sel Selector
		if sel.set(text) == nil {
			s.At = append(s.At, sel)
		}
	}
	s.ID = NewID(strings.Trim(strings.Trim(masked.ReplaceAllString(u.alias, ""), "-")+"-"+g.part, "-"), cmp.Or(u.kind, "store"), taken)
	path := systemPath(len(d.Declaration.Systems))
	assets := int64(0)
	for _, ds := range g.datasets {
		assets += max(ds.Coverage.Listed, 0)
	}
	d.Note(path, "draft.system", "datasets", number(int64(len(g.datasets))), "assets", number(assets))
	if slices.ContainsFunc(u.stores, func(st *inventory.Store) bool { return len(unread(st.Gaps)) > 0 }) ||
		slices.ContainsFunc(g.datasets, func(ds *inventory.Dataset) bool { return len(openGaps(ds, false)) > 0 }) {
		d.Note(path, "draft.gaps")
	}
	s.Region = d.region(inv, s.At, path)
	s.Network = networkOf(u.stores)
	s.Timestamp = d.timestamp(g.datasets, path)
	d.Declaration.Systems = append(d.Declaration.Systems, s)
	d.rule(s.ID, g.datasets, sensitive, taken)
}

// kinds are the kinds of systems for the kinds of stores.
var kindsOf = map[string]string{
	"s3": "object-storage", "gs": "object-storage", "azblob": "object-storage", "oss": "object-storage", "cos": "object-storage", "obs": "object-storage",
	"postgres": "rdb", "mysql": "rdb", "sqlite": "rdb", "oracle": "rdb", "sqlserver": "rdb", "clickhouse": "rdb", "redis": "redis", "rediss": "redis",
	"elasticsearch": "search", "opensearch": "search", "cdn": "cdn-cache", "log": "log-service", "kafka": "log-service",
	"hdfs": "mapreduce", "hive": "mapreduce", "hbase": "mapreduce", "mapreduce": "mapreduce", "block": "block",
}

// kindFor is the kind of system for a store: by its scheme, or else by what it has.
func kindFor(scheme string, datasets []*inventory.Dataset) string {
	if k := kindsOf[kindOf(scheme)]; k != "" {
		return k
	}
	for _, ds := range datasets {
		switch {
		case isTable(ds.Kind):
			return "rdb"
		case ds.Kind == "object":
			return "object-storage"
		}
	}
	return "file"
}

var notInID = regexp.MustCompile(`[^a-z0-9._-]+`)

// NewID makes an id of a name, or of another where nothing of the name can be in an id,
// that is not taken yet, and takes it.
func NewID(name, otherwise string, taken map[string]bool) string {
	id := strings.Trim(notInID.ReplaceAllString(strings.ToLower(name), "-"), "-._")
	if id == "" {
		id = strings.Trim(notInID.ReplaceAllString(strings.ToLower(otherwise), "-"), "-._")
	}
	if id == "" {
		id = "system"
	}
	for n := 1; ; n++ {
		try := id
		if n > 1 {
			try += "-" + strconv.Itoa(n)
		}
		if !taken[try] {
			taken[try] = true
			return try
		}
	}
}

// rule adds a rule for what was found in the datasets of a system.
func (d *Draft) rule(system string, datasets []*inventory.Dataset, sensitive map[Pattern]bool, taken map[string]bool) {
	r := Rule{ID: NewID(system+"-data", "data", taken), Systems: []string{system}, Retention: &Retention{Kind: "undeclared"}}
	var unknown, hints []string
	states := map[string]map[detectors.State]bool{}
	minors := false
	for _, ds := range datasets {
		for i := range ds.Entries {
			e := &ds.Entries[i]
			if e.From != "" {
				minors = minors || e.Category == "subject.minor" && e.Confidence >= detectors.Medium
			} else if e.Confidence != detectors.None || e.Unresolved {
				hints = append(hints, string(e.Category))
			}
		}
		for _, e := range found(ds) {
			if states[string(e.Category)] == nil {
				states[string(e.Category)] = map[detectors.State]bool{}
			}
			states[string(e.Category)][e.State] = true
		}
	}
	var hidden []string
	for _, c := range categoriesIn(datasets) {
		hints = slices.DeleteFunc(hints, func(h string) bool { return h == c })
		var p Pattern
		if !detectors.Valid(c) || p.set(c) != nil || !p.exact() {
			unknown = append(unknown, quote(c))
			continue
		}
		r.Categories = append(r.Categories, p)
		if info, ok := detectors.Lookup(detectors.Category(c)); ok && info.Sensitive() {
			sensitive[p] = true
		}
		if !states[c][detectors.Clear] {
			hidden = append(hidden, c)
		}
	}
	path := systemPath(len(d.Declaration.Systems) - 1)
	if len(unknown) > 0 {
		d.Note(path, "draft.category_unknown", "categories", list(unknown))
	}
	hints = slices.DeleteFunc(hints, func(h string) bool { return !detectors.Valid(h) })
	if len(hints) > 0 {
		d.Note(path, "draft.hints", "categories", list(hints))
	}
	if minors {
		d.Note(path, "draft.minors")
	}
	if len(r.Categories) == 0 {
		d.Note(path, "draft.nothing_found")
		return
	}
	path = rulePath(len(d.Declaration.Rules))
	if oldest, source := oldestIn(datasets); source != "" {
		d.Note(path, "draft.oldest", "oldest", oldest, "source", source)
	} else {
		d.Note(path, "draft.no_time")
	}
	if len(hidden) > 0 {
		d.Note(path, "draft.hidden", "categories", list(hidden))
	}
	d.Declaration.Rules = append(d.Declaration.Rules, r)
}

// DraftCodes returns the codes that the notes of a draft may have, sorted.
func DraftCodes() []string {
	return []string{
		"draft.category_unknown", "draft.copies", "draft.copies_unknown", "draft.gaps", "draft.head", "draft.hidden", "draft.hints", "draft.incomplete", "draft.minors",
		"draft.no_time", "draft.nothing_found", "draft.oldest", "draft.region_conflict", "draft.region_partly", "draft.region_unknown", "draft.sensitive",
		"draft.store_unnamed", "draft.system", "draft.timestamps",
	}
}
