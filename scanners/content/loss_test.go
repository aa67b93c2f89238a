package content

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// TestNothingIsLost puts values in places that hold no data by the book: comments,
// names without values, headers without rows. Each must come out, or be in a gap.
func TestNothingIsLost(t *testing.T) {
	for name, in := range map[string]string{
		"comments.sql":    "INSERT INTO t (a,b) VALUES /* 13800000001 */ (1, 'x'), -- 13800000002\n(2, 'y' /* 13800000003 */)\n-- 13800000004",
		"expressions.sql": "INSERT INTO t (a,b) VALUES (JSON_OBJECT('phone', 13800000001), CONCAT('a', 13800000002)), ('x' || 13800000003, \"13800000004\");\n",
		"late.sql":        "INSERT INTO t VALUES (1) 13800000001 (2);\n" + strings.Repeat("CREATE TABLE t (a\n", 70) + "INSERT INTO t VALUES ('13800000002')\n",
		"headers.html":    "<table><tr><th>Jane Doe<th>13800000001</tr><tr><th>Li Si<th>Shanghai</tr><tr><th>Zhang San<th>Beijing</tr></table>",
		"names.json":      `{"13800000001":null,"13800000002":"","13800000003":[],"13800000004":{},"a":{"jane@example.com":null}}`,
		"names.jsonl":     "{\"13800000001\":null}\n{\"13800000002\":\"\"}\n",
		"names.yaml":      "13800000001:\n13800000002: ~\na:\n  ? 13800000003\n  jane@example.com: ''\n",
		"names.ini":       "[a]\nb=c\n13800000001=\nx=\"\"\"y\"\"\" 13800000002\nz=\"\"\"\n\"\"\" 13800000003\n",
		"list":            "YWxpY2VAZXhhbXBsZS5jb20=\nYm9iQGV4YW1wbGUuY29tMTIz=\n",
		"card.vcf":        "BEGIN:VCARD\nTEL;13800000001:2\nEND:VCARD\n",
	} {
		for _, s := range []sizes{standard, tiny} {
			rows, drawn := gather(t, &s, memory(name, []byte(in)), full)
			var all strings.Builder
			for _, r := range rows {
				for k, v := range r.values {
					all.WriteString(v + "\n")
					if k != "" && personal(k) && k != "*" {
						t.Errorf("%s: %q", name, k)
					}
				}
			}
			for _, v := range []string{"13800000001", "13800000002", "13800000003", "13800000004", "jane@example.com", "Jane Doe", "Zhang San", "YWxpY2VAZXhhbXBsZS5jb20", "Ym9iQGV4YW1wbGUuY29tMTIz"} {
				if strings.Contains(in, v) && !strings.Contains(all.String(), v) {
					t.Errorf("%s: %s is lost; %s\n%s", name, v, drawn.Format, table(rows))
				}
			}
		}
	}
}

// TestComment checks that a setting has its value without the comment behind it.
func TestComment(t *testing.T) {
	rows, _ := gather(t, &standard, memory(".env", []byte("export A=\"13800000001\" # work\nB='x' ; y\nC='it''s\nD=\"#1\"\n")), full)
	if got := table(rows); got != "=# work⏎; y;A=13800000001;B=x;C='it''s;D=#1" {
		t.Error(got)
	}
}

// TestTemplates checks that templates of pages and programs are no data.
func TestTemplates(t *testing.T) {
	for name, in := range map[string]string{
		"a.twig": "<div>{% if a %}<b>x</b>{% endif %}</div>\n<p {{ x }}>y</p>\n",
		"a.md":   "<h1>x</h1>\n\nSome & text <x\n",
		"a.s":    "MOV R1, R2, R3\nMOV R1, R2, R3\nADD,R1,R2\nADD,R1,R2\n",
	} {
		if _, drawn := gather(t, &standard, memory(name, []byte(in)), full); drawn.Format != "text" && drawn.Format != "markdown" || len(drawn.Gaps) > 0 {
			t.Errorf("%s: %+v", name, drawn)
		}
	}
}

// TestDeepAndEndless reads texts that nest very deeply or open what they never
// close: in little memory and in linear time.
func TestDeepAndEndless(t *testing.T) {
	for name, in := range map[string]string{
		"a.json": fill(1<<20, "["),
		"b.json": fill(1<<20, `{"a":`),
		"c.json": fill(1<<20, `{"a":[`),
		"a.xml":  "<?xml version=\"1.0\"?>" + fill(1<<20, "<b><c>x</c>"),
		"a.sql":  "INSERT INTO t VALUES (1);\n" + fill(4<<20, "CREATE TABLE t (a\n"),
		"b.sql":  "INSERT INTO t VALUES (1);\n" + fill(4<<20, "INSERT /*\n"),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begun := time.Now()
		if _, err := Sample(t.Context(), memory(name, []byte(in)), full, func(*scanners.Batch) error { return nil }); err != nil {
			t.Error(name, err)
		}
		runtime.ReadMemStats(&after)
		if n := (after.TotalAlloc - before.TotalAlloc) >> 20; n > 200 {
			t.Errorf("%s: %d MiB were allocated", name, n)
		}
		if d := time.Since(begun); d > 20*time.Second {
			t.Errorf("%s took %v", name, d)
		}
	}
}
