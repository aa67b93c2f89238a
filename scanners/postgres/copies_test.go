package postgres

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners/scannertest"
)

// A standby, a slot whose reader is away and a subscription are copies; who may not see
// the host is told what to grant, and no password of a server is.
func TestFactsOfCopies(t *testing.T) {
	t.Parallel()
	server := scannertest.PostgresWith(t)
	run := func(s string) { t.Helper(); sql(t, server.URL("postgres"), s) }
	run(`CREATE ROLE plain LOGIN PASSWORD 'hunter2secret'; CREATE ROLE watcher LOGIN PASSWORD 'hunter2secret'; GRANT pg_monitor TO watcher;
CREATE TABLE t (v text); INSERT INTO t VALUES ('x')`)
	standby := server.Standby(t, "hot-copy")
	waitFor(t, "the standby is connected", func() bool {
		return strings.Contains(factsOf(t, server.URL("postgres")).Said("replica", ""), "streaming")
	})
	for _, user := range []string{"watcher", server.User} {
		password := map[string]string{"watcher": "hunter2secret", server.User: server.Password}[user]
		k := factsOf(t, server.URLAs(user, password, "postgres"))
		if k.Value("replica", "") != "127.0.0.1" || k.Said("replica", "") != `connected as "hot-copy", streaming, async` || k.Value("copy-of", "") != "none" {
			t.Errorf("%s sees %+v", user, k)
		}
		if where := k.Of("copy-jurisdiction", ""); len(where) != 0 { // it stands where the server does
			t.Errorf("%s sees %+v", user, where)
		}
		k = factsOf(t, standby.URLAs(user, password, "postgres"))
		if k.Value("copy-of", "") != "127.0.0.1" || k.Said("copy-of", "") != "this server is a standby" || k.Value("replica", "") != "none" {
			t.Errorf("%s sees of the standby %+v", user, k)
		}
		if text := fmt.Sprint(k); strings.Contains(text, server.Password) {
			t.Error("tells the password of the standby")
		}
	}
	plain := factsOf(t, server.URLAs("plain", "hunter2secret", "postgres"))
	if plain.Value("replica", "") != "?" || !strings.Contains(plain.Said("replica", ""), `1 servers or programs get a copy, and which is not shown to user "plain": GRANT pg_monitor TO "plain"`) {
		t.Errorf("%+v", plain)
	}
	plain = factsOf(t, standby.URLAs("plain", "hunter2secret", "postgres"))
	if plain.Value("copy-of", "") != "?" || !strings.Contains(plain.Said("copy-of", ""), `GRANT pg_monitor TO "plain"`) {
		t.Errorf("%+v", plain)
	}

	if k := factsOf(t, server.URL("postgres")); k.Value("log-retention", "") != "checkpoint" {
		t.Errorf("the log is kept %s", k.Value("log-retention", ""))
	}
	run(`SELECT pg_create_physical_replication_slot('away', true)`)
	k := factsOf(t, server.URLAs("watcher", "hunter2secret", "postgres"))
	if k.Value("replica", "") != "127.0.0.1|?" || !strings.Contains(k.Said("replica", ""), `the replication slot "away" waits`) || k.Value("log-retention", "") != "unbounded" {
		t.Errorf("%+v", k)
	}
	run(`ALTER SYSTEM SET max_slot_wal_keep_size = '128MB'`)
	run(`SELECT pg_reload_conf()`)
	waitFor(t, "the setting holds", func() bool { return factsOf(t, server.URL("postgres")).Value("log-retention", "") == "128MB" })
}

// Of the string with which a server connects to another only the host is told.
func TestHostsOfSubscriptions(t *testing.T) {
	t.Parallel()
	_, run := database(t, "subscribing")
	url := scannertest.Postgres(t).URL("subscribing")
	run(`CREATE ROLE subscriber LOGIN PASSWORD 'hunter2secret'`)
	for i, c := range []struct{ line, want string }{
		{`host=db.example.com user=u password=SECRET`, "db.example.com"},
		{`password='SECRET host=SECRET.example.com' host = 'db.example.com' port=5432`, "db.example.com"},
		{`password=x\ host=SECRET host=10.1.2.3`, "10.1.2.3"},
		{`user = 'it\'s host=SECRET' hostaddr=203.0.113.7`, "203.0.113.7"},
		{`password= host=SECRET.example.com dbname=d`, "[local]"}, // as libpq reads it, that is the password
		{`host=a.example.com,b.example.com port=1,2`, "a.example.com|b.example.com"},
		{`host=/var/run/postgresql`, "[local]"},
		{`postgresql://u:SECRET@db.example.com:5433/d?sslmode=require`, "db.example.com"},
		{`postgres://u:SE?host=SECRET@db.example.com/d`, "db.example.com"},
		{`postgresql://a.example.com:1,b.example.com:2/d?password=SECRET`, "a.example.com|b.example.com"},
		{`postgresql://u:SECRET@[2001:db8::7]:5432/d`, "2001:db8::7"},
		{`postgresql:///d?password=SECRET&host=db.example.com&user=u`, "db.example.com"},
		{`postgresql://u:SE@SECRET@db.example.com/d`, "?"},
	} {
		name := fmt.Sprintf("s%d", i)
		run(fmt.Sprintf(`CREATE SUBSCRIPTION %s CONNECTION $c$%s$c$ PUBLICATION p WITH (connect = false, slot_name = NONE)`, name, c.line))
		k := factsOf(t, url)
		if got := k.Value("copy-of", ""); got != c.want {
			t.Errorf("%s: the host is %q, want %q", c.line, got, c.want)
		}
		for _, f := range k {
			if strings.Contains(fmt.Sprint(f), "SECRET") {
				t.Errorf("%s: %+v", c.line, f)
			}
		}
		if k := factsOf(t, scannertest.Postgres(t).URLAs("subscriber", "hunter2secret", "subscribing")); k.Value("copy-of", "") != "?" || !strings.Contains(k.Said("copy-of", ""), fmt.Sprintf("the subscription %q", name)) {
			t.Errorf("who is no superuser sees %+v", k.Of("copy-of", ""))
		}
		run(`DROP SUBSCRIPTION ` + name)
	}
}
