package detectors

// The number of a patient of the NHS: nine digits and a check digit modulo 11 (NHS
// Data Dictionary, "NHS NUMBER"). Ten digits are a common form, and in groups of
// 3-3-4 telephones are written, so it counts only where a word names it.
var _ = register(detector{
	category: "id.uk_nhs",
	evidence: "checksum",
	lengths:  []int{10},
	groups:   []string{"3-3-4"},
	// A remainder modulo 11 is right by chance once in 11 times.
	chance:   1.0 / 11,
	checksum: true,
	strength: 3,
	words: `nhs nhsno nhsnum nhsnumber nhsid nhsnr nhspatient nhspatientid uknhs uknhsno uknhsnumber nhsnewnumber chinumber
		英国国民医疗服务号码 国民医疗服务号码 国民保健号码 英国医保号`,
	check: func(n *number) finding {
		d := n.digits
		sum := 0
		for i, c := range d[:9] {
			sum += (10 - i) * int(c-'0')
		}
		// A check of 10 has no digit; such numbers are not given out.
		valid := (11-sum%11)%11 == int(d[9]-'0') && !sameDigits(d)
		// Numbers from 999 are kept for tests; 943 476 5919 is the example of the dictionary.
		known := valid && (decimal(d[:3]) == 999 || string(d) == "9434765919")
		return finding{formed: true, valid: valid, known: known, needsWord: true}
	},
})
