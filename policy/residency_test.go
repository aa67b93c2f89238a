package policy

import (
	"strings"
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
)

// lie is a declaration that keeps the logs in mainland China.
const lie = `piiventory: declaration/v1
id: t
systems:
  - {id: logs, kind: object-storage, at: ["s3://logs"]}
rules:
  - {id: here, source: "9.1", systems: ["*"], categories: ["*"], residency: {mode: list, allow: [CN]}}
  - {id: r, systems: [logs], categories: [contact.mobile]}
`

func replace(s, old, new string) string {
	if !strings.Contains(s, old) {
		panic("nothing to replace: " + old)
	}
	return strings.Replace(s, old, new, 1)
}

func TestCheckResidency(t *testing.T) {
	// at gives a store its jurisdictions: value, source by turns. "?" is unknown.
	at := func(facts ...string) *inventory.Inventory {
		s := bucket("logs", dataset("a.csv", entry("contact.mobile", "m")))
		s.Facts = []scanners.Fact{{Name: "region", Value: "cn-north-1", Source: "server"}}
		for i := 0; i < len(facts); i += 2 {
			f := scanners.Fact{Name: "jurisdiction", Value: facts[i], Source: facts[i+1]}
			if f.Value == "?" {
				f.Value, f.Unknown, f.Reason = "", true, "it refused"
			}
			s.Facts = append(s.Facts, f)
		}
		return stock(s)
	}
	empty := func(inv *inventory.Inventory) *inventory.Inventory {
		inv.Stores[0].Datasets[0].Entries = nil
		return inv
	}
	allow := func(codes string) string { return replace(lie, "allow: [CN]", "allow: ["+codes+"]") }
	where := " system=logs store=logs rule=here part=residency.allow"
	outside := []string{"residency.outside broken high" + where}
	unknown := []string{"residency.unknown unverifiable medium" + where}
	for _, tc := range []checkCase{
		{name: "inside", decl: lie, inv: at("CN", "endpoint host")},
		{name: "outside", decl: lie, inv: at("SG", "GetBucketLocation"), want: outside,
			evidence: map[string]string{"observed": "SG (GetBucketLocation)", "allowed": "CN", "categories": "contact.mobile", "assumed": ""}},
		{name: "Hong Kong is not CN", decl: lie, inv: at("HK", "endpoint host"), want: outside},
		{name: "Macau is not CN", decl: lie, inv: at("MO", "endpoint host"), want: outside},
		{name: "Taiwan is not CN", decl: lie, inv: at("TW", "endpoint host"), want: outside},
		{name: "no fact", decl: lie, inv: at(), want: unknown, evidence: map[string]string{"observed": ""}},
		{name: "no answer", decl: lie, inv: at("?", "GetBucketLocation"), want: unknown, evidence: map[string]string{"reason": "GetBucketLocation: it refused"}},
		{name: "one answer is enough", decl: lie, inv: at("?", "GetBucketLocation", "CN", "endpoint host")},
		{name: "a word that is no country", decl: lie, inv: at("ASIA", "server"), want: unknown,
			evidence: map[string]string{"observed": "ASIA (server)", "reason": "server: ASIA is no country or set of countries that is known"}},
		{name: "the configuration goes first", decl: lie, inv: at("HK", "endpoint host", "CN", "configuration"),
			want:     []string{"residency.conflict broken medium store=logs"},
			evidence: map[string]string{"observed": "CN (configuration); HK (endpoint host)"}},
		{name: "the host before the bucket's own answer", decl: lie, inv: at("CN", "x-amz-bucket-region", "SG", "GetBucketLocation", "US", "endpoint host"),
			want:     append(outside, "residency.conflict broken medium store=logs"),
			evidence: map[string]string{"observed": "US (endpoint host); SG (GetBucketLocation); CN (x-amz-bucket-region)"}},
		{name: "member of the EU", decl: allow("EU"), inv: at("DE", "endpoint host")},
		{name: "Norway is not in the EU", decl: allow("EU"), inv: at("NO", "endpoint host"), want: outside},
		{name: "Norway is in the EEA", decl: allow("EEA"), inv: at("NO", "endpoint host")},
		{name: "Britain is not in the EU", decl: allow("EU"), inv: at("GB", "endpoint host"), want: outside},
		{name: "somewhere in the EU is not DE", decl: allow("DE"), inv: at("EU", "jurisdiction host"), want: outside, evidence: map[string]string{"partly": "true"}},
		{name: "somewhere in the EU is EU or US", decl: allow("EU, US"), inv: at("EU", "jurisdiction host")},
		{name: "two countries", decl: lie, inv: at("CN,HK", "server"), want: outside, evidence: map[string]string{"partly": "true"}},
		{name: "a country of a set does not disagree with it", decl: allow("EU"), inv: at("EU", "jurisdiction host", "DE", "server")},
		{name: "both of a pair of regions are allowed", decl: allow("FI, NL"), inv: at("FI,NL", "GetBucketLocation")},
		{name: "one of a pair of regions is not", decl: allow("EU"), inv: at("CH,DE", "GetBucketLocation"), want: outside, evidence: map[string]string{"partly": "true"}},
		{name: "every source has its rank", decl: lie,
			inv: at("US", "server", "GB", "server certificate", "DE", "CNAME of the host", "CN", "x-amz-bucket-region", "CN", "GetBucketLocation", "CN", "database host",
				"CN", "endpoint host", "CN", "jurisdiction host", "CN", "configuration"),
			want: []string{"residency.conflict broken medium store=logs"},
			evidence: map[string]string{"observed": "CN (configuration); CN (jurisdiction host); CN (endpoint host); CN (database host); CN (GetBucketLocation); " +
				"CN (x-amz-bucket-region); DE (CNAME of the host); GB (server certificate); US (server)"}},
		{name: "the certificate of a database is evidence", decl: lie, inv: at("?", "database host", "HK", "server certificate"), want: outside},
		{name: "nothing found there", decl: lie, inv: empty(at("SG", "endpoint host")),
			want: []string{"category.not_found note info system=logs category=contact.mobile rule=r", "residency.outside note info" + where}},
		{name: "nothing found and unknown", decl: lie, inv: empty(at()),
			want: []string{"category.not_found note info system=logs category=contact.mobile rule=r", "residency.unknown note info" + where}},
		{name: "nothing found and in conflict", decl: lie, inv: empty(at("CN", "configuration", "HK", "server")),
			want: []string{"category.not_found note info system=logs category=contact.mobile rule=r", "residency.conflict note info store=logs"}},
		{name: "a condition that cannot be seen", decl: replace(lie, "residency:", "when: {collected_in: [CN]}, residency:"), inv: at("SG", "server"),
			want: outside, evidence: map[string]string{"assumed": "collected in CN"}},
		{name: "the region of the system", decl: `piiventory: declaration/v1
id: t
systems: [{id: logs, kind: object-storage, at: ["s3://logs"], region: [CN, HK]}]
rules: [{id: r, systems: [logs], categories: [contact.mobile]}]
`, inv: at("SG", "server"), want: []string{"residency.outside broken high system=logs store=logs part=region"},
			evidence: map[string]string{"allowed": "CN, HK"}},
		{name: "the residency of the system is more specific than everything's", decl: replace(lie, `at: ["s3://logs"]`, `at: ["s3://logs"], residency: {mode: list, allow: [SG]}`),
			inv: at("SG", "server")},
		{name: "global", decl: replace(lie, "{mode: list, allow: [CN]}", "{mode: global}"), inv: at("SG", "server")},
		{name: "the customer's choice", decl: replace(lie, "{mode: list, allow: [CN]}", "{mode: customer_selected}"), inv: at("SG", "server"),
			want: []string{"rule.not_examined not-examined low rule=here part=residency.mode"}},
		{name: "the intersection of equals", decl: replace(lie, "allow: [CN]", "allow: [CN, SG]") + `  - {id: twin, systems: ["*"], categories: ["*"], residency: {mode: list, allow: [CN, HK]}}
`, inv: at("SG", "server"), want: []string{
			"residency.outside broken high system=logs store=logs rule=here, twin part=residency.allow",
			"rule.tie note info system=logs rule=here, twin part=residency.allow"},
			evidence: map[string]string{"allowed": "CN"}},
		{name: "a more specific category has its own place", decl: lie + `  - {id: abroad, systems: ["*"], categories: [contact.*], residency: {mode: list, allow: [SG]}}
`, inv: at("SG", "server")},
	} {
		t.Run(tc.name, tc.run)
	}
}

func TestCountryCodes(t *testing.T) {
	if len(countries) != 249 {
		t.Errorf("%d countries, want the 249 that ISO 3166-1 assigns", len(countries))
	}
	for code, want := range map[string]int{"CN": 1, "EU": 27, "EEA": 30, "UK": 0, "cn": 0, "SU": 0, "XK": 0, "": 0} {
		if n := len(members(code)); n != want {
			t.Errorf("members(%q) has %d countries, want %d", code, n, want)
		}
	}
}
