package content

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"strings"

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
	under := &tarEnd{r: from}
	r := tar.NewReader(under)
	for {
		h, err := r.Next()
		if err == io.EOF {
			return t, tarBehind(l, under)
		}
		if err != nil {
			return part, err
		}
		if !holdsBytes(h) {
			continue
		}
		e := entry{name: h.Name, size: h.Size, r: r}
		if tarSparse(h) { // it is longer than what lies in the archive
			e.packed = l.got
		}
		in, err := l.inner(e)
		if err != nil {
			return part, err
		}
		t.add(in)
		if l.expand(0) != nil {
			return part, errExpanded
		}
	}
}

// tarSparse says that holes of the file were left out (of GNU, in both of its forms).
func tarSparse(h *tar.Header) bool {
	if h.Typeflag == tar.TypeGNUSparse {
		return true
	}
	for k := range h.PAXRecords {
		if strings.HasPrefix(k, "GNU.sparse.") {
			return true
		}
	}
	return false
}

// tarEnd counts the zeros that were read last. Archives end with blocks of them; what
// files are filled up with is less than a block.
type tarEnd struct {
	r     io.Reader
	zeros int64
}

func (e *tarEnd) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if last := trailing(p[:n]); last > 0 {
		e.zeros = int64(n) - last
	} else {
		e.zeros += int64(n)
	}
	return n, err
}

// tarBehind looks at what stands behind the end of the archive: as a rule zeros. A
// further archive there, as when several were put together, is told.
func tarBehind(l *layer, under *tarEnd) error {
	if under.zeros < 512 {
		l.gap(scanners.GapCorrupt, 0, "the tar archive has no mark at its end; it may have been cut off there")
		return nil
	}
	b := make([]byte, 32<<10)
	for {
		n, err := readFull(under.r, b)
		if trailing(b[:n]) > 0 {
			l.gap(scanners.GapFormat, -1, "something stands behind the end of the tar archive, perhaps another archive, which was not looked at")
			return nil
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// holdsBytes reports whether the entry has content: links, folders and devices have
// none, and of a kind that nobody knows it is looked at.
func holdsBytes(h *tar.Header) bool {
	switch h.Typeflag {
	case tar.TypeLink, tar.TypeSymlink, tar.TypeChar, tar.TypeBlock, tar.TypeDir, tar.TypeFifo:
		return false
	}
	return h.Size > 0
}

// add takes the outcome of one thing inside into account where all of them are
// read.
func (t *taken) add(in taken) {
	if in.design != scanners.Census {
		*t = part
	}
}
