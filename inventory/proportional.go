package inventory

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"sort"

	"piiventory/scanners"
)

// Of tables that fold into one dataset, the partitions of a table say, those that are
// opened are drawn with putting back and with chances in proportion to their rows, where
// not all are: then the share in a drawn one is, in the mean, that of all rows, and no
// draw stands for more than another, however unequal they are (Hansen and Hurwitz, "On
// the theory of sampling from finite populations", Annals of Mathematical Statistics 14,
// 1943).

// kept says that the cell is of tables of known rows and all of them are at hand, so that
// they can be drawn in proportion to their rows.
func (c *cell) kept() bool {
	return c.rows && c.weight > 0 && int64(len(c.picked)) == c.listed
}

// weight is the sum of what the cells of known weights weigh.
func (c cells) weight() int64 {
	sum := int64(0)
	for _, l := range c {
		sum += max(l.weight, 0)
	}
	return sum
}

// draw draws n of the cell and returns the places of those that were drawn, in the order
// in which they first were, and how often each was. It depends on the seed, by the keyed
// hashes of the tables, and on which tables there are; not on the order of listing.
func (c *cell) draw(n int64) (order []int, times map[int]int64) {
	h := sha256.New()
	ends := make([]int64, len(c.picked)) // of the rows of each, one behind the other
	sum := int64(0)
	for i := range c.picked {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], c.picked[i].hash)
		h.Write(b[:])
		sum += c.picked[i].asset.Rows
		ends[i] = sum
	}
	d := h.Sum(nil)
	r := rand.New(rand.NewPCG(binary.BigEndian.Uint64(d), binary.BigEndian.Uint64(d[8:])))
	times = map[int]int64{}
	for range n {
		i, _ := slices.BinarySearch(ends, r.Int64N(sum)+1)
		if times[i] == 0 {
			order = append(order, i)
		}
		times[i]++
	}
	return order, times
}

// redraw puts, for tables that were chosen of a cell of which all are at hand, and of
// which not all were chosen, as many draws in proportion to their rows. much says, for a
// number of draws and of rows of each, and for what was paid for those that were chosen,
// how many of both may be read; it must not depend on which tables are drawn. One that is
// drawn twice gives the rows of two draws.
func redraw(list []planned, price scanners.Price, much func(c *cell, paid Cost, draws, rows int64) (int64, int64)) []planned {
	chosen := map[*cell][]int{} // places in the list
	var order []*cell
	for i := range list {
		c := list[i].cell
		if chosen[c] == nil {
			order = append(order, c)
		}
		chosen[c] = append(chosen[c], i)
	}
	gone := map[int]bool{}
	for _, c := range order {
		at := chosen[c]
		if !c.kept() || int64(len(at)) >= c.listed {
			continue
		}
		want, paid := int64(1), Cost{}
		for _, i := range at {
			want = max(want, list[i].rows)
			paid.add(&list[i].cost)
		}
		like := list[at[0]]
		draws, rows := much(c, paid, int64(len(at)), want)
		places, times := c.draw(draws)
		for n, i := range at {
			if n >= len(places) {
				gone[i] = true
				continue
			}
			p := like
			place := places[n]
			p.asset, p.at, p.draws = c.picked[place].asset, place, times[place]
			p.asset.Kind = like.asset.Kind
			p.bytes, p.rows, p.cut = like.bytes*p.draws, rows*p.draws, rows < want || like.cut
			p.estimate(price)
			list[i] = p
		}
	}
	out := list[:0]
	for i := range list {
		if !gone[i] {
			out = append(out, list[i])
		}
	}
	return out
}

// draws says how many draws of how many rows can be afforded of a cell of which so many
// tables could be, for what was paid for those. Each is charged as one of the mean width,
// whichever is drawn, and one that is drawn twice as two.
func (p *purse) draws(c *cell, paid Cost, draws, rows int64) (int64, int64) {
	p.take(&paid, -1)
	size := int64(0)
	for i := range c.picked {
		size = sumKnown(size, c.picked[i].asset.Size)
	}
	cost := func(draws, rows int64) Cost {
		of := Cost{Requests: draws * tableRequests, Bytes: draws * tableBytes, Rows: draws * rows}
		if size > 0 {
			of.Bytes = draws * rows * (size/c.weight + 1)
		}
		of.Money = p.price.Of(of.Requests, 0, of.Bytes)
		return of
	}
	least := min(rows, leastRows)
	// Fewer rows of each first, then fewer draws; one in any case, as one was paid for.
	if more := sort.Search(int(rows-least), func(i int) bool { return !p.affords(cost(draws, least+int64(i)+1)) }); more > 0 {
		rows = least + int64(more)
	} else {
		rows = least
		draws = max(1, int64(sort.Search(int(draws), func(i int) bool { return !p.affords(cost(int64(i)+1, least)) })))
	}
	for draws == 1 && rows > 1 && !p.affords(cost(1, rows)) {
		rows--
	}
	charged := cost(draws, rows)
	p.take(&charged, 1)
	return draws, rows
}

// inProportion says that the samples of a cell were drawn in proportion to their rows.
func inProportion(samples []drawnSample, in []int) bool {
	return slices.ContainsFunc(in, func(i int) bool { return samples[i].draws > 0 })
}

// proportional adds a cell of which tables were drawn in proportion to their rows.
func (s *strata) proportional(samples []drawnSample, in []int, l *cell) {
	var all, readable int64
	for _, i := range in {
		all += samples[i].draws
		if samples[i].read {
			readable += samples[i].draws
		}
	}
	// What cannot be read is left out of the whole as far as it was met.
	s.list = append(s.list, stratum{
		weight: float64(l.weight) * float64(readable) / float64(all), draws: readable, largest: 1,
	})
	st := &s.list[len(s.list)-1]
	for _, i := range in {
		if samples[i].read {
			s.put(i, float64(samples[i].draws))
			st.empty += samples[i].draws * samples[i].empty()
		}
	}
}
