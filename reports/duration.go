package reports

import (
	"strconv"
	"strings"
)

// duration writes an ISO 8601 duration such as P1Y6M or PT24H for a person, and
// nothing when the text is not one.
func duration(w words, s string) string {
	rest, ok := strings.CutPrefix(s, "P")
	if !ok || rest == "" {
		return ""
	}
	units := map[byte]string{'Y': "years", 'M': "months", 'W': "weeks", 'D': "days"}
	var parts []string
	for rest != "" {
		if rest[0] == 'T' {
			units, rest = map[byte]string{'H': "hours", 'M': "minutes", 'S': "seconds"}, rest[1:]
		}
		i := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if i <= 0 || i > 9 || units[rest[i]] == "" {
			return ""
		}
		n, err := strconv.ParseInt(rest[:i], 10, 64)
		if err != nil {
			return ""
		}
		parts = append(parts, w.t("duration."+units[rest[i]], "n", n))
		rest = rest[i+1:]
	}
	return strings.Join(parts, " ")
}
