package policy

import (
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

func TestOutcome(t *testing.T) {
	clean := stock(bucket("b", dataset("a.csv")))
	personal := stock(bucket("b", dataset("a.csv", entry("contact.email", "m"))))
	low := stock(bucket("b", dataset("a.csv", with(entry("contact.email", "m"), func(e *inventory.Entry) { e.Confidence = detectors.Low }))))
	unresolved := stock(bucket("b", dataset("a.csv", with(entry("contact.email", "m"), func(e *inventory.Entry) { e.Unresolved = true }))))
	cut := with(clean, func(i **inventory.Inventory) { c := **i; c.Complete = false; *i = &c })
	gapped := func(inv *inventory.Inventory, kind scanners.GapKind) *inventory.Inventory {
		c := *inv
		c.Stores = []inventory.Store{inv.Stores[0]}
		ds := inv.Stores[0].Datasets[0]
		ds.Gaps = []inventory.Gap{{Kind: kind}}
		c.Stores[0].Datasets = []inventory.Dataset{ds}
		return &c
	}
	unsampled := gapped(clean, scanners.GapSampled)
	unsampled.Stores[0].Datasets[0].Coverage = inventory.Coverage{Listed: 10}
	names := *unsampled
	names.Settings.Depth = scanners.Names
	closed := stock(inventory.Store{Alias: "b", Gaps: []inventory.Gap{{Kind: scanners.GapUnreachable}}})
	f := func(v Verdict, s Severity) Finding { return Finding{Verdict: v, Severity: s} }
	for _, tc := range []struct {
		name     string
		inv      *inventory.Inventory
		findings []Finding
		failOn   Severity
		onFound  bool
		want     Outcome
	}{
		{"nothing", clean, nil, "", false, Outcome{}},
		{"found is information", personal, nil, "", false, Outcome{}},
		{"found fails", personal, nil, "", true, Outcome{Code: 3}},
		{"low is not found", low, nil, "", true, Outcome{}},
		{"unresolved is not found", unresolved, nil, "", true, Outcome{}},
		{"nothing to fail on", clean, nil, "", true, Outcome{}},
		{"medium", personal, []Finding{f(Broken, Medium)}, "", false, Outcome{Code: 3, Broken: 1, Worst: Medium}},
		{"below medium", personal, []Finding{f(Broken, Low)}, "", false, Outcome{Broken: 1, Worst: Low}},
		{"fail on low", personal, []Finding{f(Broken, Low)}, Low, false, Outcome{Code: 3, Broken: 1, Worst: Low}},
		{"fail on high", personal, []Finding{f(Broken, Medium), f(Broken, Low)}, High, false, Outcome{Broken: 2, Worst: Medium}},
		{"critical", personal, []Finding{f(Broken, Medium), f(Broken, Critical)}, Critical, false, Outcome{Code: 3, Broken: 2, Worst: Critical}},
		{"notes do not count", personal, []Finding{f(Note, Critical)}, Info, false, Outcome{}},
		{"unverifiable", personal, []Finding{f(Unverifiable, Low)}, "", false, Outcome{Code: 4, Incomplete: true, Unverifiable: 1}},
		{"not examined", personal, []Finding{f(NotExamined, Low)}, "", false, Outcome{Code: 4, Incomplete: true, NotExamined: 1}},
		{"both", personal, []Finding{f(NotExamined, High), f(Broken, High)}, "", false, Outcome{Code: 3, Incomplete: true, NotExamined: 1, Broken: 1, Worst: High}},
		{"unverifiable never fails", personal, []Finding{f(Unverifiable, Critical)}, Info, false, Outcome{Code: 4, Incomplete: true, Unverifiable: 1}},
		{"cut off", cut, nil, "", false, Outcome{Code: 4, Incomplete: true}},
		{"unreadable", gapped(clean, scanners.GapPermission), nil, "", false, Outcome{Code: 4, Incomplete: true}},
		{"unreadable and found", gapped(personal, scanners.GapPermission), nil, "", true, Outcome{Code: 3, Incomplete: true}},
		{"sampled", gapped(clean, scanners.GapSampled), nil, "", false, Outcome{}},
		{"empty", gapped(clean, scanners.GapEmpty), nil, "", false, Outcome{}},
		{"sampled, and nothing was read", unsampled, nil, "", false, Outcome{Code: 4, Incomplete: true}},
		{"names, and nothing was asked", &names, nil, "", false, Outcome{}},
		{"names, and something was asked", &names, Check(&names, declare(t, replace(keep, "s3://logs", "s3://b")), day("2026-06-15")), "", false,
			Outcome{Code: 4, Incomplete: true, NotExamined: 1}},
		{"store not reached", closed, nil, "", false, Outcome{Code: 4, Incomplete: true}},
	} {
		if got := OutcomeOf(tc.inv, tc.findings, tc.failOn, tc.onFound); got != tc.want {
			t.Errorf("%s: %+v, want %+v", tc.name, got, tc.want)
		}
	}
}
