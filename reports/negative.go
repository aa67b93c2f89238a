package reports

import (
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/scanners"
)

// A look is what was read of datasets in which nothing was found. A report
// never says less than that: "not found" without it would be "not looked for".
type look struct {
	datasets               int
	listed, sampled        int64
	units, rows            int64
	bytesRead, bytesListed int64
	formats                []string
	weakest                scanners.Design
	whole                  bool
	// records and assets are the largest bounds of any dataset that was not read as a
	// whole, nil when one of them has none.
	records, assets *inventory.Bound
}

var designOrder = []scanners.Design{scanners.NotRandom, scanners.NotEqual, scanners.Equal, scanners.Census}

// lookAt adds up what was read of datasets.
func lookAt(datasets []*inventory.Dataset) look {
	l := look{datasets: len(datasets), whole: true}
	for _, d := range datasets {
		c := d.Coverage
		l.listed += max(c.Listed, 0)
		l.sampled += max(c.Sampled, 0)
		l.units += max(c.Units, 0)
		l.rows += max(c.RowsRead, 0)
		l.bytesRead += max(c.BytesRead, 0)
		l.bytesListed += max(c.BytesListed, 0)
		l.formats = append(l.formats, d.Formats...)
		if c.Design != "" && (l.weakest == "" || rank(designOrder, c.Design) < rank(designOrder, l.weakest)) {
			l.weakest = c.Design
		}
		if entire(c) {
			continue
		}
		first := l.whole
		l.whole = false
		l.records = looser(l.records, d.Bounds.Records, first)
		l.assets = looser(l.assets, d.Bounds.Assets, first)
	}
	slices.Sort(l.formats)
	l.formats = slices.Compact(l.formats)
	return l
}

// entire says that every listed asset was read to its end.
func entire(c inventory.Coverage) bool {
	return c.Listed > 0 && c.Whole >= c.Listed && c.Sampled >= c.Listed
}

// looser returns the bound that says less.
func looser(a, b *inventory.Bound, first bool) *inventory.Bound {
	if first || a != nil && b != nil && b.AtMost > a.AtMost {
		return b
	}
	if b == nil {
		return nil
	}
	return a
}

// sentence says what was looked at and what follows from having found nothing.
func (l look) sentence(w words) string {
	if l.sampled == 0 && l.units == 0 {
		if l.listed == 0 {
			return w.t("negative.empty")
		}
		return w.t("negative.unread", "listed", l.listed)
	}
	s := w.t("negative.found", "units", l.units) + w.t("negative.looked",
		"sampled", l.sampled, "listed", l.listed, "rows", l.rows,
		"read", w.size(l.bytesRead), "size", w.size(l.bytesListed),
		"formats", strings.Join(l.formats, ", "))
	return s + l.bound(w)
}

// limits says what was looked at and what may still be there, whatever was found.
func (l look) limits(w words) string {
	looked := strings.TrimSpace(w.t("negative.looked", "sampled", l.sampled, "listed", l.listed, "rows", l.rows,
		"read", w.size(l.bytesRead), "size", w.size(l.bytesListed), "formats", strings.Join(l.formats, ", "))) + " "
	if !l.whole {
		looked += w.t("negative.others")
	}
	return looked + l.bound(w)
}

// bound says what may still be there.
func (l look) bound(w words) string {
	if l.whole {
		return w.t("negative.whole")
	}
	var parts []string
	if b := l.records; b != nil && b.AtMost <= 0 && b.Draws == 0 {
		return w.t("negative.readable")
	}
	if b := usable(l.records); b != nil {
		parts = append(parts, w.t("negative.records", "share", atMost(b.AtMost), "draws", b.Draws))
	}
	if b := usable(l.assets); b != nil {
		parts = append(parts, w.t("negative.assets", "share", atMost(b.AtMost), "draws", b.Draws))
	}
	if len(parts) > 0 {
		key := "negative.bound"
		if l.datasets > 1 {
			key = "negative.bound-each"
		}
		return w.t(key, "confidence", w.confidence, "bounds", strings.Join(parts, w.t("negative.and")))
	}
	switch l.weakest {
	case scanners.NotRandom:
		return w.t("negative.not-random")
	case scanners.NotEqual:
		return w.t("negative.not-equal")
	}
	return w.t("negative.no-bound")
}

// usable returns a bound that says something.
func usable(b *inventory.Bound) *inventory.Bound {
	if b == nil || b.AtMost >= 1 || b.Draws == 0 {
		return nil
	}
	return b
}

// interval writes the bounds of a share that was drawn, empty for one that was counted.
func interval(w words, p *inventory.Prevalence) string {
	if p == nil || p.Records == nil || p.Records.Draws == 0 || p.Records.AtMost >= 1 && p.Records.AtLeast <= 0 {
		return ""
	}
	return w.t("share.interval", "confidence", w.confidence, "from", atLeast(p.Records.AtLeast), "to", atMost(p.Records.AtMost))
}
