package policy

import (
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
)

// What is decoded and not looked at is said once for each rule and part.
func TestCheckParts(t *testing.T) {
	rule := func(with string) string {
		return base + "  - {id: p, source: \"7\", systems: [crm], categories: [contact.mobile], " + with + "}\n"
	}
	part := func(names ...string) (out []string) {
		for _, n := range names {
			out = append(out, "rule.not_examined not-examined low rule=p part="+n)
		}
		return append(out, "category.not_found note info system=crm category=contact.mobile rule=p")
	}
	for _, tc := range []checkCase{
		{name: "only_for", decl: rule("only_for: [kyc]"), want: part()},
		{name: "state", decl: rule("state: [hashed, encrypted]"), want: part()},
		{name: "allowed", decl: rule("state: [allowed]"), want: part()},
		{name: "personal_when", decl: rule("personal_when: {joined_with: [account.user_id]}"), want: part()},
		{name: "unless_region", decl: rule("unless_region: {not: [CN], categories: [contact.email]}"), want: part("unless_region")},
		{name: "when", decl: rule("when: {collected_in: [CN]}"), want: part("when")},
		{name: "law_or_contract", decl: rule("retention: {kind: law_or_contract}"), want: part("retention.kind")},
		{name: "customer_determined", decl: rule("retention: {kind: customer_determined}"), want: part("retention.kind")},
		{name: "purpose", decl: rule("retention: {kind: purpose}"), want: part("retention.kind")},
		{name: "undeclared", decl: rule("retention: {kind: undeclared}"), want: part()},
		{name: "event", decl: rule("retention: {kind: event, from: contract_end, max: P3Y}"), want: part("retention.from")},
		{name: "event without more", decl: rule("retention: {kind: event}"), want: part("retention.from"), evidence: map[string]string{"declared": "event"}},
		{name: "fixed from an event", decl: rule("retention: {kind: fixed, from: account_closed, max: P3Y}"), want: part("retention.from")},
		{name: "the rest of a retention", decl: rule("retention: {kind: fixed, max: P3Y, on_expiry: [delete], extend_for: [law], backups: {expire: with_source}}"),
			want: part("retention.backups")},
		{name: "residency", decl: rule("residency: {mode: list, allow: [CN], backups: same_country, transfer: {needs: [consent]}}"),
			want: part("residency.backups")},
		{name: "user agreement", decl: rule("residency: {mode: user_agreement}"), want: part("residency.mode")},
		{name: "user agreement with a list", decl: rule("residency: {mode: user_agreement, allow: [CN]}"), want: part()},
		{name: "what only describes", decl: rule("subjects: [customer]"), want: part()},
		{name: "purposes", decl: rule("purposes: [billing, sales]"), want: part("purposes"), evidence: map[string]string{"declared": "billing, sales"}},
		{name: "recipients", decl: rule("recipients: [bank]"), want: part("recipients"), evidence: map[string]string{"declared": "bank"}},
		{name: "what only describes a system", decl: replace(base, `at: ["postgres://crm/*"]`, `at: ["postgres://crm/*"], role: processor, subjects: [customer]`)},
		{name: "purposes and recipients of a system", decl: replace(base, `at: ["postgres://crm/*"]`, `at: ["postgres://crm/*"], purposes: [sales], recipients: [bank]`),
			want: []string{"rule.not_examined not-examined low system=crm part=recipients"}, evidence: map[string]string{"declared": "bank"}},
		{name: "no detector for what is demanded", decl: base + "  - {id: p, systems: [crm], categories: [x.shoe_size], state: [forbidden]}\n",
			want: []string{"rule.not_examined not-examined low rule=p part=categories"}, evidence: map[string]string{"declared": "x.shoe_size"}},
		{name: "no detector for what is only declared", decl: base + "  - {id: p, systems: [crm], categories: [x.shoe_size]}\n",
			want: []string{"category.not_found note info system=crm category=x.shoe_size rule=p"}, evidence: map[string]string{"detector": "none"}},
		{name: "network", decl: replace(base, `at: ["postgres://crm/*"]`, `at: ["postgres://crm/*"], network: intranet`),
			want: []string{"rule.not_examined not-examined low system=crm part=network"}},
		{name: "refresh of no backup", decl: replace(base, `at: ["postgres://crm/*"]`, `at: ["postgres://crm/*"], refresh: P7D`),
			want: []string{"rule.not_examined not-examined low system=crm part=refresh"}, evidence: map[string]string{"declared": "P7D"}},
		{name: "minors", decl: base + "minors: {age: 14}\n", want: []string{"rule.not_examined not-examined low part=minors"}},
		{name: "minors and what is done without consent", decl: base + "minors: {age: 21, on_missing: [delete]}\n", want: []string{
			"rule.not_examined not-examined low part=minors", "rule.not_examined not-examined low part=minors.age", "rule.not_examined not-examined low part=minors.on_missing"}},
		{name: "legal minimum", decl: base + "legal_minimum: [{id: l, categories: [online.ip], min: P6M}]\n"},
		{name: "rights and reports", decl: base + "rights: {response: P30D}\nreports: {values: masked}\ncontact: {privacy: p}\n"},
	} {
		tc.inv = stock(good()...)
		t.Run(tc.name, tc.run)
	}
}

// From where a system was reached.
func TestCheckNetwork(t *testing.T) {
	intranet := replace(base, `at: ["postgres://crm/*"]`, `at: ["postgres://crm/*"], network: intranet`)
	from := func(value, source string, more ...scanners.Fact) *inventory.Inventory {
		g := good()
		g[1].Facts = append(append(g[1].Facts, scanners.Fact{Name: "network", Value: value, Unknown: value == "", Source: source}), more...)
		g[0].Facts = append(g[0].Facts, scanners.Fact{Name: "network", Value: "public", Source: "connection"}) // of which nothing is said
		return stock(g...)
	}
	open := []string{"rule.not_examined not-examined low system=crm part=network"}
	public := []string{"access.network broken high system=crm store=crm part=network"}
	for _, tc := range []checkCase{
		{name: "public", decl: intranet, inv: from("public", "connection"), want: public, evidence: map[string]string{"observed_by": "connection", "declared": "intranet"}},
		{name: "by one of two ways", decl: intranet, inv: from("private", "a", scanners.Fact{Name: "network", Value: "public", Source: "b"}), want: public, evidence: map[string]string{"observed_by": "b"}},
		{name: "private", decl: intranet, inv: from("private", "connection"), want: open, evidence: map[string]string{"declared": "intranet", "cause": "second-way"}},
		{name: "unknown", decl: intranet, inv: from("", "connection"), want: open, evidence: map[string]string{"cause": "no-address"}},
		{name: "of a part only", decl: intranet, inv: from("private", "a", scanners.Fact{Name: "network", Value: "public", Source: "b", Scope: "x"}), want: open},
		{name: "the internet", decl: replace(intranet, "intranet", "internet"), inv: from("public", "connection"), want: open, evidence: map[string]string{"declared": "internet"}},
		{name: "nothing is said", decl: base, inv: from("public", "connection")},
	} {
		t.Run(tc.name, tc.run)
	}
}

// Whether a minor is there stays open, but where all was read and nobody is there at all.
func TestCheckMinorsOfNobody(t *testing.T) {
	decl := `piiventory: declaration/v1
id: t
systems:
  - {id: crm, kind: rdb, at: ["postgres://crm/*"]}
minors: {age: 14}
`
	open := []string{"rule.not_examined not-examined low part=minors"}
	in := func(change func(*inventory.Inventory, *inventory.Dataset)) *inventory.Inventory {
		ds := dataset("public.cities")
		ds.Kind, ds.Coverage = "table", inventory.Coverage{Listed: 1, Sampled: 1, Whole: 1}
		inv := stock(database("crm", ds))
		change(inv, &inv.Stores[0].Datasets[0])
		return inv
	}
	for _, tc := range []checkCase{
		{name: "all was read and nobody is there", decl: decl, inv: in(func(*inventory.Inventory, *inventory.Dataset) {})},
		{name: "a name without an age", decl: decl, inv: in(func(_ *inventory.Inventory, ds *inventory.Dataset) {
			ds.Entries = []inventory.Entry{entry("identity.name", "n")}
		}), want: append([]string{"category.undeclared broken medium system=crm store=crm dataset=public.cities field=n category=identity.name"}, open...),
		},
		{name: "not all was read", decl: decl, inv: in(func(_ *inventory.Inventory, ds *inventory.Dataset) { ds.Coverage.Whole = 0 }), want: open, evidence: map[string]string{"cause": "no-age"}},
		{name: "some could not be read", decl: decl, inv: in(func(inv *inventory.Inventory, _ *inventory.Dataset) {
			inv.Stores[0].Gaps = []inventory.Gap{{Kind: scanners.GapSampled, Reason: "not drawn"}}
		}), want: open},
		{name: "only names were looked at", decl: decl, inv: in(func(inv *inventory.Inventory, _ *inventory.Dataset) { inv.Settings.Depth = scanners.Names }),
			want: append([]string{"scan.names_only not-examined medium"}, open...)},
		{name: "cut off", decl: decl, inv: in(func(inv *inventory.Inventory, _ *inventory.Dataset) { inv.Complete = false }),
			want: append([]string{"scan.incomplete unverifiable medium"}, open...)},
		{name: "a system that was not scanned", decl: replace(decl, `["postgres://crm/*"]`, `["postgres://crm/*", "s3://other"]`), inv: in(func(*inventory.Inventory, *inventory.Dataset) {}),
			want: append([]string{"system.not_scanned not-examined medium system=crm store=other"}, open...)},
	} {
		t.Run(tc.name, tc.run)
	}
}
