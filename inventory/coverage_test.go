package inventory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"piiventory/scanners"
)

// A population is a made-up dataset whose truth is known because it was made so.
type population struct {
	name string
	// sizes are those of the objects in rows, and have says for each how many of its
	// rows hold what is looked for.
	sizes, have []int64
	// inUnits lays the rows that hold it side by side in units of unitRows rows.
	clustered bool
}

const unitRows = 50

// alpha is the probability with which a bound may be wrong here.
const alpha = 0.05

// records is the share of rows that hold it, assets the share of objects.
func (p *population) records() float64 {
	rows, have := int64(0), int64(0)
	for i := range p.sizes {
		rows += p.sizes[i]
		have += p.have[i]
	}
	return float64(have) / float64(rows)
}

func (p *population) assets() float64 {
	n := 0
	for _, h := range p.have {
		if h > 0 {
			n++
		}
	}
	return float64(n) / float64(len(p.have))
}

// populations are of objects of equal and of very unequal sizes, with shares from
// nothing to half, scattered over all objects, in a few of them, and at the end of the
// last.
func populations(objects int) []*population {
	var out []*population
	for _, unequal := range []bool{false, true} {
		for _, share := range []float64{0, 0.0001, 0.01, 0.5} {
			for _, where := range []string{"scattered", "partition", "tail"} {
				r := rand.New(rand.NewPCG(7, uint64(len(out))))
				p := &population{name: fmt.Sprintf("%v %s unequal=%v", share, where, unequal), clustered: where != "scattered"}
				total := int64(0)
				for i := range objects {
					size := int64(40 * unitRows)
					if unequal { // a hundredfold, and one that is as large as a tenth of all
						size = unitRows * (1 + int64(math.Exp(r.Float64()*math.Log(100))))
						if i == 3 {
							size = unitRows * int64(objects) * 3
						}
					}
					p.sizes = append(p.sizes, size)
					total += size
				}
				p.have = make([]int64, objects)
				left := int64(math.Round(share * float64(total)))
				switch where {
				case "scattered":
					for range left {
						for {
							// A random row: an object by its size, which need not be exact.
							i := r.IntN(objects)
							if unequal && r.Int64N(int64(objects)*3*unitRows) >= p.sizes[i] {
								continue
							}
							if p.have[i] < p.sizes[i] {
								p.have[i]++
								break
							}
						}
					}
				case "partition":
					for i := range objects {
						n := min(left, p.sizes[i])
						p.have[i], left = n, left-n
					}
				case "tail":
					for i := objects - 1; i >= 0; i-- {
						n := min(left, p.sizes[i])
						p.have[i], left = n, left-n
					}
				}
				out = append(out, p)
			}
		}
	}
	return out
}

// row says whether a row of an object holds it.
func (p *population) row(object int, row int64, mix uint64) bool {
	if p.clustered {
		return row >= p.sizes[object]-p.have[object]
	}
	// Scattered: so many of the rows, wherever the mix puts them.
	at := (row*7919 + int64(mix%1000)) % p.sizes[object]
	return at < p.have[object]
}

// drawAssets draws objects from cells by size as Take does, and reads them whole or a
// few units of each.
func (p *population) drawAssets(r *rand.Rand, perCell int, whole bool) ([]drawnSample, cells, []hit) {
	c := cells{}
	for i, size := range p.sizes {
		a := scanners.Asset{Path: fmt.Sprint(i), Size: size * 100}
		c.offer(perCell, cellKey{sizeClass(a.Size), 0}, picked{r.Uint64(), a})
	}
	var samples []drawnSample
	var hits []hit
	for _, o := range c.order() {
		var i int
		fmt.Sscan(o.asset.Path, &i)
		d := drawnSample{cell: cellKey{sizeClass(o.asset.Size), 0}, weight: o.asset.Size, listed: o.asset.Size, read: true}
		h := hit{sample: len(samples)}
		units := p.sizes[i] / unitRows
		if whole || units <= 4 {
			d.design, d.whole, d.rows, d.units, d.withRows = scanners.Census, true, p.sizes[i], 1, 1
			h.rows = p.have[i]
		} else {
			d.design, d.units, d.withRows = scanners.Equal, 4, 4
			for _, u := range distinctUnits(r, units, 4) {
				n := int64(0)
				for row := u * unitRows; row < (u+1)*unitRows; row++ {
					if p.row(i, row, 0) {
						n++
					}
				}
				h.rows += n
				h.units += shareOf(n, unitRows)
				d.rows += unitRows
			}
		}
		samples = append(samples, d)
		if h.rows > 0 {
			hits = append(hits, h)
		}
	}
	return samples, c, hits
}

func distinctUnits(r *rand.Rand, n int64, k int) []int64 {
	seen := map[int64]bool{}
	var out []int64
	for len(out) < k {
		if u := r.Int64N(n); !seen[u] {
			seen[u] = true
			out = append(out, u)
		}
	}
	return out
}

// A scoreboard counts intervals that missed the truth, and how wide they were.
type scoreboard struct {
	rounds, above, below int
	width                float64
}

func (c *scoreboard) add(atLeast, atMost, truth float64) {
	c.rounds++
	c.width += atMost
	if truth > atMost {
		c.above++
	}
	if truth < atLeast {
		c.below++
	}
}

// allowed is how many of the rounds may miss: 5 % and three standard errors of the
// simulation itself.
func (c *scoreboard) allowed() float64 {
	n := float64(c.rounds)
	return alpha*n + 3*math.Sqrt(alpha*(1-alpha)*n)
}

const coverageRounds = 500

func TestCoverageOfRecords(t *testing.T) {
	for _, p := range populations(300) {
		for _, whole := range []bool{true, false} {
			r := rand.New(rand.NewPCG(11, 5))
			var got scoreboard
			for range coverageRounds {
				samples, c, hits := p.drawAssets(r, 60, whole)
				s := byRecords(samples, c, true, alpha)
				if s.why != "" {
					t.Fatal(p.name, s.why)
				}
				sum := s.records(samples, hits)
				got.add(s.atLeast(sum.low, alpha), s.atMost(sum.high, alpha), p.records())
			}
			if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
				t.Errorf("%s, whole %v: of %d intervals %d lay below the truth and %d above it", p.name, whole, got.rounds, got.above, got.below)
			}
		}
	}
}

// Assets of which only the start can be read may hold anything behind it. They count so,
// and take the bound of the others not away.
func TestCoverageWithBlindAssets(t *testing.T) {
	stated := 0
	all := populations(300)
	full := &population{name: "only the blind ones hold it, behind their start", clustered: true}
	for i := range 300 {
		full.sizes = append(full.sizes, 1000)
		full.have = append(full.have, 0)
		if i%8 == 0 {
			full.have[i] = 900
		}
	}
	for _, p := range append(all, full) {
		every := 40
		if p == full {
			every = 8
		}
		for _, perCell := range []int{60, 1000} { // some, and all
			r := rand.New(rand.NewPCG(17, 5))
			var got scoreboard
			for range coverageRounds / 2 {
				samples, c, hits := p.drawAssets(r, perCell, true)
				at := map[int]int{}
				for h := range hits {
					at[hits[h].sample] = h
				}
				n := 0
				for i, o := range c.order() {
					var object int
					fmt.Sscan(o.asset.Path, &object)
					if object%every != 0 {
						continue
					}
					n++
					samples[i].design, samples[i].whole, samples[i].rows = scanners.NotRandom, false, unitRows
					if h, ok := at[i]; ok {
						hits[h].rows = 0
						for row := range int64(unitRows) {
							if p.row(object, row, 0) {
								hits[h].rows++
							}
						}
					}
				}
				s := byRecords(samples, c, true, alpha)
				if s.why != "" {
					if s.why != withoutRandom || n == 0 {
						t.Fatal(p.name, s.why)
					}
					continue
				}
				stated++
				sum := s.records(samples, hits)
				got.add(s.atLeast(sum.low, alpha), s.atMost(sum.high, alpha), p.records())
			}
			if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
				t.Errorf("%s, %d of each cell: of %d intervals %d lay below the truth and %d above it", p.name, perCell, got.rounds, got.above, got.below)
			}
		}
	}
	if stated < len(all)*coverageRounds/2 {
		t.Errorf("only %d bounds were stated", stated)
	}
}

func TestCoverageOfAssets(t *testing.T) {
	for _, p := range populations(300) {
		r := rand.New(rand.NewPCG(12, 5))
		var got scoreboard
		for range coverageRounds {
			samples, c, hits := p.drawAssets(r, 60, true)
			s := byAssets(samples, c, true, alpha)
			sums := s.assets(hits)
			got.add(s.atLeast(sums, alpha), s.atMost(sums, alpha), p.assets())
		}
		if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
			t.Errorf("%s: of %d intervals %d lay below the truth and %d above it", p.name, got.rounds, got.above, got.below)
		}
	}
}

// One object that is large is read in units; they are the draws.
func (p *population) drawUnits(r *rand.Rand, units int) ([]drawnSample, cells, []hit) {
	c := cells{}
	a := scanners.Asset{Path: "0", Size: p.sizes[0] * 100}
	c.offer(1, cellKey{sizeClass(a.Size), 0}, picked{1, a})
	d := drawnSample{cell: cellKey{sizeClass(a.Size), 0}, weight: a.Size, read: true, design: scanners.Equal, units: int64(units), withRows: int64(units)}
	h := hit{}
	for _, u := range distinctUnits(r, p.sizes[0]/unitRows, units) {
		n := int64(0)
		for row := u * unitRows; row < (u+1)*unitRows; row++ {
			if p.row(0, row, 0) {
				n++
			}
		}
		h.rows += n
		h.units += shareOf(n, unitRows)
		d.rows += unitRows
	}
	return []drawnSample{d}, c, []hit{h}
}

// largeObjects are objects of 2,000 units each.
func largeObjects() []*population {
	var out []*population
	for _, share := range []float64{0, 0.001, 0.01, 0.5} {
		for _, clustered := range []bool{false, true} {
			n := int64(2000 * unitRows)
			out = append(out, &population{name: fmt.Sprintf("%v clustered=%v", share, clustered),
				sizes: []int64{n}, have: []int64{int64(share * float64(n))}, clustered: clustered})
		}
	}
	return out
}

func TestCoverageOfUnits(t *testing.T) {
	for _, p := range largeObjects() {
		r := rand.New(rand.NewPCG(13, 5))
		var got scoreboard
		const m = 100
		for range coverageRounds {
			samples, c, hits := p.drawUnits(r, m)
			s := byRecords(samples, c, true, alpha)
			sum := s.records(samples, hits)
			got.add(s.atLeast(sum.low, alpha), s.atMost(sum.high, alpha), p.records())
		}
		if m := got.allowed(); float64(got.above) > m || float64(got.below) > m {
			t.Errorf("%s: of %d intervals %d lay below the truth and %d above it", p.name, got.rounds, got.above, got.below)
		}
		// In the worst arrangement all rows of a unit are alike, and the bound for units
		// is exact then.
		exact := 0.0
		units := int64(math.Round(p.records() * 2000))
		for x := int64(0); x <= m; x++ {
			chance := hypergeometric(2000, units, m, x) - hypergeometric(2000, units, m, x-1)
			if chance > 1e-12 {
				exact += chance * trial{draws: m, binary: true, population: 2000}.atMost(float64(x), alpha)
			}
		}
		if mean := got.width / coverageRounds; mean > 2*exact {
			t.Errorf("%s: the bound is %.4f on average, the exact one for units %.4f", p.name, mean, exact)
		}
	}
}

// Rows of a unit taken for draws of their own, which is what other tools do, fail by
// far: this shows that the tests above can fail.
func TestRowsAreNoDraws(t *testing.T) {
	missed := 0
	for _, p := range largeObjects() {
		if !p.clustered || p.have[0] == 0 {
			continue
		}
		r := rand.New(rand.NewPCG(13, 5))
		var got scoreboard
		for range coverageRounds {
			samples, _, hits := p.drawUnits(r, 100)
			tr := trial{draws: samples[0].rows, binary: true}
			got.add(tr.atLeast(float64(hits[0].rows), alpha), tr.atMost(float64(hits[0].rows), alpha), p.records())
		}
		if float64(got.above) > got.allowed() || float64(got.below) > got.allowed() {
			missed++
		}
	}
	if missed < 3 {
		t.Errorf("rows as draws failed in %d of the three clustered populations only", missed)
	}
}

// Units in which no row begins lie inside a long one of which nothing was seen: they may
// hold it.
func TestUnitsWithoutRows(t *testing.T) {
	c := cells{}
	c.offer(1, cellKey{sizeClass(1 << 20), 0}, picked{1, scanners.Asset{Path: "0", Size: 1 << 20}})
	at := func(withRows int64, hits []hit) (low, high float64, b *Bound) {
		s := byRecords([]drawnSample{{cell: cellKey{sizeClass(1 << 20), 0}, weight: 1 << 20, read: true, design: scanners.Equal, rows: 10 * withRows, units: 100, withRows: withRows}}, c, true, alpha)
		sum := s.records([]drawnSample{{design: scanners.Equal, rows: 10 * withRows, units: 100, withRows: withRows}}, hits)
		return s.atLeast(sum.low, alpha), s.atMost(sum.high, alpha), s.bound(1)
	}
	if _, _, b := at(100, nil); b.AtMost > 0.03 {
		t.Errorf("nothing in 100 units: at most %v", b.AtMost)
	}
	if _, _, b := at(60, nil); b.AtMost < 0.4 {
		t.Errorf("nothing in 60 of 100 units, and 40 without rows: at most %v", b.AtMost)
	}
	if low, high, _ := at(60, []hit{{0, 100, 10 * shareOne}}); low > 0.1 || high < 0.5 {
		t.Errorf("all rows of 10 units, and 40 without rows: from %v to %v", low, high)
	}
}

// An asset of which nothing could be read is a gap and no draw: it neither adds to a
// bound nor takes the bound of the others away.
func TestUnreadAssetsAreNoDraws(t *testing.T) {
	c := cells{}
	var samples []drawnSample
	for i, d := range []scanners.Drawn{
		{Design: scanners.Census, Units: 1, Rows: 5}, {Design: scanners.Census, Units: 1, Rows: 5},
		{Design: scanners.NotRandom}, {Design: scanners.Equal, Units: -1},
	} {
		p := picked{uint64(i), scanners.Asset{Path: fmt.Sprint(i), Size: 100}}
		c.offer(9, cellKey{sizeClass(100), 0}, p)
		samples = append(samples, sampleOf(&Sample{AssetKind: "object", Size: 100, Read: true, Drawn: d}, nil))
	}
	s := byRecords(samples, c, true, alpha)
	if s.why != "" {
		t.Fatal(s.why)
	}
	if b := s.bound(1); b.AtMost != 0 || b.Draws != 0 {
		t.Errorf("nothing in all that was read: %+v", b)
	}
}
