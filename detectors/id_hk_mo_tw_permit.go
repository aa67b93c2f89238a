package detectors

// The number of a permit for travel between the mainland and Hong Kong, Macau or
// Taiwan. Into the mainland: H or M and eight digits, with two more for the copy on
// older cards; for people from Taiwan eight digits, ten or an added letter on older
// ones. Out of it: C and eight characters, W and eight digits before 2014; to Taiwan
// L, before T, and eight digits (National Immigration Administration). No check digit
// is published, so a word must name it.
var _ = register(detector{
	category: "id.hk_mo_tw_permit",
	evidence: "format",
	tokens:   []int{9, 11},
	shapes:   map[int]string{9: "**999", 11: "**999"},
	lengths:  []int{8, 10},
	// Of tokens of a letter and eight digits one letter in four is one of these.
	chance:   0.25,
	strength: 3,
	words: `hkmopermit hkmotwpermit hkmopermitno hkmacaupermit hkpermit hkpermitno twpermit twpermitno travelpermit travelpermitno travelpermitnumber mainlandtravelpermit
		homereturnpermit homereturnpermitno homereturncard hrp hrpno eephkm mtp mtps mtpno taiwancompatriotpermit taiwancompatriot exitentrypermit ~permit ~permitno ~permitnumber
		~certno ~certnum ~certificateno ~idno ~idnumber ~identityno ~证件号 ~证件号码 ~证件编号 ~通行证
		港澳通行证 港澳通行证号 港澳通行证号码 往来港澳通行证 往来港澳通行证号 往来港澳通行证号码 港澳台通行证 港澳台通行证号 港澳台通行证号码 来往内地通行证
		港澳居民来往内地通行证 港澳居民来往内地通行证号 港澳居民来往内地通行证号码 港澳居民通行证 内地通行证 内地通行证号 通行证号 通行证号码
		台胞证 台胞证号 台胞证号码 回乡证 回乡证号 回乡证号码 回乡卡 台湾通行证 台湾通行证号 往来台湾通行证 往来台湾通行证号 大陆居民往来台湾通行证
		台湾居民来往大陆通行证 台湾居民来往大陆通行证号 台湾居民来往大陆通行证号码 大陆通行证 大通证 入台证号
		港澳通行證 台胞證 臺胞證 回鄉證 回鄉證號碼 台胞證號碼 通行證號碼
		gatxz gatxzh gangaotongxingzheng taibaozheng huixiangzheng tongxingzheng tongxingzhenghao txzh ~txz ~tbz ~tbzh ~hxz ~hxzh`,
	beside: documentKeys,
	check:  checkPermit,
})

func checkPermit(n *number) finding {
	data, start := n.data, n.start
	if n.by == byNumber {
		if n.grouped {
			return finding{}
		}
		start = lettersBefore(data, start, 1)
	}
	var buf [12]byte
	c := signsOf(buf[:0], data[start:n.end])
	strict := false
	switch {
	case len(c) == 8 || len(c) == 10 && isDigit(c[0]):
		if n.by != byNumber || len(c) == 8 && dateLike(c) || sameDigits(c) || n.named < full && !n.beside(permitNames) {
			return finding{}
		}
	case len(c) == 9 && isDigit(c[0]): // 12345678A
		if !allDigits(c[:8]) || c[8] > 'H' {
			return finding{}
		}
	case !allDigits(c[2:]) || !isDigit(c[1]) && (c[0] != 'C' || c[1] == 'I' || c[1] == 'O'):
		return finding{}
	case len(c) == 9 || len(c) == 11 && (c[0] == 'H' || c[0] == 'M'):
		switch c[0] {
		case 'H', 'M':
			strict = true
		case 'C', 'W', 'L', 'T':
		default:
			return finding{}
		}
	default:
		return finding{}
	}
	n.start = start
	if e := n.end; e+2 < len(data) && data[e] == '(' { // the copy, in brackets
		for k := e + 2; k < len(data) && k <= e+3; k++ {
			if data[k] == ')' && (isLetter(data[e+1]) || allDigits(data[e+1:k])) {
				n.end = k + 1
				break
			}
		}
	}
	return finding{formed: true, valid: true, needsWord: !strict || n.named < weak || !capitals(data[start:n.end])}
}

// permitNames are parts of words that name permits.
var permitNames = [][]byte{
	[]byte("通行"), []byte("台胞"), []byte("臺胞"), []byte("回乡"), []byte("回鄉"), []byte("大通证"), []byte("入台证"), []byte("ermit"), []byte("PERMIT"),
	[]byte("mtp"), []byte("MTP"), []byte("aibaozheng"), []byte("aiwan"),
}

// dateLike says whether eight digits are a day of these and the last hundred years.
func dateLike(d []byte) bool {
	year := decimal(d[:4])
	return year >= 1900 && year < 2100 && calendarDay(year, decimal(d[4:6]), decimal(d[6:8]))
}
