package postgres

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

// allowed are the beginnings of everything that a scan may say to the server, written down
// by hand from what its documentation says of each.
var allowed = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY$`,
	`SET LOCAL (?:statement_timeout|lock_timeout|idle_in_transaction_session_timeout|search_path|DateStyle|TimeZone|jit|max_parallel_workers_per_gather|synchronize_seqscans|row_security|enable_seqscan) (?:=|TO) [^;]+$`,
	`SELECT `,
	`WITH \w+(?:\([\w, ]+\))? AS \(\s*SELECT `,
	`DECLARE piiventory NO SCROLL CURSOR FOR SELECT `,
	`FETCH \d+ FROM piiventory$`,
	`ROLLBACK$`,
}, "|") + `)`)

// harmless are the functions that it may call, all of which only look something up, and
// behind them names of the statements' own that stand before a parenthesis as functions do.
var harmless = strings.Fields(`aclexplode array_to_string bool_and btrim coalesce current_database current_setting format format_type has_column_privilege
has_database_privilege has_function_privilege has_schema_privilege has_table_privilege host lower min nullif pg_get_partition_constraintdef pg_is_in_recovery
pg_partition_ancestors pg_relation_size pg_table_size regexp_matches regexp_replace row_security_active string_agg substring to_char unnest
a said strings u`)

// changing are words that stand at the beginning of what changes something.
var changing = regexp.MustCompile(`(?i)\b(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|CREATE|ALTER|DROP|GRANT|REVOKE|COPY|LOCK|VACUUM|ANALYZE|REINDEX|CLUSTER|REFRESH|CALL|DO|NOTIFY|LISTEN|PREPARE TRANSACTION|COMMIT PREPARED|RESET|DISCARD|CHECKPOINT|IMPORT|SECURITY LABEL|COMMENT)\b`)

// TestLeastPrivilege scans all as a role that may connect and SELECT and nothing else, and
// reads in the server's log all that was said to it. No transaction changed anything: the
// server has not numbered one.
func TestLeastPrivilege(t *testing.T) {
	t.Parallel()
	server := scannertest.PostgresWith(t, "log_statement=all", "log_line_prefix=<%u> ", "log_parameter_max_length=0", "logging_collector=off")
	run := func(s string) { t.Helper(); sql(t, server.URL("shop"), s) }
	sql(t, server.URL("postgres"), `CREATE DATABASE shop`)
	run(`REVOKE ALL ON DATABASE shop FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE SCHEMA crm;
CREATE TABLE crm.people (id int PRIMARY KEY, name text, tags text[], made timestamptz, raw bytea[]); INSERT INTO crm.people SELECT i, 'n' || i, ARRAY['a', 'b'], now(), ARRAY['x'::bytea] FROM generate_series(1, 30000) i;
CREATE TABLE crm.few (v text); INSERT INTO crm.few VALUES ('x');
CREATE TABLE crm.part (id int) PARTITION BY LIST (id); CREATE TABLE crm.part1 PARTITION OF crm.part FOR VALUES IN (1); INSERT INTO crm.part VALUES (1);
CREATE VIEW crm.seen AS SELECT name FROM crm.people; CREATE MATERIALIZED VIEW crm.kept AS SELECT name FROM crm.people;
CREATE TABLE crm.secured (v text); ALTER TABLE crm.secured ENABLE ROW LEVEL SECURITY;
CREATE TABLE crm.columns (a text, b text); INSERT INTO crm.columns SELECT 'a', 'b' FROM generate_series(1, 30000);
CREATE TABLE crm.refused (v text); INSERT INTO crm.refused VALUES ('hunter2value'); SELECT lo_create(0);
CREATE ROLE lesser LOGIN PASSWORD 'hunter2secret'; GRANT CONNECT ON DATABASE shop TO lesser; GRANT USAGE ON SCHEMA crm TO lesser;
GRANT SELECT ON crm.people, crm.few, crm.part, crm.seen, crm.kept, crm.secured TO lesser; GRANT SELECT (a) ON crm.columns TO lesser; ANALYZE`)
	number := func() (next string) {
		t.Helper()
		p := newPool(opened(t, server.URL("shop")).pool.cfg, &scanners.Budget{})
		defer p.close(t.Context())
		err := p.transaction(t.Context(), "", func(c *conn) error {
			return c.query(t.Context(), `SELECT txid_snapshot_xmax(txid_current_snapshot())`, nil, nil, func(row [][]byte) error { next = string(row[0]); return nil })
		})
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	before := number()

	found, err := Kind.Discover(t.Context(), scanners.Store{Alias: "all", URL: server.URLAs("lesser", "hunter2secret", ""), Budget: &scanners.Budget{}})
	if err != nil || !slices.ContainsFunc(found, func(s scanners.Store) bool { return s.Alias == "shop" }) {
		t.Fatalf("found %v, %v", found, err)
	}
	sc := opened(t, server.URLAs("lesser", "hunter2secret", "shop"))
	if _, err := sc.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for path, a := range listed(t, sc) {
		if a.Unlisted != nil {
			continue
		}
		for _, d := range []scanners.Draw{full, some, {Seed: 1, Depth: scanners.Names}} {
			_, err := sc.Sample(t.Context(), a, d, func(b *scanners.Batch) error {
				read[path] = true
				return nil
			})
			switch g := scanners.GapOf(err); {
			case path == "crm.refused" && (g.Kind != scanners.GapPermission || !strings.Contains(g.Reason, `GRANT SELECT ON "crm"."refused" TO "lesser"`)):
				t.Errorf("%s: %+v", path, g)
			case path != "crm.refused" && err != nil:
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if len(read) != 7 || read["crm.refused"] {
		t.Errorf("read %v", read)
	}
	if after := number(); after != before {
		t.Errorf("the next transaction that changes something was number %s, and is %s", before, after)
	}

	log, err := os.ReadFile(server.Log)
	if err != nil {
		t.Fatal(err)
	}
	said := statements(string(log), "lesser")
	if len(said) < 50 {
		t.Errorf("the log has %d statements only", len(said))
	}
	quoted := regexp.MustCompile(`'[^']*'|"[^"]*"|\$re\$.*?\$re\$`)
	used := map[string]bool{}
	call := regexp.MustCompile(`\b([a-z]\w*)\(`)
	for _, s := range said {
		bare := quoted.ReplaceAllString(s, "''")
		if !allowed.MatchString(s) || changing.MatchString(bare) {
			t.Errorf("said to the server: %s", s)
		}
		for _, f := range call.FindAllStringSubmatch(bare, -1) {
			used[f[1]] = true
			if !slices.Contains(harmless, f[1]) {
				t.Errorf("calls %s: %s", f[1], s)
			}
		}
	}
	for _, f := range harmless {
		if !used[f] {
			t.Errorf("%s is not called: the list is too long, or the scan did too little", f)
		}
	}
}

// statements are what a user said according to the log of the server, one by one.
func statements(log, user string) (all []string) {
	entry := regexp.MustCompile(`(?m)^<[^>]*> LOG:  (?:statement|execute [^:]*): ((?:.*)(?:\n\t.*)*)`)
	for _, m := range entry.FindAllStringSubmatch(log, -1) {
		if !strings.HasPrefix(m[0], "<"+user+">") {
			continue
		}
		for s := range strings.SplitSeq(m[1], ";") {
			if s = strings.Join(strings.Fields(s), " "); s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}
