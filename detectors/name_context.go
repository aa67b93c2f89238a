package detectors

import (
	"bytes"
	"unicode/utf8"
)

// nameInChinese looks for a name beside a Chinese word: behind a label (收件人张三),
// or before a title (张三先生).
func (n *number) nameInChinese() finding {
	if isTitle[string(n.digits)] {
		return n.beforeTitle()
	}
	at := n.end
	data := n.data
	open := false
	for at < len(data) && (data[at] == ' ' || data[at] == '(' || bytes.HasPrefix(data[at:], []byte("（")) || bytes.HasPrefix(data[at:], []byte("\u3000"))) {
		open = true
		if data[at] < 0x80 {
			at++
		} else {
			at += 3
		}
	}
	user, bracket := bytes.HasPrefix(n.digits, []byte("用")), false
	if user && at < len(data) { // 用户[林小燕]登录, 用户 林小燕 已下线, but 用户管理
		switch {
		case data[at] == '[':
			at, open, bracket = at+1, true, true
		case bytes.HasPrefix(data[at:], []byte("【")), bytes.HasPrefix(data[at:], []byte("「")):
			at, open, bracket = at+3, true, true
		}
		if !open {
			return finding{}
		}
	}
	if at >= len(data) || data[at] < 0xe0 {
		return finding{}
	}
	for _, w := range [...]string{"是", "为", "叫", "的"} {
		if !open && bytes.HasPrefix(data[at:], []byte(w)) && !bytes.HasPrefix(data[at:], []byte("为了")) {
			at += 3
			break
		}
	}
	run := data[at:min(len(data), at+48)]
	run = run[:hanRun(run)]
	if len(run) < 6 || bytes.HasPrefix(run, []byte("于")) && bytes.Contains([]byte("每昨今前此本次同当去"), run[3:6]) {
		return finding{}
	}
	t := hanNames()
	label := n.digits
	n.start = at
	// An address of a person may be a title: 尊敬的王先生.
	bare, size := run, 0
	for _, title := range titles {
		if k := bytes.Index(run, title); k >= 3 && k <= 12 {
			bare, size = run[:k], len(title)
			break
		}
	}
	if size > 0 {
		if surname, w := t.surnameOf(bare); surname == len(bare) && w >= 20 {
			n.end = at + len(bare) + size
			return finding{formed: true, valid: true, loose: true}
		}
		if t.name(bare) >= clearName {
			n.end = at + len(bare)
			return finding{formed: true, valid: true}
		}
	}
	strict := user || bytes.Equal(label, []byte("我是"))
	if strict && len(run) <= 12 && t.name(run) >= clearName && speaksOfPerson(data[at+len(run):]) {
		n.end = at + len(run)
		return finding{formed: true, valid: true}
	}
	if w := t.name(run); len(run) <= 12 && (w >= surelyName || w >= clearName+5 && !strict) { // nothing but the name up to the next sign
		n.end = at + len(run)
		return finding{formed: true, valid: true, loose: !bracket && !speaksOfPerson(data[n.end:])}
	}
	length, w := t.prefix(run)
	if w < surelyName+15 || strict {
		return finding{}
	}
	n.end = at + length
	return finding{formed: true, valid: true, loose: true}
}

// beforeTitle looks for the name before a title.
func (n *number) beforeTitle() finding {
	data := n.data
	t := hanNames()
	// The characters before, four at most.
	var starts [5]int
	at, k := n.start, 0
	for k < len(starts) && at >= 3 {
		r, size := utf8.DecodeLastRune(data[:at])
		if r < firstHan || r >= firstHan+manyHan {
			break
		}
		at -= size
		starts[k] = at
		k++
	}
	if k == 0 {
		return finding{}
	}
	bounded := k < len(starts) // a sign or the start stands before
	best, weight := -1, noName
	for i := 1; i < k && i < 4; i++ {
		w := t.name(data[starts[i]:n.start])
		if i+1 < k && inConjunction(data[starts[i+1]:]) {
			continue
		}
		switch {
		case bounded && i == k-1 || i+1 < len(starts) && i+1 < k && leadsIn(data[starts[i+1]:starts[i]]):
			w += 15
		default:
			w -= 25
		}
		if w > weight {
			best, weight = i, w
		}
	}
	end := n.end
	if weight >= surelyName {
		n.end, n.start = n.start, starts[best]
		return finding{formed: true, valid: true, loose: true}
	}
	short := end-n.start == 6 && (bytes.Equal(n.digits, titles[0]) || bytes.Equal(n.digits, titles[1]) || bytes.Equal(n.digits, titles[2]))
	if _, w := t.surnameOf(data[starts[0]:n.start]); short && w >= 30 && (k == 1 || !inConjunction(data[starts[1]:]) && leadsIn(data[starts[1]:starts[0]])) {
		n.start = starts[0]
		return finding{formed: true, valid: true, loose: true, vague: true}
	}
	return finding{}
}

// inConjunction says whether the 于 behind the first character of v is none of a
// name: 由于, 关于.
func inConjunction(v []byte) bool {
	return bytes.HasPrefix(v[3:], []byte("于")) && bytes.Contains([]byte("由关对至属位在等终鉴基处"), v[:3])
}

// leadsIn says whether a character often stands before a name.
func leadsIn(r []byte) bool {
	return bytes.Contains([]byte("于的给和与向找是请对由被为叫跟问了人户者到约送寄同及有见让位主理你您说"), r)
}

// nameInEnglish looks for a name behind Mr., Dear, and what closes a letter.
func (n *number) nameInEnglish() finding {
	data := n.data
	at := n.end
	if n.start > 0 && (isLetter(data[n.start-1]) || isDigit(data[n.start-1])) {
		return finding{}
	}
	closing := data[at-1] == ','
	if closing {
		for at < len(data) && at-n.end < 4 && (data[at] == '\n' || data[at] == '\r' || data[at] == ' ') {
			at++
		}
	}
	if at >= len(data) || data[at]-'A' > 25 {
		return finding{}
	}
	v := line(data[at:min(len(data), at+64)])
	size, grade := latinName(v, closing && !bytes.ContainsAny(v, ",;"))
	need := gradePart
	if closing || data[n.start] == 'D' && n.digits[1] == 'e' {
		need = gradeWhole
	}
	if grade < need {
		return finding{}
	}
	n.start, n.end = at+honorificAt(v[:size]), at+size
	return finding{formed: true, valid: true, loose: grade < gradeWhole}
}

// honorificAt returns the length of the titles that a name begins with, and of the
// blanks behind them: "Mr. John Smith".
func honorificAt(v []byte) int {
	at := 0
	for {
		k := nameWord(v[at:])
		var low [12]byte
		if k == 0 || k > len(low) || !honorifics[string(lowerInto(low[:], v[at:at+k]))] {
			return at
		}
		if k += at; k < len(v) && v[k] == '.' {
			k++
		}
		if k >= len(v) || v[k] != ' ' {
			return at
		}
		at = k + 1
	}
}
