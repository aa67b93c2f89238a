package detectors

// Documents whose numbers have no form of their own: a Chinese driving licence
// carries the number of the resident ID card or a file number of twelve digits, a
// social security card that of the ID card or a letter and eight digits, a work
// permit whatever its issuer likes. The name of the field says what they are, and in
// text the word before them.

var _ = register(detector{
	category:    "id.driving_licence",
	evidence:    "field name, format",
	value:       true,
	tokens:      []int{7, 8, 9, 10, 11, 12, 13, 15, 16, 18},
	lengths:     []int{12, 18},
	behind:      behindAll(" :=#\"'."+notASCII, 12, 18), // behindPlainWord
	tokenBehind: " :=#\"'." + notASCII,
	headerOnly:  true,
	chance:      0.5,
	strength:    1,
	words: `drivinglicence drivinglicenceno drivinglicencenum drivinglicencenumber drivinglicense drivinglicenseno drivinglicensenum drivinglicensenumber
		driverlicence driverlicenceno driverlicencenumber driverlicense driverlicenseno driverlicensenum driverlicensenumber
		driverslicence driverslicenceno driverslicencenumber driverslicense driverslicenseno driverslicensenum driverslicensenumber
		dlno dlnum dlnumber driverlic driverlicno driverslicno
		驾驶证 驾驶证号 驾驶证号码 驾驶证编号 驾驶证档案编号 驾驶证件号 机动车驾驶证 机动车驾驶证号 机动车驾驶证号码 驾照 驾照号 驾照号码 驾照编号 驾驶执照 驾驶执照号 驾驶执照号码
		駕駛證 駕照 駕照號碼 駕駛執照 駕駛執照號碼 jsz jszh jszhm jiashizheng jiashizhenghao jiazhao jiazhaohao`,
	check: func(n *number) finding { return n.documentNumber(6, 20) },
})

var _ = register(detector{
	category:    "id.social_security_card",
	evidence:    "field name, format",
	value:       true,
	tokens:      []int{9, 10, 18},
	lengths:     []int{8, 9, 10, 12, 18},
	behind:      behindAll(" :=#\"'."+notASCII, 8, 9, 10, 12, 18), // behindPlainWord
	tokenBehind: " :=#\"'." + notASCII,
	headerOnly:  true,
	chance:      0.5,
	strength:    1,
	words: `socialsecuritycard socialsecuritycardno socialsecuritycardnum socialsecuritycardnumber socialsecuritycardid socialsecurityno socialsecurity ssc sscno sscnum sscnumber sscard sscardno
		socialcardno medicalinsuranceno medicalinsurancenumber medicalinsurancecard medicalinsurancecardno medicareno medicarecard medicarecardno socialinsurancecard socialinsurancecardno
		社保卡 社保卡号 社保卡号码 社会保障卡 社会保障卡号 社会保障卡号码 社保号 社保号码 社保编号 社保账号 社保电脑号 社会保障号 社会保障号码 社会保险号 社会保险号码 社会保险编号
		医保卡 医保卡号 医保卡号码 医保号 医保号码 医保编号 医保个人编号 医疗保险号 医疗保险卡号 医疗保险编号 公积金账号 公积金号
		社保卡號 醫保卡號 社會保障卡 健保卡號 sbk sbkh sbkhm shebaoka shebaokahao shebaohao ybkh yibaoka yibaokahao ~ybh ~sbh`,
	check: func(n *number) finding {
		if n.americanSocial() {
			return finding{}
		}
		return n.documentNumber(6, 20)
	},
})

// americanSocial says whether a value is what Americans call a social security number:
// 123-45-6789, or nine digits behind an English word and a sign.
func (n *number) americanSocial() bool {
	v := n.data[n.start:n.end]
	switch {
	case len(v) == 11 && (v[3] == '-' || v[3] == ' ') && v[6] == v[3]:
		return decimalRun(v[:3]) && decimalRun(v[4:6]) && decimalRun(v[7:])
	case len(v) == 9 && n.by == byKeyed && decimalRun(v):
		_, key := n.signBefore(n.start > 0 && (n.data[n.start-1] == '"' || n.data[n.start-1] == '\''))
		return key == latinKey
	}
	return false
}

var _ = register(detector{
	category:    "id.work_permit",
	evidence:    "field name, format",
	value:       true,
	tokens:      []int{7, 8, 9, 10, 11, 12, 13, 14, 15},
	lengths:     []int{8, 12},
	behind:      behindAll(" :=#\"'."+notASCII, 8, 12), // behindPlainWord
	tokenBehind: " :=#\"'." + notASCII,
	headerOnly:  true,
	chance:      0.5,
	strength:    1,
	words: `workpermit workpermitno workpermitnum workpermitnumber workpermitid workcard workcardno workcardnumber employmentpermit employmentpermitno employmentpass employmentpassno workvisano
		工作证 工作证号 工作证号码 工作证编号 工作证件号 工作许可证 工作许可证号 工作许可证号码 工作许可 工作许可号 外国人工作许可证 外国人工作许可证号 外国人工作许可证号码
		就业证 就业证号 就业证号码 外国人就业证 外国人就业证号 就业许可证 就业许可证号 工作簽證號 工作證 工作證號 工作證號碼 工作許可證 gzz gzzh gzzhm gongzuozheng gongzuozhenghao gzxkz`,
	check: func(n *number) finding { return n.documentNumber(4, 24) },
})

// documentNumber says whether a value is like the number of a document: letters and
// digits, three digits of them at least, with spaces and hyphens between.
func (n *number) documentNumber(least, most int) finding {
	inText := n.by == byNumber || n.by == byToken
	if inText && (n.grouped || !n.behindPlainWord()) {
		return finding{}
	}
	signs, digits := 0, 0
	v := n.data[n.start:n.end]
	if len(v) > 2*most {
		return finding{}
	}
	for i, c := range v {
		switch {
		case isDigit(c):
			digits++
			signs++
		case isLetter(c):
			signs++
		case (c == ' ' || c == '-' || c == '/' || c == '(') && i > 0:
		case c == ')' && i == len(v)-1:
		default:
			return finding{}
		}
	}
	if signs < least || signs > most || digits < 3 || digits*3 < signs || digits == len(v) && (sameDigits(v) || len(v) == 8 && dateLike(v)) {
		return finding{}
	}
	if len(v) >= 10 && v[4] == '-' && v[7] == '-' || len(v) > 2 && digits < len(v) && v[0] == '1' && digits == 11 { // a date, a mobile
		return finding{}
	}
	return finding{formed: true, valid: true, needsWord: inText}
}

// behindPlainWord says whether a word stands before the candidate with spaces between,
// or with a sign that the word before it does not take (keyed): "驾驶证号 1101…",
// "driver license: D1234567".
func (n *number) behindPlainWord() bool {
	data, p, sign := n.data, n.start, false
	for p > 0 && n.start-p < 5 {
		c := data[p-1]
		if c == ':' || c == '=' || c == '#' {
			sign = true
		} else if c != ' ' && c != '"' && c != '\'' && (c != '.' || sign) {
			break
		}
		p--
	}
	if p == 0 || !isLetter(data[p-1]) && data[p-1] < 0x80 || isLetter(data[p-1]) && p == n.start {
		return false
	}
	if c := data[p-1]; p >= 3 && data[p-3] == 0xef && data[p-2] == 0xbc && (c == 0x9a || c == 0x9d) {
		return false // a full-width colon or equals sign: keyed
	}
	if !sign {
		return true
	}
	key := p
	for key > 0 && p-key < maxKey && (data[key-1] >= 0x80 || isLetter(data[key-1]) || data[key-1] == '_' || data[key-1] == '-') {
		key--
	}
	return len(n.e.keys(nil, data[key:p])) == 0
}
