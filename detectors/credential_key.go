package detectors

import (
	"bytes"
	"encoding/base64"
)

// maxKeyBlock bounds a private key, in bytes: RSA of 16,384 bits in PEM has 12,700.
const maxKeyBlock = 16 << 10

// privateKey reads a private key in the text encoding of RFC 7468, RFC 4716 and OpenSSH:
// -----BEGIN RSA PRIVATE KEY----- and what follows, in lines or with \n for the ends of
// lines. Of a key in several lines the head is found, when it has its line for itself.
func (n *number) privateKey() finding {
	data := n.data
	head := data[n.end:min(len(data), n.end+48)]
	k := bytes.Index(head, []byte("-----"))
	if k < 0 {
		return finding{}
	}
	label := head[:k]
	if !bytes.HasSuffix(label, []byte("PRIVATE KEY")) && !bytes.HasSuffix(label, []byte("PRIVATE KEY BLOCK")) {
		return finding{}
	}
	for _, c := range label {
		if c-'A' > 25 && c != ' ' && !isDigit(c) {
			return finding{}
		}
	}
	body := n.end + k + 5
	limit := min(len(data), body+maxKeyBlock)
	if nl := bytes.IndexByte(data[body:limit], '\n'); nl >= 0 {
		limit = body + nl // no candidate spans a line
	}
	end := body
	key := 0
	if e := bytes.Index(data[body:limit], []byte("-----END ")); e >= 0 {
		tail := data[body+e+9 : limit]
		close := bytes.Index(tail, []byte("-----"))
		if close < 0 {
			return finding{}
		}
		key = e
		end = body + e + 9 + close + 5
	} else if rest := bytes.TrimRight(data[body:limit], "\r \t"); len(rest) > 0 {
		for key < len(rest) && (isAlnum(rest[key]) || rest[key] == '+' || rest[key] == '/' || rest[key] == '=' || rest[key] == '\\' || rest[key] == ' ') {
			key++
		}
		end = body + key
		if key < 40 {
			return finding{} // prose, or a program that looks for such heads
		}
	} else if n.start > 0 && data[n.start-1] != '\n' {
		return finding{} // the head alone, in a sentence or a program
	} else {
		key = 64
	}
	if key < 40 || bytes.Contains(data[body:body+min(key, limit-body)], []byte("...")) || placeholderIn(data[body:body+min(key, limit-body)]) {
		return finding{}
	}
	n.end = end
	return finding{formed: true, valid: true, sure: true, known: exampleIn(data[body:min(end, body+64)])}
}

// keyBlockEnd returns where a private key ends whose head alone is data[start:end]: with
// its last line, or where no line of base64 goes on. Of a text the whole key is one
// place; a column has a line for each.
func keyBlockEnd(data []byte, start, end int) int {
	if !bytes.HasPrefix(data[start:end], []byte("-----BEGIN ")) || !bytes.HasSuffix(data[start:end], []byte("-----")) {
		return end
	}
	limit := min(len(data), start+maxKeyBlock)
	for at := end; at < limit; {
		next := limit
		if k := bytes.IndexByte(data[at:limit], '\n'); k >= 0 {
			next = at + k
		}
		line := bytes.Trim(data[at:next], " \t\r")
		if bytes.HasPrefix(line, []byte("-----END ")) {
			if k := bytes.Index(line[9:], []byte("-----")); k >= 0 {
				return at + bytes.Index(data[at:next], line) + 9 + k + 5
			}
			return end
		}
		for _, c := range line {
			if !isAlnum(c) && c != '+' && c != '/' && c != '=' && c != ':' && c != ',' && c != '-' && c != ' ' {
				return end
			}
		}
		if len(line) > 0 && bytes.IndexByte(line, ' ') < 0 {
			end = at + bytes.Index(data[at:next], line) + len(line)
		}
		at = next + 1
	}
	return end
}

// jwt reads three parts in base64url of which the first is the header of RFC 7519: JSON
// that says "alg".
func (n *number) jwt() finding {
	data := n.data
	if n.start > 0 && (urlByte(data[n.start-1]) || data[n.start-1] == '.') && !afterEscapedLetter(data, n.start) {
		return finding{}
	}
	var parts [3]int
	i := n.start
	for k := range parts {
		start := i
		for i < len(data) && urlByte(data[i]) && i-start < 8<<10 {
			i++
		}
		parts[k] = i - start
		if k < 2 {
			if i >= len(data) || data[i] != '.' {
				return finding{}
			}
			i++
		}
	}
	if parts[0] < 16 || parts[0] > 400 || parts[1] < 4 || parts[2] < 20 && parts[2] != 0 || i < len(data) && data[i] == '.' && i+1 < len(data) && urlByte(data[i+1]) {
		return finding{}
	}
	if parts[2] == 0 {
		return finding{} // "alg":"none" protects nothing and lets nobody in
	}
	var buf [300]byte
	head := data[n.start : n.start+parts[0]]
	k, err := base64.RawURLEncoding.Decode(buf[:], head)
	if err != nil || !bytes.Contains(buf[:k], []byte(`"alg"`)) {
		return finding{}
	}
	n.end = i
	payload := data[n.start+parts[0]+1 : n.start+parts[0]+1+parts[1]]
	// The claims of the specimen of jwt.io and of RFC 7519, 3.1.
	known := bytes.HasPrefix(payload, []byte("eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI")) || bytes.HasPrefix(payload, []byte("eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"))
	return finding{formed: true, valid: true, sure: true, known: known}
}

// authorization reads what stands behind the schemes Bearer (RFC 6750) and Basic (RFC
// 7617).
func (n *number) authorization() finding {
	data := n.data
	i := n.start
	if i == 0 || i > 1 && isAlnum(data[i-2]) && !afterEscapedLetter(data, i-1) {
		return finding{}
	}
	basic := data[i] == 'a'
	first := data[i-1] | 0x20
	if basic && first != 'b' || !basic && first != 'b' {
		return finding{}
	}
	start := n.end
	end := start
	for end < len(data) && end-start < 4<<10 && (isAlnum(data[end]) || data[end] == '-' || data[end] == '.' || data[end] == '_' || data[end] == '~' || data[end] == '+' || data[end] == '/') {
		end++
	}
	for end < len(data) && end > start && data[end] == '=' {
		end++
	}
	v := data[start:end]
	for len(v) > 0 && v[len(v)-1] == '.' {
		v = v[:len(v)-1]
	}
	n.start, n.end = start, start+len(v)
	if n.foundByForm(v) {
		return finding{}
	}
	if basic {
		return n.userPass(v)
	}
	if !opaque(v, 16) {
		return finding{}
	}
	return finding{formed: true, valid: true, sure: true, known: exampleIn(v) || string(v) == "mF_9.B5f-4.1JqM" || string(v) == "2YotnFZFEjr1zCsicMWpAA"}
}

// userPass decodes the user and the password of Basic.
func (n *number) userPass(v []byte) finding {
	if len(v) < 8 || len(v) > 300 {
		return finding{}
	}
	var buf [228]byte
	k, err := base64.StdEncoding.Decode(buf[:], v)
	if err != nil {
		if k, err = base64.RawStdEncoding.Decode(buf[:], v); err != nil {
			return finding{}
		}
	}
	colon := bytes.IndexByte(buf[:k], ':')
	if colon < 1 || colon == k-1 {
		return finding{}
	}
	for _, c := range buf[:k] {
		if c < ' ' || c == 0x7f {
			return finding{}
		}
	}
	// The specimens of RFC 7617 and RFC 2617.
	known := string(buf[:k]) == "Aladdin:open sesame" || string(buf[:k]) == "test:123£" || string(buf[:k]) == "Aladdin:OpenSesame" || string(buf[:k]) == "username:password" || string(buf[:k]) == "user:password"
	return finding{formed: true, valid: true, sure: true, known: known}
}

// userInAddress reads user and password in the address of a server (RFC 3986, 3.2.1):
// postgres://app:s3cret@db.internal/shop. What is found is user:password.
func (n *number) userInAddress() finding {
	data := n.data
	if n.start == 0 || !isAlnum(data[n.start-1]) {
		return finding{}
	}
	start := n.end
	colon, at := -1, -1
	for i := start; i < len(data) && i-start < 200; i++ {
		c := data[i]
		if c == ':' && colon < 0 {
			colon = i
		}
		if c == '@' {
			at = i
			if i+1 < len(data) && (isAlnum(data[i+1]) || data[i+1] == '[' || data[i+1] == '(') && bytes.IndexByte(data[i+1:min(len(data), i+40)], '@') < 0 {
				break
			}
		}
		if c <= ' ' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '\\' || c == ',' || c == '?' || c == '|' || c >= 0x80 {
			break
		}
	}
	if at < 0 || colon < 0 || colon > at || at-colon < 2 || at+1 >= len(data) || colon == start && !passwordOnly(data[:n.start]) {
		return finding{}
	}
	user, word := data[start:colon], data[colon+1:at]
	if hasTemplate(word) || len(user) > 0 && hasTemplate(user) || placeholderIn(word) || bytes.IndexByte(word, '$') >= 0 && word[0] == '$' || word[0] == '*' || word[0] == ':' || word[0] == '%' && len(word) < 4 ||
		noPassword(word) && len(word) > 3 || bytes.ContainsAny(word, "()[]") || len(word) < 3 {
		return finding{}
	}
	sample := samplePassword(word) || exampleIn(word) || string(word) == string(user) || bytes.HasPrefix(word, []byte("pass")) || bytes.HasPrefix(word, []byte("PASS")) || bytes.HasPrefix(word, []byte("secret"))
	n.start, n.end = start, at
	return finding{formed: true, valid: true, sure: true, known: sample}
}

// passwordOnly says whether addresses of a scheme may have a password and no user:
// redis://:s3cret@cache.
func passwordOnly(before []byte) bool {
	return bytes.HasSuffix(before, []byte("redis")) || bytes.HasSuffix(before, []byte("rediss")) || bytes.HasSuffix(before, []byte("amqp"))
}
