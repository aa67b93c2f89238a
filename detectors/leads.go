package detectors

import (
	"fmt"
	"strings"
)

// behindAll gives all lengths the same bytes that may stand before them.
func behindAll(bytes string, lengths ...int) map[int]string {
	m := map[int]string{}
	for _, n := range lengths {
		m[n] = bytes
	}
	return m
}

// notASCII holds the bytes of which characters beyond ASCII are made.
var notASCII = func() string {
	var b [128]byte
	for i := range b {
		b[i] = byte(0x80 + i)
	}
	return string(b[:])
}()

// leadingTwos reads a list of two digits with which a run may begin.
func leadingTwos(list string) (t [100]bool, err error) {
	for part := range strings.FieldsSeq(list) {
		low, high, isRange := strings.Cut(part, "-")
		if !isRange {
			high = low
		}
		if len(low) < 1 || len(low) > 2 || len(low) != len(high) {
			return t, fmt.Errorf("%q are no leading digits", part)
		}
		low, high = (low + "0")[:2], (high + "9")[:2]
		if !allDigits([]byte(low)) || !allDigits([]byte(high)) || low > high {
			return t, fmt.Errorf("%q are no leading digits", part)
		}
		for two := decimal([]byte(low)); two <= decimal([]byte(high)); two++ {
			t[two] = true
		}
	}
	return t, nil
}

// asked are the detectors that are shown an unbroken run of digits, by its length and
// its first two digits, and what may stand before it for each.
type asked struct {
	by [maxRun + 1][100][]int
	// only has, for a detector to which not everything may stand before its runs, bit n
	// of a byte set when that may stand before a run of n.
	only []*[256]uint32
}

func (a *asked) add(i int, det *detector) {
	for _, n := range det.lengths {
		if n < 2 {
			continue
		}
		lead, given := det.leads[n]
		twos, err := leadingTwos(lead)
		if err != nil {
			panic(fmt.Sprintf("detector %q: %v", det.category, err))
		}
		for two := range twos {
			if !given || twos[two] {
				a.by[n][two] = append(a.by[n][two], i)
			}
		}
	}
	a.only = append(a.only, nil)
	if det.behind == nil {
		return
	}
	var only [256]uint32
	for b := range only {
		only[b] = ^uint32(0)
		for n, bytes := range det.behind {
			if strings.IndexByte(bytes, byte(b)) < 0 {
				only[b] &^= 1 << n
			}
		}
	}
	a.only[i] = &only
}

// of returns the detectors of data[i:j].
func (a *asked) of(data []byte, i, j int) []int {
	return a.by[j-i][10*int(data[i]-'0')+int(data[i+1]-'0')]
}

// tokenAsked is a detector that is shown tokens of one length.
type tokenAsked struct {
	det int
	// shape has a byte for each of the first bytes of the token, with a bit for each
	// class that may stand there.
	shape uint64
	only  *[256]bool // what may stand before it, or nil
}

// tokenClass holds the class of each byte: a decimal digit, a letter that is a
// hexadecimal digit, another letter, or anything else.
var tokenClass = func() (t [256]uint8) {
	for b := range t {
		switch c := byte(b); {
		case isDigit(c):
			t[b] = 1
		case isHex(c):
			t[b] = 2
		case isLetter(c):
			t[b] = 4
		default:
			t[b] = 8
		}
	}
	return t
}()

func newTokenAsked(i int, det *detector, n int) tokenAsked {
	a := tokenAsked{det: i}
	for k := range tokenShape {
		classes := uint64(0)
		for b := range 256 {
			if n > maxShaped || det.fits(n, k, byte(b)) {
				classes |= uint64(tokenClass[b])
			}
		}
		a.shape |= classes << (8 * k)
	}
	if det.tokenBehind != "" {
		only := byteSet(det.tokenBehind)
		a.only = &only
	}
	return a
}

// askToken shows the token data[start:end] to the detectors that it may belong to.
func (w *walker) askToken(asked []tokenAsked, start, end int) {
	data, shape := w.data, uint64(0)
	for k := range tokenShape {
		class := uint64(0xff) // behind the end of the text
		if start+k < len(data) {
			class = uint64(tokenClass[data[start+k]])
		}
		shape |= class << (8 * k)
	}
	w.n.span = span{start: start, end: end, digits: data[start:end], by: byToken}
	for i := range asked {
		a := &asked[i]
		if x := shape & a.shape; (x|x>>1|x>>2|x>>3)&allShaped == allShaped && (a.only == nil || start == 0 || a.only[data[start-1]]) {
			w.askOne(a.det, false)
		}
	}
}

// allShaped has the lowest bit of each byte of a shape.
const allShaped = 1 | 1<<8 | 1<<16 | 1<<24 | 1<<32
