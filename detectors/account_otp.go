package detectors

import "bytes"

// A one-time password: four to eight digits, or as many letters and digits, in a
// field that names it, and in a short message behind the word for it.
var _ = register(detector{
	category: "account.otp",
	evidence: "field name, form",
	value:    true,
	han: func() []string {
		return []string{"验证码", "驗證碼", "校验码", "动态密码", "动态口令", "短信口令"}
	},
	chance:   0.5, // many short numbers have the form
	strength: 1,
	words: `otp otps otpcode otpvalue smsotp emailotp loginotp smscode smsverifycode smsverificationcode smscaptcha verifycode verificationcode verifycodes vericode verifcode authcode emailcode emailverifycode phonecode
		mobilecode onetimepassword onetimecode onetimepasscode onetimepin totp totpcode hotp mfacode twofactorcode tfacode dynamiccode dynamicpassword confirmationcode captchacode imagecode
		验证码 短信验证码 手机验证码 邮箱验证码 登录验证码 图形验证码 校验码 短信校验码 动态密码 动态口令 短信口令 一次性密码 驗證碼 動態密碼 yanzhengma ~yzm`,
	check: checkOTP,
})

func checkOTP(n *number) finding {
	if n.by == byHan {
		return n.codeBehind()
	}
	v := n.digits
	if nothing(v) {
		return finding{}
	}
	ok := oneTime(v)
	if n.by == byKeyed && !ok {
		return finding{}
	}
	return finding{formed: true, valid: ok, needsWord: true}
}

// oneTime says whether v has the form of such a code: no word, and a digit in it.
func oneTime(v []byte) bool {
	if len(v) < 4 || len(v) > 8 {
		return len(v) == 7 && (v[3] == '-' || v[3] == ' ')
	}
	digits := 0
	for _, c := range v {
		if isDigit(c) {
			digits++
		} else if !isLetter(c) && c != '-' && c != ' ' {
			return false
		}
	}
	return digits >= 1
}

// codeBehind looks for the code in what stands directly behind a word that has no
// sign after it: 您的验证码是 482913.
func (n *number) codeBehind() finding {
	i := n.end
	for len(n.data)-i >= 3 && i-n.end < 12 {
		switch {
		case i > n.end && bytes.HasPrefix(n.data[i:], []byte("：")), bytes.HasPrefix(n.data[i:], []byte("为")), bytes.HasPrefix(n.data[i:], []byte("是")), bytes.HasPrefix(n.data[i:], []byte("為")),
			bytes.HasPrefix(n.data[i:], []byte("【")), bytes.HasPrefix(n.data[i:], []byte("（")), bytes.HasPrefix(n.data[i:], []byte("「")):
			i += 3
			continue
		case n.data[i] == ' ' || n.data[i] == '[' || n.data[i] == '(' || n.data[i] == ':' && i > n.end:
			i++
			continue
		}
		break
	}
	k := digitsFrom(n.data, i)
	if k < 4 || k > 8 || i+k < len(n.data) && isLetter(n.data[i+k]) {
		return finding{}
	}
	n.start, n.end = i, i+k
	return finding{formed: true, valid: true, needsWord: true}
}
