package s3

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// TestDocumentedPolicyIsTheSmallest scans a bucket with the rights that
// docs/providers.md gives, and then without each of them.
func TestDocumentedPolicyIsTheSmallest(t *testing.T) {
	doc, err := os.ReadFile("../../docs/providers.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)## AWS and MinIO.*?```json\n(.*?)```").FindSubmatch(doc)
	if m == nil {
		t.Fatal("the document has no policy for AWS")
	}
	var policy struct {
		Version   string
		Statement []map[string]any
	}
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(m[1]), "BUCKET", "documented")), &policy); err != nil {
		t.Fatal(err)
	}
	var rights []string
	for _, s := range policy.Statement {
		for _, a := range s["Action"].([]any) {
			rights = append(rights, a.(string))
		}
		s["Principal"] = map[string]any{"AWS": []string{"*"}} // of everybody, which on a bucket's own policy it must say
	}
	if want := []string{"s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"}; !slices.Equal(slices.Sorted(slices.Values(rights)), want) {
		t.Errorf("the document grants %q, want %q", rights, want)
	}
	server := scannertest.MinIO(t)
	newBucket(t, server, "documented", map[string]string{"people.csv": "name\nfirst\n"})
	grant := func(without string) {
		t.Helper()
		var granted []map[string]any
		for _, s := range policy.Statement {
			kept := map[string]any{}
			for k, v := range s {
				kept[k] = v
			}
			actions := slices.DeleteFunc(slices.Clone(s["Action"].([]any)), func(a any) bool { return a == without })
			if kept["Action"] = actions; len(actions) > 0 {
				granted = append(granted, kept)
			}
		}
		b, err := json.Marshal(map[string]any{"Version": policy.Version, "Statement": granted})
		if err != nil {
			t.Fatal(err)
		}
		text, bucket := string(b), "documented"
		if _, err := owner(server).PutBucketPolicy(t.Context(), &sdk.PutBucketPolicyInput{Bucket: &bucket, Policy: &text}); err != nil {
			t.Fatal(err)
		}
	}
	// scan says what fails, in the order of the calls, or "" where nothing does.
	scan := func() string {
		t.Helper()
		u := fmt.Sprintf("s3://documented?endpoint=%s&anonymous=true&provider=minio", server.Endpoint)
		sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "documented", URL: u, Budget: &scanners.Budget{}})
		if err != nil {
			return "cannot be opened"
		}
		defer sc.Close()
		facts, err := sc.(scanners.Describer).Facts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(facts, func(f scanners.Fact) bool { return f.Source == fromLocation && strings.Contains(f.Reason, "refused") }); i >= 0 {
			return "says no location"
		}
		a := listed(t, sc)["people.csv"]
		if got, err := text(t.Context(), sc, a); err != nil || got != "first\n" {
			return "cannot be read"
		}
		return ""
	}
	for without, fails := range map[string]string{"": "", "s3:ListBucket": "cannot be opened", "s3:GetObject": "cannot be read", "s3:GetBucketLocation": "says no location"} {
		grant(without)
		if got := scan(); got != fails {
			t.Errorf("without %q it %q, want %q", without, got, fails)
		}
	}
}
