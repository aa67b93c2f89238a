package content

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// backrefs unpacks as a stream what consists of literals and of references to what
// was unpacked before: Snappy and LZ4 blocks, which libraries unpack as a whole.
// References go back 64 KiB at most with the writers of Google, Rust and Go (Snappy)
// and by definition (LZ4); up to 1 MiB is kept.
type backrefs struct {
	in     *bufio.Reader
	window int                     // bytes that are kept to be referred to
	next   func(b *backrefs) error // reads the next element
	b      []byte
	r      int // what was handed on
	lit    int // bytes of the literal that are still to come
	copy   int // and of the reference
	back   int // how far it goes back
	err    error

	match int // of LZ4: the length of the reference that follows a literal
}

const backrefWindow = 1 << 20

var (
	errBackrefs = errors.New("a compressed block is broken")
	// errBackrefFar says that a reference goes further back than is kept.
	errBackrefFar = errors.New("a compressed block refers too far back")
)

func (b *backrefs) Read(p []byte) (int, error) {
	if b.r == len(b.b) {
		if b.err == nil {
			b.err = b.fill()
		}
		if b.r == len(b.b) {
			return 0, b.err
		}
	}
	n := copy(p, b.b[b.r:])
	b.r += n
	return n, nil
}

// fill unpacks 64 KiB or a little more, or up to the end.
func (b *backrefs) fill() error {
	if b.b == nil {
		b.b = make([]byte, 0, b.window+backrefWindow)
	}
	if len(b.b) > cap(b.b)-64<<10 {
		b.b = b.b[:copy(b.b, b.b[len(b.b)-b.window:])]
		b.r = len(b.b)
	}
	for end := len(b.b) + 64<<10; len(b.b) < end; {
		room := end - len(b.b)
		at := len(b.b)
		switch {
		case b.lit > 0:
			n := min(b.lit, room)
			b.b = b.b[:at+n]
			if _, err := io.ReadFull(b.in, b.b[at:]); err != nil {
				b.b = b.b[:at]
				return errBackrefs
			}
			b.lit -= n
		case b.copy > 0:
			n := min(b.copy, room)
			if b.back <= 0 {
				return errBackrefs
			}
			if b.back > at {
				return errBackrefFar
			}
			b.b = b.b[:at+n]
			for to, from := at, at-b.back; to < at+n; {
				to += copy(b.b[to:at+n], b.b[from:to])
			}
			b.copy -= n
		default:
			if err := b.next(b); err != nil {
				return err
			}
		}
	}
	return nil
}

// little reads n bytes as a number, the lowest first.
func (b *backrefs) little(n int) (int, error) {
	v, err := b.in.Peek(n)
	if err != nil {
		return 0, errBackrefs
	}
	var all [8]byte
	copy(all[:], v)
	b.in.Discard(n)
	return int(binary.LittleEndian.Uint64(all[:])), nil
}

// snappyElement reads an element of the Snappy format ("format_description.txt").
func snappyElement(b *backrefs) error {
	tag, err := b.in.ReadByte()
	if err != nil {
		return err
	}
	n := int(tag >> 2)
	switch tag & 3 {
	case 0:
		if n >= 60 {
			if n, err = b.little(n - 59); err != nil {
				return err
			}
		}
		b.lit = n + 1
		return nil
	case 1:
		low, err := b.little(1)
		b.copy, b.back = n&7+4, n>>3<<8|low
		return err
	case 2:
		b.copy = n + 1
		b.back, err = b.little(2)
	default:
		b.copy = n + 1
		b.back, err = b.little(4)
	}
	return err
}

// lz4Element reads a sequence of the LZ4 block format: a literal and a reference.
func lz4Element(b *backrefs) (err error) {
	if b.match == 0 {
		token, err := b.in.ReadByte()
		if err != nil {
			return err
		}
		b.match = int(token&15) + 4
		b.lit, err = b.length(int(token >> 4))
		return err
	}
	if _, err := b.in.Peek(1); err == io.EOF { // the last sequence is a literal only
		return err
	}
	if b.back, err = b.little(2); err != nil {
		return err
	}
	b.copy, err = b.length(b.match - 4)
	b.copy += 4
	b.match = 0
	return err
}

// length reads what is added to a length of 15 in bytes of its own.
func (b *backrefs) length(n int) (int, error) {
	for more := n == 15; more; {
		c, err := b.in.ReadByte()
		if n += int(c); err != nil || n > 1<<30 {
			return 0, errBackrefs
		}
		more = c == 255
	}
	return n, nil
}
