package inventory

import (
	"slices"
	"strings"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// A stamp is what tells the time of each row of one asset: the declared field, or a field
// whose name and values say that it does, or the beginnings of the lines of a text. A
// field is chosen by scanners.TimeRank among those with values that are times, creation
// before events before changes, and stays chosen.
type stamp struct {
	field  string // empty for lines
	masked string // the field without personal data in its name
	source string // as in Times, empty while nothing tells the time
	// declared says that the declaration names it, found that it was found.
	declared, found bool
	// values were there, parsed of them were times, ahead of those in the future.
	values, parsed, ahead int64
	form                  string // of the last time that was read, "" for the usual one
	// refused are columns that tell no time, by their names or their values.
	refused map[string]bool
}

// sourceLine is the source of times at the beginnings of lines.
const sourceLine = "line"

const (
	// A field that was found holds times in that share of its values, and of a text that
	// share of the lines begins with one: others go on with the line before.
	fieldShare, lineShare = 0.9, 0.5
	// birthDate is the category of dates of persons, which are no times of records.
	birthDate = detectors.Category("identity.birth_date")
)

// stampOf returns what a declared field says, or a stamp that must be found.
func stampOf(declared string) stamp {
	name := strings.TrimPrefix(declared, "$.")
	if name == "" {
		return stamp{}
	}
	return stamp{field: name, source: "field:" + name, declared: true}
}

// rowTimes reads the time of every row.
func (t *tally) rowTimes(b *scanners.Batch) bool {
	if b.Rows == 0 {
		return false
	}
	if t.stamp.source == "" {
		t.choose(b)
	}
	st := &t.stamp
	if st.source == "" {
		return false
	}
	at := t.times[st.source]
	if at == nil {
		// Rows before those by which the field was found have no time.
		at = &Times{Source: st.source, Found: st.found, Missing: t.rowsSeen}
		t.times[st.source] = at
	}
	col := st.column(b.Columns)
	if col < 0 {
		at.Missing += int64(b.Rows)
		return false
	}
	t.rows = t.rows[:0]
	for r := range b.Rows {
		value := b.Columns[col].Value(r)
		when, ok := st.read(value)
		if len(value) > 0 {
			st.values++
		}
		if ok {
			at.add(when)
			st.parsed++
			t.hold(when)
			if when.After(t.now) {
				st.ahead++
			}
		} else {
			at.Missing++
			when = time.Time{}
		}
		t.rows = append(t.rows, when)
	}
	return true
}

// limits sets the moments for which rows before them are counted.
func (t *tally) limits(cutoffs []time.Time) {
	for _, c := range cutoffs {
		t.older = append(t.older, OlderTally{Before: c})
	}
}

// hold holds the time of a row against the limits.
func (t *tally) hold(when time.Time) {
	for i := range t.older {
		o := &t.older[i]
		if when.Before(o.Before) {
			o.Rows++
			t.hits[&o.Units]++
		} else {
			o.Newer++
			t.hits[&o.NewerUnits]++
		}
	}
}

// ages returns the counts by the limits, once the source is settled.
func (t *tally) ages() []OlderTally {
	if t.stamp.source == "" {
		return nil
	}
	for i := range t.older {
		t.older[i].Source = t.stamp.source
	}
	return t.older
}

// column finds the column of the stamp in a batch, or returns -1.
func (st *stamp) column(columns []scanners.Column) int {
	col := slices.IndexFunc(columns, func(c scanners.Column) bool { return c.Path == st.field })
	if col < 0 {
		col = slices.IndexFunc(columns, func(c scanners.Column) bool { return strings.EqualFold(c.Path, st.field) })
	}
	return col
}

func (st *stamp) read(value []byte) (time.Time, bool) {
	if st.source == sourceLine {
		return lineTime(value)
	}
	when, form, ok := parseTimeAs(value, st.form)
	st.form = form
	return when, ok
}

// choose looks for a field of times in a batch.
func (t *tally) choose(b *scanners.Batch) {
	best, bestRank, bestRest, line := -1, 0, 0, -1
	for i := range b.Columns {
		c := &b.Columns[i]
		if t.stamp.refused[c.Path] {
			continue
		}
		if c.Path == "" {
			if t.holds(c, b.Rows, lineShare, lineTime) {
				line = i
			}
			continue
		}
		rank, rest := scanners.TimeRank(c.Path)
		if rank == 0 || t.speaksOfBirth(c.Path) {
			t.stamp.refuse(c.Path)
			continue
		}
		if best >= 0 && (rank > bestRank || rank == bestRank && rest >= bestRest) || !t.holds(c, b.Rows, fieldShare, parseTime) {
			continue
		}
		best, bestRank, bestRest = i, rank, rest
	}
	switch {
	case best >= 0:
		name := b.Columns[best].Path
		masked, _ := t.engine.MaskName(name)
		t.stamp = stamp{field: name, masked: masked, source: "field:" + masked, found: true}
	case line >= 0:
		t.stamp = stamp{source: sourceLine, found: true}
	}
}

// holds says that a share of the values of a column are times, and at least one. A column
// with other values is not asked about again.
func (t *tally) holds(c *scanners.Column, rows int, share float64, read func([]byte) (time.Time, bool)) bool {
	values, times := 0, 0
	for r := range rows {
		v := c.Value(r)
		if len(v) == 0 {
			continue
		}
		values++
		if _, ok := read(v); ok {
			times++
		} else if values == 64 && times == 0 {
			break
		}
	}
	if values > 0 && float64(times) < share*float64(values) {
		t.stamp.refuse(c.Path)
		return false
	}
	return times > 0
}

// refuse notes a column that tells no time.
func (st *stamp) refuse(column string) {
	if st.refused == nil {
		st.refused = map[string]bool{}
	}
	if len(st.refused) < maxFields {
		st.refused[column] = true
	}
}

func (t *tally) speaksOfBirth(field string) bool {
	return slices.ContainsFunc(t.engine.Header(field), func(h detectors.HeaderHit) bool { return h.Category == birthDate })
}

// settle drops the times of a field that was found and is none of records after all: its
// values are no times, or lie mostly in the future, or are dates of birth.
func (t *tally) settle() {
	st := &t.stamp
	if !st.found || st.source == "" {
		return
	}
	share := fieldShare
	if st.source == sourceLine {
		share = lineShare
	}
	if float64(st.parsed) >= share*float64(st.values) && st.ahead*2 <= st.parsed && !t.bornIn(st.field) {
		return
	}
	for source := range t.times {
		if t.times[source].Found {
			delete(t.times, source)
		}
	}
	for _, f := range t.fields {
		for _, c := range f.cats {
			c.Times = nil
			for _, s := range c.States {
				s.Times = nil
			}
		}
	}
	*st = stamp{}
}

// bornIn says that dates of birth were found in a field of the asset.
func (t *tally) bornIn(field string) bool {
	if field == "" {
		return false
	}
	for path, f := range t.fields {
		if c := f.cats[birthDate]; c != nil && nameOf(path) == field && isPersonal(t.engine, field, c, f.values) {
			return true
		}
	}
	return false
}

// isPersonal says whether what was counted of a category makes it that of the field.
func isPersonal(e Detector, field string, c *CategoryTally, values int64) bool {
	v := e.Judge(c.Category, field, c.evidence(values))
	return v.Confidence != detectors.None || v.Unresolved
}

// statistics notes the bounds of the timestamp that the asset states of itself. All
// others are dropped here.
func (t *tally) statistics(stats []scanners.ColumnStats) {
	t.settle()
	st := &t.stamp
	if st.field == "" {
		return
	}
	for _, s := range stats {
		oldest, ok := plausible(s.Oldest)
		newest, also := plausible(s.Newest)
		if !ok || !also || s.Rows <= 0 || !strings.EqualFold(s.Path, st.field) {
			continue
		}
		source := "statistics:"
		if s.Index {
			source = "index:"
		}
		source += strings.TrimPrefix(st.source, "field:")
		at := &Times{Source: source, Found: st.found, Oldest: oldest.Truncate(time.Second), Newest: newest.Truncate(time.Second), Count: s.Rows}
		if known := t.times[source]; known != nil {
			at.merge(known)
		}
		t.times[source] = at
	}
}
