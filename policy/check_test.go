package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// base is a declaration of two systems without demands of their own.
const base = `piiventory: declaration/v1
id: t
sensitive: [finance.*]
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs/access/**"]}
  - {id: crm, kind: rdb, at: ["postgres://crm/*"]}
rules:
  - {id: r-crm, source: "1", systems: [crm], categories: [contact.email], optional: [contact.mobile]}
  - {id: r-logs, source: "2", systems: [logs], categories: [contact.mobile]}
`

func declare(t testing.TB, text string) *Declaration {
	t.Helper()
	d, err := Parse("t.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func day(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.Parse(time.DateOnly, s)
	}
	if err != nil {
		panic(err)
	}
	return t
}

func stock(stores ...inventory.Store) *inventory.Inventory {
	return &inventory.Inventory{Format: inventory.Format, Complete: true, Stores: stores}
}

func bucket(alias string, ds ...inventory.Dataset) inventory.Store {
	return inventory.Store{Alias: alias, Kind: "s3", Datasets: ds, Coverage: inventory.Coverage{Listed: 10},
		Facts: []scanners.Fact{{Name: "jurisdiction", Value: "CN", Source: "endpoint host"}}}
}

func database(alias string, ds ...inventory.Dataset) inventory.Store {
	s := bucket(alias, ds...)
	s.Kind = "postgres"
	return s
}

func dataset(path string, entries ...inventory.Entry) inventory.Dataset {
	return inventory.Dataset{Path: path, Kind: "object", Entries: entries,
		Coverage: inventory.Coverage{Listed: 10, Sampled: 4, Whole: 4, Units: 4}}
}

func entry(category, field string) inventory.Entry {
	return inventory.Entry{Category: detectors.Category(category), Field: field, Confidence: detectors.High,
		Rows: 40, Values: 100, WellFormed: 40, Valid: 40, Distinct: 40, Assets: 4}
}

func with[T any](v T, change func(*T)) T {
	change(&v)
	return v
}

// aged gives an entry or a dataset its times: source, then day and count by turns.
func aged(source string, days ...any) []inventory.Times {
	tm := inventory.Times{Source: source, Days: map[string]int64{}}
	for i := 0; i < len(days); i += 2 {
		at := day(days[i].(string))
		n := int64(days[i+1].(int))
		tm.Days[at.Format(time.DateOnly)] += n
		tm.Count += n
		if tm.Oldest.IsZero() || at.Before(tm.Oldest) {
			tm.Oldest = at
		}
		if at.After(tm.Newest) {
			tm.Newest = at
		}
	}
	return []inventory.Times{tm}
}

// line shows a finding by its stable names.
func line(f Finding) string {
	s := fmt.Sprintf("%s %s %s", f.Code, f.Verdict, f.Severity)
	for _, p := range []struct{ k, v string }{{"system", f.System}, {"store", f.Store}, {"dataset", f.Dataset},
		{"field", f.Field}, {"category", f.Category}, {"rule", f.Rule}, {"part", f.Part}} {
		if p.v != "" {
			s += " " + p.k + "=" + p.v
		}
	}
	return s
}

// good are the two datasets that base declares, with nothing to complain of.
func good() []inventory.Store {
	return []inventory.Store{
		bucket("logs", dataset("access/{date}.csv", entry("contact.mobile", "phone"))),
		database("crm", dataset("public.users", entry("contact.email", "mail"))),
	}
}

type checkCase struct {
	name, decl string
	inv        *inventory.Inventory
	now        string
	want       []string
	// evidence is held against the first finding.
	evidence map[string]string
}

func (tc checkCase) run(t *testing.T) {
	now := day("2026-06-15")
	if tc.now != "" {
		now = day(tc.now)
	}
	fs := Check(tc.inv, declare(t, tc.decl), now)
	var got []string
	for _, f := range fs {
		got = append(got, line(f))
	}
	if !slices.Equal(got, tc.want) {
		t.Fatalf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tc.want, "\n  "))
	}
	for k, v := range tc.evidence {
		if g, ok := fs[0].Evidence[k]; g != v || ok != (v != "") {
			t.Errorf("evidence %s is %q, want %q (all: %v)", k, g, v, fs[0].Evidence)
		}
	}
}

func TestCheckCategories(t *testing.T) {
	logs := func(es ...inventory.Entry) *inventory.Inventory {
		return stock(bucket("logs", dataset("access/{date}.csv", append(es, entry("contact.mobile", "phone"))...)), good()[1])
	}
	where := " system=logs store=logs dataset=access/{date}.csv"
	for _, tc := range []checkCase{
		{name: "all is declared", decl: base, inv: stock(good()...)},
		{name: "undeclared", decl: base, inv: logs(entry("contact.email", "mail")),
			want:     []string{"category.undeclared broken medium" + where + " field=mail category=contact.email"},
			evidence: map[string]string{"rows": "40", "valid": "40", "distinct": "40", "confidence": "high", "system": ""}},
		{name: "sensitive", decl: base, inv: logs(entry("finance.bank_card", "card")),
			want: []string{"category.undeclared broken high" + where + " field=card category=finance.bank_card"}},
		{name: "medium counts", decl: base, inv: logs(with(entry("contact.email", ""), func(e *inventory.Entry) { e.Confidence = detectors.Medium })),
			want: []string{"category.undeclared broken medium" + where + " category=contact.email"}},
		{name: "low does not", decl: base, inv: logs(with(entry("contact.email", "x"), func(e *inventory.Entry) { e.Confidence = detectors.Low })),
			want: []string{"category.unresolved note info" + where + " field=x category=contact.email"}},
		{name: "unresolved does not", decl: base, inv: logs(with(entry("contact.email", "x"), func(e *inventory.Entry) { e.Unresolved = true })),
			want: []string{"category.unresolved note info" + where + " field=x category=contact.email"}},
		{name: "specimens do not", decl: base, inv: logs(with(entry("contact.email", "x"), func(e *inventory.Entry) { e.Known = 40 }))},
		{name: "some specimens do", decl: base, inv: logs(with(entry("contact.email", "x"), func(e *inventory.Entry) { e.Known = 39 })),
			want: []string{"category.undeclared broken medium" + where + " field=x category=contact.email"}},
		{name: "a star declares nothing", decl: base + `  - {id: r-all, systems: ["*"], categories: ["*"], retention: {kind: undeclared}}
`, inv: logs(entry("contact.email", "mail")),
			want: []string{
				"category.undeclared broken medium" + where + " field=mail category=contact.email",
				"retention.open note info system=crm store=crm dataset=public.users rule=r-all part=retention.kind",
				"retention.open note info" + where + " rule=r-all part=retention.kind"}},
		{name: "a star with a state does", decl: base + `  - {id: r-all, systems: ["*"], categories: ["*"], state: [allowed]}
`, inv: logs(entry("contact.email", "mail"))},
		{name: "forbidden everywhere", decl: base + `  - {id: r-no, source: "9", systems: ["*"], categories: [contact.email], state: [forbidden]}
`, inv: logs(entry("contact.email", "mail")),
			// In crm the more specific rule declares it.
			want: []string{"category.forbidden broken high" + where + " field=mail category=contact.email rule=r-no"}},
		{name: "forbidden and sensitive", decl: base + `  - {id: r-no, systems: ["*"], categories: [finance.*], state: [forbidden]}
`, inv: logs(entry("finance.bank_card", "card")),
			want: []string{"category.forbidden broken critical" + where + " field=card category=finance.bank_card rule=r-no"}},
		{name: "forbidden wins a tie", decl: base + `  - {id: r-no, systems: [crm], categories: [contact.email], state: [forbidden]}
`, inv: stock(good()...),
			want: []string{
				"category.forbidden broken high system=crm store=crm dataset=public.users field=mail category=contact.email rule=r-crm, r-no",
				"rule.tie note info system=crm rule=r-crm, r-no part=state"}},
		{name: "never found", decl: base, inv: stock(bucket("logs", dataset("access/a.csv")), good()[1]),
			want:     []string{"category.not_found note info system=logs category=contact.mobile rule=r-logs"},
			evidence: map[string]string{"datasets": "1", "assets": "4", "units": "4", "detector": ""}},
		{name: "found elsewhere is not found", decl: strings.Replace(base, "categories: [contact.mobile]", "categories: [contact.email]", 1),
			inv:  stock(bucket("logs", dataset("access/a.csv")), good()[1]),
			want: []string{"category.not_found note info system=logs category=contact.email rule=r-logs"}},
	} {
		t.Run(tc.name, tc.run)
	}
}

func TestCheckScope(t *testing.T) {
	for _, tc := range []checkCase{
		{name: "dataset beside the systems", decl: base,
			inv:      stock(bucket("logs", good()[0].Datasets[0], dataset("export/x.csv", entry("contact.email", "mail"))), good()[1]),
			want:     []string{"dataset.undeclared broken medium store=logs dataset=export/x.csv"},
			evidence: map[string]string{"categories": "contact.email", "assets": "10"}},
		{name: "with sensitive data", decl: base,
			inv:  stock(bucket("logs", good()[0].Datasets[0], dataset("export/x.csv", entry("finance.bank_card", "c"))), good()[1]),
			want: []string{"dataset.undeclared broken high store=logs dataset=export/x.csv"}},
		{name: "with nothing in it", decl: base,
			inv:  stock(bucket("logs", good()[0].Datasets[0], dataset("export/x.csv")), good()[1]),
			want: []string{"dataset.undeclared note info store=logs dataset=export/x.csv"}},
		{name: "store that nobody names", decl: base,
			inv:      stock(append(good(), with(bucket("other", dataset("x.csv", entry("contact.email", "m"))), func(s *inventory.Store) { s.Discovered = true }))...),
			want:     []string{"store.undeclared broken high store=other"},
			evidence: map[string]string{"categories": "contact.email", "discovered": "true", "kind": "s3"}},
		{name: "empty store that nobody names", decl: base, inv: stock(append(good(), bucket("other"))...),
			want: []string{"store.undeclared broken medium store=other"}},
		{name: "store of another kind", decl: base,
			inv:  stock(good()[0], with(good()[1], func(s *inventory.Store) { s.Kind = "mysql" })),
			want: []string{"store.undeclared broken high store=crm", "system.not_scanned not-examined medium system=crm store=crm"}},
		{name: "kinds by another name", decl: strings.Replace(base, "postgres://", "postgresql://", 1), inv: stock(good()...)},
		{name: "undecidable", decl: base,
			inv: stock(bucket("logs", dataset("*/{date}.csv", entry("finance.bank_card", "c"))), good()[1]),
			want: []string{
				"category.undeclared unverifiable high system=logs store=logs dataset=*/{date}.csv field=c category=finance.bank_card",
				"system.uncertain unverifiable low system=logs store=logs dataset=*/{date}.csv",
				"category.not_found note info system=logs category=contact.mobile rule=r-logs"},
			evidence: map[string]string{"system": "uncertain"}},
		{name: "the most specific system wins", decl: `piiventory: declaration/v1
id: t
systems:
  - {id: all, kind: object-storage, at: ["s3://logs"]}
  - {id: part, kind: object-storage, at: ["s3://logs/mail/**"]}
rules:
  - {id: r, systems: [part], categories: [contact.email]}
`, inv: stock(bucket("logs", dataset("mail/{n}.eml", entry("contact.email", "")), dataset("x/{n}.eml", entry("contact.email", "")))),
			want: []string{"category.undeclared broken medium system=all store=logs dataset=x/{n}.eml category=contact.email"}},
		{name: "a specific system that may cover makes all uncertain", decl: `piiventory: declaration/v1
id: t
systems:
  - {id: all, kind: object-storage, at: ["s3://logs"]}
  - {id: part, kind: object-storage, at: ["s3://logs/mail/**"]}
rules:
  - {id: r, systems: [part], categories: [contact.email]}
`, inv: stock(bucket("logs", dataset("*/{n}.eml", entry("contact.email", "")))),
			want: []string{
				"category.undeclared unverifiable medium system=all store=logs dataset=*/{n}.eml category=contact.email",
				"system.uncertain unverifiable low system=all store=logs dataset=*/{n}.eml",
				"system.uncertain unverifiable low system=part store=logs dataset=*/{n}.eml"}},
		{name: "a broader system that may cover changes nothing", decl: `piiventory: declaration/v1
id: t
systems:
  - {id: part, kind: object-storage, at: ["s3://logs/mail/in/**"]}
  - {id: wide, kind: object-storage, at: ["s3://logs/*/in/a/**"]}
rules:
  - {id: r, systems: [part], categories: [contact.email]}
`, inv: stock(bucket("logs", dataset("mail/in/*/{n}", entry("contact.email", "")))), want: nil},
		{name: "aliases with wildcards", decl: `piiventory: declaration/v1
id: t
systems: [{id: tenants, kind: object-storage, at: ["s3://tenant-*/**"]}]
`, inv: stock(bucket("tenant-1", dataset("a.csv")), bucket("tenant-2", dataset("a.csv", entry("contact.email", "m")))),
			want: []string{"category.undeclared broken medium system=tenants store=tenant-2 dataset=a.csv field=m category=contact.email"}},
	} {
		t.Run(tc.name, tc.run)
	}
}

func TestCheckCoverage(t *testing.T) {
	gap := func(kind scanners.GapKind) []inventory.Gap {
		return []inventory.Gap{{Kind: kind, Reason: "the reason", Assets: 3}}
	}
	gapped := func(kind scanners.GapKind) *inventory.Inventory {
		g := good()
		g[0].Datasets[0].Gaps = gap(kind)
		return stock(g...)
	}
	closed := func(kind scanners.GapKind) *inventory.Inventory {
		return stock(inventory.Store{Alias: "logs", Kind: "s3", Gaps: gap(kind)}, good()[1])
	}
	cases := []checkCase{
		{name: "cut off", decl: base, inv: with(stock(good()...), func(i **inventory.Inventory) { (*i).Complete = false }),
			want: []string{"scan.incomplete unverifiable medium"}},
		{name: "system not in the inventory", decl: base, inv: stock(good()[0]),
			want:     []string{"system.not_scanned not-examined medium system=crm store=crm"},
			evidence: map[string]string{"cause": "not-in-inventory", "selector": "postgres://crm/*"}},
		{name: "no scanner for the scheme", decl: strings.Replace(base, "postgres://crm/*", "cdn://*", 1), inv: stock(good()[0]),
			want:     []string{"system.not_scanned not-examined medium system=crm store=*"},
			evidence: map[string]string{"cause": "no-scanner"}},
		{name: "the scan says that there is no scanner", decl: base, inv: closed(scanners.GapUnsupported),
			want:     []string{"system.not_scanned not-examined medium system=logs store=logs"},
			evidence: map[string]string{"cause": "no-scanner", "reason": "the reason"}},
		{name: "not reached", decl: base, inv: closed(scanners.GapUnreachable),
			want:     []string{"system.unreachable unverifiable medium system=logs store=logs"},
			evidence: map[string]string{"kinds": "unreachable", "reason": "the reason"}},
		{name: "listing cut off", decl: base, inv: stock(with(good()[0], func(s *inventory.Store) { s.Gaps = gap(scanners.GapBudget) }), good()[1]),
			want:     []string{"coverage.gap unverifiable low store=logs"},
			evidence: map[string]string{"kinds": "budget", "assets": "3"}},
		{name: "nothing behind the selector", decl: base, inv: stock(bucket("logs"), good()[1]),
			want: []string{"system.empty unverifiable low system=logs store=logs dataset=access/**"}},
		{name: "one of two selectors empty", decl: strings.Replace(base, `"s3://logs/access/**"`, `"s3://logs/access/**", "s3://logs/old/**"`, 1), inv: stock(good()...),
			want: []string{"system.empty unverifiable low system=logs store=logs dataset=old/**"}},
	}
	for _, kind := range []scanners.GapKind{scanners.GapPermission, scanners.GapFormat, scanners.GapCorrupt, scanners.GapUnreachable,
		scanners.GapTimeout, scanners.GapVanished, scanners.GapBudget, scanners.GapOversized, scanners.GapArchived, scanners.GapInterrupted} {
		cases = append(cases, checkCase{name: string(kind), decl: base, inv: gapped(kind),
			want:     []string{"coverage.gap unverifiable low store=logs dataset=access/{date}.csv"},
			evidence: map[string]string{"kinds": string(kind), "assets": "3"}})
	}
	for _, kind := range []scanners.GapKind{scanners.GapSampled, scanners.GapEmpty} {
		cases = append(cases, checkCase{name: string(kind), decl: base, inv: gapped(kind)})
	}
	unread := func(depth scanners.Depth) *inventory.Inventory {
		g := good()
		g[0].Datasets[0] = with(dataset("access/{date}.csv"), func(ds *inventory.Dataset) {
			ds.Coverage, ds.Gaps = inventory.Coverage{Listed: 10}, gap(scanners.GapSampled)
		})
		inv := stock(g...)
		inv.Settings.Depth = depth
		return inv
	}
	missed := "category.not_found note info system=logs category=contact.mobile rule=r-logs"
	cases = append(cases,
		checkCase{name: "nothing was drawn", decl: base, inv: unread(scanners.Sample),
			want:     []string{"coverage.gap unverifiable low store=logs dataset=access/{date}.csv", missed},
			evidence: map[string]string{"kinds": "sampled", "assets": "3"}},
		checkCase{name: "names only", decl: base, inv: unread(scanners.Names),
			want:     []string{"scan.names_only not-examined medium", missed},
			evidence: map[string]string{"datasets": "2"}})
	for _, tc := range cases {
		t.Run(tc.name, tc.run)
	}
}

// What a backup is of is said with what is undeclared in it.
func TestCheckUndeclaredInABackup(t *testing.T) {
	d := declare(t, `piiventory: declaration/v1
id: t
systems:
  - {id: crm, kind: rdb, at: ["postgres://crm"]}
  - {id: copies, kind: object-storage, at: ["s3://copies"], backup_of: [crm]}
rules: [{id: r, systems: [crm], categories: [contact.mobile]}]
`)
	inv := stock(database("crm", dataset("public.users", entry("contact.email", "e"))), bucket("copies", dataset("a.csv", entry("contact.mobile", "m"))))
	got := map[string]string{}
	for _, f := range Check(inv, d, day("2026-06-15")) {
		if f.Code == "category.undeclared" {
			got[f.System] = f.Evidence["sources"]
		}
	}
	if len(got) != 2 || got["copies"] != "crm" || got["crm"] != "" {
		t.Error(got)
	}
}
