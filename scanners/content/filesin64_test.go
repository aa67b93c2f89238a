package content

import (
	"encoding/base64"
	"strings"
	"testing"

	"piiventory/scanners"
)

// TestFilesIn64 says of values that are files in base64 that nobody opened them, in each
// format that may hold some, whole and where they are longer than a value.
func TestFilesIn64(t *testing.T) {
	of := func(magic string, n int) string {
		return base64.StdEncoding.EncodeToString([]byte(magic + string(noise(n))))
	}
	pdf, png, long := of("%PDF-1.7\n", 2000), "data:image/png;base64,"+of("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 2000), of("PK\x03\x04", 3<<20)
	for _, file := range []string{pdf, png, long, of("\xff\xd8\xff", 900)} {
		for name, layout := range map[string]string{
			"a.json": `[{"id":1,"scan":"@"},{"id":2}]`, "a.jsonl": `{"id":1,"scan":"@"}` + "\n" + `{"id":2}` + "\n", "a.csv": "id,scan\n1,@\n2,\n3,x\n", "b.csv": "id,scan\n1,\"@\"\n2,\n3,x\n",
			"a.xml": "<l><r><id>1</id><scan>@</scan></r><r><id>2</id></r></l>", "a.yaml": "- id: 1\n  scan: @\n- id: 2\n", "a.sql": "INSERT INTO t (id, scan) VALUES (1, '@'), (2, '');\n",
			"a.html": "<html><body><p>x</p><img src=\"@\"></body></html>", "a.ini": "[a]\nid=1\nscan=@\n",
		} {
			if (name == "a.yaml" || name == "a.ini") && len(file) > 1<<20 || name == "a.html" && !strings.HasPrefix(file, "data:") {
				continue // a line of that length is text
			}
			_, drawn := gather(t, &standard, memory(name, []byte(strings.Replace(layout, "@", file, 1))), full)
			if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapFormat || drawn.Gaps[0].Rows != 1 || !strings.Contains(drawn.Gaps[0].Reason, "files in base64") {
				t.Errorf("%.20s of %d in %s: %+v", file, len(file), name, drawn)
			}
		}
	}
	for _, v := range []string{strings.Repeat("JVBERi0 is how it begins ", 100), strings.Repeat("x", 5000), of("some text", 3000), "data:,hello" + strings.Repeat("x", 3000), of("%PDF-1.7\n", 300)} {
		if _, drawn := gather(t, &standard, memory("a.json", []byte(`[{"id":1,"v":"`+v+`"}]`)), full); len(drawn.Gaps) > 0 {
			t.Errorf("%.20s: %+v", v, drawn)
		}
	}
}
