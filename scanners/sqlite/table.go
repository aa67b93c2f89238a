package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// valueLimit is the length in bytes from which on a value is not read. The
// engine loads a value as a whole even when only its beginning is asked for, and
// this bounds the memory.
const valueLimit = 16 << 20

// A table is what the schema says of one asset.
type table struct {
	name    string
	from    string // the quoted name
	view    bool
	virtual bool // a module gives its rows
	columns []tables.Column
	key     string // the quoted integer key, empty if there is none
}

// format names what kind of table it is.
func (t *table) format() string {
	switch {
	case t.view:
		return "view"
	case t.virtual:
		return "virtual table"
	}
	return "table"
}

// describe looks the asset up. It returns an error of kind GapVanished when it
// is not there.
func (s *scanner) describe(ctx context.Context, name string) (*table, error) {
	t := &table{name: name, from: "main." + quote(name)}
	var keys []string
	rowids, integer := false, false
	// Without a column, a table could not have been made; views of tables that are
	// gone have none.
	err := s.query(ctx, `SELECT l.type, l.wr, c.name, c.type, c.pk, l.strict FROM pragma_table_list l LEFT JOIN pragma_table_xinfo(l.name, l.schema) c
		WHERE l.schema = 'main' AND l.name = ?1 AND coalesce(c.hidden, 0) <> 1 ORDER BY c.cid`, []any{name}, func(row []any) error {
		t.view = text(row[0]) == "view"
		t.virtual = text(row[0]) == "virtual"
		rowids = !t.view && text(row[1]) == "0"
		if row[2] == nil {
			return nil
		}
		t.columns = append(t.columns, tables.Column{Name: text(row[2]), Type: text(row[3])})
		if text(row[4]) != "0" {
			keys = append(keys, text(row[2]))
			// Only a strict table keeps other values out of such a column.
			integer = text(row[5]) == "1" && (strings.EqualFold(text(row[3]), "INTEGER") || strings.EqualFold(text(row[3]), "INT"))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if t.columns == nil && !t.view {
		return nil, scanners.Unreadable(scanners.GapVanished, "it is no longer there: it was dropped or renamed during the scan")
	}
	if rowids {
		for _, hidden := range []string{"rowid", "_rowid_", "oid"} {
			if !slices.ContainsFunc(t.columns, func(c tables.Column) bool { return strings.EqualFold(c.Name, hidden) }) {
				t.key = hidden
				break
			}
		}
	} else if len(keys) == 1 && integer {
		t.key = quote(keys[0])
	}
	return t, nil
}

// selection is the list of all columns, each cut behind limit+1 characters so
// that Rows can tell that it was, and last the number of values that are too
// long to be loaded.
func (t *table) selection(limit int) string {
	var parts, long []string
	for _, c := range t.columns {
		n := t.from + "." + quote(c.Name)
		if t.view {
			n = quote(c.Name)
		}
		parts = append(parts, fmt.Sprintf("CASE WHEN octet_length(%s) > %d THEN NULL WHEN typeof(%[1]s) = 'blob' THEN substr(%[1]s, 1, %[3]d) ELSE substr(CAST(%[1]s AS TEXT), 1, %[3]d) END", n, valueLimit, limit+1))
		long = append(long, fmt.Sprintf("coalesce(octet_length(%s) > %d, 0)", n, valueLimit))
	}
	return strings.Join(parts, ", ") + ", max(0, " + strings.Join(long, ", ") + ")"
}
