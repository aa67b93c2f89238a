package policy

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"piiventory/detectors"
)

const rulesText = `piiventory: rules/v1
digest_key: 0123456789abcdef
categories:
  - key: x.staff_no
    name: {en: staff number, zh: 工号}
    begins: EMP-
    pattern: 'EMP-\d{6}'
    words: [staff_no, 工号]
    examples: {hits: [EMP-123456], misses: [EMP-12345]}
allow:
  - id: hotline
    reason: The number of our own hotline.
    categories: [contact.*]
    values: [HOTLINE]
  - id: fixtures
    reason: Made-up records of the tests.
    assets: ["file://src/testdata/**"]
  - id: support
    reason: Addresses of departments.
    categories: [contact.email]
    fields: [support*]
    assets: ["postgres://crm/public.offices"]
`

func TestRules(t *testing.T) {
	digest := detectors.Digest("0123456789abcdef", "010-5555 0100")
	r, err := ParseRules("rules.yaml", []byte(strings.Replace(rulesText, "HOTLINE", digest, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if own := r.Own(); len(own) != 1 || own[0].Category != "x.staff_no" || r.Name("x.staff_no", "zh") != "工号" || r.Name("x.staff_no", "en") != "staff number" {
		t.Errorf("the own categories are %v", own)
	}
	for _, c := range []struct {
		kind, alias, path, field, category, value, want string
	}{
		{"file", "src", "testdata/a/b.csv", "tel", "contact.mobile", "13800000000", "fixtures"},
		{"file", "src", "data/b.csv", "tel", "contact.mobile", "13800000000", ""},
		{"file", "src", "data/b.csv", "tel", "contact.phone", "(010) 5555-0100", "hotline"},
		{"file", "src", "data/b.csv", "tel", "id.us_ssn", "010-5555-0100", ""},
		{"postgres", "crm", "public.offices", "support_mail", "contact.email", "a@b.cn", "support"},
		{"postgres", "crm", "public.offices", "mail", "contact.email", "a@b.cn", ""},
		{"postgres", "crm", "public.offices", "support_mail", "contact.phone", "1", ""},
		{"postgres", "crm", "public.users", "support_mail", "contact.email", "a@b.cn", ""},
	} {
		got := ""
		if f := r.AllowAt(c.kind, c.alias, c.path, c.field); f != nil {
			got = f(detectors.Category(c.category), []byte(c.value))
		}
		if got != c.want {
			t.Errorf("%v is allowed by %q, want %q", c, got, c.want)
		}
	}
	var none *Rules
	if none.Own() != nil || none.Name("x.a", "en") != "" || none.AllowAt("file", "a", "b", "") != nil {
		t.Error("no rules allow something")
	}
}

func TestRulesRefused(t *testing.T) {
	good := strings.Replace(rulesText, "HOTLINE", strings.Repeat("0", 64), 1)
	for want, change := range map[string][2]string{
		"rules.yaml:5:16: categories[0].name.en: must be one word":   {"en: staff number", "en: [a]"},
		"rules.yaml:6:5: categories[0]: there is no key \"beginns\"": {"begins", "beginns"},
		"rules.yaml:4:5: categories[0]: the pattern would be slow":   {`\d{6}`, `\d+`},
		"rules.yaml:4:5: categories[0]: example 1 of hits":           {"[EMP-123456]", "[EMP-12345]"},
		"rules.yaml:14:14: allow[0].values[0]: must be a digest":     {strings.Repeat("0", 64), "13800138000"},
		"allow[0].values: digests need a digest_key":                 {"digest_key: 0123456789abcdef\n", ""},
		"rules.yaml:15:5: allow[1]: allows everything":               {"    assets: [\"file://src/testdata/**\"]\n", ""},
		"rules.yaml:18:9: allow[2].id: the id":                       {"id: support", "id: hotline"},
		"the key \"reason\" is missing":                              {"    reason: Addresses of departments.\n", ""},
		"piiventory: must be rules/v1":                               {"rules/v1", "rules/v9"},
	} {
		_, err := ParseRules("rules.yaml", []byte(strings.Replace(good, change[0], change[1], 1)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
		if err != nil && strings.Contains(err.Error(), "13800138000") {
			t.Errorf("the error quotes a value: %v", err)
		}
	}
}

// TestRulesDoc holds that the example of the document is a rules file, and that it
// names every key and every check.
func TestRulesDoc(t *testing.T) {
	b, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	_, example, _ := strings.Cut(doc, "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	if _, err := ParseRules("rules.md", []byte(example)); err != nil {
		t.Error(err)
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[OwnCategory](), reflect.TypeFor[Allow]()} {
		keys, _ := keysOf(typ)
		for _, k := range keys {
			if !strings.Contains(doc, "`"+k+"`") {
				t.Errorf("docs/rules.md says nothing of %s", k)
			}
		}
	}
	for _, c := range detectors.Checks() {
		if !strings.Contains(doc, "`"+c+"`") {
			t.Errorf("docs/rules.md does not name the check %s", c)
		}
	}
}

func FuzzRules(f *testing.F) {
	head, allow, _ := strings.Cut(strings.Replace(rulesText, "HOTLINE", strings.Repeat("0", 64), 1), "allow:")
	before, own, _ := strings.Cut(head, "categories:")
	// The examples of a category are tried with an engine, which takes its time: most texts
	// have none.
	for _, text := range []string{before + "allow:" + allow, before + "categories:" + own, "piiventory: rules/v1", "a: &a [*a]", "? ? : :", "{{x}}"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ParseRules("f", data)
		if (r == nil) == (err == nil) {
			t.Fatalf("%v and %v", r, err)
		}
		if r == nil {
			return
		}
		// What was taken can be used.
		for _, o := range r.Own() {
			r.Name(o.Category, "zh")
		}
		if allows := r.AllowAt("file", "src", "data/b.csv", "tel"); allows != nil {
			allows("contact.mobile", []byte("13800138000"))
		}
	})
}
