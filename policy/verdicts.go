package policy

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"piiventory/inventory"
)

// A Matter is what a declaration says something of, where one dataset is held against it.
type Matter string

const (
	// MatterCategories is that nothing but declared categories lies in the system. It is
	// the promise of all rules together, and so has no rule.
	MatterCategories Matter = "categories"
	// MatterForbidden is that what a rule forbids is not there.
	MatterForbidden Matter = "forbidden"
	// MatterState is that what a rule has encrypted, hashed or de-identified is not there
	// in another state.
	MatterState Matter = "state"
	// MatterRetention is that nothing is older than a rule's maximum.
	MatterRetention Matter = "retention"
	// MatterResidency is that the data lies, and is copied, only where a rule, or the
	// system itself, allows it.
	MatterResidency Matter = "residency"
	// MatterRegion is that a system stands where it is said to.
	MatterRegion Matter = "region"
	// MatterBackups is that a backup holds nothing that is to be deleted in what it is a
	// backup of, and that it is made anew and stays where that is promised.
	MatterBackups Matter = "backups"
	// MatterMinors is that persons below the declared age are not there undeclared.
	MatterMinors Matter = "minors"
	// MatterOther is what a rule or system says that no store shows to this version.
	MatterOther Matter = "other"
)

// Matters returns all matters in the order in which reports show them.
func Matters() []Matter { return slices.Clone(matters) }

var matters = []Matter{
	MatterCategories, MatterForbidden, MatterState, MatterRetention,
	MatterResidency, MatterRegion, MatterBackups, MatterMinors, MatterOther,
}

// A Judgement says whether one matter of one rule is kept in one dataset, and what that
// rests on. What does not apply has none.
type Judgement struct {
	System string `json:"system"`
	Store  string `json:"store"`
	// Dataset is empty for a store of the system of which no dataset is known.
	Dataset string `json:"dataset"`
	// Rule is empty for what the system, or the declaration as a whole, says.
	Rule   string `json:"rule"`
	Source string `json:"source,omitempty"`
	Matter Matter `json:"matter"`
	// Verdict is Kept, Broken, Unverifiable or NotExamined.
	Verdict Verdict `json:"verdict"`
	// Reason says why it is not Kept: the code of a finding, or one of Reasons.
	Reason string `json:"reason,omitempty"`
	// Grounds are what was looked at.
	Grounds Grounds `json:"grounds"`
	// Findings are the fingerprints of the findings behind it, the gravest first.
	Findings []string `json:"findings,omitempty"`
	// Waivers are the ids of the waivers, where all of these findings are waived. The
	// verdict stays what it is.
	Waivers []string `json:"waivers,omitempty"`
}

// Grounds are the coverage of a dataset and the bound behind a judgement.
type Grounds struct {
	Listed  int64 `json:"listed"`
	Sampled int64 `json:"sampled"`
	Whole   int64 `json:"whole"`
	// Units are the independent draws, as in the inventory.
	Units int64 `json:"units"`
	// Basis says what a Kept rests on: "census" (all was read), "bound" (a sample that is
	// large enough), "times" (the age of every listed asset) or "place" (what the store
	// says of where it is).
	Basis string `json:"basis,omitempty"`
	// AtMost is the share of the records that could still speak against it, with the
	// confidence of the inventory; it is left out where nothing can be stated, and where
	// the matter is not one of shares. Where several bounds are behind it, it is the
	// largest of them.
	AtMost *float64 `json:"at_most,omitempty"`
	// DetectAbove is the share that AtMost must not exceed, and AskedBy who asks for it:
	// "rule", "declaration", "scan" or "default".
	DetectAbove float64 `json:"detect_above,omitempty"`
	AskedBy     string  `json:"asked_by,omitempty"`
	// Without says why there is no bound, as in the inventory.
	Without string `json:"without,omitempty"`
	// Parts are the keys of the declaration that are not examined, and Blind the
	// categories for which there is no detector.
	Parts []string `json:"parts,omitempty"`
	Blind []string `json:"blind,omitempty"`
}

// Reasons returns the reasons of judgements that are no codes of findings.
func Reasons() []string {
	return []string{"ages", "bound", "copies", "gap", "hint", "listing", "names-only", "no-bound", "no-detector", "no-time", "object-time", "unread"}
}

// Verdicts judges every matter of every rule in every dataset of the systems that it is
// about, as of now. It rests on the findings of Check: what is Broken here has a broken
// finding there, and what no finding speaks against is Kept only where enough was read to
// say so. It is a pure function, and its order depends on names only.
func Verdicts(inv *inventory.Inventory, d *Declaration, now time.Time) []Judgement {
	c := newChecker(inv, d, now)
	c.findings()
	js := c.judge()
	slices.SortFunc(js, func(a, b Judgement) int {
		if n := cmp.Or(
			cmp.Compare(a.Store, b.Store), cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.System, b.System),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(slices.Index(matters, a.Matter), slices.Index(matters, b.Matter)),
		); n != 0 {
			return n
		}
		return cmp.Compare(text(a), text(b)) // two stores with one alias
	})
	return js
}

// VerdictsOn returns those of the verdicts that are about stores of the inventory, as a
// check before launch asks for.
func VerdictsOn(inv *inventory.Inventory, js []Judgement) []Judgement {
	var out []Judgement
	for _, j := range js {
		if slices.ContainsFunc(inv.Stores, func(s inventory.Store) bool { return s.Alias == j.Store }) {
			out = append(out, j)
		}
	}
	return out
}

func text(j Judgement) string {
	b, _ := json.Marshal(j)
	return string(b)
}

// judge judges all that the findings so far are about, and reports where less evidence
// was gathered than the declaration asks for.
func (c *checker) judge() []Judgement {
	slices.SortFunc(c.out, order)
	found, all := indexed(c.out), c.universe()
	var out []Judgement
	for i := range c.d.Systems {
		sys := &c.d.Systems[i]
		ms := c.mattersOf(sys, all, found)
		known := false
		var own []Judgement
		for k := range c.places {
			p := &c.places[k]
			for _, cand := range p.cands {
				if cand.sys == sys {
					known = true
					js := c.judgePlace(p, cand, ms, found)
					c.scant(p, cand, js)
					own = append(own, js...)
				}
			}
		}
		stores := map[string]bool{} // two selectors may name one
		for _, f := range found.system[sys.ID] {
			if stores[f.Store] {
				continue
			}
			if f.Code == "system.not_scanned" || f.Code == "system.unreachable" || f.Code == "system.empty" && !known {
				stores[f.Store] = true
				for _, m := range ms {
					own = append(own, Judgement{System: sys.ID, Store: f.Store, Rule: m.rule.ID, Source: m.rule.Source, Matter: m.kind,
						Verdict: f.Verdict, Reason: f.Code, Findings: []string{f.Fingerprint}})
				}
			}
		}
		out = append(out, c.rest(sys, own, found.system[sys.ID])...)
	}
	return out
}

// judgePlace judges what a system asks of one dataset.
func (c *checker) judgePlace(p *placed, cand candidate, ms []matter, found index) []Judgement {
	var out []Judgement
	cov := p.ds.Coverage
	for i := range ms {
		m := &ms[i]
		j := Judgement{System: cand.sys.ID, Store: p.store.Alias, Dataset: p.ds.Path, Rule: m.rule.ID, Source: m.rule.Source, Matter: m.kind,
			Grounds: Grounds{Listed: cov.Listed, Sampled: cov.Sampled, Whole: cov.Whole, Units: cov.Units, Parts: m.parts}}
		linked := c.linked(p, cand, m, found)
		c.decide(&j, p, cand, m, linked)
		if m.kind == MatterOther && j.Verdict == Kept {
			continue // personal_when alone promises nothing
		}
		out = append(out, j)
	}
	return out
}

// decide gives a judgement its verdict. What a finding says goes before what the
// coverage allows to say.
func (c *checker) decide(j *Judgement, p *placed, cand candidate, m *matter, linked []*Finding) {
	worst := map[Verdict]string{}
	for _, f := range linked {
		v := f.Verdict
		if v == Broken && !cand.certain {
			v = Unverifiable
		}
		if worst[v] == "" {
			worst[v] = f.Code
			if f.Evidence["cause"] == "object-time" {
				worst[v] = "object-time"
			}
		}
		if v != Note {
			j.Findings = append(j.Findings, f.Fingerprint)
		}
	}
	j.Findings = slices.Compact(j.Findings)
	for _, v := range []Verdict{Broken, Unverifiable} {
		if code := worst[v]; code != "" {
			j.Verdict, j.Reason = v, code
			return
		}
	}
	switch {
	case !cand.certain:
		j.Verdict, j.Reason = Unverifiable, "system.uncertain"
	case worst[NotExamined] != "":
		j.Verdict, j.Reason = NotExamined, worst[NotExamined]
	default:
		j.Verdict = Kept
		c.weigh(j, p, cand, m)
	}
}
