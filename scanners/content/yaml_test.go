package content

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

func TestYAML(t *testing.T) {
	for _, tc := range []struct{ name, file, in, want string }{
		{"sequence", "a.yml", "- name: 张三\n  phone: 13800000000\n- {name: 李四, tags: [a, b]}\n", "name=张三;phone=13800000000\nname=李四;tags[]=a⏎b"},
		{"mapping", "a.yaml", "total: 2\nusers:\n- name: a\n  n: 1\n- name: b\nend: ~\n", "total=2\nusers[].n=1;users[].name=a\nusers[].name=b"},
		{"documents", "a.yaml", "%YAML 1.2\n---\na: 1\nl:\n  - x\n  - y\n---\na: 2\n...\n", "a=1;l[]=x⏎y\na=2"},
		{"comments", "a.yml", "# by jane@example.com\na: 1 # old: 2\n", "=by jane@example.com⏎old: 2;a=1"},
		{"aliases", "a.yml", "x: &x {p: 1}\ny: &y 13800000000\nz: *y\nb: {<<: *x, c: 2}\n", "b.c=2;x.p=1;y=13800000000;z=13800000000"},
		{"scalars", "a.yml", "a: |\n  two\n  lines\nb: 'it''s'\nc: \"\\u5f20\"\nd: !!binary AAEC\n", "a=two⏎lines⏎;b=it's;c=张;d=AAEC"},
		{"keys that are no words", "a.yml", "? [1, 2]\n: 3\n4: 5\n", "4=5;:=3;?[]=1⏎2"},
		{"without a name", "values", "replicas: 2\nimage:\n  name: x\n  tag: '1'\nowner: jane@example.com\n", "image.name=x;image.tag=1;owner=jane@example.com;replicas=2"},
		{"marked", "a", "---\nname: a\nphone: 1\n", "name=a;phone=1"},
		{"carriage returns", "a.yml", "a: 1\r\nb:\r\n  - c: 2\r\n  - c: 3\r\n", "a=1\nb[].c=2\nb[].c=3"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
			if got := table(rows); got != tc.want || drawn.Format != "yaml" || len(drawn.Gaps) > 0 {
				t.Errorf("got %s %v\n%s\nwant\n%s", drawn.Format, drawn.Gaps, got, tc.want)
			}
		})
	}
}

func TestNoYAML(t *testing.T) {
	for name, in := range map[string]string{
		"prose.txt":    "Note: this is a letter.\n\nDear Jane,\nplease call: 13800000000\n",
		"front.md":     "---\ntitle: A\nphone: 1\n---\n\n# Title\n\nText: of some words\n",
		"front":        "---\ntitle: A\nphone: 1\n---\n\nTitle of it\n\nSome words, and more.\n",
		"mail.txt":     "From: jane@example.com\nTo: joe@example.com\nSubject: hello\nDate: today\n",
		"a.py":         "class A:\n    x: int = 1\n    y: str = \"\"\n    z: int\n    def f(self):\n        return 1\n",
		"b.py":         "try:\n  import x\nexcept ImportError:\n  pass\n",
		"app.log":      "INFO: up\nWARN: down\nERROR: 13800000000\n",
		"chat":         "jane: hello\njoe: hi there\njane: how are you\njoe: fine\n",
		"list.txt":     "- milk\n- bread\n- call 13800000000\n",
		"control":      "Package: x\nDepends: a, b\nDescription: y\n more of it\n .\n end\n",
		"template.yml": "{{ if .x }}\na: 1\n{{ end }}\n",
		"style.css":    "a:hover {\n  color: red;\n}\nb {\n  margin: 0;\n}\n",
	} {
		if _, drawn := gather(t, &standard, memory(name, []byte(in)), full); drawn.Format == "yaml" {
			t.Errorf("%s was taken for YAML", name)
		}
	}
}

// TestLargeYAML reads documents that are given to the library in parts.
func TestLargeYAML(t *testing.T) {
	const n = 20000
	item := func(b *bytes.Buffer, indent string, i int) {
		fmt.Fprintf(b, "%s- id: %d\n%s  phone: \"%d\"\n%s  note: >\n%s    some\n\n%s    words\n", indent, i, indent, 13800000000+i, indent, indent, indent)
	}
	for name, head := range map[string]string{"top": "", "key": "kind: list\nusers:\n", "first key": "users:\n", "same indent": "users:\n", "deep": "x: 1\ngroups:\n  - name: g\n    users:\n"} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			b.WriteString(head)
			path, indent := "phone", ""
			if head != "" {
				path = "users[].phone"
				indent = "  "
			}
			if name == "deep" {
				path, indent = "groups[].users[].phone", "    "
			}
			if name == "same indent" {
				indent = ""
			}
			for i := range n {
				item(&b, indent, i)
			}
			if head != "" {
				b.WriteString("end: 1\n")
			}
			rows, drawn := gather(t, &standard, memory("a.yml", b.Bytes()), full)
			if len(drawn.Gaps) > 0 {
				t.Error(drawn.Gaps)
			}
			i := 0
			for _, r := range rows {
				if name == "deep" { // all elements are of one row
					for l := range strings.Lines(r.values[path]) {
						if strings.TrimSpace(l) == fmt.Sprint(13800000000+i) {
							i++
						}
					}
					continue
				}
				if p := r.values[path]; p != "" {
					if p != fmt.Sprint(13800000000+i) || len(r.values) != 3 {
						t.Fatalf("row %d: %v", i, r.values)
					}
					i++
				}
			}
			if i != n {
				t.Errorf("%d rows of %d", i, n)
			}
		})
	}
}

// TestYAMLBombs reads documents that grow when their aliases are followed, that
// are deep, and that are one line.
func TestYAMLBombs(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 8), c-1)
	}
	for name, in := range map[string]string{
		"aliases": bomb, "deep": "a: 1\nb: " + strings.Repeat("[", 100_000), "deep keys": "a: 1\n" + strings.Repeat("? ", 50_000), "line": "a: 1\nb: " + strings.Repeat("x ", 1<<20),
		"one scalar often": "a: &a " + strings.Repeat("x ", 10_000) + "\nb: [" + strings.Repeat("*a, ", 20_000) + "]\n", "itself": "a: &a [*a]\nb: 1\n", "colons": "a: 1\n" + strings.Repeat("a: ", 50_000) + "\n",
	} {
		rows, drawn := gather(t, &standard, memory("a.yml", []byte(in)), full)
		n := 0
		for _, r := range rows {
			for _, v := range r.values {
				n += len(v)
			}
		}
		if n > 2*len(in) {
			t.Errorf("%s: %d bytes became %d", name, len(in), n)
		}
		if drawn.Rows == 0 {
			t.Errorf("%s: no rows", name)
		}
	}
}

func TestBrokenYAML(t *testing.T) {
	in := "a: 1\n---\nb: [1, 2\nc: 13800000000\n---\nd: 2\n"
	rows, drawn := gather(t, &standard, memory("a.yml", []byte(in)), full)
	if got := table(rows); got != "a=1\n=b: [1, 2\n=c: 13800000000\nd=2" {
		t.Error(got)
	}
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt || drawn.Gaps[0].Rows != 2 {
		t.Error(drawn.Gaps)
	}
}

// FuzzYAML reads anything as YAML.
func FuzzYAML(f *testing.F) {
	f.Add("a: 1\nb:\n- c: &x 2\n- *x\n")
	f.Add("--- !!map {a: b}\n...\n? a\n: |\n b\n")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4000 {
			return
		}
		n := 0
		o := newOut(&standard, func(b *scanners.Batch) error {
			for i := range b.Columns {
				n += len(b.Columns[i].Data)
			}
			return nil
		})
		if err := (yamlDoc{wrap: true}).parse(newInput(&standard, strings.NewReader(in)), o); err != nil {
			t.Fatal(err)
		}
		if err := o.flush(); err != nil {
			t.Fatal(err)
		}
		if n > 100*len(in)+1000 {
			t.Fatalf("%d bytes became %d", len(in), n)
		}
	})
}
