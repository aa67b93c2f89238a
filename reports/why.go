package reports

import (
	"slices"
	"strconv"
	"strings"

	"piiventory/detectors"
	"piiventory/inventory"
)

// reasons says why an entry has its confidence, with the numbers behind it: "named by
// the field; 812 of 815 pass the check digit; 640 distinct".
func reasons(w words, e inventory.Entry) string {
	has := func(r string) bool { return slices.Contains(e.Reasons, r) }
	var out []string
	add := func(key string, pairs ...any) { out = append(out, w.t(key, pairs...)) }
	counted := e.State == detectors.Clear && e.From == "" && e.WellFormed > e.Known
	rate := has("pass-rate") || has("accidental") || has("few")
	passed := false
	pass := func() {
		if counted && !passed {
			passed = true
			add(passKey(e), "valid", e.Valid-e.Known, "formed", e.WellFormed-e.Known)
			if e.Known > 0 {
				add("why.known", "n", e.Known)
			}
		}
	}
	for _, r := range e.Reasons {
		switch r {
		case "distinct":
		case "pass-rate":
			pass()
		case "checksum", "format":
			if !rate {
				add("reason." + r)
			}
		case "accidental", "few":
			pass()
			add("why."+r, "rate", percent(e.Valid-e.Known, e.WellFormed-e.Known))
		case "keyword":
			if e.Keyword > 0 {
				add("why.keyword", "n", e.Keyword)
			} else {
				add("reason.keyword")
			}
		case "masked", "hashed", "encrypted":
			add("why."+r, "n", e.Valid, "of", e.Values)
		case "derived":
			add("why.derived", "category", category(w, e.From), "n", e.Values)
		default:
			switch {
			case w.has("why." + r):
				add("why." + r)
			case w.has("reason." + r):
				add("reason." + r)
			default:
				out = append(out, clean(r))
			}
		}
	}
	if e.Distinct > 0 {
		add("reason.distinct", "distinct", distinct(w, &e))
	}
	return strings.Join(out, w.t("list.parts"))
}

// inLines says whether the values of an entry are lines of free text.
func inLines(e inventory.Entry) bool { return e.Field == "" && e.From == "" && e.Values > 0 }

// passKey is the text for the share of well-formed values that pass: a check digit,
// or other checks.
func passKey(e inventory.Entry) string {
	if info, ok := detectors.Lookup(e.Category); ok && strings.Contains(info.Evidence, "checksum") {
		return "why.pass-checksum"
	}
	return "why.pass-checks"
}

// what names the category of an entry and the state of its values.
func what(w words, e inventory.Entry) string {
	if e.State != detectors.Clear {
		return w.t("what.state", "category", category(w, e.Category), "state", w.t("state."+e.State.String()))
	}
	return category(w, e.Category)
}

// minors adds the ages of an entry up to the groups that the law tells apart.
func minors(e inventory.Entry) (m MinorTotals) {
	for age, n := range e.Ages {
		switch years, _ := strconv.Atoi(age); {
		case years < 14:
			m.Under14 += n
		case years == 14:
			m.Of14 += n
		default:
			m.From15 += n
		}
	}
	return m
}

// MinorTotals count values that speak of persons below 18, by age on the day of the
// scan. The same person may stand in several rows and fields.
type MinorTotals struct {
	Under14 int64 `json:"under_14"`
	Of14    int64 `json:"of_14"`
	From15  int64 `json:"from_15_to_17"`
}

func (m MinorTotals) sum() int64 { return m.Under14 + m.Of14 + m.From15 }

func (m *MinorTotals) add(o MinorTotals) {
	m.Under14 += o.Under14
	m.Of14 += o.Of14
	m.From15 += o.From15
}

// ages says it in words.
func (m MinorTotals) ages(w words) string {
	return w.t("minors.ages", "under", m.Under14, "of", m.Of14, "from", m.From15)
}

// joinedLines say where closed accounts stand, and which traces of devices and logs stand in one record with an
// account.
func joinedLines(w words, d *inventory.Dataset) []string {
	var out []string
	for _, j := range d.Joined {
		out = append(out, w.t("joined.line", "trace", category(w, j.Trace), "tracefield", field(w, j.TraceField),
			"account", category(w, j.Account), "accountfield", field(w, j.AccountField), "rows", j.Rows))
	}
	return append(out, closedLines(w, d)...)
}
