package content

import (
	"io"

	"github.com/klauspost/compress/gzip"
)

// gzip (RFC 1952), with any number of members one behind the other. Deflate is
// the only method there is.
var _ = registerCodec(codec{
	name:  "gzip",
	magic: []byte{0x1f, 0x8b, 8},
	ext:   []string{".gz", ".gzip"},
	open:  func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
})
