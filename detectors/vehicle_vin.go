package detectors

// A vehicle identification number, ISO 3779 and GB 16735: 17 letters and digits
// without I, O and Q. North America and China ask for a check digit in the ninth
// place; elsewhere anything may stand there, and such numbers count where they are
// named.
var _ = register(detector{
	category: "vehicle.vin",
	evidence: "checksum, form",
	tokens:   []int{17},
	// The check digit is one of eleven characters (49 CFR 565.15).
	chance:   1.0 / 11,
	checksum: true,
	strength: 7,
	words: `vin vins vinno vinnumber vincode vehicleidentificationnumber vehicleidentification chassisno chassisnumber chassis frameno framenumber
		车架号 车架号码 车辆识别代号 车辆识别码 车辆识别号 车辆识别代码 大架号 底盘号 車架號 車輛識別碼 chejiahao ~cjh clsbdm`,
	check: checkVIN,
})

// vinValues are the values of 49 CFR 565.15, table III, by the letter; 0 is for I, O
// and Q, which stand in no number.
var vinValues = [26]uint8{1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9}

var vinWeights = [17]uint8{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}

func checkVIN(n *number) finding {
	d := n.digits
	sum, lowers, beyondHex := 0, 0, false
	for i, c := range d {
		v := c - '0'
		if isLetter(c) {
			if v = vinValues[c|0x20-'a']; v == 0 {
				return finding{}
			}
			if c >= 'a' {
				lowers++
			}
			beyondHex = beyondHex || c|0x20 > 'f'
		}
		sum += int(v) * int(vinWeights[i])
	}
	letters := 0
	for _, c := range d {
		if isLetter(c) {
			letters++
		}
	}
	if lowers > 0 && lowers < letters || d[0] == '0' || digitsFrom(d, 15) < 2 {
		return finding{}
	}
	f := finding{formed: true, valid: "0123456789X"[sum%11] == upperOf(d[8])}
	f.known = f.valid && (upperEqual(d, "1M8GDM9AXKP042788") || upperEqual(d, "11111111111111111") || upperEqual(d, "1HGCM82633A004352"))
	switch {
	case f.valid:
		f.needsWord = !beyondHex || lowers > 0 || !vinYear(d[9]) || digitsFrom(d, 13) < 4
	case d[0] >= '1' && d[0] <= '5' || d[0]|0x20 == 'l':
		f.needsWord = true // where a check digit is asked for
	default:
		f.valid, f.needsWord = true, true
	}
	return f
}

// vinYear says whether a character stands for a year: U, Z and 0 do not.
func vinYear(c byte) bool { return c|0x20 != 'u' && c|0x20 != 'z' && c != '0' }

// upperEqual compares v with capitals and digits.
func upperEqual(v []byte, s string) bool {
	if len(v) != len(s) {
		return false
	}
	for i, c := range v {
		if upperOf(c) != s[i] {
			return false
		}
	}
	return true
}
