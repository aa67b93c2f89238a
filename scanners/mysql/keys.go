package mysql

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// keys reads the integer key of a table for tables.DrawKeys.
type keys struct{ *sample }

func (k keys) column() string { return quote(k.t.key.parts[0].column) }

// parse reads a key, signed ones in their unsigned order.
func (k keys) parse(v []byte) (uint64, error) {
	if k.t.key.parts[0].kind == unsigned {
		if n, err := strconv.ParseUint(string(v), 10, 64); err == nil {
			return n, nil
		}
	} else if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
		return tables.Ordered(n), nil
	}
	return 0, scanners.Unreadable(scanners.GapCorrupt, "the server gave a key that is no integer of its column's type")
}

// write writes a key for a statement.
func (k keys) write(key uint64) string {
	if k.t.key.parts[0].kind == unsigned {
		return strconv.FormatUint(key, 10)
	}
	return strconv.FormatInt(tables.Signed(key), 10)
}

func (k keys) list(some []uint64) string {
	parts := make([]string, len(some))
	for i, key := range some {
		parts[i] = k.write(key)
	}
	return strings.Join(parts, ",")
}

// bounds returns the smallest and the largest key, both of which the index
// tells at once.
func (k keys) bounds(ctx context.Context) (low, high uint64, err error) {
	err = k.c.query(ctx, fmt.Sprintf("SELECT MIN(%s), MAX(%[1]s) FROM %s", k.column(), k.t.from), nil, func(row []sql.RawBytes) error {
		if low, err = k.parse(row[0]); err == nil {
			high, err = k.parse(row[1])
		}
		return err
	})
	return low, high, err
}

// Present returns those of the keys that the table has.
func (k keys) Present(ctx context.Context, some []uint64) (found []uint64, err error) {
	statement := fmt.Sprintf("SELECT %s FROM %s%s WHERE %[1]s IN (%[4]s)", k.column(), k.t.from, k.t.key.force(), k.list(some))
	err = k.c.query(ctx, statement, nil, func(row []sql.RawBytes) error {
		key, err := k.parse(row[0])
		found = append(found, key)
		return err
	})
	return found, err
}

// Near returns the neighbours of each key.
func (k keys) Near(ctx context.Context, some []uint64, n int) ([][]uint64, error) {
	var parts []string
	for i, key := range some {
		from := k.t.from + k.t.key.force()
		parts = append(parts,
			fmt.Sprintf("(SELECT %d, %s FROM %s WHERE %[2]s < %[4]s ORDER BY %[2]s DESC LIMIT 1)", i, k.column(), from, k.write(key)),
			fmt.Sprintf("(SELECT %d, %s FROM %s WHERE %[2]s >= %[4]s ORDER BY %[2]s LIMIT %[5]d)", i, k.column(), from, k.write(key), n))
	}
	near := make([][]uint64, len(some))
	err := k.c.query(ctx, strings.Join(parts, " UNION ALL "), nil, func(row []sql.RawBytes) error {
		i := integer(row[0])
		if i < 0 || i >= int64(len(near)) {
			return scanners.Unreadable(scanners.GapCorrupt, "the server gave a row that was not asked for")
		}
		key, err := k.parse(row[1])
		near[i] = append(near[i], key)
		return err
	})
	for _, list := range near {
		slices.Sort(list)
	}
	return near, err
}

// Pass reads the keys of a table of moderate size in one statement, thinned by the
// server where there are many times more than are wanted.
func (k keys) Pass(ctx context.Context, want int, key func(uint64)) (chance float64, err error) {
	if k.t.size < 0 || k.t.size > k.passable {
		return 0, nil
	}
	chance, where := 1.0, ""
	if enough := 4 * float64(want); float64(k.t.rows) > enough { // the estimate may be twice too high
		chance = enough / float64(k.t.rows)
		where = fmt.Sprintf(" WHERE RAND(%d) < %g", k.random.Int32(), chance)
	}
	statement := fmt.Sprintf("SELECT %s FROM %s%s%s ORDER BY %[1]s", k.column(), k.t.from, k.t.key.force(), where)
	err = k.c.query(ctx, statement, nil, func(row []sql.RawBytes) error {
		n, err := k.parse(row[0])
		key(n)
		return err
	})
	if slow(err) {
		return 0, nil
	}
	return chance, err
}

// fetch reads the rows with these keys.
func (k keys) fetch(ctx context.Context, all []uint64) (early bool, err error) {
	list := k.t.selection(k.rows.Limit)
	early, err = tables.Fetch(k.rows, all, func(some []uint64) error {
		return k.c.query(ctx, fmt.Sprintf("SELECT %s FROM %s%s WHERE %s IN (%s) ORDER BY %[4]s", list, k.t.from, k.t.key.force(), k.column(), k.list(some)), nil, k.add)
	})
	return early, k.rows.End(ctx, err)
}
