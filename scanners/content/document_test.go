package content

import (
	"archive/tar"
	"bytes"
	"strings"
	"testing"

	"piiventory/scanners"
)

type file struct{ name, body string }

func tarOf(t testing.TB, files ...file) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.body)), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(f.body))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// told writes the rows with the place they come from, and the gaps.
func told(t testing.TB, s *sizes, src Source, d scanners.Draw) (string, scanners.Drawn) {
	t.Helper()
	var b strings.Builder
	drawn, err := s.sample(t.Context(), src, d, func(batch *scanners.Batch) error {
		if batch.Rows == 0 {
			return nil // tells of a thing inside, no more
		}
		for _, line := range strings.Split(table(rowsOf(batch)), "\n") {
			b.WriteString(batch.Inside + "> " + line + "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range drawn.Gaps {
		b.WriteString(g.Inside + "! " + string(g.Kind) + ": " + g.Reason + "\n")
	}
	return b.String(), drawn
}

func TestInner(t *testing.T) {
	in := tarOf(t,
		file{"a/people.csv", "id,phone\n1,13800000000\n2,13800000001\n"},
		file{"empty", ""},
		file{"b.log.gz", gz(t, "one\ntwo\n")},
		file{"c.png", "\x89PNG\r\n\x1a\n\x00"},
		file{"d.png", "\x89PNG\r\n\x1a\n\x00"},
		file{`..\..\e.tar`, tarOf(t, file{"f.json", `[{"a":1},{"a":2}]`}, file{"g.gz", gz(t, "x\ny\n")[:12]})},
	)
	got, drawn := told(t, &standard, memory("x.tgz", []byte(gz(t, in))), full)
	want := `a/people.csv> id=1;phone=13800000000
a/people.csv> id=2;phone=13800000001
b.log.gz> =one
b.log.gz> =two
e.tar!/f.json> a=1
e.tar!/f.json> a=2
`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, g := range []string{
		"c.png! image: inside it: an image is not read",
		"e.tar!/g.gz! corrupt: inside it: the content starts like gzip and its header is broken or cut off",
	} {
		if !strings.Contains(got, g) {
			t.Errorf("no gap %q in\n%s", g, got)
		}
	}
	if drawn.Format != "tar+gzip(csv,gzip,json,png,tar,text+gzip)" || drawn.Design != scanners.NotRandom || drawn.Units != 1 || len(drawn.Gaps) != 2 {
		t.Errorf("%+v", drawn)
	}
	_, drawn = told(t, &standard, memory("x.tar", []byte(tarOf(t, file{"a", "one\n"}, file{"b", "two\n"}))), full)
	if drawn.Format != "tar(text)" || drawn.Design != scanners.Census || len(drawn.Gaps) != 0 {
		t.Errorf("%+v", drawn)
	}
}

// An archive that is cut off, or that may be read in part only, says so and gives
// what came before.
func TestInnerCut(t *testing.T) {
	in := tarOf(t, file{"a", strings.Repeat("some line\n", 9000)}, file{"b", strings.Repeat("some line\n", 9000)})
	rows, drawn := gather(t, &standard, memory("a.tar", []byte(in[:100_000])), full)
	if len(rows) < 9000 || len(drawn.Gaps) != 2 || drawn.Gaps[0].Kind != scanners.GapCorrupt || drawn.Design != scanners.NotRandom {
		t.Errorf("%d %+v", len(rows), drawn)
	}
	rows, drawn = gather(t, &standard, memory("a.tar", []byte(in)), sampled(1, 100_000, 0))
	if len(rows) < 6000 || drawn.Bytes > 100_000 || drawn.Design != scanners.NotEqual || len(drawn.Gaps) != 2 ||
		drawn.Gaps[0].Kind != scanners.GapSampled || drawn.Gaps[1].Kind != scanners.GapBudget {
		t.Errorf("%d %+v", len(rows), drawn)
	}
}

func TestDeepest(t *testing.T) {
	in := "text\n"
	for range standard.deepest + 1 {
		in = tarOf(t, file{"x", in})
	}
	got, drawn := told(t, &standard, memory("a.tar", []byte(in)), full)
	if !strings.Contains(got, "x!/x!/x!/x!/x! oversized: inside it: it lies deeper than 4 archives") || drawn.Design != scanners.NotRandom || drawn.Rows != 0 {
		t.Errorf("%s %+v", got, drawn)
	}
}

// halfway is a document that stops in the middle of a row.
type halfway struct{ open bool }

func (h halfway) read(l *layer) (taken, error) {
	a, b := l.out.column("a"), l.out.column("b")
	for _, v := range []string{"1", "2"} {
		l.out.cell(a, []byte(v))
		l.out.cell(b, []byte(v))
		if err := l.out.endRow(); err != nil {
			return part, err
		}
	}
	if l.out.cell(a, []byte("3")); h.open {
		l.out.open(b)
		l.out.write([]byte("13800"))
	}
	return part, errBroke
}

// Where a reader stops in the middle of a row the columns stay even, and half a value
// is none.
func TestHalfway(t *testing.T) {
	for _, open := range []bool{false, true} {
		var rows []row
		j := standard.job(t.Context(), memory("x", []byte("x")), full)
		j.out = newOut(j.sizes, func(b *scanners.Batch) error { rows = append(rows, rowsOf(b)...); return nil })
		taken, err := j.document(j.object(), &contents{name: "x", doc: halfway{open}})
		want := "a=1;b=1\na=2;b=2\na=3"
		if open {
			want = "a=1;b=1\na=2;b=2"
		}
		if got := table(rows); err != nil || got != want || taken != part {
			t.Errorf("%v %+v\n%s", err, taken, got)
		}
		j.out.free()
	}
}
