package reports

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"piiventory/inventory"
	"piiventory/policy"
)

// Every note that a program leaves has its text, and every text a note.
func TestEveryNoteHasATextAndEveryTextANote(t *testing.T) {
	used := map[string]bool{"left.title": true}
	for _, pattern := range []string{"../policy/draft*.go", "../policy/exchange/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) < 2 {
			t.Fatal(pattern, files, err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			for _, m := range regexp.MustCompile(`"((?:draft|import|left)\.[a-z_]+)"`).FindAllStringSubmatch(string(b), -1) {
				used[m[1]] = true
				if draftEN[m[1]] == "" {
					t.Errorf("%s: %s has no text", name, m[1])
				}
			}
		}
	}
	for code := range draftEN {
		if !used[code] {
			t.Errorf("nothing leaves the note %s", code)
		}
	}
}

// A draft of a saved inventory is a declaration with comments in the language, and no
// value of the data in it.
func TestDraft(t *testing.T) {
	f, err := os.Open("../testdata/reports/rich.inventory.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	inv, err := inventory.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	d, err := policy.NewDraft(inv)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "# The oldest record that was seen is of 20", "zh": "# 所见最早的记录为 20"} {
		file, err := Draft(d, lang)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(file), want) || !strings.Contains(string(file), "kind: undeclared") {
			t.Errorf("no %q in\n%s", want, file)
		}
		if regexp.MustCompile(`\{[a-z?]+\}|\[\[`).MatchString(strings.ReplaceAll(string(file), "{date}", "")) {
			t.Errorf("a text is not filled:\n%s", file)
		}
		if _, err := policy.Parse("draft.yaml", file); err != nil {
			t.Error(err)
		}
		for line := range strings.Lines(string(file)) {
			if strings.HasPrefix(strings.TrimSpace(line), "#") && columns(strings.TrimSpace(line)) > commentWidth+2 {
				t.Errorf("a comment is too wide: %s", line)
			}
		}
	}
}

func TestLeft(t *testing.T) {
	notes := []policy.DraftNote{
		{Code: "import.head", Evidence: map[string]string{"format": "odcs"}},
		{Code: "left.key", Evidence: map[string]string{"key": "team.members", "n": "1"}},
		{Path: "rules[0]", Code: "left.retention", Evidence: map[string]string{"text": "as long as\x1b needed"}},
		{Code: "left.key", Evidence: map[string]string{"key": "a[].b", "n": "12"}},
	}
	got := strings.Join(Left(notes, "en"), "\n")
	want := "the key team.members\nrules[0]: the retention “as long as\\x1b needed”, which is free text: write max: P6M, or what ends it\nthe key a[].b (12 times)"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
