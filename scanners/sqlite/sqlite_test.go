package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// database makes a file and returns its path and what runs SQL in it.
func database(t testing.TB, name string, statements ...string) (path string, run func(statements ...string)) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	execute(t, path, statements...)
	return path, func(statements ...string) { t.Helper(); execute(t, path, statements...) }
}

func execute(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(context.Background(), s); err != nil {
			t.Fatalf("%.200s: %v", s, err)
		}
	}
}

func opened(t testing.TB, path string) *scanner {
	t.Helper()
	sc, err := Kind.Open(context.Background(), scanners.Store{Alias: "db", URL: "sqlite:" + path, Budget: &scanners.Budget{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sc.Close() })
	return sc.(*scanner)
}

func listed(t testing.TB, sc scanners.Scanner) map[string]scanners.Asset {
	t.Helper()
	found := map[string]scanners.Asset{}
	err := sc.Assets(context.Background(), func(a scanners.Asset) error {
		found[a.Path] = a
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func sampled(t testing.TB, sc scanners.Scanner, path string, d scanners.Draw) (rows []map[string]string, drawn scanners.Drawn) {
	t.Helper()
	drawn, err := sc.Sample(context.Background(), scanners.Asset{Path: path}, d, func(b *scanners.Batch) error {
		for i := range b.Rows {
			row := map[string]string{}
			for j := range b.Columns {
				row[b.Columns[j].Path] = string(b.Columns[j].Value(i))
			}
			rows = append(rows, row)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return rows, drawn
}

var (
	full = scanners.Draw{Seed: 1, Depth: scanners.Full}
	some = scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxRows: 1000, MaxBytes: 4 << 20}
)

func seeded(seed uint64) scanners.Draw {
	d := some
	d.Seed = seed
	return d
}

func reasons(gaps []scanners.Gap) string {
	var b strings.Builder
	for _, g := range gaps {
		fmt.Fprintf(&b, "%s %d: %s\n", g.Kind, g.Rows, g.Reason)
	}
	return b.String()
}

func series(n int) string {
	return fmt.Sprintf(` FROM (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < %d) SELECT i FROM s)`, n)
}

// Whatever a table and a column are called, they are found and read.
func FuzzNames(f *testing.F) {
	for _, n := range []string{"plain", "with-hyphen", "客户表", "select", `quo"ted`, `"`, "dot.ted", "it's", "new\nline", "back\\slash", "?1", "a b", "%s", "--", "'); DROP TABLE x; --", "[x]", "`x`", "rowid", "_rowid_"} {
		f.Add(n, n)
	}
	path, _ := database(f, "fuzz.db")
	f.Fuzz(func(t *testing.T, table, column string) {
		if strings.ContainsRune(table+column, 0) || table == "" || column == "" || strings.HasPrefix(strings.ToLower(table), "sqlite_") || strings.ToValidUTF8(table+column, "") != table+column {
			return
		}
		execute(t, path, "DROP TABLE IF EXISTS main."+quote(table), "CREATE TABLE main."+quote(table)+" ("+quote(column)+")", "INSERT INTO main."+quote(table)+" VALUES ('value')")
		sc := opened(t, path)
		if _, ok := listed(t, sc)[table]; !ok {
			t.Fatalf("%q is not listed", table)
		}
		for _, d := range []scanners.Draw{full, some} {
			if rows, drawn := sampled(t, sc, table, d); len(rows) != 1 || rows[0][column] != "value" || drawn.Design != scanners.Census {
				t.Errorf("%q at %s: %v, %+v", table, d.Depth, rows, drawn)
			}
		}
		execute(t, path, "DROP TABLE main."+quote(table))
	})
}

func TestListsTablesAndViews(t *testing.T) {
	t.Parallel()
	path, _ := database(t, "kinds ?#%.db",
		`CREATE TABLE plain (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT)`, `INSERT INTO plain (v) VALUES ('a'), ('b')`,
		`CREATE TABLE bare (k TEXT PRIMARY KEY, v) WITHOUT ROWID`, `INSERT INTO bare VALUES ('k', 'v')`,
		`CREATE VIRTUAL TABLE words USING fts5(body)`, `INSERT INTO words VALUES ('found')`,
		`CREATE TABLE taken (rowid, _rowid_, oid)`, `INSERT INTO taken VALUES (1, 2, 3)`,
		`CREATE VIEW seen AS SELECT v FROM plain`, `CREATE VIEW broken AS SELECT x FROM nowhere`,
		`CREATE TABLE empty (a)`, `ANALYZE`)
	sc := opened(t, path)
	found := listed(t, sc)
	if len(found) != 7 {
		t.Errorf("%v", slices.Sorted(maps.Keys(found)))
	}
	if found["plain"].Rows != 2 || found["empty"].Rows != -1 || found["seen"].Kind != "view" || found["words"].Kind != "table" {
		t.Errorf("%+v", found)
	}
	formats := map[string]string{"words": "virtual table", "seen": "view"}
	for name, want := range map[string]int{"plain": 2, "bare": 1, "words": 1, "taken": 1, "seen": 2, "empty": 0} {
		for _, d := range []scanners.Draw{full, some} {
			if rows, drawn := sampled(t, sc, name, d); len(rows) != want || drawn.Design != scanners.Census || drawn.Format != cmp.Or(formats[name], "table") {
				t.Errorf("%s at %s: %v, %+v", name, d.Depth, rows, drawn)
			}
		}
	}
	_, err := sc.Sample(t.Context(), scanners.Asset{Path: "broken"}, some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapFormat {
		t.Errorf("%+v", g)
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	path, _ := database(t, "values.db",
		`CREATE TABLE t (id INTEGER PRIMARY KEY, v, w VARCHAR(20), d DATETIME, g AS (id * 2))`,
		`INSERT INTO t VALUES (1, 'text' || char(10) || '二', 'w', '2024-02-29 12:00:00'), (2, 42, NULL, NULL), (3, 0.1, NULL, NULL), (4, CAST('客户' AS BLOB), NULL, NULL), (5, x'00ff', NULL, NULL),
		(6, printf('%.*c', 70000, 'x'), NULL, NULL), (7, zeroblob(100000000), NULL, NULL), (8, CAST(printf('%.*c', 30000, '客') AS BLOB), NULL, NULL)`)
	sc := opened(t, path)
	for _, d := range []scanners.Draw{full, some} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rows, drawn := sampled(t, sc, "t", d)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 20<<20 {
			t.Errorf("%d bytes allocated", got)
		}
		want := map[string]int{"1": len("text\n二"), "2": 2, "3": 3, "4": 6, "5": 0, "6": 65536, "7": 0, "8": 65535}
		for _, r := range rows {
			if len(r["v"]) != want[r["id"]] {
				t.Errorf("row %s has %d bytes", r["id"], len(r["v"]))
			}
			if r["id"] == "1" && (r["w"] != "w" || r["d"] != "2024-02-29 12:00:00" || r["g"] != "2" || r["v"] != "text\n二") {
				t.Errorf("%v", r)
			}
		}
		got := reasons(drawn.Gaps)
		for _, w := range []string{`format 1: column "v" holds binary data`, "oversized 2: values longer than 65536", "oversized 1: values of more than 16777216 bytes were not read"} {
			if len(rows) != 8 || !strings.Contains(got, w) {
				t.Errorf("%d rows, gaps: %s", len(rows), got)
			}
		}
	}
}

func TestFindsWhatLiesAtTheEnd(t *testing.T) {
	t.Parallel()
	value := `CASE WHEN i > 58800 THEN 'planted' ELSE 'nothing' END`
	path, _ := database(t, "end.db",
		`CREATE TABLE dense (id INTEGER PRIMARY KEY, v TEXT)`, `INSERT INTO dense SELECT i, `+value+series(60000),
		`CREATE TABLE outlier (id INTEGER PRIMARY KEY, v TEXT)`, `INSERT INTO outlier SELECT id, v FROM dense`,
		`INSERT INTO outlier VALUES (9223372036854775807, 'far'), (-9223372036854775808, 'far')`,
		`CREATE TABLE thin (id INTEGER PRIMARY KEY, v TEXT)`, `INSERT OR IGNORE INTO thin SELECT id * 150000000000, v FROM dense`,
		`CREATE TABLE bare (id INT PRIMARY KEY, v TEXT) STRICT, WITHOUT ROWID`, `INSERT INTO bare SELECT id, v FROM dense`,
		`CREATE TABLE hashed (id TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID`, `INSERT INTO hashed SELECT hex(id), v FROM dense`)
	// Tables without a dense key have equal chances as long as the file is small
	// enough for all keys to be read.
	for table, design := range map[string]scanners.Design{"dense": scanners.Equal, "outlier": scanners.Equal, "thin": scanners.NotEqual, "bare": scanners.Equal, "hashed": scanners.NotRandom} {
		for seed := range uint64(6) {
			sc := opened(t, path)
			if seed < 3 {
				sc.passable = 0
			} else {
				design = scanners.Equal
			}
			rows, drawn := sampled(t, sc, table, seeded(seed))
			planted, seen := 0, map[string]bool{}
			for _, r := range rows {
				if r["v"] == "planted" {
					planted++
				}
				seen[r["id"]] = true
			}
			if got := reasons(drawn.Gaps); strings.Contains(got, "gap-weighted, not equal probability") != (drawn.Design == scanners.NotEqual) {
				t.Errorf("%s: %s of %s", table, got, drawn.Design)
			}
			if design == scanners.NotRandom {
				if drawn.Design != design || planted > 0 || len(rows) != 1000 {
					t.Errorf("%s: %d rows, %d planted at its end, %+v", table, len(rows), planted, drawn)
				}
				continue
			}
			if planted < 4 || planted > 60 || len(rows) < 800 || len(seen) != len(rows) {
				t.Errorf("%s, seed %d: %d of %d rows (%d of them different) are planted ones, want about 20", table, seed, planted, len(rows), len(seen))
			}
			if drawn.Design != design || drawn.Rows != int64(len(rows)) {
				t.Errorf("%s: %+v", table, drawn)
			}
			if again, _ := sampled(t, sc, table, seeded(seed)); !slices.EqualFunc(rows, again, maps.Equal[map[string]string]) {
				t.Errorf("%s: the same seed drew other rows", table)
			}
		}
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, _ := database(t, "good.db", "CREATE TABLE t (v)", "INSERT INTO t SELECT hex(randomblob(100))"+series(500))
	content, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		url  string
		kind scanners.GapKind
		want string
	}{
		{"sqlite:" + dir + "/missing.db", scanners.GapVanished, "there is no file"},
		{"sqlite:" + dir, scanners.GapUnsupported, "is a folder"},
		{"sqlite:" + write("text.db", strings.Repeat("hunter2secret ", 1000)), scanners.GapFormat, "not a SQLite database, or it is encrypted"},
		{"sqlite:" + write("short.db", "x"), scanners.GapFormat, "not a SQLite database"},
		{"sqlite:", scanners.GapUnsupported, "names no file"},
		{"sqlite://host/x", scanners.GapUnsupported, "names no file"},
		{"sqlite:/dev/null", scanners.GapUnsupported, "not a regular file"},
		{"sqlite:" + write("torn.db", string(content[:100])+strings.Repeat("\xff", 8000)), scanners.GapCorrupt, "damaged"},
	} {
		sc, err := Kind.Open(t.Context(), scanners.Store{URL: c.url, Budget: &scanners.Budget{}})
		if err == nil {
			sc.Close()
		}
		if g := scanners.GapOf(err); g.Kind != c.kind || !strings.Contains(g.Reason, c.want) || strings.Contains(g.Reason, "secret") {
			t.Errorf("%s: %+v", c.url, g)
		}
	}
	for _, u := range []string{"sqlite:" + good, "sqlite://" + good, "sqlite://" + strings.ReplaceAll(good, "good", "%67ood"), "sqlite:" + write("empty.db", "")} {
		sc, err := Kind.Open(t.Context(), scanners.Store{URL: u, Budget: &scanners.Budget{}})
		if err != nil {
			t.Errorf("%s: %v", u, err)
			continue
		}
		sc.Close()
	}
}

// Nothing is written: not into the database, not beside it, with and without a
// log of changes. What stands in the log is read.
func TestReadsOnly(t *testing.T) {
	t.Parallel()
	path, _ := database(t, "wal.db", "PRAGMA journal_mode = wal", "CREATE TABLE t (v)", "INSERT INTO t VALUES ('one')")
	files := func() string {
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, e := range entries {
			content, err := os.ReadFile(filepath.Join(filepath.Dir(path), e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s %d %x\n", e.Name(), len(content), content[:min(len(content), 100)])
		}
		return b.String()
	}
	before := files()
	sc := opened(t, path)
	sampled(t, sc, "t", some)
	if _, err := sc.db.Exec("INSERT INTO t VALUES ('x')"); err == nil {
		t.Error("a row was written")
	}
	sc.Close()
	if after := files(); after != before {
		t.Errorf("the folder changed from\n%sto\n%s", before, after)
	}

	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("INSERT INTO t VALUES ('two')"); err != nil {
		t.Fatal(err)
	}
	version := listed(t, opened(t, path))["t"].Version
	if rows, _ := sampled(t, opened(t, path), "t", some); len(rows) != 2 {
		t.Errorf("%d rows beside an open log", len(rows))
	}
	if _, err := db.Exec("INSERT INTO t VALUES ('three')"); err != nil {
		t.Fatal(err)
	}
	if again := listed(t, opened(t, path))["t"].Version; again == version {
		t.Error("the version did not change with the content")
	}
}

func TestLockedDatabase(t *testing.T) {
	t.Parallel()
	path, _ := database(t, "locked.db", "CREATE TABLE t (v)", "INSERT INTO t VALUES ('one')")
	sc := opened(t, path)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("BEGIN EXCLUSIVE"); err != nil {
		t.Fatal(err)
	}
	_, err = sc.Sample(t.Context(), scanners.Asset{Path: "t"}, some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapTimeout || !strings.Contains(g.Reason, "locked") {
		t.Errorf("%+v", g)
	}
}

func TestStatementTimeout(t *testing.T) {
	t.Parallel()
	path, _ := database(t, "slow.db", "CREATE VIEW slow AS WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s) SELECT max(i) AS v FROM s")
	sc := opened(t, path)
	_, err := sc.Sample(t.Context(), scanners.Asset{Path: "slow"}, some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapTimeout || !strings.Contains(g.Reason, "15 s") {
		t.Errorf("%+v", g)
	}
}

func TestConform(t *testing.T) {
	path, run := database(t, "conform.db",
		`CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)`, `INSERT INTO people SELECT i, 'person-' || i || '-end'`+series(5000),
		`CREATE TABLE big (v TEXT)`, `INSERT INTO big SELECT 'row-' || i || '-' || hex(zeroblob(100))`+series(30000),
		`CREATE TABLE bare (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID`, `INSERT INTO bare SELECT hex(i), 'bare-' || i || '-end'`+series(20000),
		`CREATE TABLE "空.表" ("v.v" BLOB)`, `INSERT INTO "空.表" VALUES (CAST('planted-客户' AS BLOB))`,
		`CREATE TABLE vanish (v TEXT)`, `INSERT INTO vanish VALUES ('x')`, `CREATE TABLE empty (a INT)`,
		`CREATE VIEW names AS SELECT name FROM people`)
	store := func(path string) scanners.Store { return scanners.Store{Alias: "conform", URL: "sqlite:" + path} }
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("this is no database at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	scannertest.Conform(t, func(*testing.T) (scanners.Kind, scanners.Store) { return Kind, store(path) }, scannertest.Want{
		Assets: []string{"people", "big", "bare", "空.表", "vanish", "empty", "names"},
		Planted: map[string][]scannertest.Planted{
			"people": {{Column: "name", Value: "person-5000-end"}},
			"big":    {{Column: "v", Value: "row-29999-"}},
			"bare":   {{Column: "v", Value: "bare-12345-end"}},
			"空.表":    {{Column: "v.v", Value: "planted-客户"}},
			"names":  {{Column: "name", Value: "person-1234-end"}},
		},
		Columns: map[string][]string{"people": {"id", "name"}, "空.表": {"v.v"}, "empty": {"a"}},
		Vanish:  "vanish",
		Remove:  func(t *testing.T, path string) { run("DROP TABLE " + path) },
		Fails:   map[string]scanners.Store{"a missing file": store(path + ".missing"), "no database": store(text)},
	})
}
