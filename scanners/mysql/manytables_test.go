package mysql

import (
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// A database with grants of thousands of tables is asked no more often than one with a few,
// and what is told of them is bounded, and said to be.
func TestFactsOfThousandsOfTables(t *testing.T) {
	t.Parallel()
	server := scannertest.MariaDBWith(t)
	as(t, server, "CREATE DATABASE shop", "CREATE DATABASE few", "CREATE DATABASE other", "GRANT INSERT ON other.* TO PUBLIC",
		`INSERT INTO mysql.tables_priv (Host, Db, User, Table_name, Grantor, Table_priv)
	SELECT host, 'shop', user, CONCAT('t', LPAD(seq, 4, '0')), '', privileges FROM shop.seq_1_to_6000,
	(SELECT 'localhost' AS host, '' AS user, 'Select' AS privileges UNION ALL SELECT '%', '', 'Update' UNION ALL SELECT '', 'PUBLIC', 'Insert') x`, "FLUSH PRIVILEGES")
	ask := func(database string) (requests int64, k scannertest.Known) {
		t.Helper()
		budget := &scanners.Budget{}
		sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "db", URL: server.URL(database), Budget: budget})
		if err != nil {
			t.Fatal(err)
		}
		defer sc.Close()
		before := budget.Requests()
		facts, err := sc.(*scanner).Facts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return budget.Requests() - before, facts
	}
	few, _ := ask("few")
	many, k := ask("shop")
	if many != few {
		t.Errorf("%d requests of thousands of tables, and %d of none", many, few)
	}
	for _, name := range []string{"grant", "public"} {
		if got := k.Value(name, "t0001"); got != "insert|select,update" {
			t.Errorf("%s of the first table is %q", name, got)
		}
		if last, next := k.Value(name, "t5000"), k.Value(name, "t5001"); last != "insert|select,update" || next != "" {
			t.Errorf("%s of t5000 is %q, of t5001 %q", name, last, next)
		}
		unknown := slices.ContainsFunc(k.Of(name, ""), func(f scanners.Fact) bool {
			return f.Unknown && strings.Contains(f.Reason, "than 10000 facts: the tables whose names come last are left out")
		})
		if !unknown {
			t.Errorf("of the rest of %s is said %q", name, k.Said(name, ""))
		}
	}
}
