package content

import (
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
)

// zstd (RFC 8878), with any number of frames and skippable frames. Memory: the
// window of the frame, which is 8 MiB at most up to level 19, and blocks of
// 128 KiB. A frame with a larger window than the bound (--ultra, --long) cannot be
// read. A dictionary beside the stream cannot be known.
var _ = registerCodec(codec{
	name:  "zstd",
	magic: []byte{0x28, 0xb5, 0x2f, 0xfd},
	is:    func(b []byte, _ string) bool { return skippable(b) },
	ext:   []string{".zst", ".zstd", ".tzst"},
	open: func(r io.Reader, window int) (io.Reader, error) {
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(uint64(window)))
		if err != nil {
			return nil, err
		}
		return zstdReader{z, window}, nil
	},
})

// skippable tells a stream that begins with a skippable frame of zstd or lz4 by
// the frame that follows it (pzstd writes them first).
func skippable(b []byte) bool {
	for len(b) >= 8 && b[0]>>4 == 5 && b[1] == 0x2a && b[2] == 0x4d && b[3] == 0x18 {
		n := 8 + int64(le32(b[4:]))
		if n > int64(len(b)-4) {
			return false
		}
		if b = b[n:]; le32(b) == 0xfd2fb528 {
			return true
		}
	}
	return false
}

func le32(b []byte) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

type zstdReader struct {
	z      *zstd.Decoder
	window int
}

func (z zstdReader) Read(p []byte) (int, error) {
	n, err := z.z.Read(p)
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		err = tooWide(0, z.window)
	}
	if errors.Is(err, zstd.ErrUnknownDictionary) {
		err = errDictionary
	}
	if err != nil {
		z.z.Close() // at the end, or where it breaks: nothing is read after that
	}
	return n, err
}
