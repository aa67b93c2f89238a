package detectors

import (
	"bytes"
	"slices"
	"sync"
)

// A telephone number that is not known to be a mobile: Chinese landlines with
// their area code and perhaps an extension, numbers of other countries with
// their calling code, and North American ones as they are written there. Service
// numbers (400, 800, 95xxx, 106…, toll-free ones) belong to nobody in person.
var _ = register(detector{
	category: "contact.phone",
	evidence: "numbering plan",
	lengths:  []int{7, 8, 10, 11, 12},
	leads:    map[int]string{10: "0 2-9", 11: "0", 12: "0"},
	groups: []string{
		"3-8", "3-7", "4-7", "4-8", "3-4-4", "4-4-4", "4-3-4", "3-3-4", "3-8-1", "3-8-2", "3-8-3", "3-8-4", "3-8-5",
		"4-7-1", "4-7-2", "4-7-3", "4-7-4", "4-8-1", "4-8-2", "4-8-3", "4-8-4", "4-8-5",
	},
	plus: true,
	// Of ten digits in groups of 3-3-4 whose area and exchange are drawn from 200
	// to 999, some 55 in 100 are numbers of the North American plan; of digits with
	// a 0 in front 30 in 100 begin with an area code and a first digit that fits
	// (data/phones_cn.txt: 330 area codes). The larger share counts.
	chance:   0.55,
	strength: 2,
	words: `phone phoneno phonenum phonenumber tel telno telnum telephone telephoneno telephonenumber landline fax faxno faxnumber
		homephone workphone officephone officetel hometel contactphone contacttel contactno contactnumber call
		电话 电话号码 座机 座机号 座机号码 固话 固定电话 联系电话 联系方式 办公电话 单位电话 家庭电话 住宅电话 传真 传真号 总机 分机 致电 来电 拨打 回电
		電話 電話號碼 聯繫電話 聯絡電話 傳真 市話
		dianhua lxdh dhhm zuoji guhua gddh chuanzhen lianxidianhua lxfs ~dh ~zj ~gh ~cz bgdh jtdh zzdh`,
	check: checkPhone,
})

// phoneIndex is where contact.phone stands in the table.
var phoneIndex = sync.OnceValue(func() int { return tableIndex("contact.phone") })

// index is where a category stands in the table of the engine.
func (e *Engine) index(c Category) int {
	return slices.IndexFunc(e.dets, func(d *detector) bool { return d.category == c })
}

func tableIndex(c Category) int {
	for i, d := range detectorTable {
		if d.category == c {
			return i
		}
	}
	return -1
}

func checkPhone(n *number) finding {
	d := n.digits
	if size, sign := n.firstGroup(); sign == ' ' && size == 2 && n.inRow() {
		return finding{} // 83 84 85 86 87 88
	}
	if n.plus {
		// A number that is no number at all counts here: it is formed like one.
		f := n.abroad(func(k lineKind) bool {
			return k == fixedLine || k == eitherLine
		}, func(d []byte) (formed, valid bool) {
			d = withZero(d) // "+86 (022) …" has it already
			return len(d) >= 10 && len(d) <= 12 && d[1] != '1' || len(d) == 11, n.e.phones.isLandline(d)
		})
		if f.valid {
			n.takeExtension()
		}
		if !f.formed {
			cc, national := splitCallingCode(d)
			f.formed = cc != 86 && len(national) >= 4 && n.e.kind(cc, national) == noLine
		}
		return f
	}
	if cc, national := n.withoutPlus(); cc != 0 {
		k := n.e.kind(cc, national)
		return finding{formed: k == fixedLine, valid: k == fixedLine}
	}
	if d[0] == '0' && len(d) >= 10 {
		base := d
		if n.grouped {
			base = d[:min(len(d), n.subscriberEnd())]
		}
		n.takeExtension()
		return finding{formed: true, valid: n.e.phones.isLandline(base), loose: !n.grouped}
	}
	if len(d) == 10 && d[0] >= '2' && d[3] >= '2' {
		return n.northAmerican()
	}
	if (len(d) == 8 || len(d) == 7) && !n.grouped && n.named == full {
		local := d[0] >= '2' && d[0] <= '8' && !sameDigits(d)
		shared := n.named == n.others[mobileIndex()] // "tel": of mobiles, too
		return finding{formed: true, valid: local, needsWord: true, loose: true, vague: len(d) == 7 || shared}
	}
	return finding{}
}

var mobileIndex = sync.OnceValue(func() int { return tableIndex("contact.mobile") })

// withZero puts the 0 of calls inside the country before an area code that was
// written without it.
func withZero(d []byte) []byte {
	if d[0] == '0' {
		return d
	}
	return append([]byte{'0'}, d...)
}

// northAmerican checks ten digits of the North American plan. Written without
// any separator they look like any number and need a word.
func (n *number) northAmerican() finding {
	if powerOfTwo(n.digits) { // 2147483648
		return finding{}
	}
	k := n.e.kind(1, n.digits)
	return finding{
		formed: true, valid: k == eitherLine || k == fixedLine || k == mobileLine,
		needsWord: !n.grouped, loose: true, either: true,
	}
}

// subscriberEnd is the number of digits before an extension.
func (n *number) subscriberEnd() int {
	area := 3
	if n.digits[1] > '2' {
		area = 4
	}
	for _, size := range [...]int{8, 7} {
		if n.e.phones.area[decimal(n.digits[1:area])]>>size&1 != 0 {
			return area + size
		}
	}
	return len(n.digits)
}

// takeExtension moves the end of a landline behind its extension: "-8012", "转8012",
// "#801", " ext 801".
func (n *number) takeExtension() {
	rest := n.data[n.end:]
	rest = rest[:min(len(rest), 24)]
	p := 0
	for p < len(rest) && rest[p] == ' ' {
		p++
	}
	mark := 0
	for _, m := range extensionMarks {
		if len(rest)-p > len(m) && bytes.EqualFold(rest[p:p+len(m)], m) {
			mark = len(m)
			break
		}
	}
	if mark == 0 || rest[p] == '-' && p > 0 {
		return
	}
	for p += mark; p < len(rest) && rest[p] == ' '; p++ {
	}
	if k := digitsFrom(rest, p); k >= 1 && k <= 6 && p+k < 24 && (p+k == len(rest) || !isLetter(rest[p+k])) {
		n.end += p + k
	}
}

var extensionMarks = [][]byte{
	[]byte("-"), []byte("#"), []byte("*"), []byte("转分机"), []byte("转"), []byte("轉"), []byte("分机"), []byte("分機"), []byte("extension"), []byte("ext."), []byte("ext"),
}
