package main

import (
	"os"
	"testing"
	"time"
)

// TestEntries makes all content and reads it with both sides.
func TestEntries(t *testing.T) {
	for _, f := range families(64 << 10) {
		for _, e := range f.entries {
			t.Run(f.title+"/"+e.name+"/"+e.bare.what, func(t *testing.T) {
				c, err := e.made()
				if err != nil {
					t.Fatal(err)
				}
				if _, err := e.check(c); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestMain(m *testing.M) {
	code := m.Run()
	tidy()
	os.Exit(code)
}

// A side that takes twice the time has half the ratio, whichever it is; each has its turn
// for as long as it was told, and what the first turns take does not count. The time is
// that of a clock which the readers move.
func TestAlternate(t *testing.T) {
	var now time.Duration
	clock = func() time.Duration { return now }
	t.Cleanup(func() { clock = cpu })
	var calls [2]int
	work := func(side int, each time.Duration) reader {
		return func([]byte) (int, error) {
			if calls[side]++; calls[side] == 1 {
				now += time.Second
			}
			now += each
			return 0, nil
		}
	}
	r, err := alternate(work(0, 2*time.Millisecond), work(1, 4*time.Millisecond), nil, 9, 5*time.Millisecond)
	if err != nil || len(r.ratios) != 9 {
		t.Fatal(err, r)
	}
	for i, ratio := range r.ratios {
		if ratio != 2 || r.ours[i] != 2*time.Millisecond || r.bare[i] != 4*time.Millisecond {
			t.Errorf("%v and %v, %.2f times as fast, want 2", r.ours[i], r.bare[i], ratio)
		}
	}
	if calls != [2]int{1 + 9*3, 1 + 9*2} {
		t.Errorf("%d readings", calls)
	}
}

// The clock of the processor goes on while the process works.
func TestCPU(t *testing.T) {
	for began, n := cpu(), 0; cpu() == began; n++ {
		if n == 1<<30 {
			t.Fatal("it stands still")
		}
	}
}

// BenchmarkFormats is for profiles; for figures the program of this package alternates the
// sides, so that the state of the machine falls out of the ratio.
func BenchmarkFormats(b *testing.B) {
	for _, f := range families(usual) {
		for _, e := range f.entries {
			name := e.name
			if f.small {
				name += ", small"
			}
			b.Run(name+"/bare", func(b *testing.B) { loop(b, e, e.bare.read) })
			b.Run(name+"/ours", func(b *testing.B) { loop(b, e, ours(e.file)) })
		}
	}
}

func loop(b *testing.B, e entry, read reader) {
	c, err := e.made()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(c.plain)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(c.bytes); err != nil {
			b.Fatal(err)
		}
	}
}
