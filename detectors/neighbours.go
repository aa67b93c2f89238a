package detectors

import "bytes"

// separates says whether a byte may stand between two groups of a number.
func separates(b byte) bool { return b == ' ' || b == '-' || b == '.' || b == ')' }

// leftFree says whether a number may start at i, judged by what stands before
// it. A letter may not, unless it ends an escape (\n, %3A, \u4e00) or a
// word that speaks of a category (tel13800138000).
func (w *walker) leftFree(i int) bool {
	data := w.data
	if i == 0 {
		return true
	}
	switch p := data[i-1]; {
	case isLetter(p):
		return afterEscapedLetter(data, i) || w.e.lexicon.glued(data, i)
	case p == '$' || p == '*' || p == '\\':
		return false
	case p == '-' && (i < 2 || minus[data[i-2]]):
		return false
	case p == '.' || p == '-':
		return i < 2 || !isDigit(data[i-2]) && data[i-2] != '*'
	case p == 0xa5: // ¥ and ￥
		return !(i > 1 && data[i-2] == 0xc2 || i > 2 && data[i-3] == 0xef && data[i-2] == 0xbf)
	}
	return true
}

// minus holds the bytes behind which a hyphen before a digit is a minus sign.
var minus = byteSet(" \t\n$,([{=:")

// rightFree says whether a number may end at j, judged by what follows it.
func (w *walker) rightFree(j int) bool {
	data := w.data
	if j >= len(data) {
		return true
	}
	switch p := data[j]; {
	case isDigit(p):
		return false
	case isLetter(p):
		return j+1 < len(data) && data[j+1] >= 0xe3 && data[j+1] <= 0xe9 // 13912345678A座
	case p == '*': // a mask, or an extension
		k := digitsFrom(data, j+1)
		return k >= 1 && k <= 6 && (j+1+k >= len(data) || data[j+1+k] != '*' && !isLetter(data[j+1+k]))
	case p == '.' || p == '-':
		return j+1 >= len(data) || !isDigit(data[j+1])
	case p == '%':
		return j+2 < len(data) && isHex(data[j+1]) && isHex(data[j+2])
	case p == 0xe5: // amounts
		return !bytes.HasPrefix(data[j:], []byte("元")) && !bytes.HasPrefix(data[j:], []byte("字节"))
	}
	return true
}

// telephones says whether the field's name speaks of telephones.
func (w *walker) telephones() bool {
	return max(w.named[mobileIndex()], w.named[phoneIndex()]) == full
}

// behind says whether a number that is not free at j may end there all the same: a
// landline before its extension, and in a field of telephones a number that a
// spreadsheet made a fraction ("13912345678.0").
func (w *walker) behind(i, j int) bool {
	data := w.data
	if j+1 >= len(data) || !isDigit(data[j+1]) {
		return false
	}
	k := digitsFrom(data, j+1)
	switch data[j] {
	case '-':
		return data[i] == '0' && j-i >= 10 && k <= 5 && w.rightFree(j+1+k)
	case '.':
		return k == 1 && data[j+1] == '0' && w.rightFree(j+2) && w.telephones()
	}
	return false
}

// nameBefore says whether a name of three letters or more is glued to the digits at
// i, as in "user13912345678", and no hexadecimal number.
func (w *walker) nameBefore(i int) bool {
	data := w.data
	j, hex := i, true
	for j > 0 && i-j < 20 && isLetter(data[j-1]) {
		j--
		hex = hex && isHex(data[j])
	}
	return i-j >= 3 && i-j < 20 && !hex && (j == 0 || !isDigit(data[j-1]) && data[j-1] != '%' && data[j-1] != '\\')
}

// groupFree says whether a number in groups may stand at data[start:end]. A
// further group of the same size beside it means a longer row of numbers.
func (w *walker) groupFree(start, end, size int) bool {
	data := w.data
	if !w.rightFree(end) {
		return false
	}
	if size != 4 {
		return true
	}
	if end < len(data) && data[end] == ' ' && hexGroup(data[end+1:]) {
		return false
	}
	if start > 1 && data[start-1] == ' ' {
		p := start - 1
		for p > 0 && start-p <= 5 && isHex(data[p-1]) {
			p--
		}
		return !hexGroup(data[p : start-1])
	}
	return true
}

// hexGroup says whether b begins with four hexadecimal digits, one of them a
// decimal digit, and no more.
func hexGroup(b []byte) bool {
	decimal := false
	for k := range 4 {
		if k >= len(b) || !isHex(b[k]) {
			return false
		}
		decimal = decimal || isDigit(b[k])
	}
	return decimal && (len(b) == 4 || !isHex(b[4]))
}

func digitsFrom(data []byte, i int) int {
	n := 0
	for i+n < len(data) && isDigit(data[i+n]) {
		n++
	}
	return n
}

// afterEscape returns where the digits that start at i go on behind a JSON
// escape \uXXXX that reaches into them.
func afterEscape(data []byte, i int) int {
	for k := 1; k <= 5 && i-k > 0; k++ {
		switch c := data[i-k]; {
		case c == 'u':
			if data[i-k-1] == '\\' {
				for p := i; p < i-k+5; p++ {
					if p >= len(data) || !isDigit(data[p]) {
						return i
					}
				}
				return max(i, i-k+5)
			}
			return i
		case !isHex(c):
			return i
		}
	}
	return i
}

// afterEscapedLetter says whether the letter before i ends an escape of JSON
// (\n, \t, \u4e0a) or of a URL (%3A).
func afterEscapedLetter(data []byte, i int) bool {
	p := data[i-1]
	if i >= 2 && data[i-2] == '\\' && (p == 'n' || p == 't' || p == 'r') {
		return true
	}
	if i >= 3 && data[i-3] == '%' && isHex(data[i-2]) && isHex(p) {
		return true
	}
	return i >= 6 && data[i-6] == '\\' && data[i-5] == 'u' &&
		isHex(data[i-4]) && isHex(data[i-3]) && isHex(data[i-2]) && isHex(p)
}
