package docs_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"piiventory/scanners/content"
)

// Every format and compression that is registered is in formats.md, and nothing else.
func TestFormatsAreListed(t *testing.T) {
	b, err := os.ReadFile("formats.md")
	if err != nil {
		t.Fatal(err)
	}
	names := content.Formats()
	if len(names) < 40 {
		t.Fatalf("only %d formats: %q", len(names), names)
	}
	var listed []string
	for _, m := range regexp.MustCompile("(?m)^\\| (`[^|]*`) \\||^(`gzip`[^:]*):").FindAllSubmatch(b, -1) {
		for _, name := range regexp.MustCompile("`([^`]*)`").FindAllSubmatch(append(m[1], m[2]...), -1) {
			listed = append(listed, string(name[1]))
		}
	}
	slices.Sort(listed)
	if !slices.Equal(listed, names) {
		t.Errorf("docs/formats.md lists %q, the readers are %q", listed, names)
	}
}
