package detectors

// The individual number of a resident of Japan ("My Number"): eleven digits and a
// check digit, weights 6 5 4 3 2 7 6 5 4 3 2 modulo 11 (Order of the Ministry of
// Internal Affairs and Communications No. 85 of 2014, article 5). It counts only
// where a word names it.
var _ = register(detector{
	category: "id.jp_mynumber",
	evidence: "checksum",
	lengths:  []int{12},
	groups:   []string{"4-4-4"},
	// Of the eleven remainders two give the digit 0, the others one each.
	chance:   1.0 / 10,
	checksum: true,
	strength: 4,
	words: `mynumber mynumbers mynumberno mynumbercard jpmynumber individualnumber individualno kojinbango kojinbangou
		マイナンバー 個人番号 个人番号 個人編號 日本个人编号 日本个人番号 日本个人号码 日本身份号码 日本我的号码`,
	check: func(n *number) finding {
		d := n.digits
		sum := 0
		for i, c := range d[:11] {
			sum += int("65432765432"[i]-'0') * int(c-'0')
		}
		check := 11 - sum%11
		if check > 9 {
			check = 0
		}
		valid := check == int(d[11]-'0') && !sameDigits(d)
		return finding{formed: true, valid: valid, known: valid && string(d) == "123456789018", needsWord: true}
	},
})
