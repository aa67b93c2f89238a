package policy

import (
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// How many persons there are, against a number from which on more is asked.
func TestCheckThresholds(t *testing.T) {
	decl := func(threshold string) string {
		return base + "thresholds:\n  - {id: pipl, source: law, " + threshold + "}\n"
	}
	// whole was read to its end, and has so many persons.
	whole := func(estimate int64, e float64, atLeast int64, change ...func(*inventory.Inventory)) *inventory.Inventory {
		stores := good()
		for i := range stores {
			c := &stores[i].Datasets[0].Coverage
			c.Sampled, c.Whole, c.RowsListed = c.Listed, c.Listed, -1
		}
		inv := stock(stores...)
		inv.Settings.Confidence = 0.95
		inv.Subjects = []inventory.Subjects{
			{Category: "contact.email", Count: inventory.Count{Estimate: 50, AtLeast: 50}, Datasets: 1},
			{Category: "contact.mobile", Count: inventory.Count{Estimate: estimate, Error: e, AtLeast: atLeast}, Datasets: 3},
		}
		for _, f := range change {
			f(inv)
		}
		return inv
	}
	sampled := func(inv *inventory.Inventory) { inv.Stores[0].Datasets[0].Coverage.Whole = 1 }
	table := func(rows int64) func(*inventory.Inventory) {
		return func(inv *inventory.Inventory) {
			d := &inv.Stores[1].Datasets[0]
			d.Kind, d.Coverage.Whole, d.Coverage.RowsListed = "table", 0, rows
		}
	}
	of := func(verdict, severity string) []string {
		return []string{"subjects.threshold " + verdict + " " + severity + " category=contact.mobile rule=pipl part=thresholds"}
	}
	health := func(inv *inventory.Inventory) {
		d := &inv.Stores[0].Datasets[0]
		d.Entries = append(d.Entries, entry("health.record", "x"))
	}
	for _, tc := range []checkCase{
		{name: "reached", decl: decl("at: 1000, obligation: tell somebody"), inv: whole(1100, 0.016, 1072), want: of("note", "medium"),
			evidence: map[string]string{"at": "1000", "at_least": "1072", "estimate": "1100", "error": "1.6 %", "datasets": "3", "confidence_level": "95 %", "obligation": "tell somebody", "cause": ""}},
		{name: "reached by a sample", decl: decl("at: 1000"), inv: whole(1100, 0.016, 1072, sampled), want: of("note", "medium")},
		{name: "exactly reached", decl: decl("at: 200"), inv: whole(200, 0, 200), want: of("note", "medium")},
		{name: "exactly not reached", decl: decl("at: 201, categories: [contact.mobile]"), inv: whole(200, 0, 200)},
		{name: "far from it, all read", decl: decl("at: 2000"), inv: whole(1100, 0.016, 1072)},
		{name: "within the error", decl: decl("at: 1110"), inv: whole(1100, 0.016, 1072), want: of("unverifiable", "medium"), evidence: map[string]string{"cause": "near"}},
		{name: "within the error from below", decl: decl("at: 1080"), inv: whole(1100, 0.016, 1072), want: of("unverifiable", "medium"), evidence: map[string]string{"cause": "near"}},
		{name: "the categories may be of different persons", decl: decl("at: 1150"), inv: whole(1100, 0, 1100), want: of("unverifiable", "medium"), evidence: map[string]string{"cause": "disjoint", "sum": "1150"}},
		{name: "even if they are", decl: decl("at: 1151"), inv: whole(1100, 0, 1100)},
		{name: "a table with too few rows, and different persons", decl: decl("at: 100000"), inv: whole(1100, 0, 1100, table(98_850)), want: of("unverifiable", "low"), evidence: map[string]string{"cause": "sample"}},
		{name: "a table with too few rows even so", decl: decl("at: 100000"), inv: whole(1100, 0, 1100, table(98_849))},
		{name: "surely below, even so", decl: decl("at: 1181"), inv: whole(1100, 0.016, 1072)},
		{name: "just outside the error", decl: decl("at: 1131"), inv: whole(1100, 0.016, 1072), want: of("unverifiable", "medium"), evidence: map[string]string{"cause": "disjoint"}},
		{name: "a sample, and near", decl: decl("at: 2000"), inv: whole(1100, 0.016, 1072, sampled), want: of("unverifiable", "medium"), evidence: map[string]string{"cause": "sample"}},
		{name: "a sample, and far", decl: decl("at: 1000000"), inv: whole(1100, 0.016, 1072, sampled), want: of("unverifiable", "low"), evidence: map[string]string{"cause": "sample"}},
		{name: "a table with too few rows for it", decl: decl("at: 100000"), inv: whole(1100, 0.016, 1072, table(98_000))},
		{name: "a table with enough rows for it", decl: decl("at: 100000"), inv: whole(1100, 0.016, 1072, table(99_000)), want: of("unverifiable", "low"), evidence: map[string]string{"cause": "sample"}},
		{name: "two fields of a table", decl: decl("at: 100000"), inv: whole(1100, 0.016, 1072, table(98_000), func(inv *inventory.Inventory) {
			d := &inv.Stores[1].Datasets[0]
			d.Entries = append(d.Entries, entry("contact.mobile", "other"))
		}), want: of("unverifiable", "low"), evidence: map[string]string{"cause": "sample"}},
		{name: "a table and objects", decl: decl("at: 100000"), inv: whole(1100, 0.016, 1072, table(98_000), sampled), want: of("unverifiable", "low")},
		{name: "tables of unknown size", decl: decl("at: 100000"), inv: whole(1100, 0.016, 1072, table(-1)), want: of("unverifiable", "low")},
		{name: "a listing that was cut off", decl: decl("at: 100000"), inv: whole(1100, 0.016, 1072, table(98_000), func(inv *inventory.Inventory) {
			inv.Stores[0].Gaps = []inventory.Gap{{Kind: scanners.GapBudget, Reason: "cut"}}
		}), want: append([]string{"coverage.gap unverifiable low store=logs"}, of("unverifiable", "low")...)},
		{name: "other categories", decl: decl("at: 1000, categories: [id.*]"), inv: whole(1100, 0.016, 1072)},
		{name: "the named category", decl: decl("at: 1000, categories: [contact.*]"), inv: whole(1100, 0.016, 1072), want: of("note", "medium")},
		{name: "nothing sensitive", decl: decl("at: 10, sensitive: true"), inv: whole(1100, 0.016, 1072)},
		{name: "sensitive", decl: decl("at: 10, sensitive: true"), inv: whole(1100, 0.016, 1072, func(inv *inventory.Inventory) {
			inv.Subjects = append(inv.Subjects, inventory.Subjects{Category: "finance.bank_card", Count: inventory.Count{Estimate: 12, AtLeast: 12}, Datasets: 1})
		}), want: []string{"subjects.threshold note medium category=finance.bank_card rule=pipl part=thresholds"}},
		{name: "hashed ones", decl: decl("at: 5000"), inv: whole(1100, 0.016, 1072, func(inv *inventory.Inventory) {
			inv.Subjects = append(inv.Subjects, inventory.Subjects{Category: "contact.mobile", State: detectors.Hashed, Count: inventory.Count{Estimate: 6100, AtLeast: 6000}, Datasets: 1})
		}), want: of("note", "medium"), evidence: map[string]string{"at_least": "6000"}},
		{name: "what names nobody", decl: decl("at: 5000, categories: [health.*]"), inv: whole(1100, 0.016, 1072, health),
			want: []string{"category.undeclared broken medium system=logs store=logs dataset=access/{date}.csv field=x category=health.record",
				"subjects.threshold unverifiable low rule=pipl part=thresholds"}},
		{name: "not counted", decl: decl("at: 5000"), inv: whole(1100, 0.016, 1072, func(inv *inventory.Inventory) { inv.Subjects = nil }),
			want: []string{"subjects.threshold unverifiable low rule=pipl part=thresholds"}, evidence: map[string]string{"cause": "not-counted", "categories": "contact.email, contact.mobile"}},
	} {
		t.Run(tc.name, tc.run)
	}
}

func TestThresholdsAreReadStrictly(t *testing.T) {
	for bad, at := range map[string]string{
		"thresholds: [{id: a, at: 0}]":                              "not a number of persons",
		"thresholds: [{id: a}]":                                     "at",
		"thresholds: [{at: 5}]":                                     "id",
		"thresholds: [{id: a, at: many}]":                           "at",
		"thresholds: [{id: a, at: 5, sensetive: true}]":             "sensitive",
		"thresholds: [{id: a, at: 5, sensitive: true}]":             "nothing is declared as sensitive",
		"thresholds: [{id: a, at: 5}, {id: a, at: 6}]":              "used twice",
		"thresholds: [{id: a, at: 5, categories: [contact.emial]}]": "contact.email",
	} {
		_, err := Parse("t.yaml", []byte("piiventory: declaration/v1\nid: t\nsystems: [{id: a, kind: rdb, at: [\"mysql://a\"]}]\n"+bad+"\n"))
		if err == nil || !strings.Contains(err.Error(), at) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
