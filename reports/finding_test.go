package reports

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"piiventory/policy"
)

// codesOfPolicy reads the codes of findings out of the sources of the check:
// whatever is put into the field Code.
func codesOfPolicy(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("../policy/*.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				codes[s] = true
			}
		}
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Code" {
					add(n.Value)
				}
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if sel, ok := l.(*ast.SelectorExpr); ok && sel.Sel.Name == "Code" && i < len(n.Rhs) {
						add(n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	return codes
}

// Each code that the check can give has a title, a text and a remedy in both
// languages, and there is no text for a code that does not exist.
func TestEveryCode(t *testing.T) {
	codes := codesOfPolicy(t)
	if len(codes) < 15 {
		t.Fatalf("only %d codes were found in policy: the search is broken", len(codes))
	}
	for code := range codes {
		for _, lang := range []string{"en", "zh"} {
			w := wordsOf(lang)
			for _, part := range []string{".title", ".text", ".remedy"} {
				if !w.has("finding." + code + part) {
					t.Errorf("%s: finding.%s%s is missing", lang, code, part)
				}
			}
			text, remedy := Text(policy.Finding{Code: code}, lang)
			if text == "" || remedy == "" || strings.Contains(text, code) {
				t.Errorf("%s: %s without evidence gives %q, %q", lang, code, text, remedy)
			}
		}
	}
	for key := range messagesEN {
		code, ok := strings.CutPrefix(key, "finding.")
		if code, is := strings.CutSuffix(code, ".title"); ok && is && !codes[code] {
			t.Errorf("%s: policy has no such code", key)
		}
	}
}

// A finding of a later version is shown with all that it brings.
func TestUnknownCode(t *testing.T) {
	f := policy.Finding{Code: "later.version", Evidence: map[string]string{"rows": "1234", "odd": "x\x1b"}}
	for _, lang := range []string{"en", "zh"} {
		text, remedy := Text(f, lang)
		for _, want := range []string{"later.version", "1,234", `odd x\x1b`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q does not show %q", lang, text, want)
			}
		}
		if remedy == "" {
			t.Errorf("%s: no remedy", lang)
		}
	}
}

func TestEvidence(t *testing.T) {
	w := wordsOf("en")
	for _, c := range []struct{ name, value, want string }{
		{"rows", "12345", "12,345"},
		{"distinct", "200+", "more than 200"},
		{"max", "P1M", "1 month"},
		{"declared", "anonymize, delete", "anonymise, delete"},
		{"declared", "P7D, accounts", "7 days, accounts"},
		{"oldest", "2026-01-31T00:00:00Z", "2026-01-31"},
		{"oldest", "2026-01-31T08:00:00+08:00", "2026-01-31"},
		{"source", "field:ts", "field ts"},
		{"source", "key", "date in the path"},
		{"kinds", "budget, permission", "budget used up, no permission"},
		{"reason", "12", "12"},
		{"cause", "no-time", "no time known"},
		{"odd", "a\nb", `a\nb`},
		{"leading", "007", "007"},
	} {
		if got := evidence(w, c.name, c.value); got != c.want {
			t.Errorf("evidence(%s, %q) = %q, want %q", c.name, c.value, got, c.want)
		}
	}
}

// untidy finds what a text looks like whose placeholder had no value.
var untidy = regexp.MustCompile(`\{|\[\[|\]\]|  |\(\)|\( |（）|[^.]\.\.|: \.|：。|, ,|、、| ,|^ | $|。。|\bin system ;`)

// The real check over the rich inventory gives texts that read well.
func TestTextsOfRealFindings(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(fixtures, "declaration.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := policy.Parse("declaration.yaml", b)
	if err != nil {
		t.Fatal(err)
	}
	r := load(t, "rich", false, "en")
	findings := policy.Check(r.Inventory, d, r.AsOf)
	seen := map[string]bool{}
	for _, f := range findings {
		seen[f.Code] = true
		for _, lang := range []string{"en", "zh"} {
			text, remedy := Text(f, lang)
			// Templates of paths and patterns hold braces of their own.
			bare := strings.NewReplacer("{date}", "", "{n}", "", "{hash}", "").Replace(text)
			if untidy.MatchString(bare) || untidy.MatchString(remedy) {
				t.Errorf("%s %s: %q, %q", lang, f.Code, text, remedy)
			}
			for name := range f.Evidence {
				if !wordsOf(lang).has("evidence." + name) {
					t.Errorf("%s: evidence %q of %s has no name", lang, name, f.Code)
				}
			}
			t.Logf("%s: %s", f.Code, text)
		}
	}
	if len(seen) < 12 {
		t.Errorf("only %d kinds of findings: %v", len(seen), seen)
	}
}
