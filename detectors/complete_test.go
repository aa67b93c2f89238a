package detectors

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unbuilt are categories whose detectors are not there yet. The list must shrink to
// nothing: what has a detector may not stand here.
var unbuilt = []Category{}

// Every key of the catalogue has a detector, a corpus, and a line of what others call
// it; and nothing else has.
func TestEveryKeyIsBuilt(t *testing.T) {
	for _, i := range Categories() {
		built := tableIndex(i.Key) >= 0
		if waiting := slices.Contains(unbuilt, i.Key); built == waiting && i.Key != "subject.minor" {
			t.Errorf("%s: a detector is there: %v; it is in the list of those to be built: %v", i.Key, built, waiting)
		}
		if len(i.Mappings) != len(Schemes) {
			t.Errorf("%s has %d mappings", i.Key, len(i.Mappings))
		}
		if !built {
			continue
		}
		for _, file := range []string{"hits.txt", "misses.txt"} {
			if _, err := os.Stat(filepath.Join("..", "testdata", "detectors", string(i.Key), file)); err != nil {
				t.Error(err)
			}
		}
		d := detectorTable[tableIndex(i.Key)]
		if i.NameOnly != d.headerOnly || i.NameOnly && !strings.HasPrefix(i.Evidence, "field name") {
			t.Errorf("%s: evidence %q, name only: %v", i.Key, i.Evidence, i.NameOnly)
		}
	}
}

// The table of mappings speaks of the keys of the catalogue, of each once, and its
// lines are whole.
func TestMappings(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(mappingTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 1+len(Schemes) || seen[f[0]] {
			t.Errorf("line %q", line)
			continue
		}
		seen[f[0]] = true
		if _, ok := Lookup(Category(f[0])); !ok {
			t.Errorf("there is no %s", f[0])
		}
		for k, terms := range f[1:] {
			for term := range strings.SplitSeq(terms, ",") {
				if term != "-" && (term == "" || strings.ContainsAny(term, " ?") || k == 1 && !strings.HasPrefix(term, "user.")) {
					t.Errorf("%s: %s calls it %q", f[0], Schemes[k], term)
				}
			}
		}
	}
	for _, i := range Categories() {
		if !seen[string(i.Key)] {
			t.Errorf("%s has no line in data/mappings.tsv", i.Key)
		}
	}
	id, _ := Lookup("id.hkid")
	if got := id.Mappings[2]; got.Scheme != "google-sdp" || !slices.Equal(got.Terms, []string{"HONG_KONG_ID_NUMBER"}) {
		t.Errorf("%+v", got)
	}
	if age, _ := Lookup("identity.age"); !slices.Contains(age.Words, "age") || slices.Contains(age.Words, "nl") || age.NameOnly {
		t.Errorf("%+v", age)
	}
	if title, _ := Lookup("work.title"); !title.NameOnly {
		t.Errorf("%+v", title)
	}
}

// A word of several parts before a sign, and a word that counts as a whole name only.
func TestWordsBeforeSigns(t *testing.T) {
	e := newEngine(t)
	for text, want := range map[string]Category{
		"Date of birth: 1987-03-05":              "identity.birth_date",
		"the date of birth: 1987-03-05":          "identity.birth_date",
		"客户类型：企业，性别：男":                           "identity.gender",
		"（性别：男）":                                 "identity.gender",
		"user.age=34":                            "identity.age",
		"max-age=34":                             "",
		"page: 34":                               "",
		"date of the birth of a nation: 1987-03": "",
	} {
		var got Category
		if m := e.Text("", text); len(m) > 0 {
			got = m[0].Category
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for field, want := range map[string]strength{"age": full, "patient.age": full, "age2": full, "age_2": full, "max_age": silent, "cabin_age": weak, "user_age": full, "ageless": silent, "image": silent} {
		if got := e.named(field)[tableIndex("identity.age")]; got != want {
			t.Errorf("%q speaks of an age: %d, want %d", field, got, want)
		}
	}
}
