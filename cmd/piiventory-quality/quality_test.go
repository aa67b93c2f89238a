package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"piiventory/cmd/internal/corpus"
	"piiventory/detectors"
)

// The size of what every run of the tests measures; "make quality" measures more.
const (
	testValues = 120
	testRows   = 60
)

// testSeeds are seeds that no detector was written against.
var testSeeds = []uint64{20260630, 7}

func testEngine(t *testing.T) engine {
	t.Helper()
	e, err := newEngine()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestFloors holds F1 by value and by column above the floors.
func TestFloors(t *testing.T) {
	e := testEngine(t)
	for _, seed := range testSeeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := corpus.Seeded(seed)
			all := slices.Concat(corpus.Texts(r, testValues), corpus.Records(r, 10*testValues), corpus.Sparse(r, 3000))
			byValue, byColumn := texts(e, all), columns(e, corpus.Columns(r, testRows))
			byState := derivedFrom(e, corpus.StateColumns(r, testRows/4), corpus.AgeColumns(r, testRows))
			low := slices.Concat(below("by value", byValue, corpus.Categories()), below("by column", byColumn, measured()), below("by state", byState, derivedKinds()))
			for _, line := range low {
				t.Error(line)
			}
			if len(low) > 0 {
				var b strings.Builder
				byValue.worst(&b, "by value", "", 15)
				byColumn.worst(&b, "by column", "", 15)
				byState.worst(&b, "by state", "", 15)
				t.Log(b.String())
			}
		})
	}
}

// TestRealFiles holds that nothing is reported with high confidence in the real
// files that every machine with Go has, but what is there.
func TestRealFiles(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	bad, err := negatives(io.Discard, testEngine(t), filepath.Join("testdata", "quality"), false, func(s *source) bool {
		return s.local() && s.name != "go-source" // which is large; make quality reads it
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range bad {
		t.Error(line)
	}
}

// A lossy engine overlooks every tenth value; a rash one takes every tenth text
// that holds nothing for a resident number.
type lossy struct {
	engine
	seen int
}

func (l *lossy) Text(field, text string) []detectors.TextMatch {
	return slices.DeleteFunc(l.engine.Text(field, text), func(detectors.TextMatch) bool {
		l.seen++
		return l.seen%10 == 0
	})
}

func (l *lossy) Judge(c detectors.Category, field string, ev detectors.Evidence) detectors.Verdict {
	v := l.engine.Judge(c, field, ev)
	if v.Confidence >= detectors.Medium {
		if l.seen++; l.seen%10 == 0 {
			v.Confidence = detectors.Low
		}
	}
	return v
}

type rash struct {
	engine
	seen int
}

func (g *rash) Text(field, text string) []detectors.TextMatch {
	m := g.engine.Text(field, text)
	if g.seen++; g.seen%10 == 0 && len(m) == 0 && text != "" {
		m = append(m, detectors.TextMatch{Category: "id.cn_resident", End: len(text), Confidence: detectors.High})
	}
	return m
}

// TestTheGateCanClose: an engine that overlooks or invents one in ten fails.
func TestTheGateCanClose(t *testing.T) {
	r := corpus.Seeded(testSeeds[0])
	all, tables := corpus.Texts(r, testValues), corpus.Columns(r, testRows)
	held := func(c string) bool { return floorOf(c) == structured && !undetected(c) }
	few := 0
	for _, line := range below("by value", texts(&lossy{engine: testEngine(t)}, all), corpus.Categories()) {
		few++
		if strings.Contains(line, "NaN") {
			t.Error(line)
		}
	}
	want := 0
	for _, c := range corpus.Categories() {
		if held(c) {
			want++
		}
	}
	if few < want {
		t.Errorf("one value in ten is overlooked and only %d of %d categories are below their floors", few, want)
	}
	if low := below("by column", columns(&lossy{engine: testEngine(t)}, tables), measured()); len(low) < 10 {
		t.Errorf("one column in ten is overlooked and only %d categories are below their floors", len(low))
	}
	low := below("by value", texts(&rash{engine: testEngine(t)}, all), []string{"id.cn_resident"})
	if len(low) != 1 {
		t.Error("values are invented and the resident number is not below its floor")
	}
}

// An open engine takes every tenth value that is not in the clear for nothing; an aging
// one makes everybody a child.
type open struct {
	engine
	seen int
}

func (o *open) Scan(field string, data []byte, ends []int32, emit func(detectors.Candidate)) {
	o.engine.Scan(field, data, ends, func(c detectors.Candidate) {
		if o.seen++; c.State == detectors.Clear || o.seen%10 > 0 {
			emit(c)
		}
	})
}

type young struct{ engine }

func (y *young) Scan(field string, data []byte, ends []int32, emit func(detectors.Candidate)) {
	y.engine.Scan(field, data, ends, func(c detectors.Candidate) {
		c.Years %= grownUp
		emit(c)
	})
}

// TestTheGateOfStatesCanClose: one state in ten overlooked, or adults counted as
// minors, is below the floors.
func TestTheGateOfStatesCanClose(t *testing.T) {
	r := corpus.Seeded(testSeeds[0])
	hidden, ages := corpus.StateColumns(r, testRows/4), corpus.AgeColumns(r, testRows)
	if low := below("by state", derivedFrom(&open{engine: testEngine(t)}, hidden, nil), corpus.StatesOf()); len(low) != len(corpus.StatesOf()) {
		t.Errorf("one state in ten is overlooked, and below their floors are only %q", low)
	}
	if low := below("by state", derivedFrom(&young{testEngine(t)}, nil, ages), []string{minorOf}); len(low) != 1 {
		t.Error("everybody is a minor, and the figure is above its floor")
	}
}

// TestSparseColumnIsTold: one number among ten thousand others is not thrown away.
func TestSparseColumnIsTold(t *testing.T) {
	for _, c := range corpus.Columns(corpus.Seeded(1), 20) {
		if len(c.Trace) == 0 {
			continue
		}
		r := newResult()
		r.column(testEngine(t), &c)
		if len(r.mistakes) > 0 {
			t.Errorf("one resident number among %d order numbers: %s, %s", len(c.Values), r.mistakes[0].category, r.mistakes[0].what)
		}
		return
	}
	t.Error("there is no sparse column")
}

// TestTheDocumentKnowsAll holds that docs/quality.md names every category that is
// measured, with its floor, and every corpus of real files with its source.
func TestTheDocumentKnowsAll(t *testing.T) {
	root := filepath.Join("..", "..")
	b, err := os.ReadFile(filepath.Join(root, "docs", "quality.md"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := readSources(filepath.Join(root, "testdata", "quality", "corpora.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, c := range measured() {
		want = append(want, fmt.Sprintf("| `%s` | %.2f |", c, floorOf(c)))
	}
	for _, c := range derivedKinds() {
		want = append(want, fmt.Sprintf("| `%s` | %.2f |", c, floorOf(c)))
	}
	for _, s := range list {
		want = append(want, fmt.Sprintf("| `%s` | %s |", s.name, s.from))
	}
	for _, w := range want {
		if !strings.Contains(string(b), w) {
			t.Errorf("docs/quality.md has no line %s", w)
		}
	}
}
