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
	// MaxRequests, MaxBytes and MaxRows are the bounds; zero means none.
	MaxRequests, MaxBytes, MaxRows int64
	// MaxMoney bounds what the requests and bytes cost by Price, in its currency.
	MaxMoney float64
	Price    Price

	requests, lists, bytes, rows atomic.Int64
}

// A Price says what a provider asks for.
type Price struct {
	// Currency is an ISO 4217 code, empty where no price is known.
	Currency string
	// Request is for one request that reads, List for one that lists, Byte for one
	// byte that leaves the store.
	Request, List, Byte float64
}

// Of returns what requests, of which some list, and bytes cost.
func (p Price) Of(requests, lists, bytes int64) float64 {
	return float64(requests-lists)*p.Request + float64(lists)*p.List + float64(bytes)*p.Byte
}

// Request charges one request (one HTTP call, one statement) and returns
// ErrBudget when there was none left.
func (b *Budget) Request() error {
	n := b.requests.Add(1)
	err := b.left()
	if err != nil || b.MaxRequests > 0 && n > b.MaxRequests {
		b.requests.Add(-1)
		return ErrBudget
	}
	return nil
}

// List charges one request that lists.
func (b *Budget) List() error {
	b.lists.Add(1)
	err := b.Request()
	if err != nil {
		b.lists.Add(-1)
	}
	return err
}

// Row charges rows that were read and returns ErrBudget when there were fewer left.
func (b *Budget) Row(n int) error {
	if b.rows.Add(int64(n)); b.MaxRows > 0 && b.rows.Load() > b.MaxRows {
		return ErrBudget
	}
	return nil
}

func (b *Budget) left() error {
	switch {
	case b.MaxBytes > 0 && b.bytes.Load() >= b.MaxBytes,
		b.MaxRows > 0 && b.rows.Load() >= b.MaxRows,
		b.MaxMoney > 0 && b.Money() > b.MaxMoney:
		return ErrBudget
	}
	return nil
}

// Read charges bytes that arrived from the store.
func (b *Budget) Read(n int) { b.bytes.Add(int64(n)) }

// Requests returns the number of requests so far, those that list included.
func (b *Budget) Requests() int64 { return b.requests.Load() }

// Lists returns the number of requests so far that listed.
func (b *Budget) Lists() int64 { return b.lists.Load() }

// Bytes returns the number of bytes read so far.
func (b *Budget) Bytes() int64 { return b.bytes.Load() }

// Rows returns the number of rows read so far.
func (b *Budget) Rows() int64 { return b.rows.Load() }

// Money returns what the requests and bytes so far cost.
func (b *Budget) Money() float64 { return b.Price.Of(b.Requests(), b.Lists(), b.Bytes()) }
