package detectors

// The number of a Singaporean identity card (NRIC) or of a foreigner there (FIN): S
// or T for citizens and residents, F, G or M for others, seven digits and a check
// letter. Weights 2 7 6 5 4 3 2, plus 4 for T and G and 3 for M, modulo 11, and a
// table of letters for each kind (worked out by Ngiam Shih Tung, "Reverse engineering
// the NRIC"; M since 2022).
var _ = register(detector{
	category: "id.sg_nric",
	evidence: "checksum, format",
	tokens:   []int{8, 9},
	shapes:   map[int]string{8: "*9999", 9: "*9999"},
	lengths:  []int{7},
	behind:   map[int]string{7: " -"}, // lettersBefore
	// Of 26 letters one is right.
	chance:   1.0 / 26,
	checksum: true,
	strength: 7,
	words: `nric nrics nricno nricnum nricnumber nricfin fin finno finnumber sgnric sgnricno singaporeid singaporenric singaporeidno uin
		新加坡身份证 新加坡身份证号 新加坡身份证号码 新加坡居民证 新加坡证件号 新加坡身份證 xjpsfz xinjiaposhenfenzheng`,
	check: checkNRIC,
})

func checkNRIC(n *number) finding {
	data, start, end := n.data, n.start, n.end
	if n.by == byNumber || isDigit(data[start]) { // "S 1234567 D", "S 1234567D"
		if n.by == byNumber {
			if end+1 >= len(data) || data[end] != ' ' && data[end] != '-' || !loneLetter(data, end+1) {
				return finding{}
			}
			end += 2
		}
		if start = lettersBefore(data, start, 1); start == n.start || n.grouped {
			return finding{}
		}
	} else if n.end-start == 8 { // "S1234567-D"
		if end+1 >= len(data) || data[end] != '-' || !loneLetter(data, end+1) {
			return finding{}
		}
		end += 2
	}
	var buf [12]byte
	c := signsOf(buf[:0], data[start:end])
	if len(c) != 9 || !allDigits(c[1:8]) || !isLetter(c[8]) {
		return finding{}
	}
	table, sum := "XWUTRQPNMLK", 0
	switch c[0] {
	case 'S':
		table = "JZIHGFEDCBA"
	case 'T':
		table, sum = "JZIHGFEDCBA", 4
	case 'F':
	case 'G':
		sum = 4
	case 'M':
		table, sum = "XWUTRQPNJLK", 3
	default:
		return finding{}
	}
	for i, d := range c[1:8] {
		sum += int("2765432"[i]-'0') * int(d-'0')
	}
	needs := end-start != 9 || !capitals(data[start:end]) || attached(data, start, end)
	n.start, n.end = start, end
	return finding{
		formed: true, valid: table[sum%11] == c[8], loose: true, needsWord: needs,
		known: string(c[1:8]) == "1234567", // what every explanation counts with
	}
}
