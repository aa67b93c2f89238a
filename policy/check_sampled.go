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
// silence only where every record, or the time of every asset, was looked at.
func (c *checker) within(p *placed, cand candidate, f Finding, a age, src string, cutoff time.Time) {
	if a.missing > 0 {
		c.unverifiable(cand, f, "some-without-time")
		return
	}
	cov := p.ds.Coverage
	if entire(cov) {
		return
	}
	if listed := timesOf(p.ds.Times, src); listed != nil && !isField(src) {
		switch b := countBefore(listed, cutoff); {
		case b.any:
			// Older assets are there, and those that were read hold none of it.
			f.Evidence["oldest"] = instant(listed.Oldest)
			f.Evidence["assets_before"] = number(b.count)
			c.unverifiable(cand, f, "older-not-read")
		case listed.Missing > 0:
			// Assets that were not read may be of any age.
			f.Evidence["missing"] = number(listed.Missing)
			c.unverifiable(cand, f, "assets-without-time")
		}
		return
	}
	if cov.Design == scanners.Census {
		return // the rest is a gap of its own
	}
	f.Evidence["drawn"] = number(a.count)
	m := draws(cov)
	if cov.Design != scanners.Equal || m <= 0 {
		f.Evidence["design"] = string(cov.Design)
		if cov.Design == "" {
			f.Evidence["design"] = "none"
		}
		c.unverifiable(cand, f, "not-all-read")
		return
	}
	f.Code, f.Verdict, f.Severity = "retention.sampled", Note, Info
	f.Evidence["draws"], f.Evidence["share"] = number(m), percent(upperBound(m))
	c.addFor(cand, f)
}

// entire says that every listed asset was read to its end.
func entire(c inventory.Coverage) bool {
	return c.Listed > 0 && c.Whole >= c.Listed
}

// draws is the number of independent draws behind a dataset. Rows of one unit
// (a block, a piece) lie together because they were written together, so a unit
// counts once. Where not every asset was read, the units of one do not speak for
// the others, and no more draws count than assets were read.
func draws(c inventory.Coverage) int64 {
	if c.Sampled < c.Listed {
		return min(c.Units, c.Sampled)
	}
	return c.Units
}

// upperBound returns the share that is exceeded with a probability of 5 % only
// when none of m independent draws with equal chances had a property:
// 1 - 0.05^(1/m), the one-sided bound of Clopper and Pearson (1934) for no hit
// at all. The rule of three, 3/m, approximates it. One record of each unit, each
// as likely as any other, is such a draw, so it bounds the share of records.
func upperBound(m int64) float64 { return -math.Expm1(math.Log(0.05) / float64(m)) }

// percent writes a share with two significant digits, rounded up, since it is a
// bound.
func percent(share float64) string {
	p := share * 100
	unit := math.Pow(10, math.Floor(math.Log10(p))-1)
	return strconv.FormatFloat(math.Min(math.Ceil(p/unit)*unit, 100), 'g', 3, 64) + " %"
}
