package inventory

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// Options say how stock is taken.
type Options struct {
	Engine Detector
	// Kinds are the kinds of stores by URL scheme.
	Kinds map[string]scanners.Kind
	Seed  uint64
	Depth scanners.Depth
	// OCR has the text in pictures read, which needs tesseract.
	OCR bool
	// Limits bound what is asked of each store, Total what is asked of all together, of
	// which each gets an equal part.
	Limits, Total Limits
	// Goal sizes the sample; the limits hold nevertheless.
	Goal Goal
	// Price says what a store's provider asks for; it may be nil.
	Price func(s *scanners.Store) scanners.Price
	// DryRun lists and plans, and reads nothing.
	DryRun bool
	// Since is an earlier scan to go on from: what it read of assets that are as they were
	// is not read again. Ledger.Fits says whether it can; where it does not, all is read.
	Since *Ledger
	// Keep is filled with what a later scan needs; it may be nil.
	Keep *Ledger
	// Key digests values and paths within the run. When it is empty one is made.
	Key []byte
	// Rules and Declaration go into the inventory's settings.
	Rules, Declaration string
	// Timestamp names the declared timestamp field of an asset, Border the ids of
	// the declared systems that it belongs to, sorted and parted by commas; both
	// may be nil.
	Timestamp func(alias, kind, path string) (string, bool)
	Border    func(alias, kind, path string) string
	// Cutoffs are the limits for which it is estimated how many records of an asset are
	// older; it may be nil. They should be the beginnings of days in UTC.
	Cutoffs func(alias, kind, path string) []time.Time
	// Own and Allowances go into the settings, too. Allow returns the function that
	// says which allowance covers a value in a field of an asset; it may be nil and
	// return nil.
	Own        []OwnCategory
	Allowances []Allowance
	Allow      func(kind, alias, path, field string) Allow
	// Closed are the accounts of which nothing should be left; nil without a list. Nothing is
	// taken over from an earlier scan then, since it kept no values to compare.
	Closed *ClosedAccounts
	// Progress may be nil.
	Progress *Progress
	// Version of the program and the clock, for the inventory's run.
	Version string
	Now     func() time.Time
	// Workers is the number of assets that are read at once in all stores
	// together, and perStore in one; each needs at most 64 MiB.
	Workers int
}

// Allow returns the id of the allowance that covers a value of a category, or "".
// It does not keep the value.
type Allow func(c detectors.Category, value []byte) string

const (
	perStore = 4
	// atOnce is how many of the stores that were discovered on one server are
	// scanned at the same time, so that the server sees few connections.
	atOnce = 2
	// earlyAfter is how long a listing may go on before some of what was listed
	// is read already, so that a person sees a first result, and earlyAssets how
	// many are.
	earlyAfter  = 3 * time.Second
	earlyAssets = perStore
	// stopWithin is how long a stopped scan waits for what is under way.
	stopWithin = 700 * time.Millisecond
	// discoverWithin bounds the question which buckets or databases there are.
	discoverWithin = 20 * time.Second
)

// Take lists and samples the stores side by side and adds up what it found.
// Trouble with one store or asset is a gap in the inventory. When ctx is
// cancelled, Take returns within a second with what it has, marked incomplete.
// It returns an error only when the options make no sense.
func Take(ctx context.Context, stores []scanners.Store, o Options) (*Inventory, error) {
	inv, _, err := takeStock(ctx, stores, o)
	return inv, err
}

// takeStock is Take, and returns the plans by store as well.
func takeStock(ctx context.Context, stores []scanners.Store, o Options) (*Inventory, map[string]*StorePlan, error) {
	if err := o.complete(); err != nil {
		return nil, nil, err
	}
	t := &take{Options: o, from: o.Since, fold: NewFold(o.Engine), slots: make(chan struct{}, o.Workers), cost: map[string]Cost{}, planned: map[string]Cost{}, plans: map[string]*StorePlan{},
		stores: map[string]string{}, scopes: map[string]string{}, ended: map[string]bool{}}
	if s := t.settings(); o.Since != nil && o.Since.Fits(&s) != nil {
		t.from = nil
	}
	started := o.Now().UTC()
	person := ctx // who may stop the scan; the time for all stores only ends it
	if o.Total.Time > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, o.Total.Time, scanners.ErrBudget)
		defer cancel()
	}
	done := make(chan error, 1)
	go func() { done <- t.run(ctx, stores) }()
	var err error
	select {
	case err = <-done:
	case <-person.Done():
		select {
		case err = <-done:
		case <-time.After(stopWithin):
		}
	}
	if err != nil {
		return nil, nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	inv := t.fold.Inventory(t.settings())
	inv.Run = Run{Version: o.Version, Started: started, Finished: o.Now().UTC(), Interrupted: person.Err() != nil, Cost: t.cost, Planned: t.planned}
	inv.Complete = inv.Complete && person.Err() == nil
	if o.Keep != nil {
		o.Keep.fill(t, inv.Settings, started)
	}
	return inv, t.plans, nil
}

func (o *Options) complete() error {
	if o.Engine == nil || len(o.Kinds) == 0 {
		return errors.New("taking stock needs an engine and kinds of stores")
	}
	if o.Depth == "" {
		o.Depth = scanners.Sample
	}
	if g := o.Goal; g.Confidence != 0 && !(g.Confidence >= 0.5 && g.Confidence < 1) || !(g.DetectAbove >= 0 && g.DetectAbove < 1) {
		return errors.New("the confidence must be from 50 % to below 100 %, and the share to detect below 100 %")
	}
	if o.Goal.Confidence == 0 {
		o.Goal.Confidence = defaultConfidence
	}
	if o.Workers <= 0 {
		o.Workers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Since != nil {
		o.Key = o.Since.Key
	}
	if len(o.Key) == 0 {
		o.Key = o.key()
	}
	return nil
}

// key is a new key of digests. Where they are kept it is random. Where they are not, and
// die with the run, it follows from the seed, so that the same seed gives the same
// estimates.
func (o *Options) key() []byte {
	if o.Keep == nil {
		h := hmac.New(sha256.New, []byte("run"))
		binary.Write(h, binary.BigEndian, o.Seed)
		return h.Sum(nil)
	}
	key := make([]byte, 32)
	rand.Read(key) // never fails, by its documentation
	return key
}

// take is one run.
type take struct {
	Options
	slots chan struct{} // one for each asset that is being read

	among int     // stores that share Total
	from  *Ledger // that fits

	mu            sync.Mutex
	fold          *Fold
	cost, planned map[string]Cost
	discovery     Cost // of asking servers which stores they have
	plans         map[string]*StorePlan
	stores        map[string]string // where each is, by alias
	scopes        map[string]string // what of each is scanned, as in scopeOf
	ended         map[string]bool   // stores that were listed to the end, and all of the draw tried
	closed        bool              // the inventory was made; what comes later is dropped
}

// SettingsOf returns the settings that an inventory will have that is made with the
// options.
func SettingsOf(o *Options) Settings {
	return (&take{Options: *o}).settings()
}

func (t *take) settings() Settings {
	s := Settings{Seed: t.Seed, Depth: t.Depth, OCR: t.OCR, Confidence: t.Goal.Confidence, DetectAbove: t.Goal.DetectAbove,
		Limits: t.Limits, Rules: t.Rules, Declaration: t.Declaration, Own: t.Own, Allowances: t.Allowances}
	if t.Total != (Limits{}) {
		s.Total = &t.Total
	}
	if t.Closed != nil {
		s.ClosedAccounts = t.Closed.ids
	}
	if t.from != nil {
		s.Since = t.from.since()
	}
	return s
}

func (t *take) add(p *Part) {
	p.Settings = t.settings()
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed {
		t.fold.Add(p)
	}
}

// run discovers the stores and scans them side by side.
func (t *take) run(ctx context.Context, targets []scanners.Store) error {
	found := make([][]scanners.Store, len(targets)) // on a server
	named := make([][]scanners.Store, len(targets)) // that must wait until their part is known
	taken := map[string]bool{}
	for _, s := range targets {
		if _, ok := t.Kinds[Scheme(s.URL)]; !ok {
			return fmt.Errorf("store %s: there is no scanner for the scheme %q", s.Alias, Scheme(s.URL))
		}
		if taken[s.Alias] {
			return fmt.Errorf("two stores have the alias %q; name one of them with alias=URL", s.Alias)
		}
		taken[s.Alias] = true
	}
	var discovering, scanning sync.WaitGroup
	for i, s := range targets {
		discovering.Go(func() {
			for _, f := range t.discover(ctx, t.Kinds[Scheme(s.URL)], s) {
				if f.Discovered {
					found[i] = append(found[i], f)
					continue
				}
				if t.Total.shared() {
					named[i] = append(named[i], f)
					continue
				}
				_, names := t.nameOf(f.Alias)
				scanning.Go(func() { t.store(ctx, f, 0, names) }) // need not wait for the other servers
			}
		})
	}
	discovering.Wait()
	if t.Total.shared() {
		for i := range found {
			t.among += len(found[i]) + len(named[i])
		}
	}
	number := 0
	for _, f := range slices.Concat(named...) {
		_, names := t.nameOf(f.Alias)
		n := number
		scanning.Go(func() { t.store(ctx, f, n, names) })
		number++
	}
	for i, list := range found {
		turns := make(chan struct{}, atOnce)
		for _, s := range list {
			masked, names := t.nameOf(s.Alias)
			s.Alias = masked // nobody typed it, so nobody needs it as it is
			if taken[s.Alias] {
				s.Alias = targets[i].Alias + "." + s.Alias
			}
			for n, name := 2, s.Alias; taken[s.Alias]; n++ {
				s.Alias = fmt.Sprintf("%s#%d", name, n)
			}
			taken[s.Alias] = true
			n := number
			number++
			scanning.Go(func() {
				select {
				case turns <- struct{}{}:
					t.store(ctx, s, n, names)
					<-turns
				case <-ctx.Done():
					t.failed(s, t.gapOf(ctx, ctx.Err()), s.Alias)
				}
			})
		}
	}
	scanning.Wait()
	return nil
}

// nameOf masks personal data in the name of a store and counts it.
func (t *take) nameOf(alias string) (masked string, names []CategoryTally) {
	masked, found := t.Engine.MaskName(alias)
	return masked, countName(nil, newDigester(t.Key), alias, found)
}

// Scheme returns the scheme of a store's URL, in lower case.
func Scheme(rawURL string) string {
	s, _, _ := strings.Cut(rawURL, ":")
	return strings.ToLower(s)
}

func (t *take) discover(ctx context.Context, kind scanners.Kind, s scanners.Store) []scanners.Store {
	ctx, cancel := context.WithTimeout(ctx, discoverWithin)
	defer cancel()
	s.Budget = t.Limits.of(kind).within(t.Total).budget(t.price(&s))
	start := t.Now()
	list, err := kind.Discover(ctx, s)
	t.asked(&s, t.Now().Sub(start).Seconds())
	if err != nil {
		t.failed(s, t.gapOf(ctx, err), s.Alias)
		return nil
	}
	if len(list) == 0 {
		t.failed(s, scanners.Gap{Kind: scanners.GapEmpty, Reason: "the server shows no bucket or database to this user"}, s.Alias)
	}
	return list
}

// asked notes what the question cost which stores a server has. What is left of the bounds
// for all is for them.
func (t *take) asked(s *scanners.Store, seconds float64) {
	c := costOf(s.Budget, seconds)
	if c.Requests == 0 || t.Kinds[Scheme(s.URL)].Local {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed {
		t.cost[s.Alias] = c
	}
	t.discovery.add(&c)
}

// left is what the servers' lists of stores left of the bounds for all: -1 where that is
// nothing.
func (t *take) left() Limits {
	l := t.Total
	if l.Requests > 0 {
		if l.Requests -= t.discovery.Requests; l.Requests <= 0 {
			l.Requests = -1
		}
	}
	return l
}

// limits are the bounds that hold for the store of a number, and false when nothing is left
// for it of those for all.
func (t *take) limits(kind scanners.Kind, number int) (Limits, bool) {
	if !t.Total.shared() { // stores are scanned while others are still being found
		return t.Limits.of(kind), true
	}
	part, enough := t.left().of(kind).among(max(1, t.among), number)
	return t.Limits.within(part).of(kind), enough
}

// price is what a store's provider asks for.
func (t *take) price(s *scanners.Store) scanners.Price {
	if t.Price == nil || t.Kinds[Scheme(s.URL)].Local {
		return scanners.Price{}
	}
	return t.Price(s)
}

// failed records a store of which nothing can be said.
func (t *take) failed(s scanners.Store, g scanners.Gap, alias string) {
	t.add(&Part{Store: alias, Kind: Scheme(s.URL), Key: partKey(t.Key, alias, s.URL),
		Opened: &Opened{Discovered: s.Discovered, Gaps: []scanners.Gap{g}, Failed: true}})
	t.Progress.update(alias, func(p *StoreProgress) { p.Done = true })
}

// gapOf tells a used-up budget of time from a person who stopped the scan.
func (t *take) gapOf(ctx context.Context, err error) scanners.Gap {
	var known *scanners.Error
	if !errors.As(err, &known) && context.Cause(ctx) != nil {
		return scanners.GapOf(context.Cause(ctx))
	}
	return scanners.GapOf(err)
}

// store scans one store, in whose name some personal data may stand. number is its place
// among all of them.
func (t *take) store(ctx context.Context, s scanners.Store, number int, names []CategoryTally) {
	start := t.Now()
	kind := t.Kinds[Scheme(s.URL)]
	limits, enough := t.limits(kind, number)
	if !enough {
		t.failed(s, scanners.Gap{Kind: scanners.GapBudget, Reason: "the budget for all stores is too small for each of them to get a part; give it more with --total-budget"}, s.Alias)
		return
	}
	s.Budget = limits.budget(t.price(&s))
	if t.Limits.Time > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, t.Limits.Time, scanners.ErrBudget)
		defer cancel()
	}
	defer func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if !t.closed {
			t.cost[s.Alias] = costOf(s.Budget, t.Now().Sub(start).Seconds())
		}
	}()
	at := whereabouts(t.Key, &s)
	t.mu.Lock()
	if !t.closed {
		t.stores[s.Alias], t.scopes[s.Alias] = at, scopeOf(&s)
	}
	t.mu.Unlock()
	t.Progress.update(s.Alias, func(*StoreProgress) {})
	sc, err := kind.Open(ctx, s)
	if err != nil {
		t.failed(s, t.gapOf(ctx, err), s.Alias)
		return
	}
	defer sc.Close()
	facts := t.describe(ctx, sc, s, names)
	st := &storeTake{take: t, facts: newScoped(facts, maskName(t.Engine)), Store: s, kind: Scheme(s.URL), limits: limits, sc: sc, tree: newTree(t.running(), t.settings().Since...), kept: map[string]*Part{}, assets: make(chan job), digest: newDigester(t.Key), start: start, at: at}
	var wg sync.WaitGroup
	for range perStore {
		wg.Go(func() { st.work(ctx) })
	}
	err = st.list(ctx)
	wg.Wait()
	t.mu.Lock()
	if !t.closed {
		t.ended[s.Alias] = err == nil && ctx.Err() == nil
	}
	t.mu.Unlock()
	t.Progress.update(s.Alias, func(p *StoreProgress) { p.Done = true })
}

// describe asks a store what it says of itself, and returns the facts as they are.
func (t *take) describe(ctx context.Context, sc scanners.Scanner, s scanners.Store, names []CategoryTally) (facts []scanners.Fact) {
	o := &Opened{Discovered: s.Discovered, Facts: []scanners.Fact{}, Names: names}
	if d, ok := sc.(scanners.Describer); ok {
		var err error
		facts, err = d.Facts(ctx)
		o.Facts = whole(facts, maskName(t.Engine))
		if err != nil {
			g := t.gapOf(ctx, err)
			g.Reason = "the store's own configuration could not be read: " + g.Reason
			o.Gaps = append(o.Gaps, g)
		}
	}
	t.add(&Part{Store: s.Alias, Kind: Scheme(s.URL), Key: partKey(t.Key, s.Alias, s.URL), Opened: o})
	return facts
}

// running is the number of assets of each cell that must be in the running: those that
// earlier scans have read cost nothing, so that as many come behind them as else.
func (t *take) running() int {
	k := t.Goal.keep()
	if t.from != nil {
		k += len(t.from.parts)
	}
	return min(k, maxRunning)
}
