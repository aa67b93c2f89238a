package content

import (
	"bufio"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// A utf7Reader gives text in UTF-7 (RFC 2152), as old programs for mail write it, in
// UTF-8. What is no UTF-7 stays as it is.
type utf7Reader struct {
	r    *bufio.Reader
	left []byte
	buf  []byte
}

func (u *utf7Reader) Read(p []byte) (int, error) {
	for len(u.left) == 0 {
		u.buf = u.buf[:0]
		for len(u.buf) < 512 {
			c, err := u.r.ReadByte()
			if err != nil {
				if len(u.buf) == 0 {
					return 0, err
				}
				break
			}
			if c != '+' {
				u.buf = append(u.buf, c)
				continue
			}
			u.shifted()
		}
		u.left = u.buf
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}

// shifted reads what is behind a "+": UTF-16 in base64, up to another character.
func (u *utf7Reader) shifted() {
	var bits uint32
	var n, k int
	var high rune
	for {
		c, err := u.r.ReadByte()
		v := base64Digit(c)
		if err != nil || v < 0 || k > 4096 {
			if k == 0 {
				u.buf = append(u.buf, '+')
				if err == nil && c == '-' {
					return
				}
			}
			if err == nil && c != '-' {
				u.r.UnreadByte()
			}
			return
		}
		k++
		bits, n = bits<<6|uint32(v), n+6
		if n < 16 {
			continue
		}
		n -= 16
		r := rune(bits >> n & 0xffff)
		bits &= 1<<n - 1
		switch {
		case high != 0:
			u.buf = utf8.AppendRune(u.buf, utf16.DecodeRune(high, r))
			high = 0
		case r >= 0xd800 && r < 0xdc00:
			high = r
		default:
			u.buf = utf8.AppendRune(u.buf, r)
		}
	}
}

// base64Digit is the value of a character of base64, -1 if it is none.
func base64Digit(c byte) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 26
	case c >= '0' && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

var _ io.Reader = (*utf7Reader)(nil)
