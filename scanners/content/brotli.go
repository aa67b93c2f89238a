package content

import (
	"bufio"
	"bytes"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
)

// brotli (RFC 7932). It has no magic, so that only objects with its extension are
// tried, and taken for it when the head unpacks. Memory: the window, which is
// 16 MiB at most.
var _ = registerCodec(codec{
	name: "brotli",
	is: func(b []byte, ext string) bool {
		if ext != ".br" || brotliWindow(b) == 0 || utf8.Valid(b) && controls(b) == 0 {
			return false
		}
		z := newBrotli(bytes.NewReader(b), brotliWindow(b))
		is := unpacks(z, 0)
		z.free()
		return is
	},
	ext: []string{".br"},
	open: func(r io.Reader, window int) (io.Reader, error) {
		br := bufio.NewReader(r)
		b, err := br.Peek(1)
		if err != nil {
			return nil, err
		}
		asked := brotliWindow(b)
		if asked > window {
			return nil, tooWide(int64(asked), window)
		}
		return newBrotli(br, asked), nil
	},
})

var brotlis = sync.Pool{New: func() any { return brotli.NewReader(nil) }}

// newBrotli returns a reader that is used again when it is freed, unless its window is
// larger than usual.
func newBrotli(r io.Reader, window int) *freed {
	z := brotlis.Get().(*brotli.Reader)
	z.Reset(r)
	return &freed{z, func() {
		if window <= 4<<20 {
			z.Reset(nil)
			brotlis.Put(z)
		}
	}}
}

// brotliWindow is the window that the first byte asks for (RFC 7932, 9.1), 0 if
// there is no such.
func brotliWindow(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	switch n, m := b[0]>>1&7, b[0]>>4&7; {
	case b[0]&1 == 0:
		return 1 << 16
	case n != 0:
		return 1 << (17 + n)
	case m == 0:
		return 1 << 17
	case m == 1:
		return 0
	default:
		return 1 << (8 + m)
	}
}

// unpacks tries a reader of the head of a stream: it must give at least so many
// bytes before the head ends, or 64 before it breaks.
func unpacks(r io.Reader, least int) bool {
	b := make([]byte, 4<<10)
	n, err := readFull(r, b)
	return n >= 64 || n >= least && (err == nil || err == io.EOF || err == io.ErrUnexpectedEOF)
}
