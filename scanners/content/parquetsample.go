package content

import (
	"errors"
	"fmt"
	"sort"

	"piiventory/scanners"
)

// A sample of a Parquet file is a simple random sample of ranges of rows of one
// length, over all row groups. Of each column only the pages are read in which these
// rows lie, which the offset index tells where there is one; without it the pages
// are found by their headers, and those in which the rows lie may hold the whole
// chunk. Where not even one range can be had for the bytes that may be read, the heads
// of row groups are read, which is no random sample of anything.

const (
	parquetUnits    = 16 // ranges of rows that are read, at most
	parquetFewest   = 4  // and at least, if the bytes allow
	parquetRequests = 64 // requests that are aimed at
	parquetUnitRows = 1024
	// parquetReach is read ahead in chunks that are gone through page by page.
	parquetReach = 256 << 10
)

// A parquetLocation is where a page lies, by the offset index.
type parquetLocation struct{ off, size, first int64 }

func (f *parquetFile) sample() (taken, error) {
	left := f.l.blocks.left
	var rows, stored int64
	for _, g := range f.footer.groups {
		if rows += g.rows; rows < 0 || g.rows > 1<<50 {
			return nothing, errParquetFooter
		}
		for _, c := range g.chunks {
			stored += max(c.size, 0)
		}
	}
	if rows == 0 {
		return whole, nil
	}
	f.src.hole = min(rangesHole, left/128)
	cost := f.unitCost()
	count := left / 10 * 9 / max(cost, 1)
	if count == 0 {
		return f.sampleHeads()
	}
	count = min(count, max(min(max(parquetFewest, parquetRequests/int64(2*len(f.leaves))), parquetUnits), f.l.draw.Units))
	unit := int64(parquetUnitRows)
	if m := f.l.draw.MaxRows; m > 0 {
		unit = max(1, m/count)
	}
	unit = max(unit, rows>>22) // a grid that can be drawn from
	before := make([]int64, len(f.footer.groups)+1)
	for i, g := range f.footer.groups {
		before[i+1] = before[i] + (g.rows+unit-1)/unit
	}
	population := before[len(before)-1]
	chosen := draw(f.l.draw.Seed, f.l.src.Name, population, int(count))
	t := taken{scanners.Equal, population, 0}
	last := -1
	for i, k := range chosen {
		at := sort.Search(len(before), func(i int) bool { return before[i] > k }) - 1
		g := &f.footer.groups[at]
		if at != last {
			f.start(g)
			last = at
		}
		from := (k - before[at]) * unit
		f.l.out.unit, f.l.out.left = fmt.Sprintf("rows %d of row group %d", from, at), -1
		if m := f.l.draw.MaxRows; m > 0 {
			f.l.out.left = mulDiv(m, int64(i+1), int64(len(chosen))) - f.l.out.total
		}
		err := f.some(g, from, min(unit, g.rows-from))
		if errors.Is(err, errRows) {
			f.l.out.err = nil
			t.design = scanners.NotEqual
			last = -1
		} else if errors.Is(err, errLimit) {
			// What is left over would have been of the ranges further on.
			t.design = scanners.NotEqual
			break
		} else if err != nil {
			return t, err
		}
		t.units++
	}
	if len(f.gaps) > 0 { // nothing can be said of the columns that are missing
		t.design = scanners.NotRandom
	}
	f.l.gap(scanners.GapSampled, f.l.unread(), "read as a random sample of ranges of rows; use --depth full to read it all")
	return t, nil
}

// unitCost is about how many bytes one range of rows costs: a page and the
// dictionary of each column where there are offset indexes, otherwise all of them.
func (f *parquetFile) unitCost() int64 {
	var sum, n int64
	step := max(1, len(f.footer.groups)/32)
	for i := 0; i < len(f.footer.groups); i += step {
		g := &f.footer.groups[i]
		if g.rows == 0 {
			continue
		}
		n++
		for k := range g.chunks {
			c := &g.chunks[k]
			size := max(c.size, 0)
			if c.index > 0 && c.indexSize > 0 {
				// A location has about a dozen bytes.
				size = min(size, 2*size/max(1, c.indexSize/12)+c.data-c.start())
			}
			sum += size + c.indexSize
		}
	}
	return sum / max(n, 1)
}

// some reads rows of the row group that is started.
func (f *parquetFile) some(g *parquetGroup, from, n int64) error {
	f.reach = parquetReach
	f.src.spans = nil
	at, err := f.locate(g, from, n)
	if err != nil {
		return err
	}
	for i, l := range f.leaves {
		if !l.failed {
			l.seek(from, at[i].off, at[i].first)
		}
	}
	return f.hand(n)
}

// locate returns for each column the page in which the row lies, and announces what
// has to be read for the rows. The offset is -1 where there is no index.
func (f *parquetFile) locate(g *parquetGroup, from, n int64) ([]parquetLocation, error) {
	at := make([]parquetLocation, len(f.leaves))
	var list []extent
	for i := range f.leaves {
		if c := &g.chunks[i]; !f.leaves[i].failed && c.index > 0 && c.indexSize < 1<<20 {
			list = append(list, extent{c.index, c.indexSize})
		}
	}
	if err := f.src.announce(list); err != nil {
		return nil, err
	}
	list = nil
	sum := int64(0)
	for i, l := range f.leaves {
		at[i].off = -1
		c := &g.chunks[i]
		if l.failed || c.index <= 0 || c.indexSize <= 0 || c.indexSize >= 1<<20 {
			continue
		}
		b, err := f.src.bytes(c.index, c.indexSize)
		if err != nil {
			return nil, err
		}
		pages := parseParquetIndex(b)
		first := sort.Search(len(pages), func(k int) bool { return pages[k].first > from }) - 1
		if first < 0 || pages[first].off < c.start() || pages[first].off > c.start()+c.size {
			continue // an index that says nothing: go by the headers
		}
		at[i] = pages[first]
		if c.start() < pages[0].off && !l.dict {
			list = append(list, extent{c.start(), pages[0].off - c.start()})
		}
		for k := first; k < len(pages) && (k == first || pages[k].first < from+n); k++ {
			if pages[k].off < c.start() || pages[k].size < 0 || pages[k].size > c.start()+c.size-pages[k].off {
				break
			}
			list = append(list, extent{pages[k].off, pages[k].size})
			sum += pages[k].size
		}
	}
	if sum > parquetAhead {
		list = nil // too much to be held; it is read as it is asked for
	}
	return at, f.src.announce(list)
}

// parseParquetIndex reads the structure OffsetIndex.
func parseParquetIndex(b []byte) []parquetLocation {
	var pages []parquetLocation
	t := &compact{b: b}
	t.fields(func(id int64, kind byte) bool {
		if id != 1 || kind != thriftList {
			return false
		}
		t.list(thriftStruct, func() {
			p := parquetLocation{}
			t.fields(func(id int64, kind byte) bool {
				switch {
				case id == 1 && kind == thriftI64:
					p.off = t.int()
				case id == 2 && kind == thriftI32:
					p.size = t.int()
				case id == 3 && kind == thriftI64:
					p.first = t.int()
				default:
					return false
				}
				return true
			})
			pages = append(pages, p)
		})
		return true
	})
	if t.bad || !sort.SliceIsSorted(pages, func(i, k int) bool { return pages[i].first < pages[k].first }) {
		return nil
	}
	return pages
}

// sampleHeads reads the first rows of row groups that are drawn at random, of as
// many columns as the bytes allow.
func (f *parquetFile) sampleHeads() (taken, error) {
	f.heads, f.reach = true, 4<<10
	groups := int64(len(f.footer.groups))
	k := draw(f.l.draw.Seed, f.l.src.Name, groups, 1)[0]
	g := &f.footer.groups[k]
	f.l.out.unit, f.l.out.left = fmt.Sprintf("head of row group %d", k), -1
	rows := int64(parquetUnitRows)
	if m := f.l.draw.MaxRows; m > 0 {
		rows = m
	}
	f.start(g)
	err := f.hand(min(rows, g.rows))
	if err != nil && !errors.Is(err, errLimit) {
		return part, err
	}
	f.l.gap(scanners.GapBudget, f.l.unread(), "the Parquet file has no offset index and its row groups are larger than what may be read, so that only the first rows of one of them were read; use --depth full or a larger --budget, or write it with an index")
	return part, nil
}
