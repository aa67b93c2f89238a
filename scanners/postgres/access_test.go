package postgres

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func TestPermissions(t *testing.T) {
	t.Parallel()
	url, run := database(t, "rights")
	run(`CREATE ROLE "re-ader" LOGIN PASSWORD 'hunter2secret';
CREATE SCHEMA closed; CREATE TABLE closed.t (v text); GRANT SELECT ON closed.t TO "re-ader";
CREATE TABLE refused (v text); INSERT INTO refused VALUES ('x');
CREATE TABLE columns (a text, "b b" text, c text); INSERT INTO columns VALUES ('1', '2', '3'); GRANT SELECT (a, c) ON columns TO "re-ader";
CREATE TABLE secured (v text); INSERT INTO secured VALUES ('mine'), ('yours'); ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON secured USING (v = 'mine'); GRANT SELECT ON secured TO "re-ader";
CREATE TABLE part (id int, v text) PARTITION BY LIST (id); GRANT SELECT ON part TO "re-ader";
CREATE TABLE part1 PARTITION OF part FOR VALUES IN (1); CREATE TABLE part2 PARTITION OF part FOR VALUES IN (2);
INSERT INTO part VALUES (1, 'one'), (2, 'two'), (2, 'zwei');
CREATE TABLE hashed (id int, v text) PARTITION BY HASH (id); GRANT SELECT ON hashed TO "re-ader";
CREATE TABLE hashed0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE hashed1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO hashed SELECT i, i::text FROM generate_series(1, 40000) i;
CREATE VIEW broken AS SELECT v FROM refused; ALTER VIEW broken OWNER TO "re-ader"; ANALYZE`)
	_ = url
	server := scannertest.Postgres(t)
	sc := opened(t, server.URLAs("re-ader", "hunter2secret", "rights"))
	found := listed(t, sc)
	for _, path := range []string{"closed.t", "public.refused", "public.columns", "public.secured", "public.part1", "public.part2", "public.hashed0", "public.broken"} {
		if found[path].Path == "" {
			t.Errorf("%s is not listed", path)
		}
	}
	for path, want := range map[string]string{
		"closed.t":       `GRANT USAGE ON SCHEMA "closed" TO "re-ader"`,
		"public.refused": `GRANT SELECT ON "public"."refused" TO "re-ader"`,
		"public.broken":  `42501`,
	} {
		_, err := sc.Sample(t.Context(), found[path], some, func(*scanners.Batch) error { return nil })
		if g := scanners.GapOf(err); g.Kind != scanners.GapPermission || !strings.Contains(g.Reason, want) {
			t.Errorf("%s: %+v", path, g)
		}
	}
	for _, d := range []scanners.Draw{full, some} {
		rows, drawn := sampled(t, sc, "public.columns", d)
		if len(rows) != 1 || len(rows[0]) != 2 || rows[0]["a"] != "1" || !strings.Contains(reasons(drawn.Gaps), `the columns ["b b"]: GRANT SELECT`) {
			t.Errorf("%v, %s", rows, reasons(drawn.Gaps))
		}
		rows, drawn = sampled(t, sc, "public.secured", d)
		if len(rows) != 1 || rows[0]["v"] != "mine" || !strings.Contains(reasons(drawn.Gaps), "BYPASSRLS") {
			t.Errorf("%v, %s", rows, reasons(drawn.Gaps))
		}
		// Partitions that may be read through their parent only.
		for path, want := range map[string]int{"public.part1": 1, "public.part2": 2} {
			if rows, _ := sampled(t, sc, path, d); len(rows) != want {
				t.Errorf("%s at %s: %d rows, want %d", path, d.Depth, len(rows), want)
			}
		}
	}
	zero, _ := sampled(t, sc, "public.hashed0", full)
	one, _ := sampled(t, sc, "public.hashed1", full)
	if len(zero)+len(one) != 40000 || len(zero) < 15000 || len(one) < 15000 {
		t.Errorf("%d and %d rows", len(zero), len(one))
	}
	of := map[string]bool{}
	for _, r := range zero {
		of[r["id"]] = true
	}
	rows, drawn := sampled(t, sc, "public.hashed0", some)
	for _, r := range rows {
		if !of[r["id"]] {
			t.Fatalf("row %s is of another partition", r["id"])
		}
	}
	if len(rows) != 1000 || drawn.Design != scanners.Equal {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
}

// A user who may read only some columns may not ask for the identifiers of rows,
// but still gets rows from everywhere.
func TestSomeColumnsOfALargeTable(t *testing.T) {
	t.Parallel()
	_, run := database(t, "somecolumns")
	run(`CREATE ROLE partly LOGIN PASSWORD 'hunter2secret'; CREATE TABLE t (id int, v text, w text);
INSERT INTO t SELECT i, 'v', 'w' FROM generate_series(1, 200000) i; GRANT SELECT (id) ON t TO partly; ANALYZE t`)
	sc := opened(t, scannertest.Postgres(t).URLAs("partly", "hunter2secret", "somecolumns"))
	rows, drawn := sampled(t, sc, "public.t", some)
	late := 0
	for _, r := range rows {
		if len(r["id"]) == 6 {
			late++
		}
	}
	if len(rows) < 300 || late < len(rows)/5 || late == len(rows) || drawn.Design != scanners.NotEqual {
		t.Errorf("%d rows, %d of the second half, %+v", len(rows), late, drawn)
	}
}

func TestMessagesOfFailedConnections(t *testing.T) {
	server := scannertest.Postgres(t)
	sql(t, server.URL("postgres"), `CREATE ROLE nologin NOLOGIN PASSWORD 'hunter2secret'; CREATE ROLE outside LOGIN PASSWORD 'hunter2secret'`)
	sql(t, server.URL("postgres"), `CREATE DATABASE fenced`)
	sql(t, server.URL("postgres"), `REVOKE CONNECT ON DATABASE fenced FROM PUBLIC`)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	noise, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer noise.Close()
	go func() {
		for {
			c, err := noise.Accept()
			if err != nil {
				return
			}
			c.Write([]byte("SSH-2.0-OpenSSH_9.2 hunter2secret\r\n"))
			c.Close()
		}
	}()
	t.Setenv("PGPASSWORD", "")
	at := fmt.Sprintf("127.0.0.1:%d", server.Port)
	for _, c := range []struct {
		url  string
		kind scanners.GapKind
		want []string
	}{
		{server.URLAs("scannertest", "hunter2secret", "postgres"), scanners.GapPermission, []string{at, `password of user "scannertest" is wrong`, "PGPASSWORD"}},
		{"postgres://scannertest@" + at + "/postgres", scanners.GapPermission, []string{at, "needs a password and none was given", "PGPASSFILE"}},
		{server.URLAs("nologin", "hunter2secret", "postgres"), scanners.GapPermission, []string{at, `does not let user "nologin" into`}},
		{server.URLAs("outside", "hunter2secret", "fenced"), scanners.GapPermission, []string{`GRANT CONNECT ON DATABASE "fenced" TO "outside"`}},
		{server.URL("missing"), scanners.GapVanished, []string{`there is no database "missing"`}},
		{"postgres://u:hunter2secret@" + closed.Addr().String() + "/d", scanners.GapUnreachable, []string{closed.Addr().String(), "refused", "port"}},
		{"postgres://u:hunter2secret@" + noise.Addr().String() + "/d", scanners.GapUnreachable, []string{noise.Addr().String(), "protocol"}},
		{"postgres://u:hunter2secret@no-such-host.invalid/d", scanners.GapUnreachable, []string{"no-such-host.invalid:5432", "cannot be resolved"}},
		{server.URL("postgres") + "?sslmode=require", scanners.GapUnreachable, []string{at, "does not offer TLS"}},
		{"postgres://u:hunter2%zzsecret@host/d", scanners.GapUnsupported, []string{"postgres://USER@HOST"}},
		{"postgres://u:hunter2secret@host/d?sslmode=nonsense", scanners.GapUnsupported, []string{"sslmode"}},
	} {
		_, err := Kind.Open(t.Context(), scanners.Store{URL: c.url, Budget: &scanners.Budget{}})
		if err == nil {
			t.Errorf("%v: opened", c.want)
			continue
		}
		g := scanners.GapOf(err)
		if g.Kind != c.kind {
			t.Errorf("%+v", g)
		}
		for _, w := range c.want {
			if !strings.Contains(g.Reason, w) {
				t.Errorf("%q does not say %q", g.Reason, w)
			}
		}
		if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("tells the password: %v", err)
		}
		t.Log(g.Reason)
	}
}

// Passwords come from the URL, the environment, libpq's files and the store's
// configuration, the last before all others.
func TestPasswordsComeFromEverywhere(t *testing.T) {
	server := scannertest.Postgres(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	at := fmt.Sprintf("127.0.0.1:%d", server.Port)
	bare := "postgres://" + server.User + "@" + at + "/postgres"
	passfile := write("pgpass", fmt.Sprintf("127.0.0.1:%d:*:%s:%s\n", server.Port, server.User, server.Password))
	services := write("services", fmt.Sprintf("[crm]\nhost=127.0.0.1\nport=%d\nuser=%s\npassword=%s\ndbname=template1\n", server.Port, server.User, server.Password))
	for name, c := range map[string]struct {
		env   map[string]string
		store scanners.Store
		ok    bool
	}{
		"none":              {nil, scanners.Store{URL: bare}, false},
		"PGPASSWORD":        {map[string]string{"PGPASSWORD": server.Password}, scanners.Store{URL: bare}, true},
		"PGPASSFILE":        {map[string]string{"PGPASSFILE": passfile}, scanners.Store{URL: bare}, true},
		"passfile and User": {map[string]string{"PGPASSFILE": passfile}, scanners.Store{URL: "postgres://" + at + "/postgres?sslmode=prefer", User: server.User}, true},
		"service":           {map[string]string{"PGSERVICEFILE": services}, scanners.Store{URL: "postgres://?service=crm"}, true},
		"PGHOST and so on":  {map[string]string{"PGHOST": "127.0.0.1", "PGPORT": fmt.Sprint(server.Port), "PGUSER": server.User, "PGPASSWORD": server.Password}, scanners.Store{URL: "postgres:///postgres"}, true},
		"PasswordEnv":       {map[string]string{"CRM_PW": server.Password, "PGPASSWORD": "wrong"}, scanners.Store{URL: bare, PasswordEnv: "CRM_PW"}, true},
		"PasswordEnv unset": {map[string]string{"PGPASSWORD": server.Password}, scanners.Store{URL: bare, PasswordEnv: "CRM_PW_UNSET"}, false},
		"PasswordFile":      {nil, scanners.Store{URL: "postgres://" + server.User + ":wrong@" + at + "/postgres", PasswordFile: write("pw", server.Password+"\n")}, true},
		"PasswordFile gone": {nil, scanners.Store{URL: bare, PasswordFile: filepath.Join(dir, "gone")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("PGPASSWORD", "")
			t.Setenv("PGPASSFILE", filepath.Join(dir, "none"))
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			c.store.Budget = &scanners.Budget{}
			sc, err := Kind.Open(t.Context(), c.store)
			if err == nil {
				sc.Close()
			}
			if (err == nil) != c.ok {
				t.Errorf("opened: %v (%v)", err == nil, err)
			}
			if err != nil && strings.Contains(err.Error(), server.Password) {
				t.Error("tells the password")
			}
		})
	}
}

func TestDiscovers(t *testing.T) {
	server := scannertest.Postgres(t)
	for _, s := range []string{`CREATE DATABASE "disc/over?d 库"`, `CREATE DATABASE hidden`, `REVOKE CONNECT ON DATABASE hidden FROM PUBLIC`,
		`CREATE DATABASE barred ALLOW_CONNECTIONS false`, `CREATE ROLE finder LOGIN PASSWORD 'hunter2secret'`} {
		sql(t, server.URL("postgres"), s)
	}
	server.User, server.Password = "finder", "hunter2secret"
	for _, u := range []string{server.URL(""), strings.TrimSuffix(server.URL(""), "/"), server.URL("") + "?sslmode=prefer"} {
		found, err := Kind.Discover(t.Context(), scanners.Store{Alias: "crm", URL: u, Region: "CN", Budget: &scanners.Budget{}})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]scanners.Store{}
		for _, s := range found {
			seen[s.Alias] = s
		}
		odd, ok := seen["disc/over?d 库"]
		if _, hidden := seen["hidden"]; !ok || hidden || seen["barred"].URL != "" || seen["template1"].URL != "" || !odd.Discovered || odd.Region != "CN" {
			t.Errorf("found %v", seen)
		}
		sc := opened(t, odd.URL)
		if got := sc.pool.cfg.Database; got != odd.Alias {
			t.Errorf("%q opens %q", odd.URL, got)
		}
	}
}

func TestMajorVersion(t *testing.T) {
	for version, want := range map[string]int{"15.18 (Debian 15.18-0+deb12u1)": 15, "19beta1": 19, "9.6.24": 9, "12": 12} {
		if got := major(version); got != want {
			t.Errorf("%s: %d", version, got)
		}
	}
	if major("unheard of") < oldest {
		t.Error("an unknown version is refused")
	}
}
