package content

import (
	"bytes"
	"errors"
	"maps"
	"slices"

	"piiventory/scanners"
)

// orcDoc reads Apache ORC (specification 1, files of Hive 0.11 and later): the tail at
// the end first, then of the stripes that are wanted their footers and the streams of
// the columns. All of it is decoded here, since the only library in Go allocates what
// a file states. Every reader of a stream knows where it stands by the numbers with
// which ORC's own row index tells it, so that any of them can be dropped when memory is
// short, gone on with later, and set to the middle of a stripe.
type orcDoc struct{}

var _ = registerBinary(binaryFormat{name: "orc", rank: 10, recognise: func(h start) document {
	if !bytes.HasPrefix(h.b, []byte("ORC")) {
		return nil
	}
	// Text may begin like that, but does not end like that.
	n := len(h.b)
	if h.whole && (n < 8 || string(h.b[n-4:n-1]) != "ORC") || controls(h.b) == 0 && (h.whole || h.ext != ".orc") {
		return nil
	}
	return orcDoc{}
}})

const (
	// orcPinned is how many bytes of unpacked streams and of what was read ahead may
	// stay in memory while other columns are read, and orcKept bounds the rows of all
	// columns that wait for the others. In a stripe of so many columns that their chunks
	// do not fit, these are orcPinnedWide and orcKeptWide: chunks are then unpacked again
	// for each batch of rows, and the batches are larger.
	orcPinned, orcKept         = 20 << 20, 6 << 20
	orcPinnedWide, orcKeptWide = 5 << 20, 12 << 20
	// orcRows is what single large rows may have beside.
	orcRows = 24 << 20
	// orcHeld is the longest stripe that is read in one request.
	orcHeld = 8 << 20
	// orcValue is the longest value that is read.
	orcValue = 8 << 20
)

// An orcFile is the reading of one file.
type orcFile struct {
	l        *layer
	src      ranges
	tail     *orcTail
	fields   []*orcField
	unpack   orcUnpacker
	pinned   int64
	kept     int64 // bytes of rows that wait
	keep     int64 // that may be kept of them
	pin      int64 // that may be pinned
	reach    int64 // bytes read ahead in a stream
	ahead    int64 // bytes that were read of streams so far
	heads    bool  // only the heads of stripes are read
	stripe   int   // that is open, -1 for none
	scratch  []*orcScratch
	root     *orcNode
	text     parquetFile // counts values that are no text
	gaps     map[string]scanners.GapKind
	columns  []int // of l.out for the leaves
	gen      int
	moments  orcMoments
	dropping bool // values are passed over
	space    int  // bytes of values that may still be added
}

func (orcDoc) read(l *layer) (taken, error) {
	r, size, err := l.random()
	if err != nil {
		return nothing, err
	}
	f := &orcFile{l: l, src: ranges{r: r, size: size}, gaps: map[string]scanners.GapKind{}, gen: -1, stripe: -1}
	defer f.unpack.close()
	if err := f.open(); err != nil {
		return nothing, err
	}
	if len(f.fields) == 0 {
		f.tell()
		if len(f.gaps) > 0 {
			return part, nil
		}
		return whole, nil
	}
	f.statistics()
	t, err := f.read()
	f.tell()
	return t, err
}

// lost notes that something is not read.
func (f *orcFile) lost(kind scanners.GapKind, reason string) { f.gaps[reason] = kind }

// tell writes the gaps.
func (f *orcFile) tell() {
	for _, reason := range slices.Sorted(maps.Keys(f.gaps)) {
		f.l.gap(f.gaps[reason], -1, reason)
	}
	if f.text.binary > 0 {
		f.l.gaps(scanners.Gap{Kind: scanners.GapFormat, Rows: f.text.binary, Inside: f.l.inside,
			Reason: "values that are binary data and no text were not looked at"})
	}
}

// read chooses what to read.
func (f *orcFile) read() (taken, error) {
	if f.l.object && f.l.partial {
		return f.sample()
	}
	f.l.out.left = -1
	if f.l.depth == 0 {
		f.l.out.unit = "whole"
	}
	for i := range f.tail.stripes {
		if err := f.start(i); err != nil {
			return part, err
		}
		if s := &f.tail.stripes[i]; s.data <= orcHeld {
			if err := f.src.announce([]extent{{s.off + s.index, s.data}}); err != nil {
				return part, err
			}
		}
		if err := f.hand(f.tail.stripes[i].rows); err != nil {
			return part, err
		}
	}
	var rows int64
	for _, s := range f.tail.stripes {
		rows += s.rows
	}
	if rows < f.tail.rows {
		f.lost(scanners.GapCorrupt, "the stripes of the ORC file have fewer rows than its footer says")
	}
	if len(f.gaps) > 0 {
		return part, nil
	}
	return whole, nil
}

// hand hands on the next rows of the stripe, n at most.
func (f *orcFile) hand(n int64) error {
	limit := max(int(f.keep)/len(f.fields), 512)
	for n > 0 {
		ready, alive := min(n, 8192), false
		for _, d := range f.fields {
			if d.failed {
				continue
			}
			if err := d.fill(int(ready), limit); err != nil {
				return err
			}
			if d.failed && d.done == 0 {
				continue
			}
			alive = true
			ready = min(ready, int64(d.done))
			if f.kept > orcRows*3/4 {
				ready = 1
			}
		}
		if !alive {
			break
		}
		if err := f.expand(f.kept / 16); err != nil {
			return err
		}
		for i := range int(ready) {
			if err := f.put(i); err != nil {
				return err
			}
		}
		for _, d := range f.fields {
			d.forget(int(ready))
		}
		n -= ready
	}
	return f.l.out.flush()
}

// put hands on one of the rows that are ready.
func (f *orcFile) put(i int) error {
	o := f.l.out
	if f.gen != o.gen {
		f.gen, f.columns = o.gen, f.columns[:0]
		known := map[string]int{}
		for _, d := range f.fields {
			for _, l := range d.leaves {
				at, ok := known[l.path]
				if !ok {
					at = o.column(l.path)
					known[l.path] = at
				}
				f.columns = append(f.columns, at)
			}
		}
	}
	k := 0
	for _, d := range f.fields {
		for _, l := range d.leaves {
			if i < len(l.ends) {
				from := int32(0)
				if i > 0 {
					from = l.ends[i-1]
				}
				if v := l.data[from:l.ends[i]]; len(v) > 0 {
					o.cell(f.columns[k], v)
				}
			}
			k++
		}
	}
	return o.endRow()
}

// expand counts what the file unpacks to.
func (f *orcFile) expand(n int64) error {
	if err := f.l.ctx.Err(); err != nil {
		return err
	}
	return f.l.expand(n)
}

// An orcField is a column of the file with all that lies in it: its rows are read
// together, and kept as text until those of the other columns are there too.
type orcField struct {
	f      *orcFile
	node   *orcNode
	leaves []*orcNode
	rows   []int32
	marks  []orcMark
	done   int // rows that are kept
	piece  int // rows that are read in one go
	held   int64
	failed bool
}

var errOrcFull = errors.New("more than is kept")

// fill reads on until n rows are complete or the bytes kept reach the limit, with one
// row at least. What the file states wrongly may panic here.
func (d *orcField) fill(n, limit int) (err error) {
	defer func() {
		if recover() != nil {
			err = d.fail(errOrc)
		}
	}()
	size := 0
	for _, l := range d.leaves {
		size += len(l.data) + 4*len(l.ends)
	}
	defer d.count()
	for d.done < n && (d.done == 0 || size < limit) {
		k := min(d.piece, n-d.done)
		room := limit
		if k == 1 {
			room = max(limit, orcRows-int(d.f.kept))
		}
		grown, err := d.take(k, room)
		if err == errOrcFull && k > 1 {
			d.piece = max(1, k/8)
			continue
		}
		if err == errOrcFull {
			d.f.lost(scanners.GapOversized, orcLargeRows)
			d.f.dropping = true
			grown, err = d.take(k, room)
			d.f.dropping = false
		}
		if err == errOrc && k > 1 { // up to the row that is broken
			d.node.back(d.marks)
			d.piece = 1
			continue
		}
		if err != nil {
			return d.fail(err)
		}
		size += grown + 4*k*len(d.leaves)
		if k == d.piece && grown < limit/8 {
			d.piece = min(2*d.piece, orcSlots)
		}
	}
	if d.f.pinned > d.f.pin {
		d.node.close()
	}
	return nil
}

// take reads k rows, or none of them when they have more bytes than there is room.
func (d *orcField) take(k, room int) (grown int, err error) {
	d.marks = d.node.mark(d.marks[:0])
	d.f.room(room)
	d.rows = d.rows[:0]
	for i := range k {
		d.rows = append(d.rows, int32(d.done+i))
	}
	before := 0
	for _, l := range d.leaves {
		before += len(l.data)
	}
	if err = d.node.read(d.rows, 0); err != nil {
		for _, l := range d.leaves {
			l.cut(d.done)
		}
		if err == errOrcFull {
			d.node.back(d.marks)
		}
		return 0, err
	}
	d.done += k
	for _, l := range d.leaves {
		l.finish(d.done)
		grown += len(l.data)
	}
	return grown - before, d.f.expand(int64(k * (1 + len(d.leaves))))
}

// room sets how many bytes may be added.
func (f *orcFile) room(n int) { f.space = n }

// forget drops the first rows of those that are kept.
func (d *orcField) forget(rows int) {
	rows = min(rows, d.done)
	d.done -= rows
	for _, l := range d.leaves {
		l.forget(rows)
	}
	d.count()
}

// count counts what the rows hold of memory.
func (d *orcField) count() {
	held := int64(0)
	for _, l := range d.leaves {
		held += int64(cap(l.data) + 4*cap(l.ends))
	}
	d.f.kept += held - d.held
	d.held = held
}

// fail gives the column up for this stripe, unless the reading as a whole ends.
func (d *orcField) fail(err error) error {
	f := d.f
	if fatal := f.l.fatal(nil); fatal != nil {
		return fatal
	}
	if f.l.late() || errors.Is(err, errExpanded) || errors.Is(err, errLimit) && !f.heads {
		return err
	}
	var no *refusal
	switch {
	case errors.As(err, &no):
		f.lost(no.kind, no.reason)
	case errors.Is(err, errLimit):
		f.lost(scanners.GapBudget, "columns of the ORC file begin with more bytes than may be read and were left out; use --depth full or a larger --budget")
	default:
		f.lost(scanners.GapCorrupt, "columns of the ORC file are broken in some stripes; what came before was read, the rest of them cannot be")
	}
	for _, l := range d.leaves {
		l.cut(d.done)
	}
	d.node.close()
	d.failed = true
	return nil
}

const orcLargeRows = "rows of the ORC file have columns of more bytes than can be held in memory, which were left out"
