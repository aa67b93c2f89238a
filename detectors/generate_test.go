package detectors

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
)

// testDay is "today" in the tests.
var testDay = time.Date(2024, 6, 30, 0, 0, 0, 0, time.UTC)

// testArea is an area code that was never given out; the engine of the tests
// knows it, so that numbers made here are nobody's.
const testArea = "659999"

func newEngine(t testing.TB) *Engine {
	t.Helper()
	e, err := New(Options{AsOf: testDay, MoreAreaCodes: []string{testArea}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// genResident makes a resident number of the test area with the serial 000,
// which is given to nobody.
func genResident(r *rand.Rand) string {
	return residentOf(fmt.Sprintf("%s%04d%02d%02d000", testArea, 1950+r.IntN(55), 1+r.IntN(12), 1+r.IntN(28)))
}

func residentOf(body string) string {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} // GB 11643-1999
	sum := 0
	for i, w := range weights {
		sum += w * int(body[i]-'0')
	}
	return body + "10X98765432"[sum%11:][:1]
}

// genCard makes a number of the block 6299, which no bank has.
func genCard(r *rand.Rand) string {
	body := "6299" + digits(r, 11+3*r.IntN(2))
	for c := '0'; ; c++ {
		if n := body + string(c); luhnBySum(n) {
			return n
		}
	}
}

// luhnBySum is another way to write the check, for comparison.
func luhnBySum(s string) bool {
	sum := 0
	for i := range len(s) {
		n, _ := strconv.Atoi(s[len(s)-1-i : len(s)-i])
		if i%2 == 1 {
			n = n*2/10 + n*2%10
		}
		sum += n
	}
	return sum%10 == 0
}

// genMobile makes a number of the form that Chinese mobiles have.
func genMobile(r *rand.Rand) string {
	return []string{"130", "135", "138", "139", "150", "158", "176", "182", "186", "189", "198"}[r.IntN(11)] + digits(r, 8)
}

func genLandline(r *rand.Rand) string {
	return []string{"010-6", "021-5", "0755-8", "0571-8"}[r.IntN(4)] + digits(r, 7)
}

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}
