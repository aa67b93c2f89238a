package detectors

import (
	"bytes"
	"unicode/utf8"
)

// Names without a word that says so are told by what follows them: a mobile, a number
// of an identity card, the sex. What stands before must end there: a sign, a blank or
// the start of the line.

// nameBeforeNumber looks for the name before a mobile, the number of an identity
// card or an address of e-mail: 王晓明 13800138000, 王晓明（13800138000）.
func (n *number) nameBeforeNumber() finding {
	data, d := n.data, n.digits
	if len(d) == 0 {
		return n.nameBeforeMail()
	}
	// The cheap test first: most numbers stand behind something else.
	i := signsBefore(data, n.start)
	if i < 6 || data[i-1] < 0x80 {
		return finding{}
	}
	if n.plus {
		if len(d) != 13 || d[0] != '8' || d[1] != '6' {
			return finding{}
		}
		d = d[2:]
	}
	if len(d) == 11 && !n.e.phones.isMobile(d) || len(d) == 18 && !n.residentForm() {
		return finding{}
	}
	for _, w := range [...]string{"手机号码", "手机号", "手机", "电话", "身份证号码", "身份证号", "身份证"} {
		if k := i - len(w); k >= 6 && string(data[k:i]) == w {
			i = signsBefore(data, k)
			return n.nameBefore(i)
		}
	}
	if i == n.start {
		return finding{}
	}
	return n.nameBefore(i)
}

// nameBeforeMail looks for the name before an address of e-mail: in front of its angle
// bracket, or in the place before it in a list: Mary Jones <…>, "Mary Jones","…".
func (n *number) nameBeforeMail() finding {
	data, i := n.data, n.start
	if i < 5 || isAlnum(data[i-1]) {
		return finding{}
	}
	end := signsBefore(data, i)
	if end > 0 && end == i-1 && data[end] == ' ' || end == i || end < 5 {
		return finding{}
	}
	if data[end-1] >= 0xe0 || data[end-1] >= 0x80 && data[end-1] <= 0xbf && end > 2 && data[end-3] >= 0xe3 {
		return n.nameBefore(end)
	}
	start := end
	for start > 0 && end-start < 40 && (latinLetter(data[start-1]) || data[start-1] == ' ' || data[start-1] == '.' || data[start-1] == '-' || data[start-1] == '\'') {
		start--
	}
	for start < end && (data[start] == ' ' || data[start] == '-' || data[start] == '\'') {
		start++
	}
	if end-start < 5 || data[start]-'A' > 25 && data[start] < 0xc3 || start > 0 && (isAlnum(data[start-1]) || data[start-1] == '_' || data[start-1] == '/') {
		return finding{}
	}
	if v := data[start:end]; bytes.IndexByte(v, ' ') > 0 {
		if size, grade := latinName(v, true); size == len(v) && grade == gradeWhole {
			n.start, n.end = start+honorificAt(v), end
			return finding{formed: true, valid: true}
		}
	}
	return finding{}
}

// residentForm says whether 18 digits have the form of a number of an identity card.
func (n *number) residentForm() bool {
	d := n.digits
	return d[0] >= '1' && d[0] <= '9' && (d[6] == '1' && d[7] == '9' || d[6] == '2' && d[7] == '0') && d[10] <= '1' && d[12] <= '3'
}

// nameBeforeSex looks for the name before 男 or 女 where that stands alone: 王晓明，男，汉族.
func (n *number) nameBeforeSex() finding {
	data := n.data
	if n.end < len(data) && !blank(data[n.end]) && data[n.end] != '\n' && data[n.end] != ',' && data[n.end] != ';' && data[n.end] != '|' && data[n.end] != ')' && !isDigit(data[n.end]) && (n.end+2 >= len(data) || !endsValue(data[n.end:n.end+3])) {
		return finding{}
	}
	i := signsBefore(data, n.start)
	if i < 6 || i == n.start {
		return finding{}
	}
	return n.nameBefore(i)
}

// signsBefore returns where the signs and blanks before i start, six at most, that
// part data of a person: quotes and brackets, too, and the kind of a value as MyBatis
// logs it: 王晓明(String), 138….
func signsBefore(data []byte, i int) int {
	for range 6 {
		if i == 0 {
			return i
		}
		switch c := data[i-1]; {
		case c == ' ', c == '\t', c == ',', c == '(', c == ':', c == '|', c == ';', c == '/', c == '"', c == '\'', c == '[', c == ']', c == '<':
			i--
			continue
		case c == ')' && bytes.HasSuffix(data[:i], []byte("(String)")):
			i -= len("(String)")
			continue
		case i > 2 && c >= 0x80 && data[i-3] >= 0xe3:
			switch string(data[i-3 : i]) {
			case "，", "（", "：", "；", "、", "　", "【", "】", "｜", "「", "」":
				i -= 3
				continue
			}
		}
		break
	}
	return i
}

// nameBefore judges the two to four Chinese characters that end at i, before which none
// stands.
func (n *number) nameBefore(end int) finding {
	data, i, count := n.data, end, 0
	for i >= 3 && count < 5 {
		r, size := utf8.DecodeLastRune(data[:i])
		if r < firstHan || r >= firstHan+manyHan {
			break
		}
		i -= size
		count++
	}
	if count < 2 || count > 4 || i > 0 && (isAlnum(data[i-1]) || n.by != byHan && behindSign(data, i)) {
		return finding{} // behind a word and a sign it is found by the word
	}
	v := data[i:end]
	if hanNames().name(v) < surelyName || placeholders[string(v)] || len(withoutTitle(v)) < len(v) || n.divisionsOnly(v) {
		return finding{}
	}
	n.start, n.end = i, end
	return finding{formed: true, valid: true}
}

// behindSign says whether a sign that parts a word from its value stands before i, with
// or without a quotation mark.
func behindSign(data []byte, i int) bool {
	if data[i-1] == '"' || data[i-1] == '\'' {
		for i--; i > 0 && (data[i-1] == ' ' || data[i-1] == '\\'); i-- {
		}
	}
	return i > 0 && (data[i-1] == ':' || data[i-1] == '=') || bytes.HasSuffix(data[:i], []byte("："))
}

// speaksOfPerson says whether what follows a name behind a sign is of a person.
func speaksOfPerson(v []byte) bool {
	k := 0
	for k < len(v) && (v[k] == ' ' || v[k] == ',' || v[k] == '(') {
		k++
	}
	v = v[k:]
	if bytes.HasPrefix(v, []byte("，")) || bytes.HasPrefix(v, []byte("（")) || bytes.HasPrefix(v, []byte("。")) {
		v, k = v[3:], 1
	}
	if k == 0 || len(v) == 0 {
		return false
	}
	if isDigit(v[0]) {
		return digitsFrom(v, 0) >= 11
	}
	for _, w := range [...]string{"手机", "电话", "身份证", "我的手机", "我的电话", "联系", "邮箱", "微信", "住", "家住", "男", "女", "今年", "来自", "工号", "学号"} {
		if bytes.HasPrefix(v, []byte(w)) {
			return true
		}
	}
	return false
}
