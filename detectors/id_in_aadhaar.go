package detectors

// The Aadhaar number of an Indian resident: twelve digits that do not begin with 0 or
// 1, the last a Verhoeff check digit, and that do not read the same backwards
// (UIDAI). Pieces of card numbers and other numbers of twelve digits look the same,
// so it counts only where a word names it.
var _ = register(detector{
	category: "id.in_aadhaar",
	evidence: "checksum",
	lengths:  []int{12},
	groups:   []string{"4-4-4"},
	// A Verhoeff digit is right by chance once in 10 times.
	chance:   1.0 / 10,
	checksum: true,
	strength: 4,
	words: `aadhaar aadhar adhaar adhar aadhaarno aadhaarnum aadhaarnumber aadhaarid aadhaarcard aadhaarcardno aadharno aadharnumber aadharcard adhaarno
		uidai uidaino uidainumber आधार 印度身份证 印度身份证号 印度身份证号码 印度居民身份证号 阿达尔 阿达哈尔 印度身份號碼`,
	check: func(n *number) finding {
		d := n.digits
		if d[0] < '2' {
			return finding{}
		}
		valid := verhoeffCheck(d) && !palindrome(d)
		return finding{formed: true, valid: valid, known: valid && testAadhaar[string(d)], needsWord: true}
	},
})

// testAadhaar are the numbers that UIDAI gives out for tests of its services, and the
// example of python-stdnum.
var testAadhaar = map[string]bool{
	"999941057058": true, "999971658847": true, "999933119405": true, "999955183433": true, "999990501894": true, "234123412346": true,
}

func palindrome(d []byte) bool {
	for i := range len(d) / 2 {
		if d[i] != d[len(d)-1-i] {
			return false
		}
	}
	return true
}
