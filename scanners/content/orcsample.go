package content

import (
	"errors"
	"fmt"
	"sort"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"piiventory/scanners"
)

// A sample of an ORC file is a simple random sample of ranges of rows of one length,
// over all stripes. Of each stream only the chunks are read in which these rows lie,
// which the row index tells where there is one, and dictionaries whole; without an
// index a stripe is read up to the rows. Where not even one range can be had for the
// bytes that may be read, the first rows of one stripe are read.

// orcPositions is an entry of a row index.
type orcPositions []int64

func (f *orcFile) sample() (taken, error) {
	left := f.l.blocks.left
	var rows int64
	for _, s := range f.tail.stripes {
		if rows += s.rows; rows < 0 {
			return nothing, errOrcTail
		}
	}
	if rows == 0 {
		return whole, nil
	}
	f.src.hole = min(rangesHole, left/128)
	count := left / 10 * 9 / max(f.unitCost(), 1)
	if count == 0 {
		return f.sampleHeads()
	}
	count = min(count, max(min(max(parquetFewest, parquetRequests/int64(2*len(f.fields))), parquetUnits), f.l.draw.Units))
	unit := int64(parquetUnitRows)
	if m := f.l.draw.MaxRows; m > 0 {
		unit = max(1, m/count)
	}
	unit = max(unit, rows>>22) // a grid that can be drawn from
	before := make([]int64, len(f.tail.stripes)+1)
	for i, s := range f.tail.stripes {
		before[i+1] = before[i] + (s.rows+unit-1)/unit
	}
	population := before[len(before)-1]
	chosen := draw(f.l.draw.Seed, f.l.src.Name, population, int(count))
	t := taken{scanners.Equal, population, 0}
	for i, k := range chosen {
		at := sort.Search(len(before), func(i int) bool { return before[i] > k }) - 1
		from := (k - before[at]) * unit
		f.l.out.unit, f.l.out.left = fmt.Sprintf("rows %d of stripe %d", from, at), -1
		if m := f.l.draw.MaxRows; m > 0 {
			f.l.out.left = mulDiv(m, int64(i+1), int64(len(chosen))) - f.l.out.total
		}
		err := f.some(at, from, min(unit, f.tail.stripes[at].rows-from))
		if errors.Is(err, errRows) {
			f.l.out.err = nil
			t.design = scanners.NotEqual
			f.stripe = -1
		} else if errors.Is(err, errLimit) {
			if t.units == 0 {
				return nothing, err
			}
			// What is left over would have been of the ranges further on.
			t.design = scanners.NotEqual
			break
		} else if err != nil {
			return t, err
		}
		t.units++
	}
	if len(f.gaps) > 0 { // nothing can be said of the columns that are missing
		t.design = scanners.NotRandom
	}
	f.l.gap(scanners.GapSampled, f.l.unread(), "read as a random sample of ranges of rows; use --depth full to read it all")
	return t, nil
}

// unitCost is about how many bytes one range of rows costs: the footer of the stripe,
// its index, and of the data what two entries of the index reach over, with a chunk for
// each stream; without an index half a stripe.
func (f *orcFile) unitCost() int64 {
	var sum, n int64
	list := f.tail.stripes
	for i := 0; i < len(list); i += max(1, len(list)/32) {
		s := &list[i]
		if s.rows == 0 {
			continue
		}
		n++
		cost := s.data
		if stride := f.tail.stride; stride > 0 && s.index > 0 && s.rows > 2*stride {
			cost = min(cost, mulDiv(cost, 2*stride, s.rows)+int64(2*len(f.tail.types))*min(f.tail.block/4, cost/int64(2*len(f.tail.types)+1)))
		}
		sum += s.footer + s.index + cost
	}
	return sum / max(n, 1)
}

// some reads rows of a stripe.
func (f *orcFile) some(stripe int, from, n int64) error {
	f.src.spans = nil
	if err := f.start(stripe); err != nil {
		return err
	}
	f.reach = 64 << 10
	for _, d := range f.fields {
		d.rewind()
	}
	skip := from
	if stride := f.tail.stride; stride > 0 && from >= stride {
		ok, err := f.seek(from/stride, (from+n-1)/stride)
		if err != nil {
			return err
		}
		if ok {
			skip = from % stride
		}
	}
	if err := f.pass(skip); err != nil {
		return err
	}
	return f.hand(n)
}

// rewind goes to the start of the stripe.
func (d *orcField) rewind() {
	d.marks = d.node.mark(d.marks[:0])
	clear(d.marks)
	d.node.back(d.marks)
	d.done, d.failed = 0, false
	for _, l := range d.leaves {
		l.data, l.ends = l.data[:0], l.ends[:0]
	}
}

// pass goes over rows without keeping anything of them.
func (f *orcFile) pass(n int64) error {
	f.dropping = true
	f.room(0)
	defer func() { f.dropping = false }()
	for _, d := range f.fields {
		if err := d.pass(n); err != nil {
			return err
		}
	}
	return nil
}

func (d *orcField) pass(n int64) (err error) {
	defer func() {
		if recover() != nil {
			err = d.fail(errOrc)
		}
	}()
	d.rows = d.rows[:0]
	for range min(n, orcSlots) {
		d.rows = append(d.rows, 0)
	}
	for n > 0 && !d.failed {
		k := min(n, orcSlots)
		if err := d.node.read(d.rows[:k], 0); err != nil {
			return d.fail(err)
		}
		if err := d.f.expand(k); err != nil {
			return err
		}
		n -= k
	}
	return nil
}

// seek sets all columns to an entry of the row index, and announces what has to be read
// up to the end of another. It says whether it could.
func (f *orcFile) seek(entry, last int64) (bool, error) {
	var list []extent
	indexed := true
	f.each(func(n *orcNode) {
		indexed = indexed && (n.kind == orcStruct && n.present == nil || n.index.n > 0 && n.index.n < orcFooterLimit)
		list = append(list, n.index)
	})
	if !indexed {
		return false, nil
	}
	sum := int64(0)
	for _, e := range list {
		sum += e.n
	}
	if sum < orcKept {
		if err := f.src.announce(list); err != nil {
			return false, err
		}
	}
	var err error
	type place struct {
		n          *orcNode
		start, end orcPositions
	}
	var places []place
	f.each(func(n *orcNode) {
		if err != nil || n.index.n == 0 {
			return
		}
		b, failed := f.src.bytes(n.index.off, n.index.n)
		if failed == nil {
			b, failed = f.message(b)
		}
		if failed != nil {
			err = failed
			return
		}
		start, end := orcEntry(b, entry), orcEntry(b, last+1)
		places = append(places, place{n, start, end})
	})
	if err != nil {
		var no *refusal
		if errors.As(err, &no) { // a broken index is none
			err = nil
		}
		return false, err
	}
	for _, p := range places {
		if p.n.place(p.start, nil) != len(p.start) {
			return false, nil
		}
	}
	list = list[:0]
	sum = 0
	for _, p := range places {
		p.n.place(p.start, func(s *orcStream, at int64, end int64) {
			if at < s.n {
				list = append(list, extent{s.off + at, min(end, s.n) - at})
				sum += min(end, s.n) - at
			}
		}, p.end...)
		if w := p.n.words; w != nil && !w.loaded {
			list = append(list, extent{w.raw.off, w.raw.n}, extent{w.lengths.s.off, w.lengths.s.n})
			sum += w.raw.n + w.lengths.s.n
		}
	}
	if sum > orcKept {
		list = nil // too much to be held; it is read as it is asked for
	}
	return true, f.src.announce(list)
}

// each calls it with every column of the fields.
func (f *orcFile) each(it func(*orcNode)) {
	for _, d := range f.fields {
		d.node.all(it)
	}
}

// orcEntry returns the positions of an entry of a row index, nil if there is none.
func orcEntry(b []byte, entry int64) orcPositions {
	var p orcPositions
	i := int64(0)
	orcFieldsOf(b, func(id protowire.Number, _ int64, b []byte) bool {
		if id != 1 {
			return true
		}
		if i++; i <= entry {
			return true
		}
		p = orcPositions{}
		orcFieldsOf(b, func(id protowire.Number, v int64, b []byte) bool {
			if id == 1 {
				p = orcNumbers(p, v, b)
			}
			return true
		})
		return false
	})
	return p
}

// place sets the readers of the column to positions and returns how many of them it
// took. With each as nil nothing is set; otherwise each is told of every stream where
// it is to be read from, and up to where by the end's positions, when they are there.
func (n *orcNode) place(p orcPositions, each func(s *orcStream, at, end int64), ends ...int64) int {
	packed := n.f.tail.codec != orcNone
	k := 0
	// next takes the positions of a stream with more numbers than where its chunk is.
	next := func(s *orcStream, more int) (m orcMark, ok bool) {
		size := 1 + more
		if packed {
			size++
		}
		if k+size > len(p) {
			k = len(p) + 1
			return m, false
		}
		q := p[k : k+size]
		for _, v := range q {
			if v < 0 {
				k = len(p) + 1
				return m, false
			}
		}
		end := s.n
		if k < len(ends) && ends[k] >= q[0] { // and a chunk more, in which the last row ends
			end = ends[k] + min(n.f.tail.block, 128<<10)
		}
		k += size
		if packed {
			m.at, m.pos, q = q[0], int(min(q[1], orcChunk)), q[2:]
		} else {
			m.at, m.pos, q = q[0]/orcPlainChunk*orcPlainChunk, int(q[0]%orcPlainChunk), q[1:]
		}
		if len(q) > 0 {
			m.used = min(q[0], 1<<20)
		}
		if len(q) > 1 {
			m.bit = int(min(q[1], 8))
		}
		if each != nil {
			each(s, m.at, end)
		}
		return m, each != nil
	}
	if n.present != nil {
		if m, ok := next(n.present.s, 2); ok {
			n.present.back(m)
		}
	}
	raw := func() {
		if m, ok := next(n.raw, 0); ok {
			n.raw.seek(m.at, m.pos)
		}
	}
	ints := func(r *orcInts) {
		if m, ok := next(r.s, 1); ok {
			r.back(m)
		}
	}
	switch {
	case n.bits != nil:
		if m, ok := next(n.bits.s, 2); ok {
			n.bits.back(m)
		}
	case n.bytes != nil:
		if m, ok := next(n.bytes.s, 1); ok {
			n.bytes.back(m)
		}
	case n.raw != nil:
		raw()
		if n.ints != nil {
			ints(n.ints)
		} else if n.second != nil {
			ints(n.second)
		}
	case n.ints != nil:
		ints(n.ints)
		if n.second != nil {
			ints(n.second)
		}
	}
	return k
}

// sampleHeads reads the first rows of a stripe that is drawn at random, of as many
// columns as the bytes allow.
func (f *orcFile) sampleHeads() (taken, error) {
	stripes := int64(len(f.tail.stripes))
	k := int(draw(f.l.draw.Seed, f.l.src.Name, stripes, 1)[0])
	f.l.out.unit, f.l.out.left = fmt.Sprintf("head of stripe %d", k), -1
	rows := int64(parquetUnitRows)
	if m := f.l.draw.MaxRows; m > 0 {
		rows = m
	}
	if err := f.start(k); err != nil {
		return nothing, err
	}
	f.heads, f.reach = true, 4<<10
	err := f.hand(min(rows, f.tail.stripes[k].rows))
	if err != nil && !errors.Is(err, errLimit) {
		return part, err
	}
	f.l.gap(scanners.GapBudget, f.l.unread(), "the stripes of the ORC file are larger than what may be read, so that only the first rows of one of them were read; use --depth full or a larger --budget, or write it with smaller stripes")
	return part, nil
}

// statistics states the bounds of columns of times.
func (f *orcFile) statistics() {
	if f.l.depth > 0 {
		return
	}
	for _, d := range f.fields {
		n := d.node
		if n.kind != orcDate && n.kind != orcTimestamp && n.kind != orcInstant || n.id >= int64(len(f.tail.stats)) {
			continue
		}
		stats := &f.tail.stats[n.id]
		if !stats.bounded || stats.values <= 0 || stats.values > f.tail.rows {
			continue
		}
		s := scanners.ColumnStats{Path: n.path, Type: "timestamp", Rows: stats.values,
			Oldest: time.UnixMilli(stats.min).UTC(), Newest: time.UnixMilli(stats.max).UTC()}
		if n.kind == orcDate {
			m := parquetMeaning{is: parquetDate}
			s.Type, s.Oldest, s.Newest = "date", m.moment(stats.min), m.moment(stats.max)
		}
		f.l.drawn.Stats = append(f.l.drawn.Stats, s)
	}
}
