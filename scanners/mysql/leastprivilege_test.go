package mysql

import (
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	driver "github.com/go-sql-driver/mysql"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// allowed are the beginnings of everything that a scan may say to the server, written down
// by hand from what its documentation says of each.
var allowed = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`SET time_zone = '\+00:00', sql_mode = '', lock_wait_timeout = 1(?:, (?:max_statement_time|max_execution_time|idle_transaction_timeout|information_schema_stats_expiry|in_predicate_conversion_threshold|innodb_lock_wait_timeout) = [\d.]+)*$`,
	`SET NAMES utf8mb4$`,
	`START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY$`,
	`ROLLBACK$`,
	`SELECT `,
	`\(SELECT `,
	`SHOW (?:GLOBAL VARIABLES|VARIABLES|SESSION STATUS|SLAVE HOSTS$|ALL SLAVES STATUS$|GRANTS FOR PUBLIC$|INDEX FROM )`,
	`EXPLAIN SELECT `,
}, "|") + `)`)

// harmless are the functions that it may call, all of which only look something up or
// reckon, and behind them words that stand before a parenthesis as functions do.
var harmless = strings.Fields(`cast coalesce concat_ws count if left lower max min rand substring sum
all from in index`)

// TestLeastPrivilege scans all as a user that may SELECT and nothing else, and reads in the
// server's log all that was said to it. The binary log, in which every change stands, is as
// long behind it as before.
func TestLeastPrivilege(t *testing.T) {
	t.Parallel()
	server := scannertest.MariaDBWith(t, "--log-bin", "--server-id=1", "--general-log", "--log-output=TABLE")
	as(t, server, "CREATE DATABASE shop", "USE shop",
		`CREATE TABLE people (id INT PRIMARY KEY, name TEXT, made DATETIME, at TIMESTAMP, raw BLOB, b BIT(8), e ENUM('x', 'y'))`, `INSERT INTO people SELECT seq, concat('n', seq), now(), now(), 'x', 1, 'x' FROM seq_1_to_30000`,
		`CREATE TABLE gaps (id BIGINT PRIMARY KEY, v TEXT)`, `INSERT INTO gaps SELECT seq * 1000003, 'v' FROM seq_1_to_30000`,
		`CREATE TABLE hashes (id CHAR(32) PRIMARY KEY, v TEXT)`, `INSERT INTO hashes SELECT md5(seq), 'v' FROM seq_1_to_30000`,
		`CREATE TABLE keyless (v TEXT)`, `INSERT INTO keyless SELECT 'v' FROM seq_1_to_30000`,
		`CREATE TABLE columns (a TEXT, b TEXT)`, `INSERT INTO columns VALUES ('a', 'b')`, `CREATE VIEW seen AS SELECT name FROM people`,
		`CREATE TABLE refused (v TEXT)`, `INSERT INTO refused VALUES ('hunter2value')`,
		`CREATE USER lesser IDENTIFIED BY 'hunter2secret'`, `GRANT INSERT ON shop.refused TO lesser`, `GRANT SELECT (a) ON shop.columns TO lesser`,
		`GRANT SELECT ON shop.people TO lesser`, `GRANT SELECT ON shop.gaps TO lesser`, `GRANT SELECT ON shop.hashes TO lesser`, `GRANT SELECT ON shop.keyless TO lesser`, `GRANT SELECT ON shop.seen TO lesser`,
		`ANALYZE TABLE people, gaps, hashes, keyless`)
	cfg := driver.NewConfig()
	cfg.User, cfg.Passwd, cfg.Net, cfg.Addr, cfg.DBName = server.User, server.Password, "tcp", fmt.Sprintf("%s:%d", server.Host, server.Port), "mysql"
	c, err := driver.NewConnector(cfg)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(c)
	defer db.Close()
	end := func() (at string) {
		t.Helper()
		if err := db.QueryRowContext(t.Context(), `SELECT concat(@@gtid_binlog_pos, ' ', @@gtid_current_pos)`).Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	before := end()

	found, err := Kind.Discover(t.Context(), scanners.Store{Alias: "all", URL: server.URLAs("lesser", "hunter2secret", ""), Budget: &scanners.Budget{}})
	if err != nil || len(found) != 1 || found[0].Alias != "shop" {
		t.Fatalf("found %v, %v", found, err)
	}
	sc := opened(t, server.URLAs("lesser", "hunter2secret", "shop"))
	if _, err := sc.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for path, a := range listed(t, sc) {
		for _, d := range []scanners.Draw{full, some, {Seed: 1, Depth: scanners.Names}} {
			_, err := sc.Sample(t.Context(), a, d, func(*scanners.Batch) error {
				read[path] = true
				return nil
			})
			switch g := scanners.GapOf(err); {
			case path == "refused" && (g.Kind != scanners.GapPermission || !strings.Contains(g.Reason, "GRANT SELECT ON `shop`.`refused`")):
				t.Errorf("%s: %+v", path, g)
			case path != "refused" && err != nil:
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if len(read) != 6 || read["refused"] {
		t.Errorf("read %v", read)
	}
	if after := end(); after != before || before == " " {
		t.Errorf("the binary log ended at %q before and ends at %q behind the scan", before, after)
	}

	rows, err := db.QueryContext(t.Context(), `SELECT command_type, argument FROM mysql.general_log WHERE user_host LIKE 'lesser[%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	said, used := 0, map[string]bool{}
	quoted := regexp.MustCompile("'[^']*'|`[^`]*`")
	call := regexp.MustCompile(`\b(\w+) ?\(`)
	for rows.Next() {
		var command, argument string
		if err := rows.Scan(&command, &argument); err != nil {
			t.Fatal(err)
		}
		switch command {
		case "Connect", "Quit", "Close stmt", "Reset stmt":
			continue
		case "Query", "Prepare", "Execute":
			said++
		default:
			t.Errorf("the command %s", command)
		}
		s := strings.Join(strings.Fields(argument), " ")
		bare := quoted.ReplaceAllString(s, "''")
		if !allowed.MatchString(s) || strings.Contains(bare, ";") || strings.Contains(bare, " INTO ") || strings.Contains(bare, "FOR UPDATE") || strings.Contains(bare, "LOCK IN") {
			t.Errorf("said to the server: %.300s", s)
		}
		for _, f := range call.FindAllStringSubmatch(bare, -1) {
			name := strings.ToLower(f[1])
			if !slices.Contains(harmless, name) && !used[name] {
				t.Errorf("calls %s: %.300s", name, s)
			}
			used[name] = true
		}
	}
	for _, f := range harmless {
		if !used[f] {
			t.Errorf("%s is not called: the list is too long, or the scan did too little", f)
		}
	}
	if err := rows.Err(); err != nil || said < 100 {
		t.Errorf("the log has %d statements (%v)", said, err)
	}
}
