package postgres

import (
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// hide takes settings out of the view of all settings of a database.
func hide(t *testing.T, url string, names ...string) {
	t.Helper()
	sql(t, url, fmt.Sprintf(`SET allow_system_table_mods = on;
CREATE OR REPLACE VIEW pg_catalog.pg_settings AS SELECT * FROM pg_show_all_settings() a WHERE a.name NOT IN ('%s')`, strings.Join(names, "', '")))
}

// A setting that the server does not show is not known, and no value is made of that.
func TestSettingsThatAreNotShown(t *testing.T) {
	t.Parallel()
	server := scannertest.PostgresWith(t, "archive_mode=on", "log_connections=on")
	sql(t, server.URL("postgres"), `CREATE ROLE reader LOGIN PASSWORD 'reader-secret'; GRANT pg_monitor TO reader`)
	for i, c := range []struct {
		hidden []string
		want   map[string]string
		said   map[string]string
	}{
		{[]string{"nothing"}, map[string]string{"listen": "127.0.0.1", "backup": "none", "audit": "log_connections=on", "log-retention": "checkpoint", "tls-required": "no"}, nil},
		{[]string{"listen_addresses", "archive_mode", "log_statement", "wal_keep_size", "wal_keep_segments", "ssl"},
			map[string]string{"listen": "?", "backup": "?", "audit": "log_connections=on|?", "log-retention": "?", "tls-required": "?", "copy-of": "none", "public": "no"},
			map[string]string{"listen": `the server does not show the setting listen_addresses to user "reader": GRANT pg_monitor TO "reader", or ask who runs it`, "backup": "archive_mode", "audit": "log_statement", "tls-required": "the setting ssl"}},
		{[]string{"archive_command", "log_connections", "max_wal_size"}, map[string]string{"backup": "?", "audit": "?", "log-retention": "?", "listen": "127.0.0.1"},
			map[string]string{"backup": "archive_command", "log-retention": "max_wal_size"}},
		{[]string{"log_min_duration_statement", "archive_library"}, map[string]string{"audit": "log_connections=on|?"}, map[string]string{"audit": "log_min_duration_statement"}},
	} {
		name := fmt.Sprintf("shown%d", i)
		sql(t, server.URL("postgres"), "CREATE DATABASE "+name)
		sql(t, server.URL(name), `GRANT SELECT ON pg_hba_file_rules TO reader; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO reader`)
		hide(t, server.URL(name), c.hidden...)
		k := factsOf(t, server.URLAs("reader", "reader-secret", name))
		for fact, want := range c.want {
			if got := k.Value(fact, ""); got != want {
				t.Errorf("without %q: %s is %q, want %q", c.hidden, fact, got, want)
			}
		}
		for fact, want := range c.said {
			if got := k.Said(fact, ""); !strings.Contains(got, want) {
				t.Errorf("without %q: of %s is said %q, want %q", c.hidden, fact, got, want)
			}
		}
	}
	// A slot that waits holds the log; how much of it is bounded by a setting.
	sql(t, server.URL("postgres"), "CREATE DATABASE slots; ")
	hide(t, server.URL("slots"), "max_slot_wal_keep_size")
	if v := factsOf(t, server.URLAs("reader", "reader-secret", "slots")).Value("log-retention", ""); v != "checkpoint" {
		t.Errorf("without a slot the log is kept %q", v)
	}
	sql(t, server.URL("postgres"), "SELECT pg_create_physical_replication_slot('away', true)")
	if v := factsOf(t, server.URLAs("reader", "reader-secret", "slots")).Value("log-retention", ""); v != "?" {
		t.Errorf("with a slot the log is kept %q", v)
	}
}

// The copies that a vendor keeps are not listed by the server, so that an empty list says
// nothing; what is listed is told all the same.
func TestReplicasOfAManagedServer(t *testing.T) {
	t.Parallel()
	server := scannertest.PostgresWith(t)
	sql(t, server.URL("postgres"), `CREATE DATABASE managed`)
	sql(t, server.URL("postgres"), `ALTER DATABASE managed SET "rds.extensions" = 'pg_stat_statements'`)
	const said = "aws may keep copies of the servers that it runs which these do not list: look for replicas in its console, or ask who runs it"
	k := factsOf(t, server.URL("managed"))
	if k.Value("replica", "") != "?" || k.Said("replica", "") != said {
		t.Errorf("%+v", k.Of("replica", ""))
	}
	if k := factsOf(t, server.URL("postgres")); k.Value("replica", "") != "none" {
		t.Errorf("of one's own: %+v", k.Of("replica", ""))
	}
	k = scannertest.Facts(t, Kind, scanners.Store{Alias: "db", URL: server.URL("postgres"), Provider: "aliyun"})
	if k.Value("replica", "") != "?" || !strings.HasPrefix(k.Said("replica", ""), "alibaba may keep") {
		t.Errorf("of a vendor that is stated: %+v", k.Of("replica", ""))
	}
	server.Standby(t, "hot-copy")
	waitFor(t, "the standby is connected", func() bool {
		return strings.Contains(factsOf(t, server.URL("postgres")).Said("replica", ""), "streaming")
	})
	if k := factsOf(t, server.URL("managed")); k.Value("replica", "") != "127.0.0.1|?" || !strings.HasSuffix(k.Said("replica", ""), said) {
		t.Errorf("with a standby: %+v", k.Of("replica", ""))
	}
}
