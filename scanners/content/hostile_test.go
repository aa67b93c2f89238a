package content

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// A harm is a file that is meant to do harm, or that cannot be read: how the gap that
// tells of it begins to be understood by a person.
type harm struct {
	name   string
	in     []byte
	source func(name string) Source // instead of in, for what is made as it is read
	kind   scanners.GapKind         // of the gap at depth full, empty where all is read
	says   string                   // what its reason says
	// most is the memory that it may take where a library is known to take more than one
	// object may; the bound where it is 0.
	most int64
}

// anyGap stands for whatever kind the reader finds.
const anyGap scanners.GapKind = "any"

func (h harm) open() Source {
	if h.source != nil {
		return h.source(h.name)
	}
	return memory(h.name, h.in)
}

// harmTime is how long one of them may take. All of them take less than a few seconds
// on two cores that have nothing else to do.
const harmTime = 2 * time.Minute

// TestHostile reads each within bounds of time and memory, whole and by a sample.
func TestHostile(t *testing.T) {
	for _, group := range []struct {
		name string
		make func(testing.TB) []harm
	}{
		{"archives", hostileArchives},
		{"zips", hostileZips},
		{"parts", hostileParts},
		{"packed", hostilePacked},
		{"texts", hostileTexts},
		{"documents", hostileDocuments},
		{"pictures", hostilePictures},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, h := range group.make(t) {
				t.Run(h.name, func(t *testing.T) { h.suffer(t) })
			}
		})
	}
}

func (h harm) suffer(t *testing.T) {
	for _, d := range []scanners.Draw{full, sampled(1, 1<<20, 1000)} {
		ctx, cancel := context.WithTimeout(t.Context(), harmTime)
		defer cancel()
		var drawn scanners.Drawn
		var err error
		began := time.Now()
		most := peak(t, func() {
			drawn, err = standard.sample(ctx, h.open(), d, func(*scanners.Batch) error { return nil })
		})
		if err != nil {
			t.Fatalf("depth %s: %v", d.Depth, err)
		}
		if limit := max(h.most, bound); most > limit {
			t.Errorf("depth %s: %d MiB in use", d.Depth, most>>20)
		}
		if len(drawn.Gaps) == 0 && drawn.Design != scanners.Census {
			t.Errorf("depth %s: no gap: %+v", d.Depth, drawn)
		}
		for _, g := range drawn.Gaps {
			if len(g.Reason) < 16 || strings.Contains(g.Reason, "0x") {
				t.Errorf("depth %s: gap %+v", d.Depth, g)
			}
		}
		if d.Depth == scanners.Full {
			h.judge(t, drawn)
		}
		t.Logf("%s: %v, %d MiB, %+v", d.Depth, time.Since(began).Round(time.Millisecond), most>>20, drawn)
	}
}

// judge wants the gap that the table says, and none where all is read.
func (h harm) judge(t *testing.T, drawn scanners.Drawn) {
	t.Helper()
	if h.kind == "" {
		if len(drawn.Gaps) > 0 || drawn.Design != scanners.Census {
			t.Errorf("it was not read whole: %+v", drawn)
		}
		return
	}
	for _, g := range drawn.Gaps {
		if (g.Kind == h.kind || h.kind == anyGap) && strings.Contains(g.Reason, h.says) {
			return
		}
	}
	t.Errorf("no gap of kind %s that says %q: %+v", h.kind, h.says, drawn)
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	p = p[:len(p)&^7]
	for i := range p {
		p[i] = "a word \n"[i%8]
	}
	return len(p), nil
}

// madeOf is a source of parts that are made as they are read: a text, and a unit so many
// times.
func madeOf(parts ...madePart) func(name string) Source {
	size := int64(0)
	for _, p := range parts {
		size += int64(len(p.text)) * p.times
	}
	return func(name string) Source {
		return Source{Name: name, Size: size, Range: func(_ context.Context, off, n int64) (io.ReadCloser, error) {
			return io.NopCloser(io.NewSectionReader(made(parts), off, n)), nil
		}}
	}
}

type madePart struct {
	text  string
	times int64
}

type made []madePart

func (m made) ReadAt(p []byte, off int64) (n int, err error) {
	for _, part := range m {
		all, unit := int64(len(part.text))*part.times, int64(len(part.text))
		for off < all && n < len(p) {
			k := copy(p[n:], part.text[off%unit:])
			n, off = n+k, off+int64(k)
		}
		off -= all
		if n == len(p) {
			return n, nil
		}
		off = max(off, 0)
	}
	return n, io.EOF
}
