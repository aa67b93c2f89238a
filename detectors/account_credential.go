package detectors

import "bytes"

// What lets a program in: private keys, keys of cloud services, tokens, and user and
// password in the address of a server. Services document the beginnings of their
// tokens, so that they can be found; everything else counts only where a word says what
// it is and the value is opaque. Public keys and certificates are no secret.
var _ = register(detector{
	category: "account.credential",
	evidence: "format, issued prefix, field name",
	literals: []string{
		"-----BEGIN ", "AKIA", "ASIA", "LTAI", "AKID", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-",
		"sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_", "AIza", "GOCSPX-", "ya29.", "sk-", "npm_", "pypi-AgE", "SG.", "dop_v1_", "hf_", "shpat_", "eyJ", "earer ", "EARER ", "asic ", "://",
	},
	value:    true,
	peaceful: true,
	holds:    true,
	// An opaque value in a field for secrets is one more often than not.
	chance:   0.5,
	strength: 12,
	words: `secret secrets secretkey secretkeys secretid secretaccesskey awssecretaccesskey awsaccesskeyid awssecretkey accesskey accesskeys accesskeyid accesskeysecret accesssecret accesstoken accesstokens accesstokensecret refreshtoken
		refreshtokens idtoken authtoken authtokens authenticationtoken authorizationtoken bearertoken jwttoken jwt jwts apitoken apitokens apikey apikeys apisecret apisecretkey appsecret appkey appsecretkey clientsecret
		consumersecret consumerkey sharedsecret signingkey signingsecret signsecret webhooksecret privatekey privatekeys rsaprivatekey sshprivatekey sshkey encryptionkey aeskey aessecret secretaeskey masterkey
		deploykey licensekey usertoken logintoken personalaccesstoken oauthtoken oauthsecret securitytoken storagekey accountkey sharedaccesskey sastoken connectionstring connectionurl databaseurl mongourl mongouri redisurl
		authorization proxyauthorization xapikey xauthtoken xaccesstoken credential credentials usercredential apicredential githubtoken gitlabtoken slacktoken npmtoken dbsecret encodingaeskey mchkey partnerkey
		密钥 私钥 访问密钥 访问令牌 接口密钥 应用密钥 授权令牌 鉴权令牌 访问凭证 登录令牌 登录凭证 令牌 安全密钥 签名密钥 加密密钥 API密钥 密鑰 金鑰 私鑰 存取權杖 miyao siyao lingpai fangwenmiyao
		~token ~tokens ~ak ~sk ~key ~cert ~证书
		-publickey -publickeys -sshpublickey -pubkey -nextpagetoken -pagetoken -nexttoken -continuationtoken -synctoken -csrftoken -xsrftoken -csrfmiddlewaretoken -tokentype -tokenname -tokenuri -tokenurl -tokenexpiry -tokenid -secretname -secretref
		-secretkeyref -keyid -keyname -primarykey -foreignkey -sortkey -partitionkey -cachekey -idempotencykey -maxtokens -tokencount -numtokens -inputtokens -outputtokens -prompttokens -completiontokens -totaltokens -devicetoken -pushtoken
		-公钥 -证书编号 -证书序列号 -密钥长度 -密钥名称 -密钥类型`,
	check: checkCredential,
	judge: judgePassword,
})

// A token is a form that a service documents for its keys.
type token struct {
	begin string
	// least and most are the lengths of what follows, in characters of the kind.
	least, most int
	kind        func(c byte) bool
	// weak says that other text has the form, too; then digits and letters must be mixed.
	weak bool
}

func upperDigit(c byte) bool { return c-'A' <= 25 || isDigit(c) }
func wordByte(c byte) bool   { return isAlnum(c) || c == '_' }
func urlByte(c byte) bool    { return isAlnum(c) || c == '_' || c == '-' }
func dashByte(c byte) bool   { return isAlnum(c) || c == '-' }
func hexByte(c byte) bool    { return isHex(c) }

// tokens are what AWS, Alibaba Cloud, Tencent Cloud, GitHub, GitLab, Slack, Stripe,
// Google, OpenAI, Anthropic, npm, PyPI, SendGrid, DigitalOcean, Hugging Face and Shopify
// document, or the programs that look for leaked keys for them.
var tokens = []token{
	{begin: "AKIA", least: 16, most: 16, kind: upperDigit},
	{begin: "ASIA", least: 16, most: 16, kind: upperDigit},
	{begin: "LTAI", least: 12, most: 26, kind: isAlnum, weak: true},
	{begin: "AKID", least: 32, most: 36, kind: isAlnum, weak: true},
	{begin: "ghp_", least: 36, most: 36, kind: isAlnum},
	{begin: "gho_", least: 36, most: 36, kind: isAlnum},
	{begin: "ghu_", least: 36, most: 36, kind: isAlnum},
	{begin: "ghs_", least: 36, most: 36, kind: isAlnum},
	{begin: "ghr_", least: 36, most: 76, kind: isAlnum},
	{begin: "github_pat_", least: 82, most: 82, kind: wordByte},
	{begin: "glpat-", least: 20, most: 64, kind: urlByte, weak: true},
	{begin: "gldt-", least: 20, most: 64, kind: urlByte, weak: true},
	{begin: "glrt-", least: 20, most: 64, kind: urlByte, weak: true},
	{begin: "xoxb-", least: 20, most: 100, kind: dashByte, weak: true},
	{begin: "xoxp-", least: 20, most: 100, kind: dashByte, weak: true},
	{begin: "xoxa-", least: 20, most: 100, kind: dashByte, weak: true},
	{begin: "xoxr-", least: 20, most: 100, kind: dashByte, weak: true},
	{begin: "xoxs-", least: 20, most: 100, kind: dashByte, weak: true},
	{begin: "xapp-", least: 20, most: 150, kind: dashByte, weak: true},
	{begin: "sk_live_", least: 16, most: 120, kind: isAlnum},
	{begin: "rk_live_", least: 16, most: 120, kind: isAlnum},
	{begin: "sk_test_", least: 16, most: 120, kind: isAlnum},
	{begin: "rk_test_", least: 16, most: 120, kind: isAlnum},
	{begin: "whsec_", least: 24, most: 80, kind: isAlnum, weak: true},
	{begin: "AIza", least: 35, most: 35, kind: urlByte, weak: true},
	{begin: "GOCSPX-", least: 28, most: 28, kind: urlByte, weak: true},
	{begin: "ya29.", least: 40, most: 400, kind: urlByte, weak: true},
	{begin: "sk-", least: 32, most: 200, kind: urlByte, weak: true},
	{begin: "npm_", least: 36, most: 36, kind: isAlnum, weak: true},
	{begin: "pypi-AgE", least: 50, most: 400, kind: urlByte, weak: true},
	{begin: "dop_v1_", least: 64, most: 64, kind: hexByte},
	{begin: "hf_", least: 34, most: 34, kind: isAlnum, weak: true},
	{begin: "shpat_", least: 32, most: 32, kind: hexByte},
}

// sampleTokens are keys that manuals print.
var sampleTokens = map[string]bool{
	"AKIAIOSFODNN7EXAMPLE": true, "AKIAI44QH8DHBEXAMPLE": true, "ASIAIOSFODNN7EXAMPLE": true, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": true, "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY": true,
	"sk_test_4eC39HqLyjWDarjtT1zdp7dc": true, "sk_test_tR3PYbcVNZZ796tH88S4VQ2u": true, "sk_test_BQokikJOvBiI2HlWgH4olfQ2": true, "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx": true,
}

func checkCredential(n *number) finding {
	if n.by != byLiteral {
		return n.namedSecret()
	}
	switch data := n.data; data[n.start] {
	case '-':
		return n.privateKey()
	case ':':
		return n.userInAddress()
	case 'e':
		if data[n.start+1] == 'y' {
			return n.jwt()
		}
		return n.authorization()
	case 'E', 'a':
		return n.authorization()
	case 'S':
		return n.sendGrid()
	}
	return n.issued()
}

// issued judges a token whose beginning is documented.
func (n *number) issued() finding {
	data := n.data
	if n.start > 0 && (isAlnum(data[n.start-1]) || data[n.start-1] == '_' || data[n.start-1] == '-') && !afterEscapedLetter(data, n.start) {
		return finding{}
	}
	for k := range tokens {
		t := &tokens[k]
		if len(t.begin) != n.end-n.start || string(data[n.start:n.end]) != t.begin {
			continue
		}
		end := n.end
		for end < len(data) && end-n.end <= t.most && t.kind(data[end]) {
			end++
		}
		v := data[n.end:end]
		if len(v) < t.least || len(v) > t.most || end < len(data) && (isAlnum(data[end]) || data[end] == '_' || data[end] == '/' && t.weak) {
			return finding{}
		}
		n.end = end
		letters, digits, _ := kindsOf(v)
		switch {
		case t.weak && (digits == 0 || letters == 0), letters+digits == 0, distinctBytes(v) < 8:
			return finding{}
		case t.weak && longWord(v) > 14:
			return finding{}
		}
		whole := data[n.start:n.end]
		return finding{formed: true, valid: true, sure: true, known: sampleTokens[string(whole)] || exampleIn(whole)}
	}
	return finding{}
}

// exampleIn says whether a key says of itself that it is none.
func exampleIn(v []byte) bool {
	for _, w := range [...]string{"EXAMPLE", "example", "Example", "xxxx", "XXXX", "0123456789", "1234567890", "abcdefgh", "ABCDEFGH", "your", "YOUR", "placeholder", "dummy", "fake", "00000000"} {
		if bytes.Contains(v, []byte(w)) {
			return true
		}
	}
	return false
}

func distinctBytes(v []byte) int {
	var seen [4]uint64
	n := 0
	for _, c := range v {
		if seen[c>>6]>>(c&63)&1 == 0 {
			seen[c>>6] |= 1 << (c & 63)
			n++
		}
	}
	return n
}

// longWord is the length of the longest run of letters of one case.
func longWord(v []byte) int {
	longest, run := 0, 0
	for i, c := range v {
		if isLetter(c) && i > 0 && isLetter(v[i-1]) && (c^v[i-1])&0x20 == 0 {
			run++
		} else {
			run = 1
		}
		longest = max(longest, run)
	}
	return longest
}

// sendGrid reads SG.<22>.<43>.
func (n *number) sendGrid() finding {
	data := n.data
	if n.start > 0 && isAlnum(data[n.start-1]) || n.end+66 > len(data) || data[n.end+22] != '.' {
		return finding{}
	}
	v := data[n.end : n.end+66]
	for i, c := range v {
		if i != 22 && !urlByte(c) {
			return finding{}
		}
	}
	if n.end+66 < len(data) && urlByte(data[n.end+66]) || distinctBytes(v) < 16 {
		return finding{}
	}
	n.end += 66
	return finding{formed: true, valid: true, sure: true, known: exampleIn(v)}
}

// namedSecret judges what stands in a field that names secrets, or behind such a word
// and a sign.
func (n *number) namedSecret() finding {
	data := n.data
	v := data[n.start:n.end]
	if n.by == byKeyed && n.named < full && len(v) < 16 || exampleIn(v) && len(v) < 12 {
		return finding{}
	}
	for i, scheme := range [...]string{"Bearer ", "bearer ", "Basic ", "basic ", "Token ", "token "} {
		if len(v) > len(scheme) && string(v[:len(scheme)]) == scheme {
			if i < 4 {
				return finding{} // found by the scheme
			}
			v = v[len(scheme):]
			n.start += len(scheme)
		}
	}
	if len(v) < 16 || n.foundByForm(v) || n.by == byKeyed && (codeLike(data, n.start, n.end) || n.keyedTwice()) {
		return finding{formed: n.by == byValue && n.named == full && !flagLike(v) && !n.foundByForm(v)}
	}
	if sampleTokens[string(v)] {
		return finding{formed: true, valid: true, known: true, needsWord: n.named < full}
	}
	if !opaque(v, 16) || placeholderIn(v) || n.publicMaterial(v) {
		return finding{formed: n.by == byValue && n.named == full}
	}
	f := finding{formed: true, valid: true, needsWord: n.named < full, known: exampleIn(v)}
	f.vague = n.by == byValue && n.named < full
	return f
}

// keyedTwice says whether the value behind the sign is a word and a sign of its own:
// "Authorization: token=…".
func (n *number) keyedTwice() bool {
	v := n.data[n.start:n.end]
	k := bytes.IndexAny(v, "=:")
	return k > 0 && k < 24 && k+1 < len(v) && v[k+1] != '=' && isLetter(v[0]) && longWord(v[:k]) == k
}

// foundByForm says whether a value is found by its beginning.
func (n *number) foundByForm(v []byte) bool {
	if bytes.HasPrefix(v, []byte("eyJ")) && bytes.Count(v, []byte(".")) == 2 || bytes.HasPrefix(v, []byte("SG.")) || bytes.Contains(v, []byte("://")) || bytes.HasPrefix(v, []byte("-----BEGIN")) {
		return true
	}
	for k := range tokens {
		t := &tokens[k]
		if bytes.HasPrefix(v, []byte(t.begin)) && len(v)-len(t.begin) >= t.least {
			return true
		}
	}
	return false
}

// publicMaterial says whether a value is a certificate or a public key in base64 (their
// DER begins with MII and names), an SSH public key, or the identifier of an object.
func (n *number) publicMaterial(v []byte) bool {
	for _, p := range [...]string{"MIID", "MIIE", "MIIF", "MIIC", "MIGf", "MIIB", "MFkw", "ssh-", "ecdsa-", "AAAAB3", "AAAAC3", "sha256:", "sha512-", "sha256-", "sha1-", "arn:", "projects/", "urn:"} {
		if bytes.HasPrefix(v, []byte(p)) {
			return len(v) > 60 || v[0] != 'M'
		}
	}
	return false
}
