package mysql

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

const (
	// manyPerLead is the number of rows for each value of an index's first column
	// from which on the second column is drawn as well, since the first rows of a
	// value would otherwise stand for all.
	manyPerLead = 64
	// seeks is the number of places in one statement, behind each of which so
	// many rows are taken. It is less where the statement would become longer
	// than statementLength.
	seeks, rowsBehind, statementLength = 50, 2, 256 << 10
	// seekRounds bounds the statements; the last ones find few new rows.
	seekRounds = 64
)

// bySeeks takes the rows at and behind random values of an index. The chances
// of rows are not equal: a row behind a wide gap has a higher one.
func (m *sample) bySeeks(ctx context.Context) (scanners.Drawn, error) {
	ends, err := m.ends(ctx, m.t.lead.parts[0], nil)
	if err == nil {
		err = m.seek(ctx, ends[0])
	}
	err = m.rows.End(ctx, err)
	return m.gapWeighted(-1), err
}

// An interval lies between the smallest and the largest value of a column, among
// the rows with one value of the column before it, if any.
type interval struct {
	lead      any
	low, high []byte
}

// ends asks for the interval of a column, or of one for each leading value.
func (m *sample) ends(ctx context.Context, p part, leads []any) ([]interval, error) {
	smallest := fmt.Sprintf("SELECT %%d, MIN(%s), MAX(%[1]s) FROM %s", strings.ReplaceAll(quote(p.column), "%", "%%"), strings.ReplaceAll(m.t.from, "%", "%%"))
	parts, found := []string{fmt.Sprintf(smallest, 0)}, make([]interval, max(len(leads), 1))
	if leads != nil {
		parts = nil
		for i, lead := range leads {
			parts = append(parts, "("+fmt.Sprintf(smallest, i)+" WHERE "+quote(m.t.lead.parts[0].column)+" = ?)")
			found[i].lead = lead
		}
	}
	err := m.c.query(ctx, strings.Join(parts, " UNION ALL "), leads, func(row []sql.RawBytes) error {
		if i := integer(row[0]); i >= 0 && i < int64(len(found)) {
			found[i].low, found[i].high = bytes.Clone(row[1]), bytes.Clone(row[2])
		}
		return nil
	})
	return found, err
}

func (m *sample) seek(ctx context.Context, whole interval) error {
	lead := m.t.lead
	deep := lead.perLead > manyPerLead && len(lead.parts) > 1 && lead.parts[1].kind != other
	seed, seen := maphash.MakeSeed(), map[uint64]bool{}
	fresh := func(row []sql.RawBytes) error {
		var h maphash.Hash
		h.SetSeed(seed)
		for _, v := range row {
			_ = binary.Write(&h, binary.LittleEndian, int64(len(v)))
			h.Write(v)
		}
		if sum := h.Sum64(); seen[sum] {
			return nil // seen behind another place
		} else {
			seen[sum] = true
		}
		return m.add(row)
	}
	stale, seeks := 0, min(seeks, max(statementLength/len(m.statement("")), 1))
	for round := 0; round < seekRounds && stale < 4; round++ {
		before := m.rows.Count
		var places []interval // with the value to seek in low
		for range seeks {
			places = append(places, interval{low: m.value(lead.parts[0].kind, whole)})
		}
		var err error
		if deep {
			if places, err = m.deeper(ctx, places); err != nil {
				return err
			}
		}
		if err := m.behind(ctx, places, deep, fresh); err != nil {
			if errors.Is(err, tables.ErrFull) {
				return nil
			}
			return err
		}
		if m.rows.Count == before {
			stale++
		}
	}
	return nil
}

// deeper turns places in the first column into places in the second, among the
// rows with the value that the first place leads to.
func (m *sample) deeper(ctx context.Context, places []interval) ([]interval, error) {
	column := quote(m.t.lead.parts[0].column)
	var parts []string
	var args []any
	for _, p := range places {
		parts = append(parts, fmt.Sprintf("(SELECT %s FROM %s WHERE %[1]s >= ? ORDER BY %[1]s LIMIT 1)", column, m.t.from))
		args = append(args, m.argument(m.t.lead.parts[0].kind, p.low))
	}
	var leads []any
	err := m.c.query(ctx, strings.Join(parts, " UNION "), args, func(row []sql.RawBytes) error {
		leads = append(leads, m.argument(m.t.lead.parts[0].kind, bytes.Clone(row[0])))
		return nil
	})
	if err != nil || leads == nil {
		return nil, err
	}
	within, err := m.ends(ctx, m.t.lead.parts[1], leads)
	if err != nil {
		return nil, err
	}
	for i := range places {
		w := within[m.random.IntN(len(within))]
		places[i] = interval{lead: w.lead, low: m.value(m.t.lead.parts[1].kind, w)}
	}
	return places, nil
}

// behind reads the rows at and behind some places.
func (m *sample) behind(ctx context.Context, places []interval, deep bool, row func([]sql.RawBytes) error) error {
	var parts []string
	var args []any
	for _, p := range places {
		i, where := 0, ""
		if deep {
			i, where = 1, quote(m.t.lead.parts[0].column)+" = ? AND "
			args = append(args, p.lead)
		}
		column := quote(m.t.lead.parts[i].column)
		parts = append(parts, "("+m.statement(fmt.Sprintf(" WHERE %s%s >= ? ORDER BY %s LIMIT %d", where, column, column, rowsBehind))+")")
		args = append(args, m.argument(m.t.lead.parts[i].kind, p.low))
	}
	if parts == nil {
		return nil
	}
	return m.c.query(ctx, strings.Join(parts, " UNION ALL "), args, row)
}
