package main

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
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
	var out strings.Builder
	b := bench{rounds: 3, size: 1 << 20, stdout: &out}
	b.table("x", "one", "other", "ratio", []row{{"x", 1.5, []float64{100, 300, 200}, []float64{50, 40}, []float64{2, 4, 3}}})
	if want := "| x | 200 | 45 | 3.00 (2.00–4.00) | 1.50 |\n\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("got %q, want it to end in %q", out.String(), want)
	}
}

// Sides take turns, the first round is not counted, and an error ends it.
func TestCompare(t *testing.T) {
	var order []string
	work := func(name string, d time.Duration) side {
		return side{name, func() error {
			order = append(order, name)
			time.Sleep(d)
			return nil
		}}
	}
	b := bench{ctx: t.Context(), rounds: 2, stderr: io.Discard}
	r, err := b.compare("x", 1e6, 0, work("a", time.Millisecond), work("b", 50*time.Millisecond))
	if err != nil || strings.Join(order, "") != "ababab" || len(r.ratios) != 2 || r.ratios[0] < 2 {
		t.Errorf("%v, order %v, %+v", err, order, r)
	}
	if _, err := b.compare("x", 1, 0, work("a", 0), side{"b", func() error { return io.ErrUnexpectedEOF }}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("an error of a side is lost: %v", err)
	}
}

// What is measured, and with which patterns, stands in the document.
func TestPerformanceDoc(t *testing.T) {
	doc, err := os.ReadFile("../../docs/performance.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range forms {
		if !bytes.Contains(doc, []byte(f.name+": `"+f.pattern+"`")) {
			t.Errorf("docs/performance.md does not have %s: `%s`", f.name, f.pattern)
		}
	}
	for _, c := range comparisons {
		if !bytes.Contains(doc, []byte("`"+c.name+"`")) {
			t.Errorf("docs/performance.md says nothing of -what %s", c.name)
		}
	}
	for _, c := range corpora {
		if !bytes.Contains(doc, []byte(c.title)) {
			t.Errorf("docs/performance.md says nothing of the corpus %q", c.title)
		}
	}
}

func TestDecode(t *testing.T) {
	plain, packed := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "a.gz")
	if err := os.WriteFile(plain, []byte("some text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := pack(packed, plain); err != nil {
		t.Fatal(err)
	}
	if err := decode(packed); err != nil {
		t.Error(err)
	}
	if err := decode(plain); err == nil {
		t.Error("what is no gzip was decoded")
	}
}

func TestAlcatrazCounts(t *testing.T) {
	got := alcatrazCounts("log.txt:1  PHONE_NUMBER  13*******78  0.50\nlog.txt:2  CN_ID_CARD  11**03  1.00\nlog.txt:2  PHONE_NUMBER  13**9  0.50\nalcatraz: 3 finding(s)\n")
	if want := map[string]int{"PHONE_NUMBER": 2, "CN_ID_CARD": 1}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
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
