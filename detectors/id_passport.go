package detectors

import "bytes"

// The number of a passport, and the machine-readable lines of passports and cards
// (id_mrz.go). Chinese passports have E and eight digits, or E, a letter and seven; G,
// D, S and P, with or without an E behind them, are the older, diplomatic and
// official ones. Other countries have one to three letters and digits, or digits
// alone. Codes of orders and coupons look the same, so a word must name the number;
// the check digits of the lines speak for themselves.
var _ = register(detector{
	category: "id.passport",
	evidence: "checksum, format",
	tokens:   []int{8, 9, 44},
	lengths:  []int{7, 8, 9},
	literals: []string{"<<", "<0", "<1", "<2", "<3", "<4", "<5", "<6", "<7", "<8", "<9"},
	// Of tokens of eight or nine letters and digits few are otherwise formed.
	chance:   0.5,
	strength: 6,
	words: `passport passports passportno passportnum passportnumber passportid passportcode passportnr passportcard cnpassport cnpassportno chinapassport passporte ppno ppnum ppnumber pptno
		traveldocument traveldocumentno traveldocumentnumber traveldocno mrz mrzline mrzcode machinereadablezone reisepass passeport pasaporte
		~certno ~certnum ~certificateno ~idno ~idnumber ~identityno ~证件号 ~证件号码 ~证件编号
		护照 护照号 护照号码 护照编号 护照证件号 护照证号 因私护照 因公护照 普通护照 外交护照 公务护照 中国护照 外国护照 机读码 旅行证件号 旅行证号 旅行证号码
		護照 護照號 護照號碼 護照編號 hzh hzhm hzhaoma huzhao huzhaohao huzhaohaoma ~hz 여권 여권번호 パスポート 旅券番号`,
	beside: documentKeys,
	check: func(n *number) finding {
		switch {
		case n.by == byLiteral:
			return n.machineReadable()
		case n.by == byToken && n.end-n.start == 44:
			return n.readableRow(n.start, n.end)
		}
		return n.passport()
	},
})

func (n *number) passport() finding {
	data, start := n.data, n.start
	if n.by == byNumber {
		if n.grouped {
			return finding{}
		}
		start = lettersBefore(data, start, 2)
	}
	var buf [12]byte
	c := signsOf(buf[:0], data[start:n.end])
	form := passportForm(c)
	if form == noPassport || form == digitsOnly && (n.named < full && (len(c) == 8 || !n.beside(passportNames)) || len(c) == 8 && dateLike(c)) ||
		!capitals(data[start:n.end]) && n.named < full && !(form == chinesePassport && n.beside(passportNames)) ||
		form == foreignPassport && n.named < full && n.beside(permitNames) && !n.beside(passportNames) {
		return finding{}
	}
	n.start = start
	f := finding{formed: true, valid: true, needsWord: form != chinesePassport || n.named < weak}
	f.known = string(c) == "L898902C3" // Doc 9303
	return f
}

// documentKeys are what stands before the number of a document whose kind is told
// elsewhere. Directly behind them forms of letters and digits count.
var documentKeys = func() (out []string) {
	for _, k := range []string{"证件号码", "证件号", "证件编号", "證件號碼"} {
		out = append(out, k, k+":", k+"：", k+`":`, k+"=", k+"为", k+"是")
	}
	for _, k := range []string{"idNo", "id_no", "IDNo", "idNumber", "id_number", "certNo", "cert_no", "certNum", "cert_num", "certificateNo", "certificate_no"} {
		out = append(out, k+":", k+`":`, k+"=")
	}
	return out
}()

// passportNames are parts of words that name passports.
var passportNames = [][]byte{
	[]byte("护照"), []byte("護照"), []byte("assport"), []byte("ASSPORT"), []byte("旅行证"), []byte("旅行證"), []byte("旅券"), []byte("パスポート"), []byte("여권"),
	[]byte("ravel"), []byte("ppno"), []byte("huzhao"), []byte("hzh"),
}

// beside says whether one of the names stands in the 60 bytes before the candidate or
// in the 30 behind it: the cheap test before words are looked up.
func (n *number) beside(names [][]byte) bool {
	before, behind := n.data[max(0, n.start-60):n.start], n.data[n.end:min(len(n.data), n.end+30)]
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	if k := bytes.IndexByte(behind, '\n'); k >= 0 {
		behind = behind[:k]
	}
	for _, w := range names {
		if bytes.Contains(before, w) || bytes.Contains(behind, w) {
			return true
		}
	}
	return false
}

// passportFormat is how the number of a passport is made up.
type passportFormat uint8

const (
	noPassport passportFormat = iota
	chinesePassport
	foreignPassport
	digitsOnly
)

// passportForm tells the forms of eight and nine characters apart.
func passportForm(c []byte) passportFormat {
	if len(c) < 8 || len(c) > 9 {
		return noPassport
	}
	letters := 0
	for letters < len(c) && isLetter(c[letters]) {
		letters++
	}
	rest := c[letters:]
	if len(rest) < 5 {
		return noPassport
	}
	plain := allDigits(rest)
	switch {
	case letters == 0 && plain:
		if sameDigits(c) {
			return noPassport
		}
		return digitsOnly
	case plain && sameDigits(rest):
		return noPassport
	case letters == 1 && plain:
		switch c[0] {
		case 'E', 'G':
			if len(c) == 9 {
				return chinesePassport
			}
		case 'D', 'S', 'P':
			return chinesePassport
		}
		return foreignPassport
	case letters == 2 && plain && len(c) == 9:
		switch {
		case c[0] == 'E' && c[1] != 'I' && c[1] != 'O', (c[0] == 'S' || c[0] == 'P' || c[0] == 'D') && c[1] == 'E':
			return chinesePassport
		}
		return foreignPassport
	case letters <= 3 && letters > 0 && plain:
		return foreignPassport
	}
	digits := 0
	for _, b := range c {
		if isDigit(b) {
			digits++
		}
	}
	// Germany C01X00T47, France 12AB34567, Korea M123A4567, Singapore E1234567N.
	if len(c) == 9 && digits >= 5 && (letters == 1 || letters == 0 && isLetter(c[2]) && isLetter(c[3]) && digits == 7) {
		return foreignPassport
	}
	return noPassport
}
