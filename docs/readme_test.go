package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeIsWhatItSays runs the commands of the README in a copy of the tree.
// The first of them is the demo.
func TestReadmeIsWhatItSays(t *testing.T) {
	doc, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyTree(t, dir)
	all := steps(string(doc))
	if len(all) < 4 {
		t.Fatalf("only %d blocks of commands found", len(all))
	}
	for _, s := range all {
		if err := follow(t, dir, s, []string{"GOFLAGS=-trimpath", "LC_ALL=C.UTF-8"}); err != nil {
			t.Fatalf("README.md:%d: %v", s.line, err)
		}
	}
}

// TestLinksLead holds that every file that a document links to is there.
func TestLinksLead(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	docs, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(docs, "../README.md", "../CHANGELOG.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		prose := regexp.MustCompile("(?s)```.*?```").ReplaceAllString(string(text), "")
		for _, m := range link.FindAllStringSubmatch(prose, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
		}
		if strings.Contains(string(text), "TODO") {
			t.Errorf("%s has something left to do", name)
		}
	}
}
