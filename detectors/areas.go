package detectors

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// areaTable is described in data/README.md.
//
//go:embed data/areas.txt
var areaTable string

// areaCodes are the area codes of GB/T 2260, one bit for each six digits.
type areaCodes struct{ bits [1_000_000 / 64]uint64 }

func (a *areaCodes) add(n int)      { a.bits[n>>6] |= 1 << (n & 63) }
func (a *areaCodes) has(n int) bool { return a.bits[n>>6]>>(n&63)&1 != 0 }

// embeddedAreas unpacks the table once.
var embeddedAreas = sync.OnceValue(func() *areaCodes {
	a := &areaCodes{}
	for line := range strings.Lines(areaTable) {
		if line[0] == '#' {
			continue
		}
		fields := strings.Fields(line)
		for _, end := range fields[1:] {
			n, err := areaNumber(fields[0] + end)
			if err != nil {
				panic("data/areas.txt: " + err.Error())
			}
			a.add(n)
		}
	}
	return a
})

// newAreaCodes returns the embedded codes, or those given in their place, and
// more.
func newAreaCodes(instead, more []string) (*areaCodes, error) {
	if instead == nil && more == nil {
		return embeddedAreas(), nil
	}
	a := &areaCodes{}
	if instead == nil {
		*a = *embeddedAreas()
	}
	for _, list := range [][]string{instead, more} {
		for _, c := range list {
			n, err := areaNumber(c)
			if err != nil {
				return nil, err
			}
			a.add(n)
		}
	}
	return a, nil
}

func areaNumber(s string) (int, error) {
	if len(s) != 6 {
		return 0, fmt.Errorf("area code %q is not six digits", s)
	}
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, fmt.Errorf("area code %q is not six digits", s)
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, nil
}

// countryNumbers are the country codes of ISO 3166-1 in their numeric form.
var countryNumbers = sync.OnceValue(func() *[1000]bool {
	t := &[1000]bool{}
	for i := range t {
		r, err := language.ParseRegion(fmt.Sprintf("%03d", i))
		t[i] = err == nil && r.IsCountry()
	}
	return t
})
