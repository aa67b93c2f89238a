package inventory

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"piiventory/scanners"
)

// newerOf are the hits of the rows that are newer, where the others are older but for
// those without a time.
func newerOf(samples []drawnSample, older []hit, without map[int]hit) []hit {
	by := map[int]hit{}
	for _, h := range older {
		by[h.sample] = h
	}
	var out []hit
	for i := range samples {
		d := &samples[i]
		h := hit{i, d.rows - by[i].rows - without[i].rows, d.withRows*shareOne - by[i].units - without[i].units}
		if h.rows > 0 {
			out = append(out, h)
		}
	}
	return out
}

// estimated is the share of what is older, from samples.
func estimated(samples []drawnSample, c cells, older, newer []hit) Share {
	sh := &shares{fold: &Fold{}, samples: samples, records: byRecords(samples, c, true, alpha)}
	var got Share
	sh.older(&olderFold{older: older, newer: newer}, &got, nil, false)
	sh.fold.later[0](2)
	return got
}

// The interval for what is older holds for objects of any sizes, read whole or in units,
// with the old rows scattered, in some objects, or side by side.
func TestCoverageOfOlder(t *testing.T) {
	for _, p := range populations(300) {
		for _, whole := range []bool{true, false} {
			r := rand.New(rand.NewPCG(31, 5))
			var got scoreboard
			for range coverageRounds / 2 {
				samples, c, hits := p.drawAssets(r, 60, whole)
				s := estimated(samples, c, hits, newerOf(samples, hits, nil))
				got.add(s.AtLeast, s.AtMost, p.records())
				if s.Estimate < s.AtLeast || s.Estimate > s.AtMost {
					t.Fatalf("%s: %+v", p.name, s)
				}
			}
			if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
				t.Errorf("%s, whole %v: of %d intervals %d lay below the truth and %d above it", p.name, whole, got.rounds, got.above, got.below)
			}
		}
	}
	wrong := 0
	for _, p := range largeObjects() {
		r := rand.New(rand.NewPCG(32, 5))
		var got, rows scoreboard
		for range coverageRounds {
			samples, c, hits := p.drawUnits(r, 100)
			s := estimated(samples, c, hits, newerOf(samples, hits, nil))
			got.add(s.AtLeast, s.AtMost, p.records())
			// Rows of a unit taken for draws.
			tr := trial{draws: samples[0].rows, binary: true}
			rows.add(tr.atLeast(float64(hits[0].rows), alpha), tr.atMost(float64(hits[0].rows), alpha), p.records())
		}
		if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
			t.Errorf("%s: of %d intervals %d lay below the truth and %d above it", p.name, got.rounds, got.above, got.below)
		}
		if float64(rows.above) > rows.allowed() || float64(rows.below) > rows.allowed() {
			wrong++
		}
	}
	if wrong < 3 {
		t.Errorf("rows as draws are wrong for %d populations only, so that the simulation shows little", wrong)
	}
}

// Rows without a time may be older: where they are, the interval holds all the same.
func TestCoverageOfOlderWithoutTimes(t *testing.T) {
	for _, p := range largeObjects() {
		// Half of the old rows, those at the very end, have no time.
		known := &population{name: p.name, sizes: p.sizes, have: []int64{p.have[0] / 2}, clustered: p.clustered}
		r := rand.New(rand.NewPCG(33, 5))
		var got scoreboard
		blindly := 0
		for range coverageRounds {
			seed := r.Uint64()
			samples, c, all := p.drawUnits(rand.New(rand.NewPCG(seed, 1)), 100)
			_, _, some := known.drawUnits(rand.New(rand.NewPCG(seed, 1)), 100)
			older := []hit{{0, all[0].rows - some[0].rows, all[0].units - some[0].units}}
			s := estimated(samples, c, older, newerOf(samples, older, map[int]hit{0: some[0]}))
			got.add(s.AtLeast, s.AtMost, p.records())
			if no := byRecords(samples, c, true, alpha); no.atMost(no.records(samples, older).high, alpha) < p.records() {
				blindly++ // as if they had one and were new
			}
		}
		if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
			t.Errorf("%s: of %d intervals %d lay below the truth and %d above it", p.name, got.rounds, got.above, got.below)
		}
		if p.records() == 0.5 && blindly < coverageRounds/2 {
			t.Errorf("%s: rows without a time taken for new are wrong in %d of %d only", p.name, blindly, coverageRounds)
		}
	}
}

// A scan counts the rows before each limit: of what is read whole exactly, with those
// without a time as what may be, and of a table from its sample.
func TestOlderRecordsAreCounted(t *testing.T) {
	limit := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	g := newGrid()
	for i := range 10 {
		var rows []string
		for j := range 20 {
			at := fmt.Sprintf("20%02d-06-01", 10+j)
			if j == 19 {
				at = ""
			}
			if j > 15 && j < 19 {
				at = "2020-01-01 00:00:00"
			}
			rows = append(rows, at+"|x")
		}
		g.put(fmt.Sprintf("part-%d.csv", i), "created_at|v", rows...)
	}
	o := g.options(t, nil)
	o.Cutoffs = func(alias, kind, path string) []time.Time {
		if alias != "s" || kind != "shelf" || path == "" {
			t.Errorf("asked about %q %q %q", alias, kind, path)
		}
		return []time.Time{limit, limit.AddDate(-8, 0, 0)}
	}
	d, _ := g.found(t, o)
	at := slices.IndexFunc(d.Times, func(x Times) bool { return x.Source == "field:created_at" })
	old := d.Times[at].Older
	if len(old) != 2 || !old[0].Before.Equal(limit.AddDate(-8, 0, 0)) || old[0].Rows != 20 || old[1].Rows != 100 {
		t.Fatalf("%+v", old)
	}
	if s, n := old[1].Share, old[1].Records; s == nil || s.Draws != 0 || s.Estimate != 0.5 || s.AtLeast != 0.5 || s.AtMost != 0.55 || *n != (Amount{200, 100, 100, 110}) {
		t.Errorf("%+v, %+v", s, n)
	}
	// Without limits nothing is said.
	o.Cutoffs = nil
	if d, _ := g.found(t, o); d.Times[at].Older != nil {
		t.Errorf("%+v", d.Times[at].Older)
	}
}

// What an earlier scan read is held against the limits of this one.
func TestOlderOverScans(t *testing.T) {
	g := newGrid()
	for i := range 6 {
		g.put(fmt.Sprintf("part-%d.csv", i), "created_at|v", "2011-03-04|x", "2015-12-31|x", "2016-01-01|x")
		g.assets[i].Version = "v"
	}
	scan := func(year int, from *Ledger) (*Dataset, *Ledger) {
		o := g.options(t, nil)
		o.Since, o.Keep = from, &Ledger{}
		o.Cutoffs = func(string, string, string) []time.Time {
			return []time.Time{time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)}
		}
		d, _ := g.found(t, o)
		return d, o.Keep
	}
	_, ledger := scan(2012, nil)
	d, _ := scan(2016, ledger)
	at := slices.IndexFunc(d.Times, func(x Times) bool { return x.Source == "field:created_at" })
	if d.Coverage.Carried != 6 || len(d.Times[at].Older) != 1 || d.Times[at].Older[0].Rows != 12 || *d.Times[at].Older[0].Records != (Amount{18, 12, 12, 12}) {
		t.Errorf("%+v of %+v", d.Times[at].Older, d.Coverage)
	}
}

// Of partitions that were drawn by their rows, and of tables of which rows were drawn, the
// number follows from the server's statistics.
func TestOlderRecordsOfTables(t *testing.T) {
	p := unequal()
	s := newTableStore(p)
	s.old = true
	o := s.options()
	o.Limits = Limits{Requests: 700, Bytes: 64 << 20}
	o.Cutoffs = func(string, string, string) []time.Time {
		return []time.Time{time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
	}
	d := &stockOf(t, t.Context(), s.shelf, o).Stores[0].Datasets[0]
	at := slices.IndexFunc(d.Times, func(x Times) bool { return x.Source == "field:created_at" })
	if at < 0 || len(d.Times[at].Older) != 1 {
		t.Fatalf("%+v", d.Times)
	}
	rows := int64(0)
	for _, n := range p.rows {
		rows += n
	}
	older := d.Times[at].Older[0]
	if n := older.Records; n == nil || n.Of != rows || n.AtLeast > rows/5 || n.AtMost < rows/5 || n.Estimate < rows/6 || n.Estimate > rows/4 || older.Share.Draws < 70 {
		t.Errorf("%+v of %d rows, %+v", n, rows, older.Share)
	}
}

// The shares of what is older and newer are added up by unit, as rows of one unit come
// together.
func TestOlderByUnits(t *testing.T) {
	tally := newTally(lookFor{}, []byte("key"), "ts")
	tally.limits([]time.Time{time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
	for unit, values := range map[string][]string{"a": {"2010-01-01", "2012-01-01", "2024-01-01", ""}, "b": {"2024-01-01", "2025-01-01"}, "c": {"2011-01-01"}} {
		for half := range slices.Chunk(values, 2) {
			b := &scanners.Batch{Unit: unit, Rows: len(half), Columns: []scanners.Column{{Path: "ts"}}}
			for _, v := range half {
				b.Columns[0].Append([]byte(v))
			}
			tally.batch(b)
		}
	}
	tally.result()
	want := OlderTally{Source: "field:ts", Before: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Rows: 3, Newer: 3, Units: shareOne * 3 / 2, NewerUnits: shareOne * 5 / 4}
	if got := tally.ages(); len(got) != 1 || got[0] != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
