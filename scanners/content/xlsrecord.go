package content

import (
	"bufio"
	"io"
	"unicode/utf16"
)

// A biffReader goes over the records of a workbook (MS-XLS): a number, a length, a body.
// A body that is too long for one record goes on in records of the number biffMore, at
// whose start texts repeat how wide their characters are.
type biffReader struct {
	r    *bufio.Reader
	off  int64 // of the record
	next int64
	id   uint16
	b    []byte // what was not read yet of the body
	buf  []byte
	// old says that this is BIFF5, with texts of one byte a character in page.
	old  bool
	page string
}

const biffMore = 0x3C

func newBIFF(r io.Reader) *biffReader {
	return &biffReader{r: bufio.NewReaderSize(r, 64<<10), page: "windows-1252"}
}

// record moves to the next record. It returns io.EOF behind the last one.
func (b *biffReader) record() error {
	var h [4]byte
	if n, err := io.ReadFull(b.r, h[:]); err != nil {
		if b.id == 0 && h == [4]byte{} && n < 4 { // zeros fill the stream up
			return io.EOF
		}
		return err
	}
	n := int(u16(h[2:]))
	if cap(b.buf) < n {
		b.buf = make([]byte, max(n, 9000))
	}
	b.off, b.id, b.b = b.next, u16(h[:]), b.buf[:n]
	b.next += int64(n) + 4
	if _, err := io.ReadFull(b.r, b.b); err != nil {
		return broken(err)
	}
	return nil
}

// more moves to the body of the record that goes on with this one.
func (b *biffReader) more() error {
	h, err := b.r.Peek(4)
	if err != nil {
		return broken(err)
	}
	if u16(h) != biffMore {
		return io.ErrUnexpectedEOF
	}
	off, id := b.off, b.id
	err = b.record()
	b.off, b.id = off, id
	return err
}

// take returns the next n bytes, which texts never part.
func (b *biffReader) take(n int) ([]byte, error) {
	if len(b.b) == 0 {
		if err := b.more(); err != nil {
			return nil, err
		}
	}
	if len(b.b) < n {
		return nil, errBroken
	}
	v := b.b[:n]
	b.b = b.b[n:]
	return v, nil
}

// skip passes over bytes of this record and those that go on with it.
func (b *biffReader) skip(n int64) error {
	for n > int64(len(b.b)) {
		n -= int64(len(b.b))
		b.b = nil
		if err := b.more(); err != nil {
			return err
		}
	}
	b.b = b.b[n:]
	return nil
}

// chars appends a number of characters whose width a byte of flags states.
func (b *biffReader) chars(dst []byte, n int, wide bool) ([]byte, error) {
	high := rune(0)
	for n > 0 {
		if len(b.b) == 0 {
			if err := b.more(); err != nil {
				return dst, err
			}
			if len(b.b) == 0 {
				return dst, errBroken
			}
			wide, b.b = b.b[0]&1 != 0, b.b[1:]
		}
		if !wide {
			m := min(n, len(b.b))
			for _, c := range b.b[:m] {
				dst = appendRune(dst, rune(c))
			}
			n, b.b = n-m, b.b[m:]
			continue
		}
		if len(b.b) < 2 {
			return dst, errBroken
		}
		r := rune(u16(b.b))
		b.b = b.b[2:]
		n--
		if utf16.IsSurrogate(r) {
			if high == 0 {
				high = r
				continue
			}
			r, high = utf16.DecodeRune(high, r), 0
		}
		dst = appendRune(dst, r)
	}
	return dst, nil
}

// text appends a text with its length in front, in so many bytes.
func (b *biffReader) text(dst []byte, length int) ([]byte, error) {
	h, err := b.take(length)
	if err != nil {
		return dst, err
	}
	n := int(h[0])
	if length == 2 {
		n = int(u16(h))
	}
	if b.old {
		v, err := b.take(min(n, len(b.b)))
		return append(dst, toUTF8(v, b.page)...), err
	}
	if n == 0 && len(b.b) == 0 { // some leave out the flags
		return dst, nil
	}
	return b.rich(dst, n)
}

// rich appends a text behind its length, and passes over what it says of fonts and of
// how words are spoken.
func (b *biffReader) rich(dst []byte, n int) ([]byte, error) {
	h, err := b.take(1)
	if err != nil {
		return dst, err
	}
	flags, after := h[0], int64(0)
	if flags&8 != 0 {
		if h, err = b.take(2); err != nil {
			return dst, err
		}
		after += 4 * int64(u16(h))
	}
	if flags&4 != 0 {
		if h, err = b.take(4); err != nil {
			return dst, err
		}
		after += int64(u32(h) & 0x7FFF_FFFF)
	}
	if n > 0 {
		if dst, err = b.chars(dst, n, flags&1 != 0); err != nil {
			return dst, err
		}
	}
	return dst, b.skip(after)
}

// body gives the bytes of a record and of those that go on with it, or that are of the
// same number.
type biffBody struct {
	b *biffReader
}

func (r *biffBody) Read(p []byte) (int, error) {
	for len(r.b.b) == 0 {
		h, err := r.b.r.Peek(2)
		if err != nil {
			return 0, io.EOF
		}
		if id := u16(h); id != biffMore && id != r.b.id {
			return 0, io.EOF
		}
		id := r.b.id
		err = r.b.record()
		if r.b.id = id; err != nil {
			return 0, err
		}
	}
	n := copy(p, r.b.b)
	r.b.b = r.b.b[n:]
	return n, nil
}
