package detectors

// The identifier of a session: what servers give under the names that their
// frameworks use (JSESSIONID, PHPSESSID), or an opaque value in a field that names it.
// Whoever knows it is taken for the person.
var _ = register(detector{
	category: "online.session",
	evidence: "well-known name, field name",
	value:    true,
	peaceful: true,
	holds:    true,
	// An opaque value shows no more than that programs made it.
	chance:   0.8,
	strength: 3,
	words: `jsessionid phpsessid phpsession aspsessionid aspsessionidid netsessionid sessionid sessionids sessid sessionkey sessionkeys usersessionid websessionid loginsessionid sessioncookie sessiontoken connectsid sid
		clientsessionid httpsessionid browsersessionid wpsessionid cfsessionid sessionguid sessionuuid sessionidentifier cakephp laravelsession cisession rememberme remembertoken ssosessionid ssoticket
		会话ID 会话id 会话标识 会话编号 会话令牌 会话密钥 登录会话 會話ID 會話標識 huihuaid ~session ~会话 ~會話`,
	check: func(n *number) finding {
		v := n.data[n.start:n.end]
		// A path or a node may follow: ;jsessionid=0123…?a=b, 0123….node1
		for i, c := range v {
			if c == '?' || c == '#' || c == '\\' || c == '/' && n.by == byKeyed && i >= 16 {
				v = v[:i]
				n.end = n.start + i
				break
			}
		}
		if !opaque(v, 16) || n.by == byKeyed && codeLike(n.data, n.start, n.end) {
			return finding{formed: n.by == byValue && n.named == full && !flagLike(v)}
		}
		return finding{formed: true, valid: true, needsWord: n.named < full, vague: n.by == byValue && n.named < full}
	},
})

// opaque says whether a value looks made by a program, to be known by nobody: so many
// letters, digits and a few signs at least, which change as often as in random text
// and seldom in words, joinedWordsLikeThese and words-with-signs-2024.
func opaque(v []byte, least int) bool {
	if len(v) < least || len(v) > maxOpaque {
		return false
	}
	var seen [4]uint64
	letters, digits, distinct, kinds, cases := 0, 0, 0, 0, 0
	for i, c := range v {
		if seen[c>>6]>>(c&63)&1 == 0 {
			seen[c>>6] |= 1 << (c & 63)
			distinct++
		}
		switch {
		case isLetter(c):
			letters++
			if i > 0 && isDigit(v[i-1]) {
				kinds++
			} else if i > 0 && isLetter(v[i-1]) && (c^v[i-1])&0x20 != 0 {
				cases++
			}
		case isDigit(c):
			digits++
			if i > 0 && isLetter(v[i-1]) {
				kinds++
			}
		case !opaqueSign[c]:
			return false
		}
	}
	// Hexadecimal digits change kind at 15 of 32 places, base 36 at 13, base64 at 8 and
	// the case at 13.
	return distinct >= 6 && letters > 0 && 4*(letters+digits) >= 3*len(v) && (6*kinds >= len(v) || 3*(kinds+cases) >= len(v) && kinds >= 3)
}

// maxOpaque bounds an opaque value, in bytes.
const maxOpaque = 1 << 10

var opaqueSign = byteSet("-_.+/=~%:|!*")

// codeLike says whether what stands around data[start:end] makes it an expression of a
// program: a call, an index, an operator behind it.
func codeLike(data []byte, start, end int) bool {
	if start > 0 && (data[start-1] == '"' || data[start-1] == '\'') {
		return false
	}
	if end < len(data) {
		switch data[end] {
		case '(', '[', '{', ')':
			return true
		case '<':
			return end+1 < len(data) && data[end+1] != '/'
		}
	}
	return end > start && data[end-1] == '('
}
