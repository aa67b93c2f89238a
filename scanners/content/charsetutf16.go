package content

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// utf16Of finds UTF-16 without a byte order mark: nil if the text is likelier in the
// charset of one byte a unit in which it costs the limit, or no text in UTF-16.
func utf16Of(b []byte, limit int) *charset {
	b = b[:min(len(b), judged)&^1]
	best := ""
	for _, name := range []string{"utf-16le", "utf-16be"} {
		if c, ok := costUTF16(b, name == "utf-16be"); ok && c < limit {
			best, limit = name, c
		}
	}
	if best == "" {
		return nil
	}
	return &charset{best, 2, 0}
}

// aheadUTF16 is what UTF-16 costs beforehand.
const aheadUTF16 = 6 * bit

// costUTF16 adds up what the text carries in UTF-16. ok is false if it is no text.
func costUTF16(b []byte, big bool) (sum int, ok bool) {
	wide := unicodeCosts()
	sum = aheadUTF16
	broken, script := 0, uint16(0)
	for i := 0; i < len(b); i += 2 {
		u := unitOf(b[i:], big)
		k := int(wide[u])
		switch {
		case k == costBroken && utf16.IsSurrogate(rune(u)):
			if i+4 > len(b) {
				k = 0 // cut off
			} else if utf16.DecodeRune(rune(u), rune(unitOf(b[i+2:], big))) != utf8.RuneError {
				i += 2
				k = costLong
			} else {
				broken++
			}
		case k == costBroken:
			broken++
		case u >= 0x80 && u < 0x3000 && k > 11*bit && u>>7 == script:
			k = 11 * bit // alphabets of which there are no lists
		}
		if u >= 0x80 {
			script = u >> 7
		}
		sum += k
	}
	n := len(b) / 2
	return sum, n > 0 && broken*50 <= n && sum-aheadUTF16 <= 17*bit*n
}

func unitOf(b []byte, big bool) uint16 {
	if big {
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}

// decodeUTF16 appends text in UTF-16 and returns how much of it that was: half a
// character at the end is left unless it is the last. What is no character becomes
// U+FFFD.
func decodeUTF16(dst, b []byte, big, last bool) ([]byte, int) {
	w := len(dst)
	if free := cap(dst) - w; free < len(b)/2*3+tableRoom {
		dst = append(make([]byte, 0, max(2*cap(dst), w+len(b)/2*3+tableRoom)), dst...)
	}
	dst = dst[:cap(dst)]
	i := 0
	for i+2 <= len(b) {
		if i+8 <= len(b) {
			x := binary.LittleEndian.Uint64(b[i:])
			if big {
				x = x>>8&0x00FF00FF00FF00FF | x<<8&0xFF00FF00FF00FF00
			}
			if x&0xFF80FF80FF80FF80 == 0 { // four of ASCII
				x = (x | x>>8) & 0x0000FFFF0000FFFF
				binary.LittleEndian.PutUint32(dst[w:], uint32(x|x>>16))
				i, w = i+8, w+4
				continue
			}
			for range 4 {
				u := rune(uint16(x))
				switch {
				case u < 0x80:
					dst[w] = byte(u)
					w++
				case u < 0x800:
					binary.LittleEndian.PutUint16(dst[w:], uint16(0x80C0|u>>6|u&0x3F<<8))
					w += 2
				case u>>11 == 0xD800>>11:
					goto one
				default:
					binary.LittleEndian.PutUint32(dst[w:], uint32(0x8080E0|u>>12|u>>6&0x3F<<8|u&0x3F<<16))
					w += 3
				}
				x >>= 16
				i += 2
			}
			continue
		}
	one:
		u := rune(unitOf(b[i:], big))
		n := 2
		if utf16.IsSurrogate(u) {
			switch {
			case i+4 <= len(b):
				if next := rune(unitOf(b[i+2:], big)); next>>10 == 0xDC00>>10 {
					u, n = utf16.DecodeRune(u, next), 4
				}
			case !last:
				return dst[:w], i
			}
		}
		w += utf8.EncodeRune(dst[w:w+utf8.UTFMax], u)
		i += n
	}
	if last && i < len(b) { // half a unit
		w += copy(dst[w:], "\uFFFD")
		i++
	}
	return dst[:w], i
}
