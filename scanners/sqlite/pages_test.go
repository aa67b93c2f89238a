package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"modernc.org/sqlite/vfs"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// filled makes a file with a table of so many rows of a usual shape, some 80 bytes
// each, and returns its path.
func filled(t testing.TB, rows, step int) string {
	path := filepath.Join(t.TempDir(), "t.db")
	execute(t, path, "PRAGMA synchronous = off", "PRAGMA journal_mode = off", "CREATE TABLE t (id INTEGER PRIMARY KEY, mail TEXT, digest TEXT, at TEXT)",
		fmt.Sprintf("INSERT INTO t SELECT i * %d, 'someone' || i || '@example.com', hex(randomblob(16)), '2026-01-31'", step)+series(rows))
	return path
}

// A counter is a file system with one file that counts the pages read of it.
type counter struct {
	path  string
	pages int64
}

func (c *counter) Open(string) (fs.File, error) {
	f, err := os.Open(c.path)
	return &countedFile{f, c}, err
}

type countedFile struct {
	*os.File
	c *counter
}

func (f *countedFile) Read(p []byte) (int, error) {
	if len(p) >= 512 {
		f.c.pages++
	}
	return f.File.Read(p)
}

// counted opens the file so that every page that a statement looks at is read: the
// engine keeps none.
func counted(t testing.TB, path string) (*scanner, *counter) {
	t.Helper()
	c := &counter{path: path}
	name, files, err := vfs.New(c)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:db?mode=ro&immutable=1&vfs="+url.QueryEscape(name)+settings+"&_pragma=cache_size(0)&_pragma=mmap_size(0)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close(); files.Close() })
	return &scanner{db: db, budget: &scanners.Budget{}, path: path, passable: passable}, c
}

func drawnAtCost(t testing.TB, path string, d scanners.Draw) (drawn scanners.Drawn, cost scannertest.DrawCost) {
	t.Helper()
	sc, c := counted(t, path)
	drawn, err := sc.Sample(context.Background(), scanners.Asset{Path: "t"}, d, func(*scanners.Batch) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	cost.Rows, cost.Pages = drawn.Rows, c.pages
	return drawn, cost
}

// Ten times the rows cost one step more into the tree.
func TestPagesOfADrawAreConstant(t *testing.T) {
	t.Parallel()
	var perRow [2]float64
	for i, rows := range []int{100_000, 1_000_000} {
		path := filled(t, rows, 3)
		for seed := range uint64(2) {
			drawn, cost := drawnAtCost(t, path, scanners.Draw{Seed: seed, Depth: scanners.Sample, MaxRows: 1000, MaxBytes: 4 << 20})
			if drawn.Design != scanners.Equal || drawn.Units != 1000 || drawn.Rows != 1000 || drawn.Population < int64(rows)*8/10 || drawn.Population > int64(rows)*12/10 {
				t.Errorf("%d rows: %+v", rows, drawn)
			}
			perRow[i] += float64(cost.Pages) / float64(drawn.Rows) / 2
		}
	}
	t.Logf("pages a row: %.2f of 100,000 rows, %.2f of 1,000,000", perRow[0], perRow[1])
	if perRow[0] < 1 || perRow[0] > 30 || perRow[1] > perRow[0]*2 {
		t.Errorf("pages a row: %.2f of 100,000 rows, %.2f of 1,000,000", perRow[0], perRow[1])
	}
}

func BenchmarkDraw(b *testing.B) {
	var path string
	scannertest.CompareDraws(b, scannertest.Draws{
		Server: "SQLite", Shape: "four columns, some 80 bytes a row, pages of 4 KiB of which none is kept", Statement: "ORDER BY random() LIMIT 3000",
		Make: func(rows int) { path = filled(b, rows, 1) },
		Ours: func(seed uint64) scannertest.DrawCost {
			d := scanners.Draw{Seed: seed, Depth: scanners.Sample, MaxRows: 3000, MaxBytes: 8 << 20}
			_, cost := drawnAtCost(b, path, d)
			sc := opened(b, path)
			began := time.Now()
			sampled(b, sc, "t", d)
			cost.Took = time.Since(began)
			return cost
		},
		Theirs: func(uint64) (cost scannertest.DrawCost) {
			ask := func(db *sql.DB) (n int64) {
				rows, err := db.Query("SELECT * FROM t ORDER BY random() LIMIT 3000")
				if err != nil {
					b.Fatal(err)
				}
				defer rows.Close()
				var values [4]sql.RawBytes
				for ; rows.Next(); n++ {
					if err := rows.Scan(&values[0], &values[1], &values[2], &values[3]); err != nil {
						b.Fatal(err)
					}
				}
				return n
			}
			sc, c := counted(b, path)
			cost.Rows, cost.Pages = ask(sc.db), 0
			cost.Pages = c.pages
			plain := opened(b, path)
			began := time.Now()
			ask(plain.db)
			cost.Took = time.Since(began)
			return cost
		},
	}, os.Stdout)
}
