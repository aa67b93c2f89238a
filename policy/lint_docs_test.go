package policy

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
)

// A lintSection is what docs/lint.md says of one code.
type lintSection struct {
	code string
	text string
	// wrong has the remark, at the line with the mark, and mended has none.
	wrong, mended string
	// stocked says that it is held against an inventory.
	stocked bool
}

// lintDocs reads docs/lint.md: the declaration that the examples change, and the
// sections.
func lintDocs(t *testing.T) (base string, sections []lintSection) {
	t.Helper()
	file, err := os.ReadFile("../docs/lint.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(file)
	block := regexp.MustCompile("(?s)```yaml\n(.*?)```")
	base = block.FindStringSubmatch(doc)[1]
	against := strings.Index(doc, "## Against an inventory")
	heads := regexp.MustCompile("(?m)^### `([a-z_.]+)`$").FindAllStringSubmatchIndex(doc, -1)
	for i, m := range heads {
		end := len(doc)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		s := lintSection{code: doc[m[2]:m[3]], text: doc[m[1]:end], stocked: m[0] > against}
		if blocks := block.FindAllStringSubmatch(s.text, -1); len(blocks) == 2 {
			s.wrong, s.mended = blocks[0][1], blocks[1][1]
		} else {
			t.Errorf("%s has %d examples", s.code, len(blocks))
		}
		sections = append(sections, s)
	}
	return base, sections
}

// replaced puts the keys of an example in the place of those of the declaration.
func replaced(base, example string) string {
	parts := func(s string) (keys []string, text map[string]string) {
		text = map[string]string{}
		for line := range strings.Lines(s) {
			if line[0] != ' ' {
				key, _, _ := strings.Cut(line, ":")
				keys = append(keys, key)
			}
			text[keys[len(keys)-1]] += line
		}
		return keys, text
	}
	keys, text := parts(base)
	more, other := parts(example)
	for _, k := range more {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
		text[k] = other[k]
	}
	var b strings.Builder
	for _, k := range keys {
		b.WriteString(text[k])
	}
	return b.String()
}

// scannedShop is the inventory that the examples are held against.
func scannedShop() *inventory.Inventory {
	ds := func(path string) []inventory.Dataset { return []inventory.Dataset{{Path: path}} }
	return &inventory.Inventory{Complete: true, Stores: []inventory.Store{
		{Alias: "crm", Kind: "postgres", Datasets: ds("public.customers")},
		{Alias: "logs", Kind: "s3", Datasets: ds("access/{date}.gz")},
		{Alias: "archive", Kind: "s3", Datasets: ds("2026/{n}.gz"), Gaps: []inventory.Gap{{Kind: scanners.GapBudget, Reason: "listing cut off"}}},
	}}
}

func TestLintDoesWhatItsDocumentSays(t *testing.T) {
	base, sections := lintDocs(t)
	var documented []string
	for _, s := range append(sections, lintSection{code: "the declaration itself", wrong: "", mended: base}) {
		var inv *inventory.Inventory
		if s.stocked {
			inv = scannedShop()
		}
		if got := Lint(declare(t, replaced(base, s.mended)), inv); len(got) > 0 {
			t.Errorf("%s, mended: %+v", s.code, got)
		}
		if s.wrong == "" {
			continue
		}
		documented = append(documented, s.code)
		file := replaced(base, s.wrong)
		before, _, ok := strings.Cut(file, "# <-")
		got := Lint(declare(t, file), inv)
		if !ok || len(got) != 1 || got[0].Code != s.code || got[0].Line != strings.Count(before, "\n")+1 || got[0].Column == 0 {
			t.Errorf("%s at line %d: %+v", s.code, strings.Count(before, "\n")+1, got)
		}
		for _, part := range []string{"**Example.**", "**Cause.**", "**Remedy.**"} {
			if !strings.Contains(s.text, part) {
				t.Errorf("%s has no %s", s.code, part)
			}
		}
		if !strings.HasPrefix(strings.TrimSpace(s.text), string(lintCodes[s.code])) {
			t.Errorf("%s is %s, and the document says otherwise", s.code, lintCodes[s.code])
		}
	}
	slices.Sort(documented)
	if !slices.Equal(documented, LintCodes()) {
		t.Errorf("documented are\n  %v\nand there are\n  %v", documented, LintCodes())
	}
}
