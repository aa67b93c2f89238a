package postgres

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
	"piiventory/scanners/tables"
)

func TestMain(m *testing.M) { scannertest.Main(m) }

// database makes an empty database and returns its URL and what runs SQL in it.
func database(t *testing.T, name string) (url string, run func(sql string)) {
	t.Helper()
	server := scannertest.Postgres(t)
	sql(t, server.URL("postgres"), "CREATE DATABASE "+quote(name))
	url = server.URL(name)
	return url, func(s string) { t.Helper(); sql(t, url, s) }
}

func sql(t testing.TB, url, statements string) {
	t.Helper()
	c, err := pgconn.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if err := c.Exec(context.Background(), statements).Close(); err != nil {
		t.Fatal(err)
	}
}

func opened(t *testing.T, url string) *scanner {
	t.Helper()
	sc, err := Kind.Open(t.Context(), scanners.Store{Alias: "db", URL: url, Budget: &scanners.Budget{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sc.Close() })
	return sc.(*scanner)
}

func listed(t *testing.T, sc scanners.Scanner) map[string]scanners.Asset {
	t.Helper()
	found := map[string]scanners.Asset{}
	err := sc.Assets(t.Context(), func(a scanners.Asset) error {
		if _, ok := found[a.Path]; ok {
			t.Errorf("%s is listed twice", a.Path)
		}
		found[a.Path] = a
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// sampled returns the values of all columns, row by row.
func sampled(t *testing.T, sc scanners.Scanner, path string, d scanners.Draw) (rows []map[string]string, drawn scanners.Drawn) {
	t.Helper()
	drawn, err := sc.Sample(t.Context(), scanners.Asset{Path: path}, d, func(b *scanners.Batch) error {
		if b.Rows > 1024 {
			t.Errorf("a batch of %d rows", b.Rows)
		}
		for i := range b.Rows {
			row := map[string]string{}
			for j := range b.Columns {
				row[b.Columns[j].Path] = string(b.Columns[j].Value(i))
			}
			rows = append(rows, row)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return rows, drawn
}

var (
	full = scanners.Draw{Seed: 1, Depth: scanners.Full}
	some = scanners.Draw{Seed: 1, Depth: scanners.Sample, MaxRows: 1000, MaxBytes: 4 << 20}
)

func seeded(seed uint64) scanners.Draw {
	d := some
	d.Seed = seed
	return d
}

func paths(found map[string]scanners.Asset) []string { return slices.Sorted(maps.Keys(found)) }

func reasons(gaps []scanners.Gap) string {
	var b strings.Builder
	for _, g := range gaps {
		fmt.Fprintf(&b, "%s %d: %s\n", g.Kind, g.Rows, g.Reason)
	}
	return b.String()
}

// hold runs a statement in a transaction that stays open until release.
func hold(t *testing.T, url, statement string) (release func()) {
	t.Helper()
	c, err := pgconn.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Exec(context.Background(), "BEGIN; "+statement).Close(); err != nil {
		t.Fatal(err)
	}
	return func() { c.Close(context.Background()) }
}

func seededRandom(seed uint64) *rand.Rand { return tables.Random(seed, "test") }

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
