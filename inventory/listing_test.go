package inventory

import (
	"bytes"
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"piiventory/scanners"
)

// parted is a store that lists in parts, asset i in part i modulo n.
type parted struct {
	*shelf
	n      int
	breaks map[int]error // parts that break off at their ends
	flying atomic.Int64
	most   atomic.Int64
	meet   bool // parts wait until two are under way
}

func (p *parted) Split(context.Context) ([]scanners.Part, error) {
	if p.open != nil {
		return nil, p.open
	}
	var list []scanners.Part
	for k := range p.n {
		list = append(list, func(ctx context.Context, yield func(scanners.Asset) error) error {
			now := p.flying.Add(1)
			defer p.flying.Add(-1)
			for m := p.most.Load(); now > m && !p.most.CompareAndSwap(m, now); m = p.most.Load() {
			}
			for p.meet && p.most.Load() < 2 && ctx.Err() == nil {
				time.Sleep(time.Millisecond)
			}
			for i := k; i < len(p.assets); i += p.n {
				if err := yield(p.assets[i]); err != nil {
					return err
				}
			}
			return p.breaks[k]
		})
	}
	return list, nil
}

func TestPartsOfAListingComeSideBySide(t *testing.T) {
	for _, n := range []int{1, 2, 7, 40} {
		p := &parted{shelf: newShelf(5000), n: n, meet: n > 1}
		times := map[string]int{}
		if err := listAssets(t.Context(), p, func(a scanners.Asset) error { times[a.Path]++; return nil }); err != nil {
			t.Fatal(err)
		}
		for path, k := range times {
			if k != 1 {
				t.Errorf("%d parts: %s came %d times", n, path, k)
			}
		}
		if len(times) != 5000 || p.most.Load() > listsAtOnce {
			t.Errorf("%d parts: %d assets, %d parts at once", n, len(times), p.most.Load())
		}
	}
}

func TestAPartThatBreaksOffLeavesTheOthers(t *testing.T) {
	first, second := errors.New("first"), errors.New("second")
	p := &parted{shelf: newShelf(5000), n: 20, breaks: map[int]error{3: first, 17: second}}
	seen := 0
	if err := listAssets(t.Context(), p, func(scanners.Asset) error { seen++; return nil }); err != first || seen != 5000 {
		t.Errorf("%v after %d assets", err, seen)
	}
	stop := errors.New("enough")
	seen = 0
	if err := listAssets(t.Context(), p, func(scanners.Asset) error {
		if seen++; seen == 1000 {
			return stop
		}
		return nil
	}); err != stop || seen != 1000 {
		t.Errorf("%v after %d assets", err, seen)
	}
	if n := p.flying.Load(); n != 0 {
		t.Errorf("%d parts go on after the listing has ended", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := listAssets(ctx, p, func(scanners.Asset) error { return nil }); !errors.Is(err, context.Canceled) && err != first {
		t.Errorf("a cancelled listing: %v", err)
	}
	p.open = errors.New("no parts")
	if err := listAssets(t.Context(), p, nil); err != p.open {
		t.Errorf("%v", err)
	}
}

func TestPartsGiveTheSameInventory(t *testing.T) {
	whole := newShelf(3000)
	take := func(sc scanners.Scanner) string {
		o := options(whole)
		o.Key = make([]byte, 32)
		o.Kinds = map[string]scanners.Kind{"shelf": whole.kind()}
		k := o.Kinds["shelf"]
		k.Open = func(_ context.Context, st scanners.Store) (scanners.Scanner, error) {
			whole.budget = st.Budget
			return sc, nil
		}
		o.Kinds["shelf"] = k
		inv := stockOf(t, t.Context(), whole, o)
		inv.Run = Run{}
		var b bytes.Buffer
		if err := inv.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if take(whole) != take(&parted{shelf: whole, n: 13}) {
		t.Error("a listing in parts gives another inventory")
	}
}
