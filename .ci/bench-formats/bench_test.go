package main

import (
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

// A side that takes twice the time has half the ratio, whichever it is.
func TestAlternate(t *testing.T) {
	work := func(n int) reader {
		return func(in []byte) (int, error) {
			sum := byte(0)
			for range n {
				for _, c := range in {
					sum = sum*31 + c
				}
			}
			return int(sum), nil
		}
	}
	r, err := alternate(work(2), work(4), make([]byte, 100_000), 9, 5*time.Millisecond)
	if err != nil || len(r.ratios) != 9 {
		t.Fatal(err, r)
	}
	if m := median(r.ratios); m < 1.6 || m > 2.5 {
		t.Errorf("%.2f times as fast, want 2: %v", m, r)
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
			b.Run(name+"/bare", func(b *testing.B) { run(b, e, e.bare.read) })
			b.Run(name+"/ours", func(b *testing.B) { run(b, e, ours(e.file)) })
		}
	}
}

func run(b *testing.B, e entry, read reader) {
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
