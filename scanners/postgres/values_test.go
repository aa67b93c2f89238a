package postgres

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func TestEveryKindOfColumn(t *testing.T) {
	t.Parallel()
	url, run := database(t, "columns")
	columns := []struct{ name, typ, value, want string }{
		{"c_text", "text", `'zeile1' || E'\n' || '二'`, "zeile1\n二"},
		{"c_varchar", "character varying(20)", `'v'`, "v"},
		{"c_char", "character(5)", `'ab'`, "ab"},
		{"c_int", "integer", `-42`, "-42"},
		{"c_big", "bigint", `622202100112345678`, "622202100112345678"},
		{"c_numeric", "numeric(30,4)", `12345678901234567890.5`, "12345678901234567890.5000"},
		{"c_double", "double precision", `0.1`, "0.1"},
		{"c_bool", "boolean", `true`, "true"},
		{"c_date", "date", `'2024-02-29'`, "2024-02-29"},
		{"c_ts", "timestamp without time zone", `'2024-02-29 23:59:59.5'`, "2024-02-29T23:59:59.5"},
		{"c_tstz", "timestamp with time zone", `'2024-02-29 23:59:59+08'`, "2024-02-29T15:59:59Z"},
		{"c_ever", "timestamp with time zone", `'infinity'`, "infinity"},
		{"c_bc", "timestamp without time zone", `'0044-03-15 12:00:00 BC'`, "0044-03-15 12:00:00 BC"},
		{"c_time", "time without time zone", `'12:34'`, "12:34:00"},
		{"c_json", "json", `'{"a": "x"}'`, `{"a": "x"}`},
		{"c_jsonb", "jsonb", `'{"b":[1,2]}'`, `{"b": [1, 2]}`},
		{"c_array", "text[]", `'{one,NULL,"t,wo"}'`, "one\nt,wo"},
		{"c_ints", "integer[]", `'{{1,2},{3,4}}'`, "1\n2\n3\n4"},
		{"c_list", "public.list", `'{x,y}'`, "x\ny"},
		{"c_bytes", "bytea", `'客户'::bytea`, ""}, // set below: convert_to
		{"c_blobs", "bytea[]", `ARRAY['ab'::bytea, 'cd'::bytea]`, "ab\ncd"},
		{"c_enum", "public.mood", `'happy'`, "happy"},
		{"c_uuid", "uuid", `'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'`, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
		{"c_inet", "inet", `'192.0.2.1'`, "192.0.2.1/32"},
		{"c_mac", "macaddr", `'08:00:2b:01:02:03'`, "08:00:2b:01:02:03"},
		{"c_xml", "xml", `'<a>b</a>'`, "<a>b</a>"},
		{"c_domain", "public.mail", `'a@example.com'`, "a@example.com"},
		{"c_deep", "public.mail2", `'b@example.com'`, "b@example.com"},
		{"c_row", "public.pair", `ROW('l','r')`, "(l,r)"},
		{"c_range", "int4range", `'[1,5)'`, "[1,5)"},
		{"c_hstore", "public.hstore", `'k=>v'`, `"k"=>"v"`},
		{"c_citext", "public.citext", `'CI'`, "CI"},
		{"c_money", "money", `1.5`, "$1.50"},
		{"c_vector", "tsvector", `'fat cat'`, "'cat' 'fat'"},
		{"c_oids", "oidvector", `'1 2'`, "1 2"},
		{"c_null", "text", `NULL`, ""},
		{"c_nullarray", "text[]", `NULL`, ""},
		{"c_binary", "bytea", `'\x00ff'`, ""},
	}
	run(`CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN mail AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN mail2 AS mail; CREATE DOMAIN list AS text[]; CREATE TYPE pair AS (l text, r text);`)
	for _, e := range []string{"hstore", "citext"} {
		run("CREATE EXTENSION " + e)
	}
	var defs, values []string
	for i, c := range columns {
		if c.name == "c_bytes" {
			columns[i].value, columns[i].want = `convert_to('客户', 'UTF8')`, "客户"
		}
		defs = append(defs, quote(c.name)+" "+c.typ)
		values = append(values, columns[i].value)
	}
	run("CREATE TABLE t (" + strings.Join(defs, ", ") + "); INSERT INTO t VALUES (" + strings.Join(values, ", ") + ")")
	sc := opened(t, url)
	for _, d := range []scanners.Draw{full, some} {
		rows, drawn := sampled(t, sc, "public.t", d)
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
	_, err := sc.Sample(t.Context(), scanners.Asset{Path: "public.t"}, scanners.Draw{Depth: scanners.Names}, func(b *scanners.Batch) error {
		if b.Rows != 0 {
			t.Errorf("%d rows at depth names", b.Rows)
		}
		for _, c := range b.Columns {
			types = append(types, c.Path+" "+c.Type)
		}
		return nil
	})
	if err != nil || len(types) != len(columns) {
		t.Fatalf("%d columns, %v", len(types), err)
	}
	for i, c := range columns {
		if want := c.name + " " + c.typ; types[i] != want {
			t.Errorf("column %q, want %q", types[i], want)
		}
	}
}

// A value of a hundred million bytes stays where it is.
func TestHugeValues(t *testing.T) {
	t.Parallel()
	url, run := database(t, "huge")
	run(`CREATE TABLE t (id int, v text, b bytea, a text[]);
INSERT INTO t VALUES (1, repeat('x', 100000000), convert_to(repeat('y', 100000000), 'UTF8'), ARRAY['z']);
INSERT INTO t VALUES (2, repeat('客', 65536), NULL, ARRAY[repeat('z', 65536)]), (3, repeat('客', 65537), NULL, NULL)`)
	sc := opened(t, url)
	for _, d := range []scanners.Draw{full, some} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		spent := sc.store.Budget.Bytes()
		rows, drawn := sampled(t, sc, "public.t", d)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 20<<20 {
			t.Errorf("%d bytes allocated", got)
		}
		if got := sc.store.Budget.Bytes() - spent; got > 2<<20 || got < 3*65536 {
			t.Errorf("%d bytes charged", got)
		}
		if len(rows) != 3 {
			t.Fatalf("%d rows", len(rows))
		}
		for _, row := range rows {
			switch row["id"] {
			case "1":
				if len(row["v"]) != 65536 || len(row["b"]) != 65536 || row["a"] != "z" {
					t.Errorf("%d, %d, %q", len(row["v"]), len(row["b"]), row["a"])
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
	types := []string{"text", "bytea", "json", "jsonb", "xml", "text[]", "varchar"}
	for i, typ := range types {
		value := `repeat(md5(i::text), 163840)`
		switch typ {
		case "json", "jsonb":
			value = `('{"k": "' || ` + value + ` || '"}')::` + typ
		case "bytea":
			value = `convert_to(` + value + `, 'UTF8')`
		case "xml":
			value = `('<k>' || ` + value + ` || '</k>')::xml`
		case "text[]":
			value = `ARRAY[` + value + `]`
		}
		run(fmt.Sprintf(`CREATE TABLE t%d (v %s); INSERT INTO t%[1]d SELECT %[3]s FROM generate_series(1, 3) i`, i, typ, value))
	}
	server := scannertest.Postgres(t)
	port, sent := scannertest.Wire(t, fmt.Sprintf("%s:%d", server.Host, server.Port))
	server.Port = port
	sc := opened(t, server.URL("cut"))
	for i, typ := range types {
		wire, charged := sent(), sc.store.Budget.Bytes()
		rows, drawn := sampled(t, sc, fmt.Sprintf("public.t%d", i), some)
		wire, charged = sent()-wire, sc.store.Budget.Bytes()-charged
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
	run(`CREATE VIEW slow AS SELECT pg_sleep(60)::text AS v`)
	sc := opened(t, url)
	_, err := sc.Sample(t.Context(), scanners.Asset{Path: "public.slow"}, some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapTimeout || !strings.Contains(g.Reason, "15 s") {
		t.Errorf("%+v", g)
	}
}
