package detectors

import "bytes"

// A code that lets its holder in once, as banks and shops send it: four to eight digits
// behind a word for it. The same words name pictures with letters (验证码), whose values
// are letters.
var _ = register(detector{
	category: "account.otp",
	evidence: "field name, keyword",
	literals: []string{"ication code", "login code", "OTP ", "ecurity code", "passcode", "sscode is"},
	han: func() []string {
		return []string{"验证码", "校验码", "动态码", "动态密码", "動態密碼", "驗證碼", "短信码", "短信口令", "动态口令", "随机码", "认证码", "确认码"}
	},
	value:    true,
	peaceful: true,
	holds:    true,
	// Numbers of four to eight digits are everywhere.
	chance:   0.8,
	strength: 2,
	words: `otp otpcode otps smscode smscodes smsotp smsverifycode smsverificationcode verifycode verificationcode verificationcodes authcode authenticationcode onetimepassword onetimecode onetimepasscode totp totpcode mfacode
		twofactorcode loginotp emailcode emailverifycode captchacode imagecode vericode verifcode tfacode onetimepin hotp smscaptcha mailcode phonecode mobilecode confirmationcode dynamicpassword dynamiccode totpsecret otpsecret otpseed mfasecret backupcode backupcodes recoverycode recoverycodes
		验证码 短信验证码 手机验证码 邮箱验证码 动态码 动态口令 动态密码 校验码 短信校验码 一次性密码 登录验证码 图形验证码 短信口令 驗證碼 動態密碼 yanzhengma duanxinyanzhengma dongtaima ~yzm ~captcha ~vcode ~checkcode ~passcode`,
	check: checkOTP,
	judge: judgePassword,
})

func checkOTP(n *number) finding {
	data := n.data
	switch n.by {
	case byHan, byLiteral:
		return n.codeBehind()
	}
	v := data[n.start:n.end]
	if n.by == byValue && n.named < full && digitsFrom(v, 0) != len(v) {
		return finding{}
	}
	if n.by == byKeyed && n.start > 0 && (data[n.start-1] == ':' || data[n.start-1] == '=') && n.end < len(data) && data[n.end] == '-' {
		return finding{}
	}
	if otpDigits(v) || n.named == full && seedLike(v) || n.named == full && n.by == byValue && shortCode(v) {
		return finding{formed: true, valid: true, needsWord: true, vague: n.named < full && n.by == byValue}
	}
	return finding{formed: n.by == byValue && n.named == full && !flagLike(v)}
}

// otpDigits says whether a value is four to eight digits.
func otpDigits(v []byte) bool {
	if len(v) == 7 && (v[3] == '-' || v[3] == ' ') {
		return digitsFrom(v, 0) == 3 && digitsFrom(v, 4) == 3
	}
	return len(v) >= 4 && len(v) <= 8 && digitsFrom(v, 0) == len(v)
}

// shortCode says whether a value is a code of letters and digits, as mails have it.
func shortCode(v []byte) bool {
	if len(v) < 4 || len(v) > 12 || digitsFrom(v, 0) > 8 {
		return false
	}
	digits := 0
	for _, c := range v {
		switch {
		case isDigit(c):
			digits++
		case !(c-'A' <= 25) && !(c-'a' <= 25) && c != '-':
			return false
		}
	}
	return digits > 0
}

// seedLike says whether a value is the secret of an authenticator in base32 (RFC 6238,
// RFC 4648).
func seedLike(v []byte) bool {
	if len(v) < 16 || len(v) > 64 {
		return false
	}
	for _, c := range v {
		if !(c-'A' <= 25) && (c < '2' || c > '7') && c != '=' {
			return false
		}
	}
	return distinctBytes(v) > 7
}

// codeBehind looks for the digits that a message gives behind the word (您的验证码是 123456,
// your verification code is 123456), or before it (123456 is your verification code).
func (n *number) codeBehind() finding {
	data := n.data
	if n.by == byLiteral && data[n.start] == 'i' && !n.behindStem("verif", "authent") {
		return finding{}
	}
	if n.by == byLiteral && n.end < len(data) && isLetter(data[n.end]) && data[n.end-1] != ' ' && data[n.end] != 's' {
		return finding{}
	}
	start, word := n.end, n.start
	limit := min(len(data), start+48)
	if n.by == byLiteral && data[start-1] == ' ' {
		start--
	}
	chars := 0
	for i := start; i < limit && chars < 24; i++ {
		c := data[i]
		if c == '\n' || c == '@' || c == '/' {
			break
		}
		if c&0xc0 != 0x80 {
			chars++
		}
		if !isDigit(c) {
			if c == '"' || c == '=' {
				break
			}
			if n.by == byHan && !linksCode(data, i) {
				break
			}
			if n.by == byLiteral && c == ' ' && !linksLatin(data, i+1) {
				break
			}
			continue
		}
		k := digitsFrom(data, i)
		if i == start && n.by != byHan || sign(data, start, i) && n.keyedByWord(word) || k < 4 || k > 8 || i+k < len(data) && (isAlnum(data[i+k]) || data[i+k] == '-' || data[i+k] == '.' && i+k+1 < len(data) && isDigit(data[i+k+1])) || isAlnum(data[i-1]) {
			break
		}
		n.start, n.end = i, i+k
		return finding{formed: true, valid: true, sure: true}
	}
	return n.codeBefore(word)
}

// behindStem says whether one of the beginnings of a word stands before the literal.
func (n *number) behindStem(stems ...string) bool {
	for _, s := range stems {
		if k := n.start - len(s); k >= 0 && equalFold(n.data[k:n.start], s) {
			return true
		}
	}
	return false
}

// sign says whether nothing but a sign stands in data[a:b], so that the value is found
// by it.
func sign(data []byte, a, b int) bool {
	v := bytes.Trim(data[a:b], " ")
	return string(v) == ":" || string(v) == "：" || string(v) == "=" || string(v) == "＝"
}

// keyedByWord says whether the word at start is one behind which values are found by
// the sign.
func (n *number) keyedByWord(start int) bool {
	end := n.end
	for end > start && n.data[end-1] == ' ' {
		end--
	}
	return n.by == byHan && len(n.e.keys(nil, n.data[start:end])) > 0
}

// linksCode says whether the character at i may stand between 验证码 and its digits.
func linksCode(data []byte, i int) bool {
	if data[i] < 0x80 {
		return data[i] == ' ' || data[i] == ':' || data[i] == '[' || data[i] == '(' || data[i] == '#'
	}
	if data[i]&0xc0 == 0x80 {
		return true
	}
	if i+2 >= len(data) {
		return false
	}
	switch string(data[i : i+3]) {
	case "是", "为", "為", "：", "【", "（", "「", "“", "您", "的", "本", "次", "登", "录":
		return true
	}
	return false
}

// linksLatin says whether the word at i may stand between "code" and its digits.
func linksLatin(data []byte, i int) bool {
	for _, w := range [...]string{"is", "for", "to", "your", "code", "login", "account", "signing", "in", "below", "was", "sent"} {
		if k := i + len(w); k < len(data) && string(data[i:k]) == w && !isLetter(data[k]) {
			return true
		}
	}
	return i < len(data) && (isDigit(data[i]) || data[i] == ':' || data[i] == '#' || data[i] == '(')
}

// codeBefore looks for "123456 is your verification code" and 123456（验证码）.
func (n *number) codeBefore(word int) finding {
	data := n.data
	line := max(0, word-64)
	if k := bytes.LastIndexByte(data[line:word], '\n'); k >= 0 {
		line += k + 1
	}
	before := data[line:word]
	k := bytes.Index(before, []byte(" is your "))
	if k < 0 {
		if k = bytes.LastIndex(before, []byte("（")); k < 0 || k+3 != len(before) {
			if k = bytes.Index(before, []byte("是您的")); k < 0 {
				return finding{}
			}
		}
	}
	end := line + k
	for end > line && data[end-1] == ' ' {
		end--
	}
	start := end
	for start > line && isDigit(data[start-1]) {
		start--
	}
	if !otpDigits(data[start:end]) || start > 0 && (isLetter(data[start-1]) || data[start-1] == '-' || data[start-1] == '.') {
		return finding{}
	}
	n.start, n.end = start, end
	return finding{formed: true, valid: true, sure: true}
}
