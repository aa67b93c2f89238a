package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// countAll compares counting, corpus by corpus.
func countAll(ctx context.Context, binary, dir string, size, rounds int, seed uint64, stdout, stderr io.Writer) error {
	var rows []row
	for _, c := range corpora {
		name := filepath.Join(dir, c.name+".txt")
		fmt.Fprintf(stderr, "%s: making %d MiB\n", c.title, size>>20)
		bytes, planted, err := c.writeFile(name, size, rand.New(rand.NewPCG(seed, 0)))
		if err != nil {
			return err
		}
		r := row{title: c.title}
		var found map[string]int
		for i := range rounds + 1 { // round 0 warms the page cache and is thrown away
			began := time.Now()
			if found, err = ourCounts(ctx, binary, name); err != nil {
				return err
			}
			ours := time.Since(began)
			if err := missed(planted, found); err != nil {
				return fmt.Errorf("%s: %w", c.title, err)
			}
			began = time.Now()
			if _, err := theirCount(ctx, name, patterns); err != nil {
				return err
			}
			theirs := time.Since(began)
			if i == 0 {
				continue
			}
			fmt.Fprintf(stderr, "%s: round %d: piiventory %.2f s, ripgrep %.2f s, %.2f times as fast\n", c.title, i, ours.Seconds(), theirs.Seconds(), theirs.Seconds()/ours.Seconds())
			r.ours, r.theirs, r.ratios = append(r.ours, rate(bytes, ours)), append(r.theirs, rate(bytes, theirs)), append(r.ratios, theirs.Seconds()/ours.Seconds())
		}
		rows = append(rows, r)
		if err := explain(ctx, stdout, c.title, name, planted, found); err != nil {
			return err
		}
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	fmt.Fprintln(stdout, "One file, one processor, both count:")
	table(stdout, rows, rounds, size>>20)
	fmt.Fprintln(stdout)
	return nil
}

// alone puts a command on one processor where the system has taskset.
func alone(ctx context.Context, args ...string) *exec.Cmd {
	if path, err := exec.LookPath("taskset"); err == nil {
		args = append([]string{path, "-c", "0"}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	return cmd
}

// ourCounts returns what piiventory found of each category.
func ourCounts(ctx context.Context, binary, name string) (map[string]int, error) {
	var complaint bytes.Buffer
	cmd := alone(ctx, binary, "detect", "--count", name)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("running piiventory: %w: %s", err, complaint.Bytes())
	}
	found := map[string]int{}
	for line := range strings.Lines(string(out)) {
		f := strings.Split(line, "\t")
		if len(f) < 4 {
			return nil, fmt.Errorf("piiventory printed %q", line)
		}
		if found[f[1]], err = strconv.Atoi(f[3]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// theirCount returns how many matches of some patterns ripgrep counts.
func theirCount(ctx context.Context, name string, patterns []string) (int, error) {
	args := []string{"rg", "--no-config", "--count-matches", "-j1", "--text", "--no-ignore", "--no-unicode", "--no-filename"}
	for _, p := range patterns {
		args = append(args, "-e", p)
	}
	out, err := alone(ctx, append(args, name)...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 { // nothing matched
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("running ripgrep: %w", err)
	}
	return strconv.Atoi(strings.TrimSpace(string(out)))
}

// missed says which planted values were not found.
func missed(planted, found map[string]int) error {
	for _, category := range slices.Sorted(maps.Keys(planted)) {
		if found[category] < planted[category] {
			return fmt.Errorf("of %d planted values of %s piiventory found %d", planted[category], category, found[category])
		}
	}
	return nil
}

// explain prints what both counted, and why they differ.
func explain(ctx context.Context, w io.Writer, title, name string, planted, found map[string]int) error {
	fmt.Fprintf(w, "%s\n\npiiventory (what passes the checks):\n", title)
	for _, category := range slices.Sorted(maps.Keys(found)) {
		fmt.Fprintf(w, "  %9d %s, %d planted\n", found[category], category, planted[category])
	}
	fmt.Fprintln(w, "ripgrep (what has the form; each pattern by itself, then all at once, where one match hides others):")
	for _, p := range patterns {
		n, err := theirCount(ctx, name, []string{p})
		if err != nil {
			return err
		}
		if n > 0 {
			fmt.Fprintf(w, "  %9d %s\n", n, p)
		}
	}
	n, err := theirCount(ctx, name, patterns)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "  %9d at once\n\n", n)
	return nil
}
