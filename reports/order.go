package reports

import (
	"cmp"
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
)

// rank gives the place of a word in a fixed order; words that are not in it
// come last.
func rank[T comparable](order []T, word T) int {
	if i := slices.Index(order, word); i >= 0 {
		return i
	}
	return len(order)
}

var (
	severityOrder = []policy.Severity{policy.Critical, policy.High, policy.Medium, policy.Low, policy.Info}
	verdictOrder  = []policy.Verdict{policy.Broken, policy.Unverifiable, policy.NotExamined, policy.Note}
)

// ordered returns the findings worst first, and by where they are beyond that.
func ordered(findings []policy.Finding) []policy.Finding {
	out := slices.Clone(findings)
	slices.SortStableFunc(out, func(a, b policy.Finding) int {
		return cmp.Or(
			cmp.Compare(waived(a), waived(b)), // what somebody answers for comes last
			cmp.Compare(rank(verdictOrder, a.Verdict), rank(verdictOrder, b.Verdict)),
			cmp.Compare(rank(severityOrder, a.Severity), rank(severityOrder, b.Severity)),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.System, b.System),
			cmp.Compare(a.Store, b.Store),
			cmp.Compare(a.Dataset, b.Dataset),
			cmp.Compare(a.Field, b.Field),
			cmp.Compare(a.Category, b.Category),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Part, b.Part),
			cmp.Compare(a.Fingerprint, b.Fingerprint),
		)
	})
	return out
}

// waived is 1 for a finding that is waived.
func waived(f policy.Finding) int {
	if f.Waiver != nil {
		return 1
	}
	return 0
}

// A group is findings of one code, verdict and severity, all waived or none.
type group struct {
	Code     string
	Waived   bool
	Verdict  policy.Verdict
	Severity policy.Severity
	Findings []policy.Finding
}

// grouped puts the findings of one kind together, worst first.
func grouped(findings []policy.Finding) []group {
	var groups []group
	for _, f := range ordered(findings) {
		if n := len(groups); n > 0 && groups[n-1].Code == f.Code &&
			groups[n-1].Verdict == f.Verdict && groups[n-1].Severity == f.Severity && groups[n-1].Waived == (f.Waiver != nil) {
			groups[n-1].Findings = append(groups[n-1].Findings, f)
			continue
		}
		groups = append(groups, group{f.Code, f.Waiver != nil, f.Verdict, f.Severity, []policy.Finding{f}})
	}
	return groups
}

// holders returns the datasets in which personal data or a hint of it was found, those first
// that are surest and hold most, and the others in the order of the inventory.
func holders(datasets []inventory.Dataset) (with, without []*inventory.Dataset) {
	type weight struct{ confidence, entries, rows int64 }
	weights := map[*inventory.Dataset]weight{}
	for i := range datasets {
		d := &datasets[i]
		found, _ := split(d.Entries)
		if len(found) == 0 {
			without = append(without, d)
			continue
		}
		w := weight{entries: int64(len(found))}
		for _, e := range found {
			if hint(e) || e.State == detectors.Masked {
				continue
			}
			w.confidence = max(w.confidence, int64(e.Confidence))
			w.rows = max(w.rows, e.Rows)
		}
		weights[d] = w
		with = append(with, d)
	}
	slices.SortStableFunc(with, func(a, b *inventory.Dataset) int {
		x, y := weights[a], weights[b]
		return cmp.Or(cmp.Compare(y.confidence, x.confidence), cmp.Compare(y.entries, x.entries),
			cmp.Compare(y.rows, x.rows), cmp.Compare(a.Path, b.Path))
	})
	return with, without
}

// parted tells apart the datasets in which nothing was found: those with nothing in
// what was read, those that hold valid values which do not fit their fields, so that
// nobody may say that nothing is there, and those of which nothing was read.
func parted(without []*inventory.Dataset) (empty, open, unread []*inventory.Dataset) {
	for _, d := range without {
		switch {
		case !looked(d.Coverage):
			unread = append(unread, d)
		case doubtful(d):
			open = append(open, d)
		default:
			empty = append(empty, d)
		}
	}
	return empty, open, unread
}

// doubtful says whether a dataset has unresolved entries.
func doubtful(d *inventory.Dataset) bool {
	_, unresolved := split(d.Entries)
	return len(unresolved) > 0
}
