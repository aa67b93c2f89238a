package policy

import (
	"slices"
	"strings"
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/places"
)

func says(name, value, source string) scanners.Fact {
	return scanners.Fact{Name: name, Value: value, Source: source}
}

func refused(name, source string) scanners.Fact {
	return scanners.Fact{Name: name, Source: source, Unknown: true, Reason: "grant it"}
}

// Whom a store is open to is a finding where personal data is, and there only.
func TestCheckAccess(t *testing.T) {
	in := func(facts ...scanners.Fact) *inventory.Inventory {
		s := bucket("logs", dataset("a.csv", entry("contact.mobile", "m")), dataset("b.csv"), dataset("c.csv", entry("contact.mobile", "m")))
		s.Facts = append(s.Facts, facts...)
		return stock(s)
	}
	part := func(facts ...scanners.Fact) *inventory.Inventory {
		inv := in(says("public", "no", "GetBucketAcl"))
		for _, f := range facts {
			inv.Stores[0].Datasets[0].Facts = append(inv.Stores[0].Datasets[0].Facts, inventory.Fact{Fact: f, Assets: 7})
			inv.Stores[0].Datasets[1].Facts = append(inv.Stores[0].Datasets[1].Facts, inventory.Fact{Fact: f, Assets: 9})
		}
		return inv
	}
	database := func(inv *inventory.Inventory) *inventory.Inventory {
		inv.Stores[0].Kind = "postgres"
		return inv
	}
	decl := replace(lie, "s3://logs", "*://logs")
	open := []string{"access.public broken critical store=logs"}
	for _, tc := range []checkCase{
		{name: "nobody said anything", decl: decl, inv: in()},
		{name: "to nobody", decl: decl, inv: in(says("public", "no", "GetBucketAcl"))},
		{name: "all of it", decl: decl, inv: in(says("public", "read,list", "GetBucketPolicy"), says("public", "no", "GetBucketAcl")), want: open,
			evidence: map[string]string{"may": "list, read", "observed_by": "GetBucketPolicy", "categories": "contact.mobile", "datasets": "2"}},
		{name: "the policy is blocked", decl: decl, inv: in(says("public", "read", "GetBucketPolicy"), says("public-block", "yes", "GetPublicAccessBlock"))},
		{name: "the block is partial", decl: decl, inv: in(says("public", "read", "GetBucketPolicy"), says("public-block", "partly", "GetPublicAccessBlock")), want: open},
		{name: "a request got through the block", decl: decl, inv: in(says("public", "list", "anonymous request"), says("public-block", "yes", "GetPublicAccessBlock")), want: open},
		{name: "a part with personal data", decl: decl, inv: part(says("public", "read", "GetBucketPolicy")), want: []string{"access.public broken critical store=logs dataset=a.csv"},
			evidence: map[string]string{"assets": "7", "may": "read"}},
		{name: "every user of a database", decl: replace(lie, "s3://logs", "postgres://logs"), inv: database(part(says("public", "select", "server"), says("grant", "update", "server"))),
			want: []string{"access.public broken high store=logs dataset=a.csv"}, evidence: map[string]string{"may": "select"}},
		{name: "everybody on the machine", decl: replace(replace(lie, "s3://logs", "file://logs"), "object-storage", "file"), inv: func() *inventory.Inventory {
			inv := in(says("grant", "read", "file system"))
			inv.Stores[0].Kind = "file"
			return inv
		}(), want: []string{"access.public note info store=logs"}, evidence: map[string]string{"may": "read"}},
		{name: "nobody else on the machine", decl: replace(replace(lie, "s3://logs", "file://logs"), "object-storage", "file"), inv: func() *inventory.Inventory {
			inv := in(says("grant", "none", "file system"))
			inv.Stores[0].Kind = "file"
			return inv
		}()},
		{name: "nothing answers", decl: decl, inv: in(refused("public", "GetBucketAcl"), refused("public", "anonymous request")),
			want: []string{"access.unknown unverifiable low store=logs"}, evidence: map[string]string{"reason": "GetBucketAcl: grant it; anonymous request: grant it"}},
		{name: "one answer is not enough", decl: decl, inv: in(refused("public", "GetBucketAcl"), says("public", "no", "anonymous request")),
			want: []string{"access.unknown unverifiable low store=logs"}},
		{name: "policy and grants are", decl: decl, inv: in(says("public", "no", "GetBucketAcl"), refused("public", "GetBucketPolicy"), says("public", "no", "GetBucketPolicyStatus"))},
		{name: "a policy alone is not", decl: decl, inv: in(refused("public", "GetBucketAcl"), says("public", "no", "GetBucketPolicy")),
			want: []string{"access.unknown unverifiable low store=logs"}},
		{name: "a policy that is understood in part is not", decl: decl, inv: in(says("public", "no", "GetBucketAcl"), says("public", "no", "GetBucketPolicy"), refused("public", "GetBucketPolicy")),
			want: []string{"access.unknown unverifiable low store=logs"}},
		{name: "what the vendor makes of it is", decl: decl, inv: in(says("public", "no", "GetBucketAcl"), says("public", "no", "GetBucketPolicy"), refused("public", "GetBucketPolicy"), says("public", "no", "GetBucketPolicyStatus"))},
		{name: "a block is", decl: decl, inv: in(refused("public", "GetBucketAcl"), says("public-block", "yes", "GetPublicAccessBlock"))},
	} {
		tc.decl = strings.ReplaceAll(tc.decl, "*://logs", "s3://logs")
		t.Run(tc.name, tc.run)
	}
}

// Copies count like the store itself.
func TestCheckCopies(t *testing.T) {
	in := func(facts ...scanners.Fact) *inventory.Inventory {
		s := bucket("logs", dataset("a.csv", entry("contact.mobile", "m")))
		s.Facts = append(s.Facts, facts...)
		return stock(s)
	}
	where := " system=logs store=logs rule=here part=residency.allow"
	empty := in(says("copy-jurisdiction", "SG", "x"))
	empty.Stores[0].Datasets[0].Entries = nil
	for _, tc := range []checkCase{
		{name: "inside", decl: lie, inv: in(says("replication", "copies", "GetBucketReplication"), says("copy-jurisdiction", "CN", "GetBucketLocation"))},
		{name: "off", decl: lie, inv: in(says("replication", "off", "GetBucketReplication"))},
		{name: "outside", decl: lie, inv: in(says("copy-jurisdiction", "SG", "GetBucketLocation"), says("copy-jurisdiction", "CN", "x")), want: []string{"residency.copy broken high" + where},
			evidence: map[string]string{"observed": "SG (GetBucketLocation)", "allowed": "CN"}},
		{name: "a set that is not inside", decl: lie, inv: in(says("copy-jurisdiction", "EU", "x")), want: []string{"residency.copy broken high" + where}},
		{name: "of a server elsewhere", decl: lie, inv: in(says("copy-of", "db.example", "server"), scanners.Fact{Name: "copy-jurisdiction", Value: "SG", Source: "server", Detail: "db.example"})},
		{name: "somewhere", decl: lie, inv: in(with(refused("copy-jurisdiction", "database host"), func(f *scanners.Fact) { f.Detail = "10.1.2.3" })), want: []string{"residency.copy_unknown unverifiable medium" + where}},
		{name: "not seen", decl: lie, inv: in(refused("replication", "GetBucketReplication")), want: []string{"residency.copies_unseen not-examined low" + where}},
		{name: "nothing personal", decl: lie, inv: empty, want: []string{"category.not_found note info system=logs category=contact.mobile rule=r"}},
	} {
		t.Run(tc.name, tc.run)
	}
}

// What blocks a launch.
func TestPreflight(t *testing.T) {
	type story struct {
		name    string
		facts   []scanners.Fact
		cycle   *inventory.Lifecycle
		kind    string
		decl    string
		demands PreflightDemands
		want    []string

		times     []inventory.Times
		gap       bool
		tableFact string
	}
	month, allow := PreflightDemands{}, PreflightDemands{Allow: []Jurisdiction{"DE"}}
	month.MaxAge.set("P1M")
	keep30 := `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
  - {id: other, kind: object-storage, at: ["s3://elsewhere"]}
rules:
  - {id: r, systems: [logs], categories: [contact.mobile], retention: {kind: fixed, max: P30D}}
`
	for _, s := range []story{
		{name: "nothing to say"},
		{name: "in the clear", facts: []scanners.Fact{says("tls", "no", "connection")}, want: []string{"transport.clear broken"}},
		{name: "in the clear on this machine", facts: []scanners.Fact{says("tls", "no", "connection"), scanners.Fact{Name: "network", Value: "private", Detail: places.ThisMachine, Source: "connection"}}},
		{name: "encrypted", facts: []scanners.Fact{says("tls", "yes", "connection"), says("encryption", "AES256", "x")}},
		{name: "not encrypted", facts: []scanners.Fact{says("encryption", "none", "x")}, want: []string{"encryption.none broken"}},
		{name: "not told", facts: []scanners.Fact{refused("encryption", "x")}, want: []string{"encryption.unknown unverifiable"}},
		{name: "open", facts: []scanners.Fact{says("public", "read", "x")}, want: []string{"access.public broken"}},
		{name: "in the wrong place", demands: allow, want: []string{"residency.outside broken"}},
		{name: "in one of two places", facts: []scanners.Fact{says("jurisdiction", "DE", "GetBucketLocation")}, want: []string{"residency.conflict broken"}},
		{name: "never deleted", cycle: &inventory.Lifecycle{Kept: 3, Expiring: 7, Longest: 10}, want: []string{"expiry.none broken"}},
		{name: "old versions never deleted", kind: "version", cycle: &inventory.Lifecycle{Kept: 10}, want: []string{"expiry.none broken"}},
		{name: "deleted", cycle: &inventory.Lifecycle{Expiring: 10, Longest: 900}},
		{name: "deleted in time, of unknown age", demands: month, cycle: &inventory.Lifecycle{Expiring: 10, Longest: 29}, want: []string{"retention.unverifiable unverifiable"}},
		{name: "deleted late", demands: month, cycle: &inventory.Lifecycle{Expiring: 10, Longest: 30}, want: []string{"expiry.late broken", "retention.unverifiable unverifiable"}},
		{name: "too old", demands: month, times: aged("object", "2026-05-01", 4), want: []string{"retention.exceeded broken"}},
		{name: "young", demands: month, times: aged("object", "2026-06-01", 4)},
		{name: "not deleted when due", cycle: &inventory.Lifecycle{Expiring: 10, Longest: 30, First: day("2026-06-11"), Last: day("2026-07-01")}, want: []string{"expiry.overdue broken"}},
		{name: "due these days", cycle: &inventory.Lifecycle{Expiring: 10, Longest: 30, First: day("2026-06-12"), Last: day("2026-07-01")}},
		{name: "copied elsewhere", demands: PreflightDemands{Allow: []Jurisdiction{"CN"}}, facts: []scanners.Fact{says("replication", "b", "x"), says("copy-jurisdiction", "SG", "x")}, want: []string{"residency.copy broken"}},
		{name: "not all was read", gap: true, want: []string{"coverage.gap unverifiable"}},
		{name: "a table in the clear", facts: []scanners.Fact{says("encryption", "innodb", "server")}, tableFact: "none", want: []string{"encryption.none broken"}},
		{name: "an encrypted table", facts: []scanners.Fact{says("encryption", "none", "server")}, tableFact: "innodb"},
		{name: "a table that may be in the clear", facts: []scanners.Fact{says("encryption", "partly", "server")}, tableFact: "?", want: []string{"encryption.unknown note"}},
		{name: "some tables in the clear", facts: []scanners.Fact{says("encryption", "partly", "server")}, want: []string{"encryption.unknown unverifiable"}},
		{name: "deleted perhaps", cycle: &inventory.Lifecycle{Expiring: 5, Unclear: 5, Longest: 30}, want: []string{"expiry.unknown unverifiable"}},
		{name: "declared, and in time", decl: keep30, cycle: &inventory.Lifecycle{Expiring: 10, Longest: 31}, want: []string{"retention.unverifiable unverifiable"}},
		{name: "declared, and late", decl: keep30, cycle: &inventory.Lifecycle{Expiring: 10, Longest: 32}, want: []string{"expiry.late broken", "retention.unverifiable unverifiable"}},
		{name: "the shorter of the two holds", decl: keep30, demands: month, cycle: &inventory.Lifecycle{Expiring: 10, Longest: 30}, want: []string{"expiry.late broken", "retention.unverifiable unverifiable", "retention.unverifiable unverifiable"}},
		{name: "declared and open", decl: keep30, facts: []scanners.Fact{says("public", "list", "x")}, want: []string{"access.public broken", "retention.unverifiable unverifiable"}},
	} {
		t.Run(s.name, func(t *testing.T) {
			ds := dataset("a.csv", entry("contact.mobile", "m"))
			ds.Lifecycle = s.cycle
			if s.kind != "" {
				ds.Kind = s.kind
			}
			ds.Entries[0].Times, ds.Times = s.times, s.times
			if s.times != nil {
				ds.Coverage.Listed = 4
			}
			if s.gap {
				ds.Gaps = []inventory.Gap{{Kind: scanners.GapPermission, Reason: "refused", Assets: 3}}
			}
			if s.tableFact != "" {
				ds.Facts = []inventory.Fact{{Fact: scanners.Fact{Name: "encryption", Value: s.tableFact, Source: "server", Scope: "a.csv", Exact: true}, Assets: 1}}
				if s.tableFact == "?" {
					ds.Facts[0].Value, ds.Facts[0].Unknown, ds.Facts[0].Reason = "", true, "the server does not encrypt this table"
				}
			}
			st := bucket("logs", ds)
			st.Facts = append(st.Facts, s.facts...)
			var d *Declaration
			if s.decl != "" {
				d = declare(t, s.decl)
			}
			var got []string
			for _, f := range Preflight(stock(st), d, s.demands, day("2026-06-15")) {
				got = append(got, f.Code+" "+string(f.Verdict))
			}
			if !slices.Equal(got, s.want) {
				t.Errorf("got  %q\nwant %q", got, s.want)
			}
			// Where nothing personal was found, what is asked of its age and of tables is moot;
			// the store itself is judged all the same.
			st.Datasets[0].Entries = nil
			var left []string
			for _, w := range s.want {
				if code, _, _ := strings.Cut(w, " "); !strings.HasPrefix(code, "expiry.") && !strings.HasPrefix(code, "retention.") && s.tableFact == "" {
					left = append(left, w)
				}
			}
			if s.tableFact == "?" {
				left = []string{"encryption.unknown unverifiable"}
			}
			if s.tableFact == "innodb" {
				left = []string{"encryption.none broken"}
			}
			got = nil
			for _, f := range Preflight(stock(st), nil, s.demands, day("2026-06-15")) {
				got = append(got, f.Code+" "+string(f.Verdict))
			}
			if !slices.Equal(got, left) {
				t.Errorf("nothing personal: got %q, want %q", got, left)
			}
		})
	}
}

func TestLeastDays(t *testing.T) {
	for text, want := range map[string]int64{"P30D": 30, "P1M": 28, "P2M": 59, "P6M": 181, "P1Y": 365, "P3Y": 1095, "P4Y": 1461, "P2W": 14, "PT24H": 1, "PT12H": 0, "P0D": 0} {
		var d Duration
		if err := d.set(text); err != nil || d.LeastDays() != want {
			t.Errorf("%s: %d days, want %d (%v)", text, d.LeastDays(), want, err)
		}
	}
}

// That nobody knows where a store stands is said once, whoever asks for the place.
func TestPreflightAsksForThePlaceOnce(t *testing.T) {
	decl := declare(t, `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs", "s3://more"], region: [CN]}
rules:
  - {id: here, source: "7", systems: [logs], categories: [contact.mobile], residency: {mode: list, allow: [CN]}}
`)
	unknown := func(alias string) inventory.Store {
		s := bucket(alias, dataset("a.csv", entry("contact.mobile", "m")))
		s.Facts = []scanners.Fact{{Name: "jurisdiction", Unknown: true, Source: "endpoint host", Reason: "nothing tells"}}
		return s
	}
	inv := stock(unknown("logs"), unknown("more"))
	for _, demands := range []PreflightDemands{{}, {Allow: []Jurisdiction{"CN"}}} {
		var got []string
		for _, f := range Preflight(inv, decl, demands, day("2026-06-15")) {
			if f.Code == "residency.unknown" {
				got = append(got, f.Store+" "+f.Rule+" "+string(f.Verdict))
			}
		}
		if want := []string{"logs here unverifiable", "more here unverifiable"}; !slices.Equal(got, want) {
			t.Errorf("%+v: %q, want %q", demands, got, want)
		}
	}
}
