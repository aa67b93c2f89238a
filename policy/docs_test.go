package policy

import (
	"go/ast"
	goparser "go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// codesInSource returns the codes that this package gives to findings, as its
// source says.
func codesInSource(t *testing.T) []string {
	t.Helper()
	form := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	var codes []string
	take := func(e ast.Expr) {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == gotoken.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil && form.MatchString(s) {
				codes = append(codes, s)
			}
		}
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := goparser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Code" {
					take(n.Value)
				}
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if s, ok := l.(*ast.SelectorExpr); ok && s.Sel.Name == "Code" && i < len(n.Rhs) {
						take(n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	if len(codes) < 15 {
		t.Fatalf("the source has only the codes %v", codes)
	}
	return codes
}

func TestCodesAreThoseOfTheSource(t *testing.T) {
	if source := codesInSource(t); !slices.Equal(source, Codes()) {
		t.Errorf("the source gives\n  %v\nand Codes returns\n  %v", source, Codes())
	}
	Codes()[0] = "changed"
	if Codes()[0] == "changed" {
		t.Error("a caller may change the list")
	}
}

func TestEveryCodeIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../docs/findings.md")
	if err != nil {
		t.Fatal(err)
	}
	var documented []string
	sections := regexp.MustCompile("(?m)^### `([a-z_.]+)`$").FindAllStringSubmatchIndex(string(doc), -1)
	for i, m := range sections {
		code := string(doc[m[2]:m[3]])
		documented = append(documented, code)
		end := len(doc)
		if i+1 < len(sections) {
			end = sections[i+1][0]
		}
		for _, part := range []string{"**Example.**", "**Cause.**", "**Remedy.**"} {
			if !strings.Contains(string(doc[m[1]:end]), part) {
				t.Errorf("%s has no %s", code, part)
			}
		}
	}
	slices.Sort(documented)
	if codes := codesInSource(t); !slices.Equal(codes, documented) {
		t.Errorf("the source gives\n  %v\nand docs/findings.md describes\n  %v", codes, documented)
	}
}
