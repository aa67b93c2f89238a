package tables

import (
	"context"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// Questions get a part of what is left of the time and the requests, and the listing the
// rest.
func TestAskingLeavesTheMost(t *testing.T) {
	for _, c := range []struct {
		left, within time.Duration
	}{{0, askWithin}, {time.Hour, askWithin}, {10 * time.Second, 2 * time.Second}} {
		ctx := t.Context()
		if c.left > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, c.left)
			defer cancel()
		}
		bounded, cancel, err := Asking(ctx, &scanners.Budget{}, 10)
		defer cancel()
		end, ok := bounded.Deadline()
		if left := time.Until(end); err != nil || !ok || left > c.within || left < c.within-5*time.Second {
			t.Errorf("of %v there are %v for questions, want %v (%v)", c.left, left, c.within, err)
		}
	}
	for requests, enough := range map[int64]bool{0: true, 49: false, 50: true, 51: true} {
		_, cancel, err := Asking(t.Context(), &scanners.Budget{MaxRequests: requests}, 10)
		cancel()
		if (err == nil) != enough {
			t.Errorf("with %d requests for ten questions: %v", requests, err)
		}
	}
	spent := &scanners.Budget{MaxRequests: 51}
	for range 2 {
		if err := spent.Request(); err != nil {
			t.Fatal(err)
		}
	}
	if _, cancel, err := Asking(t.Context(), spent, 10); err == nil || scanners.GapOf(err).Kind != scanners.GapBudget {
		t.Errorf("with 49 requests left: %v", err)
	} else {
		cancel()
	}
}

// A question that takes too long does not say that the scan has no time left.
func TestUnaskedSaysWhoseTimeWasUp(t *testing.T) {
	over, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	if got := Unasked(t.Context(), over.Err()); !strings.HasPrefix(got, "the server took longer to answer") {
		t.Error(got)
	}
	if got := Unasked(over, over.Err()); got != scanners.GapOf(context.DeadlineExceeded).Reason {
		t.Error(got)
	}
	if got := Unasked(t.Context(), scanners.ErrBudget); got != scanners.GapOf(scanners.ErrBudget).Reason {
		t.Error(got)
	}
}
