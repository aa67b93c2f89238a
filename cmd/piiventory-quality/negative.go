package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// negatives measures the real corpora and returns the alarms that nobody has
// allowed, and the allowances that allow nothing.
func negatives(w io.Writer, e engine, folder string, only func(*source) bool) ([]string, error) {
	list, err := readSources(filepath.Join(folder, "corpora.tsv"))
	if err != nil {
		return nil, err
	}
	allow, err := readAllowances(filepath.Join(folder, "allowed.tsv"))
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	cache = filepath.Join(cache, "piiventory-quality")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	fmt.Fprintf(w, "Real files with next to nothing to find\n%-20s %10s %8s %8s\n", "corpus", "bytes", "allowed", "wrong")
	var bad []string
	read := map[string]bool{}
	for i := range list {
		s := &list[i]
		if !only(s) {
			continue
		}
		read[s.name] = true
		at, err := s.fetch(cache)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be fetched: %w", s.name, err)
		}
		size, alarms, err := real(e, s, at)
		if err != nil {
			return nil, err
		}
		right, wrong := 0, 0
		for k := range alarms {
			a := &alarms[k]
			if allowed(allow, a) {
				right++
				continue
			}
			wrong++
			bad = append(bad, fmt.Sprintf("%s %s: %s in %s, %d times, rows %v", a.corpus, a.file, a.category, a.where, a.count, a.lines))
		}
		fmt.Fprintf(w, "%-20s %10d %8d %8d\n", s.name, size, right, wrong)
	}
	for _, l := range allow {
		if read[l.corpus] && l.seen == 0 {
			bad = append(bad, fmt.Sprintf("%s %s: nothing of %s in %s is left to allow", l.corpus, l.file, l.category, l.where))
		}
	}
	fmt.Fprintln(w)
	return bad, nil
}
