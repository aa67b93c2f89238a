package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// What stands here holds a report against the plan. It shares no code with
// piiventory: it knows the JSON report only as any other reader of it would.

// A Report is what the comparison needs of the JSON report.
type Report struct {
	Format   string `json:"piiventory"`
	Findings []struct {
		Code    string `json:"code"`
		Verdict string `json:"verdict"`
		Store   string `json:"store"`
		Dataset string `json:"dataset"`
	} `json:"findings"`
	Inventory struct {
		Complete bool    `json:"complete"`
		Stores   []Store `json:"stores"`
	} `json:"inventory"`
}

// A Store is one store of a report.
type Store struct {
	Alias string `json:"alias"`
	Facts []struct {
		Name, Value, Source string
	} `json:"facts"`
	Datasets []Dataset `json:"datasets"`
	Gaps     []Gap     `json:"gaps"`
}

// A Dataset is one dataset of a store.
type Dataset struct {
	Path     string `json:"path"`
	Coverage struct {
		Listed int64  `json:"listed"`
		Whole  int64  `json:"whole"`
		Design string `json:"design"`
	} `json:"coverage"`
	Entries []Entry `json:"entries"`
	Gaps    []Gap   `json:"gaps"`
}

// An Entry is one category in one field.
type Entry struct {
	Category   string `json:"category"`
	Field      string `json:"field"`
	Confidence string `json:"confidence"`
	Unresolved bool   `json:"unresolved"`
	State      string `json:"state"`
	From       string `json:"from"`
	Rows       int64  `json:"rows"`
	Known      int64  `json:"known"`
	Valid      int64  `json:"valid"`
}

// A Gap is something that was not read.
type Gap struct {
	Kind   string `json:"kind"`
	Assets int64  `json:"assets"`
}

// ReadReport reads a JSON report.
func ReadReport(data []byte) (*Report, error) {
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("reading the report: %w", err)
	}
	if !strings.HasPrefix(r.Format, "report/") || len(r.Inventory.Stores) == 0 {
		return nil, fmt.Errorf("reading the report: it calls itself %q and names %d stores", r.Format, len(r.Inventory.Stores))
	}
	return &r, nil
}

// place is one category in one field, as both sides name it.
type place struct {
	Field
	category string
}

func (p place) String() string {
	name := p.Name
	if name == "" {
		name = "(free text)"
	}
	return fmt.Sprintf("%s in %s %s, field %s", p.category, p.Store, p.Dataset, name)
}

// Compare returns one line for each way in which the report differs from the
// plan: what was planted and not found, what was found and not planted, other
// numbers of rows, other findings, other gaps, other regions. It returns
// nothing when the report is exactly right.
func Compare(p *Plan, r *Report) []string {
	var diffs []string
	diffs = append(diffs, compareEntries(p, r)...)
	diffs = append(diffs, compareFindings(p, r)...)
	diffs = append(diffs, compareGaps(p, r)...)
	return append(diffs, compareRegions(p, r)...)
}

// said tells whether an entry says that personal data is there: at medium or
// high confidence, and not only published test values. Masked values are none, and
// what is derived from others says no more than they do.
func said(e *Entry) bool {
	return e.State != "masked" && e.From == "" && (e.Confidence == "medium" || e.Confidence == "high") && !e.Unresolved && (e.Known < e.Valid || e.Valid == 0)
}

func compareEntries(p *Plan, r *Report) []string {
	var diffs []string
	want := map[place]*Planted{}
	for _, x := range p.Planted {
		want[place{x.Field, x.Category}] = x
	}
	trap := map[Field]*Trap{}
	for _, t := range p.Traps {
		trap[t.Field] = t
	}
	found := map[place]bool{}
	for _, s := range r.Inventory.Stores {
		for _, d := range s.Datasets {
			for _, e := range d.Entries {
				if !said(&e) {
					continue
				}
				at := place{Field{s.Alias, d.Path, e.Field}, e.Category}
				found[at] = true
				x := want[at]
				if x == nil {
					line := fmt.Sprintf("found but not planted: %s (%s, %d rows)", at, e.Confidence, e.Rows)
					if t := trap[at.Field]; t != nil {
						line += "; the values are " + t.What
					}
					diffs = append(diffs, line)
					continue
				}
				if d.Coverage.Design != "census" || d.Coverage.Whole != d.Coverage.Listed {
					diffs = append(diffs, fmt.Sprintf("not read to its end: %s %s, so that the rows cannot be compared", s.Alias, d.Path))
				} else if e.Rows != x.Rows {
					diffs = append(diffs, fmt.Sprintf("other number of rows: %s: %d planted, %d found", at, x.Rows, e.Rows))
				}
			}
		}
	}
	for at := range want {
		if !found[at] {
			diffs = append(diffs, fmt.Sprintf("planted but not found: %s", at))
		}
	}
	slices.Sort(diffs)
	return diffs
}

// compareFindings holds the findings against the plan: what is broken, and what
// is said to be undecided, which must be what cannot be read and nothing else.
// Notes are free: the traps give rise to some.
func compareFindings(p *Plan, r *Report) []string {
	var diffs []string
	open := slices.Clone(p.Breaks)
	for _, f := range r.Findings {
		if f.Verdict == "note" {
			continue
		}
		if f.Verdict != "broken" {
			if !slices.ContainsFunc(p.Gaps, func(g PlannedGap) bool { return g.Store == f.Store && g.Dataset == f.Dataset }) {
				diffs = append(diffs, fmt.Sprintf("undecided without need: %s (%s) in %s %s", f.Code, f.Verdict, f.Store, f.Dataset))
			}
			continue
		}
		i := slices.IndexFunc(open, func(b Break) bool {
			area, _, _ := strings.Cut(f.Code, ".")
			return b.Area == area && b.Store == f.Store && (b.Dataset == "" || b.Dataset == f.Dataset)
		})
		if i < 0 {
			diffs = append(diffs, fmt.Sprintf("a finding too many: %s in %s %s", f.Code, f.Store, f.Dataset))
			continue
		}
		open = slices.Delete(open, i, i+1)
	}
	for _, b := range open {
		diffs = append(diffs, "a finding too few: "+b.Says)
	}
	return diffs
}

func compareGaps(p *Plan, r *Report) []string {
	var diffs []string
	open := slices.Clone(p.Gaps)
	for _, s := range r.Inventory.Stores {
		for _, g := range s.Gaps {
			diffs = append(diffs, fmt.Sprintf("a gap too many: %s in %s as a whole", g.Kind, s.Alias))
		}
		for _, d := range s.Datasets {
			for _, g := range d.Gaps {
				i := slices.IndexFunc(open, func(x PlannedGap) bool {
					return x.Store == s.Alias && x.Dataset == d.Path && x.Kind == g.Kind
				})
				if i < 0 {
					diffs = append(diffs, fmt.Sprintf("a gap too many: %s in %s %s", g.Kind, s.Alias, d.Path))
					continue
				}
				open = slices.Delete(open, i, i+1)
			}
		}
	}
	for _, g := range open {
		diffs = append(diffs, fmt.Sprintf("a gap too few: %s %s, %s", g.Store, g.Dataset, g.Says))
	}
	return diffs
}

// compareRegions asks that the report has what the server answered.
func compareRegions(p *Plan, r *Report) []string {
	var diffs []string
	got := map[string]bool{}
	for _, s := range r.Inventory.Stores {
		for _, f := range s.Facts {
			if f.Name == "region" && f.Source == "GetBucketLocation" {
				got[s.Alias+" "+f.Value] = true
			}
		}
	}
	for store, region := range p.Regions {
		if !got[store+" "+region] {
			diffs = append(diffs, fmt.Sprintf("no fact that the server answered %s for %s", region, store))
		}
	}
	slices.Sort(diffs)
	return diffs
}
