package main

import (
	"slices"
	"strings"
	"time"

	"piiventory/policy"
)

// cutoffs are the limits of age by --older-than and by the declaration, nil where there are
// none.
func (f *scanFlags) cutoffs(check *checking) (func(alias, kind, path string) []time.Time, error) {
	var given []time.Time
	for _, s := range strings.Split(f.olderThan, ",") {
		if f.olderThan == "" {
			break
		}
		d, err := policy.ParseDuration(strings.TrimSpace(s))
		if err != nil {
			return nil, usagef("--older-than must be durations by ISO 8601 such as P1Y or P6M,P30D, not %q", s)
		}
		given = append(given, d.Before(check.asOf).Truncate(24*time.Hour))
	}
	if l := check.launch; l != nil && l.MaxAge.Given() {
		given = append(given, l.MaxAge.Before(check.asOf).Truncate(24*time.Hour))
	}
	if len(given) == 0 && check.declaration == nil {
		return nil, nil
	}
	return func(alias, _, path string) []time.Time {
		all := slices.Clone(given)
		if check.declaration != nil {
			all = append(all, check.declaration.Cutoffs(alias, path, check.asOf)...)
		}
		slices.SortFunc(all, time.Time.Compare)
		return slices.CompactFunc(all, time.Time.Equal)
	}, nil
}
