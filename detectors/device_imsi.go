package detectors

import (
	_ "embed"
	"strings"
	"sync"
)

// networkTable is described in data/README.md.
//
//go:embed data/networks.txt
var networkTable string

// An IMSI, ITU-T E.212: three digits of the country (MCC), two or three of the network
// (MNC), and the subscriber, 15 digits in all. It has no check digit, so it counts only
// where it is named.
var _ = register(detector{
	category: "device.imsi",
	evidence: "mobile network code",
	lengths:  []int{15},
	leads:    map[int]string{15: "1-9"},
	groups:   []string{"3-2-10", "3-3-9"},
	// 236 of 1,000 codes are countries of data/networks.txt; its networks take 2.3 in
	// 100 of all numbers of 15 digits.
	chance:   0.24,
	strength: 3,
	words: `imsi imsis imsino imsinum imsinumber imsicode simimsi subscriberimsi
		国际移动用户识别码 移动用户识别码 国际移动用户识别号 國際移動用戶識別碼`,
	check: checkIMSI,
})

// networks holds one bit for each MCC with two digits of an MNC, and for each with
// three.
type networks struct {
	two, three [1_000_000 / 64]uint64
	country    [1000]bool
}

var mobileNetworks = sync.OnceValue(func() *networks {
	t := &networks{}
	for line := range strings.Lines(networkTable) {
		if line[0] == '#' {
			continue
		}
		fields := strings.Fields(line)
		t.country[decimal([]byte(fields[0]))] = true
		for _, mnc := range fields[1:] {
			code := decimal([]byte(fields[0] + mnc))
			bits := &t.two
			if len(mnc) == 3 {
				bits = &t.three
			}
			bits[code>>6] |= 1 << (code & 63)
		}
	}
	return t
})

// has says whether 15 digits begin with the codes of a network.
func (t *networks) has(d []byte) bool {
	two, three := decimal(d[:5]), decimal(d[:6])
	return t.two[two>>6]>>(two&63)&1 != 0 || t.three[three>>6]>>(three&63)&1 != 0
}

func checkIMSI(n *number) finding {
	d := n.digits
	if uniform(d) || d[0] == '0' {
		return finding{}
	}
	// New networks come every month, so in a field that names it the country is enough.
	known := mobileNetworks()
	return finding{formed: true, valid: known.has(d) || n.named == full && known.country[decimal(d[:3])], needsWord: true}
}
