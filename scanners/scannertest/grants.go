package scannertest

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Grants returns the statements that docs/facts.md says must be run under a heading for the
// user piiventory, from the folder of a scanner's tests.
func Grants(t testing.TB, heading string) []string {
	t.Helper()
	page, err := os.ReadFile("../../docs/facts.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)\n### " + regexp.QuoteMeta(heading) + "\n.*?\n```sql\n(.*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatalf("docs/facts.md has no statements under %q", heading)
	}
	var all []string
	plain := regexp.MustCompile("--.*").ReplaceAllString(string(block[1]), "")
	for s := range strings.SplitSeq(plain, ";") {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	return all
}
