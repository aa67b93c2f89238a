package postgres

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// filled makes a table of so many rows of a usual shape, some 130 bytes each.
func filled(run func(string), rows int) {
	run(fmt.Sprintf(`DROP TABLE IF EXISTS t; CREATE UNLOGGED TABLE t (id bigint, mail text, digest text, at timestamptz);
INSERT INTO t SELECT i, 'someone' || i || '@example.com', md5(i::text), now() FROM generate_series(1, %d) i; ANALYZE t`, rows))
}

// touched returns how many pages of a table, its indexes and its large values the
// server has looked at so far. A session reports when it ends.
func touched(t testing.TB, url, table string) int64 {
	t.Helper()
	c, err := pgconn.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	r := c.ExecParams(context.Background(), `SELECT coalesce(sum(coalesce(heap_blks_hit, 0) + coalesce(heap_blks_read, 0) + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0)
		+ coalesce(toast_blks_hit, 0) + coalesce(toast_blks_read, 0)), 0) FROM pg_statio_user_tables WHERE relname = $1`, [][]byte{[]byte(table)}, nil, nil, nil).Read()
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	return number(r.Rows[0][0])
}

// drawnAtCost samples in sessions that end, and says what it cost.
func drawnAtCost(t testing.TB, url, table string, d scanners.Draw) (drawn scanners.Drawn, cost scannertest.DrawCost, requests int64) {
	t.Helper()
	before := touched(t, url, table)
	b := &scanners.Budget{}
	sc, err := Kind.Open(context.Background(), scanners.Store{Alias: "db", URL: url, Budget: b})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	drawn, err = sc.Sample(context.Background(), scanners.Asset{Path: "public." + table}, d, func(*scanners.Batch) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	cost.Took = time.Since(began)
	if err := sc.Close(); err != nil {
		t.Fatal(err)
	}
	cost.Rows, cost.Pages = drawn.Rows, touched(t, url, table)-before
	return drawn, cost, b.Requests()
}

// Ten times the rows cost no page more.
func TestPagesOfADrawAreConstant(t *testing.T) {
	t.Parallel()
	url, run := database(t, "pages")
	var perRow [2]float64
	for i, rows := range []int{100_000, 1_000_000} {
		filled(run, rows)
		for seed := range uint64(3) {
			drawn, cost, requests := drawnAtCost(t, url, "t", scanners.Draw{Seed: seed, Depth: scanners.Sample, MaxRows: 1000, MaxBytes: 4 << 20})
			if drawn.Design != scanners.Equal || drawn.Units != 1000 || drawn.Rows != 1000 || drawn.Population < int64(rows)*9/10 || drawn.Population > int64(rows)*11/10 {
				t.Errorf("%d rows: %+v", rows, drawn)
			}
			if requests > 12 {
				t.Errorf("%d rows: %d requests", rows, requests)
			}
			perRow[i] += float64(cost.Pages) / float64(drawn.Rows) / 3
		}
	}
	t.Logf("pages a row: %.2f of 100,000 rows, %.2f of 1,000,000", perRow[0], perRow[1])
	if perRow[0] < 1 || perRow[0] > 10 || perRow[1] > perRow[0]*1.1 {
		t.Errorf("pages a row: %.2f of 100,000 rows, %.2f of 1,000,000", perRow[0], perRow[1])
	}
}

func BenchmarkDraw(b *testing.B) {
	server := scannertest.Postgres(b)
	sql(b, server.URL("postgres"), "CREATE DATABASE draws")
	url := server.URL("draws")
	scannertest.CompareDraws(b, scannertest.Draws{
		Server: "PostgreSQL " + version(b, url), Shape: "four columns, some 130 bytes a row", Statement: "ORDER BY random() LIMIT 3000",
		Make: func(rows int) { filled(func(s string) { sql(b, url, s) }, rows) },
		Ours: func(seed uint64) scannertest.DrawCost {
			_, cost, _ := drawnAtCost(b, url, "t", scanners.Draw{Seed: seed, Depth: scanners.Sample, MaxRows: 3000, MaxBytes: 8 << 20})
			return cost
		},
		Theirs: func(uint64) scannertest.DrawCost {
			before := touched(b, url, "t")
			c, err := pgconn.Connect(context.Background(), url)
			if err != nil {
				b.Fatal(err)
			}
			began := time.Now()
			r := c.ExecParams(context.Background(), "SELECT * FROM t ORDER BY random() LIMIT 3000", nil, nil, nil, nil).Read()
			took := time.Since(began)
			if err := c.Close(context.Background()); r.Err != nil || err != nil {
				b.Fatal(r.Err, err)
			}
			return scannertest.DrawCost{Rows: int64(len(r.Rows)), Pages: touched(b, url, "t") - before, Took: took}
		},
	}, os.Stdout)
}

func version(t testing.TB, url string) string {
	c, err := pgconn.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	return fmt.Sprint(major(c.ParameterStatus("server_version")))
}
