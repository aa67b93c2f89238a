package inventory

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// grid is a store in memory whose assets have columns.
type grid struct {
	*shelf
	columns map[string][]string
	cells   map[string][][]string // rows by path
	stats   map[string][]scanners.ColumnStats
	batch   int // rows
}

func newGrid() *grid {
	return &grid{shelf: newShelf(0), columns: map[string][]string{}, cells: map[string][][]string{}, stats: map[string][]scanners.ColumnStats{}, batch: 7}
}

func (g *grid) put(path, columns string, rows ...string) {
	g.assets = append(g.assets, scanners.Asset{Path: path, Kind: "object", Size: int64(len(rows)) * 100, Rows: -1, Modified: time.Unix(1.7e9, 0)})
	g.columns[path] = strings.Split(columns, "|")
	for _, r := range rows {
		g.cells[path] = append(g.cells[path], strings.Split(r, "|"))
	}
}

func (g *grid) Sample(_ context.Context, a scanners.Asset, _ scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	rows := g.cells[a.Path]
	drawn := scanners.Drawn{Format: "csv", Design: scanners.Census, Population: 1, Units: 1, Rows: int64(len(rows)), Bytes: a.Size, Stats: g.stats[a.Path]}
	for some := range slices.Chunk(rows, g.batch) {
		b := &scanners.Batch{Rows: len(some)}
		for i, name := range g.columns[a.Path] {
			c := scanners.Column{Path: name}
			for _, r := range some {
				c.Append([]byte(r[i]))
			}
			b.Columns = append(b.Columns, c)
		}
		if err := yield(b); err != nil {
			return drawn, err
		}
	}
	return drawn, nil
}

func (g *grid) options(t *testing.T, e Detector) Options {
	o := options(g.shelf)
	if e == nil {
		engine, err := detectors.New(detectors.Options{AsOf: o.Now()})
		if err != nil {
			t.Fatal(err)
		}
		e = engine
	}
	o.Engine = e
	o.Kinds = map[string]scanners.Kind{"shelf": {
		Open: func(_ context.Context, st scanners.Store) (scanners.Scanner, error) {
			g.budget = st.Budget
			return g, nil
		},
		Discover: g.kind().Discover,
	}}
	return o
}

// found lists the sources of times in records of the only dataset.
func (g *grid) found(t *testing.T, o Options) (*Dataset, string) {
	t.Helper()
	inv := stockOf(t, t.Context(), g.shelf, o)
	if n := len(inv.Stores[0].Datasets); n != 1 {
		t.Fatalf("%d datasets", n)
	}
	d := &inv.Stores[0].Datasets[0]
	var out []string
	for _, x := range d.Times {
		if x.Source != "object" && x.Source != "key" {
			out = append(out, fmt.Sprintf("%s %v %d-%d %d+%d", x.Source, x.Found, x.Oldest.Year(), x.Newest.Year(), x.Count, x.Missing))
		}
	}
	return d, strings.Join(out, ", ")
}

// The times of records are found by the names of fields and by what is in them.
func TestTimesAreFound(t *testing.T) {
	rows := func(format string, n int) []string {
		var out []string
		for i := range n {
			out = append(out, strings.ReplaceAll(strings.ReplaceAll(format, "YYYY", fmt.Sprint(2015+i%10)), "MM", fmt.Sprintf("%02d", 1+i%12)))
		}
		return out
	}
	for name, c := range map[string]struct {
		columns string
		rows    []string
		want    string
	}{
		"creation before change":      {"id|updated_at|created_at|ts", rows("1|2025-01-01 10:00:00|YYYY-MM-03 10:00:00|2024-01-01 00:00:00", 20), "field:created_at true 2015-2024 20+0"},
		"change where nothing else":   {"id|gmtModified", rows("1|YYYY-MM-03T10:00:00Z", 20), "field:gmtModified true 2015-2024 20+0"},
		"Chinese":                     {"编号|注册时间|更新时间", rows("1|YYYY年MM月03日|2025-01-01", 20), "field:注册时间 true 2015-2024 20+0"},
		"the better one has no times": {"create_time|event_time", rows("yes|YYYY-MM-03", 20), "field:event_time true 2015-2024 20+0"},
		"Unix seconds":                {"ts|v", rows("1700000000|x", 20), "field:ts true 2023-2023 20+0"},
		"some are empty":              {"created_at|v", append(rows("|x", 10), rows("YYYY-MM-03|x", 10)...), "field:created_at true 2015-2024 10+10"},
		"a date of birth":             {"birth_time|出生日期", rows("YYYY-MM-03|YYYY-MM-03", 20), ""},
		"an expiry date":              {"card_expiry_date|valid_until|到期时间", rows("YYYY-MM-03|YYYY-MM-03|YYYY-MM-03", 20), ""},
		"in the future":               {"event_time|v", rows("2031-MM-03|x", 20), ""},
		"turns to something else":     {"created|v", append(rows("YYYY-MM-03|x", 10), rows("no|x", 10)...), ""},
		"numbers":                     {"time|v", rows("0.03|x", 20), ""},
		"many in one record":          {"log[].ts|v", rows("YYYY-MM-03|x", 20), ""},
		"before 1980":                 {"date|v", append(rows("1961-MM-03|x", 10), rows("YYYY-MM-03|x", 10)...), ""},
		"lines":                       {"", append(rows("YYYY-MM-03 10:00:00.123 INFO started", 9), "  at main", "[2026/01/03 10:00:00] error", "(2026-01-04T10:00:00Z) x"), "line true 2015-2026 11+1"},
		"lines of prose":              {"", append(rows("YYYY-MM-03 10:00 we met", 3), slices.Repeat([]string{"and went home"}, 9)...), ""},
		"lines with days only":        {"", rows("YYYY-MM-03 we met", 12), ""},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGrid()
			g.put("a.csv", c.columns, c.rows...)
			if _, got := g.found(t, g.options(t, nil)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// One field tells the age of a dataset, also where its assets have others; entries have
// the times of their rows by the same one; and a declared one takes the place of all.
func TestOneFieldTellsTheAge(t *testing.T) {
	make := func() *grid {
		g := newGrid()
		for i := range 4 {
			columns := "mobile|created_at|update_time"
			if i == 3 {
				columns = "mobile|note|update_time"
			}
			g.put(fmt.Sprintf("part-%d.csv", i), columns, fmt.Sprintf("1391234000%d|2020-01-0%d|2024-01-01", i, i+1), "|2019-01-01|2024-02-02")
		}
		return g
	}
	g := make()
	d, got := g.found(t, g.options(t, nil))
	if got != "field:created_at true 2019-2020 6+2" {
		t.Errorf("found %q", got)
	}
	if e := d.Entries[0]; e.Category != "contact.mobile" || len(e.Times) != 2 || e.Times[0].Source != "field:created_at" || !e.Times[0].Found || e.Times[0].Count != 3 || e.Times[0].Missing != 1 || e.Times[0].Oldest.Year() != 2020 {
		t.Errorf("entry %+v", e)
	}
	g = make()
	o := g.options(t, nil)
	o.Timestamp = func(string, string, string) (string, bool) { return "update_time", true }
	if _, got := g.found(t, o); got != "field:update_time false 2024-2024 8+0" {
		t.Errorf("declared: %q", got)
	}
}

// born takes every value of the field "ts" for a date of birth, as an engine with rules of
// its own may.
type born struct{ lookFor }

func (born) Scan(field string, _ []byte, ends []int32, emit func(detectors.Candidate)) {
	if field != "ts" {
		return
	}
	start := int32(0)
	for row, end := range ends {
		emit(detectors.Candidate{Category: birthDate, Row: int32(row), Start: start, End: end, Valid: true, Whole: true})
		start = end + 1
	}
}

// few judges like born when there is more than one value.
type few struct{ born }

func (f few) Judge(c detectors.Category, field string, ev detectors.Evidence) detectors.Verdict {
	if ev.Values < 2 {
		return detectors.Verdict{}
	}
	return f.born.Judge(c, field, ev)
}

// Where dates of birth are found in a field, nothing of it leaves as a time, whether that
// shows in one asset or in all of them together, and neither do bounds that the store
// states.
func TestNoDateOfBirthIsATime(t *testing.T) {
	for name, e := range map[string]Detector{"one asset": born{}, "the dataset": few{}} {
		g := newGrid()
		for i := range 3 {
			path := fmt.Sprintf("part-%d.csv", i)
			g.put(path, "ts|v", fmt.Sprintf("198%d-11-17|x", i))
			g.stats[path] = []scanners.ColumnStats{{Path: "ts", Type: "date", Oldest: time.Date(1985, 11, 17, 0, 0, 0, 0, time.UTC), Newest: time.Date(1988, 11, 17, 0, 0, 0, 0, time.UTC), Rows: 9}}
		}
		inv := stockOf(t, t.Context(), g.shelf, g.options(t, e))
		var b bytes.Buffer
		inv.Write(&b)
		if s := b.String(); strings.Contains(s, "-11-17") || strings.Contains(s, "field:ts") || strings.Contains(s, "statistics:") || !strings.Contains(s, string(birthDate)) {
			t.Errorf("%s: %s", name, s)
		}
	}
}

// Bounds of columns are kept of the chosen one only.
func TestStatisticsOfFoundFields(t *testing.T) {
	g := newGrid()
	g.put("a.parquet", "created_at|birth_date", "2024-01-01|1985-11-17")
	at := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	g.stats["a.parquet"] = []scanners.ColumnStats{{Path: "created_at", Oldest: at(2011), Newest: at(2025), Rows: 500}, {Path: "birth_date", Oldest: at(1985), Newest: at(1985), Rows: 500}}
	if _, got := g.found(t, g.options(t, nil)); got != "field:created_at true 2024-2024 1+0, statistics:created_at true 2011-2025 500+0" {
		t.Errorf("%q", got)
	}
}

// The quick way to read a time reads what the slow one reads.
func TestIsoTime(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 20_000 {
		at := time.Unix(r.Int64N(2e9)+4e8, r.Int64N(1e9)).In(time.FixedZone("", (r.IntN(25)-12)*1800))
		for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05.000", time.RFC3339, time.RFC3339Nano, "2006/01/02 15:04", "2006-01-02 15:04:05-0700", "2006-01-02 15:04:05.999999"} {
			s := at.Format(layout)
			want, err := time.Parse(layout, s)
			got, n := isoTime([]byte(s))
			if err != nil || n != len(s) || !got.Equal(want) {
				t.Fatalf("%s is read as %v, %d bytes; want %v", s, got, n, want)
			}
		}
	}
	for _, bad := range []string{"2026-02-30 10:00:00", "2026-13-01 10:00", "2026-01-01 24:00", "2026-01/01 10:00", "2026-01-01x10:00", "20x6-01-01 10:00", "2026-01-01 1:00:00", "2026-01-01", ""} {
		if at, n := isoTime([]byte(bad)); n != 0 {
			t.Errorf("%q is read as %v", bad, at)
		}
	}
}

// What leaves an asset, and may be saved in a ledger, has no dates of birth either.
func TestNoDateOfBirthLeavesTheTally(t *testing.T) {
	tally := newTally(born{}, []byte("key"), "")
	tally.now = time.Unix(1.7e9, 0)
	b := &scanners.Batch{Rows: 1, Columns: []scanners.Column{{Path: "ts"}}}
	b.Columns[0].Append([]byte("1985-11-17"))
	tally.batch(b)
	tally.statistics([]scanners.ColumnStats{{Path: "ts", Oldest: time.Unix(5e8, 0), Newest: time.Unix(5e8, 0), Rows: 1}})
	fields, times := tally.result()
	if len(times) != 0 || len(fields) != 1 || len(fields[0].Tally[0].Times) != 0 {
		t.Errorf("times %+v, fields %+v", times, fields)
	}
}
