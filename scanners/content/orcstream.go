package content

import (
	"bytes"
	"errors"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"

	"piiventory/scanners"
)

// Compressions of ORC.
const (
	orcNone = iota
	orcZlib
	orcSnappy
	orcLZO
	orcLZ4
	orcZstd
	orcBrotli
)

var (
	errOrc      = errors.New("a stream is broken")
	errOrcAgain = refuse(scanners.GapOversized, "the stripes of the ORC file are so wide that their columns had to be read several times, and after twice the size of the file the rest of them was left; write it with smaller stripes")
	errOrcLZO   = refuse(scanners.GapFormat, "the ORC file is compressed in a way that nobody here reads (LZO); write it with another compression")
)

// orcUnpacker unpacks chunks. What it returns holds until it is called again.
type orcUnpacker struct {
	flate io.ReadCloser
	zstd  *zstd.Decoder
	in    bytes.Reader
	buf   []byte
}

func (u *orcUnpacker) unpack(codec int64, b []byte, limit int) ([]byte, error) {
	u.in.Reset(b)
	switch codec {
	case orcZlib:
		if u.flate == nil {
			u.flate = flate.NewReader(&u.in)
		} else if err := u.flate.(flate.Resetter).Reset(&u.in, nil); err != nil {
			return nil, err
		}
		return u.read(u.flate, limit)
	case orcBrotli:
		return u.read(brotli.NewReader(&u.in), limit)
	case orcSnappy:
		n, err := snappy.DecodedLen(b)
		if err != nil || n > limit {
			return nil, errOrc
		}
		u.grow(n)
		return snappy.Decode(u.buf[:cap(u.buf)], b)
	case orcLZ4:
		for n := min(limit, max(4*len(b), 64<<10)); ; n = min(limit, 4*n) {
			u.grow(n)
			k, err := lz4.UncompressBlock(b, u.buf[:n])
			if err == nil {
				return u.buf[:k], nil
			}
			if n == limit {
				return nil, errOrc
			}
		}
	case orcZstd:
		if u.zstd == nil {
			var err error
			if u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(orcChunk+1)); err != nil {
				return nil, err
			}
		}
		out, err := u.zstd.DecodeAll(b, u.buf[:0])
		if err != nil || len(out) > limit {
			return nil, errOrc
		}
		u.buf = out
		return out, nil
	}
	return nil, errOrc
}

func (u *orcUnpacker) grow(n int) {
	if cap(u.buf) < n {
		u.buf = make([]byte, n)
	}
}

// read reads all there is, up to the limit.
func (u *orcUnpacker) read(r io.Reader, limit int) ([]byte, error) {
	u.grow(64 << 10)
	for n := 0; ; {
		if n == cap(u.buf) { // one byte more than the limit, to see the end
			u.buf = append(u.buf[:n], make([]byte, min(n, limit+1-n))...)
		}
		k, err := r.Read(u.buf[n:cap(u.buf)])
		if n += k; n > limit {
			return nil, errOrc
		}
		if err == io.EOF {
			return u.buf[:n], nil
		}
		if err != nil {
			return nil, errOrc
		}
	}
}

func (u *orcUnpacker) close() {
	if u.zstd != nil {
		u.zstd.Close()
	}
}

// orcPlainChunk is how much of a stream that is not compressed is taken as a chunk.
const orcPlainChunk = 32 << 10

// An orcStream reads a stream of a column in a stripe: chunks with three bytes in
// front, each packed for itself.
type orcStream struct {
	f      *orcFile
	off, n int64 // where the stream lies
	at     int64 // of the chunk in the stream
	next   int64 // of the chunk behind it
	pos    int   // in the chunk
	b      []byte
	loaded bool
	win    span // read ahead
	spare  []byte
	held   int64
}

// seek goes to a place in a chunk, which is not read before it is needed.
func (s *orcStream) seek(at int64, pos int) {
	if s.loaded && s.at == at {
		s.pos = pos
		return
	}
	s.at, s.pos, s.loaded = at, pos, false
}

// drop frees the chunk and what was read ahead. The place stays.
func (s *orcStream) drop() {
	s.loaded, s.b, s.spare, s.win = false, nil, nil, span{}
	s.hold()
}

// hold counts what is held.
func (s *orcStream) hold() {
	n := int64(cap(s.spare) + cap(s.win.b))
	if s.f.tail.codec != orcNone {
		n += int64(cap(s.b))
	}
	s.f.pinned += n - s.held
	s.held = n
}

// load reads the chunk. At the end of the stream it returns io.EOF.
func (s *orcStream) load() error {
	defer s.hold()
	if s.at >= s.n {
		return io.EOF
	}
	if s.f.tail.codec == orcNone {
		n := min(orcPlainChunk, s.n-s.at)
		b, err := s.ahead(s.at, n)
		if err != nil {
			return err
		}
		s.b, s.next, s.loaded = b, s.at+n, true // as it was read ahead
	} else {
		head, err := s.ahead(s.at, 3)
		if err != nil {
			return err
		}
		h := int64(head[0]) | int64(head[1])<<8 | int64(head[2])<<16
		b, err := s.ahead(s.at+3, h>>1)
		if err != nil {
			return err
		}
		if h&1 == 0 {
			if b, err = s.f.unpack.unpack(s.f.tail.codec, b, int(s.f.tail.block)); err != nil {
				return err
			}
		}
		s.b, s.next, s.loaded = append(s.b[:0], b...), s.at+3+h>>1, true
	}
	if s.pos > len(s.b) {
		return errOrc
	}
	return s.f.expand(int64(len(s.b)))
}

// ahead returns n bytes of the stream as they lie there, and reads more where it can be
// expected that they are asked for next.
func (s *orcStream) ahead(at, n int64) ([]byte, error) {
	if n > s.n-at {
		return nil, errOrc
	}
	if w := &s.win; at >= w.off && at+n <= w.off+int64(len(w.b)) {
		return w.b[at-w.off:][:n], nil
	}
	if b := s.f.src.held(s.off+at, n); b != nil {
		return b, nil
	}
	more := max(n, min(s.f.reach, s.n-at))
	for {
		b := make([]byte, more)
		k := 0
		if w := &s.win; at >= w.off && at < w.off+int64(len(w.b)) { // do not read twice
			k = copy(b, w.b[at-w.off:])
		}
		// What is read again where memory is short has an end.
		if s.f.ahead += more - int64(k); s.f.ahead > 2*s.f.src.size+orcHeld && s.f.l.object {
			return nil, errOrcAgain
		}
		err := s.f.src.fill(b[k:], s.off+at+int64(k))
		if errors.Is(err, errLimit) && more > n {
			more = n
			continue
		}
		if err != nil {
			return nil, err
		}
		s.win = span{at, b}
		return b[:n], nil
	}
}

// more makes the next bytes available, or returns io.EOF.
func (s *orcStream) more() error {
	for !s.loaded || s.pos == len(s.b) {
		if s.loaded {
			s.at, s.pos, s.loaded = s.next, 0, false
		}
		if err := s.load(); err != nil {
			return err
		}
	}
	return nil
}

// byte reads a byte.
func (s *orcStream) byte() (byte, error) {
	if !s.loaded || s.pos == len(s.b) {
		if err := s.more(); err != nil {
			return 0, err
		}
	}
	s.pos++
	return s.b[s.pos-1], nil
}

// take reads n bytes, which hold until the next call. It is for lengths that were
// looked at.
func (s *orcStream) take(n int) ([]byte, error) {
	if s.loaded && n <= len(s.b)-s.pos {
		s.pos += n
		return s.b[s.pos-n : s.pos], nil
	}
	s.spare = s.spare[:0]
	for len(s.spare) < n {
		if err := s.more(); err != nil {
			return nil, err
		}
		k := min(n-len(s.spare), len(s.b)-s.pos)
		s.spare = append(s.spare, s.b[s.pos:s.pos+k]...)
		s.pos += k
	}
	s.hold()
	return s.spare, nil
}

// skip passes over n bytes.
func (s *orcStream) skip(n int64) error {
	for n > 0 {
		if err := s.more(); err != nil {
			return err
		}
		k := min(n, int64(len(s.b)-s.pos))
		s.pos += int(k)
		n -= k
	}
	return nil
}

// varint reads a number of seven bits in each byte, the lowest first.
func (s *orcStream) varint() (v uint64, err error) {
	for shift := 0; shift < 70; shift += 7 {
		c, err := s.byte()
		if err != nil {
			return 0, err
		}
		if v |= uint64(c&127) << shift; c < 128 {
			return v, nil
		}
	}
	return 0, errOrc
}
