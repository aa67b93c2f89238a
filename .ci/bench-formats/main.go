// Bench-formats compares the readers of scanners/content with the bare libraries, format
// by format, and prints the tables of docs/performance.md.
//
// The content is made from nothing but counters, so that it is the same everywhere. Both
// sides read the same bytes from memory in short turns, one after the other; what counts
// is the ratio of neighbouring turns, which meet the machine in the same state, by the
// time of the processor. Bare is the library that does the work of the format, used as its
// documentation shows, each value handed over once and looked at by nobody. Ours is
// content.Sample at depth full with a receiver that looks at nothing: recognition,
// charsets, bounds, names of fields and rows are part of it, detection is not.
//
// It is a module of its own, so that the module of the program names only what the program
// is made of.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"time"
)

func main() {
	code := run()
	tidy()
	os.Exit(code)
}

func run() int {
	turns := flag.Int("turns", 15, "how often each side has its turn")
	least := flag.Duration("turn", 40*time.Millisecond, "how long a turn is at least, in time of the processor")
	only := flag.String("only", "", "only formats whose name matches this regular expression")
	profile := flag.String("profile", "", "instead of figures, write a profile of the processor for each side of each format into this folder")
	flag.Parse()
	pattern, err := regexp.Compile(*only)
	if err != nil || *turns < 1 || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "bench-formats: -only is a regular expression, -turns is at least 1, and there are no other arguments; see -help")
		return 2
	}
	if *profile != "" {
		if err := profiles(*profile, pattern, time.Duration(*turns)**least); err != nil {
			fmt.Fprintln(os.Stderr, "bench-formats:", err)
			return 1
		}
		return 0
	}
	fmt.Printf("%d turns of %v or more for each side, %s, %s/%s, %d processors.\n", *turns, *least, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	failed := false
	for _, f := range families(usual) {
		head := false
		for _, e := range f.entries {
			if !pattern.MatchString(e.name) {
				continue
			}
			if !head {
				fmt.Printf("\n### %s\n\n%s\n|---|---:|---:|---:|---:|---:|---|\n", f.title, f.columns())
				head = true
			}
			line, err := f.line(e, *turns, *least)
			if err != nil {
				fmt.Fprintf(os.Stderr, "bench-formats: %s: %v\n", e.name, err)
				failed = true
				continue
			}
			fmt.Println(line)
		}
	}
	if failed {
		return 1
	}
	return 0
}

// A family is a table.
type family struct {
	title string
	// small says that the objects are small, so that the time for one counts and not
	// the bytes in a second.
	small   bool
	entries []entry
}

func (f family) columns() string {
	unit := "MB/s"
	if f.small {
		unit = "µs"
	}
	return fmt.Sprintf("| format | KB | bare, %s | ours, %s | times as fast | allocations a value | bare is |", unit, unit)
}

// line measures one entry and returns its line of the table.
func (f family) line(e entry, turns int, least time.Duration) (string, error) {
	c, err := e.made()
	if err != nil {
		return "", err
	}
	n, err := e.check(c)
	if err != nil {
		return "", err
	}
	r, err := alternate(ours(e.file), e.bare.read, c.bytes, turns, least)
	if err != nil {
		return "", err
	}
	allocs, err := allocations(ours(e.file), c.bytes)
	if err != nil {
		return "", err
	}
	figure := func(d time.Duration) string {
		if f.small {
			return fmt.Sprintf("%.0f", float64(d.Nanoseconds())/1e3)
		}
		return fmt.Sprintf("%.0f", float64(c.plain)/1e6/d.Seconds())
	}
	low, high := middle(r.ratios)
	note := e.bare.what
	if e.why != "" {
		note += "; " + e.why
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %.2f (%.2f–%.2f) | %.2f | %s |", e.name, thousands(int(c.plain+500)/1000),
		figure(median(r.bare)), figure(median(r.ours)), median(r.ratios), low, high, float64(allocs)/float64(max(n, 1)), note), nil
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
