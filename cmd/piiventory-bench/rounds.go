package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A bench is one run of this program.
type bench struct {
	ctx            context.Context
	dir            string // for what is made and thrown away
	size           int    // of a corpus, in bytes
	rounds         int
	seed           uint64
	binary         string // piiventory
	portable       string // the same without assembly
	alcatraz       string
	stdout, stderr io.Writer
}

// A side is one of the two that are compared.
type side struct {
	name string
	run  func() error
}

// A row is what was measured of one comparison, a value for each round; rates in
// MB/s (10^6 bytes).
type row struct {
	title                string
	goal                 float64 // what the ratio should be, or 0
	ours, theirs, ratios []float64
}

func rate(bytes int64, d time.Duration) float64 { return float64(bytes) / 1e6 / d.Seconds() }

// compare lets both sides do their work in turn, round after round, and keeps the rates
// and how many times as fast the first is. A round before the first warms the caches of
// the system and is thrown away.
func (b *bench) compare(title string, bytes int64, goal float64, one, other side) (row, error) {
	r := row{title: title, goal: goal}
	for i := range b.rounds + 1 {
		var took [2]time.Duration
		for k, s := range []side{one, other} {
			if err := b.ctx.Err(); err != nil {
				return r, err
			}
			began := time.Now()
			if err := s.run(); err != nil {
				return r, fmt.Errorf("%s: %s: %w", title, s.name, err)
			}
			took[k] = time.Since(began)
		}
		if i == 0 {
			continue
		}
		ratio := took[1].Seconds() / took[0].Seconds()
		fmt.Fprintf(b.stderr, "%s: round %d: %s %.2f s, %s %.2f s, ratio %.2f\n", title, i, one.name, took[0].Seconds(), other.name, took[1].Seconds(), ratio)
		r.ours, r.theirs, r.ratios = append(r.ours, rate(bytes, took[0])), append(r.theirs, rate(bytes, took[1])), append(r.ratios, ratio)
	}
	return r, nil
}

// table prints a Markdown table of the medians, with the range of the ratio over the
// rounds.
func (b *bench) table(heading, one, other, ratio string, rows []row) {
	fmt.Fprintf(b.stdout, "### %s\n\n%d rounds, %d MiB each, %d processors, %s, %s.\n\n", heading, b.rounds, b.size>>20, runtime.NumCPU(), runtime.Version(), ripgrepVersion())
	fmt.Fprintf(b.stdout, "| corpus | %s, MB/s | %s, MB/s | %s | goal |\n|---|---:|---:|---:|---:|\n", one, other, ratio)
	for _, r := range rows {
		goal := "–"
		if r.goal > 0 {
			goal = fmt.Sprintf("%.2f", r.goal)
		}
		fmt.Fprintf(b.stdout, "| %s | %.0f | %.0f | %.2f (%.2f–%.2f) | %s |\n", r.title, median(r.ours), median(r.theirs),
			median(r.ratios), slices.Min(r.ratios), slices.Max(r.ratios), goal)
	}
	fmt.Fprintln(b.stdout)
}

func ripgrepVersion() string {
	version, err := exec.Command("rg", "--version").Output()
	if err != nil {
		return "no ripgrep"
	}
	first, _, _ := strings.Cut(string(version), "\n")
	return first
}

func median(values []float64) float64 {
	v := slices.Sorted(slices.Values(values))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}
