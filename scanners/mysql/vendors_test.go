package mysql

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// answers are what a server that cannot be had here says, by the beginning of the
// question, as its manual has it: rows of columns by name, or a refusal.
type answers map[string][]map[string]string

var refusedAnswer = []map[string]string{{"refused": ""}}

// told asks all questions of a server of the version.
func told(t *testing.T, version string, mariadb bool, answer answers) scannertest.Known {
	t.Helper()
	a := &about{version: version, mariadb: mariadb, user: "reader", database: "shop"}
	a.ask = func(_ context.Context, statement string, _ []any, row func(map[string]string) error) error {
		for beginning, rows := range answer {
			if !strings.HasPrefix(statement, beginning) {
				continue
			}
			for _, r := range rows {
				if _, ok := r["refused"]; ok {
					return scanners.Unreadable(scanners.GapPermission, "refused")
				}
				if err := row(r); err != nil {
					return err
				}
			}
			return nil
		}
		t.Errorf("nobody expects %.80s", statement)
		return scanners.Unreadable(scanners.GapUnreachable, "unknown")
	}
	for _, q := range questions {
		if err := q.of(a, t.Context()); err != nil {
			a.unknown(t.Context(), err, q.names)
		}
	}
	return a.facts
}

// settings are rows of SHOW VARIABLES.
func settings(pairs ...string) (rows []map[string]string) {
	for i := 0; i < len(pairs); i += 2 {
		rows = append(rows, map[string]string{"variable_name": pairs[i], "value": pairs[i+1]})
	}
	return rows
}

// MySQL has other words than MariaDB for the same, and they differ by version.
func TestFactsOfOtherServers(t *testing.T) {
	t.Parallel()
	hosts := func(name string, list ...string) (rows []map[string]string) {
		for _, h := range list {
			rows = append(rows, map[string]string{name: h})
		}
		return rows
	}
	for _, c := range []struct {
		name, version string
		mariadb       bool
		answers       answers
		want          map[string]string // value or part of what is said
	}{
		{"MySQL 8.0", "8.0.36", false, answers{
			"SHOW GLOBAL VARIABLES": settings("bind_address", "*", "log_bin", "ON", "binlog_expire_logs_seconds", "2592000", "binlog_expire_logs_auto_purge", "ON", "expire_logs_days", "0",
				"binlog_encryption", "ON", "have_ssl", "YES", "require_secure_transport", "OFF", "audit_log_policy", "LOGINS", "general_log", "OFF", "slow_query_log", "OFF", "default_table_encryption", "OFF", "mandatory_roles", ""),
			"SELECT HOST":         hosts("host", "10.0.0.5:41234", "[2001:db8::9]:3306", "localhost"),
			"SHOW REPLICA STATUS": {{"source_host": "db1.example.com", "replica_io_running": "Yes"}},
			"SELECT Host":         {{"host": "*", "tab": "", "may": "3", "columns_may": ""}},
			"SELECT TABLE_NAME":   {{"table_name": "sealed", "engine": "InnoDB", "create_options": "ENCRYPTION='Y'"}, {"table_name": "plain", "engine": "InnoDB", "create_options": ""}},
		}, map[string]string{"listen": "*", "log-retention": "30d", "tls-required": "no", "audit": "audit_log_policy=LOGINS", "replica": "10.0.0.5|2001:db8::9|[local]",
			"copy-of": "db1.example.com", "public": "no", "encryption": "partly", "encryption sealed": "innodb", "encryption plain": "?", "grant": ""}},
		{"MySQL 8.0 that shows little", "8.0.36", false, answers{
			"SHOW GLOBAL VARIABLES": settings("log_bin", "ON", "binlog_expire_logs_seconds", "0", "skip_networking", "ON", "mandatory_roles", "`clerk`@`%`"),
			"SELECT HOST":           refusedAnswer, "SHOW REPLICAS": {{"server_id": "2", "host": ""}, {"server_id": "3", "host": "r3.example.com"}},
			"SHOW REPLICA STATUS": refusedAnswer, "SELECT Host": refusedAnswer, "SELECT TABLE_NAME": nil,
		}, map[string]string{"listen": "none", "log-retention": "unbounded", "replica": "?|r3.example.com", "copy-of": "~GRANT REPLICATION CLIENT", "public": "?", "grant": "~mandatory_roles"}},
		{"MySQL 5.7", "5.7.44-log", false, answers{
			"SHOW GLOBAL VARIABLES": settings("log_bin", "ON", "expire_logs_days", "7", "have_ssl", "DISABLED"),
			"SELECT HOST":           refusedAnswer, "SHOW SLAVE HOSTS": refusedAnswer,
			"SHOW SLAVE STATUS": nil, "SELECT Host": {{"host": "%", "tab": "", "may": "select", "columns_may": ""}, {"host": "*", "tab": "", "may": "1", "columns_may": ""}}, "SELECT TABLE_NAME": nil,
		}, map[string]string{"log-retention": "7d", "tls-required": "~offers no encrypted", "replica": "~GRANT PROCESS", "copy-of": "none", "public": "connect|select", "grant": "select"}},
		{"auto purge off", "8.0.36", false, answers{
			"SHOW GLOBAL VARIABLES": settings("log_bin", "1", "binlog_expire_logs_seconds", "7200", "binlog_expire_logs_auto_purge", "OFF"),
			"SELECT HOST":           nil, "SHOW REPLICA STATUS": nil, "SELECT Host": nil, "SELECT TABLE_NAME": nil,
		}, map[string]string{"log-retention": "unbounded", "replica": "none"}},
		{"Galera", "10.4.32-MariaDB", true, answers{
			"SHOW GLOBAL VARIABLES": settings("wsrep_on", "ON", "log_bin", "OFF"),
			"SHOW GLOBAL STATUS":    settings("wsrep_incoming_addresses", "10.0.0.1:3306,10.0.0.2:3306,AUTO"),
			"SELECT HOST":           nil, "SHOW ALL SLAVES STATUS": refusedAnswer, "SELECT Host": nil, "SELECT TABLE_NAME": nil,
		}, map[string]string{"replica": "10.0.0.1|10.0.0.2", "copy-of": "~GRANT REPLICATION CLIENT", "log-retention": "off"}},
		{"group replication", "8.4.0", false, answers{
			"SHOW GLOBAL VARIABLES": settings("group_replication_group_name", "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "log_bin", "ON", "binlog_expire_logs_seconds", "7200"),
			"SELECT HOST":           nil, "SELECT MEMBER_HOST": hosts("host", "m1.example.com", "m2.example.com"), "SHOW REPLICA STATUS": nil, "SELECT Host": nil, "SELECT TABLE_NAME": nil,
		}, map[string]string{"replica": "m1.example.com|m2.example.com", "log-retention": "2h"}},
		{"group replication that is not shown", "8.4.0", false, answers{
			"SHOW GLOBAL VARIABLES": settings("group_replication_group_name", "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"),
			"SELECT HOST":           nil, "SELECT MEMBER_HOST": refusedAnswer, "SHOW REPLICA STATUS": nil, "SELECT Host": nil, "SELECT TABLE_NAME": nil,
		}, map[string]string{"replica": "~GRANT SELECT ON performance_schema.replication_group_members"}},
	} {
		k := told(t, c.version, c.mariadb, c.answers)
		for name, want := range c.want {
			name, scope, _ := strings.Cut(name, " ")
			if part, ok := strings.CutPrefix(want, "~"); ok {
				if got := k.Said(name, scope); !strings.Contains(got, part) {
					t.Errorf("%s: of %s is said %q, want %q", c.name, name, got, part)
				}
			} else if got := k.Value(name, scope); got != want {
				t.Errorf("%s: %s %s is %q, want %q", c.name, name, scope, got, want)
			}
		}
	}
}

// The lines of SHOW GRANTS are read with whatever stands in names.
func TestLinesOfGrants(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"GRANT SELECT ON *.* TO PUBLIC":                                    "[select] false *",
		"GRANT ALL PRIVILEGES ON `shop`.* TO PUBLIC WITH GRANT OPTION":     "[all] false *",
		"GRANT ALL PRIVILEGES ON `other`.* TO PUBLIC":                      "",
		"GRANT SELECT, INSERT ON `sh%`.* TO PUBLIC":                        "[select insert] false *",
		"GRANT SELECT ON `sh\\_p`.* TO PUBLIC":                             "",
		"GRANT SELECT ON `shop`.`a TO b` TO PUBLIC":                        "[select] false a TO b",
		"GRANT SELECT (`x, ON `), UPDATE (`b`) ON `shop`.`t` TO PUBLIC":    "[select update] true t",
		"GRANT SELECT (`x), UPDATE ON z`), INSERT ON `shop`.`t` TO PUBLIC": "[select insert] false t",
		"GRANT SELECT (`a`), UPDATE ON `shop`.`t` TO PUBLIC":               "[select update] false t",
		"GRANT EXECUTE ON PROCEDURE `shop`.`p` TO PUBLIC":                  "",
		"GRANT USAGE ON *.* TO PUBLIC":                                     "",
		"GRANT `clerks` TO PUBLIC":                                         "role",
		"GRANT CREATE TEMPORARY TABLES, LOCK TABLES ON `shop`.* TO PUBLIC": "",
		"GRANT SELECT ON `other`.`shop` TO PUBLIC":                         "",
		"GRANT SELECT ON `s_op`.* TO PUBLIC":                               "[select] false *",
		"GRANT SELECT ON `库`.* TO PUBLIC":                                  "",
	} {
		got := ""
		g, object := cutGrant(line)
		if table, ok := tableOf(object, "shop"); object == "" {
			got = "role"
		} else if ok && g.privileges != nil {
			if table == "" {
				table = "*"
			}
			got = fmt.Sprint(g.privileges, g.some, " ", table)
			got = strings.ReplaceAll(got, "  ", " ")
		}
		if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
	if !like("库_", "库人") || like("库_", "库") {
		t.Error("a place in a pattern is not one character")
	}
}

func FuzzLinesOfGrants(f *testing.F) {
	f.Add("GRANT SELECT (`a`) ON `b`.`c` TO PUBLIC")
	f.Fuzz(func(t *testing.T, line string) {
		_, object := cutGrant(line)
		if _, ok := tableOf(object, "d"); ok && object == "" {
			t.Errorf("%q is of no object", line)
		}
	})
}
