package detectors

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Columns without a name of addresses are told from columns of versions with four
// parts; what people searched for is told in a column of addresses of pages.
func TestColumnsOfTheNet(t *testing.T) {
	e := newEngine(t)
	r := rand.New(rand.NewPCG(4, 4))
	version := func() string {
		return fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(30), r.IntN(20), r.IntN(60), r.IntN(250))
	}
	address := func() string {
		return fmt.Sprintf("%d.%d.%d.%d", 20+r.IntN(70), 1+r.IntN(255), r.IntN(256), 1+r.IntN(254))
	}
	search := func() string { return fmt.Sprintf("https://shop.tallgrass.io/s?q=shoes+%d&page=1", r.IntN(9)) }
	page := func() string { return fmt.Sprintf("https://shop.tallgrass.io/item/%d?page=1", r.IntN(999)) }
	for _, test := range []struct {
		field    string
		gen      func() string
		category Category
		want     Confidence
	}{
		{"c4", version, "online.ip", Low},
		{"v", version, "online.ip", Low},
		{"", version, "online.ip", Low},
		{"c4", address, "online.ip", Medium},
		{"client_ip", address, "online.ip", High},
		{"client_ip", version, "online.ip", High},
		{"uri", search, "online.search", Medium},
		{"c4", search, "online.search", Medium},
		{"order_no", search, "online.search", Low},
		{"uri", page, "online.search", None},
		{"c4", func() string { return "https://shop.tallgrass.io/s?q=sale" }, "online.search", Low},
	} {
		v := best(e, test.field, many(300, test.gen))[test.category]
		if v.Confidence > test.want || test.want >= Medium && v.Confidence < test.want {
			t.Errorf("%s in a field %q: %s, want %s: %v", test.category, test.field, v.Confidence, test.want, v.Reasons)
		}
	}
}
