package policy

import (
	"cmp"
	"slices"
	"strings"
	"time"
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

// Cutoffs returns the limits of age that the rules set for what the systems that cover an
// asset hold, as of a time: the beginnings of the days of the cutoffs, sorted, so that how
// many records are older can be estimated while it is scanned.
func (d *Declaration) Cutoffs(store, path string, now time.Time) []time.Time {
	var out []time.Time
	for i := range d.Systems {
		sys := &d.Systems[i]
		if !slices.ContainsFunc(sys.At, func(s Selector) bool { return s.store("", store) && s.asset(path) }) {
			continue
		}
		for j := range d.Rules {
			r := &d.Rules[j]
			if r.Retention != nil && r.Retention.timed() && systemRank(r, sys.ID) >= 0 {
				out = append(out, wholeDay(r.Retention.cutoff(now)))
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

// wholeDay is the beginning of the day in UTC: all records of the days before are older.
func wholeDay(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// name is the declared field as the inventory names fields: a column, or the
// path in a record without the leading "$.". It is empty when there is none.
func (t *Timestamp) name() string {
	if t == nil {
		return ""
	}
	return cmp.Or(t.Column, strings.ReplaceAll(strings.TrimPrefix(t.Field, "$."), "[*]", "[]"))
}
