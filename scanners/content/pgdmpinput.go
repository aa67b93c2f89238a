package content

import (
	"bufio"
	"errors"
	"io"
)

// A pgInput reads the numbers and strings of a dump. Its errors stick, and what is read
// after one is zero.
type pgInput struct {
	r             *bufio.Reader
	ints, offsets int // bytes of a number and of an offset
	err           error
}

// fail notes why nothing more can be read. The end of the file in a value is one.
func (in *pgInput) fail(err error) {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if in.err == nil {
		in.err = err
	}
}

func (in *pgInput) byte() int {
	if in.err != nil {
		return 0
	}
	c, err := in.r.ReadByte()
	in.fail(err)
	return int(c)
}

// maybe reads a byte where the file may end.
func (in *pgInput) maybe() (int, bool) {
	if in.err != nil {
		return 0, false
	}
	c, err := in.r.ReadByte()
	if err != nil && err != io.EOF {
		in.fail(err)
	}
	return int(c), err == nil
}

// int reads a number: a byte for its sign, and then the lowest byte first.
func (in *pgInput) int() int64 {
	sign := in.byte()
	n := in.number(in.ints)
	if sign != 0 {
		return -n
	}
	return n
}

// offset reads a place in the file, which no sign stands before.
func (in *pgInput) offset() int64 { return in.number(in.offsets) }

func (in *pgInput) number(size int) (n int64) {
	for i := range size {
		n |= int64(in.byte()) << (8 * i)
	}
	if n < 0 && in.err == nil {
		in.err = errBroken
	}
	if in.err != nil {
		return 0
	}
	return n
}

// str reads a string of at most so many bytes, which belongs to the caller; nil if it is
// null.
func (in *pgInput) str(most int64) []byte {
	n := in.int()
	if n > most && in.err == nil {
		in.err = errPgLong
	}
	if n <= 0 || in.err != nil {
		return nil
	}
	b, err := readGrowing(in.r, nil, int(n))
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if in.fail(err); in.err != nil {
		return nil
	}
	return b
}

// pass goes over a string.
func (in *pgInput) pass() { in.skip(in.int()) }

// more goes over a string and says whether it was there.
func (in *pgInput) more() bool {
	n := in.int()
	in.skip(n)
	return n >= 0 && in.err == nil
}

func (in *pgInput) skip(n int64) {
	for n > 0 && in.err == nil {
		m, err := in.r.Discard(int(min(n, 1<<20)))
		n -= int64(m)
		in.fail(err)
	}
}

// pgChunks reads what lies in one or more chunks, of which a length of zero is the end.
type pgChunks struct {
	f    *pgFile
	left int64 // of the chunk
	n    int64 // bytes read
	end  bool
}

// next goes on to the next chunk.
func (c *pgChunks) next() {
	in := c.f.in
	if c.left = in.int(); c.left < 0 && in.err == nil {
		in.err = errBroken
	}
	c.end = c.left == 0 && in.err == nil
}

func (c *pgChunks) Read(p []byte) (int, error) {
	in := c.f.in
	for c.left == 0 && !c.end && in.err == nil {
		c.next()
	}
	switch {
	case in.err != nil:
		return 0, in.err
	case c.end:
		return 0, io.EOF
	}
	n, err := in.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	c.n += int64(n)
	c.f.packed += int64(n)
	if err != nil {
		in.fail(err)
		return n, in.err
	}
	return n, nil
}

func (c *pgChunks) count() int64 { return c.n }

// drain goes over what was not read.
func (c *pgChunks) drain() error {
	for in := c.f.in; !c.end && in.err == nil; c.next() {
		in.skip(c.left)
		c.f.packed += c.left
	}
	return c.f.in.err
}
