package reports

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"piiventory/policy"
)

// What is written as SARIF keeps to the schema of the standard, whatever stands in the
// findings; and the schema is one that refuses what is none.
func TestSARIFKeepsToItsSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("../testdata/sarif/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	results := 0
	for _, x := range cases {
		for _, lang := range []string{"en", "zh"} {
			r := load(t, x.name, x.checked, lang)
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(render(t, "sarif", r)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s.%s: %v", x.name, lang, err)
			}
			run := doc.(map[string]any)["runs"].([]any)[0].(map[string]any)
			got := run["results"].([]any)
			if len(got) != len(r.Findings) {
				t.Errorf("%s: %d results of %d findings", x.name, len(got), len(r.Findings))
			}
			results += len(got)
			rules := run["tool"].(map[string]any)["driver"].(map[string]any)["rules"].([]any)
			for i, one := range got {
				res := one.(map[string]any)
				at, _ := res["ruleIndex"].(json.Number).Int64()
				if id := rules[at].(map[string]any)["id"]; id != res["ruleId"] {
					t.Errorf("%s: result %d is of %s and points to %s", x.name, i, res["ruleId"], id)
				}
			}
			delete(run["tool"].(map[string]any), "driver")
			if schema.Validate(doc) == nil {
				t.Error("the schema takes a run without a driver")
			}
		}
	}
	if results < 30 {
		t.Errorf("only %d results were looked at", results)
	}
}

// A finding that breaks nothing has no level by which a pipeline would fail.
func TestSARIFLevels(t *testing.T) {
	for _, tc := range []struct {
		v           policy.Verdict
		s           policy.Severity
		kind, level string
	}{
		{policy.Broken, policy.Critical, "fail", "error"}, {policy.Broken, policy.High, "fail", "error"},
		{policy.Broken, policy.Medium, "fail", "warning"}, {policy.Broken, policy.Low, "fail", "note"},
		{policy.Unverifiable, policy.High, "open", "none"}, {policy.NotExamined, policy.Medium, "open", "none"},
		{policy.Note, policy.Info, "informational", "none"},
	} {
		r := newSARIFResult(wordsOf("en"), policy.Finding{Code: "state.clear", Verdict: tc.v, Severity: tc.s}, 0)
		if r.Kind != tc.kind || r.Level != tc.level {
			t.Errorf("%s %s: %s %s", tc.v, tc.s, r.Kind, r.Level)
		}
	}
}

// No text gets out of its line or its property.
func TestGitHubCommandsAreOneLineEach(t *testing.T) {
	r := &Report{Lang: "en", Findings: []policy.Finding{
		{Code: "x::y, z=1", Verdict: policy.Broken, Severity: policy.High, Store: "a\nb::error::c", Dataset: "50%\r\n::stop-commands::x"},
		{Code: "access.public", Verdict: policy.Broken, Severity: policy.Low, Store: "s", Evidence: map[string]string{"may": "read"}},
		{Code: "access.unknown", Verdict: policy.Unverifiable, Severity: policy.Low, Store: "s"},
		{Code: "category.not_found", Verdict: policy.Note, Severity: policy.Info, System: "s"},
	}}
	lines := strings.Split(strings.TrimSuffix(string(render(t, "github", r)), "\n"), "\n")
	if len(lines) != 5 {
		t.Fatalf("%q", lines)
	}
	for i, want := range []string{"::error title=", "::warning title=", "::warning title=", "::notice title="} {
		if !strings.HasPrefix(lines[i], want) || strings.Count(lines[i], "::") < 2 {
			t.Errorf("%q", lines[i])
		}
		head := strings.SplitN(lines[i], "::", 3)[1]
		if strings.Count(head, "=") != 1 && i != 0 || strings.ContainsAny(head, ",\r") {
			t.Errorf("%q", head)
		}
	}
	if strings.HasPrefix(lines[4], "::") {
		t.Errorf("%q", lines[4])
	}
}
