package reports

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// number writes n with thousands separators. Both languages use the comma.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	var b strings.Builder
	for i, c := range []byte(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(c)
	}
	return sign + b.String()
}

// percent writes the share of part in whole. It says "0 %" only for nothing
// and "100 %" only for all: 3 of 100,000 is "<0.1 %", and all but one of a
// million is ">99.9 %". It is empty when there is no whole to be a share of.
func percent(part, whole int64) string {
	switch {
	case whole <= 0 || part < 0:
		return ""
	case part == 0:
		return "0 %"
	case part >= whole:
		return "100 %"
	}
	return share(float64(part) / float64(whole))
}

// share writes a ratio that is neither nothing nor all, with one digit behind
// the point below ten and above ninety per cent.
func share(x float64) string {
	switch p := x * 100; {
	case math.IsNaN(p) || p < 0:
		return "0 %"
	case p < 0.1:
		return "<0.1 %"
	case p > 99.9:
		return ">99.9 %"
	case p < 10 || p > 90:
		return strconv.FormatFloat(p, 'f', 1, 64) + " %"
	default:
		return strconv.FormatFloat(p, 'f', 0, 64) + " %"
	}
}

// size writes a number of bytes in binary units (IEC 80000-13), three digits
// at most before the point.
func size(n int64) string {
	if n > -1024 && n < 1024 {
		return strconv.FormatInt(n, 10) + " B"
	}
	units := [...]string{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}
	v, i := float64(n)/1024, 0
	// 999.95 would be rounded to four digits.
	for math.Abs(v) >= 999.95 && i < len(units)-1 {
		v, i = v/1024, i+1
	}
	return strconv.FormatFloat(v, 'f', 1, 64) + " " + units[i]
}

// stamp writes a time in UTC in the form of ISO 8601, and only its day when it
// is midnight, which is what a date without a time is kept as. A zero time is
// empty.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.UTC()
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05Z")
}

// day writes the UTC day of a time.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// atMost writes an upper bound with two digits, rounded up.
func atMost(x float64) string { return outward(x, math.Ceil) }

// atLeast writes a lower bound with two digits, rounded down.
func atLeast(x float64) string { return outward(x, math.Floor) }

func outward(x float64, round func(float64) float64) string {
	if x <= 0 {
		return "0 %"
	}
	if x >= 1 {
		return "100 %"
	}
	digits := 1 - int(math.Floor(math.Log10(x*100)))
	unit := math.Pow(10, float64(-digits))
	// A bound has three digits at most, so a millionth is an error of its last one.
	slip := 1e-6
	if round(0.5) == 1 {
		slip = -slip
	}
	x = round(x*100/unit+slip) * unit
	if x > 99*unit { // rounded up to one digit more
		digits--
	}
	return strconv.FormatFloat(x, 'f', max(0, digits), 64) + " %"
}
