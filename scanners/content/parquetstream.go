package content

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"piiventory/scanners"
)

// A parquetStream reads the values of a page as it unpacks it, so that a page may
// be longer than what can be held in memory: DuckDB writes pages of up to 100 MB.
// This works for values one behind the other (the encoding PLAIN), in all
// compressions but the deprecated one of Hadoop.
type parquetStream struct {
	l        *parquetLeaf
	h        *parquetHeader
	in       *bufio.Reader // the unpacked page
	raw      parquetPacked
	rep, def parquetLevels
	left     int64 // values
	buf      []byte
	err      error
	free     func()
	counted  int // bytes of buf that are counted as held
}

const (
	// parquetLarge is the length from which on a page is streamed, in bytes.
	parquetLarge = 1 << 20
	// parquetFar is the longest page that is kept whole while it is streamed, since it
	// refers back to all of itself.
	parquetFar = 40 << 20
	// parquetLevelBytes is the most that the levels of a page may have.
	parquetLevelBytes = 4 << 20
	// parquetValue is the longest value that is read of such a page.
	parquetValue = 8 << 20
)

// streams says that the page is read as a stream.
func (h *parquetHeader) streams(c *parquetColumn, codec int8) bool {
	if h.kind != 0 && h.kind != 3 || h.encoding != parquetEncPlain || c.kind == parquetBoolean ||
		h.length <= parquetLarge && h.packed <= parquetLarge && h.values <= parquetValues {
		return false
	}
	return codec != parquetLZ4Hadoop && codec != parquetLZO && codec <= parquetLZ4
}

// parquetPacked reads the packed body of a page.
type parquetPacked struct {
	l       *parquetLeaf
	at, end int64
	err     error
}

func (r *parquetPacked) Read(p []byte) (int, error) {
	n := min(int64(len(p)), r.end-r.at, 64<<10)
	if n == 0 {
		return 0, io.EOF
	}
	b, err := r.l.f.ahead(r.l, r.at, n)
	if err != nil {
		r.err = err
		return 0, err
	}
	r.at += n
	return copy(p, b), nil
}

// open opens the page whose body lies at an offset.
func (l *parquetLeaf) open(h *parquetHeader, at int64) (*parquetStream, error) {
	s := &parquetStream{l: l, h: h, left: h.values, free: func() {}, raw: parquetPacked{l: l, at: at, end: at + h.packed}}
	codec, length := l.chunk.codec, h.length
	if h.kind == 3 {
		if !h.compressed {
			codec = parquetUncompressed
		}
		if h.levels > parquetLevelBytes || h.levels > min(h.packed, h.length) {
			return nil, errParquetPage
		}
		b, err := readGrowing(&s.raw, nil, int(h.levels))
		if err != nil {
			return nil, s.fail(err)
		}
		length -= h.levels
		if !s.levels(b[:h.repetition], b[h.repetition:]) {
			return nil, errParquetPage
		}
	}
	if err := s.unpack(codec, length); err != nil {
		return nil, s.fail(err)
	}
	if h.kind == 0 {
		var lists [2][]byte
		for i, top := range [2]int{l.reps, l.level} {
			if top == 0 {
				continue
			}
			var n [4]byte
			if _, err := io.ReadFull(s.in, n[:]); err != nil {
				return nil, s.fail(err)
			}
			size := binary.LittleEndian.Uint32(n[:])
			if size > parquetLevelBytes || h.oldLevels[i] {
				return nil, errParquetPage
			}
			var err error
			if lists[i], err = readGrowing(s.in, nil, int(size)); err != nil {
				return nil, s.fail(err)
			}
		}
		if !s.levels(lists[0], lists[1]) {
			return nil, errParquetPage
		}
	}
	s.counted = cap(s.buf)
	l.hold(int64(cap(s.buf) + len(s.rep.b) + len(s.def.b)))
	return s, nil
}

// hold counts bytes that are held for the page.
func (l *parquetLeaf) hold(n int64) {
	l.held += n
	l.f.pinned += n
}

func (s *parquetStream) levels(rep, def []byte) bool {
	s.rep, s.def = parquetLevels{b: rep, bits: width(s.l.reps)}, parquetLevels{b: def, bits: width(s.l.level)}
	return parquetRuns(rep, s.rep.bits, s.h.values) && parquetRuns(def, s.def.bits, s.h.values)
}

// unpack begins to unpack. The memory that this takes is known before.
func (s *parquetStream) unpack(codec int8, length int64) error {
	s.buf = make([]byte, 0, 256<<10)
	packed := bufio.NewReaderSize(&s.raw, 64<<10)
	var r io.Reader = packed
	switch codec {
	case parquetSnappy:
		n, err := binary.ReadUvarint(packed)
		if err != nil || n != uint64(length) {
			return cmpErr(err, errParquetPage)
		}
		window := int64(backrefWindow)
		if s.l.far {
			window = length
			s.l.f.makeRoom(s.l, window)
		}
		s.l.hold(window + backrefWindow)
		r = &backrefs{in: packed, next: snappyElement, window: int(window)}
	case parquetLZ4:
		s.l.hold(2 * backrefWindow)
		r = &backrefs{in: packed, next: lz4Element, window: backrefWindow}
	case parquetGzip:
		z, err := gzip.NewReader(packed)
		if err != nil {
			return err
		}
		r = z
	case parquetBrotli:
		s.l.hold(8 << 20)
		r = brotli.NewReader(packed)
	case parquetZstd:
		head, _ := packed.Peek(zstd.HeaderMaxSize)
		var h zstd.Header
		if err := h.Decode(head); err != nil {
			return err
		}
		s.l.hold(int64(min(h.WindowSize, parquetPage)) * 3 / 2)
		z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return err
		}
		s.free = z.Close
		r = z
	}
	s.in = bufio.NewReaderSize(io.LimitReader(r, length), 64<<10)
	return nil
}

// fail prefers the error of the store to that of what unpacks.
func (s *parquetStream) fail(err error) error {
	if s.raw.err != nil {
		err = s.raw.err
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = errParquetPage // not the end of what is asked for
	}
	return err
}

// ReadValues reads the next values of the page. They hold until it is called again.
func (s *parquetStream) ReadValues(out []parquet.Value) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.read(out)
	s.err = err
	return n, err
}

func (s *parquetStream) read(out []parquet.Value) (n int, err error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	s.buf = s.buf[:0]
	if cap(s.buf) > 1<<20 {
		s.buf = make([]byte, 0, 256<<10)
	}
	for n < len(out) && s.left > 0 {
		rep, def := s.rep.peek(), s.def.peek()
		if rep < 0 || def < 0 {
			return n, errParquetPage
		}
		v := parquet.NullValue()
		if def >= s.l.level {
			var full bool
			if v, full, err = s.value(n == 0); err != nil {
				return n, s.fail(err)
			} else if full {
				break
			}
		}
		s.rep.drop()
		s.def.drop()
		out[n] = v.Level(rep, def, 0)
		n++
		s.left--
	}
	s.l.hold(int64(cap(s.buf) - s.counted))
	s.counted = cap(s.buf)
	return n, s.l.f.expand(int64(len(s.buf)))
}

// value reads a value, or says that there is no room for it beside the others.
func (s *parquetStream) value(first bool) (v parquet.Value, full bool, err error) {
	size, head := int64(s.l.length), 0
	switch s.l.kind {
	case parquetInt32, parquetFloat:
		size = 4
	case parquetInt64, parquetDouble:
		size = 8
	case parquetInt96:
		size = 12
	case parquetBytes:
		b, err := s.in.Peek(4)
		if err != nil {
			return v, false, err
		}
		size, head = int64(binary.LittleEndian.Uint32(b)), 4
	}
	if size > int64(cap(s.buf)-len(s.buf)) && !first {
		return v, true, nil
	}
	s.in.Discard(head)
	if size > parquetValue {
		s.l.f.lost(scanners.GapOversized, fmt.Sprintf("values of the Parquet file of more than %s were not read", human(parquetValue)))
		if err := s.l.f.expand(size); err != nil {
			return v, false, err
		}
		_, err := io.CopyN(io.Discard, s.in, size)
		return parquet.NullValue(), false, err
	}
	from := len(s.buf)
	if size <= int64(cap(s.buf)-from) {
		s.buf = s.buf[:from+int(size)]
		_, err = io.ReadFull(s.in, s.buf[from:])
	} else {
		s.buf, err = readGrowing(s.in, s.buf, int(size))
	}
	if err != nil {
		return v, false, err
	}
	b := s.buf[from:]
	switch s.l.kind {
	case parquetInt32, parquetFloat:
		n := binary.LittleEndian.Uint32(b)
		if s.l.kind == parquetFloat {
			return parquet.FloatValue(math.Float32frombits(n)), false, nil
		}
		return parquet.Int32Value(int32(n)), false, nil
	case parquetInt64:
		return parquet.Int64Value(int64(binary.LittleEndian.Uint64(b))), false, nil
	case parquetDouble:
		return parquet.DoubleValue(math.Float64frombits(binary.LittleEndian.Uint64(b))), false, nil
	case parquetInt96:
		return parquet.Int96Value([3]uint32{binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])}), false, nil
	case parquetFixed:
		return parquet.FixedLenByteArrayValue(b), false, nil
	}
	return parquet.ByteArrayValue(b), false, nil
}

// parquetLevels reads repetition or definition levels one by one: the hybrid of run
// lengths and packed bits, whose sizes parquetRuns has looked at.
type parquetLevels struct {
	b     []byte
	bits  int
	run   int64 // of the same level
	level int
	pack  []byte // of packed levels
	bit   int
	packs int
}

// peek returns the next level, or -1 when there is none.
func (l *parquetLevels) peek() int {
	if l.bits == 0 {
		return 0
	}
	for l.run == 0 && l.packs == 0 {
		head, n := binary.Uvarint(l.b)
		if n <= 0 {
			return -1
		}
		l.b = l.b[n:]
		if head&1 == 1 {
			size := min(int64(head>>1)*int64(l.bits), int64(len(l.b)))
			l.pack, l.bit, l.packs = l.b[:size], 0, int(size)*8/l.bits
			l.b = l.b[size:]
			continue
		}
		if len(l.b) == 0 {
			return -1
		}
		l.run, l.level = int64(head>>1), int(l.b[0]) // there are no more than 64 levels
		l.b = l.b[1:]
	}
	if l.run == 0 {
		v := 0
		for i := range l.bits {
			at := l.bit + i
			v |= int(l.pack[at/8]>>(at%8)&1) << i
		}
		return v
	}
	return l.level
}

// drop passes on to the level behind the one that was returned.
func (l *parquetLevels) drop() {
	switch {
	case l.bits == 0:
	case l.run > 0:
		l.run--
	default:
		l.bit += l.bits
		l.packs--
	}
}
