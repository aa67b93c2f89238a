package content

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// A codeTable decodes a charset whose characters have one or two bytes, but for a few
// that are left to x/text. It is made from what x/text makes of each character, and is
// several times as fast.
type codeTable struct {
	enc encoding.Encoding
	// one and two hold the UTF-8 of each character, its first byte lowest; 0 where there
	// is no such character. In two a lead byte has a row of tableTrails.
	one [128]uint32
	two []uint32
	// long is the length of a longer character at the start of b, 0 if there is none,
	// nil if the charset has none at all.
	long func(b []byte) int
}

const (
	firstLead   = 0x81
	firstTrail  = 0x40
	tableTrails = 0xFF - firstTrail
	tableLeads  = 0xFF - firstLead
)

// tableOf makes the table of a charset.
func tableOf(enc encoding.Encoding, double bool, long func([]byte) int) *codeTable {
	t := &codeTable{enc: enc, long: long}
	// A newline is never part of a character.
	var in []byte
	for c := 0x80; c < 0x100; c++ {
		in = append(in, byte(c), '\n')
	}
	for i, u := range t.lines(in) {
		t.one[i] = inNumber(u)
	}
	if !double {
		return t
	}
	t.two = make([]uint32, tableLeads*tableTrails)
	for lead := range tableLeads {
		if t.one[lead+firstLead-0x80] != 0 {
			continue
		}
		in = in[:0]
		for trail := range tableTrails {
			in = append(in, byte(lead+firstLead), byte(trail+firstTrail), '\n')
		}
		for i, u := range t.lines(in) {
			if long == nil || long([]byte{byte(lead + firstLead), byte(i + firstTrail), 0xA1, 0xA1}) == 0 {
				t.two[lead*tableTrails+i] = inNumber(u)
			}
		}
	}
	return t
}

func (t *codeTable) lines(in []byte) [][]byte {
	out, _ := t.enc.NewDecoder().Bytes(in) // what is odd becomes U+FFFD
	l := bytes.Split(out, []byte{'\n'})
	return l[:len(l)-1]
}

// inNumber is the UTF-8 of up to four bytes beyond ASCII in a number, or 0.
func inNumber(u []byte) (p uint32) {
	if len(u) == 0 || len(u) > 4 || u[0] < utf8.RuneSelf || bytes.Contains(u, []byte("\uFFFD")) {
		return 0
	}
	for i, c := range u {
		p |= uint32(c) << (8 * i)
	}
	return p
}

// most is how many bytes of UTF-8 a byte of the charset becomes at the most: half-width
// katakana become three. What is stored at once may go a little beyond it.
const (
	mostWide  = 3
	tableRoom = 8
)

// decode appends the text up to the first byte that is no character, and returns how
// much that is. A character that is cut off at the end is none.
func (t *codeTable) decode(dst, b []byte) ([]byte, int) {
	w := len(dst)
	if free := cap(dst) - w; free < mostWide*len(b)+tableRoom {
		dst = append(make([]byte, 0, max(2*cap(dst), w+mostWide*len(b)+tableRoom)), dst...)
	}
	dst = dst[:cap(dst)]
	i := 0
	for i < len(b) {
		for i+8 <= len(b) {
			x := binary.LittleEndian.Uint64(b[i:])
			binary.LittleEndian.PutUint64(dst[w:], x)
			if x &= 0x8080808080808080; x != 0 {
				n := bits.TrailingZeros64(x) / 8
				i, w = i+n, w+n
				break
			}
			i, w = i+8, w+8
		}
		for i < len(b) {
			c := b[i]
			if c < utf8.RuneSelf {
				dst[w] = c
				i, w = i+1, w+1
				if i+8 <= len(b) && b[i] < utf8.RuneSelf {
					break
				}
				continue
			}
			if i+1 < len(b) && t.two != nil {
				// The row before the first lead byte and the trail bytes below the first
				// wrap around to large numbers.
				lead, trail := uint(c)-firstLead, uint(b[i+1])-firstTrail
				if lead < tableLeads && trail < tableTrails {
					if p := t.two[lead*tableTrails+trail]; p != 0 {
						binary.LittleEndian.PutUint32(dst[w:], p)
						i, w = i+2, w+(bits.Len32(p)+7)/8
						continue
					}
				}
			}
			if p := t.one[c-0x80]; p != 0 {
				binary.LittleEndian.PutUint32(dst[w:], p)
				i, w = i+1, w+(bits.Len32(p)+7)/8
				continue
			}
			n, m := t.longer(dst[w:], b[i:])
			if n == 0 {
				return dst[:w], i
			}
			i, w = i+n, w+m
		}
	}
	return dst[:w], i
}

// longer decodes the run of longer characters at the start of b by x/text and returns
// how many bytes it read and wrote.
func (t *codeTable) longer(dst, b []byte) (n, m int) {
	if t.long == nil {
		return 0, 0
	}
	for n < len(b) && b[n] >= utf8.RuneSelf {
		k := t.long(b[n:])
		if k == 0 || n+k > len(b) {
			break
		}
		n += k
	}
	m, n, _ = t.enc.NewDecoder().Transform(dst, b[:n], true)
	if i := bytes.Index(dst[:m], []byte("\uFFFD")); i >= 0 {
		return t.oneByOne(dst, b[:n])
	}
	return n, m
}

// oneByOne is longer for a run in which something is no character.
func (t *codeTable) oneByOne(dst, b []byte) (n, m int) {
	d := t.enc.NewDecoder()
	for n < len(b) {
		k := t.long(b[n:])
		d.Reset()
		x, _, err := d.Transform(dst[m:], b[n:n+k], true)
		if err == transform.ErrShortDst || bytes.Contains(dst[m:m+x], []byte("\uFFFD")) {
			break
		}
		n, m = n+k, m+x
	}
	return n, m
}

// tables are made when they are first needed.
var tables sync.Map // of func() *codeTable by name

// tableNamed returns the table of a charset of this package by its name, nil if it has
// none.
func tableNamed(name string) *codeTable {
	f, ok := tables.Load(name)
	if !ok {
		f, _ = tables.LoadOrStore(name, sync.OnceValue(func() *codeTable {
			switch enc := encodingNamed(name); name {
			case "gb18030":
				return tableOf(enc, true, longGB)
			case "euc-jp":
				return tableOf(enc, true, longEUCJP)
			case "big5", "shift-jis", "euc-kr":
				return tableOf(enc, true, nil)
			case "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be":
				return nil
			default:
				return tableOf(enc, false, nil)
			}
		}))
	}
	return f.(func() *codeTable)()
}

func longGB(b []byte) int {
	if len(b) >= 4 && b[0] >= 0x81 && b[0] < 0xFF && b[1] >= 0x30 && b[1] <= 0x39 && b[2] >= 0x81 && b[2] < 0xFF && b[3] >= 0x30 && b[3] <= 0x39 {
		return 4
	}
	return 0
}

func longEUCJP(b []byte) int {
	if len(b) >= 3 && b[0] == 0x8F && b[1] >= 0xA1 && b[1] < 0xFF && b[2] >= 0xA1 && b[2] < 0xFF {
		return 3
	}
	return 0
}
