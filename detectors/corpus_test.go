package detectors

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpusLine is one line of hits.txt or misses.txt: field, text, and perhaps the
// confidence that every marked value of the category must have.
type corpusLine struct {
	at          string
	field, text string
	want        [][2]int
	confidence  string
}

func readCorpus(t testing.TB, c Category, name string) []corpusLine {
	t.Helper()
	path := filepath.Join("..", "testdata", "detectors", string(c), name)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("every detector has a corpus: %v", err)
	}
	var out []corpusLine
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		l := corpusLine{at: fmt.Sprintf("%s/%s:%d", c, name, i+1)}
		f := strings.Split(line, "\t")
		if len(f) < 2 || len(f) > 3 {
			t.Fatalf("%s: want field<tab>text, perhaps <tab>confidence", l.at)
		}
		l.field = f[0]
		if len(f) == 3 {
			l.confidence = f[2]
		}
		rest := f[1]
		for {
			before, after, ok := strings.Cut(rest, "«")
			l.text += before
			if !ok {
				break
			}
			value, tail, ok := strings.Cut(after, "»")
			if !ok {
				t.Fatalf("%s: « without »", l.at)
			}
			l.want = append(l.want, [2]int{len(l.text), len(l.text) + len(value)})
			l.text += value
			rest = tail
		}
		out = append(out, l)
	}
	return out
}

func matchesOf(e *Engine, c Category, field, text string) []TextMatch {
	var out []TextMatch
	for _, m := range e.Text(field, text) {
		if m.Category == c {
			out = append(out, m)
		}
	}
	return out
}

// leastLines is how many lines of each kind the corpus of a detector has at least.
func leastLines(d *detector) int {
	if d.headerOnly {
		return 10
	}
	return 30
}

func TestCorpus(t *testing.T) {
	e := newEngine(t)
	for _, d := range detectorTable {
		t.Run(string(d.category), func(t *testing.T) {
			hits, misses := readCorpus(t, d.category, "hits.txt"), readCorpus(t, d.category, "misses.txt")
			if least := leastLines(d); len(hits) < least || len(misses) < least {
				t.Errorf("%d hits and %d misses are too few", len(hits), len(misses))
			}
			if h, m := len(hits), len(misses); 2*h > 3*m || 2*m > 3*h {
				t.Errorf("%d hits and %d misses are not of equal weight", h, m)
			}
			for _, l := range hits {
				if len(l.want) == 0 {
					t.Errorf("%s: nothing is marked", l.at)
				}
				got := matchesOf(e, d.category, l.field, l.text)
				if len(got) != len(l.want) {
					t.Errorf("%s: %d matches, want %d", l.at, len(got), len(l.want))
					continue
				}
				for k, m := range got {
					if m.Start != l.want[k][0] || m.End != l.want[k][1] {
						t.Errorf("%s: match %d is [%d:%d], want %v", l.at, k, m.Start, m.End, l.want[k])
					}
					if l.confidence != "" && m.Confidence.String() != l.confidence {
						t.Errorf("%s: match %d is %s for %v, want %s", l.at, k, m.Confidence, m.Reasons, l.confidence)
					}
					if len(m.Reasons) == 0 {
						t.Errorf("%s: match %d has no reason", l.at, k)
					}
				}
			}
			for _, l := range misses {
				for _, m := range matchesOf(e, d.category, l.field, l.text) {
					t.Errorf("%s: [%d:%d] is %s for %v", l.at, m.Start, m.End, m.Confidence, m.Reasons)
				}
			}
		})
	}
}
