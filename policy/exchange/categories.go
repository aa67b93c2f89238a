package exchange

import (
	"regexp"
	"slices"
	"strings"

	"piiventory/detectors"
	"piiventory/policy"
)

// terms returns what a scheme calls a category.
func terms(i detectors.Info, scheme string) []string {
	for _, m := range i.Mappings {
		if m.Scheme == scheme {
			return m.Terms
		}
	}
	return nil
}

// fromTerm returns the categories that a term of a scheme stands for. A key of fideslang
// stands for all below it too: user.contact for user.contact.email.
func fromTerm(scheme, term string) []string {
	var out []string
	for _, i := range detectors.Categories() {
		for _, t := range terms(i, scheme) {
			if t == term || scheme == "fideslang" && strings.HasPrefix(t, term+".") {
				out = append(out, string(i.Key))
				break
			}
		}
	}
	return out
}

// grouped writes categories as patterns, "contact.*" where all of a group are there.
func grouped(keys []string) []policy.Pattern {
	all := map[string]int{}
	for _, i := range detectors.Categories() {
		all[i.Group]++
	}
	have := map[string]int{}
	group := func(k string) string { g, _, _ := strings.Cut(k, "."); return g }
	keys = slices.Clone(keys)
	slices.Sort(keys)
	keys = slices.Compact(keys)
	for _, k := range keys {
		have[group(k)]++
	}
	var out []policy.Pattern
	for _, k := range keys {
		p := policy.Pattern(k)
		if g := group(k); have[g] == all[g] && have[g] > 1 {
			p = policy.Pattern(g + ".*")
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

var notInKey = regexp.MustCompile(`[^a-z0-9_.]+`)

// ownCategory makes an own category of a name that has no counterpart.
func ownCategory(name string) (policy.Pattern, bool) {
	key := notInKey.ReplaceAllString(strings.ToLower(name), "_")
	p, err := policy.ParsePattern("x." + strings.Trim(key, "._"))
	return p, err == nil
}

// keysOf returns the categories that a pattern covers.
func keysOf(p policy.Pattern) []detectors.Info {
	var out []detectors.Info
	for _, i := range detectors.Categories() {
		if p.Match(string(i.Key)) {
			out = append(out, i)
		}
	}
	return out
}

// toTerms returns what a scheme calls the categories of a pattern, sorted, and those of
// them that it has no word for.
func toTerms(scheme string, ps []policy.Pattern) (out []string, without []string) {
	for _, p := range ps {
		keys := keysOf(p)
		if len(keys) == 0 {
			without = append(without, string(p))
		}
		for _, i := range keys {
			t := terms(i, scheme)
			if len(t) == 0 {
				without = append(without, string(i.Key))
			}
			out = append(out, t...)
		}
	}
	slices.Sort(out)
	slices.Sort(without)
	return slices.Compact(out), slices.Compact(without)
}

// word reads a word by which a column is classified: a category of ours, a key of
// fideslang or a term of DPV. Words such as "pii" or "confidential" say that a column is
// personal, not what it holds, and are none.
func word(w string) []policy.Pattern {
	w = strings.TrimSpace(w)
	if p, err := policy.ParsePattern(w); err == nil && strings.Contains(w, ".") {
		return []policy.Pattern{p}
	}
	if keys := fromTerm("fideslang", w); len(keys) > 0 && strings.HasPrefix(w, "user.") {
		return grouped(keys)
	}
	for _, prefix := range []string{"pd:", "dpv-pd:", "https://w3id.org/dpv/pd#"} {
		if t, ok := strings.CutPrefix(w, prefix); ok {
			return grouped(fromTerm("dpv-pd", t))
		}
	}
	return nil
}
