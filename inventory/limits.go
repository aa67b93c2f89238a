package inventory

import (
	"time"

	"piiventory/scanners"
)

// Limits bound what a scan may ask of one store, or of all together; zero means no
// bound. Requests are not bounded for stores on this machine (scanners.Kind.Local).
type Limits struct {
	Time     time.Duration `json:"nanoseconds"`
	Bytes    int64         `json:"bytes"`
	Requests int64         `json:"requests"`
	Rows     int64         `json:"rows,omitempty"`
	// Money is in Currency (ISO 4217), at the prices of scanners.Price.
	Money    float64 `json:"money,omitempty"`
	Currency string  `json:"currency,omitempty"`
}

// DefaultLimits are those of a sample where nobody says otherwise: an answer
// within a minute and a load that no store notices.
var DefaultLimits = Limits{Time: time.Minute, Bytes: 256 << 20, Requests: 2000}

// within returns the tighter of both, bound by bound.
func (l Limits) within(o Limits) Limits {
	l.Time = tighter(l.Time, o.Time)
	l.Bytes = tighter(l.Bytes, o.Bytes)
	l.Requests = tighter(l.Requests, o.Requests)
	l.Rows = tighter(l.Rows, o.Rows)
	if l.Money = tighter(l.Money, o.Money); l.Money > 0 && l.Currency == "" {
		l.Currency = o.Currency
	}
	return l
}

// tighter returns the smaller of two bounds of which zero means none.
func tighter[T int64 | float64 | time.Duration](a, b T) T {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// among returns what the store numbered i of n may take of limits for all of them, and
// false when there is nothing left for it. Time is left out, since they are scanned side by
// side. Equal parts do not depend on which store is the fastest, so that the same scan
// reads the same bytes.
func (l Limits) among(n, i int) (Limits, bool) {
	enough := true
	part := func(total int64) int64 {
		p := total / int64(n)
		if int64(i) < total%int64(n) {
			p++
		}
		enough = enough && (total == 0 || p > 0)
		return p
	}
	each := Limits{Bytes: part(l.Bytes), Requests: part(l.Requests), Rows: part(l.Rows), Money: l.Money / float64(n), Currency: l.Currency}
	return each, enough
}

// of leaves out the bound on requests for stores on this machine.
func (l Limits) of(kind scanners.Kind) Limits {
	if kind.Local {
		l.Requests = 0
	}
	return l
}

// shared says that stores have to know how many they are.
func (l Limits) shared() bool {
	l.Time = 0
	return l != Limits{}
}

// budget makes the budget that holds a store to the limits.
func (l Limits) budget(price scanners.Price) *scanners.Budget {
	return &scanners.Budget{MaxRequests: l.Requests, MaxBytes: l.Bytes, MaxRows: l.Rows, MaxMoney: l.Money, Price: price}
}

// Cost is what a scan asks of a store: as it was planned, or as it was.
type Cost struct {
	Requests int64 `json:"requests"`
	Bytes    int64 `json:"bytes"`
	Rows     int64 `json:"rows"`
	// Seconds is the time from opening the store to its end.
	Seconds float64 `json:"seconds"`
	// Money is in Currency (ISO 4217), which is empty where no price is known.
	Money    float64 `json:"money,omitempty"`
	Currency string  `json:"currency,omitempty"`
}

// costOf returns what was asked of a store so far.
func costOf(b *scanners.Budget, seconds float64) Cost {
	return Cost{Requests: b.Requests(), Bytes: b.Bytes(), Rows: b.Rows(), Seconds: seconds, Money: b.Money(), Currency: b.Price.Currency}
}

// bound cuts a cost down to the limits, and says whether it was above them.
func (l *Limits) bound(c *Cost) bool {
	whole := *c
	c.Requests, c.Bytes, c.Rows = cut(c.Requests, l.Requests), cut(c.Bytes, l.Bytes), cut(c.Rows, l.Rows)
	c.Money, c.Seconds = cut(c.Money, l.Money), cut(c.Seconds, l.Time.Seconds())
	return *c != whole
}

// cut returns n or the bound, whichever is less, where a bound of zero means none.
func cut[T int64 | float64](n, bound T) T {
	if bound > 0 {
		return min(n, bound)
	}
	return n
}
