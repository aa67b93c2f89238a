package detectors

import (
	"bytes"
	"strings"
)

// A Chinese number plate, GA 36-2018: the character of the province, the letter of the
// office, and five characters, or six for vehicles of new energy; at the end there may
// stand what the vehicle is for (school, police, trailer, Hong Kong, Macau, consulate).
// Embassies have 使 and six digits. Military plates and those of the armed police
// belong to nobody in person and are left out.
var _ = register(detector{
	category: "vehicle.plate",
	evidence: "format, province",
	han:      func() []string { return strings.Split(plateProvinces+"使", "") },
	// A character of a province before a letter and five characters is hardly anything
	// else. The share is that of arbitrary rows of five capitals and digits that hold
	// three digits or more: 1 in 9.
	chance:   0.11,
	strength: 5,
	words: `plate plates plateno platenum platenumber licenseplate licenceplate licenseplateno licenseplatenumber carno carnum carnumber carplate
		carplateno vehicleno vehiclenum vehiclenumber vehicleplate vehicleplateno plateid platecode registrationplate regplate hphm
		车牌 车牌号 车牌号码 车号 号牌 号牌号码 机动车号牌 车辆号牌 车辆牌照 牌照号 牌照号码 牌照 车辆号码 車牌 車牌號 車牌號碼
		chepai chepaihao cph cphm ~cp ~hp`,
	check: checkPlate,
})

const plateProvinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// maxPlate bounds a plate with all its signs, in bytes.
const maxPlate = 24

func checkPlate(n *number) finding {
	v := n.data[n.start:min(len(n.data), n.start+maxPlate)]
	if string(v[:3]) == "使" {
		return n.embassyPlate(v)
	}
	i := afterPlateSign(v, 3)
	if i >= len(v) || !plateLetter(v[i]) {
		return finding{}
	}
	lower := v[i] >= 'a'
	i = afterPlateSign(v, i+1)
	first, digits := i, 0
	for ; i < len(v) && i-first < 7; i++ {
		if isDigit(v[i]) {
			digits++
		} else if !plateLetter(v[i]) || (v[i] >= 'a') != lower {
			break
		}
	}
	f := finding{formed: true, valid: true, loose: lower}
	switch k := i - first; {
	case k == 4 && digits >= 2 && plateEnd(v[i:]):
		i += 3
	case k == 5 && digits >= 3:
	case k == 6 && newEnergy(v[first:i]):
	default:
		return finding{}
	}
	if !plateFree(v[i:]) {
		return finding{}
	}
	f.needsWord = n.otherName() || quantity(v[i:])
	n.end = n.start + i
	return f
}

// embassyPlate reads 使014578 and 使014·578.
func (n *number) embassyPlate(v []byte) finding {
	a := digitsFrom(v, 3)
	i := 3 + a
	if a == 3 {
		k := afterPlateSign(v, i)
		if k == i || digitsFrom(v, k) != 3 {
			return finding{}
		}
		i = k + 3
	} else if a != 6 {
		return finding{}
	}
	if !plateFree(v[i:]) || n.start >= 3 && n.data[n.start-1] >= 0x80 && !n.behindSignOrWord() {
		return finding{}
	}
	n.end = n.start + i
	return finding{formed: true, valid: true, needsWord: true}
}

// plateLetter says whether a letter stands on plates: I and O do not.
func plateLetter(c byte) bool {
	return isLetter(c) && c|0x20 != 'i' && c|0x20 != 'o'
}

// afterPlateSign steps over what people write behind the letter: one space, full
// stop or hyphen, a middle dot, or several of them.
func afterPlateSign(v []byte, i int) int {
	for range 3 {
		switch {
		case i < len(v) && (v[i] == ' ' || v[i] == '.' || v[i] == '-'):
			i++
		case bytes.HasPrefix(v[min(i, len(v)):], []byte("·")):
			i += len("·")
		case i+2 < len(v) && v[i] >= 0xe2 && v[i] <= 0xef:
			switch string(v[i : i+3]) {
			case "•", "・", "‧", "∙", "⋅", "－", "．", "･":
				i += 3
			default:
				return i
			}
		default:
			return i
		}
	}
	return i
}

// plateEnd says whether v begins with the character of a special use.
func plateEnd(v []byte) bool {
	if len(v) < 3 {
		return false
	}
	switch string(v[:3]) {
	case "学", "警", "挂", "港", "澳", "领", "试", "超", "學", "領":
		return true
	}
	return false
}

// newEnergy judges the six characters of a vehicle of new energy: small ones have a
// letter first, then perhaps another one, then digits; large ones have it last. The
// letters are A to H, J and K without I (D and F before 2021).
func newEnergy(v []byte) bool {
	fuel := func(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'k' && c != 'i' }
	if digitsFrom(v, 0) == 5 {
		return fuel(v[5])
	}
	return fuel(v[0]) && digitsFrom(v[2:], 0) == 4
}

// plateFree says whether a plate may end before v.
func plateFree(v []byte) bool {
	if len(v) == 0 {
		return true
	}
	c := v[0]
	if isLetter(c) || isDigit(c) || c == '_' || c == '%' {
		return false
	}
	return c != '-' && c != '.' || len(v) == 1 || !isDigit(v[1]) && !isLetter(v[1])
}

// quantity says whether v begins with what numbers of things have behind them: 新A10000股.
func quantity(v []byte) bool {
	if len(v) < 3 {
		return false
	}
	switch string(v[:3]) {
	case "股", "元", "万", "亿", "号", "台", "套", "件", "米", "座", "次", "款", "型", "级", "类", "版", "吨":
		return true
	}
	return false
}

// otherName says whether the province's character is the end of another word:
// 北京A12345, 阿里云A12345, 最新B12345.
func (n *number) otherName() bool {
	if n.start < 3 {
		return false
	}
	before, c := string(n.data[n.start-3:n.start]), string(n.data[n.start:n.start+3])
	switch c {
	case "京":
		return before == "北" || before == "东" || before == "南" || before == "進" || before == "进"
	case "云":
		return before[0] >= 0xe4 && before[0] <= 0xe9 && !n.behindSignOrWord()
	case "新":
		return before == "最" || before == "更" || before == "全" || before == "创" || before == "刷" || before == "重" || before == "翻"
	case "川":
		return before == "四" || before == "银"
	case "津", "晋", "苏":
		return before == "天" || before == "江" || before == "东"
	case "青", "宁", "桂", "贵", "海":
		return before == "年" || before == "南" || before == "珍" || before == "昂" || before == "西"
	}
	return false
}

// behindSignOrWord says whether a sign or a character that leads to a plate stands
// before it.
func (n *number) behindSignOrWord() bool {
	switch string(n.data[n.start-3 : n.start]) {
	case "：", "，", "。", "、", "（", "“", "【", "；", "　", "号", "牌", "为", "是", "车", "码", "照":
		return true
	}
	return false
}
