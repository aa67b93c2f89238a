// Piiventory-bench compares whole runs of piiventory with whole runs of
// ripgrep over the same files.
//
// It makes three corpora from a seed, runs both programs in turn, several
// rounds over, and prints a Markdown table of medians and of the ratio within
// each round. Ratios are to be trusted more than rates: both programs of one
// round meet the same machine in the same state.
//
// With -what count both look at one file as text, on one processor, and print counts:
// ripgrep of what has one of eleven forms, piiventory of what passes the checks of all
// its categories. A planted value that piiventory does not count is an error. With
// -what scan piiventory takes stock of a folder, which is more: it also reads the
// records, keeps what it finds by field and writes an inventory.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "piiventory-bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("piiventory-bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	what := flags.String("what", "count,scan", "count: both programs count in one file on one processor; scan: piiventory takes stock of a folder")
	size := flags.Int("mib", 256, "the size of each corpus in MiB")
	rounds := flags.Int("rounds", 7, "how often each program runs")
	seed := flags.Uint64("seed", 1, "the corpora to make; the same seed makes the same bytes")
	binary := flags.String("piiventory", "", "the piiventory program (default: the one beside this program)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *size < 1 || *rounds < 1 || flags.NArg() > 0 {
		return errors.New("-mib and -rounds are at least 1, and there are no other arguments; see -help")
	}
	if *binary == "" {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		*binary = filepath.Join(filepath.Dir(self), "piiventory")
	}
	if _, err := exec.LookPath("rg"); err != nil {
		fmt.Fprintln(stderr, "piiventory-bench: there is no ripgrep (rg) here to compare with; install it, on Debian with apt-get install ripgrep")
		return nil
	}
	dir, err := os.MkdirTemp("", "piiventory-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	if strings.Contains(*what, "count") {
		if err := countAll(ctx, *binary, dir, *size<<20, *rounds, *seed, stdout, stderr); err != nil {
			return err
		}
	}
	if !strings.Contains(*what, "scan") {
		return nil
	}
	var rows []row
	for _, c := range corpora {
		folder := filepath.Join(dir, c.name)
		fmt.Fprintf(stderr, "%s: making %d MiB\n", c.title, *size)
		bytes, err := c.write(folder, *size<<20, *seed)
		if err != nil {
			return err
		}
		r := row{title: c.title}
		for i := range *rounds + 1 { // round 0 warms the page cache and is thrown away
			ours, err := piiventory(ctx, *binary, folder, bytes)
			if err != nil {
				return err
			}
			theirs, err := ripgrep(ctx, folder)
			if err != nil {
				return err
			}
			if i == 0 {
				continue
			}
			fmt.Fprintf(stderr, "%s: round %d: piiventory %.2f s, ripgrep %.2f s\n", c.title, i, ours.Seconds(), theirs.Seconds())
			r.ours = append(r.ours, rate(bytes, ours))
			r.theirs = append(r.theirs, rate(bytes, theirs))
			r.ratios = append(r.ratios, theirs.Seconds()/ours.Seconds())
		}
		rows = append(rows, r)
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
	}
	table(stdout, rows, *rounds, *size)
	return nil
}

// A row is what was measured on one corpus, a value for each round; rates in
// MB/s (10^6 bytes).
type row struct {
	title                string
	ours, theirs, ratios []float64
}

func rate(bytes int64, d time.Duration) float64 { return float64(bytes) / 1e6 / d.Seconds() }

// table prints the medians, and the ratio with its range over the rounds.
func table(w io.Writer, rows []row, rounds, mib int) {
	version, _ := exec.Command("rg", "--version").Output()
	first, _, _ := strings.Cut(string(version), "\n")
	fmt.Fprintf(w, "%d rounds, %d MiB each, %d CPUs, %s, %s\n\n", rounds, mib, runtime.NumCPU(), runtime.Version(), first)
	fmt.Fprintln(w, "| corpus | piiventory, MB/s | ripgrep, MB/s | times as fast |")
	fmt.Fprintln(w, "|---|---:|---:|---:|")
	for _, r := range rows {
		fmt.Fprintf(w, "| %s | %.0f | %.0f | %.2f (%.2f–%.2f) |\n", r.title, median(r.ours), median(r.theirs),
			median(r.ratios), slices.Min(r.ratios), slices.Max(r.ratios))
	}
}

func median(values []float64) float64 {
	v := slices.Sorted(slices.Values(values))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}
