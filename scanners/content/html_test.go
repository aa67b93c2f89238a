package content

import (
	"strings"
	"testing"

	"piiventory/scanners"
)

func TestHTML(t *testing.T) {
	const doc = "<!DOCTYPE html>"
	for _, tc := range []struct{ name, in, want string }{
		{"blocks", "<p>Call <b>138</b>0000\n 0000<br>or\n mail</p><div>x<p>y</div>", "=Call 1380000 0000\n=or mail\n=x\n=y"},
		{"links", `<p><a href="mailto:jane@example.com" class=x>Jane</a>, <a href='tel:+8613800000000'>call</a></p>`, "=Jane, call;a.@href=mailto:jane@example.com⏎tel:+8613800000000"},
		{"scripts", "<script>\nvar a = '<p>1</p>';\nvar b = {\"phone\":\"13800000000\"};</script><style>p {}</style>", "=var a = '<p>1</p>';\n=var b = {\"phone\":\"13800000000\"};\n=p {}"},
		{"forms", `<form><input name="phone" value="13800000000"> <input type=hidden name=id value=7></form><textarea name="note">a &amp; b</textarea><input value=x>`,
			"id=7;phone=13800000000\nnote=a & b\ninput.@value=x"},
		{"meta", `<html><head><meta charset=utf-8><meta name="author" content="Jane Doe"><title>A &lt; B</title></head>`, "author=Jane Doe\n=A < B"},
		{"comments", "<p>a<!-- old: 13800000000 -->b</p>", "=old: 13800000000⏎ab"},
		{"table", "<table><tr><th>Name<th>手机号</tr><tr><td>张三</td><td>13800000000</td></tr><tr><td>a<br>b<td></table>", "Name=张三;手机号=13800000000\nName=a⏎b"},
		{"table with a head", "<table><thead><tr><td>Name</td><td>Phone</td></tr></thead><tbody><tr><td>a</td><td>1</td></tr></tbody></table>", "Name=a;Phone=1"},
		{"table with a header that does not say so", "<table><tr><td>Name</td><td>Phone</td></tr><tr><td>a</td><td>138</td></tr><tr><td>b</td><td>139</td></tr></table>", "Name=a;Phone=138\nName=b;Phone=139"},
		{"table without a header", "<table><tr><td>home</td><td>about</td></tr><tr><td>x</td><td>y</td></tr></table>", "=home\tabout\n=x\ty"},
		{"table of values", "<table><tr><td>a@example.com</td><td>1380</td></tr><tr><td>b</td><td>1</td></tr></table>", "=a@example.com\t1380\n=b\t1"},
		{"table of one row", "<table><tr><td>a</td><td>b</td></tr></table>after", "=a\tb\n=after"},
		{"table on its side", "<table><tr><th>Phone</th><td>1</td></tr><tr><th>Name</th><td>x</td></tr></table>", "Phone=1\nName=x"},
		{"table in a table", "<table><tr><td>x<table><tr><th>A<th>B<tr><td>1<td>2</table>y</td></tr></table>", "=x\nA=1;B=2\n=y"},
		{"preformatted", "<pre>a  b\nc</pre>d\ne", "=a  b\n=c\n=d e"},
		{"nothing closed", "<p>a<table><tr><td>b", "=a\n=b"},
		{"broken", "<p x=\"1>a</p><<b>>c", "p.@x=1>a</p><<b>>c"},
		{"stray brackets", "a < b <3 </> <p/x y>c<", "=a < b <3\n=c<"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(doc+tc.in)), full)
			got := table(rows)
			if got != tc.want || drawn.Format != "html" || len(drawn.Gaps) > 0 {
				t.Errorf("got %s %v\n%s\nwant\n%s", drawn.Format, drawn.Gaps, got, tc.want)
			}
		})
	}
}

func TestRecogniseHTML(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"a", "\n<!-- x -->\n<HTML lang=en><p>a", "html"},
		{"a", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html xmlns=\"y\"><p>a</p></html>", "html"},
		{"report.xls", "<table border=1>\n<TR><td>a</td></tr></table>", "html"},
		{"a.html", "<p>a</p>", "html"},
		{"a.html", "no tags < here", "text"},
		{"README.md", "<p align=\"center\">x</p>\n\n# Title\n", "markdown"},
		{"a", "<table name=\"users\"><row id=\"1\"/></table>", "xml"},
		{"a", "<header>1</header>", "xml"},
	} {
		if _, drawn := gather(t, &standard, memory(tc.name, []byte(tc.in)), full); drawn.Format != tc.want {
			t.Errorf("%s %q is %s, not %s", tc.name, tc.in, drawn.Format, tc.want)
		}
	}
}

// FuzzHTML checks that nothing of a text is lost: without tags, all words come
// out; with tags, no more than went in, with any buffers.
func FuzzHTML(f *testing.F) {
	f.Add("<table><tr><th>a<th>b<tr><td>1<td>2</table>x")
	f.Add("a &amp; b<script>x</script><p title='y'>")
	f.Add("<table><table><table></table></table></table><pre>\n\n</pre>")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		for _, s := range []sizes{standard, tiny} {
			n := [256]int{}
			o := newOut(&s, func(b *scanners.Batch) error {
				for i := range b.Columns {
					if b.Columns[i].Path != "*" {
						countBytes(&n, b.Columns[i].Data)
					}
				}
				return nil
			})
			if err := (htmlDoc{}).parse(newInput(&s, strings.NewReader(in)), o); err != nil {
				t.Fatal(err)
			}
			if err := o.flush(); err != nil {
				t.Fatal(err)
			}
			want := [256]int{}
			countBytes(&want, []byte(in))
			for c := range n {
				if c > ' ' && c < 0x80 && s.value == standard.value && !strings.ContainsAny(in, "<&\x00") && !strings.Contains(in, "\x85") && !strings.Contains(in, "\xa0") && n[c] != want[c] {
					t.Fatalf("%q: %d of %q instead of %d", in, n[c], rune(c), want[c])
				}
			}
		}
	})
}
