package detectors

import "bytes"

// international reads a number that starts with + or 00 at start and whose
// digits start at i: 7 to 15 digits (ITU-T E.164) with spaces, hyphens, full
// stops and brackets between them. It returns where the number ends, or 0 when
// there is none.
func (w *walker) international(i, start int) int {
	data := w.data
	if i >= len(data) || data[i] == '0' || !isDigit(data[i]) || !w.leftPlus(start) {
		return 0
	}
	d := w.buf[:15]
	var ends, counts [8]int
	n, groups, p := 0, 0, i
	open := start > 0 && data[start-1] == '('
	for groups < len(ends) {
		q := p
		for q < len(data) && isDigit(data[q]) {
			q++
		}
		if q == p || n+q-p > len(d) {
			break
		}
		if q-p == 1 && data[p] == '0' && p > i && data[p-1] == '(' && q < len(data) && data[q] == ')' {
			p = q // +44 (0)20: the 0 is for calls inside the country
		} else {
			n += copy(d[n:], data[p:q])
			p = q
			ends[groups], counts[groups] = p, n
			groups++
		}
		if q = afterSeparators(data, p, &open); q < 0 {
			break
		}
		p = q
	}
	cc, national := splitCallingCode(d[:n])
	if cc == 0 || groups > 1 && counts[0] <= 3 && counts[0] != n-len(national) {
		return 0 // a calling code stands alone or with more than one digit
	}
	if start > 0 && data[start-1] == '(' && groups > 0 {
		if in := data[i:ends[groups-1]]; bytes.Count(in, []byte(")")) > bytes.Count(in, []byte("(")) {
			start-- // (+86)138…: the bracket belongs to it
		}
	}
	for _, onlyValid := range [...]bool{true, false} {
		for g := groups - 1; g >= 0; g-- {
			if counts[g] < 7 || !w.rightFree(ends[g]) {
				continue
			}
			if end := w.ask(w.e.plus, span{start: start, end: ends[g], digits: d[:counts[g]], plus: true}, onlyValid); end > 0 {
				return end
			}
		}
	}
	return 0
}

// afterSeparators steps over what stands between two groups of digits. It
// returns -1 when no digit follows. open says that a bracket may close.
func afterSeparators(data []byte, p int, open *bool) int {
	for k := 0; k < 3 && p < len(data); k++ {
		switch data[p] {
		case ' ', '-', '.':
		case '(':
			*open = true
		case ')':
			if !*open {
				return -1
			}
			*open = false
		default:
			if isDigit(data[p]) {
				return p
			}
			return -1
		}
		p++
	}
	if p < len(data) && isDigit(data[p]) {
		return p
	}
	return -1
}

// leftPlus says whether a number with + or 00 may start at i. UTC+8 and 1+86 are
// none, tel+86 is.
func (w *walker) leftPlus(i int) bool {
	if i == 0 {
		return true
	}
	p := w.data[i-1]
	return !isDigit(p) && p != '.' && p != '+' && (!isLetter(p) || afterEscapedLetter(w.data, i) || w.e.lexicon.glued(w.data, i))
}
