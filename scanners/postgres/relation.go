package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// A relation is what the catalogue says of one asset.
type relation struct {
	schema, name string
	kind         byte // pg_class.relkind
	oid          string
	heap         bool // rows lie in pages and have identifiers
	whole        bool // the user may read the table as a whole, not some columns only
	blocks       int64
	blockSize    int64
	rows         int64 // the server's estimate for blocks, -1 if it has none
	from, where  string
	columns      []tables.Column
	exprs        []string // format strings that take a quoted column and a length
	formats      []int16
	gaps         []scanners.Gap
	indexed      []bool // by column: it is of times, and an index begins with it
	filtered     bool   // row-level security may hide rows
}

const describing = `SELECT c.oid, c.relkind, coalesce(am.amname, ''), c.relispartition,
	has_schema_privilege(n.oid, 'USAGE'), has_table_privilege(c.oid, 'SELECT'), row_security_active(c.oid), current_user,
	c.reltuples, c.relpages, CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) ELSE 0 END, current_setting('block_size'),
	a.attname, format_type(a.atttypid, a.atttypmod), b.oid, b.typcategory, b.typlen, b.typelem, has_column_privilege(c.oid, a.attnum, 'SELECT'), c.relispopulated,
	EXISTS (SELECT FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am im ON im.oid = ic.relam
		WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indisvalid AND i.indpred IS NULL AND im.amname = 'btree')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_am am ON am.oid = c.relam
	LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	LEFT JOIN LATERAL (
		WITH RECURSIVE base AS (
			SELECT t.oid, t.typtype, t.typbasetype, t.typcategory, t.typlen, t.typelem FROM pg_type t WHERE t.oid = a.atttypid
			UNION ALL
			SELECT t.oid, t.typtype, t.typbasetype, t.typcategory, t.typlen, t.typelem FROM base JOIN pg_type t ON t.oid = base.typbasetype WHERE base.typtype = 'd')
		SELECT * FROM base WHERE typtype <> 'd') b ON true
WHERE n.nspname = $1::text AND c.relname = $2::text AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
ORDER BY a.attnum`

// describe looks the asset up. It returns an error of kind GapVanished when it
// is not there, and of kind GapPermission when nothing of it may be read.
func describe(ctx context.Context, c *conn, path string) (*relation, error) {
	gone := scanners.Unreadable(scanners.GapVanished, "it is no longer there: it was dropped or renamed during the scan")
	schema, name, ok := splitPath(path)
	if !ok {
		return nil, gone
	}
	r := &relation{schema: schema, name: name, from: quote(schema) + "." + quote(name)}
	var user, relam string
	var usage, filtered, leaf, populated bool
	var columns []attribute
	err := c.query(ctx, describing, []string{schema, name}, nil, func(row [][]byte) error {
		is := func(i int) bool { return string(row[i]) == "t" }
		if r.oid == "" {
			r.oid, r.kind, relam, leaf = string(row[0]), row[1][0], string(row[2]), is(3)
			usage, r.whole, filtered, user = is(4), is(5), is(6), string(row[7])
			populated = is(19)
			r.blockSize = max(number(row[11]), 1)
			r.blocks = number(row[10]) / r.blockSize
			r.rows = -1
			tuples, _ := strconv.ParseFloat(string(row[8]), 64)
			if pages := number(row[9]); pages > 0 && tuples > 0 {
				r.rows = int64(tuples / float64(pages) * float64(r.blocks))
			}
		}
		if row[12] != nil {
			columns = append(columns, attribute{
				name: string(row[12]), typ: string(row[13]), oid: string(row[14]),
				array: string(row[15]) == "A" && string(row[16]) == "-1", element: string(row[17]), allowed: is(18), indexed: is(20),
			})
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case r.oid == "":
		return nil, gone
	case !usage:
		return nil, scanners.Unreadable(scanners.GapPermission,
			fmt.Sprintf("user %q may not look into the schema: GRANT USAGE ON SCHEMA %s TO %s", user, quote(schema), quote(user)))
	}
	if !populated {
		return nil, scanners.Unreadable(scanners.GapEmpty, "the materialised view was never filled: REFRESH MATERIALIZED VIEW, or leave it out")
	}
	r.heap = relam == "heap"
	if r.kind == 'r' || r.kind == 'm' || r.kind == 'f' {
		r.from = "ONLY " + r.from // the rows of inheriting tables are theirs
	}
	if !r.whole && leaf {
		hides, err := r.throughParent(ctx, c)
		if err != nil {
			return nil, err
		}
		filtered = filtered || hides
	}
	var denied []string
	for _, a := range columns {
		if a.allowed || r.whole {
			r.add(a)
		} else {
			denied = append(denied, a.name)
		}
	}
	if grant := fmt.Sprintf("GRANT SELECT ON %s.%s TO %s", quote(schema), quote(name), quote(user)); denied != nil && r.columns == nil {
		return nil, scanners.Unreadable(scanners.GapPermission, fmt.Sprintf("user %q may not read it: %s", user, grant))
	} else if denied != nil {
		r.gaps = append(r.gaps, scanners.Gap{Kind: scanners.GapPermission, Bytes: -1, Rows: -1,
			Reason: fmt.Sprintf("user %q may not read the columns %q: %s", user, denied, grant)})
	}
	if r.filtered = filtered; filtered {
		r.gaps = append(r.gaps, scanners.Gap{Kind: scanners.GapPermission, Bytes: -1, Rows: -1,
			Reason: fmt.Sprintf("row-level security may hide rows from user %q: let the scan run as a role with BYPASSRLS", user)})
	}
	return r, nil
}

// format names what kind of relation it is.
func (r *relation) format() string {
	switch r.kind {
	case 'v':
		return "view"
	case 'm':
		return "materialised view"
	case 'f':
		return "foreign table"
	}
	return "table"
}

// throughParent reads a partition through the nearest ancestor that the user may
// read, as is usual where privileges are granted on the whole table only. The
// partition's own constraint lets the planner leave the other partitions out. It says
// whether the row-level security of that ancestor may hide rows.
func (r *relation) throughParent(ctx context.Context, c *conn) (hides bool, err error) {
	var parent, constraint string
	err = c.query(ctx, `SELECT format('%I.%I', n.nspname, p.relname), coalesce(pg_get_partition_constraintdef($1::oid), 'true'), row_security_active(p.oid)
		FROM pg_partition_ancestors($1::oid::regclass) WITH ORDINALITY a(relid, level)
			JOIN pg_class p ON p.oid = a.relid JOIN pg_namespace n ON n.oid = p.relnamespace
		WHERE p.oid <> $1::oid AND has_table_privilege(p.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE')
		ORDER BY a.level LIMIT 1`, []string{r.oid}, nil, func(row [][]byte) error {
		parent, constraint, hides = string(row[0]), string(row[1]), string(row[2]) == "t"
		return nil
	})
	if err != nil || parent == "" {
		return false, err
	}
	r.whole = true
	r.from = parent
	r.where = fmt.Sprintf("tableoid = %s AND (%s)", r.oid, constraint)
	return hides, nil
}

// Types of pg_type with fixed identifiers (src/include/catalog/pg_type.dat).
const (
	oidBytea, oidDate, oidTimestamp, oidTimestampTZ, oidInt2Vector, oidVector = "17", "1082", "1114", "1184", "22", "30"
)

// An attribute is a column as the catalogue has it. Its type is that below all
// domains.
type attribute struct {
	name, typ, oid, element string
	array, allowed, indexed bool
}

// add adds a column and how it is read: as text, cut by the server. The elements
// of an array come on lines of their own, bytea as it is.
func (r *relation) add(a attribute) {
	col, expr, format := tables.Column{Name: a.name, Type: a.typ}, `"left"(%s::text, %d)`, int16(0)
	array := a.array && a.element != "0" && a.oid != oidInt2Vector && a.oid != oidVector
	switch {
	case a.oid == oidBytea:
		col.Kind, expr, format = tables.Binary, `substring(%s FROM 1 FOR %d)`, 1
	case array && a.element == oidBytea:
		col.Kind, expr, format = tables.Binary, `substring((SELECT string_agg(e, '\x0a'::bytea) FROM unnest(%s) AS u(e)) FROM 1 FOR %d)`, 1
	case array:
		expr = `"left"(array_to_string(%s, E'\n'), %d)`
	case a.oid == oidTimestamp:
		col.Kind = tables.Time
	case a.oid == oidTimestampTZ:
		col.Kind = tables.UTCTime
	}
	r.columns = append(r.columns, col)
	r.exprs = append(r.exprs, expr)
	r.formats = append(r.formats, format)
	r.indexed = append(r.indexed, a.indexed && (a.oid == oidDate || a.oid == oidTimestamp || a.oid == oidTimestampTZ))
}

// selection is the list of all columns, each cut behind limit+1 characters so
// that Rows can tell that it was.
func (r *relation) selection(limit int) string {
	parts := make([]string, len(r.exprs))
	for i, expr := range r.exprs {
		parts[i] = fmt.Sprintf(expr, quote(r.columns[i].Name), limit+1)
	}
	return strings.Join(parts, ", ")
}

// only returns a condition together with the one that picks the partition.
func (r *relation) only(condition string) string {
	switch {
	case r.where == "" && condition == "":
		return ""
	case r.where == "":
		return " WHERE " + condition
	case condition == "":
		return " WHERE " + r.where
	}
	return " WHERE " + condition + " AND " + r.where
}
