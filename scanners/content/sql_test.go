package content

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

func init() {
	insert := "INSERT INTO t (a, \"b c\") VALUES (1, '文 it''s, (x);');\n"
	layouts["sql"] = func(n int) string {
		return "CREATE TABLE t (a int, \"b c\" text);\n" + insert + fill(n, insert+"-- a comment\n") + "INSERT INTO t (a, \"b c\") VALUES (2, ' " + planted + "');\n" + fill(700, insert)
	}
	layouts["sql copy long"] = func(n int) string {
		return "COPY t (a, b) FROM stdin;\n1\t文\n" + fill(n, "2\tx\\ty\\\\ \\N\n") + "3\t " + planted + " " + fill(900, "word and\\nword, ") + "\n" + fill(700, "\\N\tx\n") + "\\.\n"
	}
	layouts["sql string long"] = func(n int) string {
		return insert + insert + "INSERT INTO t VALUES (1, E'" + fill(n, `word ''and'' 文\\ `) + " " + planted + " " + fill(900, `word \'and\' `) + "', 2);\n" + insert
	}
	layouts["sql tuples long"] = func(n int) string {
		return insert + "INSERT INTO t VALUES (1,'文')" + fill(n, ",(2,'x, y')") + ",(3,' " + planted + "')" + fill(700, ", (NULL,'x'/* ; */)") + ";\n" + insert
	}
}

func TestSQL(t *testing.T) {
	for _, tc := range []struct{ name, in, format, want string }{
		{"one line each", "INSERT INTO t VALUES (1,'a','b');\nINSERT INTO t VALUES (2,'c','d');\nINSERT INTO t VALUES (3,'e','f');\n", "sql", "t.1=1;t.2=a;t.3=b\nt.1=2;t.2=c;t.3=d\nt.1=3;t.2=e;t.3=f"},
		{"names of the definition", "create table if not exists `d`.`t` (\n  `a` int default '1,2', -- b\n  c enum('x','y') comment 'it''s (',\n primary key (`a`)\n);\nINSERT IGNORE INTO `d`.`t` VALUES (1,'a\\'b\\\\');\n", "sql",
			"=create table if not exists `d`.`t` (\n=  `a` int default '1,2', -- b\n=  c enum('x','y') comment 'it''s (',\n= primary key (`a`)\n=);\nd.t.a=1;d.t.c=a'b\\"},
		{"no escapes", "INSERT INTO t (a,b) VALUES ('C:\\','x');\n", "sql", "t.a=C:\\;t.b=x"},
		{"two tables", "INSERT INTO a VALUES (1);\nINSERT INTO b (x) VALUES (2);\nINSERT INTO a VALUES (3), (4)\n", "sql", "a.1=1\nb.x=2\na.1=3\na.1=4"},
		{"what follows", "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING;\nSELECT 1;\n", "sql", "t.a=1\n=ON CONFLICT DO NOTHING;\n=SELECT 1;"},
		{"no tuples", "INSERT INTO t SELECT * FROM u;\nINSERT INTO t DEFAULT VALUES;\n", "text", "=INSERT INTO t SELECT * FROM u;\n=INSERT INTO t DEFAULT VALUES;"},
		{"expressions", "INSERT INTO t VALUES (now(), 1+(2*3), 'a'::text, _binary 'b', x'4142', 0x4142, 0x00, \"q,q\", NULL, '');\n", "sql", "t.1=now();t.2=1+(2*3);t.3=a;t.4=b;t.5=AB;t.6=AB;t.7=0x00;t.8=\"q,q\""},
		{"more values than names", "INSERT INTO t (a) VALUES (1,2);\n", "sql", "t.2=2;t.a=1"},
		{"copy", "COPY s.\"T t\" (a, b) FROM stdin;\n1\t\\N\n\\\\x\ta\\tb\\nc\n\\.\n\nCOPY u FROM stdin;\nx\ty\n\\.\n", "sql", "s.T t.a=1\ns.T t.a=\\x;s.T t.b=a\tb⏎c\n\nu.1=x;u.2=y"},
		{"copy as csv", "COPY t (a) FROM stdin WITH CSV;\n1\n\\.\n", "text", "=COPY t (a) FROM stdin WITH CSV;\n=1\n=\\."},
		{"copy cut off", "COPY t (a, b) FROM stdin;\n1\t2\n3", "sql", "t.a=1;t.b=2\nt.a=3"},
		{"prose", "Use the shell.\n\n    INSERT your card.\n", "text", "=Use the shell.\n\n=    INSERT your card."},
		{"a perl script", "# a test\nuse strict;\n\nINSERT INTO t VALUES (1);\n", "text", "=# a test\n=use strict;\n\n=INSERT INTO t VALUES (1);"},
		{"a script of mysql", "delimiter $$\nINSERT INTO t VALUES ('it\\'s')\n$$\n", "sql", "=delimiter $$\nt.1=it's\n=$$"},
		{"a program", "package main\n\nconst q = `\nINSERT INTO t VALUES (1)\n`\n", "text", "=package main\n\n=const q = `\n=INSERT INTO t VALUES (1)\n=`"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rows, drawn := gather(t, &standard, memory("a", []byte(tc.in)), full)
			if drawn.Format != tc.format || len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
				t.Errorf("%+v", drawn)
			}
			if got := table(rows); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

func TestSQLCutOff(t *testing.T) {
	rows, drawn := gather(t, &standard, memory("a", []byte("INSERT INTO t (a,b) VALUES (1,'x'),(2,'half of")), full)
	if table(rows) != "t.a=1;t.b=x\nt.a=2;t.b=half of" || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt {
		t.Errorf("%s %+v", table(rows), drawn)
	}
}

// TestSQLPieces reads pieces from the middle of dumps: statements have their names,
// also those of definitions in the head; lines that do not say where they belong are
// text, and are counted.
func TestSQLPieces(t *testing.T) {
	var b strings.Builder
	b.WriteString("CREATE TABLE users (id int, phone text);\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "INSERT INTO users VALUES (%d,'138%08d');\n", i, i)
	}
	rows, drawn := gather(t, &standard, memory("a.sql", []byte(b.String())), sampled(2, 64<<10, 0))
	if drawn.Format != "sql" || drawn.Design != scanners.Equal || len(drawn.Gaps) != 1 || len(rows) < 100 {
		t.Fatalf("%d rows, %+v", len(rows), drawn)
	}
	for _, r := range rows {
		if r.values[""] == "" && len(r.values["users.phone"]) != 11 {
			t.Fatalf("%+v", r)
		}
	}
	b.Reset()
	b.WriteString("COPY users (id, phone) FROM stdin;\n")
	for i := range 30_000 {
		fmt.Fprintf(&b, "%d\t138%08d\n", i, i)
	}
	b.WriteString("\\.\n")
	rows, drawn = gather(t, &standard, memory("b.sql", []byte(b.String())), sampled(2, 64<<10, 0))
	if drawn.Format != "sql" || len(drawn.Gaps) != 2 || drawn.Gaps[1].Kind != scanners.GapSampled || drawn.Gaps[1].Rows < 100 {
		t.Fatalf("%d rows, %+v", len(rows), drawn)
	}
}

// FuzzSQL reads anything as a dump: nothing depends on the buffer, and no line of text
// is lost.
func FuzzSQL(f *testing.F) {
	for _, name := range []string{"sql", "sql copy long", "sql string long", "sql tuples long"} {
		f.Add(layouts[name](10))
	}
	f.Add("insert into a values(x'zz',0x4,'''','a'||'b'),\n--\n/* */(replace('\\n','a',b)) ;x\ncreate table a(b,[c] d,\"e\"")
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 2000 {
			return
		}
		for _, slash := range []bool{false, true} {
			read := func(block int) string {
				s := tiny
				s.block, s.rows = block, 1<<20
				var rows []row
				o := newOut(&s, func(b *scanners.Batch) error {
					rows = append(rows, rowsOf(b)...)
					return nil
				})
				defer o.free()
				err := (&sqlDump{line: 1, slash: slash}).parse(newInput(&s, strings.NewReader(in)), o)
				if err != nil && !errors.As(err, new(*corrupt)) {
					t.Fatal(err)
				}
				if err := o.flush(); err != nil {
					t.Fatal(err)
				}
				return table(rows)
			}
			if a, b := read(64), read(600); a != b {
				t.Fatalf("%q\n%s\n%s", in, a, b)
			}
		}
	})
}
