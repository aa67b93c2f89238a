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
	v = bytes.TrimSpace(v)
	if len(v) < 8 || len(v) > 40 {
		return time.Time{}, false
	}
	s := string(v)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch len(s) {
		case 8, 14: // a date written without separators
		case 10:
			return plausible(time.Unix(n, 0))
		case 13:
			return plausible(time.UnixMilli(n))
		case 16:
			return plausible(time.UnixMicro(n))
		case 19:
			return plausible(time.Unix(0, n))
		default:
			return time.Time{}, false
		}
	} else if f, err := strconv.ParseFloat(s, 64); err == nil && f > 3e8 && f < 4.2e9 {
		return plausible(time.UnixMicro(int64(f * 1e6)))
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return plausible(t)
		}
	}
	return time.Time{}, false
}

func plausible(t time.Time) (time.Time, bool) {
	t = t.UTC()
	return t, t.Year() >= 1980 && t.Year() < 2100
}
