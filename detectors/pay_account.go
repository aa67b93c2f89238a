package detectors

import "bytes"

// An account of a payment service. The number of an Alipay user begins with 2088 and
// has 16 digits; the names of accounts are telephone numbers, e-mail addresses and
// names, which only the field tells from others.
var _ = register(detector{
	category: "finance.pay_account",
	evidence: "format, header",
	leads:    map[int]string{16: "20"},
	lengths:  []int{16},
	value:    true,
	// Of 16 arbitrary digits one in 10,000 begins so; numbers with the date of 2088 in
	// front are not written yet.
	chance:   0.05,
	strength: 4,
	words: `alipay alipayaccount alipayid alipayuserid alipaylogonid alipaylogin alipayno alipayuid buyerlogonid buyeruserid buyerid selleremail sellerid
		payaccount paymentaccount payeelogonid paypal paypalaccount paypalemail paypalid wechatpay wechatpayaccount wxpay wxpayaccount wepay
		payaccountno zelle venmo cashapp stripeaccount
		支付宝 支付宝账号 支付宝账户 支付宝帐号 支付宝帐户 支付宝号 支付宝用户号 支付宝登录账号 收款支付宝 支付账号 支付账户 支付帐号 第三方支付账号 微信支付 微信支付账号 微信收款账号
		支付寶 支付寶賬號 支付寶帳號 zhifubao zhifubaozhanghao zfb zfbzh`,
	check: checkPayAccount,
})

func checkPayAccount(n *number) finding {
	v := n.data[n.start:n.end]
	if n.by == byNumber {
		if !bytes.HasPrefix(v, []byte("2088")) || uniform(v[4:]) {
			return finding{}
		}
		return finding{formed: true, valid: true, loose: true, known: bytes.HasPrefix(v, []byte("2088000000")) || string(v) == "2088123456789012"}
	}
	if len(v) > 64 || len(v) < 6 {
		return finding{}
	}
	at := bytes.IndexByte(v, '@')
	switch {
	case at > 0 && bytes.IndexByte(v[at:], '.') > 1 && bytes.IndexByte(v, ' ') < 0:
	case len(v) == 11 && v[0] == '1' && decimalRun(v) && n.e.phones.isMobile(v):
	case isLetter(v[0]) && accountName(v):
	default:
		return finding{}
	}
	return finding{formed: true, valid: true, needsWord: true}
}

// accountName says whether v has the form of the names that such services let people
// choose: 6 to 20 letters, digits, hyphens and underscores, not of letters alone.
func accountName(v []byte) bool {
	sign := false
	for _, c := range v {
		if !isLetter(c) {
			if !isDigit(c) && c != '-' && c != '_' {
				return false
			}
			sign = true
		}
	}
	return sign && len(v) <= 20
}
