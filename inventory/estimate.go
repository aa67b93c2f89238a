package inventory

import (
	"context"
	"runtime"
	"slices"

	"piiventory/scanners"
)

// PlanFormat is the version of a saved plan, as it stands in its "piiventory" key.
const PlanFormat = "plan/v1"

// A Plan says what a scan would ask of the stores and what it could state then. It
// comes from listings alone; no content is read for it.
type Plan struct {
	Format   string      `json:"piiventory"`
	Settings Settings    `json:"settings"`
	Complete bool        `json:"complete"` // as in Inventory
	Stores   []StorePlan `json:"stores"`
	// Cost is that of all stores, without money where their currencies differ. The time
	// is that of the slowest store.
	Cost Cost `json:"cost"`
	// Listing is what was asked for the plan itself.
	Listing Cost `json:"listing"`
}

// A StorePlan is what a scan would ask of one store, its listing included.
type StorePlan struct {
	Alias    string        `json:"alias"`
	Kind     string        `json:"kind"`
	Cost     Cost          `json:"cost"`
	Listing  Cost          `json:"listing"`
	Datasets []DatasetPlan `json:"datasets"`
	Gaps     []Gap         `json:"gaps"`
}

// A DatasetPlan is what a scan would read of one dataset.
type DatasetPlan struct {
	Path    string   `json:"path"`
	Kind    string   `json:"kind"`
	Systems []string `json:"systems,omitempty"`
	// Listed assets, their bytes and rows; -1 means unknown.
	Listed      int64 `json:"listed"`
	BytesListed int64 `json:"bytes_listed"`
	RowsListed  int64 `json:"rows_listed"`
	// Assets are to be read, Whole of them to their end.
	Assets int64 `json:"assets"`
	Whole  int64 `json:"whole"`
	// Carried of them were read by an earlier scan, and are as they were.
	Carried int64 `json:"carried,omitempty"`
	// Cost leaves out the time, which is that of the store.
	Cost Cost `json:"cost"`
	// AtMost is the share of the records that could still hold what is not found, if
	// everything that is planned can be read; nil where nothing could be stated.
	AtMost *float64 `json:"at_most,omitempty"`
}

const (
	// detectRate is about how many bytes a second one processor reads and detects.
	detectRate = 40 << 20
	// fullRange is about what one request brings where an object is read from its start.
	fullRange = 8 << 20
)

// Estimate lists the stores and says what a scan with the same options would ask of
// them. It returns an error only when the options make no sense.
func Estimate(ctx context.Context, stores []scanners.Store, o Options) (*Plan, error) {
	o.DryRun = true
	inv, plans, err := takeStock(ctx, stores, o)
	if err != nil {
		return nil, err
	}
	p := &Plan{Format: PlanFormat, Settings: inv.Settings, Complete: inv.Complete, Stores: []StorePlan{}}
	currencies := map[string]bool{}
	for _, s := range inv.Stores {
		sp := plans[s.Alias]
		if sp == nil { // it could not be opened
			sp = &StorePlan{Cost: inv.Run.Cost[s.Alias], Listing: inv.Run.Cost[s.Alias], Datasets: []DatasetPlan{}}
		}
		sp.Alias, sp.Kind, sp.Gaps = s.Alias, s.Kind, append(append([]Gap{}, sp.Gaps...), s.Gaps...)
		for _, d := range s.Datasets {
			for _, g := range d.Gaps {
				if g.Kind != scanners.GapSampled && g.Kind != scanners.GapBudget && g.Kind != scanners.GapGoal {
					sp.Gaps = append(sp.Gaps, g)
				}
			}
		}
		p.Stores = append(p.Stores, *sp)
		p.Cost.add(&sp.Cost)
		p.Listing.add(&sp.Listing)
		currencies[sp.Cost.Currency] = true
	}
	for alias, c := range inv.Run.Cost { // of servers, which are no stores themselves
		if !slices.ContainsFunc(inv.Stores, func(s Store) bool { return s.Alias == alias }) {
			p.Cost.add(&c)
			p.Listing.add(&c)
			currencies[c.Currency] = true
		}
	}
	if len(currencies) > 1 {
		p.Cost.Money, p.Cost.Currency, p.Listing.Money, p.Listing.Currency = 0, "", 0, ""
	}
	return p, nil
}

// add adds what another store costs, which is scanned at the same time.
func (c *Cost) add(o *Cost) {
	c.Requests += o.Requests
	c.Bytes += o.Bytes
	c.Rows += o.Rows
	c.Seconds = max(c.Seconds, o.Seconds)
	c.Money += o.Money
	c.Currency = o.Currency
}

// estimate says what reading the store as planned would cost.
func (s *storeTake) estimate(assets []planned) {
	price := s.price(&s.Store)
	p := &StorePlan{Listing: costOf(s.Budget, s.Now().Sub(s.start).Seconds()), Datasets: []DatasetPlan{}}
	if s.Depth == scanners.Full && !s.DryRun { // assets were read meanwhile
		lists := s.Budget.Lists()
		p.Listing = Cost{Requests: lists, Money: price.Of(lists, lists, 0), Currency: price.Currency}
	}
	lists := map[*leaf][]planned{}
	for i := range assets {
		if s.reads(&assets[i].asset) {
			lists[assets[i].dataset] = append(lists[assets[i].dataset], assets[i])
		}
	}
	sum := Cost{Currency: price.Currency}
	s.tree.each(func(at place, l *leaf) {
		d := DatasetPlan{Path: at.template(), Kind: at.root.kind, Systems: systemsOf(at.root.border), Listed: l.Listed, BytesListed: l.Bytes, RowsListed: -1}
		if isTable(at.root.kind) {
			d.RowsListed = l.Rows
		}
		if s.Depth == scanners.Full {
			d.full(l, price)
		} else {
			d.sampled(lists[l], l, s.Depth, s.Goal.alpha(), price)
		}
		sum.add(&d.Cost)
		p.Datasets = append(p.Datasets, d)
	})
	slices.SortStableFunc(p.Datasets, func(a, b DatasetPlan) int {
		return compareDatasets(a.Path, a.Kind, a.Systems, b.Path, b.Kind, b.Systems)
	})
	p.Cost = p.Listing
	p.Cost.Requests += sum.Requests
	p.Cost.Bytes += sum.Bytes
	p.Cost.Rows += sum.Rows
	p.Cost.Money += sum.Money
	p.Cost.Seconds += s.seconds(sum, p.Listing)
	if s.Depth == scanners.Full && s.limits.bound(&p.Cost) {
		p.Gaps = []Gap{{Kind: scanners.GapBudget, Reason: "the budget is not enough for reading everything: what is listed first is read, and nothing can be said of the rest; give it more with --budget"}}
		for i := range p.Datasets {
			p.Datasets[i].AtMost = nil
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.planned[s.Alias] = p.Cost
	s.plans[s.Alias] = p
}

// reads says whether an asset is opened at the depth of the scan.
func (s *storeTake) reads(a *scanners.Asset) bool {
	return s.Depth != scanners.Names || isTable(a.Kind)
}

// seconds guesses the time that reading takes: by how long the requests took that
// listed, and by what processors can do.
func (s *storeTake) seconds(read, listing Cost) float64 {
	busy := float64(read.Bytes) / detectRate / float64(min(runtime.GOMAXPROCS(0), perStore))
	if listing.Requests == 0 || s.Kinds[s.kind].Local {
		return busy
	}
	return max(busy, float64(read.Requests)*listing.Seconds/float64(listing.Requests)/perStore)
}

func (d *DatasetPlan) sampled(list []planned, l *leaf, depth scanners.Depth, alpha float64, price scanners.Price) {
	d.Cost.Currency = price.Currency
	for i := range list {
		p := &list[i]
		d.Assets++
		if depth == scanners.Names { // the names of columns
			d.Cost.Requests += tableRequests
			continue
		}
		if p.old != nil {
			d.Carried++
		}
		if p.sample(l.since).whole {
			d.Whole++
		}
		d.Cost.add(&p.cost)
	}
	if depth == scanners.Names || len(list) == 0 {
		return
	}
	if bound := predict(list, l, alpha, l.since); bound < 1 {
		d.AtMost = &bound
	}
}

func (d *DatasetPlan) full(l *leaf, price scanners.Price) {
	d.Assets, d.Whole, d.Carried = l.Listed, l.Listed, l.carried
	d.Cost = Cost{Requests: l.Listed - l.carried, Bytes: max(l.Bytes-l.carriedBytes, 0), Rows: max(d.RowsListed, 0)}
	if isTable(d.Kind) {
		d.Cost.Requests *= tableRequests
	} else {
		d.Cost.Requests += d.Cost.Bytes / fullRange
		d.Cost.Rows = d.Cost.Bytes / bytesPerRow
	}
	d.Cost.Money, d.Cost.Currency = price.Of(d.Cost.Requests, 0, d.Cost.Bytes), price.Currency
	nothing := 0.0
	d.AtMost = &nothing
}
