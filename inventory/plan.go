package inventory

import (
	"time"

	"piiventory/scanners"
)

// Limits bound what a scan may ask of one store; zero means no bound. Requests
// are not bounded for stores on this machine (scanners.Kind.Local).
type Limits struct {
	Time     time.Duration `json:"nanoseconds"`
	Bytes    int64         `json:"bytes"`
	Requests int64         `json:"requests"`
}

// DefaultLimits are those of a sample where nobody says otherwise: an answer
// within a minute and a load that no store notices.
var DefaultLimits = Limits{Time: time.Minute, Bytes: 256 << 20, Requests: 2000}

const (
	// rowsPerTable is how many rows of a table are drawn: with that many
	// independent draws, a value that stands in 0.1 % of the rows is missed with
	// a probability below 5 % ((1-0.001)^3000).
	rowsPerTable = 3000
	// enoughAssets is how many assets of a dataset a sample wants: of what none
	// of 400 holds, with 95 % confidence fewer than 0.75 % hold it
	// (1-0.05^(1/400)). Fewer, when the budget allows no more, are a gap.
	enoughAssets = 400
	// Bounds of what is read of one object.
	leastPerAsset, mostPerAsset = 256 << 10, 8 << 20
	// rangeBytes is about what one ranged request brings, and tableRequests and
	// tableBytes about what the sample of a table costs. They serve the plan
	// only; what is really asked is counted by the Budget.
	rangeBytes    = 64 << 10
	tableRequests = 8
	tableBytes    = 1 << 20
)

// plan chooses the assets to read, in the order in which they are to be read,
// and the bytes to read of each. It depends on the listing, the seed and the
// limits alone, so that the same scan reads the same bytes. Every dataset gets
// its first asset before any gets its second.
func plan(t *tree, limits Limits) ([]scanners.Asset, int64) {
	var orders [][]candidate
	total, listed := int64(0), int64(0)
	t.each(func(p place, l *leaf) {
		listed += l.Listed
		o := l.cells.order()
		for i := range o {
			o[i].asset.Kind = p.root.kind
		}
		orders = append(orders, o)
		total += int64(len(o))
	})
	per := int64(mostPerAsset)
	if limits.Bytes > 0 && total > 0 {
		n := total
		if limits.Requests > 0 {
			n = min(n, limits.Requests)
		}
		per = min(max(limits.Bytes/n, leastPerAsset), mostPerAsset)
	}
	// What listing and a first look cost is set aside by what was listed, not by
	// what was asked, which depends on timing.
	requests := limits.Requests - limits.Requests/20 - listed/1000 - earlyAssets*(2+leastPerAsset/rangeBytes)
	bytes := limits.Bytes - min(limits.Bytes/2, earlyAssets*leastPerAsset)
	closed := map[*cell]bool{}
	var out []scanners.Asset
	for r, more := 0, true; more; r++ {
		more = false
		for _, o := range orders {
			if r >= len(o) {
				continue
			}
			more = true
			// A cell that cannot afford its next asset gets none behind it either: the
			// cheaper ones would have the better chances.
			rq, by := cost(&o[r].asset, per)
			if closed[o[r].cell] || limits.Requests > 0 && rq > requests || limits.Bytes > 0 && by > bytes {
				closed[o[r].cell] = true
				continue
			}
			requests -= rq
			bytes -= by
			out = append(out, o[r].asset)
		}
		if limits.Requests > 0 && requests <= 0 || limits.Bytes > 0 && bytes <= 0 {
			break
		}
	}
	return out, per
}

// cost estimates the requests and bytes that reading an asset takes.
func cost(a *scanners.Asset, per int64) (requests, bytes int64) {
	switch {
	case isTable(a.Kind):
		return tableRequests, tableBytes
	case a.Size >= 0 && a.Size <= per:
		return 1, a.Size
	}
	return 1 + per/rangeBytes, per
}
