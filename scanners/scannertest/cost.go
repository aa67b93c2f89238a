package scannertest

import (
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// costRows are the sizes of the tables that CompareDraws makes, and costRounds how
// often each side draws from each.
var (
	costRows   = flag.String("rows", "100000,1000000", "the sizes of tables in benchmarks of draws")
	costRounds = flag.Int("rounds", 3, "how often each side draws in benchmarks of draws")
)

// A Draws compares a scanner that draws rows with a server that puts all rows into
// random order, over tables of one shape and different sizes.
type Draws struct {
	// Server names the server with its version, Shape says what the table is.
	Server, Shape string
	// Statement is what the server is asked for beside the draw.
	Statement string
	// Make makes a table of so many rows in place of the one before.
	Make func(rows int)
	// Ours draws by the scanner and Theirs by the statement.
	Ours, Theirs func(seed uint64) DrawCost
}

// A DrawCost is what one draw took.
type DrawCost struct {
	// Rows came, and Pages were touched for them on the server.
	Rows, Pages int64
	// Took is the time without that of connecting.
	Took time.Duration
}

// drawCosts are the medians over the rounds.
type drawCosts struct {
	rows, drawn            int64
	pages, otherPages      float64
	took, otherTook        float64 // milliseconds
	lowest, highest, ratio float64 // of the rounds
}

// CompareDraws measures and prints a Markdown table. A round before the first warms
// the caches and is thrown away.
func CompareDraws(b *testing.B, d Draws, to io.Writer) {
	b.Helper()
	var all []drawCosts
	for size := range strings.SplitSeq(*costRows, ",") {
		rows, err := strconv.Atoi(size)
		if err != nil || rows < 1 {
			b.Fatalf("-rows has %q", size)
		}
		d.Make(rows)
		all = append(all, d.cost(int64(rows)))
	}
	fmt.Fprintf(to, "\n%s, %s; %d rounds, %d processors, %s.\n\n", d.Server, d.Shape, *costRounds, runtime.NumCPU(), runtime.Version())
	fmt.Fprintf(to, "| rows of the table | rows drawn | pages a row | pages | ms | `%s`: pages | ms | times as long |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n", d.Statement)
	for _, c := range all {
		fmt.Fprintf(to, "| %s | %s | %.1f | %s | %.1f | %s | %.0f | %.1f (%.1f–%.1f) |\n", grouped(c.rows), grouped(c.drawn), c.pages/float64(max(c.drawn, 1)), grouped(int64(c.pages)), c.took,
			grouped(int64(c.otherPages)), c.otherTook, c.ratio, c.lowest, c.highest)
	}
	fmt.Fprintln(to)
	b.ReportMetric(all[len(all)-1].took, "ms/draw")
	b.ReportMetric(all[len(all)-1].pages/float64(max(all[len(all)-1].drawn, 1)), "pages/row")
	b.ReportMetric(0, "ns/op")
}

func (d *Draws) cost(rows int64) drawCosts {
	c := drawCosts{rows: rows}
	var pages, otherPages, took, otherTook, ratios []float64
	for round := range *costRounds + 1 {
		ours, theirs := d.Ours(uint64(round)), d.Theirs(uint64(round))
		if round == 0 {
			continue
		}
		c.drawn = ours.Rows
		pages, otherPages = append(pages, float64(ours.Pages)), append(otherPages, float64(theirs.Pages))
		took, otherTook = append(took, ours.Took.Seconds()*1000), append(otherTook, theirs.Took.Seconds()*1000)
		ratios = append(ratios, theirs.Took.Seconds()/ours.Took.Seconds())
	}
	c.pages, c.otherPages, c.took, c.otherTook, c.ratio = middle(pages), middle(otherPages), middle(took), middle(otherTook), middle(ratios)
	c.lowest, c.highest = slices.Min(ratios), slices.Max(ratios)
	return c
}

func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// grouped writes a number with its thousands apart.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
