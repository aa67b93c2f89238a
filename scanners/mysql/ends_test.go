package mysql

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
)

// The ends of an index tell the oldest and the newest record, of the column that tells how
// old records are and of no other, and are asked for only where the server says that it
// need not look at rows.
func TestEndsOfIndexes(t *testing.T) {
	t.Parallel()
	url, run := database(t, "ends")
	make := func(name, columns, options string, then ...string) {
		run(fmt.Sprintf("CREATE TABLE %s (id INT PRIMARY KEY, %s) %s", quote(name), columns, options),
			"INSERT INTO "+quote(name)+" (id) SELECT seq FROM seq_1_to_12000")
		run(then...)
		run("ANALYZE TABLE " + quote(name))
	}
	const at = "created_at DATETIME(3) NULL, birth_date DATE DEFAULT '1985-11-17', updated_at TIMESTAMP DEFAULT '2024-05-06 07:08:09'"
	fill := func(table string) string {
		return "UPDATE " + quote(table) + " SET created_at = TIMESTAMP '2014-03-05 00:00:00.5' + INTERVAL id HOUR"
	}
	make("without", at, "")
	make("good", at, "", fill("good"), "CREATE INDEX i ON good (created_at, id)", "CREATE INDEX j ON good (birth_date)")
	make("nulls", at, "", fill("nulls"), "UPDATE nulls SET created_at = NULL WHERE id < 10", "CREATE INDEX i ON nulls (created_at)")
	make("zone", "gmt_create TIMESTAMP DEFAULT '2024-05-06 07:08:09'", "", "CREATE INDEX i ON zone (gmt_create)")
	make("born", "birth_date DATE DEFAULT '1985-11-17', name TEXT", "", "CREATE INDEX i ON born (birth_date)")
	make("second", at, "", fill("second"), "CREATE INDEX i ON second (birth_date, created_at)")
	make("ignored", at, "", fill("ignored"), "CREATE INDEX i ON ignored (created_at) IGNORED")
	make("changed", at, "", "CREATE INDEX i ON changed (updated_at)")
	make("letters", "created_at VARCHAR(30) DEFAULT 'someone'", "", "CREATE INDEX i ON letters (created_at)")
	make("zero", "created_at DATE DEFAULT '0000-00-00'", "", "CREATE INDEX i ON zero (created_at)")
	make("parts", "created_at DATE DEFAULT '2020-02-03', KEY (created_at)", "PARTITION BY HASH (id) PARTITIONS 4")

	draw := scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxRows: 100, MaxBytes: 1 << 20}
	read := func(table string, d scanners.Draw) (scanners.Drawn, int64) {
		t.Helper()
		b := &scanners.Budget{}
		sc, err := Kind.Open(context.Background(), scanners.Store{Alias: "db", URL: url, Budget: b})
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
	_, plain := read("without", draw)
	for _, c := range []struct {
		table, declared, want string
		more                  int64
	}{
		{"good", "", "created_at 2014-03-05 01:00:00.5 2015-07-18 00:00:00.5", 2},
		{"good", "birth_date", "", 0},
		{"good", "created_at", "created_at 2014-03-05 01:00:00.5 2015-07-18 00:00:00.5", 2},
		{"nulls", "", "created_at 2014-03-05 10:00:00.5 2015-07-18 00:00:00.5", 2},
		{"zone", "", "gmt_create 2024-05-06 07:08:09 2024-05-06 07:08:09", 2},
		{"born", "", "", 0},
		{"second", "", "", 0},
		{"ignored", "", "", 1},
		{"changed", "", "", 0},
		{"letters", "", "", 0},
		{"zero", "", "", 2},
		{"parts", "", "created_at 2020-02-03 00:00:00 2020-02-03 00:00:00", 2},
	} {
		d := draw
		d.Timestamp = c.declared
		drawn, requests := read(c.table, d)
		var got []string
		for _, s := range drawn.Stats {
			got = append(got, fmt.Sprint(s.Path, " ", s.Oldest.Format("2006-01-02 15:04:05.9"), " ", s.Newest.Format("2006-01-02 15:04:05.9")))
			if !s.Index || s.Rows < 6000 {
				t.Errorf("%s: %+v", c.table, s)
			}
		}
		if strings.Join(got, ", ") != c.want || requests != plain+c.more {
			t.Errorf("%s by %q: %q with %d requests, want %q with %d", c.table, c.declared, got, requests, c.want, plain+c.more)
		}
	}
}
