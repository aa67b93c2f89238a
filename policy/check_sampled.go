package policy

import (
	"math"
	"strconv"
	"time"

	"piiventory/inventory"
	"piiventory/scanners"
)

// unverifiable reports that nothing tells whether a maximum is kept, and why.
func (c *checker) unverifiable(cand candidate, f Finding, cause string) {
	f.Code, f.Verdict, f.Severity = "retention.unverifiable", Unverifiable, Medium
	f.Evidence["cause"] = cause
	c.addFor(cand, f)
}

// within decides what it means that nothing older was seen. It is a pass in
// silence only where every record, or the time of every asset, was looked at, and not where
// that is the time at which the store last wrote an object: what an object holds may be
// older than that, as in a copy or a restored backup, unless the declaration says that it
// tells the age.
func (c *checker) within(p *placed, cand candidate, f Finding, a age, src string, cutoff time.Time) {
	if 2*a.future > a.count {
		c.unverifiable(cand, f, "future")
		return
	}
	if a.missing > 0 {
		c.unverifiable(cand, f, "some-without-time")
		return
	}
	cov := p.ds.Coverage
	lower := src == "object" && !c.objectTells(p, cand.sys)
	if entire(cov) {
		if lower {
			c.unverifiable(cand, f, "object-time")
		}
		return
	}
	if listed := timesOf(p.ds.Times, src); listed != nil && !isField(src) {
		switch b := countBefore(listed, cutoff); {
		case b.any:
			// Older assets are there, and those that were read hold none of it.
			f.Evidence["oldest"] = instant(listed.Oldest)
			f.Evidence["assets_before"] = number(b.count)
			c.unverifiable(cand, f, "older-not-read")
		case listed.Missing+c.future(listed) > 0:
			// Assets that were not read may be of any age.
			f.Evidence["missing"] = number(listed.Missing + c.future(listed))
			c.unverifiable(cand, f, "assets-without-time")
		case lower:
			c.unverifiable(cand, f, "object-time")
		}
		return
	}
	if lower {
		c.unverifiable(cand, f, "object-time")
		return
	}
	if cov.Design == scanners.Census {
		return // the rest is a gap of its own
	}
	f.Evidence["drawn"] = number(a.count)
	// No record of the category that is older was drawn, as for a category of which
	// nothing was found.
	b := p.ds.Bounds.Records
	if b == nil || b.AtMost >= 1 {
		f.Evidence["design"] = string(cov.Design)
		if cov.Design == "" {
			f.Evidence["design"] = "none"
		}
		c.unverifiable(cand, f, "not-all-read")
		return
	}
	f.Code, f.Verdict, f.Severity = "retention.sampled", Note, Info
	f.Evidence["draws"], f.Evidence["share"] = number(b.Draws), percent(b.AtMost)
	f.Evidence["confidence_level"] = c.inv.Settings.ConfidenceLevel()
	c.addFor(cand, f)
}

// objectTells says whether the declaration takes the time at which the store last wrote an
// object for that of what it holds. The demand of a check before launch, which is of no
// declared system, is on how long things stay in the store, and so it is.
func (c *checker) objectTells(p *placed, sys *System) bool {
	if sys.ID == "" {
		return true
	}
	t := c.timestamp(p, sys)
	return t != nil && t.Object
}

// entire says that every listed asset was read to its end.
func entire(c inventory.Coverage) bool {
	return c.Listed > 0 && c.Whole >= c.Listed
}

// percent writes a share with two significant digits, rounded up, since it is a
// bound.
func percent(share float64) string {
	p := share * 100
	if p <= 0 {
		return "0 %"
	}
	unit := math.Pow(10, math.Floor(math.Log10(p))-1)
	return strconv.FormatFloat(math.Min(math.Ceil(p/unit)*unit, 100), 'g', 3, 64) + " %"
}
