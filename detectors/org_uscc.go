package detectors

import "fmt"

// The unified social credit code of Chinese organisations, GB 32100-2015 with its
// amendment of 2016: the authority that registers, the kind of the organisation, six
// digits of the area, the nine characters of GB 11714, and a check character, MOD 31.
// Code 92 is a sole trader, whose code is also data of a person.
var _ = register(detector{
	category: "org.uscc",
	evidence: "checksum, registering authority",
	lengths:  []int{18},
	leads:    kindLeads(),
	tokens:   []int{18},
	shapes:   map[int]string{18: "*9999"},
	// The check character is one of 31 (GB 32100-2015).
	chance:   1.0 / 31,
	checksum: true,
	strength: 10,
	words: `uscc usci creditcode socialcreditcode unifiedsocialcreditcode unifiedcode unifiedsocialcreditidentifier uniformsocialcreditcode
		orgcreditcode companycreditcode enterprisecreditcode taxno taxnumber taxid taxpayerid taxpayerno taxpayeridentificationnumber
		统一社会信用代码 社会信用代码 统一信用代码 统一代码 信用代码 营业执照号 营业执照号码 营业执照编号 营业执照 税号 纳税人识别号 税务登记号 组织机构代码 企业代码
		統一社會信用代碼 tyshxydm tyxydm shxydm xydm nsrsbh yyzzh`,
	check: checkCreditCode,
})

// creditKinds holds the kinds of organisations that each authority registers (table
// 1 of the standard).
var creditKinds = map[byte]string{
	'1': "1239", '2': "19", '3': "123459", '4': "19", '5': "12349", '6': "129", '7': "129", '8': "19", '9': "123", 'A': "19", 'N': "1239", 'Y': "1",
}

// kindOf holds one bit for each kind, by the authority.
var kindOf = func() (t [128]uint16) {
	for a, kinds := range creditKinds {
		for i := range len(kinds) {
			t[a] |= 1 << (kinds[i] - '0')
		}
	}
	return t
}()

// kindLeads are the codes of authorities that are digits, with their kinds.
func kindLeads() map[int]string {
	lead := ""
	for a := byte('0'); a <= '9'; a++ {
		for _, kind := range creditKinds[a] {
			lead += fmt.Sprintf("%c%c ", a, kind)
		}
	}
	return map[int]string{18: lead}
}

func checkCreditCode(n *number) finding {
	d := n.digits
	first := upperOf(d[0])
	if d[len(d)-1] >= 0x80 || !isDigit(d[1]) || kindOf[first&0x7f]>>(d[1]-'0')&1 == 0 || digitsFrom(d[2:8], 0) != 6 {
		return finding{}
	}
	var v [18]byte
	upperInto(v[:], d)
	for _, c := range v[8:] {
		if c == 'I' || c == 'O' || c == 'S' || c == 'V' || c == 'Z' {
			return finding{}
		}
	}
	area := decimal(v[2:8])
	if area != 100000 && !n.e.areas.has(area/10000*10000) {
		return finding{}
	}
	f := finding{formed: true, valid: creditCode(v[:])}
	f.known = f.valid && string(v[:]) == "91110000600037341L" // of python-stdnum's documentation
	if n.by == byNumber {
		// Eighteen digits may be much else, so the area and the check digit of the
		// organisation must be right, too.
		f.needsWord = !n.e.areas.has(area) && area != 100000 || !organisationCode(v[8:17])
	}
	return f
}

// organisationCode checks eight characters and a check character, GB 11714: MOD 11.
func organisationCode(v []byte) bool {
	sum := 0
	for i, c := range v[:8] {
		a := int(c - '0')
		if isLetter(c) {
			a = int(c-'A') + 10
		}
		sum += a * int([8]uint8{3, 7, 9, 10, 5, 8, 4, 2}[i])
	}
	return "0X987654321"[sum%11] == v[8]
}
