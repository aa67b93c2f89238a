package content

import (
	"bufio"
	"io"

	"github.com/klauspost/compress/gzip"
)

// gzip (RFC 1952), with any number of members one behind the other. Deflate is
// the only method there is. Memory: the window of 32 KiB that deflate has, and
// tables of about as much.
var _ = registerCodec(codec{
	name:  "gzip",
	magic: []byte{0x1f, 0x8b, 8},
	ext:   []string{".gz", ".gzip", ".tgz"},
	open: func(r io.Reader, _ int) (io.Reader, error) {
		br := bufio.NewReaderSize(r, 16<<10)
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, err
		}
		z.Multistream(false)
		return &members{br: br, r: z, next: func() (io.Reader, error) {
			err := z.Reset(br)
			z.Multistream(false)
			return z, err
		}}, nil
	},
})
