package policy

import (
	"math"
	"strings"
	"testing"

	"piiventory/scanners"
)

// The first price whose pattern fits a store holds, and else what its provider
// publishes.
func TestPrices(t *testing.T) {
	p, err := ParsePrices("p.yaml", []byte(`piiventory: prices/v1
prices:
  - {stores: "logs-*", currency: CNY, per_1000_lists: 1, per_1000_requests: 0.1, per_gib: 0.5}
  - {stores: free, currency: USD}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		prices   *Prices
		store    scanners.Store
		currency string
		cost     float64 // of 1,000 lists, 10,000 other requests, and 10 GiB
	}{
		{p, scanners.Store{Alias: "logs-eu", URL: "s3://b"}, "CNY", 1 + 1 + 5},
		{p, scanners.Store{Alias: "free", URL: "s3://b"}, "USD", 0},
		{p, scanners.Store{Alias: "other", URL: "s3://b"}, "USD", 0.005 + 0.004 + 0.09*10.73741824},
		{nil, scanners.Store{Alias: "x", URL: "s3://b?endpoint=https://account.r2.cloudflarestorage.com"}, "USD", 0.0045 + 0.0036},
		{nil, scanners.Store{Alias: "x", URL: "s3://b?endpoint=https://s3.us-west-000.backblazeb2.com"}, "USD", 0.004 + 0.004 + 0.1073741824},
		{nil, scanners.Store{Alias: "x", URL: "s3://b?endpoint=http://127.0.0.1:9000", Provider: "R2"}, "USD", 0.0045 + 0.0036},
		{nil, scanners.Store{Alias: "x", URL: "s3://b?provider=cloudflare"}, "USD", 0.0045 + 0.0036},
		{nil, scanners.Store{Alias: "x", URL: "s3://b", Provider: "oss"}, "", 0},
		{nil, scanners.Store{Alias: "x", URL: "s3://b?endpoint=http://127.0.0.1:9000"}, "", 0},
		{nil, scanners.Store{Alias: "x", URL: "postgres://h/d"}, "", 0},
	} {
		got := x.prices.Of(&x.store)
		if cost := got.Of(11_000, 1000, 10<<30); got.Currency != x.currency || math.Abs(cost-x.cost) > 1e-6 {
			t.Errorf("%s %s: %v %s, want %v %s", x.store.Alias, x.store.URL, cost, got.Currency, x.cost, x.currency)
		}
	}
}

func TestPricesThatAreWrong(t *testing.T) {
	for text, want := range map[string]string{
		"piiventory: prices/v2\nprices: [{currency: CNY}]":                   "p.yaml:1",
		"piiventory: prices/v1\nprices:\n  - {currency: yuan}":               "p.yaml:3",
		"piiventory: prices/v1\nprices:\n  - {currency: CNY, per_gib: -1}":   "must be a price",
		"piiventory: prices/v1\nprices:\n  - {currency: CNY, per_gib: much}": "must be a number",
		"piiventory: prices/v1\nprices:\n  - {currency: CNY, stores: '[a'}":  "the pattern",
		"piiventory: prices/v1\nprices:\n  - {per_gib: 1}":                   "currency",
		"piiventory: prices/v1\nprices:\n  - {currency: CNY, per_gb: 1}":     "per_gib",
	} {
		if _, err := ParsePrices("p.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
