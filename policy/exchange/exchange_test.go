package exchange

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/policy"
)

const samples = "../../testdata/declarations/"

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// declared are the declarations that are exported: the five policies and that of the
// reports.
func declared(t *testing.T) map[string]*policy.Declaration {
	t.Helper()
	files, _ := filepath.Glob(samples + "*.yaml")
	files = append(files, "../../testdata/reports/declaration.yaml")
	out := map[string]*policy.Declaration{}
	for _, f := range files {
		d, err := policy.Parse(f, readFile(t, f))
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = d
	}
	if len(out) < 6 {
		t.Fatal(files)
	}
	d, err := policy.Parse("tenants", []byte(`piiventory: declaration/v1
id: tenants
systems:
  - {id: tenants, kind: object-storage, role: processor, at: ["s3://tenant-*/**"]}
  - {id: users, kind: rdb, role: controller, at: ["postgres://users"]}
rules:
  - {id: theirs, systems: [tenants], categories: ["*"], state: [allowed], retention: {kind: customer_determined}}
  - {id: ours, systems: [users], categories: ["contact.*"], optional: [x.points], retention: {kind: fixed, max: P1Y}}
`))
	if err != nil {
		t.Fatal(err)
	}
	out["tenants"] = d
	return out
}

// again writes what was imported and reads it as any declaration.
func again(t *testing.T, draft *policy.Draft) *policy.Declaration {
	t.Helper()
	file, err := draft.Declaration.Write(nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := policy.Parse("imported.yaml", file)
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	return d
}

// lines shows an imported declaration by what it says.
func lines(d *policy.Declaration) []string {
	out := []string{"id " + d.ID + " by " + d.Policy.Publisher + " at " + d.Contact.Email + " " + d.Contact.DPO}
	for _, s := range d.Systems {
		line := fmt.Sprint("system ", s.ID, " ", s.Kind, " ", s.Role, " ", s.At, " ", s.Region)
		if s.Timestamp != nil {
			line += " by " + s.Timestamp.Column + s.Timestamp.Field
		}
		out = append(out, line)
	}
	for _, r := range d.Rules {
		line := fmt.Sprint("rule ", r.ID, " ", r.Systems, " ", r.Categories)
		if r.Retention != nil {
			line += " " + r.Retention.Kind + " " + r.Retention.Max.String()
		}
		if len(r.Purposes)+len(r.Subjects)+len(r.Recipients) > 0 {
			line += fmt.Sprint(" for ", r.Purposes, " of ", r.Subjects, " to ", r.Recipients)
		}
		out = append(out, line)
	}
	return out
}

// left shows what was not carried over.
func left(notes []policy.DraftNote) []string {
	var out []string
	for _, n := range notes {
		line := n.Code
		for _, k := range []string{"key", "n", "category", "own", "term", "text", "word", "column", "region", "part", "of", "rule"} {
			if v := n.Evidence[k]; v != "" {
				line += " " + k + "=" + v
			}
		}
		out = append(out, line)
	}
	return out
}

func TestImport(t *testing.T) {
	// All the numbers by which states know their people, however many the catalogue has.
	national := fromTerm("fideslang", "user.government_id.national_identification_number")
	slices.Sort(national)
	if len(national) < 12 || !slices.Contains(national, "id.cn_resident") || slices.Contains(national, "id.passport") {
		t.Fatal(national)
	}
	fill := strings.NewReplacer("NATIONAL", strings.Join(national, " "), "MANY", fmt.Sprint(len(national)))
	for name, want := range map[string]struct{ lines, left []string }{
		"fides.yml": {[]string{
			"id imported by Example Shop at privacy@shop.example dpo@shop.example",
			"system shop rdb controller [unknown://shop_db] []",
			"system mailer rdb processor [unknown://mailer] []",
			"system mailing rdb  [unknown://mailing] []",
			"rule accounts [shop] [contact.email NATIONAL] fixed P30D for [essential.service] of [customer] to []",
			"rule billing [shop] [finance.bank_card] for [essential.service.payment_processing] of [customer] to [the bank]",
			"rule shop_db-fields [shop] [account.nickname account.username identity.birth_date x.user.loyalty_points]",
			"rule mailer-1 [mailer] [contact.email] fixed P1Y for [marketing.communications.email] of [customer] to []",
			"rule mailing-fields [mailing] [contact.email]",
		}, []string{
			"import.wider n=MANY term=user.government_id.national_identification_number",
			"left.retention text=As long as the law asks for",
			"import.wider n=2 term=user.account.username",
			"left.category category=system.operations",
			"left.own category=user.loyalty_points own=x.user.loyalty_points",
			"left.key key=system[].egress n=1",
			"left.key key=system[].privacy_declarations[].legal_basis_for_processing n=1",
			"left.key key=dataset[].collections[].fields[].name n=4",
			"left.key key=organization[].security_policy n=1",
			"left.key key=organization[].data_protection_officer.name n=1",
		}},
		"contract.odcs.yaml": {[]string{
			"id seller_payments by  at  ",
			"system warehouse-payments rdb  [postgres://warehouse/pub.payments] [CN] by txn_ref_dt",
			"system warehouse-receipts rdb  [postgres://warehouse/pub.receipts] [CN] by sent_at",
			"system archive-payments object-storage  [s3://archive/payments/**] [HK] by txn_ref_dt",
			"system archive-receipts object-storage  [s3://archive/receipts/**] [HK] by sent_at",
			"rule warehouse-payments-data [warehouse-payments] [contact.address finance.bank_card identity.name] fixed P3Y",
			"rule warehouse-receipts-data [warehouse-receipts] [contact.email]",
			"rule archive-payments-data [archive-payments] [contact.address finance.bank_card identity.name] fixed P3Y",
			"rule archive-receipts-data [archive-receipts] [contact.email]",
		}, []string{
			"left.retention text=as long as needed",
			"left.classification word=confidential column=remark",
			"left.key key=schema[].properties[].classification n=1", // restricted, beside the category
			"left.key key=servers[].host n=1",
			"left.key key=slaProperties[].driver n=1",
			"left.key key=slaProperties[] n=1", // the latency
			"left.key key=status n=1",
		}},
		"schema.dbt.yml": {[]string{
			"id dbt by  at  ",
			"system crm rdb  [unknown://crm/crm.*] [] by _loaded_at",
			"system models rdb  [unknown://models] []",
			"rule crm-data [crm] [contact.email contact.region] fixed P2Y",
			"rule crm-calls [crm] [contact.mobile] fixed P90D",
			"rule models-data [models] [account.user_id]",
		}, []string{
			"left.unnamed column=people.note",
			"left.key key=sources[].meta.owner n=1",
			"left.key key=sources[].tables[].columns[].tags[] n=1",
			"left.key key=models[].columns[].data_tests n=1",
		}},
	} {
		for _, list := range [][]string{want.lines, want.left} {
			for i := range list {
				list[i] = fill.Replace(list[i])
			}
		}
		draft, err := Import(name, readFile(t, samples+"import/"+name), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(again(t, draft)); !slices.Equal(got, want.lines) {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want.lines, "\n"))
		}
		got := left(draft.Notes)
		for _, w := range want.left {
			if !slices.Contains(got, w) {
				t.Errorf("%s: no %s in\n  %s", name, w, strings.Join(got, "\n  "))
			}
		}
	}
}

// Every key of a file is either read or listed: taking one away takes away what was
// read, or a line of the list.
func TestImportListsWhatItDoesNotRead(t *testing.T) {
	text := string(readFile(t, samples+"import/fides.yml"))
	for _, secret := range []string{"security_policy", "legal_basis_for_processing", "egress", "description"} {
		if !strings.Contains(text, secret) {
			t.Fatal(secret)
		}
		draft, err := Import("x", []byte(strings.ReplaceAll(text, secret, "another_"+secret)), "")
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(left(draft.Notes), func(l string) bool { return strings.Contains(l, "another_"+secret) }) {
			t.Errorf("%s was dropped", secret)
		}
	}
}

func TestImportRefuses(t *testing.T) {
	bomb := "a: &a {name: x}\n"
	for i := range 8 {
		ten := strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", 'a'+i), 10), ", ")
		bomb += fmt.Sprintf("%c: &%c {fields: [%s]}\n", 'b'+i, 'b'+i, ten)
	}
	for text, want := range map[string]string{
		"":                   "is not YAML",
		"- a":                "is not a mapping",
		"a: [":               "is not YAML",
		"a: 1":               "is none of fideslang, odcs, dbt",
		"\xff":               "is not UTF-8",
		"system: []":         "has no system or dataset",
		"kind: DataContract": "",
		bomb + "dataset: [{fides_key: a, collections: [{name: c, fields: [*i]}]}]": "repeats itself",
	} {
		_, err := Import("f", []byte(text), "")
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%.40q: %v", text, err)
		}
	}
	if _, err := Import("f", []byte("a: 1"), "xml"); err == nil || !strings.Contains(err.Error(), "--as must be one of") {
		t.Error(err)
	}
}

func TestDurations(t *testing.T) {
	for in, want := range map[string]string{
		"30 days": "P30D", "1 day": "P1D", "P6M": "P6M", "3 y": "P3Y", "3y": "P3Y", "12 months": "P12M", "2 Weeks": "P2W", "24 hours": "PT24H", "90天": "P90D", "6 个月": "P6M",
		"3 m": "", "as long as needed": "", "30": "", "1.5 y": "", "-1 d": "", "unlimited": "", "99999 days": "", "30 days after": "",
	} {
		if d, ok := duration(in); ok != (want != "") || d.String() != want && ok {
			t.Errorf("%q is %q, %v", in, d.String(), ok)
		}
	}
}

// What goes out to Fides comes back: the systems, what is declared in them, and for how
// long it is kept.
func TestFideslangRoundTrip(t *testing.T) {
	for name, d := range declared(t) {
		file, _, err := Export(d, "fideslang")
		if err != nil {
			t.Fatal(err)
		}
		draft, err := Import(name, file, "")
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, file)
		}
		back := again(t, draft)
		if back.ID != d.ID || back.Policy.Publisher != d.Policy.Publisher || len(back.Systems) != len(d.Systems) {
			t.Fatalf("%s: %s by %s with %d systems\n%s", name, back.ID, back.Policy.Publisher, len(back.Systems), file)
		}
		if name == "tenants" && (!slices.Contains(back.Declares("users"), "contact.*") || !slices.Contains(back.Declares("tenants"), "*")) {
			t.Errorf("a group did not stay one: %v, %v", back.Declares("users"), back.Declares("tenants"))
		}
		for i, s := range d.Systems {
			b := back.Systems[i]
			if b.ID != s.ID || b.Kind != s.Kind || b.Role != s.Role || fmt.Sprint(sorted(b.At)) != fmt.Sprint(sorted(s.At)) || !slices.Equal(b.Region, s.Region) {
				t.Errorf("%s: %+v became %+v", name, s, b)
			}
			if got, want := covered(back.Declares(b.ID)), covered(d.Declares(s.ID)); !slices.Equal(got, want) {
				t.Errorf("%s: %s has %v and had %v", name, s.ID, got, want)
			}
			for _, p := range d.Declares(s.ID) {
				for _, k := range keysOf(p) {
					was, is := d.Kept(s.ID, string(k.Key)), back.Kept(s.ID, string(k.Key))
					if was == nil || was.Kind != "fixed" {
						continue
					}
					if is == nil || is.Max.String() != was.Max.String() {
						t.Errorf("%s: %s in %s is kept for %+v and was for %+v", name, k.Key, s.ID, is, was)
					}
				}
			}
		}
	}
}

// covered lists the categories of patterns, own ones as they are.
func covered(ps []policy.Pattern) []string {
	var out []string
	for _, p := range ps {
		all := keysOf(p)
		if len(all) == 0 {
			out = append(out, string(p))
		}
		for _, i := range all {
			out = append(out, string(i.Key))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func sorted(at []policy.Selector) []string {
	var out []string
	for _, s := range at {
		out = append(out, s.String())
	}
	slices.Sort(out)
	return out
}

// Without what is ours in it, the categories of the file still stand for all that was
// declared: the terms of others are wider, never others.
func TestFideslangTermsCover(t *testing.T) {
	for name, d := range declared(t) {
		file, _, err := Export(d, "fideslang")
		if err != nil {
			t.Fatal(err)
		}
		draft, err := Import(name, []byte(strings.ReplaceAll(string(file), "piiventory:", "somebody:")), "")
		if err != nil {
			t.Fatal(err)
		}
		back := again(t, draft)
		for i, s := range d.Systems {
			for _, p := range d.Declares(s.ID) {
				for _, k := range keysOf(p) {
					if len(terms(k, "fideslang")) == 0 {
						continue
					}
					if !slices.ContainsFunc(back.Declares(back.Systems[i].ID), func(q policy.Pattern) bool { return q.Match(string(k.Key)) }) {
						t.Errorf("%s: %s of %s is lost", name, k.Key, s.ID)
					}
				}
			}
		}
	}
}

// Every term of a category leads back to it.
func TestMappingBothWays(t *testing.T) {
	for _, i := range detectors.Categories() {
		for _, scheme := range []string{"fideslang", "dpv-pd"} {
			for _, term := range terms(i, scheme) {
				if !slices.Contains(fromTerm(scheme, term), string(i.Key)) {
					t.Errorf("%s of %s does not lead back to %s", term, scheme, i.Key)
				}
			}
		}
	}
	if got := fmt.Sprint(grouped(fromTerm("fideslang", "user.contact"))); !strings.Contains(got, "contact.email") || strings.Contains(got, "id.") {
		t.Error(got)
	}
	if got := fmt.Sprint(grouped([]string{"vehicle.vin", "vehicle.plate", "contact.email"})); got != "[contact.email vehicle.*]" {
		t.Error(got)
	}
}

// The keys of what is written are those that fideslang accepts.
func TestFidesKeys(t *testing.T) {
	form := regexp.MustCompile(`^[a-zA-Z0-9_.<>-]+$`)
	for name, d := range declared(t) {
		file, _, err := Export(d, "fideslang")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^\s*(?:- )?(?:fides_key|data_use): (.*)$`).FindAllStringSubmatch(string(file), -1) {
			if !form.MatchString(m[1]) {
				t.Errorf("%s: %q is no key", name, m[1])
			}
		}
	}
	if fidesKey("real name 验证") != "real_name" || fidesKey("验证") != unstated {
		t.Error(fidesKey("real name 验证"), fidesKey("验证"))
	}
}

// What is written as linked data is JSON whose terms are in the vocabulary.
func TestDPV(t *testing.T) {
	known := map[string]bool{}
	for line := range strings.Lines(string(readFile(t, "../../testdata/dpv/terms.txt"))) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			known[line] = false
		}
	}
	for name, d := range declared(t) {
		file, _, err := Export(d, "dpv")
		if err != nil {
			t.Fatal(err)
		}
		if more, _, _ := Export(d, "dpv"); string(more) != string(file) {
			t.Errorf("%s: two exports differ", name)
		}
		var doc struct {
			Context map[string]string `json:"@context"`
			Graph   []map[string]any  `json:"@graph"`
		}
		if err := json.Unmarshal(file, &doc); err != nil {
			t.Fatal(err)
		}
		ids, refs := map[string]bool{}, []string{}
		var walk func(v any)
		term := func(s string) {
			prefix, local, ok := strings.Cut(s, ":")
			if !ok || strings.Contains(s, " ") || doc.Context[prefix] == "" {
				return
			}
			switch prefix {
			case "dpv":
				if _, ok := known[local]; !ok {
					t.Errorf("%s: %s is no term of DPV", name, s)
				}
				known[local] = true
			case "pd":
				if len(fromTerm("dpv-pd", local)) == 0 {
					t.Errorf("%s: %s is no term of the catalogue", name, s)
				}
			case "loc":
				if _, err := policy.ParseJurisdiction(local); err != nil {
					t.Errorf("%s: %s is no place", name, s)
				}
			}
		}
		walk = func(v any) {
			switch v := v.(type) {
			case map[string]any:
				for k, w := range v {
					term(k)
					if k == "@type" || k == "@id" {
						term(w.(string))
					}
					if id, ok := w.(string); ok && k == "@id" && len(v) == 1 && strings.HasPrefix(id, "urn:") {
						refs = append(refs, id)
					} else if ok && k == "@id" {
						ids[id] = true
					}
					walk(w)
				}
			case []any:
				for _, w := range v {
					walk(w)
				}
			}
		}
		for _, n := range doc.Graph {
			walk(n)
		}
		for _, r := range refs {
			if !ids[r] {
				t.Errorf("%s: %s leads nowhere", name, r)
			}
		}
		if len(doc.Graph) < 3 || !strings.Contains(string(file), `"dpv:hasPersonalData"`) {
			t.Errorf("%s: %s", name, file)
		}
	}
	// One with all that the five do not have.
	d, err := policy.Parse("all.yaml", []byte(`piiventory: declaration/v1
id: all
policy: {publisher: P, title: T, url: "https://p.example", effective: 2026-01-01, updated: 2026-02-01, version: "2", language: zh}
contact: {privacy: a@p.example, dpo: b@p.example, address: road, phone: "1"}
systems:
  - {id: a, kind: rdb, role: joint, at: ["postgres://a"], region: [CN], residency: {mode: global}, subjects: [staff]}
  - {id: b, kind: rdb, role: processor, at: ["postgres://b"], purposes: [x], recipients: [y]}
rules:
  - {id: r, systems: [a], categories: [contact.email, x.own, org.uscc], state: [hashed, encrypted, deidentified], retention: {kind: event, from: account_closed, max: P30D, on_expiry: [delete, anonymize, deidentify]}}
  - {id: s, systems: [b], categories: ["*"], retention: {kind: fixed, max: P6M}, residency: {mode: list, allow: [EU, CH]}}
  - {id: t, systems: [b], categories: [biometric.face], state: [forbidden]}
  - {id: u, systems: [b], categories: [contact.mobile], retention: {kind: undeclared}}
`))
	if err != nil {
		t.Fatal(err)
	}
	file, notes, err := Export(d, "dpv")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"@value": "P30D"`, `"dct:description": "account_closed"`, `"@id": "dpv:HashFunctions"`, `"dct:title": "x.own"`, `"@id": "loc:EU"`, `"@id": "dpv:PersonalData"`,
		`"dpv:hasProhibition"`, `"dpv:hasDataProtectionOfficer"`, `"dpv:hasJointDataControllers"`, `"dct:description": "global"`,
	} {
		if !strings.Contains(string(file), want) {
			t.Errorf("no %s in\n%s", want, file)
		}
	}
	got := left(notes)
	for _, want := range []string{"left.no_term category=org.uscc", "left.undeclared rule=u", "left.part part=systems[].kind of=a, b", "left.part part=systems[].at of=a, b"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %s in\n  %s", want, strings.Join(got, "\n  "))
		}
	}
	for _, m := range regexp.MustCompile(`dpv:(\w+)`).FindAllStringSubmatch(string(file), -1) {
		if _, ok := known[m[1]]; !ok {
			t.Errorf("%s is no term of DPV", m[1])
		}
		known[m[1]] = true
	}
	for term, used := range known {
		if !used {
			t.Errorf("nothing uses the term %s", term)
		}
	}
}

// Each part of a declaration is either said by an export or listed.
func TestExportListsWhatItDoesNotSay(t *testing.T) {
	d := declared(t)["platform.yaml"]
	_, notes, err := Export(d, "fideslang")
	if err != nil {
		t.Fatal(err)
	}
	got := left(notes)
	for _, want := range []string{
		"left.part part=rules[].retention.grace of=p-browse", "left.part part=legal_minimum[].min of=csl-logs", "left.part part=minors.age", "left.part part=sensitive",
		"left.part part=systems[].network of=accounts", "left.part part=rules[].residency.allow of=p-place", "left.forbidden rule=p-third", "left.everything rule=p-place", "left.purpose rule=p-dev",
	} {
		if !slices.ContainsFunc(got, func(l string) bool { return strings.HasPrefix(l, want) }) {
			t.Errorf("no %s in\n  %s", want, strings.Join(got, "\n  "))
		}
	}
	for _, said := range []string{"systems[].id", "rules[].categories", "rules[].retention.max", "policy.publisher"} {
		if slices.ContainsFunc(got, func(l string) bool { return strings.Contains(l, "part="+said) }) {
			t.Errorf("%s is said and listed", said)
		}
	}
}

// Whatever a file holds, an import is refused or gives a declaration that can be read.
func TestImportOfAnything(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	good := 0
	for _, name := range []string{"fides.yml", "contract.odcs.yaml", "schema.dbt.yml"} {
		all := strings.SplitAfter(string(readFile(t, samples+"import/"+name)), "\n")
		words := strings.Fields(strings.Join(all, " "))
		for range 400 {
			lines := slices.Clone(all)
			for range 1 + r.IntN(4) {
				i := r.IntN(len(lines))
				switch r.IntN(4) {
				case 0:
					lines = slices.Delete(lines, i, i+1)
				case 1:
					lines[i] = strings.Replace(lines[i], words[r.IntN(len(words))], []string{"null", "[]", "{}", "x: y", "客户\x7f*[?{", "", "-1"}[r.IntN(7)], 1)
				case 2:
					lines[i], lines[r.IntN(len(lines))] = lines[r.IntN(len(lines))], lines[i]
				case 3:
					if _, value, ok := strings.Cut(lines[i], ": "); ok {
						lines[i] = strings.Replace(lines[i], value, []string{"null\n", "[a, [b]]\n", "{}\n", "\"\\u202e客户 */?\"\n", "1\n"}[r.IntN(5)], 1)
					}
				}
			}
			draft, err := Import(name, []byte(strings.Join(lines, "")), "")
			if err != nil {
				continue
			}
			d := again(t, draft)
			good++
			for _, format := range Targets {
				if _, _, err := Export(d, format); err != nil {
					t.Error(err)
				}
			}
		}
	}
	if good < 300 {
		t.Errorf("only %d of 1200 were read", good)
	}
}
