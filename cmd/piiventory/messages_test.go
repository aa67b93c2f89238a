package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"piiventory/reports"
)

// TestMessagesAreThereInChinese finds the messages of the command in its source
// and demands a Chinese text for each.
func TestMessagesAreThereInChinese(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	han := regexp.MustCompile(`\p{Han}`)
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			fun := ""
			switch e := call.Fun.(type) {
			case *ast.Ident:
				fun = e.Name
			case *ast.SelectorExpr:
				fun = e.Sel.Name
			}
			lit, ok := call.Args[0].(*ast.BasicLit)
			if !ok || fun != "usagef" && fun != "Errorf" {
				return true
			}
			format, _ := strconv.Unquote(lit.Value)
			message := strings.NewReplacer("%q", `"x"`, "%d", "7", "%s", "x", "%w", "x").Replace(format)
			found++
			if !han.MatchString(reports.Message("zh", message)) {
				t.Errorf("%s: %q has no Chinese text", name, format)
			}
			return true
		})
	}
	if found < 20 {
		t.Errorf("only %d messages found", found)
	}
	for _, message := range []string{`unknown command "scann" for "piiventory"`, "unknown flag: --x", "accepts 1 arg(s), received 0"} {
		if !han.MatchString(reports.Message("zh", message)) {
			t.Errorf("%q has no Chinese text", message)
		}
		if reports.Message("en", message) != message {
			t.Errorf("%q is not left as it is in English", message)
		}
	}
}
