package policy

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write docs/declaration.schema.json anew")

const schemaFile = "../docs/declaration.schema.json"

func readDoc(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile("../docs/declaration.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

// docKeys returns what docs/declaration.md says of each key, by its path.
func docKeys(t *testing.T) map[string]string {
	_, doc, _ := strings.Cut(readDoc(t), "## The keys\n")
	doc, _, _ = strings.Cut(doc, "## The words\n")
	out := map[string]string{}
	section := ""
	for line := range strings.SplitSeq(doc, "\n") {
		if h, ok := strings.CutPrefix(line, "### "); ok {
			if section = strings.Trim(h, "`"); h == "The file" {
				section = ""
			}
		} else if m := regexp.MustCompile("^\\| `([a-z0-9_]+)` \\| [^|]+ \\| ([^|]+) \\|$").FindStringSubmatch(line); m != nil {
			out[join(section, m[1])] = m[2]
		}
	}
	return out
}

// schemaOf derives the schema of a type of the format: from its tags, and the
// descriptions from the documentation.
func schemaOf(t reflect.Type, path, enum string, docs map[string]string, used map[string]bool) map[string]any {
	text := []string{"string", "number", "null"}
	switch t {
	case reflect.TypeFor[Duration]():
		return map[string]any{"type": []string{"string", "null"}, "pattern": `^P(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)$`}
	case reflect.TypeFor[Date]():
		return map[string]any{"type": []string{"string", "null"}, "pattern": `^\d{4}-\d{2}-\d{2}$`}
	case reflect.TypeFor[Pattern]():
		return map[string]any{"type": "string", "pattern": `^(\*|[a-z*]+\.[a-z0-9_.*]+)$`}
	case reflect.TypeFor[Jurisdiction]():
		return map[string]any{"type": "string", "pattern": `^([A-Z]{2}|EEA)$`}
	case reflect.TypeFor[Share]():
		return map[string]any{"type": "string", "pattern": `^(\d{1,2}|\d{0,2}\.\d+)\s*%$`}
	case reflect.TypeFor[Selector]():
		return map[string]any{"type": "string", "pattern": `^[a-z][a-z0-9+.-]*://[^/@:]+(/.*)?$`}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), path, enum, docs, used)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), path+"[]", enum, docs, used)}
	case reflect.Int:
		if path == "thresholds[].at" {
			return map[string]any{"type": "integer", "minimum": 1}
		}
		return map[string]any{"type": "integer", "minimum": 1, "maximum": 120}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.String:
		if enum != "" {
			return map[string]any{"enum": strings.Split(enum, ",")}
		}
		return map[string]any{"type": text}
	}
	props, required := map[string]any{}, []string{}
	for f := range fieldsOf(t) {
		key := f.Tag.Get("yaml")
		at := join(path, key)
		s := schemaOf(f.Type, at, f.Tag.Get("enum"), docs, used)
		if at == "policy.sha256" {
			s["pattern"] = "^(|[0-9a-fA-F]{64})$"
		}
		if at == "piiventory" {
			s = map[string]any{"const": Format}
		}
		rules := strings.Split(f.Tag.Get("decl"), ",")
		if slices.Contains(rules, "id") {
			s = map[string]any{"type": "string", "pattern": idForm.String()}
		}
		if slices.Contains(rules, "required") {
			required = append(required, key)
		}
		// A system's residency has the keys of a rule's.
		doc := strings.Replace(at, "systems[].residency.", "rules[].residency.", 1)
		used[doc] = true
		s["description"] = docs[doc]
		props[key] = s
	}
	out := map[string]any{"type": "object", "properties": props, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

func TestSchemaSaysWhatTheCodeReads(t *testing.T) {
	docs, used := docKeys(t), map[string]bool{}
	s := schemaOf(reflect.TypeFor[Declaration](), "", "", docs, used)
	if documented, keys := slices.Sorted(maps.Keys(docs)), slices.Sorted(maps.Keys(used)); !slices.Equal(documented, keys) {
		t.Errorf("docs/declaration.md describes\n  %v\nand the format has\n  %v", documented, keys)
	}
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "piiventory " + Format
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(schemaFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(schemaFile); err != nil || !bytes.Equal(have, b.Bytes()) {
		t.Errorf("docs/declaration.schema.json is not what the format is; run go test ./policy -update (%v)", err)
	}
}

// The table of words in the documentation is the enums of the code.
func TestDocumentedWords(t *testing.T) {
	var walk func(reflect.Type, string, map[string]string)
	walk = func(t reflect.Type, path string, out map[string]string) {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return
		}
		for f := range fieldsOf(t) {
			at := join(path, f.Tag.Get("yaml"))
			if e := f.Tag.Get("enum"); e != "" && !strings.HasPrefix(at, "systems[].residency.") {
				out[at] = strings.ReplaceAll(e, ",", ", ")
			}
			if f.Type.Kind() == reflect.Slice {
				walk(f.Type.Elem(), at+"[]", out)
			} else if !isScalar(f.Type) {
				walk(f.Type, at, out)
			}
		}
	}
	want := map[string]string{}
	walk(reflect.TypeFor[Declaration](), "", want)
	_, doc, _ := strings.Cut(readDoc(t), "## The words\n")
	got := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.+) \\|$").FindAllStringSubmatch(doc, -1) {
		got[m[1]] = m[2]
	}
	if !maps.Equal(got, want) {
		t.Errorf("documented:\n%v\nin the code:\n%v", got, want)
	}
}

func TestDocumentedExample(t *testing.T) {
	_, doc, _ := strings.Cut(readDoc(t), "```yaml\n")
	doc, _, _ = strings.Cut(doc, "```\n")
	d, err := Parse("declaration.md", []byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Systems) != 4 || len(d.Rules) != 5 {
		t.Errorf("%d systems, %d rules", len(d.Systems), len(d.Rules))
	}
	if err := schema(t).Validate(asJSON(t, []byte(doc))); err != nil {
		t.Error(err)
	}
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON turns YAML into what a JSON parser would give, as editors do: dates
// are strings.
func asJSON(t *testing.T, data []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil {
		t.Fatal(err)
	}
	var plain func(*yaml.Node)
	plain = func(n *yaml.Node) {
		if n.ShortTag() == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, c := range n.Content {
			plain(c)
		}
	}
	plain(&n)
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSchemaTakesTheSamples(t *testing.T) {
	s := schema(t)
	for name, data := range samples(t) {
		if err := s.Validate(asJSON(t, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The schema refuses what Parse refuses, as far as a schema can know.
func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	good := declared("max: P1M", "allow: [CN]", "kind: rdb")
	if err := s.Validate(asJSON(t, []byte(good))); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		declared("max: 30 days", "allow: [CN]", "kind: rdb"),
		declared("max: P1M", "allow: [china]", "kind: rdb"),
		declared("max: P1M", "allow: [CN]", "kind: table"),
		declared("maxx: P1M", "allow: [CN]", "kind: rdb"),
		replace(good, "declaration/v1", "declaration/v2"),
		replace(good, "contact.email", "email"),
		replace(good, "mysql://a", "user@host"),
		replace(good, "id: a,", ""),
	} {
		if err := s.Validate(asJSON(t, []byte(bad))); err == nil {
			t.Errorf("taken:\n%s", bad)
		}
		if _, err := Parse("f", []byte(bad)); err == nil {
			t.Errorf("taken by Parse:\n%s", bad)
		}
	}
}

func declared(max, allow, kind string) string {
	return "piiventory: declaration/v1\nid: t\nsystems: [{id: a, " + kind + ", at: [\"mysql://a\"]}]\n" +
		"rules: [{id: r, systems: [a], categories: [contact.email], retention: {kind: fixed, " + max + "}, residency: {mode: list, " + allow + "}}]\n"
}
