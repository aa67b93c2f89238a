package detectors

// The number of a Hong Kong identity card: one or two letters, six digits, and a
// check character in brackets. A letter counts 10 to 35, the place of a missing
// first one 36; weights 9 to 2 and 1 for the check, modulo 11, A for 10 (practice
// of the Immigration Department; A123456(3) is its specimen). Without the brackets
// part numbers look the same, so those need a word.
var _ = register(detector{
	category: "id.hkid",
	evidence: "checksum",
	tokens:   []int{7, 8, 9},
	lengths:  []int{6},
	behind:   map[int]string{6: " -"}, // lettersBefore
	shapes:   map[int]string{7: "a9999", 8: "a*999", 9: "aa999"},
	// A remainder modulo 11 is right by chance once in 11 times.
	chance:   1.0 / 11,
	checksum: true,
	strength: 6,
	words: `hkid hkids hkidno hkidnum hkidnumber hkidcard hkidcardno hkidcardnumber hkic hkicno hongkongid hongkongidno hongkongidcard hongkongidcardno hongkongidentitycard
		香港身份证 香港身份证号 香港身份证号码 香港居民身份证 香港居民身份证号 香港居民身份证号码 香港永久性居民身份证 香港永久居民身份证 香港证件号
		香港身份證 香港身份證號 香港身份證號碼 香港居民身份證 香港永久性居民身份證 香港永久性居民身份證號碼
		xgsfz xgsfzh xgsfzhm xianggangshenfenzheng`,
	check: checkHKID,
})

func checkHKID(n *number) finding {
	data, start := n.data, n.start
	if n.by == byNumber { // "A 123456(3)"
		if start = lettersBefore(data, start, 2); start == n.start || n.grouped {
			return finding{}
		}
	}
	var buf [12]byte
	c := signsOf(buf[:0], data[start:n.end])
	letters := 1
	if isLetter(c[1]) {
		letters = 2
	}
	body := letters + 6
	if !isLetter(c[0]) || len(c) < body || len(c) > body+1 || !allDigits(c[letters:body]) {
		return finding{}
	}
	end, bracket := n.end, false
	if len(c) == body {
		p := end
		for p < len(data) && data[p] == ' ' && p-end < 1 {
			p++
		}
		switch {
		case p+2 < len(data) && data[p] == '(' && data[p+2] == ')':
			c, end, bracket = append(c, data[p+1]), p+3, true
		case p == end && p+1 < len(data) && data[p] == '-' && (p+2 == len(data) || !isLetter(data[p+2]) && !isDigit(data[p+2]) && data[p+2] != '-'):
			c, end = append(c, data[p+1]), p+2
		default:
			return finding{}
		}
	}
	check := int(c[body] - '0')
	if capital(c[body]) == 'A' {
		check = 10
	} else if !isDigit(c[body]) {
		return finding{}
	}
	sum := 9 * 36
	if letters == 2 {
		sum = 9 * int(c[0]-'A'+10)
	}
	sum += 8*int(c[letters-1]-'A'+10) + check
	for i, d := range c[letters:body] {
		sum += (7 - i) * int(d-'0')
	}
	needs := !bracket || !capitals(data[start:n.end]) || attached(data, start, end)
	n.start, n.end = start, end
	return finding{formed: true, valid: sum%11 == 0, known: string(c) == "A1234563", needsWord: needs}
}
