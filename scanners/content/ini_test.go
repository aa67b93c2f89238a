package content

import (
	"strings"
	"testing"

	"piiventory/scanners"
)

func TestSettings(t *testing.T) {
	for _, tc := range []struct{ name, file, in, format, want string }{
		{"sections", "a", "x = 1\n[s]\ny=\"a b\"\n\n[s]\ny='c'\n", "ini", "x=1\ns.y=a b\ns.y=c"},
		{"goes on", "a.conf", "[Service]\nExecStart=/bin/a \\\n  --user=jane\nUser=jane\n", "ini", "Service.ExecStart=/bin/a⏎--user=jane;Service.User=jane"},
		{"toml string", "a.toml", "a = \"\"\"\n[x]\nb = 1\n\"\"\"\nc = '''d'''\n", "ini", "a=[x]⏎b = 1;c=d"},
		{"lines of no kind", "a.cnf", "[m]\nquick\nuser=x\n", "ini", "=quick;m.user=x"},
		{"properties", "a.properties", "a.b: \\u5f20\nc=d:e\n", "ini", "a.b=张;c=d:e"},
		{"a table of codes", "a.dat", "110000 province=\"x\"\n 110101 county=\"y\"\n 110102 county=\"z\"\n", "text", "=110000 province=\"x\"\n= 110101 county=\"y\"\n= 110102 county=\"z\""},
		{"keys that are empty", "a", "\"\"=x\n''=y\n", "ini", "=x⏎y"},
		{"one setting", "a", "x=1\n", "text", "=x=1"},
		{"a shell script", "a", "A=1\nB=$(ls)\nC=3\n", "text", ""},
		{"a shell script with a name", "a.sh", "A=1\nB=2\nC=3\n", "text", ""},
		{"a program", "a", "x = 5;\ny = f(3);\nz = 2\n", "text", ""},
		{"python", "a", "import os\nx = 1\ny = 2\n", "text", ""},
		{"prose", "a", "Let a = b.\nThen we see that it holds.\n", "text", ""},
		{"make", "a", "CC = gcc\nall: x\n\tcc x\n", "text", ""},
		{"json array", "a", "[1,\n2]\n", "json", ""},
		{"netrc", "a", "machine a login b password c machine d login e\n", "netrc", "login=b;machine=a;password=c\nlogin=e;machine=d"},
		{"prose of machines", "a", "machine learning is\nfun\n", "text", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
			if drawn.Format != tc.format || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
				t.Errorf("%+v", drawn)
			}
			if got := table(rows); tc.want != "" && got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

func TestCSVVariants(t *testing.T) {
	wide := make([]string, 9000)
	for i := range wide {
		wide[i] = "column" + strings.Repeat("x", i%5)
	}
	for _, tc := range []struct{ name, file, in, want string }{
		{"sep", "a.csv", "sep=|\r\nid|phone\r\n1|2\r\n", "id=sep=\nid=1;phone=2"},
		{"sep without a name", "a", "SEP=;\nid;phone\n1;2\n", "id=SEP=\nid=1;phone=2"},
		{"comments", "a", "# a, b\n#c\nid,name,n\n1,x,2\n3,y,4\n5,z,6\n", "id=# a;name= b\nid=#c\nid=1;n=2;name=x\nid=3;n=4;name=y\nid=5;n=6;name=z"},
		{"a name with a sign", "a", "#id,name,n\n1,x,2\n3,y,4\n", "#id=1;n=2;name=x\n#id=3;n=4;name=y"},
		{"control a", "a", "1\x01x\x012\n3\x01y\x014\n5\x01z\x016\n", "1=1;2=x;3=2\n1=3;2=y;3=4\n1=5;2=z;3=6"},
		{"a broken record among many", "a", strings.Repeat("1,x,2\n", 30) + "\"y\" z,3\n", strings.Repeat("1=1;2=x;3=2\n", 30) + "1=y z;2=3"},
		{"tilde", "a", "id~name~n\n1~x~2\n3~y~4\n", "id=1;n=2;name=x\nid=3;n=4;name=y"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory(tc.file, []byte(tc.in)), full)
			if drawn.Format != "csv" || len(drawn.Gaps) > 0 {
				t.Errorf("%+v", drawn)
			}
			if got := table(rows); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
	in := strings.Join(wide, ",") + "\n" + strings.Repeat("1,", len(wide)-1) + "2\n"
	rows, drawn := gather(t, &standard, memory("a.csv", []byte(in)), full)
	if drawn.Format != "csv" || rows[0].values["column"] != "1" {
		t.Errorf("a header longer than the head: %+v, %d rows", drawn, len(rows))
	}
}

// FuzzSettings reads anything as settings: no panic, no line lost, and nothing
// depends on the buffer.
func FuzzSettings(f *testing.F) {
	f.Add("[a]\nb=\"\"\"\nc\n\"\"\"\nd = \\\n e\n# f\n g\n")
	f.Add("machine a login b\nmacdef c\nd\n\ndefault password e")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 2000 {
			return
		}
		for _, p := range []parser{iniFile{}, iniFile{colon: true}, netrc{}} {
			read := func(block int) string {
				s := tiny
				s.block = block
				var rows []row
				o := newOut(&s, func(b *scanners.Batch) error {
					rows = append(rows, rowsOf(b)...)
					return nil
				})
				defer o.free()
				if err := p.parse(newInput(&s, strings.NewReader(in)), o); err != nil {
					t.Fatal(err)
				}
				if err := o.flush(); err != nil {
					t.Fatal(err)
				}
				return table(rows)
			}
			if a, b := read(64), read(600); a != b {
				t.Fatalf("%T\n%q\n%s\n%s", p, in, a, b)
			}
		}
	})
}
