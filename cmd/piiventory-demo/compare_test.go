package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// right returns a small plan and the report that is exactly right for it.
func right() (*Plan, *Report) {
	p := &Plan{Regions: map[string]string{"logs": "eu-central-1"}}
	p.plant("logs", "a/{date}.csv", "mobile", "contact.mobile").Rows = 7
	p.plant("logs", "b.txt", "", "contact.email").Rows = 3
	p.trap("logs", "a/{date}.csv", "order_no", "order numbers").Rows = 7
	p.Breaks = []Break{{"logs", "", "residency", "the place"}, {"logs", "b.txt", "category", "the mail"}}
	p.Gaps = []PlannedGap{{"logs", "c.png", "format", "a picture"}}
	var r Report
	must(json.Unmarshal([]byte(`{
	"piiventory": "report/v1",
	"findings": [
		{"code": "residency.outside", "verdict": "broken", "store": "logs"},
		{"code": "category.undeclared", "verdict": "broken", "store": "logs", "dataset": "b.txt"},
		{"code": "coverage.gap", "verdict": "unverifiable", "store": "logs", "dataset": "c.png"}],
	"inventory": {"complete": true, "stores": [{"alias": "logs",
		"facts": [{"name": "region", "value": "eu-central-1", "source": "GetBucketLocation"}],
		"datasets": [
			{"path": "a/{date}.csv", "coverage": {"listed": 2, "whole": 2, "design": "census"}, "entries": [
				{"category": "contact.mobile", "field": "mobile", "confidence": "high", "rows": 7, "valid": 7},
				{"category": "id.cn_resident", "field": "order_no", "confidence": "low", "unresolved": true, "rows": 1, "valid": 1}]},
			{"path": "b.txt", "coverage": {"listed": 1, "whole": 1, "design": "census"}, "entries": [
				{"category": "contact.email", "field": "", "confidence": "medium", "rows": 3, "valid": 3}]},
			{"path": "c.png", "coverage": {"listed": 1}, "entries": [], "gaps": [{"kind": "format", "assets": 1}]}]}]}}`), &r))
	return p, &r
}

func TestCompareIsContentWithWhatIsRight(t *testing.T) {
	p, r := right()
	if diffs := Compare(p, r); len(diffs) > 0 {
		t.Error(strings.Join(diffs, "\n"))
	}
}

func TestCompareSeesEachDifference(t *testing.T) {
	dataset := func(r *Report, i int) *Dataset { return &r.Inventory.Stores[0].Datasets[i] }
	for _, c := range []struct {
		name  string
		spoil func(p *Plan, r *Report)
		want  string
	}{
		{"missing", func(_ *Plan, r *Report) { dataset(r, 1).Entries = nil }, "planted but not found: contact.email in logs b.txt, field (free text)"},
		{"low", func(_ *Plan, r *Report) { dataset(r, 1).Entries[0].Confidence = "low" }, "planted but not found"},
		{"unresolved", func(_ *Plan, r *Report) { dataset(r, 0).Entries[0].Unresolved = true }, "planted but not found"},
		{"specimens only", func(_ *Plan, r *Report) { dataset(r, 0).Entries[0].Known = 7 }, "planted but not found"},
		{"another field", func(_ *Plan, r *Report) { dataset(r, 0).Entries[0].Field = "tel" }, "planted but not found"},
		{"another category", func(_ *Plan, r *Report) { dataset(r, 0).Entries[0].Category = "contact.phone" }, "found but not planted: contact.phone"},
		{"a trap", func(_ *Plan, r *Report) {
			e := &dataset(r, 0).Entries[1]
			e.Confidence, e.Unresolved = "medium", false
		}, "the values are order numbers"},
		{"another dataset", func(_ *Plan, r *Report) { dataset(r, 0).Path = "a/{n}.csv" }, "found but not planted"},
		{"more rows", func(_ *Plan, r *Report) { dataset(r, 0).Entries[0].Rows = 8 }, "7 planted, 8 found"},
		{"fewer rows", func(p *Plan, _ *Report) { p.Planted[1].Rows = 4 }, "4 planted, 3 found"},
		{"a sample", func(_ *Plan, r *Report) { dataset(r, 0).Coverage.Design = "equal" }, "not read to its end"},
		{"an object not read", func(_ *Plan, r *Report) { dataset(r, 0).Coverage.Listed = 3 }, "not read to its end"},
		{"a finding too few", func(_ *Plan, r *Report) { r.Findings = r.Findings[1:] }, "a finding too few: the place"},
		{"a finding too many", func(_ *Plan, r *Report) { r.Findings = append(r.Findings, r.Findings[0]) }, "a finding too many: residency.outside"},
		{"a finding not broken", func(_ *Plan, r *Report) { r.Findings[1].Verdict = "unverifiable" }, "a finding too few: the mail"},
		{"a finding that should be decided", func(_ *Plan, r *Report) { r.Findings[2].Dataset = "b.txt" }, "undecided without need: coverage.gap"},
		{"a gap too few", func(_ *Plan, r *Report) { dataset(r, 2).Gaps = nil }, "a gap too few"},
		{"a gap too many", func(_ *Plan, r *Report) { dataset(r, 0).Gaps = []Gap{{Kind: "corrupt"}} }, "a gap too many: corrupt"},
		{"a gap of the store", func(_ *Plan, r *Report) { r.Inventory.Stores[0].Gaps = []Gap{{Kind: "budget"}} }, "a gap too many: budget"},
		{"another region", func(_ *Plan, r *Report) { r.Inventory.Stores[0].Facts[0].Value = "cn-north-1" }, "answered eu-central-1"},
		{"a region from elsewhere", func(_ *Plan, r *Report) { r.Inventory.Stores[0].Facts[0].Source = "configuration" }, "answered eu-central-1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, r := right()
			c.spoil(p, r)
			diffs := Compare(p, r)
			if !slices.ContainsFunc(diffs, func(d string) bool { return strings.Contains(d, c.want) }) {
				t.Errorf("no line with %q in:\n%s", c.want, strings.Join(diffs, "\n"))
			}
		})
	}
}

func TestReadReportRefusesWhatIsNone(t *testing.T) {
	for _, s := range []string{"", "{}", `{"piiventory":"report/v1"}`, `{"piiventory":"inventory/v1","inventory":{"stores":[{}]}}`} {
		if _, err := ReadReport([]byte(s)); err == nil {
			t.Errorf("%q was read as a report", s)
		}
	}
}
