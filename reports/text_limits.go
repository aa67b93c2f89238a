package reports

import (
	"strings"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

// gaps shows what was not read and why, the largest trouble apart from what a
// sample leaves out on purpose.
func (t *text) gaps() {
	if len(t.stores) == 0 {
		return
	}
	t.section("section.gaps", "n", t.totals.Gaps)
	var rest []inventory.Gap
	g := &grid{columns: []column{
		{title: t.t("col.where"), least: 16},
		{title: t.t("col.amount"), least: 12},
		{title: t.t("col.reason"), least: 18},
	}}
	n := 0
	each := func(where string, gaps []inventory.Gap) {
		for _, gap := range gaps {
			if intended(gap.Kind) {
				rest = append(rest, gap)
				continue
			}
			if n++; n > shownLines {
				continue
			}
			why := gapReason(t.words, gap)
			if len(gap.Examples) > 0 {
				var examples []string
				for _, e := range gap.Examples {
					examples = append(examples, shorten(clean(e), 60))
				}
				why += t.t("gap.examples", "paths", strings.Join(examples, t.t("list")))
			}
			g.add(cell{shorten(where, 90), plain}, cell{gapAmount(t.words, gap), plain}, cell{why, plain})
		}
	}
	for _, s := range t.stores {
		each(clean(s.Alias), s.Gaps)
		for _, d := range s.Datasets {
			each(clean(s.Alias)+sep+clean(d.Path), d.Gaps)
		}
	}
	if n == 0 {
		if t.report.Inventory.Settings.Depth == scanners.Names {
			t.say(2, "gaps.names")
		} else {
			t.say(2, "gaps.none")
		}
	} else {
		g.write(t.page, 2)
	}
	if n > shownLines {
		t.say(2, "more.lines", "n", n-shownLines)
	}
	if len(rest) > 0 {
		t.para(2, t.t("gaps.sampled", "amount", gapAmount(t.words, sum(rest))), faint)
	}
}

// sum adds gaps up; an unknown number makes the sum unknown only when nothing
// is known at all.
func sum(gaps []inventory.Gap) inventory.Gap {
	var out inventory.Gap
	for _, g := range gaps {
		out.Assets += max(g.Assets, 0)
		out.Bytes += max(g.Bytes, 0)
		out.Rows += max(g.Rows, 0)
	}
	return out
}

// coverage shows how much of each store was looked at.
func (t *text) coverage() {
	if len(t.stores) == 0 {
		return
	}
	t.section("section.coverage")
	g := &grid{columns: []column{
		{title: t.t("col.store"), least: 10},
		{title: t.t("col.listed"), right: true},
		{title: t.t("col.sampled"), right: true},
		{title: t.t("col.whole"), right: true},
		{title: t.t("col.bytes"), least: 14, right: true},
		{title: t.t("col.rowsread"), least: 12, right: true},
		{title: t.t("col.units"), right: true},
		{title: t.t("col.draw"), least: 10},
	}}
	for _, s := range t.stores {
		c := s.Coverage
		g.add(cell{storeName(t.words, &s), plain},
			cell{t.words.number(c.Listed), plain}, cell{t.words.number(c.Sampled), plain},
			cell{t.words.number(c.Whole), plain}, cell{bytesOf(t.words, c), plain},
			cell{rowsOf(t.words, c), plain}, cell{t.words.number(c.Units), plain},
			cell{design(t.words, c.Design), plain})
	}
	g.write(t.page, 2)
}

// bytesOf says how many of the listed bytes were read.
func bytesOf(w words, c inventory.Coverage) string {
	s := w.t("of", "part", w.size(c.BytesRead), "whole", w.size(c.BytesListed))
	if p := percent(c.BytesRead, c.BytesListed); p != "" && c.BytesRead <= c.BytesListed {
		s += " (" + p + ")"
	}
	return s
}

// rowsOf says how many of the rows were read; their number is the server's
// estimate.
func rowsOf(w words, c inventory.Coverage) string {
	if c.RowsListed < 0 {
		return w.number(c.RowsRead)
	}
	return w.t("of-about", "part", w.number(c.RowsRead), "whole", w.number(c.RowsListed))
}

// facts shows what the stores say of themselves, first of all where they are.
func (t *text) facts() {
	g := &grid{columns: []column{
		{title: t.t("col.store"), least: 10},
		{title: t.t("col.fact"), least: 10},
		{title: t.t("col.value"), least: 12},
		{title: t.t("col.source"), least: 12},
	}}
	var warnings []string
	for _, s := range t.stores {
		alias := clean(s.Alias)
		for _, f := range factsOf(s.Facts) {
			name, value, by := fact(t.words, f)
			st := plain
			if f.Unknown {
				st = yellow
			}
			g.add(cell{alias, plain}, cell{name, plain}, cell{value, st}, cell{by, faint})
		}
		if len(s.Facts) == 0 {
			g.add(cell{alias, plain}, cell{t.t("fact.region"), plain}, cell{t.t("fact.none"), yellow}, cell{})
		}
		for _, name := range policy.Disagreements(s.Facts) {
			warnings = append(warnings, t.t("fact.conflict", "store", s.Alias, "fact", t.words.or("fact."+name, name)))
		}
	}
	if len(g.rows) == 0 {
		return
	}
	t.section("section.facts")
	for _, line := range warnings {
		t.para(2, line, yellow)
	}
	g.write(t.page, 2)
	t.kept()
}

// kept shows what the stores say of the datasets with personal data: how long they keep
// them, who may read them, where copies go.
func (t *text) kept() {
	g := &grid{columns: []column{{title: t.t("col.dataset"), least: 20}, {title: t.t("col.says"), least: 30}}}
	n := 0
	for i := range t.stores {
		with, _ := holders(t.stores[i].Datasets)
		for _, d := range with {
			name := shorten(clean(t.stores[i].Alias)+sep+datasetName(t.words, d), 90)
			for _, line := range datasetFacts(t.words, d) {
				if n++; n > shownLines {
					continue
				}
				g.add(cell{name, plain}, cell{line, plain})
				name = ""
			}
		}
	}
	if n == 0 {
		return
	}
	t.section("section.kept")
	g.write(t.page, 2)
	if n > shownLines {
		t.say(2, "more.lines", "n", n-shownLines)
	}
}

// times shows how old the datasets with personal data are, and who says so.
func (t *text) times() {
	g := &grid{columns: []column{
		{title: t.t("col.dataset"), least: 20},
		{title: t.t("col.source"), least: 12},
		{title: t.t("col.oldest")},
		{title: t.t("col.newest")},
		{title: t.t("col.count"), least: 10},
	}}
	n := 0
	for i := range t.stores {
		with, _ := holders(t.stores[i].Datasets)
		for _, d := range with {
			name := shorten(clean(t.stores[i].Alias)+sep+datasetName(t.words, d), 90)
			if len(d.Times) == 0 {
				if n++; n <= shownLines {
					g.add(cell{name, plain}, cell{t.t("times.none"), yellow}, cell{}, cell{}, cell{})
				}
			}
			for _, x := range d.Times {
				if n++; n > shownLines {
					continue
				}
				g.add(cell{name, plain}, cell{sourceOf(t.words, x), plain},
					cell{stamp(x.Oldest), plain}, cell{stamp(x.Newest), plain},
					cell{timesCount(t.words, x), plain})
				name = ""
				for _, o := range x.Older {
					if n++; n <= shownLines {
						g.add(cell{}, cell{t.t("times.before", "before", day(o.Before)), plain}, cell{}, cell{}, cell{olderCount(t.words, o), plain})
					}
				}
			}
		}
	}
	if n == 0 {
		return
	}
	t.section("section.times")
	g.write(t.page, 2)
	if n > shownLines {
		t.say(2, "more.lines", "n", n-shownLines)
	}
}

// olderCount says how many records are older than a limit: by estimate, or of those that
// were read where nothing can be stated of the others.
func olderCount(w words, o inventory.Older) string {
	switch {
	case o.Records != nil:
		return w.t("times.older-records", "n", o.Records.Estimate, "of", o.Records.Of, "least", o.Records.AtLeast, "most", o.Records.AtMost, "confidence", w.confidence)
	case o.Share != nil:
		return w.t("times.older-share", "estimate", exact(o.Share.Estimate), "at_least", exact(o.Share.AtLeast), "at_most", exact(o.Share.AtMost), "confidence", w.confidence)
	}
	return w.t("times.older-rows", "n", o.Rows)
}

// timesCount says how many records have a time and how many have none.
func timesCount(w words, x inventory.Times) string {
	if x.Missing > 0 {
		return w.t("times.missing", "n", x.Count, "missing", x.Missing)
	}
	return number(x.Count)
}
