package policy

import (
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/places"
)

// Encryption that is promised is held against what the stores say.
func TestCheckEncrypted(t *testing.T) {
	decl := func(where string) string {
		return `piiventory: declaration/v1
id: t
systems:
  - {id: crm, kind: rdb, at: ["postgres://crm/*"], encrypted: [` + where + `]}
rules:
  - {id: r, systems: [crm], categories: [contact.mobile]}
`
	}
	in := func(facts ...scanners.Fact) *inventory.Inventory {
		s := database("crm", dataset("public.users", entry("contact.mobile", "m")))
		s.Facts = append(s.Facts, facts...)
		return stock(s)
	}
	where := " system=crm store=crm part=encrypted"
	part := []string{"rule.not_examined not-examined low system=crm part=encrypted"}
	for _, tc := range []checkCase{
		{name: "on the way", decl: decl("transit"), inv: in(says("tls", "yes", "connection"))},
		{name: "in the clear", decl: decl("transit"), inv: in(says("tls", "no", "connection")), want: []string{"transport.clear broken high" + where},
			evidence: map[string]string{"declared": "transit", "observed_by": "connection"}},
		{name: "within this machine", decl: decl("transit"), inv: in(says("tls", "no", "connection"), scanners.Fact{Name: "network", Value: "private", Detail: places.ThisMachine, Source: "connection"})},
		{name: "nobody said anything", decl: decl("transit"), inv: in(), want: part},
		{name: "where it is kept", decl: decl("rest"), inv: in(says("encryption", "aes", "server"))},
		{name: "not where it is kept", decl: decl("rest"), inv: in(says("encryption", "none", "server")), want: []string{"encryption.none broken high" + where}},
		{name: "where it is kept, perhaps", decl: decl("rest"), inv: in(refused("encryption", "server")), want: []string{"encryption.unknown unverifiable low" + where}},
		{name: "both", decl: decl("transit, rest"), inv: in(says("tls", "no", "connection"), says("encryption", "none", "server")),
			want: []string{"encryption.none broken high" + where, "transport.clear broken high" + where}},
		{name: "not scanned", decl: decl("rest"), inv: stock(), want: append([]string{"system.not_scanned not-examined medium system=crm store=crm"}, part...)},
	} {
		t.Run(tc.name, tc.run)
	}
	both := in(says("tls", "no", "connection"), says("encryption", "none", "server"))
	n := 0
	for _, f := range Preflight(both, declare(t, decl("transit, rest")), PreflightDemands{}, day("2026-06-15")) {
		if f.Code == "transport.clear" || f.Code == "encryption.none" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d findings before launch, want each once", n)
	}
}
