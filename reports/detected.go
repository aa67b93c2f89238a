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
// is 0): what they are called, by what they are detected, and how sensitive each
// profile holds them to be.
func Categories(lang string, width int) string {
	w := wordsOf(lang)
	p := &page{width: cmp.Or(width, defaultWidth)}
	g := &grid{columns: []column{{title: w.t("categories.key")}, {title: w.t("categories.name"), least: 16}, {title: w.t("categories.evidence"), least: 16}}}
	for _, profile := range detectors.Profiles {
		g.columns = append(g.columns, column{title: w.t("short-profile." + profile)})
	}
	for _, i := range detectors.Categories() {
		cells := []cell{{text: string(i.Key)}, {text: i.Name(w.lang)}, {text: detectedBy(w, i)}}
		for _, s := range i.Sensitivity {
			cells = append(cells, cell{text: w.t("short-level." + s.Level)})
		}
		g.add(cells...)
	}
	g.write(p, 0)
	p.blank()
	p.para(0, w.t("categories.legend"), plain)
	return p.b.String()
}

// Category returns all that is known of one category.
func Category(lang string, width int, i detectors.Info) string {
	w := wordsOf(lang)
	p := &page{width: cmp.Or(width, defaultWidth)}
	p.heading(string(i.Key) + "  " + i.Name(w.lang))
	g := &grid{columns: []column{{}, {least: 16}}}
	line := func(title, text string) { g.add(cell{text: title, style: faint}, cell{text: text}) }
	line(w.t("categories.evidence"), detectedBy(w, i))
	if i.Detected {
		told := w.t("categories.from-values")
		if i.NameOnly {
			told = w.t("categories.from-names")
		}
		line(w.t("categories.told"), told)
	}
	for _, s := range i.Sensitivity {
		line(w.or("profile."+s.Profile, s.Profile), sensitivity(w, s))
	}
	for _, m := range i.Mappings {
		line(w.t("scheme."+m.Scheme), cmp.Or(strings.Join(m.Terms, ", "), w.t("categories.no-term")))
	}
	if len(i.Words) > 0 {
		line(w.t("categories.words"), strings.Join(i.Words, ", "))
	}
	g.write(p, 0)
	return p.b.String()
}

// detectedBy says by what a category is detected.
func detectedBy(w words, i detectors.Info) string {
	if !i.Detected {
		return w.t("categories.not-detected")
	}
	return each(w, i.Evidence, func(s string) string { return w.or("detected-by."+s, s) })
}
