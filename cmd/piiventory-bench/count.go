package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A file is one corpus in one file.
type file struct {
	name    string
	size    int64
	lines   int
	planted map[string]int
}

// file makes a corpus of about size bytes.
func (b *bench) file(c *corpus, size int) (f file, err error) {
	f.name = filepath.Join(b.dir, c.name+"."+c.ext)
	fmt.Fprintf(b.stderr, "%s: making %d MiB\n", c.title, size>>20)
	f.size, f.lines, f.planted, err = c.writeFile(f.name, size, rand.New(rand.NewPCG(b.seed, 0)))
	return f, err
}

// counting is piiventory counting in a file. found is what it found the last time.
func (b *bench) counting(binary string, f file, found *map[string]int) side {
	return side{"piiventory", func() (err error) {
		if *found, err = ourCounts(b.ctx, binary, f.name); err != nil {
			return err
		}
		return missed(f.planted, *found)
	}}
}

func (b *bench) count() error {
	var rows []row
	for _, c := range corpora {
		f, err := b.file(&c, b.size)
		if err != nil {
			return err
		}
		var found map[string]int
		r, err := b.compare(c.title, f.size, c.goal, b.counting(b.binary, f, &found), b.ripgrepCounting(f))
		if err != nil {
			return err
		}
		rows = append(rows, r)
		if err := b.explain(c.title, f, found); err != nil {
			return err
		}
		if err := os.Remove(f.name); err != nil {
			return err
		}
	}
	b.table("Counting in one file on one processor", "piiventory", "ripgrep", "times as fast", rows)
	return nil
}

// countPortable compares the piiventory that has no assembly, which must come to the
// same counts as the other.
func (b *bench) countPortable() error {
	if _, err := exec.LookPath(b.portable); err != nil {
		return fmt.Errorf("%w; build it with go build -tags purego", err)
	}
	var rows []row
	for _, c := range corpora {
		f, err := b.file(&c, b.size)
		if err != nil {
			return err
		}
		var found map[string]int
		r, err := b.compare(c.title, f.size, 0.5, b.counting(b.portable, f, &found), b.ripgrepCounting(f))
		if err != nil {
			return err
		}
		rows = append(rows, r)
		usual, err := ourCounts(b.ctx, b.binary, f.name)
		if err != nil {
			return err
		}
		if !maps.Equal(usual, found) {
			return fmt.Errorf("%s: %v with assembly, %v without", c.title, usual, found)
		}
		if err := os.Remove(f.name); err != nil {
			return err
		}
	}
	b.table("The same without assembly (`-tags purego`)", "piiventory", "ripgrep", "times as fast", rows)
	return nil
}

func (b *bench) ripgrepCounting(f file) side {
	return side{"ripgrep", func() error {
		_, err := theirCount(b.ctx, f.name, patterns)
		return err
	}}
}

// alone puts a command on one processor where the system has taskset.
func alone(ctx context.Context, args ...string) *exec.Cmd { return on(ctx, "0", 1, args...) }

// on puts a command on some processors.
func on(ctx context.Context, which string, n int, args ...string) *exec.Cmd {
	if path, err := exec.LookPath("taskset"); err == nil {
		args = append([]string{path, "-c", which}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(n))
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

// explain prints what both counted, how dense it is, and by that why they differ.
func (b *bench) explain(title string, f file, found map[string]int) error {
	fmt.Fprintf(b.stdout, "#### %s\n\n%d lines. Of what piiventory counts every check passes; ripgrep counts forms.\n\n", title, f.lines)
	fmt.Fprintf(b.stdout, "| piiventory | places | planted | per 1,000 lines |\n|---|---:|---:|---:|\n")
	dense := func(n int) float64 { return 1000 * float64(n) / float64(max(f.lines, 1)) }
	for _, category := range slices.Sorted(maps.Keys(found)) {
		fmt.Fprintf(b.stdout, "| `%s` | %d | %d | %.1f |\n", category, found[category], f.planted[category], dense(found[category]))
	}
	fmt.Fprintf(b.stdout, "\n| ripgrep, each pattern by itself | matches | per 1,000 lines |\n|---|---:|---:|\n")
	for _, look := range forms {
		n, err := theirCount(b.ctx, f.name, []string{look.pattern})
		if err != nil {
			return err
		}
		if n > 0 {
			fmt.Fprintf(b.stdout, "| %s | %d | %.1f |\n", look.name, n, dense(n))
		}
	}
	n, err := theirCount(b.ctx, f.name, patterns)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.stdout, "| all at once, where one match hides others | %d | %.1f |\n\n", n, dense(n))
	return nil
}
