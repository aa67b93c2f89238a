package detectors

import "bytes"

// Machine-readable lines of travel documents, ICAO Doc 9303 parts 4 to 6: passports
// have two lines of 44 characters (TD3), cards three of 30 (TD1) or two of 36 (TD2),
// of capitals, digits and < as filler. The number, the dates and the whole have check
// digits: weights 7 3 1, letters as 10 to 35, modulo 10. Lines are found one by one,
// and together where nothing stands between them.

// machineReadable looks at the row of such characters around the first filler in it
// that is followed by another or by a digit.
func (n *number) machineReadable() finding {
	data, start, end := n.data, n.start, n.end
	for start > 0 && n.start-start <= 90 && mrzByte(data[start-1]) {
		start--
	}
	for start < n.start && data[start] == '<' { // of a tag
		start++
	}
	for p := start; p < n.start; p++ {
		if data[p] == '<' && (data[p+1] == '<' || isDigit(data[p+1])) {
			return finding{} // asked before
		}
	}
	for end < len(data) && end-start <= 91 && mrzByte(data[end]) {
		end++
	}
	if start > 0 && isLetter(data[start-1]) && !afterEscapedLetter(data, start) || end < len(data) && isLetter(data[end]) {
		return finding{}
	}
	return n.readableRow(start, end)
}

func mrzByte(b byte) bool { return b == '<' || isDigit(b) || b-'A' <= 25 }

// readableRow checks the row data[start:end]. One < more may belong to a tag.
func (n *number) readableRow(start, end int) finding {
	row := n.data[start:end]
	if k := len(row) - 1; k > 0 && row[k] == '<' && (k == 30 || k == 36 || k == 44 || k == 72 || k == 88 || k == 90) {
		row, end = row[:k], end-1
	}
	f := finding{}
	switch len(row) {
	case 30:
		if f = cardNumber(row); !f.formed {
			f = cardDates(row)
		}
	case 90:
		if f = cardNumber(row[:30]); f.formed {
			second := cardDates(row[30:60])
			f.formed = second.formed
			f.valid = f.valid && second.valid && check731(row[59], row[5:30], row[30:37], row[38:45], row[48:59])
		}
	case 36, 44:
		if f = holderLine(row); !f.formed {
			f = numberLine(row)
		}
	case 72, 88:
		if f = holderLine(row[:len(row)/2]); f.formed {
			second := numberLine(row[len(row)/2:])
			f.formed, f.valid, f.known = second.formed, second.valid, f.known && second.known
		}
	}
	if f.formed {
		n.start, n.end = start, end
	}
	return f
}

// holderLine checks the first line of a passport or of a card with two lines: P, or A,
// C, I, then the state and the name.
func holderLine(row []byte) finding {
	if row[0] != 'P' && (len(row) == 44 || row[0] != 'A' && row[0] != 'C' && row[0] != 'I') || isDigit(row[1]) {
		return finding{}
	}
	name := bytes.TrimRight(row[5:], "<")
	if len(name) < 2 || name[0] == '<' || !issuer731(row[2:5]) {
		return finding{}
	}
	for _, c := range name {
		if isDigit(c) {
			return finding{}
		}
	}
	return finding{formed: true, valid: true, known: string(row[2:5]) == "UTO"}
}

// numberLine checks the last line of a passport or of a card with two lines.
func numberLine(row []byte) finding {
	last := len(row) - 1
	if !isDigit(row[9]) || !birthAndExpiry(row[13:20], row[20], row[21:28]) || isDigit(row[10]) || row[10] == '<' || !isDigit(row[last]) {
		return finding{}
	}
	valid := check731(row[9], row[:9]) && check731(row[19], row[13:19]) && check731(row[27], row[21:27]) &&
		check731(row[last], row[:10], row[13:20], row[21:last])
	if len(row) == 44 {
		valid = valid && check731(row[42], row[28:42])
	}
	return finding{formed: true, valid: valid, known: string(row[10:13]) == "UTO"}
}

// cardNumber checks the first of three lines: the kind, the state and the number.
func cardNumber(row []byte) finding {
	if row[0] != 'A' && row[0] != 'C' && row[0] != 'I' || isDigit(row[1]) || !issuer731(row[2:5]) || row[5] == '<' {
		return finding{}
	}
	digits := 0
	for _, c := range row[5:14] {
		if isDigit(c) {
			digits++
		}
	}
	if digits < 3 {
		return finding{}
	}
	f := finding{formed: true, valid: check731(row[14], row[5:14]), known: string(row[2:5]) == "UTO"}
	if row[14] == '<' { // a longer number goes on behind, its check digit last
		long := bytes.TrimRight(row[15:], "<")
		f.valid = len(long) > 1 && check731(long[len(long)-1], row[5:14], long[:len(long)-1])
	}
	return f
}

// cardDates checks the second of three lines.
func cardDates(row []byte) finding {
	if !birthAndExpiry(row[:7], row[7], row[8:15]) || isDigit(row[15]) || row[15] == '<' || !isDigit(row[29]) {
		return finding{}
	}
	return finding{
		formed: true, known: string(row[15:18]) == "UTO",
		valid: check731(row[6], row[:6]) && check731(row[14], row[8:14]),
	}
}

// birthAndExpiry says whether two dates, each with its check digit, and the sex
// between them are formed as they should be. Unknown digits are <.
func birthAndExpiry(birth []byte, sex byte, expiry []byte) bool {
	if sex != 'M' && sex != 'F' && sex != '<' && sex != 'X' {
		return false
	}
	for i := range 7 {
		if !isDigit(birth[i]) && (birth[i] != '<' || i == 6) || !isDigit(expiry[i]) {
			return false
		}
	}
	month, day := decimal(expiry[2:4]), decimal(expiry[4:6])
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// check731 computes the check digit over the parts. An empty field may have < for 0.
func check731(check byte, parts ...[]byte) bool {
	sum, i := 0, 0
	for _, p := range parts {
		for _, c := range p {
			v := 0
			switch {
			case isDigit(c):
				v = int(c - '0')
			case c != '<':
				v = int(c-'A') + 10
			}
			sum += v * [3]int{7, 3, 1}[i%3]
			i++
		}
	}
	return isDigit(check) && int(check-'0') == sum%10 || check == '<' && sum == 0
}

// issuer731 says whether three characters are a state or an organisation of Doc 9303
// part 3 section 5.
func issuer731(c []byte) bool {
	if string(c) == "D<<" {
		return true
	}
	for _, b := range c {
		if !isLetter(b) {
			return false
		}
	}
	switch string(c) {
	case "UTO", "GBD", "GBN", "GBO", "GBP", "GBS", "UNO", "UNA", "UNK", "EUE", "RKS", "XXA", "XXB", "XXC", "XXX", "XOM", "XPO", "XCC", "XCE", "XDC", "XMP", "XES", "XBA", "XIM", "XCO", "IAO", "CHN":
		return true
	}
	return alphaCountry(c)
}
