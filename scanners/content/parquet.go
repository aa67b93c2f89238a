package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"piiventory/scanners"
)

// parquetDoc reads Apache Parquet (parquet-format 2.12): the footer at the end
// first, and then the pages of the rows that are wanted, of every column. The pages
// are decoded by a library; where they lie, how long they are and what they unpack
// to is looked at here, since a library believes what the file says.
type parquetDoc struct{ encrypted bool }

var _ = registerBinary(binaryFormat{name: "parquet", rank: 10, recognise: func(h start) document {
	encrypted := bytes.HasPrefix(h.b, []byte("PARE"))
	if !encrypted && !bytes.HasPrefix(h.b, []byte("PAR1")) || h.whole && len(h.b) < 12 {
		return nil
	}
	// Text may begin like that, but does not end like that.
	if h.whole && !bytes.Equal(h.b[:4], h.b[len(h.b)-4:]) && controls(h.b) == 0 {
		return nil
	}
	return parquetDoc{encrypted: encrypted}
}})

const (
	// parquetFooterLimit is the longest footer that is read, in bytes.
	parquetFooterLimit = 12 << 20
	// parquetAhead is read ahead in all column chunks together.
	parquetAhead = 8 << 20
)

// A parquetFile is the reading of one file.
type parquetFile struct {
	l      *layer
	src    ranges
	footer *parquetFooter
	leaves []*parquetLeaf
	unpack parquetUnpacker
	buf    []byte // the last page, unpacked
	pinned int64  // bytes of pages and dictionaries that are decoded
	again  bool   // a page is decoded that was decoded before
	heads  bool   // only the heads of row groups are read
	binary int64  // values that are no text
	gaps   map[string]scanners.GapKind
	// columns are those of l.out for the leaves, as long as it has not forgotten them.
	columns []int
	gen     int
	reach   int64 // bytes read ahead in a chunk
	windows int64 // bytes of what was read ahead in all chunks
}

func (d parquetDoc) read(l *layer) (taken, error) {
	const locked = "the Parquet file is encrypted; give the scan a decrypted copy, nothing in it was looked at"
	if d.encrypted {
		return nothing, refuse(scanners.GapEncrypted, locked)
	}
	r, size, err := l.random()
	if err != nil {
		return nothing, err
	}
	f := &parquetFile{l: l, src: ranges{r: r, size: size}, gaps: map[string]scanners.GapKind{}, gen: -1}
	defer f.unpack.close()
	if err := f.open(); err != nil {
		return nothing, err
	}
	if len(f.leaves) == 0 {
		return whole, nil
	}
	defer f.drop()
	f.statistics()
	t, err := f.read()
	f.tell()
	return t, err
}

// open reads the footer.
func (f *parquetFile) open() error {
	size := f.src.size
	ask := min(64<<10, size)
	if f.l.object && f.l.partial { // not more than a part of what may be read
		ask = min(ask, max(f.l.blocks.left/4, 4<<10))
	}
	tail, err := f.src.bytes(size-ask, ask)
	if err != nil {
		return err
	}
	if size < 12 || string(tail[len(tail)-4:]) == "PARE" {
		return refuse(scanners.GapEncrypted, "the footer of the Parquet file is encrypted; give the scan a decrypted copy, nothing in it was looked at")
	}
	if string(tail[len(tail)-4:]) != "PAR1" {
		return refuse(scanners.GapCorrupt, "the Parquet file does not end with its footer: it was cut off or is still being written; nothing can be found without it")
	}
	n := int64(binary.LittleEndian.Uint32(tail[len(tail)-8:]))
	if n > size-12 {
		return errParquetFooter
	}
	if n > parquetFooterLimit {
		return refuse(scanners.GapOversized, "the footer of the Parquet file is longer than %s; nothing can be found without it", human(parquetFooterLimit))
	}
	footer := tail[:len(tail)-8]
	if n <= int64(len(footer)) {
		footer = footer[int64(len(footer))-n:]
	} else {
		front, err := f.src.bytes(size-8-n, n-int64(len(footer)))
		if err != nil {
			return err
		}
		footer = append(front, footer...)
	}
	if f.footer, err = parseParquetFooter(footer); err != nil {
		return err
	}
	columns, err := f.footer.columns()
	if err != nil {
		return err
	}
	libs, err := f.footer.decoders(columns)
	if err != nil {
		return err
	}
	for i := range columns {
		f.leaves = append(f.leaves, &parquetLeaf{parquetColumn: &columns[i], f: f, lib: libs[i]})
	}
	for i := range f.footer.groups {
		g := &f.footer.groups[i]
		if len(g.chunks) != len(columns) || g.rows < 0 {
			return errParquetFooter
		}
	}
	return nil
}

func (f *parquetFile) drop() {
	for _, l := range f.leaves {
		l.drop()
	}
}

// lost notes that a column chunk is not read.
func (f *parquetFile) lost(kind scanners.GapKind, reason string) {
	f.gaps[reason] = kind
}

// tell writes the gaps.
func (f *parquetFile) tell() {
	for _, reason := range slices.Sorted(maps.Keys(f.gaps)) {
		g := f.gaps[reason]
		f.l.gap(g, -1, reason)
	}
	if f.binary > 0 {
		f.l.gaps(scanners.Gap{Kind: scanners.GapFormat, Rows: f.binary, Inside: f.l.inside,
			Reason: "values that are binary data and no text were not looked at"})
	}
}

// statistics states the bounds of columns of times, where every row group has them.
func (f *parquetFile) statistics() {
	if f.l.depth > 0 {
		return
	}
	for i, l := range f.leaves {
		s := scanners.ColumnStats{Path: l.path, Type: "timestamp"}
		if l.is == parquetDate {
			s.Type = "date"
		} else if l.is != parquetTimestamp {
			continue
		}
		known := true
		for g := range f.footer.groups {
			group := &f.footer.groups[g]
			c := &group.chunks[i]
			if group.rows == 0 {
				continue
			}
			if !c.bounded || c.encrypted {
				known = false
				break
			}
			low, high := l.moment(c.min), l.moment(c.max)
			if s.Rows == 0 || low.Before(s.Oldest) {
				s.Oldest = low
			}
			if s.Rows == 0 || high.After(s.Newest) {
				s.Newest = high
			}
			s.Rows += group.rows
		}
		if known && s.Rows > 0 {
			f.l.drawn.Stats = append(f.l.drawn.Stats, s)
		}
	}
}

// read chooses what to read.
func (f *parquetFile) read() (taken, error) {
	if f.l.object && f.l.partial {
		return f.sample()
	}
	f.l.out.left = -1
	if f.l.depth == 0 {
		f.l.out.unit = "whole"
	}
	f.reach = min(max(parquetAhead/int64(len(f.leaves)), 32<<10), 1<<20)
	for i := range f.footer.groups {
		if err := f.group(&f.footer.groups[i]); err != nil {
			return part, err
		}
	}
	if len(f.gaps) > 0 {
		return part, nil
	}
	return whole, nil
}

// start makes the columns ready for a row group.
func (f *parquetFile) start(g *parquetGroup) {
	for i, l := range f.leaves {
		c := &g.chunks[i]
		l.reset(c)
		reason, kind := "", scanners.GapCorrupt
		switch {
		case c.encrypted:
			reason, kind = "columns of the Parquet file are encrypted and were left out; give the scan a decrypted copy", scanners.GapEncrypted
		case c.elsewhere:
			reason, kind = "columns of the Parquet file lie in another file and were left out", scanners.GapFormat
		case c.kind != l.kind || !c.within(f.src.size):
			reason = "columns of the Parquet file do not lie where its footer says and were left out"
		}
		if reason != "" {
			f.lost(kind, reason)
			l.failed, l.ended = true, true
		}
	}
}

// group reads a row group whole.
func (f *parquetFile) group(g *parquetGroup) error {
	f.start(g)
	return f.hand(g.rows)
}

// hand hands on the next rows, n at most.
func (f *parquetFile) hand(n int64) error {
	// So many rows at a time that those of all columns fit the memory.
	limit := max(parquetKept/len(f.leaves), 256)
	for n > 0 {
		ready, alive, kept, cells := min(n, 1024), false, 0, 0
		for _, l := range f.leaves {
			kept += len(l.data)
		}
		long := false // a row of long values is handed on column by column
		for k, l := range f.leaves {
			if l.failed {
				continue
			}
			before := len(l.data)
			if err := l.fill(int(ready), limit); err != nil {
				return err
			}
			kept += len(l.data) - before
			cells += len(l.data) - before
			if l.ended && len(l.ends) == 0 {
				if !l.failed {
					f.lost(scanners.GapCorrupt, "columns of the Parquet file have fewer rows than its footer says")
					l.failed = true
				}
				continue
			}
			alive = true
			ready = min(ready, int64(len(l.ends)))
			if long || kept > 3*parquetKept/2 {
				first := k
				if !long {
					long, first, ready = true, 0, 1
				}
				for i := first; i <= k; i++ {
					kept -= f.first(i)
				}
			}
		}
		if !alive {
			break
		}
		if err := f.expand(int64(cells / 16)); err != nil {
			return err
		}
		if long {
			if err := f.l.out.endRow(); err != nil {
				return err
			}
			n--
			continue
		}
		for i := range int(ready) {
			if err := f.put(i); err != nil {
				return err
			}
		}
		for _, l := range f.leaves {
			l.forget(int(ready))
		}
		n -= ready
	}
	return f.l.out.flush()
}

// place finds the columns of the leaves in what goes out.
func (f *parquetFile) place() {
	o := f.l.out
	if f.gen == o.gen {
		return
	}
	f.gen, f.columns = o.gen, f.columns[:0]
	known := map[string]int{}
	for _, l := range f.leaves {
		at, ok := known[l.path]
		if !ok {
			at = o.column(l.path)
			known[l.path] = at
		}
		f.columns = append(f.columns, at)
	}
}

// first hands on the first value that waits in a column, and returns its length.
func (f *parquetFile) first(i int) int {
	l := f.leaves[i]
	if len(l.ends) == 0 {
		return 0
	}
	f.place()
	n := l.ends[0]
	if n > 0 {
		f.l.out.cell(f.columns[i], l.data[:n])
	}
	l.forget(1)
	return n
}

// put hands on one of the rows that are ready.
func (f *parquetFile) put(i int) error {
	f.place()
	o := f.l.out
	for k, l := range f.leaves {
		if i >= len(l.ends) {
			continue
		}
		from := 0
		if i > 0 {
			from = l.ends[i-1]
		}
		if v := l.data[from:l.ends[i]]; len(v) > 0 {
			o.cell(f.columns[k], v)
		}
	}
	return o.endRow()
}

// header reads the header of the page at an offset.
func (f *parquetFile) header(l *parquetLeaf, at int64) (*parquetHeader, error) {
	end := l.chunk.start() + l.chunk.size
	for _, n := range []int64{parquetHead, 64 << 10, 2 << 20} {
		b, err := f.ahead(l, at, min(n, end-at))
		if err != nil {
			return nil, err
		}
		h, ok := parseParquetHeader(b)
		if ok && h.packed <= end-at-int64(h.size) {
			return &h, nil
		}
		if n >= end-at {
			break
		}
	}
	return nil, errParquetPage
}

// body reads and unpacks the body of a page.
func (f *parquetFile) body(l *parquetLeaf, h *parquetHeader, at int64) ([]byte, error) {
	b, err := f.ahead(l, at, h.packed)
	if err != nil {
		return nil, err
	}
	if err := f.expand(h.length + h.values/8); err != nil {
		return nil, err
	}
	levels := int64(0)
	codec := l.chunk.codec
	if h.kind == 3 {
		if levels = h.levels; levels > h.packed || levels > h.length {
			return nil, errParquetPage
		}
		if !h.compressed {
			codec = parquetUncompressed
		}
	}
	if int64(cap(f.buf)) < h.length {
		f.buf = make([]byte, h.length)
	}
	f.buf = f.buf[:h.length]
	copy(f.buf, b[:levels])
	if h.length == levels {
		return f.buf, nil
	}
	if _, err := f.unpack.unpack(codec, f.buf[levels:levels:h.length], b[levels:], int(h.length-levels)); err != nil {
		return nil, err
	}
	return f.buf, nil
}

// ahead returns n bytes of the column's chunk, and reads more where it can be
// expected that they are asked for next.
func (f *parquetFile) ahead(l *parquetLeaf, at, n int64) ([]byte, error) {
	if w := &l.win; at >= w.off && at+n <= w.off+int64(len(w.b)) {
		return w.b[at-w.off:][:n], nil
	}
	if b := f.src.held(at, n); b != nil {
		return b, nil
	}
	end := l.chunk.start() + l.chunk.size
	if at+n > end {
		return nil, errParquetPage
	}
	more := max(n, min(f.reach, end-at))
	for {
		b := make([]byte, more)
		k := 0
		if w := &l.win; at >= w.off && at < w.off+int64(len(w.b)) { // do not read twice
			k = copy(b, w.b[at-w.off:])
		}
		err := f.src.fill(b[k:], at+int64(k))
		if errors.Is(err, errLimit) && more > n {
			more = n
			continue
		}
		if err != nil {
			return nil, err
		}
		f.windows += int64(len(b) - len(l.win.b))
		l.win = span{at, b}
		return b[:n], nil
	}
}

// expand counts what the file unpacks to, and a little where it is for another time.
func (f *parquetFile) expand(n int64) error {
	if err := f.l.ctx.Err(); err != nil {
		return err
	}
	if f.again {
		n /= 32
	}
	return f.l.expand(n)
}
