package policy

import (
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
)

// promises is a declaration that asks for what few do.
const promises = `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"], purposes: [sales], region: [CN], network: intranet}
  - {id: accounts, kind: rdb, at: ["postgres://*", "mysql://*"], purposes: [sales, kyc], network: intranet}
  - {id: backup, kind: object-storage, at: ["s3://backup", "s3://weblog"], backup_of: [logs, accounts], refresh: P7D}
rules:
  - {id: a, systems: ["*"], categories: [contact.mobile, online.ip], only_for: [kyc], retention: {kind: fixed, max: P2M, backups: {expire: with_source}}}
  - {id: b, systems: ["*"], categories: ["*"], residency: {mode: list, allow: [CN, EU], backups: same_country}}
legal_minimum: [{id: l, categories: [online.*], min: P6M}]
`

// What the law asks to keep.
func TestCheckLegalMinimum(t *testing.T) {
	decl := func(max, min string) string {
		return `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
rules:
  - {id: r, source: "9.2", systems: [logs], categories: [online.*, contact.mobile], retention: {kind: fixed, max: ` + max + `}}
legal_minimum:
  - {id: csl, source: "network law", categories: [online.ip], min: ` + min + `}
`
	}
	in := func(category string, cycle *inventory.Lifecycle) *inventory.Inventory {
		ds := dataset("a.csv", with(entry(category, "m"), func(e *inventory.Entry) { e.Times = aged("key", "2026-06-14", 4) }),
			with(entry("contact.mobile", "n"), func(e *inventory.Entry) { e.Times = aged("key", "2026-06-14", 4) }))
		ds.Lifecycle, ds.Coverage.Listed = cycle, 4
		return stock(bucket("logs", ds))
	}
	below := "retention.below_minimum broken medium rule=r part=csl"
	early := "retention.deleted_early broken medium system=logs store=logs dataset=a.csv rule=csl part=legal_minimum"
	for _, tc := range []checkCase{
		{name: "shorter", decl: decl("P1M", "P6M"), inv: in("online.ip", nil), want: []string{below},
			evidence: map[string]string{"max": "P1M", "min": "P6M", "categories": "online.ip"}},
		{name: "as long", decl: decl("P6M", "P6M"), inv: in("online.ip", nil)},
		{name: "180 days are less than six months", decl: decl("P180D", "P6M"), inv: in("online.ip", nil), want: []string{below}},
		{name: "longer", decl: decl("P1Y", "P6M"), inv: in("online.ip", nil)},
		{name: "the store deletes it too early", decl: decl("P1Y", "P6M"), inv: in("online.ip", &inventory.Lifecycle{Expiring: 4, Longest: 91}), want: []string{early},
			evidence: map[string]string{"days": "91", "min": "P6M", "categories": "online.ip"}},
		{name: "P182D is less than the six months that begin in September, whenever it is checked", decl: decl("P182D", "P6M"), inv: in("online.ip", nil), want: []string{below},
			evidence: map[string]string{"max": "P182D", "min": "P6M", "law": "network law"}},
		{name: "P184D is never less", decl: decl("P184D", "P6M"), inv: in("online.ip", nil)},
		{name: "the law may lengthen it", decl: decl("P1M, extend_for: [law]", "P6M"), inv: in("online.ip", nil)},
		{name: "a court is no law", decl: decl("P1M, extend_for: [court]", "P6M"), inv: in("online.ip", nil), want: []string{below}},
		{name: "the store deletes it on the last day that is too early", decl: decl("P1Y", "P6M"), inv: in("online.ip", &inventory.Lifecycle{Expiring: 4, Longest: 181}), want: []string{early}},
		{name: "and on the next", decl: decl("P1Y", "P6M"), inv: in("online.ip", &inventory.Lifecycle{Expiring: 4, Longest: 182})},
		{name: "digests are nothing that must be kept", decl: strings.Replace(decl("P1Y", "P6M"), "contact.mobile],", "contact.mobile], state: [allowed],", 1),
			inv: hashedIn(in("online.ip", &inventory.Lifecycle{Expiring: 4, Longest: 91}))},
		{name: "the store keeps some longer", decl: decl("P1Y", "P6M"), inv: in("online.ip", &inventory.Lifecycle{Expiring: 4, Longest: 200})},
		{name: "the store deletes what nobody must keep", decl: decl("P1Y", "P6M"), inv: in("online.user_agent", &inventory.Lifecycle{Expiring: 4, Longest: 91})},
	} {
		t.Run(tc.name, tc.run)
	}
}

// hashedIn is an inventory of which all that was found is digests.
func hashedIn(inv *inventory.Inventory) *inventory.Inventory {
	entries := inv.Stores[0].Datasets[0].Entries
	for i := range entries {
		entries[i].State = detectors.Hashed
	}
	return inv
}

// Lint and check say the same of a rule below a legal minimum: of own categories too, and
// only of the rule that decides.
func TestLegalMinimumOfTheRuleThatDecides(t *testing.T) {
	text := func(categories, minimum string) string {
		return `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
rules:
  - {id: all, source: "1", systems: [logs], categories: ["*"], state: [allowed], retention: {kind: fixed, max: P1M}}
  - {id: one, source: "2", systems: [logs], categories: [` + categories + `], retention: {kind: fixed, max: P1Y}}
legal_minimum: [{id: law, categories: [` + minimum + `], min: P6M}]
`
	}
	for _, tc := range []struct {
		name, categories, minimum, want string
	}{
		{"a more specific rule decides", "online.ip", "online.ip", ""},
		{"an own category", "online.ip", "x.visit", "x.visit"},
		{"an own category of the rule", "x.visit", "x.visit", ""},
		{"all own ones", "online.ip", "x.*", "x.*"},
		{"all own ones but one", "x.visit", "x.*", "x.*"},
	} {
		d, err := Parse("t", []byte(text(tc.categories, tc.minimum)))
		if err != nil {
			t.Fatal(tc.name, err)
		}
		checked, linted := "", ""
		for _, f := range Check(stock(bucket("logs", dataset("a.csv"))), d, day("2026-06-15")) {
			if f.Code == "retention.below_minimum" {
				checked += f.Evidence["categories"]
			}
		}
		for _, r := range Lint(d, nil) {
			if r.Code == "lint.legal_minimum" {
				linted += r.Evidence["categories"]
			}
		}
		if checked != tc.want || linted != tc.want {
			t.Errorf("%s: check says %q, lint %q, want %q", tc.name, checked, linted, tc.want)
		}
	}
}

// What a category is for, and what a system is for.
func TestCheckPurpose(t *testing.T) {
	decl := func(system, rule string) string {
		return `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]` + system + `}
rules:
  - {id: r, source: "2", systems: [logs], categories: [finance.bank_card]` + rule + `}
`
	}
	inv := stock(bucket("logs", dataset("a.csv", entry("finance.bank_card", "c"))))
	where := " system=logs store=logs dataset=a.csv rule=r part=only_for"
	for _, tc := range []checkCase{
		{name: "the same", decl: decl(", purposes: [kyc]", ", only_for: [kyc]"), inv: inv},
		{name: "all of them", decl: decl(", purposes: [kyc, sales]", ", only_for: [sales, kyc, tax]"), inv: inv},
		{name: "another too", decl: decl(", purposes: [kyc, sales]", ", only_for: [kyc]"), inv: inv, want: []string{"purpose.unverifiable unverifiable low" + where},
			evidence: map[string]string{"cause": "other-purposes", "only_for": "kyc", "purposes": "kyc, sales", "categories": "finance.bank_card"}},
		{name: "what a rule is for, in a system for more", decl: decl(", purposes: [kyc, sales]", ", purposes: [kyc]"), inv: inv},
		{name: "another", decl: decl(", purposes: [sales]", ", only_for: [kyc]"), inv: inv, want: []string{"purpose.outside broken high" + where},
			evidence: map[string]string{"only_for": "kyc", "purposes": "sales", "categories": "finance.bank_card"}},
		{name: "none is said", decl: decl("", ", only_for: [kyc]"), inv: inv, want: []string{"purpose.unverifiable unverifiable low" + where}},
		{name: "the purposes of a rule", decl: decl(", purposes: [sales]", ", purposes: [kyc]"), inv: inv, want: []string{"purpose.outside broken high" + where}},
		{name: "the purposes of a rule and none of the system", decl: decl("", ", purposes: [kyc]"), inv: inv,
			want: []string{"rule.not_examined not-examined low rule=r part=purposes"}},
		{name: "not found", decl: decl(", purposes: [sales]", ", only_for: [kyc]"), inv: stock(bucket("logs", dataset("a.csv"))),
			want: []string{"category.not_found note info system=logs category=finance.bank_card rule=r"}},
	} {
		t.Run(tc.name, tc.run)
	}
}

// What becomes of data in backups.
func TestCheckBackups(t *testing.T) {
	decl := func(backup, retention, residency string) string {
		return `piiventory: declaration/v1
id: t
systems:
  - {id: crm, kind: rdb, at: ["postgres://crm/*"]}
  - {id: backup, kind: object-storage, at: ["s3://backup"], backup_of: [crm]` + backup + `}
rules:
  - {id: keep, source: "5.4", systems: [crm], categories: [contact.mobile], retention: ` + retention + `}
  - {id: also, systems: [backup], categories: [contact.mobile]}
` + residency
	}
	month := "{kind: fixed, max: P1M, from: record, backups: {expire: with_source}}"
	forgets := func(when string) string {
		return "{kind: undeclared, backups: {after_user_deletion: " + when + "}}"
	}
	open := "retention.open note info system=crm store=crm dataset=public.users rule=keep part=retention.kind"
	country := "  - {id: place, source: \"8\", systems: [crm], categories: [\"*\"], residency: {mode: global, backups: same_country}}\n"
	in := func(times []inventory.Times, places ...string) *inventory.Inventory {
		crm := database("crm", with(dataset("public.users", with(entry("contact.mobile", "m"), func(e *inventory.Entry) { e.Times = aged("key", "2026-06-01", 4) })),
			func(d *inventory.Dataset) { d.Kind, d.Coverage.Listed = "table", 4 }))
		b := bucket("backup", with(dataset("dump-{date}.sql", with(entry("contact.mobile", "m"), func(e *inventory.Entry) { e.Times = times })), func(d *inventory.Dataset) { d.Times = times }))
		for i, s := range []*inventory.Store{&crm, &b} {
			if i < len(places) {
				s.Facts[0].Value, s.Facts[0].Unknown = places[i], places[i] == ""
			}
		}
		return stock(crm, b)
	}
	where := " system=backup store=backup dataset=dump-{date}.sql rule=keep part=retention.backups"
	for _, tc := range []checkCase{
		{name: "gone with its source", decl: decl("", month, ""), inv: in(aged("object", "2026-06-01", 4))},
		{name: "outlives it", decl: decl("", month, ""), inv: in(aged("object", "2026-05-01", 4)), want: []string{"backup.outlives broken high" + where},
			evidence: map[string]string{"max": "P1M", "sources": "crm", "cutoff": "2026-05-15T00:00:00Z", "oldest": "2026-05-01T00:00:00Z"}},
		{name: "until it is made anew", decl: decl(", refresh: P30D", month, ""), inv: in(aged("object", "2026-05-01", 4, "2026-06-14", 1))},
		{name: "longer than until then", decl: decl(", refresh: P7D", month, ""), inv: in(aged("object", "2026-05-01", 4, "2026-06-14", 1)), want: []string{"backup.outlives broken high" + where},
			evidence: map[string]string{"refresh": "P7D", "cutoff": "2026-05-08T00:00:00Z"}},
		{name: "of unknown age", decl: decl("", month, ""), inv: in(nil), want: []string{"backup.unverifiable unverifiable medium" + where}},
		{name: "not made anew", decl: decl(", refresh: P7D", month, ""), inv: in(aged("object", "2026-06-01", 4)),
			want: []string{"backup.stale broken low system=backup store=backup part=refresh"}, evidence: map[string]string{"newest": "2026-06-01T00:00:00Z"}},
		{name: "made anew today", decl: decl(", refresh: P7D", month, ""), inv: in(aged("object", "2026-06-08", 4))},
		{name: "older copies may stay", decl: decl(", refresh: P7D", forgets("refused"), ""), inv: in(aged("object", "2026-05-01", 4, "2026-06-14", 1)),
			want: []string{"rule.not_examined not-examined low rule=keep part=retention.backups.after_user_deletion", open}},
		{name: "older copies", decl: decl(", refresh: P7D", forgets("next_refresh"), ""), inv: in(aged("object", "2026-05-01", 4, "2026-06-14", 1)),
			want:     []string{"backup.copies_kept broken medium" + where + ".after_user_deletion", open},
			evidence: map[string]string{"refresh": "P7D", "cutoff": "2026-06-08T00:00:00Z", "oldest": "2026-05-01T00:00:00Z", "assets": "4", "sources": "crm", "lower_bound": "true"}},
		{name: "no older copies", decl: decl(", refresh: P7D", forgets("next_refresh"), ""), inv: in(aged("object", "2026-06-08", 4)), want: []string{open}},
		{name: "copies of unknown age", decl: decl(", refresh: P7D", forgets("next_refresh"), ""), inv: in(nil),
			want: []string{"backup.unverifiable unverifiable medium" + where + ".after_user_deletion", "backup.unverifiable unverifiable low system=backup store=backup part=refresh", open}},
		{name: "nobody says how often it is made anew", decl: decl("", forgets("next_refresh"), ""), inv: in(aged("object", "2026-05-01", 4)),
			want: []string{"rule.not_examined not-examined low rule=keep part=retention.backups.after_user_deletion", open}},
		{name: "at home", decl: decl("", month, country), inv: in(aged("object", "2026-06-01", 4), "CN", "CN")},
		{name: "abroad", decl: decl("", month, country), inv: in(aged("object", "2026-06-01", 4), "CN", "HK"),
			want: []string{"backup.abroad broken high system=backup rule=place part=residency.backups"}, evidence: map[string]string{"observed": "HK (endpoint host)", "allowed": "CN", "sources": "crm"}},
		{name: "somewhere", decl: decl("", month, country), inv: in(aged("object", "2026-06-01", 4), "CN", ""),
			want: []string{"backup.place_unknown unverifiable medium system=backup rule=place part=residency.backups"}},
	} {
		t.Run(tc.name, tc.run)
	}
}

// A place that an agreement or the customer chooses is not broken by being another.
func TestCheckAgreedPlaces(t *testing.T) {
	agreed := replace(lie, "mode: list", "mode: user_agreement")
	at := func(place string) *inventory.Inventory {
		s := bucket("logs", dataset("a.csv", entry("contact.mobile", "m")))
		s.Facts[0].Value = place
		return stock(s)
	}
	terms := replace(lie, "allow: [CN]}", "allow: [CN], transfer: {needs: [consent]}}")
	for _, tc := range []checkCase{
		{name: "there", decl: agreed, inv: at("CN")},
		{name: "elsewhere", decl: agreed, inv: at("SG"), want: []string{"residency.agreement unverifiable medium system=logs store=logs rule=here part=residency.allow"}},
		{name: "no transfer, no terms", decl: terms, inv: at("CN")},
		{name: "a transfer on terms", decl: terms, inv: at("SG"), want: []string{
			"residency.outside broken high system=logs store=logs rule=here part=residency.allow",
			"rule.not_examined not-examined low rule=here part=residency.transfer"}},
	} {
		t.Run(tc.name, tc.run)
	}
}
