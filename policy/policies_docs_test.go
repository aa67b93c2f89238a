package policy

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestPoliciesPageIsTrue holds that the codes that docs/policies.md names exist, that each
// way that a row points at ends in one of the codes of that row, that no way is left out,
// and that the declarations and the tests that the page names are there.
func TestPoliciesPageIsTrue(t *testing.T) {
	text, err := os.ReadFile("../docs/policies.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	code := regexp.MustCompile("`([a-z]+\\.[a-z_]+)`")
	for _, m := range code.FindAllStringSubmatch(page, -1) {
		if !strings.HasSuffix(m[1], ".yaml") && !slices.Contains(Codes(), m[1]) {
			t.Errorf("there is no finding %s", m[1])
		}
	}
	lists := map[string]breakList{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z]+)\\.yaml` \\| ").FindAllStringSubmatch(page, -1) {
		lists[strings.ToUpper(m[1][:1])] = readBreaks(t, m[1])
	}
	if len(lists) != len(samples(t)) {
		t.Fatalf("%d declarations are there, and the page has %d", len(samples(t)), len(lists))
	}
	rows := regexp.MustCompile(`(?m)^\| ((?:[WKCQP][ 0-9,-]*)+) \| [^|]+ \| ([^|]+) \|`).FindAllStringSubmatch(page, -1)
	if len(rows) < 20 {
		t.Fatalf("only %d rows are read", len(rows))
	}
	told := map[string][]int{}
	for _, m := range rows {
		for letter, numbers := range pointed(m[1]) {
			told[letter] = append(told[letter], numbers...)
			for _, n := range numbers {
				if ways := lists[letter].ways; n < 1 || n > len(ways) {
					t.Errorf("%s has no way %d", letter, n)
				} else if w := ways[n-1]; len(w.want) > 0 && !slices.ContainsFunc(w.want, func(f string) bool {
					name, _, _ := strings.Cut(f, " ")
					return strings.Contains(m[2], "`"+name+"`")
				}) {
					t.Errorf("way %d of %s ends in %v, and its row says %s", n, letter, w.want, m[2])
				}
			}
		}
	}
	for letter, list := range lists {
		for _, w := range list.ways {
			if !slices.Contains(told[letter], w.number) {
				t.Errorf("no row points at way %d of %s: %s", w.number, letter, w.title)
			}
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^go test \./(\S+) -run (\S+)$`).FindAllStringSubmatch(page, -1) {
		files, err := filepath.Glob("../" + m[1] + "/*_test.go")
		if err != nil || !slices.ContainsFunc(files, func(f string) bool {
			source, err := os.ReadFile(f)
			return err == nil && strings.Contains(string(source), "func "+m[2]+"(")
		}) {
			t.Errorf("%s has no test %s (%v)", m[1], m[2], err)
		}
	}
}

// pointed reads "K 2-3, C 3" into the numbers by letter. A letter alone
// points at none.
func pointed(text string) map[string][]int {
	out := map[string][]int{}
	letter := ""
	for w := range strings.FieldsSeq(strings.ReplaceAll(text, ",", " ")) {
		if w[0] >= 'A' {
			letter = w
			continue
		}
		from, to, isRange := strings.Cut(w, "-")
		a, _ := strconv.Atoi(from)
		b := a
		if isRange {
			b, _ = strconv.Atoi(to)
		}
		for n := a; n <= b; n++ {
			out[letter] = append(out[letter], n)
		}
	}
	return out
}
