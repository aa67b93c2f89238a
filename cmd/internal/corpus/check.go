package corpus

import (
	"math/big"
	"strings"
)

// mod112 is ISO 7064 MOD 11-2, the pure system of GB 11643-1999, by Horner's
// rule: the whole string, check character included, is 1 modulo 11.
func mod112(body string) string {
	p := 0
	for i := range len(body) {
		p = (p + int(body[i]-'0')) * 2 % 11
	}
	return string("0123456789X"[(12-p)%11])
}

// luhn is the check digit of ISO/IEC 7812-1 Annex B.
func luhn(body string) string {
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return string(rune('0' + (10-sum%10)%10))
}

func luhnHolds(s string) bool {
	s = onlyDigits(s)
	return len(s) > 1 && luhn(s[:len(s)-1]) == s[len(s)-1:]
}

func onlyDigits(s string) string {
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, s)
}

// mod31 is the check character of GB 32100-2015 for 17 characters.
func mod31(body string) string {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range len(body) {
		sum += strings.IndexByte(alphabet, body[i]) * weight
		weight = weight * 3 % 31
	}
	return string(alphabet[(31-sum%31)%31])
}

// organisation is the check character of GB 11714-1997 for the eight characters
// of an organisation's code.
func organisation(body string) string {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	sum := 0
	for i, w := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += strings.IndexByte(alphabet, body[i]) * w
	}
	return string("0123456789X0"[11-sum%11])
}

// iban puts the two check digits of ISO 13616 (ISO 7064 MOD 97-10) between the
// country and the account.
func iban(country, account string) string {
	var b strings.Builder
	for _, c := range account + country {
		if c >= 'A' {
			b.WriteString(big.NewInt(int64(c-'A') + 10).String())
		} else {
			b.WriteRune(c)
		}
	}
	n, _ := new(big.Int).SetString(b.String()+"00", 10)
	check := 98 - new(big.Int).Mod(n, big.NewInt(97)).Int64()
	return country + string([]byte{byte('0' + check/10), byte('0' + check%10)}) + account
}

// mrz is the check digit of ICAO Doc 9303 part 3: weights 7, 3, 1.
func mrz(s string) string {
	sum := 0
	for i := range len(s) {
		v := 0
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			v = int(c - '0')
		case c >= 'A' && c <= 'Z':
			v = int(c-'A') + 10
		}
		sum += v * []int{7, 3, 1}[i%3]
	}
	return string(rune('0' + sum%10))
}

// hkid is the check character of a Hong Kong number of one or two letters and
// six digits: weights 9 to 1 with a blank of 36 before a single letter, modulo 11.
func hkid(body string) string {
	sum, at := 0, 0
	put := func(v int) { sum += v * (9 - at); at++ }
	if len(body) == 7 {
		put(36)
	}
	for i := range len(body) {
		if c := body[i]; c >= 'A' {
			put(int(c-'A') + 10)
		} else {
			put(int(c - '0'))
		}
	}
	return string("0123456789A"[(11-sum%11)%11])
}

// taiwan is the last digit of a number of Taiwan: the letter stands for two
// digits, the weights are 1 9 8 7 6 5 4 3 2 1 1, the sum is 0 modulo 10. body is
// a letter and eight digits, or two letters and seven digits (the old residents'
// certificate, in which the second letter counts with its last digit).
func taiwan(body string) string {
	const order = "ABCDEFGHJKLMNPQRSTUVXYWZIO" // A is 10, B is 11 …
	first := strings.IndexByte(order, body[0]) + 10
	sum := first/10 + first%10*9
	for i := 1; i < len(body); i++ {
		v := int(body[i] - '0')
		if body[i] >= 'A' {
			v = (strings.IndexByte(order, body[i]) + 10) % 10
		}
		sum += v * (9 - i)
	}
	return string(rune('0' + (10-sum%10)%10))
}

// nric is the letter of a Singapore number: weights 2 7 6 5 4 3 2, 4 more for T
// and G, 3 more for M, and a row of letters for S and T, F and G, and M.
func nric(body string) string {
	sum := 0
	for i, w := range []int{2, 7, 6, 5, 4, 3, 2} {
		sum += w * int(body[i+1]-'0')
	}
	switch body[0] {
	case 'T', 'G':
		sum += 4
	case 'M':
		sum += 3
	}
	switch body[0] {
	case 'S', 'T':
		return string("JZIHGFEDCBA"[sum%11])
	case 'F', 'G':
		return string("XWUTRQPNMLK"[sum%11])
	}
	return string("XWUTRQPNJLK"[sum%11])
}

// weighted is the sum of the digits times the weights.
func weighted(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += w * int(s[i]-'0')
	}
	return sum
}

// rrn is the check digit of a Korean number of before October 2020.
func rrn(body string) string {
	return string(rune('0' + (11-weighted(body, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)%11)%10))
}

// nhs is the check digit of an NHS number, or empty when the nine digits cannot
// be one.
func nhs(body string) string {
	switch c := 11 - weighted(body, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11; c {
	case 11:
		return "0"
	case 10:
		return ""
	default:
		return string(rune('0' + c))
	}
}

// myNumber is the check digit of a Japanese individual number of eleven digits.
func myNumber(body string) string {
	rest := weighted(body, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11
	if rest <= 1 {
		return "0"
	}
	return string(rune('0' + 11 - rest))
}

// verhoeff is the check digit of Verhoeff (1969) in the dihedral group D5, worked
// out by multiplying rather than read from a table.
func verhoeff(body string) string {
	times := func(a, b int) int {
		switch {
		case a < 5 && b < 5:
			return (a + b) % 5
		case a < 5:
			return 5 + (a+b-5)%5
		case b < 5:
			return 5 + (a-5-b+5)%5
		}
		return (a - b + 5) % 5
	}
	turn := func(d, n int) int {
		for range n {
			d = []int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}[d]
		}
		return d
	}
	for c := range 10 {
		s, sum := body+string(rune('0'+c)), 0
		for i := range len(s) {
			sum = times(sum, turn(int(s[len(s)-1-i]-'0'), i%8))
		}
		if sum == 0 {
			return string(rune('0' + c))
		}
	}
	panic("a group without an inverse")
}

// vin is the ninth character of a vehicle identification number (49 CFR 565.15,
// GB 16735) whose other sixteen are given with anything in its place.
func vin(s string) string {
	sum := 0
	for i, w := range []int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2} {
		v := 0
		if c := s[i]; c >= '0' && c <= '9' {
			v = int(c - '0')
		} else {
			v = strings.IndexByte(".ABCDEFGH..JKLMN.P.R..STUVWXYZ", c) % 10
			if c >= 'S' {
				v = int(c-'S') + 2
			}
		}
		sum += v * w
	}
	return string("0123456789X"[sum%11])
}
