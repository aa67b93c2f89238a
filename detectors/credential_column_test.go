package detectors

import (
	"math/rand/v2"
	"testing"
)

// Keys whose own form tells them need no name of a field for a verdict.
func TestColumnsOfIssuedKeys(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(5, 5))
	draw := func(set string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = set[r.IntN(len(set))]
		}
		return string(b)
	}
	for _, field := range []string{"", "data", "value", "token", "ak"} {
		v := verdictOf(t, e, "account.credential", field, columnOf(r, 100, func(*rand.Rand) string {
			return "AKIA" + draw("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
		}))
		if v.Confidence != High {
			t.Errorf("%q: %v %v, want high", field, v.Confidence, v.Reasons)
		}
	}
}
