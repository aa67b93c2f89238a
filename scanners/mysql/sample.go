package mysql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

const (
	// smallRows is the number of rows up to which all keys of a table are read
	// before drawing, and guess how many the server's estimate, which may be off
	// by half, may say.
	smallRows, guess = 10_000, 20_000
	// scannable is the size up to which a table in whose keys no row can be drawn
	// with equal chances is passed over as a whole for the sake of such a sample: a
	// second or so of the server, and none of its pages is sent.
	scannable = 64 << 20
)

// A sample is one reading of one table.
type sample struct {
	*scanner
	c      *session
	t      *table
	rows   *tables.Rows
	draw   scanners.Draw
	random *rand.Rand
}

// Sample reads random rows of one table, or all of it.
func (s *scanner) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	drawn := scanners.Drawn{Format: "table", Design: scanners.NotRandom, Population: -1}
	err := s.transaction(ctx, func(c *session) error {
		t, err := s.describe(ctx, c, a.Path)
		if err != nil {
			return err
		}
		m := &sample{s, c, t, tables.NewRows(t.columns, d, s.budget, yield), d, tables.Random(d.Seed, a.Path)}
		if d.Depth == scanners.Names {
			drawn.Format, drawn.Gaps = t.format(), t.gaps
			return m.rows.Names()
		}
		drawn, err = m.read(ctx)
		drawn.Format = t.format()
		drawn.Gaps = append(drawn.Gaps, t.gaps...)
		if err == nil && d.Depth == scanners.Sample && drawn.Design != scanners.Census {
			drawn.Stats = m.timeEnds(ctx, max(t.rows, drawn.Population, drawn.Rows))
		}
		return err
	})
	return drawn, err
}

func (m *sample) read(ctx context.Context) (scanners.Drawn, error) {
	switch {
	case m.draw.Depth == scanners.Full && m.t.key != nil:
		return m.inOrder(ctx)
	case m.draw.Depth == scanners.Full:
		if err := m.c.limit(ctx, longStatement); err != nil {
			return m.rows.Drawn(scanners.NotRandom, -1, 0), err
		}
		return m.stream(ctx, "", "", nil)
	case m.t.view:
		return m.stream(ctx, fmt.Sprintf(" LIMIT %d", m.want()+1), "the rows of a view lie in tables that are listed too and cannot be drawn at random", nil)
	case m.t.key != nil && m.t.rows <= guess:
		if drawn, done, err := m.small(ctx); done || err != nil {
			return drawn, err
		}
		return m.byKey(ctx)
	case m.t.key != nil:
		return m.byKey(ctx)
	}
	rows, err := m.count(ctx)
	switch {
	case err != nil:
		return m.rows.Drawn(scanners.Equal, -1, 0), err
	case rows >= 0:
		return m.share(ctx, rows)
	case m.t.lead != nil:
		return m.bySeeks(ctx)
	}
	return m.stream(ctx, fmt.Sprintf(" LIMIT %d", m.want()+1), "the table has no index in which random rows could be sought: give it a primary key", nil)
}

// optimizedAway is what the server says of a statement that it answers from the ends of
// indexes, while it plans.
const optimizedAway = "Select tables optimized away"

// timeEnds asks for the smallest and the largest value of the column that tells how old the
// rows are, where the server says beforehand that an index has both at its ends. Where
// that fails there are no bounds, and nothing else is amiss.
func (m *sample) timeEnds(ctx context.Context, rows int64) []scanners.ColumnStats {
	at := tables.TimeColumn(m.t.columns, m.draw.Timestamp, func(i int) bool { return m.t.times[m.t.columns[i].Name] })
	if at < 0 {
		return nil
	}
	statement := fmt.Sprintf("SELECT MIN(%s), MAX(%[1]s) FROM %s", quote(m.t.columns[at].Name), m.t.from)
	quick := false
	err := m.c.query(ctx, "EXPLAIN "+statement, nil, func(row []sql.RawBytes) error {
		for _, v := range row {
			quick = quick || string(v) == optimizedAway
		}
		return nil
	})
	if err != nil || !quick {
		return nil
	}
	var stats []scanners.ColumnStats
	if m.c.query(ctx, statement, nil, func(row []sql.RawBytes) error {
		stats = tables.Ends(&m.t.columns[at], string(row[0]), string(row[1]), rows)
		return nil
	}) != nil {
		return nil
	}
	return stats
}

func (m *sample) statement(more string) string {
	return "SELECT " + m.t.selection(m.rows.Limit) + " FROM " + m.t.from + more
}

// add hands a row on to the batches.
func (m *sample) add(row []sql.RawBytes) error {
	values := make([][]byte, len(row))
	for i, v := range row {
		values[i] = v
	}
	return m.rows.Add(values)
}

// want is the number of rows to draw. Each row has at least some bytes, which
// bounds a draw that is bounded by bytes only.
func (m *sample) want() int {
	n := int64(1 << 16)
	if m.draw.MaxRows > 0 {
		n = min(n, m.draw.MaxRows)
	}
	if m.draw.MaxBytes > 0 {
		n = min(n, m.draw.MaxBytes/8+1)
	}
	return int(n)
}

// stream reads the rows of the table from its beginning until the draw is full,
// those of a selection if there is one. It is a census when it reaches the end.
// Otherwise why, if not empty, says why it was not random.
func (m *sample) stream(ctx context.Context, more, why string, of *tables.Selection) (scanners.Drawn, error) {
	err := m.c.query(ctx, m.statement(more), nil, func(row []sql.RawBytes) error {
		if of != nil && !of.Take() {
			for _, v := range row {
				m.budget.Read(len(v))
			}
			return nil
		}
		return m.add(row)
	})
	full := errors.Is(err, tables.ErrFull)
	if err = m.rows.End(ctx, err); err == nil && !full {
		return m.rows.Drawn(scanners.Census, m.rows.Count, m.rows.Count), nil
	}
	drawn := m.rows.Drawn(scanners.NotRandom, -1, m.rows.Count)
	if why != "" {
		drawn.Gaps[len(drawn.Gaps)-1].Reason = why + ": only the first rows were read"
	}
	return drawn, err
}

// inOrder reads the whole table in pieces, each by one short statement.
func (m *sample) inOrder(ctx context.Context) (scanners.Drawn, error) {
	column, list := quote(m.t.key.parts[0].column), m.t.selection(m.rows.Limit)
	where, last := "", ""
	size := int64(64)
	var err error
	for more := true; more && err == nil; {
		before := m.rows.Count
		err = m.c.query(ctx, fmt.Sprintf("SELECT %s, %s FROM %s%s%s ORDER BY %s LIMIT %d", column, list, m.t.from, m.t.key.force(), where, column, size), nil,
			func(row []sql.RawBytes) error {
				last = string(row[0])
				return m.add(row[1:])
			})
		where = " WHERE " + column + " > " + last
		more = m.rows.Count-before == size
		size = min(tables.BatchRows, max(tables.BatchBytes/4/max(m.rows.Bytes/max(m.rows.Count, 1), 1), 1))
	}
	if err = m.rows.End(ctx, err); err == nil {
		return m.rows.Drawn(scanners.Census, m.rows.Count, m.rows.Count), nil
	}
	return m.rows.Drawn(scanners.NotRandom, -1, m.rows.Count), err
}

// small reads all keys, and then the rows in random order, so that a sample that
// must stop is still a random one. It is not done when there are too many keys.
func (m *sample) small(ctx context.Context) (drawn scanners.Drawn, done bool, err error) {
	k := keys{m}
	column := k.column()
	var all []uint64
	err = m.c.query(ctx, fmt.Sprintf("SELECT %s FROM %s%s ORDER BY %s LIMIT %d", column, m.t.from, m.t.key.force(), column, smallRows+1), nil,
		func(row []sql.RawBytes) error {
			key, err := k.parse(row[0])
			all = append(all, key)
			return err
		})
	if err != nil {
		return m.rows.Drawn(scanners.Equal, -1, 0), false, err
	}
	if len(all) > smallRows {
		return drawn, false, nil
	}
	m.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	early, err := k.fetch(ctx, all)
	design := scanners.Equal
	if !early && err == nil {
		design = scanners.Census
	}
	return m.rows.Drawn(design, int64(len(all)), m.rows.Count), true, err
}

// byKey draws keys from the whole range and rejects those that are not there.
func (m *sample) byKey(ctx context.Context) (scanners.Drawn, error) {
	k := keys{m}
	low, high, err := k.bounds(ctx)
	if err != nil {
		return m.rows.Drawn(scanners.Equal, -1, 0), err
	}
	found, err := tables.DrawKeys(ctx, k, m.random, low, high, m.want())
	if err != nil {
		return m.rows.Drawn(scanners.Equal, -1, 0), err
	}
	_, err = k.fetch(ctx, found.Keys)
	if found.Equal {
		return m.rows.Drawn(scanners.Equal, found.Rows, m.rows.Count), err
	}
	return m.gapWeighted(found.Rows), err
}

// gapWeighted is the outcome of reading rows at and behind random keys.
func (m *sample) gapWeighted(population int64) scanners.Drawn {
	drawn := m.rows.Drawn(scanners.NotEqual, population, m.rows.Count)
	drawn.Gaps[len(drawn.Gaps)-1].Reason = tables.GapWeighted
	return drawn
}
