package detectors

import (
	"bytes"
	"unicode/utf8"
)

// The age in years, or a range of ages, told by the field's name.
var _ = register(detector{
	category: "identity.age",
	evidence: "field name, range",
	value:    true,
	chance:   0.9, // any small number is one
	strength: 1,
	words: `=age =ages ageyears ageinyears ageatvisit ageatdiagnosis ageofuser agegroup agerange ageband agebracket agesegment ~age` + of("age") + `
		年龄 年齡 周岁 岁数 实足年龄 年龄段 年龄层 年龄区间 年龄范围 用户年龄 nianling ~nl ~平均年龄 ~最大年龄 ~最小年龄 ~建筑年龄`,
	check: checkAge,
})

func checkAge(n *number) finding {
	var buf [64]byte
	v := narrowed(buf[:0], n.digits)
	if nothing(v) {
		return finding{}
	}
	years, ok := ageOf(v)
	if n.by == byKeyed && !ok {
		return finding{}
	}
	f := finding{formed: true, valid: ok, needsWord: n.by == byValue, aged: ok}
	if ok {
		f.years = uint8(min(years, oldestAge))
	}
	return f
}

// ageOf reads an age: "34", "34.0", "34岁", "34 years", "8 months"; of a range
// ("18-24", "60岁以上", "<18") it is the highest of it that is known.
func ageOf(v []byte) (years int, ok bool) {
	if len(v) > 24 {
		return 0, false
	}
	if v[0] == '<' || v[0] == '>' {
		v = bytes.TrimLeft(v[1:], "= ")
	}
	k := digitsFrom(v, 0)
	if k < 1 || k > 3 || k > 1 && v[0] == '0' {
		return 0, false
	}
	years, v = decimal(v[:k]), v[k:]
	if len(v) >= 2 && v[0] == '.' && v[1] == '0' && len(bytes.Trim(v[1:], "0")) == 0 { // as tables of fractions have it
		return years, years <= oldestAge
	}
	if bytes.HasPrefix(v, []byte("岁")) {
		v = v[3:]
	}
	v = bytes.TrimLeft(v, " ")
	if r, size := utf8.DecodeRune(v); r == '-' || r == '~' || r == '–' || r == '—' || r == '至' || r == '到' {
		v = bytes.TrimLeft(v[size:], " ")
		if k = digitsFrom(v, 0); k < 1 || k > 3 || decimal(v[:k]) < years {
			return 0, false
		}
		years, v = decimal(v[:k]), v[k:]
		if bytes.HasPrefix(v, []byte("岁")) {
			v = v[3:]
		}
	}
	if months.has(v) {
		return 0, years <= 36
	}
	return years, years <= oldestAge && (len(v) == 0 || ageUnits.has(bytes.TrimLeft(v, " ")))
}

var (
	ageUnits = phrases("岁,周岁,歲,年,岁以上,岁以下,以上,以下,岁及以上,岁及以下,及以上,y,yo,y/o,yr,yrs,year,years,year old,years old,years of age,+")
	months   = phrases("个月,月,月龄,months,month,mo,m")
)
