package inventory

import (
	"cmp"
	"slices"

	"piiventory/detectors"
)

// The fields under which personal data in names is counted. A part of a name that is
// personal data is masked wherever the name is shown; the count says that it is
// there.
const (
	// FieldKey stands for the paths of assets: object keys, file paths, table names.
	FieldKey = "{key}"
	// FieldName stands for the names of columns and the keys inside records.
	FieldName = "{name}"
	// FieldStore stands for the name of the bucket, the database or the directory.
	FieldStore = "{store}"
)

// InNames says whether a field stands for names and not for values.
func InNames(field string) bool {
	return field == FieldKey || field == FieldName || field == FieldStore
}

// countName counts one name's candidates, each category once.
func countName(list []CategoryTally, d *digester, name string, found []detectors.NameMatch) []CategoryTally {
	for i := range found {
		first := !slices.ContainsFunc(found[:i], func(m detectors.NameMatch) bool { return m.Category == found[i].Category })
		var t *CategoryTally
		if t, list = tallyOf(list, found[i].Category); first {
			t.WellFormed++
		}
		// The first valid one counts for the name.
		if !found[i].Valid || slices.ContainsFunc(found[:i], func(m detectors.NameMatch) bool { return m.Category == found[i].Category && m.Valid }) {
			continue
		}
		t.Valid++
		t.Distinct.add(d.of(detectors.Normal(found[i].Category), []byte(name[found[i].Start:found[i].End])))
		for _, x := range []struct {
			is bool
			n  *int64
		}{{found[i].Known, &t.Known}, {found[i].Keyword, &t.Keyword}, {found[i].Confidence >= detectors.Medium, &t.Sure}} {
			if x.is {
				*x.n++
			}
		}
	}
	return list
}

// countPictures counts what the name of a file tells of the picture in it.
func countPictures(list []CategoryTally, d *digester, path string) []CategoryTally {
	for _, p := range detectors.NamedPictures(path) {
		var t *CategoryTally
		t, list = tallyOf(list, p.Category)
		t.Shown++
		if p.Confidence >= detectors.Medium {
			t.ShownSure++
		}
		t.Distinct.add(d.digest([]byte(path)))
	}
	return list
}

// tallyOf finds or makes the tally of a category in a sorted list.
func tallyOf(list []CategoryTally, c detectors.Category) (*CategoryTally, []CategoryTally) {
	i, found := slices.BinarySearchFunc(list, c, func(t CategoryTally, c detectors.Category) int { return cmp.Compare(t.Category, c) })
	if !found {
		list = slices.Insert(list, i, CategoryTally{Category: c})
	}
	return &list[i], list
}

// mergeNames adds the counts of names.
func mergeNames(list, more []CategoryTally) []CategoryTally {
	for i := range more {
		var t *CategoryTally
		t, list = tallyOf(list, more[i].Category)
		t.merge(&more[i])
	}
	return list
}

// nameEntries judges what was counted in names. A name stands alone, so that what is
// sure by itself counts, even where there are too few to judge them as a column.
func nameEntries(fold *Fold, field string, values int64, list []CategoryTally) []Entry {
	var out []Entry
	for i := range list {
		t := &list[i]
		if t.Shown > 0 {
			out = append(out, shownEntry(field, values, t, fold.goal.Confidence))
			continue
		}
		v := fold.engine.Judge(t.Category, "", t.evidence(values))
		if v.Confidence == detectors.None {
			continue
		}
		if v.Unresolved && t.Sure > 0 && !slices.Contains(v.Reasons, "accidental") {
			v.Confidence, v.Unresolved = detectors.Medium, false
		}
		out = append(out, Entry{
			Category: t.Category, Field: field, Confidence: v.Confidence, Unresolved: v.Unresolved,
			Rows: t.Valid, Values: values, WellFormed: t.WellFormed, Valid: t.Valid, Known: t.Known, Keyword: t.Keyword, PassRate: v.PassRate,
			Distinct: t.Distinct.count(), DistinctMore: t.Distinct.more != nil, Subjects: t.Distinct.beyond(fold.goal.Confidence), values: &t.Distinct,
			Reasons: append([]string{"in-name"}, v.Reasons...), Assets: t.Valid, Times: []Times{},
		})
	}
	return out
}

// shownEntry is the entry of a category that names of files tell of. The pictures may
// not have been looked at, so that it is never sure.
func shownEntry(field string, values int64, t *CategoryTally, confidence float64) Entry {
	e := Entry{
		Category: t.Category, Field: field, Confidence: detectors.Low,
		Rows: t.Shown, Values: values, WellFormed: t.Shown, Valid: t.Shown, PassRate: 1,
		Distinct: t.Distinct.count(), DistinctMore: t.Distinct.more != nil, Subjects: t.Distinct.beyond(confidence), values: &t.Distinct,
		Reasons: []string{"file-name"}, Assets: t.Shown, Times: []Times{},
	}
	if t.ShownSure > 0 {
		e.Confidence = detectors.Medium
	}
	return e
}
