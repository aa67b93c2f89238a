package postgres

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func factsOf(t *testing.T, url string) scannertest.Known {
	t.Helper()
	return scannertest.Facts(t, Kind, scanners.Store{Alias: "db", URL: url})
}

// What a server is set to is told, with the right to see it or without.
func TestFactsOfSettings(t *testing.T) {
	t.Parallel()
	cert, key := scannertest.Certificate(t, "postgres")
	hba := scannertest.ServerFile(t, "postgres", "pg_hba.conf", []byte(`hostnossl all all all reject
host all all 127.0.0.1/32 scram-sha-256
`))
	secure := scannertest.PostgresWith(t, "ssl=on", "ssl_cert_file="+cert, "ssl_key_file="+key, "hba_file="+hba,
		"archive_mode=on", "archive_command=true hunter2secret", "wal_keep_size=64MB", "max_wal_size=256MB", "log_statement=ddl", "log_min_duration_statement=250", "log_connections=on")
	sql(t, secure.URL("postgres")+"?sslmode=require", `CREATE ROLE reader LOGIN PASSWORD 'reader-secret'; SELECT pg_switch_wal()`)
	for user, password := range map[string]string{secure.User: secure.Password, "reader": "reader-secret"} {
		waitFor(t, "the log is archived", func() bool {
			return strings.Contains(factsOf(t, secure.URLAs(user, password, "postgres")+"?sslmode=require").Said("backup", ""), "was last archived at 2")
		})
		k := factsOf(t, secure.URLAs(user, password, "postgres")+"?sslmode=require")
		for name, want := range map[string]string{
			"tls": "yes", "listen": "127.0.0.1", "backup": "archive", "replica": "none", "copy-of": "none", "log-retention": "64MB",
			"audit": "log_statement=ddl|log_min_duration_statement=250ms|log_connections=on", "encryption": "?",
		} {
			if got := k.Value(name, ""); got != want {
				t.Errorf("%s: %s is %q, want %q", user, name, got, want)
			}
		}
		if got := k.Said("tls", ""); !strings.HasPrefix(got, "TLS 1.3, TLS_") {
			t.Errorf("the connection is encrypted by %q", got)
		}
		if !strings.Contains(k.Said("audit", ""), "those that are bound") || !strings.Contains(k.Said("log-retention", ""), "256 MB") {
			t.Errorf("%+v", k)
		}
		if strings.Contains(fmt.Sprint(k), "hunter2") {
			t.Error("tells the command of the archive")
		}
		access := [2]string{k.Value("public", ""), k.Value("tls-required", "")}
		if user == "reader" {
			if access != [2]string{"?", "?"} || !strings.Contains(k.Said("public", ""), `GRANT SELECT ON pg_hba_file_rules TO "reader"; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO "reader"`) {
				t.Errorf("%q %s", access, k.Said("public", ""))
			}
		} else if access != [2]string{"no", "yes"} {
			t.Errorf("%q", access)
		}
	}
	plain := factsOf(t, scannertest.Postgres(t).URL("postgres"))
	for name, want := range map[string]string{"tls": "no", "tls-required": "no", "backup": "none", "audit": "off", "log-retention": "checkpoint", "public": "no", "region": "?"} {
		if got := plain.Value(name, ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if v := plain.Value("version", ""); !strings.HasPrefix(v, "PostgreSQL 1") {
		t.Error(v)
	}
}

// What the catalogue says of tables belongs to those tables.
func TestFactsOfTables(t *testing.T) {
	t.Parallel()
	_, run := database(t, "granting")
	run(`CREATE ROLE granted LOGIN PASSWORD 'hunter2secret';
CREATE TABLE "open.table" (v text); GRANT SELECT, INSERT ON "open.table" TO PUBLIC;
CREATE TABLE closed (v text); GRANT SELECT ON closed TO granted;
CREATE TABLE columns (a text, b text); GRANT SELECT (b) ON columns TO PUBLIC;
CREATE SCHEMA inner1; CREATE TABLE inner1.t (v text); GRANT SELECT ON inner1.t TO PUBLIC;
CREATE TABLE part (id int) PARTITION BY LIST (id); GRANT SELECT ON part TO PUBLIC; ALTER TABLE part ENABLE ROW LEVEL SECURITY;
CREATE TABLE part1 PARTITION OF part FOR VALUES IN (1);
CREATE TABLE rows1 (v text); ALTER TABLE rows1 ENABLE ROW LEVEL SECURITY; CREATE TABLE rows2 (v text); ALTER TABLE rows2 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE VIEW seen AS SELECT * FROM closed; GRANT SELECT ON seen TO PUBLIC;
CREATE ACCESS METHOD tde_heap TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE sealed (v text) USING tde_heap;
CREATE PUBLICATION outgoing FOR TABLE closed, part WITH (publish_via_partition_root = true);
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA inner1 GRANT UPDATE ON TABLES TO PUBLIC`)
	for _, url := range []string{scannertest.Postgres(t).URL("granting"), scannertest.Postgres(t).URLAs("granted", "hunter2secret", "granting")} {
		k := factsOf(t, url)
		var got []string
		for _, f := range k {
			if f.Scope != "" {
				got = append(got, strings.TrimSuffix(fmt.Sprintf("%s %s=%s %s", f.Scope, f.Name, f.Value, f.Detail), " "))
			}
		}
		slices.Sort(got)
		hidden := "public.rows1 row-security=on"
		if strings.Contains(url, "granted:") {
			hidden += ` it holds for user "granted", who scans`
		}
		forced := strings.ReplaceAll(strings.ReplaceAll(hidden, "rows1", "rows2"), "=on", "=forced")
		want := []string{
			`inner1. default-grant=update PUBLIC gets it of every table that is made from now on`,
			`inner1.t grant=select`,
			`public."open.table" grant=insert,select`,
			`public."open.table" public=insert,select`,
			`public.closed publication=outgoing`,
			`public.columns grant=select of some columns only`,
			`public.columns public=select of some columns only`,
			`public.part1 grant=select`,
			`public.part1 public=select`,
			`public.part1 publication=outgoing`,
			`public.part1 row-security=parent rows are hidden where they are read through the partitioned table, and not from those who may read the partition itself`,
			hidden, forced,
			`public.sealed encryption=tde_heap`,
			`public.seen grant=select`,
			`public.seen public=select`,
		}
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if got := k.Value("default-grant", ""); got != "select" {
			t.Errorf("the default is %q", got)
		}
	}
	// Who may not connect gets at nothing.
	run(`REVOKE CONNECT ON DATABASE granting FROM PUBLIC`)
	k := factsOf(t, scannertest.Postgres(t).URL("granting"))
	if k.Value("grant", `public."open.table"`) != "insert,select" || k.Value("public", `public."open.table"`) != "" {
		t.Errorf("%+v", k)
	}
}

// Rows that the policy of a partitioned table hides are missing where a partition can be
// read through it only, and the asset says so.
func TestRowsHiddenByTheParent(t *testing.T) {
	t.Parallel()
	_, run := database(t, "hiding")
	run(`CREATE ROLE hidden LOGIN PASSWORD 'hunter2secret'; CREATE TABLE p (id int, v text) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
INSERT INTO p VALUES (1, 'mine'), (1, 'yours'); GRANT SELECT ON p TO hidden; ALTER TABLE p ENABLE ROW LEVEL SECURITY; CREATE POLICY q ON p USING (v = 'mine');
CREATE ROLE strict LOGIN PASSWORD 'hunter2secret'; GRANT hidden TO strict; ALTER ROLE strict SET row_security = off`)
	for _, user := range []string{"hidden", "strict"} { // the second would get an error by its own setting
		sc := opened(t, scannertest.Postgres(t).URLAs(user, "hunter2secret", "hiding"))
		for _, d := range []scanners.Draw{full, some} {
			rows, drawn := sampled(t, sc, "public.p1", d)
			if len(rows) != 1 || !strings.Contains(reasons(drawn.Gaps), fmt.Sprintf("row-level security may hide rows from user %q", user)) {
				t.Errorf("%v, %s", rows, reasons(drawn.Gaps))
			}
		}
	}
}

// More than a reader of a report looks at is cut off, and said to be.
func TestMoreFactsOfTablesThanAreTold(t *testing.T) {
	t.Parallel()
	_, run := database(t, "many")
	run(`DO $$ BEGIN FOR i IN 10..29 LOOP EXECUTE format('CREATE TABLE t%s (v text); GRANT SELECT ON t%s TO PUBLIC', i, i); END LOOP; END $$`)
	sc := opened(t, scannertest.Postgres(t).URL("many"))
	sc.told = 11
	facts, err := sc.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	k := scannertest.Known(facts)
	if k.Value("grant", "public.t10") != "select" || k.Value("public", "public.t14") != "select" || k.Value("grant", "public.t15") != "select" || k.Value("public", "public.t15") != "" || k.Value("grant", "public.t16") != "" {
		t.Errorf("%+v", k)
	}
	if k.Value("grant", "") != "?" || !strings.Contains(k.Said("grant", ""), "than 11 facts") {
		t.Errorf("of the rest is said %q", k.Said("grant", ""))
	}
}

// A question that is refused is unknown by itself, and asking leaves room for the listing.
func TestFactsThatCannotBeAsked(t *testing.T) {
	t.Parallel()
	_, run := database(t, "refusing")
	run(`CREATE ROLE asker LOGIN PASSWORD 'hunter2secret'; CREATE TABLE t (v text); GRANT SELECT ON t TO PUBLIC; REVOKE SELECT ON pg_stat_replication FROM PUBLIC`)
	url := scannertest.Postgres(t).URLAs("asker", "hunter2secret", "refusing")
	k := factsOf(t, url)
	for name, want := range map[string]string{"replica": "?", "copy-of": "?", "log-retention": "?", "audit": "off", "tls": "no"} {
		if got := k.Value(name, ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if k.Value("grant", "public.t") != "select" || !strings.Contains(k.Said("replica", ""), "lacks a privilege") {
		t.Errorf("%+v", k)
	}
	scannertest.LeavesRoom(t, Kind, scanners.Store{Alias: "db", URL: url})
}

// What the documentation says must be granted makes known whatever a server knows.
func TestGrantsOfTheDocumentation(t *testing.T) {
	t.Parallel()
	server := scannertest.PostgresWith(t, "ssl=off")
	sql(t, server.URL("postgres"), `CREATE ROLE piiventory LOGIN PASSWORD 'hunter2secret'`)
	url := server.URLAs("piiventory", "hunter2secret", "postgres")
	server.Standby(t, "copy")
	waitFor(t, "the standby is connected", func() bool { return factsOf(t, server.URL("postgres")).Value("replica", "") != "none" })
	if got := factsOf(t, url).Unknown(); !slices.Equal(got, []string{"encryption", "jurisdiction", "public", "region", "replica"}) {
		t.Errorf("without grants %q are unknown", got)
	}
	for _, grant := range scannertest.Grants(t, "PostgreSQL") {
		sql(t, server.URL("postgres"), grant)
	}
	if got := factsOf(t, url).Unknown(); !slices.Equal(got, []string{"encryption", "jurisdiction", "region"}) {
		t.Errorf("with the grants %q are unknown", got)
	}
}
