package detectors

import "bytes"

// Full-width forms (U+FF01 to U+FF5E) are three bytes in UTF-8: EF BC 81 to EF
// BD 9E. Only digits and the signs that stand beside numbers matter here.

// A dash between two digits is written for a hyphen: U+2010 to U+2015 (E2 80 90 to E2
// 80 95) and the minus sign U+2212 (E2 88 92).

// wideByte returns the ASCII byte that the character of three bytes at i stands for, or
// 0 when it is none of those that matter.
func wideByte(data []byte, i int) byte {
	if i+2 >= len(data) || data[i]|0x0d != 0xef {
		return 0
	}
	switch c := data[i+2]; {
	case data[i] == 0xe2:
		if (data[i+1] == 0x80 && c >= 0x90 && c <= 0x95 || data[i+1] == 0x88 && c == 0x92) && i > 0 && (isDigit(data[i-1]) || data[i-1] == ')') && i+3 < len(data) && isDigit(data[i+3]) {
			return '-'
		}
	case data[i] != 0xef:
	case data[i+1] == 0xbc && (c >= 0x90 && c <= 0x99 || c == 0x88 || c == 0x89 || c == 0x8b || c == 0x8d || c == 0x8e || c == 0xa0 || c >= 0xa1 && c <= 0xba):
		return c - 0x80 + 0x20
	case data[i+1] == 0xbd && c >= 0x81 && c <= 0x9a:
		return c - 0x80 + 0x60
	}
	return 0
}

// leads finds the bytes that may begin such a character, in order.
type leads struct{ form, dash int }

// from returns the first of them at i or behind it, or -1. It is asked with growing i.
func (l *leads) from(data []byte, i int) int {
	l.form, l.dash = leadFrom(data, i, l.form, 0xef), leadFrom(data, i, l.dash, 0xe2)
	switch {
	case l.form == len(data) && l.dash == len(data):
		return -1
	default:
		return min(l.form, l.dash)
	}
}

// leadFrom returns where b stands first at i or behind it, or the length of data. at is
// the answer before, -1 for none.
func leadFrom(data []byte, i, at int, b byte) int {
	if at >= i {
		return at
	}
	if k := bytes.IndexByte(data[i:], b); k >= 0 {
		return i + k
	}
	return len(data)
}

// firstWide returns where the first full-width character stands, or -1 when none
// makes it worth to look at the text in half width: a digit, an @, or another sign
// or letter beside a digit.
func firstWide(data []byte) int {
	first := -1
	l := leads{-1, -1}
	for i := 0; ; i++ {
		if i = l.from(data, i); i < 0 {
			return -1
		}
		b := wideByte(data, i)
		if b == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		if isDigit(b) || b == '@' || b == '-' || (i+3 < len(data) && (isDigit(data[i+3]) || data[i+3] == '+') || i > 0 && isDigit(data[i-1])) {
			return first
		}
	}
}

// A place says that from offset at of the narrow text on, shift must be added to
// find the offset in the text as it was.
type place struct{ at, shift int }

// narrow appends data to dst, with the full-width characters that matter in half
// width, and notes where the offsets shift. Lines without need are copied as they
// are, so that what a line gives does not depend on others. first is where the
// first full-width character stands.
func narrow(dst []byte, places []place, data []byte, first int) ([]byte, []place) {
	done, shift := 0, 0
	l := leads{-1, -1}
	for i := first; i < len(data); {
		if i = l.from(data, i); i < 0 {
			break
		}
		start := bytes.LastIndexByte(data[done:i], '\n') + 1 + done
		end := len(data)
		if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
			end = i + n
		}
		if firstWide(data[start:end]) >= 0 {
			for p := start; p < end; p++ {
				if b := wideByte(data[:end], p); b != 0 {
					dst = append(append(dst, data[done:p]...), b)
					shift += 2
					places = append(places, place{len(dst), shift})
					p += 2
					done = p + 1
				}
			}
		}
		i = end
	}
	return append(dst, data[done:]...), places
}

// backwards finds the offsets of the text as it was. Hits come nearly in order,
// so it goes on from where it stood.
type backwards struct {
	places []place
	next   int
}

func (b *backwards) at(i int) int {
	for b.next > 0 && b.places[b.next-1].at > i {
		b.next--
	}
	for b.next < len(b.places) && b.places[b.next].at <= i {
		b.next++
	}
	if b.next == 0 {
		return i
	}
	return i + b.places[b.next-1].shift
}
