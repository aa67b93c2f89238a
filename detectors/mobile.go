package detectors

// A mobile number: the Chinese ones of 11 digits, with or without +86, and those
// of other countries with their calling code. The plan of MIIT and the metadata
// of libphonenumber say which prefixes are given out.
var _ = register(detector{
	category: "contact.mobile",
	evidence: "numbering plan",
	lengths:  []int{10, 11, 13},
	leads:    map[int]string{10: "09", 11: "07 1-9", 13: "86"},
	groups:   []string{"3-4-4", "3-8", "7-4", "4-4-3", "4-3-4", "5-6", "4-3-3", "4-6"},
	plus:     true,
	// Of 11 digits that begin with 1, as counters and times do, 56 in 100 begin with
	// an allocated prefix (data/phones_cn.txt: about 560 of 1,000).
	chance:   0.56,
	strength: 3,
	words: `mobile mobileno mobilenum mobilenumber mobilephone mobilephoneno mobilephonenumber mob cell cellno cellphone cellphoneno
		cellphonenumber msisdn phone phoneno phonenum phonenumber tel telno telnum telephone telephoneno telephonenumber contactphone
		contactno contactnumber contacttel userphone usermobile smsphone whatsapp call
		手机 手机号 手机号码 移动电话 联系电话 联系方式 电话 电话号码 联系人电话 联系手机 绑定手机 注册手机 预留手机号 收件人电话 收货人电话 本机号码 致电 来电 拨打 回电 短信
		手機 手機號 手機號碼 電話 電話號碼 聯繫電話 聯絡電話 行動電話
		shouji shoujihao shoujihaoma sjh sjhm lxdh dhhm dianhua lianxidianhua lxfs yddh ~sj ~dh mblno mblphno lxrdh lxrsj khdh khsj jhrdh jhrlxdh`,
	check: checkMobile,
})

func checkMobile(n *number) finding {
	plan := n.e.phones
	d := n.digits
	if n.plus {
		return n.abroad(func(k lineKind) bool {
			return k == mobileLine
		}, func(d []byte) (formed, valid bool) { return len(d) == 11 && d[0] == '1', plan.isMobile(d) })
	}
	switch len(d) {
	case 10:
		return n.ofTaiwan()
	case 13:
		if d[0] != '8' || d[1] != '6' {
			return finding{}
		}
		return finding{formed: true, valid: plan.isMobile(d[2:])}
	case 11:
		if cc, national := n.withoutPlus(); cc != 0 {
			k := n.e.kind(cc, national)
			return finding{formed: k == mobileLine, valid: k == mobileLine}
		}
		if d[0] == '0' && d[1] == '7' && !plan.isLandline(d) {
			k := n.e.kind(44, d[1:]) // as it is written in the United Kingdom
			return finding{formed: k == mobileLine, valid: k == mobileLine, needsWord: true, loose: true}
		}
		if d[0] == '0' || n.grouped && (d[0] != '1' || n.notDialled()) {
			return finding{}
		}
		if n.named < full && countsBehind(n.data, n.end) {
			return finding{}
		}
		return finding{formed: true, valid: plan.isMobile(d), vague: n.glued}
	}
	return finding{}
}

// ofTaiwan checks ten digits that begin with 09, as a mobile is written in Taiwan:
// 0912-345-678, 0912 345 678, 0912-345678. Without hyphens many numbers look so.
func (n *number) ofTaiwan() finding {
	d := n.digits
	if d[0] != '0' || d[1] != '9' {
		return finding{}
	}
	sign := byte(0)
	if n.grouped {
		var size int
		if size, sign = n.firstGroup(); size != 4 || sign != '-' && sign != ' ' {
			return finding{}
		}
	}
	if n.e.kind(886, d[1:]) != mobileLine || sameDigits(d[2:]) {
		return finding{}
	}
	return finding{formed: true, valid: true, loose: true, needsWord: sign != '-'}
}

// notDialled says whether the groups are those of other numbers: of a fraction
// (137.65776062), or of a row of numbers (222 1455 206 1444 246), where mobiles stand
// as 3-4-4 and nothing else does in both directions.
func (n *number) notDialled() bool {
	size, sign := n.firstGroup()
	if sign == '.' {
		return n.fraction()
	}
	if sign != ' ' {
		return false
	}
	if size == 3 && digitsFrom(n.data, n.start+4) == 4 {
		i := n.start - 1
		for i > 0 && isDigit(n.data[i-1]) {
			i--
		}
		return n.inRow() && n.start-1-i > 2 && digitsFrom(n.data, n.end+1) > 3
	}
	return n.besideGroup()
}

// withoutPlus splits a number of Hong Kong or Macau that is written in groups,
// the calling code first, without a plus: "(852) 9123 4567", "853-6612-3456".
func (n *number) withoutPlus() (cc int, national []byte) {
	d := n.digits
	if !n.grouped || len(d) != 11 || d[0] != '8' || d[1] != '5' || d[2] != '2' && d[2] != '3' || isDigit(n.data[n.start+3]) && n.data[n.start] != '(' {
		return 0, nil
	}
	return decimal(d[:3]), d[3:]
}

// abroad checks a number with a calling code. is says which kinds of lines of
// other countries are meant, chinese checks a number of China. A number that
// belongs to another detector is not formed like this one's.
func (n *number) abroad(is func(lineKind) bool, chinese func([]byte) (formed, valid bool)) finding {
	cc, national := splitCallingCode(n.digits)
	if cc == 86 {
		formed, valid := chinese(national)
		return finding{formed: formed, valid: valid}
	}
	if len(national) < 4 {
		return finding{}
	}
	k := n.e.kind(cc, national)
	return finding{formed: is(k), valid: is(k), either: k == eitherLine}
}
