package postgres

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// nasty are names that break whoever pastes them into SQL.
var nasty = []string{
	"plain", "with-hyphen", "Capital", "客户表", "select", "user", `quo"ted`, `"`, "dot.ted", "it's",
	"semi;colon", "new\nline", "back\\slash", "$1", "a b", "tab\tbed", "%s", "--", "/*", "'); DROP TABLE x; --", "ctid",
}

func TestNastyNames(t *testing.T) {
	t.Parallel()
	url, run := database(t, `nasty "Name"-库.x`)
	for _, schema := range []string{"public", "Sche.ma", "模式"} {
		if schema != "public" {
			run("CREATE SCHEMA " + quote(schema))
		}
		for _, n := range nasty {
			col := n
			if n == "ctid" {
				col = "tableoid2" // a name that PostgreSQL keeps for itself
			}
			run("CREATE TABLE " + quote(schema) + "." + quote(n) + " (" + quote(col) + " text); INSERT INTO " + quote(schema) + "." + quote(n) + " VALUES ('value')")
		}
	}
	sc := opened(t, url)
	found := listed(t, sc)
	if len(found) != 3*len(nasty) {
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
				if v != "value" {
					t.Errorf("%q: %q", path, v)
				}
			}
		}
	}
}

func TestPathsComeBack(t *testing.T) {
	t.Parallel()
	parts := append(slices.Clone(nasty), `a""b`, `."."`, "x.")
	for _, s := range parts {
		for _, n := range parts {
			path := joinPath(s, n)
			if s2, n2, ok := splitPath(path); !ok || s2 != s || n2 != n {
				t.Errorf("%q and %q gave %q, which gave %q and %q", s, n, path, s2, n2)
			}
		}
	}
	for _, bad := range []string{"", "x", `"x`, `"x"y.z`, `x.y.z`, `"x".`[:3]} {
		if _, _, ok := splitPath(bad); ok {
			t.Errorf("%q is no path", bad)
		}
	}
}

func TestListsEachRowOnce(t *testing.T) {
	t.Parallel()
	url, run := database(t, "kinds")
	run(`
CREATE TABLE part (id int, at date NOT NULL, v text) PARTITION BY RANGE (at);
CREATE TABLE part_2024 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE part_2025 PARTITION OF part FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (id);
CREATE TABLE part_2025_one PARTITION OF part_2025 FOR VALUES IN (1);
CREATE TABLE part_2025_rest PARTITION OF part_2025 DEFAULT;
CREATE TABLE part_none (id int) PARTITION BY LIST (id);
INSERT INTO part VALUES (1, '2024-05-05', 'a'), (1, '2025-05-05', 'b'), (2, '2025-05-06', 'c');
CREATE TABLE parent (v text); CREATE TABLE child (w text) INHERITS (parent);
INSERT INTO parent VALUES ('p'); INSERT INTO child VALUES ('c', 'd');
CREATE VIEW seen AS SELECT v FROM part;
CREATE MATERIALIZED VIEW kept AS SELECT v FROM part;
CREATE MATERIALIZED VIEW stale AS SELECT v FROM part WITH NO DATA;
CREATE UNLOGGED TABLE unlogged (v text);
CREATE TABLE nothing ();
CREATE SEQUENCE s;
CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE far (v text) SERVER files OPTIONS (program 'seq 5');
ANALYZE`)
	sc := opened(t, url)
	found := listed(t, sc)
	want := map[string]struct {
		kind string
		rows int // -1: an error
	}{
		"public.part_2024": {"partition", 1}, "public.part_2025_one": {"partition", 1}, "public.part_2025_rest": {"partition", 1},
		"public.part_none": {"table", 0}, "public.parent": {"table", 1}, "public.child": {"table", 1},
		"public.seen": {"view", 3}, "public.kept": {"view", 3}, "public.stale": {"view", -1}, "public.unlogged": {"table", 0},
		"public.nothing": {"table", 0}, "public.far": {"table", 5},
	}
	if len(found) != len(want) {
		t.Errorf("listed %q", paths(found))
	}
	for path, w := range want {
		if found[path].Kind != w.kind {
			t.Errorf("%s is a %q", path, found[path].Kind)
		}
		if w.rows < 0 {
			_, err := sc.Sample(t.Context(), found[path], some, func(*scanners.Batch) error { return nil })
			if g := scanners.GapOf(err); g.Kind != scanners.GapEmpty || !strings.Contains(g.Reason, "REFRESH") {
				t.Errorf("%s: %+v", path, g)
			}
			continue
		}
		for _, d := range []scanners.Draw{full, some} {
			rows, drawn := sampled(t, sc, path, d)
			format := map[string]string{"public.seen": "view", "public.kept": "materialised view", "public.far": "foreign table"}[path]
			if len(rows) != w.rows || drawn.Design != scanners.Census || drawn.Format != cmp.Or(format, "table") {
				t.Errorf("%s at %s: %d rows, %s, %s, %s", path, d.Depth, len(rows), drawn.Design, reasons(drawn.Gaps), drawn.Format)
			}
		}
	}
	if a := found["public.part_2024"]; a.Rows != 1 || a.Size <= 0 {
		t.Errorf("rows %d, size %d", a.Rows, a.Size)
	}
	d := some
	d.MaxRows = 2
	for _, path := range []string{"public.seen", "public.far"} {
		rows, drawn := sampled(t, sc, path, d)
		if len(rows) != 2 || drawn.Design != scanners.NotRandom || !strings.Contains(reasons(drawn.Gaps), "only the first rows") {
			t.Errorf("%s: %d rows, %s, %s", path, len(rows), drawn.Design, reasons(drawn.Gaps))
		}
	}
}

func TestListsWhatIsLockedAndLargeObjects(t *testing.T) {
	t.Parallel()
	url, run := database(t, "locked")
	run(`CREATE TABLE held (v text); INSERT INTO held VALUES ('x')`)
	run(`VACUUM held`)
	run(`SELECT lo_from_bytea(0, 'large')`)
	sc := opened(t, url)
	release := hold(t, url, "LOCK TABLE held IN ACCESS EXCLUSIVE MODE")
	found := listed(t, sc)
	if a := found["public.held"]; a.Kind != "table" || a.Size <= 0 {
		t.Errorf("%+v", a)
	}
	if a := found["pg_catalog.pg_largeobject"]; a.Unlisted == nil || a.Unlisted.Kind != scanners.GapUnsupported {
		t.Errorf("%+v", a)
	}
	_, err := sc.Sample(t.Context(), found["public.held"], some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapTimeout || !strings.Contains(g.Reason, "lock") {
		t.Errorf("%+v", g)
	}
	release()
	if rows, _ := sampled(t, sc, "public.held", some); len(rows) != 1 {
		t.Errorf("%d rows after the lock was released", len(rows))
	}
}
