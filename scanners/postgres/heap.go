package postgres

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"piiventory/scanners"
	"piiventory/scanners/tables"
)

const (
	// smallBlocks is the size up to which all row identifiers of a table are
	// read before drawing: 2 MiB with the usual pages of 8 KiB.
	smallBlocks = 256
	// probes is the number of row identifiers in one statement, blockProbes that
	// in one that looks for them in few blocks.
	probes, blockProbes = 4096, 16384
	// sparse is the density, one row for so many line pointers, below which
	// drawing single rows would touch too many pages for each row found.
	sparse = 16
	// rowRounds and blockRounds bound the statements that look for rows.
	rowRounds, blockRounds = 64, 16
	// perBlock is the number of rows expected of each block in a sparse table.
	perBlock = 2
)

// A heap draws rows from a table in PostgreSQL's usual form: pages of rows, each
// of which is identified by its page and its line pointer. Any page and any
// line pointer up to the hard limit is drawn with the same chance, and those
// without a visible row are rejected, so that each visible row has the same
// chance however full the pages are.
type heap struct {
	r      *relation
	c      *conn
	rows   *tables.Rows
	random *rand.Rand
	want   int
}

// A tid identifies a row: the block in the upper bits, the line pointer, which
// counts from 1, in the lower 16.
type tid uint64

func (t tid) block() int64 { return int64(t >> 16) }

// pointers is PostgreSQL's MaxHeapTuplesPerPage (src/include/access/
// htup_details.h): 291 for pages of 8 KiB, from a page header of 24 bytes and at
// least 24 bytes of tuple header and 4 of line pointer for each row.
func (h *heap) pointers() int { return int((h.r.blockSize - 24) / 28) }

func (h *heap) sample(ctx context.Context) (scanners.Drawn, error) {
	if h.r.blocks == 0 {
		return h.rows.Drawn(scanners.Census, 0, 0), nil
	}
	if h.r.blocks <= smallBlocks {
		return h.small(ctx)
	}
	hits, tried, err := h.probe(ctx, h.drawRows())
	if err != nil {
		return h.rows.Drawn(scanners.Equal, -1, 0), err
	}
	if len(hits)*sparse < tried {
		return h.byBlocks(ctx, len(hits), tried)
	}
	return h.byRows(ctx, hits, tried)
}

// small reads the identifiers of all rows, and then the rows in random order, so
// that a sample that must stop is still a random one.
func (h *heap) small(ctx context.Context) (scanners.Drawn, error) {
	var all []tid
	err := h.c.query(ctx, "SELECT ctid FROM "+h.r.from+h.r.only("ctid >= '(0,0)'"), nil, nil, func(row [][]byte) error {
		t, err := parseTID(row[0])
		all = append(all, t)
		return err
	})
	if err != nil {
		return h.rows.Drawn(scanners.Equal, -1, 0), err
	}
	h.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	early, err := h.fetch(ctx, all, false)
	design := scanners.Equal
	if !early && err == nil {
		design = scanners.Census
	}
	return h.rows.Drawn(design, int64(len(all)), h.rows.Count), err
}

// byRows goes on drawing single rows after the first hits.
func (h *heap) byRows(ctx context.Context, hits []tid, tried int) (scanners.Drawn, error) {
	seen := make(map[tid]bool, h.want)
	var tids []tid
	add := func(hits []tid) {
		for _, t := range hits {
			if !seen[t] {
				seen[t] = true
				tids = append(tids, t)
			}
		}
	}
	add(hits)
	found := len(hits)
	for round := 1; len(tids) < h.want && round < rowRounds; round++ {
		more, n, err := h.probe(ctx, h.drawRows())
		if err != nil {
			return h.rows.Drawn(scanners.Equal, -1, 0), err
		}
		add(more)
		found += len(more)
		tried += n
	}
	population := h.r.rows
	if population < 0 {
		population = int64(float64(h.r.blocks) * float64(h.pointers()) * float64(found) / float64(tried))
	}
	_, err := h.fetch(ctx, tids[:min(len(tids), h.want)], false)
	return h.rows.Drawn(scanners.Equal, population, h.rows.Count), err
}

func (h *heap) drawRows() []tid {
	tids := make([]tid, probes)
	for i := range tids {
		tids[i] = tid(h.random.Int64N(h.r.blocks)<<16 | 1 + h.random.Int64N(int64(h.pointers())))
	}
	return tids
}

// byBlocks draws blocks, and of each the same share of its line pointers, for
// tables with few rows to a page: the blocks are then the units.
func (h *heap) byBlocks(ctx context.Context, found, tried int) (scanners.Drawn, error) {
	share := h.pointers() // of a block without rows all are tried
	if found > 0 {
		share = min(share, perBlock*tried/found+1)
	}
	var tids []tid
	units := int64(0)
	seen := map[int64]bool{}
	for full, round := false, 0; !full && round < blockRounds && units < h.r.blocks; round++ {
		var blocks []int64
		var drawn []tid
		for range max(blockProbes/share, 1) {
			b := h.random.Int64N(h.r.blocks)
			if seen[b] {
				continue
			}
			seen[b] = true
			blocks = append(blocks, b)
			for _, p := range h.random.Perm(h.pointers())[:share] {
				drawn = append(drawn, tid(b<<16|int64(p+1)))
			}
		}
		hits, _, err := h.probe(ctx, drawn)
		if err != nil {
			return h.rows.Drawn(scanners.Equal, h.r.blocks, 0), err
		}
		for _, b := range blocks {
			n := 0
			for n < len(hits) && hits[n].block() == b {
				n++
			}
			if full = len(tids)+n > h.want && len(tids) > 0; full {
				break
			}
			tids, hits = append(tids, hits[:n]...), hits[n:]
			units++
		}
	}
	early, err := h.fetch(ctx, tids, true)
	if early || err != nil {
		read := map[int64]bool{}
		for _, t := range tids[:min(int64(len(tids)), h.rows.Count)] {
			read[t.block()] = true
		}
		units = int64(len(read))
	}
	return h.rows.Drawn(scanners.Equal, h.r.blocks, units), err
}

// probe returns those of the drawn rows that are there, in the order of the
// draw, and how many were drawn.
func (h *heap) probe(ctx context.Context, drawn []tid) (hits []tid, tried int, err error) {
	there := map[tid]bool{}
	err = h.c.query(ctx, h.statement("ctid"), []string{array(drawn)}, nil, func(row [][]byte) error {
		t, err := parseTID(row[0])
		there[t] = true
		return err
	})
	for _, t := range drawn {
		if there[t] {
			hits = append(hits, t)
		}
	}
	return hits, len(drawn), err
}

// fetch reads the rows, and names the block of each where clustered.
func (h *heap) fetch(ctx context.Context, tids []tid, clustered bool) (early bool, err error) {
	statement := h.statement("ctid, " + h.r.selection(h.rows.Limit))
	formats := append([]int16{0}, h.r.formats...)
	early, err = tables.Fetch(h.rows, tids, func(some []tid) error {
		return h.c.query(ctx, statement, []string{array(some)}, formats, func(row [][]byte) error {
			if clustered {
				t, err := parseTID(row[0])
				if err != nil {
					return err
				}
				if err := h.rows.Unit(fmt.Sprintf("block %d", t.block())); err != nil {
					return err
				}
			}
			return h.rows.Add(row[1:])
		})
	})
	return early, h.rows.End(ctx, err)
}

func (h *heap) statement(list string) string {
	return "SELECT " + list + " FROM " + h.r.from + h.r.only("ctid = ANY ($1::tid[])")
}

// array writes row identifiers as PostgreSQL reads an array of them.
func array(tids []tid) string {
	b := make([]byte, 0, 16*len(tids)+2)
	for _, t := range tids {
		b = append(b, `,"(`...)
		b = strconv.AppendInt(b, t.block(), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(t&0xffff), 10)
		b = append(b, `)"`...)
	}
	if len(b) == 0 {
		return "{}"
	}
	b[0] = '{'
	return string(append(b, '}'))
}

func parseTID(v []byte) (tid, error) {
	block, pointer, ok := strings.Cut(strings.Trim(string(v), "()"), ",")
	b, err1 := strconv.ParseUint(block, 10, 32)
	p, err2 := strconv.ParseUint(pointer, 10, 16)
	if !ok || err1 != nil || err2 != nil {
		return 0, scanners.Unreadable(scanners.GapCorrupt, "the server gave a row identifier that cannot be understood")
	}
	return tid(b<<16 | p), nil
}
