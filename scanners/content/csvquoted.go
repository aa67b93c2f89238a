package content

import "bytes"

// quoted reads a field in quotes. ok is false when the quote turns out to be a
// character like others; nothing was read then.
func (r *csvReader) quoted(col int) (more, ok bool) {
	in := r.in
	escaped := false
	i := in.pos + 1
	for {
		n := bytes.IndexByte(in.buf[i:in.end], '"')
		if n < 0 {
			n = in.end - in.pos
			if in.more() {
				i = in.pos + n
				continue
			}
			if r.literal(in.rest()) {
				return false, false
			}
			return r.longQuoted(col), true
		}
		i += n
		if i+1 == in.end {
			n = i - in.pos
			in.more()
			i = in.pos + n
		}
		if i+1 == in.end || in.buf[i+1] != '"' {
			break
		}
		escaped = true
		i += 2
	}
	v := in.buf[in.pos+1 : i]
	after := i + 1
	clean := after == in.end || in.buf[after] == r.delim || in.buf[after] == '\n' ||
		in.buf[after] == '\r' && (after+1 == in.end || in.buf[after+1] == '\n')
	if !clean && bytes.IndexByte(v, '\n') >= 0 && r.literal(in.rest()) {
		return false, false
	}
	r.newlines(bytes.Count(v, []byte{'\n'}))
	if escaped {
		r.scratch = unquote(r.scratch[:0], v)
		v = r.scratch
	}
	in.pos = after
	if !clean {
		r.o.open(col)
		r.o.write(v)
		more = r.tail()
		r.o.shut()
		return more, true
	}
	r.o.cell(col, v)
	return r.end(), true
}

// end goes over what ends a field.
func (r *csvReader) end() bool {
	in := r.in
	if in.pos == in.end && !in.more() {
		return false
	}
	if in.buf[in.pos] == '\r' {
		in.pos++
		if in.pos == in.end && !in.more() {
			return false
		}
	}
	in.pos++
	if in.buf[in.pos-1] == r.delim {
		return true
	}
	r.newlines(1)
	return false
}

// tail adds what follows a closing quote to the field that is open.
func (r *csvReader) tail() bool {
	in := r.in
	for {
		b := in.rest()
		for i, x := range b {
			if x == r.delim || x == '\n' {
				r.o.write(bytes.TrimRight(b[:i], " \r"))
				in.pos += i + 1
				if x == '\n' {
					r.newlines(1)
				}
				return x == r.delim
			}
		}
		r.o.write(b)
		in.pos = in.end
		if !in.more() {
			return false
		}
	}
}

// longQuoted writes a quoted field on that does not fit the buffer, or that the
// text ends in.
func (r *csvReader) longQuoted(col int) bool {
	in := r.in
	in.pos++
	r.o.open(col)
	defer func() {
		if r.o.opened >= 0 {
			r.o.shut()
		}
	}()
	for {
		b := in.rest()
		i := bytes.IndexByte(b, '"')
		if i < 0 {
			n := len(b)
			if in.err != nil {
				n = len(r.o.s.sure(b, in))
			} else {
				n = max(0, n-r.o.s.back)
			}
			r.newlines(bytes.Count(b[:n], []byte{'\n'}))
			r.o.write(b[:n])
			if in.err != nil {
				in.pos = in.end
				return false
			}
			in.pos += n
			in.more()
			continue
		}
		r.newlines(bytes.Count(b[:i], []byte{'\n'}))
		r.o.write(b[:i])
		in.pos += i + 1
		if in.pos == in.end && !in.more() {
			return false
		}
		if in.buf[in.pos] == '"' {
			r.o.write([]byte{'"'})
			in.pos++
			continue
		}
		return r.tail()
	}
}

// literal reports whether the text, which begins with a quote, is better
// understood when that quote is a character like others: when most of the lines
// that follow have as many fields as they should.
func (r *csvReader) literal(b []byte) bool {
	i := bytes.IndexByte(b, '\n')
	if i < 0 || len(r.names) < 2 {
		return false
	}
	recs := split(b[i+1:min(len(b), i+64<<10)], r.delim, 20, false)
	fit := 0
	for _, rec := range recs {
		if len(rec) == len(r.names) {
			fit++
		}
	}
	return fit > 0 && fit*2 > len(recs)
}

// unquote appends v with its doubled quotes halved.
func unquote(dst, v []byte) []byte {
	for {
		i := bytes.IndexByte(v, '"')
		if i < 0 {
			return append(dst, v...)
		}
		dst = append(dst, v[:i+1]...)
		v = v[min(i+2, len(v)):]
	}
}
