// Piiventory-bench compares whole runs of piiventory with whole runs of other programs
// over the same files.
//
// It makes three corpora from a seed, runs both programs in turn, several rounds over,
// and prints Markdown tables of medians and of the ratio within each round. Ratios are to
// be trusted more than rates: both programs of one round meet the same machine in the
// same state. What is compared is said by -what, a list:
//
//	count     one file as text on one processor, piiventory against ripgrep; a planted
//	          value that piiventory does not count is an error
//	portable  the same with a piiventory that has no assembly (-tags purego)
//	cores     a stock of several files with two processors against one
//	gzip      a stock of one gzip file against decoding it alone
//	alcatraz  one file on one processor, piiventory against alcatraz, a scanner for
//	          personal data whose core is made of Go's regular expressions
//	scan      a stock of a folder against ripgrep, which is more work: piiventory also
//	          reads the records, keeps what it finds by field and writes an inventory
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
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "piiventory-bench:", err)
		os.Exit(1)
	}
}

// comparisons are what -what names, in the order in which they run.
var comparisons = []struct {
	name     string
	ripgrep  bool // cannot do without it
	measures func(b *bench) error
}{
	{"count", true, (*bench).count},
	{"portable", true, (*bench).countPortable},
	{"cores", false, (*bench).cores},
	{"gzip", false, (*bench).gzip},
	{"alcatraz", false, (*bench).countAlcatraz},
	{"scan", true, (*bench).scan},
	{"list", false, (*bench).list},
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 2 && args[0] == "decode" { // the other side of gzip
		return decode(args[1])
	}
	if len(args) == 2 && args[0] == "bucket" { // what list lists
		return serveBucket(ctx, args[1], stdout)
	}
	b := bench{ctx: ctx, stdout: stdout, stderr: stderr}
	flags := flag.NewFlagSet("piiventory-bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	what := flags.String("what", "count,portable,cores,gzip,scan,list", "what to compare: count, portable, cores, gzip, alcatraz, scan, list")
	size := flags.Int("mib", 256, "the size of each corpus in MiB")
	flags.IntVar(&b.rounds, "rounds", 7, "how often each program runs")
	flags.Uint64Var(&b.seed, "seed", 1, "the corpora to make; the same seed makes the same bytes")
	flags.StringVar(&b.binary, "piiventory", beside("piiventory"), "the piiventory program")
	flags.StringVar(&b.portable, "portable", beside("piiventory-portable"), "piiventory built with -tags purego")
	flags.StringVar(&b.alcatraz, "alcatraz", "alcatraz", "the program of github.com/hoophq/alcatraz")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *size < 1 || b.rounds < 1 || flags.NArg() > 0 {
		return errors.New("-mib and -rounds are at least 1, and there are no other arguments; see -help")
	}
	b.size = *size << 20
	wanted := map[string]bool{}
	for w := range strings.SplitSeq(*what, ",") {
		wanted[w] = true
	}
	var err error
	if b.dir, err = os.MkdirTemp("", "piiventory-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	_, noRipgrep := exec.LookPath("rg")
	for _, c := range comparisons {
		if !wanted[c.name] {
			continue
		}
		delete(wanted, c.name)
		if c.ripgrep && noRipgrep != nil {
			fmt.Fprintf(stderr, "piiventory-bench: %s: there is no ripgrep (rg) here to compare with; install it, on Debian with apt-get install ripgrep\n", c.name)
			continue
		}
		if err := c.measures(&b); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	for w := range wanted {
		return fmt.Errorf("-what has no %q", w)
	}
	return nil
}

// beside returns where a program is that was built into the same folder as this one.
func beside(name string) string {
	self, err := os.Executable()
	if err != nil {
		return name
	}
	return filepath.Join(filepath.Dir(self), name)
}
