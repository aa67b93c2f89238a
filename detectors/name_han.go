package detectors

import (
	"bytes"
	"unicode/utf8"
)

// The weights a name must reach, in tenths of the natural logarithm of the odds.
// With clearName about 94 of 100 generated names pass and 1 of 100 words of the
// same length; a column called a name's needs less, since all speaks for it.
const (
	clearName  = 0
	surelyName = 25
	namedName  = -60
	noName     = -1000
)

// hanRunes decodes up to len(out) Chinese characters, folded to simplified ones,
// and returns how many there are; 0 when v holds something else, or more.
func (t *hanWeights) hanRunes(v []byte, out []uint16) int {
	n := 0
	for len(v) > 0 {
		r, size := utf8.DecodeRune(v)
		if r < firstHan || r >= firstHan+manyHan || n == len(out) {
			return 0
		}
		out[n] = t.fold[r-firstHan]
		n++
		v = v[size:]
	}
	return n
}

// name weighs whether v, Chinese characters only, is a surname and a given name.
func (t *hanWeights) name(v []byte) int {
	var c [4]uint16
	n := t.hanRunes(v, c[:])
	if n < 2 {
		return noName
	}
	var buf [12]byte
	text := buf[:0]
	for _, r := range c[:n] {
		text = utf8.AppendRune(text, rune(r)+firstHan)
	}
	if t.word[string(text)] {
		return noName
	}
	first := int(t.surname[c[0]])
	given := func(a, b uint16) int { return int(t.middle[a]) + int(t.last[b]) }
	switch {
	case n > 2 && t.compound[string(text[:6])]:
		if n == 3 {
			return max(int(t.only[c[2]])+20, 5)
		}
		return given(c[2], c[3]) + 40
	case first == noSurname:
		return noName
	case n == 2:
		return first + int(t.only[c[1]])
	case n == 3:
		return first + given(c[1], c[2])
	case first > 20 && t.surname[c[1]] > 20: // the husband's surname before one's own
		return first + int(t.surname[c[1]]) + given(c[2], c[3]) - 40
	}
	return noName
}

// foreign says whether v is a name in parts with a dot between them, as members of
// minorities and foreigners write it: 阿卜杜拉·买买提.
func (t *hanWeights) foreign(v []byte) bool {
	k := bytes.Index(v, []byte("·"))
	if k < 3 || len(v) > 60 || len(v)-k < 5 {
		return false
	}
	for part := range bytes.SplitSeq(v, []byte("·")) {
		if len(part) < 3 || len(part) > 27 || !allHan(part) {
			return false
		}
	}
	return true
}

// ending returns how well the last character ends a given name.
func (t *hanWeights) ending(v []byte) int {
	r, _ := utf8.DecodeLastRune(v)
	if r < firstHan || r >= firstHan+manyHan {
		return noName
	}
	return int(t.last[t.fold[r-firstHan]])
}

// surnameOf returns the length in bytes of the surname at the start of v and its
// weight.
func (t *hanWeights) surnameOf(v []byte) (size, weight int) {
	var c [2]uint16
	if len(v) >= 6 && t.hanRunes(v[:6], c[:]) == 2 {
		if t.compound[string([]rune{rune(c[0]) + firstHan, rune(c[1]) + firstHan})] {
			return 6, 60
		}
	}
	if len(v) < 3 || t.hanRunes(v[:3], c[:1]) != 1 {
		return 0, noName
	}
	return 3, int(t.surname[c[0]])
}

// prefix finds the name that v, a run of Chinese characters, begins with, when
// other words may follow without a sign. It returns its length in bytes and its
// weight.
func (t *hanWeights) prefix(v []byte) (size, weight int) {
	size, weight = 0, noName
	surname, _ := t.surnameOf(v)
	for n := 6; n <= 12 && n <= len(v); n += 3 {
		if surname == 6 && n == 6 || beginsKey(v[n-3:]) {
			continue
		}
		w := t.name(v[:n])
		if n > 6 && n-surname > 3 {
			w -= 12 // what follows must speak for itself
		}
		if n-surname > 6 {
			w -= 20
		}
		if w > weight {
			size, weight = n, w
		}
	}
	return size, weight
}

// keyBeginnings are words that often follow a name without a sign between.
var keyBeginnings = latinSet("性别 电话 手机 身份 地址 年龄 住址 出生 联系 证件 号码 邮箱 银行 职业 单位 备注 生日 籍贯 民族 学历 先生 女士 小姐 老师 同学 经理 已经 收到 签收 下单 申请 要求 表示 来电 反映 投诉 咨询 在线 发来 购买 预约")

// beginsKey says whether such a word begins v.
func beginsKey(v []byte) bool { return len(v) >= 6 && keyBeginnings[string(v[:6])] }

// isTitle holds the titles.
var isTitle = func() map[string]bool {
	t := map[string]bool{}
	for _, title := range titles {
		t[string(title)] = true
	}
	return t
}()

// titles stand behind a name or a surname.
var titles = [][]byte{
	[]byte("先生"), []byte("女士"), []byte("小姐"), []byte("老师"), []byte("同学"), []byte("经理"), []byte("医生"), []byte("主任"),
	[]byte("教授"), []byte("律师"), []byte("老師"), []byte("同學"), []byte("經理"), []byte("醫生"), []byte("師傅"), []byte("师傅"),
}

// withoutTitle cuts a title off the end of v.
func withoutTitle(v []byte) []byte {
	for _, t := range titles {
		if len(v) > len(t) && bytes.HasSuffix(v, t) {
			return v[:len(v)-len(t)]
		}
	}
	return v
}

// hanRun returns the length in bytes of the Chinese characters, and dots between
// parts of names, that v begins with.
func hanRun(v []byte) int {
	n := 0
	for n < len(v) {
		r, size := utf8.DecodeRune(v[n:])
		if (r < firstHan || r >= firstHan+manyHan) && r != '·' {
			break
		}
		n += size
	}
	return n
}

// isWord says whether v is an ordinary word of the table.
func (t *hanWeights) isWord(v []byte) bool { return t.word[string(v)] }
