package content

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"

	"piiventory/scanners"
)

// zipFile reads zip archives (APPNOTE 6.3.10, with Zip64), and what is packed as
// one: jar, apk, whl, and the documents that register themselves as a zipped
// format. The directory at the end says what there is; an archive without one is
// read from its start as far as it goes.
type zipFile struct {
	*zipDirectory
	as document // what the archive turned out to be, if it is more than an archive
}

// A zippedFormat is a kind of document that is a zip archive with certain entries
// in it: a workbook, a text. They register themselves from their own file.
type zippedFormat struct {
	name string
	rank int
	// recognise looks at the directory (z.has, z.find, z.kind) and returns how the
	// document is read, or nil when it is not of this format. What it returns
	// opens entries with z.open or reads one with whatever reader suits it by
	// z.inner; it does not touch l.r.
	recognise func(z *zipDirectory) document
}

var zippedFormats []zippedFormat

func registerZipped(f zippedFormat) bool {
	zippedFormats = append(zippedFormats, f)
	slices.SortFunc(zippedFormats, func(a, b zippedFormat) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name))
	})
	return true
}

var _ = registerBinary(binaryFormat{name: "zip", rank: 20, recognise: func(h start) document {
	for _, magic := range []string{"PK\x03\x04", "PK\x05\x06\x00\x00", "PK\x07\x08PK\x03\x04", "PK00PK\x03\x04"} {
		if bytes.HasPrefix(h.b, []byte(magic)) {
			return &zipFile{}
		}
	}
	return nil
}})

// named is the name of the zipped format, if it is one.
func (z *zipFile) named() string {
	if z.as == nil {
		return "zip"
	}
	if n, ok := z.as.(namer); ok {
		return n.named()
	}
	return z.zipDirectory.is
}

func (z *zipFile) read(l *layer) (taken, error) {
	if !l.object && l.size > l.spare() {
		return zipFromStart(l, l.r) // too long to be held; its entries come in order
	}
	r, size, err := l.random()
	if err != nil {
		return part, err
	}
	z.zipDirectory, err = readZipDirectory(l, r, size)
	if errors.Is(err, errNoDirectory) {
		return zipCutOff(l, r, size)
	}
	if err != nil {
		return part, err
	}
	for _, f := range zippedFormats {
		if d := f.recognise(z.zipDirectory); d != nil {
			z.as, z.is = d, f.name
			return d.read(l)
		}
	}
	if l.object && l.partial {
		return z.sample(l)
	}
	t := whole
	err = z.each(func(e *zipEntry) error {
		if l.expand(0) != nil {
			return errExpanded
		}
		if err := z.note(l, e.note); err != nil || e.empty() {
			return err
		}
		in, err := z.inner(e)
		t.add(in)
		return err
	})
	if err == nil {
		err = z.tellBeside(l)
	}
	if errors.Is(err, errNoDirectory) {
		t, err = part, nil
		l.gap(scanners.GapCorrupt, -1, "the directory of the zip archive is broken or cut off; the entries that it states before were read, the rest cannot be")
	}
	return t, err
}

// zipCutOff reads an archive without a directory as far as it goes.
func zipCutOff(l *layer, r io.ReaderAt, size int64) (taken, error) {
	t, err := zipFromStart(l, io.NewSectionReader(r, 0, size))
	var mark [4]byte
	_, _ = r.ReadAt(mark[:], 0) // it was read before
	switch broken := errors.Is(err, errBroken); {
	case (broken || err == nil) && (volumePart(l.name) || string(mark[:]) == "PK\x07\x08"):
		return part, errZipPart
	case err == nil:
		l.gap(scanners.GapCorrupt, 0, "the directory of the zip archive is broken or cut off; the entries before it were read by their own headers")
	}
	return t, err
}
