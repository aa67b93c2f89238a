package inventory

import (
	"bytes"
	"maps"
	"strconv"
	"time"
)

// add counts one time.
func (t *Times) add(at time.Time) {
	at = at.UTC().Truncate(time.Second)
	if t.Count == 0 || at.Before(t.Oldest) {
		t.Oldest = at
	}
	if t.Count == 0 || at.After(t.Newest) {
		t.Newest = at
	}
	t.Count++
	if t.Days == nil {
		t.Days = map[string]int64{}
	}
	t.Days[at.Format(time.DateOnly)]++
}

// merge adds the times of another asset by the same source.
func (t *Times) merge(o *Times) {
	if o.Count > 0 {
		if t.Count == 0 || o.Oldest.Before(t.Oldest) {
			t.Oldest = o.Oldest
		}
		if t.Count == 0 || o.Newest.After(t.Newest) {
			t.Newest = o.Newest
		}
	}
	t.Found = t.Found || o.Found
	t.Count += o.Count
	t.Missing += o.Missing
	for day, n := range o.Days {
		if t.Days == nil {
			t.Days = map[string]int64{}
		}
		t.Days[day] += n
	}
}

func (t *Times) clone() *Times {
	c := *t
	c.Days = maps.Clone(t.Days)
	return &c
}

// isoTime reads a date with a time of day at the start of a text, as logs and stores
// write them most: 2026-01-31 08:15:00.123+08:00, with a T or a space between them and
// hyphens or slashes inside the date. It returns the number of bytes too, 0 for none. A
// time without a zone is taken as UTC.
func isoTime(v []byte) (time.Time, int) {
	if len(v) < 16 || v[4] != '-' && v[4] != '/' || v[7] != v[4] || v[10] != ' ' && v[10] != 'T' || v[13] != ':' {
		return time.Time{}, 0
	}
	digits := func(i, n int) int {
		x := 0
		for _, c := range v[i : i+n] {
			if c < '0' || c > '9' {
				return -1
			}
			x = 10*x + int(c-'0')
		}
		return x
	}
	y, m, d, hour, minute := digits(0, 4), digits(5, 2), digits(8, 2), digits(11, 2), digits(14, 2)
	if y < 0 || m < 1 || m > 12 || d < 1 || d > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return time.Time{}, 0
	}
	second, nanos, n := 0, 0, 16
	if len(v) >= 19 && v[16] == ':' {
		if second = digits(17, 2); second < 0 || second > 60 {
			return time.Time{}, 0
		}
		n = 19
		if n < len(v) && (v[n] == '.' || v[n] == ',') {
			n++
			for unit := 100_000_000; n < len(v) && v[n] >= '0' && v[n] <= '9'; n++ {
				nanos += int(v[n]-'0') * unit
				unit /= 10
			}
		}
	}
	offset := 0
	switch rest := v[n:]; {
	case len(rest) > 0 && rest[0] == 'Z':
		n++
	case len(rest) >= 5 && (rest[0] == '+' || rest[0] == '-') && digits(n+1, 2) >= 0:
		at := n + 3
		if v[at] == ':' {
			at++
		}
		if at+2 > len(v) || digits(at, 2) < 0 {
			break
		}
		offset = digits(n+1, 2)*3600 + digits(at, 2)*60
		if rest[0] == '-' {
			offset = -offset
		}
		n = at + 2
	}
	t := time.Date(y, time.Month(m), d, hour, minute, second, nanos, time.UTC)
	if t.Day() != d && second < 60 {
		return time.Time{}, 0 // the 31st of a shorter month
	}
	return t.Add(-time.Duration(offset) * time.Second), n
}

// lineTime reads the time at the beginning of a line of a log, perhaps in brackets.
func lineTime(line []byte) (time.Time, bool) {
	if len(line) > 0 && (line[0] == '[' || line[0] == '(') {
		line = line[1:]
	}
	t, n := isoTime(line)
	if n == 0 || n < len(line) && isAlnum(line[n]) {
		return time.Time{}, false
	}
	return plausible(t)
}

// layouts are the forms of a timestamp that stores and logs write, besides Unix
// time. A time without a zone is taken as UTC.
var layouts = []string{
	time.RFC3339Nano,
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999Z07",
	"2006-01-02 15:04:05.999999999 -0700 MST",
	"2006-01-02 15:04:05.999999999",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04:05.999999999-0700",
	"2006-01-02 15:04",
	"2006-01-02",
	"2006/01/02 15:04:05",
	"2006/01/02",
	"20060102150405",
	"20060102",
	"02/Jan/2006:15:04:05 -0700",
	time.RFC1123Z,
	time.RFC1123,
	"2006年01月02日",
	"2006年1月2日",
}

// parseTime reads the time of a record. Times before 1980 and after 2100 are
// defaults and mistakes, not record times.
func parseTime(v []byte) (time.Time, bool) {
	t, _, ok := parseTimeAs(v, "")
	return t, ok
}

// parseTimeAs is parseTime, and tries the form of the value before first, since the values
// of a field have one form as a rule. It returns the one that fitted.
func parseTimeAs(v []byte, form string) (time.Time, string, bool) {
	v = bytes.TrimSpace(v)
	if len(v) < 8 || len(v) > 40 {
		return time.Time{}, form, false
	}
	if t, n := isoTime(v); n == len(v) {
		t, ok := plausible(t)
		return t, form, ok
	}
	if form != "" {
		if t, err := time.Parse(form, string(v)); err == nil {
			t, ok := plausible(t)
			return t, form, ok
		}
	}
	if t, known, ok := unixTime(v); known {
		return t, form, ok
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, string(v)); err == nil {
			t, ok := plausible(t)
			return t, l, ok
		}
	}
	return time.Time{}, form, false
}

// unixTime reads seconds, milliseconds, microseconds or nanoseconds since 1970. known says
// that the value is a number that is no date written without separators.
func unixTime(v []byte) (t time.Time, known, ok bool) {
	s := string(v)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch len(s) {
		case 8, 14: // a date written without separators
			return time.Time{}, false, false
		case 10:
			t, ok = plausible(time.Unix(n, 0))
		case 13:
			t, ok = plausible(time.UnixMilli(n))
		case 16:
			t, ok = plausible(time.UnixMicro(n))
		case 19:
			t, ok = plausible(time.Unix(0, n))
		}
		return t, true, ok
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && f > 3e8 && f < 4.2e9 {
		t, ok = plausible(time.UnixMicro(int64(f * 1e6)))
		return t, true, ok
	}
	return time.Time{}, false, false
}

func plausible(t time.Time) (time.Time, bool) {
	t = t.UTC()
	return t, t.Year() >= 1980 && t.Year() < 2100
}
