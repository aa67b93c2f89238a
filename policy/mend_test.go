package policy

import (
	"slices"
	"strings"
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
)

// What is printed for a bucket that is open, not encrypted and never emptied.
func TestMendsOfBuckets(t *testing.T) {
	people := dataset("crm/{date}.csv", entry("contact.mobile", "m"))
	people.Lifecycle = &inventory.Lifecycle{Kept: 10}
	old := people
	old.Kind = "version"
	other := dataset("crm/settings.json")
	elsewhere := dataset("www/{n}.html")
	make := func(facts ...scanners.Fact) []Mend {
		s := bucket("exports", people, old, other, elsewhere)
		s.Facts = append(s.Facts, facts...)
		s.Facts = append(s.Facts, says("public", "read", "GetBucketPolicy"), says("encryption", "none", "GetBucketEncryption"))
		demands := PreflightDemands{}
		demands.MaxAge.set("P90D")
		inv := stock(s)
		return Mends(inv, Preflight(inv, nil, demands, day("2026-06-15")), map[string]string{"exports": "my-exports"})
	}
	for _, tc := range []struct {
		name  string
		facts []scanners.Fact
		want  map[string][]string // what → parts of document and command, "!" before those that are not
	}{
		{"of one's own server", nil, map[string][]string{
			"policy":     {`"Effect": "Deny"`, `"arn:aws:s3:::my-exports/*"`, `"aws:principaltype": "Anonymous"`, "get-bucket-policy --bucket my-exports", ".Statement += "},
			"encryption": {`"SSEAlgorithm": "AES256"`, "put-bucket-encryption --bucket my-exports"},
			"lifecycle":  {`"Prefix": "crm/"`, `"Days": 90`, "!NoncurrentDays", "!jq", "put-bucket-lifecycle-configuration --bucket my-exports", "also crm/settings.json"},
		}},
		{"at AWS, with versions and rules", []scanners.Fact{says("provider", "aws", "endpoint host"), says("versioning", "enabled", "x"), says("lifecycle", "expire 30d", "x")}, map[string][]string{
			"public-access-block": {`"RestrictPublicBuckets": true`, `"IgnorePublicAcls": true`, "put-public-access-block --bucket my-exports"},
			"encryption":          {`"SSEAlgorithm": "AES256"`},
			"lifecycle":           {`"Days": 83`, `"NoncurrentDays": 7`, "get-bucket-lifecycle-configuration --bucket my-exports", "jq"},
		}},
		{"at a vendor with policies of another form", []scanners.Fact{says("provider", "oss", "endpoint host")}, map[string][]string{
			"encryption": {`"SSEAlgorithm": "AES256"`}, "lifecycle": {`"Days": 90`},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := map[string]string{}
			for _, m := range make(tc.facts...) {
				got[m.What] = m.Document + "\n" + m.Command + "\nalso " + strings.Join(m.Also, " ")
				if m.Example {
					t.Error("a number of days is made up, and one was given")
				}
			}
			if len(got) != len(tc.want) {
				t.Errorf("%v", got)
			}
			for what, parts := range tc.want {
				for _, part := range parts {
					bare, not := strings.CutPrefix(part, "!")
					if strings.Contains(got[what], bare) == not {
						t.Errorf("%s: %q in\n%s", what, part, got[what])
					}
				}
			}
		})
	}
}

// A rule for everything in a bucket says what else it would delete.
func TestMendOfAWholeBucketSaysSo(t *testing.T) {
	people := dataset("{contact.mobile}.csv", entry("contact.mobile", "m"))
	people.Lifecycle = &inventory.Lifecycle{Kept: 10}
	inv := stock(bucket("b", people, dataset("zz/config.txt"), dataset("www/{n}.html")))
	ms := Mends(inv, Preflight(inv, nil, PreflightDemands{}, day("2026-06-15")), nil)
	if len(ms) != 1 || !strings.Contains(ms[0].Document, `"Prefix": ""`) || !ms[0].Example || !slices.Equal(ms[0].Also, []string{"www/{n}.html", "zz/config.txt"}) {
		t.Errorf("%+v", ms)
	}
}

// The names of tables are written so that they mean the table and nothing else.
func TestMendsOfTables(t *testing.T) {
	for _, tc := range []struct{ kind, path, may, want string }{
		{"postgres", "public.users", "select", `REVOKE SELECT ON "public"."users" FROM PUBLIC;`},
		{"postgres", "public.Customers", "insert,select", `REVOKE INSERT, SELECT ON "public"."Customers" FROM PUBLIC;`},
		{"postgres", "public.my table", "select", `REVOKE SELECT ON "public"."my table" FROM PUBLIC;`},
		{"postgres", "public.x; DROP TABLE victim; --", "select", `REVOKE SELECT ON "public"."x; DROP TABLE victim; --" FROM PUBLIC;`},
		{"postgres", `public."a.b""c"`, "select", `REVOKE SELECT ON "public"."a.b""c" FROM PUBLIC;`},
		{"postgres", `"we.ird".t`, "select", `REVOKE SELECT ON "we.ird"."t" FROM PUBLIC;`},
		{"postgres", `public."torn`, "select", ""},
		{"postgres", "public.t{n}", "select", ""},
		{"postgres", "public.a\nb", "select", ""},
		{"mysql", "a`b; DROP TABLE c", "select", "REVOKE SELECT ON `a``b; DROP TABLE c` FROM PUBLIC;"},
		{"mysql", "users", "select", "REVOKE SELECT ON `users` FROM PUBLIC;"},
		{"postgres", "public.users", "select; drop", ""},
	} {
		ds := table(tc.path, entry("contact.mobile", "m"))
		ds.Facts = []inventory.Fact{{Fact: says("public", tc.may, "server"), Assets: 1}}
		s := database("crm", ds)
		s.Kind = tc.kind
		inv := stock(s)
		got := ""
		for _, m := range Mends(inv, Preflight(inv, nil, PreflightDemands{}, day("2026-06-15")), nil) {
			got += m.Document
		}
		if got != tc.want {
			t.Errorf("%s %q: %s, want %s", tc.kind, tc.path, got, tc.want)
		}
	}
}
