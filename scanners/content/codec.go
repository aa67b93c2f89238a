package content

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"

	"piiventory/scanners"
)

// A codec is one compression. Codecs register themselves from their own file.
type codec struct {
	name string
	// magic is how its streams begin.
	magic []byte
	// is tells its streams where a magic does not: by the start of the content and
	// the lower-case extension of the name, with the dot. It may be nil.
	is func(b []byte, ext string) bool
	// ext are the name extensions that it adds.
	ext []string
	// open unpacks a stream with at most window bytes of unpacked content held in
	// memory beside buffers of a few hundred KiB. An *scanners.Error, from it or
	// from the reader, says in its own words what cannot be read.
	open func(r io.Reader, window int) (io.Reader, error)
}

// What a compression may hold of the unpacked content, as far as there is room: enough
// for all levels but the highest of zstd and xz, and for the usual ones.
const (
	windowFirst = 32 << 20
	windowDeep  = 8 << 20
)

var codecs []codec

func registerCodec(c codec) bool {
	codecs = append(codecs, c)
	return true
}

// codecOf finds the compression of content that starts with b, or returns nil.
// Those with a magic come first.
func codecOf(b []byte, name string) *codec {
	for i := range codecs {
		if k := &codecs[i]; k.magic != nil && bytes.HasPrefix(b, k.magic) {
			return k
		}
	}
	ext := path.Ext(name)
	for i := range codecs {
		if k := &codecs[i]; k.is != nil && k.is(b, ext) {
			return k
		}
	}
	return nil
}

// unpack opens the stream.
func (k *codec) unpack(r io.Reader, window int) (u io.Reader, err error) {
	under := &below{r: r}
	defer func() {
		if p := recover(); p != nil {
			u, err = nil, errBroken
		}
		if err != nil && under.err != nil && under.err != io.EOF {
			err = under.err
		}
	}()
	if u, err = k.open(under, window); err != nil {
		return nil, err
	}
	return &unpacker{r: u, under: under}, nil
}

// errBroken stands for what libraries say of broken content, which may quote it.
var errBroken = errors.New("broken")

// below remembers how reading the layer below ended, since libraries replace it.
type below struct {
	r   io.Reader
	err error
}

func (b *below) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err != nil {
		b.err = err
	}
	return n, err
}

// An unpacker reads what a library unpacks. A panic of the library, which broken
// content may cause, is an error like any other.
type unpacker struct {
	r     io.Reader
	under *below
	err   error
}

func (u *unpacker) Read(p []byte) (n int, err error) {
	if u.err != nil {
		return 0, u.err
	}
	defer func() {
		if r := recover(); r != nil {
			n, err = 0, errBroken
		}
		if err == nil || err == io.EOF {
			if u.err = err; err == io.EOF {
				u.free()
			}
			return
		}
		var own *scanners.Error
		switch {
		case u.under.err != nil && u.under.err != io.EOF:
			err = u.under.err
		case !errors.As(err, &own):
			err = errBroken
		}
		u.err = err
	}()
	for range 100 { // libraries may return nothing a few times
		if n, err = u.r.Read(p); n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

// free gives back what unpacked, if it can be used again.
func (u *unpacker) free() {
	if f, ok := u.r.(*freed); ok && (u.err == nil || u.err == io.EOF) {
		f.free()
	}
}

// members reads streams of one compression that lie one behind the other. Zeros
// behind the last one are padding, as tapes and block devices add it.
type members struct {
	br   *bufio.Reader
	r    io.Reader
	end  bool                      // r has ended
	next func() (io.Reader, error) // opens the stream that begins at br
}

func (m *members) Read(p []byte) (int, error) {
	for {
		if !m.end {
			n, err := m.r.Read(p)
			m.end = err == io.EOF
			if n > 0 && m.end {
				err = nil
			}
			if n > 0 || !m.end {
				return n, err
			}
		}
		c, err := m.br.ReadByte()
		if err != nil {
			return 0, err
		}
		if c == 0 {
			return 0, m.padding()
		}
		m.br.UnreadByte()
		if m.r, err = m.next(); err != nil {
			return 0, errBroken
		}
		m.end = false
	}
}

// padding returns io.EOF when only zeros follow.
func (m *members) padding() error {
	for {
		b, err := m.br.Peek(1)
		if err != nil {
			return err
		}
		if b[0] != 0 {
			return errBroken
		}
		b, _ = m.br.Peek(m.br.Buffered())
		n := slices.IndexFunc(b, func(c byte) bool { return c != 0 })
		if n < 0 {
			n = len(b)
		}
		m.br.Discard(n)
	}
}

// narrow reads a stream that was packed with a larger window than memory allows.
// Most of what such streams refer to lies within the smaller window all the same;
// where it does not, the stream cannot be read any further.
type narrow struct {
	r      io.Reader
	window func() int64 // that the stream asks for, 0 when it is within bounds
	most   int
	n      int64 // bytes that were read
}

func (n *narrow) Read(p []byte) (int, error) {
	// What refers to more than the window stands behind as many bytes, of which the library
	// may not have handed on all.
	k, err := n.r.Read(p)
	n.n += int64(k)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF && n.n >= int64(n.most/4) && n.window() > 0 {
		err = tooWide(n.window(), n.most)
	}
	return k, err
}

// tooWide is the error of a stream that needs more memory than there is.
func tooWide(asked int64, most int) error {
	size := "a dictionary of " + human(asked)
	if asked <= 0 {
		size = "a larger dictionary"
	}
	return scanners.Unreadable(scanners.GapOversized, fmt.Sprintf(
		"the stream was packed with %s, of which %s fit the memory for one object; what needs more was not read: unpack it first, or pack it at a lower level",
		size, human(int64(most))))
}
