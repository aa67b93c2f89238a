package content

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
)

// errEncoding says that a transfer encoding is broken.
var errEncoding = errors.New("broken transfer encoding")

// sixBits decodes base64 (RFC 2045, section 6.8), line by line, up to its end. What
// is no character of it is passed over.
type sixBits struct {
	r    *mailBody
	in   []byte // characters of the last line, and fewer than four that were left before it
	left []byte // decoded
	buf  []byte
	err  error
}

func (s *sixBits) Read(p []byte) (n int, err error) {
	for len(p) > n {
		if len(s.left) > 0 {
			k := copy(p[n:], s.left)
			s.left = s.left[k:]
			n += k
			continue
		}
		if s.err != nil {
			break
		}
		s.next()
	}
	if n > 0 {
		return n, nil
	}
	return 0, s.err
}

// next decodes a line.
func (s *sixBits) next() {
	l, err := s.r.next()
	if err != nil && err != io.EOF {
		s.err = err
		return
	}
	if need := base64.StdEncoding.DecodedLen(len(s.in)+len(l)) + 3; cap(s.buf) < need {
		s.buf = make([]byte, need)
	}
	s.left = s.buf[:cap(s.buf)]
	if t := lineOf(l); len(s.in) == 0 && len(t)%4 == 0 && len(t) > 0 && t[len(t)-1] != '=' {
		if n, err := base64.StdEncoding.Decode(s.left, t); err == nil {
			s.left = s.left[:n]
			return
		}
	}
	end := err == io.EOF
	for _, c := range l {
		if c == '=' {
			end = true
			break
		}
		if isBase64[c] {
			s.in = append(s.in, c)
		}
	}
	full := len(s.in) &^ 3
	n, _ := base64.StdEncoding.Decode(s.left, s.in[:full])
	s.in = s.in[:copy(s.in, s.in[full:])]
	if s.left = s.left[:n]; !end {
		return
	}
	// The padding that belongs there may be missing.
	s.err = io.EOF
	if len(s.in) == 1 {
		s.err = errEncoding
	} else if len(s.in) > 0 {
		k, _ := base64.RawStdEncoding.Decode(s.left[n:n+2], s.in)
		s.left = s.left[:n+k]
	}
}

// isBase64 marks the characters of base64.
var isBase64 = func() (is [256]bool) {
	for i := range is {
		c := byte(i)
		is[i] = letter(c) || c >= '0' && c <= '9' || c == '+' || c == '/'
	}
	return is
}()

// lineOf is a line without its ending.
func lineOf(l []byte) []byte {
	for len(l) > 0 && (l[len(l)-1] == '\n' || l[len(l)-1] == '\r') {
		l = l[:len(l)-1]
	}
	return l
}

// printable decodes quoted-printable (RFC 2045, section 6.7), line by line. What is
// no escape stays as it is.
type printable struct {
	r    *mailBody
	left []byte
	buf  []byte
	err  error
}

func (q *printable) Read(p []byte) (n int, err error) {
	for len(p) > n {
		if len(q.left) > 0 {
			k := copy(p[n:], q.left)
			q.left = q.left[k:]
			n += k
			continue
		}
		if q.err != nil {
			break
		}
		l, err := q.r.next()
		if q.err = err; err != nil {
			break
		}
		end := l[len(bytes.TrimRight(l, " \t\r\n")):]
		l = l[:len(l)-len(end)]
		if n := len(l); n > 0 && l[n-1] == '=' && len(end) > 0 {
			l, end = l[:n-1], nil
		}
		q.buf = append(unquotePrintable(q.buf[:0], l), end...)
		q.left = q.buf
	}
	if n > 0 {
		return n, nil
	}
	return 0, q.err
}
