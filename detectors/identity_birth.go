package detectors

// The date of birth, told by the field's name and the form of a date (ISO 8601,
// GB/T 7408, and as people write it) of the last 130 years.
var _ = register(detector{
	category: "identity.birth_date",
	evidence: "field name, date",
	value:    true,
	// A date of a record is a date of the last 130 years, so only the name tells.
	chance:   0.9,
	strength: 1,
	words: `birthday birthdate dateofbirth dob birth birthdt borndate bornon bornat dateborn birthdatetime birthymd
		生日 出生日期 出生年月 出生年月日 出生时间 出生日 生年月日 出生 出生於 ~csrq ~csny chushengriqi shengri ~sr`,
	check: func(n *number) finding {
		if nothing(n.digits) {
			return finding{}
		}
		y, m, d, ok := dateOf(n.digits)
		if !ok {
			return finding{formed: n.by == byValue}
		}
		born := y*10000 + m*100 + d
		f := finding{formed: true, valid: born <= n.e.asOf && n.e.asOf-born < (oldestAge+1)*10000}
		// What programs write where no date was given.
		f.known = f.valid && (born == 19000101 || born == 19700101 || born == 19000000)
		if f.valid {
			f.aged, f.years = true, uint8((n.e.asOf-born)/10000)
		}
		return f
	},
})

// The age in years, told by the field's name.
var _ = register(detector{
	category: "identity.age",
	evidence: "field name, number",
	value:    true,
	chance:   0.9, // any small number is one
	strength: 1,
	words: `age ages userage patientage customerage personage ageyears ageinyears
		年龄 年齡 周岁 岁数 nianling ~nl`,
	check: func(n *number) finding {
		v := n.digits
		if nothing(v) {
			return finding{}
		}
		k := digitsFrom(v, 0)
		rest := string(v[k:])
		ok := k >= 1 && k <= 3 && (rest == "" || rest == "岁" || rest == "周岁" || rest == "歲" || rest == ".0")
		if n.by == byKeyed && !ok {
			return finding{}
		}
		years := 0
		if ok {
			years = decimal(v[:k])
		}
		ok = ok && years <= oldestAge
		return finding{formed: true, valid: ok, aged: ok, years: uint8(years)}
	},
})

// dateOf reads a date as it stands in tables and forms. A month without a day has
// the day 0. Where day and month may be either, both orders must be dates.
func dateOf(v []byte) (y, m, d int, ok bool) {
	var parts [3]int
	var size [3]int
	n, i := 0, 0
	for i < len(v) && n < 3 {
		k := digitsFrom(v, i)
		if k == 0 {
			break
		}
		parts[n], size[n] = decimal(v[i:i+min(k, 9)]), k
		n++
		i += k
		step := dateSign(v[i:])
		i += step
		if step == 0 {
			break
		}
	}
	rest := v[i:]
	if len(rest) > 0 && !(rest[0] == 'T' || rest[0] == ' ' || isDigit(rest[0]) && n == 3 && len(rest) <= 15) {
		return 0, 0, 0, false
	}
	switch {
	case n == 1 && size[0] == 8 && len(rest) == 0:
		y, m, d = parts[0]/10000, parts[0]/100%100, parts[0]%100
	case n == 1 && size[0] == 6 && len(rest) == 0:
		y, m = parts[0]/100, parts[0]%100
	case n >= 2 && size[0] == 4:
		y, m, d = parts[0], parts[1], parts[2]
	case n == 3 && size[2] == 4 && size[0] <= 2 && size[1] <= 2:
		if y, m, d = parts[2], parts[0], parts[1]; m > 12 {
			m, d = d, m
		}
	default:
		return 0, 0, 0, false
	}
	return y, m, d, y >= 1800 && y <= 2099 && m >= 1 && m <= 12 && d <= monthDays(y, m) && (d >= 1 || n < 3)
}

// dateSign is the length of the sign between two parts of a date.
func dateSign(v []byte) int {
	if len(v) == 0 {
		return 0
	}
	switch v[0] {
	case '-', '/', '.':
		return 1
	}
	if len(v) >= 3 {
		switch string(v[:3]) {
		case "年", "月", "日":
			return 3
		}
	}
	return 0
}
