package detectors

import (
	"bytes"
	"time"
)

// A date is a day of the Gregorian calendar; d is 0 when only the month is known and
// m is 0 when only the year is.
type date struct{ y, m, d int }

// longestDate bounds a date with its time, in bytes.
const longestDate = 40

// dateAt reads the date with which v begins, and returns how long it is, a time of
// the day included. Where day and month may change places, the first is the month
// when both fit.
func dateAt(v []byte) (d date, size int, ok bool) {
	if len(v) < 4 {
		return d, 0, false
	}
	if isLetter(v[0]) {
		d, size, ok = monthFirst(v)
	} else {
		switch k := digitsFrom(v, 0); k {
		case 1, 2:
			d, size, ok = dayFirst(v, k)
		case 4:
			d, size, ok = yearFirst(v)
		case 6:
			d, size, ok = date{decimal(v[:4]), decimal(v[4:6]), 0}, 6, true
		case 8:
			d, size, ok = date{decimal(v[:4]), decimal(v[4:6]), decimal(v[6:8])}, 8, true
		case 14:
			d, size = date{decimal(v[:4]), decimal(v[4:6]), decimal(v[6:8])}, 14
			ok = decimal(v[8:10]) < 24 && decimal(v[10:12]) < 60 && decimal(v[12:14]) < 60
		}
	}
	if !ok || d.m > 12 || d.m == 0 && d.d > 0 || d.d > 0 && d.d > monthDays(d.y, d.m) {
		return d, 0, false
	}
	return d, size + timeAt(v[size:]), true
}

// yearFirst reads 1990-01-31, 1990/1/31, 1990.1, 1990年1月31日.
func yearFirst(v []byte) (d date, size int, ok bool) {
	d.y = decimal(v[:4])
	i, sign := 4, byte(0)
	for part := 0; part < 2; part++ {
		j, s := dateSign(v, i)
		if s == 0 || part == 1 && s != sign && s != 0xe6 {
			break
		}
		k := digitsFrom(v, j)
		if k < 1 || k > 2 {
			if s == 0xe5 { // 1990年
				return d, j, part == 0
			}
			break
		}
		sign = s
		if part == 0 {
			d.m = decimal(v[j : j+k])
			ok = d.m > 0
		} else {
			d.d = decimal(v[j : j+k])
			ok = ok && d.d > 0
		}
		i = j + k
	}
	if sign == 0 {
		return d, 4, true // the year alone
	}
	if sign >= 0x80 { // 月, 日, 号 at the end
		if j, s := dateSign(v, i); s >= 0x80 {
			i = j
		}
	}
	return d, i, ok
}

// dateSign steps over the sign between two parts of a date, spaces around Chinese
// ones included. It returns the sign's first byte, or 0.
func dateSign(v []byte, i int) (next int, sign byte) {
	j := i
	for j < len(v) && v[j] == ' ' && j-i < 2 {
		j++
	}
	if j+2 < len(v) && v[j] >= 0x80 {
		switch string(v[j : j+3]) {
		case "年":
			sign = 0xe5
		case "月", "日":
			sign = 0xe6
		case "号", "號":
			sign = 0xe7
		default:
			return i, 0
		}
		j += 3
		for j+1 < len(v) && v[j] == ' ' && isDigit(v[j+1]) {
			j++
		}
		return j, sign
	}
	if i < len(v) && (v[i] == '-' || v[i] == '/' || v[i] == '.') {
		return i + 1, v[i]
	}
	return i, 0
}

// dayFirst reads 31/01/1990, 1-31-1990, 31 January 1990, 31-Jan-90.
func dayFirst(v []byte, k int) (d date, size int, ok bool) {
	a := decimal(v[:k])
	i := k
	if i+1 < len(v) && isLetter(v[i]) { // 1st, 2nd
		if !ordinals.has(v[i : i+2]) {
			return d, 0, false
		}
		i += 2
	}
	if bytes.HasPrefix(v[i:], []byte(" of ")) {
		i += 3
	}
	if i >= len(v) || v[i] != '-' && v[i] != '/' && v[i] != '.' && v[i] != ' ' {
		return d, 0, false
	}
	sign := v[i]
	i++
	if m, n := monthName(v[i:]); m > 0 {
		i += n
		for i < len(v) && (v[i] == sign || v[i] == ',' || v[i] == '.' || v[i] == ' ') {
			i++
		}
		d = date{0, m, a}
	} else {
		n := digitsFrom(v, i)
		if n < 1 || n > 2 || sign == ' ' || i+n >= len(v) || v[i+n] != sign {
			return d, 0, false
		}
		b := decimal(v[i : i+n])
		i += n + 1
		if d = (date{0, a, b}); a > 12 {
			d = date{0, b, a}
		}
	}
	switch n := digitsFrom(v, i); n {
	case 4:
		d.y = decimal(v[i : i+4])
	case 2: // 31-01-90; of a year of two digits the century is not known
		if d.y = 1900 + decimal(v[i:i+2]); d.y < 1930 {
			d.y += 100
		}
	default:
		return d, 0, false
	}
	size = i + digitsFrom(v, i)
	return d, size, d.d > 0 && d.m > 0
}

// monthFirst reads January 31, 1990 and Jan-31-1990.
func monthFirst(v []byte) (d date, size int, ok bool) {
	m, i := monthName(v)
	if m == 0 {
		return d, 0, false
	}
	for i < len(v) && (v[i] == ' ' || v[i] == '-' || v[i] == '.') {
		i++
	}
	k := digitsFrom(v, i)
	if k == 4 { // January 1990
		return date{decimal(v[i : i+4]), m, 0}, i + 4, true
	}
	if k < 1 || k > 2 {
		return d, 0, false
	}
	d = date{0, m, decimal(v[i : i+k])}
	i += k
	if i+1 < len(v) && isLetter(v[i]) && ordinals.has(v[i:i+2]) {
		i += 2
	}
	for i < len(v) && (v[i] == ' ' || v[i] == '-' || v[i] == ',') {
		i++
	}
	if digitsFrom(v, i) != 4 {
		return d, 0, false
	}
	d.y = decimal(v[i : i+4])
	return d, i + 4, d.d > 0
}

var ordinals = words("st nd rd th")

// monthName reads the English name of a month, in full or its first three letters.
func monthName(v []byte) (month, size int) {
	for size < len(v) && isLetter(v[size]) {
		size++
	}
	if size < 3 || size > 9 {
		return 0, 0
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if (size == 3 || size == len(name) || size == 4 && m == time.September) && bytes.EqualFold(v[:3], []byte(name[:3])) {
			if size == len(name) && !bytes.EqualFold(v[:size], []byte(name)) {
				return 0, 0
			}
			return int(m), size
		}
	}
	return 0, 0
}

// timeAt returns the length of a time of the day behind a date, or 0: T00:00:00Z,
// " 08:30", with a fraction and a zone.
func timeAt(v []byte) int {
	if len(v) < 6 || v[0] != ' ' && v[0] != 'T' && v[0] != 't' {
		return 0
	}
	i := 1
	for k := 0; k < 3; k++ {
		n := digitsFrom(v, i)
		if n < 1 || n > 2 {
			return 0
		}
		i += n
		if k == 2 || i >= len(v) || v[i] != ':' {
			if k == 0 {
				return 0
			}
			break
		}
		i++
	}
	if i < len(v) && (v[i] == '.' || v[i] == ',') {
		if n := digitsFrom(v, i+1); n > 0 {
			i += n + 1
		}
	}
	switch rest := v[i:]; {
	case len(rest) > 0 && (rest[0] == 'Z' || rest[0] == 'z'):
		i++
	case len(rest) >= 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':' && digitsFrom(rest, 1) == 2 && digitsFrom(rest, 4) == 2:
		i += 6
	case len(rest) >= 5 && (rest[0] == '+' || rest[0] == '-') && digitsFrom(rest, 1) == 4:
		i += 5
	case len(rest) >= 3 && (string(rest[:3]) == " AM" || string(rest[:3]) == " PM"):
		i += 3
	}
	return i
}

// sinceEpoch reads seconds (9 or 10 digits) or milliseconds (12 or 13) since 1970,
// as some tables hold dates of birth.
func sinceEpoch(v []byte) (date, bool) {
	negative := len(v) > 0 && v[0] == '-'
	if negative {
		v = v[1:]
	}
	k := digitsFrom(v, 0)
	if k != len(v) || k < 9 || k == 11 || k > 13 {
		return date{}, false
	}
	s := int64(decimal(v))
	if k > 11 {
		s /= 1000
	}
	if negative {
		s = -s
	}
	y, m, d := time.Unix(s, 0).UTC().Date()
	return date{y, int(m), d}, true
}
