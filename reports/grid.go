package reports

import "strings"

// A style is how a cell or a line looks on a terminal that shows colours.
type style string

const (
	plain  style = ""
	strong style = "\x1b[1m"
	faint  style = "\x1b[2m"
	red    style = "\x1b[1;31m"
	yellow style = "\x1b[33m"
	green  style = "\x1b[32m"
	reset        = "\x1b[0m"
)

// A cell is one field of a grid.
type cell struct {
	text  string
	style style
}

// A column says how a column of a grid may shrink.
type column struct {
	title string
	// least is the number of terminal columns below which it does not shrink; 0
	// means that it does not shrink at all.
	least int
	right bool
}

// A row of a grid; when span is set, it goes over the whole width instead.
type row struct {
	cells []cell
	span  *cell
}

// A grid is a table on a terminal. Cells that do not fit are wrapped; where
// even that does not fit, each row becomes a list of "title: value".
type grid struct {
	columns []column
	rows    []row
}

// gutter is the number of blanks between two columns.
const gutter = 2

// add appends a row of cells.
func (g *grid) add(cells ...cell) { g.rows = append(g.rows, row{cells: cells}) }

// over appends a row that goes over the whole width.
func (g *grid) over(c cell) { g.rows = append(g.rows, row{span: &c}) }

// widths returns the width of each column within room, or nil when the grid
// does not fit.
func (g *grid) widths(room int) []int {
	natural := make([]int, len(g.columns))
	least := make([]int, len(g.columns))
	for i, c := range g.columns {
		natural[i] = columns(c.title)
	}
	for _, r := range g.rows {
		for i, c := range r.cells {
			natural[i] = max(natural[i], columns(c.text))
		}
	}
	sum, sumLeast := 0, 0
	for i, c := range g.columns {
		least[i] = natural[i]
		if c.least > 0 {
			least[i] = min(natural[i], c.least)
		}
		sum += natural[i]
		sumLeast += least[i]
	}
	room -= gutter * (len(g.columns) - 1)
	if sumLeast > room {
		return nil
	}
	// Take from the widest that may still shrink, until all fit.
	for ; sum > room; sum-- {
		widest := -1
		for i := range natural {
			if natural[i] > least[i] && (widest < 0 || natural[i] > natural[widest]) {
				widest = i
			}
		}
		natural[widest]--
	}
	return natural
}

// write puts the grid on the page with an indent.
func (g *grid) write(p *page, indent int) {
	widths := g.widths(p.width - indent)
	if widths == nil {
		g.stack(p, indent)
		return
	}
	titles := make([]cell, len(g.columns))
	for i, c := range g.columns {
		titles[i] = cell{c.title, faint}
	}
	g.line(p, indent, widths, titles)
	for _, r := range g.rows {
		if r.span != nil {
			p.para(indent, r.span.text, r.span.style)
			continue
		}
		g.line(p, indent, widths, r.cells)
	}
}

// line writes one row, over as many lines as its highest cell needs.
func (g *grid) line(p *page, indent int, widths []int, cells []cell) {
	height := 1
	wrapped := make([][]string, len(cells))
	for i, c := range cells {
		wrapped[i] = wrap(c.text, widths[i])
		height = max(height, len(wrapped[i]))
	}
	for y := range height {
		var b strings.Builder
		blank := indent
		for i, c := range cells {
			text := ""
			if y < len(wrapped[i]) {
				text = wrapped[i][y]
			}
			pad := max(widths[i]-columns(text), 0)
			if g.columns[i].right {
				blank, pad = blank+pad, 0
			}
			if text != "" {
				b.WriteString(strings.Repeat(" ", blank))
				b.WriteString(p.styled(text, c.style))
				blank = 0
			}
			blank += pad + gutter
		}
		p.raw(b.String())
	}
}

// stack writes each row as a list, for terminals too narrow for columns.
func (g *grid) stack(p *page, indent int) {
	for _, r := range g.rows {
		if r.span != nil {
			p.para(indent, r.span.text, r.span.style)
			continue
		}
		for i, c := range r.cells {
			switch {
			case c.text == "":
			case i == 0:
				p.para(indent, c.text, strong)
			case g.columns[i].title == "":
				p.para(indent+2, c.text, c.style)
			default:
				p.para(indent+2, g.columns[i].title+": "+c.text, c.style)
			}
		}
	}
}
