package reports

import (
	"strings"
	"testing"

	"piiventory/detectors"
)

// Each reason has words in both languages, and none shows the template of a
// text whose numbers are not there.
func TestReasonsHaveWords(t *testing.T) {
	all := []string{"header", "header-weak", "pass-rate", "distinct", "checksum", "format", "keyword", "accidental", "few", "running", "specimen"}
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

// One category is shown with all that is known of it, in both languages.
func TestOneCategory(t *testing.T) {
	i, _ := detectors.Lookup("id.hkid")
	for lang, want := range map[string][]string{
		"en": {"Hong Kong ID number", "values and names of fields", "SENSITIVE (identity)", "HONG_KONG_ID_NUMBER", "OfficialID", "none", "hkid"},
		"zh": {"香港身份证号码", "值和字段名", "敏感（身份信息）", "HONG_KONG_ID_NUMBER", "OfficialID", "无", "hkid"},
	} {
		got := Category(lang, 0, i)
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: %q is missing in\n%s", lang, s, got)
			}
		}
		for line := range strings.Lines(got) {
			if n := columns(strings.TrimSuffix(line, "\n")); n > defaultWidth {
				t.Errorf("%s: a line of %d columns: %q", lang, n, line)
			}
		}
	}
	only, _ := detectors.Lookup("work.title")
	if got := Category("en", 0, only); !strings.Contains(got, "names of fields only") {
		t.Errorf("%s", got)
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
