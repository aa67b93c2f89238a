package mysql

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	driver "github.com/go-sql-driver/mysql"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func factsOf(t *testing.T, url string) scannertest.Known {
	t.Helper()
	return scannertest.Facts(t, Kind, scanners.Store{Alias: "db", URL: url})
}

// as runs statements on a server as its owner.
func as(t *testing.T, server scannertest.Database, statements ...string) {
	t.Helper()
	cfg := driver.NewConfig()
	cfg.User, cfg.Passwd, cfg.Net, cfg.Addr, cfg.TLSConfig = server.User, server.Password, "tcp", fmt.Sprintf("%s:%d", server.Host, server.Port), "preferred"
	c, err := driver.NewConnector(cfg)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(c)
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 150 {
		if done() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("waited in vain until %s", what)
}

// What a server is set to is told, to whoever may connect.
func TestFactsOfSettings(t *testing.T) {
	t.Parallel()
	cert, key := scannertest.Certificate(t, "mysql")
	server := scannertest.MariaDBWith(t, "--ssl-cert="+cert, "--ssl-key="+key, "--require-secure-transport=on", "--log-bin", "--server-id=1", "--expire-logs-days=10",
		"--plugin-load-add=server_audit=server_audit.so", "--server-audit-logging=on", "--server-audit-events=CONNECT,QUERY", "--slow-query-log=on", "--long-query-time=0.5")
	as(t, server, "CREATE DATABASE shop", "CREATE USER plain IDENTIFIED BY 'hunter2secret'", "GRANT SELECT ON shop.* TO plain")
	k := factsOf(t, server.URLAs("plain", "hunter2secret", "shop")+"?tls=required")
	for name, want := range map[string]string{
		"tls": "yes", "tls-required": "yes", "listen": "127.0.0.1", "log-retention": "10d", "backup": "?", "encryption": "?",
		"audit": "server_audit_events=CONNECT,QUERY|slow_query_log=0.5s", "replica": "?", "copy-of": "?", "public": "?",
	} {
		if got := k.Value(name, ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := k.Said("tls", ""); !strings.HasPrefix(got, "TLSv1.3, TLS_") {
		t.Errorf("the connection is encrypted by %q", got)
	}
	for name, want := range map[string]string{"replica": "GRANT PROCESS ON *.*", "copy-of": "GRANT SLAVE MONITOR ON *.*", "public": "GRANT SELECT (Host, User"} {
		if got := k.Said(name, ""); !strings.Contains(got, `not show it to user "plain": `+want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	k = factsOf(t, scannertest.MariaDB(t).URL("mysql"))
	for name, want := range map[string]string{"tls": "no", "tls-required": "no", "log-retention": "off", "audit": "off", "replica": "none", "copy-of": "none", "region": "?"} {
		if got := k.Value(name, ""); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if v := k.Value("version", ""); !strings.HasPrefix(v, "MariaDB 1") {
		t.Error(v)
	}
}

// What every account may do, and what one may as which everybody gets in, belongs to the
// tables that it is about.
func TestFactsOfGrants(t *testing.T) {
	t.Parallel()
	server := scannertest.MariaDBWith(t)
	as(t, server, "CREATE DATABASE shop", "CREATE DATABASE `sh_p`", "CREATE TABLE shop.open (v TEXT)", "CREATE TABLE shop.some (a TEXT, b TEXT)", "CREATE TABLE shop.nameless (v TEXT)", "CREATE TABLE shop.closed (v TEXT)",
		"CREATE USER watcher IDENTIFIED BY 'hunter2secret'", "GRANT SELECT ON shop.* TO watcher")
	for _, grant := range scannertest.Grants(t, "MySQL and MariaDB") {
		as(t, server, strings.ReplaceAll(grant, "piiventory", "watcher"))
	}
	url := server.URLAs("watcher", "hunter2secret", "shop")
	of := func(k scannertest.Known) string {
		var all []string
		for _, f := range k {
			if f.Name == "grant" || f.Name == "public" {
				all = append(all, fmt.Sprintf("%s %s=%s%s (%s)", f.Scope, f.Name, f.Value, f.Reason, f.Detail))
			}
		}
		slices.Sort(all)
		return strings.Join(all, "\n")
	}
	if got, want := of(factsOf(t, url)), ` public=no (2 accounts may log in from everywhere, with their passwords)`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	as(t, server, "GRANT SELECT, DELETE ON shop.open TO PUBLIC", "GRANT SELECT (b), UPDATE (a, b) ON shop.some TO PUBLIC", "CREATE USER ''@'localhost'", "GRANT SELECT ON shop.nameless TO ''@'localhost'")
	if got, want := of(factsOf(t, url)), ` public=no (but an account without a name lets everybody in from ["localhost"])
nameless grant=select (granted to an account without a name, from ["localhost"])
nameless public=select (granted to an account without a name, from ["localhost"])
open grant=delete,select (granted to PUBLIC, which is every account)
open public=delete,select (granted to PUBLIC, which is every account)
some grant=select,update (granted to PUBLIC, which is every account; of some columns only)
some public=select,update (granted to PUBLIC, which is every account; of some columns only)`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	as(t, server, "GRANT INSERT ON `sh_p`.* TO PUBLIC", "CREATE USER ''@'%'", "CREATE ROLE clerks", "GRANT clerks TO PUBLIC")
	got := of(factsOf(t, url))
	for _, want := range []string{` grant=insert (granted to PUBLIC, which is every account)`, ` public=connect (an account without a name lets everybody in from ["%" "localhost"])`,
		` grant=every account has a role that was granted to PUBLIC`} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwithout\n%s", got, want)
		}
	}
}

// What is said of the database holds for all its tables; where it differs the share is told,
// and of each table what holds for it. That InnoDB does not encrypt says nothing of the disk.
func TestFactsOfEncryption(t *testing.T) {
	t.Parallel()
	keys := scannertest.ServerFile(t, "mysql", "keys", []byte("1;"+strings.Repeat("0a", 32)+"\n"))
	server := scannertest.MariaDBWith(t, "--plugin-load-add=file_key_management.so", "--file-key-management-filename="+keys)
	as(t, server, "CREATE DATABASE shop", "CREATE DATABASE bare", "CREATE TABLE bare.plain (v TEXT)", "CREATE DATABASE fresh",
		"CREATE TABLE shop.plain (v TEXT)", "CREATE TABLE shop.sealed (v TEXT) ENCRYPTED=YES", "CREATE TABLE shop.old (v TEXT) ENGINE=MyISAM", "CREATE VIEW shop.seen AS SELECT * FROM shop.plain")
	const (
		disk   = "the server encrypts no table of the database, and does not see whether the disk below does: ask who runs the machine"
		table  = "the server does not encrypt this table, and does not see whether the disk below does: ask who runs the machine, or encrypt the table"
		usual  = "by the setting of the server for new tables; those from before may not be encrypted yet"
		partly = "some by the setting of the server for new tables; those from before may not be encrypted yet"
	)
	check := func(when, database string, want map[string][2]string) {
		t.Helper()
		k := factsOf(t, server.URL(database))
		for path, w := range want {
			if got := [2]string{k.Value("encryption", path), k.Said("encryption", path)}; got != w {
				t.Errorf("%s: %s %q is encrypted by %q, want %q", when, database, path, got, w)
			}
		}
	}
	check("not usual", "shop", map[string][2]string{"": {"partly", "1 of 3 tables"}, "plain": {"?", table}, "sealed": {"innodb", ""}, "old": {"?", table}, "seen": {}})
	check("not usual", "bare", map[string][2]string{"": {"?", disk}, "plain": {}})
	check("not usual", "fresh", map[string][2]string{"": {"?", disk}})
	as(t, server, "CREATE TABLE shop.not (v TEXT) ENCRYPTED=NO", "SET GLOBAL innodb_encrypt_tables=ON")
	check("usual", "shop", map[string][2]string{"": {"partly", "2 of 4 tables; " + partly}, "plain": {"innodb", usual}, "sealed": {"innodb", ""}, "not": {"?", table}, "old": {"?", table}, "seen": {}})
	check("usual", "bare", map[string][2]string{"": {"innodb", usual}, "plain": {}})
	check("usual", "fresh", map[string][2]string{"": {"innodb", usual}})
	as(t, server, "DROP TABLE shop.not", "DROP TABLE shop.old", "DROP TABLE shop.plain", "SET GLOBAL innodb_encrypt_tables=OFF")
	check("not usual, and all are", "shop", map[string][2]string{"": {"innodb", ""}, "sealed": {}})
}

// Of more tables than are asked nothing is said that holds for all.
func TestEncryptionOfTooManyTables(t *testing.T) {
	t.Parallel()
	for last, want := range map[string]string{"ENCRYPTION='Y'": "?", "": "?|partly"} {
		var rows []map[string]string
		for i := range mostTables + 1 {
			rows = append(rows, map[string]string{"table_name": fmt.Sprintf("t%05d", i), "engine": "InnoDB", "create_options": "ENCRYPTION='Y'"})
		}
		rows[mostTables-1]["create_options"] = last
		k := told(t, "8.0.36", false, answers{"SHOW GLOBAL VARIABLES": settings("default_table_encryption", "ON"), "SELECT HOST": nil, "SHOW REPLICA": nil, "SELECT Host": nil, "SELECT TABLE_NAME": rows})
		if got := k.Value("encryption", ""); got != want || !strings.Contains(k.Said("encryption", ""), "more tables than are asked") {
			t.Errorf("%q: %q, %q", last, got, k.Said("encryption", ""))
		}
		if n := len(k.Of("encryption", fmt.Sprintf("t%05d", mostTables))); n != 0 {
			t.Errorf("%q: %d facts of a table beyond the bound", last, n)
		}
	}
}

// A replica is told by the host that reads the log, on the other side by the host that it
// reads from, and what is not shown names the right that is missing.
func TestFactsOfCopies(t *testing.T) {
	t.Parallel()
	primary := scannertest.MariaDBWith(t, "--log-bin", "--server-id=1")
	replica := scannertest.MariaDBWith(t, "--server-id=2", "--report-host=replica.example.com")
	for _, s := range []scannertest.Database{primary, replica} {
		as(t, s, "SET sql_log_bin=0", "CREATE DATABASE shop", "CREATE USER plain IDENTIFIED BY 'hunter2secret'", "GRANT SELECT ON shop.* TO plain",
			"CREATE USER watcher IDENTIFIED BY 'hunter2secret'", "GRANT SELECT ON shop.* TO watcher", "GRANT PROCESS, SLAVE MONITOR ON *.* TO watcher",
			"CREATE USER master IDENTIFIED BY 'hunter2secret'", "GRANT SELECT ON shop.* TO master", "GRANT REPLICATION MASTER ADMIN ON *.* TO master")
	}
	as(t, replica, fmt.Sprintf("CHANGE MASTER TO MASTER_HOST='%s', MASTER_PORT=%d, MASTER_USER='%s', MASTER_PASSWORD='%s'", primary.Host, primary.Port, primary.User, primary.Password), "START SLAVE")
	url := func(s scannertest.Database, user string) string { return s.URLAs(user, "hunter2secret", "shop") }
	waitFor(t, "the replica is connected", func() bool { return factsOf(t, url(primary, "watcher")).Value("replica", "") == "127.0.0.1" })
	for _, c := range []struct {
		server     scannertest.Database
		user, fact string
		want, said string
	}{
		{primary, "watcher", "replica", "127.0.0.1", "reads the binary log"},
		{primary, "master", "replica", "replica.example.com", "reads the binary log"},
		{primary, "plain", "replica", "?", "GRANT PROCESS ON *.*"},
		{primary, "watcher", "copy-of", "none", ""},
		{replica, "watcher", "copy-of", "127.0.0.1", "this server is a replica"},
		{replica, "watcher", "replica", "none", ""},
		{replica, "plain", "copy-of", "?", "GRANT SLAVE MONITOR ON *.*"},
	} {
		k := factsOf(t, url(c.server, c.user))
		if k.Value(c.fact, "") != c.want || !strings.HasSuffix(k.Said(c.fact, ""), c.said) {
			t.Errorf("%s sees %s %q (%s), want %q (%s)", c.user, c.fact, k.Value(c.fact, ""), k.Said(c.fact, ""), c.want, c.said)
		}
		if text := fmt.Sprint(k); strings.Contains(text, primary.Password) || strings.Contains(text, "hunter2") {
			t.Error("tells a password")
		}
	}
	as(t, replica, "STOP SLAVE")
	if got := factsOf(t, url(replica, "watcher")).Said("copy-of", ""); got != "this server is a replica, which gets nothing new at present" {
		t.Error(got)
	}
}

// Asking leaves room for the listing.
func TestFactsWithinTheBudget(t *testing.T) {
	t.Parallel()
	_, run := database(t, "asking")
	run(`CREATE TABLE t (v TEXT)`, `CREATE USER asker IDENTIFIED BY 'hunter2secret'`, `GRANT SELECT ON asking.* TO asker`)
	scannertest.LeavesRoom(t, Kind, scanners.Store{Alias: "db", URL: scannertest.MariaDB(t).URLAs("asker", "hunter2secret", "asking")})
}

// What the documentation says must be granted makes known whatever a server knows.
func TestGrantsOfTheDocumentation(t *testing.T) {
	t.Parallel()
	server := scannertest.MariaDBWith(t)
	as(t, server, "CREATE DATABASE shop", "CREATE USER piiventory IDENTIFIED BY 'hunter2secret'", "GRANT SELECT ON shop.* TO piiventory")
	url := server.URLAs("piiventory", "hunter2secret", "shop")
	if got := factsOf(t, url).Unknown(); !slices.Equal(got, []string{"backup", "copy-of", "encryption", "jurisdiction", "public", "region", "replica"}) {
		t.Errorf("without grants %q are unknown", got)
	}
	as(t, server, scannertest.Grants(t, "MySQL and MariaDB")...)
	if got := factsOf(t, url).Unknown(); !slices.Equal(got, []string{"backup", "encryption", "jurisdiction", "region"}) {
		t.Errorf("with the grants %q are unknown", got)
	}
}
