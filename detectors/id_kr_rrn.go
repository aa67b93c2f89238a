package detectors

// The registration number of a resident of South Korea: the date of birth, a digit
// for the century and the sex (1 to 4 and 9, 0 for Koreans, 5 to 8 for foreigners),
// four digits of the place, a serial digit and a check digit, weights 2 3 4 5 6 7 8 9
// 2 3 4 5 modulo 11, plus 2 for foreigners. Numbers given out since October 2020
// have six random digits in the place of all that follows the sex (Ministry of the
// Interior and Safety), so a number that does not check may be one of those: it
// counts where a word names it, and elsewhere against the field, since order numbers
// begin with a date, too.
var _ = register(detector{
	category: "id.kr_rrn",
	evidence: "checksum, date",
	lengths:  []int{13},
	groups:   []string{"6-7"},
	// A remainder modulo 11 gives one of ten digits.
	chance:   1.0 / 10,
	checksum: true,
	strength: 7,
	words: `rrn rrns rrnno rrnnumber krrrn residentregistrationnumber residentregistrationno residentregistration koreanid koreanidno jumin juminno juminnum
		juminnumber juminbunho juminbeonho alienregistrationnumber alienregistrationno foreignregistrationnumber
		주민등록번호 주민번호 주민등록 외국인등록번호 외국인번호 韩国身份证 韩国身份证号 韩国身份证号码 韩国居民登记号 韩国居民登记号码 韩国居民登录证号 居民登记号 居民登记号码 韩国居民登录号 韩国居民登录号码 居民登录号
		外国人登录证号 外国人登录号 外国人登陆证号 韓國身份證號碼`,
	check: checkRRN,
})

func checkRRN(n *number) finding {
	d := n.digits
	year := decimal(d[:2])
	switch d[6] {
	case '1', '2', '5', '6':
		year += 1900
	case '3', '4', '7', '8':
		year += 2000
	default:
		year += 1800
	}
	month, day := decimal(d[2:4]), decimal(d[4:6])
	born := year*10000 + month*100 + day
	if month > 12 || day > 31 || day == 0 || month == 0 {
		return finding{}
	}
	f := finding{formed: true}
	if !calendarDay(year, month, day) || born > n.e.asOf || n.e.asOf-born >= (oldestAge+1)*10000 {
		return f
	}
	f.valid = true
	f.needsWord = !n.grouped || n.data[n.start+6] != '-'
	if !rrnDigit(d) || decimal(d[7:9]) > 96 {
		f.needsWord, f.against, f.loose = true, true, true
	}
	return f
}

// rrnDigit checks the last digit as it was made until October 2020.
func rrnDigit(d []byte) bool {
	sum := 0
	for i, c := range d[:12] {
		sum += (2 + i%8) * int(c-'0')
	}
	check := 11 - sum%11
	if d[6] >= '5' && d[6] <= '8' {
		check += 2
	}
	return check%10 == int(d[12]-'0')
}
