package tables

import (
	"piiventory/scanners"
)

// Drawn returns the outcome of a sample of rows: how the units were drawn, how
// many there are and how many were read, with the gaps of the values. What was
// not drawn stands in a gap, unless all was read.
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
		if design == scanners.NotRandom {
			reason = "only the first rows were read, which says nothing of the others"
		}
		d.Gaps = append(d.Gaps, scanners.Gap{Kind: scanners.GapSampled, Bytes: -1, Rows: rest, Reason: reason})
	}
	return d
}
