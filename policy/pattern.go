package policy

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A Pattern names categories: a key ("contact.email"), a group ("contact.*"),
// everything ("*"), or an own category of the declaration, which begins with
// "x." and which no detector finds.
type Pattern string

// own is the group of categories that a declaration makes up itself.
const own = "x."

var ownKey = regexp.MustCompile(`^x\.[a-z0-9_]+(\.[a-z0-9_]+)*$`)

// ParsePattern reads a pattern of categories.
func ParsePattern(text string) (Pattern, error) {
	var p Pattern
	err := p.set(text)
	return p, err
}

// Match says whether the pattern covers the category.
func (p Pattern) Match(category string) bool {
	before, after, many := strings.Cut(string(p), "*")
	switch {
	case !many:
		return string(p) == category
	case after == "": // a group, or everything; no category has a slash
		return strings.HasPrefix(category, before)
	}
	ok, err := path.Match(string(p), category)
	return ok && err == nil
}

// exact says whether the pattern is a single key.
func (p Pattern) exact() bool { return !strings.Contains(string(p), "*") }

// rank orders patterns by how specific they are: a key before a group before
// everything, and the longer group before the shorter.
func (p Pattern) rank() int {
	if p.exact() {
		return 1 << 20
	}
	return len(p)
}

func (p *Pattern) set(s string) error {
	*p = Pattern(s)
	if strings.ContainsAny(s, `?[]\`) || strings.Contains(s, "**") {
		return fmt.Errorf("%s is not a category pattern: only * may stand for anything, as in contact.*", quote(s))
	}
	keys := knownCategories()
	if ownKey.MatchString(s) || s == own+"*" || slices.ContainsFunc(keys, p.Match) {
		return nil
	}
	if !p.exact() {
		groups := []string{"*"}
		for _, k := range keys {
			if g, _, ok := strings.Cut(k, "."); ok && !slices.Contains(groups, g+".*") {
				groups = append(groups, g+".*")
			}
		}
		return fmt.Errorf("%s matches no category%s", quote(s), didYouMean(s, groups))
	}
	// "email" and "person.email" are most likely contact.email.
	item := s[strings.LastIndexByte(s, '.')+1:]
	for _, k := range keys {
		if strings.HasSuffix(k, "."+item) {
			return fmt.Errorf("there is no category %s; did you mean %s?", quote(s), k)
		}
	}
	hint := didYouMean(s, keys)
	if hint == "" {
		hint = "; piiventory detectors lists them, and own ones begin with x."
	}
	return fmt.Errorf("there is no category %s%s", quote(s), hint)
}

// bestMatch returns the most specific of the patterns that covers the category.
func bestMatch(ps []Pattern, category string) (best Pattern, ok bool) {
	for _, p := range ps {
		if p.Match(category) && (!ok || p.rank() > best.rank()) {
			best, ok = p, true
		}
	}
	return best, ok
}
