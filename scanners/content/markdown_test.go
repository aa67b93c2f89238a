package content

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

func init() {
	table := "| a | b |\n|---|:-:|\n| 1 | 文 |\n"
	layouts["markdown table long"] = func(n int) string {
		return table + fill(n, "| 2 | x \\| y |\n") + "| 3 | " + planted + " |\n" + fill(700, "| 4 | `z` |\n") + "\n# End\n"
	}
	layouts["markdown text"] = func(n int) string {
		return table + "\n" + fill(n, "some [words](#x) of a text\n") + "write to  " + planted + "\n" + fill(700, "> a | b\n\n")
	}
}

func TestMarkdown(t *testing.T) {
	for _, tc := range []struct{ name, file, in, format, want string }{
		{"a table", "a", "# T\n\n| Name | **Phone** |\n|------|-------:|\n| client | 13800000000 |\n| a \\| b ||\nend\n", "markdown", "=# T\n\nName=client;Phone=13800000000\nName=a | b\n=end"},
		{"no bars at the ends", "a", "a | b\n--|--\n1 | 2\n3 | 4 | 5\n\n6 | 7\n", "markdown", "a=1;b=2\n3=5;a=3;b=4\n\n=6 | 7"},
		{"in a quotation", "a", "> | a | b |\n> |---|---|\n> | 1 | 2 |\n", "markdown", "a=1;b=2"},
		{"a header that is a value", "a.md", "| 13800000000 | x |\n|---|---|\n| 13800000001 | y |\n", "markdown", "1=13800000000;2=x\n1=13800000001;2=y"},
		{"a header and no rows", "a.md", "| client one | x |\n|---|---|\n\ntext\n", "markdown", "=| client one | x |\n\n=text"},
		{"two tables", "a.md", "|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|", "markdown", "a=1\n\nb=2"},
		{"no table", "a.md", "| a | b |\n|---|\n| 1 | 2 |\n", "markdown", "=| a | b |\n=|---|\n=| 1 | 2 |"},
		{"settings in YAML", "a", "---\ntitle: A text\nauthor:\n  email: a@example.com\ntags: [x, y]\n---\nA text: yes\nand no\n", "markdown", "author.email=a@example.com;tags[]=x⏎y;title=A text\n=A text: yes\n=and no"},
		{"settings in TOML", "a", "+++\ntitle = \"A text\"\n[author]\nemail = \"a@example.com\"\n+++\nText\n", "markdown", "title=A text\nauthor.email=a@example.com\n=Text"},
		{"settings without an end", "a.md", "---\ntitle: A text\n", "markdown", "=---\n=title: A text"},
		{"a line in front", "a.md", "---\n\nsome words\n\n---\nmore\n", "markdown", "=some words\n=more"},
		{"headings and links", "a", "# A\n\n[b](https://example.com/?tel=13800000000)\n\n## C\n\nd\n", "markdown", "=# A\n\n=[b](https://example.com/?tel=13800000000)\n\n=## C\n\n=d"},
		{"YAML", "a", "---\na: 1\nb: 2\n---\na: 3\nb: 4\n", "yaml", "a=1;b=2\na=3;b=4"},
		{"CSV", "a", "a|b|c\n1|2|3\n4|5|6\n-|-|-\n", "csv", "a=1;b=2;c=3\na=4;b=5;c=6\na=-;b=-;c=-"},
		{"psql", "a", " id | name\n----+------\n  1 | x\n", "text", "= id | name\n=----+------\n=  1 | x"},
		{"a script", "a", "#!/bin/sh\n\n# first\n\necho a | b\n\n## second\n\ntrue\n", "text", "=#!/bin/sh\n\n=# first\n\n=echo a | b\n\n=## second\n\n=true"},
		{"a text with rules", "a", "Title\n-----\n\na | b\n\n---\n", "text", "=Title\n=-----\n\n=a | b\n\n=---"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
			if drawn.Format != tc.format || drawn.Design != scanners.Census {
				t.Errorf("%+v", drawn)
			}
			if got := table(rows); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

// TestMarkdownPieces reads pieces from the middle: rows of a table that began before
// are text and counted, those of one that begins there have names.
func TestMarkdownPieces(t *testing.T) {
	one := "| id | phone |\n|---|---|\n" + fill(30_000, "| 1 | 13800000000 |\n") + "\nwords\n\n"
	_, drawn := gather(t, &standard, memory("a.md", []byte(strings.Repeat(one, 40))), sampled(2, 128<<10, 0))
	if drawn.Design != scanners.Equal {
		t.Errorf("%+v", drawn)
	}
	rows, _ := gather(t, &standard, memory("a.md", []byte(strings.Repeat(one, 40))), sampled(2, 128<<10, 0))
	named, nameless := 0, int64(0)
	for _, r := range rows {
		if r.values["phone"] != "" {
			named++
		} else if strings.HasPrefix(r.values[""], "| 1") {
			nameless++
		}
	}
	if named == 0 || nameless == 0 {
		t.Fatalf("%d rows with names, %d without", named, nameless)
	}
	for _, g := range drawn.Gaps {
		if g.Rows == nameless && g.Kind == scanners.GapSampled {
			return
		}
	}
	t.Errorf("%d lines have no names: %+v", nameless, drawn.Gaps)
}

// FuzzMarkdown checks that no cell and no line is lost, whatever the buffers are.
func FuzzMarkdown(f *testing.F) {
	f.Add("| a | b |\n|---|---|\n| 1 | 2 |\n\ntext")
	f.Add("---\na: 1\n---\n> a|b\n> -|-\n> 1|\\|\n")
	f.Add("+++\na = 1\n+++\n|\n|-\n")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 2000 {
			return
		}
		var first string
		for i, block := range []int{16, 64, 4096} {
			s := tiny
			s.block, s.value, s.head = block, 4096, 64<<10
			var b strings.Builder
			o := newOut(&s, func(batch *scanners.Batch) error {
				for _, r := range rowsOf(batch) {
					fmt.Fprintln(&b, r.values)
				}
				return nil
			})
			if err := (markdown{text: text{line: 1}}).parse(newInput(&s, strings.NewReader(in)), o); err != nil {
				t.Fatal(err)
			}
			if err := o.flush(); err != nil {
				t.Fatal(err)
			}
			if o.total > int64(len(in)+1) {
				t.Fatalf("%d rows of %d bytes", o.total, len(in))
			}
			if i == 0 {
				first = b.String()
			} else if b.String() != first {
				t.Fatalf("buffers of %d bytes gave\n%s\nand of 16\n%s", block, b.String(), first)
			}
		}
	})
}
