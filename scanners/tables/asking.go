package tables

import (
	"context"
	"errors"
	"time"

	"piiventory/scanners"
)

const (
	// askWithin bounds the time in which a server is asked about itself, and askShare
	// is the part of what is left of the time and the requests that may go for it: a
	// listing that does not come about is worse than a fact that is not known.
	askWithin = 10 * time.Second
	askShare  = 5
)

// Asking bounds the questions about the server itself, of which there are so many. It
// returns an error when the budget is too small for them.
func Asking(ctx context.Context, b *scanners.Budget, questions int64) (context.Context, context.CancelFunc, error) {
	within := askWithin
	if end, ok := ctx.Deadline(); ok {
		within = min(within, time.Until(end)/askShare)
	}
	bounded, cancel := context.WithTimeout(ctx, within)
	if b.MaxRequests > 0 && b.MaxRequests-b.Requests() < questions*askShare {
		return bounded, cancel, scanners.Unreadable(scanners.GapBudget, "the budget of the store is too small to ask this as well: give it more with --budget")
	}
	return bounded, cancel, nil
}

// Unasked says why a question that was asked within the bounds of Asking has no
// answer. ctx is the context that was given to Asking.
func Unasked(ctx context.Context, err error) string {
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return "the server took longer to answer than questions about itself are given: scan again when it has less to do, or with more time (--budget)"
	}
	return scanners.GapOf(err).Reason
}

// Unknown is a fact that could not be learned.
func Unknown(name, source, reason string) scanners.Fact {
	return scanners.Fact{Name: name, Source: source, Unknown: true, Reason: reason}
}
