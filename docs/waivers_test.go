package docs_test

import (
	"os"
	"testing"
)

// TestWaiversAreWhatTheySay follows waivers.md in a copy of the tree: it writes the file
// that stands there, makes the demo and waives what the document says.
func TestWaiversAreWhatTheySay(t *testing.T) {
	doc, err := os.ReadFile("waivers.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyTree(t, dir)
	all := steps(string(doc))
	if len(all) != 2 {
		t.Fatalf("%d blocks to follow, not 2", len(all))
	}
	for _, s := range all {
		if err := follow(t, dir, s, []string{"GOFLAGS=-trimpath", "LC_ALL=C.UTF-8"}); err != nil {
			t.Fatalf("waivers.md:%d: %v", s.line, err)
		}
	}
}
