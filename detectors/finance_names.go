package detectors

import "bytes"

// What is paid, with what, and for what, where only names of fields tell it.

var _ = register(detector{
	category: "finance.card_security",
	evidence: "field name, form",
	value:    true,
	peaceful: true,
	literals: []string{"CVV", "CVC", "CVN2", "cvv", "cvc", "Cvv"},
	han:      func() []string { return []string{"安全码", "卡验证码", "安全碼"} },
	// Of short values in such a field nearly all have the form.
	chance:   0.5,
	strength: 2,
	words: `cvv cvvcode cvvno cvc cvccode cvn csc cardcvv cardcvc cardcvn ccv cardccv cardsecuritycode cardverificationcode cardverificationvalue cardpin atmpin
		cardexpiry cardexpirydate cardexpiration cardexpirationdate cardexp cardexpdate cardexpmonth cardexpyear cardexpirationmonth cardexpirationyear cardexpirymonth cardexpiryyear expirationmonth expirationyear expirymonth expiryyear ccexp ccexpiry ccexpdate expmonth expyear
		creditcardexpiry creditcardexpirydate cardvalidthru cardvaliduntil validthru trackdata magstripe
		卡安全码 信用卡安全码 安全码 卡验证码 信用卡有效期 卡有效期 卡片有效期 银行卡有效期 卡背面末三码 安全碼 信用卡安全碼 卡背面后三位 卡背后三位 银行卡密码 取款密码 信用卡有效期限`,
	check: checkCardSecurity,
})

var keyedCardSecurity = shape(cardSecurity)

func checkCardSecurity(n *number) finding {
	if n.by != byLiteral && n.by != byHan {
		return keyedCardSecurity(n)
	}
	// CVV 171, CVV2 171, CVV码是171, 安全码 171; behind a sign it is found by the sign.
	data, i := n.data, n.end
	if n.by == byLiteral && n.start > 0 && (isAlnum(data[n.start-1]) || data[n.start-1] == '_') {
		return finding{}
	}
	if i < len(data) && data[i] == '2' && data[i-1] != '2' {
		i++
	}
	linked := false
	for k := 0; k < 4; k++ {
		at := i
		for _, w := range [...]string{" ", "(", "（", "是", "为", "為", "码", "碼", "code", "number", "is"} {
			if bytes.HasPrefix(data[i:], []byte(w)) {
				linked = true
				i += len(w)
				break
			}
		}
		if i == at {
			break
		}
	}
	size := digitsFrom(data, i)
	if end := i + size; linked && (size == 3 || size == 4) && (end == len(data) || !isAlnum(data[end]) && data[end] != '_' && data[end] != '/' && data[end] != '%' && !(end+1 < len(data) && (data[end] == '.' || data[end] == '-' || data[end] == ',' || data[end] == ':') && isDigit(data[end+1])) && !countsBehind(data, end)) {
		n.start, n.end = i, end
		year := size == 4 && (data[i] == '2' && data[i+1] == '0' || data[i] == '1' && data[i+1] == '9')
		return finding{formed: true, valid: true, sure: !year, vague: year}
	}
	return finding{}
}

// cardSecurity says whether v is three to six digits (the code on the back, a PIN, or
// month and year), a month and a year with a sign between them, or what is on the
// stripe.
func cardSecurity(v []byte) bool {
	if len(v) >= 3 && len(v) <= 6 && decimalRun(v) {
		return true
	}
	if len(v) >= 30 && len(v) <= 120 && (v[0] == '%' || v[0] == ';') && isDigit(v[len(v)/4]) {
		return true
	}
	if len(v) < 4 || len(v) > 10 {
		return len(v) > 0 && len(v) <= 2 && decimalRun(v)
	}
	digits, signs := 0, 0
	for _, c := range v {
		switch {
		case isDigit(c):
			digits++
		case c == '/' || c == '-' || c == '.':
			signs++
		default:
			return false
		}
	}
	return signs >= 1 && signs <= 2 && digits >= 3
}

var _ = register(detector{
	category: "finance.transaction",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `transactionamount transactionamt transactionhistory transactionrecord transactiontype txnamount txnamt payamount paidamount paymentamount amountpaid orderamount ordertotal
		totalpaid rechargeamount topupamount withdrawamount withdrawalamount refundamount billamount billingamount consumeamount consumptionamount transferamount depositamount
		accountbalance walletbalance purchasehistory purchaserecord orderhistory paymentmethod paymenthistory tradeamount tradeno outtradeno transactionid transactionno paymentno loanamount creditlimit
		交易金额 交易记录 交易流水 交易流水号 交易号 交易单号 支付金额 付款金额 实付金额 订单金额 消费金额 消费记录 充值金额 充值记录 提现金额 提现记录 退款金额 转账金额 账单金额 账户余额 钱包余额 支付记录 购买记录
		支付方式 付款方式 支付流水号 借款金额 授信额度 贷款金额 还款金额 交易金額 消費記錄 jyje jyls zfje czje jiaoyijine`,
	check: shape(ofLength(1, 1<<16)),
})

var _ = register(detector{
	category: "finance.virtual",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `couponcode couponno couponid vouchercode voucherno giftcardno giftcardcode giftcard redeemcode redemptioncode promocode cdkey activationcode pointsbalance rewardpoints loyaltypoints
		membershippoints gamecoin virtualcurrency virtualcoin walletaddress cryptoaddress btcaddress ethaddress bitcoinaddress
		优惠券 优惠券码 优惠码 兑换码 代金券 代金券码 礼品卡 礼品卡号 购物卡号 积分余额 会员积分 积分 虚拟货币 虚拟币 游戏币 钱包地址 激活码 優惠券 優惠碼 點數`,
	check: shape(ofLength(1, 256)),
})

var _ = register(detector{
	category: "finance.invoice",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `invoiceno invoicenum invoicenumber invoicecode invoicetitle invoiceid invoiceamount invoicepayer invoiceemail invoiceaddress fapiao fapiaono einvoice einvoiceno
		发票 发票号 发票号码 发票代码 发票抬头 发票金额 发票信息 开票信息 开票抬头 电子发票 发票类型 收票人 發票 發票號碼 發票抬頭 fphm fpdm fptt fapiaohaoma`,
	check: shape(ofLength(1, 1<<12)),
})

var _ = register(detector{
	category: "finance.tax_no",
	evidence: "field name, form",
	value:    true,
	// Hardly any number is so long and holds nothing but what tax numbers hold.
	chance:   0.5,
	strength: 1,
	words: `taxno taxnum taxnumber taxid taxcode taxpayerid taxpayerno taxpayernumber taxpayeridentificationnumber tin itin ein vatno vatnumber vatid vatregistrationnumber vatregno taxregno taxregistrationno taxregistrationnumber taxregistrationid
		invoicetaxno buyertaxno sellertaxno
		税号 纳税人识别号 纳税人税号 纳税识别号 税务登记号 税务登记证号 企业税号 购方税号 销方税号 稅號 納稅人識別號 nsrsbh shuihao`,
	check: shape(taxNumber),
})

// taxNumber says whether v has the form of a tax number: 8 to 20 letters and digits,
// most of them digits, with the signs that some countries write between them.
func taxNumber(v []byte) bool {
	digits, letters := 0, 0
	for _, c := range v {
		switch {
		case isDigit(c):
			digits++
		case isLetter(c):
			letters++
		case c != '-' && c != '.' && c != ' ' && c != '/':
			return false
		}
	}
	n := digits + letters
	return n >= 8 && n <= 20 && digits > letters && len(v) <= 26
}
