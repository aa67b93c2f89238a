package reports

import (
	"cmp"
	"io"
	"strings"
	"time"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

func init() { formats["text"] = writeText }

const (
	// defaultWidth is the number of columns where the terminal's is not known,
	// leastWidth the number below which nothing is narrowed any further.
	defaultWidth, leastWidth = 100, 40
	// shownDatasets, shownFindings and shownLines bound what one section shows of
	// one store or one kind of finding; the rest is counted and named. The JSON
	// and HTML formats show all of it.
	shownDatasets, shownFindings, shownLines = 25, 25, 40
	// worstFirst is the number of findings that the verdict itself names.
	worstFirst = 3
)

// writeText writes the report for a terminal: the verdict, what was found,
// the findings, and then everything that bounds what the verdict is worth.
func writeText(w io.Writer, r *Report) error {
	width := cmp.Or(r.Width, defaultWidth)
	t := &text{
		page:  &page{width: max(width, leastWidth), color: r.Color},
		words: wordsFor(r), report: r, totals: totals(r),
		stores: []inventory.Store{},
	}
	if r.Inventory != nil {
		t.stores = r.Inventory.Stores
	}
	t.verdict()
	t.found()
	t.findings()
	t.judged()
	t.unresolved()
	t.allowed()
	t.gaps()
	t.coverage()
	t.facts()
	t.times()
	t.drawn()
	_, err := io.WriteString(w, t.page.b.String())
	return err
}

// text is a report that is being written for a terminal.
type text struct {
	*page
	words  words
	report *Report
	totals Totals
	stores []inventory.Store
}

// t returns a text of the report's language.
func (t *text) t(key string, pairs ...any) string { return t.words.t(key, pairs...) }

// say writes a paragraph.
func (t *text) say(indent int, key string, pairs ...any) {
	t.para(indent, t.t(key, pairs...), plain)
}

// section starts a section.
func (t *text) section(key string, pairs ...any) { t.heading(t.t(key, pairs...)) }

// verdict answers in a few lines what a person with half a minute must know.
func (t *text) verdict() {
	t.para(0, t.t("title.line", "asof", stamp(t.report.AsOf), "version", version(t.report)), faint)
	t.blank()
	t.para(0, t.t(t.totals.Heading()), verdictStyle(t.totals.Verdict))
	if d := declared(t.report); d != nil {
		t.say(0, "verdict.declaration", "id", d.ID, "version", d.Version, "sha", d.SHA256)
	}
	for _, line := range verdictLines(t.words, t.report, t.totals) {
		t.para(0, line.text, line.style)
	}
	worst := ordered(t.report.Findings)
	if len(worst) == 0 || worst[0].Verdict != policy.Broken || worst[0].Waiver != nil {
		return
	}
	t.blank()
	t.para(0, t.t("worst"), strong)
	for i, f := range worst {
		if i == worstFirst || f.Verdict != policy.Broken || f.Waiver != nil {
			break
		}
		t.item(2, severity(t.words, f.Severity), shorten(t.t("worst.line", "title", title(t.words, f.Code), "place", place(t.words, f)), 2*t.width-30),
			severityStyle(f.Severity, f.Verdict))
	}
}

// verdictLines are the sentences behind the verdict.
func verdictLines(w words, r *Report, t Totals) []cell {
	var lines []cell
	if r.Declaration != nil {
		lines = append(lines, cell{w.t("verdict.numbers", "broken", t.Broken, "severities", severities(w, t),
			"unverifiable", t.Unverifiable, "unexamined", t.NotExamined), plain})
	}
	if t.Waived > 0 {
		lines = append(lines, cell{w.t("verdict.waived", "n", t.Waived), yellow})
	}
	if n := len(r.Verdicts); n > 0 {
		lines = append(lines, cell{w.t("verdict.judged", "n", n, "kept", t.Judged[policy.Kept], "broken", t.Judged[policy.Broken],
			"unverifiable", t.Judged[policy.Unverifiable], "unexamined", t.Judged[policy.NotExamined]), plain})
	}
	switch {
	case t.Stores == 0:
		lines = append(lines, cell{w.t("verdict.no-stores"), yellow})
	case t.Entries == 0:
		lines = append(lines, cell{w.t("verdict.nothing", "datasets", t.Datasets, "stores", t.Stores), plain})
	default:
		lines = append(lines, cell{w.t("verdict.found", "categories", t.Categories, "with", t.DatasetsWith,
			"datasets", t.Datasets, "storeswith", t.StoresWith, "stores", t.Stores), plain})
	}
	if len(t.Persons) > 0 {
		lines = append(lines, cell{w.t("verdict.persons", "list", t.persons(w)), plain})
		if t.partly() {
			lines = append(lines, cell{w.t("verdict.persons-read"), plain})
		}
	}
	if t.Closed != nil {
		lines = append(lines, cell{t.Closed.sentence(w), plain})
	}
	if t.Hints > 0 {
		lines = append(lines, cell{w.t("verdict.hints", "n", t.Hints), plain})
	}
	if t.Masked > 0 {
		lines = append(lines, cell{w.t("verdict.masked", "n", t.Masked), plain})
	}
	if t.Minors.sum() > 0 {
		lines = append(lines, cell{w.t("verdict.minors", "ages", t.Minors.ages(w)), yellow})
	}
	if t.Unresolved > 0 {
		lines = append(lines, cell{w.t("verdict.unresolved", "n", t.Unresolved), plain})
	}
	switch {
	case t.Interrupted:
		lines = append(lines, cell{w.t("verdict.interrupted"), yellow})
	case !t.Complete:
		lines = append(lines, cell{w.t("verdict.incomplete"), yellow})
	}
	if t.Unread > 0 {
		lines = append(lines, cell{w.t("verdict.unread", "n", t.Unread), yellow})
	}
	if t.Gaps > 0 {
		lines = append(lines, cell{w.t("verdict.gaps", "n", t.Gaps), plain})
	}
	return lines
}

// severities lists how many of the broken findings have which severity.
func severities(w words, t Totals) string {
	var parts []string
	for _, s := range severityOrder {
		if n := t.Severities[s]; n > 0 {
			parts = append(parts, number(int64(n))+" "+severity(w, s))
		}
	}
	return strings.Join(parts, w.t("list"))
}

// severity names a severity.
func severity(w words, s policy.Severity) string { return w.or("severity."+string(s), string(s)) }

// severityStyle colours only what breaks the declaration in red.
func severityStyle(s policy.Severity, v policy.Verdict) style {
	switch {
	case v == policy.Broken && rank(severityOrder, s) <= 1:
		return red
	case v == policy.Broken || v == policy.Unverifiable || v == policy.NotExamined:
		return yellow
	}
	return strong
}

func verdictStyle(verdict string) style {
	switch verdict {
	case "broken":
		return red
	case "unverifiable":
		return yellow
	case "met":
		return green
	}
	return strong
}

// version is the version of the tool that made the inventory.
func version(r *Report) string {
	if r.Inventory == nil {
		return ""
	}
	return r.Inventory.Run.Version
}

// drawn says how the sample was drawn, so that it can be drawn again.
func (t *text) drawn() {
	if t.report.Inventory == nil || t.totals.Stores == 0 {
		return
	}
	t.section("section.drawn")
	for _, line := range drawnLines(t.words, t.report) {
		t.para(0, line, plain)
	}
	used := map[scanners.Design]bool{}
	for _, s := range t.stores {
		for _, d := range s.Datasets {
			used[d.Coverage.Design] = true
		}
	}
	for _, d := range designOrder {
		if used[d] {
			t.item(0, "•", t.t("design-means."+string(d)), plain)
		}
	}
}

// drawnLines are the sentences about seed, depth and rules.
func drawnLines(w words, r *Report) []string {
	s := r.Inventory.Settings
	lines := []string{w.or("depth."+string(s.Depth), string(s.Depth))}
	if s.Depth == scanners.Sample {
		lines = append(lines, w.t("drawn.assets"), w.t("drawn.seed", "seed", plainNumber(s.Seed)))
	}
	if len(s.Since) > 0 {
		var dates []string
		for _, t := range s.Since {
			dates = append(dates, t.UTC().Format(time.DateOnly))
		}
		n := int64(0)
		for i := range r.Inventory.Stores {
			n += r.Inventory.Stores[i].Coverage.Carried
		}
		lines = append(lines, w.t("drawn.since", "n", n, "dates", strings.Join(dates, w.t("list"))))
	}
	if s.DetectAbove > 0 && s.Depth == scanners.Sample {
		lines = append(lines, w.t("drawn.goal", "share", exact(s.DetectAbove), "confidence", s.ConfidenceLevel()))
	}
	if run := r.Inventory.Run; len(run.Planned) > 0 {
		lines = append(lines, w.t("drawn.cost", "cost", costs(w, sumOf(run.Cost)), "planned", costs(w, sumOf(run.Planned))))
	}
	lines = append(lines, w.t("drawn.rules", "rules", s.Rules, "version", r.Inventory.Run.Version))
	return lines
}
