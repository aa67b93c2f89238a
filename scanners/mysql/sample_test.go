package mysql

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

// The last two in a hundred rows of a table are found whatever its key is. Where
// keys are thin, or none is an integer, the chances are equal as long as the table
// may be passed over as a whole.
func TestFindsWhatLiesAtTheEnd(t *testing.T) {
	t.Parallel()
	url, run := database(t, "end")
	value := `IF(seq > 58800, 'planted', 'nothing')`
	from := ` FROM seq_1_to_60000`
	run(`CREATE TABLE dense (id INT AUTO_INCREMENT PRIMARY KEY, v TEXT)`, `INSERT INTO dense SELECT seq, `+value+from,
		`CREATE TABLE steps (id BIGINT UNSIGNED PRIMARY KEY, v TEXT)`, `INSERT INTO steps SELECT 18446744073709551615 - (60000 - seq) * 1000, `+value+from,
		// one row far behind all others, which random keys alone would always lead to
		`CREATE TABLE outlier (id BIGINT PRIMARY KEY, v TEXT)`, `INSERT INTO outlier SELECT seq, `+value+from, `INSERT INTO outlier VALUES (9223372036854775807, 'far')`,
		`CREATE TABLE uuids (id CHAR(36) PRIMARY KEY, v TEXT)`, `INSERT INTO uuids SELECT concat(lpad(hex(seq * 70000), 8, '0'), '-0000-4000-8000-', left(md5(seq), 12)), `+value+from,
		`CREATE TABLE typed (id UUID PRIMARY KEY, v TEXT)`, `INSERT INTO typed SELECT insert(insert(md5(seq), 13, 1, '4'), 17, 1, 'a'), `+value+from,
		`CREATE TABLE bin (n BINARY(16) PRIMARY KEY, id INT, v TEXT)`, `INSERT INTO bin SELECT unhex(md5(seq)), seq, `+value+from,
		`CREATE TABLE tenants (tenant INT, id INT, v TEXT, PRIMARY KEY (tenant, id))`, `INSERT INTO tenants SELECT seq % 5, seq, `+value+from,
		`CREATE TABLE times (at DATETIME, v TEXT, KEY (at))`, `INSERT INTO times SELECT '2020-01-01' + INTERVAL seq MINUTE, `+value+from,
		`CREATE TABLE timed (at DATETIME NOT NULL, v TEXT, KEY (at))`, `INSERT INTO timed SELECT '2020-01-01' + INTERVAL seq MINUTE, `+value+from,
		`CREATE TABLE keyless (id INT, v TEXT)`, `INSERT INTO keyless SELECT seq, `+value+from,
		`ANALYZE TABLE dense, steps, outlier, uuids, typed, bin, tenants, times, timed, keyless`)
	for table, want := range map[string]struct {
		design         scanners.Design // without a pass
		requests       int64           // without a pass, and with one
		requestsOfPass int64
	}{
		"dense": {scanners.Equal, 16, 16}, "steps": {scanners.NotEqual, 30, 20}, "outlier": {scanners.Equal, 20, 20},
		"uuids": {scanners.NotEqual, 60, 10}, "typed": {scanners.NotEqual, 40, 10}, "bin": {scanners.NotEqual, 40, 10}, "tenants": {scanners.NotEqual, 75, 10},
		"times": {scanners.NotRandom, 10, 10}, "timed": {scanners.NotEqual, 40, 10}, "keyless": {scanners.NotRandom, 10, 10},
	} {
		for seed := range uint64(6) {
			sc := opened(t, url)
			if seed < 3 {
				sc.passable = 0
			} else {
				want.design, want.requests = scanners.Equal, want.requestsOfPass
			}
			requests := sc.budget.Requests()
			rows, drawn := sampled(t, sc, table, seeded(seed))
			if n := sc.budget.Requests() - requests; n > want.requests {
				t.Errorf("%s: %d requests", table, n)
			}
			planted, seen := 0, map[string]bool{}
			for _, r := range rows {
				if r["v"] == "planted" {
					planted++
				}
				key := r["id"] + r["tenant"] + r["at"]
				if seen[key] {
					t.Errorf("%s: a row came twice", table)
				}
				seen[key] = true
			}
			if want.design == scanners.NotRandom {
				if planted > 0 || len(rows) != 1000 {
					t.Errorf("%s: %d rows, %d planted at its end", table, len(rows), planted)
				}
			} else if planted < 4 || planted > 60 || len(rows) < 800 {
				t.Errorf("%s, seed %d: %d of %d rows are planted ones, want about 20", table, seed, planted, len(rows))
			}
			if drawn.Design != want.design || drawn.Rows != int64(len(rows)) {
				t.Errorf("%s: %+v", table, drawn)
			}
			if want.design == scanners.Equal && (drawn.Units != drawn.Rows || drawn.Population < 40000 || drawn.Population > 80000) {
				t.Errorf("%s: %+v", table, drawn)
			}
			if got := reasons(drawn.Gaps); strings.Contains(got, "gap-weighted, not equal probability") != (drawn.Design == scanners.NotEqual) {
				t.Errorf("%s: %s of %s", table, got, drawn.Design)
			}
			again, _ := sampled(t, sc, table, seeded(seed))
			if !slices.EqualFunc(rows, again, maps.Equal[map[string]string]) {
				t.Errorf("%s: the same seed drew other rows", table)
			}
		}
	}
}

// Each row has the same chance where the design says so: the key has holes of
// every size.
func TestEachRowHasTheSameChance(t *testing.T) {
	t.Parallel()
	url, run := database(t, "chance")
	run(`CREATE TABLE t (id INT PRIMARY KEY, v TEXT)`,
		`INSERT INTO t SELECT seq, 'x' FROM seq_1_to_100000 WHERE seq <= 20000 OR seq % 3 = 0`,
		`DELETE FROM t WHERE id BETWEEN 30000 AND 40000`,
		`INSERT INTO t SELECT -1000000 + CAST(seq AS SIGNED) * 2, 'y' FROM seq_1_to_10000`, `ANALYZE TABLE t`)
	sc := opened(t, url)
	class := func(id int) int {
		switch {
		case id < 0:
			return (id + 1000000) / 5001
		case id <= 20000:
			return 4 + (id-1)/5000
		default:
			return 8 + (id-20000)/10000
		}
	}
	size, seen := map[int]float64{}, map[int]float64{}
	all, total := 0.0, 0.0
	everything, _ := sampled(t, sc, "t", full)
	for _, r := range everything {
		var id int
		fmt.Sscan(r["id"], &id)
		size[class(id)]++
		all++
	}
	for seed := range uint64(12) {
		rows, drawn := sampled(t, sc, "t", seeded(seed))
		if drawn.Design != scanners.Equal {
			t.Fatalf("%+v", drawn)
		}
		for _, r := range rows {
			var id int
			fmt.Sscan(r["id"], &id)
			seen[class(id)]++
			total++
		}
	}
	chi := 0.0
	for i, n := range size {
		want := total * n / all
		chi += (seen[i] - want) * (seen[i] - want) / want
	}
	// At most 16 degrees of freedom: 39.3 is exceeded once in a thousand.
	if chi > 39.3 || len(size) > 17 {
		t.Errorf("chi square %.1f in %d classes: %v of %v", chi, len(size), seen, size)
	}
	t.Logf("chi square %.1f in %d classes over %.0f of %.0f rows", chi, len(size), total, all)
}

// A small table that does not fit into the draw is still sampled at random, with
// and without a key.
func TestSmallTableBeyondTheDraw(t *testing.T) {
	t.Parallel()
	url, run := database(t, "small")
	run(`CREATE TABLE keyed (id INT PRIMARY KEY, v TEXT)`, `INSERT INTO keyed SELECT seq, repeat('x', 100) FROM seq_1_to_5000`,
		`CREATE TABLE keyless (id INT, v TEXT)`, `INSERT INTO keyless SELECT seq, repeat('x', 100) FROM seq_1_to_5000`, `ANALYZE TABLE keyed, keyless`)
	sc := opened(t, url)
	for _, table := range []string{"keyed", "keyless"} {
		for _, d := range []scanners.Draw{
			{Seed: 1, Depth: scanners.Sample, MaxRows: 500, MaxBytes: 1 << 30},
			{Seed: 1, Depth: scanners.Sample, MaxRows: 1 << 30, MaxBytes: 50000},
		} {
			rows, drawn := sampled(t, sc, table, d)
			late := 0
			for _, r := range rows {
				if r["id"] >= "2500" && len(r["id"]) == 4 {
					late++
				}
			}
			if len(rows) < 100 || len(rows) > 500 || late < len(rows)*2/5 || late > len(rows)*3/5 {
				t.Errorf("%s: %d rows, %d of the second half", table, len(rows), late)
			}
			if drawn.Design != scanners.Equal || drawn.Population != 5000 || drawn.Units != drawn.Rows || drawn.Bytes > d.MaxBytes {
				t.Errorf("%s: %+v", table, drawn)
			}
		}
	}
}

// The server must fetch the rows it is asked for and not read the whole table.
func TestKeysAreFetched(t *testing.T) {
	t.Parallel()
	url, run := database(t, "plans")
	run(`CREATE TABLE t (id INT PRIMARY KEY, v TEXT)`, `INSERT INTO t SELECT seq, 'v' FROM seq_1_to_50000`, `ANALYZE TABLE t`)
	sc := opened(t, url)
	err := sc.transaction(t.Context(), func(c *session) error {
		tab, err := sc.describe(t.Context(), c, "t")
		if err != nil {
			return err
		}
		k := keys{&sample{scanner: sc, c: c, t: tab}}
		var some []uint64
		for i := range int64(2000) {
			some = append(some, uint64(i*25)^1<<63)
		}
		return c.query(t.Context(), "EXPLAIN SELECT id, v FROM t"+tab.key.force()+" WHERE id IN ("+k.list(some)+")", nil, func(row []sql.RawBytes) error {
			if string(row[3]) != "range" || string(row[5]) != "PRIMARY" {
				t.Errorf("the plan is %q", row)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Full reads everything in batches of bounded size, with a key and without.
func TestFullReadsAll(t *testing.T) {
	t.Parallel()
	url, run := database(t, "whole")
	run(`CREATE TABLE keyed (id BIGINT PRIMARY KEY, v LONGTEXT)`, `INSERT INTO keyed SELECT CAST(seq AS SIGNED) * -7, repeat('x', 20000) FROM seq_1_to_2000`,
		`CREATE TABLE keyless (id BIGINT, v LONGTEXT)`, `INSERT INTO keyless SELECT id, v FROM keyed`)
	sc := opened(t, url)
	for _, table := range []string{"keyed", "keyless"} {
		seen := map[string]bool{}
		drawn, err := sc.Sample(t.Context(), scanners.Asset{Path: table}, full, func(b *scanners.Batch) error {
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
		if err != nil || len(seen) != 2000 || drawn.Design != scanners.Census || drawn.Population != 2000 || len(drawn.Gaps) != 0 {
			t.Errorf("%s: %d rows, %+v, %v", table, len(seen), drawn, err)
		}
	}
}

// The budget ends a full read in the middle; what was read stays true.
func TestBudgetEndsFull(t *testing.T) {
	t.Parallel()
	url, run := database(t, "budget")
	run(`CREATE TABLE keyed (id INT PRIMARY KEY, v TEXT)`, `INSERT INTO keyed SELECT seq, repeat('x', 1000) FROM seq_1_to_20000`,
		`CREATE TABLE keyless (id INT, v TEXT)`, `INSERT INTO keyless SELECT id, v FROM keyed`)
	for _, table := range []string{"keyed", "keyless"} {
		sc, err := Kind.Open(t.Context(), scanners.Store{URL: url, Budget: &scanners.Budget{MaxBytes: 5 << 20}})
		if err != nil {
			t.Fatal(err)
		}
		defer sc.Close()
		var rows int64
		drawn, err := sc.Sample(t.Context(), scanners.Asset{Path: table}, full, func(b *scanners.Batch) error { rows += int64(b.Rows); return nil })
		if scanners.GapOf(err).Kind != scanners.GapBudget || rows < 4000 || rows > 8000 || drawn.Rows != rows || drawn.Design != scanners.NotRandom {
			t.Errorf("%s: %d rows, %+v, %v", table, rows, drawn, err)
		}
	}
}

// What is dropped while the scan runs is gone, not unreachable.
func TestDroppedDuringTheScan(t *testing.T) {
	t.Parallel()
	url, run := database(t, "dropped")
	run(`CREATE TABLE a (v TEXT)`, `CREATE TABLE b (v TEXT)`)
	sc := opened(t, url)
	for path := range listed(t, sc) {
		run("DROP TABLE " + path)
		_, err := sc.Sample(t.Context(), scanners.Asset{Path: path}, some, func(*scanners.Batch) error { return nil })
		if g := scanners.GapOf(err); g.Kind != scanners.GapVanished {
			t.Errorf("%s: %+v", path, g)
		}
	}
}

// Nothing can be written, whatever a statement says, and locks are not waited
// for.
func TestTransactionsAreReadOnly(t *testing.T) {
	t.Parallel()
	url, run := database(t, "readonly")
	run(`CREATE TABLE t (v TEXT)`)
	sc := opened(t, url)
	err := sc.transaction(t.Context(), func(c *session) error { return c.exec(t.Context(), "INSERT INTO t VALUES ('x')") })
	if err == nil || !strings.Contains(err.Error(), "1792") {
		t.Errorf("got %v", err)
	}
	err = sc.transaction(t.Context(), func(c *session) error {
		return c.query(t.Context(), "SELECT @@max_statement_time, @@lock_wait_timeout, @@time_zone", nil, func(row []sql.RawBytes) error {
			if got := fmt.Sprintf("%s", row); got != "[15 1 +00:00]" {
				t.Error(got)
			}
			return nil
		})
	})
	if err != nil {
		t.Error(err)
	}
	db := connector(t, "readonly")
	defer db.Close()
	holder, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	if _, err := holder.ExecContext(t.Context(), "LOCK TABLES t WRITE"); err != nil {
		t.Fatal(err)
	}
	_, err = sc.Sample(t.Context(), scanners.Asset{Path: "t"}, some, func(*scanners.Batch) error { return nil })
	if g := scanners.GapOf(err); g.Kind != scanners.GapTimeout || !strings.Contains(g.Reason, "lock") {
		t.Errorf("%+v", g)
	}
}
