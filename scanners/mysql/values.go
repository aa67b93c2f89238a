package mysql

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"piiventory/scanners/tables"
)

// argument is a value as the statement takes it. Integers must not be compared
// as text, nor bytes as characters.
func (m *sample) argument(k partKind, v []byte) any {
	switch k {
	case signed:
		if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
			return n
		}
	case unsigned:
		if n, err := strconv.ParseUint(string(v), 10, 64); err == nil {
			return n
		}
	case octets:
		return v
	}
	return string(v)
}

// value draws a value between the ends of an interval.
func (m *sample) value(k partKind, i interval) []byte {
	switch k {
	case signed:
		low, err1 := strconv.ParseInt(string(i.low), 10, 64)
		high, err2 := strconv.ParseInt(string(i.high), 10, 64)
		if err1 == nil && err2 == nil {
			return strconv.AppendInt(nil, tables.Signed(between(m.random, tables.Ordered(low), tables.Ordered(high))), 10)
		}
	case unsigned:
		low, err1 := strconv.ParseUint(string(i.low), 10, 64)
		high, err2 := strconv.ParseUint(string(i.high), 10, 64)
		if err1 == nil && err2 == nil {
			return strconv.AppendUint(nil, between(m.random, low, high), 10)
		}
	case days:
		low, ok1 := moment(i.low)
		high, ok2 := moment(i.high)
		if ok1 && ok2 && low <= high {
			at := time.Unix(low+m.random.Int64N(high-low+1), 0).UTC()
			return at.AppendFormat(nil, "2006-01-02 15:04:05")
		}
	case octets:
		return octetsBetween(m.random, i.low, i.high)
	case uuids:
		return fmt.Appendf(nil, "%08x-%04x-4%03x-%04x-%012x", m.random.Uint32(), m.random.IntN(1<<16), m.random.IntN(1<<12), 1<<15|m.random.IntN(1<<14), m.random.Int64N(1<<48))
	case letters:
		return lettersBetween(m.random, i.low, i.high)
	}
	return i.low
}

func between(r *rand.Rand, low, high uint64) uint64 {
	if high <= low {
		return low
	}
	if high-low == math.MaxUint64 {
		return r.Uint64()
	}
	return low + r.Uint64N(high-low+1)
}

// moment reads a date or a date with a time, in seconds.
func moment(v []byte) (int64, bool) {
	s, _, _ := strings.Cut(string(v), ".")
	for _, layout := range []string{time.DateTime, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Unix(), true
		}
	}
	return 0, false
}

// drawnLength is how many characters or bytes are drawn behind what the ends
// have in common; more would not tell more rows apart.
const drawnLength = 8

// octetsBetween draws bytes that sort between two values.
func octetsBetween(r *rand.Rand, low, high []byte) []byte {
	n := common(low, high)
	var a, b [8]byte
	copy(a[:], low[n:])
	copy(b[:], high[n:])
	var out [8]byte
	binary.BigEndian.PutUint64(out[:], between(r, binary.BigEndian.Uint64(a[:]), binary.BigEndian.Uint64(b[:])))
	return append(bytes.Clone(low[:n]), out[:]...)
}

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"

// lettersBetween draws text that probably sorts between two values, whatever the
// collation: digits and letters behind what the values have in common, the first
// of them between those of the values where these are such, too.
func lettersBetween(r *rand.Rand, low, high []byte) []byte {
	n := common(low, high)
	out := bytes.Clone(low[:n])
	from, to := 0, len(alphabet)-1
	if n < len(low) {
		from = max(strings.IndexByte(alphabet, lower(low[n])), 0)
	}
	if n < len(high) {
		if i := strings.IndexByte(alphabet, lower(high[n])); i >= from {
			to = i
		}
	}
	out = append(out, alphabet[from+r.IntN(to-from+1)])
	for range drawnLength - 1 {
		out = append(out, alphabet[r.IntN(len(alphabet))])
	}
	return out
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// common returns the length of what two values begin with, in whole characters.
func common(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && a[n]&0xC0 == 0x80 {
		n--
	}
	return n
}
