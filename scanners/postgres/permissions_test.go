package postgres

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// TestDocumentedGrantsAreEnough scans a database as a role that has what
// docs/providers.md grants, and no more than that.
func TestDocumentedGrantsAreEnough(t *testing.T) {
	doc, err := os.ReadFile("../../docs/providers.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)## PostgreSQL.*?```sql\n(.*?)```").FindSubmatch(doc)
	if m == nil {
		t.Fatal("the document has no grants for PostgreSQL")
	}
	grants := strings.NewReplacer("crm", "documented", "ROLE piiventory", "ROLE documented_reader", "TO piiventory", "TO documented_reader").Replace(string(m[1]))
	server := scannertest.Postgres(t)
	sql(t, server.URL("postgres"), `CREATE DATABASE documented`)
	sql(t, server.URL("documented"), `REVOKE ALL ON DATABASE documented FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC;
		CREATE TABLE before (v text); INSERT INTO before VALUES ('x')`)
	sql(t, server.URL("documented"), grants)
	sql(t, server.URL("documented"), `CREATE TABLE later (v text); INSERT INTO later VALUES ('x');
		CREATE VIEW seen AS SELECT v FROM before; CREATE MATERIALIZED VIEW kept AS SELECT v FROM before`)

	sc := opened(t, server.URLAs("documented_reader", "choose-one", "documented"))
	if _, err := sc.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := listed(t, sc)
	for _, path := range []string{"public.before", "public.later", "public.seen", "public.kept"} {
		a, rows := all[path], int64(0)
		if _, err := sc.Sample(t.Context(), a, scanners.Draw{Seed: 1, Depth: scanners.Full}, func(b *scanners.Batch) error { rows += int64(b.Rows); return nil }); err != nil || rows != 1 || a.Unlisted != nil {
			t.Errorf("%s: %d rows, %v", path, rows, err)
		}
	}
	if len(all) != 4 {
		t.Errorf("listed %v", all)
	}
	for _, statement := range []string{`INSERT INTO before VALUES ('y')`, `CREATE TABLE mine (v text)`, `UPDATE before SET v = 'y'`, `DELETE FROM before`, `SELECT * FROM pg_authid`} {
		p := newPool(sc.pool.cfg, &scanners.Budget{})
		c, err := p.get(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := c.exec(t.Context(), statement); err == nil {
			t.Errorf("the grants allow %s", statement)
		}
		p.put(t.Context(), c)
		p.close(t.Context())
	}
	for _, lost := range []string{`REVOKE SELECT ON before FROM documented_reader`, `REVOKE USAGE ON SCHEMA public FROM documented_reader`, `REVOKE CONNECT ON DATABASE documented FROM documented_reader`} {
		sql(t, server.URL("documented"), lost)
		if reads(t, server.URLAs("documented_reader", "choose-one", "documented"), "public.before") {
			t.Errorf("it reads all the same after %s", lost)
		}
	}
}

// reads says whether a user can read a table.
func reads(t *testing.T, url, path string) bool {
	t.Helper()
	sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "db", URL: url, Budget: &scanners.Budget{}})
	if err != nil {
		return false
	}
	defer sc.Close()
	a, ok := listed(t, sc)[path]
	if !ok || a.Unlisted != nil {
		return false
	}
	_, err = sc.Sample(t.Context(), a, scanners.Draw{Seed: 1, Depth: scanners.Full}, func(*scanners.Batch) error { return nil })
	return err == nil
}
