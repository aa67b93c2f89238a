package content

import (
	"archive/tar"
	"errors"
	"io"
	"strings"

	"piiventory/scanners"
)

const (
	// tarHops bounds the requests by which headers are looked for.
	tarHops = 96
	// tarHop is what one of them reads: the header, and with luck the next one.
	tarHop = 4 << 10
	// tarPadding is what archives are filled up with at most; 10 KiB are usual.
	tarPadding = 64 << 10
)

// sample goes from header to header, which takes a request each where entries are long,
// and then draws entries as from a zip archive. An archive of more entries than that
// allows is read from its start.
func (t tarFile) sample(l *layer) (taken, error) {
	r, size, err := l.random()
	if err != nil {
		return part, err
	}
	p := zipPlan{seed: newSeed(l.draw.Seed, l.src.Name)}
	h := &tarHopper{b: l.blocks, size: size, most: l.blocks.left / 2}
	if !t.list(h, &p) || !h.ended(l) {
		if fatal := l.fatal(nil); fatal != nil {
			return part, fatal
		}
		return t.each(l, io.NewSectionReader(r, 0, size))
	}
	inner := func(e *zipEntry) (taken, error) {
		return l.inner(entry{name: e.name, size: e.size, r: io.NewSectionReader(r, e.off, e.size)})
	}
	return p.read(l, taken{scanners.Equal, p.all, 0}, false, 0, inner)
}

// list notes all entries, and reports whether it could.
func (tarFile) list(h *tarHopper, p *zipPlan) bool {
	r := tar.NewReader(h)
	for {
		e, err := r.Next()
		if err == io.EOF {
			return p.all > 0
		}
		if err != nil {
			return false
		}
		if holdsBytes(e) {
			if e.Typeflag == tar.TypeGNUSparse || sparse(e) {
				return false // its length in the archive is another one
			}
			p.add(&zipEntry{name: e.Name, packed: e.Size, size: e.Size, off: h.at}, 0)
		}
		// What was seen so far tells how many hops the whole takes.
		if h.hops >= 8 && h.at/int64(h.hops) < h.size/tarHops {
			return false
		}
	}
}

// sparse reports whether the entry has holes that are not in the archive.
func sparse(e *tar.Header) bool {
	for k := range e.PAXRecords {
		if strings.HasPrefix(k, "GNU.sparse.") {
			return true
		}
	}
	return false
}

// ended looks at what stands behind the last entry, and reports whether no further entry
// can be there: the archive ends with zeros.
func (h *tarHopper) ended(l *layer) bool {
	if h.size-h.at > h.most || h.size-h.at > tarPadding {
		return false
	}
	rest := make([]byte, h.size-h.at)
	if len(rest) > 0 && h.b.direct(rest, h.at) != nil || trailing(rest) > 0 {
		return false
	}
	if !h.marked {
		l.gap(scanners.GapCorrupt, 0, "the tar archive has no mark at its end; it may have been cut off there")
	}
	return true
}

// A tarHopper reads headers at a few places. What lies between them is passed over.
type tarHopper struct {
	b        *blocks
	size, at int64
	hops     int
	most     int64 // bytes that may be read
	buf      []byte
	off      int64 // of buf
	marked   bool  // zeros were read last
}

var errHops = errors.New("too many hops")

func (h *tarHopper) Read(p []byte) (int, error) {
	if h.at >= h.size {
		return 0, io.EOF
	}
	if h.at < h.off || h.at >= h.off+int64(len(h.buf)) {
		n := min(tarHop, h.size-h.at)
		if h.hops == tarHops || n > h.most {
			return 0, errHops
		}
		h.hops++
		h.most -= n
		h.buf, h.off = make([]byte, n), h.at
		if err := h.b.direct(h.buf, h.at); err != nil {
			h.buf = nil
			return 0, err
		}
	}
	n := copy(p, h.buf[h.at-h.off:])
	h.at += int64(n)
	h.marked = trailing(p[:n]) == 0
	return n, nil
}

// Seek lets the reader of tar pass over content.
func (h *tarHopper) Seek(off int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		off += h.at
	case io.SeekEnd:
		off += h.size
	}
	if off < 0 || off > h.size {
		return 0, errRange
	}
	h.at = off
	return off, nil
}
