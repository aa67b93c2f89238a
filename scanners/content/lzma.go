package content

import (
	"bufio"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// lzma is the older format of the LZMA SDK, a header of 13 bytes without a magic.
// It is told by properties and sizes that encoders write, and by the first byte of
// the coded data, which is zero. Memory: the dictionary, which is made smaller
// where it is above the bound.
var _ = registerCodec(codec{
	name: "lzma",
	is: func(b []byte, _ string) bool {
		return len(b) > 14 && b[0] == 0x5d && b[1] == 0 && lzma.ValidHeader(b[:13]) && b[13] == 0
	},
	ext: []string{".lzma", ".tlz"},
	open: func(r io.Reader, window int) (io.Reader, error) {
		br := bufio.NewReaderSize(r, 16<<10)
		head := make([]byte, lzma.HeaderLen)
		if _, err := io.ReadFull(br, head); err != nil {
			return nil, err
		}
		z, err := openLZMA(br, head, window)
		if err != nil {
			return nil, err
		}
		return &members{br: br, r: z, next: func() (io.Reader, error) { return nil, errBroken }}, nil
	},
})

// lzip (the format of the program of that name), with any number of members. It is LZMA with fixed
// properties, an end marker and a checksum.
var _ = registerCodec(codec{
	name:  "lzip",
	magic: []byte("LZIP\x01"),
	ext:   []string{".lz"},
	open: func(r io.Reader, window int) (io.Reader, error) {
		br := bufio.NewReaderSize(r, 16<<10)
		next := func() (io.Reader, error) { return openLzip(br, window) }
		first, err := next()
		if err != nil {
			return nil, err
		}
		return &members{br: br, r: first, next: next}, nil
	},
})

// openLZMA opens a stream behind its header, of which the dictionary size is made
// to fit.
func openLZMA(br *bufio.Reader, head []byte, window int) (io.Reader, error) {
	asked := binary.LittleEndian.Uint32(head[1:])
	if size := binary.LittleEndian.Uint64(head[5:]); uint64(asked) > size {
		asked = uint32(size)
	}
	wide := int64(0)
	if int64(asked) > int64(window) {
		wide, asked = int64(asked), uint32(window)
	}
	binary.LittleEndian.PutUint32(head[1:], asked)
	z, err := lzma.NewReader(&headed{head, br})
	if err != nil {
		return nil, err
	}
	return &narrow{r: z, window: func() int64 { return wide }, most: window}, nil
}

// headed reads a header and then the stream, by the byte as the library does.
type headed struct {
	head []byte
	*bufio.Reader
}

func (h *headed) Read(p []byte) (int, error) {
	if len(h.head) > 0 {
		n := copy(p, h.head)
		h.head = h.head[n:]
		return n, nil
	}
	return h.Reader.Read(p)
}

func openLzip(br *bufio.Reader, window int) (io.Reader, error) {
	head := make([]byte, 6)
	if _, err := io.ReadFull(br, head); err != nil {
		return nil, err
	}
	if string(head[:5]) != "LZIP\x01" {
		return nil, errBroken
	}
	dict := uint32(1) << (head[5] & 31)
	dict -= dict / 16 * uint32(head[5]>>5)
	if bits := head[5] & 31; bits < 12 || bits > 29 {
		return nil, errBroken
	}
	classic := make([]byte, lzma.HeaderLen)
	classic[0] = lzma.Properties{LC: 3, LP: 0, PB: 2}.Code()
	binary.LittleEndian.PutUint32(classic[1:], dict)
	binary.LittleEndian.PutUint64(classic[5:], 1<<64-1) // unknown: there is an end marker
	z, err := openLZMA(br, classic, window)
	if err != nil {
		return nil, err
	}
	return &lzipMember{z: z, br: br, sum: crc32.NewIEEE()}, nil
}

type lzipMember struct {
	z   io.Reader
	br  *bufio.Reader
	sum hash.Hash32
	n   uint64
}

func (m *lzipMember) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	m.sum.Write(p[:n])
	m.n += uint64(n)
	if err == io.EOF {
		var tail [20]byte
		if _, err := io.ReadFull(m.br, tail[:]); err != nil {
			return n, io.ErrUnexpectedEOF
		}
		if binary.LittleEndian.Uint32(tail[:]) != m.sum.Sum32() || binary.LittleEndian.Uint64(tail[4:]) != m.n {
			return n, errBroken
		}
	}
	return n, err
}
