package docs_test

import (
	"os"
	"strings"
	"testing"
)

// TestEveryDependencyIsADecision holds that every module that the code imports
// has its line in decisions.md.
func TestEveryDependencyIsADecision(t *testing.T) {
	text, err := os.ReadFile("decisions.md")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, line := range strings.Split(string(text), "\n") {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(line, "|")
		if licence := strings.TrimSpace(cells[len(cells)-2]); licence == "" || len(cells) != 6 {
			t.Errorf("decisions.md: a line for a module has four columns, the last its licence: %s", line)
		}
		for i, quoted := range strings.Split(cells[1], "`") {
			if i%2 == 1 && strings.Contains(quoted, ".") {
				named = append(named, quoted)
			}
		}
	}
	used := map[string]bool{}
	for _, s := range sources(t) {
		for _, name := range s.imports {
			first, _, _ := strings.Cut(name, "/")
			if !strings.Contains(first, ".") {
				continue // the standard library and our own
			}
			found := false
			for _, m := range named {
				if within(name, m) {
					used[m], found = true, true
				}
			}
			if !found {
				t.Errorf("%s imports %s, which has no line in decisions.md", s.path, name)
			}
		}
	}
	for _, m := range named {
		if !used[m] {
			t.Errorf("decisions.md has a line for %s, which nothing imports", m)
		}
	}
}
