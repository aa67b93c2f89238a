// Testsummary reads what "go test -json" writes, prints what a person wants to
// see of it and fails when a test was skipped: a test that did not run has
// shown nothing.
//
//	go test -json ./... | go run ./.ci/testsummary
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	ok, err := summarize(os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testsummary:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// An event is one line of test2json; see "go doc test2json".
type event struct {
	Action      string
	Package     string
	ImportPath  string // of build-output and build-fail
	Test        string
	Output      string
	FailedBuild string
}

// summarize prints Go's own line for each package and in full whatever failed
// or was skipped. It returns false when there was such a test, or none at all.
func summarize(r io.Reader, w io.Writer) (bool, error) {
	type key struct{ pkg, test string }
	held := map[key]*strings.Builder{}
	hold := func(k key, s string) {
		if held[k] == nil {
			held[k] = &strings.Builder{}
		}
		held[k].WriteString(s)
	}
	passed, failed, skipped, packages := 0, 0, 0, 0
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadString('\n')
		if line == "" && err == io.EOF {
			break
		}
		if err != nil && err != io.EOF {
			return false, err
		}
		var e event
		if json.Unmarshal([]byte(line), &e) != nil {
			fmt.Fprint(w, line) // the go command's own complaints are no JSON
			continue
		}
		k := key{e.Package, e.Test}
		switch e.Action {
		case "output":
			hold(k, e.Output)
			if e.Test == "" && strings.HasPrefix(e.Output, "ok ") {
				fmt.Fprint(w, e.Output)
			}
		case "build-output":
			fmt.Fprint(w, e.Output)
		case "build-fail":
			failed++
		case "pass":
			if e.Test == "" {
				packages++
			} else {
				passed++
			}
			delete(held, k)
		case "fail", "skip":
			if e.Action == "skip" && e.Test == "" { // a package without tests
				delete(held, k)
				continue
			}
			if e.Action == "fail" {
				failed++
			} else {
				skipped++
			}
			if held[k] != nil {
				fmt.Fprint(w, held[k])
			}
			delete(held, k)
		}
	}
	fmt.Fprintf(w, "%d tests passed in %d packages, %d failed, %d skipped\n", passed, packages, failed, skipped)
	if skipped > 0 {
		fmt.Fprintln(w, "A skipped test has shown nothing and counts as a failure here.")
	}
	return failed == 0 && skipped == 0 && passed > 0, nil
}
