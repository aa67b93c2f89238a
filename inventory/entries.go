package inventory

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"piiventory/detectors"
	"piiventory/scanners"
)

// minorCategory is derived from ages.
const minorCategory = detectors.Category("subject.minor")

// infancy is the age below which a resident ID is doubtful: order numbers that end in
// a date of these days and a counter look like those of infants.
const infancy = 3

// sortEntries puts entries in the order of the saved form.
func sortEntries(list []Entry) []Entry {
	slices.SortStableFunc(list, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Category, b.Category), cmp.Compare(a.State, b.State), cmp.Compare(a.From, b.From))
	})
	return list
}

// entries judges one field. minors says that a field of the dataset speaks of
// guardians, pupils or classes.
func (f *fieldFold) entries(fold *Fold, path string, minors bool, sh *shares) []Entry {
	if path == FieldName {
		return f.names(fold)
	}
	engine := fold.engine
	var out []Entry
	for _, c := range slices.Sorted(maps.Keys(f.cats)) {
		e := f.cats[c]
		if v := engine.Judge(c, nameOf(path), e.evidence(f.values)); v.Confidence != detectors.None || v.Unresolved {
			out = append(out, Entry{
				Category: c, Field: path, Confidence: v.Confidence, Unresolved: v.Unresolved,
				Rows: e.Valid, Values: f.values, WellFormed: e.WellFormed, Valid: e.Valid, Known: e.Known, Keyword: e.Keyword,
				PassRate: v.PassRate, Distinct: e.Distinct.count(), DistinctMore: e.Distinct.more != nil, Subjects: e.ofWhole(fold.goal.Confidence), values: &e.Distinct,
				Header: v.Header, Reasons: reasonsOf(v), Assets: e.assets, Times: timesOf(e.Times, e.at),
				Prevalence: sh.prevalence(e.hits),
			})
			if m, ok := e.minors(c, path, v, minors, fold.goal.Confidence); ok {
				out = append(out, m)
			}
		}
		out = append(out, f.states(fold, c, path, sh)...)
	}
	if fold.depth != scanners.Names {
		return out
	}
	// No content was read: the name alone is a hint, no more.
	for _, h := range engine.Header(nameOf(path)) {
		if h.Strength != "full" {
			continue
		}
		out = append(out, Entry{
			Category: h.Category, Field: path, Confidence: detectors.Low,
			Header: h.Strength, Reasons: []string{"header"}, Times: []Times{},
		})
	}
	return out
}

// states judges what of a category is not in the clear in a field: an entry for each
// state.
func (f *fieldFold) states(fold *Fold, c detectors.Category, path string, sh *shares) []Entry {
	var out []Entry
	e := f.cats[c]
	for _, state := range slices.Sorted(maps.Keys(e.States)) {
		st := e.States[state]
		v := fold.engine.Judge(c, nameOf(path), detectors.Evidence{
			Values: f.values, WellFormed: st.Values, Valid: st.Values, Distinct: st.Distinct.count(), State: state,
		})
		if v.Confidence == detectors.None {
			continue
		}
		out = append(out, Entry{
			Category: c, Field: path, State: state, Confidence: v.Confidence,
			Rows: st.Values, Values: f.values, WellFormed: st.Values, Valid: st.Values,
			PassRate: v.PassRate, Distinct: st.Distinct.count(), DistinctMore: st.Distinct.more != nil, Subjects: st.Distinct.beyond(fold.goal.Confidence), values: &st.Distinct,
			Header: v.Header, Reasons: reasonsOf(v), Assets: st.assets, Times: timesOf(st.Times, st.at),
			Prevalence: sh.prevalence(e.states[state]),
		})
	}
	return out
}

// names judges personal data in the names of fields.
func (f *fieldFold) names(fold *Fold) []Entry {
	var list []CategoryTally
	for _, c := range slices.Sorted(maps.Keys(f.cats)) {
		list = append(list, f.cats[c].CategoryTally)
	}
	out := nameEntries(fold, FieldName, f.values, list)
	for i := range out {
		out[i].Assets = f.cats[out[i].Category].assets
	}
	return out
}

// fewAges is the number of ages and dates of birth below which they are a hint only: a
// default or an example is no person.
const fewAges = 3

// minors derives that persons are minors from a field of numbers or dates that tell
// ages, when the field is sure enough. Infants alone are not believed, unless the
// name of the field names the category and the verdict is high. Ages in text, and
// few ages or dates of birth, are a hint.
func (e *entryFold) minors(c detectors.Category, path string, v detectors.Verdict, words bool, confidence float64) (Entry, bool) {
	a := e.Ages
	if a == nil || v.Confidence < detectors.Medium || v.Unresolved {
		return Entry{}, false
	}
	var minors, infants int64
	for years, n := range a.Years {
		minors += n
		if years < infancy {
			infants += n
		}
	}
	if minors == 0 || infants == minors && (v.Confidence < detectors.High || v.Header != "full") {
		return Entry{}, false
	}
	m := Entry{
		Category: minorCategory, From: c, Field: path, Confidence: v.Confidence,
		Rows: minors, Values: a.Known, WellFormed: a.Known, Valid: minors, PassRate: float64(minors) / float64(a.Known),
		Distinct: a.Distinct.count(), DistinctMore: a.Distinct.more != nil, Subjects: a.Distinct.beyond(confidence),
		Reasons: []string{"derived"}, Assets: e.assets, Times: []Times{}, Ages: map[string]int64{},
	}
	if c == "identity.age" && v.Header != "full" || c != "id.cn_resident" && a.Known < fewAges {
		m.Confidence = detectors.Low
	}
	if words {
		m.Reasons = append(m.Reasons, "minor-words")
	}
	for years, n := range a.Years {
		if n > 0 {
			m.Ages[strconv.Itoa(years)] = n
		}
	}
	return m, true
}

func reasonsOf(v detectors.Verdict) []string {
	if v.Reasons == nil {
		return []string{}
	}
	return v.Reasons
}

// timesOf merges the times of the rows with those of the assets.
func timesOf(rows, assets []Times) []Times {
	out := slices.Clone(rows)
	for i := range assets {
		out = mergeTimes(out, &assets[i])
	}
	if out == nil {
		out = []Times{}
	}
	return out
}

// joinedOf keeps of the pairs of fields those whose entries are found, so that
// numbers that pass a check by chance join nothing.
func joinedOf(pairs map[Joined]int64, entries []Entry) []Joined {
	found := map[joinBit]bool{}
	for i := range entries {
		if e := &entries[i]; e.Confidence >= detectors.Medium && !e.Unresolved && e.State != detectors.Masked {
			found[joinBit{e.Field, e.Category}] = true
		}
	}
	kept := map[Joined]int64{}
	for j, n := range pairs {
		if found[joinBit{j.TraceField, j.Trace}] && found[joinBit{j.AccountField, j.Account}] {
			kept[j] = n
		}
	}
	return joinedList(kept)
}
