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
	// firstProbes and mostProbes are the numbers of row identifiers in the first
	// and in the longest statement that looks for them.
	firstProbes, mostProbes = 1024, 16384
	// pagesPerDraw is the budget of pages, one for each identifier that is tried.
	// Where rows are so wide, or pages so empty, that a draw of single rows would
	// need more, blocks are drawn.
	pagesPerDraw = 1 << 16
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
	// maxBytes is that of the draw, 0 for no bound.
	maxBytes int64
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
	hits, tried, err := h.probe(ctx, h.drawRows(firstProbes))
	if err != nil {
		return h.rows.Drawn(scanners.Equal, -1, 0), err
	}
	if h.affordable()*tried > pagesPerDraw*len(hits) {
		return h.byBlocks(ctx, len(hits), tried)
	}
	return h.byRows(ctx, hits, tried)
}

// affordable is the number of rows to draw, less where the bytes of the draw will
// have been used up before.
func (h *heap) affordable() int {
	if h.maxBytes <= 0 || h.r.rows <= 0 {
		return h.want
	}
	width := h.r.blocks * h.r.blockSize / h.r.rows
	return min(h.want, int(h.maxBytes/max(width, 1))+1)
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

// byRows reads the rows that were hit and goes on drawing single rows, until
// there are enough or the budget of pages is used up.
func (h *heap) byRows(ctx context.Context, hits []tid, tried int) (scanners.Drawn, error) {
	seen := make(map[tid]bool, h.want)
	found, early := 0, false
	var err error
	for {
		found += len(hits)
		var fresh []tid
		for _, t := range hits {
			if !seen[t] && len(seen) < h.want {
				seen[t] = true
				fresh = append(fresh, t)
			}
		}
		if early, err = h.fetch(ctx, fresh, false); early || err != nil || len(seen) >= h.want || tried >= 2*pagesPerDraw {
			break
		}
		n := 0
		if hits, n, err = h.probe(ctx, h.drawRows(h.more(found, tried))); err != nil {
			break
		}
		tried += n
	}
	population := h.r.rows
	if population < 0 {
		population = int64(float64(h.r.blocks) * float64(h.pointers()) * float64(found) / float64(tried))
	}
	return h.rows.Drawn(scanners.Equal, population, h.rows.Count), err
}

// more is the number of identifiers to try next, after so many were found.
func (h *heap) more(found, tried int) int {
	missing := int64(h.want) - h.rows.Count
	if h.maxBytes > 0 && h.rows.Count > 0 {
		missing = min(missing, (h.maxBytes-h.rows.Bytes)/max(h.rows.Bytes/h.rows.Count, 1)+1)
	}
	return min(int(missing)*tried/max(found, 1)*9/8+64, mostProbes)
}

func (h *heap) drawRows(n int) []tid {
	tids := make([]tid, n)
	for i := range tids {
		tids[i] = tid(h.random.Int64N(h.r.blocks)<<16 | 1 + h.random.Int64N(int64(h.pointers())))
	}
	return tids
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
