package detectors

import "encoding/binary"

// The walker does not look at bytes but at bit maps: for each class of bytes one
// bit for each byte of the text. classify makes them, 64 bytes at a time.

// Classes of bytes, one bit map each.
const (
	inDigit  = iota // 0-9
	inAlnum         // ASCII letters and digits
	inHex           // hexadecimal digits
	inHyphen        // -
	inColon         // :
	inDot           // .
	inSign          // : and = and >
	inBlank         // the space
	inParen         // )
	inPercent
	inPlus  // + and \, which change what stands behind them
	inZero  // 0
	inEight // 8
	inMark  // @ and the first byte of full-width forms
	inHan   // the first byte of Chinese characters
	inStart // the first bytes of literals, see starts
	classes
)

// The bit maps are made for a piece of the text at a time. Before it stands the
// last block of the piece before, behind it one block to look ahead.
const (
	block       = 64
	pieceBlocks = 60
	piece       = block * pieceBlocks
	// row is the bytes of one bit map: the block before, the piece, the block
	// behind, and room, so that an offset of nine bits needs no check.
	row = 8 * (1 + pieceBlocks + 1 + 3)
)

type masks [classes][row]byte

// word returns 64 bits from the byte at off on.
func (m *masks) word(class, off int) uint64 {
	return binary.LittleEndian.Uint64(m[class][off&0x1ff:])
}

func (m *masks) set(class, block int, bits uint64) {
	binary.LittleEndian.PutUint64(m[class][8*block:], bits)
}

// starts tells where literals may start, by the halves of their first three bytes
// (J. Teddy's way in Hyperscan): bit k of a byte stands for a group of literals.
type starts struct {
	low, high [3][16]byte
	any       bool
	first     [256]bool // the first bytes
	// The first four bytes, hashed, and those of literals of two and three bytes.
	fours, threes [1 << 8]uint64
	twos          [1 << 10]uint64
}

func (s *starts) add(lit string, group int) {
	s.any = true
	s.first[lit[0]] = true
	at := uint32(lit[0]) | uint32(lit[1])<<8
	switch len(lit) {
	case 2:
		s.twos[at/64] |= 1 << (at % 64)
	case 3:
		at = hashStart(at | uint32(lit[2])<<16)
		s.threes[at/64] |= 1 << (at % 64)
	default:
		at = hashStart(at | uint32(lit[2])<<16 | uint32(lit[3])<<24)
		s.fours[at/64] |= 1 << (at % 64)
	}
	for k := range s.low {
		if k >= len(lit) {
			for n := range 16 {
				s.low[k][n] |= 1 << group
				s.high[k][n] |= 1 << group
			}
			continue
		}
		s.low[k][lit[k]&15] |= 1 << group
		s.high[k][lit[k]>>4] |= 1 << group
	}
}

// hashStart brings up to four bytes to a bit of the tables of starts.
func hashStart(x uint32) uint32 { return x * 0x9e3779b1 >> (32 - 14) }

// byteClasses holds the classes of each byte but inStart, bit k for class k.
var byteClasses = func() (t [256]uint16) {
	for b := range t {
		c := byte(b)
		for class, in := range [classes]bool{
			inDigit: isDigit(c), inAlnum: isDigit(c) || isLetter(c), inHex: isDigit(c) || (c|0x20)-'a' <= 5, inHyphen: c == '-', inColon: c == ':', inDot: c == '.',
			inSign: c == ':' || c == '=' || c == '>', inBlank: c == ' ', inParen: c == ')', inPercent: c == '%', inPlus: c == '+' || c == '\\',
			inZero: c == '0', inEight: c == '8', inMark: c == '@' || c == 0xef, inHan: c >= 0xe3 && c <= 0xe9,
		} {
			if in {
				t[b] |= 1 << class
			}
		}
	}
	return t
}()

// classifyPortable makes the bit maps of whole blocks of text; the first becomes
// number to. It is what stands in for the assembly where there is none.
func classifyPortable(m *masks, text []byte, to int, s *starts) {
	for ; len(text) >= block; text, to = text[block:], to+1 {
		var out [classes]uint64
		for k := 0; k < block; k += 8 {
			t := (*[8]byte)(text[k:])
			var low, high uint64
			for i, b := range t {
				c := byteClasses[b]
				if s.first[b] {
					c |= 1 << inStart
				}
				low |= uint64(c&0xff) << (8 * i)
				high |= uint64(c>>8) << (8 * i)
			}
			if low != 0 {
				for c := range 8 {
					out[c] |= gather(low>>c) << k
				}
			}
			if high != 0 {
				for c := range 8 {
					out[8+c] |= gather(high>>c) << k
				}
			}
		}
		for c, bits := range out {
			m.set(c, to, bits)
		}
	}
}

// gather collects the lowest bit of each byte.
func gather(x uint64) uint64 { return (x & 0x0101010101010101) * 0x0102040810204080 >> 56 }
