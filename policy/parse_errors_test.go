package policy

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Each error names its line and column and says what was meant. The text of a
// case begins at line 1 with the head, so that its own first line is line 3.
const head = "piiventory: declaration/v1\nid: t\n"

func TestParseErrors(t *testing.T) {
	sys := "systems: [{id: a, kind: rdb, at: [\"mysql://a/*\"]}, {id: bee, kind: file, at: [\"file://b\"]}]\n"
	for _, tc := range []struct {
		name, text string
		// want is how each error begins, from its line on.
		want []string
	}{
		{"unknown top key", sys + "sytems: []\n", []string{`4:1: there is no key "sytems"; did you mean systems?`}},
		{"unknown key in a system", "systems:\n  - id: a\n    kind: rdb\n    att: [\"mysql://a\"]\n",
			[]string{`4:5: systems[0]: the key "at" is missing`, `6:5: systems[0]: there is no key "att"; did you mean at?`}},
		{"key that resembles none", sys + "zzzzzzzz: 1\n", []string{`4:1: there is no key "zzzzzzzz"; the keys here are piiventory, id, policy`}},
		{"nested key", sys + "rules:\n  - {id: r, systems: [a], categories: [contact.email], retention: {kind: fixed, maxx: P1M}}\n",
			[]string{`5:67: rules[0].retention: the kind fixed needs a maximum`, `5:81: rules[0].retention: there is no key "maxx"; did you mean max?`}},
		{"category", sys + "rules: [{id: r, systems: [a], categories: [contact.emial]}]\n",
			[]string{`4:44: rules[0].categories[0]: there is no category "contact.emial"; did you mean contact.email?`}},
		{"category without its group", sys + "rules: [{id: r, systems: [a], categories: [email]}]\n",
			[]string{`4:44: rules[0].categories[0]: there is no category "email"; did you mean contact.email?`}},
		{"category group", sys + "rules: [{id: r, systems: [a], categories: [\"contcat.*\"]}]\n",
			[]string{`4:44: rules[0].categories[0]: "contcat.*" matches no category; did you mean contact.*?`}},
		{"category that resembles none", sys + "sensitive: [qqqqqqqqqqqq]\n",
			[]string{`4:13: sensitive[0]: there is no category "qqqqqqqqqqqq"; piiventory detectors lists them`}},
		{"category pattern", sys + "sensitive: [\"id.[a-z]\"]\n", []string{`4:13: sensitive[0]: "id.[a-z]" is not a category pattern`}},
		{"own category", sys + "sensitive: [x.Upper]\n", []string{`4:13: sensitive[0]: there is no category "x.Upper"`}},
		{"word", "systems: [{id: a, kind: object-store, at: [\"s3://a\"]}]\n",
			[]string{`3:25: systems[0].kind: "object-store" is none of object-storage, file, block, rdb, redis, search, log-service, mapreduce, cdn-cache; did you mean object-storage?`}},
		{"word in a list", sys + "rules: [{id: r, systems: [a], categories: [id.*], state: [encrypted, hashd]}]\n",
			[]string{`4:70: rules[0].state[1]: "hashd" is none of allowed, forbidden, encrypted, hashed, deidentified; did you mean hashed?`}},
		{"share without a sign", sys + "evidence: {detect_above: 0.1}\n", []string{`4:26: evidence.detect_above: "0.1" is not a share; write per cent with the sign, from 0.0001% to below 100%, as in 0.1%`}},
		{"share of all", sys + "evidence: {detect_above: 100%}\n", []string{`4:26: evidence.detect_above: "100%" is not a share`}},
		{"share of nothing", sys + "evidence: {detect_above: 0.00001%}\n", []string{`4:26: evidence.detect_above: "0.00001%" is not a share`}},
		{"no share", sys + "rules: [{id: r, systems: [a], categories: [id.*], evidence: {}}]\n", []string{`4:61: rules[0].evidence: the key "detect_above" is missing`}},
		{"share by another key", sys + "evidence: {detect_abov: 1%}\n", []string{`4:11: evidence: the key "detect_above" is missing`, `4:12: evidence: there is no key "detect_abov"; did you mean detect_above?`}},
		{"British spelling", sys + "rules: [{id: r, systems: [a], categories: [id.*], retention: {kind: purpose, on_expiry: [anonymise]}}]\n",
			[]string{`4:90: rules[0].retention.on_expiry[0]: "anonymise" is none of delete, anonymize, deidentify; did you mean anonymize?`}},
		{"duration", sys + "rules: [{id: r, systems: [a], categories: [id.*], retention: {kind: fixed, max: 30 days}}]\n",
			[]string{`4:81: rules[0].retention.max: "30 days" is not an ISO 8601 duration; write P1M for one month`}},
		{"country", sys + "rules: [{id: r, systems: [a], categories: [id.*], residency: {mode: list, allow: [CN, UK]}}]\n",
			[]string{`4:87: rules[0].residency.allow[1]: "UK" is not an ISO 3166-1 country code; did you mean GB?`}},
		{"small country", "systems: [{id: a, kind: rdb, at: [\"mysql://a\"], region: [cn]}]\n",
			[]string{`3:58: systems[0].region[0]: "cn" is not an ISO 3166-1 country code; did you mean CN?`}},
		{"no country", "systems: [{id: a, kind: rdb, at: [\"mysql://a\"], region: [ZZ]}]\n",
			[]string{`3:58: systems[0].region[0]: "ZZ" is not an ISO 3166-1 country code; write two capital letters`}},
		{"date", sys + "policy: {effective: 2026-02-30}\n", []string{`4:21: policy.effective: "2026-02-30" is not a date; write it as 2026-01-31`}},
		{"repeated key", sys + "rules: []\nid: again\n", []string{`5:1: the key "id" is repeated; it stands in line 2 already`}},
		{"repeated system", "systems:\n  - {id: a, kind: rdb, at: [\"mysql://a\"]}\n  - {id: a, kind: rdb, at: [\"mysql://b\"]}\n",
			[]string{`5:10: systems[1].id: the id "a" is used twice; it stands in line 4 already`}},
		{"repeated rule", sys + "rules:\n  - {id: r, systems: [a], categories: [id.*]}\n  - {id: r, systems: [a], categories: [id.*]}\n",
			[]string{`6:10: rules[1].id: the id "r" is used twice; it stands in line 5 already`}},
		{"repeated minimum", sys + "legal_minimum:\n  - {id: r, categories: [id.*], min: P1M}\n  - {id: r, categories: [id.*], min: P1M}\n",
			[]string{`6:10: legal_minimum[1].id: the id "r" is used twice; it stands in line 5 already`}},
		{"unknown system", sys + "rules: [{id: r, systems: [be], categories: [id.*]}]\n",
			[]string{`4:27: rules[0].systems[0]: there is no system "be"; did you mean bee?`}},
		{"pattern of systems that covers none", sys + "rules: [{id: r, systems: [\"z*\"], categories: [id.*]}]\n",
			[]string{`4:27: rules[0].systems[0]: there is no system "z*"`}},
		{"broken pattern of systems", sys + "rules: [{id: r, systems: [\"[\"], categories: [id.*]}]\n",
			[]string{`4:27: rules[0].systems[0]: "[" is not a pattern`}},
		{"backup of nothing", "systems: [{id: a, kind: rdb, at: [\"mysql://a\"], backup_of: [b, a]}]\n",
			[]string{`3:61: systems[0].backup_of[0]: there is no system "b"`, `3:64: systems[0].backup_of[1]: a system cannot be the backup of itself`}},
		{"selector without scheme", "systems: [{id: a, kind: rdb, at: [crm/users]}]\n",
			[]string{`3:35: systems[0].at[0]: "crm/users" is not a selector; write scheme://alias/pattern`}},
		{"selector scheme", "systems: [{id: a, kind: rdb, at: [\"mysq://crm\"]}]\n",
			[]string{`3:35: systems[0].at[0]: the scheme of "mysq://crm" is unknown; did you mean mysql://?`}},
		{"selector with a host", "systems: [{id: a, kind: rdb, at: [\"mysql://u:pw@db:3306/crm\"]}]\n",
			[]string{`3:35: systems[0].at[0]: a selector names a store by its alias, never by host, port or user`}},
		{"selector without alias", "systems: [{id: a, kind: rdb, at: [\"mysql:///users\"]}]\n",
			[]string{`3:35: systems[0].at[0]: "mysql:///users" has no usable alias`}},
		{"selector with a loose **", "systems: [{id: a, kind: rdb, at: [\"s3://b/logs**\"]}]\n",
			[]string{`3:35: systems[0].at[0]: in the pattern "logs**", ** must stand alone between slashes`}},
		{"selector with a class", "systems: [{id: a, kind: rdb, at: [\"s3://b/{a,b}\"]}]\n",
			[]string{`3:35: systems[0].at[0]: the pattern "{a,b}": classes and alternatives are not supported`}},
		{"selector with a loose backslash", "systems: [{id: a, kind: rdb, at: ['s3://b/a\\']}]\n",
			[]string{`3:35: systems[0].at[0]: the pattern "a\\" has a backslash with nothing behind it`}},
		{"two timestamps", "systems: [{id: a, kind: rdb, at: [\"mysql://a\"], timestamp: {column: a, field: b}}]\n",
			[]string{`3:60: systems[0].timestamp: must have exactly one of field, column and object: true`}},
		{"no timestamp", "systems: [{id: a, kind: rdb, at: [\"mysql://a\"], timestamp: {object: false}}]\n",
			[]string{`3:60: systems[0].timestamp: must have exactly one of field, column and object: true`}},
		{"timestamp path", "systems: [{id: a, kind: rdb, at: [\"mysql://a\"], timestamp: {field: \"$['ts']\"}}]\n",
			[]string{`3:68: systems[0].timestamp.field: "$['ts']" is not a path; write $.a.b or a.b`}},
		{"maximum without its kind", sys + "rules: [{id: r, systems: [a], categories: [id.*], retention: {kind: purpose, max: P1M}}]\n",
			[]string{`4:83: rules[0].retention.max: a maximum is given with the kinds fixed and event only, not with purpose`}},
		{"grace without maximum", sys + "rules: [{id: r, systems: [a], categories: [id.*], retention: {kind: event, grace: P1D}}]\n",
			[]string{`4:83: rules[0].retention.grace: a grace period needs a maximum`}},
		{"list without places", sys + "rules: [{id: r, systems: [a], categories: [id.*], residency: {mode: list}}]\n",
			[]string{`4:62: rules[0].residency: the mode list needs the jurisdictions, as in allow: [CN]`}},
		{"global with places", sys + "rules: [{id: r, systems: [a], categories: [id.*], residency: {mode: global, allow: [CN]}}]\n",
			[]string{`4:84: rules[0].residency.allow: the mode global allows every jurisdiction`}},
		{"forbidden and allowed", sys + "rules: [{id: r, systems: [a], categories: [id.*], state: [forbidden, hashed]}]\n",
			[]string{`4:58: rules[0].state: forbidden excludes every other state`}},
		{"digest", sys + "policy: {publisher: p, title: t, sha256: zzz}\n", []string{`4:42: policy.sha256: "zzz" is not a SHA-256 digest; write its 64 hexadecimal digits, or leave it out`}},
		{"digest that is cut", sys + "policy: {publisher: p, title: t, sha256: e3b0c44298fc1c149afbf4c8996fb924}\n", []string{`4:42: policy.sha256: "e3b0c44298fc1c149afbf4c8996fb924" is not a SHA-256 digest; write its 64 hexadecimal digits, or leave it out`}},
		{"age", sys + "minors: {age: 140}\n", []string{`4:15: minors.age: 140 is not an age`}},
		{"number", sys + "minors: {age: fourteen}\n", []string{`4:15: minors.age: must be a whole number, not "fourteen"`}},
		{"truth", sys + "minors: {age: 14, inclusive: yes}\n", []string{`4:30: minors.inclusive: must be true or false, not "yes"`}},
		{"missing keys", "systems: [{id: a}]\nrules: [{id: r}]\n", []string{
			`3:11: systems[0]: the key "kind" is missing`, `3:11: systems[0]: the key "at" is missing`,
			`4:9: rules[0]: the key "systems" is missing`, `4:9: rules[0]: the key "categories" is missing`}},
		{"no systems", "", []string{`1:1: the key "systems" is missing`}},
		{"empty block", sys + "rules:\n", []string{`4:7: rules: is empty; give it a value or leave the key out`}},
		{"empty element", sys + "sensitive: [ , id.*]\n", []string{`4:1: this is not YAML: did not find expected node content`}},
		{"null element", sys + "sensitive: [null, id.*]\n", []string{`4:13: sensitive[0]: is empty`}},
		{"word for a list", "systems: [{id: a, kind: rdb, at: mysql://a}]\n", []string{`3:34: systems[0].at: must be a list, not "mysql://a"; write it in brackets`}},
		{"list for a word", "systems: [{id: [a], kind: rdb, at: [\"mysql://a\"]}]\n", []string{`3:16: systems[0].id: must be one word or text, not a list`}},
		{"word for a block", sys + "policy: text\n", []string{`4:9: policy: must have keys of its own (publisher, title,`}},
		{"block for a word", "systems: [{id: a, kind: {x: y}, at: [\"mysql://a\"]}]\n", []string{`3:25: systems[0].kind: must be one word or text, not a block of keys`}},
		{"id", "systems: [{id: My System, kind: rdb, at: [\"mysql://a\"]}]\n", []string{`3:16: systems[0].id: "My System" is not an id`}},
		{"merge key", sys + "policy: &p {title: x}\ncontact:\n  <<: *p\n", []string{`6:3: contact: merge keys (<<) are not part of the format`}},
		{"a key that is no word", sys + "? [a]\n: b\n", []string{`4:3: a key must be a word`}},
		{"tab", sys + "rules:\n\t- id: r\n", []string{`5:1: this is not YAML: found character that cannot start any token; indent with spaces, not with tabs`}},
		{"not YAML", sys + "rules: [\n", []string{`5:1: this is not YAML: did not find expected node content`}},
		{"unclosed quote", sys + "rules: 'x\n", []string{`4:1: this is not YAML: found unexpected end of stream`}},
		{"two documents", sys + "---\nid: x\n", []string{`4:1: a file holds one declaration`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse("f.yaml", []byte(head+tc.text))
			var es Errors
			if !errors.As(err, &es) {
				t.Fatalf("no Errors: %v", err)
			}
			if len(es) != len(tc.want) {
				t.Fatalf("%d errors, want %d:\n%v", len(es), len(tc.want), err)
			}
			for i, e := range es {
				got := strings.TrimPrefix(e.Error(), "f.yaml:")
				if !strings.HasPrefix(got, tc.want[i]) {
					t.Errorf("error %d is\n  %s\nwant\n  %s", i, got, tc.want[i])
				}
			}
		})
	}
}

func TestParseErrorsOfTheWholeFile(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"empty", "", "f.yaml: the declaration is empty; begin with piiventory: declaration/v1"},
		{"only a comment", "# nothing\n", "f.yaml: the declaration is empty; begin with piiventory: declaration/v1"},
		{"a list", "- a\n", "f.yaml:1:1: a declaration is a mapping of keys; begin with piiventory: declaration/v1"},
		{"another format", "piiventory: declaration/v2\nid: t\nsystems: [{id: a, kind: rdb, at: [\"mysql://a\"]}]\n",
			`f.yaml:1:13: piiventory: "declaration/v2" is not a format that can be read here; write declaration/v1`},
		{"not UTF-8", "id: \xff\n", "f.yaml: the declaration is not UTF-8; save it as UTF-8"},
		{"too large", strings.Repeat("#", MaxSize+1), "f.yaml: the declaration is larger than 1048576 bytes; is it the right file?"},
	} {
		if _, err := Parse("f.yaml", []byte(tc.text)); err == nil || err.Error() != tc.want {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

// Everything that is wrong is told at once, in the order of the file.
func TestParseCollectsErrors(t *testing.T) {
	_, err := Parse("f.yaml", []byte(head+"policy: {effective: soon}\nsystems: [{id: a, kind: rbd, at: [\"mysql://a\"]}]\nrules: [{id: r, systems: [b], categories: [mail]}]\n"))
	var es Errors
	if !errors.As(err, &es) || len(es) != 4 {
		t.Fatalf("%v", err)
	}
	for i, line := range []int{3, 4, 5, 5} {
		if es[i].Line != line {
			t.Errorf("error %d is in line %d", i, es[i].Line)
		}
	}
	var one *Error
	if !errors.As(err, &one) || one.Line != 3 || one.Path != "policy.effective" {
		t.Errorf("the first error is %+v", one)
	}
}

func TestParseBoundsItsErrors(t *testing.T) {
	var b strings.Builder
	b.WriteString(head)
	for i := range 5000 {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	_, err := Parse("f.yaml", []byte(b.String()))
	var es Errors
	if !errors.As(err, &es) || len(es) != maxErrors+1 || !strings.HasSuffix(err.Error(), "and 4901 more errors") {
		t.Errorf("%d errors", len(es))
	}
}

// Aliases may repeat a list, but a bomb of them is refused.
func TestParseAliases(t *testing.T) {
	d := declare(t, head+"systems: [{id: a, kind: rdb, at: &at [\"mysql://a\"]}, {id: b, kind: rdb, at: *at}]\n")
	if d.Systems[1].At[0].String() != "mysql://a" {
		t.Error("the alias was not followed")
	}
	var b strings.Builder
	b.WriteString(head + "systems: [{id: a, kind: rdb, at: [\"mysql://a\"]}]\nrules:\n")
	b.WriteString("  - {id: r, systems: [a], categories: &c [" + strings.Repeat("id.*, ", 2000) + "]}\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "  - {id: r%d, systems: [a], categories: *c}\n", i)
	}
	if _, err := Parse("f.yaml", []byte(b.String())); err == nil || !strings.Contains(err.Error(), "repeats itself through aliases") {
		t.Error("the bomb was taken")
	}
	if _, err := Parse("f.yaml", []byte(head+"systems: &s [*s]\n")); err == nil {
		t.Error("a list within itself was taken")
	}
}

func TestParseHidesCredentials(t *testing.T) {
	for _, text := range []string{
		"systems: mysql://user:hunter2@db/x\n",
		"systems: [{id: a, kind: rdb, at: [\"mysql://user:hunter2@db/x\"]}]\n",
		"systems: [{id: a, kind: \"mysql://user:hunter2@db/x\", at: [\"s3://x\"]}]\n",
		"mysql://user:hunter2@db/x: 1\n",
		"policy: mysql://user:hunter2@db/x\n",
	} {
		if _, err := Parse("f.yaml", []byte(head+text)); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestParseDigest(t *testing.T) {
	d := declare(t, base)
	e := declare(t, base+"# a comment\n")
	if len(d.SHA256) != 64 || d.SHA256 == e.SHA256 || d.Name != "t.yaml" {
		t.Errorf("%s %s %s", d.Name, d.SHA256, e.SHA256)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{base, keep, lie, head, "a: &a [*a]", "? ? : :", "- - - -", "{{x}}"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse("f", data)
		if (d == nil) == (err == nil) {
			t.Fatalf("%v and %v", d, err)
		}
		if d != nil {
			// What was taken can be checked.
			Check(stock(good()...), d, day("2026-06-15"))
		}
	})
}
