package content

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"

	"piiventory/scanners"
)

// tarFile reads tar archives (POSIX.1-2001 pax, ustar, GNU and V7) from their
// start, entry by entry: there is no directory, and most of them are compressed.
type tarFile struct{}

var _ = registerBinary(binaryFormat{name: "tar", rank: 10, recognise: func(h start) document {
	if len(h.b) < 512 {
		return nil
	}
	// The checksum of the header is asked too, or any text with "ustar" at that place
	// would do.
	if _, err := tar.NewReader(bytes.NewReader(h.b[:512])).Next(); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil
	}
	if !bytes.HasPrefix(h.b[257:], []byte("ustar")) && (h.b[0] <= ' ' || h.b[99] != 0 || h.b[156] != 0 && h.b[156] != '0') {
		return nil // V7 has no magic, only the checksum
	}
	return tarFile{}
}})

func (tarFile) read(l *layer) (taken, error) {
	t := whole
	r := tar.NewReader(l.r)
	for {
		h, err := r.Next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return part, err
		}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		default:
			continue // links and devices hold nothing
		}
		if h.Size == 0 {
			continue
		}
		in, err := l.inner(entry{name: h.Name, size: h.Size, r: r})
		if err != nil {
			return part, err
		}
		t.add(in)
	}
}

// add takes the outcome of one thing inside into account where all of them are
// read.
func (t *taken) add(in taken) {
	if in.design != scanners.Census {
		*t = part
	}
}
