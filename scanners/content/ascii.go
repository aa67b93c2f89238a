package content

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Bytes are looked at eight at a time here, since all that is read goes through these.

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// isASCII reports whether b has no byte beyond ASCII.
func isASCII(b []byte) bool { return asciiPrefix(b) == len(b) }

// asciiPrefix is the length of what b begins with that is ASCII.
func asciiPrefix(b []byte) int {
	n := 0
	for len(b)-n >= 32 {
		c := b[n : n+32]
		if (binary.LittleEndian.Uint64(c)|binary.LittleEndian.Uint64(c[8:])|binary.LittleEndian.Uint64(c[16:])|binary.LittleEndian.Uint64(c[24:]))&highBits != 0 {
			break
		}
		n += 32
	}
	for len(b)-n >= 8 && binary.LittleEndian.Uint64(b[n:])&highBits == 0 {
		n += 8
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// zeroBytes has the high bit of each byte that is zero in x.
func zeroBytes(x uint64) uint64 {
	const low = eachByte * 0x7f
	return ^(x&low + low | x | low)
}

// printed reports whether all of b is ASCII that is seen, blanks among it.
func printed(b []byte) bool {
	for len(b) >= 8 {
		x := binary.LittleEndian.Uint64(b)
		del := x ^ 0x7f*eachByte
		if (x|(x-0x20*eachByte)|(del-eachByte)&^del)&highBits != 0 {
			return false
		}
		if len(b) == 8 {
			return true
		}
		b = b[min(8, len(b)-8):] // the last eight may be looked at twice in part
	}
	for _, c := range b {
		if c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// isControl marks the bytes that do not occur in text.
var isControl = func() (is [256]uint8) {
	for c := range is {
		if c < 0x20 && (c < '\a' || c > '\r') && c != 0x1b && c != 0x1e || c == 0x7f {
			is[c] = 1
		}
	}
	return is
}()

// controls counts the bytes that do not occur in text.
func controls(b []byte) int {
	n := 0
	for ; len(b) >= 8; b = b[8:] {
		// A byte below 0x20 has a borrow, and 0x7f becomes zero and has one as well. Bytes
		// that are found besides cost time only.
		x := binary.LittleEndian.Uint64(b)
		del := x ^ 0x7f*eachByte
		for found := ((x-0x20*eachByte)&^x | (del-eachByte)&^del) & highBits; found != 0; found &= found - 1 {
			n += int(isControl[b[bits.TrailingZeros64(found)/8]])
		}
	}
	for _, c := range b {
		n += int(isControl[c])
	}
	return n
}
