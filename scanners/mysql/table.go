package mysql

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// A table is what the server says of one asset.
type table struct {
	from    string // the quoted name
	view    bool
	foreign bool
	history bool  // keeps the former versions of its rows
	rows    int64 // the server's estimate, -1 if it has none
	size    int64 // bytes of the rows, -1 if unknown
	columns []tables.Column
	exprs   []string // format strings that take a quoted column and a length
	gaps    []scanners.Gap
	key     *index // a unique one of one integer, if there is one
	lead    *index // else one to seek in, if there is one
	// times are the columns of times with which an index begins.
	times map[string]bool
}

// format names what kind of table it is. The rows of a foreign one lie in another
// store or in a file.
func (t *table) format() string {
	switch {
	case t.view:
		return "view"
	case t.foreign:
		return "foreign table"
	}
	return "table"
}

// foreignEngines keep no rows on the server itself.
var foreignEngines = []string{"CONNECT", "FEDERATED", "S3", "SPIDER"}

// describe looks the asset up. It returns an error of kind GapVanished when it
// is not there, and of kind GapPermission when nothing of it may be read.
func (s *scanner) describe(ctx context.Context, c *session, name string) (*table, error) {
	t := &table{from: quote(name)}
	// Nothing is read, but the server says whether all columns may be, and keeps
	// the definition as it is to the end of the transaction.
	all := c.query(ctx, "SELECT * FROM "+t.from+" LIMIT 0", nil, nil)
	if all != nil && !denied(all) {
		return nil, all
	}
	types := map[string]string{}
	found := false
	// Names compare without regard to case there, so they are compared again.
	err := c.query(ctx, `SELECT t.TABLE_NAME, t.TABLE_TYPE, coalesce(t.TABLE_ROWS, -1), coalesce(t.DATA_LENGTH, -1),
			c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE, c.PRIVILEGES, coalesce(t.ENGINE, '')
		FROM information_schema.TABLES t JOIN information_schema.COLUMNS c ON c.TABLE_NAME = t.TABLE_NAME
		WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ? AND c.TABLE_SCHEMA = ? AND c.TABLE_NAME = ? ORDER BY c.ORDINAL_POSITION`,
		[]any{s.database, name, s.database, name}, func(row []sql.RawBytes) error {
			if string(row[0]) != name {
				return nil
			}
			found = true
			t.view = strings.HasSuffix(string(row[1]), "VIEW")
			t.foreign = slices.Contains(foreignEngines, strings.ToUpper(string(row[8])))
			t.history = string(row[1]) == "SYSTEM VERSIONED"
			t.rows, t.size = integer(row[2]), integer(row[3])
			if all != nil && !strings.Contains(string(row[7]), "select") {
				return nil
			}
			t.add(string(row[4]), string(row[5]), string(row[6]))
			types[string(row[4])] = string(row[6])
			return nil
		})
	switch {
	case err != nil:
		return nil, err
	case all != nil && (t.view || len(t.columns) == 0):
		return nil, scanners.Unreadable(scanners.GapPermission, fmt.Sprintf("user %q may not read it: GRANT SELECT ON %s.%s TO the user", s.address.cfg.User, quote(s.database), t.from))
	case !found:
		return nil, s.explainNumber(noSuchTable)
	case all != nil:
		t.gaps = append(t.gaps, scanners.Gap{Kind: scanners.GapPermission, Bytes: -1, Rows: -1,
			Reason: fmt.Sprintf("user %q may read some columns only, and the server does not name the others: GRANT SELECT ON %s.%s TO the user", s.address.cfg.User, quote(s.database), t.from)})
	}
	if t.view {
		return t, nil
	}
	if t.history {
		t.from += " FOR SYSTEM_TIME ALL"
	}
	return t, s.indexes(ctx, c, name, t, types)
}

// add adds a column and how it is read: as text, cut by the server; binary
// columns as they are. Values of an enumeration are no part of its type's name.
func (t *table) add(name, data, full string) {
	col, expr := tables.Column{Name: name, Type: full}, "LEFT(%s, %d)"
	switch strings.ToLower(data) {
	case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json":
	case "enum", "set":
		col.Type = data
	case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector":
		col.Kind, expr = tables.Binary, "SUBSTRING(%s, 1, %d)"
	case "bit":
		expr = "LEFT(%s + 0, %d)"
	case "datetime":
		col.Kind, expr = tables.Time, "LEFT(CAST(%s AS CHAR), %d)"
	case "timestamp":
		col.Kind, expr = tables.UTCTime, "LEFT(CAST(%s AS CHAR), %d)"
	case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection":
		expr = "LEFT(ST_AsText(%s), %d)"
	default:
		expr = "LEFT(CAST(%s AS CHAR), %d)"
	}
	t.columns = append(t.columns, col)
	t.exprs = append(t.exprs, expr)
}

// selection is the list of all columns, each cut behind limit+1 characters so
// that Rows can tell that it was.
func (t *table) selection(limit int) string {
	parts := make([]string, len(t.exprs))
	for i, expr := range t.exprs {
		parts[i] = fmt.Sprintf(expr, quote(t.columns[i].Name), limit+1)
	}
	return strings.Join(parts, ", ")
}
