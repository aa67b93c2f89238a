package reports

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/policy"
)

// judgedMany is a report of one store with so many datasets, one of which is broken.
func judgedMany(n int) *Report {
	r := &Report{Lang: "en"}
	for i := range n {
		j := policy.Judgement{System: "logs", Store: "logs", Dataset: fmt.Sprintf("d%02d", i), Rule: "keep", Matter: policy.MatterRetention,
			Verdict: policy.Kept, Grounds: policy.Grounds{Listed: 1, Sampled: 1, Whole: 1, Basis: "census"}}
		switch {
		case i == 3:
			j.Verdict, j.Reason = policy.Broken, "retention.exceeded"
		case i > 20:
			j.Verdict, j.Reason = policy.Unverifiable, "gap"
		}
		r.Verdicts = append(r.Verdicts, j)
	}
	return r
}

// Where there are too many datasets for a column each, rules are counted, and every page
// that folds them away says so.
func TestManyDatasetsAreCounted(t *testing.T) {
	few := string(render(t, "text", judgedMany(matrixColumns)))
	if !strings.Contains(few, "keep · retention  ✓  ✓  ✓  ✗  ✓") || !strings.Contains(few, "No.  Dataset") {
		t.Errorf("no column for each dataset:\n%s", few)
	}
	many := string(render(t, "text", judgedMany(30)))
	for _, want := range []string{
		"Kept  Broken  Unverifiable  Not examined", "keep · retention    20       1             9             0",
		"✗ keep · retention [in 1 dataset: d03]: Kept longer than declared",
		"? keep · retention [in 9 datasets: d21, d22, d23 and 6 more]: part of it could not be read",
		"Of 30 verdicts by rule and dataset 20 are kept, 1 broken, 9 unverifiable, 0 not examined.",
	} {
		if !strings.Contains(many, want) {
			t.Errorf("%q is not in\n%s", want, many)
		}
	}
	if page := string(render(t, "html", judgedMany(wideDatasets))); strings.Contains(page, "one by one") || strings.Count(page, `<th scope="col"><span class="path">d`) != wideDatasets {
		t.Error("the datasets are not columns of the page")
	}
	page := string(render(t, "html", judgedMany(30)))
	if !strings.Contains(page, "<details><summary>30 datasets of logs, one by one</summary>") || strings.Count(page, `<tr><th scope="row"><span class="path">d`) != 30 {
		t.Error("the datasets are not folded away")
	}
}

// Of very many stores the terminal shows those first in which something is broken.
func TestManyStores(t *testing.T) {
	r := &Report{Lang: "en"}
	for i := range shownDatasets + 3 {
		j := policy.Judgement{System: "s", Store: fmt.Sprintf("b%02d", i), Dataset: "d", Rule: "r", Matter: policy.MatterState, Verdict: policy.Kept}
		if i == shownDatasets+2 {
			j.Verdict, j.Reason = policy.Broken, "state.clear"
		}
		r.Verdicts = append(r.Verdicts, j)
	}
	page := string(render(t, "text", r))
	if !strings.Contains(page, "and 3 more stores") || !strings.Contains(page, "b27\n") || strings.Contains(page, "b26\n") {
		t.Error(page)
	}
}

// Of a dataset that belongs to two systems the worse verdict shows.
func TestTheWorseVerdictShows(t *testing.T) {
	for _, order := range [][2]policy.Verdict{{policy.Kept, policy.Broken}, {policy.Broken, policy.Kept}} {
		r := &Report{Lang: "en"}
		for i, v := range order {
			r.Verdicts = append(r.Verdicts, policy.Judgement{System: fmt.Sprint("s", i), Store: "a", Dataset: "d", Rule: "r", Matter: policy.MatterState, Verdict: v, Reason: "state.clear"})
		}
		if page := string(render(t, "text", r)); !strings.Contains(page, "r · state  ✗") || strings.Contains(page, "r · state  ✓") {
			t.Errorf("%v:\n%s", order, page)
		}
	}
}

// Every matter, reason and basis that policy gives has its text.
func TestVerdictsHaveTexts(t *testing.T) {
	w := wordsOf("en")
	for _, m := range policy.Matters() {
		if !w.has("matter." + string(m)) {
			t.Errorf("the matter %s has no text", m)
		}
	}
	for _, reason := range policy.Reasons() {
		if !w.has("why-not." + reason) {
			t.Errorf("the reason %s has no text", reason)
		}
	}
	for _, code := range policy.Codes() {
		if !w.has("finding." + code + ".title") {
			t.Errorf("the code %s has no title", code)
		}
	}
}
