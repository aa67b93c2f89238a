package docs_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// reading matches the names of rights that only list and read, at every vendor.
var reading = regexp.MustCompile(`^(?:s3|oss|cos|ks3|obs:bucket|obs:object):(?:Get|List|Head)[A-Za-z]+\*?$`)

// TestPoliciesOnlyRead holds that the policies in providers.md can be read by a program
// and that no right in it, there or in the tables, lets anybody write.
func TestPoliciesOnlyRead(t *testing.T) {
	text, err := os.ReadFile("providers.md")
	if err != nil {
		t.Fatal(err)
	}
	policies := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(text, -1)
	if len(policies) < 5 {
		t.Fatalf("only %d policies found", len(policies))
	}
	for _, p := range policies {
		var policy struct {
			Statement []struct {
				Effect   string
				Action   []string
				Resource []string
			}
		}
		if err := json.Unmarshal(p[1], &policy); err != nil {
			t.Errorf("%v: %s", err, p[1])
			continue
		}
		if len(policy.Statement) == 0 {
			t.Errorf("no statement: %s", p[1])
		}
		for _, s := range policy.Statement {
			if !strings.EqualFold(s.Effect, "allow") || len(s.Action) == 0 || len(s.Resource) == 0 {
				t.Errorf("a statement that allows nothing: %s", p[1])
			}
			for _, r := range s.Resource {
				if !strings.Contains(r, "BUCKET") && !strings.Contains(r, "examplebucket") {
					t.Errorf("a right on more than the bucket: %s", r)
				}
			}
			for _, action := range s.Action {
				if !reading.MatchString(action) || strings.HasSuffix(action, "*") {
					t.Errorf("%s is no single right that reads", action)
				}
			}
		}
	}
	for _, m := range regexp.MustCompile("`((?:s3|oss|cos|ks3|obs):[^`/]+)`").FindAllSubmatch(text, -1) {
		if name := string(m[1]); !reading.MatchString(name) {
			t.Errorf("%s in the text is no right that reads", name)
		}
	}
}
