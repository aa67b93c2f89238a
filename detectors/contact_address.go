package detectors

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// A postal address. A Chinese one names divisions (GB/T 2260), a road or an estate
// and numbers with 号, 栋, 室; one without a province must be the more complete. A
// city and a road without a number is how news speak of places. English ones are
// told by a number, a street and a ZIP code of a state or a British or Canadian
// postcode. In fields that are called addresses less is enough.
var _ = register(detector{
	category: "contact.address",
	evidence: "dictionary, format",
	value:    true,
	closing:  true,
	peaceful: true,
	lengths:  []int{5},
	behind:   map[int]string{5: " "},
	groups:   []string{"5-4"},
	tokens:   []int{3},
	shapes:   map[int]string{3: "9a*"},
	literals: []string{"P.O. Box ", "PO Box ", "P.O.Box "},
	han:      func() []string { return append(slices.Clone(addressEnds), estateEnds...) },
	// Texts that hold a division, a road and a number and are no address are rare; the
	// figure is a guess on the safe side.
	chance:   1.0 / 20,
	strength: 4,
	words: `address addresses addr addressline streetaddress streetname
		homeaddress homeaddr workaddress mailingaddress postaladdress shippingaddress shipaddress shipaddr deliveryaddress deliveryaddr billingaddress billaddress
		receiveraddress receiveraddr recvaddr consigneeaddress residentialaddress permanentaddress currentaddress companyaddress officeaddress useraddress useraddr
		contactaddress fulladdress detailaddress addressdetail registeredaddress residence domicile =street ~location ~home
		地址 住址 家庭住址 家庭地址 现住址 居住地址 现居住地址 居住地 户籍地址 户籍所在地 户籍 通讯地址 通信地址 联系地址 邮寄地址 收货地址 收件地址 寄件地址 发货地址 配送地址 送货地址
		详细地址 常住地址 单位地址 公司地址 办公地址 注册地址 经营地址 工作地址 身份证地址 证件地址 房屋地址 房屋坐落 坐落 安装地址 上门地址 取件地址 退货地址 开户地址 账单地址 服务地址
		住所 住所地 送达地址 門牌 地址栏 收貨地址 詳細地址 通訊地址 聯絡地址 戶籍地址 寄送地址 ~所在地 ~家住
		dizhi xxdz txdz shdz jtzz jtdz lxdz zhuzhi ~dz ~zz hjdz hkdz hkszd sjrdz jzdz xjzdz khdz ~dwdz ~bgdz ~zzdz`,
	check: checkAddress,
})

// addressEnds are the ends of numbers in Chinese addresses, at which the reader
// looks back. They are asked about only behind a number.
var addressEnds = []string{"号", "號", "室", "栋", "棟", "幢", "座", "弄", "单元", "單元", "楼", "樓", "层", "層", "组", "户"}

// estateEnds are the ends of estates and roads behind which house, staircase and flat
// stand as bare numbers: 翠苑小区4-3-406.
var estateEnds = []string{"小区", "花园", "家园", "公寓", "新村", "大厦", "苑", "园", "村", "府", "庭", "路", "街", "巷", "花園"}

func checkAddress(n *number) finding {
	switch n.by {
	case byHan:
		if n.end < len(n.data) && isDigit(n.data[n.end]) {
			if end := bareHouse(n.data, n.end); end > 0 {
				return n.bareAddressBack(end)
			}
		}
		return n.hanAddressBack()
	case byNumber, byToken, byLiteral:
		return n.latinAddressBack()
	}
	v := n.digits
	if n.by == byKeyed {
		v = line(n.data[n.start:min(len(n.data), n.start+maxAddress)])
	}
	if len(v) < 4 || bytes.Contains(v, []byte("://")) {
		return finding{}
	}
	if k := firstHanAt(v); k >= 0 {
		return n.hanAddressIn(v, k)
	}
	return n.latinAddressIn(v)
}

func firstHanAt(v []byte) int {
	for i, b := range v {
		if b >= 0xe4 && b <= 0xe9 || b == 0xe3 && i+1 < len(v) && v[i+1] >= 0x90 {
			return i
		}
	}
	return -1
}

// sound says whether the parts make an address of their own, without a word for it;
// partial, that they may be one.
func (a hanAddress) sound() bool {
	return a.units > 0 && (a.divisions > 0 && a.towns+a.roads+a.buildings > 0 || a.divisions > 1)
}

func (a hanAddress) partial() bool { return a.units > 1 && a.roads+a.buildings+a.towns > 0 }

// hanAddressIn looks for an address in a value that is said to be one. Its first
// Chinese character is v[k].
func (n *number) hanAddressIn(v []byte, k int) finding {
	t := divisionsOfChina()
	best, found := hanAddress{}, false
	base := n.start
	for i := k; i < len(v) && i < k+90; {
		r, size := utf8.DecodeRune(v[i:])
		if r >= firstHan && r < firstHan+manyHan {
			length, d := t.at(v[i:])
			if length > 0 && d&shortName == 0 || length > 0 && d&(ofProvince|ofPrefecture) != 0 || i == k {
				if a := readHanAddress(n.data, base+i, base+len(v)); a.end > a.start && (!found || a.score() > best.score()) {
					best, found = a, true
				}
			}
		}
		i += size
	}
	f := finding{formed: true}
	if !found || best.units == 0 && best.roads+best.buildings+best.towns == 0 && best.divisions < 2 {
		if n.by != byKeyed && n.named == full && k == 0 {
			f.valid, f.loose = numbered(v), true
		}
		if n.by == byKeyed {
			return finding{}
		}
		return f
	}
	more := best.towns + best.roads + best.buildings
	f.valid = best.sound() || best.units > 0 && more > 0 || best.divisions > 0 && more > 0 || best.divisions > 1 || best.roads+best.buildings > 1
	if n.by == byKeyed && !f.valid {
		return finding{}
	}
	f.loose = !best.sound()
	if f.valid {
		end := base + len(v)
		if n.named == full && n.by != byKeyed && best.units == 0 && end-best.end <= 24 && allHan(n.data[best.end:end]) {
			best.end = end // 上海浦东张江
		}
		n.start, n.end = best.start, best.end
	}
	return f
}

// numbered says whether v is a short name and a number with its word: 刘桥1号.
func numbered(v []byte) bool {
	run := hanRun(v)
	k := digitsFrom(v, run)
	if run < 6 || run > 36 || k == 0 {
		return false
	}
	for _, end := range addressEnds {
		if bytes.HasPrefix(v[run+k:], []byte(end)) {
			return true
		}
	}
	return false
}

func (a hanAddress) score() int {
	return 3*a.divisions + 2*a.units + a.towns + a.roads + a.buildings
}

// hanAddressBack looks for the address around a number with 号, 栋, 室 …
func (n *number) hanAddressBack() finding {
	data := n.data
	if n.start == 0 {
		return finding{}
	}
	r, _ := utf8.DecodeLastRune(data[:n.start])
	if !isNumeral(r) {
		return finding{}
	}
	// Over the number, then back to a sign that no address holds.
	p := n.start
	for p > 0 {
		r, size := utf8.DecodeLastRune(data[:p])
		if !isNumeral(r) && r != '-' {
			break
		}
		p -= size
	}
	number := p
	before, _ := utf8.DecodeLastRune(data[:p])
	if before < firstHan && before != ' ' && before != ')' && before != '）' && number == n.start || before == '月' || before == '第' || before == '年' {
		return finding{}
	}
	from := n.windowStart(p)
	if number-from < 6 {
		return finding{}
	}
	t := divisionsOfChina()
	limit := min(len(data), n.end+maxAddress)
	for i := from; i < number; {
		r, size := utf8.DecodeRune(data[i:])
		if r >= firstHan && r < firstHan+manyHan {
			if length, d := t.at(data[i:limit]); length > 0 && (d&shortName == 0 || d&(ofProvince|ofPrefecture) != 0) {
				if a := readHanAddress(data, i, limit); a.end >= n.end && a.sound() {
					n.start, n.end = a.start, a.end
					return finding{formed: true, valid: true, loose: a.divisions == 1 && !a.long && a.units == 1 && a.towns == 0}
				}
			}
		}
		i += size
	}
	return n.partialBack(from, number, limit)
}

// bareHouse returns where the house, staircase and flat end that start at i with
// hyphens between them, or 0: 4-3-406, 12-502.
func bareHouse(data []byte, i int) int {
	for k := 0; ; k++ {
		size := digitsFrom(data, i)
		if size == 0 || size > 4 || size > 3 && k == 0 {
			return 0
		}
		if i += size; i+1 >= len(data) || data[i] != '-' || !isDigit(data[i+1]) {
			if k == 0 || k > 3 || size < 3 || i < len(data) && (isAlnum(data[i]) || data[i] == '-' || data[i] == '.' || data[i] == ':') {
				return 0
			}
			return i
		}
		i++
	}
}

// bareAddressBack looks for the address around the end of an estate behind which bare
// numbers stand up to end.
func (n *number) bareAddressBack(end int) finding {
	data, number := n.data, n.end
	from := n.windowStart(n.start)
	t := divisionsOfChina()
	limit := min(len(data), end+maxAddress)
	for i := from; i < n.start; {
		r, size := utf8.DecodeRune(data[i:])
		if r >= firstHan && r < firstHan+manyHan {
			if length, d := t.at(data[i:limit]); length > 0 && (d&shortName == 0 || d&(ofProvince|ofPrefecture) != 0) {
				if a := readHanAddress(data, i, limit); a.end >= end && a.sound() {
					n.start, n.end = a.start, a.end
					return finding{formed: true, valid: true, loose: a.divisions == 1 && !a.long}
				}
			}
		}
		i += size
	}
	n.end = end
	return n.partialBack(from, number, limit)
}

// partialBack looks for an address without divisions that ends in two numbers.
func (n *number) partialBack(from, number, limit int) finding {
	data := n.data
	start := from
	for i := from; i < number; { // behind the last word that no address holds
		r, size := utf8.DecodeRune(data[i:])
		i += size
		if stops[r] || r == '于' || r == '至' || r == '往' || r == '址' || r == '为' || r == '送' || r == '寄' || r == ' ' {
			start = i
		}
	}
	if number-start < 6 || number-start > 45 {
		return finding{}
	}
	a := readHanAddress(data, start, limit)
	if a.end < n.end || !a.partial() && (a.units == 0 || a.roads+a.buildings+a.towns == 0) {
		return finding{}
	}
	n.start, n.end = a.start, a.end
	return finding{formed: true, valid: true, loose: true, needsWord: !a.partial()}
}

// windowStart goes back from p to a sign that no address holds, or 60 characters.
func (n *number) windowStart(p int) int {
	data := n.data
	for steps := 0; p > 0 && steps < 60; steps++ {
		r, size := utf8.DecodeLastRune(data[:p])
		switch {
		case r >= firstHan && r < firstHan+manyHan, isNumeral(r), r == '-', r == '(', r == ')', r == '（', r == '）', r == '#', r == '/':
		case r == ' ' && p > 1 && data[p-2] >= 0x80 && p < len(data) && (data[p] >= 0x80 || isDigit(data[p])):
		default:
			return p
		}
		p -= size
	}
	return p
}
