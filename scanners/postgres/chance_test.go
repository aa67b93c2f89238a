package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// A pointer without a visible row is a miss, whatever left it there: a row that was
// deleted, one that lies elsewhere since it was updated, on its page or on another,
// and one that VACUUM made a mere reference to its successor. Each row that is there
// has the same chance, counted row by row.
func TestDeadPointersAreMisses(t *testing.T) {
	t.Parallel()
	url, run := database(t, "pointers")
	run(`CREATE TABLE t (id int, n int, v text) WITH (fillfactor = 70);
INSERT INTO t SELECT i, 0, repeat('w', 400) FROM generate_series(0, 299) i;
INSERT INTO t SELECT i, 0, 'x' FROM generate_series(300, 999) i`)
	run(`UPDATE t SET n = 1 WHERE id % 2 = 0; DELETE FROM t WHERE id % 5 = 0`)
	run(`VACUUM t`)
	run(`UPDATE t SET n = 2 WHERE id % 4 = 0; UPDATE t SET v = v || repeat('y', 200) WHERE id % 7 = 0; DELETE FROM t WHERE id % 11 = 0`)
	there := 0
	for id := range 1000 {
		if id%5 != 0 && id%11 != 0 {
			there++
		}
	}
	const seeds, want = 60, 200
	sc := opened(t, url)
	seen := map[int]float64{}
	total := 0.0
	for seed := range uint64(seeds) {
		err := sc.pool.transaction(t.Context(), tidScans, func(c *conn) error {
			r, err := describe(t.Context(), c, "public.t")
			if err != nil {
				return err
			}
			rows := tables.NewRows(r.columns, some, sc.store.Budget, func(b *scanners.Batch) error {
				for i := range b.Rows {
					id, err := strconv.Atoi(string(b.Columns[0].Value(i)))
					if err != nil {
						return err
					}
					seen[id]++
					total++
				}
				return nil
			})
			h := &heap{r: r, c: c, rows: rows, random: tables.Random(seed, "t"), want: want}
			drawn, err := h.byRows(t.Context(), nil, 0)
			if drawn.Design != scanners.Equal || drawn.Units != want || drawn.Rows != want {
				t.Errorf("%+v", drawn)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != there {
		t.Errorf("%d rows were ever drawn, %d are there", len(seen), there)
	}
	chi := 0.0
	for id := range 1000 {
		if id%5 != 0 && id%11 != 0 {
			chi += (seen[id] - total/float64(there)) * (seen[id] - total/float64(there)) / (total / float64(there))
		}
	}
	// A draw without putting back varies less than one with. 727 degrees of freedom:
	// 853 is exceeded once in a thousand.
	if chi /= 1 - want/float64(there); there != 728 || chi > 853 {
		t.Errorf("chi square %.0f over %d rows", chi, there)
	}
	t.Logf("chi square %.0f over %d rows", chi, there)
}

// Rows of a third of a page are drawn one by one where the draw has room for few of
// them, and by blocks where it would touch too many pages for all that it has room
// for.
func TestBlocksOnlyWhereTheBudgetForcesThem(t *testing.T) {
	t.Parallel()
	url, run := database(t, "forced")
	run(`CREATE TABLE wide (id int, v text); ALTER TABLE wide ALTER v SET STORAGE PLAIN;
INSERT INTO wide SELECT i, repeat(md5(i::text), 80) FROM generate_series(0, 5999) i;
CREATE TABLE kilobyte (id int, v text); ALTER TABLE kilobyte ALTER v SET STORAGE PLAIN;
INSERT INTO kilobyte SELECT i, repeat(md5(i::text), 30) FROM generate_series(0, 9999) i; ANALYZE`)
	for _, c := range []struct {
		path        string
		rows, bytes int64
		single      bool
		least       int64
	}{
		{"public.wide", 3000, 256 << 10, true, 80},
		{"public.wide", 3000, 8 << 20, false, 1000},
		{"public.kilobyte", 1000, 8 << 20, true, 1000},
		{"public.kilobyte", 3000, 8 << 20, false, 2000},
	} {
		drawn, _, requests := drawnAtCost(t, url, strings.TrimPrefix(c.path, "public."), scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxRows: c.rows, MaxBytes: c.bytes})
		if drawn.Design != scanners.Equal || drawn.Rows < c.least || drawn.Bytes > c.bytes || requests > 40 {
			t.Errorf("%+v: %d requests, %+v", c, requests, drawn)
		}
		if c.single && (drawn.Units != drawn.Rows || drawn.Population < 5000) || !c.single && (drawn.Units >= drawn.Rows || drawn.Population > 4000) {
			t.Errorf("%+v: %+v", c, drawn)
		}
	}
}

// Blocks without rows count also where the bytes of the draw end it before its rows
// do: two in three blocks are empty here.
func TestEmptyBlocksCount(t *testing.T) {
	t.Parallel()
	url, run := database(t, "empty")
	run(`CREATE TABLE t (id int, v text); ALTER TABLE t ALTER v SET STORAGE PLAIN;
INSERT INTO t SELECT i, repeat(md5(i::text), 120) FROM generate_series(0, 5999) i; DELETE FROM t WHERE id / 6 % 3 > 0; ANALYZE t`)
	sc := opened(t, url)
	for _, d := range []scanners.Draw{{Depth: scanners.Sample, MaxBytes: 400_000}, {Depth: scanners.Sample, MaxBytes: 8 << 20}} {
		blocks, rows := map[string]bool{}, 0
		var drawn scanners.Drawn
		err := sc.pool.transaction(t.Context(), tidScans, func(c *conn) error {
			r, err := describe(t.Context(), c, "public.t")
			if err != nil {
				return err
			}
			gathered := tables.NewRows(r.columns, d, sc.store.Budget, func(b *scanners.Batch) error {
				blocks[b.Unit] = true
				rows += b.Rows
				return nil
			})
			h := &heap{r: r, c: c, rows: gathered, random: tables.Random(2, "t"), want: 3000, maxBytes: d.MaxBytes}
			drawn, err = h.byBlocks(t.Context(), 1, 400)
			return err
		})
		full := float64(len(blocks))
		if err != nil || drawn.Design != scanners.Equal || rows < 70 || drawn.Population != 3000 || float64(drawn.Units) < 2.2*full || float64(drawn.Units) > 4*full {
			t.Errorf("%d rows of %d blocks, %+v, %v", rows, len(blocks), drawn, err)
		}
	}
	if n := reached([]int{0, 2, 0, 1, 0, 0, 3}, 2); n != 3 {
		t.Errorf("two rows reach %d blocks", n)
	}
	if n := reached([]int{0, 2, 0, 1, 0, 0, 3}, 4); n != 7 {
		t.Errorf("four rows reach %d blocks, one of which was read in part", n)
	}
}

// A table of which one row in three hundred is left ends in few statements, and so
// does one with none, and what was drawn is said as it was.
func TestBloatIsBounded(t *testing.T) {
	t.Parallel()
	url, run := database(t, "bloat")
	run(`CREATE TABLE t (id int, v text); INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(0, 99999) i;
DELETE FROM t WHERE id % 300 <> 0; ANALYZE t`)
	left, requests := 334, int64(40)
	for _, after := range []string{"SELECT 1", "VACUUM t", "DELETE FROM t", "VACUUM (TRUNCATE false) t"} {
		run(after)
		if strings.HasPrefix(after, "DELETE") {
			left = 0
		}
		drawn, _, n := drawnAtCost(t, url, "t", some)
		if n > requests || drawn.Rows > int64(left) || left > 0 && drawn.Rows < 100 {
			t.Errorf("after %s: %d requests, %+v", after, n, drawn)
		}
		if drawn.Design != scanners.Equal || drawn.Population < 1600 || drawn.Population > 2000 || drawn.Units < drawn.Rows || drawn.Units > drawn.Population {
			t.Errorf("after %s: the units are blocks, those without rows too: %+v", after, drawn)
		}
	}
}

// A scan takes no lock but that of any reader, on no more connections than it says.
func TestReadersLocksOnly(t *testing.T) {
	t.Parallel()
	url, run := database(t, "locks")
	run(`CREATE TABLE small (v text); INSERT INTO small SELECT 'x' FROM generate_series(1, 100); CREATE TABLE large (id int PRIMARY KEY, v text);
INSERT INTO large SELECT i, repeat('x', 50) FROM generate_series(1, 60000) i;
CREATE TABLE part (id int) PARTITION BY LIST (id); CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1); INSERT INTO part VALUES (1);
CREATE VIEW seen AS SELECT * FROM large; CREATE MATERIALIZED VIEW kept AS SELECT * FROM large; ANALYZE`)
	watcher, err := pgconn.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close(context.Background())
	sc := opened(t, url)
	for _, path := range []string{"public.small", "public.large", "public.part_1", "public.seen", "public.kept"} {
		for _, d := range []scanners.Draw{some, full} {
			looked := false
			_, err := sc.Sample(t.Context(), scanners.Asset{Path: path}, d, func(*scanners.Batch) error {
				if looked {
					return nil
				}
				looked = true
				r := watcher.ExecParams(context.Background(), `SELECT coalesce(string_agg(DISTINCT l.mode, ' '), 'none'), count(DISTINCT a.pid), coalesce(bool_and(a.backend_xid IS NULL), true)
					FROM pg_stat_activity a LEFT JOIN pg_locks l ON l.pid = a.pid AND l.locktype NOT IN ('virtualxid') WHERE a.datname = 'locks' AND a.application_name = 'piiventory'`, nil, nil, nil, nil).Read()
				if r.Err != nil {
					return r.Err
				}
				if got := fmt.Sprintf("%s %s %s", r.Rows[0][0], r.Rows[0][1], r.Rows[0][2]); got != "AccessShareLock 1 t" {
					t.Errorf("%s at %s: %s", path, d.Depth, got)
				}
				return nil
			})
			if err != nil || !looked {
				t.Errorf("%s at %s: %v", path, d.Depth, err)
			}
		}
	}
}
