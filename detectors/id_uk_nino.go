package detectors

// A national insurance number of the United Kingdom: two letters, six digits, and a
// letter of A to D (HMRC, National Insurance Manual NIM39110). There is no check
// digit. Written in pairs little else looks like it; without spaces product codes
// do. The last letter is left out at times, which needs a word.
var _ = register(detector{
	category: "id.uk_nino",
	evidence: "format",
	tokens:   []int{3, 4, 7, 8, 9},
	lengths:  []int{6},
	behind:   map[int]string{6: " -"}, // lettersBefore
	shapes:   map[int]string{3: "99a", 4: "aa99", 7: "99999", 8: "aa999", 9: "aa999"},
	groups:   []string{"2-2-2"},
	// 358 of 676 pairs of letters are given out, with 4 of 26 last letters.
	chance:   0.085,
	strength: 5,
	words: `nino ninos ninumber nino ninono uknino nationalinsurance nationalinsuranceno nationalinsurancenum nationalinsurancenumber natinsno
		国民保险号 国民保险号码 英国国民保险号 英国国民保险号码 英国社保号 國民保險號碼 guominbaoxianhao`,
	check: checkNINO,
})

func checkNINO(n *number) finding {
	data, start := n.data, n.start
	switch width := n.end - start; {
	case n.by == byNumber, width == 7: // "AB 12 34 56 C", "AB 123456 C", "AB 123456C"
		start = lettersBefore(data, start, 2)
	case width == 3: // "AB 12 34 56C"
		if start < 6 || !isDigit(data[start]) || !isDigit(data[start-2]) || !isDigit(data[start-5]) {
			return finding{}
		}
		start = lettersBefore(data, start-6, 2)
	}
	var c [9]byte
	end, spaces := readNINO(data, start, &c)
	if end < n.end {
		return finding{}
	}
	f := finding{formed: true, valid: ninoPrefix(c[0], c[1]) && (c[8] == 0 || c[8] >= 'A' && c[8] <= 'D')}
	f.needsWord = c[8] == 0 || !capitals(data[start:end]) || attached(data, start, end)
	f.loose = spaces == 0
	n.start, n.end = start, end
	return f
}

// readNINO reads two letters, six digits and a letter into c, with one and the same
// sign between them or none, and returns where they end, or 0. Where the last letter
// is missing c[8] is 0.
func readNINO(data []byte, i int, c *[9]byte) (end, spaces int) {
	if i+8 > len(data) || !isLetter(data[i]) || !isLetter(data[i+1]) {
		return 0, 0
	}
	c[0], c[1] = capital(data[i]), capital(data[i+1])
	i += 2
	sep := byte(0)
	for k := 2; k < 9; k++ {
		if k%2 == 0 && i+1 < len(data) && (data[i] == ' ' || data[i] == '-') && (sep == 0 || data[i] == sep) {
			if k == 8 && !loneLetter(data, i+1) {
				return i, spaces
			}
			sep = data[i]
			spaces++
			i++
		}
		if i >= len(data) || k < 8 && !isDigit(data[i]) || k == 8 && !loneLetter(data, i) {
			if k == 8 && (i >= len(data) || !isLetter(data[i]) && !isDigit(data[i])) {
				return i, spaces
			}
			return 0, 0
		}
		c[k] = data[i]
		i++
	}
	c[8] = capital(c[8])
	return i, spaces
}

// ninoPrefix says whether two letters are given out.
func ninoPrefix(a, b byte) bool {
	switch a {
	case 'D', 'F', 'I', 'Q', 'U', 'V':
		return false
	}
	switch b {
	case 'D', 'F', 'I', 'O', 'Q', 'U', 'V':
		return false
	}
	switch [2]byte{a, b} {
	case [2]byte{'B', 'G'}, [2]byte{'G', 'B'}, [2]byte{'K', 'N'}, [2]byte{'N', 'K'}, [2]byte{'N', 'T'}, [2]byte{'T', 'N'}, [2]byte{'Z', 'Z'}:
		return false
	}
	return true
}
