package content

import (
	"cmp"
	"errors"
	"io"
	"slices"
)

// A ranges reads ranges of bytes for readers that know what they need: with those
// that were announced in as few requests as it pays.
type ranges struct {
	r     io.ReaderAt
	size  int64
	spans []span // announced ones, in the order of their offsets
	hole  int64  // so many bytes that nobody asked for are read rather than to ask twice
}

// A span is bytes and where they lie.
type span struct {
	off int64
	b   []byte
}

// An extent is a place in the content, in bytes.
type extent struct{ off, n int64 }

var errRange = errors.New("a range beyond the end")

// bytes returns n bytes, which the caller does not change.
func (r *ranges) bytes(off, n int64) ([]byte, error) {
	if off < 0 || n < 0 || off > r.size-n {
		return nil, errRange
	}
	if b := r.held(off, n); b != nil {
		return b, nil
	}
	b := make([]byte, n)
	if err := r.fill(b, off); err != nil {
		return nil, err
	}
	return b, nil
}

// fill reads len(b) bytes, in one request.
func (r *ranges) fill(b []byte, off int64) error {
	if off < 0 || off > r.size-int64(len(b)) {
		return errRange
	}
	if blocks, ok := r.r.(*blocks); ok {
		return blocks.direct(b, off)
	}
	if n, err := r.r.ReadAt(b, off); n < len(b) {
		return cmp.Or(err, io.ErrUnexpectedEOF)
	}
	return nil
}

// held returns bytes that were announced, or nil.
func (r *ranges) held(off, n int64) []byte {
	i, found := slices.BinarySearchFunc(r.spans, off, func(s span, off int64) int { return cmp.Compare(s.off, off) })
	if !found {
		i--
	}
	if i < 0 || off+n > r.spans[i].off+int64(len(r.spans[i].b)) {
		return nil
	}
	return r.spans[i].b[off-r.spans[i].off:][:n:n]
}

// rangesHole is the usual hole: a request takes an object store about as long as it
// takes to send that much.
const rangesHole = 128 << 10

// announce reads what is going to be asked for and drops what was announced before.
func (r *ranges) announce(list []extent) error {
	r.spans = nil
	list = slices.DeleteFunc(list, func(e extent) bool { return e.off < 0 || e.n <= 0 || e.off > r.size-e.n })
	slices.SortFunc(list, func(a, b extent) int { return cmp.Or(cmp.Compare(a.off, b.off), cmp.Compare(b.n, a.n)) })
	for i := 0; i < len(list); {
		e := list[i]
		for i++; i < len(list) && list[i].off <= e.off+e.n+r.hole; i++ {
			e.n = max(e.n, list[i].off+list[i].n-e.off)
		}
		b, err := r.bytes(e.off, e.n)
		if err != nil {
			return err
		}
		r.spans = append(r.spans, span{e.off, b})
	}
	return nil
}
