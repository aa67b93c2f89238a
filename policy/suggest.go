package policy

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// didYouMean returns "; did you mean X?" for the word that is nearest to what
// was written, or nothing when none is near.
func didYouMean(written string, words []string) string {
	if len(written) > 64 {
		return ""
	}
	lower := strings.ToLower(written)
	best, least := "", max(2, utf8.RuneCountInString(written)/3)+1
	for _, w := range words {
		if n := levenshtein.ComputeDistance(lower, strings.ToLower(w)); n < least && n < utf8.RuneCountInString(w) {
			best, least = w, n
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// userInfo is the part of an address that may hold a password.
var userInfo = regexp.MustCompile(`://[^/\s]*@`)

// quote quotes what the file says, without what may be a credential and cut to
// a length that fits a message.
func quote(s string) string {
	s = userInfo.ReplaceAllString(s, "://…@")
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return strconv.Quote(s)
}

// nearest returns the word within the given distance, the first in the
// alphabet where several are equally near, or "".
func nearest(written string, words []string, limit int) string {
	best, least := "", limit+1
	for _, w := range words {
		n := levenshtein.ComputeDistance(written, w)
		if n < least || n == least && n <= limit && w < best {
			best, least = w, n
		}
	}
	return best
}
