package detectors

import (
	"bytes"
	"encoding/binary"
)

// alikes remembers what the words around candidates said, since the lines of a log are
// alike but for their digits, and no digit is part of a word. It holds places in the
// text, never what stands there. Lines with more than ASCII are not remembered.
type alikes struct {
	any bool
	all [256]alike
}

// An alike is a candidate with the bytes before and behind it that have a say.
type alike struct {
	start, end, before, behind int
	det                        int32
	used, near                 bool
}

// mostAlike bounds the bytes on one side. No word goes over a break.
const mostAlike = reach + 64

// breaks holds the bytes of ASCII that are in no word and join none.
var breaks = func() (t [256]bool) {
	for b := range 0x80 {
		c := byte(b)
		t[b] = !isLetter(c) && c != '_' && c != '-' && c != ' '
	}
	return t
}()

// of finds what was said of a candidate that has the same bytes around it but for
// digits, or room for it; or nil when it is not to be remembered.
func (m *alikes) of(v []byte, start, end, det int) (said *alike, known bool) {
	before, behind := min(start, reach), min(len(v)-end, reach)
	if k := bytes.LastIndexByte(v[start-before:start], '\n'); k >= 0 {
		before -= k + 1
	} else {
		for start-before > 0 && !breaks[v[start-before-1]] {
			if before++; before > mostAlike {
				return nil, false
			}
		}
	}
	if k := bytes.IndexByte(v[end:end+behind], '\n'); k >= 0 {
		behind = k
	} else {
		for end+behind < len(v) && !breaks[v[end+behind]] {
			if behind++; behind > mostAlike {
				return nil, false
			}
		}
	}
	if k := end + behind; k < len(v) && isDigit(v[k]) && behind > 0 && isLetter(v[k-1]) {
		return nil, false // a word may go over the digit: IPv4地址
	}
	left, right := v[start-before:start], v[end:end+behind]
	hash := uint64(det)<<16 | uint64(before)<<8 | uint64(behind)
	var high uint64
	for _, side := range [...][]byte{left, right} {
		for len(side) > 0 {
			var x uint64
			x, side = eight(side)
			high |= x
			hash = (hash ^ noDigits(x)) * 0x9e3779b97f4a7c15
			hash ^= hash >> 29
		}
	}
	if high&eachTop != 0 {
		return nil, false
	}
	a := &m.all[hash>>56]
	if a.used && int(a.det) == det && a.before == before && a.behind == behind && sameButDigits(v[a.start-before:a.start], left) && sameButDigits(v[a.end:a.end+behind], right) {
		return a, true
	}
	m.any = true
	*a = alike{start: start, end: end, before: before, behind: behind, det: int32(det), used: true}
	return a, false
}

// eight returns the first eight bytes of v, or as many as there are, and the rest.
func eight(v []byte) (uint64, []byte) {
	if len(v) >= 8 {
		return binary.LittleEndian.Uint64(v), v[8:]
	}
	x := uint64(0)
	for i, c := range v {
		x |= uint64(c) << (8 * i)
	}
	return x, nil
}

// noDigits makes zeros of the digits among eight bytes of ASCII.
func noDigits(x uint64) uint64 {
	digits := ^((x ^ '0'*eachOne) + (0x80-10)*eachOne) & eachTop
	return x &^ (digits >> 7 * 0x0f)
}

// sameButDigits compares texts of the same length.
func sameButDigits(a, b []byte) bool {
	for len(a) > 0 {
		var x, y uint64
		x, a = eight(a)
		y, b = eight(b)
		if noDigits(x) != noDigits(y) {
			return false
		}
	}
	return true
}
