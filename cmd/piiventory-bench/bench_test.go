package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// made returns the files of a corpus, one behind the other.
func made(t *testing.T, c corpus, seed uint64) []byte {
	t.Helper()
	folder := filepath.Join(t.TempDir(), c.name)
	size, err := c.write(folder, 256<<10, seed)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	names, _ := filepath.Glob(filepath.Join(folder, "*"))
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	if len(names) != parts || int64(len(all)) != size || size < 256<<10 || size > 260<<10 {
		t.Fatalf("%d files with %d bytes, write said %d", len(names), len(all), size)
	}
	return all
}

func TestCorpora(t *testing.T) {
	// The share of lines with a match of the patterns; versions look like addresses.
	share := map[string][2]float64{"json": {0.99, 1}, "csv": {0.99, 1}, "log": {0, 0.05}}
	for _, c := range corpora {
		t.Run(c.name, func(t *testing.T) {
			one := made(t, c, 1)
			if !bytes.Equal(one, made(t, c, 1)) {
				t.Error("the same seed made other bytes")
			}
			if bytes.Equal(one, made(t, c, 2)) {
				t.Error("another seed made the same bytes")
			}
			form := regexp.MustCompile(strings.Join(patterns, "|"))
			lines, hits := 0, 0
			for line := range bytes.Lines(one) {
				lines++
				if form.Match(line) {
					hits++
				}
			}
			if got := float64(hits) / float64(lines); got < share[c.name][0] || got > share[c.name][1] {
				t.Errorf("%.4f of the lines match, want %v", got, share[c.name])
			}
		})
	}
}

func TestTable(t *testing.T) {
	var b strings.Builder
	table(&b, []row{{"x", []float64{100, 300, 200}, []float64{50, 40}, []float64{2, 4, 3}}}, 3, 1)
	if want := "| x | 200 | 45 | 3.00 (2.00–4.00) |\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("got %q, want it to end in %q", b.String(), want)
	}
}

func TestMissed(t *testing.T) {
	planted := map[string]int{"contact.mobile": 3}
	if err := missed(planted, map[string]int{"contact.mobile": 4, "contact.email": 1}); err != nil {
		t.Error(err)
	}
	if err := missed(planted, map[string]int{"contact.mobile": 2}); err == nil {
		t.Error("a planted value is missed and nothing is said")
	}
}
