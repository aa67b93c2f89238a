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
	words: `birthday birthdays birthdate birthdates dateofbirth dateofbirths dob dobs birthdt birthdatetime birthymd birthyear yearofbirth birthyearmonth birthmonth
		bday bornon bornat bornin dateborn borndate datebirth birthdayat =birth ~born ~birth =dobirth
		生日 出生日期 出生年月 出生年月日 出生时间 出生日 出生年份 出生年 出生日期时间 生年月日 诞生日 生辰 出生于 出生於 誕生日 出生時間 ~出生 公历生日 农历生日 阳历生日 阴历生日
		shengri chusheng chushengriqi chushengnianyue csrq ~sr csny brthdt brthdy`,
	check: checkBirth,
	judge: judgeNamed,
})

func checkBirth(n *number) finding {
	var buf [64]byte
	v := n.digits
	if n.by == byKeyed { // which may end at a space
		v = n.data[n.start:min(len(n.data), max(n.end, n.start+longestDate))]
	} else {
		v = narrowed(buf[:0], v)
	}
	if nothing(v) {
		return finding{}
	}
	d, size, ok := dateAt(v)
	if n.by == byKeyed {
		if !ok || size < len(v) && (isDigit(v[size]) || isLetter(v[size])) {
			return finding{}
		}
		n.end = n.start + size
	} else if ok = ok && size == len(v); !ok {
		if d, ok = sinceEpoch(v); !ok {
			return finding{formed: !zeros(v)}
		}
	}
	born := d.y*10000 + d.m*100 + d.d
	if d.y <= 1 || d.y == 9999 { // what programs write where no date was given
		return finding{}
	}
	f := finding{formed: true, valid: d.y >= 1880 && born <= n.e.asOf && n.e.asOf-born < (oldestAge+1)*10000}
	f.known = f.valid && (born == 19000101 || born == 19700101 || born == 18991230)
	if f.valid && !f.known && d.d > 0 {
		f.aged, f.years = true, uint8((n.e.asOf-born)/10000)
	}
	f.loose = n.named < full
	return f
}

// zeros says whether all digits of v are noughts.
func zeros(v []byte) bool {
	for _, c := range v {
		if isDigit(c) && c != '0' {
			return false
		}
	}
	return true
}
