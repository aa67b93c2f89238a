package content

import (
	"encoding/binary"
	"io"
	"math"

	"piiventory/scanners"
)

const (
	// sevenHeader bounds the header of a 7z archive, which is held in memory.
	sevenHeader = 4 << 20
	// sevenFiles bounds the files of an archive, about 300 bytes of memory each.
	sevenFiles = 1 << 16
	// sevenFolders bounds the blocks that are packed on their own. The library looks
	// through all of them for each file.
	sevenFolders = 1 << 13
	// sevenCoders bounds the coders of one folder, as 7-Zip does.
	sevenCoders = 32
)

var (
	errSevenWide = refuse(scanners.GapOversized, "the archive needs a dictionary that is larger than the memory for one object; unpack it first, nothing from there on was looked at")
	errSevenLong = refuse(scanners.GapOversized, "the header of the archive is longer than %s; unpack it first, nothing in it was looked at", human(sevenHeader))
	errSevenMany = refuse(scanners.GapOversized, "the archive lists more than %d files or %d blocks, which is more than fit the memory for one object; unpack it first, nothing in it was looked at", sevenFiles, sevenFolders)
	errSevenCut  = refuse(scanners.GapCorrupt, "the 7z archive is cut off; its directory stands at its end, so that nothing in it could be read")
	errSevenPart = refuse(scanners.GapFormat, "it is one part of a 7z archive in several files; put the parts together first, nothing in it was looked at")

	errSevenMethod = refuse(scanners.GapFormat, "it is packed with a method that no reader here knows; unpack it first, nothing in it was looked at")

	errSevenHead = refuse(scanners.GapFormat, "the header of the archive is packed in a way that no reader here knows; unpack it first, nothing in it was looked at")
)

// sevenBounds reads the header before the library does, which allocates by the
// numbers in it. It follows the same grammar (7zFormat.txt of the LZMA SDK), so
// that what the library will see is what was measured here. It returns how much the
// coders of one folder hold at most.
func sevenBounds(r io.ReaderAt, size, window int64) (most int64, err error) {
	var start [32]byte
	if _, err = r.ReadAt(start[:], 0); err != nil && err != io.EOF {
		return 0, err
	}
	le := binary.LittleEndian
	at, n := int64(le.Uint64(start[12:])), int64(le.Uint64(start[20:]))
	if at < 0 || n <= 0 || at > 1<<62 || n > 1<<62 {
		return 0, errBroken
	}
	if 32+at+n > size {
		return 0, errSevenCut
	}
	if n > sevenHeader {
		return 0, errSevenLong
	}
	head := make([]byte, n)
	if _, err = r.ReadAt(head, 32+at); err != nil && err != io.EOF {
		return 0, err
	}
	s := &sevenHead{b: head, window: window}
	if s.next() == 0x17 { // the header itself is packed
		s.streams()
		if s.err != nil {
			return 0, s.err
		}
		plain, err := s.unpack(r, size)
		if err != nil {
			return 0, err
		}
		s = &sevenHead{b: plain, window: window}
		s.next()
	}
	id := s.next()
	if id == 0x04 {
		s.streams()
		id = s.next()
	}
	if id == 0x05 {
		s.few(s.number(), sevenFiles)
	}
	return s.most, s.err
}

// A sevenHead reads a header. What is wrong first sticks in err.
type sevenHead struct {
	b      []byte
	window int64
	most   int64 // memory of one folder
	err    error

	pos     uint64   // of the packed streams
	packs   []uint64 // their lengths
	folders []sevenFolder
}

// A sevenFolder is a block that is packed on its own.
type sevenFolder struct {
	coders []sevenCoder
	outs   uint64
}

type sevenCoder struct {
	id    string
	props []byte
	size  uint64 // unpacked
}

func (s *sevenHead) fail(err error) {
	if s.err == nil {
		s.err = err
	}
	s.b = nil
}

func (s *sevenHead) take(n uint64) []byte {
	if n > uint64(len(s.b)) {
		s.fail(errBroken)
		return nil
	}
	b := s.b[:n]
	s.b = s.b[n:]
	return b
}

func (s *sevenHead) next() byte {
	if b := s.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (s *sevenHead) expect(c byte) {
	if s.next() != c {
		s.fail(errBroken)
	}
}

// number reads a number of variable length.
func (s *sevenHead) number() (v uint64) {
	first := s.next()
	mask := byte(0x80)
	for i := range 8 {
		if first&mask == 0 {
			return v | uint64(first&(mask-1))<<(8*i)
		}
		v |= uint64(s.next()) << (8 * i)
		mask >>= 1
	}
	return v
}

// few returns n if it is not more than there may be, and fails otherwise.
func (s *sevenHead) few(n uint64, most uint64) uint64 {
	if n > most {
		s.fail(errSevenMany)
		return 0
	}
	return n
}

// sums skips checksums of n streams.
func (s *sevenHead) sums(n uint64) {
	defined := n
	if s.next() == 0 {
		defined = 0
		for i, b := range s.take((n + 7) / 8) {
			for bit := range uint64(8) {
				if uint64(i)*8+bit < n && b&(0x80>>bit) != 0 {
					defined++
				}
			}
		}
	}
	s.take(4 * defined)
}

func (s *sevenHead) streams() {
	id := s.next()
	if id == 0x06 {
		s.packed()
		id = s.next()
	}
	if id == 0x07 {
		s.unpacked()
		id = s.next()
	}
	if id == 0x08 {
		s.parts()
		id = s.next()
	}
	if id != 0 {
		s.fail(errBroken)
	}
}

func (s *sevenHead) packed() {
	s.pos = s.number()
	n := s.few(s.number(), 4*sevenFolders)
	id := s.next()
	if id == 0x09 {
		for range n {
			s.packs = append(s.packs, s.number())
		}
		id = s.next()
	}
	if id == 0x0a {
		s.sums(n)
		id = s.next()
	}
	if id != 0 {
		s.fail(errBroken)
	}
}

func (s *sevenHead) unpacked() {
	s.expect(0x0b)
	n := s.few(s.number(), sevenFolders)
	s.expect(0)
	for range n {
		if s.err != nil {
			return
		}
		s.folders = append(s.folders, s.folder())
	}
	s.expect(0x0c)
	for _, f := range s.folders {
		for i := range f.outs {
			if v := s.number(); i < uint64(len(f.coders)) {
				f.coders[i].size = v
			}
		}
		if s.most = max(s.most, f.memory()); s.err == nil && s.most > s.window {
			s.fail(errSevenWide)
		}
	}
	id := s.next()
	if id == 0x0a {
		s.sums(n)
		id = s.next()
	}
	if id != 0 {
		s.fail(errBroken)
	}
}

func (s *sevenHead) folder() (f sevenFolder) {
	ins := uint64(0)
	for range s.few(s.number(), sevenCoders) {
		flags := s.next()
		c := sevenCoder{id: string(s.take(uint64(flags & 15)))}
		in, out := uint64(1), uint64(1)
		if flags&0x10 != 0 {
			in, out = s.few(s.number(), sevenCoders), s.few(s.number(), sevenCoders)
		}
		ins, f.outs = ins+in, f.outs+out
		if flags&0x20 != 0 {
			c.props = s.take(s.number())
		}
		f.coders = append(f.coders, c)
	}
	if s.err != nil || f.outs == 0 || ins < f.outs || ins > 4*sevenCoders {
		s.fail(errBroken)
		return f
	}
	for range 2 * (f.outs - 1) { // what is bound to what
		s.number()
	}
	if left := ins - (f.outs - 1); left > 1 {
		for range left {
			s.number()
		}
	}
	return f
}

// parts reads how the folders are divided into files.
func (s *sevenHead) parts() {
	id, files, sizes := s.next(), uint64(len(s.folders)), uint64(0)
	if id == 0x0d {
		files = 0
		for range s.folders {
			n := s.few(s.number(), sevenFiles)
			files = s.few(files+n, sevenFiles)
			sizes += max(n, 1) - 1
		}
		id = s.next()
	}
	if id == 0x09 {
		for range sizes {
			s.number()
		}
		id = s.next()
	}
	if id == 0x0a {
		s.sums(files) // the library has one for each
		id = s.next()
	}
	if id != 0 {
		s.fail(errBroken)
	}
}

// unpack returns the header that the one stream of the archive's header holds.
func (s *sevenHead) unpack(r io.ReaderAt, size int64) ([]byte, error) {
	if len(s.folders) != 1 || len(s.packs) != 1 {
		return nil, errBroken
	}
	if len(s.folders[0].coders) != 1 {
		for _, c := range s.folders[0].coders {
			if c.id == sevenAES {
				return nil, errEncrypted
			}
		}
		return nil, errSevenHead
	}
	c := s.folders[0].coders[0]
	if c.id == sevenAES {
		return nil, errEncrypted
	}
	if c.size > sevenHeader || s.packs[0] > sevenHeader {
		return nil, errSevenLong
	}
	if s.pos > math.MaxInt64/2 || int64(s.pos+s.packs[0])+32 > size {
		return nil, errBroken
	}
	open := sevenOpeners[c.id]
	if open == nil {
		return nil, errSevenHead
	}
	z, err := open(c.props, c.size, io.NewSectionReader(r, 32+int64(s.pos), int64(s.packs[0])))
	if err != nil {
		return nil, err
	}
	plain := make([]byte, c.size)
	n, err := io.ReadFull(z, plain)
	if err != nil {
		return nil, errBroken
	}
	return plain[:n], nil
}
