package detectors

import "bytes"

// The number of a Chinese resident identity card, GB 11643-1999: six digits of
// the area, the date of birth, three digits, and a check character after ISO
// 7064 MOD 11-2. The same form have the residence permits of people from Hong
// Kong, Macau and Taiwan (areas 810000, 820000, 830000, since 2018). What begins
// with 9 is the card of a foreigner and found as id.foreigner_pr. Before 1999 the
// number had 15 digits, a year of two digits and no check character; those count in
// fields that name them.
var _ = register(detector{
	category: "id.cn_resident",
	evidence: "checksum, date, area code",
	lengths:  []int{15, 18},
	leads:    map[int]string{15: "1-9", 18: "1-8"},
	groups:   []string{"6-8-4", "6-4-4-4", "3-3-8-4", "6-4-2-2-4", "4-4-4-4-2"},
	letter:   true,
	// A remainder modulo 11 is right by chance once in 11 times (ISO 7064).
	chance:   1.0 / 11,
	checksum: true,
	strength: 9,
	words: `idcard idcardno idcardnum idcardnumber idno idnum idnumber identity identityno identitynum
		identitycard identitycardno identitynumber certno certnum certificateno certid cardid citizenid nationalid
		nationalidnumber residentid residentidcard idcardcode chinaid cnid
		身份证 身份证号 身份证号码 身份证ID 身份证NO 身份证件号 身份证件号码 证件号 证件号码 证件编号 公民身份号码 公民身份证号码 身份号码 居民身份证 居民身份证号码 二代证 居住证 居住证号 居住证号码 社保号 社保号码 社会保障号 社会保障号码
		身份證 身份證號 身份證號碼 證件號碼
		sfz sfzh sfzhm sfzno sfzhao shenfenzheng shenfenzhenghao shenfenzhenghaoma zjhm zjhao zhengjianhao ~zjh ctfno certnbr idnbr gmsfhm sfhm`,
	beside: []string{"ID:", "ID：", "ID号", "Id:"},
	check:  checkResident,
})

// oldestAge bounds the age of a person: nobody is known to have passed 122.
const oldestAge = 130

func checkResident(n *number) finding {
	d := n.digits
	if len(d) == 15 {
		return n.oldResident()
	}
	if d[0] == '9' {
		return finding{}
	}
	return n.resident()
}

// resident checks the form with 18 digits.
func (n *number) resident() finding {
	d := n.digits
	year, month, day := decimal(d[6:10]), decimal(d[10:12]), decimal(d[12:14])
	if d[0] == '0' || year < 1800 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31 {
		return finding{}
	}
	f := finding{formed: true}
	born := year*10000 + month*100 + day
	f.valid = day <= monthDays(year, month) && born <= n.e.asOf && n.e.asOf-born < (oldestAge+1)*10000 &&
		n.e.residentArea(d) && mod11(d)
	f.aged, f.years = true, uint8(max(0, min(n.e.asOf-born, oldestAge*10000))/10000)
	f.known = string(d) == "11010519491231002X" // the specimen of GB 11643-1999
	// A number of an order often ends in a date of these days and a counter, and
	// is then the number of an infant once in eleven times.
	f.loose = n.e.asOf-born < 30000
	return f
}

// oldResident checks the form of before 1999. A column of such numbers is told
// by its name alone.
func (n *number) oldResident() finding {
	d := n.digits
	year, month, day := 1900+decimal(d[6:8]), decimal(d[8:10]), decimal(d[10:12])
	if n.grouped || d[len(d)-1] == 'X' || d[0] == '0' || month < 1 || month > 12 || day < 1 || day > 31 {
		return finding{}
	}
	return finding{
		formed: true, valid: day <= monthDays(year, month) && n.e.areas.has(decimal(d[:6])),
		needsWord: true, loose: true,
	}
}

// residentArea says whether the first digits are an area or one of the forms
// that stand in its place.
func (e *Engine) residentArea(d []byte) bool {
	if d[0] == '9' {
		return e.areas.has(decimal(d[1:3])*10000) && countryNumbers()[decimal(d[3:6])]
	}
	if d[0] == '8' {
		return d[1] >= '1' && d[1] <= '3' && bytes.Equal(d[2:6], []byte("0000"))
	}
	return e.areas.has(decimal(d[:6])) || bytes.Equal(d[:6], []byte("710000"))
}

// mod11 checks 17 digits and a check character after ISO 7064 MOD 11-2.
func mod11(d []byte) bool {
	sum := 0
	for i, c := range d[:17] {
		sum += int(residentWeights[i]) * int(c-'0')
	}
	return "10X98765432"[sum%11] == d[17]
}

// residentWeights are 2 to the power of 17, 16 … 1, modulo 11 (GB 11643-1999).
var residentWeights = [17]uint8{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

func decimal(d []byte) int {
	n := 0
	for _, c := range d {
		n = n*10 + int(c-'0')
	}
	return n
}

func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
