package detectors

import (
	"strconv"
	"strings"
	"testing"
)

// Every issuer of the table is known by all that it begins with, and no number of
// another length is.
func TestKnownIssuers(t *testing.T) {
	n := 0
	for key, lengths := range chineseIssuers() {
		digits := strconv.Itoa(key)[1:]
		for size := 12; size <= maxRun; size++ {
			number := []byte(digits + strings.Repeat("7", size-len(digits)))
			if lengths>>size&1 != 0 {
				n++
				if !knownIssuer(number) {
					t.Errorf("%s with %d digits is not known", digits, size)
				}
			}
		}
	}
	if n < 1500 {
		t.Errorf("only %d issuers", n)
	}
	for _, unknown := range []string{"6299000012345671", "1234567890123456", "625655674465859746"} {
		if knownIssuer([]byte(unknown)) {
			t.Errorf("%s has no known issuer", unknown)
		}
	}
}
