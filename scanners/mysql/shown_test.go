package mysql

import (
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// A setting that the server does not show is not known, and no value is made of that.
func TestSettingsThatAreNotShown(t *testing.T) {
	t.Parallel()
	mysql := []string{"bind_address", "*", "log_bin", "ON", "binlog_expire_logs_seconds", "86400", "general_log", "OFF", "slow_query_log", "OFF", "require_secure_transport", "OFF", "default_table_encryption", "OFF", "mandatory_roles", ""}
	mariadb := []string{"bind_address", "", "log_bin", "ON", "expire_logs_days", "3", "general_log", "OFF", "slow_query_log", "OFF", "require_secure_transport", "OFF", "innodb_encrypt_tables", "OFF"}
	for _, c := range []struct {
		version string
		mariadb bool
		all     []string
		hidden  string
		fact    string
		want    string // with all settings
	}{
		{"8.0.36", false, mysql, "bind_address", "listen", "*"},
		{"8.0.36", false, mysql, "log_bin", "log-retention", "1d"},
		{"8.0.36", false, mysql, "binlog_expire_logs_seconds", "log-retention", "1d"},
		{"8.0.36", false, mysql, "general_log", "audit", "off"},
		{"8.0.36", false, mysql, "slow_query_log", "audit", "off"},
		{"8.0.36", false, mysql, "require_secure_transport", "tls-required", "no"},
		{"8.0.36", false, mysql, "mandatory_roles", "grant", ""},
		{"10.11.6-MariaDB", true, mariadb, "bind_address", "listen", "*"},
		{"10.11.6-MariaDB", true, mariadb, "expire_logs_days", "log-retention", "3d"},
		{"10.11.6-MariaDB", true, mariadb, "require_secure_transport", "tls-required", "no"},
		{"10.11.6-MariaDB", true, mariadb, "innodb_encrypt_tables", "encryption", "?"},
	} {
		answer := func(hidden string) answers {
			var left []string
			for pair := range slices.Chunk(c.all, 2) {
				if pair[0] != hidden {
					left = append(left, pair...)
				}
			}
			return answers{"SHOW GLOBAL VARIABLES": settings(left...), "SELECT HOST": nil, "SHOW REPLICA": nil, "SHOW SLAVE": nil, "SHOW ALL": nil, "SHOW GRANTS": nil, "SELECT Host": nil, "SELECT TABLE_NAME": nil}
		}
		if got := told(t, c.version, c.mariadb, answer("")).Value(c.fact, ""); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.version, c.fact, got, c.want)
		}
		k := told(t, c.version, c.mariadb, answer(c.hidden))
		if got := k.Value(c.fact, ""); got != "?" {
			t.Errorf("%s without %s: %s is %q", c.version, c.hidden, c.fact, got)
		}
		if got := k.Said(c.fact, ""); !strings.Contains(got, "does not show the setting "+c.hidden+" to user \"reader\"") {
			t.Errorf("%s without %s: of %s is said %q", c.version, c.hidden, c.fact, got)
		}
	}
	// What an old server does not have it does not hide.
	k := told(t, "5.6.51", false, answers{"SHOW GLOBAL VARIABLES": settings("bind_address", "*", "log_bin", "OFF"), "SELECT HOST": nil, "SHOW REPLICA": nil, "SHOW SLAVE": nil, "SHOW ALL": nil, "SHOW GRANTS": nil, "SELECT Host": nil, "SELECT TABLE_NAME": nil})
	if k.Value("tls-required", "") != "no" || k.Value("grant", "") != "" || k.Value("log-retention", "") != "off" {
		t.Errorf("%+v", k)
	}
	// Where the settings could not be asked nobody knows whether there is a cluster.
	k = told(t, "8.0.36", false, answers{"SHOW GLOBAL VARIABLES": refusedAnswer, "SELECT HOST": nil, "SHOW REPLICA": nil, "SELECT Host": nil, "SELECT TABLE_NAME": nil})
	if got := k.Value("replica", ""); got != "?" {
		t.Errorf("without settings: replica is %q", got)
	}
}

// The copies that a vendor keeps are not listed by the server.
func TestReplicasOfAManagedServer(t *testing.T) {
	t.Parallel()
	server := scannertest.MariaDB(t)
	for _, c := range []struct {
		what, provider, hostname, folder, want, said string
	}{
		{"one's own", "", "db1", "/usr/", "none", ""},
		{"a machine of AWS", "", "ip-10-0-0-1.cn-north-1.compute.internal", "/usr/", "none", ""},
		{"RDS", "", "ip-10-0-0-1.cn-north-1.compute.internal", "/rdsdbbin/mysql-8.0.40/", "?", "aws may keep copies"},
		{"a host of a vendor", "", "rm-x.mysql.singapore.rds.aliyuncs.com", "/usr/", "?", "alibaba may keep copies"},
		{"stated", "tencent", "db1", "/usr/", "?", "tencent may keep copies"},
	} {
		sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "db", URL: server.URL("mysql"), Provider: c.provider, Budget: &scanners.Budget{}})
		if err != nil {
			t.Fatal(err)
		}
		defer sc.Close()
		sc.(*scanner).farEnd.hostname, sc.(*scanner).farEnd.folder = c.hostname, c.folder
		facts, err := sc.(*scanner).Facts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		k := scannertest.Known(facts)
		if k.Value("replica", "") != c.want || !strings.HasPrefix(k.Said("replica", ""), c.said) {
			t.Errorf("%s: %+v", c.what, k.Of("replica", ""))
		}
	}
}
