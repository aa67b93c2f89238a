package inventory

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"piiventory/scanners"
)

// A Fact of a dataset is what the store says of some of its assets.
type Fact struct {
	scanners.Fact
	// Assets is the number of listed assets that it is about.
	Assets int64 `json:"assets"`
}

// Lifecycle is what the store's own rules will do with the listed assets of a dataset.
type Lifecycle struct {
	// Kept assets will never be deleted by a rule, Expiring ones will, and of Unclear ones
	// the listing does not tell. They add up to the listed assets.
	Kept     int64 `json:"kept"`
	Expiring int64 `json:"expiring"`
	Unclear  int64 `json:"unclear"`
	// First and Last are when the first and the last of Expiring will be deleted.
	First time.Time `json:"first,omitzero"`
	Last  time.Time `json:"last,omitzero"`
	// Longest is how many days at most pass between writing one of Expiring and its
	// deletion, in full days, rounded up; 0 where the time of writing is not known.
	Longest int64 `json:"longest_days,omitempty"`
}

// count adds what the rules do with one asset.
func (l *Lifecycle) count(a *scanners.Asset) {
	switch a.Expiry {
	case scanners.Kept:
		l.Kept++
	case scanners.Unclear:
		l.Unclear++
	case scanners.Expiring:
		days := int64(0)
		if !a.Modified.IsZero() && a.Expires.After(a.Modified) {
			days = int64((a.Expires.Sub(a.Modified) + 24*time.Hour - 1) / (24 * time.Hour))
		}
		l.merge(&Lifecycle{Expiring: 1, First: a.Expires.UTC(), Last: a.Expires.UTC(), Longest: days})
	}
}

func (l *Lifecycle) merge(o *Lifecycle) {
	l.Kept += o.Kept
	l.Expiring += o.Expiring
	l.Unclear += o.Unclear
	if l.First.IsZero() || !o.First.IsZero() && o.First.Before(l.First) {
		l.First = o.First
	}
	if o.Last.After(l.Last) {
		l.Last = o.Last
	}
	l.Longest = max(l.Longest, o.Longest)
}

// asked says that the store told of any rule.
func (l *Lifecycle) asked() bool { return l.Kept+l.Expiring+l.Unclear > 0 }

// A masker masks personal data in a name.
type masker func(string) string

// fact returns a fact without personal data: names of folders, tables, users, slots and
// tags may hold some, and stand in details and reasons too. The address of a server is
// nobody's, and the fact of its place refers to it.
func (mask masker) fact(f scanners.Fact) scanners.Fact {
	switch f.Name {
	case "replica", "copy-of", "listen":
		f.Detail = mask(f.Detail)
	case "copy-jurisdiction": // whose detail is the address
		f.Value = mask(f.Value)
	default:
		f.Value, f.Detail = mask(f.Value), mask(f.Detail)
	}
	f.Scope, f.Reason = mask(f.Scope), mask(f.Reason)
	return f
}

// scoped are the facts of a store that are about parts of it, by the path or by the
// beginning of the paths that they are about.
type scoped struct {
	exact, under map[string][]scanners.Fact
	// lengths are those of the beginnings.
	lengths []int
}

// newScoped sorts the facts that are about a part of the store out of all, and masks
// them.
func newScoped(facts []scanners.Fact, mask masker) *scoped {
	s := &scoped{exact: map[string][]scanners.Fact{}, under: map[string][]scanners.Fact{}}
	lengths := map[int]bool{}
	for _, f := range facts {
		switch masked := mask.fact(f); {
		case f.Exact:
			s.exact[f.Scope] = append(s.exact[f.Scope], masked)
		case f.Scope != "":
			s.under[f.Scope] = append(s.under[f.Scope], masked)
			lengths[len(f.Scope)] = true
		}
	}
	s.lengths = slices.Sorted(maps.Keys(lengths))
	return s
}

// of hands on each fact that is about the asset with a path.
func (s *scoped) of(path string, f func(*scanners.Fact)) {
	each := func(list []scanners.Fact) {
		for i := range list {
			f(&list[i])
		}
	}
	each(s.exact[path])
	for _, n := range s.lengths {
		if n > len(path) {
			return
		}
		each(s.under[path[:n]])
	}
}

// whole returns the facts that are not about single assets, masked.
func whole(facts []scanners.Fact, mask masker) []scanners.Fact {
	out := []scanners.Fact{}
	for _, f := range facts {
		if !f.Exact {
			out = append(out, mask.fact(f))
		}
	}
	return out
}

func compareFacts(a, b scanners.Fact) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.Value, b.Value), cmp.Compare(a.Detail, b.Detail), cmp.Compare(a.Reason, b.Reason))
}

// factList writes the counts of a leaf's facts down in their order.
func factList(m map[scanners.Fact]int64) []Fact {
	var out []Fact
	for f, n := range m {
		out = append(out, Fact{f, n})
	}
	slices.SortFunc(out, func(a, b Fact) int { return compareFacts(a.Fact, b.Fact) })
	return out
}

// place of a marker is that of the versions of its object.
func kindOf(a *scanners.Asset) string {
	if a.Kind == markerKind {
		return versionKind
	}
	return a.Kind
}

const (
	versionKind = "version"
	markerKind  = "marker"
)

// maskName is the masker of an engine.
func maskName(d Detector) masker {
	return func(s string) string {
		if strings.TrimSpace(s) == "" {
			return s
		}
		masked, _ := d.MaskName(s)
		return masked
	}
}
