package content

import (
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"

	"piiventory/scanners"
)

// A parquetLeaf reads one column of one row group after another: its pages are
// unpacked and decoded one at a time, and its rows are kept as text until those of
// the other columns are there too.
type parquetLeaf struct {
	*parquetColumn
	f   *parquetFile
	lib *parquet.FileColumnChunk
	win span // read ahead in the chunk

	chunk  *parquetChunk
	failed bool // the column has no values in this row group
	pos    int64
	pages  *parquet.FilePages
	feed   parquetFeed
	dict   bool // the library has the dictionary
	page   parquet.Page
	reader parquet.ValueReader
	stream *parquetStream // the page, when it is read as a stream
	far    bool           // the pages of the column must be kept whole while they are streamed
	held   int64          // bytes of the page
	heldBy int64          // bytes of the dictionary
	row    int64          // rows that are complete, with those passed over
	at     int64          // offset of the page
	taken  int64          // values of the page that were taken
	values []parquet.Value
	next   int   // the value to take
	skip   int64 // rows to pass over
	begun  bool  // the last row may go on
	ended  bool

	data []byte // of the rows kept, one behind the other
	ends []int  // of the complete rows
	some bool   // the row that is open has a value already
}

// A parquetFeed gives the library one page after the other, wherever it believes
// to read.
type parquetFeed struct {
	parts [][]byte
	spare []byte // holds a small page
}

func (f *parquetFeed) ReadAt(p []byte, _ int64) (n int, err error) {
	for n < len(p) && len(f.parts) > 0 {
		k := copy(p[n:], f.parts[0])
		n += k
		if f.parts[0] = f.parts[0][k:]; len(f.parts[0]) == 0 {
			f.parts[0] = nil // the library has a copy now
			f.parts = f.parts[1:]
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// add gives it a page. A body that is its own is not copied.
func (f *parquetFeed) add(head, body []byte, own bool) {
	switch {
	case own:
		f.parts = append(f.parts, head, body)
	case len(f.parts) > 0:
		f.parts = append(f.parts, append(head, body...))
	default:
		f.spare = append(append(f.spare[:0], head...), body...)
		f.parts = append(f.parts, f.spare)
	}
}

const (
	// parquetPinned is how many bytes of pages may stay decoded while other columns
	// are read. Beyond that a page is decoded again for each batch.
	parquetPinned = 16 << 20
	// parquetKept bounds the rows of all columns that wait for the others.
	parquetKept = 8 << 20
	// parquetOwn is the length from which on a page is given to the library without a
	// copy, and for which others are let go, in bytes.
	parquetOwn = 1 << 20
	// parquetMany is how many rows of a large page are kept.
	parquetMany = 64 << 10
	// parquetHead is read of a page to see its header.
	parquetHead = 1 << 10
)

// reset begins with a chunk.
func (l *parquetLeaf) reset(c *parquetChunk) {
	l.drop()
	l.chunk, l.pos, l.at, l.taken = c, c.start(), 0, 0
	l.failed, l.far, l.begun, l.ended, l.some, l.skip, l.row = false, false, false, false, false, 0, 0
	l.data, l.ends = l.data[:0], l.ends[:0]
	l.shut()
}

// shut forgets what was read ahead.
func (l *parquetLeaf) shut() {
	l.f.windows -= int64(len(l.win.b))
	l.win = span{}
}

// forget drops the first rows of those that are kept.
func (l *parquetLeaf) forget(rows int) {
	if rows >= len(l.ends) && !l.begun {
		l.data, l.ends = l.data[:0], l.ends[:0]
		if cap(l.data) > 1<<20 {
			l.data = nil
		}
		return
	}
	rows = min(rows, len(l.ends))
	if rows == 0 {
		return
	}
	cut := l.ends[rows-1]
	l.data = l.data[:copy(l.data, l.data[cut:])]
	l.ends = l.ends[:copy(l.ends, l.ends[rows:])]
	for i := range l.ends {
		l.ends[i] -= cut
	}
}

// makeRoom lets the pages of the other columns go where n bytes would be too many
// beside them. They are decoded again when their turn comes.
func (f *parquetFile) makeRoom(l *parquetLeaf, n int64) {
	if n <= parquetOwn || f.pinned+f.windows+n <= parquetPinned {
		return
	}
	for _, other := range f.leaves {
		if other != l && (other.held+other.heldBy > 0 || len(other.win.b) > 0) {
			other.drop()
			other.shut()
		}
	}
}

// drop frees the page and the dictionary.
func (l *parquetLeaf) drop() {
	l.leave()
	if l.pages != nil {
		l.pages.Close()
	}
	l.pages, l.dict, l.feed = nil, false, parquetFeed{}
	l.f.pinned -= l.heldBy
	l.heldBy = 0
}

// leave frees the page.
func (l *parquetLeaf) leave() {
	if l.page != nil && l.held <= parquetOwn {
		parquet.Release(l.page) // a larger one would stay in its pool
	}
	if l.stream != nil {
		l.stream.free()
	}
	clear(l.values[:cap(l.values)])
	l.page, l.stream, l.reader, l.values, l.next = nil, nil, nil, l.values[:0], 0
	l.f.pinned -= l.held
	l.held = 0
}

// seek goes to a row further on. pos is the offset of a page that begins with the
// given row, or -1 when no such page is known.
func (l *parquetLeaf) seek(row, pos, first int64) {
	l.data, l.ends = l.data[:0], l.ends[:0]
	if pos < 0 {
		l.skip = row - l.row
		return
	}
	l.leave()
	l.pos, l.at, l.taken, l.begun, l.some, l.ended = pos, 0, 0, false, false, l.failed
	l.row, l.skip = first, row-first
}

// fail gives the column up for this row group, unless the reading as a whole ends.
func (l *parquetLeaf) fail(err error) error {
	if fatal := l.f.l.fatal(nil); fatal != nil {
		return fatal
	}
	if l.f.l.late() || errors.Is(err, errExpanded) || errors.Is(err, errLimit) && !l.f.heads {
		return err
	}
	var no *refusal
	switch {
	case errors.As(err, &no):
		l.f.lost(no.kind, no.reason)
	case errors.Is(err, errLimit):
		l.f.lost(scanners.GapBudget, "columns of the Parquet file begin with more bytes than may be read and were left out; use --depth full or a larger --budget")
	case errors.Is(err, errParquetCodec):
		l.f.lost(scanners.GapFormat, "columns of the Parquet file are compressed in a way that nobody here reads (LZO) and were left out; write them with another compression")
	default:
		l.f.lost(scanners.GapCorrupt, "columns of the Parquet file are broken in some row groups; what came before was read, the rest of them cannot be")
	}
	l.drop()
	l.shut()
	l.failed, l.ended = true, true
	return nil
}

// fill reads on until n rows are complete or the bytes kept reach the limit, with
// one row at least. A panic of the library means that the page is broken.
func (l *parquetLeaf) fill(n, limit int) (err error) {
	defer func() {
		if recover() != nil {
			err = l.fail(errParquetPage)
		}
	}()
	if l.reader == nil && l.at > 0 && len(l.ends) > 0 {
		return nil // its page was dropped, and is decoded again when these rows are handed on
	}
	for !l.ended && (len(l.ends) == 0 || len(l.data) < limit) {
		if len(l.ends) >= n && (l.held <= parquetOwn || len(l.ends) >= parquetMany) {
			break // more of it where the page may be dropped, and decoded again from its start
		}
		if l.next == len(l.values) {
			if err := l.more(); err != nil {
				return l.fail(err)
			}
			continue
		}
		v := &l.values[l.next]
		if v.RepetitionLevel() == 0 && l.begun {
			l.close()
			continue
		}
		if l.kind == parquetBytes && len(l.ends) > 0 && !v.IsNull() && len(l.data)+len(v.ByteArray()) > limit {
			break // it waits until the rows before it are handed on
		}
		l.next++
		l.taken++
		l.begun = true
		if l.skip == 0 && v.DefinitionLevel() >= l.level && !v.IsNull() {
			if l.some {
				l.data = append(l.data, '\n')
			}
			before := len(l.data)
			l.data = l.append(l.data, v)
			l.some = l.some || len(l.data) > before
		}
		if l.reps == 0 {
			l.close()
		}
		if len(l.data) > 2*parquetKept {
			return l.fail(refuse(scanners.GapOversized, "rows of the Parquet file hold lists of more than %s and were left out", human(2*parquetKept)))
		}
	}
	if l.f.pinned > parquetPinned {
		l.drop()
	}
	if l.f.windows > 2*parquetAhead {
		l.shut()
	}
	return nil
}

// many is how many values of a column are taken at a time.
func (f *parquetFile) many() int { return min(256, max(16, 1<<19/len(f.leaves))) }

// close completes the row that is open.
func (l *parquetLeaf) close() {
	l.begun, l.some = false, false
	l.row++
	if l.skip > 0 {
		l.skip--
		return
	}
	l.ends = append(l.ends, len(l.data))
}

// more takes further values of the page, or of the next one.
func (l *parquetLeaf) more() error {
	for {
		if l.reader != nil {
			if cap(l.values) == 0 {
				l.values = make([]parquet.Value, l.f.many())
			}
			n, err := l.reader.ReadValues(l.values[:cap(l.values)])
			l.values, l.next = l.values[:n], 0
			if n > 0 {
				return l.f.expand(int64(n))
			}
			if !l.far && errors.Is(err, errBackrefFar) {
				l.far = true // again, with all of it kept, if it is not too large for that
				l.leave()
				continue
			}
			if err != nil && err != io.EOF {
				return err
			}
			l.leave()
			l.at, l.taken = 0, 0
		}
		if l.at > 0 {
			if err := l.again(); err != nil {
				return err
			}
			continue
		}
		if l.pos >= l.chunk.start()+l.chunk.size {
			l.end()
			return nil
		}
		if err := l.load(); err != nil {
			return err
		}
	}
}

// end completes what is there when the chunk ends.
func (l *parquetLeaf) end() {
	if l.begun {
		l.close()
	}
	l.ended = true
}

// again decodes a page that was dropped, up to where it was left.
func (l *parquetLeaf) again() error {
	l.f.again = true
	defer func() { l.f.again = false }()
	taken, pos := l.taken, l.pos
	l.pos, l.at, l.taken = l.at, 0, 0
	for l.reader == nil {
		if err := l.load(); err != nil {
			return err
		}
	}
	l.pos = pos
	for rest := taken; rest > 0; {
		if cap(l.values) == 0 {
			l.values = make([]parquet.Value, l.f.many())
		}
		n, err := l.reader.ReadValues(l.values[:min(int64(cap(l.values)), rest)])
		if rest -= int64(n); n == 0 && err != nil {
			return err
		}
	}
	l.values, l.next, l.taken = l.values[:0], 0, taken
	return nil
}

// load reads the next page, or passes over it.
func (l *parquetLeaf) load() error {
	if l.pages == nil {
		l.pages, l.dict = l.lib.PagesFrom(&l.feed), false
	}
	h, err := l.f.header(l, l.pos)
	if err != nil {
		return err
	}
	at := l.pos
	l.pos += int64(h.size) + h.packed
	switch {
	case h.kind == 1 || h.kind == 2 && l.dict:
		return nil
	case h.kind == 2 && h.tooLarge(l.parquetColumn):
		return errParquetLarge
	case h.kind == 2:
		return l.hand(h, at)
	case h.kind != 0 && h.kind != 3:
		return refuse(scanners.GapFormat, "columns of the Parquet file hold pages of an unknown kind and were left out")
	}
	rows := h.rows
	if l.reps == 0 {
		rows = h.values
	}
	if rows >= 0 && rows <= l.skip && !l.begun { // nothing of it is wanted
		l.skip -= rows
		l.row += rows
		return nil
	}
	if h.streams(l.parquetColumn, l.chunk.codec) && (!l.far || h.length <= parquetFar) {
		if l.stream, err = l.open(h, at+int64(h.size)); err != nil {
			return err
		}
		l.at, l.taken, l.reader = at, 0, l.stream
		return nil
	}
	if h.tooLarge(l.parquetColumn) {
		return errParquetLarge
	}
	if (h.encoding == parquetEncDict || h.encoding == parquetEncDictOld) && !l.dict {
		d, err := l.f.header(l, l.chunk.start())
		if err != nil {
			return err
		}
		if d.kind != 2 {
			return errParquetPage
		}
		if d.tooLarge(l.parquetColumn) {
			return errParquetLarge
		}
		if err := l.hand(d, l.chunk.start()); err != nil {
			return err
		}
	}
	if err := l.hand(h, at); err != nil {
		return err
	}
	if l.page, err = l.pages.ReadPage(); err != nil {
		return err
	}
	l.at, l.taken, l.reader = at, 0, l.page.Values()
	return nil
}

// hand unpacks the page at an offset for the library.
func (l *parquetLeaf) hand(h *parquetHeader, at int64) error {
	l.f.makeRoom(l, h.cost()+h.packed)
	b, err := l.f.body(l, h, at+int64(h.size))
	if err != nil {
		return err
	}
	if len(l.win.b) > parquetOwn { // it held this page and no other
		l.shut()
	}
	if !h.sound(l.parquetColumn, b, l.reps, l.level) {
		return errParquetPage
	}
	head, err := h.unpacked(len(b))
	if err != nil {
		return err
	}
	own := len(b) > parquetOwn
	if own {
		l.f.buf = nil
	}
	l.feed.add(head, b, own)
	size := h.cost()
	l.f.pinned += size
	if h.kind == 2 {
		l.dict = true
		l.heldBy += size
	} else {
		l.held += size
	}
	return nil
}
