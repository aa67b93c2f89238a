package policy

import (
	"testing"

	"piiventory/inventory"
)

// What is left of closed accounts, given a list of them.
func TestCheckClosedAccounts(t *testing.T) {
	decl := func(rules string) string {
		return keep[:len(keep)-len("  - {id: more, systems: [logs], categories: [contact.email]}\n")] + rules
	}
	none := `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
rules:
`
	closing := "  - {id: closed, source: \"6.4\", systems: [\"*\"], categories: [\"*\"], retention: {kind: event, from: account_closed}}\n"
	rule := func(retention string) string {
		return none + "  - {id: r, systems: [logs], categories: [contact.mobile], retention: " + retention + "}\n"
	}
	in := func(listed int64, change func(*inventory.Dataset), fields ...inventory.ClosedField) *inventory.Inventory {
		ds := dataset("a.csv", with(entry("contact.mobile", "m"), func(e *inventory.Entry) { e.Times = aged("key", "2026-06-14", 4) }))
		ds.Coverage = inventory.Coverage{Listed: 4, Sampled: 4, Whole: 4, Units: 4}
		ds.Closed = fields
		if change != nil {
			change(&ds)
		}
		inv := stock(bucket("logs", ds))
		inv.Settings.ClosedAccounts, inv.Settings.Confidence = listed, 0.95
		return inv
	}
	id := inventory.ClosedField{Field: "user_id", Rows: 31, IDs: inventory.Count{Estimate: 12, AtLeast: 12}, Named: true}
	other := func(telling int64) inventory.ClosedField {
		return inventory.ClosedField{Field: "n", Rows: 5, IDs: inventory.Count{Estimate: 2, AtLeast: 2}, Telling: telling}
	}
	sampled := func(ds *inventory.Dataset) {
		ds.Coverage.Whole = 1
		ds.Bounds = atMost(3000, 0.001)
	}
	blind := func(ds *inventory.Dataset) { ds.Coverage.Whole = 1 }
	residue := func(verdict, rule, field string) string {
		s := "accounts.residue " + verdict + " system=logs store=logs dataset=a.csv field=" + field
		if rule != "" {
			s += " rule=" + rule
		}
		return s + " part=retention"
	}
	open := func(kind, rule string) string {
		return "retention.open note info system=logs store=logs dataset=a.csv rule=" + rule + " part=retention.kind"
	}
	const kept, ofKept = "retention.", " system=logs store=logs dataset=a.csv rule=keep part=retention.max"
	notExamined := "rule.not_examined not-examined low rule=r part="
	for _, tc := range []checkCase{
		{name: "no list", decl: decl(closing), inv: in(0, nil), want: []string{"rule.not_examined not-examined low rule=closed part=retention.from"}},
		{name: "none is left, all read", decl: decl(closing), inv: in(100, nil)},
		{name: "some are left", decl: decl(closing), inv: in(100, nil, id), want: []string{residue("broken high", "closed", "user_id")},
			evidence: map[string]string{"rows": "31", "accounts_closed": "12", "listed": "100", "drawn": "", "cause": ""}},
		{name: "in a sample", decl: decl(closing), inv: in(100, sampled, id), want: []string{residue("broken high", "closed", "user_id"), kept + "sampled note info" + ofKept}, evidence: map[string]string{"drawn": "true"}},
		{name: "none in a sample", decl: decl(closing), inv: in(100, sampled), want: []string{"accounts.sampled note info system=logs store=logs dataset=a.csv rule=closed part=retention.from", kept + "sampled note info" + ofKept},
			evidence: map[string]string{"share": "0.1 %", "draws": "3000", "confidence_level": "95 %"}},
		{name: "none in what has no bound", decl: decl(closing), inv: in(100, blind), want: []string{"accounts.unverifiable unverifiable medium system=logs store=logs dataset=a.csv rule=closed part=retention.from",
			kept + "unverifiable unverifiable medium" + ofKept}},
		{name: "short numbers in another field", decl: decl(closing), inv: in(100, nil, other(0)), want: []string{residue("note info", "closed", "n")}, evidence: map[string]string{"cause": "short-numbers"}},
		{name: "long ones in another field", decl: decl(closing), inv: in(100, nil, other(1)), want: []string{residue("broken high", "closed", "n")}},
		{name: "for the purpose", decl: rule("{kind: purpose}"), inv: in(100, nil, id), want: []string{residue("broken high", "r", "user_id"), notExamined + "retention.kind", open("purpose", "r")}},
		{name: "with a maximum after it", decl: rule("{kind: event, max: P30D, from: account_closed}"), inv: in(100, nil, id), want: []string{residue("broken high", "r", "user_id"), open("event", "r")},
			evidence: map[string]string{"max": "P30D"}},
		{name: "a time of the record", decl: rule("{kind: fixed, max: P3Y}"), inv: in(100, nil, id), want: []string{residue("unverifiable medium", "r", "user_id")}, evidence: map[string]string{"cause": "own-time", "max": "P3Y"}},
		{name: "by law", decl: rule("{kind: law_or_contract}"), inv: in(100, nil, id), want: []string{residue("unverifiable medium", "r", "user_id"), notExamined + "retention.kind", open("", "r")}},
		{name: "nothing promised", decl: rule("{kind: undeclared}"), inv: in(100, nil, id), want: []string{residue("note low", "", "user_id"), open("", "r")}, evidence: map[string]string{"cause": "no-retention"}},
		{name: "of another event, and none left", decl: rule("{kind: event, from: contract_end}"), inv: in(100, nil), want: []string{notExamined + "retention.from", open("event", "r")}},
	} {
		t.Run(tc.name, tc.run)
	}
	// Before launch it is said without a declaration, too.
	var codes []string
	for _, f := range Preflight(in(100, nil, id), nil, PreflightDemands{}, day("2026-06-15")) {
		if f.Code == "accounts.residue" {
			codes = append(codes, line(f))
		}
	}
	if len(codes) != 1 || codes[0] != "accounts.residue note low store=logs dataset=a.csv field=user_id part=retention" {
		t.Error(codes)
	}
}
