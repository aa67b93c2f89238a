package content

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/snappy"
)

// snappy in its framing format, and S2, which extends it. Memory: a few blocks of
// 64 KiB, or of 4 MiB in S2.
var _ = registerCodec(codec{
	name: "snappy",
	is: func(b []byte, _ string) bool {
		return bytes.HasPrefix(b, []byte("\xff\x06\x00\x00sNaPpY")) || bytes.HasPrefix(b, []byte("\xff\x06\x00\x00S2sTwO"))
	},
	ext: []string{".sz", ".snappy", ".s2"},
	open: func(r io.Reader, _ int) (io.Reader, error) {
		return s2.NewReader(r, s2.ReaderAllocBlock(64<<10)), nil // larger ones when they come
	},
})

// Snappy as Java programs write it to streams (xerial): a header, and blocks with
// their lengths in front.
var _ = registerCodec(codec{
	name:  "snappy-java",
	magic: xerial,
	ext:   []string{".snappy"},
	open: func(r io.Reader, _ int) (io.Reader, error) {
		if _, err := io.CopyN(io.Discard, r, 16); err != nil {
			return nil, err
		}
		return &hadoop{r: r, bare: true, unpack: unsnap}, nil
	},
})

var xerial = []byte("\x82SNAPPY\x00")

// Snappy as Hadoop writes it: the length of a block, and parts of it with their
// lengths in front.
var _ = registerCodec(codec{
	name: "snappy-hadoop",
	is:   hadoopSnappy,
	ext:  []string{".snappy"},
	open: func(r io.Reader, _ int) (io.Reader, error) { return &hadoop{r: r, unpack: unsnap}, nil },
})

// LZ4 blocks as Hadoop writes them, in the same way.
var _ = registerCodec(codec{
	name: "lz4-hadoop",
	is: func(b []byte, ext string) bool {
		_, _, ok := hadoopHead(b)
		return ok && ext == ".lz4" && b[8] != 0
	},
	ext:  []string{".lz4"},
	open: openHadoopLZ4,
})

// hadoopMost is the longest block that is read. Hadoop's own are 256 KiB, those of
// other writers 1 MiB.
const hadoopMost = 4 << 20

// hadoopHead reads the two lengths at the start of a block, if they are likely.
func hadoopHead(b []byte) (plain, packed int64, ok bool) {
	if len(b) < 10 {
		return 0, 0, false
	}
	plain, packed = int64(binary.BigEndian.Uint32(b)), int64(binary.BigEndian.Uint32(b[4:]))
	return plain, packed, plain > 0 && plain <= hadoopMost && packed > 1 && packed <= plain+plain/6+32
}

// hadoopSnappy wants the length that the block states also inside the first part,
// and that the part unpacks when all of it is in the head.
func hadoopSnappy(b []byte, _ string) bool {
	plain, packed, ok := hadoopHead(b)
	if !ok {
		return false
	}
	n, err := snappy.DecodedLen(b[8:])
	if err != nil || int64(n) > plain || n == 0 {
		return false
	}
	if packed > int64(len(b)-8) {
		return int64(n) == plain
	}
	_, err = snappy.Decode(nil, b[8:8+packed])
	return err == nil
}

func unsnap(dst, src []byte) (int, error) {
	n, err := snappy.DecodedLen(src)
	if err != nil || n > len(dst) {
		return 0, errBroken
	}
	out, err := snappy.Decode(dst, src)
	return len(out), err
}

// hadoop reads blocks with lengths in front. Memory: a block packed and unpacked,
// 4 MiB each at most.
type hadoop struct {
	r        io.Reader
	bare     bool // blocks are one part and do not state their length
	unpack   func(dst, src []byte) (int, error)
	in, out  []byte
	pos      int
	expected int64 // of the block, still to come
}

func (h *hadoop) Read(p []byte) (int, error) {
	for h.pos == len(h.out) {
		if err := h.part(); err != nil {
			return 0, err
		}
	}
	n := copy(p, h.out[h.pos:])
	h.pos += n
	return n, nil
}

func (h *hadoop) length() (int64, error) {
	var b [4]byte
	_, err := io.ReadFull(h.r, b[:])
	return int64(binary.BigEndian.Uint32(b[:])), err
}

func (h *hadoop) part() error {
	var err error
	if !h.bare && h.expected == 0 {
		if h.expected, err = h.length(); err != nil || h.expected == 0 {
			return err
		}
	}
	n, err := h.length()
	if err != nil {
		if !h.bare && err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	if h.bare && n == int64(binary.BigEndian.Uint32(xerial)) { // streams one behind the other
		_, err := io.CopyN(io.Discard, h.r, 12)
		return err
	}
	if n > hadoopMost || h.expected > hadoopMost {
		return errBroken
	}
	h.in = slices.Grow(h.in[:0], int(n))[:n]
	if _, err := io.ReadFull(h.r, h.in); err != nil {
		return io.ErrUnexpectedEOF
	}
	room := h.expected
	if h.bare {
		k, err := snappy.DecodedLen(h.in)
		if err != nil || k > hadoopMost {
			return errBroken
		}
		room = int64(k)
	}
	h.out = slices.Grow(h.out[:0], int(room))[:room]
	m, err := h.unpack(h.out, h.in)
	if err != nil || !h.bare && m == 0 {
		h.out, h.pos = h.out[:0], 0
		return errBroken
	}
	h.out, h.pos = h.out[:m], 0
	if !h.bare {
		h.expected -= int64(m)
	}
	return nil
}
