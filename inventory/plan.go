package inventory

import "piiventory/scanners"

const (
	// rowsPerTable is how many rows of a table are drawn: with that many
	// independent draws, a value that stands in 0.1 % of the rows is missed with
	// a probability below 5 % ((1-0.001)^3000).
	rowsPerTable = 3000
	// leastRows of a table are worth asking for.
	leastRows = 30
	// enoughAssets is how many assets of a dataset a sample wants: of what none
	// of 400 holds, with 95 % confidence fewer than 0.75 % hold it
	// (1-0.05^(1/400)). Fewer, when the budget allows no more, are a gap.
	enoughAssets = 400
	// Bounds of what is read of one object.
	leastPerAsset, mostPerAsset = 256 << 10, 8 << 20
	// rangeBytes is about what one ranged request brings, and tableRequests and
	// tableBytes about what the sample of a table costs whose rows are not known, or are
	// those of one draw; of more rows rowsPerRequest come with one request. They serve the
	// plan only; what is really asked is counted by the Budget.
	rangeBytes     = 64 << 10
	tableRequests  = 8
	tableBytes     = 1 << 20
	rowsPerRequest = 1000
	// bytesPerRow is about what a row of a text takes, where rows are bounded.
	bytesPerRow = 100
)

// planned is an asset that is to be read, and what to read of it at most.
type planned struct {
	candidate
	dataset     *leaf
	bytes, rows int64
	units       int64 // that should be drawn; 0 leaves it to the reader
	cost        Cost  // as far as it can be told before
	cut         bool  // fewer rows than were wanted
	draws       int64 // how often it was drawn, in proportion to its rows; 0 where not so
	old         *Part // what an earlier scan gave; then nothing is read
}

// plan chooses the assets to read, in the order in which they are to be read,
// and what to read of each. It depends on the listing, the seed, the goal and the
// limits alone, so that the same scan reads the same bytes. Every dataset gets
// its first asset before any gets its second.
func plan(t *tree, limits Limits, goal Goal, price scanners.Price, carried func(*scanners.Asset) *Part) []planned {
	var orders [][]planned
	running := t.running()
	total, listed := int64(0), int64(0)
	t.each(func(p place, l *leaf) {
		listed += l.Listed
		orders = append(orders, goal.order(p.root.kind, l, running, carried))
		total += int64(len(orders[len(orders)-1]))
	})
	if goal.DetectAbove == 0 {
		per := min(perAsset(limits, total), newPurse(limits, listed, price).most())
		for _, o := range orders {
			for i := range o {
				o[i].bytes, o[i].rows = per, rowsPerTable
			}
		}
	}
	p := newPurse(limits, listed, price)
	closed := map[*cell]bool{}
	var out []planned
	for r, more := 0, true; more; r++ {
		more = false
		for _, o := range orders {
			if r >= len(o) {
				continue
			}
			more = true
			// A cell that cannot afford its next asset gets none behind it either: the
			// cheaper ones would have the better chances.
			if closed[o[r].cell] || !p.pay(&o[r]) {
				closed[o[r].cell] = true
				continue
			}
			out = append(out, o[r])
		}
	}
	return redraw(out, price, p.draws)
}

// order lists the assets of a dataset in the order in which they are to be read: as many
// as the goal wants, or at most so many of each cell where there is none.
func (g Goal) order(kind string, l *leaf, most int, carried func(*scanners.Asset) *Part) []planned {
	var w want
	if g.DetectAbove > 0 {
		w = g.wants(kind, l)
	}
	var out []planned
	for _, c := range l.cells.order() {
		if g.DetectAbove == 0 && c.at >= most || g.DetectAbove > 0 && int64(c.at) >= w.assets[c.cell] {
			continue
		}
		p := planned{candidate: c, dataset: l}
		p.asset.Kind = kind
		if g.DetectAbove > 0 {
			w.read(&p)
		}
		if carried != nil {
			if p.old = carried(&p.asset); p.old != nil && g.DetectAbove > 0 && !p.enough(p.old) {
				p.old = nil // and it is read anew
			}
		}
		out = append(out, p)
	}
	return out
}

// perAsset spreads the bytes over the objects that are in the running.
func perAsset(limits Limits, total int64) int64 {
	if limits.Bytes == 0 || total == 0 {
		return mostPerAsset
	}
	if limits.Requests > 0 {
		total = min(total, limits.Requests)
	}
	return min(max(limits.Bytes/total, leastPerAsset), mostPerAsset)
}

// estimate tells the cost of reading an asset before.
func (p *planned) estimate(price scanners.Price) {
	a := &p.asset
	c := Cost{Currency: price.Currency}
	switch {
	case isTable(a.Kind):
		c.Requests, c.Bytes, c.Rows = tableRequests, tableBytes, p.rows
		if a.Rows >= 0 {
			c.Rows = min(c.Rows, a.Rows)
		}
		if width := rowBytes(a); width > 0 {
			c.Bytes = c.Rows * width
		}
		c.Requests += max(0, c.Rows-rowsPerTable) / rowsPerRequest
	case a.Size >= 0 && a.Size <= p.bytes:
		c.Requests, c.Bytes = 1, a.Size
	default:
		c.Requests, c.Bytes = 1+p.bytes/rangeBytes, p.bytes
	}
	if !isTable(a.Kind) {
		c.Rows = (c.Bytes + bytesPerRow - 1) / bytesPerRow
	}
	c.Money = price.Of(c.Requests, 0, c.Bytes)
	p.cost = c
}

// rowBytes is about what a row of a table takes, 0 when it is unknown.
func rowBytes(a *scanners.Asset) int64 {
	if a.Rows <= 0 || a.Size <= 0 {
		return 0
	}
	return a.Size/a.Rows + 1
}

// A purse is what is left of the limits while a scan is planned.
type purse struct {
	limits          Limits
	price           scanners.Price
	requests, bytes int64
	rows            int64
	money           float64
}

// newPurse sets aside what listing and a first look cost: by what was listed, not by what
// was asked, which depends on timing.
func newPurse(limits Limits, listed int64, price scanners.Price) *purse {
	p := &purse{limits: limits, price: price, rows: limits.Rows}
	const early = earlyAssets * (2 + leastPerAsset/rangeBytes)
	p.requests = limits.Requests - limits.Requests/20 - listed/1000 - early
	p.bytes = limits.Bytes - min(limits.Bytes/2, earlyAssets*leastPerAsset)
	p.money = limits.Money - min(limits.Money/2, price.Of(listed/1000, listed/1000, 0))
	return p
}

// most is how much of one object can be afforded.
func (p *purse) most() int64 {
	most := int64(mostPerAsset)
	if p.limits.Bytes > 0 {
		most = min(most, p.bytes)
	}
	if p.limits.Requests > 0 {
		most = min(most, (p.requests-1)*rangeBytes)
	}
	return max(most, rangeBytes)
}

// pay takes what an asset costs and returns false when it cannot be afforded. Of a
// table fewer rows may do.
func (p *purse) pay(a *planned) bool {
	if a.old != nil {
		return true
	}
	a.estimate(p.price)
	if isTable(a.asset.Kind) && !p.affords(a.cost) {
		rows := a.cost.Rows
		if width := rowBytes(&a.asset); p.limits.Bytes > 0 && width > 0 {
			rows = min(rows, p.bytes/width)
		}
		if p.limits.Rows > 0 {
			rows = min(rows, p.rows)
		}
		if rows < leastRows {
			return false
		}
		a.rows, a.cut = rows, true
		a.estimate(p.price)
	}
	if !p.affords(a.cost) {
		return false
	}
	p.take(&a.cost, 1)
	return true
}

// take takes a cost out so many times, or gives it back.
func (p *purse) take(c *Cost, times int64) {
	p.requests -= times * c.Requests
	p.bytes -= times * c.Bytes
	p.rows -= times * c.Rows
	p.money -= float64(times) * c.Money
}

func (p *purse) affords(c Cost) bool {
	l := &p.limits
	return !(l.Requests > 0 && c.Requests > p.requests || l.Bytes > 0 && c.Bytes > p.bytes ||
		l.Rows > 0 && c.Rows > p.rows || l.Money > 0 && c.Money > p.money)
}
