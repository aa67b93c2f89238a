package detectors

import "bytes"

// A password. Its digest is told by its own form (the modular crypt format, the schemes
// of RFC 2307 and of frameworks), or by its length in a field that names passwords;
// everything else that stands in such a field, or behind such a word and a sign, is one
// in the clear, but for what programs and manuals write in its place.
var _ = register(detector{
	category: "account.password",
	evidence: "format, field name",
	literals: []string{
		"$2a$", "$2b$", "$2y$", "$2x$", "$argon2", "$scrypt$", "$pbkdf2", "$1$", "$5$", "$6$", "$7$", "$y$", "$gy$", "$apr1$", "$P$", "$H$", "$S$", "$sha1$", "$2a$$2", "$md5$",
		"{SSHA", "{SHA", "{SMD5}", "{MD5}", "{CRYPT}", "{bcrypt}", "{PBKDF2", "{ARGON2", "pbkdf2_sha", "pbkdf2:sha", "scrypt:32768:",
		"assword ", "ASSWORD ", "asswd ", "pwd ", "PWD ", "Pwd ",
	},
	han:      func() []string { return []string{"密码", "口令", "密碼"} },
	value:    true,
	peaceful: true,
	holds:    true,
	// What stands in a field for passwords is one whatever it looks like.
	chance:   0.8,
	strength: 10,
	words: `password passwords passwd passwds passphrase userpassword userpasswd userpwd loginpassword loginpasswd loginpwd accountpassword adminpassword adminpwd rootpassword dbpassword databasepassword
		dbpasswd dbpwd mysqlpassword redispassword ftppassword smtppassword mailpassword emailpassword wifipassword wlanpassword pwd pwds psw pswd paypassword paypwd paymentpassword tradepassword transactionpassword transpwd
		txpassword withdrawpassword withdrawpwd fundpassword securepassword secretpassword plainpassword plaintextpassword plainpwd rawpassword cleartextpassword oldpassword newpassword oldpwd newpwd currentpassword
		initialpassword initpassword initpwd defaultpassword defaultpwd temporarypassword temppassword temppwd confirmpassword passwordconfirm passwordconfirmation repeatpassword passwordhash passwordhashes
		passwdhash pwdhash hashedpassword hashpassword hashedpwd passwordhashed passworddigest passwordencrypted encryptedpassword encpassword encryptedpwd passwordmd passwdmd pwdmd passwordsha passwdsha pwdsha cryptedpassword passwordbcrypt
		bcryptpassword bcrypthash unixpassword ntpassword sambantpassword lmpassword userpass dbpass sshpass loginpass wppass accountpass keystorepassword truststorepassword keypassword archivepassword zippassword
		密码 口令 登录密码 登陆密码 用户密码 账号密码 账户密码 支付密码 交易密码 提现密码 资金密码 查询密码 初始密码 默认密码 原密码 旧密码 新密码 确认密码 密码明文 明文密码 加密密码 密码密文 密码哈希 密码摘要 管理员密码 邮箱密码 数据库密码 取款密码 银行卡密码
		WiFi密码 登录口令 密碼 登入密碼 支付密碼 mima denglumima zhifumima yonghumima koulin kouling
		~pass ~mm ~kl ~pw
		-passwordsalt -passwordresettoken -passwordreset -resetpassword -forgotpassword -forgetpassword -changepassword -updatepassword -passwordupdated -passwordupdatedat -passwordchanged -passwordchangedat -passwordexpires
		-passwordexpire -passwordexpired -passwordexpiry -passwordexpiration -passwordexpiresat -passwordexpirationdate -passwordstrength -passwordpolicy -passwordlength -passwordminlength -passwordmaxlength
		-passwordattempts -passwordage -passwordtype -passwordauthentication -passwordfile -passwordless -passwordfield -passwordinput -passwordencoder -passwordencryption -passwordset -passwordsetat -haspassword
		-passwordrequired -requirepassword -passwordprompt -askpass -passworderror -passwordretry -passwordhistory -passwordversion -passwordhint -passwordquestion -passwordlastset -pwdlastset -passwordfree -passwordalgo -passwordalgorithm
		-密码强度 -密码长度 -密码错误 -密码策略 -密码提示 -密码问题 -密码找回 -找回密码 -忘记密码 -修改密码 -重置密码 -密码过期 -密码有效期 -密码错误次数 -密码修改时间 -密码更新时间 -密码学 -密码保护 -密码类型 -是否有密码 -密码盐 -免密码 -密码登录 -密码锁 -密码箱 -设置密码 -输入密码 -无密码 dlmm yhmm zfmm jymm cxmm`,
	check: checkPassword,
	judge: judgePassword,
})

// judgePassword keeps in mind that values behind weak words may be anything.
func judgePassword(e *Engine, in *verdictInput) Verdict {
	v := e.verdict(in)
	if in.header < full && 2*in.Keyword < in.Valid-in.Known {
		v.Confidence = min(v.Confidence, Low)
		v.Unresolved = true
	}
	return v
}

func checkPassword(n *number) finding {
	v := n.data[n.start:n.end]
	if n.by == byLiteral {
		if n.data[n.end-1] == ' ' {
			return n.passwordInProse()
		}
		end := cryptEnd(n.data, n.start)
		if end == 0 {
			return finding{}
		}
		n.start = cryptStart(n.data, n.start)
		n.end = end
		return finding{formed: true, valid: true, sure: true, state: Hashed, known: samplePasswords[string(n.data[n.start:end])]}
	}
	if n.by == byHan {
		return n.passwordBehindHan()
	}
	if len(v) == 0 || n.by == byValue && n.named < full && hexQuadLong(v) == 0 {
		return finding{}
	}
	if k := bytes.IndexAny(v, "$:{"); k >= 0 && k < 16 {
		for i := range min(len(v), 16) {
			if v[i] == '$' || v[i] == '{' || i == 0 {
				if cryptEnd(v, i) == len(v) {
					return finding{} // found by its form
				}
			}
		}
	}
	if digestOf(v) {
		return finding{formed: true, valid: true, state: Hashed, needsWord: true}
	}
	if n.by == byKeyed {
		return n.keyedPassword()
	}
	if n.named < full || noPassword(v) {
		return finding{}
	}
	return finding{formed: true, valid: true, known: samplePassword(v)}
}

// digestOf says whether a value is the hexadecimal digest of MD5, SHA-1, SHA-256 or
// SHA-512, with the asterisk that MySQL writes before its own.
func digestOf(v []byte) bool {
	if len(v) == 41 && v[0] == '*' {
		v = v[1:]
	}
	switch len(v) {
	case 32, 40, 64, 128:
		kinds := hexQuad(v)
		return kinds == mixed && !uniform(v)
	}
	return false
}

// hexQuadLong is hexQuad for values that are as long as a digest.
func hexQuadLong(v []byte) int {
	if len(v) < 32 {
		return 0
	}
	return hexQuad(v)
}

// noPassword says whether a value in a field for passwords stands for none: a mask, a
// switch, a template, a date, a path.
func noPassword(v []byte) bool {
	if len(v) < 3 || len(v) > 200 || sizedType(v) || flagLike(v) && len(v) != 3 || placeholderIn(v) && hasTemplate(v) {
		return true
	}
	letters, digits, same, spaces := 0, 0, true, 0
	for _, c := range v {
		switch {
		case c >= 0x80 || isLetter(c):
			letters++
		case isDigit(c):
			digits++
		case c == ' ':
			spaces++
		}
		same = same && c == v[0]
	}
	switch {
	case v[0] == '$' && isVariable(v[1:]) && bytes.IndexByte(v, '_') > 0, ofPackage(v), letters+digits == 0, same && (v[0]|0x20 == 'x' || v[0] >= 0x80), spaces > 3, timeLike(v):
		return true
	case v[0] == '<' || v[0] == '[' && v[len(v)-1] == ']' || v[0] == '(' && v[len(v)-1] == ')', bytes.HasPrefix(v, []byte("***")):
		return true
	}
	var low [24]byte
	return len(v) <= len(low) && blanks[string(lowerInto(low[:], v))] || bytes.HasPrefix(v, []byte("http://")) || bytes.HasPrefix(v, []byte("https://"))
}

// ofPackage says whether a value is what a lock file says of a package that has a word
// for passwords in its name: a version or a range of versions (^1.0.0), or a digest as
// W3C Subresource Integrity writes it.
func ofPackage(v []byte) bool {
	for _, hash := range [...]string{"sha1-", "sha256-", "sha384-", "sha512-"} {
		if bytes.HasPrefix(v, []byte(hash)) {
			return len(v) > 24
		}
	}
	ranged := bytes.TrimLeft(v, "^~<>=v ")
	dots := 0
	for i, c := range ranged {
		switch {
		case c == '.' && i > 0 && isDigit(ranged[i-1]):
			dots++
		case c == '-' && dots == 2 && i > 0 && isDigit(ranged[i-1]): // 1.0.0-beta.2
			return true
		case !isDigit(c):
			return false
		}
	}
	return dots == 2 || dots == 1 && len(ranged) < len(v)
}

// hasTemplate says whether a value is filled in later: ${DB_PASSWORD}, {{ .Password }},
// %s, $PASSWORD, <password>.
func hasTemplate(v []byte) bool {
	switch {
	case bytes.Contains(v, []byte("${")), bytes.Contains(v, []byte("$(")), bytes.Contains(v, []byte("{{")), bytes.Contains(v, []byte("#{")), bytes.HasPrefix(v, []byte("<")), bytes.Contains(v, []byte("...")):
		return true
	case v[0] == '{' && v[len(v)-1] == '}', v[0] == '`', string(v) == "%s", string(v) == "%v", string(v) == "%q", v[0] == '%' && v[len(v)-1] == '%':
		return true
	}
	if v[0] != '$' {
		return false
	}
	for _, c := range v[1:] { // a name of an environment is in capitals
		if c-'A' > 25 && c != '_' && !isDigit(c) {
			return false
		}
	}
	return true
}

// blanks are what stands where a password is to be, or was.
var blanks = wordSet(`null none nil undefined empty n/a na nan redacted hidden masked filtered removed secret_here placeholder string text required optional true false yes no unset unknown todo tbd
	[redacted] [filtered] [hidden] <redacted> <hidden> <secret> <password> (hidden) (null) (none) (empty) yourpassword your_password your-password mypassword_here password_here enter_password enterpassword
	your_password_here xxxxxx xxxxxxxx invalid incorrect wrong expired changed default same match required. encrypted protected disabled enabled locked !! * x ! ask prompt interactive
	无 空 未设置 已设置 已修改 已加密 已隐藏 保密 不详 错误 正确 略`)

// samplePasswords are what manuals write; as people do, too.
var samplePasswords = map[string]bool{
	"$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy": true, "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW": true,
	"$argon2id$v=19$m=65536,t=2,p=1$gZiV/M1gPc22ElAH/Jh1Hw$CWOrkoo7oJBQ/iyh7uJ0LO2aLEfrHwTWllSAxT0zRno": true,
}

var commonSamples = wordSet(`password changeme changeit change_me change-me changethis changeme123 password123 password1 passw0rd p@ssw0rd p@ssword secret mysecret mypassword my_password mypass my-secret-pw testpassword test test123 testing
	foo bar foobar example examplepassword letmein hunter2 admin root guest pass pwd passwd demo dummy fake sample postgres mysql redis rootpassword secretpassword supersecret`)

func samplePassword(v []byte) bool {
	var low [24]byte
	return len(v) <= len(low) && commonSamples[string(lowerInto(low[:], v))]
}

// timeLike says whether a value is a date or the time of a change.
func timeLike(v []byte) bool {
	if len(v) < 8 || digitsFrom(v, 0) != 4 {
		return len(v) == 13 && digitsFrom(v, 0) == 13 || len(v) == 10 && digitsFrom(v, 0) == 10 && v[0] == '1' && v[1] >= '5' && v[1] <= '8'
	}
	return (v[4] == '-' || v[4] == '/') && isDigit(v[5]) && len(v) >= 8 && (v[6] == v[4] || len(v) > 7 && v[7] == v[4])
}
