package main

import (
	"strings"
	"testing"
)

func TestSummarize(t *testing.T) {
	pass := `{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"PASS\n"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}
`
	for _, c := range []struct {
		name, in string
		ok       bool
		want     []string
		not      []string
	}{
		{"all pass", pass, true, []string{"ok  \tp\t0.1s\n", "1 tests passed in 1 packages"}, []string{"chatter", "PASS"}},
		{"nothing ran", "", false, []string{"0 tests passed"}, nil},
		{"a package without tests", pass + `{"Action":"output","Package":"q","Output":"?   \tq\t[no test files]\n"}
{"Action":"skip","Package":"q"}
`, true, nil, []string{"no test files"}},
		{"a skipped test", pass + `{"Action":"output","Package":"p","Test":"TestB","Output":"no server here\n"}
{"Action":"skip","Package":"p","Test":"TestB"}
`, false, []string{"no server here", "1 skipped"}, nil},
		{"a failed test", pass + `{"Action":"output","Package":"p","Test":"TestB","Output":"got 1, want 2\n"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"fail","Package":"p"}
`, false, []string{"got 1, want 2", "2 failed"}, []string{"chatter"}},
		{"a broken build", `{"ImportPath":"p","Action":"build-output","Output":"undefined: x\n"}
{"ImportPath":"p","Action":"build-fail"}
` + pass, false, []string{"undefined: x"}, nil},
		{"no JSON", pass + "go: cannot find main module\n", true, []string{"cannot find main module"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			ok, err := summarize(strings.NewReader(c.in), &out)
			if err != nil {
				t.Fatal(err)
			}
			if ok != c.ok {
				t.Errorf("ok is %v, want %v", ok, c.ok)
			}
			for _, s := range c.want {
				if !strings.Contains(out.String(), s) {
					t.Errorf("no %q in:\n%s", s, out.String())
				}
			}
			for _, s := range c.not {
				if strings.Contains(out.String(), s) {
					t.Errorf("%q in:\n%s", s, out.String())
				}
			}
		})
	}
}
