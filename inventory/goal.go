package inventory

import (
	"math"
	"time"

	"piiventory/scanners"
)

// A Goal is what a sample has to be good for.
type Goal struct {
	// Confidence is that of each bound, from 0.5 up and below 1; 0.95 when it is 0.
	Confidence float64
	// DetectAbove is the share of the records of a dataset above which nothing may be
	// missed; 0 when the limits alone say how much is read.
	DetectAbove float64
}

// defaultConfidence is that of bounds where nobody says otherwise.
const defaultConfidence = 0.95

// alpha is the probability with which a bound may be wrong.
func (g Goal) alpha() float64 {
	if g.Confidence == 0 {
		return 1 - defaultConfidence
	}
	return 1 - g.Confidence
}

// draws is the number of independent draws of one size of which none must hold what is
// looked for, so that the share is below DetectAbove: (1-share)^n <= alpha.
func (g Goal) draws() int64 {
	return int64(math.Ceil(math.Log(g.alpha()) / math.Log1p(-g.DetectAbove)))
}

// keep is the number of assets of each cell that must be in the running.
func (g Goal) keep() int {
	if g.DetectAbove == 0 {
		return mostPerCell
	}
	return int(min(max(mostPerCell, widestCell*g.draws()), maxRunning))
}

// widestCell is how many times as large as the mean the largest asset of a cell can be
// beside it, but in the topmost: the bounds of size classes are 16 times apart.
const widestCell = 16

// A want is what a dataset should be read of, by its goal.
type want struct {
	dataset *leaf
	// draws are those that all of the dataset would need, were it of one size.
	draws float64
	// assets is the number to draw of each cell, and whole says that it is all of them.
	assets map[*cell]int64
	whole  map[*cell]bool
}

const (
	// partBytes are read of each asset of a cell of which some are drawn: there an asset
	// is one draw, however much of it is read.
	partBytes = 1 << 20
	// partRows are read likewise of each table.
	partRows = 300
	// mostTurns bounds how often a sample is made larger until it is large enough.
	mostTurns = 6
)

// wants sizes the sample of a dataset. An asset that is drawn stands for the bytes of
// its cell, divided by the draws, times largest over mean, and no draw may stand for
// more than DetectAbove divided by -log(alpha): then the sum over all draws is below
// DetectAbove when nothing is found (strata.go; with n draws of the scale s the bound
// is n*s*(1-alpha^(1/n)), which is below -s*log(alpha)).
func (g Goal) wants(kind string, l *leaf) want {
	w := want{dataset: l, draws: float64(g.draws())}
	for range mostTurns {
		w.size(l)
		bound := g.predict(kind, l, w)
		if bound <= g.DetectAbove || bound >= 1 {
			break
		}
		w.draws *= 1.02 * bound / g.DetectAbove
	}
	return w
}

// size spreads the draws over the cells, by records and by assets.
func (w *want) size(l *leaf) {
	w.assets, w.whole = map[*cell]int64{}, map[*cell]bool{}
	total := l.cells.weight()
	for _, c := range l.cells {
		n := math.Ceil(float64(c.listed) / float64(l.Listed) * w.draws)
		switch {
		case total <= 0 || c.largest <= 0:
		case c.kept():
			n = math.Ceil(float64(c.weight) / float64(total) * w.draws)
		default:
			n = max(n, math.Ceil(float64(c.largest)*float64(c.listed)/float64(total)*w.draws))
		}
		w.assets[c] = min(int64(n), c.listed)
		w.whole[c] = w.assets[c] == c.listed
	}
}

// read says what to read of an asset: so many bytes and units of an object, so many rows
// of a table. The rows of an object are bounded by its bytes only, since there a row is
// no draw.
func (w *want) read(p *planned) {
	if isTable(p.asset.Kind) {
		p.rows = w.rows(p)
		p.bytes = max(mostPerAsset, 2*p.rows*max(rowBytes(&p.asset), bytesPerRow))
		return
	}
	p.bytes, p.units = w.pieces(p)
}

// rows is how many rows to read of a table. One of which not all of its cell is opened is
// one draw.
func (w *want) rows(c *planned) int64 {
	if !w.whole[c.cell] {
		return partRows
	}
	rows := int64(math.Ceil(w.draws))
	if share := share(c.asset.Rows, w.dataset.Rows); share < 1 {
		rows = min(rows, int64(math.Ceil(1.1*share*w.draws))+fewRows)
	}
	return rows
}

// pieces is how many bytes to read of an object, and in how many units. An asset of which
// not all of its cell is opened is one draw.
func (w *want) pieces(c *planned) (bytes, units int64) {
	if !w.whole[c.cell] || c.asset.Size < 0 || w.dataset.Bytes <= 0 {
		return partBytes, 0
	}
	units = int64(math.Ceil(float64(c.asset.Size) / float64(w.dataset.Bytes) * w.draws))
	bytes = max(units*rangeBytes, partBytes)
	if bytes > c.asset.Size/2 {
		return max(bytes, c.asset.Size), 0
	}
	return bytes, units
}

// enough says whether what an earlier scan read of an asset is what this one would read:
// an asset that is a draw by itself, one that was read whole, or as many units.
func (p *planned) enough(old *Part) bool {
	return p.units == 0 && p.asset.Size > p.bytes || old.Sample.Drawn.Design == scanners.Census || p.units > 0 && old.Sample.Drawn.Units >= p.units
}

// fewRows are drawn of each table of a dataset that has many, beside its share.
const fewRows = 100

// share returns part in whole, 1 when one is unknown.
func share(part, whole int64) float64 {
	if part < 0 || whole <= 0 || part >= whole {
		return 1
	}
	return float64(part) / float64(whole)
}

// predict returns the bound on the records of a dataset that reading it so would give,
// if nothing is found and all of it can be read.
func (g Goal) predict(kind string, l *leaf, w want) float64 {
	var list []planned
	for _, c := range l.cells.order() {
		if int64(c.at) < w.assets[c.cell] {
			p := planned{candidate: c}
			p.asset.Kind = kind
			w.read(&p)
			list = append(list, p)
		}
	}
	list = redraw(list, scanners.Price{}, func(_ *cell, _ Cost, n, rows int64) (int64, int64) { return n, rows })
	return predict(list, l, g.alpha(), l.since)
}

// predict returns the bound on the records of a dataset for a list of its assets.
func predict(list []planned, l *leaf, alpha float64, since []time.Time) float64 {
	samples := make([]drawnSample, 0, len(list))
	for i := range list {
		samples = append(samples, list[i].sample(since))
	}
	s := byRecords(samples, l.cells, true, alpha)
	if s.why != "" {
		return 1
	}
	return s.bound(1).AtMost
}

// sample is what reading an asset as planned can be expected to give.
func (p *planned) sample(since []time.Time) drawnSample {
	if p.old != nil {
		return sampleOf(p.old.Sample, since)
	}
	a := &p.asset
	size := a.Size
	d := drawnSample{cell: cellFor(a.Kind, size, a.Rows, a.Modified, since), weight: weightOf(a), listed: weightOf(a),
		read: true, design: scanners.Equal, draws: p.draws}
	switch {
	case isTable(p.asset.Kind):
		d.rows, d.units, d.withRows = p.rows, p.rows, p.rows
		if p.asset.Rows >= 0 && p.asset.Rows <= p.rows {
			d.design, d.whole = scanners.Census, true
		}
	case size <= p.bytes:
		d.design, d.whole, d.rows, d.units = scanners.Census, true, 1, 1
	default:
		d.units = max(1, p.bytes/rangeBytes)
		d.rows, d.withRows = 10*d.units, d.units
	}
	return d
}

// missed records that the sample of a dataset does not say what was asked for.
func (d *datasetFold) missed(f *Fold, sh *shares, l *leaf) {
	if f.goal.DetectAbove == 0 || f.depth != scanners.Sample || l.Listed == 0 {
		return
	}
	g := scanners.Gap{Kind: scanners.GapGoal, Reason: "what was read says less of the records than --detect-above asks for; give it a larger --budget"}
	switch sh.records.why {
	case "":
		if sh.records.bound(1).AtMost <= f.goal.DetectAbove {
			return
		}
		if f.unbounded {
			g.Reason = "too much of it could not be drawn from at random, so that what was read says less of the records than --detect-above asks for; read it with --depth full"
		}
	case withoutRead:
		g.Reason = "nothing could be read, so that nothing can be said of the records as --detect-above asks for"
	default:
		g.Reason = "not all of it was drawn at random with equal chances, so that nothing can be said of the records as --detect-above asks for; read it with --depth full"
	}
	d.gaps[g] = &gapCount{assets: l.Listed}
}

// reached notes in the gaps of a budget or a goal the bound that was reached.
func reached(gaps []Gap, s *strata) {
	if s.why != "" {
		return
	}
	for i := range gaps {
		if k := gaps[i].Kind; k == scanners.GapBudget || k == scanners.GapGoal {
			bound := s.bound(1).AtMost
			gaps[i].AtMost = &bound
		}
	}
}
