package content

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"piiventory/scanners"
)

// A giant is one value of a hundred million bytes between a prefix and a
// suffix, made as it is read. Planted values stand around every place where the
// value may be cut, at each tenth byte.
type giant struct{ prefix, unit, suffix string }

const giantSize = 100_000_000

func (g giant) source(name string) Source {
	body := g.prefix
	size := int64(len(body)) + giantSize/int64(len(g.unit))*int64(len(g.unit)) + int64(len(g.suffix))
	return Source{Name: name, Size: size, Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(g, off, n)), nil
	}}
}

// ReadAt makes the bytes.
func (g giant) ReadAt(p []byte, off int64) (int, error) {
	body := giantSize / int64(len(g.unit)) * int64(len(g.unit))
	n := 0
	for n < len(p) {
		at := off + int64(n)
		switch in := at - int64(len(g.prefix)); {
		case in < 0:
			n += copy(p[n:], g.prefix[at:])
		case in < body:
			n += copy(p[n:], g.unit[in%int64(len(g.unit)):]) // the body is whole units
		case in-body < int64(len(g.suffix)):
			n += copy(p[n:], g.suffix[in-body:])
		default:
			return n, io.EOF
		}
	}
	return n, nil
}

// TestHundredMillionBytes reads one value of a hundred million bytes in each
// format and counts what is planted in it, and the memory it takes.
func TestHundredMillionBytes(t *testing.T) {
	word := "words, of some length " + planted + " and " // cut between words
	solid := "文" + planted + "文字文字文字文字文字"                // never a place to cut
	for _, tc := range []struct {
		name string
		giant
		exact bool
	}{
		{"text", giant{"first\n", word, "\nlast\n"}, true},
		{"solid text", giant{"first\n", solid, "\nlast\n"}, false},
		{"csv", giant{"a,b,c\n1,2,3\n4,5,6\n7,", strings.ReplaceAll(word, ",", ""), ",8\n9,10,11\n"}, true},
		{"csv quoted", giant{"a,b,c\n1,2,3\n4,5,6\n7,\"", strings.ReplaceAll(word, ",", ",\n\"\""), "\",8\n9,10,11\n"}, true},
		{"json", giant{`[{"a":1},{"a":"`, strings.ReplaceAll(word, ",", `\n\"`), `"},{"a":2}]`}, true},
		{"json array", giant{`[{"a":1},{"a":[0`, `,"` + planted + `"`, `]},{"a":2}]`}, true},
		{"jsonl", giant{"{\"a\":1}\n{\"a\":2}\n{\"a\":\"", strings.ReplaceAll(word, ",", `\u000a`), "\"}\n{\"a\":3}\n"}, true},
		{"html script", giant{"<!doctype html><script>", word, "</script><p>2</p>"}, true},
		{"html cell", giant{"<!doctype html><table><tr><td>", word + "<br>", "</td></tr></table><p>2</p>"}, true},
		{"xml", giant{"<a><b>1</b><b>", strings.ReplaceAll(word, ",", "&lt;\n"), "</b><b>2</b></a>"}, true},
		{"xml attribute", giant{"<a><b c='1'/><b c='", word, "'/><b c='2'/></a>"}, true},
		{"xml elements", giant{"<a><b/>", "<c>" + planted + "</c>", "<b>2</b></a>"}, true},
		{"xml solid", giant{"<a><b/><c>", solid, "</c><b>2</b></a>"}, false},
		{"logfmt", giant{strings.Repeat("a=1 b=2\n", 4) + "a=1 b=\"", word, "\"\na=1 b=2\n"}, true},
		{"sql tuples", giant{"INSERT INTO t VALUES (1,2)", ",(1,'" + planted + "')", ",(1,2);\n"}, true},
		{"sql string", giant{"INSERT INTO t VALUES (1,'", strings.ReplaceAll(word, ",", "''\n"), "'),(1,2);\n"}, true},
		{"sql copy", giant{"COPY t (a, b) FROM stdin;\n1\t2\n3\t", strings.ReplaceAll(word, ",", `\n`), "\n4\t5\n\\.\n"}, true},
		{"jsonl solid", giant{"{\"a\":1}\n{\"a\":2}\n{\"a\":\"", solid, "\"}\n{\"a\":3}\n"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var before, now runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var n, most int64
			src := tc.source("x")
			batches := 0
			last := ""
			drawn, err := Sample(t.Context(), src, full, func(b *scanners.Batch) error {
				for i := range b.Columns {
					n += int64(bytes.Count(b.Columns[i].Data, []byte(planted)))
					c := &b.Columns[i]
					if v := c.Value(b.Rows - 1); len(v) > 0 {
						last = string(v[:min(len(v), 10)])
					}
				}
				if batches++; batches%16 == 0 {
					runtime.GC()
					runtime.ReadMemStats(&now)
					most = max(most, int64(now.HeapAlloc)-int64(before.HeapAlloc))
				}
				return nil
			})
			if err != nil || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census || drawn.Bytes != src.Size || strings.Contains(drawn.Format, "latin1") {
				t.Fatalf("%+v %v", drawn, err)
			}
			if want := int64(giantSize / len(tc.unit)); n < want || tc.exact && n != want {
				t.Errorf("%d planted values were seen, of %d", n, want)
			}
			if most > 64<<20 {
				t.Errorf("%d MiB in use", most>>20)
			}
			if len(last) > 4 {
				t.Errorf("the last value begins with %q", last)
			}
			t.Logf("%d batches, %d MiB", batches, most>>20)
		})
	}
}

// TestWideRows bounds the columns: objects whose names are data.
func TestWideRows(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("[")
	for i := range 100 {
		b.WriteString("{")
		for k := range 1000 {
			fmt.Fprintf(&b, "\"user%d@example.com\":%d,", i*1000+k, k)
		}
		b.WriteString("\"end\":1},")
	}
	b.WriteString("{}]")
	seen := map[string]bool{}
	_, err := Sample(t.Context(), memory("a", b.Bytes()), full, func(b *scanners.Batch) error {
		if len(b.Columns) > standard.columns {
			t.Errorf("%d columns", len(b.Columns))
		}
		for i := range b.Columns {
			c := &b.Columns[i]
			if c.Path != "*" {
				seen[c.Path] = true
				continue
			}
			for l := range strings.Lines(string(c.Data)) {
				seen[strings.TrimSuffix(l, "\n")] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 100_000 {
		if !seen[fmt.Sprintf("user%d@example.com", i)] {
			t.Fatalf("name %d was not seen", i)
		}
	}
}

// TestWideCSV reads a row of 5,000 fields.
func TestWideCSV(t *testing.T) {
	var b bytes.Buffer
	for r := range 5 {
		for k := range 5_000 {
			fmt.Fprintf(&b, "v%dx%d,", r, k)
		}
		b.WriteString("end\n")
	}
	n := 0
	_, err := Sample(t.Context(), memory("a.csv", b.Bytes()), full, func(b *scanners.Batch) error {
		if len(b.Columns) > standard.columns {
			t.Errorf("%d columns", len(b.Columns))
		}
		for i := range b.Columns {
			n += bytes.Count(b.Columns[i].Data, []byte{'x'})
		}
		return nil
	})
	if err != nil || n != 25_000 { // no name has that many digits, so there is no header
		t.Errorf("%d fields were seen, %v", n, err)
	}
}
