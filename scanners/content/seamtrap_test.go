package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

// TestJSONInner draws from texts in whose rows objects appear behind the head that begin
// as rows do: none of them is told as a row.
func TestJSONInner(t *testing.T) {
	for _, tc := range []struct {
		name, head, tail, top string
	}{
		{"array", `[{"id":0,"of":"top"}`, "]", "of"},
		{"array in an object", `{"n":1,"all":{"rows":[{"id":0,"of":"top"}`, `],"more":[{"id":1,"of":"more"},{"id":1,"of":"more"}]},"z":{"y":1}}`, "all.rows[].of"},
	} {
		for _, inner := range []int{2, 3, 50, 5000} {
			for _, wrap := range []string{`"sub":[@]`, `"in":{"list":[@],"x":1},"y":[1]`, `"a":[{"b":[@]},{"b":[@],"c":2}]`} {
				var b strings.Builder
				b.WriteString(tc.head)
				first := func(n int) {
					for i := range n {
						fmt.Fprintf(&b, `,{"id":%d,"of":"top","t":"},{\"id\":1"}`, i)
					}
				}
				first(4000)
				object := `{"id":7,"part":"sub","x":"some more words of no use"}`
				subs := strings.ReplaceAll(wrap, "@", object+strings.Repeat(","+object, inner-1))
				for i := 0; b.Len() < 2<<20; i++ {
					fmt.Fprintf(&b, `,{"id":%d,"of":"top",%s}`, i, subs)
				}
				first(100)
				b.WriteString(tc.tail)
				top, sub, lost := 0, 0, 0
				for seed := range uint64(3) {
					rows, drawn := gather(t, &standard, memory("a.json", []byte(b.String())), sampled(seed, 1<<20, 1<<30))
					if drawn.Format != "json" || drawn.Units < 4 || drawn.Design == scanners.NotRandom {
						t.Fatalf("%+v", drawn)
					}
					for _, r := range rows {
						for path, v := range r.values {
							switch {
							case path == "" || strings.HasPrefix(path, "…"):
								lost++
							case v == "top":
								top++
								if path != tc.top {
									t.Fatalf("%s, %d of %s: top is called %s", tc.name, inner, wrap, path)
								}
							case strings.HasPrefix(v, "sub"):
								if sub++; !strings.Contains(path, "sub[]") && !strings.Contains(path, "list[]") && !strings.Contains(path, "b[]") {
									t.Fatalf("%s, %d of %s: sub is called %s", tc.name, inner, wrap, path)
								}
							}
						}
					}
				}
				t.Logf("%s, %d of %s: %d at the top, %d inside, %d lost", tc.name, inner, wrap, top, sub, lost)
				if top == 0 || inner < 1000 && lost > sub/5 {
					t.Errorf("%s, %d of %s: %d at the top, %d inside, %d lost", tc.name, inner, wrap, top, sub, lost)
				}
			}
		}
	}
}

// TestXMLInner draws from texts in which rows appear behind the head in comments, in CDATA
// and in rows: none of them is told as a row.
func TestXMLInner(t *testing.T) {
	for _, trap := range []string{
		"<!-- @@@ --><r><of>top</of></r>",
		"<r><of>top</of><text><![CDATA[@@@]]></text></r>",
		"<r><of>top</of><!--@@--></r>",
		"<r><of>top</of><in>@@@</in><in>@@</in></r>",
		"<?php @@@ ?><r><of>top</of></r>",
	} {
		for _, n := range []int{1, 40} {
			var b strings.Builder
			b.WriteString("<all><l>")
			b.WriteString(fill(200_000, "<r><of>top</of></r>\n"))
			b.WriteString(fill(2<<20, strings.ReplaceAll(trap, "@", strings.Repeat("<r><of>sub</of></r> ", n))+"\n"))
			b.WriteString("</l></all>")
			top, lost := 0, 0
			for seed := range uint64(3) {
				rows, drawn := gather(t, &standard, memory("a.xml", []byte(b.String())), sampled(seed, 1<<20, 1<<30))
				if drawn.Format != "xml" || drawn.Units < 4 || drawn.Design == scanners.NotRandom {
					t.Fatalf("%+v", drawn)
				}
				for _, r := range rows {
					for path, v := range r.values {
						switch {
						case v == "top":
							if top++; path != "l.r.of" {
								t.Fatalf("%d of %s: top is called %s", n, trap, path)
							}
						case v == "sub" && !strings.Contains(path, "in.r") && !strings.Contains(path, "in[].r"):
							t.Fatalf("%d of %s: sub is called %s", n, trap, path)
						case path == "":
							lost += strings.Count(v, "top")
						}
					}
				}
			}
			t.Logf("%d of %s: %d at the top, %d lost", n, trap, top, lost)
			if top == 0 || lost > top/5 {
				t.Errorf("%d of %s: %d at the top, %d lost", n, trap, top, lost)
			}
		}
	}
}
