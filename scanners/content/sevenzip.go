package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"strings"

	"github.com/bodgit/sevenzip"

	"piiventory/scanners"
)

// sevenZip reads 7z archives in the order of their blocks, so that solid ones are
// unpacked once. They need random access, for the header is at the end. Memory:
// the header (sevenheader.go) and the dictionaries of one folder (sevencoder.go),
// 32 MiB together at most; archives that ask for more are gaps.
type sevenZip struct{}

var _ = registerBinary(binaryFormat{name: "7z", rank: 20, recognise: func(h start) document {
	if bytes.HasPrefix(h.b, []byte("7z\xbc\xaf\x27\x1c")) && len(h.b) >= 32 {
		return sevenZip{}
	}
	return nil
}})

func (sevenZip) read(l *layer) (taken, error) {
	ra, size, err := l.random()
	if err != nil {
		return part, err
	}
	most, err := sevenBounds(ra, size, min(windowFirst, l.free()))
	if err != nil {
		if err == errSevenCut && volumePart(l.name) {
			err = errSevenPart
		}
		return part, err
	}
	l.claim(most)
	if err := l.sevenBehind(ra, size); err != nil {
		return part, err
	}
	r, err := sevenzip.NewReader(&punctual{ra, l}, size)
	if err != nil {
		return part, l.sevenError(err)
	}
	t := whole
	for _, f := range r.File {
		if f.UncompressedSize == 0 {
			continue // a directory, too
		}
		in, err := l.sevenEntry(f)
		if err != nil {
			return part, err
		}
		t.add(in)
	}
	return t, nil
}

// sevenBehind tells what stands behind the header, which is the end.
func (l *layer) sevenBehind(r io.ReaderAt, size int64) error {
	var b [4096]byte
	if _, err := r.ReadAt(b[:32], 0); err != nil && err != io.EOF {
		return err
	}
	end := 32 + int64(binary.LittleEndian.Uint64(b[12:])+binary.LittleEndian.Uint64(b[20:]))
	if end >= size {
		return nil
	}
	n, err := r.ReadAt(b[:min(int64(len(b)), size-end)], end)
	if err != nil && err != io.EOF {
		return err
	}
	if trailing(b[:n]) > 0 || int64(n) < size-end {
		l.gap(scanners.GapFormat, size-end, "something stands behind the end of the 7z archive, which was not looked at")
	}
	return nil
}

// sevenEntry reads one file. What was left of it is unpacked as well, within bounds:
// the library would do so without any when the next file of the folder is opened, and
// keeps the reader of a folder that was not read to its end, with its dictionary.
func (l *layer) sevenEntry(f *sevenzip.File) (taken, error) {
	size := int64(min(f.UncompressedSize, 1<<62))
	r, err := f.Open()
	if err != nil {
		if err = l.sevenError(err); errors.Is(err, errLimit) || l.ctx.Err() != nil || l.fatal(nil) != nil {
			return part, err
		}
		return l.refused(f.Name, size, err)
	}
	defer r.Close()
	u := &sevenReader{l: l, r: r, sum: crc32.NewIEEE(), left: f.UncompressedSize, want: f.CRC32}
	t, err := l.inner(entry{name: f.Name, size: size, packed: l.got, r: u})
	if err == nil {
		_, rest := io.Copy(io.Discard, l.bound(u, l.got))
		if errors.Is(rest, errExpanded) || errors.Is(rest, errLimit) || l.ctx.Err() != nil || l.fatal(nil) != nil {
			err = rest // other errors are of the entry, which told them
		}
	}
	return t, err
}

// punctual ends reading when the time of the object is over: the library skips what
// it must without asking.
type punctual struct {
	io.ReaderAt
	l *layer
}

func (p *punctual) ReadAt(b []byte, off int64) (int, error) {
	if err := p.l.ctx.Err(); err != nil {
		return 0, err
	}
	return p.ReaderAt.ReadAt(b, off)
}

// sevenReader gives the errors of the library in our own words. The library takes an
// early end for the end, and does not look at checksums of files.
type sevenReader struct {
	l    *layer
	r    io.Reader
	sum  hash.Hash32
	left uint64 // bytes still to come
	want uint32 // the checksum, 0 when there is none
}

func (s *sevenReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum.Write(p[:n])
	s.left -= uint64(n)
	if err == io.EOF && (s.left > 0 || s.want != 0 && s.want != s.sum.Sum32()) {
		err = errBroken
	}
	if err != nil && err != io.EOF {
		err = s.l.sevenError(err)
		var no *refusal
		if errors.As(err, &no) {
			err = scanners.Unreadable(no.kind, no.reason)
		}
	}
	return n, err
}

func (l *layer) sevenError(err error) error {
	var e *sevenzip.ReadError
	var no *refusal
	var own *scanners.Error
	switch {
	case errors.As(err, &no):
		return no
	case errors.As(err, &own):
		return &refusal{own.Kind, own.Reason}
	case errors.Is(err, errLimit):
		return errLimit
	case errors.As(err, &e) && e.Encrypted:
		return errEncrypted
	case strings.Contains(err.Error(), "compression algorithm"):
		return errSevenMethod
	}
	return errBroken
}
