package content

import (
	"io"
	"slices"
)

// A window is the part of an object that is in memory while pieces of it are
// read. It slides upwards.
type window struct {
	j   *job
	off int64
	buf []byte

	left    int64 // bytes that may still be read
	reserve int64 // of these, what later pieces need
	ahead   int64 // up to here all is going to be needed, and may be read
	keep    int64 // from here on the bytes are still needed
}

// bytes returns the bytes [from, to) and reads those that are missing. It
// returns errLimit with fewer bytes when no more may be read. The bytes are
// valid until the next call.
func (w *window) bytes(from, to int64) ([]byte, error) {
	end := w.off + int64(len(w.buf))
	if base := min(from, w.keep); base < w.off || base > end {
		w.off, w.buf, end = base, w.buf[:0], base
	}
	var err error
	if to > end {
		most := w.allow(end, to)
		if most < to {
			err = errLimit
		}
		if drop := min(from, w.keep) - w.off; drop > 0 { // nothing that is needed
			w.buf = w.buf[:copy(w.buf, w.buf[drop:])]
			w.off += drop
		}
		if most > end {
			if e := w.fetch(end, most); e != nil {
				return nil, e
			}
		}
		end = w.off + int64(len(w.buf))
	}
	return w.buf[min(from, end)-w.off : min(to, end)-w.off], err
}

// allow returns up to where may be read, from end on, when to is wanted.
func (w *window) allow(end, to int64) int64 {
	if to <= w.ahead {
		return w.ahead
	}
	planned := max(end, w.ahead)
	spare := w.left - (planned - end) - w.reserve
	return min(to, planned+max(spare, 0))
}

func (w *window) fetch(from, to int64) error {
	j := w.j
	if err := j.ctx.Err(); err != nil {
		return err
	}
	body, err := j.src.Range(j.ctx, from, to-from)
	if err != nil {
		j.raw.err = err
		return err
	}
	defer body.Close()
	n := len(w.buf)
	w.buf = slices.Grow(w.buf, int(to-from))[:n+int(to-from)]
	m, err := readFull(body, w.buf[n:])
	j.drawn.Bytes += int64(m)
	w.left -= int64(m)
	w.buf = w.buf[:n+m]
	if int64(m) < to-from {
		if err == nil || err == io.EOF || err == io.ErrUnexpectedEOF {
			err = errShrunk
		}
		j.raw.err = err
		return err
	}
	return nil
}
