package detectors

// The number of a Macau identity card (BIR): 1, 5 or 7, six digits and a check digit
// in brackets or behind a slash, whose rule is not published (Identification Services
// Bureau). Eight digits are a common form, so a word must name it.
var _ = register(detector{
	category: "id.macau",
	evidence: "format",
	lengths:  []int{6, 7, 8},
	behind:   map[int]string{6: "/"},
	groups:   []string{"7-1", "1-6-1"},
	// Three of nine first digits.
	chance:   1.0 / 3,
	strength: 3,
	words: `bir birno birnum birnumber macauid macauidno macauidnumber macauidcard macauidcardno macaoid macaoidno macaoidcard macauresidentid macauidentitycard moid
		bilhetedeidentidade 澳门身份证 澳门身份证号 澳门身份证号码 澳门居民身份证 澳门居民身份证号 澳门居民身份证号码 澳门永久性居民身份证 澳门特别行政区居民身份证 澳门证件号
		澳門身份證 澳門身份證號 澳門身份證號碼 澳門居民身份證 澳門居民身份證號碼 澳門永久性居民身份證 amsfz amsfzh aomenshenfenzheng`,
	check: func(n *number) finding {
		data, d, start, end := n.data, n.digits, n.start, n.end
		first := d[0]
		switch len(d) {
		case 6: // 5/123456/7
			if start < 2 || data[start-1] != '/' || !isDigit(data[start-2]) || start > 2 && (isDigit(data[start-3]) || data[start-3] == '/') ||
				end+1 >= len(data) || data[end] != '/' || !isDigit(data[end+1]) || end+2 < len(data) && (isDigit(data[end+2]) || data[end+2] == '/') {
				return finding{}
			}
			first, start, end = data[start-2], start-2, end+2
		case 7:
			p := end
			if p < len(data) && data[p] == ' ' {
				p++
			}
			switch {
			case p+2 < len(data) && data[p] == '(' && isDigit(data[p+1]) && data[p+2] == ')':
				end = p + 3
			case p == end && p+1 < len(data) && data[p] == '/' && isDigit(data[p+1]) && (p+2 == len(data) || !isDigit(data[p+2])):
				end = p + 2
			default:
				return finding{}
			}
		default:
			if dateLike(d) || end+2 < len(data) && data[end] == '(' && data[end+2] == ')' {
				return finding{}
			}
		}
		n.start, n.end = start, end
		return finding{formed: true, valid: first == '1' || first == '5' || first == '7', needsWord: true}
	},
})
