package reports

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// reasonsZH are the Chinese texts of the reasons why something was not read or
// is not known. A key is the format of the English sentence as the scanners
// have it, with the verbs of fmt where names and numbers stand; {1} is the
// first of them in the Chinese text. What stands for %s may be a reason itself.
var reasonsZH = merged(scanReasonsZH, contentReasonsZH, markupReasonsZH, sqlReasonsZH, archiveReasonsZH, fileReasonsZH, databaseReasonsZH, mysqlReasonsZH, postgresReasonsZH, sqliteReasonsZH, s3ReasonsZH, placesReasonsZH, addressReasonsZH, commandReasonsZH, declarationReasonsZH, pdfReasonsZH, columnReasonsZH, imageReasonsZH, officeReasonsZH, oleReasonsZH, exchangeReasonsZH)

// A reasonPattern recognises one reason.
type reasonPattern struct {
	literal string // the longest text without a variable part
	match   *regexp.Regexp
	nested  []bool // by variable part: may it be a reason
	zh      string
}

// verb matches a verb of fmt, as far as the reasons use them.
var verb = regexp.MustCompile(`%(?:[sqdvw]| x\b|%)`)

// verbs are what may stand for each verb. %q also quotes a list of names.
var verbs = map[string]string{
	"%s":  `(.*?)`,
	"%w":  `(.*?)`,
	"%q":  `("(?:[^"\\]|\\.)*"|\[(?:"(?:[^"\\]|\\.)*" ?)*\])`,
	"%d":  `(-?[0-9]+)`,
	"%v":  `(\S+)`,
	"% x": `([0-9a-f]{2}(?: [0-9a-f]{2})*)`,
	"%%":  `%`,
}

// reasonPatterns are the patterns of reasonsZH, those with the most text first.
var reasonPatterns = sync.OnceValue(func() []reasonPattern {
	text := func(key string) int { return len(verb.ReplaceAllString(key, "")) }
	open := func(key string) int { // what begins with anything would take the beginning of others
		if strings.HasPrefix(key, "%s") {
			return 1
		}
		return 0
	}
	keys := slices.SortedFunc(maps.Keys(reasonsZH), func(a, b string) int {
		return cmp.Or(cmp.Compare(open(a), open(b)), cmp.Compare(text(b), text(a)), cmp.Compare(a, b))
	})
	var list []reasonPattern
	for _, key := range keys {
		p := reasonPattern{zh: reasonsZH[key]}
		expr, at := `(?s)^`, 0
		piece := func(s string) {
			expr += regexp.QuoteMeta(s)
			if len(s) > len(p.literal) {
				p.literal = s
			}
		}
		for _, m := range verb.FindAllStringIndex(key, -1) {
			piece(key[at:m[0]])
			v := key[m[0]:m[1]]
			if v == "%s" && m[0] == at && at > 0 {
				// Behind what was written stands a hint or nothing. Nothing parts the two but
				// the semicolon by which the hint begins; what was written is in quotes, a hint
				// never.
				expr += `((?:; [^"]*)?)`
			} else {
				expr += verbs[v]
			}
			if v != "%%" {
				p.nested = append(p.nested, v == "%s" || v == "%w")
			}
			at = m[1]
		}
		piece(key[at:])
		p.match = regexp.MustCompile(expr + `$`)
		list = append(list, p)
	}
	return list
})

// nestedReasons bounds how deep reasons stand in each other.
const nestedReasons = 4

// reason returns a reason in the report's language, or as it is when there is
// no text for it.
func reason(w words, s string) string {
	if w.lang == "zh" {
		if zh, ok := chinese(s, nestedReasons); ok {
			return zh
		}
	}
	return s
}

// chinese returns a reason in Chinese.
func chinese(s string, depth int) (string, bool) {
	if depth == 0 || !strings.Contains(s, " ") {
		return "", false
	}
	for _, p := range reasonPatterns() {
		if !strings.Contains(s, p.literal) {
			continue
		}
		m := p.match.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		out, _ := fillPlain(p.zh, func(name string) string {
			i, err := strconv.Atoi(name)
			if err != nil || i < 1 || i >= len(m) {
				return ""
			}
			if p.nested[i-1] {
				if zh, ok := chinese(m[i], depth-1); ok {
					return zh
				}
			}
			return m[i]
		})
		return out, true
	}
	return "", false
}

// joinedReasons returns several reasons that the check joined with "; ", each
// perhaps with the source of a fact before it. A reason may hold that mark
// itself, so the longest run that is a known one counts.
func joinedReasons(w words, s string) string {
	if w.lang != "zh" {
		return s
	}
	const longest = 4 // parts of one reason
	parts := strings.Split(s, "; ")
	var out []string
	unknown := 0 // the first of the parts before i that have no text
	flush := func(i int) {
		if unknown < i {
			out = append(out, strings.Join(parts[unknown:i], "; "))
		}
	}
next:
	for i := 0; i < len(parts); {
		for n := min(longest, len(parts)-i); n > 0; n-- {
			if zh, ok := sourced(w, strings.Join(parts[i:i+n], "; ")); ok {
				flush(i)
				out = append(out, zh)
				i += n
				unknown = i
				continue next
			}
		}
		i++
	}
	flush(len(parts))
	return strings.Join(out, w.t("list.parts"))
}

// sourced returns a reason in Chinese with the source of a fact before it.
func sourced(w words, s string) (string, bool) {
	if by, rest, ok := strings.Cut(s, ": "); ok && w.has("by."+by) {
		if zh, ok := chinese(rest, nestedReasons); ok {
			return w.t("by."+by) + "：" + zh, true
		}
	}
	return chinese(s, nestedReasons)
}

// observed names the places of a store and the sources that say so, which the
// check joins as "CN (configuration); SG (endpoint host)".
func observed(w words, s string) string {
	parts := strings.Split(s, "; ")
	for i, part := range parts {
		value, by, ok := strings.Cut(strings.TrimSuffix(part, ")"), " (")
		if ok && w.has("by."+by) {
			parts[i] = w.t("observed.by", "value", value, "source", w.t("by."+by))
		}
	}
	return clean(strings.Join(parts, w.t("list.parts")))
}
