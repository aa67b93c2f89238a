package reports

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"piiventory/policy"
)

const (
	// matrixColumns is the number of datasets up to which each has a column of its own,
	// and namedDatasets the number of them that a line names.
	matrixColumns, namedDatasets = 12, 3
	// ruleWidth is the width below which the names of rules are not wrapped.
	ruleWidth = 18
)

// judged shows whether each rule is kept in each dataset.
func (t *text) judged() {
	stores := judgedStores(t.words, t.report)
	if len(stores) == 0 {
		return
	}
	t.section("section.judged")
	t.say(0, "judged.means")
	t.para(0, t.t("judged.legend"), faint)
	if len(stores) > shownDatasets {
		// The first ones must be those that matter.
		slices.SortStableFunc(stores, func(a, b judgedStore) int { return cmp.Compare(a.worst(), b.worst()) })
	}
	for i := range stores {
		s := &stores[i]
		t.blank()
		if i == shownDatasets {
			t.say(0, "judged.more-stores", "n", len(stores)-i)
			break
		}
		t.para(0, s.name, strong)
		switch {
		case len(s.datasets) == 1 && s.datasets[0] == "": // the reasons say why
		case len(s.datasets) <= matrixColumns:
			t.matrix(s)
		default:
			t.counts(s)
		}
		t.reasons(s)
	}
}

// matrix shows a column for each dataset, by a number, and what each number stands for.
func (t *text) matrix(s *judgedStore) {
	g := &grid{columns: []column{{title: t.t("col.rule"), least: ruleWidth}}}
	for i := range s.datasets {
		g.columns = append(g.columns, column{title: number(int64(i + 1)), right: true})
	}
	for _, r := range s.rows {
		cells := []cell{{shorten(r.label, 60), plain}}
		for _, j := range r.cells {
			cells = append(cells, cell{mark(j), markStyle(j)})
		}
		g.add(cells...)
	}
	g.write(t.page, 2)
	t.blank()
	n := &grid{columns: []column{
		{title: t.t("col.number"), right: true},
		{title: t.t("col.dataset"), least: 20},
		{title: t.t("col.looked"), least: 20},
		{title: t.t("col.bound"), least: 8},
	}}
	for i := range s.datasets {
		read, bound := s.looked(t.words, i)
		n.add(cell{number(int64(i + 1)), plain}, cell{shorten(s.datasetLabel(t.words, i), 90), plain}, cell{read, plain}, cell{bound, plain})
	}
	n.write(t.page, 2)
}

// counts shows in how many datasets a rule has which verdict.
func (t *text) counts(s *judgedStore) {
	g := &grid{columns: []column{
		{title: t.t("col.rule"), least: ruleWidth},
		{title: t.t("judged.col-kept"), right: true}, {title: t.t("judged.col-broken"), right: true},
		{title: t.t("judged.col-unverifiable"), right: true}, {title: t.t("judged.col-not-examined"), right: true},
	}}
	for _, r := range s.rows {
		n := r.count()
		cells := []cell{{shorten(r.label, 60), plain}}
		for _, v := range []policy.Verdict{policy.Kept, policy.Broken, policy.Unverifiable, policy.NotExamined} {
			st := plain
			if n[v] > 0 {
				st = judgedStyle(v)
			}
			cells = append(cells, cell{t.words.number(int64(n[v])), st})
		}
		g.add(cells...)
	}
	g.write(t.page, 2)
}

// reasons lists why rules are not kept, those that are broken first.
func (t *text) reasons(s *judgedStore) {
	type key struct {
		verdict policy.Verdict
		row     int
		why     string
	}
	where := map[key][]int{}
	marks := map[key]string{}
	for i, r := range s.rows {
		for k, j := range r.cells {
			if j != nil && j.Verdict != policy.Kept {
				at := key{j.Verdict, i, whyNot(t.words, j)}
				where[at] = append(where[at], k)
				marks[at] = mark(j)
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(where), func(a, b key) int {
		return cmp.Or(cmp.Compare(rank(judgedOrder, a.verdict), rank(judgedOrder, b.verdict)), cmp.Compare(a.row, b.row), cmp.Compare(a.why, b.why))
	})
	for n, k := range keys {
		if n == 0 {
			t.blank()
			t.para(2, t.t("judged.why"), strong)
		}
		if n == shownLines {
			t.say(4, "more.lines", "n", len(keys)-n)
			break
		}
		line := t.t("judged.why-line", "rule", s.rows[k.row].label, "datasets", t.datasetsOf(s, where[k]), "why", k.why)
		if len(s.datasets) == 1 && s.datasets[0] == "" {
			line = t.t("judged.why-store", "rule", s.rows[k.row].label, "why", k.why)
		}
		t.item(2, marks[k], line, judgedStyle(k.verdict))
	}
}

// datasetsOf names datasets: by their numbers, or the first of many by their names.
func (t *text) datasetsOf(s *judgedStore, at []int) string {
	var names []string
	for _, i := range at {
		if len(s.datasets) <= matrixColumns {
			names = append(names, number(int64(i+1)))
		} else if len(names) < namedDatasets {
			names = append(names, shorten(s.datasetLabel(t.words, i), 60))
		}
	}
	list := strings.Join(names, t.t("list"))
	if len(s.datasets) <= matrixColumns {
		return list
	}
	if more := len(at) - len(names); more > 0 {
		list = t.t("judged.more", "names", list, "n", more)
	}
	return t.t("judged.many", "n", len(at), "names", list)
}

func markStyle(j *policy.Judgement) style {
	if j == nil {
		return plain
	}
	return judgedStyle(j.Verdict)
}

func judgedStyle(v policy.Verdict) style {
	switch v {
	case policy.Kept:
		return green
	case policy.Broken:
		return red
	}
	return yellow
}
