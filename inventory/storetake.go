package inventory

import (
	"context"
	"errors"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// storeTake is the scan of one store: one goroutine lists and hands assets to
// the workers.
type storeTake struct {
	*take
	scanners.Store
	kind   string
	limits Limits
	sc     scanners.Scanner
	tree   *tree
	assets chan job
	digest *digester // of the goroutine that lists
	start  time.Time
	at     string           // whereabouts
	kept   map[string]*Part // of earlier scans, of assets that are still as they were
	facts  *scoped
}

type job struct {
	asset scanners.Asset
	draw  scanners.Draw
	// early says that a person is waiting for a first result; it is shown as
	// progress and not counted, since the asset may yet fall out of the draw.
	early bool
	// cut says that the budget allowed fewer rows than a sample wants.
	cut   bool
	draws int64 // as in Sample
}

// errListCut ends a listing that takes too much of the budget.
var errListCut = errors.New("listing cut off")

// list lists the store, hands on what is to be read, and returns when all is
// handed on. It closes the workers' channel. The error is that of the listing.
func (s *storeTake) list(ctx context.Context) error {
	defer close(s.assets)
	// A first look is taken where it is little beside the budget.
	early := s.DryRun || s.limits.Rows > 0 || s.limits.Money > 0
	err := listAssets(ctx, s.sc, func(a scanners.Asset) error {
		masked, found := s.Engine.MaskName(a.Path)
		at := s.placeOf(&a, masked)
		s.tree.add(s.Seed, s.Alias, at, a, masked)
		if a.Unlisted != nil {
			return nil
		}
		if len(found) > 0 {
			l := s.tree.at(at)
			l.Names = countName(l.Names, s.digest, a.Path, found)
		}
		if !isTable(a.Kind) && len(detectors.NamedPictures(a.Path)) > 0 {
			l := s.tree.at(at)
			l.Names = countPictures(l.Names, s.digest, a.Path)
		}
		if a.Kind == markerKind {
			return nil
		}
		s.facts.of(a.Path, func(f *scanners.Fact) { s.tree.at(at).Facts[*f]++ })
		s.Progress.update(s.Alias, func(p *StoreProgress) { p.Listed++; p.Bytes = s.Budget.Bytes() })
		old := s.carried(&a)
		if old != nil {
			s.kept[old.Key] = old
			l := s.tree.at(at)
			l.carried++
			l.carriedBytes += a.Size
		}
		if s.Depth == scanners.Full && !s.DryRun {
			if old != nil {
				s.carry(s.aged(old, a.Path), false)
				return nil
			}
			return s.hand(ctx, &planned{candidate: candidate{asset: a}, bytes: mostPerAsset, rows: rowsPerTable})
		}
		since := s.Now().Sub(s.start)
		if s.limits.Requests > 0 && s.Budget.Requests() > s.limits.Requests/2 || s.limits.Time > 0 && since > s.limits.Time/2 {
			return errListCut
		}
		if !early && since > earlyAfter && s.Depth == scanners.Sample {
			early = true
			return s.handEarly(ctx)
		}
		return nil
	})
	s.listed(ctx, err)
	if s.Depth == scanners.Full {
		s.estimate(nil)
		return err
	}
	assets := plan(s.tree, s.limits, s.Goal, s.price(&s.Store), s.carried)
	s.estimate(assets)
	if s.DryRun {
		return err
	}
	s.Progress.update(s.Alias, func(p *StoreProgress) { p.Planned = int64(len(assets)) })
	for i := range assets {
		p := &assets[i]
		if !s.reads(&p.asset) {
			continue
		}
		if len(s.kept) > 0 { // it is in the draw, by what was read earlier or by what will be
			delete(s.kept, partKey(s.Key, s.Alias, p.asset.Path, p.asset.Version))
		}
		if p.old != nil {
			s.carry(s.aged(p.old, p.asset.Path), false)
			continue
		}
		if ctx.Err() != nil {
			s.notRead(ctx, job{asset: p.asset, draws: p.draws})
			continue
		}
		s.hand(ctx, p)
	}
	for _, old := range s.kept {
		s.carry(old, true)
	}
	return err
}

func (s *storeTake) placeOf(a *scanners.Asset, masked string) place {
	border := ""
	if s.Border != nil {
		border = s.Border(s.Alias, s.kind, a.Path)
	}
	return placeOf(border, masked, kindOf(a))
}

// hand gives one asset to the workers.
func (s *storeTake) hand(ctx context.Context, p *planned) error {
	d := scanners.Draw{Seed: s.Seed, Depth: s.Depth, OCR: s.OCR, MaxBytes: p.bytes, MaxRows: p.rows, Units: p.units}
	j := job{asset: p.asset, draw: d, cut: p.cut, draws: p.draws}
	select {
	case s.assets <- j:
		return nil
	case <-ctx.Done():
		s.notRead(ctx, j)
		return ctx.Err()
	}
}

// handEarly has a little of what is in the running read already.
func (s *storeTake) handEarly(ctx context.Context) error {
	assets := plan(s.tree, s.limits, Goal{}, s.price(&s.Store), nil)
	for _, a := range assets[:min(earlyAssets, len(assets))] {
		d := scanners.Draw{Seed: s.Seed, Depth: s.Depth, OCR: s.OCR, MaxBytes: leastPerAsset, MaxRows: rowsPerTable}
		select {
		case s.assets <- job{asset: a.asset, draw: d, early: true}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// listed records the listing.
func (s *storeTake) listed(ctx context.Context, err error) {
	l := &Listing{}
	if err == nil && s.tree.empty() {
		l.Gaps = append(l.Gaps, scanners.Gap{Kind: scanners.GapEmpty, Reason: "the store is empty, or this user may see nothing in it"})
	}
	if err != nil {
		g := s.gapOf(ctx, err)
		if errors.Is(err, errListCut) {
			g = scanners.Gap{Kind: scanners.GapBudget}
		}
		if g.Kind == scanners.GapBudget {
			g.Reason = "the listing was cut off by the budget: there are more assets than were listed; give it more with --budget"
		} else {
			g.Reason = "the listing broke off: " + g.Reason
		}
		g.Bytes, g.Rows = -1, -1
		l.Gaps = append(l.Gaps, g)
	}
	s.tree.settle()
	s.tree.each(func(p place, f *leaf) {
		l.Leaves = append(l.Leaves, Leaf{
			Border: p.root.border, Kind: p.root.kind, Labels: p.labels,
			Listed: f.Listed, Bytes: f.Bytes, Rows: f.Rows,
			Times: timesList(f.Times), Unlisted: gapList(f.Unlisted), Names: f.Names, Cells: f.cells.list(),
			Facts: factList(f.Facts), Lifecycle: f.Lifecycle, Markers: f.Markers,
		})
	})
	s.add(&Part{Store: s.Alias, Kind: s.kind, Key: partKey(s.Key, s.Alias, s.URL), Listing: l})
}

// work reads assets until there are no more.
func (s *storeTake) work(ctx context.Context) {
	for j := range s.assets {
		select {
		case s.slots <- struct{}{}:
		case <-ctx.Done():
			if !j.early {
				s.notRead(ctx, j)
			}
			continue
		}
		s.sample(ctx, j)
		<-s.slots
	}
}

// sample reads one asset.
func (s *storeTake) sample(ctx context.Context, j job) {
	a := &j.asset
	stamp := ""
	if s.Timestamp != nil {
		stamp, _ = s.Timestamp(s.Alias, s.kind, a.Path)
	}
	j.draw.Timestamp = stamp
	tally := newTally(s.Engine, s.Key, stamp)
	tally.now = s.start
	tally.limits(s.cutoffs(a.Path))
	if s.Allow != nil {
		tally.allow = func(field string) Allow { return s.Allow(s.kind, s.Alias, a.Path, field) }
	}
	tally.closed = s.Closed
	drawn, err := s.read(ctx, j, tally)
	p := s.part(&j)
	if err != nil {
		g := s.gapOf(ctx, err)
		if g.Bytes == 0 && a.Size > drawn.Bytes {
			g.Bytes = a.Size - drawn.Bytes
		}
		drawn.Gaps = append(drawn.Gaps, g)
	}
	if j.cut && drawn.Design != scanners.Census && err == nil {
		drawn.Gaps = append(drawn.Gaps, scanners.Gap{Kind: scanners.GapBudget, Reason: "fewer rows were drawn than a sample wants, since the budget of the store allowed no more; give it more with --budget"})
	}
	drawn.Rows = max(drawn.Rows, tally.rowsSeen)
	for i := range drawn.Gaps {
		if g := &drawn.Gaps[i]; g.Inside != "" {
			masked, _ := s.Engine.MaskName(g.Inside)
			g.Inside = masked
		}
	}
	tally.statistics(drawn.Stats)
	drawn.Stats = nil // what the columns are called stays here
	p.Sample.Drawn = drawn
	p.Sample.Read = err == nil || drawn.Rows > 0
	p.Sample.Fields, p.Sample.Times = tally.result()
	p.Sample.Older = tally.ages()
	p.Sample.Units = tally.units
	p.Sample.Joined = tally.joined.result()
	if !j.early {
		s.add(p)
	}
	s.Progress.update(s.Alias, func(pr *StoreProgress) {
		if !j.early {
			pr.Sampled++
		}
		pr.Bytes = s.Budget.Bytes()
		for _, f := range p.Sample.Fields {
			for _, c := range f.Tally {
				if c.Valid > 0 {
					pr.Found[string(c.Category)]++
				}
			}
		}
	})
}

// read samples one asset into the tally. A fault in a reader is the end of that
// asset, not of the scan.
func (s *storeTake) read(ctx context.Context, j job, t *tally) (drawn scanners.Drawn, err error) {
	defer func() {
		if recover() != nil { // what was recovered may quote the data
			err = scanners.Unreadable(scanners.GapCorrupt, "the reader broke down on this content; please report it with a sample that holds no personal data")
		}
	}()
	return s.sc.Sample(ctx, j.asset, j.draw, func(b *scanners.Batch) error {
		t.batch(b)
		if err := s.Budget.Row(b.Rows); err != nil {
			return err
		}
		return ctx.Err()
	})
}

func (s *storeTake) part(j *job) *Part {
	a := &j.asset
	masked, _ := s.Engine.MaskName(a.Path)
	p := s.placeOf(a, masked)
	return &Part{Store: s.Alias, Kind: s.kind, Key: partKey(s.Key, s.Alias, a.Path, a.Version), Sample: &Sample{
		Border: p.root.border, AssetKind: p.root.kind, Labels: p.labels, Path: masked,
		Size: a.Size, Rows: a.Rows, Modified: a.Modified, Version: a.Version, Draws: j.draws,
	}}
}

// notRead records an asset that was to be read when time ran out.
func (s *storeTake) notRead(ctx context.Context, j job) {
	p := s.part(&j)
	g := s.gapOf(ctx, ctx.Err())
	g.Bytes = j.asset.Size
	p.Sample.Drawn.Gaps = []scanners.Gap{g}
	s.add(p)
}
