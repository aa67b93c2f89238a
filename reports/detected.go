package reports

import (
	"cmp"
	"strings"

	"piiventory/detectors"
)

// Confidence returns the word for a confidence.
func Confidence(lang string, c detectors.Confidence) string {
	return wordsOf(lang).t("confidence." + c.String())
}

// Reasons returns why a match in text has its confidence. Reasons that need the
// numbers of a whole field are left out.
func Reasons(lang string, list []string) string {
	w := wordsOf(lang)
	var out []string
	for _, r := range list {
		if r == "pass-rate" || r == "distinct" {
			continue
		}
		if !w.has("reason." + r) {
			out = append(out, clean(r))
			continue
		}
		out = append(out, w.t("reason."+r))
	}
	return strings.Join(out, w.t("list"))
}

// Categories returns a table of the categories, width columns wide (100 when it
// is 0): what they are called, and whether and by what they are detected.
func Categories(lang string, width int) string {
	w := wordsOf(lang)
	p := &page{width: cmp.Or(width, defaultWidth)}
	g := &grid{columns: []column{{title: w.t("categories.key")}, {title: w.t("categories.name"), least: 20}, {title: w.t("categories.evidence"), least: 20}}}
	for _, i := range detectors.Categories() {
		evidence := each(w, i.Evidence, func(s string) string { return w.or("detected-by."+s, s) })
		if !i.Detected {
			evidence = w.t("categories.not-detected")
		}
		g.add(cell{text: string(i.Key)}, cell{text: i.Name(w.lang)}, cell{text: evidence})
	}
	g.write(p, 0)
	return p.b.String()
}
