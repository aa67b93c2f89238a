package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/pprof"
	"strings"
	"time"
)

// profiles writes a profile of the processor for each side of each format into the folder,
// of that much time of the processor. The making of the content is not in it.
func profiles(folder string, pattern *regexp.Regexp, least time.Duration) error {
	for _, f := range families(usual) {
		for i, e := range f.entries {
			if !pattern.MatchString(e.name) {
				continue
			}
			c, err := e.made()
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			name := fmt.Sprintf("%s-%02d-%s", f.title, i, e.name)
			name = strings.ToLower(strings.NewReplacer(" ", "_", ",", "").Replace(name))
			for side, read := range map[string]reader{"ours": ours(e.file), "bare": e.bare.read} {
				path := filepath.Join(folder, name+"."+side+".prof")
				took, err := profile(path, read, c.bytes, least)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", e.name, side, err)
				}
				fmt.Printf("%s: %v for one reading\n", path, took)
			}
		}
	}
	return nil
}

func profile(path string, read reader, in []byte, least time.Duration) (time.Duration, error) {
	if _, err := read(in); err != nil { // what is kept between readings is there
		return 0, err
	}
	w, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer w.Close()
	if err := pprof.StartCPUProfile(w); err != nil {
		return 0, err
	}
	defer pprof.StopCPUProfile()
	return turn(read, in, least)
}
