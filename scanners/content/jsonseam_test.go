package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

func init() {
	trap := `"a \"},{\"id\":7},{\"id\":8}, \\\\","x":[{"k":1},{"k":[{"k":2},{"k":3}]},{"k":4}],"y":{"id":5}`
	row := func(i int) string { return fmt.Sprintf(`{"id":%d,"s":"文","t":%s}`, i, trap) }
	rows := func(n int, between string) string {
		var all []string
		for i := range n {
			all = append(all, row(i))
		}
		return strings.Join(all, between)
	}
	rest := `{"id":9,"p":"@ ` + planted + `"}`
	short := strings.Repeat(`,{"id":1,"s":"x"}`, 4)
	records["json array"] = `[{"id":0}` + short + "," + rows(3, ",") + "," + rest + "," + rows(12, ", ") + "]\n"
	records["json documents"] = `{"id":0}{"id":1}` + "\n{\"id\":2}  " + rows(3, "") + rest + rows(8, "\n\n") + "\n"
	records["json in an object"] = `{"of":{"all":"12","cols":["a","b"]},"data":{"rows":[{"id":0}` + short + "," + rows(3, ",") + "," + rest + "," + rows(12, ", ") + `]},"total":"3"}`
	records["json lines in an array"] = "[\n{\"id\":0},\n{\"id\":0},\n{\"id\":0}\n,{\"id\":2},\n" + rows(3, ",\n") + ",\n" + rest + ",\n" + rows(8, ",\n") + "\n]\n"
	pretty := strings.NewReplacer(`{"id":`, "  {\n    \"id\":", `,"s"`, ",\n    \"s\"", `,"x":[{"k":1},{"k":[{"k":2},{"k":3}]},{"k":4}]`,
		",\n    \"x\": [\n      {\n        \"id\": 1\n      },\n      {\n        \"id\": 4\n      }\n    ]", "}, ", "},\n").Replace(rows(8, ", "))
	records["json pretty"] = "[\n  {\n    \"id\":0\n  }" + strings.Repeat(",\n  {\n    \"id\":0\n  }", 4) + ",\n" + pretty + ",\n  {\n    \"id\":9, \"p\":\"@ " + planted + "\"\n  },\n" + pretty + "\n]"

	numbered := func(i int) string {
		return fmt.Sprintf(`{"id":%d,"name":"name %d","tags":[{"k":"a"},{"k":"},{\"id\":3}"}],"in":{"id":%d}}`, i, i, i)
	}
	serieses["json array"] = series{`[{"id":-1}`, func(i int) string { return "," + numbered(i) }, "]"}
	serieses["json documents"] = series{"", func(i int) string { return numbered(i) + strings.Repeat("\n", i%3) }, ""}
	serieses["json in an object"] = series{`{"total":3,"data":[{"id":-1,"name":"x"}`, func(i int) string { return "," + numbered(i) }, `],"next":null}`}
	serieses["json long"] = series{`[{"id":-1}`, func(i int) string {
		return fmt.Sprintf(`,{"id":%d,"name":"%s"}`, i, strings.Repeat("long and ", 5+i%7*i%11))
	}, "]"}
}

// TestJSONHeadOnly reads what cannot be drawn from its start, and says so.
func TestJSONHeadOnly(t *testing.T) {
	for name, unit := range map[string]string{
		"rows alike in rows": `,{"id":1,"sub":[{"id":2},{"id":3}]}`,
		"scalars":            `,"one","two",3`,
		"arrays":             `,[1,"x"]`,
		"names as data":      `,{"@":1}`,
		"empty names":        `,{"":1},{",":1}`,
	} {
		var b strings.Builder
		b.WriteString(`[{"id":0}`)
		for i := 0; b.Len() < 400_000; i++ {
			b.WriteString(strings.ReplaceAll(unit, "@", fmt.Sprint("k", i)))
		}
		b.WriteString("]")
		_, drawn := gather(t, &standard, memory("a.json", []byte(b.String())), sampled(1, 160<<10, 0))
		if drawn.Format != "json" || drawn.Design != scanners.NotRandom || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapBudget {
			t.Errorf("%s: %+v", name, drawn)
		}
	}
}

// TestJSONArrays draws from objects with several arrays: no row has the name of another
// array.
func TestJSONArrays(t *testing.T) {
	array := func(name string, n int, more string) string {
		var b strings.Builder
		fmt.Fprintf(&b, `"%s":[{"id":0,"of":"%s"}`, name, name)
		for i := range n {
			fmt.Fprintf(&b, `,{"id":%d,"of":"%s"%s}`, i, name, more)
		}
		return b.String() + "]"
	}
	for name, in := range map[string]string{
		"others follow":  "{" + array("a", 12_000, "") + "," + array("b", 12_000, `,"x":1`) + "}",
		"another before": "{" + array("small", 10, "") + "," + array("a", 12_000, "") + "}",
		"alone":          "{" + array("a", 12_000, `,"x":1`) + `,"n":1}`,
	} {
		unknown := 0
		for seed := range uint64(10) {
			rows, drawn := gather(t, &standard, memory("a.json", []byte(in)), sampled(seed, 160<<10, 3000))
			if drawn.Format != "json" || drawn.Design != scanners.Equal {
				t.Fatalf("%s: %+v", name, drawn)
			}
			for _, r := range rows {
				for path, v := range r.values {
					if array, ok := strings.CutSuffix(path, "[].of"); ok && array == "…" {
						unknown++
					} else if ok && array != v {
						t.Fatalf("%s: a row of %s is called %s", name, v, path)
					}
				}
			}
		}
		if (unknown > 0) != (name == "others follow") {
			t.Errorf("%s: %d rows of an unknown array", name, unknown)
		}
	}
}

// FuzzJSONSeam finds the same rows whatever lies in front of the bytes it looks at.
func FuzzJSONSeam(f *testing.F) {
	for name, in := range records {
		if strings.HasPrefix(name, "json") {
			f.Add(in)
		}
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) < 600 || len(in) > 6000 {
			return
		}
		src := memory("a.json", []byte(in))
		j := tiny.job(t.Context(), src, scanners.Draw{Depth: scanners.Sample, MaxBytes: 1 << 40})
		j.out = newOut(&tiny, discard)
		defer j.out.free()
		c, err := j.object().open(tiny.head)
		if err != nil || c == nil {
			return
		}
		if _, ok := c.parser.(jsonPieces); !ok {
			return
		}
		allPieces(t, &tiny, src)
	})
}

// Rows that are indented by about as many blanks as the beginning of a row is looked at are
// read all the same.
func TestJSONIndentedFarIn(t *testing.T) {
	var b strings.Builder
	b.WriteString("[")
	for i := range 400 {
		if i > 0 {
			b.WriteString(",")
		}
		for _, line := range []string{"{", fmt.Sprintf(`"mobile": "139%08d"`, i)} {
			b.WriteString("\n" + strings.Repeat(" ", jsonBegin/2+i%40) + line)
		}
		b.WriteString("}")
	}
	b.WriteString("]")
	for _, most := range []int64{1 << 20, 64 << 10, 100_000} {
		values := 0
		drawn, err := Sample(t.Context(), memory("a.json", []byte(b.String())), scanners.Draw{Depth: scanners.Sample, MaxBytes: most, MaxRows: 3000}, func(b *scanners.Batch) error {
			values += b.Rows
			return nil
		})
		if err != nil || values == 0 {
			t.Errorf("%d bytes of %d: %d rows, %+v, %v", most, b.Len(), values, drawn, err)
		}
	}
}
