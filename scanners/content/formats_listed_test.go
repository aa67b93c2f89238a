package content

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// Every format and compression that is registered is in formats.md, and nothing else.
func TestFormatsAreListed(t *testing.T) {
	b, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	names := registered()
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

// Every format and compression that is read here is measured beside a library, or at
// least beside the least that its work asks for.
func TestFormatsAreMeasured(t *testing.T) {
	b, err := os.ReadFile("../../.ci/bench-formats/list.go")
	if err != nil {
		t.Fatal(err)
	}
	measured := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s*\{"([a-z0-9-]+)`).FindAllSubmatch(b, -1) {
		measured[string(m[1])] = true
	}
	for _, name := range registered() {
		if !measured[name] && !unread[name] {
			t.Errorf("%s has no line in .ci/bench-formats/list.go", name)
		}
	}
}

// unread are the formats whose content is a gap.
var unread = map[string]bool{"xlsb": true, "iwork": true, "ole": true}

// registered returns the names of all that is read here, formats and compressions,
// in the alphabet's order.
func registered() []string {
	names := []string{"tsv"} // which csv calls itself where tabs stand
	for _, f := range formats {
		names = append(names, f.name)
	}
	for _, f := range binaries {
		names = append(names, f.name)
	}
	for _, f := range zippedFormats {
		names = append(names, f.name)
	}
	for _, k := range oleKinds {
		names = append(names, k.name)
	}
	for _, c := range codecs {
		names = append(names, c.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
