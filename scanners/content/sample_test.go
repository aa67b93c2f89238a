package content

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"piiventory/scanners"
)

func sampled(seed uint64, bytes, rows int64) scanners.Draw {
	return scanners.Draw{Seed: seed, Depth: scanners.Sample, MaxBytes: bytes, MaxRows: rows}
}

func numbered(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "line %06d\n", i)
	}
	return b.Bytes()
}

func TestSampleIsRepeatableAndCovers(t *testing.T) {
	src := memory("a.log", numbered(20000))
	seen := map[string]bool{}
	var first string
	for seed := range uint64(60) {
		rows, drawn := gather(t, &standard, src, sampled(seed, 64<<10, 0))
		again, _ := gather(t, &standard, src, sampled(seed, 64<<10, 0))
		if table(rows) != table(again) {
			t.Fatal("the same seed gave other rows")
		}
		if seed == 0 {
			first = table(rows)
		} else if seed == 1 && table(rows) == first {
			t.Error("another seed gave the same rows")
		}
		if drawn.Design != scanners.Equal || drawn.Units < 8 || drawn.Units >= drawn.Population || drawn.Format != "text" {
			t.Fatalf("%+v", drawn)
		}
		read := int64(0)
		for i, r := range rows {
			v := r.values[""]
			if len(v) != 11 {
				t.Fatalf("half a line: %q", v)
			}
			if i > 0 && v <= rows[i-1].values[""] {
				t.Fatalf("%q after %q", v, rows[i-1].values[""])
			}
			seen[v] = true
			read += int64(len(v)) + 1
		}
		if g := drawn.Gaps; len(g) != 1 || g[0].Kind != scanners.GapSampled || g[0].Bytes != src.Size-read {
			t.Fatalf("%+v, %d bytes were handed on of %d", g, read, src.Size)
		}
	}
	if len(seen) < 19900 {
		t.Errorf("sixty seeds saw %d of 20000 lines", len(seen))
	}
	other, _ := gather(t, &standard, memory("b.log", numbered(20000)), sampled(0, 64<<10, 0))
	if table(other) == first {
		t.Error("another name gave the same pieces")
	}
}

// TestLongLinesAreNotFavoured compares how often lines of 10 and of 1,000 bytes
// are drawn.
func TestLongLinesAreNotFavoured(t *testing.T) {
	var b bytes.Buffer
	rnd := rand.New(rand.NewPCG(1, 2))
	shorts, longs := 0, 0
	for b.Len() < 400<<10 {
		if rnd.IntN(20) == 0 {
			b.WriteString("L" + strings.Repeat("o", 1500) + "\n")
			longs++
		} else {
			b.WriteString("short line\n")
			shorts++
		}
	}
	src := memory("a.log", b.Bytes())
	var short, long, share float64
	const seeds = 300
	for seed := range uint64(seeds) {
		_, err := standard.sample(t.Context(), src, sampled(seed, 64<<10, 0), func(b *scanners.Batch) error {
			for i := range b.Rows {
				if v := b.Columns[0].Value(i); len(v) > 100 {
					long++
				} else {
					short++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		d, _ := standard.sample(t.Context(), src, sampled(seed, 64<<10, 0), discard)
		share += float64(d.Units) / float64(d.Population)
	}
	share /= seeds
	short, long = short/seeds/float64(shorts), long/seeds/float64(longs)
	if r := short / share; r < 0.93 || r > 1.07 {
		t.Errorf("short lines are drawn with chance %.4f, pieces with %.4f", short, share)
	}
	if r := long / share; r < 0.93 || r > 1.07 {
		t.Errorf("long lines are drawn with chance %.4f, pieces with %.4f", long, share)
	}
}

// TestBounds checks that no draw reads more bytes or hands on more rows than it
// may, whatever the object looks like, and that no piece is left out for it.
func TestBounds(t *testing.T) {
	line := map[string]string{
		"a.log": "some words of text", "a.csv": `1,"a ""quoted"" field",x`, "a.jsonl": `{"a":1,"b":"x"}`,
	}
	for name, l := range line {
		for _, size := range []int{3000, 100_000, 3_000_000} {
			for _, long := range []bool{false, true} {
				in := "id,name,n\n"
				if name == "a.jsonl" {
					in = ""
				}
				in += fill(size, l+"\n")
				if long {
					in += "{\"x\":\"" + fill(size, "long words ") + "\"}\n" + fill(size, l+"\n")
				}
				for _, most := range []int64{200, 1000, 5000, 70_000, 1 << 20} {
					for _, rows := range []int64{0, 1, 100, 5000} {
						asked := int64(0)
						src := memory(name, []byte(in))
						inner := src.Range
						src.Range = func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
							asked += n
							return inner(ctx, off, n)
						}
						got, drawn := gather(t, &standard, src, sampled(7, most, rows))
						if drawn.Design == scanners.Census {
							continue
						}
						if asked > most || drawn.Bytes > most {
							t.Errorf("%s %d/%v: asked for %d bytes, Bytes %d, of %d allowed", name, size, long, asked, drawn.Bytes, most)
						}
						if rows > 0 && int64(len(got)) > rows {
							t.Errorf("%s %d/%v: %d rows, %d allowed", name, size, long, len(got), rows)
						}
						if drawn.Units < 1 {
							t.Errorf("%s %d/%v: %+v", name, size, long, drawn)
						}
					}
				}
			}
		}
	}
}

// TestSurplusRows draws from objects whose rows become much shorter after their
// head, so that the pieces hold more rows than may be handed on.
func TestSurplusRows(t *testing.T) {
	for name, in := range map[string]string{
		"a.log": fill(70_000, strings.Repeat("long line ", 50)+"\n") + fill(3_000_000, "x\n"),
		"a.csv": "id,name\n" + fill(70_000, "1,"+strings.Repeat("long line ", 50)+"\n") + fill(3_000_000, "1,x\n"),
	} {
		rows, drawn := gather(t, &standard, memory(name, []byte(in)), sampled(1, 1<<20, 500))
		if len(rows) > 500 || len(rows) < 400 || drawn.Design != scanners.NotEqual {
			t.Errorf("%s: %d rows, %+v", name, len(rows), drawn)
		}
		units := map[string]bool{}
		for _, r := range rows {
			units[r.unit] = true
		}
		if int64(len(units)) != drawn.Units {
			t.Errorf("%s: rows of %d units, %d were drawn", name, len(units), drawn.Units)
		}
	}
}

func TestWholeWhenItFits(t *testing.T) {
	in := numbered(5000)
	rows, drawn := gather(t, &standard, memory("a", in), sampled(1, int64(len(in)), 10))
	if len(rows) != 5000 || drawn.Design != scanners.Census || len(drawn.Gaps) > 0 {
		t.Errorf("%d rows, %+v", len(rows), drawn)
	}
}

func TestHeadOfStreams(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var b, js bytes.Buffer
	js.WriteString("[0")
	for range 40000 {
		fmt.Fprintf(&b, "%016x\n", rnd.Uint64())
		fmt.Fprintf(&js, ",{\"a\":\"%016x\"}", rnd.Uint64())
	}
	js.WriteString("]")
	for name, in := range map[string]string{"a.gz": gz(t, b.String()), "a.json": js.String()} {
		src := memory(name, []byte(in))
		rows, drawn := gather(t, &standard, src, sampled(1, 100_000, 0))
		if drawn.Design != scanners.NotRandom || drawn.Population != -1 || drawn.Bytes != 100_000 || len(drawn.Gaps) != 1 {
			t.Fatalf("%s: %+v", name, drawn)
		}
		if g := drawn.Gaps[0]; g.Kind != scanners.GapBudget || g.Bytes != src.Size-100_000 || !strings.Contains(g.Reason, "can only be read from its start") || !strings.Contains(g.Reason, "--depth full or a larger --budget") {
			t.Errorf("%s: %+v", name, g)
		}
		if len(rows) < 2000 {
			t.Errorf("%s: %d rows", name, len(rows))
		}
		for i, r := range rows {
			for _, v := range r.values {
				if len(v) != 16 && i > 0 {
					t.Fatalf("%s: row %d is half a value: %q", name, i, v)
				}
			}
		}
		// A bound on rows is for what is drawn at random: it would leave a budget of
		// bytes unused here.
		bound, again := gather(t, &standard, src, sampled(1, 100_000, 50))
		if len(bound) != len(rows) || again.Bytes != 100_000 || again.Design != scanners.NotRandom {
			t.Errorf("%s: %d rows, %+v", name, len(bound), again)
		}
	}
}

func TestNames(t *testing.T) {
	src := Source{Name: "a", Size: 5} // a read would panic
	_, drawn := gather(t, &standard, src, scanners.Draw{Depth: scanners.Names})
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapSampled || drawn.Gaps[0].Bytes != 5 || drawn.Design != "" {
		t.Errorf("%+v", drawn)
	}
}

func TestBomb(t *testing.T) {
	s := standard
	s.floor = 1 << 20
	in := gz(t, strings.Repeat("a line of text\n", 1<<20))
	rows, drawn := gather(t, &s, memory("a.gz", []byte(in)), full)
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapOversized || drawn.Design != scanners.NotRandom {
		t.Errorf("%+v", drawn)
	}
	if len(rows) < 1<<16 || len(rows) > 1<<20-1<<16 {
		t.Errorf("%d rows", len(rows))
	}
	s = standard
	s.expanded = 1 << 20
	_, drawn = gather(t, &s, memory("a.gz", []byte(gz(t, string(numbered(200_000))))), sampled(1, 1<<30, 0))
	if len(drawn.Gaps) != 1 || drawn.Gaps[0].Kind != scanners.GapOversized {
		t.Errorf("%+v", drawn)
	}
}

// TestErrorsPassThrough checks errors of the store and of the caller, whenever
// they come.
func TestErrorsPassThrough(t *testing.T) {
	mine := errors.New("mine")
	for _, in := range []string{string(numbered(50_000)), gz(t, string(numbered(300_000))), "[" + fill(600_000, "12345678,") + "1]"} {
		for _, d := range []scanners.Draw{full, sampled(1, 200_000, 0)} {
			for at := range 6 {
				src := memory("a", []byte(in))
				inner, calls := src.Range, 0
				src.Range = func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
					if calls++; calls > at {
						return nil, mine
					}
					return inner(ctx, off, n)
				}
				s := standard
				s.span = 50_000
				if _, _, err := collect(t, &s, src, d); err != mine && calls > at {
					t.Errorf("Range failed in call %d: %v", at, err)
				}
				src.Range = func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
					r, err := inner(ctx, off, n)
					return io.NopCloser(io.LimitReader(r, 1000)), err
				}
				_, _, err := collect(t, &s, src, d)
				if g := scanners.GapOf(err); err == nil || g.Kind != scanners.GapVanished {
					t.Errorf("a short body: %v", err)
				}
			}
			n := 0
			_, err := Sample(t.Context(), memory("a", []byte(in)), d, func(*scanners.Batch) error {
				if n++; n == 3 {
					return mine
				}
				return nil
			})
			if err != mine || n != 3 {
				t.Errorf("yield failed: %v after %d calls", err, n)
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Sample(ctx, memory("a", []byte("x")), full, discard); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestDrawIsUniform draws from small grids and counts.
func TestDrawIsUniform(t *testing.T) {
	var hits [20]int
	for seed := range uint64(4000) {
		got := draw(seed, "name", 20, 5)
		if len(got) != 5 || !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != 5 {
			t.Fatalf("%v", got)
		}
		for _, i := range got {
			hits[i]++
		}
	}
	for i, n := range hits {
		if n < 880 || n > 1120 { // 1,000 expected, four standard deviations are 110
			t.Errorf("piece %d was drawn %d times of 1000", i, n)
		}
	}
}

// TestLines checks the line numbers that are known.
func TestLines(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want []int64
	}{
		{"a\nb\nc", []int64{1, 2, 3}},
		{"x,y,z\n1,2,3\n4,\"5\n5\",6\n7,8,9\n", []int64{2, 3, 5}},
		{"{\"a\":1}\n\n{\"a\":2}\n", []int64{1, 3}},
	} {
		s := standard
		s.rows = 1
		rows, _ := gather(t, &s, memory("a", []byte(tc.in)), full)
		var got []int64
		for _, r := range rows {
			got = append(got, r.line)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q: lines %v, want %v", tc.in, got, tc.want)
		}
	}
}
