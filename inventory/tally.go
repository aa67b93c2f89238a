package inventory

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"piiventory/detectors"
	"piiventory/scanners"
)

// maxFields bounds the fields that are told apart in one asset; a record whose
// keys are data (a map by user id, say) would otherwise have millions.
const maxFields = 2000

// otherFields is the field under which everything beyond maxFields is counted.
const otherFields = "{other}"

// Detector is what Take needs of the detectors' engine.
type Detector interface {
	Scan(field string, data []byte, ends []int32, emit func(detectors.Candidate))
	Judge(c detectors.Category, field string, ev detectors.Evidence) detectors.Verdict
	Header(field string) []detectors.HeaderHit
	MaskName(s string) (masked string, found []detectors.NameMatch)
}

// tally counts the batches of one asset. When it is done, nothing of what it
// has seen is left but numbers.
type tally struct {
	engine Detector
	digest *digester
	allow  func(field string) Allow // may be nil
	closed *ClosedAccounts          // may be nil
	fields map[string]*fieldCount
	inside string // of the batch before, and what stands in front of its fields
	prefix string
	stamp  stamp // what tells the times of rows
	now    time.Time
	times  map[string]*Times
	rows   []time.Time // of the current batch
	older  []OlderTally
	names  []CategoryTally
	named  int64 // names of fields
	joined joinCount

	rowsSeen int64

	unit     string // from which the rows come at present
	unitRows int64  // of them
	units    int64  // with rows
	// hits are rows of the present unit by what adds up their share.
	hits map[*int64]int64
}

type fieldCount struct {
	path   string // masked
	allow  Allow
	values int64
	cats   map[detectors.Category]*CategoryTally
	closed *ClosedTally
}

func newTally(engine Detector, key []byte, declared string) *tally {
	return &tally{
		engine: engine,
		digest: newDigester(key),
		stamp:  stampOf(declared),
		fields: map[string]*fieldCount{},
		times:  map[string]*Times{},
		hits:   map[*int64]int64{},
	}
}

// shareOne is the share of all rows, in the parts in which shares are added up: whole
// numbers, so that the sum does not depend on the order.
const shareOne = 1 << 40

// shareOf returns part in whole in parts of shareOne; whole is below 2^23 in practice,
// and beyond it the last digits are lost.
func shareOf(part, whole int64) int64 {
	if part >= whole {
		return shareOne
	}
	for whole >= 1<<23 {
		part, whole = part>>1, whole>>1
	}
	return part * shareOne / whole
}

// drawn begins the next unit, when it is one.
func (t *tally) drawn(unit string) {
	if unit != t.unit {
		t.endUnit()
		t.unit = unit
	}
}

// endUnit adds up the shares of the rows of the unit that is done.
func (t *tally) endUnit() {
	if t.unitRows > 0 {
		t.units++
		for sum, rows := range t.hits {
			*sum += shareOf(rows, t.unitRows)
		}
	}
	clear(t.hits)
	t.unitRows = 0
}

// batch counts one batch. Its bytes are not kept.
func (t *tally) batch(b *scanners.Batch) {
	t.drawn(b.Unit)
	t.unitRows += int64(b.Rows)
	timed := t.rowTimes(b)
	t.rowsSeen += int64(b.Rows)
	t.joined.batch(b)
	t.enter(b.Inside)
	for i := range b.Columns {
		t.column(&b.Columns[i], timed)
	}
	t.joined.done()
}

// enter notes the place inside the asset from which the next fields come. Their
// names have its folded path in front, so that a thousand parts of one kind in an
// archive have the fields of one.
func (t *tally) enter(inside string) {
	if inside == t.inside {
		return
	}
	t.inside, t.prefix = inside, ""
	if inside == "" {
		return
	}
	masked, found := t.engine.MaskName(inside)
	t.named++
	t.names = countName(t.names, t.digest, inside, found)
	t.names = countPictures(t.names, t.digest, inside)
	t.prefix = foldInside(masked) + insideMark
}

// insideMark stands between the path of a thing inside an asset and what is inside
// that thing, which is a field in the end.
const insideMark = "!/"

// nameOf is the name of a field without the place inside an asset.
func nameOf(field string) string {
	if i := strings.LastIndex(field, insideMark); i >= 0 {
		return field[i+len(insideMark):]
	}
	return field
}

// foldInside folds the path of a thing inside an asset, and of things inside that.
func foldInside(masked string) string {
	parts := strings.Split(masked, insideMark)
	for i := range parts {
		parts[i] = strings.Join(foldPath(parts[i], false), "/")
	}
	return strings.Join(parts, insideMark)
}

func (t *tally) column(c *scanners.Column, timed bool) {
	f := t.field(c.Path)
	start := int32(0)
	for _, end := range c.Ends {
		if end > start {
			f.values++
		}
		start = end + 1
	}
	if len(c.Ends) == 0 {
		return
	}
	if t.closed != nil {
		t.closedIn(c, f)
	}
	// A value counts once for each category, however often it stands in it.
	type last struct {
		wellFormed, valid, whole, known, keyword, running, allowed int32
		states                                                     [detectors.Encrypted + 1]int32
		join                                                       uint64
		normal                                                     func(dst, v []byte) []byte
	}
	seen := map[detectors.Category]*last{}
	// Most candidates of a column are of the category of the one before.
	var ct *CategoryTally
	var s *last
	t.engine.Scan(c.Path, c.Data, c.Ends, func(cand detectors.Candidate) {
		if ct == nil || ct.Category != cand.Category {
			if ct = f.cats[cand.Category]; ct == nil {
				ct = &CategoryTally{Category: cand.Category}
				f.cats[cand.Category] = ct
			}
			s = seen[cand.Category]
		}
		if s == nil {
			s = &last{-1, -1, -1, -1, -1, -1, -1, [...]int32{-1, -1, -1, -1}, t.joined.bit(f.path, cand.Category), detectors.Normal(cand.Category)}
			seen[cand.Category] = s
		}
		once := func(mark *int32, n *int64) bool {
			if *mark == cand.Row {
				return false
			}
			*mark = cand.Row
			*n++
			return true
		}
		if f.allow != nil && (cand.Valid || cand.State != detectors.Clear) {
			if id := f.allow(cand.Category, c.Data[cand.Start:cand.End]); id != "" {
				if s.allowed != cand.Row {
					s.allowed = cand.Row
					ct.addAllowed(id, 1)
				}
				return
			}
		}
		if cand.State != detectors.Clear {
			st := ct.notClear(cand.State)
			st.Distinct.add(t.digest.of(s.normal, c.Data[cand.Start:cand.End]))
			if once(&s.states[cand.State], &st.Values) {
				t.hits[&st.Units]++
				if timed {
					st.Times = t.entryTime(st.Times, int(cand.Row))
				}
			}
			if cand.State != detectors.Masked {
				t.joined.rows[cand.Row] |= s.join
			}
			return
		}
		once(&s.wellFormed, &ct.WellFormed)
		if !cand.Valid {
			return
		}
		t.joined.rows[cand.Row] |= s.join
		if cand.Aged && !cand.Known {
			ct.person(cand.Years, func() uint64 { return t.digest.of(s.normal, c.Data[cand.Start:cand.End]) })
		}
		ct.Distinct.add(t.digest.of(s.normal, c.Data[cand.Start:cand.End]))
		if cand.Whole {
			once(&s.whole, &ct.Whole)
		}
		if cand.Known {
			once(&s.known, &ct.Known)
		}
		if cand.Keyword {
			once(&s.keyword, &ct.Keyword)
		}
		if cand.Running {
			once(&s.running, &ct.Running)
		}
		if once(&s.valid, &ct.Valid) {
			t.hits[&ct.Units]++
			if timed {
				ct.Times = t.entryTime(ct.Times, int(cand.Row))
			}
		}
	})
}

// entryTime adds the time of a row to the list of times of what stands in it.
func (t *tally) entryTime(list []Times, row int) []Times {
	if list == nil {
		list = []Times{{Source: t.stamp.source, Found: t.stamp.found}}
	}
	if at := t.rows[row]; at.IsZero() {
		list[0].Missing++
	} else {
		list[0].add(at)
	}
	return list
}

func (t *tally) field(path string) *fieldCount {
	path = t.prefix + path
	if f := t.fields[path]; f != nil {
		return f
	}
	if len(t.fields) >= maxFields {
		path = otherFields
		if f := t.fields[path]; f != nil {
			return f
		}
	}
	masked, found := t.engine.MaskName(path)
	t.named++
	t.names = countName(t.names, t.digest, path, found)
	f := &fieldCount{path: masked, cats: map[detectors.Category]*CategoryTally{}}
	if t.allow != nil {
		f.allow = t.allow(path)
	}
	t.fields[path] = f
	return f
}

// result writes down what was counted, in a fixed order.
func (t *tally) result() ([]FieldTally, []Times) {
	t.endUnit()
	t.settle()
	byPath := map[string]*FieldTally{}
	for _, f := range t.fields {
		out := byPath[f.path]
		if out == nil {
			out = &FieldTally{Path: f.path}
			byPath[f.path] = out
		}
		out.Values += f.values
		if f.closed != nil {
			if out.Closed == nil {
				out.Closed = &ClosedTally{}
			}
			out.Closed.merge(f.closed)
		}
		for _, ct := range f.cats {
			addTally(out, ct)
		}
	}
	fields := make([]FieldTally, 0, len(byPath))
	for _, f := range byPath {
		slices.SortFunc(f.Tally, func(a, b CategoryTally) int { return cmp.Compare(a.Category, b.Category) })
		fields = append(fields, *f)
	}
	if len(t.names) > 0 {
		fields = append(fields, FieldTally{Path: FieldName, Values: t.named, Tally: t.names})
	}
	slices.SortFunc(fields, func(a, b FieldTally) int { return cmp.Compare(a.Path, b.Path) })
	return fields, timesList(t.times)
}

// addTally adds the counts of one category to a field.
func addTally(f *FieldTally, ct *CategoryTally) {
	for i := range f.Tally {
		if f.Tally[i].Category == ct.Category {
			f.Tally[i].merge(ct)
			return
		}
	}
	f.Tally = append(f.Tally, CategoryTally{Category: ct.Category})
	f.Tally[len(f.Tally)-1].merge(ct)
}

func (c *CategoryTally) merge(o *CategoryTally) {
	c.WellFormed += o.WellFormed
	c.Valid += o.Valid
	c.Units += o.Units
	c.Whole += o.Whole
	c.Known += o.Known
	c.Keyword += o.Keyword
	c.Running += o.Running
	c.Distinct.merge(&o.Distinct)
	c.Sure += o.Sure
	c.Shown += o.Shown
	c.ShownSure += o.ShownSure
	for id, n := range o.Allowed {
		c.addAllowed(id, n)
	}
	for state, st := range o.States {
		c.notClear(state).merge(st)
	}
	if o.Ages != nil {
		if c.Ages == nil {
			c.Ages = &AgeTally{}
		}
		c.Ages.merge(o.Ages)
	}
	for i := range o.Times {
		c.Times = mergeTimes(c.Times, &o.Times[i])
	}
}

func (c *CategoryTally) addAllowed(id string, n int64) {
	if c.Allowed == nil {
		c.Allowed = map[string]int64{}
	}
	c.Allowed[id] += n
}

func (c *CategoryTally) evidence(values int64) detectors.Evidence {
	return detectors.Evidence{
		Values: values, WellFormed: c.WellFormed, Valid: c.Valid, Whole: c.Whole,
		Known: c.Known, Keyword: c.Keyword, Running: c.Running, Distinct: c.Distinct.count(),
	}
}

// mergeTimes adds times to the one of the same source, keeping the list sorted.
func mergeTimes(list []Times, t *Times) []Times {
	i, found := slices.BinarySearchFunc(list, t.Source, func(a Times, s string) int { return cmp.Compare(a.Source, s) })
	if found {
		list[i].merge(t)
		return list
	}
	return slices.Insert(list, i, *t.clone())
}

func timesList(m map[string]*Times) []Times {
	var out []Times
	for _, t := range m {
		out = mergeTimes(out, t)
	}
	return out
}
