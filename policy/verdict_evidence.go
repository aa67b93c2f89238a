package policy

import (
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// weigh holds a judgement that no finding speaks against, and that is Kept so far,
// against what was read, and takes that back where it is not enough.
func (c *checker) weigh(j *Judgement, p *placed, cand candidate, m *matter) {
	switch m.kind {
	case MatterForbidden, MatterState, MatterCategories:
		c.absent(j, p, m, func(e *inventory.Entry) bool { return c.contradicts(cand, m, e) })
	case MatterMinors:
		if len(p.found) > 0 && !tellsAges(p) {
			j.not(NotExamined, "ages")
			return
		}
		c.absent(j, p, m, func(e *inventory.Entry) bool { return e.Category == minorCategory && below(e, c.d.Minors) > 0 })
	case MatterRetention, MatterBackups:
		c.aged(j, p, cand, m)
	case MatterResidency, MatterRegion:
		c.standsThere(j, p, m)
	}
}

// not takes the Kept of a judgement back.
func (j *Judgement) not(v Verdict, reason string) {
	j.Verdict, j.Reason, j.Grounds.Basis = v, reason, ""
}

// contradicts says whether an entry would speak against the matter, were it sure.
func (c *checker) contradicts(cand candidate, m *matter, e *inventory.Entry) bool {
	cat := string(e.Category)
	switch m.kind {
	case MatterCategories:
		_, declared, forbidden := c.permission(cand.sys, cat)
		return e.From == "" && !declared && !forbidden
	case MatterState:
		return e.From == "" && m.about(cat) && !m.rule.allows(e.State)
	}
	return m.about(cat)
}

// absent holds a judgement against how surely it is known that something is not there, of
// which nothing was found. Of entries that are not sure, or stay unresolved, it counts
// that all their records may hold it.
func (c *checker) absent(j *Judgement, p *placed, m *matter, contradicts func(*inventory.Entry) bool) {
	g := &j.Grounds
	asked := c.asks(m.rule)
	g.DetectAbove, g.AskedBy = asked.share, asked.by
	bound := 0.0
	if b := p.ds.Bounds.Records; !entire(p.ds.Coverage) {
		bound = 1
		if b != nil {
			bound = b.AtMost
		}
	}
	if bound < 1 {
		g.AtMost = &bound
	} else {
		g.Without = p.ds.Bounds.Without
	}
	switch {
	case c.inv.Settings.Depth == scanners.Names:
		g.AtMost = nil
		j.not(NotExamined, "scan.names_only")
	case p.ds.Coverage.Sampled <= 0:
		j.not(Unverifiable, "unread")
	case len(m.blind) > 0:
		g.Blind, g.AtMost = m.blind, nil
		j.not(NotExamined, "no-detector")
	case m.kind == MatterForbidden && len(m.byName()) > 0 && !entire(p.ds.Coverage) && p.ds.Kind != "table" && p.ds.Kind != "partition":
		// A share of the records says nothing of what only a name tells. Of tables all names
		// were seen.
		g.Blind, g.AtMost = m.byName(), nil
		j.not(NotExamined, "names-only")
	case len(unread(p.store.Gaps)) > 0:
		j.not(Unverifiable, "listing")
	case len(holes(p.ds)) > 0:
		j.not(Unverifiable, "gap")
	case g.AtMost == nil:
		j.not(Unverifiable, "no-bound")
	case bound > asked.share:
		j.not(Unverifiable, "bound")
	}
	if j.Verdict != Kept {
		return
	}
	if g.Basis = "census"; !entire(p.ds.Coverage) {
		g.Basis = "bound"
	}
	for i := range p.ds.Entries {
		e := &p.ds.Entries[i]
		if e.Confidence == detectors.None && !e.Unresolved || specimens(e) || e.State == detectors.Masked || !contradicts(e) {
			continue
		}
		if bound = max(bound, mostOf(e)); bound > asked.share {
			g.AtMost = nil
			j.not(Unverifiable, "hint")
			return
		}
	}
}

// mostOf is the share of the records that hold an entry at most.
func mostOf(e *inventory.Entry) float64 {
	if e.Prevalence == nil || e.Prevalence.Records == nil {
		return 1
	}
	return e.Prevalence.Records.AtMost
}

// holes returns what of a dataset could not be read and is in no bound. What a budget cut
// off is, where the inventory states one.
func holes(ds *inventory.Dataset) []inventory.Gap {
	return slices.DeleteFunc(unread(ds.Gaps), func(g inventory.Gap) bool {
		return g.AtMost != nil && (g.Kind == scanners.GapBudget || g.Kind == scanners.GapGoal)
	})
}

// tellsAges says whether anything was found in a dataset by which the age of a person is
// known.
func tellsAges(p *placed) bool {
	return slices.ContainsFunc(p.found, func(e *inventory.Entry) bool {
		return e.State == detectors.Clear && (e.Category == "id.cn_resident" || e.Category == "identity.birth_date" || e.Category == "identity.age")
	})
}

// aged holds a judgement on a maximum, that no record was seen to exceed, against how
// surely the age of all of them is known.
func (c *checker) aged(j *Judgement, p *placed, cand candidate, m *matter) {
	var found []*inventory.Entry
	for _, e := range p.found {
		if m.about(string(e.Category)) {
			found = append(found, e)
		}
	}
	none := func(*inventory.Entry) bool { return false }
	if len(found) == 0 {
		c.absent(j, p, m, func(e *inventory.Entry) bool { return e.From == "" && m.about(string(e.Category)) })
		return
	}
	src := c.source(p, cand.sys, found)
	if isField(src) {
		// The times of an entry are those of its records.
		timed := slices.ContainsFunc(found, func(e *inventory.Entry) bool { return timesOf(e.Times, src) != nil })
		for _, e := range found {
			if timed && timesOf(e.Times, src) == nil {
				j.not(Unverifiable, "no-time")
				return
			}
		}
		c.absent(j, p, m, none)
		return
	}
	switch listed := timesOf(p.ds.Times, src); {
	case len(m.blind) > 0:
		j.Grounds.Blind = m.blind
		j.not(NotExamined, "no-detector")
	case listed == nil || listed.Missing+c.future(listed) > 0:
		j.not(Unverifiable, "no-time")
	case src == "object" && !c.objectTells(p, cand.sys):
		j.not(Unverifiable, "object-time") // the check says so, too
	case len(unread(p.store.Gaps)) > 0:
		j.not(Unverifiable, "listing")
	case countBefore(listed, m.cutoff(c.now)).any:
		// Older assets are there. All were read, and none of them holds any of it.
		c.absent(j, p, m, none)
	default:
		j.Grounds.Basis = "times"
	}
}

// standsThere holds a judgement on the place of data against what the store says of
// itself. Where it is not known to be the right one, the data must be known not to be
// there.
func (c *checker) standsThere(j *Judgement, p *placed, m *matter) {
	found := slices.ContainsFunc(p.found, func(e *inventory.Entry) bool { return m.about(string(e.Category)) })
	copied, seen := copiesOf(p.store, m.allow)
	switch place := standing(p.store); {
	case found && seen:
		j.Grounds.Basis = "place" // no finding says otherwise
	case found:
		j.not(Unverifiable, "copies")
	case m.allow != nil && place.set != nil && subset(place.set, m.allow) && !copied && seen:
		j.Grounds.Basis = "place"
	default:
		c.absent(j, p, m, func(e *inventory.Entry) bool { return e.From == "" && m.about(string(e.Category)) })
	}
}

// copiesOf says whether a store copies its data to a place that is not allowed or not
// known, and whether it was seen at all where it copies to. A file on a disk is copied by
// nobody who could be asked.
func copiesOf(s *inventory.Store, allow map[string]bool) (elsewhere, seen bool) {
	seen = s.Kind == "file" || s.Kind == "sqlite"
	for _, f := range s.Facts {
		switch f.Name {
		case "replication", "replica":
			if f.Unknown {
				return elsewhere, false
			}
			seen = true
		case "copy-jurisdiction":
			set := countriesOf(f.Value)
			elsewhere = elsewhere || f.Unknown || set == nil || !subset(set, allow)
		}
	}
	return elsewhere, seen
}
