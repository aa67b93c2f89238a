package reports

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

// No line is wider than the terminal, in any language, with or without colour,
// whatever the names.
func TestTextWidth(t *testing.T) {
	for _, c := range cases {
		for _, lang := range []string{"en", "zh"} {
			for _, width := range []int{1, 40, 41, 57, 72, 80, 100, 132, 250} {
				for _, color := range []bool{false, true} {
					r := load(t, c.name, c.checked, lang)
					r.Width, r.Color = width, color
					for i, line := range strings.Split(string(render(t, "text", r)), "\n") {
						if w := columns(ansi.ReplaceAllString(line, "")); w > max(width, leastWidth) {
							t.Fatalf("%s %s at %d columns: line %d has %d: %q", c.name, lang, width, i+1, w, line)
						}
						if strings.HasSuffix(line, " ") {
							t.Fatalf("%s %s at %d columns: line %d ends in a blank: %q", c.name, lang, width, i+1, line)
						}
					}
				}
			}
		}
	}
}

// Colour adds escapes and changes nothing else; without it there is none.
func TestTextColor(t *testing.T) {
	r := load(t, "rich", true, "en")
	bare := string(render(t, "text", r))
	r.Color = true
	colored := string(render(t, "text", r))
	if strings.Contains(bare, "\x1b") {
		t.Error("escapes without Color")
	}
	if !strings.Contains(colored, string(red)) {
		t.Error("what breaks the declaration is not red")
	}
	if ansi.ReplaceAllString(colored, "") != bare {
		t.Error("colour changes the text")
	}
}

// The verdict stands in the first lines and the worst finding is named there.
func TestVerdictFirst(t *testing.T) {
	top := strings.Join(strings.Split(string(render(t, "text", load(t, "rich", true, "en"))), "\n")[:24], "\n")
	for _, want := range []string{
		"THE DECLARATION IS BROKEN", "7 findings contradict it", "8 could not be verified", "4 were not",
		"INCOMPLETE", "critical Personal data that is not declared: crm › 客户信息 › 身份证号",
	} {
		if !strings.Contains(top, want) {
			t.Errorf("the first lines do not say %q:\n%s", want, top)
		}
	}
}

func TestVerdicts(t *testing.T) {
	whole := &inventory.Inventory{Complete: true, Stores: []inventory.Store{{Alias: "a"}}}
	part := &inventory.Inventory{Stores: []inventory.Store{{Alias: "a"}}}
	d := &policy.Declaration{ID: "d"}
	finding := func(v policy.Verdict) []policy.Finding {
		return []policy.Finding{{Code: "x", Verdict: v, Severity: policy.Low}}
	}
	for _, c := range []struct {
		want string
		r    Report
	}{
		{"inventory", Report{Inventory: whole}},
		{"inventory", Report{Inventory: part}},
		{"met", Report{Inventory: whole, Declaration: d}},
		{"met", Report{Inventory: whole, Declaration: d, Findings: finding(policy.Note)}},
		{"unverifiable", Report{Inventory: part, Declaration: d}},
		{"unverifiable", Report{Declaration: d}},
		{"unverifiable", Report{Inventory: whole, Declaration: d, Findings: finding(policy.Unverifiable)}},
		{"unverifiable", Report{Inventory: whole, Declaration: d, Findings: finding(policy.NotExamined)}},
		{"broken", Report{Inventory: part, Declaration: d, Findings: finding(policy.Broken)}},
	} {
		if got := totals(&c.r).Verdict; got != c.want {
			t.Errorf("verdict %q, want %q for %+v", got, c.want, c.r)
		}
		for _, lang := range []string{"en", "zh"} {
			c.r.Lang = lang
			text := string(render(t, "text", &c.r))
			if !strings.Contains(text, wordsOf(lang).t("verdict."+c.want)) {
				t.Errorf("%s: the report does not say its verdict %q:\n%s", lang, c.want, text)
			}
			if line := Summary(&c.r); line == "" || strings.Contains(line, "\n") {
				t.Errorf("%s: summary %q", lang, line)
			}
			for _, word := range []string{"clean", "compliant", "no risk", "合规", "干净"} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s: the report says %q", lang, word)
				}
			}
		}
	}
}

// Where something contradicts the declaration and is waived, the heading says so.
func TestHeadingOfWhatIsWaived(t *testing.T) {
	r := Report{Inventory: &inventory.Inventory{Complete: true}, Declaration: &policy.Declaration{ID: "d"}}
	waived := func(v policy.Verdict) []policy.Finding {
		return []policy.Finding{{Code: "x", Verdict: v, Severity: policy.Low, Waiver: &policy.Waived{ID: "w"}}}
	}
	for _, c := range []struct {
		findings []policy.Finding
		want     string
	}{
		{waived(policy.Broken), "verdict.met-waived"},
		{waived(policy.Unverifiable), "verdict.met-waived"},
		{waived(policy.Note), "verdict.met"},
		{nil, "verdict.met"},
		{append(waived(policy.Broken), policy.Finding{Code: "y", Verdict: policy.Broken, Severity: policy.Low}), "verdict.broken"},
	} {
		r.Findings = c.findings
		for _, lang := range []string{"en", "zh"} {
			r.Lang = lang
			w := wordsOf(lang)
			for format, heading := range map[string]string{"text": "%s\n", "html": ">%s</h2>"} {
				out := strings.Join(strings.Fields(string(render(t, format, &r))), " ") + "\n"
				if format == "text" {
					out = string(render(t, format, &r))
				}
				if !strings.Contains(out, fmt.Sprintf(heading, w.t(c.want))) {
					t.Errorf("%s, %s: %q does not stand in the heading of %+v", format, lang, w.t(c.want), c.findings)
				}
			}
		}
	}
}

func TestSummary(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "declaration example-2026 BROKEN: 7 broken, 8 unverifiable, 4 not examined, 2 waived; 5 categories in 8 of 17 datasets, 5 stores; 1 unresolved; INCOMPLETE",
		"zh": "与声明 example-2026 不符：7 项不符，8 项无法核实，4 项未检查，2 项已豁免；5 个存储、17 个数据集中的 8 个含 5 类个人信息；待定 1 个；不完整",
	} {
		if got := Summary(load(t, "rich", true, lang)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", lang, got, want)
		}
	}
}

// many is an inventory of n datasets with personal data and as many without.
func many(n int) *inventory.Inventory {
	s := inventory.Store{Alias: "lake", Kind: "s3", Coverage: inventory.Coverage{Listed: int64(2 * n), Sampled: int64(2 * n), Units: int64(8 * n), RowsRead: int64(800 * n), RowsListed: -1, Design: scanners.Equal}}
	for i := range n {
		c := inventory.Coverage{Listed: 9, Sampled: 4, Units: 4, RowsRead: 400, BytesRead: 4096, BytesListed: 9216, RowsListed: -1, Design: scanners.Equal}
		s.Datasets = append(s.Datasets,
			inventory.Dataset{Path: fmt.Sprintf("with/%04d/{date}.csv", i), Kind: "object", Formats: []string{"csv"}, Coverage: c, Entries: []inventory.Entry{{
				Category: "contact.email", Field: "mail", Confidence: detectors.Confidence(1 + i%3), Rows: int64(i), Values: 400, WellFormed: 400, Valid: 400, Distinct: 300,
			}}},
			inventory.Dataset{Path: fmt.Sprintf("without/%04d/{date}.csv", i), Kind: "object", Formats: []string{"csv"}, Coverage: c})
	}
	return &inventory.Inventory{Complete: true, Stores: []inventory.Store{s}}
}

// Of a dataset with valid values that do not fit their field nobody may say that nothing
// is there, nor give a bound for what may be.
func TestUnresolvedIsNotNothing(t *testing.T) {
	inv := many(3)
	for i := range inv.Stores[0].Datasets {
		if d := &inv.Stores[0].Datasets[i]; d.Path == "without/0001/{date}.csv" {
			d.Entries = []inventory.Entry{{Category: "contact.email", Field: "note", Confidence: detectors.Low, Unresolved: true, Values: 400, WellFormed: 2, Valid: 2, Distinct: 2, Reasons: []string{"few"}}}
		}
	}
	for lang, want := range map[string][2]string{
		"en": {"Nothing found in 2 other datasets: 0 of 8 units read hold personal data", "1 dataset holds valid values that do not fit its fields as a whole (see Unresolved), so it is not said that nothing is there: without/0001"},
		"zh": {"其余 2 个数据集未发现个人信息：读取的 8 个抽样单元中 0 个", "有 1 个数据集含有与字段整体不符的有效值（见“待定”），因此不能说其中没有个人信息：without/0001"},
	} {
		r := &Report{Inventory: inv, Lang: lang}
		text := strings.Join(strings.Fields(string(render(t, "text", r))), "")
		page := strings.Join(strings.Fields(string(render(t, "html", r))), "")
		for _, w := range want {
			w = strings.Join(strings.Fields(w), "")
			if !strings.Contains(text, w) || !strings.Contains(page, w) {
				t.Errorf("%s: text or page does not say %q", lang, w)
			}
		}
		own := wordsOf(lang).t("nothing.open-one")
		if !strings.Contains(string(render(t, "html", r)), own) {
			t.Errorf("%s: the dataset in the page does not say %q", lang, own)
		}
	}
	for i := range inv.Stores[0].Datasets {
		d := &inv.Stores[0].Datasets[i]
		if strings.HasPrefix(d.Path, "with/") {
			d.Entries = nil
		} else {
			d.Entries = []inventory.Entry{{Category: "contact.email", Field: "note", Confidence: detectors.Low, Unresolved: true, Values: 400, WellFormed: 2, Valid: 2, Distinct: 2, Reasons: []string{"few"}}}
		}
	}
	if text := string(render(t, "text", &Report{Inventory: inv, Lang: "en"})); !strings.Contains(text, "Nothing found in 3 datasets") || !strings.Contains(text, "3 datasets hold") {
		t.Errorf("nothing sure anywhere:\n%.1500s", text)
	}
}

// Hundreds of datasets do not drown the report: the surest are shown, the rest
// is counted and named, and the HTML shows all.
func TestManyDatasets(t *testing.T) {
	r := &Report{Inventory: many(300), Lang: "en"}
	text := string(render(t, "text", r))
	if n := strings.Count(text, "\n"); n > 260 {
		t.Errorf("%d lines for 600 datasets", n)
	}
	for _, want := range []string{
		"in 200 of 600 datasets", // a low confidence is a hint
		"and 275 more datasets with personal data",
		"Nothing found in 300 other datasets: 0 of 1,200 units read hold personal data",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%.3000s", want, text)
		}
	}
	if regexp.MustCompile(`contact.email +low`).MatchString(text) {
		t.Error("a hint is shown before what is sure")
	}
	page := string(render(t, "html", r))
	for _, d := range r.Inventory.Stores[0].Datasets {
		if !strings.Contains(page, d.Path) {
			t.Fatalf("the HTML leaves out %s", d.Path)
		}
	}
}

// Many findings of one kind are cut in the text, with their number, and shown
// whole in HTML and JSON.
func TestManyFindings(t *testing.T) {
	r := &Report{Inventory: many(1), Declaration: &policy.Declaration{ID: "d"}, Lang: "en", AsOf: time.Unix(0, 0)}
	for i := range 60 {
		r.Findings = append(r.Findings, policy.Finding{Code: "category.undeclared", Verdict: policy.Broken, Severity: policy.High,
			Store: "lake", Dataset: fmt.Sprintf("with/%04d", i), Category: "contact.email", Fingerprint: fmt.Sprint("print-", i)})
	}
	text := string(render(t, "text", r))
	if !strings.Contains(text, "60 times") || !strings.Contains(text, "and 35 more of this kind") {
		t.Errorf("the text does not count its findings:\n%.2000s", text)
	}
	if n := strings.Count(text, "Delete the data or move it"); n != 1 {
		t.Errorf("the same remedy stands %d times", n)
	}
	for _, format := range []string{"html", "json"} {
		out := string(render(t, format, r))
		for _, f := range r.Findings {
			if !strings.Contains(out, f.Fingerprint) {
				t.Fatalf("%s leaves out %s", format, f.Fingerprint)
			}
		}
	}
}

// What was not found is always said with what was looked at.
func TestNegatives(t *testing.T) {
	c := func(listed, sampled, whole, units, rows int64, d scanners.Design) inventory.Coverage {
		return inventory.Coverage{Listed: listed, Sampled: sampled, Whole: whole, Units: units, RowsRead: rows, BytesListed: 10, BytesRead: 5, RowsListed: -1, Design: d}
	}
	for _, x := range []struct {
		name string
		c    []inventory.Coverage
		want string
		not  string
	}{
		{"nothing listed", nil, "0 of 0 units read: nothing can be said", "%"},
		{"all read", []inventory.Coverage{c(2, 2, 2, 7, 100, scanners.Census)}, "0 of 7 units read hold personal data. Looked at: 2 of 2 assets, 100 rows, 5 B of 10 B. All of it was read", "%"},
		{"equal", []inventory.Coverage{c(1, 1, 0, 300, 9000, scanners.Equal)}, "With 95 % confidence, at most 1.0 % of the records (by 300 independent draws) hold any one category", "assets that"},
		{"objects read whole", []inventory.Coverage{c(100, 3, 3, 300, 9000, scanners.Equal)}, "at most 1.0 % of the records (by 300 independent draws) and at most 64 % of the assets that can be read whole (by 3)", ""},
		{"not equal", []inventory.Coverage{c(1, 1, 0, 300, 9000, scanners.NotEqual)}, "no bound can be given", "%"},
		{"not random", []inventory.Coverage{c(1, 1, 0, 300, 9000, scanners.NotRandom)}, "no bound can be given", "%"},
		{"the weakest counts", []inventory.Coverage{c(1, 1, 0, 300, 9000, scanners.Equal), c(1, 1, 0, 1, 9, scanners.NotRandom)}, "no bound can be given", "%"},
		{"the least counts", []inventory.Coverage{c(1, 1, 0, 300, 9000, scanners.Equal), c(1, 1, 0, 10, 9, scanners.Equal), c(1, 1, 1, 1, 9, scanners.Census)}, "in each of these datasets at most 26 % of the records (by 10 independent draws)", "1.0 %"},
		{"all that could be read", []inventory.Coverage{c(4, 4, 3, 4, 10, scanners.NotRandom)}, "All that could be read of it was read", "%"},
		{"a bound that says nothing", []inventory.Coverage{c(5, 2, 0, 0, 10, scanners.Equal)}, "No bound can be given", "100 %"},
		{"design unknown", []inventory.Coverage{c(5, 2, 2, 2, 10, "")}, "No bound can be given", "%"},
	} {
		var ds []*inventory.Dataset
		for i := range x.c {
			d := &inventory.Dataset{Coverage: x.c[i]}
			if d.Coverage.Design == scanners.Equal {
				shares := map[int64]float64{0: 1, 10: 0.259, 300: 0.00994}
				d.Bounds.Records = &inventory.Bound{Draws: d.Coverage.Units, AtMost: shares[d.Coverage.Units]}
				if d.Coverage.Whole > 0 {
					d.Bounds.Assets = &inventory.Bound{Draws: 3, AtMost: 0.632}
				}
			}
			if x.name == "all that could be read" {
				d.Bounds = inventory.Bounds{Records: &inventory.Bound{}, Assets: &inventory.Bound{}}
			}
			ds = append(ds, d)
		}
		got := lookAt(ds).sentence(wordsOf("en"))
		if !strings.Contains(got, x.want) || x.not != "" && strings.Contains(got, x.not) {
			t.Errorf("%s: %q, want %q and not %q", x.name, got, x.want, x.not)
		}
		if zh := lookAt(ds).sentence(wordsOf("zh")); !strings.Contains(zh, "0 个") {
			t.Errorf("%s: %q names no number", x.name, zh)
		}
	}
}
