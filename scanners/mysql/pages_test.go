package mysql

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// filled makes a table of so many rows of a usual shape, some 100 bytes each. Every
// step-th key is there.
func filled(t testing.TB, database string, rows, step int) {
	t.Helper()
	execute(t, database, "DROP TABLE IF EXISTS t", "CREATE TABLE t (id BIGINT PRIMARY KEY, mail TEXT, digest TEXT, at DATETIME)",
		fmt.Sprintf("INSERT INTO t SELECT CAST(seq AS SIGNED) * %d, CONCAT('someone', seq, '@example.com'), MD5(seq), '2026-01-31' FROM seq_1_to_%d", step, rows),
		"ANALYZE TABLE t")
}

// touched returns how many pages the server has looked at so far. Nobody else may
// be at work there.
func touched(t testing.TB) int64 {
	t.Helper()
	db := connector(t, "")
	defer db.Close()
	var name, value string
	if err := db.QueryRowContext(context.Background(), "SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_read_requests'").Scan(&name, &value); err != nil {
		t.Fatal(err)
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func drawnAtCost(t testing.TB, url string, d scanners.Draw) (drawn scanners.Drawn, cost scannertest.DrawCost, requests int64) {
	t.Helper()
	b := &scanners.Budget{}
	sc, err := Kind.Open(context.Background(), scanners.Store{Alias: "db", URL: url, Budget: b})
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	before, began := touched(t), time.Now()
	drawn, err = sc.Sample(context.Background(), scanners.Asset{Path: "t"}, d, func(*scanners.Batch) error { return nil })
	cost.Took = time.Since(began)
	if err != nil {
		t.Fatal(err)
	}
	cost.Rows, cost.Pages = drawn.Rows, touched(t)-before
	return drawn, cost, b.Requests()
}

// Ten times the rows cost one step more into the index, for keys without gaps and
// for those of which one in thirty is there.
func TestPagesOfADrawAreConstant(t *testing.T) { // not parallel, since the server counts for all
	url, _ := database(t, "pages")
	for _, c := range []struct {
		step int
		rows [2]int
		most float64
	}{{1, [2]int{100_000, 1_000_000}, 10}, {30, [2]int{100_000, 400_000}, 200}} {
		var perRow [2]float64
		step := c.step
		for i, rows := range c.rows {
			filled(t, "pages", rows, step)
			for seed := range uint64(2) {
				drawn, cost, requests := drawnAtCost(t, url, scanners.Draw{Seed: seed, Depth: scanners.Sample, MaxRows: 1000, MaxBytes: 4 << 20})
				if drawn.Design != scanners.Equal || drawn.Units != 1000 || drawn.Rows != 1000 || drawn.Population < int64(rows)*7/10 || drawn.Population > int64(rows)*14/10 {
					t.Errorf("%d rows, every %d: %+v", rows, step, drawn)
				}
				if requests > 32 {
					t.Errorf("%d rows, every %d: %d requests", rows, step, requests)
				}
				perRow[i] += float64(cost.Pages) / float64(drawn.Rows) / 2
			}
		}
		t.Logf("every %d: pages a row: %.2f of %d rows", step, perRow, c.rows)
		// From two steps into the index to three.
		if perRow[0] < 2 || perRow[0] > c.most || perRow[1] > perRow[0]*1.6 {
			t.Errorf("every %d: pages a row: %.2f of %d rows", step, perRow, c.rows)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	server := scannertest.MariaDB(b)
	execute(b, "", "CREATE DATABASE draws CHARACTER SET utf8mb4")
	db := connector(b, "draws")
	defer db.Close()
	db.SetMaxOpenConns(1)
	var version string
	if err := db.QueryRow("SELECT VERSION()").Scan(&version); err != nil {
		b.Fatal(err)
	}
	scannertest.CompareDraws(b, scannertest.Draws{
		Server: "MariaDB " + version, Shape: "four columns, some 100 bytes a row, an integer key", Statement: "ORDER BY rand() LIMIT 3000",
		Make: func(rows int) { filled(b, "draws", rows, 1) },
		Ours: func(seed uint64) scannertest.DrawCost {
			_, cost, _ := drawnAtCost(b, server.URL("draws"), scanners.Draw{Seed: seed, Depth: scanners.Sample, MaxRows: 3000, MaxBytes: 8 << 20})
			return cost
		},
		Theirs: func(uint64) (cost scannertest.DrawCost) {
			before, began := touched(b), time.Now()
			rows, err := db.Query("SELECT * FROM t ORDER BY rand() LIMIT 3000")
			if err != nil {
				b.Fatal(err)
			}
			defer rows.Close()
			var values [4]sql.RawBytes
			for rows.Next() {
				if err := rows.Scan(&values[0], &values[1], &values[2], &values[3]); err != nil {
					b.Fatal(err)
				}
				cost.Rows++
			}
			if rows.Err() != nil {
				b.Fatal(rows.Err())
			}
			cost.Took, cost.Pages = time.Since(began), touched(b)-before
			return cost
		},
	}, os.Stdout)
}
