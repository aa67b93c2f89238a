package reports

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/policy"
)

// judgedOrder is the order of verdicts, the one that needs most attention first.
var judgedOrder = []policy.Verdict{policy.Broken, policy.Unverifiable, policy.NotExamined, policy.Kept}

// judgedMarks are the signs of a verdict where there is no room for a word.
var judgedMarks = map[policy.Verdict]string{policy.Kept: "✓", policy.Broken: "✗", policy.Unverifiable: "?", policy.NotExamined: "–"}

// A judgedStore is the matrix of the rules by the datasets of one store.
type judgedStore struct {
	alias string
	// name is the alias with the kind, where the inventory knows it.
	name     string
	datasets []string
	rows     []judgedRow
}

// A judgedRow is what one rule, or one system, asks in one matter.
type judgedRow struct {
	label string
	// cells are by dataset; nil where it does not apply.
	cells []*policy.Judgement
}

// judgedStores puts verdicts into matrices, by store.
func judgedStores(w words, r *Report) []judgedStore {
	type key struct{ system, rule, matter string }
	var out []judgedStore
	for _, js := range byStore(r.Verdicts) {
		s := judgedStore{alias: js[0].Store, name: clean(js[0].Store)}
		if r.Inventory != nil {
			if i := slices.IndexFunc(r.Inventory.Stores, func(x inventory.Store) bool { return x.Alias == s.alias }); i >= 0 {
				s.name = storeName(w, &r.Inventory.Stores[i])
			}
		}
		var keys []key
		keyOf := func(j *policy.Judgement) key {
			k := key{"", j.Rule, string(j.Matter)}
			if j.Rule == "" {
				k.system = j.System
			}
			return k
		}
		for _, j := range js {
			s.datasets = append(s.datasets, j.Dataset)
			keys = append(keys, keyOf(j))
		}
		slices.Sort(s.datasets)
		s.datasets = slices.Compact(s.datasets)
		slices.SortFunc(keys, func(a, b key) int {
			// What systems ask stands before what rules ask.
			return cmp.Or(min(len(a.rule), 1)-min(len(b.rule), 1), cmp.Compare(a.system, b.system), cmp.Compare(a.rule, b.rule),
				cmp.Compare(rank(policy.Matters(), policy.Matter(a.matter)), rank(policy.Matters(), policy.Matter(b.matter))), cmp.Compare(a.matter, b.matter))
		})
		keys = slices.Compact(keys)
		at := map[key]int{}
		for i, k := range keys {
			at[k] = i
			matter := w.or("matter."+k.matter, k.matter)
			row := judgedRow{label: w.t("judged.rule", "rule", k.rule, "matter", matter), cells: make([]*policy.Judgement, len(s.datasets))}
			if k.rule == "" {
				row.label = w.t("judged.of-system", "system", k.system, "matter", matter)
			}
			s.rows = append(s.rows, row)
		}
		for _, j := range js {
			i, _ := slices.BinarySearch(s.datasets, j.Dataset)
			c := &s.rows[at[keyOf(j)]].cells[i]
			// Of two systems that a dataset belongs to the worse one shows.
			if *c == nil || rank(judgedOrder, j.Verdict) < rank(judgedOrder, (*c).Verdict) {
				*c = j
			}
		}
		out = append(out, s)
	}
	return out
}

// byStore parts verdicts by their store, in the order of the aliases.
func byStore(all []policy.Judgement) [][]*policy.Judgement {
	groups := map[string][]*policy.Judgement{}
	for i := range all {
		groups[all[i].Store] = append(groups[all[i].Store], &all[i])
	}
	var out [][]*policy.Judgement
	for _, alias := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, groups[alias])
	}
	return out
}

// mark is the sign of a verdict, in brackets where it is waived.
func mark(j *policy.Judgement) string {
	if j == nil {
		return ""
	}
	m := cmp.Or(judgedMarks[j.Verdict], "?")
	if len(j.Waivers) > 0 {
		return "(" + m + ")"
	}
	return m
}

// whyNot says why a verdict is not kept, and what a kept one rests on.
func whyNot(w words, j *policy.Judgement) string {
	g := j.Grounds
	most := ""
	if g.AtMost != nil {
		most = atMost(*g.AtMost)
	}
	why := ""
	switch {
	case j.Verdict == policy.Kept:
		why = w.t("judged.basis-census")
		if key := "judged.basis-" + g.Basis; w.has(key) {
			why = w.t(key, "share", most)
		}
	case j.Reason == "rule.not_examined" && len(g.Parts) > 0:
		why = w.t("why-not.parts", "parts", strings.Join(g.Parts, w.t("list")))
	case w.has("why-not." + j.Reason):
		without := ""
		if g.Without != "" {
			without = w.or("without."+g.Without, g.Without)
		}
		why = w.t("why-not."+j.Reason, "most", most, "asked", exact(g.DetectAbove), "by", w.or("asked-by."+g.AskedBy, g.AskedBy),
			"without", without, "blind", strings.Join(g.Blind, w.t("list")))
	default:
		why = title(w, j.Reason)
	}
	if len(j.Waivers) > 0 {
		why += w.t("list.parts") + w.t("judged.waived", "ids", strings.Join(j.Waivers, w.t("list")))
	}
	return why
}

// looked says how much of a dataset was read, and what bound that gives.
func (s *judgedStore) looked(w words, i int) (read, bound string) {
	var g *policy.Grounds
	for _, r := range s.rows {
		j := r.cells[i]
		if j == nil {
			continue
		}
		if g == nil {
			g = &j.Grounds
		}
		if m := j.Grounds.AtMost; m != nil && g.AtMost == nil {
			g = &j.Grounds
		}
	}
	switch {
	case g == nil || s.datasets[i] == "":
		return "", ""
	case g.Listed > 0 && g.Whole >= g.Listed:
		return w.t("judged.all-read", "listed", g.Listed), ""
	case g.AtMost != nil:
		bound = w.t("judged.at-most", "share", atMost(*g.AtMost))
	}
	return w.t("judged.looked", "sampled", g.Sampled, "listed", g.Listed, "whole", g.Whole, "units", g.Units), bound
}

// datasetLabel names a dataset of a matrix.
func (s *judgedStore) datasetLabel(w words, i int) string {
	if s.datasets[i] == "" {
		return w.t("judged.no-dataset")
	}
	return clean(s.datasets[i])
}

// worst is the place of the worst verdict of a store in judgedOrder.
func (s *judgedStore) worst() int {
	worst := len(judgedOrder)
	for _, r := range s.rows {
		for _, j := range r.cells {
			if j != nil {
				worst = min(worst, rank(judgedOrder, j.Verdict))
			}
		}
	}
	return worst
}

// count counts the verdicts of a row.
func (r *judgedRow) count() map[policy.Verdict]int {
	out := map[policy.Verdict]int{}
	for _, j := range r.cells {
		if j != nil {
			out[j.Verdict]++
		}
	}
	return out
}
