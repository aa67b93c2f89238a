package reports

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
)

// htmlStore is one store with all that was found and read there.
type htmlStore struct {
	Anchor, Name, Line string
	Coverage           []pair
	Facts              []htmlFact
	Conflicts          []string
	// With are the datasets with personal data; More are those beyond the first
	// ones, folded away.
	With, More []htmlDataset
	// Nothing says what was looked at in the datasets without personal data,
	// Open of which of them that may not be said, Unopened those that nobody knows
	// anything of; Without lists them all.
	Nothing, Open, Unopened string
	Without                 []htmlDataset
}

type htmlFact struct {
	Name, Value, By string
	Unknown         bool
}

type htmlDataset struct {
	Doc                 *document
	Path, Line, Nothing string
	Entries             []htmlEntry
	Joined, Facts       []string
	Times               []htmlTimes
}

type htmlEntry struct{ Field, Category, Confidence, Class, Rows, Share, Distinct, Why, Ages string }

type htmlTimes struct{ Source, Oldest, Newest, Count string }

// newStore prepares one store.
func newStore(doc *document, i int, s *inventory.Store) htmlStore {
	w := doc.words
	with, without := holders(s.Datasets)
	out := htmlStore{
		Anchor: fmt.Sprintf("store-%d", i+1), Name: storeName(w, s),
		Line: w.t("doc.store-line", "with", holding(with), "datasets", len(s.Datasets)) + w.when(s.Discovered, "store.discovered"),
	}
	c := s.Coverage
	out.Coverage = []pair{
		{w.t("col.listed"), w.t("amount.assets", "n", c.Listed), false},
		{w.t("col.sampled"), w.number(c.Sampled), false},
		{w.t("col.whole"), w.number(c.Whole), false},
		{w.t("col.bytes"), bytesOf(w, c), false},
		{w.t("col.rowsread"), rowsOf(w, c), false},
		{w.t("col.units"), w.number(c.Units), false},
		{w.t("col.draw"), design(w, c.Design), false},
	}
	for _, f := range factsOf(s.Facts) {
		name, value, by := fact(w, f)
		out.Facts = append(out.Facts, htmlFact{name, value, by, f.Unknown})
	}
	if len(s.Facts) == 0 {
		out.Facts = append(out.Facts, htmlFact{w.t("fact.region"), w.t("fact.none"), "", true})
	}
	for _, name := range policy.Disagreements(s.Facts) {
		out.Conflicts = append(out.Conflicts, w.t("fact.conflict", "store", s.Alias, "fact", w.or("fact."+name, name)))
	}
	for i, d := range with {
		if i < shownDatasets {
			out.With = append(out.With, newDataset(doc, d))
		} else {
			out.More = append(out.More, newDataset(doc, d))
		}
	}
	for _, d := range without {
		out.Without = append(out.Without, newDataset(doc, d))
	}
	opened, open, unopened := parted(without)
	key := "nothing.datasets"
	switch {
	case len(with) > 0:
		key = "nothing.others"
	case len(opened) == 0:
		key = "nothing.none"
	}
	if len(opened) > 0 || len(with) == 0 && len(unopened)+len(open) == 0 {
		out.Nothing = w.t(key, "n", len(opened)) + lookAt(opened).sentence(w)
	}
	if len(open) > 0 {
		out.Open = w.t("nothing.open", "n", len(open), "names", firstPaths(w, open))
	}
	if len(unopened) > 0 {
		out.Unopened = w.t("verdict.unread", "n", len(unopened))
	}
	return out
}

// newDataset prepares one dataset.
func newDataset(doc *document, d *inventory.Dataset) htmlDataset {
	w := doc.words
	c := d.Coverage
	out := htmlDataset{
		Doc: doc, Path: datasetName(w, d), Facts: datasetFacts(w, d),
		Line: w.t("doc.dataset-line", "sampled", c.Sampled, "listed", c.Listed, "rows", c.RowsRead,
			"units", c.Units, "bytes", bytesOf(w, c), "design", design(w, c.Design),
			"formats", strings.Join(d.Formats, ", ")),
	}
	found, _ := split(d.Entries)
	for _, e := range found {
		out.Entries = append(out.Entries, htmlEntry{
			Field: field(w, e.Field), Category: what(w, e),
			Confidence: confidence(w, e.Confidence), Class: "c-" + confidenceClass(e.Confidence),
			Rows: rowsWith(w, e, c), Share: shareOf(w, e, c), Distinct: distinct(w, &e),
			Why: reasons(w, e), Ages: ages(w, e.Times),
		})
	}
	out.Joined = joinedLines(w, d)
	switch {
	case len(found) > 0:
		if b := lookAt([]*inventory.Dataset{d}); !b.whole {
			out.Nothing = w.t("negative.others") + b.bound(w)
		}
	case doubtful(d):
		out.Nothing = w.t("nothing.open-one")
	default:
		out.Nothing = lookAt([]*inventory.Dataset{d}).sentence(w)
	}
	for _, x := range d.Times {
		out.Times = append(out.Times, htmlTimes{sourceOf(w, x), stamp(x.Oldest), stamp(x.Newest), timesCount(w, x)})
		for _, o := range x.Older {
			out.Times = append(out.Times, htmlTimes{w.t("times.before", "before", day(o.Before)), "", "", olderCount(w, o)})
		}
	}
	return out
}

// shareOf is the share of the rows that an entry stands in.
func shareOf(w words, e inventory.Entry, c inventory.Coverage) string {
	share := percent(e.Rows, c.RowsRead)
	if inventory.InNames(e.Field) || e.From != "" || inLines(e) {
		share = percent(e.Rows, e.Values)
	}
	if more := interval(w, e.Prevalence); more != "" {
		share += w.t("list") + more
	}
	return share
}

// ages says how old the rows with a category are, by each source.
func ages(w words, times []inventory.Times) string {
	var parts []string
	for _, x := range times {
		if x.Oldest.IsZero() {
			continue
		}
		parts = append(parts, w.t("doc.ages", "oldest", day(x.Oldest), "newest", day(x.Newest), "source", sourceOf(w, x)))
	}
	return strings.Join(parts, "; ")
}

// confidenceClass is the CSS class of a confidence.
func confidenceClass(c detectors.Confidence) string {
	if c > detectors.High {
		return "none"
	}
	return c.String()
}

// sortedKeys returns the keys of a map of texts, sorted.
func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
