//go:build ignore

// This file is a part of generate_names.go.
package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// divisions writes the names of provinces, prefectures and counties, of today and
// of the revisions of GB/T 2260 since 2002, with those of Hong Kong, Macau and
// Taiwan.
func divisions() error {
	level := map[string]int{}
	put := func(name string, l int) {
		name, _, _ = strings.Cut(name, "（")
		if n := utf8.RuneCountInString(name); n < 2 || n > 15 || strings.HasSuffix(name, "辖区") || strings.HasSuffix(name, "辖县") || strings.Contains(name, "直辖") {
			return
		}
		if o, ok := level[name]; !ok || l < o {
			level[name] = l
		}
	}
	var codes map[string]string
	files, err := os.ReadDir(*npm + "/gb2260/package/lib")
	if err != nil {
		return err
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "2") {
			continue
		}
		codes = nil
		if err := json.Unmarshal([]byte(read("gb2260/package/lib/"+f.Name())), &codes); err != nil {
			return err
		}
		for c, n := range codes {
			switch {
			case strings.HasSuffix(c, "0000"):
				put(n, 1)
			case strings.HasSuffix(c, "00"):
				put(n, 2)
			default:
				put(n, 3)
			}
		}
	}
	for _, f := range []string{"pca", "HK-MO-TW"} {
		var tree map[string]map[string][]string
		if err := json.Unmarshal([]byte(read("china-division/package/dist/"+f+".json")), &tree); err != nil {
			return err
		}
		for p, cities := range tree {
			put(p, 1)
			for c, areas := range cities {
				put(c, 2)
				for _, a := range areas {
					put(a, 3)
				}
			}
		}
	}
	out := "# Names of the divisions of China: provinces (1), prefectures (2), counties (3).\n# Written by generate_names.go; sources in README.md.\n"
	by := map[int][]string{}
	for _, n := range slices.Sorted(maps.Keys(level)) {
		by[level[n]] = append(by[level[n]], n)
	}
	for l := 1; l <= 3; l++ {
		out += fmt.Sprintln(l, strings.Join(by[l], " "))
	}
	return os.WriteFile("divisions.txt", []byte(out), 0o644)
}
