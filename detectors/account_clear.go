package detectors

import "bytes"

// keyedPassword judges what stands behind a word for passwords and a sign. Programs and
// manuals are full of such places that hold no password, so the value must look like
// one where it stands in no quotes.
func (n *number) keyedPassword() finding {
	data := n.data
	quoted := n.start > 0 && (data[n.start-1] == '"' || data[n.start-1] == '\'')
	if !quoted {
		n.end = passwordEnd(data, n.start, n.end)
	}
	v := data[n.start:n.end]
	if len(v) < 3 || noPassword(v) || codeLike(data, n.start, n.end) {
		return finding{}
	}
	if v[0] == '!' && bareWord(v[1:]) || len(v) > 2 && v[0] == 'x' && v[1] == ':' {
		return finding{} // a tag of YAML, a line of /etc/passwd
	}
	sign, key := n.signBefore(quoted)
	if sign == 0 {
		return finding{}
	}
	if !quoted && ofEvent(v) {
		return finding{}
	}
	f := finding{formed: true, valid: true, needsWord: true, known: samplePassword(v)}
	letters, digits, signs := kindsOf(v)
	switch {
	case v[0] == '/' || v[0] == '\\' || len(v) > 2 && v[1] == ':' && v[2] == '\\' || v[0] == '.' || v[0] == '-' || v[0] == '&' || v[0] == '*' || v[0] == '@':
		return finding{} // a path, an option, a reference
	case quoted:
		if bytes.IndexByte(v, ' ') >= 0 && (key != chineseKey || signs > 0) || bytes.IndexByte(v, '%') >= 0 && len(v) < 4 || data[n.end] != data[n.start-1] && data[n.end] != '\\' {
			return finding{}
		}
		if digits+signs == 0 && bareWord(v) || letters > 0 && digits == 0 && identifier(v) { // "password": "Password", a label of a form
			f.vague = true
		}
		if !ascii(v) {
			return finding{} // a label or a message
		}
	case key == chineseKey:
		if !ascii(v) || letters+digits < 3 {
			return finding{}
		}
	case digits == 0 && signs == 0, identifier(v) && digits == 0:
		// "password: string", "password=None"; in a query a value of letters may stand.
		if !n.inQuery() {
			return finding{}
		}
	case n.expression(v):
		return finding{}
	case digits == 0 && !n.inQuery():
		f.vague = true
	}
	if letters+signs == 0 && digits < 4 {
		return finding{}
	}
	return f
}

// passwordBehindHan reads 密码为 Abc123 and 密码是Abc123; behind a sign alone it is found
// by the sign.
func (n *number) passwordBehindHan() finding {
	data, i := n.data, n.end
	linked := false
	for i < len(data) && i-n.end < 16 {
		switch c := data[i]; {
		case c == ' ' || c == ':' || c == '"' || c == '\'':
			i++
			continue
		case c >= 0xe3 && i+2 < len(data):
			switch string(data[i : i+3]) {
			case "为", "是", "為":
				linked = true
				i += 3
				continue
			case "：", "“", "「":
				i += 3
				continue
			}
		}
		break
	}
	end := i
	for end < len(data) && end-i < 40 && data[end] > ' ' && data[end] < 0x7f && data[end] != ',' && data[end] != ';' && data[end] != '"' && data[end] != '\'' && data[end] != '<' && data[end] != ')' {
		end++
	}
	for end > i && data[end-1] == '.' {
		end--
	}
	v := data[i:end]
	letters, digits, signs := kindsOf(v)
	if !linked || len(v) < 6 || noPassword(v) || letters > 0 && digits+signs == 0 || placeholderIn(v) || !isAlnum(v[0]) || codeLike(data, i, end) {
		return finding{}
	}
	n.start, n.end = i, end
	return finding{formed: true, valid: true, known: samplePassword(v), sure: true}
}

// passwordEnd goes on over signs that end other values but may stand in a password:
// a comma or a bracket with more behind it, in a line or a query of its own.
func passwordEnd(data []byte, start, end int) int {
	for end < len(data) && end-start < 64 {
		c := data[end]
		if c != ')' && c != '|' && c != ']' && c != '}' || end+1 >= len(data) || !isAlnum(data[end+1]) || bytes.IndexByte(data[start:end], '(') >= 0 {
			break
		}
		for end++; end < len(data) && isAlnum(data[end]); end++ {
		}
	}
	for end-start > 3 && (data[end-1] == '.' || data[end-1] == '"' || data[end-1] == '\\') {
		end--
	}
	return end
}

type keyKind uint8

const (
	latinKey keyKind = iota
	chineseKey
)

// signBefore returns the sign before a value and whether the word before that is
// Chinese. Comparisons (==, !=) and declarations (::) are none.
func (n *number) signBefore(quoted bool) (sign byte, kind keyKind) {
	data, i := n.data, n.start
	if i == 0 { // what is left of it without its escapes
		return '=', latinKey
	}
	if quoted {
		i--
	}
	for i > 0 && (data[i-1] == ' ' || data[i-1] == '\\') {
		i--
	}
	switch {
	case i > 2 && data[i-3] == 0xef:
		sign, i = ':', i-3
	case i > 0:
		sign, i = data[i-1], i-1
	}
	if i > 0 && (data[i-1] == '=' || data[i-1] == '!' || data[i-1] == '<' || data[i-1] == '>' || sign == ':' && data[i-1] == ':') || n.start < len(data) && data[n.start] == '=' {
		return 0, latinKey
	}
	for i > 0 && (data[i-1] == ' ' || data[i-1] == '"' || data[i-1] == '\'' || data[i-1] == '\\') {
		i--
	}
	if i > 0 && data[i-1] >= 0x80 {
		kind = chineseKey
	}
	return sign, kind
}

// inQuery says whether the value belongs to the query of an address or to a form: its
// word stands behind ? or & or ;, without blanks.
func (n *number) inQuery() bool {
	i := n.start
	if i == 0 {
		return true
	}
	if n.data[i-1] != '=' {
		return false
	}
	for i--; i > 0 && (isAlnum(n.data[i-1]) || n.data[i-1] == '_' || n.data[i-1] == '-'); i-- {
	}
	return i > 0 && (n.data[i-1] == '?' || n.data[i-1] == '&') || i == 0 && n.end < len(n.data) && n.data[n.end] == '&' || n.end < len(n.data) && n.data[n.end] == '&' && i > 0
}

// expression says whether a value without quotes is one of a program: a.b, a[i],
// obj->field, cfg.password1.
func (n *number) expression(v []byte) bool {
	if k := bytes.IndexAny(v, "([{"); k >= 0 && k > 0 && isLetter(v[k-1]) {
		return true
	}
	if bytes.Contains(v, []byte("->")) || bytes.Contains(v, []byte("::")) || bytes.HasSuffix(v, []byte("()")) {
		return true
	}
	if k := bytes.IndexByte(v, '.'); k > 0 && k < len(v)-1 && isLetter(v[0]) && isLetter(v[k+1]) {
		_, digits, signs := kindsOf(v)
		return digits < 2 && signs < 2
	}
	// In a program blanks stand around the sign: password = hashed1
	if n.start > 1 && n.data[n.start-1] == ' ' && n.data[n.start-2] == '=' && identifier(v) {
		return true
	}
	return false
}

// ofEvent says whether a value is a property of a variable with one letter, as programs
// that were made small are full of: e.target.value. It may follow && as in a query.
func ofEvent(v []byte) bool {
	if len(v) < 4 || !isLetter(v[0]) || v[1] != '.' {
		return false
	}
	for _, c := range v[2:] {
		if !isLetter(c) && c != '.' && c != '_' && c != '$' {
			return false
		}
	}
	return true
}

// kindsOf counts letters, digits and other signs.
func kindsOf(v []byte) (letters, digits, signs int) {
	for _, c := range v {
		switch {
		case isLetter(c) || c >= 0x80:
			letters++
		case isDigit(c):
			digits++
		default:
			signs++
		}
	}
	return letters, digits, signs
}

// bareWord says whether a value is one word of a language as a label has it.
func bareWord(v []byte) bool {
	for i, c := range v {
		if !isLetter(c) || i > 0 && c-'A' <= 25 && v[i-1]-'A' > 25 {
			return false
		}
	}
	return len(v) < 24
}

// identifier says whether a value is a name of a program: letters, digits and
// underscores, at most two digits, which end it.
func identifier(v []byte) bool {
	digits := 0
	for i, c := range v {
		switch {
		case isLetter(c) || c == '_' || c == '.' || c == '-':
			if digits > 0 {
				return false
			}
		case isDigit(c) && i > 0:
			digits++
		default:
			return false
		}
	}
	return digits <= 2
}

func ascii(v []byte) bool {
	for _, c := range v {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
