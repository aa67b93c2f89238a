package content

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/zlib"
)

// zlib (RFC 1950), any number of streams. Its two bytes of header begin texts as well, so
// that the head has to unpack. Memory: 32 KiB of window.
var _ = registerCodec(codec{
	name: "zlib",
	is: func(b []byte, ext string) bool {
		if len(b) < 8 || b[0] != 0x78 || (uint(b[0])<<8|uint(b[1]))%31 != 0 || b[1]&0x20 != 0 {
			return false
		}
		if isASCII(b) && controls(b) == 0 {
			return false
		}
		z, err := zlib.NewReader(bytes.NewReader(b))
		return err == nil && unpacks(z, 1)
	},
	ext: []string{".zz", ".zlib"},
	open: func(r io.Reader, _ int) (io.Reader, error) {
		br := bufio.NewReaderSize(r, 16<<10)
		z, err := zlib.NewReader(br)
		if err != nil {
			return nil, err
		}
		return &members{br: br, r: z, next: func() (io.Reader, error) {
			return z, z.(zlib.Resetter).Reset(br, nil)
		}}, nil
	},
})
