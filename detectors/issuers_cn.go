package detectors

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// chineseIssuerTable is described in data/README.md.
//
//go:embed data/issuers_cn.txt
var chineseIssuerTable string

// chineseIssuers holds the lengths of card numbers by the digits that they begin
// with, which are three to ten. The key is the digits behind a 1.
var chineseIssuers = sync.OnceValue(func() map[int]uint32 {
	out := map[int]uint32{}
	for line := range strings.Lines(chineseIssuerTable) {
		f := strings.Fields(line)
		n, err := strconv.Atoi(f[0])
		if err != nil {
			continue // the heading
		}
		for _, digits := range f[1:] {
			out[decimal([]byte("1"+digits))] |= 1 << n
		}
	}
	return out
})

// issuerBegins holds the lengths by the first four digits, so that most numbers are
// told from a card by one look.
var issuerBegins = sync.OnceValue(func() *[10000]uint32 {
	var t [10000]uint32
	for key, lengths := range chineseIssuers() {
		switch digits := strconv.Itoa(key)[1:]; {
		case len(digits) >= 4:
			t[decimal([]byte(digits[:4]))] |= lengths
		default:
			from := decimal([]byte(digits)) * 10
			for k := range 10 {
				t[from+k] |= lengths
			}
		}
	}
	return &t
})

// knownIssuer says whether a bank of China is known to issue numbers of this
// length that begin so.
func knownIssuer(d []byte) bool {
	if issuerBegins()[decimal(d[:4])]>>len(d)&1 == 0 {
		return false
	}
	begin := 1
	for i, c := range d[:min(len(d), 10)] {
		begin = begin*10 + int(c-'0')
		if i >= 2 && chineseIssuers()[begin]>>len(d)&1 != 0 {
			return true
		}
	}
	return false
}
