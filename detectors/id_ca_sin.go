package detectors

// A Canadian social insurance number: nine digits, the last a Luhn digit. The first
// tells the province; 0 is in examples only and 8 in numbers of businesses (Social
// Insurance Registry). It has the form of many numbers and needs a word.
var _ = register(detector{
	category: "id.ca_sin",
	evidence: "checksum",
	lengths:  []int{9},
	groups:   []string{"3-3-3"},
	// A Luhn digit is right by chance once in 10 times.
	chance:   1.0 / 10,
	checksum: true,
	strength: 4,
	words: `sin sins sinno sinnum sinnumber casin canadasin canadiansin socialinsurance socialinsurancenumber socialinsuranceno socialinsurancenum
		numeroassurancesociale 加拿大社会保险号 加拿大社会保险号码 加拿大社保号 加拿大工卡 加拿大工卡号 工卡号 工卡号码 加拿大社會保險號碼`,
	check: func(n *number) finding {
		d := n.digits
		known := string(d) == "046454286" // the example of Service Canada's forms
		valid := luhn(d) && d[0] != '8' && (d[0] != '0' || known)
		return finding{formed: true, valid: valid, known: known, needsWord: true}
	},
})
