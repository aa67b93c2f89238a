package detectors

import "bytes"

// Full-width forms (U+FF01 to U+FF5E) are three bytes in UTF-8: EF BC 81 to EF
// BD 9E. Only digits and the signs that stand beside numbers matter here.

// wideByte returns the ASCII byte of the full-width character that starts at i,
// or 0 when there is none of those that matter.
func wideByte(data []byte, i int) byte {
	if i+2 >= len(data) || data[i] != 0xef {
		return 0
	}
	switch c := data[i+2]; {
	case data[i+1] == 0xbc && (c >= 0x90 && c <= 0x99 || c == 0x88 || c == 0x89 || c == 0x8b || c == 0x8d || c == 0x8e || c == 0xa0 || c >= 0xa1 && c <= 0xba):
		return c - 0x80 + 0x20
	case data[i+1] == 0xbd && c >= 0x81 && c <= 0x9a:
		return c - 0x80 + 0x60
	}
	return 0
}

// firstWide returns where the first full-width character stands, or -1 when none
// makes it worth to look at the text in half width: a digit, an @, or another sign
// or letter beside a digit.
func firstWide(data []byte) int {
	first := -1
	for i := 0; ; i++ {
		k := bytes.IndexByte(data[i:], 0xef)
		if k < 0 {
			return -1
		}
		i += k
		b := wideByte(data, i)
		if b == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		if isDigit(b) || b == '@' || (i+3 < len(data) && (isDigit(data[i+3]) || data[i+3] == '+') || i > 0 && isDigit(data[i-1])) {
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
	for i := first; i < len(data); {
		k := bytes.IndexByte(data[i:], 0xef)
		if k < 0 {
			break
		}
		i += k
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
