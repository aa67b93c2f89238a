package detectors

import "bytes"

// A cookie: the fields Cookie and Set-Cookie of HTTP (RFC 6265), what statistics set
// under well-known names, and the identifiers of visitors in fields that name them.
// A validator (ETag, RFC 9110, 8.8.3) is one only where its field says that it
// recognises visitors: that of a file is no person's.
var _ = register(detector{
	category: "online.cookie",
	evidence: "header of HTTP, well-known name, field name",
	literals: []string{
		"ookie: ", "OOKIE: ", `ookie":"`, `ookie": "`, "_ga=GA1.", "_gid=GA1.", "_ga=GA1%2E", "_fbp=fb.", "BAIDUID=", "Hm_lvt_",
	},
	value:    true,
	peaceful: true,
	holds:    true,
	// What stands in a field called cookie and is a pair with an equals sign is one.
	chance:   0.2,
	strength: 4,
	words: `cookie cookies setcookie cookieid cookieids cookievalue httpcookie usercookie browsercookie requestcookie cookiestring trackingcookie cookietoken evercookie
		visitorid visitoruid visitorguid visitorcookie browserid browserfingerprint canvasfingerprint trackingid clientcookie gaclientid googleclientid fbp fbclid gclid
		csuricookie cscookie 访客标识 访客ID 访客编号 浏览器指纹 追踪标识 跟踪标识 跟踪ID 
		-cookiepolicy -cookieconsent -cookiename -cookiedomain -cookiepath -cookiesecure -cookiejar -cookiesenabled -cookieenabled -cookielifetime -cookiehttponly -cookiesamesite -cookiemaxage`,
	check: checkCookie,
})

// maxCookie bounds a cookie, in bytes (RFC 6265, 6.1).
const maxCookie = 4 << 10

func checkCookie(n *number) finding {
	data := n.data
	switch n.by {
	case byLiteral:
		if lit := data[n.start]; lit == 'o' || lit == 'O' {
			return n.cookieField()
		}
		return n.knownCookie()
	}
	v := data[n.start:n.end]
	pair := cookiePair(v)
	if n.by == byKeyed && pair { // what stands in a header is found by the header
		if n.start > 1 && data[n.start-1] == ' ' && data[n.start-2] == ':' || n.start > 2 && data[n.start-1] == '"' && n.jsonCookie() {
			return finding{}
		}
	}
	if pair && !placeholderIn(v) || opaque(v, 16) {
		return finding{formed: true, valid: true}
	}
	return finding{formed: n.by == byValue && n.named == full && !flagLike(v)}
}

// jsonCookie says whether the value is found by the literal with its key.
func (n *number) jsonCookie() bool {
	before := n.data[max(0, n.start-10):n.start]
	return bytes.HasSuffix(before, []byte(`ookie":"`)) || bytes.HasSuffix(before, []byte(`ookie": "`))
}

// cookieField reads what stands behind "Cookie: ", up to the end of the line or the
// quote around it, and behind "Set-Cookie: " up to the attributes.
func (n *number) cookieField() finding {
	data := n.data
	i := n.start
	if i == 0 || data[i-1]|0x20 != 'c' || i > 1 && isAlnum(data[i-2]) && !afterEscapedLetter(data, i-1) {
		return finding{}
	}
	before := data[max(0, i-5) : i-1]
	set := len(before) == 4 && before[3] == '-' && before[0]|0x20 == 's' && before[1]|0x20 == 'e' && before[2]|0x20 == 't'
	if !set && i > 1 && (data[i-2] == '-' || data[i-2] == '_' || data[i-2] == '.') {
		return finding{}
	}
	start := n.end
	end := start
	for limit := min(len(data), start+maxCookie); end < limit; end++ {
		if c := data[end]; c < ' ' || c == '"' || c == '\'' || c == '\\' || c >= 0x80 || set && c == ';' {
			break
		}
	}
	v := data[start:end]
	if !set {
		v = cookieList(v)
	} else if k := bytes.IndexByte(v, ' '); k > 0 {
		v = v[:k]
	}
	n.start, n.end = start, start+len(v)
	if !cookiePair(v) || placeholderIn(v) {
		return finding{}
	}
	value := v[bytes.IndexByte(v, '=')+1:]
	return finding{formed: true, valid: true, loose: len(value) < 8 && bytes.Count(v, []byte("=")) < 2, sure: false}
}

// cookieList cuts v behind the last pair: what follows a space that follows no
// semicolon is something else.
func cookieList(v []byte) []byte {
	for i := 1; i < len(v); i++ {
		if v[i] == ' ' && v[i-1] != ';' {
			return bytes.TrimRight(v[:i], "; ")
		}
	}
	return bytes.TrimRight(v, "; ")
}

// cookiePair says whether a value begins with a name, an equals sign and a value
// (RFC 6265, 4.1.1).
func cookiePair(v []byte) bool {
	k := bytes.IndexByte(v, '=')
	if k < 1 || k > 64 || k+2 > len(v) {
		return false
	}
	for _, c := range v[:k] {
		if !isAlnum(c) && c != '_' && c != '-' && c != '.' {
			return false
		}
	}
	for i, c := range v[k+1:] {
		if c == ';' {
			return i > 0
		}
		if c <= ' ' || c == '(' || c == '{' || c == ',' {
			return false
		}
	}
	return true
}

// knownCookie reads a pair whose name tools of statistics use: the identifiers that
// they give a browser.
func (n *number) knownCookie() finding {
	data := n.data
	i := n.start
	if i > 0 && (isAlnum(data[i-1]) || data[i-1] == '_') && !afterEscapedLetter(data, i) {
		return finding{}
	}
	equals := bytes.IndexByte(data[i:min(len(data), i+64)], '=')
	if equals < 0 {
		return finding{}
	}
	end := i + equals + 1
	for limit := min(len(data), end+128); end < limit && (isAlnum(data[end]) || data[end] == '.' || data[end] == '-' || data[end] == '_' || data[end] == '%' || data[end] == ':' && data[end-1] != ' ' || data[end] == ',' && end+1 < limit && isDigit(data[end+1])); end++ {
	}
	n.end = end
	digits := 0
	for _, c := range data[i+equals+1 : end] {
		if isDigit(c) {
			digits++
		}
	}
	if digits < 8 || n.inCookieField() {
		return finding{}
	}
	return finding{formed: true, valid: true}
}

// inCookieField says whether the pair stands in a list that is found as a whole.
func (n *number) inCookieField() bool {
	line := n.data[max(0, n.start-maxCookie):n.start]
	if k := bytes.LastIndexByte(line, '\n'); k >= 0 {
		line = line[k+1:]
	}
	if n.named == full && cookiePair(append(line[:len(line):len(line)], n.data[n.start:n.end]...)) {
		return true // found as a whole value
	}
	for _, w := range [...]string{"ookie: ", `ookie":"`, `ookie": "`} {
		if k := bytes.LastIndex(line, []byte(w)); k >= 0 && bytes.IndexByte(line[k+len(w):], '"') < 0 {
			return true
		}
	}
	return false
}

// flagLike says whether a value is a switch or says that there is none.
func flagLike(v []byte) bool {
	if len(v) <= 3 {
		return true
	}
	var low [16]byte
	return len(v) <= len(low) && switches[string(lowerInto(low[:], v))]
}

var switches = wordSet(`true false none null nil undefined unknown empty enabled disabled yes no n/a (null) <null> \n na nan unset - -- n.a. 无 空`)
