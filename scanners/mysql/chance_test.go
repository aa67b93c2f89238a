package mysql

import (
	"context"
	"fmt"
	"testing"
	"time"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// Where no integer key is dense, a table of moderate size is passed over, and each
// row has the same chance: counted in twenty classes by the width of the gap before
// the key. Without a pass the rows behind wide gaps come more often, and the draw
// says so.
func TestPassesHaveEqualChances(t *testing.T) {
	t.Parallel()
	url, run := database(t, "passes")
	// The n-th gap is one to twenty times 400 million wide.
	key := `((seq DIV 20) * 210 + (seq MOD 20) * (seq MOD 20 + 1) DIV 2) * 400000000`
	run(`CREATE TABLE thin (id BIGINT PRIMARY KEY, n INT)`, `INSERT INTO thin SELECT `+key+`, seq FROM seq_1_to_40000`,
		`CREATE TABLE texts (id CHAR(20) PRIMARY KEY, n INT)`, `INSERT INTO texts SELECT LPAD(id, 20, '0'), n FROM thin`,
		`CREATE TABLE pairs (a INT, id BIGINT, n INT, PRIMARY KEY (a, id))`, `INSERT INTO pairs SELECT n MOD 3, id, n FROM thin`,
		`CREATE TABLE bare (id BIGINT, n INT)`, `INSERT INTO bare SELECT id, n FROM thin`,
		`CREATE TABLE parts (id INT UNSIGNED PRIMARY KEY, n INT) PARTITION BY HASH (id) PARTITIONS 4`, `INSERT INTO parts SELECT 4000000000 + n * 7, n FROM thin`,
		`ANALYZE TABLE thin, texts, pairs, bare, parts`)
	for _, c := range []struct {
		table string
		pass  bool
		equal bool
	}{{"thin", true, true}, {"texts", true, true}, {"pairs", true, true}, {"bare", true, true}, {"parts", false, true}, {"thin", false, false}} {
		sc := opened(t, url)
		if !c.pass {
			sc.passable = 0
		}
		var seen [20]float64
		total := 0.0
		for seed := range uint64(6) {
			rows, drawn := sampled(t, sc, c.table, seeded(seed))
			if (drawn.Design == scanners.Equal) != c.equal || drawn.Units != drawn.Rows || len(rows) != 1000 || c.equal && (drawn.Population < 30_000 || drawn.Population > 52_000) {
				t.Errorf("%s: %d rows, %+v", c.table, len(rows), drawn)
			}
			for _, r := range rows {
				var n int
				fmt.Sscan(r["n"], &n)
				seen[n%20]++
				total++
			}
		}
		chi := 0.0
		for _, n := range seen {
			chi += (n - total/20) * (n - total/20) / (total / 20)
		}
		t.Logf("%s: chi square %.1f over %.0f rows", c.table, chi, total)
		// 19 degrees of freedom: 43.8 is exceeded once in a thousand.
		if c.equal && chi > 43.8 || !c.equal && chi < 400 {
			t.Errorf("%s: chi square %.1f: %v", c.table, chi, seen)
		}
	}
}

// A table that is larger than the server knows costs one statement with its
// timeout, and is then read as the large table that it is.
func TestPassThatTakesTooLong(t *testing.T) {
	t.Parallel()
	url, run := database(t, "long")
	run(`CREATE TABLE texts (id CHAR(20) PRIMARY KEY, n INT)`, `INSERT INTO texts SELECT LPAD(seq, 20, '0'), seq FROM seq_1_to_400000`,
		`CREATE TABLE thin (id BIGINT PRIMARY KEY, n INT)`, `INSERT INTO thin SELECT seq * 1000000, seq FROM seq_1_to_400000`, `ANALYZE TABLE texts, thin`)
	sc := opened(t, url)
	err := sc.transaction(t.Context(), func(c *session) error {
		for _, name := range []string{"texts", "thin"} {
			tab, err := sc.describe(t.Context(), c, name)
			if err != nil {
				return err
			}
			m := &sample{scanner: sc, c: c, t: tab, random: tables.Random(1, name)}
			if err := c.limit(t.Context(), time.Millisecond); err != nil {
				return err
			}
			if name == "thin" {
				chance, err := keys{m}.Pass(t.Context(), 400_000, func(uint64) {})
				if chance != 0 || err != nil {
					t.Errorf("a pass of a millisecond has the chance %g, %v", chance, err)
				}
			} else if rows, err := m.count(t.Context()); rows != -1 || err != nil {
				t.Errorf("%d rows counted in a millisecond, %v", rows, err)
			}
			if err := c.limit(t.Context(), shortStatement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A scan locks no row, on no more connections than it says.
func TestReadersLockNothing(t *testing.T) {
	t.Parallel()
	url, run := database(t, "locks")
	run(`CREATE TABLE t (id INT PRIMARY KEY, v TEXT)`, `INSERT INTO t SELECT seq, 'x' FROM seq_1_to_30000`, `CREATE VIEW seen AS SELECT * FROM t`, `ANALYZE TABLE t`)
	watcher := connector(t, "locks")
	defer watcher.Close()
	sc := opened(t, url)
	for _, path := range []string{"t", "seen"} {
		for _, d := range []scanners.Draw{some, full} {
			looked := false
			_, err := sc.Sample(t.Context(), scanners.Asset{Path: path}, d, func(*scanners.Batch) error {
				if looked {
					return nil
				}
				looked = true
				var transactions, locked, readers int
				err := watcher.QueryRowContext(context.Background(), `SELECT COUNT(*), COALESCE(SUM(x.trx_rows_locked + x.trx_rows_modified + (x.trx_is_read_only = 0)), 0)
					FROM information_schema.INNODB_TRX x JOIN information_schema.PROCESSLIST p ON p.ID = x.trx_mysql_thread_id WHERE p.DB = 'locks' AND p.ID <> CONNECTION_ID()`).Scan(&transactions, &locked)
				if err == nil {
					err = watcher.QueryRowContext(context.Background(), `SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE DB = 'locks' AND ID <> CONNECTION_ID()`).Scan(&readers)
				}
				if err != nil {
					return err
				}
				if transactions != 1 || locked != 0 || readers != 1 {
					t.Errorf("%s at %s: %d transactions, %d rows locked or changed, %d connections", path, d.Depth, transactions, locked, readers)
				}
				return nil
			})
			if err != nil || !looked {
				t.Errorf("%s at %s: %v", path, d.Depth, err)
			}
		}
	}
}
