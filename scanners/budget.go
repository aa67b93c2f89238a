package scanners

import (
	"errors"
	"sync/atomic"
)

// ErrBudget is returned when the store's budget is used up.
var ErrBudget = errors.New("the budget of the store is used up")

// A Budget bounds what a scan may ask of one store. Scanners charge it before
// each request and after each read. Time is bounded by the context. A Budget is
// safe for use from several goroutines; its zero value has no bounds.
type Budget struct {
	// MaxRequests and MaxBytes are the bounds; zero means none.
	MaxRequests, MaxBytes int64

	requests, bytes atomic.Int64
}

// Request charges one request (one HTTP call, one statement) and returns
// ErrBudget when there was none left.
func (b *Budget) Request() error {
	if n := b.requests.Add(1); b.MaxRequests > 0 && n > b.MaxRequests {
		b.requests.Add(-1)
		return ErrBudget
	}
	if b.MaxBytes > 0 && b.bytes.Load() >= b.MaxBytes {
		return ErrBudget
	}
	return nil
}

// Read charges bytes that arrived from the store.
func (b *Budget) Read(n int) { b.bytes.Add(int64(n)) }

// Requests returns the number of requests so far.
func (b *Budget) Requests() int64 { return b.requests.Load() }

// Bytes returns the number of bytes read so far.
func (b *Budget) Bytes() int64 { return b.bytes.Load() }
