package sqlite

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

const (
	// smallRows is the number of rows up to which all keys of a table are read
	// before drawing.
	smallRows = 10_000
	// passable is the size of a file up to which a table in whose keys no row can be
	// drawn with equal chances is passed over as a whole for the sake of such a
	// sample.
	passable = 64 << 20
)

// A sample is one reading of one table.
type sample struct {
	*scanner
	t      *table
	rows   *tables.Rows
	draw   scanners.Draw
	random *rand.Rand
}

// Sample reads random rows of one table, or all of it.
func (s *scanner) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	drawn := scanners.Drawn{Format: "table", Design: scanners.NotRandom, Population: -1}
	t, err := s.describe(ctx, a.Path)
	if err != nil {
		return drawn, err
	}
	m := &sample{s, t, tables.NewRows(t.columns, d, s.budget, yield), d, tables.Random(d.Seed, a.Path)}
	m.rows.Blobs, m.rows.UnreadLimit = make([]bool, len(t.columns)), valueLimit
	if d.Depth == scanners.Names {
		drawn.Format = t.format()
		return drawn, m.rows.Names()
	}
	drawn, err = m.read(ctx)
	drawn.Format = t.format()
	if err == nil && d.Depth == scanners.Sample && drawn.Design != scanners.Census {
		drawn.Stats = m.ends(ctx, max(drawn.Population, drawn.Rows))
	}
	return drawn, err
}

// ends asks for the smallest and the largest value of the column that tells how old the
// rows are, where an index begins with it. Where that fails there are no bounds, and
// nothing else is amiss.
func (m *sample) ends(ctx context.Context, rows int64) []scanners.ColumnStats {
	if m.t.view || m.t.virtual {
		return nil
	}
	at := tables.TimeColumn(m.t.columns, m.draw.Timestamp, func(i int) bool { return m.leads(ctx, m.t.columns[i].Name) })
	if at < 0 {
		return nil
	}
	var stats []scanners.ColumnStats
	// Two subqueries: the ends are found in the index only when asked for apart.
	statement := fmt.Sprintf("SELECT (SELECT min(%s) FROM %s), (SELECT max(%[1]s) FROM %[2]s)", quote(m.t.columns[at].Name), m.t.from)
	if m.query(ctx, statement, nil, func(row []any) error {
		stats = tables.Ends(&m.t.columns[at], text(row[0]), text(row[1]), rows)
		return nil
	}) != nil {
		return nil
	}
	return stats
}

// leads says whether an index over all rows begins with a column.
func (m *sample) leads(ctx context.Context, column string) bool {
	found := false
	err := m.query(ctx, `SELECT 1 FROM pragma_index_list(?1, 'main') l JOIN pragma_index_xinfo(l.name, 'main') i
		WHERE l.partial = 0 AND i.seqno = 0 AND i.name = ?2 AND i.coll = 'BINARY' LIMIT 1`, []any{m.t.name, column}, func([]any) error {
		found = true
		return nil
	})
	return found && err == nil
}

func (m *sample) read(ctx context.Context) (scanners.Drawn, error) {
	switch {
	case len(m.t.columns) == 0: // a view that refers to nothing says so when it is read
		err := m.query(ctx, "SELECT * FROM "+m.t.from+" LIMIT 1", nil, func([]any) error { return nil })
		return m.rows.Drawn(scanners.Census, 0, 0), err
	case m.draw.Depth == scanners.Full && m.t.key != "":
		return m.inOrder(ctx)
	case m.draw.Depth == scanners.Full:
		return m.stream(ctx, nil, "")
	case m.t.view:
		return m.stream(ctx, nil, "the rows of a view lie in tables that are listed too and cannot be drawn at random")
	case m.t.key == "":
		return m.share(ctx)
	}
	if drawn, done, err := m.small(ctx); done || err != nil {
		return drawn, err
	}
	return m.byKey(ctx)
}

func (m *sample) statement(more string) string {
	return "SELECT " + m.t.selection(m.rows.Limit) + " FROM " + m.t.from + more
}

// add hands a row on to the batches.
func (m *sample) add(row []any) error {
	values := make([][]byte, len(m.t.columns))
	for i := range values {
		switch v := row[i].(type) {
		case []byte:
			values[i], m.rows.Blobs[i] = v, true
		case string:
			values[i], m.rows.Blobs[i] = []byte(v), false
		default:
			m.rows.Blobs[i] = false
		}
	}
	if err := m.rows.Add(values); err != nil {
		return err
	}
	if text(row[len(values)]) != "0" {
		m.rows.Unread++
	}
	return nil
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
// those that take, if any, lets through. It is a census when it reaches the end.
// Otherwise why, if not empty, says why it was not random.
func (m *sample) stream(ctx context.Context, take func() bool, why string) (scanners.Drawn, error) {
	read := m.scanner.read
	if m.draw.Depth == scanners.Sample {
		read = m.query
	}
	err := read(ctx, m.statement(""), nil, func(row []any) error {
		if take != nil && !take() {
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
	where, args, size := "", []any(nil), int64(64)
	var err error
	for more := true; more && err == nil; {
		var last any
		n := int64(0)
		err = m.query(ctx, fmt.Sprintf("SELECT %s, %s FROM %s%s ORDER BY %[2]s LIMIT %[5]d", m.t.selection(m.rows.Limit), m.t.key, m.t.from, where, size), args, func(row []any) error {
			n++
			last = row[len(row)-1]
			return m.add(row)
		})
		where, args = " WHERE "+m.t.key+" > ?1", []any{last}
		more = n == size
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
	all, err := k.all(ctx, fmt.Sprintf("SELECT %s FROM %s ORDER BY %[1]s LIMIT %[3]d", m.t.key, m.t.from, smallRows+1))
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
	// Two subqueries: the ends are found in the index only when asked for apart.
	ends, err := k.all(ctx, fmt.Sprintf("SELECT min(%s) FROM %s UNION ALL SELECT max(%[1]s) FROM %[2]s", m.t.key, m.t.from))
	if err != nil || len(ends) != 2 {
		return m.rows.Drawn(scanners.Equal, -1, 0), err
	}
	found, err := tables.DrawKeys(ctx, k, m.random, ends[0], ends[1], m.want())
	if err != nil {
		return m.rows.Drawn(scanners.Equal, -1, 0), err
	}
	_, err = k.fetch(ctx, found.Keys)
	if found.Equal {
		return m.rows.Drawn(scanners.Equal, found.Rows, m.rows.Count), err
	}
	drawn := m.rows.Drawn(scanners.NotEqual, found.Rows, m.rows.Count)
	drawn.Gaps[len(drawn.Gaps)-1].Reason = tables.GapWeighted
	return drawn, err
}

func (s *scanner) scannable() bool {
	info, err := os.Stat(s.path)
	return err == nil && info.Size() <= s.passable
}

// share reads a table without an integer key as a whole and takes each row with
// the same chance, unless the file is too large for that.
func (m *sample) share(ctx context.Context) (scanners.Drawn, error) {
	if !m.scannable() {
		return m.stream(ctx, nil, "the table has no integer key by which rows could be drawn at random")
	}
	var rows, size int64
	count := "SELECT count(*), sum(0"
	for _, c := range m.t.columns {
		count += fmt.Sprintf(" + coalesce(min(octet_length(%s), %d), 0)", quote(c.Name), m.rows.Limit)
	}
	if err := m.query(ctx, count+") FROM "+m.t.from, nil, func(row []any) error {
		fmt.Sscan(text(row[0]), &rows) // what is no number stays 0 and reads the table as a whole
		fmt.Sscan(text(row[1]), &size)
		return nil
	}); err != nil {
		return m.rows.Drawn(scanners.Equal, -1, 0), err
	}
	want := min(int64(m.want()), rows)
	if m.draw.MaxBytes > 0 && size > m.draw.MaxBytes {
		want = min(want, int64(0.8*float64(m.draw.MaxBytes)/float64(size)*float64(rows)))
	}
	if want == rows {
		return m.stream(ctx, nil, "")
	}
	selection, behind := tables.NewSelection(m.random, want, rows), -rows
	drawn, err := m.stream(ctx, func() bool { behind++; return selection.Take() }, "")
	if err != nil {
		return drawn, err
	}
	if drawn.Design == scanners.Census && behind <= 0 {
		return m.rows.Drawn(scanners.Equal, rows, m.rows.Count), nil
	}
	// Rows were added meanwhile, or are wider than was to be expected, and the last
	// ones had no chance.
	return m.rows.Drawn(scanners.NotEqual, -1, m.rows.Count), nil
}
