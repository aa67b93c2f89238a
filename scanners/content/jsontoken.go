package content

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// token takes a string that the buffer holds, or can hold, and returns what is
// between its quotes. The bytes are valid until more is read.
func (r *jsonReader) token(quote byte) (raw []byte, ok bool) {
	in := r.in
	i := in.pos + 1
	if n := quoteOrSlash(in.buf[min(i, in.end):in.end], quote); n >= 0 && in.buf[i+n] == quote {
		r.escapes = false
		in.pos = i + n + 1
		return in.buf[i : i+n], true
	}
	r.escapes = true
	for {
		n := bytes.IndexByte(in.buf[min(i, in.end):in.end], quote)
		if n < 0 {
			n = in.end - in.pos
			if !in.more() {
				return nil, false
			}
			i = in.pos + n
			continue
		}
		i += n
		// An odd number of backslashes before it makes a quote part of the text.
		k := i
		for in.buf[k-1] == '\\' {
			k--
		}
		k = max(k, in.pos+1)
		if (i-k)%2 == 0 {
			raw = in.buf[in.pos+1 : i]
			in.pos = i + 1
			return raw, true
		}
		i++
	}
}

// quoteOrSlash returns where the first quote or backslash is, -1 if none is near. Most
// strings are short.
func quoteOrSlash(b []byte, quote byte) int {
	const near = 64
	b = b[:min(len(b), near)]
	quotes := eachByte * uint64(quote)
	i := 0
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		q, s := x^quotes, x^'\\'*eachByte
		if found := ((q-eachByte)&^q | (s-eachByte)&^s) & highBits; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(b); i++ {
		if b[i] == quote || b[i] == '\\' {
			return i
		}
	}
	return -1
}

// str reads a string as a value of the node.
func (r *jsonReader) str(n *jsonNode, quote byte) error {
	raw, ok := r.token(quote)
	if !ok {
		if r.in.err == nil || len(r.in.rest()) > r.o.s.value {
			return r.longString(n, quote)
		}
		return r.ended()
	}
	if r.escapes && bytes.IndexByte(raw, '\\') >= 0 {
		r.scratch = unescape(r.scratch[:0], raw)
		raw = r.scratch
	}
	r.put(n, raw)
	return r.o.err
}

// longString writes a string on that is too long for the buffer.
func (r *jsonReader) longString(n *jsonNode, quote byte) error {
	in := r.in
	in.pos++
	col := r.column(n)
	r.o.open(col)
	defer r.o.shut()
	for {
		b := in.rest()
		end := closing(b, quote)
		last := end >= 0
		if !last {
			if in.err != nil {
				return r.ended()
			}
			end = max(0, len(b)-r.o.s.back)
			// An escape is not torn: \ud83d\ude00 is twelve bytes.
			if i := bytes.IndexByte(b[max(0, end-12):end], '\\'); i >= 0 {
				end = max(0, end-12) + i
				for end > 0 && b[end-1] == '\\' {
					end--
				}
			}
		}
		if end == 0 && !last { // nothing but backslashes
			end = len(b) &^ 1
		}
		if bytes.IndexByte(b[:end], '\\') >= 0 {
			r.scratch = unescape(r.scratch[:0], b[:end])
			r.o.write(r.scratch)
		} else {
			r.o.write(b[:end])
		}
		if r.o.err != nil {
			return r.o.err
		}
		in.pos += end
		if last {
			in.pos++
			return nil
		}
		in.more()
	}
}

// closing returns where the string ends that b begins in, or -1.
func closing(b []byte, quote byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], quote)
		if n < 0 {
			return -1
		}
		i += n
		k := i
		for k > 0 && b[k-1] == '\\' {
			k--
		}
		if (i-k)%2 == 0 {
			return i
		}
	}
}

// literal reads a number or one of the words that are values.
func (r *jsonReader) literal(n *jsonNode) error {
	in := r.in
	i := in.pos
	for {
		for i < in.end && inLiteral[in.buf[i]] {
			i++
		}
		if i < in.end {
			break
		}
		k := i - in.pos
		if !in.more() {
			if in.err == nil {
				return r.fail("a number is too long")
			}
			if !in.done() {
				return r.ended()
			}
			break
		}
		i = in.pos + k
	}
	b := in.buf[in.pos:i]
	if !literal(b) {
		if i < in.end && in.buf[i] == '(' && len(b) > 0 && b[0] >= 'A' && b[0] <= 'Z' {
			return r.inCall(n, len(b))
		}
		return r.fail("neither a value nor an end")
	}
	in.pos = i
	if string(b) == "null" || string(b) == "None" || string(b) == "undefined" {
		r.bare(n)
	} else {
		r.put(n, b)
	}
	return r.o.err
}

var inLiteral = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || letter(byte(c)) || c == '+' || c == '-' || c == '.'
	}
	return t
}()

func literal(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	if letter(b[0]) {
		return jsonWords[string(b)]
	}
	if b[0] == '-' || b[0] == '+' {
		if b = b[1:]; len(b) == 0 {
			return false
		}
		if letter(b[0]) {
			return string(b) == "Infinity" || string(b) == "NaN" || string(b) == "inf"
		}
	}
	if b[0] == '-' || b[0] == '+' || b[0] == '.' && len(b) == 1 {
		return false
	}
	if len(b) > 2 && b[0] == '0' && b[1]|0x20 == 'x' {
		for _, c := range b[2:] {
			if hexDigit(c) < 0 {
				return false
			}
		}
		return true
	}
	for _, c := range b {
		if letter(c) && c|0x20 != 'e' {
			return false
		}
	}
	return true
}
