package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// alcatrazSize bounds the corpora of a comparison with a program that reads one or two
// megabytes in a second.
const alcatrazSize = 16 << 20

// countAlcatraz compares piiventory with alcatraz as it comes: all its entity types but
// dates and addresses of pages, which it leaves out by default, its checks and the words
// around a value. It prints a line for each finding, masked.
func (b *bench) countAlcatraz() error {
	if _, err := exec.LookPath(b.alcatraz); err != nil {
		return fmt.Errorf("%w; make bench-peers installs it", err)
	}
	short := *b
	short.size = min(b.size, alcatrazSize)
	var rows []row
	for _, c := range corpora {
		f, err := short.file(&c, short.size)
		if err != nil {
			return err
		}
		var found map[string]int
		var out bytes.Buffer
		r, err := short.compare(c.title, f.size, 0, short.counting(b.binary, f, &found), side{"alcatraz", func() error {
			out.Reset()
			cmd := alone(b.ctx, b.alcatraz, "scan", f.name)
			cmd.Stdout = &out
			var exit *exec.ExitError
			if err := cmd.Run(); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1: something was found
				return err
			}
			return nil
		}})
		if err != nil {
			return err
		}
		rows = append(rows, r)
		theirs := alcatrazCounts(out.String())
		fmt.Fprintf(b.stdout, "#### %s: %d MiB, %d lines\n\n| piiventory | places | planted |\n|---|---:|---:|\n", c.title, short.size>>20, f.lines)
		for _, category := range slices.Sorted(maps.Keys(found)) {
			fmt.Fprintf(b.stdout, "| `%s` | %d | %d |\n", category, found[category], f.planted[category])
		}
		fmt.Fprintf(b.stdout, "\n| alcatraz | findings |\n|---|---:|\n")
		for _, kind := range slices.Sorted(maps.Keys(theirs)) {
			fmt.Fprintf(b.stdout, "| `%s` | %d |\n", kind, theirs[kind])
		}
		fmt.Fprintln(b.stdout)
		if err := os.Remove(f.name); err != nil {
			return err
		}
	}
	short.table("Counting beside alcatraz, one file on one processor", "piiventory", "alcatraz", "times as fast", rows)
	return nil
}

// alcatrazCounts counts lines of "file:line  TYPE  masked  score" by type.
func alcatrazCounts(out string) map[string]int {
	counts := map[string]int{}
	for line := range strings.Lines(out) {
		if f := strings.Fields(line); len(f) == 4 && !strings.HasPrefix(line, "alcatraz:") {
			counts[f[1]]++
		}
	}
	return counts
}
