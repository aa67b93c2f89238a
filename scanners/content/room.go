package content

import (
	"bytes"
	"encoding/binary"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz/lzma"

	"piiventory/scanners"
)

// room is what all layers of one object may hold together: the windows of their
// compressions, and what is held to be read from anywhere. The readers of formats have
// what is left of 64 MiB.
const room = 40 << 20

// free is how much of it is not taken.
func (j *job) free() int64 { return room - j.windows - j.spooled }

// claim takes memory for the layer, at most what is free, in whole MiB. It is given
// back when the layer is done.
func (l *layer) claim(n int64) int64 {
	n = max(0, min((n+1<<20-1)>>20, l.free()>>20)) << 20
	l.windows += n
	l.claimed += n
	return n
}

// yieldRoom gives back what the layer claimed.
func (l *layer) yieldRoom() {
	l.windows -= l.claimed
	l.claimed = 0
}

// errRoom is the refusal of what lies in too many things that hold memory.
var errRoom = refuse(scanners.GapOversized, "what it lies in takes all the memory that there is for one object; unpack it first, nothing in it was looked at")

// window claims what a compression holds of the unpacked content. head is the start of
// the stream; one behind the other may ask for more than the first, up to the usual.
func (l *layer) window(name string, head []byte) (int, error) {
	switch name {
	case "gzip", "zlib":
		return windowDeep, nil // they hold next to nothing
	case "bzip2":
		return l.fixed(4 << 20)
	case "snappy":
		return l.fixed(8 << 20)
	case "lz4", "lz4-hadoop", "snappy-hadoop", "snappy-java":
		return l.fixed(2 * hadoopMost)
	}
	n := l.claim(max(windowDeep, min(windowAsked(name, head), windowFirst)))
	if n < 1<<20 {
		return 0, errRoom
	}
	return int(n), nil
}

func (l *layer) fixed(n int64) (int, error) {
	if l.claim(n) < n {
		return 0, errRoom
	}
	return windowDeep, nil
}

// windowAsked is the window that the stream asks for at its start, 0 if that does not
// say so.
func windowAsked(name string, b []byte) int64 {
	switch name {
	case "zstd":
		var h zstd.Header
		if h.Decode(b) != nil {
			return 0
		}
		if h.SingleSegment {
			return int64(min(h.FrameContentSize, 1<<40))
		}
		return int64(min(h.WindowSize, 1<<40))
	case "xz":
		// The dictionary is the property of the last filter of the first block.
		if i := bytes.LastIndex(b[:min(len(b), 12+32)], []byte{0x21, 1}); i >= 12 && i+2 < len(b) {
			n, _ := lzma.DecodeDictCap(b[i+2])
			return n
		}
	case "lzma":
		if len(b) >= 13 {
			return int64(min(uint64(binary.LittleEndian.Uint32(b[1:])), binary.LittleEndian.Uint64(b[5:])))
		}
	case "lzip":
		if len(b) > 5 {
			return 1 << (b[5] & 31)
		}
	case "brotli":
		return int64(brotliWindow(b))
	}
	return 0
}

// held is content that is read from anywhere, in parts of one length, so that it grows
// without being copied.
type held struct {
	parts [][]byte
	n     int64
	small *[smallPart]byte // memory that the first part may be in
}

const (
	heldPart  = 1 << 20
	smallPart = 64 << 10
)

// fill reads r to its end, but not beyond most. It returns errSpool where there is more.
// size is how long it may be, -1 if nobody says so.
func (h *held) fill(r io.Reader, size, most int64) error {
	for {
		hint := int64(32 << 10)
		if size >= h.n {
			hint = size - h.n + 1
		}
		left := min(heldPart, most-h.n+1)
		part, err := heldRead(r, h.part(min(hint, left)), left)
		if h.n += int64(len(part)); h.n > most {
			return errSpool
		}
		if h.parts = append(h.parts, part); err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// heldRead reads into one part, of most bytes where there are so many.
func heldRead(r io.Reader, part []byte, most int64) ([]byte, error) {
	for {
		n, err := readFull(r, part[len(part):cap(part)])
		part = part[:len(part)+n]
		if err != nil || int64(len(part)) == most {
			return part, err
		}
		part = append(make([]byte, 0, min(2*int64(cap(part)), most)), part...)
	}
}

// parts are those of full length and smallParts the first ones of what is small, to be
// used again: fresh memory is filled with zeros first.
var (
	parts      sync.Pool
	smallParts = sync.Pool{New: func() any { return new([smallPart]byte) }}
)

// part returns memory for n bytes or, where that is little, for more to come.
func (h *held) part(n int64) []byte {
	switch {
	case n == heldPart:
		if p, ok := parts.Get().(*[heldPart]byte); ok {
			return p[:0]
		}
	case n <= smallPart && h.small == nil:
		h.small = smallParts.Get().(*[smallPart]byte)
		return h.small[:0:n]
	}
	return make([]byte, 0, n)
}

// keptParts is how many parts of one layer are kept to be used again.
const keptParts = 8

// free ends the use of what is held.
func (h *held) free() {
	for i, p := range h.parts {
		if cap(p) == heldPart && i < keptParts {
			parts.Put((*[heldPart]byte)(p[:heldPart]))
		}
	}
	if h.small != nil {
		smallParts.Put(h.small)
	}
	h.parts, h.n, h.small = nil, 0, nil
}

func (h *held) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errRange
	}
	for n < len(p) && off < h.n {
		m := copy(p[n:], h.parts[off/heldPart][off%heldPart:])
		n += m
		off += int64(m)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
