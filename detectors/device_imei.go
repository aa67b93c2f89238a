package detectors

import "fmt"

// An IMEI, 3GPP TS 23.003 section 6: eight digits of the type allocation code (TAC),
// six of the serial number, and a Luhn digit. The first two digits of the TAC are the
// reporting body of GSM Association TS.06; that alone drops nine of ten numbers of 15
// digits. The IMEISV has two digits of the software version in the place of the Luhn
// digit, networks write a zero there, and some lists leave it out: those count where
// they are named.
var _ = register(detector{
	category: "device.imei",
	evidence: "checksum, reporting body",
	lengths:  []int{14, 15, 16},
	leads:    bodyLeads(),
	groups:   []string{"6-2-6-1", "6-2-6-2", "8-6-1", "8-6-2", "2-6-6-1", "2-6-6-2"},
	value:    true,
	// A Luhn digit is right by chance once in 10 times (ISO/IEC 7812-1 Annex B).
	chance:   1.0 / 10,
	checksum: true,
	strength: 6,
	words: `imei imeis imeino imeinum imeinumber imeicode imeisv imeia imeib deviceimei phoneimei
		国际移动设备识别码 国际移动设备身份码 移动设备识别码 手机串号 手机串码 串号 串码 設備識別碼 chuanhao`,
	check: checkIMEI,
})

// reportingBodies are the first two digits that type allocation codes begin with, as
// GSMA TS.06 and its predecessors gave them out: true for those that still are.
var reportingBodies = map[int]bool{
	1: true, 35: true, 86: true, 91: true, 98: true, 99: true, // PTCRB, TÜV SÜD BABT, TAF, MSAI, BABT, GHA
	10: false, 30: false, 33: false, 44: false, 45: false, 49: false, // DECT, Iridium, DGPT, BABT, NTA, BAPT
	50: false, 51: false, 52: false, 53: false, 54: false,
}

// bodies holds for the first two digits 2 for a body that is active, 1 for one that
// was.
var bodies = func() (t [100]uint8) {
	for b, active := range reportingBodies {
		t[b] = 1
		if active {
			t[b] = 2
		}
	}
	return t
}()

// bodyLeads are the two digits of the bodies, for each length.
func bodyLeads() map[int]string {
	lead := ""
	for two, b := range bodies {
		if b > 0 {
			lead += fmt.Sprintf("%02d ", two)
		}
	}
	return map[int]string{14: lead, 15: lead, 16: lead}
}

func checkIMEI(n *number) finding {
	d := n.digits
	var buf [16]byte
	if n.by == byValue || n.by == byKeyed {
		k := n.slashedIMEI(&buf)
		if k == 0 {
			return finding{}
		}
		d = buf[:k]
	}
	body := bodies[decimal(d[:2])]
	if body == 0 || uniform(d[2:8]) || uniform(d[8:14]) && n.named != full {
		return finding{}
	}
	if len(d) != 15 { // without a check digit, so the name must say what it is
		return finding{formed: true, valid: true, needsWord: true, loose: true}
	}
	f := finding{formed: true, valid: luhn(d), needsWord: body == 1, loose: !n.grouped && n.by == byNumber}
	if !f.valid && d[14] == '0' && body == 2 {
		f.valid, f.needsWord = true, true // as networks send it
	}
	if f.known = f.valid && (string(d) == "490154203237518" || string(d) == "352099001761481"); f.known {
		f.needsWord = false // the specimens of TS 23.003 and of those who explain it
	}
	return f
}

// slashedIMEI reads an IMEI with slashes between its groups into buf and returns how
// many digits it has, or 0. Only in fields and behind words that name it.
func (n *number) slashedIMEI(buf *[16]byte) int {
	v := n.data[n.start:n.end]
	if len(v) < 17 || len(v) > 20 {
		return 0
	}
	k, slashes := 0, 0
	for _, c := range v {
		switch {
		case isDigit(c) && k < len(buf):
			buf[k] = c
			k++
		case c == '/':
			slashes++
		default:
			return 0
		}
	}
	if slashes == 0 || slashes > 3 || k < 14 {
		return 0
	}
	return k
}
