package detectors

import (
	"bytes"
	"unicode/utf8"
)

// maxMasked bounds a masked value, in bytes; what is longer is a text.
const maxMasked = 96

// maskable says whether stars in a value of a category mean a mask: not in patterns
// of addresses of the web and of programs.
func maskable(c Category, v []byte) bool {
	switch c {
	case "contact.url", "online.browsing", "online.user_agent", "online.search", "comm.content":
		return false
	case "account.password", "account.security_answer", "account.credential", "account.otp":
		for _, b := range v { // what people choose may hold a star
			if b != '*' {
				return false
			}
		}
	}
	return true
}

// short says whether one star is a mask in values of a category: 张*.
func short(c Category) bool { return c == "identity.name" || c == "account.nickname" }

// masked says whether a whole value in a field of a category is masked: two signs
// of a mask or more, or one in a Chinese name, and nothing that makes it a pattern or
// a sentence. A row of x counts between digits: 138xxxx8000.
func masked(v []byte, one bool) bool {
	maybe := false
	for _, c := range v {
		maybe = maybe || maskSigns[c]
	}
	if !maybe {
		return false
	}
	stars, x, words := 0, 0, 0
	for i := 0; i < len(v); {
		r, size := utf8.DecodeRune(v[i:])
		switch r {
		case '*', '＊', '•', '●', '✱', '█', '×', '∗':
			stars++
		case 'x', 'X':
			if k := rowOf(v[i:], v[i]); k >= 3 && onlyNumber(v) {
				x += k
				size = k
			}
		case ' ':
			words++
		case '\n', '\\', '^', '$', '[', '{', '?', '|', '<', '=', '/':
			return false
		}
		i += size
	}
	switch {
	case stars >= 2 || x >= 3:
		return words <= 6
	case stars == 1 && one:
		return utf8.RuneCount(v) <= 4 && (v[0] >= 0x80 || v[len(v)-1] >= 0x80)
	}
	return false
}

// maskSigns are the first bytes of what masked counts.
var maskSigns = func() (t [256]bool) {
	for b := range t {
		t[b] = b == '*' || b|0x20 == 'x' || b >= utf8.RuneSelf
	}
	return t
}()

// rowOf counts equal bytes at the start of v.
func rowOf(v []byte, b byte) int {
	n := 0
	for n < len(v) && v[n] == b {
		n++
	}
	return n
}

// onlyNumber says whether v holds digits, x and separators only, and both of the
// first.
func onlyNumber(v []byte) bool {
	digits := false
	for _, b := range v {
		switch {
		case isDigit(b):
			digits = true
		case b|0x20 != 'x' && b != ' ' && b != '-' && b != '+':
			return false
		}
	}
	return digits
}

// maskedAt tells a masked value by its form alone, where two stars stand at i: a
// mobile number, a resident ID, a bank card, a landline, a social security number or
// an e-mail address.
func (e *Engine) maskedAt(data []byte, i int) (hidden, bool) {
	if h, ok := e.maskedMail(data, i); ok {
		return h, true
	}
	a, b := i, i
	part := func(c byte) bool { return isDigit(c) || c == '*' }
	for a > 0 && i-a < 40 && (part(data[a-1]) || (data[a-1] == ' ' || data[a-1] == '-') && a > 1 && part(data[a-2]) && part(data[a])) {
		a--
	}
	for b < len(data) && b-i < 40 && (part(data[b]) || (data[b] == ' ' || data[b] == '-') && b+1 < len(data) && part(data[b+1])) {
		b++
	}
	letter := b < len(data) && data[b]|0x20 == 'x'
	if letter {
		b++
	}
	if a > 0 && (isLetter(data[a-1]) || data[a-1] == '/' || data[a-1] == '.' && a > 1 && isDigit(data[a-2])) ||
		b < len(data) && (isLetter(data[b]) || isDigit(data[b]) || data[b] == '/' || data[b] == '*') {
		return hidden{}, false
	}
	m, ok := newMask(data[a:b])
	if !ok {
		return hidden{}, false
	}
	c := e.maskedForm(&m)
	if c == "" {
		return hidden{}, false
	}
	det := e.index(c)
	if a > 0 && data[a-1] == '+' {
		a--
	}
	return hidden{a, b, det, Masked}, det >= 0
}

// A mask is a masked number: digits, stars, digits, and how it was written.
type mask struct {
	text        []byte
	head, tail  []byte // the digits before and behind the stars, as they stand
	first, last int    // their number
	stars       int
	grouped     bool // it has separators
}

// newMask takes a masked number apart. There is one row of stars, whatever
// separators stand in it.
func newMask(v []byte) (m mask, ok bool) {
	m.text = v
	const before, within, behind = 0, 1, 2
	at := before
	for i, c := range v {
		switch {
		case c == '*' && at == behind:
			return m, false
		case c == '*':
			at = within
			m.stars++
			m.tail = v[i+1:]
		case isDigit(c) || c|0x20 == 'x':
			if at == before {
				m.first++
				m.head = v[:i+1]
			} else {
				at = behind
				m.last++
			}
		default:
			m.grouped = true
		}
	}
	return m, m.stars >= 2 && m.first+m.last > 0
}

// maskedForm names the category that a masked number shows, or "".
func (e *Engine) maskedForm(m *mask) Category {
	head := m.head
	first, total := m.first, m.first+m.stars+m.last
	if first >= 5 && bytes.HasPrefix(head, []byte("86")) && !m.grouped || bytes.HasPrefix(head, []byte("86 ")) || bytes.HasPrefix(head, []byte("86-")) {
		head = bytes.TrimLeft(head[2:], " -")
		first, total = first-2, total-2
	}
	number := func(n int) int { // the first n digits
		if len(head) < n {
			return -1
		}
		for _, c := range head[:n] {
			if !isDigit(c) {
				return -1
			}
		}
		return decimal(head[:n])
	}
	letter := m.text[len(m.text)-1]|0x20 == 'x'
	switch {
	case string(m.text) == "" || letter && total != 18:
		return ""
	case bytes.HasPrefix(m.text, []byte("***-**-")) && m.last == 4 && m.first == 0:
		return "id.us_ssn"
	case first >= 2 && first <= 4 && head[0] == '1' && head[1] >= '3' && m.last >= 2 && m.last <= 4 &&
		(total == 11 || first == 3 && m.last == 4 && m.stars >= 3 && m.stars <= 5):
		return "contact.mobile"
	case (total == 18 || total == 15) && first >= 2 && province(number(2)) && m.last <= 4 && m.stars >= 4:
		return "id.cn_resident"
	case first == 0 && m.last == 4 && total == 16 && m.grouped:
		return "finance.bank_card"
	case first < 1 || m.last < 3 || m.last > 4:
		return ""
	case head[0] == '0' && total >= 10 && total <= 12 && m.grouped:
		return "contact.phone"
	case total >= 15 && total <= 19 && head[0] >= '3' && head[0] <= '6' && (first == 4 || first == 6):
		return "finance.bank_card"
	case first == 6 && m.last == 4 && number(2) != 62 && number(6) >= 0 && e.areas.has(number(6)):
		return "id.cn_resident"
	case first == 6 && m.last == 4 && head[0] >= '3' && head[0] <= '6' && m.stars >= 4:
		return "finance.bank_card"
	}
	return ""
}

// province says whether two digits begin area codes of GB/T 2260, or the numbers of
// the permits that have another code in their place.
func province(n int) bool {
	switch {
	case n >= 11 && n <= 15, n >= 21 && n <= 23, n >= 31 && n <= 37, n >= 41 && n <= 46, n >= 50 && n <= 54, n >= 61 && n <= 65, n == 71, n >= 81 && n <= 83:
		return true
	}
	return false
}

// maskedMail tells a masked address: z***@qq.com, ***@163.com, zh**an@qq.com. Stars on
// both sides of it are the emphasis of Markdown.
func (e *Engine) maskedMail(data []byte, i int) (hidden, bool) {
	at := i
	for at < len(data) && at-i < maxLocal && (localByte[data[at]] && data[at] != '%' || data[at] == '*') {
		at++
	}
	if at+3 >= len(data) || data[at] != '@' {
		return hidden{}, false
	}
	a := i
	for a > 0 && i-a < maxLocal && localByte[data[a-1]] && data[a-1] != '%' {
		a--
	}
	end := at + 1
	for end < len(data) && end-at < maxDomain && (isLetter(data[end]) || isDigit(data[end]) || data[end] == '.' || data[end] == '-' || data[end] == '*') {
		end++
	}
	domain := bytes.TrimRight(data[at+1:end], ".-")
	emphasis := bytes.HasSuffix(domain, []byte("**"))
	end = at + 1 + len(domain)
	dot := bytes.LastIndexByte(domain, '.')
	if dot < 1 || emphasis || !inTopLevel(domain) && !reservedDomain(domain) {
		return hidden{}, false
	}
	if stars := rowOf(data[i:], '*'); a == i && stars == 2 && i+stars < at {
		return hidden{}, false // **name@… may be the beginning of an emphasis
	}
	return hidden{a, end, e.index("contact.email"), Masked}, true
}
