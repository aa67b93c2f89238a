package mysql

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	driver "github.com/go-sql-driver/mysql"

	"piiventory/scanners"
	"piiventory/scanners/scannertest"
)

func TestMain(m *testing.M) { scannertest.Main(m) }

// database makes an empty database and returns its URL and what runs SQL in it.
func database(t *testing.T, name string) (url string, run func(statements ...string)) {
	t.Helper()
	server := scannertest.MariaDB(t)
	execute(t, "", "CREATE DATABASE "+quote(name)+" CHARACTER SET utf8mb4")
	return server.URL(name), func(statements ...string) { t.Helper(); execute(t, name, statements...) }
}

func connector(t testing.TB, name string) *sql.DB {
	t.Helper()
	server := scannertest.MariaDB(t)
	cfg := driver.NewConfig()
	cfg.User, cfg.Passwd, cfg.Net, cfg.Addr, cfg.DBName = server.User, server.Password, "tcp", fmt.Sprintf("%s:%d", server.Host, server.Port), name
	cfg.MaxAllowedPacket = 256 << 20
	c, err := driver.NewConnector(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return sql.OpenDB(c)
}

func execute(t testing.TB, name string, statements ...string) {
	t.Helper()
	db := connector(t, name)
	defer db.Close()
	c, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, s := range statements {
		if _, err := c.ExecContext(context.Background(), s); err != nil {
			t.Fatalf("%.200s: %v", s, err)
		}
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
