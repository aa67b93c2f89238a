package inventory

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// A bound on rows holds for the store, and what it cuts is a gap with the bound that
// was reached.
func TestRowsAreBounded(t *testing.T) {
	s := newShelf(1000)
	o := options(s)
	o.Limits = Limits{Rows: 120}
	inv := stockOf(t, t.Context(), s, o)
	d := inv.Stores[0].Datasets[0]
	if n := d.Coverage.RowsRead; n < 60 || n > 120+3*perStore {
		t.Errorf("%d rows within a budget of 120", n)
	}
	if got := inv.Run.Cost["s"].Rows; got < d.Coverage.RowsRead {
		t.Errorf("%d rows are in the cost, and %d were read", got, d.Coverage.RowsRead)
	}
	if len(d.Gaps) == 0 || d.Gaps[0].Kind != scanners.GapBudget {
		t.Fatalf("gaps %+v", d.Gaps)
	}
	if g := d.Gaps[0]; g.AtMost == nil || d.Bounds.Records == nil || *g.AtMost != d.Bounds.Records.AtMost || *g.AtMost <= 0 || *g.AtMost >= 1 {
		t.Errorf("the gap of the budget says nothing of what could still be there: %+v", g)
	}
}

// What is given for all stores is enough for all, and each gets a part.
func TestTotalIsForAllStores(t *testing.T) {
	shelves := map[string]*shelf{}
	kinds := map[string]scanners.Kind{}
	var stores []scanners.Store
	o := options(newShelf(0))
	for i := range 3 {
		scheme := fmt.Sprintf("shelf%c", 'a'+i)
		shelves[scheme] = newShelf(1000)
		kinds[scheme] = shelves[scheme].kind()
		stores = append(stores, scanners.Store{Alias: scheme, URL: scheme + ":x"})
	}
	o.Kinds, o.Limits, o.Total = kinds, Limits{Requests: 500}, Limits{Requests: 300}
	inv, err := Take(t.Context(), stores, o)
	if err != nil {
		t.Fatal(err)
	}
	sum := int64(0)
	for alias, c := range inv.Run.Cost {
		sum += c.Requests
		if c.Requests < 50 {
			t.Errorf("%s got %d requests of 300", alias, c.Requests)
		}
	}
	if sum > 300 || sum < 200 {
		t.Errorf("%d requests of 300 for all stores", sum)
	}
	if inv.Settings.Total == nil || inv.Settings.Total.Requests != 300 {
		t.Errorf("the settings do not say so: %+v", inv.Settings)
	}
	// Time is for all at once.
	for _, s := range shelves {
		s.slow = 20 * time.Millisecond
	}
	o.Limits, o.Total = Limits{}, Limits{Time: 200 * time.Millisecond}
	o.Now = time.Now
	if inv, err = Take(t.Context(), stores, o); err != nil {
		t.Fatal(err)
	}
	if inv.Run.Interrupted {
		t.Error("the end of the time is told as a person who stopped the scan")
	}
	for _, s := range inv.Stores {
		if n := s.Coverage.Sampled; n == 0 || n == 1000 {
			t.Errorf("%s: %d of 1000 assets in 200 ms", s.Alias, n)
		}
	}
}

// Money is what the requests and bytes cost at the prices of the store.
func TestMoneyIsBounded(t *testing.T) {
	s := newShelf(1000)
	o := options(s)
	o.Price = func(*scanners.Store) scanners.Price {
		return scanners.Price{Currency: "CNY", Request: 0.01, Byte: 0.0001}
	}
	o.Limits = Limits{Money: 2, Currency: "CNY"} // 100 assets of 100 bytes
	inv := stockOf(t, t.Context(), s, o)
	c := inv.Run.Cost["s"]
	if n := inv.Stores[0].Coverage.Sampled; n < 80 || n > 100 || c.Currency != "CNY" || c.Money > 2 {
		t.Errorf("%d assets, %+v", n, c)
	}
	b := scanners.Budget{MaxMoney: 1, Price: scanners.Price{Currency: "USD", Request: 0.1, List: 0.5}}
	if b.List() != nil || b.Request() != nil {
		t.Error("0.6 of 1 is too much")
	}
	if b.List() == nil {
		t.Error("1.1 of 1 is not too much")
	}
	if got := b.Money(); math.Abs(got-0.6) > 1e-9 && math.Abs(got-1.1) > 1e-9 {
		t.Errorf("two lists and a request cost %v", got)
	}
}

// A goal that is missed is a gap with the bound that was reached, and one that is
// reached is none.
func TestGoalThatIsMissed(t *testing.T) {
	s := newShelf(5000)
	o := options(s)
	o.Limits, o.Goal = Limits{}, Goal{DetectAbove: 0.01}
	inv := stockOf(t, t.Context(), s, o)
	d := inv.Stores[0].Datasets[0]
	if d.Coverage.Sampled > 320 || d.Bounds.Records.AtMost > 0.01 || strings.Contains(gapKinds(d.Gaps), "goal") {
		t.Errorf("%d sampled, %+v, gaps %v", d.Coverage.Sampled, *d.Bounds.Records, d.Gaps)
	}
	o.Limits = Limits{Requests: 100}
	inv = stockOf(t, t.Context(), s, o)
	d = inv.Stores[0].Datasets[0]
	var missed *Gap
	for i := range d.Gaps {
		if d.Gaps[i].Kind == scanners.GapGoal {
			missed = &d.Gaps[i]
		}
	}
	if missed == nil || missed.AtMost == nil || *missed.AtMost <= 0.01 || *missed.AtMost != d.Bounds.Records.AtMost {
		t.Errorf("gaps %+v, bound %+v", d.Gaps, d.Bounds.Records)
	}
	if inv.Settings.DetectAbove != 0.01 || inv.Settings.Confidence != 0.95 {
		t.Errorf("settings %+v", inv.Settings)
	}
	for _, g := range []Goal{{Confidence: 1}, {Confidence: 0.3}, {DetectAbove: 1}, {DetectAbove: -1}, {Confidence: math.NaN()}, {DetectAbove: math.NaN()}} {
		o.Goal = g
		if _, err := Take(t.Context(), nil, o); err == nil {
			t.Errorf("%+v is taken", g)
		}
	}
}

// A higher confidence gives a wider bound of the same sample.
func TestConfidenceWidensBounds(t *testing.T) {
	var last float64
	for _, confidence := range []float64{0.8, 0.95, 0.99} {
		s := newShelf(5000)
		o := options(s)
		o.Limits, o.Goal = Limits{Requests: 500}, Goal{Confidence: confidence}
		b := stockOf(t, t.Context(), s, o).Stores[0].Datasets[0].Bounds.Records
		// So many draws of objects of one size: 1-(1-confidence)^(1/n), or less, since
		// they are not put back.
		if want := 1 - math.Pow(1-confidence, 1/float64(b.Draws)); b.AtMost > want*1.01 || b.AtMost < want*0.85 || b.AtMost <= last {
			t.Errorf("%v: at most %v by %d draws, want %v", confidence, b.AtMost, b.Draws, want)
		}
		last = b.AtMost
	}
}

// A plan reads nothing and says what the scan then costs.
func TestPlanTellsTheCost(t *testing.T) {
	for _, x := range []struct {
		name  string
		limit Limits
		goal  Goal
		depth scanners.Depth
	}{
		{"sample", Limits{Requests: 300}, Goal{}, scanners.Sample},
		{"goal", Limits{}, Goal{DetectAbove: 0.02}, scanners.Sample},
		{"full", Limits{}, Goal{}, scanners.Full},
		{"names", Limits{}, Goal{}, scanners.Names},
	} {
		s := newShelf(2000)
		o := options(s)
		o.Limits, o.Goal, o.Depth = x.limit, x.goal, x.depth
		p, err := Estimate(t.Context(), []scanners.Store{{Alias: "s", URL: "shelf:x"}}, o)
		if err != nil {
			t.Fatal(err)
		}
		if n := s.sampled.Load(); n != 0 {
			t.Errorf("%s: the plan read %d assets", x.name, n)
		}
		inv := stockOf(t, t.Context(), s, o)
		d := p.Stores[0].Datasets[0]
		if got, want := inv.Run.Cost["s"].Requests, p.Cost.Requests; got != want || inv.Run.Planned["s"].Requests != want {
			t.Errorf("%s: planned %d and %d requests, and %d were made", x.name, want, inv.Run.Planned["s"].Requests, got)
		}
		if got := inv.Stores[0].Coverage.Sampled; got != d.Assets {
			t.Errorf("%s: planned %d assets, and %d were read", x.name, d.Assets, got)
		}
		switch b := inv.Stores[0].Datasets[0].Bounds.Records; {
		case b == nil:
			if d.AtMost != nil {
				t.Errorf("%s: a bound of %v is promised and there is none", x.name, *d.AtMost)
			}
		case d.AtMost == nil || math.Abs(*d.AtMost-b.AtMost) > 1e-9:
			t.Errorf("%s: a bound of %v is promised and %v is reached", x.name, d.AtMost, b.AtMost)
		}
	}
}

// What is given for all is not exceeded where there are more stores than it is enough for:
// those that get nothing are gaps.
func TestTotalIsNotExceededByManyStores(t *testing.T) {
	o := options(newShelf(0))
	o.Limits = Limits{}
	var stores []scanners.Store
	for i := range 5 {
		scheme := fmt.Sprintf("shelf%c", 'a'+i)
		o.Kinds[scheme] = newShelf(50).kind()
		stores = append(stores, scanners.Store{Alias: fmt.Sprint("s", i), URL: scheme + ":x"})
	}
	for _, total := range []Limits{{Rows: 3}, {Requests: 3}} {
		o.Total = total
		inv, err := Take(t.Context(), stores, o)
		if err != nil {
			t.Fatal(err)
		}
		var sum Cost
		without := 0
		for _, st := range inv.Stores {
			c := inv.Run.Cost[st.Alias]
			sum.add(&c)
			if len(st.Gaps) > 0 && strings.Contains(st.Gaps[0].Reason, "too small for each") {
				without++
			}
		}
		if total.Requests > 0 && sum.Requests > 3 || without != 2 || inv.Complete || len(inv.Stores) != 5 {
			t.Errorf("%+v: %+v was asked for, %d stores got nothing", total, sum, without)
		}
	}
	for _, l := range []Limits{{Requests: 7, Bytes: 1 << 40, Rows: 5}, {Requests: 3}} {
		var sum Limits
		for i := range 5 {
			part, _ := l.among(5, i)
			sum.Requests, sum.Bytes, sum.Rows = sum.Requests+part.Requests, sum.Bytes+part.Bytes, sum.Rows+part.Rows
		}
		if sum != l {
			t.Errorf("the parts of %+v add up to %+v", l, sum)
		}
	}
}

// A plan to read all says where the budget is not enough for it, and promises no more.
func TestPlanOfAllIsBounded(t *testing.T) {
	s := newShelf(1000)
	o := options(s)
	o.Depth = scanners.Full
	for _, x := range []struct {
		limits Limits
		cut    bool
	}{{Limits{}, false}, {Limits{Requests: 200}, true}, {Limits{Bytes: 5000}, true}, {Limits{Bytes: 1 << 30}, false}, {Limits{Rows: 100}, true}} {
		o.Limits = x.limits
		p, err := Estimate(t.Context(), []scanners.Store{{Alias: "s", URL: "shelf:x"}}, o)
		if err != nil {
			t.Fatal(err)
		}
		c, l := p.Cost, x.limits
		if l.Requests > 0 && c.Requests > l.Requests || l.Bytes > 0 && c.Bytes > l.Bytes || l.Rows > 0 && c.Rows > l.Rows {
			t.Errorf("%+v is planned within %+v", c, l)
		}
		said := strings.Contains(fmt.Sprint(p.Stores[0].Gaps), "the budget is not enough")
		if bound := p.Stores[0].Datasets[0].AtMost; said != x.cut || (bound == nil) != x.cut {
			t.Errorf("%+v: gaps %+v, bound %v", l, p.Stores[0].Gaps, bound)
		}
	}
}

// What it costs to ask a server which stores it has is within what is given for all, and is
// counted.
func TestAskingForStoresIsCounted(t *testing.T) {
	s := newShelf(200)
	o := options(s)
	kind, others := s.kind(), newShelf(200).kind()
	open := kind.Open
	kind.Open = func(ctx context.Context, st scanners.Store) (scanners.Scanner, error) {
		if st.Alias == "b" {
			return others.Open(ctx, st)
		}
		return open(ctx, st)
	}
	kind.Discover = func(_ context.Context, st scanners.Store) ([]scanners.Store, error) {
		for range 10 {
			if err := st.Budget.Request(); err != nil {
				return nil, err
			}
		}
		return []scanners.Store{{Alias: "a", URL: "shelf:a", Discovered: true}, {Alias: "b", URL: "shelf:b", Discovered: true}}, nil
	}
	o.Kinds = map[string]scanners.Kind{"shelf": kind}
	server := []scanners.Store{{Alias: "server", URL: "shelf:"}}
	for requests, without := range map[int64]int{100: 0, 11: 1, 10: 2} {
		o.Limits, o.Total = Limits{}, Limits{Requests: requests}
		inv, err := Take(t.Context(), server, o)
		if err != nil {
			t.Fatal(err)
		}
		sum, nothing := int64(0), 0
		for _, c := range inv.Run.Cost {
			sum += c.Requests
		}
		for _, st := range inv.Stores {
			if len(st.Gaps) > 0 && strings.Contains(st.Gaps[0].Reason, "too small for each") {
				nothing++
			}
		}
		if sum > requests || inv.Run.Cost["server"].Requests != 10 || nothing != without {
			t.Errorf("of %d requests %d are asked for, %d stores get nothing: %+v", requests, sum, nothing, inv.Run.Cost)
		}
	}
	o.Total = Limits{}
	p, err := Estimate(t.Context(), server, o)
	if err != nil {
		t.Fatal(err)
	}
	if p.Listing.Requests != 10 || p.Cost.Requests != 10+2*200 {
		t.Errorf("%+v is planned, %+v is asked for the plan", p.Cost, p.Listing)
	}
}
