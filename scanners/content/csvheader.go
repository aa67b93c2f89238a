package content

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// headerOf returns the number of the record that names the columns, or -1. It
// is the first one of the usual width, unless one of its fields is surely a
// value, or most of them look like values, or one stands below again in its own
// column. A row of data that is taken for a header is lost, and so a single sure
// value is enough; a header that is taken for data costs the names of all columns,
// and so a single odd name is not.
func headerOf(recs [][]string, width int) int {
	at := slices.IndexFunc(recs, func(r []string) bool { return len(r) == width })
	if at < 0 || at > 10 {
		return -1
	}
	named, odd := 0, 0
	for i, f := range recs[at] {
		if f = strings.TrimSpace(f); f == "" {
			continue
		}
		named++
		switch looks := look(f); {
		case looks == value, likeBelow(f, i, recs[at+1:]):
			return -1
		case looks == unlikelyName:
			odd++
		}
	}
	if named == 0 || named*2 < width || odd*2 > named {
		return -1
	}
	for _, r := range recs[at+1:] {
		equal := 0
		for i, f := range r[:min(len(r), width)] {
			if f != "" && f == recs[at][i] {
				equal++
			}
		}
		// A line that is equal as a whole is the header once more, where files
		// were put one behind the other.
		if equal > 0 && equal < named {
			return -1
		}
	}
	return at
}

// likeBelow reports whether the field has digits and most of the fields below it
// are written like it, as codes are ("K7" above "M3").
func likeBelow(f string, col int, below [][]string) bool {
	if !strings.ContainsAny(f, "0123456789") {
		return false
	}
	own, same, all := shape(f), 0, 0
	for _, r := range below {
		if col < len(r) && r[col] != "" {
			all++
			if shape(strings.TrimSpace(r[col])) == own {
				same++
			}
		}
	}
	return same*2 > all
}

// shape replaces letters and digits each by one of their class.
func shape(f string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return '9'
		case r < utf8.RuneSelf && letter(byte(r)) || r >= utf8.RuneSelf:
			return 'a'
		}
		return r
	}, f)
}

// A looks says what a field looks like.
type looks int

const (
	name looks = iota
	unlikelyName
	value
)

// Lengths that tell names from values.
const (
	longestName = 64 // characters
	longestRun  = 4  // digits in a row: a year, a version, a bit width
	shortestHex = 16 // hexadecimal digits of a digest or an identifier
)

// look tells values from names. A value is a number, a date, a telephone
// number, an identifier, an address of mail or of the web, or a constant.
// Unlikely names are long, hold a newline or an '@', have more digits than other
// characters, or have no letter. Letters with up to four digits behind them are a
// name, however short ("v9", "e164", "手机2").
func look(f string) looks {
	digits, run, longest, letters, hex, n := 0, 0, 0, 0, 0, 0
	for _, r := range f {
		n++
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			digits++
			hex++
			run++
			longest = max(longest, run)
			continue
		}
		run = 0
		if r < utf8.RuneSelf && letter(byte(r)) || r >= utf8.RuneSelf {
			letters++
		}
		if l := r | 0x20; l >= 'a' && l <= 'f' || r == '-' {
			hex++
		}
	}
	switch strings.ToLower(f) {
	case "true", "false", "null", "nan", "none":
		return value
	}
	at := strings.IndexByte(f, '@')
	switch {
	case longest > longestRun,
		digits > 0 && letters == 0,
		digits > longestRun && digits*2 > n,
		digits > 0 && hex == n && n >= shortestHex,
		at > 0 && strings.Contains(f[at:], "."),
		strings.Contains(f, "://"):
		return value
	case endsInDigits(f, digits):
		return name
	case n > longestName, at >= 0, strings.Contains(f, "\n"), digits*2 > n, letters == 0:
		return unlikelyName
	}
	return name
}

// endsInDigits reports whether the field is letters and, behind them, all of its
// digits.
func endsInDigits(f string, digits int) bool {
	head := strings.TrimRight(f, "0123456789")
	return digits > 0 && len(f)-len(head) == digits && !strings.ContainsFunc(head, func(r rune) bool {
		return r < utf8.RuneSelf && !letter(byte(r)) && r != '_' && r != '-' && r != ' ' && r != '.'
	})
}
