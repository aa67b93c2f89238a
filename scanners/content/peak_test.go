package content

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// bound is what one object may hold of memory.
const bound = 64 << 20

// peak returns how many bytes of the heap f held at its worst, beyond what was held
// before. It looks every millisecond, from beside, and counts what is not collected
// yet as held, unless that is more than the bound: then it collects first.
func peak(t testing.TB, f func()) int64 {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	runtime.GC() // pools are emptied by the second
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	in := func(i int) int64 {
		metrics.Read(s)
		return int64(s[i].Value.Uint64())
	}
	before := in(0)
	done, most := make(chan struct{}), make(chan int64)
	go func() {
		top, tick := int64(0), time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			now := in(0)
			// What was thrown away between the end of a collection and the reading of the
			// figure is not in use; where the processors are busy that is a lot.
			for range 5 {
				if now-before <= bound {
					break
				}
				runtime.GC()
				now = min(now, in(0), in(1))
			}
			top = max(top, now-before)
			select {
			case <-done:
				most <- top
				return
			case <-tick.C:
			}
		}
	}()
	f()
	close(done)
	return <-most
}

// TestPeak measures what is known.
func TestPeak(t *testing.T) {
	var keep []byte
	most := peak(t, func() {
		keep = make([]byte, 100<<20)
		for i := range keep {
			keep[i] = 1
		}
	})
	runtime.KeepAlive(keep)
	if most < 100<<20 || most > 120<<20 {
		t.Errorf("%d MiB", most>>20)
	}
	most = peak(t, func() {
		for range 1000 {
			keep = make([]byte, 1<<20)
			for i := range keep {
				keep[i] = 1
			}
		}
	})
	runtime.KeepAlive(keep)
	if most > 32<<20 {
		t.Errorf("%d MiB of garbage", most>>20)
	}
	most = peak(t, func() { // for a moment only
		b := make([]byte, 100<<20)
		for i := range b {
			b[i] = byte(i)
		}
		runtime.KeepAlive(b)
	})
	if most < 100<<20 {
		t.Errorf("%d MiB", most>>20)
	}
}
