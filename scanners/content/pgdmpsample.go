package content

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"piiventory/scanners"
)

// pgBlocks bounds the places from which a large dump is read.
const pgBlocks = 192

// sample reads the first rows of each table, or of so many tables as the bytes allow,
// drawn at random. What stands further down in a table had no chance to be drawn. Without
// the places of tables (the dump was written to a pipe) it reads from the start.
func (f *pgFile) sample() (taken, error) {
	l := f.l
	r, size, err := l.random()
	if err != nil {
		return nothing, err
	}
	seen := l.blocks.left / 2
	l.blocks.left -= seen // half of the bytes may go into the table of contents
	f.in = &pgInput{r: bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 64<<10)}
	l.out.unit, l.out.left = "definitions", -1
	if l.draw.MaxRows > 0 {
		l.out.left = l.draw.MaxRows / 2
	}
	err = f.contents()
	l.blocks.left += seen
	cut := errors.Is(err, errLimit)
	if err != nil && !cut {
		return part, err
	}
	if !cut && (f.format != pgCustom || len(f.tables) == 0) {
		return whole, nil
	}
	if f.format != pgCustom { // or it is not known yet
		return part, errLimit
	}
	if err := l.out.flush(); err != nil {
		return part, err
	}
	tables := f.placed(size)
	if len(tables) == 0 {
		if cut {
			return part, errLimit
		}
		l.out.unit, l.out.left = "head", -1
		return part, f.blocks()
	}
	if err := f.open(); err != nil {
		return part, err
	}
	chosen := f.choose(tables)
	t := taken{scanners.NotRandom, int64(len(tables)), 0}
	before := l.out.total
	for i, c := range chosen {
		l.out.unit, l.out.left = fmt.Sprintf("table %d", c.id), -1
		if m := l.draw.MaxRows; m > 0 {
			l.out.left = mulDiv(max(0, m-before), int64(i+1), int64(len(chosen))) - (l.out.total - before)
		}
		if err := f.table(c); err != nil {
			return t, err
		}
		t.units++
	}
	if cut || len(chosen) < len(tables) {
		l.gap(scanners.GapBudget, l.unread(), "of the tables in the dump of PostgreSQL some were drawn at random, and of each of them the first rows were read, as many as the bytes or rows allowed for one object; use --depth full or a larger --budget to read the rest")
	} else {
		l.gap(scanners.GapBudget, l.unread(), "of each table in the dump of PostgreSQL the first rows were read, as many as the bytes or rows allowed for one object; use --depth full or a larger --budget to read the rest")
	}
	return t, nil
}

// placed returns the tables of which it is known where they lie, in the order in which
// they do.
func (f *pgFile) placed(size int64) []*pgTable {
	var tables []*pgTable
	lost := false
	for _, t := range f.tables {
		if t.state == pgPlaced && t.off > 0 && t.off < size {
			tables = append(tables, t)
		} else {
			lost = true
		}
	}
	slices.SortFunc(tables, func(a, b *pgTable) int { return cmp.Or(cmp.Compare(a.off, b.off), cmp.Compare(a.id, b.id)) })
	for i, t := range tables {
		if t.end = size; i+1 < len(tables) {
			t.end = tables[i+1].off
		}
	}
	if lost && len(tables) > 0 {
		f.l.gap(scanners.GapCorrupt, -1, "the table of contents of this dump of PostgreSQL does not say rightly where the rows of some tables lie; they were not looked at")
	}
	return tables
}

// choose draws as many tables as can be begun, and says up to where each is read.
func (f *pgFile) choose(tables []*pgTable) []*pgTable {
	key := newSeed(f.l.draw.Seed, f.l.src.Name)
	order := slices.Clone(tables)
	slices.SortFunc(order, func(a, b *pgTable) int {
		return cmp.Or(cmp.Compare(key.digest(uint64(a.id)), key.digest(uint64(b.id))), cmp.Compare(a.off, b.off))
	})
	begin := int64(blockSize / 4)
	if f.codec > 1 { // nothing comes out of these before a block of theirs is whole
		begin = blockSize
	}
	most := int(min(f.l.blocks.left/blockSize, pgBlocks))
	needed := map[int64]bool{}
	n := 0
	for ; n < len(order); n++ {
		t := order[n]
		first, last := t.off/blockSize, (min(t.end, t.off+begin)-1)/blockSize
		more := 0
		for k := first; k <= last; k++ {
			if !needed[k] {
				more++
			}
		}
		if n > 0 && len(needed)+more > most {
			break
		}
		for k := first; k <= last; k++ {
			needed[k] = true
		}
	}
	order = order[:n]
	extra := max(0, f.l.blocks.left/blockSize-int64(len(needed))) / int64(n) * blockSize
	for _, t := range order {
		// To the end of the last block of its head, and what is left over.
		head := (t.off+begin-1)/blockSize*blockSize + blockSize
		t.end = min(t.end, head+extra)
	}
	slices.SortFunc(order, func(a, b *pgTable) int { return cmp.Compare(a.off, b.off) })
	return order
}

// table reads the head of a table. That it is no more than the head is said for all of
// them together.
func (f *pgFile) table(t *pgTable) error {
	l := f.l
	l.blocks.end = t.end
	f.in = &pgInput{r: bufio.NewReaderSize(&pgSpan{b: l.blocks, at: t.off, end: t.end}, 16<<10), ints: f.in.ints, offsets: f.in.offsets}
	kind, id := f.in.byte(), f.in.int()
	err := f.in.err
	if err == nil {
		if err = errBroken; id == t.id {
			err = f.block(kind, id)
		}
	}
	if fatal := l.fatal(nil); fatal != nil {
		return fatal
	}
	switch {
	case errors.Is(err, errRows):
		l.out.err = nil
	case errors.Is(err, errExpanded), l.ctx.Err() != nil:
		return err
	case err != nil && !errors.Is(err, errLimit):
		if f.broken++; f.broken == 1 {
			l.gap(scanners.GapCorrupt, -1, pgTableBroken)
		}
	}
	l.out.settle()
	if err := l.out.flush(); !errors.Is(err, errRows) {
		return err
	}
	l.out.err = nil
	return nil
}

// pgSpan reads a part of the object, which goes on behind it.
type pgSpan struct {
	b       *blocks
	at, end int64
}

func (s *pgSpan) Read(p []byte) (int, error) {
	if s.at >= s.end {
		if s.end == s.b.j.src.Size {
			return 0, io.EOF
		}
		return 0, errLimit
	}
	n, err := s.b.ReadAt(p[:min(int64(len(p)), s.end-s.at)], s.at)
	s.at += int64(n)
	if n > 0 {
		err = nil
	}
	return n, err
}
