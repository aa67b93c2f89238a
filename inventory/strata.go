package inventory

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"piiventory/scanners"
)

// A stratum is a part of a dataset that was drawn from on its own: a cell of which
// some assets were drawn, or an asset of a cell of which all were tried.
type stratum struct {
	// weight is the part's share of what the dataset's shares are of, in bytes, rows or
	// assets.
	weight float64
	// draws is the number of draws; 0 says that all of it was read and what is in it is
	// certain.
	draws int64
	// largest is what one draw can stand for at most, beside the mean: the largest
	// asset beside the mean one, 1 for what is of one size.
	largest    float64
	binary     bool
	population int64 // of binary draws without putting back, 0 if unknown
	// own says that the units of one asset are the draws, and not assets.
	own     bool
	samples int64 // that are in it
	// empty is what draws without rows add to the upper sum, since they hold the middle
	// of a long row of which nothing was seen.
	empty int64
}

// scale is how much of the weight a draw of the value 1 stands for.
func (s *stratum) scale() float64 { return s.weight * s.largest / float64(s.draws) }

// strata are all the parts of a dataset, and for which samples they speak.
type strata struct {
	// alpha is the probability with which a bound may be wrong.
	alpha float64
	list  []stratum
	// of says for each sample of which stratum it is, -1 for none, and scaled by how
	// much its value counts beside that of the largest.
	of     []int
	scaled []float64
	// why says, when nothing can be stated, for what reason, and blind for what reason
	// some assets may hold anything.
	why, blind string
	// dark are the weights of blind assets that are no draws, by sample.
	dark map[int]float64
	// total is the sum of the weights, and draws that of the draws that are kept.
	total float64
	draws int64
	// kept are the strata whose draws are added up, the others are taken for unknown,
	// since few draws stand for much of the dataset in them. It depends on the weights
	// alone and not on what was found.
	kept    []bool
	unknown float64 // weight of the strata that are not kept
	most    float64 // scale of the heaviest kept one
}

// The reasons for which no bound is stated, as in Bounds.Without.
const (
	withoutRead    = "nothing-read"
	withoutRandom  = "not-random"
	withoutEqual   = "not-equal"
	withoutOrder   = "not-drawn"
	withoutSizes   = "unknown-sizes"
	withoutWhole   = "not-whole"
	withoutContent = "names-only"
)

// A drawnSample is what the statistics need of a sample.
type drawnSample struct {
	cell        cellKey
	weight      int64 // bytes, or rows of a table; -1 if unknown
	listed      int64 // the same, as it was listed
	draws       int64 // as in Sample
	design      scanners.Design
	read, whole bool
	rows        int64 // that were read
	units       int64 // that were drawn
	withRows    int64 // units in which there were rows
	beside      bool  // it is no part of the draw
}

func sampleOf(s *Sample, since []time.Time) drawnSample {
	d := drawnSample{
		cell: cellFor(s.AssetKind, s.Size, s.Rows, s.Modified, since), weight: s.Size, listed: s.Size, beside: s.Beside, draws: s.Draws,
		design: s.Drawn.Design, whole: s.Read && s.Drawn.Design == scanners.Census && len(s.Drawn.Gaps) == 0,
		rows: s.Drawn.Rows, units: s.Drawn.Units, withRows: s.Units,
	}
	// What no unit was read of, as content in a format that nobody knows, is a gap.
	d.read = s.Read && (s.Drawn.Units > 0 || s.Drawn.Design == scanners.Census)
	if isTable(s.AssetKind) {
		d.weight, d.listed = s.Rows, s.Rows
		switch {
		case d.design == scanners.Census:
			d.weight = s.Drawn.Rows
		case d.weight >= 0: // an estimate of which more is seen is too low
			d.weight = max(d.weight, s.Drawn.Rows)
		case d.design == scanners.Equal && d.single() && s.Drawn.Population > 0:
			// The server does not know; how many of the places that were tried had a row
			// tells it about.
			d.weight = s.Drawn.Population
		}
	}
	if d.design == scanners.Equal && !d.single() && d.withRows > d.units {
		// Rows of one unit came in several turns; how they lie in units is unknown.
		d.design = scanners.NotEqual
	}
	return d
}

// single says that every row was drawn by itself.
func (d *drawnSample) single() bool { return d.units == d.rows }

// share is the share of rows with a hit, in parts of shareOne: of the asset, when it
// is one draw.
func (d *drawnSample) share(h *hit) int64 {
	switch {
	case d.design == scanners.Census || d.single():
		return shareOf(h.rows, max(d.rows, 1))
	case d.units <= 0:
		return 0
	}
	return min(h.units/d.units, shareOne)
}

// blind says that what was read of the asset was no random draw with equal chances, so
// that the asset may hold anything.
func (d *drawnSample) blind() bool {
	return d.design == scanners.NotRandom || d.design == scanners.NotEqual
}

// empty is the share of units without rows, and of those of which nothing is known.
func (d *drawnSample) empty() int64 {
	if d.blind() {
		return shareOne
	}
	if d.design != scanners.Equal || d.single() || d.units <= 0 {
		return 0
	}
	return shareOf(d.units-d.withRows, d.units)
}

// byRecords divides a dataset for shares of its records. random says that cells of
// which only some assets were tried were drawn from at random.
func byRecords(samples []drawnSample, c cells, random bool, alpha float64) *strata {
	s := newStrata(samples, alpha)
	one := len(samples) == 1 && len(c) == 1
	for _, key := range c.keys() {
		l := c[key]
		in := s.in(samples, c, key)
		readable := int64(0)
		for _, i := range in {
			d := &samples[i]
			if !d.read {
				continue
			}
			readable++
			switch {
			case !d.blind():
			case d.design == scanners.NotRandom:
				s.blind = withoutRandom
			case s.blind == "":
				s.blind = withoutEqual
			}
		}
		if readable == 0 {
			continue
		}
		if inProportion(samples, in) {
			s.proportional(samples, in, l)
			continue
		}
		if int64(len(in)) < l.listed {
			s.partly(samples, in, l, readable, random)
			continue
		}
		for _, i := range in {
			d := &samples[i]
			weight := float64(d.weight)
			switch {
			case !d.read:
				continue
			case one:
				weight = 1
			case d.weight < 0:
				s.without(withoutSizes)
			}
			if d.blind() {
				if weight > 0 {
					s.dark[i] = weight
				}
				continue
			}
			st := stratum{weight: weight, largest: 1}
			if d.design != scanners.Census {
				st.own, st.draws, st.binary = true, d.units, d.single()
				if !st.binary {
					st.empty = (d.units - d.withRows) * shareOne
				}
			}
			if weight > 0 {
				s.list = append(s.list, st)
				s.put(i, 1)
			}
		}
	}
	if len(s.list) == 0 && len(s.dark) == 0 {
		s.hollow(samples)
	}
	s.keep()
	if s.why == "" && s.blind != "" && s.bound(1).AtMost >= 1 {
		s.why = s.blind
	}
	return s
}

// hollow adds a stratum for a dataset of which all that is known weighs nothing: assets
// that are empty hold nothing, and that is certain.
func (s *strata) hollow(samples []drawnSample) {
	for i := range samples {
		if d := &samples[i]; d.read && !d.beside && d.weight == 0 && !d.blind() {
			if len(s.list) == 0 {
				s.list = append(s.list, stratum{weight: 1, largest: 1})
			}
			s.put(i, 1)
		}
	}
}

// partly adds a cell of which some assets were drawn.
func (s *strata) partly(samples []drawnSample, in []int, l *cell, readable int64, random bool) {
	switch {
	case !random:
		s.without(withoutOrder)
		return
	case l.weight < 0:
		s.without(withoutSizes)
		return
	case l.weight == 0:
		return
	}
	// What cannot be read is left out of the whole as far as it was met.
	share := float64(readable) / float64(len(in))
	s.list = append(s.list, stratum{
		weight: float64(l.weight) * share, draws: readable,
		largest: float64(l.largest) * float64(l.listed) / float64(l.weight),
	})
	for _, i := range in {
		if samples[i].read {
			s.put(i, float64(samples[i].listed)/float64(l.largest))
			s.list[len(s.list)-1].empty += s.scale(i, samples[i].empty())
		}
	}
}

// byAssets divides a dataset for shares of its assets, of which only those that were
// read whole can be said to hold or not to hold something.
func byAssets(samples []drawnSample, c cells, random bool, alpha float64) *strata {
	s := newStrata(samples, alpha)
	any := false
	for _, key := range c.keys() {
		l := c[key]
		in := s.in(samples, c, key)
		any = any || len(in) > 0
		readable := int64(0)
		for _, i := range in {
			if samples[i].whole {
				readable++
			}
		}
		if readable == 0 {
			continue
		}
		if inProportion(samples, in) { // a large one was more likely than a small one
			s.without(withoutEqual)
			continue
		}
		st := stratum{weight: float64(readable), largest: 1}
		if int64(len(in)) < l.listed {
			if !random {
				s.without(withoutOrder)
				continue
			}
			st.weight = float64(l.listed) * float64(readable) / float64(len(in))
			st.draws, st.binary = readable, true
			if readable == int64(len(in)) {
				st.population = l.listed
			}
		}
		s.list = append(s.list, st)
		for _, i := range in {
			if samples[i].whole {
				s.put(i, 1)
			}
		}
	}
	if any && len(s.list) == 0 {
		s.without(withoutWhole)
	}
	s.keep()
	return s
}

func newStrata(samples []drawnSample, alpha float64) *strata {
	s := &strata{alpha: alpha, dark: map[int]float64{}, of: make([]int, len(samples)), scaled: make([]float64, len(samples))}
	for i := range s.of {
		s.of[i] = -1
	}
	return s
}

// in lists the samples of a cell.
func (s *strata) in(samples []drawnSample, c cells, key cellKey) []int {
	var out []int
	for i := range samples {
		if !samples[i].beside && c.where(samples[i].cell) == key {
			out = append(out, i)
		}
	}
	return out
}

// put puts a sample into the last stratum.
func (s *strata) put(sample int, scaled float64) {
	at := len(s.list) - 1
	s.of[sample], s.scaled[sample] = at, scaled
	s.list[at].samples++
}

// scale returns how much the value of a sample counts.
func (s *strata) scale(sample int, value int64) int64 {
	return int64(float64(value) * s.scaled[sample])
}

func (s *strata) without(why string) {
	if s.why == "" {
		s.why = why
	}
}

// keep decides which strata are added up: taking the heaviest for unknown is better
// when few draws stand for little of the dataset. The choice is the one with the
// smallest bound for nothing found.
func (s *strata) keep() {
	s.kept = make([]bool, len(s.list))
	var order []int
	for i := range s.list {
		s.kept[i] = true
		s.total += s.list[i].weight
		s.draws += s.list[i].draws
		if s.list[i].draws > 0 {
			order = append(order, i)
		}
	}
	for _, i := range slices.Sorted(maps.Keys(s.dark)) {
		s.total += s.dark[i]
		s.unknown += s.dark[i]
	}
	if len(s.list) == 0 {
		s.without(cmp.Or(s.blind, withoutRead))
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &s.list[a], &s.list[b]
		return cmp.Or(cmp.Compare(y.scale(), x.scale()), cmp.Compare(y.weight, x.weight))
	})
	best, drop, unknown, draws := math.Inf(1), 0, s.unknown, s.draws
	for n := 0; n <= len(order); n++ {
		bound := unknown
		// Strata of one scale are kept or dropped together, so that the choice does not
		// depend on their order.
		alike := n > 0 && n < len(order) && s.list[order[n]].scale() == s.list[order[n-1]].scale()
		if n < len(order) {
			bound += float64(draws) * s.list[order[n]].scale() * trial{draws: draws}.atMost(0, s.alpha)
		}
		if !alike && bound < best*(1-1e-9) {
			best, drop = bound, n
		}
		if n < len(order) {
			unknown += s.list[order[n]].weight
			draws -= s.list[order[n]].draws
		}
	}
	for _, i := range order[:drop] {
		s.kept[i] = false
		s.unknown += s.list[i].weight
		s.draws -= s.list[i].draws
	}
	if drop < len(order) {
		s.most = s.list[order[drop]].scale()
	}
}
