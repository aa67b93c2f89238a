package policy

import (
	"strings"
	"testing"

	"piiventory/inventory"
	"piiventory/scanners"
)

// What is written is read as it was, whatever YAML would make of its texts, and comments
// end no line too early.
func TestWriteIsReadAsItWas(t *testing.T) {
	for _, text := range []string{"null", "~", "true", "NO", "1.10", "2026-01-01", "0x1f", "- a", "# b", "a: b", "{c}", "[d]", `"e"`, "it's", "multi\nline\n", " spaced ", "*alias", "&x", "!tag", "%y", "@z", "客户，“名”", "tab\there", "\u202e", "e\u0301"} {
		d := declare(t, lintHead+lintSystems+"rules: []\n")
		d.Rules = nil
		d.Policy.Publisher, d.Policy.Version, d.Systems[0].Purposes = text, text, []string{text, "x"}
		d.Systems[1].Timestamp = &Timestamp{Column: text}
		file, err := d.Write(map[string][]string{"": {"head\nline\r\u2028\x1b[2J"}, "systems[1]": {text}, "systems[0].region": {"missing"}, "policy": {"p"}})
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse("w.yaml", file)
		if err != nil {
			t.Fatalf("%q: %v\n%s", text, err, file)
		}
		if !same(d, back) {
			t.Errorf("%q became another declaration:\n%s", text, file)
		}
		if strings.ContainsAny(string(file), "\x1b\u202e") || !strings.Contains(string(file), "  # missing\n  - id: crm") {
			t.Errorf("%q:\n%s", text, file)
		}
	}
	// All that the five policies say.
	for name, data := range samples(t) {
		d := declare(t, string(data))
		file, err := d.Write(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !same(d, declare(t, string(file))) {
			t.Errorf("%s became another declaration:\n%s", name, file)
		}
	}
}

// What the stores say of themselves goes into the draft: where they stand and are copied
// to, from where they are reached, and which field tells the age.
func TestDraftOfFacts(t *testing.T) {
	facts := func(pairs ...string) (out []scanners.Fact) {
		for i := 0; i < len(pairs); i += 3 {
			out = append(out, scanners.Fact{Name: pairs[i], Value: pairs[i+1], Source: pairs[i+2], Unknown: pairs[i+1] == ""})
		}
		return out
	}
	for name, c := range map[string]struct {
		facts []scanners.Fact
		times string
		want  string
		notes string
	}{
		"a country":                  {facts("jurisdiction", "CN", "endpoint host", "network", "private", "address"), "", "region: [CN]\n    network: intranet\n", ""},
		"a set, and public":          {facts("jurisdiction", "EU", "configuration", "network", "public", "address"), "", "region: [EU]\n    network: internet\n", ""},
		"copied":                     {facts("jurisdiction", "CN", "endpoint host", "copy-jurisdiction", "SG", "replication"), "", "region: [CN, SG]\n", "draft.copies"},
		"copied, nobody knows where": {facts("jurisdiction", "CN", "endpoint host", "copy-jurisdiction", "", "replication"), "", "", "draft.copies_unknown"},
		"perhaps copied":             {facts("jurisdiction", "CN", "endpoint host", "replication", "", "GetBucketReplication"), "", "", "draft.copies_unknown"},
		"disagreeing":                {facts("jurisdiction", "CN", "configuration", "jurisdiction", "SG", "endpoint host"), "", "", "draft.region_conflict"},
		"unknown":                    {facts("jurisdiction", "", "endpoint host"), "", "", "draft.region_unknown"},
		"no country":                 {facts("jurisdiction", "ASIA", "configuration"), "", "", "draft.region_partly"},
		"a field":                    {facts("jurisdiction", "CN", "endpoint host"), "field:ts", "region: [CN]\n    timestamp: {field: $.ts}\n", ""},
	} {
		s := bucket("logs", with(dataset("access/{n}.json", entry("online.ip", "ip")), func(ds *inventory.Dataset) {
			if c.times != "" {
				ds.Times = aged(c.times, "2026-01-02", 3)
			}
		}))
		s.Facts = c.facts
		w, _, file := draft(t, stock(s))
		_, system, _ := strings.Cut(file, "at: ['s3://logs']\n    ")
		system, _, _ = strings.Cut(system, "rules:\n")
		if _, rest, ok := strings.Cut(file, "at: ['s3://logs']\n"); !ok || c.want == "" && !strings.HasPrefix(rest, "rules:") || system != c.want && c.want != "" {
			t.Errorf("%s: %q, want %q", name, system, c.want)
		}
		var notes []string
		for _, n := range w.Notes {
			if strings.HasPrefix(n.Code, "draft.region") || strings.HasPrefix(n.Code, "draft.cop") {
				notes = append(notes, n.Code)
			}
		}
		if got := strings.Join(notes, " "); got != c.notes {
			t.Errorf("%s: %q is noted, want %q", name, got, c.notes)
		}
	}
}
