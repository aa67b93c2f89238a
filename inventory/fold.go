package inventory

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// A Fold adds Parts up to an inventory. Adding the same Part again changes
// nothing, and the order of adding does not matter. It holds the Parts, about
// half a kilobyte for an asset in which little was found.
type Fold struct {
	engine Detector
	parts  map[string]*Part
	depth  scanners.Depth
	goal   Goal
	since  []time.Time
	// closed says that values were compared with a list of closed accounts.
	closed bool
	// unbounded says that no budget bounds what is read.
	unbounded bool
	// Bounds that hold together need to know how many there are, so they are stated at
	// the end: stated counts them, and later states them.
	stated int64
	later  []func(statements int64)
	// finest is the precision that the sketches have, and sketched their bytes.
	finest, sketched int
}

// NewFold returns an empty Fold that judges with the engine.
func NewFold(engine Detector) *Fold {
	return &Fold{engine: engine, parts: map[string]*Part{}, finest: finest}
}

// Add adds a Part, which must not be changed afterwards.
func (f *Fold) Add(p *Part) {
	id := p.id()
	if old := f.parts[id]; old != nil {
		f.sketched -= old.sketched()
	}
	f.put(id, p)
	f.narrow(mostSketched)
}

// Merge adds all the Parts of another Fold.
func (f *Fold) Merge(o *Fold) {
	for _, p := range o.parts {
		f.Add(p)
	}
}

func (p *Part) id() string {
	kind := "sample"
	switch {
	case p.Opened != nil:
		kind = "opened"
	case p.Listing != nil:
		kind = "listing"
	}
	return strings.Join([]string{p.Store, kind, p.Key}, "\x00")
}

// Inventory computes the inventory from the Parts. Run is left empty.
func (f *Fold) Inventory(s Settings) *Inventory {
	f.depth, f.goal, f.since, f.stated, f.later = s.Depth, s.goal(), s.Since, 0, nil
	f.closed = s.ClosedAccounts > 0
	f.unbounded = s.Limits == Limits{} && s.Total == nil
	inv := &Inventory{Format: Format, Settings: s, Complete: true, Stores: []Store{}}
	byStore := map[string][]*Part{}
	for _, id := range slices.Sorted(maps.Keys(f.parts)) {
		p := f.parts[id]
		byStore[p.Store] = append(byStore[p.Store], p)
	}
	subjects, allRead := subjectFold{}, true
	for _, alias := range slices.Sorted(maps.Keys(byStore)) {
		st, complete := f.store(alias, byStore[alias], subjects)
		inv.Stores = append(inv.Stores, *st)
		inv.Complete = inv.Complete && complete
		allRead = allRead && complete && st.allRead()
	}
	inv.Subjects = subjects.list(s.Confidence, allRead)
	for _, state := range f.later {
		state(f.stated)
	}
	inv.Statements = f.stated
	return inv
}

// store folds the Parts of one store, and adds what was found in it to that of all.
func (f *Fold) store(alias string, parts []*Part, all subjectFold) (*Store, bool) {
	st := &Store{Alias: alias, Facts: []scanners.Fact{}, Datasets: []Dataset{}}
	complete := true
	gaps := map[scanners.Gap]*gapCount{}
	listed := newTree(mostPerCell)
	var names []CategoryTally
	for _, p := range parts {
		st.Kind = p.Kind
		switch {
		case p.Opened != nil:
			st.Discovered = st.Discovered || p.Opened.Discovered
			st.Facts = append(st.Facts, p.Opened.Facts...)
			complete = complete && !p.Opened.Failed
			names = mergeNames(names, p.Opened.Names)
			for _, g := range p.Opened.Gaps {
				addGap(gaps, g, "")
			}
		case p.Listing != nil:
			for i := range p.Listing.Leaves {
				l := &p.Listing.Leaves[i]
				listed.at(place{root{l.Border, l.Kind}, l.Labels}).add(l)
			}
			for _, g := range p.Listing.Gaps {
				addGap(gaps, g, "")
				complete = complete && g.Kind == scanners.GapEmpty
			}
		}
	}
	samples := map[*leaf]*datasetFold{}
	for _, p := range parts {
		if p.Sample == nil {
			continue
		}
		at := place{root{p.Sample.Border, p.Sample.AssetKind}, p.Sample.Labels}
		if _, l := listed.find(at); l == nil {
			listed.at(at)
		}
	}
	listed.settle()
	for _, p := range parts {
		if p.Sample == nil {
			continue
		}
		_, l := listed.find(place{root{p.Sample.Border, p.Sample.AssetKind}, p.Sample.Labels})
		d := samples[l]
		if d == nil {
			d = newDatasetFold()
			samples[l] = d
		}
		d.add(p.Sample, f.since)
	}
	subjects := subjectFold{}
	listed.each(func(p place, l *leaf) {
		d := samples[l]
		if d == nil {
			d = newDatasetFold()
		}
		ds := d.dataset(f, p, l)
		ds.Entries = sortEntries(append(ds.Entries, nameEntries(f, FieldStore, 1, names)...))
		subjects.dataset(&ds)
		for i := range ds.Entries {
			ds.Entries[i].values = nil
		}
		st.Datasets = append(st.Datasets, ds)
		st.Coverage.add(&ds.Coverage)
	})
	slices.SortStableFunc(st.Datasets, func(a, b Dataset) int {
		return compareDatasets(a.Path, a.Kind, a.Systems, b.Path, b.Kind, b.Systems)
	})
	slices.SortFunc(st.Facts, compareFacts)
	st.Facts = slices.Compact(st.Facts)
	st.Gaps = gapList(gaps)
	st.Subjects = subjects.list(f.goal.Confidence, complete && st.allRead())
	all.add(subjects)
	return st, complete
}

// compareDatasets orders datasets by path, kind and systems.
func compareDatasets(path, kind string, systems []string, path2, kind2 string, systems2 []string) int {
	return cmp.Or(cmp.Compare(path, path2), cmp.Compare(kind, kind2), slices.Compare(systems, systems2))
}

// add adds what was listed under a template.
func (l *leaf) add(o *Leaf) {
	l.Listed += o.Listed
	l.Bytes = sumKnown(l.Bytes, o.Bytes)
	l.Rows = sumKnown(l.Rows, o.Rows)
	for i := range o.Times {
		l.time(o.Times[i].Source).merge(&o.Times[i])
	}
	for _, g := range o.Unlisted {
		mergeGaps(l.Unlisted, map[scanners.Gap]*gapCount{{Kind: g.Kind, Reason: g.Reason}: {assets: g.Assets, things: g.Things, bytes: g.Bytes, rows: g.Rows, examples: g.Examples}})
	}
	facts := map[scanners.Fact]int64{}
	for _, f := range o.Facts {
		facts[f.Fact] += f.Assets
	}
	l.addFacts(facts, &o.Lifecycle, o.Markers)
	l.Names = mergeNames(l.Names, o.Names)
	l.cells.addList(o.Cells)
}

// datasetFold adds up the samples of one dataset.
type datasetFold struct {
	formats map[string]bool
	cov     Coverage
	parts   int64 // assets that were tried
	bytes   int64 // their size
	times   []Times
	gaps    map[scanners.Gap]*gapCount
	fields  map[string]*fieldFold
	joined  map[Joined]int64
	samples []drawnSample
	older   map[olderKey]*olderFold
}

type fieldFold struct {
	values int64
	closed ClosedTally
	cats   map[detectors.Category]*entryFold
}

type entryFold struct {
	CategoryTally
	assets int64
	at     []Times
	hits   []hit
	states map[detectors.State][]hit
}

func newDatasetFold() *datasetFold {
	return &datasetFold{formats: map[string]bool{}, gaps: map[scanners.Gap]*gapCount{}, fields: map[string]*fieldFold{}, joined: map[Joined]int64{}}
}

func (d *datasetFold) add(s *Sample, since []time.Time) {
	d.parts++
	d.samples = append(d.samples, sampleOf(s, since))
	d.bytes = sumKnown(d.bytes, s.Size)
	for _, g := range s.Drawn.Gaps {
		path := s.Path
		if g.Inside != "" {
			path += insideMark + g.Inside
		}
		addGap(d.gaps, g, path)
	}
	if !s.Read {
		return
	}
	if s.Drawn.Format != "" {
		d.formats[s.Drawn.Format] = true
	}
	d.cov.Sampled++
	if s.Carried {
		d.cov.Carried++
	}
	if s.Drawn.Design == scanners.Census && len(s.Drawn.Gaps) == 0 {
		d.cov.Whole++
	}
	d.cov.BytesRead += s.Drawn.Bytes
	d.cov.RowsRead += s.Drawn.Rows
	d.cov.Units += max(s.Drawn.Units, 0)
	d.cov.Design = weaker(d.cov.Design, s.Drawn.Design)
	for i := range s.Times {
		d.times = mergeTimes(d.times, &s.Times[i])
	}
	for i := range s.Older {
		d.addOlder(&s.Older[i])
	}
	for i := range s.Fields {
		d.field(s, &s.Fields[i])
	}
	for _, j := range s.Joined {
		n := j.Rows
		j.Rows = 0
		d.joined[j] += n
	}
}

func (d *datasetFold) field(s *Sample, f *FieldTally) {
	ff := d.fields[f.Path]
	if ff == nil {
		ff = &fieldFold{cats: map[detectors.Category]*entryFold{}}
		d.fields[f.Path] = ff
	}
	ff.values += f.Values
	if f.Closed != nil {
		ff.closed.merge(f.Closed)
	}
	for i := range f.Tally {
		ct := &f.Tally[i]
		e := ff.cats[ct.Category]
		if e == nil {
			e = &entryFold{CategoryTally: CategoryTally{Category: ct.Category}}
			ff.cats[ct.Category] = e
		}
		e.merge(ct)
		if ct.Valid > 0 || ct.Shown > 0 {
			e.assets++
			e.at = assetTimes(e.at, s)
			e.hits = append(e.hits, hit{len(d.samples) - 1, ct.Valid, ct.Units})
		}
		for state, in := range ct.States {
			st := e.States[state]
			st.assets++
			st.at = assetTimes(st.at, s)
			if e.states == nil {
				e.states = map[detectors.State][]hit{}
			}
			e.states[state] = append(e.states[state], hit{len(d.samples) - 1, in.Values, in.Units})
		}
	}
}

// assetTimes adds the times of an asset.
func assetTimes(list []Times, s *Sample) []Times {
	if t, ok := keyDate(s.Path); ok {
		one := Times{Source: "key"}
		one.add(t)
		list = mergeTimes(list, &one)
	}
	if !s.Modified.IsZero() {
		one := Times{Source: "object"}
		one.add(s.Modified)
		list = mergeTimes(list, &one)
	}
	return list
}

// notDrawn states the assets that were listed and not tried.
func (d *datasetFold) notDrawn(f *Fold, s *strata, kind string, l *leaf) {
	left := l.Listed - d.parts
	if left <= 0 {
		return
	}
	c := &gapCount{assets: left, bytes: -1}
	if l.Bytes >= 0 && d.bytes >= 0 {
		c.bytes = l.Bytes - d.bytes
	}
	if isTable(kind) {
		c.bytes = 0
	}
	g := scanners.Gap{Kind: scanners.GapSampled, Reason: "not drawn: the assets to read were drawn at random from all that were listed"}
	switch {
	case f.depth == scanners.Names:
		g.Reason = "not read: at depth names no content is read"
	case f.goal.DetectAbove > 0 && (f.unbounded || s.why == "" && s.bound(1).AtMost <= f.goal.DetectAbove):
	case d.parts < min(l.Listed, enoughAssets) || f.goal.DetectAbove > 0:
		g = scanners.Gap{Kind: scanners.GapBudget, Reason: "not drawn: the budget of the store allowed no more; give it more with --budget, or read everything with --depth full"}
	}
	d.gaps[g] = c
}

// dataset writes one dataset down.
func (d *datasetFold) dataset(f *Fold, p place, l *leaf) Dataset {
	d.cov.Listed, d.cov.BytesListed, d.cov.RowsListed = l.Listed, l.Bytes, l.Rows
	if !isTable(p.root.kind) {
		d.cov.RowsListed = -1
	}
	if f.depth == scanners.Names {
		d.cov.Design = "" // nothing was drawn
	}
	if d.cov.Design == scanners.Census && d.cov.Sampled < l.Listed {
		d.cov.Design = scanners.Equal // whole assets, drawn from all that were listed
	}
	mergeGaps(d.gaps, l.Unlisted)
	d.onlyBest(f.engine)
	ds := Dataset{
		Path: p.template(), Kind: p.root.kind, Systems: systemsOf(p.root.border),
		Formats:  slices.Sorted(maps.Keys(d.formats)),
		Coverage: d.cov, Times: slices.Clone(d.times), Entries: []Entry{},
		Facts: factList(l.Facts), Markers: l.Markers,
	}
	if l.Lifecycle.asked() {
		ds.Lifecycle = &l.Lifecycle
	}
	for _, t := range l.Times {
		if t.Count > 0 {
			ds.Times = mergeTimes(ds.Times, t)
		}
	}
	if ds.Times == nil {
		ds.Times = []Times{}
	}
	if ds.Formats == nil {
		ds.Formats = []string{}
	}
	sh := d.shares(f, l)
	for i := range ds.Times {
		ds.Times[i].Older = d.olderBy(ds.Times[i].Source, sh)
	}
	d.notDrawn(f, sh.records, p.root.kind, l)
	minors := false
	for path := range d.fields {
		minors = minors || detectors.SpeaksOfMinors(path)
	}
	for _, path := range slices.Sorted(maps.Keys(d.fields)) {
		ds.Entries = append(ds.Entries, d.fields[path].entries(f, path, minors, sh)...)
		ds.Allowed = append(ds.Allowed, d.fields[path].allowed(path)...)
	}
	ds.Entries = sortEntries(append(ds.Entries, nameEntries(f, FieldKey, l.Listed, l.Names)...))
	if f.closed {
		ds.Closed = d.closedFields(f, ds.Path)
	}
	ds.Joined = joinedOf(d.joined, ds.Entries)
	ds.Bounds = sh.bounds(ds.Entries)
	d.missed(f, sh, l)
	ds.Gaps = gapList(d.gaps)
	reached(ds.Gaps, sh.records)
	return ds
}

// systemsOf reads the systems of a border, which are parted by commas.
func systemsOf(border string) []string {
	if border == "" {
		return nil
	}
	return strings.Split(border, ",")
}

// allowed lists what allowances took out of a field.
func (f *fieldFold) allowed(path string) []Allowed {
	var out []Allowed
	for _, c := range slices.Sorted(maps.Keys(f.cats)) {
		for _, id := range slices.Sorted(maps.Keys(f.cats[c].Allowed)) {
			out = append(out, Allowed{path, c, id, f.cats[c].Allowed[id]})
		}
	}
	return out
}

// weaker returns the design that says less.
func weaker(a, b scanners.Design) scanners.Design {
	order := []scanners.Design{"", scanners.Census, scanners.Equal, scanners.NotEqual, scanners.NotRandom}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

func (c *Coverage) add(o *Coverage) {
	first := c.Listed == 0 && c.BytesListed == 0 && c.RowsListed == 0
	c.Listed += o.Listed
	c.Sampled += o.Sampled
	c.Whole += o.Whole
	c.Carried += o.Carried
	c.BytesListed = sumKnown(c.BytesListed, o.BytesListed)
	if first {
		c.RowsListed = o.RowsListed
	} else {
		c.RowsListed = sumKnown(c.RowsListed, o.RowsListed)
	}
	c.BytesRead += o.BytesRead
	c.RowsRead += o.RowsRead
	c.Units += o.Units
	c.Design = weaker(c.Design, o.Design)
}
