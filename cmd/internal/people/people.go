// Package people makes values that look like personal data and belong to
// nobody, as far as that can be had. The demo and the benchmark draw on it.
// Nothing of it is written to the repository; the values exist while a program
// runs.
package people

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Areas are codes of GB/T 2260 that exist, because a scanner may ask for them.
var Areas = []string{
	"110101", "110105", "120101", "310104", "310115", "320102", "330106", "350203",
	"370202", "420106", "430102", "440106", "440305", "500103", "510104", "610113",
}

// ResidentID returns an 18-digit resident identity number after GB 11643-1999
// with a valid check digit. Its serial number is 000, which is given to nobody:
// serials start at 001.
func ResidentID(r *rand.Rand) string {
	body := fmt.Sprintf("%s%04d%02d%02d000", Areas[r.IntN(len(Areas))], 1950+r.IntN(56), 1+r.IntN(12), 1+r.IntN(28))
	return body + string(MOD112(body))
}

// MOD112 returns the check character of ISO 7064 MOD 11-2 for 17 digits.
func MOD112(body string) byte {
	p := 0
	for _, d := range []byte(body) {
		p = (p + int(d-'0')) * 2 % 11
	}
	return "0123456789X"[(12-p)%11]
}

// BankCard returns a card number of the UnionPay range (62, 16 or 19 digits)
// with a valid Luhn digit, in the block 6299, which the public lists of issuer
// numbers give to no bank.
func BankCard(r *rand.Rand) string {
	n := 15
	if r.IntN(2) == 0 {
		n = 18
	}
	body := "6299" + Digits(r, n-4)
	return body + string(Luhn(body))
}

// Luhn returns the check digit of ISO/IEC 7812-1 Annex B for the digits before it.
func Luhn(body string) byte {
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

// Mobile returns a number of the form that Chinese mobiles have. No block of
// them is kept free for fiction, so they are drawn at random.
func Mobile(r *rand.Rand) string {
	prefixes := []string{"130", "135", "138", "139", "150", "158", "176", "182", "186", "189", "198"}
	return prefixes[r.IntN(len(prefixes))] + Digits(r, 8)
}

// LondonPhone returns a number of the block that Ofcom keeps free for drama:
// 020 7946 0000 to 0999.
func LondonPhone(r *rand.Rand) string {
	return fmt.Sprintf("+44 20 7946 %04d", r.IntN(1000))
}

// Landline returns a number of the form that Chinese landlines have, at random
// for the same reason as Mobile.
func Landline(r *rand.Rand) string {
	return fmt.Sprintf("021-6%s", Digits(r, 7))
}

// Name returns a Chinese name put together at random from frequent surnames and
// characters of given names.
func Name(r *rand.Rand) string {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国志玉兰红梅鹏宇浩然")
	name := []rune{surnames[r.IntN(len(surnames))]}
	for range 1 + r.IntN(2) {
		name = append(name, given[r.IntN(len(given))])
	}
	return string(name)
}

// Email returns an address below a domain name of the demo's own making.
func Email(r *rand.Rand, name string) string {
	hosts := []string{"mail.piiventory-demo.cn", "post.piiventory-demo.com", "box.piiventory-demo.net"}
	return name + "@" + hosts[r.IntN(len(hosts))]
}

// UUID returns a random UUID (RFC 9562, version 4).
func UUID(r *rand.Rand) string {
	a, b := r.Uint64(), r.Uint64()
	a = a&^0xf000 | 0x4000
	b = b&^(3<<62) | 1<<63
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffffffffffff)
}

// IMEI returns 15 digits with a valid Luhn digit (3GPP TS 23.003), of a type
// allocation code that starts with 35 as most do.
func IMEI(r *rand.Rand) string {
	body := "35" + Digits(r, 12)
	return body + string(Luhn(body))
}

// Digits returns n random digits.
func Digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}
