// Package mysql lists the tables of a MySQL or MariaDB database and reads random
// rows of them. It needs the right to SELECT.
//
// Every statement runs in a read-only transaction with timeouts for the
// statement and for locks, on at most two connections. The database is the
// store, and a partitioned table is one asset. Views are listed and read from
// their beginning, since their rows lie in tables that are listed themselves. A
// user sees only the tables on which it has some privilege, and the server does
// not tell of the others.
package mysql

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"piiventory/scanners"
)

// Kind is the kind of store behind the schemes mysql and mariadb.
var Kind = scanners.Kind{Open: open, Discover: discover}

type scanner struct {
	*server
	store    scanners.Store
	database string
	passable int64 // the size of a table that may be passed over as a whole
}

func open(ctx context.Context, s scanners.Store) (scanners.Scanner, error) {
	a, err := configure(s)
	if err != nil {
		return nil, err
	}
	if a.cfg.DBName == "" {
		return nil, scanners.Unreadable(scanners.GapUnsupported, "the URL names no database: write it as mysql://USER@HOST:3306/DATABASE")
	}
	srv, err := connect(ctx, a, s.Budget)
	if err != nil {
		return nil, err
	}
	return &scanner{server: srv, store: s, database: a.cfg.DBName, passable: scannable}, nil
}

// Close ends all connections.
func (s *scanner) Close() error { return s.close() }

// discover lists the databases that the user may see.
func discover(ctx context.Context, s scanners.Store) ([]scanners.Store, error) {
	a, err := configure(s)
	if err != nil {
		return nil, err
	}
	if a.cfg.DBName != "" {
		return []scanners.Store{s}, nil
	}
	srv, err := connect(ctx, a, s.Budget)
	if err != nil {
		return nil, err
	}
	var found []scanners.Store
	err = srv.transaction(ctx, func(c *session) error {
		return c.query(ctx, `SELECT SCHEMA_NAME FROM information_schema.SCHEMATA
			WHERE SCHEMA_NAME NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') ORDER BY SCHEMA_NAME`, nil,
			func(row []sql.RawBytes) error {
				d := s
				d.Alias, d.Discovered = string(row[0]), true
				d.URL, err = withDatabase(s.URL, d.Alias)
				found = append(found, d)
				return err
			})
	})
	if closed := srv.close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// quote writes an identifier so that the server takes it for what it is,
// whatever it contains.
func quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// Assets lists the tables and views of the database.
func (s *scanner) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	var found []scanners.Asset
	err := s.transaction(ctx, func(c *session) error {
		return c.query(ctx, `SELECT TABLE_NAME, TABLE_TYPE, coalesce(TABLE_ROWS, -1), coalesce(DATA_LENGTH, -1) FROM information_schema.TABLES
			WHERE TABLE_SCHEMA = ? AND TABLE_TYPE <> 'SEQUENCE' ORDER BY TABLE_NAME`, []any{s.database},
			func(row []sql.RawBytes) error {
				a := scanners.Asset{Path: string(row[0]), Kind: "table", Rows: integer(row[2]), Size: integer(row[3])}
				if strings.HasSuffix(string(row[1]), "VIEW") {
					a.Kind, a.Rows, a.Size = "view", -1, -1
				}
				found = append(found, a)
				return nil
			})
	})
	if err != nil {
		return err
	}
	for _, a := range found {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := yield(a); err != nil {
			return err
		}
	}
	return nil
}

// integer reads a number of the server, -1 where it is none or negative.
func integer(v []byte) int64 {
	n := int64(-1)
	if _, err := fmt.Sscan(string(v), &n); err != nil || n < 0 {
		return -1
	}
	return n
}
