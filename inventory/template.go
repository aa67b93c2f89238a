package inventory

import (
	"strings"
	"time"
)

// A template is the path of an asset with the parts that differ from asset to
// asset folded: dates, counters, hashes and UUIDs. Folding never crosses a
// slash and never touches letters that are part of a word, so that paths of
// unlike shape keep unlike templates.

// foldPath folds every segment of a path. Personal data in a segment has been
// replaced by {category} before.
func foldPath(path string, table bool) []string {
	segs := strings.Split(path, "/")
	for i := range segs {
		segs[i] = foldSegment(segs[i], table, i == len(segs)-1)
	}
	foldDateSegments(segs, strings.Split(path, "/"))
	return segs
}

// foldDateSegments turns 2026/01/31 into {y}/{m}/{d}.
func foldDateSegments(segs, raw []string) {
	for i := 0; i+1 < len(raw); i++ {
		if !isYear(raw[i]) || !inRange(raw[i+1], 1, 12) {
			continue
		}
		segs[i], segs[i+1] = "{y}", "{m}"
		if i+2 < len(raw) && inRange(raw[i+2], 1, 31) {
			segs[i+2] = "{d}"
		}
		return
	}
}

// foldSegment folds one path segment or table name.
func foldSegment(s string, table, last bool) string {
	var b strings.Builder
	stem, ext := s, ""
	if last && !table {
		stem, ext = splitExt(s)
	}
	for i := 0; i < len(stem); {
		c := stem[i]
		if c == '{' { // an already masked part
			if j := strings.IndexByte(stem[i:], '}'); j > 0 {
				b.WriteString(stem[i : i+j+1])
				i += j + 1
				continue
			}
		}
		if !isAlnum(c) {
			b.WriteByte(c)
			i++
			continue
		}
		if n, name := foldToken(stem, i); n > 0 {
			b.WriteString(name)
			i += n
			continue
		}
		j := i
		if isDigit(c) {
			for j < len(stem) && isDigit(stem[j]) {
				j++
			}
			b.WriteString("{n}")
		} else {
			for j < len(stem) && isAlnum(stem[j]) && !isDigit(stem[j]) {
				j++
			}
			b.WriteString(stem[i:j])
		}
		i = j
	}
	return b.String() + ext
}

// foldToken recognises a UUID, a date or a hash that starts at i, where a token
// starts, and returns its length.
func foldToken(s string, i int) (int, string) {
	if i > 0 && isAlnum(s[i-1]) {
		if isDigit(s[i]) && !isDigit(s[i-1]) { // letters, then digits: only a date may follow
			if n := dateLen(s[i:]); n >= 8 {
				return n, "{date}"
			}
		}
		return 0, ""
	}
	if n := uuidLen(s[i:]); n > 0 {
		return n, "{uuid}"
	}
	if n := dateLen(s[i:]); n > 0 {
		return n, "{date}"
	}
	j, digits, hex := i, 0, true
	for j < len(s) && isAlnum(s[j]) {
		if isDigit(s[j]) {
			digits++
		}
		hex = hex && isHex(s[j])
		j++
	}
	n := j - i
	letters := n - digits
	// A hexadecimal run of 16 or more, or a run of 20 or more that mixes letters
	// and digits as an identifier does and a word does not.
	if hex && n >= 16 && digits >= 2 && letters >= 2 || n >= 20 && digits >= 4 && letters >= 4 {
		return n, "{hash}"
	}
	return 0, ""
}

// splitExt parts a file name from its extensions; an extension is up to five
// letters and digits with a letter in it, at most two of them ("json.gz").
func splitExt(s string) (stem, ext string) {
	stem = s
	for range 2 {
		i := strings.LastIndexByte(stem, '.')
		if i <= 0 || len(stem)-i-1 > 5 || len(stem)-i-1 < 1 {
			break
		}
		letters := 0
		ok := true
		for _, c := range []byte(stem[i+1:]) {
			if !isAlnum(c) {
				ok = false
			}
			if !isDigit(c) {
				letters++
			}
		}
		if !ok || letters == 0 {
			break
		}
		ext = stem[i:] + ext
		stem = stem[:i]
	}
	return stem, ext
}

// dateLen returns the length of the date at the start of s, or 0. It knows
// 2026-01-31, 2026_01_31, 2026.01.31, 20260131, 2026-01, 2026_01 and 202601,
// with a time of day behind a day as in 20260131T0815 or 2026-01-31-08.
func dateLen(s string) int {
	_, n := parseKeyDate(s)
	return n
}

// parseKeyDate reads the date at the start of s and returns the first instant
// of that day or month in UTC, and the number of bytes it takes.
func parseKeyDate(s string) (time.Time, int) {
	digits := 0
	for digits < len(s) && isDigit(s[digits]) {
		digits++
	}
	ymd := func(y, m, d string) (time.Time, bool) {
		t, err := time.Parse("20060102", y+m+d)
		return t, err == nil && t.Year() >= 1990 && t.Year() < 2100
	}
	switch digits {
	case 14, 12, 10, 8:
		t, ok := ymd(s[:4], s[4:6], s[6:8])
		if !ok || digits > 8 && !inRange(s[8:10], 0, 23) {
			return time.Time{}, 0
		}
		n := digits
		if digits == 8 && n < len(s) && s[n] == 'T' {
			n++
			for n < len(s) && (isDigit(s[n]) || s[n] == 'Z') {
				n++
			}
		}
		return t, n
	case 6:
		t, ok := ymd(s[:4], s[4:6], "01")
		if !ok || t.Year() < 2000 || t.Year() >= 2040 || len(s) > 6 && isAlnum(s[6]) {
			return time.Time{}, 0
		}
		return t, 6
	case 4:
		if len(s) < 7 || !strings.ContainsRune("-_.", rune(s[4])) || !inRange(s[5:7], 1, 12) {
			return time.Time{}, 0
		}
		if len(s) >= 10 && s[7] == s[4] && inRange(s[8:10], 1, 31) && (len(s) == 10 || !isDigit(s[10])) {
			if t, ok := ymd(s[:4], s[5:7], s[8:10]); ok {
				return t, 10
			}
		}
		if len(s) == 7 || !isAlnum(s[7]) {
			if t, ok := ymd(s[:4], s[5:7], "01"); ok {
				return t, 7
			}
		}
	}
	return time.Time{}, 0
}

// keyDate finds the newest date that the path states, in any of the forms that
// dateLen knows or as 2026/01/31 or year=2026/month=01/day=31.
func keyDate(path string) (time.Time, bool) {
	segs := strings.Split(path, "/")
	var best time.Time
	for i := 0; i+1 < len(segs); i++ {
		y, m := hiveValue(segs[i], "year", "y"), hiveValue(segs[i+1], "month", "m")
		if !isYear(y) || !inRange(m, 1, 12) {
			continue
		}
		d := "01"
		if i+2 < len(segs) {
			if v := hiveValue(segs[i+2], "day", "d"); inRange(v, 1, 31) {
				d = pad2(v)
			}
		}
		if t, err := time.Parse("20060102", y+pad2(m)+d); err == nil && t.After(best) {
			best = t
		}
	}
	for i := 0; i < len(path); i++ {
		if !isDigit(path[i]) || i > 0 && isDigit(path[i-1]) {
			continue
		}
		t, n := parseKeyDate(path[i:])
		if n == 0 && i > 0 && (path[i-1] == 'y' || path[i-1] == 'Y') && (i == 1 || !isAlnum(path[i-2])) {
			t, n = parseLettered(path[i:])
		}
		if n == 0 {
			continue
		}
		if t.After(best) {
			best = t
		}
		i += n - 1
	}
	return best, !best.IsZero()
}

// parseLettered reads 2006m02 and 2006m02d03, which stand behind a y in the names of
// partitions that the manual of PostgreSQL uses (measurement_y2006m02).
func parseLettered(s string) (time.Time, int) {
	s = strings.ToLower(s)
	if len(s) < 7 || !isYear(s[:4]) || s[4] != 'm' || !inRange(s[5:7], 1, 12) {
		return time.Time{}, 0
	}
	day, n := "01", 7
	if len(s) >= 10 && s[7] == 'd' && inRange(s[8:10], 1, 31) {
		day, n = s[8:10], 10
	}
	if n < len(s) && isAlnum(s[n]) {
		return time.Time{}, 0
	}
	t, err := time.Parse("20060102", s[:4]+s[5:7]+day)
	if err != nil {
		return time.Time{}, 0
	}
	return t, n
}

func hiveValue(seg string, names ...string) string {
	for _, n := range names {
		if v, ok := strings.CutPrefix(seg, n+"="); ok {
			return v
		}
	}
	return seg
}

func pad2(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func uuidLen(s string) int {
	if len(s) < 36 || len(s) > 36 && isAlnum(s[36]) {
		return 0
	}
	for i := range 36 {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if s[i] != '-' {
				return 0
			}
		} else if !isHex(s[i]) {
			return 0
		}
	}
	return 36
}

func isYear(s string) bool { return len(s) == 4 && inRange(s, 1990, 2099) }

func inRange(s string, lo, hi int) bool {
	n := 0
	if s == "" || len(s) > 4 {
		return false
	}
	for _, c := range []byte(s) {
		if !isDigit(c) {
			return false
		}
		n = n*10 + int(c-'0')
	}
	return n >= lo && n <= hi
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isHex(c byte) bool   { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
func isAlnum(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
