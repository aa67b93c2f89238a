package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A Selector names assets of a store, "scheme://alias/pattern". The alias is
// the store's name, never a host; it may have wildcards. In the pattern "*" and
// "?" stop at a slash and "**", which stands alone between slashes, does not.
// Without a pattern it means the whole store. A backslash takes the meaning from
// the character behind it.
type Selector struct {
	Scheme  string
	Alias   string
	Pattern string
	text    string
	// forms are what the pattern is tried as.
	forms []form
}

// IsAlias says whether a text may be the alias of a store in a selector.
func IsAlias(text string) bool {
	return aliasForm.MatchString(text) && !strings.ContainsAny(text, "*?")
}

// ParseSelector reads a selector.
func ParseSelector(text string) (Selector, error) {
	var s Selector
	err := s.set(text)
	return s, err
}

// form is a pattern made ready: what stands before its first wildcard or
// backslash, what follows, and the automaton of the whole.
type form struct {
	prefix, rest string
	graph        *graph
}

// String returns the selector as it was written.
func (s Selector) String() string { return s.text }

// schemes are the URL schemes that are known, by the kind of store that they
// open; those that open none are legal and become gaps.
var schemes = map[string]string{
	"s3": "s3", "postgres": "postgres", "postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql",
	"sqlite": "sqlite", "file": "file", "redis": "", "rediss": "", "cdn": "", "log": "", "elasticsearch": "",
	"opensearch": "", "mongodb": "", "oracle": "", "sqlserver": "", "hdfs": "", "hive": "", "hbase": "",
	"kafka": "", "clickhouse": "", "nfs": "", "smb": "", "sftp": "", "ftp": "", "gs": "", "azblob": "",
	"oss": "", "cos": "", "obs": "", "block": "", "mapreduce": "",
}

var (
	schemeForm = regexp.MustCompile(`^[a-z][a-z0-9+.-]*$`)
	aliasForm  = regexp.MustCompile(`^[\pL\pN._*?-]+$`)
)

// kindOf returns the kind of store that a scheme stands for: postgresql is
// postgres, mariadb is mysql, and a scheme that is not known stands for itself.
func kindOf(scheme string) string {
	if k := schemes[scheme]; k != "" {
		return k
	}
	return scheme
}

// openable says whether a scanner may open stores of the scheme. A scheme that
// is not known here may have come with a new scanner.
func openable(scheme string) bool {
	kind, known := schemes[scheme]
	return !known || kind != ""
}

func (s *Selector) set(text string) error {
	s.text = text
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return fmt.Errorf("%s is not a selector; write scheme://alias/pattern as in s3://kyc/** or mysql://crm/*", quote(text))
	}
	if _, known := schemes[scheme]; !known {
		names := make([]string, 0, len(schemes))
		for n := range schemes {
			names = append(names, n)
		}
		// A scheme that nobody knows becomes a gap, but one letter away from a
		// known one it is a slip.
		if n := nearest(scheme, names, 1); n != "" {
			return fmt.Errorf("the scheme of %s is unknown; did you mean %s://?", quote(text), n)
		}
		if !schemeForm.MatchString(scheme) {
			return fmt.Errorf("%s is not a scheme; write lower-case letters as in s3://, mysql://, cdn://", quote(scheme))
		}
	}
	s.Scheme = scheme
	s.Alias, s.Pattern, _ = strings.Cut(rest, "/")
	if s.Pattern == "" {
		s.Pattern = "**"
	}
	if strings.ContainsAny(s.Alias, "@:") {
		return fmt.Errorf("a selector names a store by its alias, never by host, port or user; give the alias its address in piiventory.yaml")
	}
	if !aliasForm.MatchString(s.Alias) {
		return fmt.Errorf("%s has no usable alias; it is made of letters, digits, dots, dashes, underscores and the wildcards * and ?", quote(text))
	}
	if err := checkPattern(s.Pattern); err != nil {
		return err
	}
	for _, p := range s.patterns() {
		i := strings.IndexAny(p+"*", `*?\\`)
		s.forms = append(s.forms, form{p[:i], p[i:], patternGraph(p)})
	}
	return nil
}

// checkPattern refuses what would silently mean something else.
func checkPattern(p string) error {
	for seg := range strings.SplitSeq(p, "/") {
		if seg == "**" {
			continue
		}
		for i := 0; i < len(seg); i++ {
			switch seg[i] {
			case '\\':
				if i++; i == len(seg) {
					return fmt.Errorf("the pattern %s has a backslash with nothing behind it", quote(p))
				}
			case '*':
				if i+1 < len(seg) && seg[i+1] == '*' {
					return fmt.Errorf("in the pattern %s, ** must stand alone between slashes, as in logs/**/x.csv", quote(p))
				}
			case '[', ']', '{', '}':
				return fmt.Errorf("the pattern %s: classes and alternatives are not supported; write two selectors, or a backslash before a bracket that is meant as it stands", quote(p))
			}
		}
	}
	return nil
}

// store says whether the selector names the store. An empty kind agrees with
// every scheme that a scanner may open.
func (s Selector) store(kind, alias string) bool {
	if kind == "" && !openable(s.Scheme) || kind != "" && kindOf(s.Scheme) != kindOf(kind) {
		return false
	}
	if !strings.ContainsAny(s.Alias, "*?") {
		return s.Alias == alias
	}
	return doublestar.MatchUnvalidated(s.Alias, alias)
}

// patterns are the forms in which the pattern is tried on a path.
func (s Selector) patterns() []string {
	if kindOf(s.Scheme) == "postgres" && !strings.Contains(s.Pattern, ".") && s.Pattern != "**" {
		return []string{s.Pattern, "public." + s.Pattern}
	}
	return []string{s.Pattern}
}

// segments parts a pattern at its slashes, and takes ** that follow each other
// as one.
func segments(p string) []string {
	return slices.CompactFunc(strings.Split(p, "/"), func(a, b string) bool { return a == "**" && b == "**" })
}

// asset says whether the selector covers the path of one asset.
func (s Selector) asset(path string) bool {
	for _, p := range s.forms {
		// Listings are long and most patterns begin with a folder, so that is tried
		// first.
		if rest, ok := strings.CutPrefix(path, p.prefix); ok && (p.rest == "**" || p.rest == "" && rest == "" || p.graph.accepts(path)) {
			return true
		}
	}
	return false
}

// dataset says whether the selector covers the assets of a dataset, of which
// only the template is known.
func (s Selector) dataset(template string) answer {
	best := no
	literal := literalStart(template)
	for _, p := range s.forms {
		best = max(best, p.covers(template, literal))
	}
	return best
}

// covers says whether the pattern covers the paths of a template, which all begin with
// the literal. Most patterns begin with a folder that most datasets are not in, so that
// is asked before anything is walked.
func (p *form) covers(template, literal string) answer {
	n := min(len(p.prefix), len(literal))
	switch {
	case p.prefix[:n] != literal[:n]:
		return no
	case p.rest == "**" && n == len(p.prefix):
		return yes
	}
	states, ok := p.graph.read(literal)
	switch {
	case !ok:
		return no
	case len(literal) < len(template):
		return matchTemplate(p.graph, template)
	case p.graph.accepting(states):
		return yes
	}
	return no
}

// literalStart is what all paths of a template begin with; of one path it is the whole.
func literalStart(template string) string {
	if i := strings.IndexAny(template, "{*"); i >= 0 {
		return template[:i]
	}
	return template
}

// rank orders selectors by how specific they are: exact before wildcards, then
// by the number of literal characters, of the alias before those of the pattern.
func (s Selector) rank() [4]int {
	r := [4]int{0, literals(s.Alias), 0, literals(s.Pattern)}
	if !strings.ContainsAny(s.Alias, "*?") {
		r[0] = 1
	}
	if !strings.ContainsAny(s.Pattern, "*?") {
		r[2] = 1
	}
	return r
}

func literals(p string) int {
	return len(p) - strings.Count(p, "*") - strings.Count(p, "?") - strings.Count(p, `\`)
}
