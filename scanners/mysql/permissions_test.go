package mysql

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// TestDocumentedGrantsAreEnough scans a database as a user that has what
// docs/providers.md grants, and no more than that.
func TestDocumentedGrantsAreEnough(t *testing.T) {
	doc, err := os.ReadFile("../../docs/providers.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)## MySQL and MariaDB.*?```sql\n(.*?)```").FindSubmatch(doc)
	if m == nil {
		t.Fatal("the document has no grants for MySQL")
	}
	server := scannertest.MariaDB(t)
	execute(t, "", "CREATE DATABASE documented", "CREATE TABLE documented.people (v TEXT)", "INSERT INTO documented.people VALUES ('x')",
		"CREATE VIEW documented.seen AS SELECT v FROM documented.people")
	for _, grant := range strings.Split(strings.TrimSpace(strings.NewReplacer("crm", "documented", "'piiventory'", "'documented_reader'").Replace(string(m[1]))), ";\n") {
		execute(t, "", strings.TrimSuffix(grant, ";"))
	}
	execute(t, "", "CREATE TABLE documented.later (v TEXT)", "INSERT INTO documented.later VALUES ('x')")

	sc := opened(t, server.URLAs("documented_reader", "choose-one", "documented"))
	if _, err := sc.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := listed(t, sc)
	for _, path := range []string{"people", "later", "seen"} {
		a, rows := all[path], int64(0)
		if _, err := sc.Sample(t.Context(), a, scanners.Draw{Seed: 1, Depth: scanners.Full}, func(b *scanners.Batch) error { rows += int64(b.Rows); return nil }); err != nil || rows != 1 {
			t.Errorf("%s: %d rows, %v", path, rows, err)
		}
	}
	if len(all) != 3 {
		t.Errorf("listed %v", all)
	}
	for _, statement := range []string{"INSERT INTO people VALUES ('y')", "CREATE TABLE mine (v TEXT)", "DELETE FROM people", "SELECT * FROM mysql.user", "SELECT LOAD_FILE('/etc/passwd') INTO OUTFILE '/tmp/x'"} {
		if _, err := sc.db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("the grants allow %s", statement)
		}
	}
	execute(t, "", "REVOKE SELECT ON documented.* FROM 'documented_reader'@'%'")
	if sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "db", URL: server.URLAs("documented_reader", "choose-one", "documented"), Budget: &scanners.Budget{}}); err == nil {
		if left := listed(t, sc); len(left) > 0 {
			t.Errorf("it lists %v without the grant", left)
		}
		sc.Close()
	}
}
