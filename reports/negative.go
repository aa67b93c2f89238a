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
	// draws is the smallest number of independent draws of any dataset that was
	// not read as a whole, least its share that could still hide something.
	draws int64
}

var designOrder = []scanners.Design{scanners.NotRandom, scanners.NotEqual, scanners.Equal, scanners.Census}

// lookAt adds up what was read of datasets.
func lookAt(datasets []*inventory.Dataset) look {
	l := look{datasets: len(datasets), whole: true, draws: -1}
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
		l.whole = false
		if m := draws(c); l.draws < 0 || m < l.draws {
			l.draws = m
		}
	}
	slices.Sort(l.formats)
	l.formats = slices.Compact(l.formats)
	return l
}

// entire says that every listed asset was read to its end.
func entire(c inventory.Coverage) bool {
	return c.Listed > 0 && c.Whole >= c.Listed && c.Sampled >= c.Listed
}

// draws is the number of independent draws: units within assets that were all
// sampled, else no more than the sampled assets, because the units of one asset
// do not speak for another.
func draws(c inventory.Coverage) int64 {
	if c.Sampled < c.Listed {
		return max(min(c.Units, c.Sampled), 0)
	}
	return max(c.Units, 0)
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

// bound says what may still be there.
func (l look) bound(w words) string {
	switch {
	case l.whole:
		return w.t("negative.whole")
	case l.weakest == scanners.NotRandom:
		return w.t("negative.not-random")
	case l.weakest == scanners.NotEqual:
		return w.t("negative.not-equal")
	case l.draws <= 0 || l.weakest == "":
		return w.t("negative.no-bound")
	case l.datasets > 1:
		return w.t("negative.bound-least", "draws", l.draws, "share", share(bound(l.draws)))
	}
	return w.t("negative.bound", "draws", l.draws, "share", share(bound(l.draws)))
}
