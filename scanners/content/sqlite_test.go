package content

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
)

// sqliteWritten makes a database file and returns its bytes.
func sqliteWritten(t testing.TB, statements ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const sqliteSeries = ` FROM (WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 40000) SELECT i FROM s)`

func TestSQLiteSample(t *testing.T) {
	in := sqliteWritten(t,
		"CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT)", "INSERT INTO a SELECT i, 'a' || i || hex(randomblob(40))"+sqliteSeries,
		"CREATE TABLE rowid_taken (rowid TEXT, v TEXT)", "INSERT INTO rowid_taken SELECT 'x', 'b' || i"+sqliteSeries,
		"CREATE TABLE bare (k TEXT PRIMARY KEY) WITHOUT ROWID", "INSERT INTO bare SELECT 'k' || i"+sqliteSeries)
	rows, drawn := gather(t, &standard, memory("a.db", in), full)
	if len(rows) != 120_000 || drawn.Design != scanners.Census || drawn.Format != "sqlite" || len(drawn.Gaps) != 0 {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
	budget := int64(len(in) / 2)
	rows, drawn = gather(t, &standard, memory("a.db", in), sampled(1, budget, 3000))
	count, seen := map[string]int{}, map[string]bool{}
	for _, r := range rows {
		for path, v := range r.values {
			table, _, _ := strings.Cut(path, ".")
			if count[table]++; path != "rowid_taken.rowid" && seen[path+v] {
				t.Fatalf("%s=%s twice", path, v)
			}
			seen[path+v] = true
		}
	}
	if count["a"] < 500 || count["rowid_taken"] < 500 || count["bare"] < 500 || len(rows) > 3000 || drawn.Bytes > budget || drawn.Design == scanners.Census || drawn.Design == scanners.Equal || len(drawn.Gaps) != 1 {
		t.Errorf("%v, %+v", count, drawn)
	}
	again, _ := gather(t, &standard, memory("a.db", in), sampled(1, budget, 3000))
	if fmt.Sprint(rows) != fmt.Sprint(again) {
		t.Error("the same seed read other rows")
	}
}

// What the schema of a file has others run is not run, and what is damaged or made
// to mislead does no harm.
func TestSQLiteHostile(t *testing.T) {
	in := sqliteWritten(t, "CREATE TABLE a (v TEXT, w AS (zeroblob(900000000)))", "INSERT INTO a(v) VALUES ('one'), (printf('%.*c', 9000000, 'x'))",
		"CREATE VIEW endless AS WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s) SELECT i FROM s",
		"CREATE TRIGGER tr AFTER INSERT ON a BEGIN DELETE FROM a; END")
	rows, drawn := gather(t, &standard, memory("a.db", in), full)
	if len(rows) != 2 || rows[0].values["a.v"] != "one" || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapOversized {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
	many := sqliteWritten(t, "CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT)", "INSERT INTO a SELECT i, hex(randomblob(20))"+sqliteSeries, "CREATE TABLE b (v TEXT)", "INSERT INTO b VALUES ('whole')")
	for name, change := range map[string]func(b []byte) []byte{
		"a page": func(b []byte) []byte {
			return append(b[:len(b)/2/4096*4096], append(bytes.Repeat([]byte{0xff}, 4096), b[len(b)/2/4096*4096+4096:]...)...)
		},
		"cut":    func(b []byte) []byte { return b[:len(b)/3] },
		"schema": func(b []byte) []byte { copy(b[100:], bytes.Repeat([]byte{0xff}, 50)); return b },
		"header": func(b []byte) []byte { return append(b[:90], bytes.Repeat([]byte{7}, 50)...) },
	} {
		t.Run(name, func(t *testing.T) {
			_, drawn := gather(t, &standard, memory("a.db", change(bytes.Clone(many))), full)
			if drawn.Format != "sqlite" || drawn.Design != scanners.NotRandom || len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapCorrupt {
				t.Errorf("%+v", drawn)
			}
		})
	}
}

// FuzzSQLite holds that broken databases end without harm and without much memory.
func FuzzSQLite(f *testing.F) {
	in := sqliteWritten(f, "PRAGMA page_size = 512", "CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT, w BLOB)", "CREATE INDEX i ON a (v)",
		"CREATE TABLE bare (k TEXT PRIMARY KEY) WITHOUT ROWID", "INSERT INTO bare VALUES ('k1'), ('k2')",
		"INSERT INTO a SELECT i, 'a' || i, printf('%.*c', i * 50, 'x')"+strings.Replace(sqliteSeries, "40000", "30", 1))
	f.Add(in, uint32(0), []byte(nil))
	f.Add(in, uint32(100), []byte("\x05\xff"))
	f.Add(in, uint32(512), []byte{0x0d, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, in []byte, at uint32, change []byte) {
		if len(in) > 64<<10 || len(in) == 0 {
			return
		}
		in = bytes.Clone(in)
		copy(in[int(at)%len(in):], change) // so that small changes are tried, too
		copy(in, "SQLite format 3\x00")
		allocates(t, 128<<20, func() {
			for _, d := range []scanners.Draw{sampled(1, 0, 0), sampled(1, int64(len(in)/2), 100)} {
				if _, err := standard.sample(t.Context(), memory("a.db", in), d, discard); err != nil {
					t.Fatal(err)
				}
			}
		})
	})
}

// Columns beyond those that are kept are not left out in silence.
func TestSQLiteWide(t *testing.T) {
	s := standard
	s.columns = 8
	for _, columns := range []int{7, 8} {
		var names, values []string
		for i := range columns {
			names, values = append(names, fmt.Sprintf("c%d", i)), append(values, fmt.Sprintf("'v%d'", i))
		}
		in := sqliteWritten(t, "CREATE TABLE a ("+strings.Join(names, ", ")+")", "INSERT INTO a VALUES ("+strings.Join(values, ", ")+")")
		rows, drawn := gather(t, &s, memory("a.db", in), full)
		if len(rows) != 1 || len(rows[0].values) != 7 {
			t.Errorf("%d columns: %+v", columns, rows)
		}
		if columns == 7 && len(drawn.Gaps) != 0 || columns == 8 && (len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapOversized || !strings.Contains(drawn.Gaps[0].Reason, "7 columns") || drawn.Design != scanners.NotRandom) {
			t.Errorf("%d columns: %+v", columns, drawn)
		}
	}
}
