package policy

import (
	"maps"
	"slices"
	"strings"
	"time"

	"piiventory/inventory"
)

// region says where the stores of a system stand. Where that is not known of all, where
// the evidence disagrees, or where a store may be copied to places that nobody knows, it
// is left to a person: a region that the next check finds broken would be no promise but
// a guess.
func (d *Draft) region(inv *inventory.Inventory, at []Selector, path string) []Jurisdiction {
	codes := map[string]bool{}
	copied := map[string]bool{}
	var observed []string
	known, agreed, seen, any := true, true, true, false
	for i := range inv.Stores {
		s := &inv.Stores[i]
		if !slices.ContainsFunc(at, func(sel Selector) bool { return sel.store(s.Kind, s.Alias) }) {
			continue
		}
		any = true
		j := standing(s)
		if j.observed != "" {
			observed = append(observed, j.observed)
		}
		known, agreed = known && j.set != nil, agreed && !j.conflict
		for _, code := range countryCodes(j.code) {
			codes[code] = true
		}
		for _, f := range s.Facts {
			switch f.Name {
			case "copy-jurisdiction":
				if f.Unknown || countriesOf(f.Value) == nil {
					seen = false
					continue
				}
				for _, code := range countryCodes(f.Value) {
					copied[code] = true
				}
			case "replication", "replica":
				seen = seen && !f.Unknown
			}
		}
	}
	where := strings.Join(unique(observed), "; ")
	switch {
	case !any || len(observed) == 0:
		d.Note(path, "draft.region_unknown")
		return nil
	case !agreed:
		d.Note(path, "draft.region_conflict", "observed", where)
		return nil
	case !known:
		d.Note(path, "draft.region_partly", "observed", where)
		return nil
	case !seen:
		d.Note(path, "draft.copies_unknown", "observed", where)
		return nil
	}
	if maps.DeleteFunc(copied, func(k string, _ bool) bool { return codes[k] }); len(copied) > 0 {
		d.Note(path, "draft.copies", "observed", where, "copies", list(slices.Collect(maps.Keys(copied))))
		maps.Copy(codes, copied)
	}
	var out []Jurisdiction
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		out = append(out, Jurisdiction(code))
	}
	return out
}

// countryCodes parts a jurisdiction of the inventory into the codes that a declaration may
// have.
func countryCodes(value string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(", ;/+", r) }),
		func(code string) bool { return members(code) == nil })
}

// networkOf says from where the stores were reached, when all of them say the same.
func networkOf(stores []*inventory.Store) string {
	found := map[string]bool{}
	for _, s := range stores {
		said := ""
		for _, f := range s.Facts {
			if f.Name == "network" && !f.Unknown {
				said = map[string]string{"public": "internet", "private": "intranet"}[f.Value]
			}
		}
		found[said] = true
	}
	if len(found) != 1 {
		return ""
	}
	for said := range found {
		return said
	}
	return ""
}

// timestamp returns the field by which the scan told the age of the records, when it was
// the same for all of them.
func (d *Draft) timestamp(datasets []*inventory.Dataset, path string) *Timestamp {
	fields := map[string]bool{}
	table := false
	for _, ds := range datasets {
		table = table || isTable(ds.Kind) || slices.Contains(ds.Formats, "csv") || slices.Contains(ds.Formats, "tsv")
		for _, t := range ds.Times {
			for _, prefix := range []string{"field:", "statistics:"} {
				if name, ok := strings.CutPrefix(t.Source, prefix); ok && name != "" {
					fields[name] = true
				}
			}
		}
	}
	names := slices.Sorted(maps.Keys(fields))
	if len(names) > 1 {
		for i := range names {
			names[i] = quote(names[i])
		}
		d.Note(path, "draft.timestamps", "fields", strings.Join(names, ", "))
	}
	if len(names) != 1 {
		return nil
	}
	if t := (&Timestamp{Field: "$." + names[0]}); !table && fieldForm.MatchString(t.Field) {
		return t
	}
	return &Timestamp{Column: names[0]}
}

// oldestIn returns the day of the oldest record of datasets with what tells it, by the
// source that tells most: a field of the records, a date in the path, the store's time.
func oldestIn(datasets []*inventory.Dataset) (day, source string) {
	for _, kind := range []string{"field:", "statistics:", "key", "object"} {
		var oldest time.Time
		for _, ds := range datasets {
			for i := range ds.Times {
				t := &ds.Times[i]
				if strings.HasPrefix(t.Source, kind) && t.Count > 0 && !t.Oldest.IsZero() && (source == "" || t.Oldest.Before(oldest)) {
					oldest, source = t.Oldest, t.Source
				}
			}
		}
		if source != "" {
			if name, ok := strings.CutPrefix(source, kind); ok && name != "" {
				source = kind + quote(name)
			}
			return oldest.UTC().Format(time.DateOnly), source
		}
	}
	return "", ""
}
