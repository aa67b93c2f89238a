package detectors

import (
	"bytes"
	"slices"
)

// A bank account: an IBAN (ISO 13616) with its country's length and its check digits;
// the code of a bank (BIC, ISO 9362), the routing number of an American bank and the
// 6 to 30 digits of any account where they are named. A payment card in a field of
// accounts stays a card.
var _ = register(detector{
	category: "finance.bank_account",
	evidence: "checksum, country's length",
	lengths:  []int{8, 9, 10, 11, 12, 13, 14, 15, 16, 17},
	behind:   behindAll(" :.#", 8, 9, 10, 11, 12, 13, 14, 15, 16, 17), // behindAccountWord
	tokens:   slices.Concat([]int{4}, ibanLengths()),
	shapes:   ibanShapes(),
	han:      func() []string { return []string{"账号", "帐号", "账户", "帐户", "帳號", "賬號", "帳戶"} },
	literals: []string{"BIC ", "SWIFT "},
	value:    true,
	// Two check digits are right by chance once in 97 times (ISO/IEC 7064).
	chance:   1.0 / 97,
	checksum: true,
	strength: 8,
	words: `bankaccount bankaccountno bankaccountnum bankaccountnumber bankacct bankacctno acctno acctnum acctnumber accountno accountnum accountnumber
		bankaccno accno iban ibans ibanno ibannumber ibancode bic biccode swift swiftcode swiftbic bicswift routingno routingnum routingnumber
		abarouting abanumber sortcode beneficiaryaccount payeeaccount payeraccount settlementaccount payoutaccount bankno banknumber
		银行账号 银行账户 银行帐号 银行帐户 银行户头 收款账号 打款账号 收款账户 打款账户 付款账户 付款账号 对公账户 对公账号 收款帐号 汇款账号 汇款账户 结算账号 结算账户
		入账账号 入账账户 转账账号 还款账号 扣款账号 扣款账户 代发账号 工资账号 退款账号 退款账户 提现账号 提现账户 存款账号 开户账号 账户号码 账户号 公司账户 基本户 监管账户
		开户行 开户银行 开户支行 开户行账号 开户行及账号 銀行帳號 銀行賬號 銀行帳戶 銀行賬戶 收款帳號 yhzh yinhangzhanghao khhzh ~khh ~khyh ~zh ~account ~acct ~账号 ~账户 ~帐号 ~iban账号 ckzh khzh zhhm skzh fkzh skrzh fkrzh`,
	check: checkBankAccount,
})

func checkBankAccount(n *number) finding {
	v := n.data[n.start:n.end]
	switch n.by {
	case byToken:
		return n.iban()
	case byNumber:
		if n.grouped || !n.behindAccountWord() || n.cardLike(n.digits) {
			return finding{}
		}
		return finding{formed: true, valid: true, needsWord: true}
	case byHan:
		return n.accountBehindHan()
	case byLiteral:
		return n.bicBehindWord()
	}
	if len(v) == 8 || len(v) == 11 {
		if f := bankCode(v); f.formed {
			return f
		}
	}
	return n.wholeAccount(v)
}

// wholeAccount judges what stands in a field or behind a word that names it: digits,
// perhaps in groups.
func (n *number) wholeAccount(v []byte) finding {
	var d [30]byte
	k := 0
	for i, c := range v {
		switch {
		case isDigit(c):
			if k == len(d) {
				return finding{}
			}
			d[k] = c
			k++
		case (c == ' ' || c == '-') && i > 0 && isDigit(v[i-1]) && i < len(v)-1 && isDigit(v[i+1]):
		default:
			return finding{}
		}
	}
	if n.by == byKeyed && n.end < len(n.data)-1 && (n.data[n.end] == ' ' || n.data[n.end] == '-') && isDigit(n.data[n.end+1]) {
		end := n.end // what stands behind a sign ends at a space
		for end < len(n.data)-1 && k < len(d) && (isDigit(n.data[end]) || n.data[end] == ' ' && isDigit(n.data[end+1]) && isDigit(n.data[end-1])) {
			if isDigit(n.data[end]) {
				d[k] = n.data[end]
				k++
			}
			end++
		}
		if end == len(n.data)-1 && isDigit(n.data[end]) && k < len(d) {
			d[k] = n.data[end]
			k++
			end++
		}
		n.end = end
	}
	if k < 6 || uniform(d[:k]) || n.cardLike(d[:k]) {
		return finding{}
	}
	return finding{formed: true, valid: true, needsWord: true}
}

// cardLike says whether digits are the number of a payment card. A card has a detector
// of its own.
func (n *number) cardLike(d []byte) bool {
	return len(d) >= 14 && len(d) <= 19 && issued[0][decimal(d[:4])]&(1<<len(d)) != 0 && luhn(d)
}

// behindAccountWord says whether "account number" or the like stands before the digits,
// in words of its own; in one word it is found by the sign behind it.
func (n *number) behindAccountWord() bool {
	i := n.start
	for i > 0 && n.start-i < 3 && (n.data[i-1] == ' ' || n.data[i-1] == ':' || n.data[i-1] == '.' || n.data[i-1] == '#') {
		i--
	}
	if i < 4 || i == n.start {
		return false
	}
	if low := [3]byte{n.data[i-3] | 0x20, n.data[i-2] | 0x20, n.data[i-1] | 0x20}; !accountEnds[low] {
		return false
	}
	var low [24]byte
	k := len(low)
	for k > 0 && i > 0 && (isLetter(n.data[i-1]) || n.data[i-1] == ' ' || n.data[i-1] == '/' || n.data[i-1] == '.') {
		i--
		k--
		low[k] = n.data[i] | 0x20
	}
	w := bytes.TrimSuffix(bytes.TrimSuffix(low[k:], []byte(" is")), []byte("."))
	for _, end := range accountWords {
		if len(w) >= len(end) && string(w[len(w)-len(end):]) == end {
			return true
		}
	}
	return false
}

// accountWords are what stands before the number of an account.
var accountWords = [...]string{"account number", "account no", "account num", "acct no", "acct number", "bank account", "a/c no", "a/c", "bank acct", "routing number", "routing no"}

// accountEnds are the last three bytes before such a number, in lower case: of those
// words, and of "is" and "no." behind them.
var accountEnds = func() map[[3]byte]bool {
	t := map[[3]byte]bool{}
	add := func(w string) { t[[3]byte([]byte(w[len(w)-3:]))] = true }
	for _, w := range accountWords {
		add(w)
		add(w + " is")
		add(w + ".")
	}
	return t
}()

// accountBehindHan looks for digits behind 账号 and its like. Alone it may be the name
// of a login, so a bank must stand near it.
func (n *number) accountBehindHan() finding {
	data := n.data
	end := min(len(data), n.end+64)
	i, sign := n.end, false
	for i < end {
		switch {
		case data[i] == ' ':
			i++
			continue
		case data[i] == ':' || data[i] == '=':
			sign = true
			i++
			continue
		case i+3 <= end && data[i] >= 0xe3:
			switch string(data[i : i+3]) {
			case "：", "＝":
				sign = true
			case "号", "码", "为", "是", "號", "碼":
			default:
				return finding{}
			}
			i += 3
			continue
		}
		break
	}
	before := data[max(0, n.start-90):n.start]
	named := endsWithAny(before, "银行", "收款", "打款", "付款", "对公", "汇款", "结算", "入账", "转账", "还款", "扣款", "代发", "工资", "退款", "提现", "开户行", "銀行")
	if named && sign || n.named == full && n.start == 0 {
		return finding{} // found by the sign
	}
	k := i
	for k < end && (isDigit(data[k]) || (data[k] == ' ' || data[k] == '-') && k > i && k+1 < end && isDigit(data[k-1]) && isDigit(data[k+1])) {
		k++
	}
	if !named && !nearBank(before, data[k:min(len(data), k+90)]) || k < len(data) && (isLetter(data[k]) || data[k] == '@') {
		return finding{}
	}
	n.start, n.end = i, k
	if k-i < 8 {
		return finding{}
	}
	f := n.wholeAccount(data[i:k])
	f.needsWord = named
	return f
}

func endsWithAny(v []byte, words ...string) bool {
	for _, w := range words {
		if len(v) >= len(w) && string(v[len(v)-len(w):]) == w {
			return true
		}
	}
	return false
}

// nearBank says whether a bank is spoken of in the same line.
func nearBank(before, behind []byte) bool {
	if k := bytes.LastIndexByte(before, '\n'); k >= 0 {
		before = before[k:]
	}
	if k := bytes.IndexByte(behind, '\n'); k >= 0 {
		behind = behind[:k]
	}
	for _, v := range [...][]byte{before, behind} {
		if bytes.Contains(v, []byte("开户")) || bytes.Contains(v, []byte("银行")) || bytes.Contains(v, []byte("支行")) || bytes.Contains(v, []byte("開戶")) || bytes.Contains(v, []byte("銀行")) {
			return true
		}
	}
	return false
}
