package detectors

import (
	"bytes"
	"unicode/utf8"
)

// hanAddress is what was read of a Chinese address.
type hanAddress struct {
	start, end int
	divisions  int // names of the table: provinces, prefectures, counties
	towns      int // 镇, 乡, 街道, 村 and divisions that are not in the table
	roads      int
	buildings  int  // 小区, 大厦 and the like
	long       bool // one of the divisions is written with 省, 市, 区, 县
	units      int  // numbers with 号, 栋, 室 …
}

// Ends of the parts of an address. Those of numbers need one before them.
var (
	numberEnds   = hanSet("号 室 栋 幢 座 楼 层 单元 组 户 弄 期 排 號 棟 樓 層 單元 組 戶") // after Chinese numerals, too
	digitEnds    = hanSet("巷 区 院 队 门 铺 房 园 區 隊 門 園 之")
	roadEnds     = hanSet("路 街 大道 道 巷 胡同 弄 公路 大街 里 条 马路 环线 支路 快速路 高速 横街 直街 段 馬路")
	townEnds     = hanSet("镇 乡 街道 村 屯 社区 开发区 新区 工业区 园区 县 市 区 省 州 旗 盟 苏木 庄 坝 坪 寨 林场 农场 居委会 村委会 鎮 鄉 縣 區")
	buildingEnds = hanSet("小区 花园 苑 园 城 大厦 广场 中心 大楼 公寓 家园 新村 府 湾 庭 别墅 酒店 宾馆 医院 学校 大学 学院 中学 小学 工业园 产业园 科技园 软件园 商城 市场 商厦 写字楼 宿舍 家属院 里 坊 邸 名都 世家 国际 大院 厂 公司 阁 轩 居 舍 堡 台 岸 郡 景 墅 家属楼 站 大廈 廣場 花園 園 醫院 學校 公園")
	afterNumbers = hanSet("楼 院 库 铺 店 门 门面 商铺 大院 厂房 车间 仓库 档口 摊位")
)

// endSet holds words by their last character.
type endSet map[rune][]string

func hanSet(words string) endSet {
	t := endSet{}
	for _, w := range bytes.Fields([]byte(words)) {
		r, _ := utf8.DecodeLastRune(w)
		t[r] = append(t[r], string(w))
	}
	return t
}

// ends returns the length of the longest word of the set at the end of v.
func (t endSet) ends(last rune, v []byte) (n int) {
	for _, w := range t[last] {
		if len(w) > n && bytes.HasSuffix(v, []byte(w)) {
			n = len(w)
		}
	}
	return n
}

// stops are characters that no part of an address holds.
var stops = func() map[rune]bool {
	t := map[rune]bool{}
	for _, r := range "的了是我你他她们这那不被把很说但也就并因已可请在从到住吗呢吧您谁每或即将曾该此" {
		t[r] = true
	}
	return t
}()

// isNumeral says whether a character may stand in a number of a house.
func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '零', '〇', '甲', '乙', '丙', '丁', '东', '西', '南', '北':
		return true
	}
	return r < 0x80 && (isDigit(byte(r)) || isLetter(byte(r))) || r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ'
}

const (
	maxPart    = 10 // characters of one part between two ends
	maxAddress = 300
)

// readHanAddress reads the address that data[start:] begins with, up to limit.
func readHanAddress(data []byte, start, limit int) hanAddress {
	a := hanAddress{start: start, end: start}
	limit = min(limit, start+maxAddress)
	t, fold := divisionsOfChina(), &hanNames().fold
	i := start
	for _, c := range []string{"中华人民共和国", "中国", "中國"} {
		if bytes.HasPrefix(data[i:limit], []byte(c)) {
			i += len(c)
			break
		}
	}
	for a.divisions < 5 {
		n, d := t.at(data[i:limit])
		if n == 0 || d&shortName != 0 && a.divisions == 0 && d&(ofProvince|ofPrefecture) == 0 {
			break
		}
		if rest := data[i+n : limit]; d&shortName != 0 && (bytes.HasPrefix(rest, []byte("路")) || bytes.HasPrefix(rest, []byte("街")) && !bytes.HasPrefix(rest, []byte("街道")) || bytes.HasPrefix(rest, []byte("大"))) {
			break // 北京路
		}
		i += n
		a.end = i
		a.divisions++
		a.long = a.long || d&shortName == 0
		i = skipGap(data, i, limit)
	}
	part, chars := i, 0
	flat := func() bool { // 套房 566: the word before the number
		for _, w := range [...]string{"套房", "公寓", "房间", "单元", "室", "房"} {
			if rest := data[i:limit]; a.units > 0 && bytes.HasPrefix(rest, []byte(w)) {
				k := len(w)
				if k < len(rest) && rest[k] == ' ' {
					k++
				}
				if d := digitsFrom(rest, k); d > 0 && d < 6 {
					i += k + d
					a.unit(i, &part, &chars, new(int))
					return true
				}
			}
		}
		return false
	}
	numeral := -1 // where the number before the next end starts
	for i < limit {
		r, n := utf8.DecodeRune(data[i:limit])
		switch {
		case r == '之' && i == a.end && a.units > 0 && digitsFrom(data[:limit], i+n) > 0: // 8楼之1
			i += n + digitsFrom(data[:limit], i+n)
			a.end, part, chars, numeral = i, i, 0, -1
			continue
		case isNumeral(r):
			if numeral < 0 {
				numeral = i
			}
			i += n
			if r < 0x80 || r >= 0xff00 {
				continue
			}
		case numeral >= 0 && (r == '-' || r == '#' || r == '－' || r == '~' || r == '—' || r == '之' || r == '/'):
			next, _ := utf8.DecodeRune(data[i+n : limit])
			if r == '#' && next >= firstHan && a.takes(numeral-part) {
				i += n
				a.unit(i, &part, &chars, &numeral)
				continue
			}
			if !isNumeral(next) || r == '#' {
				a.bare(data, numeral, i, limit)
				return a
			}
			i += n
			continue
		case r == ' ' || r == '\u3000':
			if !a.bare(data, numeral, i, limit) && a.end == a.start {
				return a
			}
			next := i + n
			if numeral >= 0 || chars > 0 && i != a.end || next >= limit || data[next] == ' ' {
				return a
			}
			i, part, chars, numeral = next, next, 0, -1
			flat()
			continue
		case r == '(' || r == '（':
			k := closing(data[i:min(limit, i+60)])
			if k < 0 || i != a.end {
				a.bare(data, numeral, i, limit)
				return a
			}
			i += k
			part, chars, numeral = i, 0, -1
			continue
		case r >= firstHan && r < firstHan+manyHan:
			i += n
		default:
			a.bare(data, numeral, i, limit)
			return a
		}
		if r < firstHan {
			continue
		}
		chars++
		last := rune(fold[r-firstHan]) + firstHan
		if stops[last] || chars > maxPart {
			return a
		}
		a.part(data, i, limit, r, &part, &chars, &numeral)
	}
	a.bare(data, numeral, i, limit)
	return a
}

// part looks whether a part of the address ends at i.
func (a *hanAddress) part(data []byte, i, limit int, last rune, part, chars, numeral *int) {
	text := data[*part:i]
	if *numeral >= 0 {
		n := max(numberEnds.ends(last, text), digitEnds.ends(last, text))
		if number := data[*numeral:max(*numeral, i-n)]; n > 0 && len(number) > 0 && allNumeral(number) &&
			(number[0] < 0x80 || numberEnds.ends(last, text) == n) && a.takes(*numeral-*part) {
			a.unit(i, part, chars, numeral)
			return
		}
		if !isNumeral(last) && last != '单' {
			if k := i - utf8.RuneLen(last); bareHouse(data[:limit], *numeral) == k && a.bare(data, *numeral, k, limit) { // 12-2-2301谢谢
				a.commit(k, part, chars, numeral)
				*chars = 1
			}
			*numeral = -1
		}
	}
	if i == *part+utf8.RuneLen(last) && a.units > 0 && afterNumbers.ends(last, text) > 0 {
		a.commit(i, part, chars, numeral)
		return
	}
	next, _ := utf8.DecodeRune(data[i:limit])
	switch {
	case a.units > 0 && !atEnd(data, i, limit):
	case next == '村' || next == '镇' || next == '乡' || next == '路' || next == '街' || next == '巷' || next == '区' || next == '县' || next == '道':
		// 王庄村, 广场路
	case a.units == 0 && *chars > 1 && roadEnds.ends(last, text) > 0:
		a.roads++
		a.commit(i, part, chars, numeral)
	case a.units == 0 && *chars > 1 && townEnds.ends(last, text) > 0 && !bytes.HasSuffix(text, []byte("小区")):
		a.towns++
		a.commit(i, part, chars, numeral)
	case *chars > 2 && buildingEnds.ends(last, text) > 0:
		a.buildings++
		a.commit(i, part, chars, numeral)
	}
}

// commit ends a part at i.
func (a *hanAddress) commit(i int, part, chars, numeral *int) {
	a.end = i
	*part, *chars, *numeral = i, 0, -1
}

func (a *hanAddress) unit(i int, part, chars, numeral *int) {
	a.units++
	a.commit(i, part, chars, numeral)
}

// takes says whether a number may belong to what was read when gap bytes stand
// between them: none, or a short name where the place is well known.
func (a *hanAddress) takes(gap int) bool {
	before := a.divisions + a.towns + a.roads + a.buildings + a.units
	return before > 0 && gap == 0 || gap <= 3 && a.roads > 0 || gap <= 12 && a.divisions+a.towns > 1 || gap <= 3*maxPart && a.divisions > 0 && a.units > 0
}

// bare takes a number without an end behind other units: 3栋502.
func (a *hanAddress) bare(data []byte, numeral, i, limit int) bool {
	if numeral < 0 || a.units+a.roads+a.buildings == 0 || numeral != a.end || i-numeral > 10 || !isDigit(data[i-1]) && !isLetter(data[i-1]) {
		return false
	}
	digits := 0
	for _, b := range data[numeral:i] {
		if isDigit(b) {
			digits++
		}
	}
	most := 6
	if k := bytes.IndexByte(data[numeral:i], '-'); k > 0 && k < 4 { // 12-2-2301
		most = 8
	}
	if digits == 0 || digits > most || i-numeral > most+2 {
		return false
	}
	a.units++
	a.end = i
	return true
}

// skipGap steps over one space, hyphen or stroke between two divisions.
func skipGap(data []byte, i, limit int) int {
	if i+3 < limit && (data[i] == ' ' || data[i] == '-' || data[i] == '/') && data[i+1] >= 0xe3 {
		return i + 1
	}
	return i
}

func allNumeral(v []byte) bool {
	for len(v) > 0 {
		r, n := utf8.DecodeRune(v)
		if !isNumeral(r) && r != '-' && r != '－' && r != '~' && r != '—' && r != '之' && r != '#' && r != '/' {
			return false
		}
		v = v[n:]
	}
	return true
}

// atEnd says whether the address may end at i: nothing follows, or a sign, or a
// number.
func atEnd(data []byte, i, limit int) bool {
	if i >= limit {
		return true
	}
	r, _ := utf8.DecodeRune(data[i:limit])
	return r < firstHan || r >= firstHan+manyHan
}

// closing returns the length of the bracket that v begins with, or -1.
func closing(v []byte) int {
	for i := 0; i < len(v); {
		r, n := utf8.DecodeRune(v[i:])
		i += n
		if r == ')' || r == '）' {
			return i
		}
		if r == '\n' || r == ',' || r == '，' {
			return -1
		}
	}
	return -1
}
