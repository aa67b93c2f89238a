package reports

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var placeholder = regexp.MustCompile(`\{\??([a-z_]+)(:[^}]*)?\}`)

// names returns the placeholders of a text, sorted, each once.
func names(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Both languages say the same: the same keys, the same placeholders, the same
// parts that may be left out for the same reason.
func TestLanguagesMatch(t *testing.T) {
	en, zh := slices.Sorted(maps.Keys(messagesEN)), slices.Sorted(maps.Keys(messagesZH))
	if diff := cmp.Diff(en, zh); diff != "" {
		t.Fatalf("keys differ (-en +zh):\n%s", diff)
	}
	for _, key := range en {
		if diff := cmp.Diff(names(messagesEN[key]), names(messagesZH[key])); diff != "" {
			t.Errorf("%s: placeholders differ (-en +zh):\n%s", key, diff)
		}
		optional := func(text string) []string {
			var out []string
			for _, m := range regexp.MustCompile(`\[\[.*?\]\]`).FindAllString(text, -1) {
				out = append(out, strings.Join(names(m), " "))
			}
			slices.Sort(out)
			return out
		}
		if diff := cmp.Diff(optional(messagesEN[key]), optional(messagesZH[key])); diff != "" {
			t.Errorf("%s: optional parts differ (-en +zh):\n%s", key, diff)
		}
	}
}

// A text that is the same in both languages was forgotten, but for names.
func TestTranslated(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	for key, text := range messagesZH {
		switch key {
		case "list", "of", "number", "kind.postgres", "kind.mysql", "kind.sqlite",
			"by.GetBucketLocation", "by.x-amz-bucket-region", "profile.gbt35273-2020",
			"short-profile.gbt35273-2020", "short-profile.gdpr", "short-level.none", "scheme.dpv-pd", "scheme.fideslang", "scheme.google-sdp", "scheme.presidio":
			continue
		}
		if placeholder.ReplaceAllString(text, "") != "" && !han.MatchString(text) && text != "；" && text != "。" {
			switch key {
			case "gap.with-reason", "what.state", "observed.by", "level.with-basis", "worst.line", "store.name", "fact.detail", "fact.scoped", "launch.nothing", "launch.mend", "sarif.message", "doc.does-not-apply", "judged.rule", "judged.why-line", "judged.why-store", "lint.line":
			default:
				t.Errorf("%s: %q has no Chinese", key, text)
			}
		}
		if han.MatchString(messagesEN[key]) {
			t.Errorf("%s: %q is not English", key, messagesEN[key])
		}
		if regexp.MustCompile(`\p{Han}[,:;()]|[,:;]\p{Han}`).MatchString(text) {
			t.Errorf("%s: %q has half-width punctuation", key, text)
		}
	}
}

// A table must not hide a text of another table.
func TestTablesDisjoint(t *testing.T) {
	for lang, tables := range map[string][]map[string]string{
		"en": {wordsEN, documentEN, findingsEN, evidenceEN, sensitivityEN, factsEN, launchEN, verdictsEN, lintEN, draftEN},
		"zh": {wordsZH, documentZH, findingsZH, evidenceZH, sensitivityZH, factsZH, launchZH, verdictsZH, lintZH, draftZH},
	} {
		n := 0
		for _, table := range tables {
			n += len(table)
		}
		if all := len(wordsOf(lang).table); all != n {
			t.Errorf("%s: %d texts in the tables, %d under different keys", lang, n, all)
		}
	}
}

// Every key that the code and the template ask for exists, and every key is
// asked for. Keys put together at run time are listed by their beginnings.
func TestKeys(t *testing.T) {
	built := []string{
		"verdict.", "verdict-word.", "severity.", "summary.", "confidence.", "reason.", "reason-name.", "why.", "state.", "field.", "gap.",
		"source.", "fact.", "fact-value.", "detected-by.", "by.", "kind.", "design.", "design-means.", "depth.", "finding.", "duration.",
		"evidence.", "beyond.", "evidence-value.", "read.", "nothing.", "profile.", "level.", "basis.", "short-profile.", "short-level.", "scheme.",
		"may.", "rule.", "launch.", "mend.", "matter.", "why-not.", "asked-by.", "without.", "judged.", "lint.", "draft.", "import.", "left.",
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "report.html.tmpl")
	asked := map[string]bool{}
	call := regexp.MustCompile(`(?:\bt|\bT|\bsay|\bsection|\bwhen|\bhas|\badd)\s*\(?(?:\d+, |[^()"]*, )?"([a-z]+(?:[.-][a-zA-Z_.-]+)?)"`)
	literal := regexp.MustCompile(`"([a-z-]+(?:\.[a-zA-Z_.-]+)?)"`)
	quoted := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "_en.go") || strings.HasSuffix(file, "_zh.go") {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllSubmatch(b, -1) {
			if key := string(m[1]); strings.Contains(key, ".") && !strings.HasSuffix(key, ".") {
				asked[key] = true
			}
		}
		for _, m := range literal.FindAllSubmatch(b, -1) {
			quoted[string(m[1])] = true
		}
	}
	if len(asked) < 80 {
		t.Fatalf("only %d keys were found in the sources: the search is broken", len(asked))
	}
	for key := range asked {
		if _, ok := messagesEN[key]; !ok {
			t.Errorf("%q is asked for and does not exist", key)
		}
	}
	for key := range messagesEN {
		if !quoted[key] && !slices.ContainsFunc(built, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("%q is never asked for", key)
		}
	}
}

func TestFill(t *testing.T) {
	values := map[string]string{"n": "1", "m": "1,000", "name": "a{b}c"}
	get := func(k string) string { return values[k] }
	for in, want := range map[string]string{
		"plain":                              "plain",
		"{n} {n:row|rows}, {m} {m:row|rows}": "1 row, 1,000 rows",
		"{name}":                             "a{b}c",
		"x[[ ({none})]] y[[ ({n})]]":         "x y (1)",
		"[[{?none}at least ]]{n}":            "1",
		"[[{?n}at least ]]{m}":               "at least 1,000",
		"[[{none} or {n}]]":                  "",
		"open {n":                            "open {n",
		"open [[ {n}":                        "open [[ 1",
	} {
		if got := fill(in, get); got != want {
			t.Errorf("fill(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLanguageNames(t *testing.T) {
	for in, want := range map[string]string{"": "en", "en": "en", "de": "en", "zh": "zh", "zh-CN": "zh", "ZH_tw": "zh", "zhx": "en"} {
		if got := wordsOf(in).lang; got != want {
			t.Errorf("wordsOf(%q) is %s, want %s", in, got, want)
		}
	}
}
