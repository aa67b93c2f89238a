package policy

import (
	"cmp"
	"slices"
	"strings"
)

// A Target is a store that a declaration names. The alias may have wildcards.
type Target struct {
	Alias  string
	Scheme string
	System string
}

// Aliases returns the stores that the systems name, each with the scheme that
// it is declared with, sorted by alias, scheme and system.
func (d *Declaration) Aliases() []Target {
	var out []Target
	for i := range d.Systems {
		for _, s := range d.Systems[i].At {
			out = append(out, Target{s.Alias, s.Scheme, d.Systems[i].ID})
		}
	}
	slices.SortFunc(out, func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.Alias, b.Alias), cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.System, b.System))
	})
	return slices.Compact(out)
}

// Border returns the ids of the systems that cover an asset, sorted and parted
// by commas, empty when none does. Assets with unlike borders never belong to
// one dataset.
func (d *Declaration) Border(store, path string) string {
	var ids []string
	for i := range d.Systems {
		for _, s := range d.Systems[i].At {
			if s.store("", store) && s.asset(path) {
				ids = append(ids, d.Systems[i].ID)
				break
			}
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, ",")
}

// Timestamp returns the field that tells the age of the asset's records, as the
// most specific system that covers the asset declares it. It is false when no
// field is declared.
func (d *Declaration) Timestamp(store, path string) (field string, ok bool) {
	var best [4]int
	for i := range d.Systems {
		sys := &d.Systems[i]
		name := sys.Timestamp.name()
		if name == "" {
			continue
		}
		for _, s := range sys.At {
			if !s.store("", store) || !s.asset(path) {
				continue
			}
			if r := s.rank(); !ok || slices.Compare(r[:], best[:]) > 0 {
				field, ok, best = name, true, r
			}
		}
	}
	return field, ok
}

// name is the declared field as the inventory names fields: a column, or the
// path in a record without the leading "$.". It is empty when there is none.
func (t *Timestamp) name() string {
	if t == nil {
		return ""
	}
	return cmp.Or(t.Column, strings.ReplaceAll(strings.TrimPrefix(t.Field, "$."), "[*]", "[]"))
}
