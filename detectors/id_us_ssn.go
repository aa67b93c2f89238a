package detectors

// A social security number of the USA: three digits of the area, two of the group
// and four of the serial number, with no check digit. The areas 000, 666 and 900 to
// 999, the group 00 and the serial 0000 are never given out; a few numbers that
// advertisements made known are void (Social Security Administration, "Social
// Security Number Randomization" and "Social Security cards issued by Woolworth").
// With hyphens little else is written so; in any other form it needs a word.
var _ = register(detector{
	category: "id.us_ssn",
	evidence: "format",
	lengths:  []int{9},
	groups:   []string{"3-2-4"},
	// Of nine arbitrary digits 89 in 100 are in an area and a group that exist.
	chance:   0.89,
	strength: 4,
	words: `ssn ssns ssnno ssnnum ssnnumber usssn ussn socialsecuritynumber socialsecurityno socialsecuritynum socialsecurity socsec socialsecno
		社会安全号 社会安全号码 社安号 社安号码 社会安全码 美国社会安全号 美国社会安全号码 美国社保号 社會安全號碼 社會安全碼 shehuianquanhao`,
	check: func(n *number) finding {
		d := n.digits
		area := decimal(d[:3])
		f := finding{
			formed:    true,
			valid:     area != 0 && area != 666 && area < 900 && decimal(d[3:5]) != 0 && decimal(d[5:]) != 0 && !sameDigits(d) && !voidSSN[string(d)],
			needsWord: !n.grouped || n.data[n.start+3] != '-' || attached(n.data, n.start, n.end),
		}
		f.known = f.valid && string(d) == "123456789"
		return f
	},
})

// voidSSN are numbers that were printed in advertisements, and are nobody's.
var voidSSN = map[string]bool{"078051120": true, "219099999": true, "457555462": true, "111223333": true}
