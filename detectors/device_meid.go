package detectors

// A MEID, 3GPP2 S.R0048: 14 hexadecimal digits that begin with A0 to FF (the
// regional code), perhaps with a check digit, Luhn with the radix 16; or 18 decimal
// digits, ten for the first eight hexadecimal digits and eight for the rest. Those
// forms are not rare, so it counts only where it is named.
var _ = register(detector{
	category: "device.meid",
	evidence: "format, regional code",
	lengths:  []int{18},
	leads:    map[int]string{18: "26-42"}, // decimalMEID
	groups:   []string{"5-5-4-4"},
	tokens:   []int{14, 15},
	shapes:   map[int]string{14: "axxxx", 15: "axxxx"},
	value:    true,
	// Six of sixteen first hexadecimal digits are letters; of 18 decimal digits 43 in
	// 100 have ten within 32 bits, and 17 in 100 of those eight within 24.
	chance:   0.37,
	strength: 3,
	words: `meid meids meidno meidhex meiddec meidcode mobileequipmentidentifier
		移动设备标识符 移动设备身份号`,
	check: checkMEID,
})

func checkMEID(n *number) finding {
	var buf [15]byte
	var d []byte
	switch n.by {
	case byNumber:
		return decimalMEID(n)
	case byToken:
		if !n.aside() {
			return finding{}
		}
		d = buf[:len(n.digits)]
		upperInto(d, n.digits)
	default:
		if d = n.spacedMEID(&buf); d == nil {
			return finding{}
		}
	}
	if _, ok := hexDigits(d); !ok || !isLetter(d[0]) || uniform(d) {
		return finding{}
	}
	return finding{
		formed: true, valid: len(d) == 14 || luhn16(d), needsWord: true,
		known: specimenMEID(d[:14]),
	}
}

// specimenMEID knows the numbers of S.R0048 and of those who explain it.
func specimenMEID(d []byte) bool {
	return string(d) == "A0000000002329" || string(d) == "AF0123450ABCDE"
}

// decimalMEID judges the form of 18 digits.
func decimalMEID(n *number) finding {
	first, rest := uint64(decimal(n.digits[:10])), decimal(n.digits[10:])
	if first>>32 != 0 || rest>>24 != 0 || first>>28 < 0xa {
		return finding{}
	}
	return finding{
		formed: true, valid: true, needsWord: true,
		known: string(n.digits) == "268435456010201020" || string(n.digits) == "293608736500703710",
	}
}

// spacedMEID reads what stands in a field or behind a word that names it, in one run
// or in groups of 2-6-6 and 2-6-6-1: A0 000000 002329.
func (n *number) spacedMEID(buf *[15]byte) []byte {
	v := n.data[n.start:n.end]
	if n.by == byKeyed && len(v) == 2 { // what stands behind a sign ends at a space
		n.end = min(n.start+16, len(n.data))
		if n.end+2 <= len(n.data) && n.data[n.end] == ' ' && isHex(n.data[n.end+1]) && wordEnds(n.data, n.start, n.end+2) {
			n.end += 2
		}
		if !wordEnds(n.data, n.start, n.end) {
			return nil
		}
		v = n.data[n.start:n.end]
	}
	k := 0
	switch len(v) {
	case 14, 15:
		if n.tokenLike() {
			return nil
		}
		k = copy(buf[:], v)
	case 16, 18:
		sep := v[2]
		if sep != ' ' && sep != '-' || v[9] != sep || len(v) == 18 && v[16] != sep {
			return nil
		}
		for i, c := range v {
			if i == 2 || i == 9 || i == 16 {
				continue
			}
			buf[k] = c
			k++
		}
	}
	if k == 0 {
		return nil
	}
	upperInto(buf[:k], buf[:k])
	return buf[:k:k]
}

// luhn16 checks the last of 15 hexadecimal digits: Luhn with the radix 16.
func luhn16(d []byte) bool {
	sum := 0
	for i, c := range d {
		v := hexValue(c)
		if i%2 == 1 {
			v = 2*v/16 + 2*v%16
		}
		sum += v
	}
	return sum%16 == 0
}
