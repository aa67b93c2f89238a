package mysql

import (
	"context"
	"database/sql"
	"strings"
)

// An index is one in which rows can be sought.
type index struct {
	name    string
	parts   []part
	unique  bool
	perLead int64 // estimated rows for each value of the first column
}

type part struct {
	column string
	kind   partKind
}

// A partKind says how random values of a column are made.
type partKind uint8

const (
	other partKind = iota
	signed
	unsigned
	letters
	octets
	days
	uuids
)

func (k partKind) integer() bool { return k == signed || k == unsigned }

func kindOf(columnType string) partKind {
	full := strings.ToLower(columnType)
	base := full
	if i := strings.IndexAny(base, "( "); i >= 0 {
		base = base[:i]
	}
	switch base {
	case "tinyint", "smallint", "mediumint", "int", "bigint", "year":
		if strings.Contains(full, "unsigned") {
			return unsigned
		}
		return signed
	case "char", "varchar":
		return letters
	case "uuid":
		return uuids
	case "binary", "varbinary":
		return octets
	case "date", "datetime", "timestamp":
		return days
	}
	return other
}

// indexes picks the index by which rows of the table are drawn: a unique one of
// a single integer, else one whose first column random values can be made of.
// The primary key goes before the others, integers before other types, and what
// tells more rows apart before what tells fewer.
func (s *scanner) indexes(ctx context.Context, c *session, name string, t *table, types map[string]string) error {
	var all []*index
	t.times = map[string]bool{}
	err := c.query(ctx, `SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART IS NULL AND NULLABLE <> 'YES' AND INDEX_TYPE = 'BTREE', coalesce(CARDINALITY, -1), SUB_PART IS NULL AND INDEX_TYPE = 'BTREE'
		FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY INDEX_NAME, SEQ_IN_INDEX`,
		[]any{s.database, name}, func(row []sql.RawBytes) error {
			if string(row[0]) != name {
				return nil
			}
			if n := string(row[1]); len(all) == 0 || all[len(all)-1].name != n {
				all = append(all, &index{name: n, unique: string(row[2]) == "0"})
				if distinct := integer(row[5]); distinct > 0 && t.rows > 0 {
					all[len(all)-1].perLead = t.rows / distinct
				}
			}
			ix, column := all[len(all)-1], string(row[3])
			if len(ix.parts) == 0 && string(row[6]) == "1" && kindOf(types[column]) == days {
				t.times[column] = true
			}
			if typ, ok := types[column]; string(row[4]) == "1" && ok {
				ix.parts = append(ix.parts, part{column, kindOf(typ)})
			} else {
				ix.parts = append(ix.parts, part{column, other})
			}
			return nil
		})
	if err != nil {
		return err
	}
	better := func(a, b *index) bool {
		if b == nil {
			return true
		}
		if x, y := a.parts[0].kind.integer(), b.parts[0].kind.integer(); x != y {
			return x
		}
		if x, y := a.name == "PRIMARY", b.name == "PRIMARY"; x != y && max(a.perLead, b.perLead) <= manyPerLead {
			return x
		}
		return a.perLead < b.perLead
	}
	for _, ix := range all {
		if ix.parts[0].kind == other {
			continue
		}
		if ix.unique && len(ix.parts) == 1 && ix.parts[0].kind.integer() && !t.history && (t.key == nil || ix.name == "PRIMARY") {
			t.key = ix
		}
		if better(ix, t.lead) {
			t.lead = ix
		}
	}
	return nil
}

// force is the hint that keeps the server to the primary key, where it would
// otherwise read the whole table for a long list of keys. Other indexes may be
// hidden from the optimiser, and a hint would then be an error.
func (ix *index) force() string {
	if ix.name == "PRIMARY" {
		return " FORCE INDEX (PRIMARY)"
	}
	return ""
}
