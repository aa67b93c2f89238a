package s3

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// TestDocumentedPolicyHasEveryPermission compares the policy in docs/facts.md with what
// the questions need.
func TestDocumentedPolicyHasEveryPermission(t *testing.T) {
	doc, err := os.ReadFile("../../docs/facts.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```json\n(.*?)```").FindSubmatch(doc)
	if block == nil {
		t.Fatal("docs/facts.md has no policy")
	}
	documented := []string{}
	for _, m := range regexp.MustCompile(`"(s3:\w+)"`).FindAllSubmatch(block[1], -1) {
		documented = append(documented, string(m[1]))
	}
	needed := slices.Concat(toScan, toRead, toReadVersions, toAsk)
	slices.Sort(documented)
	slices.Sort(needed)
	if !slices.Equal(documented, needed) {
		t.Errorf("documented %v\nneeded     %v", documented, needed)
	}
	for _, q := range new(scanner).questions() {
		if q.permission != "" && !slices.Contains(needed, q.permission) {
			t.Errorf("%s needs %s", q.source, q.permission)
		}
	}
}
