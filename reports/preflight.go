package reports

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
	"piiventory/scanners/places"
)

func init() { formats["preflight"] = writePreflight }

// A Launch is what a check before launch adds to a report.
type Launch struct {
	// FailOn is the lowest severity of what blocks.
	FailOn policy.Severity
	// Demanded says that jurisdictions were named in which the stores may lie.
	Demanded bool
	// Mends are what can be applied.
	Mends []policy.Mend
}

// blocks says that a finding speaks against a launch.
func (l *Launch) blocks(f policy.Finding) bool {
	return f.Waiver == nil && f.Verdict == policy.Broken && f.Severity.Rank() >= cmp.Or(l.FailOn, policy.Medium).Rank()
}

// The questions of a check before launch, in their order, and the areas of the codes of
// findings that answer them. What is in none is about the declaration.
var launchQuestions = []struct {
	key   string
	areas []string
	facts []string
}{
	{"access", []string{"access", "network"}, []string{"public"}},
	{"transport", []string{"transport"}, []string{"tls"}},
	{"rest", []string{"encryption"}, []string{"encryption"}},
	{"place", []string{"residency"}, []string{"jurisdiction"}},
	{"expiry", []string{"expiry", "retention"}, nil},
	{"declared", nil, nil},
}

// writePreflight writes the answer to an engineer before launch: whether anything speaks
// against it, what, and how to mend it.
func writePreflight(w io.Writer, r *Report) error {
	width := cmp.Or(r.Width, defaultWidth)
	if r.Launch == nil {
		r = &Report{Inventory: r.Inventory, Declaration: r.Declaration, Findings: r.Findings, AsOf: r.AsOf, Lang: r.Lang, Color: r.Color, Width: r.Width, Verdicts: r.Verdicts, Launch: &Launch{}}
	}
	t := &text{page: &page{width: max(width, leastWidth), color: r.Color}, words: wordsFor(r), report: r, totals: totals(r)}
	if r.Inventory != nil {
		t.stores = r.Inventory.Stores
	}
	t.para(0, t.t("launch.line", "asof", stamp(r.AsOf), "version", version(r)), faint)
	t.blank()
	verdict, s := launchVerdict(t.words, r)
	t.para(0, verdict, s)
	t.blank()
	t.answers()
	t.blocking()
	t.mends()
	t.judged()
	t.waived()
	t.unchecked()
	_, err := io.WriteString(w, t.page.b.String())
	return err
}

// launchVerdict is the first line: blocked, not all could be checked, or free.
func launchVerdict(w words, r *Report) (string, style) {
	blocks, open := 0, 0
	for _, f := range r.Findings {
		switch {
		case r.Launch.blocks(f):
			blocks++
		case f.Waiver != nil:
		case f.Verdict == policy.Unverifiable || f.Verdict == policy.NotExamined:
			open++
		}
	}
	t := totals(r)
	switch {
	case blocks > 0:
		return w.t("launch.blocked", "n", blocks), red
	case t.Stores == 0 || !t.Complete:
		return w.t("launch.incomplete"), yellow
	case open > 0:
		return w.t("launch.open", "n", open), yellow
	}
	return w.t("launch.free"), green
}

// answers are the questions with a word each.
func (t *text) answers() {
	g := &grid{columns: []column{{title: t.t("launch.question")}, {title: t.t("launch.answer")}, {title: t.t("launch.because"), least: 30}}}
	what := t.t("launch.personal-none", "datasets", t.totals.Datasets)
	if t.totals.Entries > 0 {
		var cats []string
		for i := range t.stores {
			for j := range t.stores[i].Datasets {
				for _, e := range t.stores[i].Datasets[j].Entries {
					if counts(e) || e.From != "" && e.Confidence >= detectors.Medium {
						cats = append(cats, category(t.words, e.Category))
					}
				}
			}
		}
		slices.Sort(cats)
		what = t.t("launch.personal-some", "with", t.totals.DatasetsWith, "datasets", t.totals.Datasets,
			"categories", strings.Join(slices.Compact(cats), t.t("list")))
	}
	word := cell{t.t("launch.no"), plain}
	switch {
	case t.totals.Entries > 0:
		word = cell{t.t("launch.yes"), strong}
	case t.unseen():
		word, what = cell{t.t("launch.unknown"), yellow}, t.t("launch.personal-unseen")
	}
	g.add(cell{t.t("launch.personal"), plain}, word, cell{what, plain})
	for _, q := range launchQuestions {
		var of []policy.Finding
		waived := map[string]bool{}
		for _, f := range t.report.Findings {
			switch {
			case questionOf(f.Code) != q.key || f.Verdict == policy.Note && q.key != "rest":
			case f.Waiver != nil:
				waived[title(t.words, f.Code)] = true
			default:
				of = append(of, f)
			}
		}
		word, because := t.answer(q.key, q.facts, of)
		if len(of) == 0 && len(waived) > 0 {
			word, because = cell{t.t("launch.waived"), yellow}, strings.Join(slices.Sorted(maps.Keys(waived)), t.t("list.parts"))
		}
		g.add(cell{t.t("launch." + q.key), plain}, word, cell{because, plain})
	}
	g.write(t.page, 2)
}

// questionOf is the question that a finding answers.
func questionOf(code string) string {
	area, _, _ := strings.Cut(code, ".")
	if area == "coverage" || area == "scan" {
		return "personal" // how far was looked
	}
	for _, q := range launchQuestions {
		if slices.Contains(q.areas, area) {
			return q.key
		}
	}
	return "declared"
}

// answer says what was found out about one question.
func (t *text) answer(key string, facts []string, of []policy.Finding) (cell, string) {
	titles := map[string]bool{}
	blocked, open := false, false
	for _, f := range of {
		blocked = blocked || t.report.Launch.blocks(f)
		open = open || f.Verdict != policy.Broken
		titles[title(t.words, f.Code)] = true
	}
	because := strings.Join(slices.Sorted(maps.Keys(titles)), t.t("list.parts"))
	if len(of) == 0 {
		because = t.known(key, facts)
	}
	switch {
	case blocked:
		return cell{t.t("launch.blocks"), red}, because
	case open:
		return cell{t.t("launch.unknown"), yellow}, because
	case len(of) > 0:
		return cell{t.t("launch.minor"), yellow}, because
	case because == "":
		return cell{t.t("launch.nothing"), faint}, t.t("launch.not-asked")
	case !t.good(key, facts):
		return cell{t.t("launch.told"), plain}, because
	}
	return cell{t.t("launch.fine"), green}, because
}

// unseen says that there is something in the stores of which nothing was read, so that
// "nothing was found" would say nothing; or that nothing could be listed.
func (t *text) unseen() bool {
	if t.totals.Stores == 0 || !t.totals.Complete {
		return true
	}
	for i := range t.stores {
		if len(t.stores[i].Datasets) == 0 && notable(t.stores[i].Gaps) > 0 {
			return true
		}
		for j := range t.stores[i].Datasets {
			if d := &t.stores[i].Datasets[j]; d.Coverage.Listed > 0 && !looked(d.Coverage) {
				return true
			}
		}
	}
	return false
}

// good says that what the stores told answers a question well. Where nothing personal was
// found, nothing can be said of how long it stays; and no place is good by itself.
func (t *text) good(key string, names []string) bool {
	switch key {
	case "place":
		return t.report.Launch.Demanded || t.report.Declaration != nil
	case "declared":
		return true
	}
	for i := range t.stores {
		s := &t.stores[i]
		local := false
		for _, f := range s.Facts {
			local = local || f.Name == "network" && f.Detail == places.ThisMachine
		}
		for _, f := range s.Facts {
			if !t.speaksTo(key, names, s, f) {
				continue
			}
			bad := map[string]bool{"access": f.Value != "no" && f.Value != "none", "transport": f.Value != "yes" && !local, "rest": f.Value == "none"}
			if bad[key] {
				return false
			}
		}
		with, _ := holders(s.Datasets)
		for _, d := range with {
			if l := d.Lifecycle; key == "expiry" && l != nil && l.Kept+l.Unclear > 0 {
				return false
			}
		}
	}
	return true
}

// speaksTo says that a fact of a store as a whole answers a question. On a disk it is what
// every user of the machine may do.
func (t *text) speaksTo(key string, names []string, s *inventory.Store, f scanners.Fact) bool {
	here := slices.Contains(names, f.Name) || key == "access" && f.Name == "grant" && (s.Kind == "file" || s.Kind == "sqlite")
	return here && !f.Unknown && f.Scope == ""
}

// known says what the stores answered where nothing speaks against it.
func (t *text) known(key string, names []string) string {
	var out []string
	add := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for i := range t.stores {
		s := &t.stores[i]
		for _, f := range s.Facts {
			if t.speaksTo(key, names, s, f) {
				_, value, by := fact(t.words, f)
				if key == "transport" && f.Value == "no" { // it does not leave the machine, or it would block
					value = t.t("launch.near")
				}
				add(t.t("observed.by", "value", value, "source", by))
			}
		}
		if key != "expiry" {
			continue
		}
		with, _ := holders(s.Datasets)
		for _, d := range with {
			add(keptLine(t.words, d))
		}
	}
	if key == "declared" && t.report.Declaration != nil {
		return t.t("launch.met", "id", declarationID(t.report))
	}
	return strings.Join(out, t.t("list.parts"))
}

// blocking lists what speaks against the launch.
func (t *text) blocking() {
	n, rest, of := 0, 0, map[string]int{}
	for _, f := range ordered(t.report.Findings) {
		if !t.report.Launch.blocks(f) {
			continue
		}
		if n == 0 {
			t.section("launch.section-blocks")
		}
		if n++; of[f.Code] >= shownBlocks {
			rest++
			continue
		}
		of[f.Code]++
		text, remedy := findingText(t.words, f)
		t.item(0, number(int64(n))+".", title(t.words, f.Code)+" · "+shorten(place(t.words, f), 2*t.width-30), severityStyle(f.Severity, f.Verdict))
		t.para(3, text, plain)
		t.item(3, "→", remedy, plain)
	}
	if rest > 0 {
		t.say(0, "launch.more-blocks", "n", rest)
	}
}

// shownBlocks is how many findings of one kind are listed: an engineer wants a short list,
// and the JSON has all of them.
const shownBlocks = 5

// mends shows what can be applied, as it is: it is there to be copied.
func (t *text) mends() {
	for i, m := range t.report.Launch.Mends {
		if i == 0 {
			t.section("launch.section-mends")
			t.say(0, "launch.mends-mean")
		}
		t.blank()
		var titles []string
		for _, code := range m.Codes {
			titles = append(titles, title(t.words, code))
		}
		t.para(0, t.t("launch.mend", "store", m.Store, "what", t.t("mend."+m.What), "titles", strings.Join(titles, t.t("list.parts"))), strong)
		if m.Example {
			t.say(0, "launch.mend-example")
		}
		if len(m.Also) > 0 {
			t.para(0, t.t("launch.mend-also", "n", len(m.Also), "names", shorten(strings.Join(m.Also, t.t("list")), 3*t.width)), yellow)
		}
		for line := range strings.Lines(m.Document + "\n") {
			t.raw("    " + clean(strings.TrimRight(line, "\n")))
		}
		if m.Command != "" {
			t.raw("    " + clean(m.Command))
		}
	}
}

// waived lists what would be above, did nobody answer for it.
func (t *text) waived() {
	n := 0
	for _, f := range ordered(t.report.Findings) {
		if f.Waiver == nil || f.Verdict == policy.Note {
			continue
		}
		if n++; n == 1 {
			t.section("launch.section-waived")
		}
		if n <= shownFindings {
			t.item(0, "•", title(t.words, f.Code)+" · "+shorten(place(t.words, f), 2*t.width-30), plain)
			t.para(2, waiverLine(t.words, f.Waiver), faint)
		}
	}
	if n > shownFindings {
		t.say(0, "more.lines", "n", n-shownFindings)
	}
}

// unchecked lists what could not be checked, and what was not read.
func (t *text) unchecked() {
	n := 0
	for _, f := range ordered(t.report.Findings) {
		if f.Waiver != nil || f.Verdict != policy.Unverifiable && f.Verdict != policy.NotExamined {
			continue
		}
		if n == 0 {
			t.section("launch.section-unchecked")
		}
		if n++; n > shownFindings {
			continue
		}
		text, _ := findingText(t.words, f)
		t.item(0, "•", place(t.words, f)+": "+text, plain)
	}
	if n > shownFindings {
		t.say(0, "more.lines", "n", n-shownFindings)
	}
	var all []*inventory.Dataset
	for i := range t.stores {
		for j := range t.stores[i].Datasets {
			all = append(all, &t.stores[i].Datasets[j])
		}
	}
	if len(all) == 0 || t.report.Inventory.Settings.Depth == scanners.Names {
		return
	}
	t.blank()
	t.para(0, lookAt(all).limits(t.words), faint)
}
