package postgres

import (
	"context"
	"fmt"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// The ends of an index tell the oldest and the newest record, of the column that tells how
// old records are and of no other, with one statement more, and only where the catalogue
// says that an index begins with it.
func TestEndsOfIndexes(t *testing.T) {
	t.Parallel()
	url, run := database(t, "ends")
	make := func(name, columns string, then ...string) {
		run(fmt.Sprintf(`CREATE TABLE %s (id int, %s); INSERT INTO %[1]s (id) SELECT i FROM generate_series(1, 20000) i`, name, columns))
		for _, s := range then {
			run(s)
		}
		run("ANALYZE " + name)
	}
	const at = `created_at timestamptz DEFAULT now(), birth_date date DEFAULT '1985-11-17', updated_at timestamptz DEFAULT now()`
	fill := func(table string) string {
		return fmt.Sprintf(`UPDATE %s SET created_at = timestamptz '2014-03-05 08:00:00.5+08' + id * interval '1 hour'`, table)
	}
	make("without", at)
	make("good", at, fill("good"), "CREATE INDEX ON good (created_at, id)", "CREATE INDEX ON good (birth_date)")
	make("born", "birth_date date DEFAULT '1985-11-17', name text", "CREATE INDEX ON born (birth_date)")
	make("partial", at, fill("partial"), "CREATE INDEX ON partial (created_at) WHERE id < 100")
	make("second", at, fill("second"), "CREATE INDEX ON second (id, created_at)")
	make("hashed", at, fill("hashed"), "CREATE INDEX ON hashed USING hash (created_at)")
	make("changed", at, "CREATE INDEX ON changed (updated_at)")
	make("text", "created_at text DEFAULT 'someone'", "CREATE INDEX ON text (created_at)")
	make("endless", at, fill("endless"), "UPDATE endless SET created_at = 'infinity' WHERE id = 7", "CREATE INDEX ON endless (created_at)")
	make("empty", "created_at date", "CREATE INDEX ON empty (created_at)")
	make("named", "seen timestamp DEFAULT '2020-02-03 04:05:06'", "CREATE INDEX ON named (seen)")
	run("CREATE MATERIALIZED VIEW stored AS SELECT * FROM good; CREATE INDEX ON stored (created_at); ANALYZE stored")

	draw := scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxRows: 100, MaxBytes: 1 << 20}
	read := func(table string, d scanners.Draw) (scanners.Drawn, int64) {
		t.Helper()
		b := &scanners.Budget{}
		sc, err := Kind.Open(context.Background(), scanners.Store{Alias: "db", URL: url, Budget: b})
		if err != nil {
			t.Fatal(err)
		}
		defer sc.Close()
		drawn, err := sc.Sample(t.Context(), scanners.Asset{Path: "public." + table}, d, func(*scanners.Batch) error { return nil })
		if err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		return drawn, b.Requests()
	}
	_, plain := read("without", draw)
	for _, c := range []struct {
		table, declared, want string
		more                  int64
	}{
		{"good", "", "created_at 2014-03-05 01:00:00.5 2016-06-15 08:00:00.5 20000", 1},
		{"stored", "", "created_at 2014-03-05 01:00:00.5 2016-06-15 08:00:00.5 20000", 1},
		{"good", "CREATED_AT", "created_at 2014-03-05 01:00:00.5 2016-06-15 08:00:00.5 20000", 1},
		{"good", "birth_date", "", 0},
		{"good", "id", "", 0},
		{"born", "", "", 0},
		{"partial", "", "", 0},
		{"second", "", "", 0},
		{"hashed", "", "", 0},
		{"changed", "", "", 0},
		{"text", "", "", 0},
		{"endless", "", "", 1},
		{"empty", "", "", 1},
		{"named", "", "", 0},
		{"named", "seen", "seen 2020-02-03 04:05:06 2020-02-03 04:05:06 20000", 1},
	} {
		d := draw
		d.Timestamp = c.declared
		drawn, requests := read(c.table, d)
		got := ""
		for _, s := range drawn.Stats {
			got += fmt.Sprint(s.Path, " ", s.Oldest.Format("2006-01-02 15:04:05.9"), " ", s.Newest.Format("2006-01-02 15:04:05.9"), " ", s.Rows)
			if !s.Index {
				t.Errorf("%s: %+v", c.table, s)
			}
		}
		if got != c.want || requests != plain+c.more {
			t.Errorf("%s by %q: %q with %d requests, want %q with %d", c.table, c.declared, got, requests, c.want, plain+c.more)
		}
	}
	// What is read whole needs no ends, and neither does a look at names.
	run("CREATE TABLE small AS SELECT i AS id, now() AS created_at FROM generate_series(1, 50) i; CREATE INDEX ON small (created_at)")
	for _, d := range []scanners.Draw{draw, {Depth: scanners.Names}, {Depth: scanners.Full}} {
		if drawn, _ := read("small", d); drawn.Stats != nil {
			t.Errorf("%+v: %+v", d, drawn.Stats)
		}
	}
	// Nothing of the table but its ends is read for it.
	_, with, _ := drawnAtCost(t, url, "good", draw)
	_, less, _ := drawnAtCost(t, url, "second", draw)
	if more := with.Pages - less.Pages; more > 30 {
		t.Errorf("%d pages more for the ends of an index", more)
	}
}

// Who may see some rows only is told no bounds of all of them.
func TestEndsBehindRowSecurity(t *testing.T) {
	t.Parallel()
	_, run := database(t, "ends_hidden")
	run(`CREATE TABLE t (id int, created_at timestamptz DEFAULT now()); INSERT INTO t (id) SELECT generate_series(1, 5000); CREATE INDEX ON t (created_at);
		ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (id > 10); ANALYZE t;
		CREATE ROLE ends_reader LOGIN PASSWORD 'secret'; GRANT SELECT ON t TO ends_reader`)
	server := scannertest.Postgres(t)
	sc := opened(t, server.URLAs("ends_reader", "secret", "ends_hidden"))
	_, drawn := sampled(t, sc, "public.t", scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxRows: 100, MaxBytes: 1 << 20})
	if drawn.Rows != 100 || drawn.Stats != nil {
		t.Errorf("%+v", drawn)
	}
}
