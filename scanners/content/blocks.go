package content

import (
	"io"
)

// blocks reads an object from anywhere, in aligned blocks that are kept for a
// while: readers of archives and column stores ask for the same few places in
// small steps. Blocks one behind the other are read in one request that grows.
type blocks struct {
	j    *job
	left int64 // bytes that may still be read, -1 for no limit
	n    int64 // bytes read
	err  error // of the store; it sticks
	end  int64 // nothing beyond this is read ahead, 0 for no such place

	kept  map[int64][]byte
	order []int64 // of the blocks kept, oldest use first
	next  int64   // block behind the last one that was fetched
	run   int64   // blocks of the next request when it goes on from there
}

const (
	blockSize = 64 << 10
	blockKeep = 128 // blocks kept, 8 MiB
	blockRun  = 64  // blocks of one request, 4 MiB
)

// ReadAt implements io.ReaderAt. Where the draw allows no more it returns
// errLimit.
func (b *blocks) ReadAt(p []byte, off int64) (n int, err error) {
	size := b.j.src.Size
	if off < 0 || off >= size {
		return 0, io.EOF
	}
	for n < len(p) && off < size {
		k := off / blockSize
		blk, err := b.block(k, (off+int64(len(p)-n)-1)/blockSize)
		if err != nil {
			return n, err
		}
		m := copy(p[n:], blk[off-k*blockSize:])
		n += m
		off += int64(m)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// block returns block k; up to block last more are going to be asked for.
func (b *blocks) block(k, last int64) ([]byte, error) {
	if blk, ok := b.kept[k]; ok {
		return blk, nil
	}
	if b.err != nil {
		return nil, b.err
	}
	if k == b.next {
		b.run = min(max(b.run, 1)*2, blockRun)
	} else {
		b.run = 1
	}
	ahead := b.run
	if b.end > 0 {
		ahead = min(ahead, (b.end-1)/blockSize-k+1)
	}
	count := min(max(ahead, last-k+1, 1), blockRun)
	for i := int64(1); i < count; i++ { // do not fetch again what is there
		if _, ok := b.kept[k+i]; ok {
			count = i
		}
	}
	from := k * blockSize
	to := min(from+count*blockSize, b.j.src.Size)
	if b.left >= 0 && to-from > b.left {
		// One block more is all that may still be asked for, if that.
		if to = min(from+blockSize, b.j.src.Size); to-from > b.left {
			return nil, errLimit
		}
	}
	if err := b.fetch(from, to); err != nil {
		return nil, err
	}
	b.next = (to + blockSize - 1) / blockSize
	return b.kept[k], nil
}

func (b *blocks) fetch(from, to int64) error {
	buf := make([]byte, to-from)
	if err := b.direct(buf, from); err != nil {
		return err
	}
	if b.kept == nil {
		b.kept = map[int64][]byte{}
	}
	for at := int64(0); at < to-from; at += blockSize {
		if len(b.order) == blockKeep {
			delete(b.kept, b.order[0])
			b.order = append(b.order[:0], b.order[1:]...)
		}
		k := (from + at) / blockSize
		b.kept[k] = append([]byte(nil), buf[at:min(at+blockSize, to-from)]...)
		b.order = append(b.order, k)
	}
	return nil
}

// direct fills p from the offset on in one request for just these bytes, and keeps
// nothing. It is for readers that know what they need. Where the draw allows no
// more it returns errLimit; p must lie within the object.
func (b *blocks) direct(p []byte, off int64) error {
	if b.err != nil {
		return b.err
	}
	if b.left >= 0 && int64(len(p)) > b.left {
		return errLimit
	}
	if err := b.request(p, off); err != nil {
		b.err = err
		return err
	}
	return nil
}

func (b *blocks) request(p []byte, off int64) error {
	if err := b.j.ctx.Err(); err != nil {
		return err
	}
	body, err := b.j.src.Range(b.j.ctx, off, int64(len(p)))
	if err != nil {
		return err
	}
	defer body.Close()
	n, err := readFull(body, p)
	b.n += int64(n)
	if b.left >= 0 {
		b.left -= int64(n)
	}
	if n < len(p) {
		if err == nil || err == io.EOF || err == io.ErrUnexpectedEOF {
			err = errShrunk
		}
		return err
	}
	return nil
}
