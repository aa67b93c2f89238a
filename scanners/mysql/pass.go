package mysql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// count returns the number of rows of a table that may be passed over as a whole,
// and -1 of a larger one. The server's estimate may be out of date.
func (m *sample) count(ctx context.Context) (rows int64, err error) {
	row := func(row []sql.RawBytes) error {
		rows = integer(row[0])
		return nil
	}
	if m.t.rows <= guess {
		err := m.c.query(ctx, fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT %d) x", m.t.from, guess+1), nil, row)
		if err != nil || rows <= guess {
			return rows, err
		}
	}
	if m.t.size < 0 || m.t.size > m.passable {
		return -1, nil
	}
	if err = m.c.query(ctx, "SELECT COUNT(*) FROM "+m.t.from, nil, row); slow(err) {
		return -1, nil // it is larger than the server knows
	}
	return rows, err
}

func slow(err error) bool {
	var e *scanners.Error
	return errors.As(err, &e) && e.Kind == scanners.GapTimeout
}

// share passes over the whole table and takes as many rows as are wanted, each with
// the same chance. It serves tables that are small, or of moderate size and without
// an integer key. The server lets a few too many through, and counts them before.
func (m *sample) share(ctx context.Context, rows int64) (scanners.Drawn, error) {
	want := min(int64(m.want()), rows)
	if m.draw.MaxBytes > 0 && m.t.size > m.draw.MaxBytes {
		want = min(want, int64(0.8*float64(m.draw.MaxBytes)/float64(m.t.size)*float64(rows)))
	}
	if want == rows {
		return m.stream(ctx, "", "", nil)
	}
	through := (float64(want) + 4*math.Sqrt(float64(want)) + 8) / float64(rows)
	condition, n := fmt.Sprintf("RAND(%d) < %g", m.random.Int32(), through), int64(0)
	err := m.c.query(ctx, fmt.Sprintf("SELECT COALESCE(SUM(%s), 0) FROM %s", condition, m.t.from), nil, func(row []sql.RawBytes) error {
		n = integer(row[0])
		return nil
	})
	if err != nil {
		return m.rows.Drawn(scanners.Equal, rows, 0), err
	}
	drawn, err := m.stream(ctx, " WHERE "+condition, "", tables.NewSelection(m.random, want, n))
	switch {
	case err != nil:
		return drawn, err
	case drawn.Design == scanners.Census:
		return m.rows.Drawn(scanners.Equal, rows, m.rows.Count), nil
	}
	// Rows are wider than was to be expected, and the last ones had no chance.
	return m.rows.Drawn(scanners.NotEqual, -1, m.rows.Count), nil
}
