package mysql

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// nasty are names that break whoever pastes them into SQL.
var nasty = []string{
	"plain", "with-hyphen", "Capital", "capital", "客户表", "select", "key", "quo`ted", "`", "dot.ted", "it's", `quo"ted`,
	"semi;colon", "new\nline", "back\\slash", "?", "a b", "tab\tbed", "%s", "-- ", "/*", "'); DROP TABLE x; --", "@@x",
}

func TestNastyNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"na`sty-库.X ?", "order"} {
		url, run := database(t, name)
		for _, n := range nasty {
			col := strings.TrimSpace(n)
			run("CREATE TABLE "+quote(n+"_")+" ("+quote(col)+" VARCHAR(99) PRIMARY KEY)", "INSERT INTO "+quote(n+"_")+" VALUES ('value')",
				"CREATE TABLE "+quote(n+"_k")+" ("+quote(col)+" INT PRIMARY KEY)", "INSERT INTO "+quote(n+"_k")+" VALUES (7)")
		}
		sc := opened(t, url)
		found := listed(t, sc)
		if len(found) != 2*len(nasty) {
			t.Fatalf("%d tables listed: %q", len(found), paths(found))
		}
		for path := range found {
			for _, d := range []scanners.Draw{full, some} {
				rows, drawn := sampled(t, sc, path, d)
				if len(rows) != 1 || drawn.Design != scanners.Census {
					t.Errorf("%q at %s: %d rows, %s", path, d.Depth, len(rows), drawn.Design)
					continue
				}
				for _, v := range rows[0] {
					if v != "value" && v != "7" {
						t.Errorf("%q: %q", path, v)
					}
				}
			}
		}
	}
}

func TestListsTablesAndViews(t *testing.T) {
	t.Parallel()
	url, run := database(t, "kinds")
	run(`CREATE TABLE part (id INT PRIMARY KEY, v TEXT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)`,
		`INSERT INTO part VALUES (1, 'a'), (11, 'b')`,
		`CREATE VIEW seen AS SELECT v FROM part`,
		`CREATE VIEW broken AS SELECT v FROM part`,
		`CREATE SEQUENCE s`,
		`CREATE TABLE versions (id INT PRIMARY KEY, v TEXT) WITH SYSTEM VERSIONING`,
		`INSERT INTO versions VALUES (1, 'old')`, `UPDATE versions SET v = 'new'`, `DELETE FROM versions`,
		`CREATE TABLE isam (v TEXT) ENGINE=MyISAM`, `INSERT INTO isam VALUES ('x')`,
		`CREATE TABLE nothing (v TEXT)`,
		`CREATE TABLE gone (v TEXT)`, `CREATE OR REPLACE VIEW broken AS SELECT v FROM gone`, `DROP TABLE gone`)
	run(`INSTALL SONAME 'ha_federatedx'`, `CREATE TABLE far (v TEXT) ENGINE=FEDERATED CONNECTION='`+url+`/isam'`)
	sc := opened(t, url)
	found := listed(t, sc)
	for path, want := range map[string]struct {
		kind, format string
		rows         int
	}{
		"part": {"table", "table", 2}, "seen": {"view", "view", 2}, "versions": {"table", "table", 2}, "isam": {"table", "table", 1},
		"nothing": {"table", "table", 0}, "broken": {"view", "view", -1}, "far": {"table", "foreign table", 1},
	} {
		if found[path].Kind != want.kind {
			t.Errorf("%s is a %q", path, found[path].Kind)
		}
		if want.rows < 0 {
			_, err := sc.Sample(t.Context(), found[path], some, func(*scanners.Batch) error { return nil })
			if g := scanners.GapOf(err); g.Kind != scanners.GapCorrupt || !strings.Contains(g.Reason, "refers to") {
				t.Errorf("%s: %+v", path, g)
			}
			continue
		}
		for _, d := range []scanners.Draw{full, some} {
			rows, drawn := sampled(t, sc, path, d)
			if len(rows) != want.rows || drawn.Design != scanners.Census || drawn.Format != want.format {
				t.Errorf("%s at %s: %d rows, %s, %s, %s", path, d.Depth, len(rows), drawn.Design, reasons(drawn.Gaps), drawn.Format)
			}
		}
	}
	if len(found) != 7 {
		t.Errorf("listed %q", paths(found))
	}
	d := some
	d.MaxRows = 1
	if rows, drawn := sampled(t, sc, "seen", d); len(rows) != 1 || drawn.Design != scanners.NotRandom || !strings.Contains(reasons(drawn.Gaps), "only the first rows") {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
}

func TestEveryKindOfColumn(t *testing.T) {
	t.Parallel()
	url, run := database(t, "columns")
	columns := []struct{ name, typ, value, want, shown string }{
		{"c_char", "char(5)", `'ab'`, "ab", ""},
		{"c_varchar", "varchar(20)", `'客户'`, "客户", ""},
		{"c_gbk", "varchar(20) CHARACTER SET gbk", `'客户'`, "客户", "varchar(20)"},
		{"c_text", "mediumtext", `'a\nb'`, "a\nb", ""},
		{"c_tiny", "tinyint(4)", `-5`, "-5", ""},
		{"c_big", "bigint(20) unsigned", `18446744073709551615`, "18446744073709551615", ""},
		{"c_zero", "int(6) unsigned zerofill", `42`, "000042", ""},
		{"c_dec", "decimal(30,4)", `12345678901234567890.5`, "12345678901234567890.5000", ""},
		{"c_double", "double", `0.1`, "0.1", ""},
		{"c_bit", "bit(12)", `b'101'`, "5", ""},
		{"c_date", "date", `'2024-02-29'`, "2024-02-29", ""},
		{"c_dt", "datetime(3)", `'2024-02-29 23:59:59.5'`, "2024-02-29T23:59:59.500", ""},
		{"c_ts", "timestamp", `'2024-02-29 23:59:59'`, "2024-02-29T15:59:59Z", ""},
		{"c_time", "time", `'-12:34:56'`, "-12:34:56", ""},
		{"c_year", "year(4)", `2024`, "2024", ""},
		{"c_enum", "enum('sad','happy')", `'happy'`, "happy", "enum"},
		{"c_set", "set('a','b')", `'a,b'`, "a,b", "set"},
		{"c_json", "json", `'{"a": [1, "x"]}'`, `{"a": [1, "x"]}`, "longtext"},
		{"c_blob", "blob", `'客户'`, "客户", ""},
		{"c_varbinary", "varbinary(20)", `'text'`, "text", ""},
		{"c_uuid", "uuid", `'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'`, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", ""},
		{"c_inet", "inet6", `'2001:db8::1'`, "2001:db8::1", ""},
		{"c_point", "point", `ST_GeomFromText('POINT(1.5 2.5)')`, "POINT(1.5 2.5)", ""},
		{"c_null", "text", `NULL`, "", ""},
		{"c_binary", "blob", `x'00ff'`, "", ""},
		{"c_hidden", "varchar(9) INVISIBLE", `'unseen'`, "unseen", "varchar(9)"},
	}
	var defs, values, names []string
	for _, c := range columns {
		null := " NULL"
		if c.shown != "" && strings.Contains(c.typ, "INVISIBLE") {
			null = ""
		}
		defs = append(defs, quote(c.name)+" "+strings.Replace(c.typ, " INVISIBLE", "", 1)+null+when(null == "", " INVISIBLE"))
		names = append(names, quote(c.name))
		values = append(values, c.value)
	}
	run("SET time_zone = '+08:00'", "CREATE TABLE t ("+strings.Join(defs, ", ")+")", "INSERT INTO t ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(values, ", ")+")")
	sc := opened(t, url)
	for _, d := range []scanners.Draw{full, some} {
		rows, drawn := sampled(t, sc, "t", d)
		if len(rows) != 1 || drawn.Format != "table" {
			t.Fatalf("%d rows, %+v", len(rows), drawn)
		}
		for _, c := range columns {
			if got := rows[0][c.name]; got != c.want {
				t.Errorf("%s %s: %q, want %q", c.name, c.typ, got, c.want)
			}
		}
		if got := reasons(drawn.Gaps); got != "format 1: column \"c_binary\" holds binary data that is not text in 1 of the rows read: not looked at\n" {
			t.Errorf("gaps: %s", got)
		}
	}
	var types []string
	_, err := sc.Sample(t.Context(), scanners.Asset{Path: "t"}, scanners.Draw{Depth: scanners.Names}, func(b *scanners.Batch) error {
		for _, c := range b.Columns {
			types = append(types, c.Path+" "+c.Type)
		}
		return nil
	})
	if err != nil || len(types) != len(columns) {
		t.Fatalf("%d columns, %v", len(types), err)
	}
	for i, c := range columns {
		if want := c.name + " " + first(c.shown, c.typ); types[i] != want {
			t.Errorf("column %q, want %q", types[i], want)
		}
	}
}

// A value of a hundred million bytes stays where it is.
func TestHugeValues(t *testing.T) {
	url, run := database(t, "huge")
	run(`SET GLOBAL max_allowed_packet = 268435456`)
	run(`CREATE TABLE t (id INT PRIMARY KEY, v LONGTEXT, b LONGBLOB, j JSON)`,
		`INSERT INTO t VALUES (1, repeat('x', 100000000), repeat('y', 20000000), NULL)`,
		`INSERT INTO t VALUES (2, repeat('客', 65536), NULL, '{}'), (3, repeat('客', 65537), NULL, NULL)`)
	run(`SET GLOBAL max_allowed_packet = 16777216`) // values beyond it must not come back as NULL
	sc := opened(t, url)
	for _, d := range []scanners.Draw{full, some} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		spent := sc.budget.Bytes()
		rows, drawn := sampled(t, sc, "t", d)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 20<<20 {
			t.Errorf("%d bytes allocated", got)
		}
		if got := sc.budget.Bytes() - spent; got > 2<<20 || got < 3*65536 {
			t.Errorf("%d bytes charged", got)
		}
		if len(rows) != 3 {
			t.Fatalf("%d rows", len(rows))
		}
		for _, row := range rows {
			switch row["id"] {
			case "1":
				if len(row["v"]) != 65536 || len(row["b"]) != 65536 {
					t.Errorf("%d, %d", len(row["v"]), len(row["b"]))
				}
			default:
				if len(row["v"]) != 3*65536 {
					t.Errorf("row %s: %d", row["id"], len(row["v"]))
				}
			}
		}
		if got := reasons(drawn.Gaps); got != "oversized 2: values longer than 65536 characters were read only that far, in 2 of the rows read, column \"v\", \"b\"\n" {
			t.Errorf("gaps: %s", got)
		}
	}
}

// Of values of five MiB only what is looked at travels, whatever their type, and the
// entry says that they were cut.
func TestLargeValuesAreCutOnTheServer(t *testing.T) {
	t.Parallel()
	_, run := database(t, "cut")
	types := []string{"LONGTEXT", "LONGBLOB", "JSON"}
	for i, typ := range types {
		value := `REPEAT(MD5(seq), 163840)`
		if typ == "JSON" {
			value = `CONCAT('{"k": "', ` + value + `, '"}')`
		}
		run(fmt.Sprintf(`CREATE TABLE t%d (id INT PRIMARY KEY, v %s)`, i, typ), fmt.Sprintf(`INSERT INTO t%d SELECT seq, %s FROM seq_1_to_3`, i, value))
	}
	server := scannertest.MariaDB(t)
	port, sent := scannertest.Wire(t, fmt.Sprintf("%s:%d", server.Host, server.Port))
	server.Port = port
	sc := opened(t, server.URL("cut"))
	for i, typ := range types {
		wire, charged := sent(), sc.budget.Bytes()
		rows, drawn := sampled(t, sc, fmt.Sprintf("t%d", i), some)
		wire, charged = sent()-wire, sc.budget.Bytes()-charged
		if len(rows) != 3 || charged > 3*66<<10 || charged < 3*64<<10 || wire > charged+64<<10 {
			t.Errorf("%s: %d rows, %d bytes over the wire, %d of them values", typ, len(rows), wire, charged)
		}
		if got := reasons(drawn.Gaps); !strings.Contains(got, "oversized 3: values longer than 65536 characters were read only that far") {
			t.Errorf("%s: gaps: %s", typ, got)
		}
	}
}

func TestStatementTimeout(t *testing.T) {
	t.Parallel()
	url, run := database(t, "slow")
	run(`CREATE VIEW slow AS SELECT SLEEP(60) AS v`)
	sc := opened(t, url)
	_, err := sc.Sample(t.Context(), scanners.Asset{Path: "slow"}, some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapTimeout || !strings.Contains(g.Reason, "15 s") {
		t.Errorf("%+v", g)
	}
}
