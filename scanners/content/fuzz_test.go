package content

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"piiventory/scanners"
)

// FuzzText checks that all lines come out as they are.
func FuzzText(f *testing.F) {
	f.Add("a\nb\r\n\nc")
	f.Add(strings.Repeat("x, ", 500))
	f.Add(strings.Repeat("文", 500))
	f.Fuzz(func(t *testing.T, in string) {
		if !utf8.ValidString(in) || controls([]byte(in)) > 0 || len(in) == 0 {
			return
		}
		s := tiny
		s.value, s.block = 1<<20, 64
		var got []string
		o := newOut(&s, func(b *scanners.Batch) error {
			for _, r := range rowsOf(b) {
				got = append(got, r.values[""])
			}
			return nil
		})
		if err := (text{line: 1}).parse(newInput(&s, strings.NewReader(in)), o); err != nil {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimSuffix(in, "\n"), "\n")
		for i := range want {
			want[i] = strings.TrimSuffix(want[i], "\r")
		}
		if last := len(want) - 1; want[last] == "" && !strings.HasSuffix(in, "\n") {
			want = want[:last]
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q gave %q", in, got)
		}
	})
}

// FuzzCSV compares with encoding/csv where that accepts the text.
func FuzzCSV(f *testing.F) {
	f.Add("a,b\n1,\"2\n\"\"3\"\n")
	f.Add("a,\"b")
	f.Add("\r\n,\r\n\"\"\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		var got []string
		s := tiny
		o := newOut(&s, func(b *scanners.Batch) error {
			for i := range b.Rows {
				for c := range b.Columns {
					if v := b.Columns[c].Value(i); len(v) > 0 {
						got = append(got, string(v))
					}
				}
			}
			return nil
		})
		c := &csvFormat{delim: ',', names: []string{"1", "2"}, header: -1, line: 1}
		if err := c.parse(newInput(&s, strings.NewReader(in)), o); err != nil {
			t.Fatal(err)
		}
		if err := o.flush(); err != nil {
			t.Fatal(err)
		}
		if o.total > int64(2*len(in)+1) {
			t.Fatalf("%d rows of %d bytes", o.total, len(in))
		}
		r := csv.NewReader(strings.NewReader(in))
		r.FieldsPerRecord = -1
		recs, err := r.ReadAll()
		if err != nil || len(in) > 400 || strings.Contains(strings.ReplaceAll(in, "\r\n", ""), "\r") || strings.Contains(in, "\"") && strings.Contains(in, "\r") {
			return // carriage returns inside quotes are kept here and dropped there
		}
		var want []string
		for _, rec := range recs {
			if len(rec) > s.columns-1 {
				return
			}
			for _, v := range rec {
				if v != "" {
					want = append(want, v)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q gave %q, want %q", in, got, want)
		}
	})
}

// FuzzJSON compares the values with those of encoding/json where that accepts
// the text, and checks that broken text ends without harm.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,{"b":"\u00e9\ud83d\ude00"}],"c":null}`, `[1,[],{},"x\n"]`, `[{"a":1},`, `{"a":"\`, `[[[["`, `{"":{"":1e5}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 400 || strings.ContainsAny(in, "\n") {
			return
		}
		for _, wrap := range []bool{false, true} {
			var got []string
			s := tiny
			o := newOut(&s, func(b *scanners.Batch) error {
				for i := range b.Rows {
					for c := range b.Columns {
						if b.Columns[c].Path == "*" {
							return nil
						}
						for l := range strings.SplitSeq(string(b.Columns[c].Value(i)), "\n") {
							if l != "" {
								got = append(got, l)
							}
						}
					}
				}
				return nil
			})
			err := jsonDoc{wrap: wrap}.parse(newInput(&s, strings.NewReader(in)), o)
			if err != nil && !errors.As(err, new(*corrupt)) {
				t.Fatal(err)
			}
			if e := o.flush(); e != nil {
				t.Fatal(e)
			}
			if o.total > int64(len(in)+1) {
				t.Fatalf("%d rows of %d bytes", o.total, len(in))
			}
			if !json.Valid([]byte(in)) || !utf8.ValidString(in) {
				continue
			}
			if err != nil {
				t.Fatalf("%q: %v", in, err)
			}
			var want []string
			d := json.NewDecoder(strings.NewReader(in))
			d.UseNumber()
			var v any
			if err := d.Decode(&v); err != nil {
				continue
			}
			if wanted(v, &want) {
				continue // the same name twice, which encoding/json drops
			}
			slices.Sort(want)
			slices.Sort(got)
			if strings.Count(in, `"`) == 2*strings.Count(in, ":")+2*countStrings(v) && !slices.Equal(got, want) {
				t.Fatalf("%q gave %q, want %q", in, got, want)
			}
		}
	})
}

// wanted adds the scalars of v, by line.
func wanted(v any, all *[]string) (odd bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			odd = odd || strings.ContainsAny(k, ":\"") || wanted(e, all)
		}
	case []any:
		for _, e := range v {
			odd = odd || wanted(e, all)
		}
	case string:
		for l := range strings.SplitSeq(v, "\n") {
			if l != "" {
				*all = append(*all, l)
			}
		}
		return strings.ContainsAny(v, ":\"")
	case json.Number:
		*all = append(*all, v.String())
	case bool:
		*all = append(*all, map[bool]string{true: "true", false: "false"}[v])
	}
	return odd
}

func countStrings(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			n += countStrings(e)
		}
	case []any:
		for _, e := range v {
			n += countStrings(e)
		}
	case string:
		return 1
	}
	return n
}

// FuzzContent reads anything as any kind of object: no panic, no error, and
// nothing about it that is not said.
func FuzzContent(f *testing.F) {
	for _, layout := range layouts {
		f.Add("x", []byte(layout(100)))
		f.Add("x.gz", []byte(gz(f, layout(100))))
		f.Add("x.csv", []byte(gb(layout(100))))
		f.Add("x.json", []byte(utf16le(layout(100))))
	}
	f.Add("a", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, in []byte) {
		if len(in) > 1<<16 {
			return
		}
		s := tiny
		s.expanded, s.floor = 1<<20, 1<<16
		for _, d := range []scanners.Draw{full, sampled(1, int64(len(in)/2), 20), sampled(2, 300, 0)} {
			src := memory(name, in)
			rows, drawn, err := collect(t, &s, src, d)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if drawn.Format == "" || drawn.Design == "" {
				t.Fatalf("%+v", drawn)
			}
			if drawn.Design != scanners.Census && len(drawn.Gaps) == 0 && drawn.Units < drawn.Population {
				t.Fatalf("no gap: %+v", drawn)
			}
			if d.Depth == scanners.Sample && drawn.Design != scanners.Census && d.MaxBytes > 100 && drawn.Bytes > d.MaxBytes {
				t.Fatalf("%d bytes of %d: %+v", drawn.Bytes, d.MaxBytes, drawn)
			}
			if len(rows) > 4<<20 {
				t.Fatalf("%d rows", len(rows))
			}
		}
	})
}

// FuzzPieces checks that the pieces together are the whole, for lines.
func FuzzPieces(f *testing.F) {
	f.Add([]byte(layouts["text"](300)))
	f.Add([]byte(layouts["csv quoted"](300)))
	f.Add([]byte(layouts["jsonl"](300)))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) < 300 || len(in) > 4000 || bytes.ContainsAny(in, "\"") {
			return // quotes make seams a matter of likelihood
		}
		s := tiny
		c, err := s.job(t.Context(), memory("a", in), full).object().open(s.head)
		if err != nil || c == nil || c.charset.name != "utf-8" || c.name != "text" && c.name != "csv" {
			return
		}
		for l := range bytes.Lines(in) {
			if len(l) > 200 {
				return // cut at other places
			}
		}
		if !utf8.Valid(in) {
			return // charsets of single lines depend on their neighbours
		}
		census, _ := gather(t, &s, memory("a", in), full)
		if a, b := table(census), table(allPieces(t, &s, memory("a", in))); a != b {
			t.Fatalf("census\n%q\npieces\n%q", a, b)
		}
	})
}

// FuzzCharset checks that GB18030 and UTF-16 come out as they went in.
func FuzzCharset(f *testing.F) {
	f.Add("编号,姓名\n1,张三\n")
	f.Add("𠀀 four bytes, ä two\nand 全角１２３")
	f.Fuzz(func(t *testing.T, in string) {
		if !utf8.ValidString(in) || strings.ContainsAny(in, "\x00\ufffd\ufeff\ue5e5") {
			return
		}
		for name, raw := range map[string]string{"gb18030": gb(in), "utf-16le": utf16le(in)[2:], "utf-8": in} {
			c := &charset{name: name, unit: 1}
			if name == "utf-16le" {
				c.unit = 2
			}
			if back := string(newFrom(c, raw)); back != in && gbRoundTrips(in) {
				t.Fatalf("%s: %q became %q", name, in, back)
			}
		}
	})
}

func newFrom(c *charset, raw string) []byte {
	b, _ := io.ReadAll(newDecoder(c, strings.NewReader(raw)))
	return b
}

func gbRoundTrips(s string) bool {
	return string(newFrom(&charset{name: "gb18030", unit: 1}, gb(s))) == s
}
