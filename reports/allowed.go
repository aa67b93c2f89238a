package reports

import (
	"piiventory/inventory"
)

// An allowedLine is what one allowance took out of one field.
type allowedLine struct{ Where, Category, Values, Reason string }

// allowedLines lists what was allowed, with the reason that the organisation gave.
func allowedLines(w words, inv *inventory.Inventory) []allowedLine {
	if inv == nil {
		return nil
	}
	reasons := map[string]string{}
	for _, a := range inv.Settings.Allowances {
		reasons[a.ID] = a.Reason
	}
	var out []allowedLine
	for _, s := range inv.Stores {
		for _, d := range s.Datasets {
			for _, a := range d.Allowed {
				out = append(out, allowedLine{
					clean(s.Alias) + sep + clean(d.Path) + sep + field(w, a.Field), category(w, a.Category), w.number(a.Values),
					w.t("allowed.by", "id", a.Rule, "reason", reasons[a.Rule]),
				})
			}
		}
	}
	return out
}

// allowed shows what was taken out of what was found.
func (t *text) allowed() {
	lines := allowedLines(t.words, t.report.Inventory)
	if len(lines) == 0 {
		return
	}
	t.section("section.allowed", "n", len(lines))
	t.say(0, "allowed.means")
	g := &grid{columns: []column{
		{title: t.t("col.where"), least: 20}, {title: t.t("col.category"), least: 12}, {title: t.t("col.values"), least: 8}, {title: t.t("col.allowed"), least: 14},
	}}
	for i, l := range lines {
		if i == shownLines {
			break
		}
		g.add(cell{shorten(l.Where, 90), plain}, cell{l.Category, plain}, cell{l.Values, plain}, cell{l.Reason, faint})
	}
	g.write(t.page, 2)
	if rest := len(lines) - shownLines; rest > 0 {
		t.say(2, "more.lines", "n", rest)
	}
}

// ownSensitivity says how sensitive the organisation holds its own category to be.
func ownSensitivity(w words, c inventory.OwnCategory) string {
	if c.Sensitive {
		return w.t("own.sensitive")
	}
	return w.t("own.personal")
}
