package reports

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"piiventory/inventory"
	"piiventory/policy"
)

// What is broken comes before what is open, and the graver before the lesser,
// whatever the codes are called; words of another version come last.
func TestOrdered(t *testing.T) {
	f := func(v policy.Verdict, s policy.Severity, code, place string) policy.Finding {
		return policy.Finding{Verdict: v, Severity: s, Code: code, Dataset: place}
	}
	want := []policy.Finding{
		f(policy.Broken, policy.Critical, "z", "b"),
		f(policy.Broken, policy.High, "m", "a"),
		f(policy.Broken, policy.High, "m", "b"),
		f(policy.Broken, policy.Low, "a", "a"),
		f(policy.Unverifiable, policy.Critical, "a", "a"),
		f(policy.NotExamined, policy.High, "a", "a"),
		f(policy.Note, policy.Info, "a", "a"),
		f(policy.Note, "other", "a", "a"),
		f("other", policy.Critical, "a", "a"),
	}
	in := make([]policy.Finding, len(want))
	for i := range want {
		in[(i*4+3)%len(want)] = want[i]
	}
	if diff := cmp.Diff(want, ordered(in)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if n := len(grouped(in)); n != 8 {
		t.Errorf("%d groups, want 8", n)
	}
}

// Datasets are shown surest first; a hint does not push itself before a find.
func TestHolders(t *testing.T) {
	sure, hint := inventory.Entry{Confidence: 3, Valid: 9, Rows: 9}, inventory.Entry{Confidence: 3, Valid: 9, Known: 9, Rows: 99}
	with, without := holders([]inventory.Dataset{
		{Path: "none"},
		{Path: "test values", Entries: []inventory.Entry{hint, hint}},
		{Path: "medium", Entries: []inventory.Entry{{Confidence: 2, Rows: 1}}},
		{Path: "only unresolved", Entries: []inventory.Entry{{Confidence: 3, Unresolved: true}}},
		{Path: "sure", Entries: []inventory.Entry{sure}},
		{Path: "more", Entries: []inventory.Entry{sure, sure}},
	})
	paths := func(list []*inventory.Dataset) []string {
		var out []string
		for _, d := range list {
			out = append(out, d.Path)
		}
		return out
	}
	if diff := cmp.Diff([]string{"more", "sure", "medium", "test values"}, paths(with)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"none", "only unresolved"}, paths(without)); diff != "" {
		t.Error(diff)
	}
	if n := holding(with); n != 3 {
		t.Errorf("%d datasets hold personal data, want 3", n)
	}
}
