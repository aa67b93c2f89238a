package tables

import (
	"piiventory/scanners"
)

// Drawn returns the outcome of a sample of rows: how the units were drawn, how
// many there are and how many were read, with the gaps of the values. What was
// not drawn stands in a gap, unless all was read; it is the last one, so that the
// caller may say more in its place.
func (r *Rows) Drawn(design scanners.Design, population, units int64) scanners.Drawn {
	d := scanners.Drawn{
		Format: "table", Design: design, Population: population, Units: units,
		Rows: r.Count, Bytes: r.Bytes, Gaps: r.Gaps(),
	}
	if population >= 0 && population < units {
		d.Population = units
	}
	if design != scanners.Census {
		rest := int64(-1)
		if population > units && units == r.Count {
			rest = population - units
		}
		reason := "rows were drawn at random; the others were not read"
		switch design {
		case scanners.NotEqual:
			reason = "rows were drawn at random, but some were more likely than others; the others were not read"
		case scanners.NotRandom:
			reason = "only the first rows were read, which says nothing of the others"
		}
		d.Gaps = append(d.Gaps, scanners.Gap{Kind: scanners.GapSampled, Bytes: -1, Rows: rest, Reason: reason})
	}
	return d
}

// GapWeighted is the reason of a gap where rows at and behind random keys were
// read: a row behind a wide gap between keys is more likely than others.
const GapWeighted = "the rows at and behind random keys were read: gap-weighted, not equal probability; the others were not read"
