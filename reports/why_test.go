package reports

import (
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// The rate that is shown is the one that the verdict rests on: specimens are left out of
// both numbers.
func TestShownRateIsJudged(t *testing.T) {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v := engine.Judge("contact.email", "note", detectors.Evidence{Values: 60, WellFormed: 40, Valid: 24, Known: 20, Distinct: 24})
	if v.PassRate != 0.2 {
		t.Fatalf("4 of 20 that are judged are a rate of %v", v.PassRate)
	}
	e := inventory.Entry{
		Category: "contact.email", Field: "note", Confidence: v.Confidence, Unresolved: v.Unresolved, Rows: 24, Values: 60,
		WellFormed: 40, Valid: 24, Known: 20, PassRate: v.PassRate, Reasons: []string{"accidental"},
	}
	for lang, want := range map[string][]string{
		"en": {"4 of 20 well-formed pass the checks", "20 test values or addresses of programs left out", "no more than by chance (20 %)"},
		"zh": {"20 个格式相符的值中 4 个通过检查", "不计 20 个公开测试值或程序地址", "不高于偶然（20 %）"},
	} {
		got := reasons(wordsOf(lang), e)
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: %q lacks %q", lang, got, s)
			}
		}
		if strings.Contains(got, "60 %") || strings.Contains(got, "24") {
			t.Errorf("%s: %q counts specimens", lang, got)
		}
		only := e
		only.Known, only.Valid, only.WellFormed, only.Reasons = 20, 20, 20, []string{"specimen"}
		if got := reasons(wordsOf(lang), only); strings.ContainsAny(got, "%0") {
			t.Errorf("%s: a rate of nothing: %q", lang, got)
		}
	}
}

// What stands in few lines of free text is told by its lines, wherever the entry is shown.
func TestFewLinesOfFreeText(t *testing.T) {
	e := inventory.Entry{Category: "contact.mobile", Confidence: detectors.Medium, Rows: 1, Values: 126_024, WellFormed: 1, Valid: 1, Reasons: []string{"keyword"}, Keyword: 1, Distinct: 1}
	all := inventory.Coverage{Design: scanners.Census, Listed: 1, Whole: 1, RowsRead: 130_000}
	sampled := inventory.Coverage{Listed: 3, Sampled: 1, RowsRead: 130_000}
	for lang, want := range map[string][3]string{
		"en": {"1 of 126,024 lines (all read)", "1 of 126,024 lines sampled", "1 of 126,024 lines"},
		"zh": {"126,024 行文本中 1 行（全部读取）", "抽样 126,024 行文本中 1 行", "126,024 行文本中 1 行"},
	} {
		w := wordsOf(lang)
		if got := [3]string{rowsWith(w, e, all), rowsWith(w, e, sampled), validOf(w, e)}; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		d := &inventory.Dataset{Path: "app.log", Coverage: all, Entries: []inventory.Entry{e}}
		in := &inventory.Inventory{Stores: []inventory.Store{{Alias: "logs", Datasets: []inventory.Dataset{*d}}}}
		for _, format := range []string{"text", "html"} {
			f, ok := Lookup(format)
			if !ok {
				t.Fatalf("no format %s", format)
			}
			var out strings.Builder
			if err := f(&out, &Report{Inventory: in, Lang: lang, Width: 160}); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(strings.Fields(out.String()), ""); !strings.Contains(got, strings.ReplaceAll(want[0], " ", "")) {
				t.Errorf("%s, %s: %q is missing in\n%.3000s", lang, format, want[0], out.String())
			}
		}
		column := e
		column.Field = "phone"
		if got := rowsWith(w, column, all); strings.Contains(got, "126,024") {
			t.Errorf("%s: a column is told by lines: %q", lang, got)
		}
	}
}
