package reports

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

// A document is what the HTML template shows. Its strings are cleaned and in the
// report's language; the template escapes them for where they stand.
type document struct {
	words  words
	Lang   string
	Style  template.CSS
	Totals Totals
	// Checked says that there was a declaration.
	Checked bool
	Lines   []string
	Data    []pair
	Groups  []htmlGroup
	// Judged are the verdicts by rule and dataset.
	Judged []htmlJudgedStore
	Matrix *htmlMatrix
	// Detail is the matrix by dataset.
	Detail     *htmlMatrix
	Stores     []htmlStore
	Unresolved []htmlUnresolved
	Allowed    []allowedLine
	Gaps       []htmlGap
	// Rest says how much was left out on purpose.
	Rest     string
	Meanings []meaning
	Profiles []string
	Drawn    []string
	Designs  []string
	// Reading explains the words of the report.
	Reading []pair
}

// A pair is a name with its value; Code values are shown in a fixed width.
type pair struct {
	Name, Value string
	Code        bool
}

type htmlGroup struct {
	Word, Severity, Title, Code, Class, Remedy string
	First, More                                []htmlFinding
	Count                                      int
}

type htmlFinding struct {
	Doc                                    *document
	Place, Text, Rule, Remedy, Fingerprint string
	// Waiver says who answers for it, empty when nobody does.
	Waiver   string
	Evidence []pair
}

type htmlUnresolved struct{ Store, Dataset, Field, Category, Valid, Why string }

type htmlGap struct {
	Store, Dataset, Amount, Why string
	Examples                    []string
}

// T returns a text of the document's language.
func (d *document) T(key string, pairs ...any) string { return d.words.t(key, pairs...) }

// shownCards is the number of findings of one kind that are not folded away.
const shownCards = 12

// readingOrder are the topics of "How to read this report".
var readingOrder = []string{"verdicts", "severity", "confidence", "sampling", "absence", "names", "ages", "values", "limits"}

// newDocument puts together what the template shows.
func newDocument(r *Report) *document {
	w := wordsFor(r)
	d := &document{
		words: w, Lang: map[string]string{"en": "en", "zh": "zh-Hans"}[w.lang],
		Style: template.CSS(pageStyle), Totals: totals(r), Checked: r.Declaration != nil,
	}
	if x := declared(r); x != nil {
		d.Lines = append(d.Lines, w.t("verdict.declaration", "id", x.ID, "version", x.Version))
	}
	for _, line := range verdictLines(w, r, d.Totals) {
		d.Lines = append(d.Lines, line.text)
	}
	d.data(r)
	for _, g := range grouped(r.Findings) {
		d.Groups = append(d.Groups, d.group(g))
	}
	d.Judged = newJudged(w, r)
	for _, k := range readingOrder {
		d.Reading = append(d.Reading, pair{w.t("read." + k), w.t("read."+k+"-means",
			"date", "{date}", "n", "{n}", "hash", "{hash}", "uuid", "{uuid}"), false})
	}
	if r.Inventory == nil {
		return d
	}
	stores := r.Inventory.Stores
	d.Matrix, d.Detail = newMatrix(w, stores)
	for i := range stores {
		d.Stores = append(d.Stores, newStore(d, i, &stores[i]))
	}
	d.limits(stores)
	d.Allowed = allowedLines(w, r.Inventory)
	d.Meanings, d.Profiles = meanings(w, stores)
	d.Drawn = drawnLines(w, r)
	for _, k := range designOrder {
		if usesDesign(stores, k) {
			d.Designs = append(d.Designs, w.t("design-means."+string(k)))
		}
	}
	return d
}

// data is the block that says what this report is of.
func (d *document) data(r *Report) {
	add := func(key, value string, code bool) {
		if value != "" {
			d.Data = append(d.Data, pair{d.T(key), clean(value), code})
		}
	}
	add("doc.asof", stamp(r.AsOf), false)
	if x := declared(r); x != nil {
		add("doc.declaration", x.ID, true)
		add("doc.policy", strings.Join(slices.DeleteFunc([]string{x.Publisher, x.Title}, func(s string) bool { return s == "" }), ": "), false)
		add("doc.policy-version", x.Version, false)
		add("doc.policy-effective", x.Effective, false)
		add("doc.sha", x.SHA256, true)
		add("doc.taken-with", x.TakenWith, true)
	} else {
		add("doc.declaration", d.T("doc.no-declaration"), false)
	}
	if inv := r.Inventory; inv != nil {
		var names []string
		for i := range inv.Stores {
			if i == 12 {
				names = append(names, d.T("doc.more-stores", "n", len(inv.Stores)-i))
				break
			}
			names = append(names, storeName(d.words, &inv.Stores[i]))
		}
		add("doc.stores", strings.Join(names, d.T("list")), false)
		add("doc.started", stamp(inv.Run.Started), false)
		add("doc.finished", stamp(inv.Run.Finished), false)
		add("doc.depth", d.words.or("depth."+string(inv.Settings.Depth), string(inv.Settings.Depth)), false)
		add("doc.limits", limits(d.words, inv.Settings.Limits), false)
		if t := inv.Settings.Total; t != nil {
			add("doc.total", limits(d.words, *t), false)
		}
		if s := inv.Settings; s.DetectAbove > 0 {
			add("doc.goal", d.T("doc.goal-means", "share", exact(s.DetectAbove), "confidence", s.ConfidenceLevel()), false)
		}
		add("doc.seed", plainNumber(inv.Settings.Seed), true)
		add("doc.rules", inv.Settings.Rules, true)
		add("doc.tool", strings.TrimSpace("piiventory "+inv.Run.Version), false)
		add("doc.cost", cost(d.words, inv.Run.Cost), false)
		add("doc.planned", cost(d.words, inv.Run.Planned), false)
	}
}

// cost says what the scan asked of the stores, in all.
func cost(w words, all map[string]inventory.Cost) string {
	if len(all) == 0 {
		return ""
	}
	return costs(w, sumOf(all))
}

// group prepares the findings of one kind. Where all have the same remedy it is
// said once.
func (d *document) group(g group) htmlGroup {
	out := htmlGroup{
		Word:     d.words.or("verdict-word."+string(g.Verdict), string(g.Verdict)),
		Severity: severity(d.words, g.Severity), Title: title(d.words, g.Code), Code: clean(g.Code),
		Class: verdictClass(g.Verdict), Count: len(g.Findings),
	}
	if g.Waived {
		out.Word, out.Class = d.T("waived.head")+" · "+out.Word, "v-note"
	}
	same := true
	for _, f := range g.Findings {
		text, remedy := findingText(d.words, f)
		x := htmlFinding{
			Doc: d, Place: place(d.words, f), Text: text, Rule: authority(d.words, f), Remedy: remedy,
			Fingerprint: clean(f.Fingerprint),
		}
		if f.Waiver != nil {
			x.Waiver = waiverLine(d.words, f.Waiver)
		}
		for _, name := range sortedKeys(f.Evidence) {
			x.Evidence = append(x.Evidence, pair{d.words.or("evidence."+name, name), evidence(d.words, name, f.Evidence[name]), false})
		}
		out.First = append(out.First, x)
		same = same && remedy == out.First[0].Remedy
	}
	if same {
		out.Remedy = out.First[0].Remedy
		for i := range out.First {
			out.First[i].Remedy = ""
		}
	}
	if len(out.First) > shownCards+3 {
		out.First, out.More = out.First[:shownCards], out.First[shownCards:]
	}
	return out
}

// limits lists what was not read and what stayed unresolved.
func (d *document) limits(stores []inventory.Store) {
	var rest []inventory.Gap
	each := func(store, dataset string, gaps []inventory.Gap) {
		for _, g := range gaps {
			if intended(g.Kind) {
				rest = append(rest, g)
				continue
			}
			x := htmlGap{clean(store), clean(dataset), gapAmount(d.words, g), gapReason(d.words, g), nil}
			for _, e := range g.Examples {
				x.Examples = append(x.Examples, clean(e))
			}
			d.Gaps = append(d.Gaps, x)
		}
	}
	for _, s := range stores {
		each(s.Alias, "", s.Gaps)
		for _, x := range s.Datasets {
			each(s.Alias, x.Path, x.Gaps)
			_, unresolved := split(x.Entries)
			for _, e := range unresolved {
				d.Unresolved = append(d.Unresolved, htmlUnresolved{clean(s.Alias), clean(x.Path), field(d.words, e.Field),
					category(d.words, e.Category), validOf(d.words, e), reasons(d.words, e)})
			}
		}
	}
	if len(rest) > 0 {
		d.Rest = d.T("gaps.sampled", "amount", gapAmount(d.words, sum(rest)))
	}
}

// usesDesign says whether any dataset was drawn in that way.
func usesDesign(stores []inventory.Store, k scanners.Design) bool {
	for _, s := range stores {
		for _, d := range s.Datasets {
			if d.Coverage.Design == k {
				return true
			}
		}
	}
	return false
}

// verdictClass is the CSS class of a verdict; words of other versions get that
// of a note.
func verdictClass(v policy.Verdict) string {
	if i := rank(verdictOrder, v); i < len(verdictOrder) {
		return fmt.Sprint("v-", string(v))
	}
	return "v-note"
}
