package inventory

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"piiventory/scanners"
)

// partitioned is a made-up partitioned table whose truth is known because it was made so:
// the rows of each partition, and how many of them hold what is looked for. Those rows
// lie at its end.
type partitioned struct {
	name       string
	rows, have []int64
}

func (p *partitioned) truth() float64 {
	rows, have := int64(0), int64(0)
	for i := range p.rows {
		rows += p.rows[i]
		have += p.have[i]
	}
	return float64(have) / float64(rows)
}

// partitionings are of partitions whose sizes go over five powers of ten, with shares of
// which each partition has all or nothing, in the large ones, the small ones or any, and
// with shares that each partition has alike.
func partitionings() []*partitioned {
	const n = 250
	var out []*partitioned
	for _, share := range []float64{0, 0.003, 0.03, 0.4} {
		for _, where := range []string{"small", "large", "any", "alike"} {
			r := rand.New(rand.NewPCG(3, uint64(len(out))))
			p := &partitioned{name: fmt.Sprintf("%v %s", share, where), rows: make([]int64, n), have: make([]int64, n)}
			total := int64(0)
			for i := range n {
				p.rows[i] = 10 + int64(math.Exp(r.Float64()*math.Log(1e6)))
				total += p.rows[i]
			}
			slices.Sort(p.rows)
			order := r.Perm(n)
			left := int64(share * float64(total))
			for i := range n {
				at := map[string]int{"small": i, "large": n - 1 - i, "any": order[i]}[where]
				if where == "alike" {
					p.have[i] = int64(share * float64(p.rows[i]))
					continue
				}
				p.have[at] = min(left, p.rows[at])
				left -= p.have[at]
			}
			out = append(out, p)
		}
	}
	return out
}

const partitionDraws = 60

// takeDraws draws partitions as a plan does, or with chances that chosen gives, and reads
// rows of each: so many of each draw, one by one.
func (p *partitioned) takeDraws(r *rand.Rand, chosen func(c *cell) map[int]int64) ([]drawnSample, cells, []hit) {
	c := cells{}
	for i, rows := range p.rows {
		a := scanners.Asset{Path: fmt.Sprint(i), Kind: "partition", Size: rows * 100, Rows: rows}
		c.offer(len(p.rows), cellFor(a.Kind, a.Size, a.Rows, a.Modified, nil), picked{r.Uint64(), a})
	}
	l := c[cellKey{class: rowsClass}]
	var samples []drawnSample
	var hits []hit
	times := chosen(l)
	for _, place := range slices.Sorted(mapKeys(times)) {
		a, k := l.picked[place].asset, times[place]
		var i int
		fmt.Sscan(a.Path, &i)
		s := &Sample{AssetKind: a.Kind, Size: a.Size, Rows: a.Rows, Draws: k, Read: true}
		h := hit{sample: len(samples)}
		if n := 30 * k; n >= a.Rows {
			s.Drawn = scanners.Drawn{Design: scanners.Census, Rows: a.Rows, Units: a.Rows}
			h.rows = p.have[i]
		} else {
			s.Drawn = scanners.Drawn{Design: scanners.Equal, Rows: n, Units: n}
			seen := map[int64]bool{}
			for int64(len(seen)) < n {
				row := r.Int64N(a.Rows)
				if !seen[row] && row >= a.Rows-p.have[i] {
					h.rows++
				}
				seen[row] = true
			}
		}
		samples = append(samples, sampleOf(s, nil))
		if h.rows > 0 {
			hits = append(hits, h)
		}
	}
	return samples, c, hits
}

func mapKeys(m map[int]int64) func(func(int) bool) {
	return func(yield func(int) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func asPlanned(c *cell) map[int]int64 {
	_, times := c.draw(partitionDraws)
	return times
}

// coverage counts for a population how often the bounds are wrong.
func (p *partitioned) coverage(rounds int, chosen func(r *rand.Rand) func(*cell) map[int]int64, bounds func(*strata, []drawnSample, []hit) (low, high float64)) scoreboard {
	r := rand.New(rand.NewPCG(23, 5))
	var got scoreboard
	for range rounds {
		samples, c, hits := p.takeDraws(r, chosen(r))
		low, high := bounds(byRecords(samples, c, true, alpha), samples, hits)
		got.add(low, high, p.truth())
	}
	return got
}

func stated(s *strata, samples []drawnSample, hits []hit) (low, high float64) {
	sum := s.records(samples, hits)
	return s.atLeast(sum.low, alpha), s.atMost(sum.high, alpha)
}

// The bounds from partitions that are drawn in proportion to their rows hold, however
// unequal the partitions are and however the rows lie in them, and are at most twice as
// wide as the exact ones for as many draws of all or nothing.
func TestCoverageOfPartitions(t *testing.T) {
	for _, p := range partitionings() {
		got := p.coverage(coverageRounds, func(*rand.Rand) func(*cell) map[int]int64 { return asPlanned }, stated)
		if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
			t.Errorf("%s: of %d intervals %d lay below the truth and %d above it", p.name, got.rounds, got.above, got.below)
		}
		exact, truth := 0.0, p.truth()
		for x := int64(0); x <= partitionDraws; x++ {
			chance := point(partitionDraws, truth, x)
			if truth == 0 {
				chance = map[bool]float64{true: 1}[x == 0]
			}
			exact += chance * trial{draws: partitionDraws, binary: true}.atMost(float64(x), alpha)
		}
		if mean := got.width / coverageRounds; mean > 2*exact {
			t.Errorf("%s: the bound is %.4f on average, the exact one for %d draws %.4f", p.name, mean, partitionDraws, exact)
		}
	}
}

// Wrong ways fail by far, so that the test above can fail: partitions drawn with equal
// chances and counted as if in proportion; the rows of a partition counted as draws; and
// a partition that was drawn several times counted once.
func TestWrongWaysWithPartitionsFail(t *testing.T) {
	equal := func(r *rand.Rand) func(*cell) map[int]int64 {
		return func(c *cell) map[int]int64 {
			times := map[int]int64{}
			for range partitionDraws {
				times[r.IntN(len(c.picked))]++
			}
			return times
		}
	}
	once := func(*rand.Rand) func(*cell) map[int]int64 {
		return func(c *cell) map[int]int64 {
			times := asPlanned(c)
			for i := range times {
				times[i] = 1
			}
			return times
		}
	}
	planned := func(*rand.Rand) func(*cell) map[int]int64 { return asPlanned }
	rows := func(_ *strata, samples []drawnSample, hits []hit) (low, high float64) {
		n, x := int64(0), int64(0)
		for i := range samples {
			n += samples[i].rows
		}
		for _, h := range hits {
			x += h.rows
		}
		tr := trial{draws: n, binary: true}
		return tr.atLeast(float64(x), alpha), tr.atMost(float64(x), alpha)
	}
	for name, way := range map[string]func(p *partitioned) scoreboard{
		"equal chances": func(p *partitioned) scoreboard { return p.coverage(80, equal, stated) },
		"counted once":  func(p *partitioned) scoreboard { return p.coverage(80, once, stated) },
		"rows as draws": func(p *partitioned) scoreboard { return p.coverage(80, planned, rows) },
	} {
		failed := 0
		for _, p := range partitionings() {
			if got := way(p); float64(got.above) > 3*got.allowed() || float64(got.below) > 3*got.allowed() {
				failed++
			}
		}
		t.Logf("%s: wrong for %d of 16", name, failed)
		if failed == 0 {
			t.Errorf("%s: no bound is wrong, so that the simulation shows nothing", name)
		}
	}
}

// Each partition is drawn with a chance in proportion to its rows, and with putting back.
func TestChancesOfPartitions(t *testing.T) {
	rows := []int64{1, 2, 3, 10, 100, 884}
	const rounds, draws = 400, 50
	seen := make([]float64, len(rows))
	for seed := range uint64(rounds) {
		tr := newTree(mostPerCell)
		for i, n := range rows {
			a := scanners.Asset{Path: fmt.Sprintf("p%d", i), Kind: "partition", Rows: n}
			tr.add(seed, "db", placeOf("", a.Path, a.Kind), a, a.Path)
		}
		tr.each(func(_ place, l *leaf) {
			c := l.cells[cellKey{class: rowsClass}]
			order, times := c.draw(draws)
			if len(order) != len(times) {
				t.Fatalf("%v and %v", order, times)
			}
			for place, k := range times {
				seen[slices.Index(rows, c.picked[place].asset.Rows)] += float64(k)
			}
		})
	}
	chi, sum := 0.0, 0.0
	for i, n := range rows {
		want := rounds * draws * float64(n) / 1000
		chi += (seen[i] - want) * (seen[i] - want) / want
		sum += seen[i]
	}
	if sum != rounds*draws || chi > 20.5 { // 5 degrees of freedom: exceeded once in a thousand
		t.Errorf("%v of %v draws, chi square %.1f", seen, rounds*draws, chi)
	}
}

// tableStore is a database in memory: it draws rows one by one.
type tableStore struct {
	*shelf
	have map[string]int64 // rows at the end that hold it
	mu   sync.Mutex
	read map[string]scanners.Draw
	old  bool // there is a column of times, and rows that hold it are old
}

func (s *tableStore) Sample(ctx context.Context, a scanners.Asset, d scanners.Draw, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	for range tableRequests {
		if err := s.budget.Request(); err != nil {
			return scanners.Drawn{}, err
		}
	}
	s.mu.Lock()
	s.read[a.Path] = d
	s.mu.Unlock()
	if err := s.fails[a.Path]; err != nil {
		return scanners.Drawn{}, err
	}
	n := min(d.MaxRows, a.Rows)
	drawn := scanners.Drawn{Format: "table", Design: scanners.Equal, Population: a.Rows, Units: n, Rows: n}
	if n == a.Rows {
		drawn.Design = scanners.Census
	}
	b := &scanners.Batch{Columns: []scanners.Column{{Path: "idcard"}}}
	if s.old {
		b.Columns = append(b.Columns, scanners.Column{Path: "created_at"})
	}
	r := rand.New(rand.NewPCG(d.Seed, uint64(len(a.Path))))
	for _, row := range r.Perm(int(a.Rows))[:n] {
		v := "other"
		if int64(row) >= a.Rows-s.have[a.Path] {
			v = fmt.Sprintf("id!%d", row)
		}
		b.Columns[0].Append([]byte(v))
		if s.old {
			b.Columns[1].Append([]byte(map[bool]string{true: "2011-01-01", false: "2025-01-01"}[v != "other"]))
		}
		b.Rows++
	}
	return drawn, yield(b)
}

func newTableStore(p *partitioned) *tableStore {
	s := &tableStore{shelf: newShelf(0), have: map[string]int64{}, read: map[string]scanners.Draw{}}
	for i, rows := range p.rows {
		path := fmt.Sprintf("public.orders_p%d", i)
		s.assets = append(s.assets, scanners.Asset{Path: path, Kind: "partition", Size: rows * 50, Rows: rows})
		s.have[path] = p.have[i]
	}
	return s
}

func (s *tableStore) options() Options {
	o := options(s.shelf)
	o.Kinds = map[string]scanners.Kind{"shelf": {
		Open: func(_ context.Context, st scanners.Store) (scanners.Scanner, error) {
			s.budget = st.Budget
			return s, nil
		},
		Discover: s.kind().Discover,
	}}
	return o
}

// unequal is a table of 300 partitions with 10 to 6,000 rows.
func unequal() *partitioned {
	p := &partitioned{}
	for i := range 300 {
		rows := int64(10)
		if i%3 == 0 {
			rows = int64(10 + i*20)
		}
		p.rows, p.have = append(p.rows, rows), append(p.have, rows/5)
	}
	return p
}

// Where the budget is too small for all partitions, as many draws are made as there could
// be partitions; a partition that is drawn twice gives the rows of two; what is read is
// what was planned, and the same in whatever order they are listed.
func TestPartitionsAreDrawnByTheirRows(t *testing.T) {
	p := unequal()
	var first string
	var read map[string]scanners.Draw
	for i := range 4 {
		s := newTableStore(p)
		s.shuffle = rand.New(rand.NewPCG(uint64(i), 1))
		o := s.options()
		o.Workers = 1 + i*3
		o.Limits = Limits{Requests: 700, Bytes: 64 << 20}
		plan, err := Estimate(t.Context(), []scanners.Store{{Alias: "s", URL: "shelf:x"}}, o)
		if err != nil {
			t.Fatal(err)
		}
		inv := stockOf(t, t.Context(), s.shelf, o)
		d := &inv.Stores[0].Datasets[0]
		planned := plan.Stores[0].Datasets[0]
		if planned.Assets != d.Coverage.Sampled || planned.Cost.Rows != d.Coverage.RowsRead || int64(len(s.read)) != planned.Assets || planned.AtMost == nil || *planned.AtMost != d.Bounds.Records.AtMost {
			t.Errorf("planned %+v with at most %v, read %+v with %+v", planned, planned.AtMost, d.Coverage, d.Bounds.Records)
		}
		// 700 requests less a twentieth and the first looks, of 8 each.
		if e := d.Entries[0]; e.Prevalence.Records.Draws < 70 || e.Prevalence.Records.Draws > 84 ||
			math.Abs(e.Prevalence.Records.Estimate-0.2) > 0.02 || e.Prevalence.Records.AtLeast > 0.2 || e.Prevalence.Records.AtMost < 0.2 {
			t.Errorf("entry %+v", e.Prevalence.Records)
		}
		if d.Bounds.WithoutAssets != withoutEqual || d.Bounds.Records.Draws != d.Entries[0].Prevalence.Records.Draws {
			t.Errorf("bounds %+v %+v", d.Bounds, d.Bounds.Records)
		}
		large, twice := 0, false
		for path, draw := range s.read {
			twice = twice || draw.MaxRows > rowsPerTable
			if !strings.HasSuffix(path, "1") && !strings.HasSuffix(path, "2") {
				large++
			}
			if draw.MaxRows%rowsPerTable != 0 {
				t.Errorf("%d rows of %s", draw.MaxRows, path)
			}
		}
		if !twice || large < len(s.read)/2 {
			t.Errorf("%d large ones of %d, one twice: %v", large, len(s.read), twice)
		}
		inv.Run = Run{}
		var b bytes.Buffer
		inv.Write(&b)
		if i == 0 {
			first, read = b.String(), s.read
			continue
		}
		if b.String() != first || fmt.Sprint(s.read) != fmt.Sprint(read) {
			t.Error("another order of listing or number of workers reads something else")
		}
	}
}

// Where the budget is enough for all of them, each is read and weighed by its rows.
func TestAllPartitionsAreReadWhereThatCanBe(t *testing.T) {
	s := newTableStore(unequal())
	o := s.options()
	o.Limits = Limits{Requests: 4000}
	d := stockOf(t, t.Context(), s.shelf, o).Stores[0].Datasets[0]
	if d.Coverage.Sampled != 300 || d.Bounds.Records.Draws < 6000 {
		t.Errorf("coverage %+v, bounds %+v", d.Coverage, d.Bounds.Records)
	}
}

// A partition that cannot be read is left out of the whole and no draw; one of which only
// the first rows could be read may hold anything; what has unknown rows takes the bound
// away unless it is read whole; and what has no rows weighs nothing.
func TestPartitionsThatAreNotAsOthers(t *testing.T) {
	c := cells{}
	var samples []drawnSample
	add := func(rows, draws int64, d scanners.Drawn, read bool) {
		a := scanners.Asset{Path: fmt.Sprint(len(samples)), Kind: "partition", Rows: rows}
		c.offer(99, cellFor(a.Kind, a.Size, a.Rows, a.Modified, nil), picked{uint64(len(samples)), a})
		samples = append(samples, sampleOf(&Sample{AssetKind: a.Kind, Rows: rows, Draws: draws, Read: read, Drawn: d}, nil))
	}
	equal := scanners.Drawn{Design: scanners.Equal, Rows: 100, Units: 100}
	for range 20 {
		add(1000, 2, equal, true)
	}
	bound := func() *strata { return byRecords(samples, c, true, alpha) }
	all := bound().bound(1)
	if all.Draws != 40 || math.Abs(all.AtMost-(1-math.Pow(0.05, 1.0/40))) > 1e-3 {
		t.Errorf("40 draws: %+v", all)
	}
	add(1000, 3, scanners.Drawn{Design: scanners.NotRandom}, false)
	if b := bound().bound(1); b.Draws != 40 || b.AtMost != all.AtMost {
		t.Errorf("with one that cannot be read: %+v", b)
	}
	samples[20].read, samples[20].rows, samples[20].units = true, 100, 100
	if b := bound().bound(1); b.Draws != 43 || b.AtMost < 0.1 {
		t.Errorf("with three draws of one that is only read from its start: %+v", b)
	}
	samples[20].read = false
	add(0, 0, scanners.Drawn{Design: scanners.Census}, true)
	if b := bound().bound(1); b.AtMost != all.AtMost {
		t.Errorf("with one of no rows: %+v", b)
	}
	add(-1, 0, equal, true)
	if s := bound(); s.why != withoutSizes {
		t.Errorf("with one of unknown rows: %q", s.why)
	}
	samples[len(samples)-1] = sampleOf(&Sample{AssetKind: "partition", Rows: -1, Read: true, Drawn: scanners.Drawn{Design: scanners.Census, Rows: 50, Units: 50}}, nil)
	if b := bound(); b.why != "" || b.bound(1).AtMost > all.AtMost {
		t.Errorf("with one of unknown rows that is read whole: %q", b.why)
	}
}

// Where more partitions are listed than are kept, they are drawn with equal chances, and
// the largest counts for its rows beside the mean ones.
func TestPartitionsThatAreNotAllKept(t *testing.T) {
	c := cells{}
	for i := range int64(100) {
		a := scanners.Asset{Path: fmt.Sprint(i), Kind: "partition", Size: 1 << 30, Rows: 100 + i}
		c.offer(40, cellFor(a.Kind, a.Size, a.Rows, a.Modified, nil), picked{uint64(i), a})
	}
	l := c[cellKey{class: rowsClass}]
	list := make([]planned, 30)
	for i := range list {
		list[i] = planned{candidate: candidate{l.picked[i].asset, l, i}, rows: 50}
	}
	got := redraw(slices.Clone(list), scanners.Price{}, func(*cell, Cost, int64, int64) (int64, int64) { panic("drawn by rows") })
	if len(got) != 30 || got[7].draws != 0 {
		t.Errorf("%d planned", len(got))
	}
	var samples []drawnSample
	for i := range got {
		samples = append(samples, got[i].sample(nil))
	}
	s := byRecords(samples, c, true, alpha)
	mean := float64(l.weight) / 100
	if want := outward(199/mean*(1-math.Pow(0.05, 1.0/30)), true); s.why != "" || math.Abs(s.bound(1).AtMost-want) > 1e-9 {
		t.Errorf("at most %v, want %v %s", s.bound(1).AtMost, want, s.why)
	}
	// All rows of all of them: the values are of the rows, not of the bytes.
	var hits []hit
	for i := range samples {
		hits = append(hits, hit{sample: i, rows: 50})
	}
	sum := s.records(samples, hits)
	if low, e := s.atLeast(sum.low, alpha), s.estimate(sum.seen, 0); low < 0.2 || e < 0.5 || e > 1 {
		t.Errorf("all of it: at least %v, about %v", low, e)
	}
}

// With a goal as many partitions are drawn as it takes, and not more.
func TestGoalDrawsPartitions(t *testing.T) {
	g := Goal{DetectAbove: 0.02}
	tr := newTree(g.keep())
	r := rand.New(rand.NewPCG(5, 5))
	for i := range 2000 {
		a := scanners.Asset{Path: fmt.Sprintf("orders_p%d", i), Kind: "partition", Size: -1, Rows: 1 + int64(math.Exp(r.Float64()*12))}
		tr.add(1, "db", placeOf("", a.Path, a.Kind), a, a.Path)
	}
	list := plan(tr, Limits{}, g, scanners.Price{}, nil)
	draws := int64(0)
	for i := range list {
		draws += list[i].draws
		if list[i].rows != partRows*list[i].draws {
			t.Errorf("%d rows in %d draws", list[i].rows, list[i].draws)
		}
	}
	tr.each(func(_ place, l *leaf) {
		if b := predict(list, l, g.alpha(), nil); b > g.DetectAbove || draws > g.draws()+5 || draws < g.draws() {
			t.Errorf("%d draws of %d tables are good for %.4f; %d should do", draws, len(list), b, g.draws())
		}
	})
}
