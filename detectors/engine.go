package detectors

import (
	"cmp"
	"hash/maphash"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Options are the few things that an engine may be told.
type Options struct {
	// AsOf is today, for birth dates that must not lie in the future. The zero
	// time stands for the time of the call of New.
	AsOf time.Time
	// AreaCodes replaces the embedded area codes of GB/T 2260: six digits each.
	// Nil keeps them.
	AreaCodes []string
	// MoreAreaCodes is added to the area codes: codes of tests, or newer ones.
	MoreAreaCodes []string
	// Own are categories of the organisation that scans.
	Own []Own
}

// An Engine finds personal data with all detectors. It does not change after
// New, but for a bounded memory of answers about telephone numbers that never
// changes a result, and any number of goroutines may use it.
type Engine struct {
	asOf       int // yyyymmdd
	areas      *areaCodes
	phones     phonePlan
	lexicon    *lexicon
	dets       []*detector
	interest   [maxRun + 1]interest
	asked      asked
	byLetter   [maxRun + 1][]int            // whose last sign is the letter X
	byGroup    [maxRun + 1][]grouping       // by the size of the first group, longest first
	pairs      [maxRun + 1][maxRun + 1]bool // sizes of the first two groups
	plus       []int
	mail       []int
	sibling    []int // the other detector of telephones, or -1
	intl       intlMemo
	triggers   triggers
	filters    filters
	scratches  sync.Pool
	seed       maphash.Seed
	names      sync.Map // what names of fields say: []strength by their hash
	namesKept  atomic.Int64
	states     sync.Map // what they say of the state of values: *stateNames by their hash
	statesKept atomic.Int64
}

// interest says what a run of digits of some length may be.
type interest uint8

const (
	asNumber interest = 1 << iota // an unbroken candidate
	asLetter                      // the same, when an X follows
	asGroup                       // the first of several groups
)

// New returns an engine. It fails when an area code is not six digits, and with an
// *OwnError when a category of one's own is wrong or would be slow.
func New(o Options) (*Engine, error) {
	if o.AsOf.IsZero() {
		o.AsOf = time.Now()
	}
	y, m, d := o.AsOf.UTC().Date()
	areas, err := newAreaCodes(o.AreaCodes, o.MoreAreaCodes)
	if err != nil {
		return nil, err
	}
	e := &Engine{
		seed: maphash.MakeSeed(),
		asOf: y*10000 + int(m)*100 + d, areas: areas, phones: chinesePhones(),
		dets: slices.Clip(detectorTable),
	}
	if err := e.addOwn(o.Own); err != nil {
		return nil, err
	}
	e.lexicon = wholeLexicon(e.dets)
	for i, det := range e.dets {
		e.addTriggers(i, det)
		e.asked.add(i, det)
		e.addTextTriggers(i, det)
		e.sibling = append(e.sibling, -1)
	}
	e.sibling[mobileIndex()], e.sibling[phoneIndex()] = phoneIndex(), mobileIndex()
	for i := range e.byGroup {
		slices.SortStableFunc(e.byGroup[i], func(a, b grouping) int { return cmp.Compare(len(b.sizes), len(a.sizes)) })
	}
	e.sortTextTriggers()
	e.filters = e.newFilters()
	e.scratches.New = func() any { return newScratch() }
	if err := e.tryOwn(o.Own); err != nil {
		return nil, err
	}
	return e, nil
}

func (e *Engine) addTriggers(i int, det *detector) {
	for _, n := range det.lengths {
		e.interest[n] |= asNumber
		if det.letter {
			e.interest[n-1] |= asLetter
			e.byLetter[n] = append(e.byLetter[n], i)
		}
	}
	for _, s := range det.groups {
		g := parseGrouping(s, i)
		first := g.sizes[0]
		e.interest[first] |= asGroup
		e.byGroup[first] = append(e.byGroup[first], g)
		e.pairs[first][g.sizes[1]] = true
		if det.letter && len(g.sizes) == 2 {
			e.pairs[first][g.sizes[1]-1] = true
		}
	}
	if det.plus {
		e.plus = append(e.plus, i)
	}
	if det.mail {
		e.mail = append(e.mail, i)
	}
}

// scratch is the memory of one call, taken from a pool. Hits go from the walker
// through narrowed, merged and once to the receiver.
type scratch struct {
	masks  masks
	walker walker
	alikes *alikes
	memos  *memos
	plain  []byte
	places []place
	back   backwards
	values []hit
	left   []hit // of values, those that are still to be handed on
	ends   []int // where the last value of each detector ends
	hidden []hidden
	fn     func(hit)
	column columnScan

	narrowed, merged, scanned func(hit) // the methods, bound once
}

func newScratch() *scratch {
	s := &scratch{alikes: &alikes{}, memos: &memos{}}
	s.narrowed, s.merged, s.scanned = s.narrow, s.merge, s.column.hit
	return s
}

// Scan goes once over one column of values and calls emit for each candidate,
// valid or not, in the order of their starts. Value i is
// data[ends[i-1]+1 : ends[i]] with -1 for ends[-1], and data[ends[i]] is the
// newline that separates it from the next; no candidate spans a newline. field
// is the column's name, or empty. Where two categories claim the same bytes at
// most one of the candidates is Valid; the other is still emitted, because it is
// well-formed and counts against its category. What is masked, hashed or encrypted
// is nothing else.
//
// Scan neither changes data nor keeps it. emit runs in the goroutine of the call.
func (e *Engine) Scan(field string, data []byte, ends []int32, emit func(Candidate)) {
	if len(ends) == 0 {
		return
	}
	data = data[:min(len(data), int(ends[len(ends)-1])+1)]
	s := e.scratches.Get().(*scratch)
	s.hidden = e.hidden(s.hidden[:0], field, data, ends)
	c := &s.column
	*c = columnScan{e: e, data: data, ends: ends, named: e.named(field), emit: emit, hidden: s.hidden, mobile: mobileIndex(), near: &s.walker.beside, lines: surroundings{e: e, words: c.lines.words[:0]}}
	e.each(s, data, ends, c.named, s.scanned)
	for _, h := range c.hidden[c.shown:] {
		emit(e.hiddenCandidate(h, data, ends))
	}
	*c = columnScan{lines: surroundings{words: c.lines.words}}
	e.scratches.Put(s)
}

// columnScan turns the hits of one column into candidates.
type columnScan struct {
	e      *Engine
	data   []byte
	ends   []int32
	row    int
	named  []strength
	emit   func(Candidate)
	hidden []hidden
	shown  int           // of those that are hidden
	near   *surroundings // of the walker, or lines where that goes over another text
	lines  surroundings
	mobile int
	runner runner
}

func (s *columnScan) hit(h hit) {
	e, data, ends, near := s.e, s.data, s.ends, s.near
	if len(s.hidden) > 0 {
		for ; s.shown < len(s.hidden) && s.hidden[s.shown].start <= h.start; s.shown++ {
			s.emit(e.hiddenCandidate(s.hidden[s.shown], data, ends))
		}
		if overlaps(s.hidden, h.start, h.end) {
			return
		}
	}
	for s.row < len(ends)-1 && int(ends[s.row]) < h.start {
		s.row++
	}
	start, end := 0, min(int(ends[s.row]), len(data))
	if s.row > 0 {
		start = int(ends[s.row-1]) + 1
	}
	if h.either && h.valid {
		near.in(data)
		h.det = e.whichLine(s.named, near, h.start, h.end, h.det)
	}
	c := Candidate{
		Category: e.dets[h.det].category, Index: int32(h.det), Row: int32(s.row), Start: int32(h.start), End: int32(h.end),
		Valid: h.valid && h.state == Clear, Known: h.known && h.valid, Whole: whole(data[start:end], h.start-start, h.end-start),
		Aged: h.aged && h.valid, Years: h.years, State: h.state, Keyword: h.by == byKeyed,
	}
	if !c.Keyword && h.sure && c.Valid {
		c.Keyword = true // the form says it, also where it is the whole value
	}
	if !c.Keyword && (c.Valid || h.needsWord) && !c.Whole {
		near.in(data)
		c.Keyword = h.sure || near.speaks(h.start, h.end, h.det)
	}
	if (h.needsWord || h.against) && !c.Keyword && s.named[h.det] != full {
		if !h.against {
			return
		}
		c.Valid, c.Known, c.Aged = false, false, false
	}
	if c.Valid && h.det == s.mobile && h.end-h.start == 11 && !c.Keyword && s.named[h.det] < full && s.runner.counts(data[h.start:h.end]) {
		c.Running = true
	}
	s.emit(c)
}

// whole says whether v[start:end] is the whole value, or the whole of one of its
// lines, but for white space.
func whole(v []byte, start, end int) bool {
	for start > 0 && v[start-1] != '\n' {
		if start--; !blank(v[start]) {
			return false
		}
	}
	for end < len(v) && v[end] != '\n' {
		if !blank(v[end]) {
			return false
		}
		end++
	}
	return true
}

func blank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' }

// leastRemembered is the length of the shortest text within which anything is
// remembered, in bytes: to forget takes longer than to look twice.
const leastRemembered = 4 << 10

// each calls fn for every settled hit in data, in the order of their starts as
// far as rows are concerned. Hits that are whole values do not compete with others.
func (e *Engine) each(s *scratch, data []byte, ends []int32, named []strength, fn func(hit)) {
	s.fn = fn
	s.ends = slices.Grow(s.ends[:0], len(e.dets))[:len(e.dets)]
	clear(s.ends)
	w, memos, alikes := &s.walker, s.memos, s.alikes
	if len(data) < leastRemembered {
		memos, alikes = nil, nil
	}
	*w = walker{
		e: e, data: data, masks: &s.masks, named: named, fn: s.merged, pending: w.pending[:0], memos: memos,
		beside: surroundings{e: e, words: w.beside.words[:0], alikes: alikes}, n: number{e: e, data: data, others: named},
	}
	s.values = e.values(s.values[:0], &w.n, ends)
	s.left = s.values
	if wide := firstWide(data); wide >= 0 {
		s.plain, s.places = narrow(s.plain[:0], s.places[:0], data, wide)
		s.back = backwards{places: s.places}
		w.data, w.fn = s.plain, s.narrowed
		s.column.near = &s.column.lines
	}
	w.walk()
	for _, v := range s.left {
		s.once(v)
	}
	s.fn, s.left = nil, nil
	clear(s.plain) // the pool keeps none of the text
	s.plain = s.plain[:0]
	*w = walker{pending: w.pending[:0], beside: surroundings{words: w.beside.words}}
}

// narrow finds the places of the text as it was.
func (s *scratch) narrow(h hit) {
	h.start, h.end = s.back.at(h.start), s.back.at(h.end)
	s.merge(h)
}

// merge hands on the whole values that stand before a hit, then the hit.
func (s *scratch) merge(h hit) {
	for len(s.left) > 0 && s.left[0].start <= h.start {
		s.once(s.left[0])
		s.left = s.left[1:]
	}
	s.once(h)
}

// once hands on a hit. Several triggers may find one and the same value: the first
// counts.
func (s *scratch) once(h hit) {
	if d := s.walker.e.dets[h.det]; h.valid && (d.value || d.hanValue) {
		if h.start < s.ends[h.det] {
			return
		}
		s.ends[h.det] = h.end
	}
	s.fn(h)
}
