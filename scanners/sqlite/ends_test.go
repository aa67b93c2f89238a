package sqlite

import (
	"context"
	"fmt"
	"testing"

	"piiventory/scanners"
)

// The ends of an index tell the oldest and the newest record, of the column that tells how
// old records are and of no other, and only where an index over all rows begins with it.
func TestEndsOfIndexes(t *testing.T) {
	path, run := database(t, "ends")
	make := func(name, columns, value string, then ...string) {
		run(fmt.Sprintf("CREATE TABLE %s (id INTEGER PRIMARY KEY, %s)", name, columns),
			fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11000) INSERT INTO %s SELECT i, %s FROM n", name, value))
		run(then...)
	}
	const when = "datetime(1700000000 + i * 60, 'unixepoch')"
	make("without", "created_at DATETIME", when)
	make("good", "created_at DATETIME, birth_date DATE", when+", '1985-11-17'", "CREATE INDEX g ON good (created_at)", "CREATE INDEX g2 ON good (birth_date)")
	make("seconds", "ts INTEGER", "1700000000 + i", "CREATE INDEX s ON seconds (ts, id)")
	make("born", "birth_date DATE", "'1985-11-17'", "CREATE INDEX b ON born (birth_date)")
	make("partial", "created_at DATETIME", when, "CREATE INDEX p ON partial (created_at) WHERE id > 5")
	make("second", "created_at DATETIME, n INTEGER", when+", i", "CREATE INDEX c ON second (n, created_at)")
	make("words", "created_at TEXT", "'someone' || i", "CREATE INDEX w ON words (created_at)")
	make("mixed", "created_at TEXT", "iif(i = 3, '', "+when+")", "CREATE INDEX m ON mixed (created_at)")
	make("expression", "created_at TEXT", when, "CREATE INDEX e ON expression (lower(created_at))")

	draw := scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxRows: 100, MaxBytes: 1 << 20}
	read := func(table string, d scanners.Draw) (scanners.Drawn, int64) {
		t.Helper()
		b := &scanners.Budget{}
		sc, err := Kind.Open(context.Background(), scanners.Store{Alias: "db", URL: "sqlite:" + path, Budget: b})
		if err != nil {
			t.Fatal(err)
		}
		defer sc.Close()
		before := b.Requests()
		drawn, err := sc.Sample(t.Context(), scanners.Asset{Path: table}, d, func(*scanners.Batch) error { return nil })
		if err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		return drawn, b.Requests() - before
	}
	_, plain := read("without", draw) // one request tells that no index begins with it
	for _, c := range []struct {
		table, declared, want string
		more                  int64
	}{
		{"good", "", "created_at 2023-11-14 22:14:20 2023-11-22 13:33:20", 1},
		{"good", "birth_date", "", -1},
		{"seconds", "", "ts 2023-11-14 22:13:21 2023-11-15 01:16:40", 1},
		{"born", "", "", -1},
		{"partial", "", "", 0},
		{"second", "", "", 0},
		{"words", "", "", 1},
		{"mixed", "", "", 1},
		{"expression", "", "", 0},
	} {
		d := draw
		d.Timestamp = c.declared
		drawn, requests := read(c.table, d)
		got := ""
		for _, s := range drawn.Stats {
			got += fmt.Sprint(s.Path, " ", s.Oldest.Format("2006-01-02 15:04:05"), " ", s.Newest.Format("2006-01-02 15:04:05"))
		}
		if got != c.want || requests != plain+c.more {
			t.Errorf("%s by %q: %q with %d requests, want %q with %d", c.table, c.declared, got, requests, c.want, plain+c.more)
		}
	}
}
