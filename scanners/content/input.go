package content

import (
	"io"
	"sync"
)

// An input is the decoded text of an object, seen through a buffer that slides.
// Parsers work on buf[pos:end] in place.
type input struct {
	r        io.Reader
	buf      []byte // one byte longer than is ever filled, for a last newline
	pos, end int
	off      int64 // of buf[0] in the text
	err      error // io.EOF at the real end, else why the text ends here
	block    int
	limit    int
}

var inputs = sync.Pool{New: func() any { return new(input) }}

func newInput(s *sizes, r io.Reader) *input {
	in := inputs.Get().(*input)
	buf := in.buf
	if len(buf) < s.block+1 {
		buf = make([]byte, s.block+1)
	}
	*in = input{r: r, buf: buf[:s.block+1], block: s.block, limit: max(s.block, s.value+s.back+s.overlap)}
	return in
}

func (in *input) free() {
	in.r = nil
	inputs.Put(in)
}

// more slides what is unread to the front and reads until the buffer is full.
// When nothing could be slid away the buffer grows. It returns false when there
// are no further bytes, or when the buffer is as large as it may become, which
// a parser can tell by err, still nil then.
func (in *input) more() bool {
	if in.err != nil {
		return false
	}
	if in.pos > 0 {
		copy(in.buf, in.buf[in.pos:in.end])
		in.off += int64(in.pos)
		in.end -= in.pos
		in.pos = 0
	}
	// Half a buffer of progress at least, so that sliding stays cheap.
	if size := len(in.buf) - 1; in.end > size/2 && size < in.limit {
		size = min(size*2, in.limit)
		if cap(in.buf) > size {
			in.buf = in.buf[:size+1]
		} else {
			buf := make([]byte, size+1)
			copy(buf, in.buf[:in.end])
			in.buf = buf
		}
	}
	start := in.end
	for in.end < len(in.buf)-1 && in.err == nil {
		n, err := in.r.Read(in.buf[in.end : len(in.buf)-1])
		in.end += n
		in.err = err
	}
	return in.end > start
}

// rest is what is unread in the buffer.
func (in *input) rest() []byte { return in.buf[in.pos:in.end] }

// at is the offset of pos in the text.
func (in *input) at() int64 { return in.off + int64(in.pos) }

// bytesInput makes an input of bytes that are all there. It does not slide them
// and needs no free.
func bytesInput(b []byte) *input {
	return &input{buf: b, end: len(b), err: io.EOF}
}

// done says that the text ends here and does not only break off.
func (in *input) done() bool { return in.err == io.EOF }
