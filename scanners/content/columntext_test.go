package content

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"unicode/utf8"
)

// Numbers are written as strconv writes them.
func TestAppendFloat(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	check := func(v float64) {
		if got, want := string(appendFloat(nil, v)), strconv.FormatFloat(v, 'g', -1, 64); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
	for n := range 300_000 {
		check(float64(n) / 100)
		check(-float64(n) / 100)
		check(float64(1e8-n) / 100)
		check(float64(n) / 1000)
		check(float64(r.IntN(1e9)) / 100)
		check(r.Float64() * 1e6)
		check(r.NormFloat64())
	}
}

// What is printed is text without control characters.
func TestPrinted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		b := make([]byte, r.IntN(40))
		for i := range b {
			b[i] = byte(' ' + r.IntN(95))
		}
		if !printed(b) {
			t.Fatalf("%q", b)
		}
		if len(b) > 0 {
			c := "\x00\n\t\x1f\x7f\x80\xff\xe4"[r.IntN(8)]
			b[r.IntN(len(b))] = c
			if printed(b) {
				t.Fatalf("%q", b)
			}
		}
		for i := range b {
			b[i] = byte(r.UintN(256))
		}
		if printed(b) && (!utf8.Valid(b) || controls(b) > 0) {
			t.Fatalf("%q", b)
		}
	}
}

// The first quote or backslash is found wherever it is.
func TestQuoteOrSlash(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		b := make([]byte, r.IntN(80))
		for i := range b {
			b[i] = "\"\\'a#\xa2\xdc]"[min(7, r.IntN(60))]
		}
		want := -1
		for i, c := range b[:min(len(b), 64)] {
			if c == '"' || c == '\\' {
				want = i
				break
			}
		}
		if got := quoteOrSlash(b, '"'); got != want {
			t.Fatalf("%q: %d, want %d", b, got, want)
		}
	}
}
