package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
)

// The last two in a hundred rows of a large table are found, whatever the seed:
// of 1,000 rows none is among them once in 600 million draws.
func TestFindsWhatLiesAtTheEnd(t *testing.T) {
	t.Parallel()
	url, run := database(t, "end")
	run(`CREATE TABLE t (id int, v text);
INSERT INTO t SELECT i, CASE WHEN i > 294000 THEN 'planted' ELSE 'nothing' END FROM generate_series(1, 300000) i; ANALYZE t`)
	sc := opened(t, url)
	for seed := range uint64(8) {
		requests := sc.store.Budget.Requests()
		rows, drawn := sampled(t, sc, "public.t", seeded(seed))
		if n := sc.store.Budget.Requests() - requests; n > 12 {
			t.Errorf("seed %d: %d requests", seed, n)
		}
		planted := 0
		for _, r := range rows {
			if r["v"] == "planted" {
				planted++
			}
		}
		if planted < 5 || planted > 45 {
			t.Errorf("seed %d: %d of %d rows are planted ones, want about 20", seed, planted, len(rows))
		}
		if drawn.Design != scanners.Equal || drawn.Units != 1000 || drawn.Rows != 1000 || drawn.Population != 300000 {
			t.Errorf("%+v", drawn)
		}
	}
	first, _ := sampled(t, sc, "public.t", seeded(3))
	again, _ := sampled(t, opened(t, url), "public.t", seeded(3))
	if !slices.EqualFunc(first, again, maps.Equal[map[string]string]) {
		t.Error("the same seed drew other rows")
	}
	other, _ := sampled(t, sc, "public.t", seeded(4))
	if slices.EqualFunc(first, other, maps.Equal[map[string]string]) {
		t.Error("another seed drew the same rows")
	}
}

// Each visible row has the same chance, however full its page is: the first half
// of the table has wide rows and holes, the second narrow ones.
func TestEachRowHasTheSameChance(t *testing.T) {
	t.Parallel()
	url, run := database(t, "chance")
	run(`CREATE TABLE t (id int, v text);
INSERT INTO t SELECT i, repeat('x', 300) FROM generate_series(0, 19999) i;
INSERT INTO t SELECT i, 'y' FROM generate_series(20000, 39999) i;
DELETE FROM t WHERE id % 3 = 0;
UPDATE t SET v = v || 'z' WHERE id % 7 = 0;
ANALYZE t`)
	sc := opened(t, url)
	// Twenty classes by id, ten of them in the sparse half.
	var seen, size [20]float64
	for id := range 40000 {
		if id%3 != 0 {
			size[id/2000]++
		}
	}
	total := 0.0
	for seed := range uint64(12) {
		rows, drawn := sampled(t, sc, "public.t", seeded(seed))
		if drawn.Design != scanners.Equal || drawn.Units != drawn.Rows {
			t.Fatalf("%+v", drawn)
		}
		for _, r := range rows {
			var id int
			fmt.Sscan(r["id"], &id)
			seen[id/2000]++
			total++
		}
	}
	chi, all := 0.0, 40000.0/3*2
	for i := range seen {
		want := total * size[i] / all
		chi += (seen[i] - want) * (seen[i] - want) / want
	}
	// 19 degrees of freedom: 43.8 is exceeded once in a thousand. The seeds are
	// fixed, so that the test gives the same answer each time.
	if chi > 43.8 {
		t.Errorf("chi square %.1f: %v", chi, seen)
	}
	t.Logf("chi square %.1f over %.0f rows", chi, total)
}

// A table with few rows on each page is read by blocks, each with the same
// chance; so is one that is nearly empty.
func TestSparsePages(t *testing.T) {
	t.Parallel()
	url, run := database(t, "sparse")
	run(`CREATE TABLE wide (id int, v text); ALTER TABLE wide ALTER v SET STORAGE PLAIN;
INSERT INTO wide SELECT i, repeat(md5(i::text), 80) FROM generate_series(0, 5999) i;
CREATE TABLE holes (id int, v text);
INSERT INTO holes SELECT i, repeat('x', 300) FROM generate_series(0, 49999) i;
DELETE FROM holes WHERE id % 50 <> 0;
CREATE TABLE dead (v text);
INSERT INTO dead SELECT repeat('x', 300) FROM generate_series(0, 19999);
DELETE FROM dead; ANALYZE`)
	sc := opened(t, url)
	counts := [10]float64{}
	for seed := range uint64(10) {
		rows, drawn := sampled(t, sc, "public.wide", seeded(seed))
		if drawn.Design != scanners.Equal || drawn.Units >= drawn.Population || drawn.Units < 300 || len(rows) < 800 {
			t.Errorf("wide: %d rows, %+v", len(rows), drawn)
		}
		for _, r := range rows {
			var id int
			fmt.Sscan(r["id"], &id)
			counts[id/600]++
		}
	}
	total := 0.0
	for _, n := range counts {
		total += n
	}
	for i, n := range counts {
		if n < total/10*0.85 || n > total/10*1.15 {
			t.Errorf("tenth %d has %.0f of %.0f rows", i, n, total)
		}
	}
	rows, drawn := sampled(t, sc, "public.holes", some)
	if drawn.Design != scanners.Equal || len(rows) < 100 || drawn.Units < int64(len(rows))/4 {
		t.Errorf("holes: %d rows, %+v", len(rows), drawn)
	}
	rows, drawn = sampled(t, sc, "public.dead", some)
	if len(rows) != 0 || drawn.Design == scanners.Census || drawn.Units == 0 {
		t.Errorf("dead: %d rows, %+v", len(rows), drawn)
	}
	units := map[string]int{}
	_, err := sc.Sample(t.Context(), scanners.Asset{Path: "public.wide"}, some, func(b *scanners.Batch) error {
		units[b.Unit] += b.Rows
		return nil
	})
	for unit, n := range units {
		if !strings.HasPrefix(unit, "block ") || n > 3 {
			t.Errorf("unit %q has %d rows", unit, n)
		}
	}
	if err != nil || len(units) < 100 {
		t.Errorf("%d units, %v", len(units), err)
	}
}

// A small table that does not fit into the draw is still sampled at random.
func TestSmallTableBeyondTheDraw(t *testing.T) {
	t.Parallel()
	url, run := database(t, "small")
	run(`CREATE TABLE t (id int, v text); INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(0, 4999) i`)
	sc := opened(t, url)
	for _, d := range []scanners.Draw{
		{Seed: 1, Depth: scanners.Sample, MaxRows: 500, MaxBytes: 1 << 30},
		{Seed: 1, Depth: scanners.Sample, MaxRows: 1 << 30, MaxBytes: 50000},
	} {
		rows, drawn := sampled(t, sc, "public.t", d)
		late := 0
		for _, r := range rows {
			if r["id"] >= "2500" && len(r["id"]) == 4 {
				late++
			}
		}
		if len(rows) < 400 || len(rows) > 500 || late < len(rows)*2/5 || late > len(rows)*3/5 {
			t.Errorf("%d rows, %d of the second half", len(rows), late)
		}
		if drawn.Design != scanners.Equal || drawn.Population != 5000 || drawn.Units != drawn.Rows || drawn.Bytes > d.MaxBytes {
			t.Errorf("%+v", drawn)
		}
	}
}

// The planner must fetch the rows it is asked for and not read the whole table.
func TestRowIdentifiersAreFetched(t *testing.T) {
	t.Parallel()
	url, run := database(t, "plans")
	run(`CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, 'v' FROM generate_series(1, 100000) i;
CREATE TABLE p (id int, v text) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20); ANALYZE`)
	sc := opened(t, url)
	for _, from := range []string{"ONLY public.t", "public.p"} {
		r := &relation{from: from, blockSize: 8192, blocks: 500}
		if from == "public.p" {
			r.where = "tableoid = 'public.p2'::regclass AND ((id IS NOT NULL) AND (id >= 10) AND (id < 20))"
		}
		err := sc.pool.transaction(t.Context(), tidScans, func(c *conn) error {
			h := &heap{r: r, c: c, random: seededRandom(1)}
			var plan strings.Builder
			err := c.query(t.Context(), "EXPLAIN "+h.statement("ctid"), []string{array(h.drawRows(firstProbes))}, nil, func(row [][]byte) error {
				plan.Write(row[0])
				plan.WriteByte('\n')
				return nil
			})
			if p := plan.String(); !strings.Contains(p, "Tid Scan") || strings.Contains(p, "Seq Scan") || strings.Contains(p, "p1") {
				t.Errorf("%s: the plan is\n%.500s", from, p)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Full reads everything in batches of bounded size, in one snapshot.
func TestFullReadsAll(t *testing.T) {
	t.Parallel()
	url, run := database(t, "whole")
	run(`CREATE TABLE t (id int, v text); INSERT INTO t SELECT i, repeat('x', 20000) FROM generate_series(1, 3000) i`)
	sc := opened(t, url)
	seen := map[string]bool{}
	drawn, err := sc.Sample(t.Context(), scanners.Asset{Path: "public.t"}, full, func(b *scanners.Batch) error {
		size := 0
		for i := range b.Columns {
			size += len(b.Columns[i].Data)
		}
		if size > 5<<20 {
			t.Errorf("a batch of %d bytes", size)
		}
		for i := range b.Rows {
			seen[string(b.Columns[0].Value(i))] = true
		}
		return nil
	})
	if err != nil || len(seen) != 3000 || drawn.Design != scanners.Census || drawn.Population != 3000 || len(drawn.Gaps) != 0 {
		t.Errorf("%d rows, %+v, %v", len(seen), drawn, err)
	}
}

// The budget ends a full read in the middle; what was read stays true.
func TestBudgetEndsFull(t *testing.T) {
	t.Parallel()
	url, run := database(t, "budget")
	run(`CREATE TABLE t (id int, v text); INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i`)
	sc, err := Kind.Open(t.Context(), scanners.Store{URL: url, Budget: &scanners.Budget{MaxBytes: 5 << 20}})
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	var rows int64
	drawn, err := sc.Sample(t.Context(), scanners.Asset{Path: "public.t"}, full, func(b *scanners.Batch) error { rows += int64(b.Rows); return nil })
	if scanners.GapOf(err).Kind != scanners.GapBudget || rows < 4000 || rows > 8000 || drawn.Rows != rows || drawn.Design != scanners.NotRandom {
		t.Errorf("%d rows, %+v, %v", rows, drawn, err)
	}
}

// What is dropped while the scan runs is gone, not unreachable.
func TestDroppedDuringTheScan(t *testing.T) {
	t.Parallel()
	url, run := database(t, "dropped")
	run(`CREATE TABLE a (v text); CREATE TABLE b (v text); CREATE SCHEMA s; CREATE TABLE s.c (v text)`)
	sc := opened(t, url)
	for path := range listed(t, sc) {
		table, drop := strings.TrimPrefix(path, "public."), "DROP TABLE "
		if table == "s.c" {
			table, drop = "s", "DROP SCHEMA "
		}
		run(drop + table + " CASCADE")
		_, err := sc.Sample(t.Context(), scanners.Asset{Path: path}, some, func(*scanners.Batch) error { return nil })
		if g := scanners.GapOf(err); g.Kind != scanners.GapVanished {
			t.Errorf("%s: %+v", path, g)
		}
	}
	// In between the look-up and the first row only the server can tell.
	err := sc.pool.transaction(t.Context(), "", func(c *conn) error {
		return c.query(t.Context(), "SELECT ctid FROM public.a", nil, nil, nil)
	})
	if g := scanners.GapOf(err); g.Kind != scanners.GapVanished {
		t.Errorf("%+v", g)
	}
}

// Nothing can be written, whatever a statement says.
func TestTransactionsAreReadOnly(t *testing.T) {
	t.Parallel()
	url, run := database(t, "readonly")
	run(`CREATE TABLE t (v text)`)
	sc := opened(t, url)
	err := sc.pool.transaction(t.Context(), "", func(c *conn) error { return c.exec(t.Context(), "INSERT INTO public.t VALUES ('x')") })
	if err == nil || !strings.Contains(err.Error(), "25006") {
		t.Errorf("got %v", err)
	}
	if err := sc.pool.transaction(t.Context(), "", func(c *conn) error {
		return c.query(t.Context(), `SELECT current_setting('application_name'), current_setting('statement_timeout'), current_setting('lock_timeout'),
			(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'piiventory')`, nil, nil, func(row [][]byte) error {
			if got := fmt.Sprintf("%s %s %s %s", row[0], row[1], row[2], row[3]); got != "piiventory 15s 1s 1" {
				t.Error(got)
			}
			return nil
		})
	}); err != nil {
		t.Error(err)
	}
}

// A statement that its reader no longer waits for is stopped at the server.
func TestCancelReachesTheServer(t *testing.T) {
	t.Parallel()
	url, run := database(t, "cancelled")
	run(`CREATE VIEW slow AS SELECT pg_sleep(14)::text AS v`)
	sc := opened(t, url)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := sc.Sample(ctx, scanners.Asset{Path: "public.slow"}, some, func(*scanners.Batch) error { return nil })
		ended <- err
	}()
	watcher, err := pgconn.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close(context.Background())
	running := func() bool {
		r := watcher.ExecParams(context.Background(), `SELECT count(*) FROM pg_stat_activity WHERE datname = 'cancelled' AND state = 'active' AND query LIKE 'FETCH%'`, nil, nil, nil, nil).Read()
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		return string(r.Rows[0][0]) != "0"
	}
	waitFor(t, "the view is read", running)
	cancel()
	if err := <-ended; scanners.GapOf(err).Kind != scanners.GapInterrupted {
		t.Errorf("got %v", err)
	}
	waitFor(t, "the server stops", func() bool { return !running() })
}
