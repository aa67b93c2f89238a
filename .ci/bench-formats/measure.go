package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"syscall"
	"time"

	"piiventory/scanners"
	"piiventory/scanners/content"
)

// A reader reads all of the content and returns how many values it handed on.
type reader func(in []byte) (int, error)

// ours reads the content as a scan at depth full does, with nobody who looks at the
// values.
func ours(name string) reader {
	return func(in []byte) (int, error) {
		_, err := sample(name, in, func(*scanners.Batch) error { return nil })
		return 0, err
	}
}

func sample(name string, in []byte, yield func(*scanners.Batch) error) (scanners.Drawn, error) {
	src := content.Source{Name: name, Size: int64(len(in)), Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(in[off : off+n])), nil
	}}
	return content.Sample(context.Background(), src, scanners.Draw{Seed: 1, Depth: scanners.Full}, yield)
}

// values counts what our reader hands on that is not empty.
func values(name string, in []byte) (n int, d scanners.Drawn, err error) {
	d, err = sample(name, in, func(b *scanners.Batch) error {
		for c := range b.Columns {
			for i := range b.Rows {
				if len(b.Columns[c].Value(i)) > 0 {
					n++
				}
			}
		}
		return nil
	})
	return n, d, err
}

// cpu is the time that all processors worked for this process, the collector of garbage
// included. Other work on the machine hardly shows in it.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// clock is how time is told, which a test replaces.
var clock = cpu

// turn lets one side read the content again and again for a while, and returns the time
// of the processor for one reading.
func turn(read reader, in []byte, least time.Duration) (time.Duration, error) {
	runtime.GC() // each side clears away its own garbage
	began := clock()
	for n := 1; ; n++ {
		if _, err := read(in); err != nil {
			return 0, err
		}
		if took := clock() - began; took >= least {
			return took / time.Duration(n), nil
		}
	}
}

// A result is what was measured of one format beside one library.
type result struct {
	ours, bare []time.Duration // for one reading, a turn each
	ratios     []float64       // how many times as fast ours is, of neighbouring turns
}

// alternate lets both sides take turns. The first turns warm up what is kept between
// readings and are thrown away.
func alternate(a, b reader, in []byte, turns int, least time.Duration) (r result, err error) {
	for i := range turns + 1 {
		x, err := turn(a, in, least)
		if err != nil {
			return r, fmt.Errorf("ours: %w", err)
		}
		y, err := turn(b, in, least)
		if err != nil {
			return r, fmt.Errorf("bare: %w", err)
		}
		if i > 0 {
			r.ours, r.bare, r.ratios = append(r.ours, x), append(r.bare, y), append(r.ratios, y.Seconds()/x.Seconds())
		}
	}
	return r, nil
}

// allocations counts those of one reading.
func allocations(read reader, in []byte) (uint64, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := read(in)
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs, err
}

func median[T float64 | time.Duration](v []T) T {
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// middle is the range of the middle half, which one turn that was disturbed does not
// widen.
func middle(v []float64) (low, high float64) {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/4], v[len(v)-1-len(v)/4]
}
