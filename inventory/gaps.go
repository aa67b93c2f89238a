package inventory

import (
	"cmp"
	"maps"
	"slices"

	"piiventory/scanners"
)

// gapCount adds up gaps of one kind and reason over assets.
type gapCount struct {
	assets, things, bytes, rows int64
	examples                    []string // the smallest three
}

const maxExamples = 3

func (g *gapCount) example(path string) {
	i, found := slices.BinarySearch(g.examples, path)
	if found || i >= maxExamples || path == "" {
		return
	}
	g.examples = slices.Insert(g.examples, i, path)
	if len(g.examples) > maxExamples {
		g.examples = g.examples[:maxExamples]
	}
}

// addGap counts a gap; path is masked.
func addGap(m map[scanners.Gap]*gapCount, g scanners.Gap, path string) {
	key := scanners.Gap{Kind: g.Kind, Reason: g.Reason}
	c := m[key]
	if c == nil {
		c = &gapCount{}
		m[key] = c
	}
	c.assets++
	c.things += g.Things
	c.bytes = sumKnown(c.bytes, g.Bytes)
	c.rows = sumKnown(c.rows, g.Rows)
	c.example(path)
}

func mergeGaps(dst, src map[scanners.Gap]*gapCount) {
	for key, s := range src {
		d := dst[key]
		if d == nil {
			d = &gapCount{}
			dst[key] = d
		}
		d.assets += s.assets
		d.things += s.things
		d.bytes = sumKnown(d.bytes, s.bytes)
		d.rows = sumKnown(d.rows, s.rows)
		for _, e := range s.examples {
			d.example(e)
		}
	}
}

// gapList writes the gaps down in a fixed order.
func gapList(m map[scanners.Gap]*gapCount) []Gap {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b scanners.Gap) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Reason, b.Reason))
	})
	out := make([]Gap, 0, len(keys))
	for _, k := range keys {
		c := m[k]
		out = append(out, Gap{Kind: k.Kind, Reason: k.Reason, Assets: c.assets, Things: c.things, Bytes: c.bytes, Rows: c.rows, Examples: c.examples})
	}
	return out
}
