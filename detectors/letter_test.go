package detectors

import (
	"fmt"
	"testing"
)

// TestIDsThatEndInX takes IDs of every province with every ending: none breaks a
// detector that knows no letters, and none is taken for a card.
func TestIDsThatEndInX(t *testing.T) {
	e := newEngine(t)
	found := 0
	for _, area := range []string{"110101", "620102", "610113", "650102", "500103", "810000", "630102", "640104", "330106"} {
		for i := range 1000 {
			digits := fmt.Sprintf("%s1974%02d%02d%03d", area, 1+i%12, 1+i%28, i)
			for _, m := range e.Text("卡号", digits+"X") {
				if m.Category != "id.cn_resident" || m.Start != 0 || m.End != 18 {
					t.Fatalf("%sX is taken for %s at %d:%d", digits, m.Category, m.Start, m.End)
				}
				found++
			}
		}
	}
	if found < 500 { // one in eleven ends in X
		t.Errorf("%d IDs found, want about 800", found)
	}
	for _, m := range e.Text("卡号", "62567086147066953X") {
		t.Errorf("a number that is no ID is taken for %s", m.Category)
	}
}
