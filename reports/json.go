package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
)

func init() { formats["json"] = writeJSON }

// DocumentFormat is the version of the JSON report, as it stands in its
// "piiventory" key. Keys may be added within a version; none is renamed or
// taken away.
const DocumentFormat = "report/v1"

// A Document is the JSON report: the inventory and the findings as they are,
// with texts for people beside them.
type Document struct {
	// Format is DocumentFormat.
	Format string `json:"piiventory"`
	// AsOf is the date (or time) for which the check was made, in UTC and in the
	// form of ISO 8601; empty when nothing was checked.
	AsOf string `json:"as_of"`
	// Lang is the language of the texts: "en" or "zh".
	Lang string `json:"lang"`
	// Summary is what a person or a pipeline wants to know first.
	Summary DocumentSummary `json:"summary"`
	// Declaration is null when there was none to check against.
	Declaration *Declared `json:"declaration"`
	// Findings are sorted worst first and by place beyond that.
	Findings []DocumentFinding `json:"findings"`
	// Verdicts say of every rule and dataset whether the rule is kept there, sorted by
	// store, dataset, system, rule and matter.
	Verdicts []DocumentVerdict `json:"verdicts"`
	// Mends are what can be applied so that findings go away; only a check before
	// launch has them.
	Mends []policy.Mend `json:"mends,omitempty"`
	// Explanations say of each entry of the inventory, in its order, what it is and why
	// it has its confidence.
	Explanations []Explanation `json:"explanations"`
	// Inventory is the saved inventory without a change; see
	// docs/inventory.schema.json.
	Inventory *inventory.Inventory `json:"inventory"`
}

// A DocumentSummary is the verdict with its numbers.
type DocumentSummary struct {
	// Text is the verdict in one line, as Summary returns it.
	Text string `json:"text"`
	Totals
}

// A DocumentFinding is a finding with its texts.
type DocumentFinding struct {
	policy.Finding
	// Title names the kind of finding, Text says what was found and Remedy what
	// to do next, all in the language of the document.
	Title  string `json:"title"`
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

// A DocumentVerdict is a verdict with its text.
type DocumentVerdict struct {
	policy.Judgement
	// Why says what a kept verdict rests on, or why it is none, in the language of the
	// document.
	Why string `json:"why"`
}

// An Explanation says in the language of the document why an entry is there.
type Explanation struct {
	Store    string             `json:"store"`
	Dataset  string             `json:"dataset"`
	Field    string             `json:"field"`
	Category detectors.Category `json:"category"`
	State    detectors.State    `json:"state"`
	// What names the category and the state, Why the evidence with its numbers.
	What string `json:"what"`
	Why  string `json:"why"`
}

// explanations lists them.
func explanations(w words, inv *inventory.Inventory) []Explanation {
	out := []Explanation{}
	if inv == nil {
		return out
	}
	for _, s := range inv.Stores {
		for _, d := range s.Datasets {
			for _, e := range d.Entries {
				out = append(out, Explanation{s.Alias, d.Path, e.Field, e.Category, e.State, what(w, e), reasons(w, e)})
			}
		}
	}
	return out
}

// writeJSON writes the Document, indented by two blanks, with one newline at its
// end. Characters that are not visible are written as \u escapes, so that the
// document is safe on a terminal too and means the same.
func writeJSON(w io.Writer, r *Report) error {
	t := wordsFor(r)
	d := Document{
		Format: DocumentFormat, AsOf: stamp(r.AsOf), Lang: t.lang,
		Summary:     DocumentSummary{Text: Summary(r), Totals: totals(r)},
		Declaration: declared(r),
		Findings:    []DocumentFinding{}, Verdicts: []DocumentVerdict{}, Explanations: explanations(t, r.Inventory),
		Inventory: r.Inventory,
	}
	if r.Launch != nil {
		d.Mends = r.Launch.Mends
	}
	for _, f := range ordered(r.Findings) {
		text, remedy := findingText(t, f)
		d.Findings = append(d.Findings, DocumentFinding{Finding: f, Title: title(t, f.Code), Text: text, Remedy: remedy})
	}
	for i := range r.Verdicts {
		d.Verdicts = append(d.Verdicts, DocumentVerdict{r.Verdicts[i], whyNot(t, &r.Verdicts[i])})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil {
		return fmt.Errorf("writing the report as JSON: %w", err)
	}
	_, err := w.Write(visible(b.Bytes()))
	return err
}

// visible replaces what clean would replace by JSON's own escapes. Such
// characters stand only inside strings, but for the newlines between them.
func visible(doc []byte) []byte {
	out := make([]byte, 0, len(doc))
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		switch {
		case r == '\n' || harmless(r):
			out = append(out, doc[:n]...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		doc = doc[n:]
	}
	return out
}
