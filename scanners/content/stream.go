package content

import (
	"bufio"
	"errors"
	"io"
	"sync"

	"piiventory/scanners"
)

// errLimit ends a stream at the bytes that the draw allows, where the object
// itself goes on.
var errLimit = errors.New("the bytes that the draw allows are used up")

// A stream reads an object from its start in ranged requests.
type stream struct {
	j    *job
	off  int64 // read so far
	end  int64 // not read beyond this
	span int64 // bytes of the next request
	body io.ReadCloser
	left int64 // bytes of body still to come
	err  error
}

func (s *stream) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if s.off == s.end {
		s.err = io.EOF
		if s.end < s.j.src.Size {
			s.err = errLimit
		}
		return 0, s.err
	}
	if s.err = s.j.ctx.Err(); s.err != nil {
		return 0, s.err
	}
	if s.body == nil {
		s.left = min(s.span, s.end-s.off)
		if s.body, s.err = s.j.src.Range(s.j.ctx, s.off, s.left); s.err != nil {
			s.body = nil
			return 0, s.err
		}
	}
	if int64(len(p)) > s.left {
		p = p[:s.left]
	}
	n, err := s.body.Read(p)
	s.off += int64(n)
	s.left -= int64(n)
	if s.left == 0 {
		s.close()
		return n, nil
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = errShrunk
	}
	s.err = err
	return n, err
}

func (s *stream) close() {
	if s.body != nil {
		s.body.Close()
		s.body = nil
	}
}

// errShrunk is returned when the store gives fewer bytes than it listed.
var errShrunk = scanners.Unreadable(scanners.GapVanished,
	"the store gave fewer bytes than it had listed; the content changed during the scan, scan it again")

// bounded is a reader of unpacked bytes that refuses to grow without end.
type bounded struct {
	r io.Reader
	j *job
	// packed tells how many bytes were read for what is unpacked here.
	packed func() int64
	// expands says that the bytes are more than what was read for them.
	expands bool
	n       int64
}

var errExpanded = errors.New("the content unpacks to too much")

func (b *bounded) Read(p []byte) (int, error) {
	if err := b.j.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	b.n += int64(n)
	s := b.j.sizes
	if b.n > s.floor && b.n/s.ratio > b.packed() {
		return n, errExpanded
	}
	if b.expands {
		if expanded := b.j.expand(int64(n)); expanded != nil {
			return n, expanded
		}
	}
	return n, err
}

// expand counts bytes that the object unpacked to, and refuses when they are too
// many.
func (j *job) expand(n int64) error {
	j.unpacked += n
	if all := j.unpacked; j.draw.Depth != scanners.Full && all > j.expanded || all > j.floor && all/j.ratio > j.src.Size {
		return errExpanded
	}
	return nil
}

// bound wraps a layer of unpacked bytes with the limits that hold for it, and for
// all that the object expands to.
func (j *job) bound(r io.Reader, packed func() int64) io.Reader {
	return &bounded{r: r, j: j, packed: packed, expands: true}
}

// buffers are those of 64 KiB for readers that look at a few bytes at a time, to be used
// again: making one takes longer than reading a small thing through it.
var buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

func newBuffer(r io.Reader) *bufio.Reader {
	b := buffers.Get().(*bufio.Reader)
	b.Reset(r)
	return b
}

// freeBuffer gives a buffer back, which nobody may read from any more.
func freeBuffer(b *bufio.Reader) {
	b.Reset(nil)
	buffers.Put(b)
}
