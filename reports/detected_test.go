package reports

import (
	"strings"
	"testing"

	"piiventory/detectors"
)

// Each reason has words in both languages, and none shows the template of a
// text whose numbers are not there.
func TestReasonsHaveWords(t *testing.T) {
	all := []string{"header", "header-weak", "pass-rate", "distinct", "checksum", "format", "keyword", "accidental", "few", "specimen"}
	for _, lang := range []string{"en", "zh"} {
		for _, r := range all {
			if w := wordsOf(lang); !w.has("reason."+r) || !w.has("reason-name."+r) {
				t.Errorf("%s: reason %q has no words", lang, r)
			}
		}
		got := Reasons(lang, append(all, "later\x1b"))
		if strings.ContainsAny(got, "[]{}\x1b") || !strings.Contains(got, `later\x1b`) {
			t.Errorf("%s: reasons %q", lang, got)
		}
	}
}

// The table of categories names all of them within its width.
func TestCategoriesTable(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		for _, width := range []int{0, 40, 80} {
			table := Categories(lang, width)
			for _, c := range detectors.Categories() {
				if !strings.Contains(table, string(c.Key)) {
					t.Errorf("%s at %d: %s is missing", lang, width, c.Key)
				}
			}
			for line := range strings.Lines(table) {
				if w := columns(strings.TrimSuffix(line, "\n")); width > 0 && w > width {
					t.Errorf("%s at %d: a line of %d columns: %q", lang, width, w, line)
				}
			}
		}
	}
}
