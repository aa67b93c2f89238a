package reports

import (
	"strings"

	"piiventory/inventory"
)

// found shows where personal data is, store by store.
func (t *text) found() {
	if len(t.stores) == 0 {
		return
	}
	t.section("section.found")
	for i := range t.stores {
		t.store(&t.stores[i])
	}
}

// store shows one store: the datasets with personal data, then what was looked
// at without finding any.
func (t *text) store(s *inventory.Store) {
	with, without := holders(s.Datasets)
	t.blank()
	line := t.t("store.line", "store", storeName(t.words, s), "with", holding(with), "datasets", len(s.Datasets))
	if s.Discovered {
		line += t.t("store.discovered")
	}
	t.para(0, line, strong)
	g := &grid{columns: []column{
		{title: t.t("col.field"), least: 14},
		{title: t.t("col.category"), least: 12},
		{title: t.t("col.confidence")},
		{title: t.t("col.rows"), least: 12},
		{title: t.t("col.why"), least: 14},
	}}
	for i, d := range with {
		if i == shownDatasets {
			break
		}
		g.over(cell{shorten(datasetName(t.words, d), 3*(t.width-2)-t.width/2), strong})
		found, _ := split(d.Entries)
		for j, e := range found {
			if j == shownLines {
				g.over(cell{"  " + t.t("more.fields", "n", len(found)-j), faint})
				break
			}
			g.add(cell{"  " + shorten(field(t.words, e.Field), 60), plain},
				cell{what(t.words, e), plain},
				cell{confidence(t.words, e.Confidence), confidenceStyle(e)},
				cell{rowsWith(t.words, e, d.Coverage), plain},
				cell{reasons(t.words, e), faint})
		}
		lines := joinedLines(t.words, d)
		for j, line := range lines {
			if j == shownLines {
				g.over(cell{"  " + t.t("more.lines", "n", len(lines)-j), faint})
				break
			}
			g.over(cell{"  " + line, yellow})
		}
	}
	if len(with) > 0 {
		g.write(t.page, 2)
	}
	if rest := len(with) - shownDatasets; rest > 0 {
		t.para(2, t.t("more.datasets", "n", rest, "categories", strings.Join(categoriesOf(t.words, with[shownDatasets:]), t.t("list"))), strong)
	}
	t.nothing(without, len(with) > 0)
}

// nothing says what was looked at in the datasets without personal data.
func (t *text) nothing(without []*inventory.Dataset, others bool) {
	read, open, unread := parted(without)
	if len(read) > 0 || !others && len(unread)+len(open) == 0 {
		l := lookAt(read)
		key := "nothing.datasets"
		if others {
			key = "nothing.others"
		}
		if len(read) == 0 {
			key = "nothing.none"
		}
		t.para(2, t.t(key, "n", len(read))+l.sentence(t.words), plain)
	}
	if len(open) > 0 {
		t.para(2, t.t("nothing.open", "n", len(open), "names", firstPaths(t.words, open)), yellow)
	}
	if len(unread) > 0 {
		t.para(2, t.t("nothing.unread", "n", len(unread), "names", firstPaths(t.words, unread)), yellow)
	}
}

// firstPaths lists the first three of some datasets.
func firstPaths(w words, datasets []*inventory.Dataset) string {
	var names []string
	for i, d := range datasets {
		if i == 3 {
			names = append(names, "…")
			break
		}
		names = append(names, shorten(datasetName(w, d), 60))
	}
	return strings.Join(names, w.t("list"))
}

func confidenceStyle(e inventory.Entry) style {
	if e.Confidence.String() == "high" {
		return strong
	}
	return plain
}

// unresolved shows valid values in fields that are not of their category.
func (t *text) unresolved() {
	if t.totals.Unresolved == 0 {
		return
	}
	t.section("section.unresolved", "n", t.totals.Unresolved)
	t.say(0, "unresolved.means")
	g := &grid{columns: []column{
		{title: t.t("col.where"), least: 20},
		{title: t.t("col.category"), least: 12},
		{title: t.t("col.valid"), least: 12},
		{title: t.t("col.why"), least: 14},
	}}
	n := 0
	for _, s := range t.stores {
		for _, d := range s.Datasets {
			_, entries := split(d.Entries)
			for _, e := range entries {
				if n++; n > shownLines {
					continue
				}
				where := clean(s.Alias) + sep + clean(d.Path) + sep + field(t.words, e.Field)
				g.add(cell{shorten(where, 90), plain}, cell{category(t.words, e.Category), plain},
					cell{validOf(t.words, e), plain},
					cell{reasons(t.words, e), faint})
			}
		}
	}
	g.write(t.page, 2)
	if n > shownLines {
		t.say(2, "more.lines", "n", n-shownLines)
	}
}
