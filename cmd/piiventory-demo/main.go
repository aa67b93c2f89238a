// Piiventory-demo shows piiventory at work on a company that does not exist.
//
// It makes customer tables, access logs and exports from a seed, in a SQLite
// file and an S3 server of its own, with a declaration that the company breaks
// in three ways. It runs the piiventory program against them, shows its report,
// and compares what was found with what was planted. It exits 0 only when all
// of that was found and nothing else.
//
// It imports nothing of piiventory, so that the comparison cannot share a
// mistake with what it checks.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout)
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "piiventory-demo: interrupted")
		os.Exit(130)
	default:
		fmt.Fprintln(os.Stderr, "piiventory-demo:", err)
		os.Exit(1)
	}
}

// settings are what the command line says.
type settings struct {
	seed   uint64
	out    string
	binary string
	lang   string
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	var s settings
	flags := flag.NewFlagSet("piiventory-demo", flag.ContinueOnError)
	flags.Uint64Var(&s.seed, "seed", 1, "the company to make; the same seed makes the same")
	flags.StringVar(&s.out, "out", "demo-out", "the folder to write to")
	flags.StringVar(&s.binary, "piiventory", "", "the piiventory program (default: the one beside this program)")
	flags.StringVar(&s.lang, "lang", "en", "the language of the reports, en or zh")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q; see -help", flags.Arg(0))
	}
	begun := time.Now()
	child, err := newChild(s)
	if err != nil {
		return err
	}
	company := NewCompany(s.seed)
	server, err := Serve(ctx, company.Buckets)
	if err != nil {
		return err
	}
	defer server.Close()
	if err := prepare(ctx, s.out, company, server.Endpoint); err != nil {
		return err
	}
	tell(stdout, company)

	report, err := child.scan(ctx, stdout)
	if err != nil {
		return err
	}
	diffs := Compare(&company.Plan, report)
	conclude(stdout, company, report, diffs)
	fmt.Fprintf(stdout, "\nThe report for a person:   %s\nThe report for a program:  %s\nTook %.1f s.\n",
		filepath.Join(s.out, htmlFile), filepath.Join(s.out, jsonFile), time.Since(begun).Seconds())
	if len(diffs) > 0 {
		return fmt.Errorf("what was found differs from what was planted in %d ways", len(diffs))
	}
	return nil
}

// The files of the demo, in the folder that it writes to.
const (
	databaseFile    = "shop.db"
	declarationFile = "declaration.yaml"
	configFile      = "piiventory.yaml"
	inventoryFile   = "inventory.json"
	jsonFile        = "report.json"
	htmlFile        = "report.html"
)

// prepare writes the files that the child reads. What an earlier run left is
// removed first, so that no old report can be taken for a new one.
func prepare(ctx context.Context, dir string, c *Company, endpoint string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making the folder of the demo: %w", err)
	}
	for _, name := range []string{databaseFile, declarationFile, configFile, inventoryFile, jsonFile, htmlFile} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("removing what an earlier run wrote: %w", err)
		}
	}
	if err := WriteDatabase(ctx, filepath.Join(dir, databaseFile), c.Tables); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, declarationFile), []byte(declaration), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, configFile), []byte(configuration(databaseFile, endpoint, c.Buckets)), 0o644)
}

// tell says what was made and what is in it.
func tell(w io.Writer, c *Company) {
	fmt.Fprintf(w, "A company that does not exist, on %s\n\n", asOf.Format(time.DateOnly))
	for _, t := range c.Tables {
		fmt.Fprintf(w, "  %5d rows     in the SQLite table %s\n", len(t.Rows), t.Name)
	}
	for _, b := range c.Buckets {
		fmt.Fprintf(w, "  %5d objects  in the S3 bucket %s, of which the server says that it is in %s\n", len(b.Objects), b.Name, b.Region)
	}
	fmt.Fprintf(w, "\nPlanted: %d fields with personal data, in %d rows. Traps that look like personal data:\n\n", len(c.Plan.Planted), rows(c.Plan.Planted))
	for _, t := range c.Plan.Traps {
		fmt.Fprintf(w, "  %-7s %-14s %5d values, %4d pass a check: %s\n", t.Store, t.Name, t.Rows, t.Pass, t.What)
	}
	fmt.Fprint(w, "\nThe declaration is broken in three ways:\n\n")
	for i, b := range c.Plan.Breaks {
		fmt.Fprintf(w, "  %d. %s\n", i+1, b.Says)
	}
	fmt.Fprint(w, "\nOne thing cannot be read, and so the scan has to call itself incomplete:\n\n")
	for _, g := range c.Plan.Gaps {
		fmt.Fprintf(w, "  %s %s: %s\n", g.Store, g.Dataset, g.Says)
	}
	fmt.Fprintln(w)
}

// conclude says how the comparison came out.
func conclude(w io.Writer, c *Company, r *Report, diffs []string) {
	fmt.Fprint(w, "\nCompared with what was planted, by code that shares nothing with piiventory\n\n")
	if len(diffs) > 0 {
		for _, d := range diffs {
			fmt.Fprintln(w, "  WRONG ", d)
		}
		return
	}
	n := 0
	for _, s := range r.Inventory.Stores {
		n += len(s.Datasets)
	}
	fmt.Fprintf(w, "  all %d planted fields were found, each with exactly its rows (%d in all)\n", len(c.Plan.Planted), rows(c.Plan.Planted))
	fmt.Fprintf(w, "  none of the %d traps was taken for personal data, nor anything else in %d datasets\n", len(c.Plan.Traps), n)
	fmt.Fprintf(w, "  the declaration is broken in the %d planted ways and in no other\n", len(c.Plan.Breaks))
	fmt.Fprintf(w, "  the %d regions are those that the server answered\n", len(c.Plan.Regions))
	fmt.Fprintf(w, "  what could not be read is named: %s\n", gapNames(c.Plan.Gaps))
}

func rows(planted []*Planted) (n int64) {
	for _, x := range planted {
		n += x.Rows
	}
	return n
}

func gapNames(gaps []PlannedGap) string {
	var names []string
	for _, g := range gaps {
		names = append(names, g.Store+" "+g.Dataset)
	}
	return strings.Join(names, ", ")
}
