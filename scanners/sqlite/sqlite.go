// Package sqlite lists the tables of a SQLite database file and reads random
// rows of them.
//
// The file is opened for reading only, and nothing is written beside it. No
// transaction is kept open between statements, so that writers wait for one
// short statement at most. Views are listed and read from their beginning, since
// their rows lie in tables that are listed themselves. Virtual tables are listed
// and the tables behind them are not; attached databases are stores of their own.
package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strconv"
	"strings"

	_ "modernc.org/sqlite" // registers the driver

	"piiventory/scanners"
	"piiventory/scanners/places"
	"piiventory/scanners/tables"
)

// Kind is the kind of store behind the scheme sqlite, in the forms sqlite:PATH
// and sqlite:///ABSOLUTE/PATH.
var Kind = scanners.Kind{Open: open, Discover: discover, Local: true}

type scanner struct {
	db     *sql.DB
	store  scanners.Store
	budget *scanners.Budget
	path   string
	engine string // the version of the library
	// passable is the size of a file whose tables may be passed over as a whole.
	passable int64
}

func open(ctx context.Context, s scanners.Store) (scanners.Scanner, error) {
	path, err := fileOf(s.URL)
	if err != nil {
		return nil, err
	}
	address, err := examine(path)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, scanners.Unreadable(scanners.GapUnsupported, fmt.Sprintf("the path %q cannot be opened as a SQLite database", path))
	}
	db.SetMaxOpenConns(tables.MaxConns)
	db.SetMaxIdleConns(tables.MaxConns)
	sc := &scanner{db: db, store: s, budget: s.Budget, path: path, passable: passable}
	err = sc.query(ctx, "SELECT sqlite_version(), count(*) FROM sqlite_schema", nil, func(row []any) error {
		sc.engine = text(row[0])
		return nil
	})
	if err != nil {
		_ = db.Close() // the first error is the one to tell
		return nil, err
	}
	return sc, nil
}

func discover(_ context.Context, s scanners.Store) ([]scanners.Store, error) {
	return []scanners.Store{s}, nil
}

// Close closes the file.
func (s *scanner) Close() error {
	if err := s.db.Close(); err != nil {
		return scanners.Unreadable(scanners.GapUnreachable, "the database file could not be closed properly")
	}
	return nil
}

// Facts tells the version of the engine that reads the file, the region that the
// configuration states, and what every user of the machine may do with the file.
func (s *scanner) Facts(context.Context) ([]scanners.Fact, error) {
	facts := tables.Configured(s.store)
	if s.store.Region == "" {
		facts = append(facts, places.Unknown("file", "a file does not say where it lies: state the region of the store in the configuration")...)
	}
	return append(facts,
		scanners.Fact{Name: "version", Value: "SQLite " + s.engine, Source: "library"},
		scanners.Fact{Name: "encryption", Source: "file system", Unknown: true, Reason: "a SQLite file is not encrypted itself, and does not say whether its disk is: ask who runs the machine"},
		scanners.Everybody(s.path)), nil
}

// Assets lists the tables and views.
func (s *scanner) Assets(ctx context.Context, yield func(scanners.Asset) error) error {
	version := s.version()
	estimates, err := s.estimates(ctx)
	if err != nil {
		return err
	}
	var found []scanners.Asset
	err = s.query(ctx, `SELECT name, type FROM pragma_table_list
		WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`, nil, func(row []any) error {
		a := scanners.Asset{Path: text(row[0]), Kind: "table", Version: version, Size: -1, Rows: -1}
		if text(row[1]) == "view" {
			a.Kind = "view"
		} else if n, ok := estimates[a.Path]; ok {
			a.Rows = n
		}
		found = append(found, a)
		return nil
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

// version changes whenever the file does, or the log of changes beside it.
func (s *scanner) version() string {
	var parts []string
	for _, name := range []string{s.path, s.path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			parts = append(parts, fmt.Sprintf("%d-%d", info.Size(), info.ModTime().UnixNano()))
		}
	}
	return strings.Join(parts, "-")
}

// estimates returns the numbers of rows that the last ANALYZE noted, if there
// was one.
func (s *scanner) estimates(ctx context.Context) (map[string]int64, error) {
	analysed, rows := false, map[string]int64{}
	err := s.query(ctx, "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'", nil, func([]any) error {
		analysed = true
		return nil
	})
	if err != nil || !analysed {
		return rows, err
	}
	err = s.query(ctx, "SELECT tbl, stat FROM sqlite_stat1", nil, func(row []any) error {
		count, _, _ := strings.Cut(text(row[1]), " ")
		if n, err := strconv.ParseInt(count, 10, 64); err == nil && n >= 0 {
			rows[text(row[0])] = max(rows[text(row[0])], n)
		}
		return nil
	})
	return rows, err
}

// quote writes an identifier so that SQLite takes it for what it is, whatever it
// contains.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}
