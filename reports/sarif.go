package reports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"net/url"
	"slices"
	"time"

	"piiventory/policy"
)

func init() { formats["sarif"] = writeSARIF }

// The parts of a SARIF log that are written here (OASIS Static Analysis Results
// Interchange Format, version 2.1.0; the numbers in brackets are its sections).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct { // 3.14
		Tool        sarifTool         `json:"tool"`
		Language    string            `json:"language"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
		ColumnKind  string            `json:"columnKind"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct { // 3.19
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct { // 3.49
		ID            string    `json:"id"`
		Short         sarifText `json:"shortDescription"`
		Help          sarifText `json:"help"`
		Configuration struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
		Properties sarifRuleProperties `json:"properties"`
	}
	sarifRuleProperties struct {
		Tags []string `json:"tags"`
		// Severity is what code hosting services sort by: from 0.1 to 10.
		Severity string `json:"security-severity"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct { // 3.20
		Successful bool   `json:"executionSuccessful"`
		Start      string `json:"startTimeUtc,omitempty"`
		End        string `json:"endTimeUtc,omitempty"`
	}
	sarifResult struct { // 3.27
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Kind         string            `json:"kind"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		// A result with a suppression is one that somebody decided not to act on.
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   map[string]any     `json:"properties,omitempty"`
	}
	sarifSuppression struct { // 3.35
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifLocation struct { // 3.28
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifLogical struct {
		Name     string `json:"fullyQualifiedName"`
		Category string `json:"kind"`
	}
)

// sarifSchema is where the standard has its schema.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// writeSARIF writes the findings as a SARIF log. A finding is where a store and a
// dataset are, by their names: there is no file with lines. What could not be verified
// is open (kind "open", 3.27.9), a note is informational.
func writeSARIF(w io.Writer, r *Report) error {
	t := wordsFor(r)
	list := ordered(r.Findings)
	codes := map[string]int{}
	for _, f := range list {
		codes[f.Code] = 0
	}
	run := sarifRun{Language: map[string]string{"en": "en", "zh": "zh-CN"}[t.lang], Results: []sarifResult{}, ColumnKind: "utf16CodeUnits",
		Tool: sarifTool{sarifDriver{Name: "piiventory", Version: version(r), Rules: []sarifRule{}}}}
	for i, code := range slices.Sorted(maps.Keys(codes)) {
		codes[code] = i
		worst := policy.Info
		var help string
		for _, f := range list {
			if f.Code == code && f.Severity.Rank() >= worst.Rank() {
				worst = f.Severity
				_, help = findingText(t, f)
			}
		}
		rule := sarifRule{ID: code, Short: sarifText{title(t, code)}, Help: sarifText{help},
			Properties: sarifRuleProperties{[]string{"privacy"}, sarifSeverity[worst]}}
		rule.Configuration.Level = sarifLevel(worst)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
	}
	for _, f := range list {
		run.Results = append(run.Results, newSARIFResult(t, f, codes[f.Code]))
	}
	in := sarifInvocation{Successful: true}
	if r.Inventory != nil {
		in.Successful = r.Inventory.Complete
		in.Start, in.End = stampOrNone(r.Inventory.Run.Started), stampOrNone(r.Inventory.Run.Finished)
	}
	run.Invocations = []sarifInvocation{in}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}); err != nil {
		return err
	}
	_, err := w.Write(visible(b.Bytes()))
	return err
}

// sarifSeverity are the middles of the ranges by which GitHub tells low, medium, high
// and critical apart (its documentation of security-severity: over 9, over 7, over 4).
var sarifSeverity = map[policy.Severity]string{
	policy.Critical: "9.5", policy.High: "8.0", policy.Medium: "5.5", policy.Low: "2.0", policy.Info: "0.1",
}

func sarifLevel(s policy.Severity) string {
	switch {
	case s.Rank() >= policy.High.Rank():
		return "error"
	case s == policy.Medium:
		return "warning"
	}
	return "note"
}

func newSARIFResult(t words, f policy.Finding, rule int) sarifResult {
	text, remedy := findingText(t, f)
	res := sarifResult{
		RuleID: f.Code, RuleIndex: rule, Kind: "fail", Level: sarifLevel(f.Severity),
		Message:      sarifText{t.t("sarif.message", "place", place(t, f), "text", text, "remedy", remedy)},
		Fingerprints: map[string]string{"piiventory/v1": f.Fingerprint},
		Properties:   map[string]any{"severity": f.Severity, "verdict": f.Verdict},
	}
	// Any kind but "fail" has the level "none" (3.27.10).
	switch f.Verdict {
	case policy.Note:
		res.Kind, res.Level = "informational", "none"
	case policy.Unverifiable, policy.NotExamined:
		res.Kind, res.Level = "open", "none"
	}
	if f.Waiver != nil {
		res.Suppressions = []sarifSuppression{{"external", "accepted", waiverLine(t, f.Waiver)}}
	}
	if len(f.Evidence) > 0 {
		res.Properties["evidence"] = f.Evidence
	}
	name := cmp.Or(f.Store, f.System, "piiventory")
	if f.Dataset != "" {
		name += "/" + f.Dataset
	}
	res.Locations = []sarifLocation{{
		Physical: sarifPhysical{sarifArtifact{uriOf(name)}},
		Logical:  []sarifLogical{{clean(name), "resource"}},
	}}
	return res
}

// uriOf writes a name as a relative reference (RFC 3986).
func uriOf(name string) string { return (&url.URL{Path: clean(name)}).String() }

// stampOrNone writes a time in the form of SARIF (3.9).
func stampOrNone(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
