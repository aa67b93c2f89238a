package content

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"

	"piiventory/scanners"
)

// tarFile reads tar archives (POSIX.1-2001 pax, ustar, GNU and V7) from their
// start, entry by entry: there is no directory, and most of them are compressed. Of a
// large one in a store entries are drawn (see sample).
type tarFile struct{}

var _ = registerBinary(binaryFormat{name: "tar", rank: 10, recognise: func(h start) document {
	if len(h.b) < 512 {
		return nil
	}
	if !bytes.HasPrefix(h.b[257:], []byte("ustar")) && (h.b[0] <= ' ' || h.b[99] != 0 || h.b[156] != 0 && h.b[156] != '0') {
		return nil // V7 has no magic, only the checksum
	}
	// The checksum of the header is asked too, or any text with "ustar" at that place
	// would do.
	if _, err := tar.NewReader(bytes.NewReader(h.b[:512])).Next(); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil
	}
	return tarFile{}
}})

func (t tarFile) read(l *layer) (taken, error) {
	if l.object && l.partial {
		return t.sample(l)
	}
	return t.each(l, l.r)
}

// each reads the entries one behind the other.
func (tarFile) each(l *layer, from io.Reader) (taken, error) {
	t := whole
	r := tar.NewReader(from)
	for {
		h, err := r.Next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return part, err
		}
		if !holdsBytes(h) {
			continue
		}
		in, err := l.inner(entry{name: h.Name, size: h.Size, r: r})
		if err != nil {
			return part, err
		}
		t.add(in)
	}
}

// holdsBytes reports whether the entry has content; links and devices have none.
func holdsBytes(h *tar.Header) bool {
	return h.Size > 0 && (h.Typeflag == tar.TypeReg || h.Typeflag == tar.TypeCont || h.Typeflag == tar.TypeGNUSparse)
}

// add takes the outcome of one thing inside into account where all of them are
// read.
func (t *taken) add(in taken) {
	if in.design != scanners.Census {
		*t = part
	}
}
