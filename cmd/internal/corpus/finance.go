package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// card makes numbers inside the ranges of the schemes, in blocks that public
// lists of issuers give to no bank, as far as the author could find out.
func card(r *rand.Rand) string {
	prefix, n := "6299", 19
	switch r.IntN(8) {
	case 0:
		prefix, n = "499999", 16
	case 1:
		prefix, n = "555599", 16
	case 2:
		prefix, n = "379999", 15
	case 3, 4, 5:
		n = 16
	}
	body := prefix + digits(r, n-1-len(prefix))
	return body + luhn(body)
}

func uscc(r *rand.Rand) string {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	org := "MA" + drawn(r, alphabet, 6)
	if r.IntN(2) == 0 {
		org = digits(r, 8)
	}
	body := pick(r, []string{"91", "91", "91", "92", "51", "12"}) + pick(r, Areas()) + org + organisation(org)
	return body + mod31(body)
}

func usccHolds(s string) bool { return mod31(s[:17]) == s[17:] }

func ibanNumber(r *rand.Rand) string {
	switch r.IntN(5) {
	case 0:
		return iban("DE", digits(r, 18))
	case 1:
		return iban("GB", upper(r, 4)+digits(r, 14))
	case 2:
		return iban("NL", upper(r, 4)+digits(r, 10))
	case 3:
		return iban("CH", digits(r, 17))
	}
	return iban("AT", digits(r, 16))
}

var finances = []*subject{
	{
		category: "finance.bank_card", make: card,
		write: oneOf(func(s string) string {
			if len(s) == 15 {
				return grouped(s, " ", 4, 6)
			}
			return grouped(s, " ", 4, 4, 4, 4)
		}, func(s string) string { return s }, func(s string) string {
			if len(s) == 15 {
				return grouped(s, "-", 4, 6)
			}
			return grouped(s, "-", 4, 4, 4, 4)
		}),
		near:   func(r *rand.Rand) string { return spoiled(r, card(r), luhnHolds) },
		fields: list("card_no bankCard bank_card_no pan debit_card 银行卡 银行卡号 卡号 信用卡号 yhkh payment.cardNumber"),
		zh:     list("银行卡 银行卡号 卡号 信用卡"), en: list("~bank_card ~card_number ~credit_card"), bare: true, alone: true,
		may: []string{"finance.bank_account"},
	},
	{
		category: "finance.bank_account", make: ibanNumber, write: oneOf(in(" ", 4, 4, 4, 4, 4, 4)),
		near: wrongLast(ibanNumber), fields: list("iban bank_account accountIban 银行账号 国际账号"),
		zh: list("IBAN 银行账号"), en: list("IBAN ~bank_account"), bare: true, alone: true,
	},
	{
		category: "finance.bank_account", make: func(r *rand.Rand) string { return digits(r, pick(r, []int{12, 15, 17, 19})) },
		near:   func(r *rand.Rand) string { return digits(r, 4) },
		fields: list("bank_account bank_account_no bankAcctNo 银行账号 银行账户 对公账号 收款账号 yhzh"),
		may:    []string{"finance.bank_card", "org.corp_account"}, cellsOnly: true, also: []string{"finance.bank_card"},
	},
	{
		category: "finance.pay_account", make: func(r *rand.Rand) string { return "2088" + digits(r, 12) },
		near:   func(r *rand.Rand) string { return "2089" + digits(r, 9) },
		fields: list("alipay_user_id alipay_id 支付宝账号 支付宝用户号 zfb"), zh: list("支付宝账号 支付宝"), en: list("~Alipay_account ~alipay_id"),
		may: []string{"finance.bank_card"},
	},
	{
		category: "org.uscc", make: uscc, near: func(r *rand.Rand) string { return spoiled(r, uscc(r), usccHolds) },
		fields: list("uscc credit_code social_credit_code creditCode 统一社会信用代码 信用代码 营业执照号 tyshxydm company.uscc"),
		zh:     list("统一社会信用代码 信用代码 营业执照"), en: list("USCC ~unified_social_credit_code"), bare: true, alone: true,
		may: []string{"finance.tax_no", "org.licence"},
	},
}

// coordinates draws a place in eastern China, to six decimals.
func coordinates(r *rand.Rand) string {
	return fmt.Sprintf("%.6f,%.6f", 22+r.Float64()*18, 104+r.Float64()*16)
}

var places = []*subject{
	{
		category: "location.precise", make: coordinates,
		write: oneOf(func(s string) string { return strings.Replace(s, ",", ", ", 1) }, func(s string) string {
			lat, lon, _ := strings.Cut(s, ",")
			return "POINT(" + lon + " " + lat + ")"
		}, func(s string) string {
			lat, lon, _ := strings.Cut(s, ",")
			return lon + "," + lat
		}),
		part: func(s string) (int, int) {
			if rest, ok := strings.CutPrefix(s, "POINT("); ok {
				return 6, 6 + len(rest) - 1
			}
			return 0, len(s)
		},
		near:   func(r *rand.Rand) string { return fmt.Sprintf("%.1f,%.1f", r.Float64()*40, r.Float64()*120) },
		fields: list("location gps coordinates lat_lng user.position 定位 坐标 经纬度 位置坐标"),
		zh:     list("定位 经纬度 坐标"), en: list("location coordinates GPS"), alone: true,
	},
}
