package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// keys reads the integer key of a table for tables.DrawKeys.
type keys struct{ *sample }

func (k keys) list(some []uint64) string {
	parts := make([]string, len(some))
	for i, key := range some {
		parts[i] = literal(key)
	}
	return strings.Join(parts, ",")
}

// literal writes a key. The smallest one cannot be written as a number, which
// would be a real one with a minus before it.
func literal(key uint64) string {
	if n := tables.Signed(key); n != -1<<63 {
		return strconv.FormatInt(n, 10)
	}
	return "(-9223372036854775807 - 1)"
}

func parse(v any) (uint64, error) {
	if n, ok := v.(int64); ok {
		return tables.Ordered(n), nil
	}
	return 0, scanners.Unreadable(scanners.GapCorrupt, "the integer key of the table holds something else")
}

// all returns the keys that a statement gives.
func (k keys) all(ctx context.Context, statement string) (found []uint64, err error) {
	err = k.query(ctx, statement, nil, func(row []any) error {
		key, err := parse(row[0])
		found = append(found, key)
		return err
	})
	return found, err
}

// Present returns those of the keys that the table has.
func (k keys) Present(ctx context.Context, some []uint64) ([]uint64, error) {
	return k.all(ctx, fmt.Sprintf("SELECT %s FROM %s WHERE %[1]s IN (%[3]s)", k.t.key, k.t.from, k.list(some)))
}

// Near returns the neighbours of each key.
func (k keys) Near(ctx context.Context, some []uint64, n int) ([][]uint64, error) {
	var parts []string
	for i, key := range some {
		parts = append(parts,
			fmt.Sprintf("SELECT * FROM (SELECT %d, %s FROM %s WHERE %[2]s < %[4]s ORDER BY %[2]s DESC LIMIT 1)", i, k.t.key, k.t.from, literal(key)),
			fmt.Sprintf("SELECT * FROM (SELECT %d, %s FROM %s WHERE %[2]s >= %[4]s ORDER BY %[2]s LIMIT %[5]d)", i, k.t.key, k.t.from, literal(key), n))
	}
	near := make([][]uint64, len(some))
	err := k.query(ctx, strings.Join(parts, " UNION ALL "), nil, func(row []any) error {
		i, _ := row[0].(int64)
		key, err := parse(row[1])
		near[i] = append(near[i], key)
		return err
	})
	for _, list := range near {
		slices.Sort(list)
	}
	return near, err
}

// Pass reads all keys of a table in a file of moderate size.
func (k keys) Pass(ctx context.Context, _ int, key func(uint64)) (chance float64, err error) {
	if !k.scannable() {
		return 0, nil
	}
	err = k.query(ctx, fmt.Sprintf("SELECT %s FROM %s", k.t.key, k.t.from), nil, func(row []any) error {
		n, err := parse(row[0])
		key(n)
		return err
	})
	return 1, err
}

// fetch reads the rows with these keys.
func (k keys) fetch(ctx context.Context, all []uint64) (early bool, err error) {
	early, err = tables.Fetch(k.rows, all, func(some []uint64) error {
		return k.query(ctx, k.statement(fmt.Sprintf(" WHERE %s IN (%s) ORDER BY %[1]s", k.t.key, k.list(some))), nil, k.add)
	})
	return early, k.rows.End(ctx, err)
}
