package policy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/bmatcuk/doublestar/v4"
)

func selector(t testing.TB, s string) Selector {
	t.Helper()
	var sel Selector
	if err := sel.set(s); err != nil {
		t.Fatal(err)
	}
	return sel
}

func TestSelectorNamesStores(t *testing.T) {
	for _, tc := range []struct {
		sel, kind, alias string
		want             bool
	}{
		{"s3://kyc/**", "s3", "kyc", true},
		{"s3://kyc", "s3", "kyc", true},
		{"s3://kyc/**", "s3", "kyc2", false},
		{"s3://kyc/**", "file", "kyc", false},
		{"s3://tenant-*/**", "s3", "tenant-7", true},
		{"s3://tenant-*/**", "s3", "tenants", false},
		{"cdn://*", "cdn", "edge", true},
		{"postgres://a/*", "postgresql", "a", true},
		{"postgresql://a/*", "postgres", "a", true},
		{"mariadb://a/*", "mysql", "a", true},
		{"mysql://a/*", "postgres", "a", false},
		{"mysql://a/*", "", "a", true},
	} {
		if got := selector(t, tc.sel).store(tc.kind, tc.alias); got != tc.want {
			t.Errorf("%s names %s %s: %v", tc.sel, tc.kind, tc.alias, got)
		}
	}
}

func TestSelectorCovers(t *testing.T) {
	for _, tc := range []struct {
		sel, template string
		want          answer
	}{
		{"s3://b", "a/b/{n}.csv", yes},
		{"s3://b/", "a", yes},
		{"s3://b/**", "", yes},
		{"s3://b/logs/**", "logs/{date}/part-{n}.json.gz", yes},
		{"s3://b/logs/**", "logs/", yes},
		{"s3://b/logs/**", "logs", no},
		{"s3://b/logs*/**", "logs", no},
		{"s3://b/logs/**", "log/{date}.gz", no},
		{"s3://b/logs/**", "*/{date}.gz", maybe},
		{"s3://b/logs/**", "{n}/x", no},
		{"s3://b/logs/*", "logs/{date}/x", no},
		{"s3://b/logs/*", "logs/{date}-{n}.gz", yes},
		{"s3://b/logs/*.gz", "logs/{date}", no},
		{"s3://b/logs/*.gz", "logs/*.gz", yes},
		{"s3://b/logs/*.gz", "logs/*.*", maybe},
		{"s3://b/logs/*", "logs/*.*", yes},
		{"s3://b/logs/*.*", "logs/*.*", maybe}, // also files without a dot
		{"s3://b/**/x.csv", "{date}/x.csv", yes},
		{"s3://b/**/x.csv", "x.csv", yes},
		{"s3://b/**/x.csv", "{date}/y.csv", no},
		{"s3://b/**/x.csv", "{date}/*.csv", maybe},
		{"s3://b/a/**/z", "a/z", yes},
		{"s3://b/a/**/z", "a/{n}/{uuid}/z", yes},
		{"s3://b/2026*/**", "{date}/x", maybe},
		{"s3://b/x*/**", "{date}/x", no},
		{"s3://b/?/x", "{n}/x", maybe},
		{"s3://b/d/{", "", no}, // never parsed, see below
		{"s3://b/{date}", "", no},
		{"s3://b/id-*/**", "id-{uuid}/{hash}.jpg", yes},
		{"s3://b/g*", "{hash}", maybe},
		{"s3://b/g*", "{uuid}", no}, // not a hexadecimal digit
		{"s3://b/*@*", "{contact.email}", maybe},
		{"s3://b/{n}", "", no},
		{`s3://b/a\*b`, "a*b", maybe}, // the template's star is any text
		{"s3://b/?", "字", yes},
		{"s3://b/??", "字", no},
		{"s3://b/日志/**", "日志/{date}.csv", yes},
		{"mysql://d/orders", "orders_{date}", no},
		{"mysql://d/orders_*", "orders_{date}", yes},
		{"mysql://d/*", "orders", yes},
		{"mysql://d/users", "public.users", no},
		{"postgres://d/users", "public.users", yes},
		{"postgres://d/users", "audit.users", no},
		{"postgres://d/*", "audit.users", yes},
		{"postgres://d/audit.*", "audit.users_{n}", yes},
		{"postgres://d/audit.*", "public.users", no},
		{"postgres://d/users_*", "public.users_{date}", yes},
		{"postgres://d", "audit.users", yes},
	} {
		if strings.Contains(tc.sel, "{") {
			var sel Selector
			if err := sel.set(tc.sel); err == nil {
				t.Errorf("%s was taken", tc.sel)
			}
			continue
		}
		if got := selector(t, tc.sel).dataset(tc.template); got != tc.want {
			t.Errorf("%s covers %s: %d, want %d", tc.sel, tc.template, got, tc.want)
		}
	}
}

// TestTemplatesAgreeWithDoublestar draws patterns and templates, fills the
// templates in, and holds the answer for the template against what the library
// says of the paths.
func TestTemplatesAgreeWithDoublestar(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	answers := map[answer]int{}
	for range 30_000 {
		var pat, tmpl []string
		for range 1 + r.IntN(3) {
			pat = append(pat, pick("**", "a", "b", "*", "a*", "?", "*.c", "a?b", "1*", "x-*"))
		}
		for range 1 + r.IntN(3) {
			tmpl = append(tmpl, pick("a", "b", "*", "{n}", "{n}.c", "a{n}", "*.c", "{date}", "{uuid}", "x-{hash}", "*.*", "{contact.email}"))
		}
		pattern, template := strings.Join(pat, "/"), strings.Join(tmpl, "/")
		a := matchTemplate(patternGraph(pattern), template)
		answers[a]++
		for range 8 {
			path := fill(r, template)
			ok := doublestar.MatchUnvalidated(oracle(pattern), path)
			if a == yes && !ok || a == no && ok {
				t.Fatalf("pattern %s, template %s: the answer is %d, but %s matches: %v", pattern, template, a, path, ok)
			}
		}
	}
	if answers[yes] < 1000 || answers[no] < 1000 || answers[maybe] < 1000 {
		t.Errorf("answers %v: the draw is too narrow to show anything", answers)
	}
}

// Literal paths leave nothing open: a template without placeholders is one path.
func TestLiteralTemplatesAreDecided(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	for range 30_000 {
		var pat, path []string
		for range 1 + r.IntN(4) {
			pat = append(pat, pick("**", "a", "b", "*", "a*", "?", "*.c", "a?b", "*a*"))
		}
		for range 1 + r.IntN(4) {
			path = append(path, pick("a", "b", "ab", "aab", "x.c", ".c", "字"))
		}
		pattern, name := strings.Join(pat, "/"), strings.Join(path, "/")
		want := no
		if doublestar.MatchUnvalidated(oracle(pattern), name) {
			want = yes
		}
		if got := patternGraph(pattern).accepts(name); got != (want == yes) {
			t.Fatalf("pattern %s, path %s: %v, and doublestar says %d", pattern, name, got, want)
		}
		if got := selector(t, "s3://b/"+pattern).asset(name); got != (want == yes) {
			t.Fatalf("selector %s, path %s: %v, and doublestar says %d", pattern, name, got, want)
		}
		if got := matchTemplate(patternGraph(pattern), name); got != want {
			t.Fatalf("pattern %s, path %s: %d, and doublestar says %d", pattern, name, got, want)
		}
	}
}

// oracle writes a pattern so that the library means by it what is meant here:
// to it "a/**" covers "a" too, though "a*/**" does not always do so, and here
// neither does.
func oracle(pattern string) string {
	segs := segments(pattern)
	if n := len(segs); n > 1 && segs[n-1] == "**" {
		segs = append(segs, "*")
	}
	return strings.Join(segs, "/")
}

// fill puts text where a template has placeholders.
func fill(r *rand.Rand, template string) string {
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	segs := strings.Split(template, "/")
	for i, s := range segs {
		if s == "*.*" {
			s = pick("*", "*.*")
		}
		for strings.Contains(s, "*") {
			s = strings.Replace(s, "*", pick("a", "b", "\x00", "x.c", "a1b", "1", "字"), 1)
		}
		s = strings.ReplaceAll(s, "{n}", pick("1", "27", "100"))
		s = strings.ReplaceAll(s, "{date}", pick("2026-01-31", "20260131", "2026_01", "20260131T08Z"))
		s = strings.ReplaceAll(s, "{uuid}", "12345678-9abc-def0-1234-56789abcdef0")
		s = strings.ReplaceAll(s, "{hash}", pick("a0b1c2d3e4f5a6b7", "1a2b3c4d5e6f7a8b9c0d"))
		segs[i] = strings.ReplaceAll(s, "{contact.email}", pick("a", "1", "x@y.c"))
	}
	return strings.Join(segs, "/")
}

// A pattern made to take for ever is answered with maybe.
func TestTemplateWalkIsBounded(t *testing.T) {
	pattern := strings.Repeat("*a", 12) + strings.Repeat("?", 40)
	if got := matchTemplate(patternGraph(pattern), "*"); got != maybe {
		t.Errorf("the answer is %d", got)
	}
}

func TestKeysGoBeforeGroups(t *testing.T) {
	ps := []Pattern{"*", "contact.email*", "contact.email", "contact.*"}
	for len(ps) > 1 {
		want := map[int]Pattern{4: "contact.email", 3: "contact.email*", 2: "contact.*"}[len(ps)]
		if got, ok := bestMatch(ps, "contact.email"); !ok || got != want {
			t.Errorf("of %v the most specific is %s, want %s", ps, got, want)
		}
		ps = slices.DeleteFunc(ps, func(p Pattern) bool { return p == want })
	}
	if got, ok := bestMatch([]Pattern{"finance.*"}, "contact.email"); ok {
		t.Errorf("%s covers contact.email", got)
	}
}

func TestScopeOfAssets(t *testing.T) {
	d := declare(t, `piiventory: declaration/v1
id: t
systems:
  - {id: all, kind: object-storage, at: ["s3://logs"], timestamp: {field: "$.time"}}
  - {id: access, kind: object-storage, at: ["s3://logs/access/**", "s3://logs-*/access/**"], timestamp: {field: "req.items[*].ts"}}
  - {id: plain, kind: object-storage, at: ["s3://plain"], timestamp: {object: true}}
  - {id: users, kind: rdb, at: ["postgres://app/users"], timestamp: {column: created_at}}
  - {id: edge, kind: cdn-cache, at: ["cdn://*"]}
`)
	for _, tc := range []struct{ store, path, border, field string }{
		{"logs", "access/2026/a.gz", "access,all", "req.items[].ts"},
		{"logs", "error/a.gz", "all", "time"},
		{"logs-2", "access/a.gz", "access", "req.items[].ts"},
		{"logs-2", "error/a.gz", "", ""},
		{"plain", "x", "plain", ""},
		{"app", "public.users", "users", "created_at"},
		{"app", "audit.users", "", ""},
	} {
		field, ok := d.Timestamp(tc.store, tc.path)
		if got := d.Border(tc.store, tc.path); got != tc.border || field != tc.field || ok != (tc.field != "") {
			t.Errorf("%s/%s: border %q, timestamp %q %v", tc.store, tc.path, got, field, ok)
		}
	}
	want := "[{* cdn edge} {app postgres users} {logs s3 access} {logs s3 all} {logs-* s3 access} {plain s3 plain}]"
	if got := fmt.Sprint(d.Aliases()); got != want {
		t.Errorf("aliases %s", got)
	}
}
