package mysql

import (
	"fmt"
	"testing"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func TestConform(t *testing.T) {
	server := scannertest.MariaDB(t)
	url, run := database(t, "conform")
	run(`CREATE TABLE people (id INT PRIMARY KEY, name TEXT)`, `INSERT INTO people SELECT seq, concat('person-', seq, '-end') FROM seq_1_to_5000`,
		`CREATE TABLE big (id BIGINT PRIMARY KEY, v TEXT)`, `INSERT INTO big SELECT seq * 3, concat('row-', seq, '-', repeat('x', 200)) FROM seq_1_to_30000`,
		`CREATE TABLE sought (id CHAR(32) PRIMARY KEY, v TEXT)`, `INSERT INTO sought SELECT md5(seq), concat('hash-', seq, '-end') FROM seq_1_to_30000`,
		"CREATE TABLE `空.表` (`v.v` BLOB)", "INSERT INTO `空.表` VALUES ('planted-客户')",
		`CREATE TABLE vanish (v TEXT)`, `INSERT INTO vanish VALUES ('x')`, `CREATE TABLE empty (a INT)`,
		`CREATE VIEW names AS SELECT name FROM people`, `ANALYZE TABLE people, big, sought`)
	store := func(url string) scanners.Store { return scanners.Store{Alias: "conform", URL: url} }
	scannertest.Conform(t, func(*testing.T) (scanners.Kind, scanners.Store) { return Kind, store(url) }, scannertest.Want{
		Assets: []string{"people", "big", "sought", "空.表", "vanish", "empty", "names"},
		Planted: map[string][]scannertest.Planted{
			"people": {{Column: "name", Value: "person-5000-end"}},
			"big":    {{Column: "v", Value: "row-29999-"}},
			"sought": {{Column: "v", Value: "hash-12345-end"}},
			"空.表":    {{Column: "v.v", Value: "planted-客户"}},
			"names":  {{Column: "name", Value: "person-1234-end"}},
		},
		Columns: map[string][]string{"people": {"id", "name"}, "空.表": {"v.v"}, "empty": {"a"}},
		Vanish:  "vanish",
		Remove:  func(t *testing.T, path string) { run("DROP TABLE " + path) },
		Fails: map[string]scanners.Store{
			"a wrong password":     store(server.URLAs(server.User, "wrong-password", "conform")),
			"a missing database":   store(server.URL("conform-missing")),
			"a refused connection": store(fmt.Sprintf("mysql://u:%s@127.0.0.1:1/conform", "wrong-password")),
		},
	})
}
