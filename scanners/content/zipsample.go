package content

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"piiventory/scanners"
)

const (
	// mostDrawn bounds how many entries are remembered for a sample.
	mostDrawn = 4096
	// zipRow is how many bytes a row is taken to have when the number of entries is
	// chosen; how many there are is known only when they were read.
	zipRow = 100
	// zipFew entries are read whatever the number of their rows.
	zipFew = 16
)

// sample reads whole entries in a random order. How many is fixed before the first
// of them is read: so many that any choice of them fits the bytes allowed, so that
// large entries have the same chance as small ones. Where sizes differ too much for
// that, it is as many as fit on average, the large ones are read where they fit,
// and the design is not-equal.
func (z *zipFile) sample(l *layer) (taken, error) {
	p := zipPlan{seed: newSeed(l.draw.Seed, l.src.Name)}
	seen := l.blocks.left / 2
	l.blocks.left -= seen // half of the bytes may go into the directory
	err := z.each(func(e *zipEntry) error {
		if e.note = ""; !e.empty() {
			p.add(e, z.base)
		}
		return nil
	})
	l.blocks.left += seen
	cut := errors.Is(err, errLimit) || errors.Is(err, errNoDirectory)
	if err != nil && !cut {
		return part, err
	}
	t := taken{scanners.Equal, p.all, 0}
	if cut {
		t.population = max(p.all, z.entries)
	}
	return p.read(l, t, cut, z.base, z.inner)
}

// read reads so many of the entries that were chosen as may be read, and states the
// others as a gap. cut says that there are entries that could not be chosen.
func (p *zipPlan) read(l *layer, t taken, cut bool, base int64, inner func(*zipEntry) (taken, error)) (taken, error) {
	n, equal := p.number(l, cut)
	if !equal {
		t.design = scanners.NotEqual
	}
	l.out.left = -1
	if l.draw.MaxRows > 0 {
		l.out.left = max(0, l.draw.MaxRows-l.out.total)
	}
	left := 0
	for i, c := range p.chosen[:n] {
		if l.expand(0) != nil {
			return t, errExpanded
		}
		if l.out.left == 0 || i > 0 && c.cost(base) > l.blocks.left {
			left++
			continue // it would be read in part
		}
		l.blocks.end = base + c.off + c.length()
		l.out.draw(fmt.Sprintf("entry %d, %s", i, entryName(c.name))) // names may be there twice
		in, err := inner(&c.zipEntry)
		if errors.Is(err, errRows) {
			l.out.err, err = nil, nil // the last rows were those of this entry
			l.out.left, in = 0, part
		}
		if err != nil {
			return t, err
		}
		if in.units > 0 {
			t.units++
		}
		if in.design != scanners.Census {
			t.design = scanners.NotEqual
		}
	}
	l.out.left = -1
	l.out.draw("")
	switch {
	case left > 0:
		t.design = scanners.NotEqual
	case t.units == t.population && t.design == scanners.Equal:
		return whole, nil
	}
	if t.units == 0 {
		t.design = scanners.NotRandom
	}
	if equal && left == 0 {
		l.gap(scanners.GapSampled, l.unread(), "entries of the archive were drawn at random, as many as the bytes or rows allowed for one object let read; use --depth full to read it all")
	} else {
		l.gap(scanners.GapSampled, l.unread(), "entries of the archive were drawn at random, but they are so different in size, or so many, that large ones had a smaller chance to be read; use --depth full or a larger --budget to read it all")
	}
	return t, nil
}

// A zipPlan gathers what the number of entries is chosen by.
type zipPlan struct {
	seed   drawSeed
	all    int64        // entries
	chosen []drawnEntry // those with the smallest digests
	costs  largest      // bytes read for an entry
	sizes  largest      // bytes that it unpacks to
}

func (p *zipPlan) add(e *zipEntry, base int64) {
	p.chosen = keepDrawn(p.chosen, drawnEntry{p.seed.digest(uint64(p.all)), *e})
	p.costs.add(e.cost(base))
	p.sizes.add(e.size)
	p.all++
}

// number says how many of the entries are read, and whether each has the same
// chance then.
func (p *zipPlan) number(l *layer, cut bool) (n int, equal bool) {
	all, bytes := len(p.chosen), l.blocks.left
	n = min(p.costs.fit(bytes), p.sizes.fit(l.expanded-l.unpacked))
	mean := min(p.costs.mean(bytes), p.sizes.mean(l.expanded-l.unpacked))
	equal = !cut && n > 0 && 4*n >= min(all, mean)
	if !equal {
		n = max(mean, 1)
	}
	if l.draw.MaxRows > 0 {
		n = min(n, max(p.sizes.mean(l.draw.MaxRows*zipRow), zipFew))
	}
	return min(n, all), equal
}

// length is how many bytes the entry takes in the archive, with its header. The
// header's own extra field is not in the directory; as a rule it is short.
func (e *zipEntry) length() int64 { return 30 + int64(len(e.name)) + 512 + e.packed }

// cost is how many bytes are read for the entry, in whole blocks.
func (e *zipEntry) cost(base int64) int64 {
	from, to := base+e.off, base+e.off+e.length()
	if from < 0 || to < from {
		return 1 << 62
	}
	return (to/blockSize - from/blockSize + 1) * blockSize
}

// largest keeps the largest of many numbers, and their sum.
type largest struct {
	top []int64 // falling
	n   int64
	sum int64 // at most 2^62
}

func (g *largest) add(v int64) {
	v = min(max(v, 0), 1<<62)
	g.n, g.sum = g.n+1, min(g.sum+v, 1<<62)
	if len(g.top) == mostDrawn {
		if v <= g.top[mostDrawn-1] {
			return
		}
		g.top = g.top[:mostDrawn-1]
	}
	at, _ := slices.BinarySearchFunc(g.top, v, func(a, b int64) int { return cmp.Compare(b, a) })
	g.top = slices.Insert(g.top, at, v)
}

// fit says how many of the largest have a sum of at most room.
func (g *largest) fit(room int64) (n int) {
	for _, v := range g.top {
		if room -= min(v, 1<<62); room < 0 {
			break
		}
		n++
	}
	return n
}

// mean says how many have a sum of at most room if all are as long as the mean.
func (g *largest) mean(room int64) int {
	if g.sum == 0 {
		return mostDrawn
	}
	return int(min(float64(room)/float64(g.sum)*float64(g.n), mostDrawn))
}

type drawnEntry struct {
	digest uint64
	zipEntry
}

// keepDrawn inserts an entry into those with the smallest digests.
func keepDrawn(all []drawnEntry, e drawnEntry) []drawnEntry {
	if len(all) == mostDrawn {
		if e.digest >= all[len(all)-1].digest {
			return all
		}
		all = all[:mostDrawn-1]
	}
	at, _ := slices.BinarySearchFunc(all, e, func(a, b drawnEntry) int { return cmp.Compare(a.digest, b.digest) })
	return slices.Insert(all, at, e)
}
