package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"piiventory/inventory"
	"piiventory/scanners"
)

// waiving makes a file of one waiver.
func waiving(t testing.TB, keys string) *Waivers {
	t.Helper()
	w, err := ParseWaivers("w.yaml", []byte(waiver(keys)))
	if err != nil {
		t.Fatalf("%s: %v", keys, err)
	}
	return w
}

func waiver(keys string) string {
	return "piiventory: waivers/v1\nwaivers:\n  - {id: w, reason: because, owner: me, expires: 2026-12-31, " + keys + "}\n"
}

func TestParseWaiversRefuses(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"no date", "piiventory: waivers/v1\nwaivers:\n  - {id: w, reason: r, owner: o, code: coverage.gap}\n", `w.yaml:3:5: waivers[0]: the key "expires" is missing or has no value`},
		{"no owner", "piiventory: waivers/v1\nwaivers:\n  - {id: w, reason: r, expires: 2026-12-31, code: coverage.gap}\n", `w.yaml:3:5: waivers[0]: the key "owner" is missing or has no value`},
		{"no reason", "piiventory: waivers/v1\nwaivers:\n  - {id: w, owner: o, expires: 2026-12-31, code: coverage.gap}\n", `w.yaml:3:5: waivers[0]: the key "reason" is missing or has no value`},
		{"blank reason", replace(waiver("code: coverage.gap"), "because", `"  "`), `w.yaml:3:21: waivers[0].reason: is blank; a waiver without it is none`},
		{"a date that is none", replace(waiver("code: coverage.gap"), "2026-12-31", "2026-13-01"), `w.yaml:3:50: waivers[0].expires: "2026-13-01" is not a date; write it as 2026-01-31`},
		{"everything", replace(waiver("x"), ", x}", "}"), `w.yaml:3:5: waivers[0]: waives everything; say what with fingerprint, or with code, system, store, dataset, category or rule`},
		{"every store", waiver(`store: "*"`), `w.yaml:3:5: waivers[0]: waives everything; say what with fingerprint, or with code, system, store, dataset, category or rule`},
		{"every category", waiver(`category: "*"`), `w.yaml:3:5: waivers[0]: waives everything; say what with fingerprint, or with code, system, store, dataset, category or rule`},
		{"everything in five ways", waiver(`system: "?*", rule: "*", store: "**", category: "*", dataset: "**"`), `w.yaml:3:5: waivers[0]: waives everything; say what with fingerprint, or with code, system, store, dataset, category or rule`},
		{"a slip in a key", waiver("ruel: x"), `w.yaml:3:62: waivers[0]: there is no key "ruel"; did you mean rule?`},
		{"a slip in a code", waiver("code: coverage.gpa"), `w.yaml:3:68: waivers[0].code: there is no finding "coverage.gpa"; did you mean coverage.gap?`},
		{"a slip in a category", waiver("category: email"), `w.yaml:3:72: waivers[0].category: there is no category "email"; did you mean contact.email?`},
		{"a waiver of waivers", waiver("code: waiver.expired"), `w.yaml:3:68: waivers[0].code: what is said of waivers cannot be waived`},
		{"no fingerprint", waiver("fingerprint: abc"), `w.yaml:3:75: waivers[0].fingerprint: "abc" is no fingerprint; copy the 32 hexadecimal digits from the report`},
		{"a fingerprint and more", waiver("fingerprint: 00112233445566778899aabbccddeeff, severity: low, verdict: broken, store: a"), `w.yaml:3:5: waivers[0]: has a fingerprint, which names one finding, and more besides; give one or the other`},
		{"a fingerprint of anything", waiver("fingerprint: 00112233445566778899aabbccddeeff, verdict: broken"), `w.yaml:3:5: waivers[0]: has a fingerprint, and says not how grave the finding is; write its severity and its verdict, as the report shows them, so that it counts again when it gets worse`},
		{"a fingerprint without a verdict", waiver("fingerprint: 00112233445566778899aabbccddeeff, severity: high"), `w.yaml:3:5: waivers[0]: has a fingerprint, and says not how grave the finding is; write its severity and its verdict, as the report shows them, so that it counts again when it gets worse`},
		{"a slip in a severity", waiver("fingerprint: 00112233445566778899aabbccddeeff, severity: hihg, verdict: broken"), `w.yaml:3:119: waivers[0].severity: "hihg" is none of info, low, medium, high, critical; did you mean high?`},
		{"nothing but limits", waiver("severity: low, verdict: broken, categories: [contact.email]"), `w.yaml:3:5: waivers[0]: waives everything; say what with fingerprint, or with code, system, store, dataset, category or rule`},
		{"twice", waiver("store: a") + "  - {id: w, reason: r, owner: o, expires: 2026-12-31, store: b}\n", `w.yaml:4:10: waivers[1].id: the id "w" is used twice; it stands in line 3 already`},
		{"another version", replace(waiver("store: a"), "waivers/v1", "waivers/v2"), `w.yaml:1:13: piiventory: must be waivers/v1, not "waivers/v2"`},
		{"none", "piiventory: waivers/v1\n", `w.yaml:1:1: the key "waivers" is missing or has no value`},
		{"empty", "", "w.yaml: the file of waivers is empty; begin with piiventory: waivers/v1"},
	} {
		_, err := ParseWaivers("w.yaml", []byte(tc.text))
		var es Errors
		if !errors.As(err, &es) || err.Error() != tc.want {
			t.Errorf("%s:\ngot  %v\nwant %s", tc.name, err, tc.want)
		}
	}
}

func TestWaiverMatches(t *testing.T) {
	f := Finding{Code: "retention.exceeded", System: "web-logs", Store: "logs", Dataset: "access/dt={date}/part-{n}.gz", Rule: "r-a, r-b",
		Evidence: map[string]string{"categories": "contact.email, contact.mobile"}}
	f.Fingerprint = f.fingerprint()
	one := Finding{Code: "category.undeclared", Store: "logs", Dataset: "a*b", Category: "finance.bank_card"}
	one.Fingerprint = one.fingerprint()
	bare := Finding{Code: "scan.incomplete"}
	gap := Finding{Code: "coverage.gap", System: "web-logs", Store: "logs", Dataset: "access/a", Rule: "r-b", Category: "contact.email"}
	gap.Fingerprint = gap.fingerprint()
	for _, tc := range []struct {
		keys           string
		all, one, bare bool
	}{
		{"severity: low, verdict: broken, fingerprint: " + f.Fingerprint, true, false, false},
		{"severity: low, verdict: broken, fingerprint: " + one.Fingerprint, false, true, false},
		{"code: retention.exceeded", true, false, false},
		{"code: scan.incomplete", false, false, true},
		{"system: web-logs", true, false, false},
		{"system: web-*", true, false, false},
		{"system: web", false, false, false},
		{"store: logs", true, true, false},
		{`store: "l?gs"`, true, true, false},
		{"store: log", false, false, false},
		{"rule: r-b", true, false, false},
		{`rule: "r-?"`, true, false, false},
		{"rule: r-c", false, false, false},
		{`dataset: "access/dt={date}/part-{n}.gz"`, true, false, false},
		{"dataset: access/**", true, false, false},
		{"dataset: access/*", false, false, false},
		{`dataset: "access/*/part-?n?.gz"`, true, false, false},
		{"dataset: access", false, false, false},
		{`dataset: "a*b"`, false, true, false},
		{`dataset: "**", store: logs`, true, true, false},
		{"category: contact.*", true, false, false},
		{"category: contact.email", false, false, false}, // the finding is about mobiles, too
		{`category: "*", store: logs`, true, true, false},
		{`code: scan.incomplete, store: "*"`, false, false, false},
		{`code: scan.incomplete, system: "*"`, false, false, false},
		{`code: scan.incomplete, rule: "*"`, false, false, false},
		{`code: scan.incomplete, category: "*"`, false, false, false},
		{`code: scan.incomplete, dataset: "**"`, false, false, false},
		{`code: category.undeclared, system: "*"`, false, false, false},
		{`code: category.undeclared, rule: "*"`, false, false, false},
		{"category: finance.bank_card", false, true, false},
		{"store: logs, category: finance.*", false, true, false},
		{"store: logs, code: retention.exceeded, category: finance.*", false, false, false},
	} {
		w := &waiving(t, tc.keys).Waivers[0]
		if got := [3]bool{w.matches(&f), w.matches(&one), w.matches(&bare)}; got != [3]bool{tc.all, tc.one, tc.bare} {
			t.Errorf("%s: %v", tc.keys, got)
		}
	}
	// What says how little was looked at must be named.
	for _, code := range []string{"coverage.gap", "scan.incomplete", "scan.names_only", "system.unreachable"} {
		gap.Code = code
		gap.Fingerprint = gap.fingerprint()
		for keys, want := range map[string]bool{
			"store: logs": false, "system: web-logs": false, "dataset: access/a": false, "rule: r-b": false, "category: contact.email": false,
			"store: logs, system: web-logs": false, "code: " + code: true, "store: logs, code: " + code: true, "severity: low, verdict: broken, fingerprint: " + gap.Fingerprint: true,
		} {
			if got := waiving(t, keys).Waivers[0].matches(&gap); got != want {
				t.Errorf("%s, %s: %t", code, keys, got)
			}
		}
	}
}

func TestApplyWaivers(t *testing.T) {
	two := []Finding{
		{Code: "residency.outside", Verdict: Broken, Severity: High, Store: "xb", Fingerprint: "1"},
		{Code: "retention.exceeded", Verdict: Broken, Severity: Medium, Store: "xa", Fingerprint: "2"},
	}
	js := []Judgement{
		{Rule: "r", Verdict: Broken, Findings: []string{"2"}},
		{Rule: "s", Verdict: Broken, Findings: []string{"1", "2"}},
		{Rule: "t", Verdict: Kept},
	}
	for _, tc := range []struct{ name, keys, now, want, waivers string }{
		{"in force", "store: xa", "2026-06-15", "residency.outside broken high store=xb; retention.exceeded broken medium store=xa (w)", "w"},
		{"on its last day", "store: xa", "2026-12-31T23:59:59Z", "residency.outside broken high store=xb; retention.exceeded broken medium store=xa (w); waiver.expiring note info part=w", "w"},
		{"31 days before", "store: xa", "2026-12-01T23:59:59Z", "residency.outside broken high store=xb; retention.exceeded broken medium store=xa (w)", "w"},
		{"30 days before", "store: xa", "2026-12-02T00:00:00Z", "residency.outside broken high store=xb; retention.exceeded broken medium store=xa (w); waiver.expiring note info part=w", "w"},
		{"expired", "store: xa", "2027-01-01", "residency.outside broken high store=xb; retention.exceeded broken medium store=xa; waiver.expired broken medium part=w", ""},
		{"expired, and nothing left", "store: c", "2027-01-01", "residency.outside broken high store=xb; retention.exceeded broken medium store=xa; waiver.expired note info part=w", ""},
		{"unused", "store: c", "2026-06-15", "residency.outside broken high store=xb; retention.exceeded broken medium store=xa; waiver.unused note info part=w", ""},
		{"both", `store: "x?"`, "2026-06-15", "residency.outside broken high store=xb (w); retention.exceeded broken medium store=xa (w)", "w w"},
	} {
		fs, vs := waiving(t, tc.keys).Apply(two, js, day(tc.now))
		var got, ids []string
		for _, f := range fs {
			s := line(f)
			if f.Waiver != nil {
				s += " (" + f.Waiver.ID + ")"
				if *f.Waiver != (Waived{"w", "because", "me", "2026-12-31"}) {
					t.Errorf("%s: %+v", tc.name, *f.Waiver)
				}
			}
			if len(f.Fingerprint) == 0 {
				t.Errorf("%s: %s has no fingerprint", tc.name, f.Code)
			}
			got = append(got, s)
		}
		for i, v := range vs {
			ids = append(ids, v.Waivers...)
			if v.Verdict != js[i].Verdict {
				t.Errorf("%s: the verdict changed", tc.name)
			}
		}
		if strings.Join(got, "; ") != tc.want || strings.Join(ids, " ") != tc.waivers {
			t.Errorf("%s:\ngot  %s [%s]\nwant %s [%s]", tc.name, strings.Join(got, "; "), strings.Join(ids, " "), tc.want, tc.waivers)
		}
	}
	if two[1].Waiver != nil || js[0].Waivers != nil {
		t.Error("the input was changed")
	}
	var none *Waivers
	if fs, vs := none.Apply(two, js, day("2026-06-15")); !reflect.DeepEqual(fs, two) || !reflect.DeepEqual(vs, js) {
		t.Error("no file of waivers changed something")
	}
}

// A finding that got worse than what was answered for counts again, and that is said.
func TestOutgrownWaivers(t *testing.T) {
	f := Finding{Code: "retention.exceeded", Verdict: Unverifiable, Severity: Medium, Store: "logs", Dataset: "a", Rule: "r",
		Evidence: map[string]string{"categories": "contact.email, contact.mobile"}}
	f.Fingerprint = f.fingerprint()
	one := Finding{Code: "category.undeclared", Verdict: Broken, Severity: Medium, Store: "logs", Dataset: "a", Field: "x", Category: "contact.email"}
	one.Fingerprint = one.fingerprint()
	grown := func(f Finding, s Severity, v Verdict, categories string) Finding {
		f.Severity, f.Verdict = s, v
		if categories != "" {
			f.Evidence = map[string]string{"categories": categories}
		}
		if f.fingerprint() != f.Fingerprint {
			t.Fatal("the fingerprint does not survive a rescan")
		}
		return f
	}
	by := "fingerprint: " + f.Fingerprint + ", severity: medium, verdict: unverifiable"
	both := by + ", categories: [contact.email, contact.mobile]"
	for _, tc := range []struct {
		name, keys string
		f          Finding
		want       string // "" where it is waived
	}{
		{"as it was", both, f, ""},
		{"less", both, grown(f, Low, Note, "contact.email"), ""},
		{"more data", both, grown(f, Medium, Unverifiable, "contact.email, contact.mobile, finance.bank_card"), "beyond=categories categories=finance.bank_card"},
		{"a group covers it", by + `, categories: ["contact.*"]`, f, ""},
		{"graver", both, grown(f, High, Unverifiable, ""), "beyond=severity severity=high"},
		{"a worse verdict", both, grown(f, Medium, Broken, ""), "beyond=verdict verdict=broken"},
		{"from a note", replace(both, "verdict: unverifiable", "verdict: note"), grown(f, Medium, NotExamined, ""), "beyond=verdict verdict=not-examined"},
		{"all of it", both, grown(f, Critical, Broken, "id.cn_resident"), "beyond=categories, severity, verdict categories=id.cn_resident severity=critical verdict=broken"},
		{"nothing is listed", by, f, "beyond=categories categories=contact.email, contact.mobile"},
		{"its category is part of the fingerprint", "fingerprint: " + one.Fingerprint + ", severity: medium, verdict: broken", one, ""},
		{"and may be listed", "fingerprint: " + one.Fingerprint + ", severity: medium, verdict: broken, categories: [contact.email]", one, ""},
		{"by names, without limits", "store: logs", grown(f, Critical, Broken, "id.cn_resident"), ""},
		{"by names, up to a severity", "store: logs, severity: medium", grown(f, High, Broken, ""), "beyond=severity severity=high"},
		{"by names, up to a verdict", "store: logs, verdict: unverifiable", grown(f, High, Broken, ""), "beyond=verdict verdict=broken"},
		{"by names, of some categories", "store: logs, categories: [contact.email]", f, "beyond=categories categories=contact.mobile"},
		{"by names, of one other category", "store: logs, categories: [contact.mobile]", one, "beyond=categories categories=contact.email"},
	} {
		js := []Judgement{{Rule: "r", Verdict: tc.f.Verdict, Findings: []string{tc.f.Fingerprint}}}
		fs, js := waiving(t, tc.keys).Apply([]Finding{tc.f}, js, day("2026-06-15"))
		got, waived := "", false
		for _, f := range fs {
			switch {
			case f.Code == "waiver.outgrown" && f.Verdict == Note && f.Part == "w":
				if f.Evidence["findings"] != "1" || f.Evidence["owner"] != "me" {
					t.Errorf("%s: %v", tc.name, f.Evidence)
				}
				for _, key := range []string{"beyond", "categories", "severity", "verdict"} {
					if v := f.Evidence[key]; v != "" {
						got += " " + key + "=" + v
					}
				}
			case strings.HasPrefix(f.Code, "waiver."):
				t.Errorf("%s: %s", tc.name, f.Code)
			default:
				waived = f.Waiver != nil
			}
		}
		if got = strings.TrimSpace(got); got != tc.want || waived != (tc.want == "") || (len(js[0].Waivers) > 0) != waived {
			t.Errorf("%s: %q, waived %t, verdict %v; want %q", tc.name, got, waived, js[0].Waivers, tc.want)
		}
	}
	fs, _ := waiving(t, both).Apply([]Finding{grown(f, High, Broken, "")}, nil, day("2027-06-15"))
	if len(fs) != 2 || fs[1].Code != "waiver.expired" || fs[1].Evidence["cause"] != "unused" {
		t.Errorf("expired and outgrown: %v", fs)
	}
}

// Of two waivers of one finding the first one is named, and a verdict is waived only when
// all of what has a fingerprint is.
func TestTheFirstWaiverIsNamed(t *testing.T) {
	ws, err := ParseWaivers("w.yaml", []byte(waiver("store: a")+"  - {id: second, reason: r, owner: o, expires: 2027-12-31, code: retention.exceeded}\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := Finding{Code: "retention.exceeded", Verdict: Broken, Severity: High, Store: "a", Fingerprint: "1"}
	js := []Judgement{{Rule: "r", Verdict: Broken, Findings: []string{"1"}}}
	fs, vs := ws.Apply([]Finding{f}, js, day("2026-06-15"))
	if len(fs) != 1 || fs[0].Waiver == nil || fs[0].Waiver.ID != "w" || !slices.Equal(vs[0].Waivers, []string{"w"}) {
		t.Errorf("%+v %+v", fs, vs)
	}
	if fs, _ := ws.Apply([]Finding{f}, js, day("2027-06-15")); fs[0].Waiver == nil || fs[0].Waiver.ID != "second" {
		t.Errorf("the second one holds longer: %+v", fs)
	}
	for _, code := range []string{"state.clear", "category.forbidden"} { // behind and before it
		twin := f
		twin.Code, twin.Store = code, "b"
		if _, vs := ws.Apply([]Finding{f, twin}, js, day("2026-06-15")); vs[0].Waivers != nil {
			t.Errorf("half of it is waived: %+v", vs)
		}
	}
}

// What is waived neither fails nor leaves open, and all else does as before.
func TestWaivedFindingsDoNotCount(t *testing.T) {
	gap := []inventory.Gap{{Kind: scanners.GapPermission}}
	inv := with(stock(with(bucket("b", with(dataset("a"), func(d *inventory.Dataset) { d.Gaps = gap })), func(s *inventory.Store) { s.Gaps = gap })), func(i **inventory.Inventory) { (*i).Complete = false })
	w := &Waived{ID: "w"}
	f := func(code string, v Verdict, dataset string, w *Waived) Finding {
		store := "b"
		if code == "scan.incomplete" {
			store = ""
		}
		return Finding{Code: code, Verdict: v, Severity: High, Store: store, Dataset: dataset, Waiver: w}
	}
	all := func(w1, w2, w3, w4 *Waived) []Finding {
		return []Finding{f("residency.outside", Broken, "", w1), f("coverage.gap", Unverifiable, "", w2), f("coverage.gap", Unverifiable, "a", w3), f("scan.incomplete", Unverifiable, "", w4)}
	}
	for _, tc := range []struct {
		name     string
		findings []Finding
		want     Outcome
	}{
		{"none", all(nil, nil, nil, nil), Outcome{Code: 3, Incomplete: true, Broken: 1, Unverifiable: 3, Worst: High}},
		{"the broken one", all(w, nil, nil, nil), Outcome{Code: 4, Incomplete: true, Unverifiable: 3, Waived: 1}},
		{"all", all(w, w, w, w), Outcome{Waived: 4}},
		{"all but the store's", all(w, nil, w, w), Outcome{Code: 4, Incomplete: true, Unverifiable: 1, Waived: 3}},
		{"all but the dataset's", all(w, w, nil, w), Outcome{Code: 4, Incomplete: true, Unverifiable: 1, Waived: 3}},
		{"all but the scan's", all(w, w, w, nil), Outcome{Code: 4, Incomplete: true, Unverifiable: 1, Waived: 3}},
		{"notes are not counted", []Finding{{Code: "rule.tie", Verdict: Note, Waiver: w}}, Outcome{Code: 4, Incomplete: true}},
	} {
		if got := OutcomeOf(inv, tc.findings, "", false); got != tc.want {
			t.Errorf("%s: %+v, want %+v", tc.name, got, tc.want)
		}
	}
	if got := OutcomeOf(inv, all(w, w, nil, w)[:2], "", false); !got.Incomplete {
		t.Error("a gap that nobody waived leaves nothing open")
	}
}

const waiversSchema = "../docs/waivers.schema.json"

// The schema and the document say what the code reads.
func TestWaiversSchema(t *testing.T) {
	doc, err := os.ReadFile("../docs/waivers.md")
	if err != nil {
		t.Fatal(err)
	}
	docs, used := map[string]string{"piiventory": "The version of the format.", "waivers": "The waivers."}, map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z]+)` \\| [^|]+ \\| ([^|]+) \\|$").FindAllStringSubmatch(string(doc), -1) {
		docs["waivers[]."+m[1]] = m[2]
	}
	s := schemaOf(reflect.TypeFor[Waivers](), "", "", docs, used)
	if a, b := slices.Sorted(maps.Keys(docs)), slices.Sorted(maps.Keys(used)); !slices.Equal(a, b) {
		t.Errorf("docs/waivers.md describes\n  %v\nand the format has\n  %v", a, b)
	}
	props := s["properties"].(map[string]any)
	props["piiventory"] = map[string]any{"const": WaiversFormat, "description": docs["piiventory"]}
	items := props["waivers"].(map[string]any)["items"].(map[string]any)
	items["properties"].(map[string]any)["fingerprint"].(map[string]any)["pattern"] = fingerprintForm.String()
	s["$schema"], s["title"] = "https://json-schema.org/draft/2020-12/schema", "piiventory "+WaiversFormat
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(waiversSchema, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(waiversSchema); err != nil || !bytes.Equal(have, b.Bytes()) {
		t.Errorf("docs/waivers.schema.json is not what the format is; run go test ./policy -update (%v)", err)
	}
	schema, err := jsonschema.NewCompiler().Compile(waiversSchema)
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(doc), "```yaml\n")
	example, _, _ = strings.Cut(example, "```\n")
	if err := schema.Validate(asJSON(t, []byte(example))); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{replace(example, "expires: 2026-12-31", "x: y"), replace(example, "owner: finance", "owned: finance"), replace(example, "2027-01-31", "soon"), replace(example, "store: weblogs", "fingerprint: abc")} {
		if err := schema.Validate(asJSON(t, []byte(bad))); err == nil {
			t.Errorf("taken:\n%s", bad)
		}
		if _, err := ParseWaivers("w", []byte(bad)); err == nil {
			t.Errorf("taken by ParseWaivers:\n%s", bad)
		}
	}
}
