package sqlite

import (
	"fmt"
	"testing"

	"piiventory/scanners"
)

// Each row has the same chance where the draw says so, counted in twenty classes by
// the width of the gap before the key: of a table with few keys in a wide range
// when all keys may be read, of one without a number when all rows may be, and of
// one with holes. Without a pass the rows behind wide gaps come more often, and the
// draw says so.
func TestPassesHaveEqualChances(t *testing.T) {
	t.Parallel()
	path, _ := database(t, "passes.db",
		`CREATE TABLE thin (id INTEGER PRIMARY KEY, n INT)`, `INSERT INTO thin SELECT ((i / 20) * 210 + (i % 20) * (i % 20 + 1) / 2 - 200000) * 400000000, i`+series(40000),
		`CREATE TABLE texts (id TEXT PRIMARY KEY, n INT) WITHOUT ROWID`, `INSERT INTO texts SELECT printf('%025d', id), n FROM thin`,
		`CREATE TABLE holes (id INTEGER PRIMARY KEY, n INT)`, `INSERT INTO holes SELECT i * 3, i`+series(40000), `DELETE FROM holes WHERE id BETWEEN 30000 AND 42000`)
	for _, c := range []struct {
		table       string
		pass, equal bool
	}{{"thin", true, true}, {"texts", true, true}, {"holes", false, true}, {"thin", false, false}} {
		sc := opened(t, path)
		if !c.pass {
			sc.passable = 0
		}
		var seen [20]float64
		total := 0.0
		for seed := range uint64(10) {
			rows, drawn := sampled(t, sc, c.table, seeded(seed))
			if (drawn.Design == scanners.Equal) != c.equal || drawn.Units != drawn.Rows || len(rows) != 1000 || c.equal && (drawn.Population < 30_000 || drawn.Population > 45_000) {
				t.Errorf("%s: %d rows, %+v", c.table, len(rows), drawn)
			}
			for _, r := range rows {
				var n int
				fmt.Sscan(r["n"], &n)
				seen[n%20]++
				total++
			}
		}
		chi := 0.0
		for _, n := range seen {
			chi += (n - total/20) * (n - total/20) / (total / 20)
		}
		t.Logf("%s: chi square %.1f over %.0f rows", c.table, chi, total)
		// 19 degrees of freedom: 43.8 is exceeded once in a thousand.
		if c.equal && chi > 43.8 || !c.equal && chi < 400 {
			t.Errorf("%s: chi square %.1f: %v", c.table, chi, seen)
		}
	}
}
