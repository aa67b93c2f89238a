package reports

import (
	"testing"

	"piiventory/detectors"
)

// Every category has a name in both languages, and what its profiles say of it
// has words in both.
func TestEveryCategory(t *testing.T) {
	all := detectors.Categories()
	if len(all) < 40 {
		t.Fatalf("only %d categories", len(all))
	}
	for _, p := range detectors.Profiles {
		for _, lang := range []string{"en", "zh"} {
			if !wordsOf(lang).has("profile." + p) {
				t.Errorf("%s: profile %s has no name", lang, p)
			}
		}
	}
	for _, c := range all {
		en, zh := category(wordsOf("en"), c.Key), category(wordsOf("zh"), c.Key)
		if en == string(c.Key) || zh == string(c.Key) || en == zh {
			t.Errorf("%s is called %q and %q", c.Key, en, zh)
		}
		for _, s := range c.Sensitivity {
			for _, lang := range []string{"en", "zh"} {
				w := wordsOf(lang)
				if !w.has("level."+s.Level) || s.Basis != "" && !w.has("basis."+s.Basis) {
					t.Errorf("%s: %s in %s is %q by %q, which has no words", lang, c.Key, s.Profile, s.Level, s.Basis)
				}
			}
		}
	}
}
