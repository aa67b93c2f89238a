package content

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"strconv"
)

// parse reads records in place. A field that the buffer holds is copied once,
// to its column; a longer one is written on in parts.
func (c *csvFormat) parse(in *input, o *out) error {
	o.all = true
	if len(o.cols) == 0 {
		for _, name := range c.names {
			o.column(name)
		}
	}
	r := csvReader{csvFormat: c, in: in, o: o, line: c.line}
	for rec := 0; ; {
		if in.pos == in.end && !in.more() {
			return o.err
		}
		if r.blank() {
			continue
		}
		if rec == c.header {
			r.header()
			rec++
			continue
		}
		rec++
		o.begin(r.line)
		if r.fast() {
			if o.row++; o.row >= o.s.rows || o.size >= o.s.batch || o.row*len(o.cols) >= maxCells {
				if err := o.flush(); err != nil {
					return err
				}
			}
			continue
		}
		for col := 0; ; col++ {
			if col >= len(o.cols) && col < o.s.columns {
				r.extra(col)
			}
			if !r.field(min(col, len(o.cols)-1)) {
				break
			}
		}
		if err := o.endRow(); err != nil {
			return err
		}
	}
}

// csvReader reads one text.
type csvReader struct {
	*csvFormat
	in      *input
	o       *out
	line    int64
	scratch []byte
}

// fast reads a record that is one line of the buffer without quotes and without
// more fields than there are columns, and leaves all others alone.
func (r *csvReader) fast() bool {
	in, o, delim := r.in, r.o, r.delim
	b := in.buf[in.pos:in.end]
	n := bytes.IndexByte(b, '\n')
	if n < 0 || n > o.s.value {
		return false
	}
	b = b[:n]
	if bytes.IndexByte(b, '"') >= 0 || n >= o.s.columns && bytes.Count(b, []byte{delim}) >= o.s.columns {
		return false
	}
	if n > 0 && b[n-1] == '\r' {
		b = b[:n-1]
	}
	row := o.row
	// Delimiters are looked for eight bytes at a time: those of the bytes from at on.
	delims, at, found := eachByte*uint64(delim), 0, uint64(0)
	for col, from := 0, 0; ; col++ {
		for ; found == 0 && at+8 <= len(b); at += 8 {
			found = zeroBytes(binary.LittleEndian.Uint64(b[at:]) ^ delims)
		}
		end := len(b)
		if found != 0 {
			end = at - 8 + bits.TrailingZeros64(found)/8
			found &= found - 1
		} else if i := bytes.IndexByte(b[max(at, from):], delim); i >= 0 {
			end = max(at, from) + i
		}
		v, next := b[from:end], end < len(b)
		from = end + 1
		if col >= len(o.cols) {
			r.extra(col)
		}
		if len(v) >= leastFile {
			o.notice(v)
		}
		c := &o.cols[col]
		if len(c.Ends) < row {
			o.prepare(c)
		}
		c.Data = append(append(c.Data, v...), '\n')
		c.Ends = append(c.Ends, int32(len(c.Data)-1))
		if !next {
			break
		}
	}
	o.size += n + 1
	in.pos += n + 1
	r.newlines(1)
	return true
}

// blank skips an empty line.
func (r *csvReader) blank() bool {
	in := r.in
	if in.buf[in.pos] == '\r' && in.pos+1 == in.end {
		in.more()
	}
	switch b := in.rest(); {
	case b[0] == '\n':
		in.pos++
	case len(b) > 1 && b[0] == '\r' && b[1] == '\n':
		in.pos += 2
	default:
		return false
	}
	r.newlines(1)
	return true
}

func (r *csvReader) newlines(n int) {
	if r.line > 0 {
		r.line += int64(n)
	}
}

// header skips the record with the names, which recognition has read already.
func (r *csvReader) header() {
	in := r.in
	for near := 4 << 10; ; near = len(in.rest()) {
		b := in.rest()
		b = b[:min(near, len(b))]
		if n := bytes.IndexByte(b, '\n'); n >= 0 && bytes.IndexByte(b[:n], '"') < 0 {
			r.newlines(1)
			in.pos += n + 1
			return
		}
		_, used, _, done := splitOne(nil, string(b), r.delim)
		if !done && len(b) < len(in.rest()) {
			continue
		}
		if done || !in.more() {
			r.newlines(bytes.Count(in.rest()[:used], []byte{'\n'}))
			in.pos += used
			return
		}
	}
}

// extra adds a column for a row that is longer than the header.
func (r *csvReader) extra(col int) {
	name := strconv.Itoa(col + 1)
	for slices.Contains(r.names, name) {
		name += "_"
	}
	r.o.column(name)
}

// field reads one field into the column and reports whether another one follows
// in the same record.
func (r *csvReader) field(col int) bool {
	in := r.in
	if in.pos == in.end && !in.more() {
		r.o.cell(col, nil)
		return false
	}
	if in.buf[in.pos] == '"' {
		if more, ok := r.quoted(col); ok {
			return more
		}
	}
	return r.plain(col)
}

// plain reads a field without quotes around it.
func (r *csvReader) plain(col int) bool {
	in, delim := r.in, r.delim
	i := in.pos
	for {
		b := in.buf[:in.end]
		for i < len(b) && b[i] != delim && b[i] != '\n' {
			i++
		}
		if i < len(b) {
			break
		}
		n := i - in.pos
		if in.more() {
			i = in.pos + n
			continue
		}
		if in.err == nil {
			return r.long(col)
		}
		r.o.cell(col, r.o.s.sure(in.rest(), in))
		in.pos = in.end
		return false
	}
	v, next := in.buf[in.pos:i], in.buf[i] == delim
	in.pos = i + 1
	if !next {
		if n := len(v); n > 0 && v[n-1] == '\r' {
			v = v[:n-1]
		}
		r.newlines(1)
	}
	r.o.cell(col, v)
	return next
}

// long writes a field on that does not fit the buffer.
func (r *csvReader) long(col int) bool {
	in := r.in
	r.o.open(col)
	defer r.o.shut()
	for {
		b := in.rest()
		i := bytes.IndexByte(b, r.delim)
		if n := bytes.IndexByte(b, '\n'); n >= 0 && (i < 0 || n < i) {
			i = n
		}
		if i >= 0 {
			next := b[i] == r.delim
			r.o.write(bytes.TrimSuffix(b[:i], []byte{'\r'}))
			in.pos += i + 1
			if !next {
				r.newlines(1)
			}
			return next
		}
		if in.err != nil {
			r.o.write(r.o.s.sure(b, in))
			in.pos = in.end
			return false
		}
		// The last bytes stay, so that there is something to cut at in the end.
		n := max(0, len(b)-r.o.s.back)
		r.o.write(b[:n])
		in.pos += n
		in.more()
	}
}
