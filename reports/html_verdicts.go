package reports

import (
	"piiventory/policy"
)

// wideDatasets is the number of datasets up to which each is a column of its own. With
// more of them each is a row, folded away behind the numbers.
const wideDatasets = 6

// htmlJudgedStore shows whether the rules are kept in the datasets of one store.
type htmlJudgedStore struct {
	Name string
	// Counts is there where there are too many datasets for a column each, and Summary
	// then unfolds them.
	Counts  *htmlJudged
	Matrix  *htmlJudged
	Summary string
}

// htmlJudged is one table of verdicts, with rules or datasets as its rows.
type htmlJudged struct {
	Caption, Head string
	Columns       []htmlJudgedHead
	Rows          []htmlJudgedRow
}

// htmlJudgedHead is the name of a rule or of a dataset, with what was read of it.
type htmlJudgedHead struct{ Text, Note string }

type htmlJudgedRow struct {
	Head  htmlJudgedHead
	Cells []htmlMatrixCell
}

// newJudged prepares the matrices of all stores.
func newJudged(w words, r *Report) []htmlJudgedStore {
	var out []htmlJudgedStore
	stores := judgedStores(w, r)
	for i := range stores {
		s := &stores[i]
		x := htmlJudgedStore{Name: s.name}
		var rules, datasets []htmlJudgedHead
		for _, r := range s.rows {
			rules = append(rules, htmlJudgedHead{Text: r.label})
		}
		for k := range s.datasets {
			read, bound := s.looked(w, k)
			if bound != "" {
				read += w.t("list") + bound
			}
			datasets = append(datasets, htmlJudgedHead{s.datasetLabel(w, k), read})
		}
		if len(datasets) <= wideDatasets {
			x.Matrix = &htmlJudged{w.t("doc.judged-store", "store", s.alias), w.t("col.rule"), datasets, judgedRows(w, rules, s, false)}
		} else {
			x.Counts = judgedCounts(w, s, rules)
			x.Summary = w.t("doc.judged-datasets", "n", len(datasets), "store", s.alias)
			x.Matrix = &htmlJudged{w.t("doc.judged-store", "store", s.alias), w.t("col.dataset"), rules, judgedRows(w, datasets, s, true)}
		}
		out = append(out, x)
	}
	return out
}

// judgedRows fills a table by rules, or turned, by datasets.
func judgedRows(w words, heads []htmlJudgedHead, s *judgedStore, turned bool) []htmlJudgedRow {
	rows := make([]htmlJudgedRow, len(heads))
	for i := range heads {
		rows[i].Head = heads[i]
	}
	for i, r := range s.rows {
		for k, j := range r.cells {
			at := i
			if turned {
				at = k
			}
			rows[at].Cells = append(rows[at].Cells, judgedCell(w, j))
		}
	}
	return rows
}

// judgedCell is a verdict in a word, with what it rests on.
func judgedCell(w words, j *policy.Judgement) htmlMatrixCell {
	if j == nil {
		return htmlMatrixCell{"", w.t("doc.does-not-apply"), "k-none"}
	}
	return htmlMatrixCell{judgedWord(w, j.Verdict), whyNot(w, j), judgedClass(j.Verdict)}
}

func judgedWord(w words, v policy.Verdict) string {
	return w.or("judged.col-"+string(v), string(v))
}

func judgedClass(v policy.Verdict) string {
	if rank(judgedOrder, v) < len(judgedOrder) {
		return "k-" + string(v)
	}
	return "k-none"
}

// judgedCounts says of each rule in how many datasets it has which verdict.
func judgedCounts(w words, s *judgedStore, rules []htmlJudgedHead) *htmlJudged {
	x := &htmlJudged{Caption: w.t("doc.judged-counts", "store", s.alias), Head: w.t("col.rule")}
	order := []policy.Verdict{policy.Kept, policy.Broken, policy.Unverifiable, policy.NotExamined}
	for _, v := range order {
		x.Columns = append(x.Columns, htmlJudgedHead{Text: judgedWord(w, v)})
	}
	for i, r := range s.rows {
		n := r.count()
		row := htmlJudgedRow{Head: rules[i]}
		for _, v := range order {
			c := htmlMatrixCell{Text: w.number(int64(n[v])), Class: "k-none"}
			if n[v] > 0 {
				c.Class = judgedClass(v)
			}
			row.Cells = append(row.Cells, c)
		}
		x.Rows = append(x.Rows, row)
	}
	return x
}
