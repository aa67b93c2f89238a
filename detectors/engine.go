package detectors

import (
	"cmp"
	"slices"
	"sync"
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
	asOf      int // yyyymmdd
	areas     *areaCodes
	phones    phonePlan
	lexicon   *lexicon
	dets      []*detector
	interest  [maxRun + 1]interest
	byLength  [maxRun + 1][]int
	byLetter  [maxRun + 1][]int            // whose last sign is the letter X
	byGroup   [maxRun + 1][]grouping       // by the size of the first group, longest first
	pairs     [maxRun + 1][maxRun + 1]bool // sizes of the first two groups
	plus      []int
	mail      []int
	sibling   []int // the other detector of telephones, or -1
	intl      intlMemo
	triggers  triggers
	filters   filters
	scratches sync.Pool
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
		asOf: y*10000 + int(m)*100 + d, areas: areas, phones: chinesePhones(),
		dets: slices.Clip(detectorTable),
	}
	if err := e.addOwn(o.Own); err != nil {
		return nil, err
	}
	e.lexicon = wholeLexicon(e.dets)
	for i, det := range e.dets {
		e.addTriggers(i, det)
		e.addTextTriggers(i, det)
		e.sibling = append(e.sibling, -1)
	}
	e.sibling[mobileIndex()], e.sibling[phoneIndex()] = phoneIndex(), mobileIndex()
	for i := range e.byGroup {
		slices.SortStableFunc(e.byGroup[i], func(a, b grouping) int { return cmp.Compare(len(b.sizes), len(a.sizes)) })
	}
	e.sortTextTriggers()
	e.filters = e.newFilters()
	e.scratches.New = func() any { return &scratch{} }
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
		e.byLength[n] = append(e.byLength[n], i)
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

// scratch is the memory of one call, taken from a pool.
type scratch struct {
	masks   masks
	pending []hit
	plain   []byte
	places  []place
	words   []wordHit
	beside  []wordHit
	values  []hit
	ends    []int // where the last value of each detector ends
	hidden  []hidden
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
	named := e.named(field)
	row := 0
	s := e.scratches.Get().(*scratch)
	defer e.scratches.Put(s)
	s.hidden = e.hidden(s.hidden[:0], field, data, ends)
	near := surroundings{e: e, words: s.words}
	shown := 0 // of those that are hidden
	e.each(s, data, ends, named, func(h hit) {
		if len(s.hidden) > 0 {
			for ; shown < len(s.hidden) && s.hidden[shown].start <= h.start; shown++ {
				emit(e.hiddenCandidate(s.hidden[shown], data, ends))
			}
			if overlaps(s.hidden, h.start, h.end) {
				return
			}
		}
		for row < len(ends)-1 && int(ends[row]) < h.start {
			row++
		}
		start, end := 0, min(int(ends[row]), len(data))
		if row > 0 {
			start = int(ends[row-1]) + 1
		}
		if h.either && h.valid {
			near.in(data[start:end])
			h.det = e.whichLine(named, &near, h.start-start, h.end-start, h.det)
		}
		c := Candidate{
			Category: e.dets[h.det].category, Index: int32(h.det), Row: int32(row), Start: int32(h.start), End: int32(h.end),
			Valid: h.valid && h.state == Clear, Known: h.known && h.valid, Whole: whole(data[start:end], h.start-start, h.end-start),
			Aged: h.aged && h.valid, Years: h.years, State: h.state, Keyword: h.by == byKeyed,
		}
		if !c.Keyword && (c.Valid || h.needsWord) && !c.Whole {
			near.in(data[start:end])
			c.Keyword = near.around(h.start-start, h.end-start, h.det).near
		}
		if h.needsWord && !c.Keyword && named[h.det] != full {
			if !h.against {
				return
			}
			c.Valid, c.Known, c.Aged = false, false, false
		}
		emit(c)
	})
	s.words = near.words
	for _, h := range s.hidden[shown:] {
		emit(e.hiddenCandidate(h, data, ends))
	}
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

// each calls fn for every settled hit in data, in the order of their starts as
// far as rows are concerned. Hits that are whole values do not compete with others.
func (e *Engine) each(s *scratch, data []byte, ends []int32, named []strength, fn func(hit)) {
	// Several triggers may find one and the same value: the first counts.
	s.ends = append(s.ends[:0], make([]int, len(e.dets))...)
	each := fn
	fn = func(h hit) {
		if h.valid && (e.dets[h.det].value || e.dets[h.det].hanValue) {
			if h.start < s.ends[h.det] {
				return
			}
			s.ends[h.det] = h.end
		}
		each(h)
	}
	n := number{e: e, data: data, others: named}
	s.values = e.values(s.values[:0], &n, ends)
	if values := s.values; len(values) > 0 {
		settled := fn
		fn = func(h hit) {
			for len(values) > 0 && values[0].start <= h.start {
				settled(values[0])
				values = values[1:]
			}
			settled(h)
		}
		defer func() {
			for _, v := range values {
				settled(v)
			}
		}()
	}
	w := walker{e: e, data: data, masks: &s.masks, named: named, fn: fn, pending: s.pending[:0], beside: surroundings{e: e, words: s.beside}}
	if wide := firstWide(data); wide >= 0 {
		s.plain, s.places = narrow(s.plain[:0], s.places[:0], data, wide)
		back := backwards{places: s.places}
		w.data = s.plain
		w.fn = func(h hit) {
			h.start, h.end = back.at(h.start), back.at(h.end)
			fn(h)
		}
	}
	w.walk()
	s.pending, s.beside = w.pending, w.beside.words
}
