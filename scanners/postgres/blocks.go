package postgres

import (
	"context"

	"piiventory/scanners"
)

const (
	// blockRounds bounds the statements that look for rows in blocks.
	blockRounds = 16
	// perBlock is the number of rows expected of each block.
	perBlock = 2
)

// byBlocks draws blocks, and of each the same share of its line pointers, for
// tables with few rows to a page: the blocks are then the units.
func (h *heap) byBlocks(ctx context.Context, found, tried int) (scanners.Drawn, error) {
	share := h.pointers() // of a block without rows all are tried
	if found > 0 {
		share = min(share, perBlock*tried/found+1)
	}
	var tids []tid
	var held []int // rows found in each block
	seen := map[int64]bool{}
	for full, round := false, 0; !full && round < blockRounds && int64(len(held)) < h.r.blocks; round++ {
		var blocks []int64
		var drawn []tid
		for range max(mostProbes/share, 1) {
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
			tids, hits, held = append(tids, hits[:n]...), hits[n:], append(held, n)
		}
	}
	early, err := h.fetch(ctx, tids, true)
	if early || err != nil {
		held = held[:reached(held, h.rows.Count)]
	}
	return h.rows.Drawn(scanners.Equal, h.r.blocks, int64(len(held))), err
}

// reached is the number of blocks to which so many rows lead, block after block.
// Those without rows in between count, or full blocks would stand for all.
func reached(held []int, rows int64) int {
	for i, n := range held {
		if n > 0 && rows <= 0 {
			return i
		}
		rows -= int64(n)
	}
	return len(held)
}
