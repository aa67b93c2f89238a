package detectors

import (
	"sync"

	"golang.org/x/text/language"
)

// The number of the card of a foreigner who lives in China for good. Since 2023 it
// has 18 digits like that of a resident, with 9, the province and the country of ISO
// 3166-1 in the place of the area, and is found here and not as id.cn_resident;
// before it had three letters of the country, four digits of the place of the
// application, the date of birth with a year of two digits, a serial digit and a
// check digit whose rule is not published (National Immigration Administration).
var _ = register(detector{
	category: "id.foreigner_pr",
	evidence: "checksum, date, area code",
	lengths:  []int{18},
	leads:    map[int]string{18: "9"},
	groups:   []string{"6-8-4", "6-4-4-4", "3-3-8-4", "6-4-2-2-4"},
	letter:   true,
	tokens:   []int{15},
	shapes:   map[int]string{15: "aaa99"},
	// A remainder modulo 11 is right by chance once in 11 times (ISO 7064).
	chance:   1.0 / 11,
	checksum: true,
	strength: 9,
	words: `prcid prcidno prcard prcardno foreignerpr foreignerprno fpr fprno permanentresidence permanentresidencecard permanentresidencecardno
		permanentresident permanentresidentid permanentresidentidcard foreignpermanentresident foreignerpermanentresident chinagreencard
		永久居留证 永久居留证号 永久居留证号码 永久居留身份证 永久居留身份证号 永久居留身份证号码 外国人永久居留证 外国人永久居留证号 外国人永久居留证号码
		外国人永久居留身份证 外国人永久居留身份证号 外国人永久居留身份证号码 外国人居留证 外国人居留证号 外国人居留证号码 外国人身份证 外国人身份证号 外国人身份证号码
		五星卡 五星卡号 永居证 永居证号 永居卡 永居卡号 永久居留證 永久居留身份證 yjjlz yjjlzh yjjlzhm yongjiujuliuzheng waiguorenjuliuzheng`,
	check: func(n *number) finding {
		if n.by == byToken {
			return n.oldPermanentResident()
		}
		if n.digits[0] != '9' {
			return finding{}
		}
		return n.resident()
	},
})

// oldPermanentResident checks three letters and twelve digits.
func (n *number) oldPermanentResident() finding {
	d := n.digits
	if !isLetter(d[0]) || !isLetter(d[1]) || !isLetter(d[2]) || !allDigits(d[3:]) {
		return finding{}
	}
	country := alphaCountry(d[:3])
	month, day := decimal(d[9:11]), decimal(d[11:13])
	exact := country && n.e.areas.has(decimal(d[3:5])*10000) && month >= 1 && month <= 12 && day >= 1 && day <= 31
	return finding{
		formed: country, valid: country, loose: true,
		needsWord: !exact || !capitals(d) || attached(n.data, n.start, n.end),
	}
}

// alphaCountry says whether three letters are a country of ISO 3166-1.
func alphaCountry(v []byte) bool {
	return alphaCountries()[alphaIndex(v)]
}

func alphaIndex(v []byte) int {
	return int(capital(v[0])-'A')*26*26 + int(capital(v[1])-'A')*26 + int(capital(v[2])-'A')
}

var alphaCountries = sync.OnceValue(func() *[26 * 26 * 26]bool {
	t := &[26 * 26 * 26]bool{}
	for i := range 1000 {
		if !countryNumbers()[i] {
			continue
		}
		if r, err := language.ParseRegion(numericCode(i)); err == nil {
			if iso := r.ISO3(); len(iso) == 3 {
				t[alphaIndex([]byte(iso))] = true
			}
		}
	}
	return t
})

func numericCode(i int) string {
	return string([]byte{'0' + byte(i/100), '0' + byte(i/10%10), '0' + byte(i%10)})
}
