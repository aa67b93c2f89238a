package detectors

// The number of a SIM card (ICCID), ITU-T E.118: 89, the calling code of the country,
// the issuer, the card, and a Luhn digit: 19 digits in all, or 20. China (8986) fills
// all 20, the operators' variants with letters among them and with digits at the end
// that are no check digit; those count where they are named.
var _ = register(detector{
	category: "device.iccid",
	evidence: "checksum, country code",
	lengths:  []int{19, 20},
	leads:    map[int]string{19: "89", 20: "89"},
	groups:   []string{"4-4-4-4-3", "4-4-4-4-4", "6-4-4-5", "6-4-4-6", "4-2-4-4-5", "5-5-5-4", "5-5-5-5"},
	tokens:   []int{19, 20},
	shapes:   map[int]string{19: "89999", 20: "89999"},
	// A Luhn digit is right by chance once in 10 times (ISO/IEC 7812-1 Annex B).
	chance:   1.0 / 10,
	checksum: true,
	strength: 7,
	words: `iccid iccids iccidno simno simnum simnumber simcard simcardno simcardnum simcardnumber simserial simserialnumber simid simiccid ~sim
		集成电路卡识别码 物联网卡号 SIM卡 SIM卡号 SIM卡卡号 SIM卡号码 SIM卡序列号 SIM卡编号 SIM号 SIM序列号 USIM卡号 ESIM卡号 ICCID号 ICCID号码 simkahao`,
	check: checkICCID,
})

func checkICCID(n *number) finding {
	d := n.digits
	if d[0] != '8' || d[1] != '9' {
		return finding{}
	}
	chinese := d[2] == '8' && d[3] == '6'
	if n.by == byToken {
		return n.letteredICCID(chinese)
	}
	if uniform(d[6:]) || !simCountry(d[2:]) {
		return finding{}
	}
	f := finding{formed: true, valid: luhn(d)}
	if !f.valid && chinese && d[4] <= '1' {
		f.valid, f.needsWord = true, true
	}
	// Numbers of 64 bits drawn evenly begin with 89 once in a hundred times.
	f.loose = !chinese
	return f
}

// letteredICCID judges the Chinese form with letters in the places of the operator's
// own code (898600A…), and a 20th place that is filled with F.
func (n *number) letteredICCID(chinese bool) finding {
	d := n.digits
	if d[len(d)-1]|0x20 == 'f' && decimalRun(d[:len(d)-1]) { // 19 digits in ten bytes
		n.end--
		return finding{formed: simCountry(d[2:]), valid: luhn(d[:len(d)-1]), needsWord: true}
	}
	letters, ok := hexDigits(d)
	if !chinese || !ok || letters > 4 || !decimalRun(d[:6]) || d[4] > '1' || !decimalRun(d[len(d)-6:]) {
		return finding{}
	}
	return finding{formed: true, valid: true, needsWord: len(d) != 20}
}

func decimalRun(v []byte) bool { return digitsFrom(v, 0) == len(v) }

// simCountry says whether the digits behind 89 begin with a calling code of ITU-T
// E.164. North American cards have 01 for the 1.
func simCountry(d []byte) bool {
	if d[0] == '0' {
		return d[1] == '1'
	}
	cc, _ := splitCallingCode(d)
	return cc != 0
}
