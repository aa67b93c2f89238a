package content

import (
	"bufio"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// A deflated unpacks deflate (RFC 1951) and is used again when it is freed, since what it
// holds is larger than most entries of archives.
type deflated struct {
	in *bufio.Reader
	z  io.ReadCloser
}

var inflaters = sync.Pool{New: func() any {
	in := bufio.NewReaderSize(nil, 16<<10)
	return &deflated{in, flate.NewReader(in)}
}}

func newDeflated(r io.Reader) *freed {
	d := inflaters.Get().(*deflated)
	d.in.Reset(r)
	d.z.(flate.Resetter).Reset(d.in, nil)
	return &freed{d.z, func() {
		d.in.Reset(nil)
		inflaters.Put(d)
	}}
}

// A freed reader is given back when nobody reads it any more. One that is never freed
// costs its memory and no more.
type freed struct {
	r    io.Reader
	back func()
}

func (f *freed) Read(p []byte) (int, error) {
	if f.back == nil {
		return 0, io.EOF
	}
	return f.r.Read(p)
}

func (f *freed) free() {
	if f.back != nil {
		f.back()
		f.r, f.back = nil, nil
	}
}
