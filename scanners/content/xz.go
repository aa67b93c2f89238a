package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"

	"piiventory/scanners"
)

// xz (the .xz file format 1.2.1), with any number of streams and padding. Memory:
// the dictionary, which is 8 MiB at the usual level and 64 MiB at the highest. A
// larger one than the bound is made smaller: content that is not longer than the
// bound needs no more, and longer content often does not.
var _ = registerCodec(codec{
	name:  "xz",
	magic: []byte{0xfd, '7', 'z', 'X', 'Z', 0},
	ext:   []string{".xz", ".txz"},
	open: func(r io.Reader, window int) (io.Reader, error) {
		f := &xzFilter{br: bufio.NewReaderSize(r, 16<<10), window: window}
		z, err := xz.ReaderConfig{DictCap: lzma.MinDictCap}.NewReader(bufio.NewReaderSize(f, 16<<10))
		if err != nil {
			if f.err != nil && f.err != io.EOF {
				err = f.err
			}
			return nil, err
		}
		return &xzReader{narrow{r: z, window: func() int64 { return f.asked }, most: window}, f}, nil
	},
})

type xzReader struct {
	narrow
	f *xzFilter
}

func (x *xzReader) Read(p []byte) (int, error) {
	n, err := x.narrow.Read(p)
	if err != nil && x.f.err != nil && x.f.err != io.EOF {
		err = x.f.err
	}
	return n, err
}

// An xzFilter passes an xz file through and makes the dictionaries that its block
// headers ask for small enough. The library would allocate them as they are asked
// for. It follows the structure from chunk to chunk; where that breaks, it passes
// on the rest as it is, in which no block header is, since the library stops there.
type xzFilter struct {
	br     *bufio.Reader
	window int
	asked  int64 // the largest dictionary above the bound
	err    error

	step  func(*xzFilter) error
	out   []byte // to pass on before anything else
	left  int64  // then so many bytes as they are
	check int64  // bytes of a block's check
	block int64  // bytes of the block so far
	// inside says that a stream has begun and not ended, raw that its structure is
	// broken.
	inside, raw bool
}

func (f *xzFilter) Read(p []byte) (int, error) {
	for len(f.out) == 0 && f.left == 0 && !f.raw {
		if f.err != nil {
			return 0, f.err
		}
		if f.step == nil {
			f.step = (*xzFilter).stream
		}
		f.err = f.step(f)
		f.broke()
	}
	if len(f.out) > 0 {
		n := copy(p, f.out)
		f.out = f.out[n:]
		return n, nil
	}
	if f.left > 0 && int64(len(p)) > f.left && !f.raw {
		p = p[:f.left]
	}
	n, err := f.br.Read(p)
	if err != nil {
		f.err = err
		f.broke()
	}
	f.left -= int64(n)
	return n, f.err
}

// broke makes an end in the middle of a stream an unexpected one, for which the
// library takes an end between two of its reads only in part.
func (f *xzFilter) broke() {
	if f.err == io.EOF && (f.step == nil || f.left > 0 || f.raw || f.inside) {
		f.err = io.ErrUnexpectedEOF
	}
}

// take passes on the next n bytes and returns them.
func (f *xzFilter) take(n int) ([]byte, error) {
	at := len(f.out)
	f.out = append(f.out, make([]byte, n)...)
	m, err := io.ReadFull(f.br, f.out[at:])
	f.out = f.out[:at+m]
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	return f.out[at:], err
}

// stream reads the header of a stream, or four bytes of padding.
func (f *xzFilter) stream() error {
	f.inside = false
	b, err := f.take(4)
	if err != nil || bytes.Equal(b, make([]byte, 4)) {
		return err
	}
	f.inside = true
	if b, err = f.take(8); err != nil {
		return err
	}
	f.check = [16]int64{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}[b[3]&15]
	f.step = (*xzFilter).head
	return nil
}

// head reads the header of a block, or the index behind the last one.
func (f *xzFilter) head() error {
	b, err := f.br.Peek(1)
	if err != nil {
		return err
	}
	if b[0] == 0 {
		return f.index()
	}
	if b, err = f.take((int(b[0]) + 1) * 4); err != nil {
		return err
	}
	body, sum := b[:len(b)-4], b[len(b)-4:]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(sum) {
		f.raw = true
		return nil
	}
	rest := body[2:]
	for _, flag := range []byte{0x40, 0x80} { // sizes, which may be given
		if body[1]&flag != 0 {
			_, n := binary.Uvarint(rest)
			rest = rest[max(n, 0):]
		}
	}
	if len(rest) < 3 || body[1]&3 != 0 || rest[0] != 0x21 || rest[1] != 1 {
		f.out = nil
		return scanners.Unreadable(scanners.GapFormat,
			"the xz stream uses a filter for programs or for numbers that no reader here knows; unpack it first, nothing from there on was looked at")
	}
	if dict, err := lzma.DecodeDictCap(rest[2]); err == nil {
		if dict > int64(f.window) {
			f.asked = max(f.asked, dict)
			dict = int64(f.window)
		}
		rest[2] = lzma.EncodeDictCap(min(dict, max(f.short(), lzma.MinDictCap)))
		binary.LittleEndian.PutUint32(sum, crc32.ChecksumIEEE(body))
	}
	f.block, f.step = 0, (*xzFilter).chunk
	return nil
}

// short is how long the block is that begins here, when its end can be seen, so
// that small files do not cost the memory of large ones; else a large number.
func (f *xzFilter) short() (sum int64) {
	_, err := f.br.Peek(f.br.Size())
	b, _ := f.br.Peek(f.br.Buffered())
	for len(b) >= 6 && b[0] != 0 {
		n := 0
		switch {
		case b[0] >= 0x80:
			sum += int64(b[0]&31)<<16 + int64(binary.BigEndian.Uint16(b[1:])) + 1
			n = 5 + int(binary.BigEndian.Uint16(b[3:])) + 1
			if b[0] >= 0xc0 {
				n++
			}
		case b[0] <= 2:
			n = int(binary.BigEndian.Uint16(b[1:])) + 1
			sum += int64(n)
			n += 3
		}
		if n == 0 {
			return sum // broken here
		}
		b = b[min(n, len(b)):]
	}
	if err == nil && (len(b) == 0 || b[0] != 0) {
		return 1 << 40 // it goes on beyond the buffer
	}
	return sum
}

// chunk passes on one chunk of LZMA2, or what follows the last one.
func (f *xzFilter) chunk() error {
	b, err := f.br.Peek(1)
	if err != nil {
		return err
	}
	n := int64(1)
	switch c := b[0]; {
	case c == 0:
		n += (4-(f.block+1)%4)%4 + f.check
		f.step = (*xzFilter).head
	case c >= 0x80:
		if b, err = f.br.Peek(5); err != nil {
			f.raw = true
			return nil
		}
		n = 5 + int64(binary.BigEndian.Uint16(b[3:])) + 1
		if c >= 0xc0 {
			n++
		}
	case c <= 2:
		if b, err = f.br.Peek(3); err != nil {
			f.raw = true
			return nil
		}
		n = 3 + int64(binary.BigEndian.Uint16(b[1:])) + 1
	default:
		f.raw = true
		return nil
	}
	f.block += n
	f.left = n
	return nil
}

// index passes on the index and the footer of a stream. It goes by the record, so
// that the number of records need not be trusted.
func (f *xzFilter) index() error {
	f.take(1)
	size := int64(1)
	number := func() (v uint64, err error) {
		for shift := 0; ; shift += 7 {
			b, err := f.take(1)
			if err != nil || shift > 63 {
				return 0, io.EOF
			}
			size++
			if v |= uint64(b[0]&0x7f) << shift; b[0] < 0x80 {
				return v, nil
			}
		}
	}
	records, err := number()
	if err != nil {
		return err
	}
	f.step = func(f *xzFilter) error {
		if records > 0 {
			records--
			if _, err := number(); err != nil {
				return err
			}
			_, err := number()
			return err
		}
		f.left = (4-size%4)%4 + 4 + 12
		f.step = (*xzFilter).stream
		return nil
	}
	return nil
}
