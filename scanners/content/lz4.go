package content

import (
	"bytes"
	"errors"
	"io"

	"github.com/pierrec/lz4/v4"

	"piiventory/scanners"
)

// lz4 frames (LZ4 Frame Format 1.6.2), with any number of frames, legacy frames
// and skippable frames. Memory: two blocks of 4 MiB, or of 8 MiB in legacy frames.
// A dictionary beside the stream cannot be known.
var _ = registerCodec(codec{
	name: "lz4",
	is: func(b []byte, _ string) bool {
		return bytes.HasPrefix(b, []byte{0x04, 0x22, 0x4d, 0x18}) || bytes.HasPrefix(b, []byte{0x02, 0x21, 0x4c, 0x18})
	},
	ext: []string{".lz4"},
	open: func(r io.Reader, _ int) (io.Reader, error) {
		z := lz4.NewReader(r)
		if err := z.Apply(lz4.ConcurrencyOption(1)); err != nil {
			return nil, err
		}
		return z, nil
	},
})

// errDictionary is returned for streams that need a dictionary of their own.
var errDictionary = scanners.Unreadable(scanners.GapFormat,
	"the stream was packed with a dictionary that is not in it; unpack it first with that dictionary, nothing that needs it was looked at")

// openHadoopLZ4 reads the blocks that Hadoop writes instead of frames.
func openHadoopLZ4(r io.Reader, _ int) (io.Reader, error) {
	return &hadoop{r: r, unpack: func(dst, src []byte) (int, error) {
		n, err := lz4.UncompressBlock(src, dst)
		if errors.Is(err, lz4.ErrInvalidSourceShortBuffer) {
			err = errBroken
		}
		return n, err
	}}, nil
}
