package policy

import (
	"slices"
	"strings"

	"piiventory/inventory"
)

// index finds findings by what they are about.
type index struct {
	place  map[[3]string][]*Finding // by system, store and dataset
	system map[string][]*Finding
	// unexamined are those of rule.not_examined, by system and rule.
	unexamined map[[2]string][]*Finding
	// conflict are the stores whose place is contradicted, by alias.
	conflict map[string]*Finding
}

func indexed(findings []Finding) index {
	x := index{map[[3]string][]*Finding{}, map[string][]*Finding{}, map[[2]string][]*Finding{}, map[string]*Finding{}}
	for i := range findings {
		f := &findings[i]
		switch {
		case f.Code == "rule.not_examined":
			key := [2]string{f.System, f.Rule}
			x.unexamined[key] = append(x.unexamined[key], f)
		case f.Code == "residency.conflict":
			x.conflict[f.Store] = f
		case f.System != "":
			key := [3]string{f.System, f.Store, f.Dataset}
			x.place[key] = append(x.place[key], f)
			x.system[f.System] = append(x.system[f.System], f)
		}
	}
	return x
}

// parts lists the keys of a system or a rule that belong to a matter and are not
// examined.
func (x index) parts(system, rule string, m Matter) []string {
	var out []string
	for _, f := range x.unexamined[[2]string{system, rule}] {
		if matterOf(f.Part) == m {
			out = append(out, f.Part)
		}
	}
	return unique(out)
}

// linked returns the findings that speak of a matter in a dataset, the gravest first.
func (c *checker) linked(p *placed, cand candidate, m *matter, x index) []*Finding {
	var out []*Finding
	for _, f := range x.place[[3]string{cand.sys.ID, p.store.Alias, p.ds.Path}] {
		if speaksOf(f, m) {
			out = append(out, f)
		}
	}
	if m.kind == MatterResidency || m.kind == MatterRegion {
		for _, f := range x.place[[3]string{cand.sys.ID, p.store.Alias, ""}] {
			if placeOf(f, p, m) {
				out = append(out, f)
			}
		}
		if f := x.conflict[p.store.Alias]; f != nil && f.Verdict == Broken {
			open := *f
			open.Verdict = Unverifiable // which of the two is right is not known
			out = append(out, &open)
		}
	}
	system := ""
	if m.rule.ID == "" && m.kind != MatterMinors {
		system = cand.sys.ID
	}
	for _, f := range x.unexamined[[2]string{system, m.rule.ID}] {
		if matterOf(f.Part) == m.kind {
			out = append(out, f)
		}
	}
	return out
}

// speaksOf says whether a finding on a dataset is one of the matter.
func speaksOf(f *Finding, m *matter) bool {
	area, _, _ := strings.Cut(f.Code, ".")
	switch m.kind {
	case MatterCategories:
		return f.Code == "category.undeclared"
	case MatterForbidden:
		return f.Code == "category.forbidden" && m.named(f)
	case MatterState:
		return area == "state" && f.Verdict != Note && m.named(f)
	case MatterRetention:
		if area != "retention" || f.Verdict == Note {
			return false
		}
		// The finding names the rule with the shortest maximum, which holds for those that
		// are tied with it, too. Its categories are those on which the same rules decide.
		return slices.ContainsFunc(strings.Split(f.Evidence["categories"], ", "), m.about)
	case MatterBackups:
		return area == "backup" && f.Part == "retention.backups" && m.named(f)
	case MatterMinors:
		return area == "minors"
	case MatterOther:
		return f.Code == "record.unjoined" && m.named(f)
	}
	return false
}

// placeOf says whether a finding on the place of a store is one of the matter in a
// dataset: only where something of what it is about was found there.
func placeOf(f *Finding, p *placed, m *matter) bool {
	if area, _, _ := strings.Cut(f.Code, "."); area != "residency" || f.Verdict == Note {
		return false
	}
	if m.kind == MatterRegion {
		return f.Part == "region" && len(p.found) > 0
	}
	if f.Part != "residency.allow" {
		return false
	}
	return slices.ContainsFunc(p.found, func(e *inventory.Entry) bool {
		deciding := m.listed(string(e.Category))
		return len(deciding) > 0 && ids(deciding) == f.Rule && slices.Contains(deciding, m.rule)
	})
}

// named says whether the finding names the rule of the matter.
func (m *matter) named(f *Finding) bool {
	return slices.Contains(strings.Split(f.Rule, ", "), m.rule.ID)
}
