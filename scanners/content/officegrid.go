package content

import (
	"bytes"
	"strconv"
	"strings"
)

// A tableRows turns the rows of a sheet or of a table in a text into rows with names,
// when the first rows have a header.
type tableRows struct {
	o *out
	// prefix stands in front of the names of the columns, as "Sheet1".
	prefix string
	// plain says that rows without a header are lines of text.
	plain bool

	first   [][]string // rows that are kept until there are enough to tell
	size    int
	decided bool
	names   []string // by column; nil without a header
	cols    []int    // indexes in out, -1 for those that are not known
	gen     int
	line    []byte
}

// Bounds of what is kept to find a header.
const (
	gridFirst = 20
	gridBytes = 256 << 10
	gridWidth = 16384 // columns of a sheet
)

// row takes one row of cells.
func (g *tableRows) row(cells [][]byte) error {
	for len(cells) > 0 && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	if g.decided {
		return g.put(cells)
	}
	rec := make([]string, len(cells))
	for i, c := range cells {
		rec[i] = string(c)
		g.size += len(c)
	}
	if g.first = append(g.first, rec); len(g.first) >= gridFirst || g.size > gridBytes {
		return g.decide()
	}
	return nil
}

// decide finds the header and hands on what was kept.
func (g *tableRows) decide() error {
	g.decided = true
	widths := map[int]int{}
	for _, r := range g.first {
		widths[len(r)]++
	}
	width, most := 0, 0
	for w, n := range widths {
		if n > most || n == most && w > width {
			width, most = w, n
		}
	}
	// Cells at the end of a row may be empty, so that a header is wider than most.
	recs := make([][]string, len(g.first))
	for i, r := range g.first {
		if recs[i] = r; len(r) > width && i == firstWide(g.first, width) {
			width = len(r)
		}
	}
	for i, r := range recs {
		for len(r) < width && len(r) > 1 && i > 0 {
			r = append(r, "")
		}
		recs[i] = r
	}
	at := -1
	if width > 1 || !g.plain {
		at = headerOf(recs, width)
	}
	if at == len(g.first)-1 { // nothing lies below it: then its cells are what the table says
		at = -1
	}
	first := g.first
	g.first = nil
	second := -1
	var err error
	for i, r := range first {
		cells := make([][]byte, len(r))
		for k := range r {
			cells[k] = []byte(r[k])
		}
		switch {
		case i < at:
			err = g.text(cells)
		case i == at:
			g.names = gridNames(r)
			if i > 0 {
				g.nameFrom(first[i-1], false)
			}
			if i+1 < len(first) && secondHeader(r, first[i+1:]) {
				g.nameFrom(first[i+1], true)
				second = i + 1
			}
		case i == second:
		default:
			err = g.put(cells)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// firstWide is the first row of at least the width.
func firstWide(recs [][]string, width int) int {
	for i, r := range recs {
		if len(r) >= width {
			return i
		}
	}
	return -1
}

func gridNames(r []string) []string {
	names := make([]string, len(r))
	for i, n := range r {
		if names[i] = strings.Join(strings.Fields(n), " "); names[i] == "" {
			names[i] = strconv.Itoa(i + 1)
		}
	}
	return names
}

// nameFrom takes names from a row above or below the header, for columns that the
// header does not name, or for all that the row names.
func (g *tableRows) nameFrom(r []string, all bool) {
	for i, n := range r {
		n = strings.Join(strings.Fields(n), " ")
		switch {
		case n == "" || look(n) != name:
		case i == len(g.names) && all:
			g.names = append(g.names, n)
		case i < len(g.names) && (all || g.names[i] == strconv.Itoa(i+1)):
			g.names[i] = n
		}
	}
}

// secondHeader says that the row below a header is one as well: it names columns that
// the header leaves open, where one of its cells stands for several columns, and leaves
// open others that the header names; and no row below looks like it.
func secondHeader(header []string, below [][]string) bool {
	more, less := 0, 0
	for i := range max(len(header), len(below[0])) {
		h, b := at(header, i), at(below[0], i)
		switch {
		case b != "" && look(b) != name:
			return false
		case h == "" && b != "":
			more++
		case h != "" && b == "":
			less++
		}
	}
	if more == 0 || less == 0 {
		return false
	}
	for _, r := range below[1:] {
		for i := range header {
			if at(below[0], i) == "" && at(r, i) != "" {
				return true
			}
		}
	}
	return false
}

func at(r []string, i int) string {
	if i < len(r) {
		return r[i]
	}
	return ""
}

// put hands on one row.
func (g *tableRows) put(cells [][]byte) error {
	if g.names == nil && g.plain {
		return g.text(cells)
	}
	if g.gen != g.o.gen || g.cols == nil {
		g.gen, g.cols = g.o.gen, g.cols[:0]
	}
	for i, c := range cells {
		for len(g.cols) <= i {
			g.cols = append(g.cols, -1)
		}
		if len(c) == 0 {
			continue
		}
		if g.cols[i] < 0 {
			g.cols[i] = g.o.named(g.path(i))
		}
		g.o.cell(g.cols[i], c)
		if g.gen != g.o.gen { // the row was too long for one
			g.gen = g.o.gen
			for k := range g.cols {
				g.cols[k] = -1
			}
		}
	}
	return g.o.endRow()
}

func (g *tableRows) path(i int) string {
	name := strconv.Itoa(i + 1)
	if i < len(g.names) {
		name = g.names[i]
	}
	if g.prefix == "" {
		return name
	}
	return g.prefix + "." + name
}

// text hands on a row as a line.
func (g *tableRows) text(cells [][]byte) error {
	g.line = append(g.line[:0], bytes.Join(cells, []byte("\t"))...)
	g.o.cell(g.o.named(""), g.line)
	return g.o.endRow()
}

// end hands on what was kept.
func (g *tableRows) end() error {
	if g.decided || len(g.first) == 0 {
		return nil
	}
	return g.decide()
}
