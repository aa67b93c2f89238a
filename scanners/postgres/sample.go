package postgres

import (
	"context"
	"errors"
	"fmt"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

// Sample reads random rows of one table, or all of it.
func (s *scanner) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	drawn := scanners.Drawn{Format: "table", Design: scanners.NotRandom, Population: -1}
	settings := ""
	if d.Depth == scanners.Sample {
		settings = tidScans
	}
	err := s.pool.transaction(ctx, settings, func(c *conn) error {
		r, err := describe(ctx, c, a.Path)
		if err != nil {
			return err
		}
		rows := tables.NewRows(r.columns, d, s.store.Budget, yield)
		if d.Depth == scanners.Names {
			drawn.Format, drawn.Gaps = r.format(), r.gaps
			return rows.Names()
		}
		drawn, err = s.read(ctx, c, r, rows, d, a.Path)
		drawn.Format = r.format()
		drawn.Gaps = append(drawn.Gaps, r.gaps...)
		if err == nil && d.Depth == scanners.Sample && drawn.Design != scanners.Census {
			drawn.Stats = r.ends(ctx, c, d.Timestamp, max(r.rows, drawn.Population, drawn.Rows))
		}
		return err
	})
	return drawn, err
}

func (s *scanner) read(ctx context.Context, c *conn, r *relation, rows *tables.Rows, d scanners.Draw, path string) (scanners.Drawn, error) {
	switch {
	case len(r.columns) == 0:
		return rows.Drawn(scanners.Census, 0, 0), nil
	case r.kind == 'v':
		// The view's own query is planned as its owner meant it.
		if err := c.exec(ctx, "SET LOCAL search_path TO DEFAULT; SET LOCAL enable_seqscan TO DEFAULT"); err != nil {
			return rows.Drawn(scanners.NotRandom, -1, 0), err
		}
		return stream(ctx, c, r, rows, r.statement(rows.Limit, ""), "the rows of a view lie in tables that are listed too and cannot be drawn at random")
	case d.Depth == scanners.Full:
		return stream(ctx, c, r, rows, r.statement(rows.Limit, ""), "")
	case r.kind == 'f':
		return stream(ctx, c, r, rows, r.statement(rows.Limit, ""), "the rows of a foreign table cannot be drawn at random: scan the store that it stands for")
	case r.kind == 'p':
		return rows.Drawn(scanners.Census, 0, 0), nil
	case r.heap && r.whole:
		t := &heap{r: r, c: c, rows: rows, random: tables.Random(d.Seed, path), want: wanted(d), maxBytes: d.MaxBytes}
		return t.sample(ctx)
	}
	return s.byPages(ctx, c, r, rows, d, path)
}

// ends asks for the smallest and the largest value of the column that tells how old the
// rows are, where an index has both at its ends by the catalogue. It is the last
// statement of its transaction: where it fails there are no bounds, and nothing else is
// amiss.
func (r *relation) ends(ctx context.Context, c *conn, declared string, rows int64) []scanners.ColumnStats {
	if r.kind != 'r' && r.kind != 'm' || r.filtered || !r.whole || r.where != "" {
		return nil
	}
	at := tables.TimeColumn(r.columns, declared, func(i int) bool { return r.indexed[i] })
	if at < 0 {
		return nil
	}
	var stats []scanners.ColumnStats
	column := quote(r.columns[at].Name)
	err := c.query(ctx, "SELECT min("+column+")::text, max("+column+")::text FROM "+r.from, nil, nil, func(row [][]byte) error {
		stats = tables.Ends(&r.columns[at], string(row[0]), string(row[1]), rows)
		return nil
	})
	if err != nil {
		return nil
	}
	return stats
}

// statement reads all columns of the rows that more, a clause behind the table's
// name, lets through.
func (r *relation) statement(limit int, more string) string {
	return fmt.Sprintf("SELECT %s FROM %s%s%s", r.selection(limit), r.from, more, r.only(""))
}

// wanted is the number of rows to draw. Each row has at least some bytes, which
// bounds a draw that is bounded by bytes only.
func wanted(d scanners.Draw) int {
	n := int64(1 << 16)
	if d.MaxRows > 0 {
		n = min(n, d.MaxRows)
	}
	if d.MaxBytes > 0 {
		n = min(n, d.MaxBytes/8+1)
	}
	return int(n)
}

// stream reads the rows of a statement through a cursor until the draw is full,
// so that neither side holds more than some of them. It is a census when it
// reaches the end. Otherwise why, if not empty, says why it was not random.
func stream(ctx context.Context, c *conn, r *relation, rows *tables.Rows, statement, why string) (scanners.Drawn, error) {
	err := c.exec(ctx, "DECLARE piiventory NO SCROLL CURSOR FOR "+statement)
	size := int64(64)
	for more := true; more && err == nil; {
		before := rows.Count
		err = c.query(ctx, fmt.Sprintf("FETCH %d FROM piiventory", size), nil, r.formats, rows.Add)
		more = rows.Count-before == size
		size = min(tables.BatchRows, max(tables.BatchBytes/4/max(rows.Bytes/max(rows.Count, 1), 1), 1))
	}
	full := errors.Is(err, tables.ErrFull)
	if err = rows.End(ctx, err); err == nil && !full {
		return rows.Drawn(scanners.Census, rows.Count, rows.Count), nil
	}
	drawn := rows.Drawn(scanners.NotRandom, -1, rows.Count)
	if why != "" {
		drawn.Gaps[len(drawn.Gaps)-1].Reason = why + ": only the first rows were read"
	}
	return drawn, err
}

// byPages reads random pages where rows have no identifiers, or may not be asked
// for theirs because the user may read some columns only.
func (s *scanner) byPages(ctx context.Context, c *conn, r *relation, rows *tables.Rows, d scanners.Draw, path string) (scanners.Drawn, error) {
	percent := 100.0
	if want := wanted(d); r.rows > int64(want) {
		percent = 80 * float64(want) / float64(r.rows)
	}
	seed := tables.Random(d.Seed, path).Int32()
	drawn, err := stream(ctx, c, r, rows, r.statement(rows.Limit, fmt.Sprintf(" TABLESAMPLE system (%g) REPEATABLE (%d)", percent, seed)), "")
	if percent == 100 || err != nil {
		return drawn, err
	}
	return rows.Drawn(scanners.NotEqual, -1, rows.Count), nil
}
