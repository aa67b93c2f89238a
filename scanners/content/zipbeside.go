package content

import (
	"bytes"
	"encoding/binary"
	"io"

	"piiventory/scanners"
)

// zipBeside is what a zip archive holds beside the entries of its directory: its
// comment, and bytes that no line of the directory speaks of.
type zipBeside struct {
	comment []byte
	before  int64 // bytes in front of the archive
	behind  int64 // and behind its end
	end     int64 // where the directory begins

	// listed is how many bytes the entries take together by the directory, and slack how
	// many more they may take, which stands before each of them only.
	listed, slack int64
}

const (
	// zipSlack is what an entry takes that the directory does not tell: a descriptor,
	// and a field that differs from that of the directory.
	zipSlack = 24 + 64
	// zipPadding is what is added once, for programs that align entries.
	zipPadding = 16 << 10
)

var (
	errZipPart = refuse(scanners.GapFormat, "it is one part of a zip archive in several files; put the parts together first, what came before was read and the rest was not")
	errLonger  = scanners.Unreadable(scanners.GapCorrupt, "it is longer than the archive says; only as much as that was read")
)

// hidden is how many bytes between the entries no line of the directory speaks of,
// and over how many they lie over one another, as far as that is sure.
func (z *zipDirectory) hidden() (free, double int64) {
	d := z.beside.end - z.beside.listed
	if d < 0 {
		return 0, -d
	}
	if d -= z.beside.slack; d > 0 {
		d -= z.signed()
	}
	return max(d-zipPadding, 0), 0
}

// signed is the length of the block in which packages for Android are signed, which
// stands before the directory.
func (z *zipDirectory) signed() int64 {
	b := make([]byte, 24)
	if n, err := z.r.ReadAt(b, z.base+z.off-24); n < 24 || err != nil && err != io.EOF || string(b[16:]) != "Block 42" {
		return 0
	}
	return int64(min(binary.LittleEndian.Uint64(b), 1<<40)) + 8
}

// tellBeside hands on the archive's comment and states what was not read beside the
// entries, when all of them were gone through.
func (z *zipDirectory) tellBeside(l *layer) error {
	if err := z.note(l, zipText(z.beside.comment, 0)); err != nil {
		return err
	}
	if n := z.beside.before; n > 0 {
		l.gap(scanners.GapFormat, n, "something stands in front of the zip archive, perhaps another archive, which was not looked at")
	}
	if n := z.beside.behind; n > 0 {
		l.gap(scanners.GapFormat, n, "something stands behind the end of the zip archive, which was not looked at")
	}
	switch free, double := z.hidden(); {
	case free > 0:
		l.gap(scanners.GapCorrupt, free, "the zip archive holds bytes that its directory does not speak of, perhaps deleted entries; they were not looked at")
	case double > 0:
		l.gap(scanners.GapCorrupt, 0, "entries of the zip archive lie over one another, as in archives that are made to do harm; what lies so was read, and counted, several times")
	}
	return nil
}

// note hands on a comment, as a row of its own.
func (z *zipDirectory) note(l *layer, text string) error {
	if text == "" {
		return nil
	}
	l.out.cell(l.out.named("comment"), []byte(text))
	return l.out.endRow()
}

// trailing is how many bytes behind the end of something are more than padding.
func trailing(b []byte) int64 { return int64(len(bytes.TrimRight(b, "\x00"))) }
