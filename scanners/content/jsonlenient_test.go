package content

import (
	"strings"
	"testing"
)

// TestLenientJSON reads what is no strict JSON and says what it means all the same.
func TestLenientJSON(t *testing.T) {
	for _, tc := range []struct{ name, file, in, want string }{
		{"comments", "a", "// call m1@example.com\n[{\"a\":1, /* m2@example.com */ \"b\":2}, # no\n]", ""},
		{"comments between", "a", "// m1@example.com\n[{\"a\":1, /* m2@example.com */ \"b\":2}, // m3@example.com\n{\"a\":3}]\n// m4@example.com", "=m1@example.com\n=m2@example.com;a=1;b=2\n=m3@example.com;a=3\n=m4@example.com"},
		{"comments first in a name", "a.jsonc", "/* settings\n * of m1@example.com */ {\"a\":1}", "=settings⏎ * of m1@example.com;a=1"},
		{"comma at the end", "a", `[{"a":1,"b":[1,2,],},{"a":2,},]`, "a=1;b[]=1⏎2\na=2"},
		{"comma too many", "a", `[{"a":[1,,2],"b":3}]`, "a[]=1⏎2;b=3"},
		{"single quotes", "a", `[{'a':'say "x"','b':'it\'s','c':"it's"}]`, `a=say "x";b=it's;c=it's`},
		{"names without quotes", "a", `[{a:1,$b_2:"x",名:true},{a : 2}]`, "$b_2=x;a=1;名=true\na=2"},
		{"numbers", "a", `[{"a":+1,"b":.5,"c":0x1F,"d":-Infinity,"e":NaN,"f":5.}]`, "a=+1;b=.5;c=0x1F;d=-Infinity;e=NaN;f=5."},
		{"python", "a", `{'a': None, 'b': True, 'c': 'x'}`, "b=True;c=x"},
		{"mongo shell", "a", `{"_id" : ObjectId("5f1e"), "at" : ISODate("2026-01-02"), "n" : NumberLong(13800000000) }`, "_id=5f1e;at=2026-01-02;n=13800000000"},
		{"escapes", "a", "{'a':'\\x41\\\nB'}", "a=AB"},
		{"mark in the middle", "a", "{\"a\":1}\n\ufeff{\"a\":2}\n{\"b\":\n1}", "a=1\na=2\nb=1"},
		{"guard", "a", ")]}',\n[{\"a\":1}]", "a=1"},
		{"loop", "a", "while(1);{\"a\":1}", "a=1"},
		{"call", "a", "callback({\"a\":[{\"b\":1},{\"b\":2}]});", "a[].b=1\na[].b=2"},
		{"call with a comment", "a.json", "/**/ jQuery_123456({\"a\":1})", "=jQuery_123456(;a=1"},
		{"assignments", "tweets.js", "window.YTD.tweet.part0 = [ {\"a\":1}, {\"a\":2} ]\nvar more = {a: 3};\n", "a=1\na=2\na=3"},
		{"list without brackets", "a", "{\"a\":1},\n{\"a\":\n2},", "a=1\na=2"},
		{"lines with gaps", "a.ndjson", "{\"a\":1}\n\n// m1@example.com\ngarbage m2@example.com\n{\"a\":2} // m3@example.com\n", "a=1\n=m1@example.com\n=garbage m2@example.com\n=m3@example.com;a=2"},
	} {
		rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
		if tc.want == "" { // too early to be taken for it
			if !strings.Contains(table(rows), "m2@example.com") {
				t.Errorf("%s: %s %+v\n%s", tc.name, drawn.Format, drawn.Gaps, table(rows))
			}
			continue
		}
		gaps := 0
		if tc.file == "a.ndjson" {
			gaps = 1
		}
		if got := table(rows); got != tc.want || len(drawn.Gaps) != gaps || !strings.HasPrefix(drawn.Format, "json") {
			t.Errorf("%s: %s %+v\n%s\nwant\n%s", tc.name, drawn.Format, drawn.Gaps, got, tc.want)
		}
	}
}

// TestNoLenientJSON holds that source code and prose stay text.
func TestNoLenientJSON(t *testing.T) {
	for _, in := range []string{
		"/* licence */\nbody { color: red; }\n", "// x\n{ int a = 1; }\n", "module.exports = {\n  a: function() { return 1 }\n}\n", "f({a: 1}, function() {})\n",
		"const a = [1, 2].map(x => x)\n", "[see below]\nand {this}\n", "{{ template }}\n", "call(me)\n", "/etc/passwd\n/etc/hosts\n",
	} {
		if _, drawn := gather(t, &standard, memory("a", []byte(in)), full); strings.HasPrefix(drawn.Format, "json") {
			t.Errorf("%q was taken for %s", in, drawn.Format)
		}
	}
}

// TestLenientJSONInParts reads it through a buffer of a few bytes.
func TestLenientJSONInParts(t *testing.T) {
	in := "// " + strings.Repeat("word ", 200) + "m1@example.com\ncb([{a:'" + strings.Repeat("x", 300) + " m2@example.com', /* m3@example.com " + strings.Repeat("word ", 200) + "*/ 'b':ObjectId(\"m4@example.com\"),},])"
	for block := 64; block < 80; block++ {
		s := standard
		s.block, s.value, s.back, s.overlap = block, 128, 64, 32
		rows, drawn := gather(t, &s, memory("a.js", []byte(in)), full)
		got := table(rows)
		for _, m := range []string{"m1@", "m2@", "m3@", "m4@"} {
			if !strings.Contains(got, m+"example.com") {
				t.Errorf("block %d, %s: %s is lost\n%s", block, drawn.Format, m, got)
			}
		}
	}
}
