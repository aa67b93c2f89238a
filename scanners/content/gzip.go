package content

import (
	"bufio"
	"io"
	"sync"

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
		z := gunzips.Get().(*gunzip)
		z.br.Reset(r)
		if err := z.z.Reset(z.br); err != nil {
			return nil, err
		}
		z.z.Multistream(false)
		m := &members{br: z.br, r: &z.z, next: func() (io.Reader, error) {
			err := z.z.Reset(z.br)
			z.z.Multistream(false)
			return &z.z, err
		}}
		return &freed{m, func() {
			z.br.Reset(nil)
			gunzips.Put(z)
		}}, nil
	},
})

// A gunzip is used again for the next stream.
type gunzip struct {
	br *bufio.Reader
	z  gzip.Reader
}

var gunzips = sync.Pool{New: func() any { return &gunzip{br: bufio.NewReaderSize(nil, 16<<10)} }}
