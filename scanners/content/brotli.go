package content

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
)

// brotli (RFC 7932). It has no magic, so that only objects with its extension are
// tried, and taken for it when the head unpacks. Memory: the window, which is
// 16 MiB at most.
var _ = registerCodec(codec{
	name: "brotli",
	is: func(b []byte, ext string) bool {
		return ext == ".br" && brotliWindow(b) > 0 && !(utf8.Valid(b) && controls(b) == 0) &&
			unpacks(brotli.NewReader(bytes.NewReader(b)), 0)
	},
	ext: []string{".br"},
	open: func(r io.Reader, window int) (io.Reader, error) {
		br := bufio.NewReader(r)
		b, err := br.Peek(1)
		if err != nil {
			return nil, err
		}
		if asked := brotliWindow(b); asked > window {
			return nil, tooWide(int64(asked), window)
		}
		return brotli.NewReader(br), nil
	},
})

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
