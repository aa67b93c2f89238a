package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// table prints the scores of one way of measuring.
func (r *result) table(w io.Writer, title string, order []string) {
	fmt.Fprintf(w, "%s\n%-24s %7s %7s %7s %10s %8s %8s %7s %6s\n", title, "category", "right", "missed", "wrong", "precision", "recall", "F1", "exact", "floor")
	rows := slices.Clone(order)
	for c := range r.scores {
		if !slices.Contains(rows, c) {
			rows = append(rows, c)
		}
	}
	slices.Sort(rows[len(order):])
	for i, c := range rows {
		s := r.of(c)
		floor, mark := "", ""
		if i < len(order) {
			floor = fmt.Sprintf("%.2f", floorOf(c))
			switch {
			case undetected(c):
				mark = "  not yet detected"
			case s.f1() < floorOf(c):
				mark = "  below"
			}
		}
		fmt.Fprintf(w, "%-24s %7d %7d %7d %10.4f %8.4f %8.4f %7.3f %6s%s\n", c, s.right, s.missed, s.wrong,
			s.precision(), s.recall(), s.f1(), share(s.exact, s.right), floor, mark)
	}
	fmt.Fprintln(w)
}

// worst prints the kinds of mistakes that are most frequent, each with one of
// its texts. All texts are made up when the program runs.
func (r *result) worst(w io.Writer, title, only string, n int) {
	type group struct {
		first mistake
		count int
	}
	groups := map[string]*group{}
	for _, m := range r.mistakes {
		if only != "" && m.category != only || only == "" && undetected(m.category) {
			continue
		}
		key := m.category + "\x00" + m.what + "\x00" + m.kind
		if groups[key] == nil {
			groups[key] = &group{first: m}
		}
		groups[key].count++
	}
	list := make([]*group, 0, len(groups))
	for _, g := range groups {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *group) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.first.category, b.first.category), cmp.Compare(a.first.kind, b.first.kind))
	})
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "%s (%d mistakes of %d kinds)\n", title, len(r.mistakes), len(list))
	for _, g := range list[:min(n, len(list))] {
		text := strings.ReplaceAll(g.first.text, "\n", "⏎")
		if c := []rune(text); len(c) > 110 {
			text = string(c[:110]) + "…"
		}
		fmt.Fprintf(w, "%5d × %s, %s: %s\n        field %q text %q\n", g.count, g.first.category, g.first.what, g.first.kind, g.first.field, text)
	}
	fmt.Fprintln(w)
}
