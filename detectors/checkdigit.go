package detectors

import "slices"

// checkDigits are the checks that a category of one's own may name. Each is shown
// a value without separators and in upper case, the check characters last.
var checkDigits = map[string]func(v []byte) bool{
	"luhn":     func(v []byte) bool { return onlyDigits(v) && luhn(v) },
	"verhoeff": func(v []byte) bool { return onlyDigits(v) && verhoeffCheck(v) },
	"damm":     func(v []byte) bool { return onlyDigits(v) && damm(v) },
	"ean":      func(v []byte) bool { return onlyDigits(v) && ean(v) },
	"mod11-2":  func(v []byte) bool { return pure(v, 11, 2, "0123456789X") },
	"mod37-2":  func(v []byte) bool { return pure(v, 37, 2, alphanumerics+"*") },
	"mod97-10": func(v []byte) bool { return mod97(v) },
	"mod11-10": func(v []byte) bool { return hybrid(v, 10, "0123456789") },
	"mod37-36": func(v []byte) bool { return hybrid(v, 36, alphanumerics) },
	"mod31":    func(v []byte) bool { return len(v) == 18 && creditCode(v) },
}

const alphanumerics = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// checkNames lists the names of the checks in order.
func checkNames() []string {
	var out []string
	for n := range checkDigits {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func onlyDigits(v []byte) bool {
	for _, c := range v {
		if !isDigit(c) {
			return false
		}
	}
	return len(v) > 1
}

func valueIn(c byte, signs string) int {
	for i := range len(signs) {
		if signs[i] == c {
			return i
		}
	}
	return -1
}

// pure is a pure system of ISO/IEC 7064 with one check character: the sum over
// value × radix^place is 1 modulo m. Only the last character may be the one
// behind the others.
func pure(v []byte, m, radix int, signs string) bool {
	p := 0
	for i, c := range v {
		a := valueIn(c, signs)
		if a < 0 || a == len(signs)-1 && i < len(v)-1 {
			return false
		}
		p = (p*radix + a) % m
	}
	return len(v) > 1 && p == 1
}

// hybrid is a hybrid system of ISO/IEC 7064, modulo m+1 and m.
func hybrid(v []byte, m int, signs string) bool {
	p := m
	for i, c := range v {
		a := valueIn(c, signs)
		if a < 0 {
			return false
		}
		if i == len(v)-1 {
			return i > 0 && (p+a)%m == 1
		}
		if p = (p + a) % m; p == 0 {
			p = m
		}
		p = p * 2 % (m + 1)
	}
	return false
}

// mod97 is ISO/IEC 7064 MOD 97-10 with letters as 10 to 35: two check digits at
// the end.
func mod97(v []byte) bool {
	p := 0
	for _, c := range v {
		switch a := valueIn(c, alphanumerics); {
		case a < 0:
			return false
		case a < 10:
			p = (p*10 + a) % 97
		default:
			p = (p*100 + a) % 97
		}
	}
	return len(v) > 2 && p == 1
}

// ean is the check of GS1 (EAN-8, EAN-13, GTIN-14): weights 3 and 1 from the right.
func ean(v []byte) bool {
	sum := 0
	for i := range v {
		a := int(v[len(v)-1-i] - '0')
		if i%2 == 1 {
			a *= 3
		}
		sum += a
	}
	return sum%10 == 0
}

// creditCode is MOD 31 of GB 32100-2015: weights 3^i modulo 31.
func creditCode(v []byte) bool {
	const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for _, c := range v[:17] {
		a := valueIn(c, signs)
		if a < 0 {
			return false
		}
		sum += a * weight
		weight = weight * 3 % 31
	}
	return valueIn(v[17], signs) == (31-sum%31)%31
}

// dammTable is the quasigroup of H. M. Damm's thesis (Marburg, 2004).
var dammTable = [10][10]uint8{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1}, {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

func damm(v []byte) bool {
	at := uint8(0)
	for _, c := range v {
		at = dammTable[at][c-'0']
	}
	return at == 0
}

// verhoeffCheck multiplies permuted digits in the dihedral group D5 (J. Verhoeff,
// 1969); the check digit is the last one.
func verhoeffCheck(v []byte) bool {
	at := 0
	for i := range v {
		digit := int(v[len(v)-1-i] - '0')
		for range i % 8 {
			digit = int(verhoeffTurn[digit])
		}
		at = dihedral(at, digit)
	}
	return at == 0
}

var verhoeffTurn = [10]uint8{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}

// dihedral multiplies in D5: 0 to 4 are rotations, 5 to 9 reflections.
func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return 5 + (a+b)%5
	case b < 5:
		return 5 + (a-b)%5
	}
	return (a - b + 5) % 5
}
