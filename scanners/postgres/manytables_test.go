package postgres

import (
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// A database with thousands of tables is asked no more often than one with a few, and what is
// told of them is bounded, and said to be.
func TestFactsOfThousandsOfTables(t *testing.T) {
	t.Parallel()
	server := scannertest.PostgresWith(t, "max_locks_per_transaction=256")
	sql(t, server.URL("postgres"), `CREATE DATABASE few`)
	sql(t, server.URL("postgres"), `CREATE DATABASE thousands`)
	sql(t, server.URL("few"), `CREATE TABLE t0001 (id int); GRANT SELECT ON t0001 TO PUBLIC`)
	const tables = 3000
	sql(t, server.URL("thousands"), `DO $$ BEGIN FOR i IN 1..3000 LOOP
	EXECUTE format('CREATE TABLE t%1$s (id int); GRANT SELECT ON t%1$s TO PUBLIC', lpad(i::text, 4, '0'));
END LOOP; END $$`)
	ask := func(database string) (requests int64, k scannertest.Known) {
		t.Helper()
		sc := opened(t, server.URL(database))
		before := sc.store.Budget.Requests()
		facts, err := sc.Facts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return sc.store.Budget.Requests() - before, facts
	}
	about := func(k scannertest.Known) (single int) {
		for _, f := range k {
			if f.Exact {
				single++
			}
		}
		return single
	}
	few, k := ask("few")
	if about(k) != 2 {
		t.Errorf("%+v", k)
	}
	many, k := ask("thousands")
	if many != few {
		t.Errorf("%d requests of %d tables, and %d of one", many, tables, few)
	}
	if n := about(k); n != 2*tables || k.Value("grant", "public.t3000") != "select" || k.Value("public", "public.t3000") != "select" || slices.Contains(k.Unknown(), "grant") {
		t.Errorf("%d facts of single tables, unknown are %q", n, k.Unknown())
	}

	// Four facts of each are more than are told.
	sql(t, server.URL("thousands"), `DO $$ BEGIN FOR i IN 1..3000 LOOP
	EXECUTE format('ALTER TABLE t%s ENABLE ROW LEVEL SECURITY', lpad(i::text, 4, '0'));
END LOOP; END $$; CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert')`)
	many, k = ask("thousands")
	if many != few {
		t.Errorf("%d requests of %d tables, and %d of one", many, tables, few)
	}
	if n := about(k); n != mostTold {
		t.Errorf("%d facts of single tables, want %d", n, mostTold)
	}
	for _, name := range []string{"grant", "public", "publication", "row-security"} {
		if k.Value(name, "public.t2500") == "" || k.Value(name, "public.t2501") != "" {
			t.Errorf("%s of t2500 is %q, of t2501 %q", name, k.Value(name, "public.t2500"), k.Value(name, "public.t2501"))
		}
		unknown := slices.ContainsFunc(k.Of(name, ""), func(f scanners.Fact) bool {
			return f.Unknown && strings.Contains(f.Reason, "than 10000 facts: the tables whose names come last are left out")
		})
		if !unknown {
			t.Errorf("of the rest of %s is said %q", name, k.Said(name, ""))
		}
	}
}
