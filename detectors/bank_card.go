package detectors

import "fmt"

// The number of a payment card, ISO/IEC 7812-1: the issuer's digits, the
// account, and a Luhn digit. Only ranges that card schemes publish count, each
// with its lengths; that alone drops five of six numbers of 16 digits.
var _ = register(detector{
	category: "finance.bank_card",
	evidence: "checksum, issuer range",
	lengths:  []int{12, 13, 14, 15, 16, 17, 18, 19},
	leads:    cardLeads(),
	groups: []string{
		"4-4-4-4-3", "4-4-4-4-2", "4-4-4-4", "4-6-5", "4-6-4", "6-13", "6-10", "6-4-4-4", "6-4-4-5", "4-4-5", "4-4-4-7", "6-6-7",
	},
	// A Luhn digit is right by chance once in 10 times (ISO/IEC 7812-1 Annex B).
	chance:   1.0 / 10,
	checksum: true,
	strength: 5,
	words: `card cards cardno cardnum cardnumber bankcard bankcardno bankcardnum bankcardnumber ~pan creditcard creditcardno creditcardnumber
		debitcard debitcardno cardpan paycard paymentcard ccnumber ccnum unionpay visa mastercard amex
		~bankaccount ~bankaccountno ~accountno ~accountnum ~accountnumber ~acctno ~acctnum ~acctnumber ~cc
		银行卡 银行卡号 银行卡号码 卡号 信用卡 信用卡号 借记卡 储蓄卡 储蓄卡号 贷记卡 银联卡 工资卡 工资卡号 收款卡号 还款卡号 ~银行账号 ~银行账户 ~收款账号 ~打款账号 ~收款账户 ~打款账户 ~付款账户 ~付款账号 ~还款账号 ~提现账号
		工行卡 建行卡 农行卡 中行卡 招行卡 交行卡 邮储卡 浦发卡 兴业卡 民生卡 光大卡 中信卡 平安卡
		銀行卡 銀行卡號 信用卡號 卡號 yhk yhkh yhkhm xyk xykh yinhangka yinhangkahao kahao ~kh crdno jjkh`,
	beside: []string{"卡", "卡:", "卡：", "cc:", "CC:", "cc="},
	check:  checkCard,
})

// issuer is a range of leading digits with the lengths it is given out in, one
// bit for each, as the schemes publish them.
type issuer struct {
	low, high string
	lengths   uint32
	rare      bool // only with a word for it
}

func lengths(n ...int) (bits uint32) {
	for _, l := range n {
		bits |= 1 << l
	}
	return bits
}

var issuers = []issuer{
	{"62", "62", lengths(16, 17, 18, 19), false}, // UnionPay
	{"81", "81", lengths(16, 17, 18, 19), true},  // UnionPay, since 2016
	{"4", "4", lengths(16), false},               // Visa
	{"4", "4", lengths(13, 19), true},            // Visa, hardly issued; bar codes and 64-bit numbers look the same
	{"51", "55", lengths(16), false},             // Mastercard
	{"2221", "2720", lengths(16), false},         // Mastercard, since 2017
	{"34", "34", lengths(15), false},             // American Express
	{"37", "37", lengths(15), false},             // American Express
	{"3528", "3589", lengths(16), false},         // JCB
	{"3528", "3589", lengths(17, 18, 19), true},  // JCB, hardly issued
	{"6011", "6011", lengths(16), false},         // Discover
	{"644", "649", lengths(16), false},           // Discover
	{"65", "65", lengths(16), false},             // Discover
	{"6011", "6011", lengths(19), true},          // Discover, hardly issued, and so the two lines below
	{"644", "649", lengths(19), true},
	{"65", "65", lengths(19), true},
	{"9558", "9559", lengths(19), true},     // Industrial and Commercial, Agricultural Bank of China, before UnionPay
	{"9555", "9555", lengths(15, 16), true}, // other Chinese banks before UnionPay, and so the lines to 9988 (npm bankcardinfo 2.0.6)
	{"9551", "9551", lengths(19), true},
	{"9400", "9400", lengths(16, 17, 18, 19), true},
	{"9098", "9098", lengths(18), true},
	{"9200", "9200", lengths(16), true},
	{"9210", "9210", lengths(19), true},
	{"9688", "9688", lengths(16), true},
	{"9843", "9843", lengths(16), true},
	{"9900", "9900", lengths(18), true},
	{"9988", "9988", lengths(16), true},
	{"300", "305", lengths(14), false},    // Diners Club
	{"36", "36", lengths(14), false},      // Diners Club
	{"38", "39", lengths(14), false},      // Diners Club
	{"300", "305", lengths(16, 19), true}, // Diners Club, hardly issued, and so the two lines below
	{"36", "36", lengths(16, 19), true},
	{"38", "39", lengths(16, 19), true},
	{"50", "50", lengths(12, 13, 14, 15, 16, 17, 18, 19), true},
	{"56", "58", lengths(12, 13, 14, 15, 16, 17, 18, 19), true}, // Maestro, and so the line above
	{"60", "61", lengths(12, 13, 14, 15, 16, 17, 18, 19), true},
	{"63", "69", lengths(12, 13, 14, 15, 16, 17, 18, 19), true},
}

// issued holds, for the first four digits, the lengths that may follow: plain in
// [0] and those that need a word in [1].
var issued = func() (t [2][10000]uint32) {
	pad := func(s string, c byte) int {
		b := []byte(s)
		for len(b) < 4 {
			b = append(b, c)
		}
		return decimal(b)
	}
	for _, is := range issuers {
		k := 0
		if is.rare {
			k = 1
		}
		for p := pad(is.low, '0'); p <= pad(is.high, '9'); p++ {
			t[k][p] |= is.lengths
		}
	}
	return t
}()

// testCards are the numbers that payment services publish for tests.
var testCards = map[string]bool{
	"4111111111111111": true, "4242424242424242": true, "4012888888881881": true, "4000056655665556": true,
	"5555555555554444": true, "5105105105105100": true, "2223003122003222": true, "5200828282828210": true,
	"378282246310005": true, "371449635398431": true, "378734493671000": true, "6011111111111117": true,
	"6011000990139424": true, "3530111333300000": true, "3566002020360505": true, "30569309025904": true,
	"38520000023237": true, "3056930009020004": true, "36227206271667": true, "6200000000000005": true,
	"6200000000000047": true, "6205500000000000004": true, "4000002500003155": true, "4000000000000002": true,
	"4222222222222": true, "5431111111111111": true, "4917610000000000": true, "6331101999990016": true,
}

// testEnds holds the last three digits of the test cards.
var testEnds = func() (t [1000]bool) {
	for c := range testCards {
		t[decimal([]byte(c[len(c)-3:]))] = true
	}
	return t
}()

// cardLeads are the beginnings of all of them, by length.
func cardLeads() map[int]string {
	leads := map[int]string{}
	for n := 12; n <= 19; n++ {
		for two := range 100 {
			any := uint32(0)
			for p := two * 100; p < two*100+100; p++ {
				any |= issued[0][p] | issued[1][p] | issuerBegins()[p]
			}
			if any>>n&1 != 0 {
				leads[n] += fmt.Sprintf("%02d ", two)
			}
		}
	}
	return leads
}

func checkCard(n *number) finding {
	d := n.digits
	first, bit := decimal(d[:4]), uint32(1)<<len(d)
	if n.grouped && len(d) == 16 && first/100 == 62 && n.end < len(n.data) && n.data[n.end] == ' ' && digitsFrom(n.data, n.end+1) == 3 {
		return finding{} // the beginning of 19 digits; with other issuers it is the code on the back
	}
	if n.grouped && n.fraction() {
		return finding{}
	}
	f := finding{formed: issued[0][first]&bit != 0}
	if !f.formed {
		if issued[1][first]&bit == 0 && !knownIssuer(d) {
			return f
		}
		f.formed, f.needsWord = true, true
	}
	f.valid = luhn(d) && !powerOfTwo(d) && (!monotonous(d) || testCards[string(d)])
	f.known = f.valid && testEnds[decimal(d[len(d)-3:])] && testCards[string(d)]
	f.loose = !n.grouped && (len(d) < 16 || d[0] == '2')
	if f.valid && !f.loose && d[0] == '6' && len(d) > 16 && !n.grouped && !f.known {
		// UnionPay's range is wide, and identifiers that count up pass through it.
		f.loose = !knownIssuer(d)
	}
	return f
}

// luhn checks the last digit after ISO/IEC 7812-1 Annex B.
func luhn(d []byte) bool {
	sum, i := 0, len(d)-1
	for ; i > 0; i -= 2 {
		sum += int(d[i]-'0') + int(doubled[d[i-1]-'0'])
	}
	if i == 0 {
		sum += int(d[0] - '0')
	}
	return sum%10 == 0
}

// doubled holds twice each digit, its two digits added.
var doubled = [10]uint8{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}

// powerOfTwo says whether the digits are a power of two or one less: sizes and
// limits of programs.
func powerOfTwo(d []byte) bool {
	n := uint64(0)
	for _, c := range d {
		n = n*10 + uint64(c-'0')
	}
	return n&(n-1) == 0 || n&(n+1) == 0
}

// monotonous says whether one digit makes up all after the issuer's six, or a
// run of ten: no account number is so.
func monotonous(d []byte) bool {
	run := 1
	for i := 1; i < len(d)-1; i++ {
		if d[i] != d[i-1] {
			run = 1
			continue
		}
		if run++; run >= 10 {
			return true
		}
	}
	return false
}
