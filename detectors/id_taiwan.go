package detectors

// The number of a Taiwanese identity card: a letter for the place of registration, 1
// or 2 for the sex, seven digits and a check digit. The letter stands for 10 to 35 in
// an order of its own; weights 1 9 8 7 6 5 4 3 2 1 1 modulo 10 (Ministry of the
// Interior; A123456789 is the example of everyone). One code in ten of that form
// passes, so without a word the confidence is low.
var _ = register(detector{
	category: "id.taiwan",
	evidence: "checksum, format",
	tokens:   []int{10},
	shapes:   map[int]string{10: "a*999"},
	lengths:  []int{9},
	behind:   map[int]string{9: " -"}, // lettersBefore
	// A sum modulo 10 is right by chance once in 10 times.
	chance:   1.0 / 10,
	checksum: true,
	strength: 6,
	words: `twid twidno twidnumber taiwanid taiwanidno taiwanidnumber taiwanidcard rocid rocidno nationalidtw
		台湾身份证 台湾身份证号 台湾身份证号码 台湾居民身份证 台湾证件号 国民身份证 国民身份证号 国民身份证统一编号
		台灣身份證 台灣身分證 臺灣身分證 身分證 身分證號 身分證號碼 身分證字號 身份證字號 國民身分證 國民身分證統一編號
		twsfz twsfzh taiwanshenfenzheng`,
	check: func(n *number) finding {
		f, c := n.taiwanese()
		if !f.formed || c[1] != '1' && c[1] != '2' {
			return finding{}
		}
		f.known = f.valid && string(c[:]) == "A123456789"
		return f
	},
})

// The number of a Taiwanese resident certificate: since 2021 like that of an identity
// card with 8 or 9 in the place of the sex, before with a letter of A to D, whose
// last digit counts (National Immigration Agency; A800000014 is its example).
var _ = register(detector{
	category: "id.taiwan_arc",
	evidence: "checksum, format",
	tokens:   []int{10},
	shapes:   map[int]string{10: "a*999"},
	lengths:  []int{8, 9},
	behind:   map[int]string{8: " -", 9: " -"}, // lettersBefore
	chance:   1.0 / 10,
	checksum: true,
	strength: 6,
	words: `arc arcno arcnum arcnumber taiwanarc taiwanarcno alienresidentcertificate alienresidentcertificateno uino uinumber twarc twarcno
		台湾居留证 台湾居留证号 台湾居留证号码 居留证 居留证号 居留证号码 外侨居留证 统一证号
		台灣居留證 居留證 居留證號 居留證號碼 外僑居留證 外僑居留證號 統一證號 外來人口統一證號
		jlz jlzh jlzhm juliuzheng twjlz`,
	check: func(n *number) finding {
		f, c := n.taiwanese()
		if !f.formed || c[1] != '8' && c[1] != '9' && (c[1] < 'A' || c[1] > 'D') {
			return finding{}
		}
		f.known = f.valid && (string(c[:]) == "A800000014" || string(c[:]) == "AC01234567")
		return f
	},
})

// taiwanLetters holds the number of each letter, A to Z.
var taiwanLetters = [26]uint8{10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33}

// taiwanese reads a letter, a digit or a letter, and eight digits.
func (n *number) taiwanese() (f finding, c [10]byte) {
	data, start := n.data, n.start
	if n.by == byNumber { // "A 123456789", "AC 01234567"
		want := 1
		if len(n.digits) == 8 {
			want = 2
		}
		if start = lettersBefore(data, start, want); n.grouped || n.start-start != want+1 {
			return f, c
		}
	}
	if s := signsOf(c[:0], data[start:n.end]); len(s) != 10 || !isLetter(s[0]) || !allDigits(s[2:]) {
		return f, c
	}
	letter := int(taiwanLetters[c[0]-'A'])
	sum := letter/10 + letter%10*9
	if isLetter(c[1]) {
		sum += 8 * int(taiwanLetters[c[1]-'A']%10)
	} else {
		sum += 8 * int(c[1]-'0')
	}
	for i, d := range c[2:9] {
		sum += (7 - i) * int(d-'0')
	}
	sum += int(c[9] - '0')
	f = finding{
		formed: true, valid: sum%10 == 0 && !sameDigits(c[2:]), loose: true,
		needsWord: n.by == byNumber || !capitals(data[start:n.end]) || attached(data, start, n.end),
	}
	n.start = start
	return f, c
}
