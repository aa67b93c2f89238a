package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// negatives measures the real corpora and returns the alarms that nobody has
// allowed, and the allowances that allow nothing. With gaps the formats are named
// that were met, and what was not read of them.
func negatives(w io.Writer, e engine, folder string, gaps bool, only func(*source) bool) ([]string, error) {
	var list []source
	for _, name := range []string{"corpora.tsv", "content.tsv"} {
		more, err := readSources(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
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
	fmt.Fprintf(w, "Real files with next to nothing to find\n%-20s %6s %10s %9s %6s %6s %6s %8s %8s\n",
		"corpus", "files", "bytes", "rows", "whole", "part", "shut", "allowed", "wrong")
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
		got, err := real(e, s, at)
		if err != nil {
			return nil, err
		}
		for _, name := range got.lost {
			bad = append(bad, fmt.Sprintf("%s %s: nobody says what of it was read", s.name, name))
		}
		right, wrong := 0, 0
		for k := range got.alarms {
			a := &got.alarms[k]
			if allowed(allow, a) {
				right++
				continue
			}
			wrong++
			bad = append(bad, fmt.Sprintf("%s %s: %s in %s, %d times, rows %v", a.corpus, a.file, a.category, a.where, a.count, a.lines))
		}
		fmt.Fprintf(w, "%-20s %6d %10d %9d %6d %6d %6d %8d %8d\n", s.name, got.files, got.bytes, got.rows, got.whole, got.part, got.shut, right, wrong)
		if gaps {
			got.tell(w)
		}
	}
	for _, l := range allow {
		if read[l.corpus] && l.seen == 0 {
			bad = append(bad, fmt.Sprintf("%s %s: nothing of %s in %s is left to allow", l.corpus, l.file, l.category, l.where))
		}
	}
	fmt.Fprintln(w)
	return bad, nil
}

// tell names formats and gaps.
func (r *reading) tell(w io.Writer) {
	for _, m := range []map[string]int64{r.formats, r.gaps} {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			fmt.Fprintf(w, "  %6d  %.200s\n", m[name], name)
		}
	}
}
