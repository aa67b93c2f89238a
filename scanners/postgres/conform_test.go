package postgres

import (
	"fmt"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func TestConform(t *testing.T) {
	server := scannertest.Postgres(t)
	url, run := database(t, "conform")
	run(`CREATE TABLE people (id int PRIMARY KEY, name text, tags text[]);
INSERT INTO people SELECT i, 'person-' || i || '-end', ARRAY['tag-' || i || '-end', 'x'] FROM generate_series(1, 5000) i;
CREATE TABLE big (id int, v text); INSERT INTO big SELECT i, 'row-' || i || '-' || repeat('x', 200) FROM generate_series(1, 20000) i;
CREATE TABLE "空.表" ("v.v" bytea); INSERT INTO "空.表" VALUES (convert_to('planted-客户', 'UTF8'));
CREATE TABLE vanish (v text); INSERT INTO vanish VALUES ('x'); CREATE TABLE empty (a int);
CREATE VIEW names AS SELECT name FROM people; ANALYZE`)
	store := func(url string) scanners.Store { return scanners.Store{Alias: "conform", URL: url} }
	scannertest.Conform(t, func(*testing.T) (scanners.Kind, scanners.Store) { return Kind, store(url) }, scannertest.Want{
		Assets: []string{"public.people", "public.big", `public."空.表"`, "public.vanish", "public.empty", "public.names"},
		Planted: map[string][]scannertest.Planted{
			"public.people": {{Column: "name", Value: "person-5000-end"}, {Column: "tags", Value: "tag-2500-end"}},
			"public.big":    {{Column: "v", Value: "row-19999-"}},
			`public."空.表"`:  {{Column: "v.v", Value: "planted-客户"}},
			"public.names":  {{Column: "name", Value: "person-1234-end"}},
		},
		Columns: map[string][]string{"public.people": {"id", "name", "tags"}, `public."空.表"`: {"v.v"}, "public.empty": {"a"}},
		Vanish:  "public.vanish",
		Remove:  func(t *testing.T, path string) { run("DROP TABLE " + path) },
		Fails: map[string]scanners.Store{
			"a wrong password":     store(server.URLAs(server.User, "wrong-password", "conform")),
			"a missing database":   store(server.URL("conform-missing")),
			"a refused connection": store(fmt.Sprintf("postgres://u:%s@127.0.0.1:1/conform", "wrong-password")),
		},
	})
}
