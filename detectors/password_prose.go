package detectors

import "bytes"

// passwordInProse reads what follows a word for passwords in a sentence: "my password is
// hunter42", "pwd Zx9!kkq2". Sentences say a lot of passwords, so without "is" only what
// is mixed as passwords are counts, and never a word, a path or the name of a digest.
func (n *number) passwordInProse() finding {
	data := n.data
	if k := n.start; k > 0 && data[n.start]|0x20 == 'a' { // the p before assword
		k--
		if data[k]|0x20 != 'p' || k > 0 && (isAlnum(data[k-1]) || data[k-1] == '-' || data[k-1] == '_' || data[k-1] == '/' || data[k-1] == '.') {
			return finding{}
		}
	} else if k == 0 && data[0]|0x20 == 'a' || k > 0 && (isAlnum(data[k-1]) || data[k-1] == '_' || data[k-1] == '-' || data[k-1] == '/' || data[k-1] == '.' || data[k-1] == '$') {
		return finding{}
	}
	i, said := n.end, false
	for _, w := range [...]string{"is ", "was ", "is: ", "is now ", "will be "} {
		if k := i + len(w); k < len(data) && equalFold(data[i:k], w) {
			i, said = k, true
		}
	}
	quote := byte(0)
	if i < len(data) && (data[i] == '"' || data[i] == '\'') {
		quote = data[i]
		i++
	}
	end := i
	for end < len(data) && end-i < 40 && data[end] > ' ' && data[end] < 0x7f && data[end] != quote && data[end] != '"' && data[end] != '<' {
		end++
	}
	if end < len(data) && data[end] >= 0x80 && (end+2 >= len(data) || !endsValue(data[end:end+3])) || quote != 0 && (end >= len(data) || data[end] != quote) {
		return finding{}
	}
	for quote == 0 && end > i && (data[end-1] == '.' || data[end-1] == ',' || data[end-1] == ';' || data[end-1] == ')') {
		end--
	}
	v := data[i:end]
	if len(v) < 6 || noPassword(v) || placeholderIn(v) || !isAlnum(v[0]) || codeLike(data, i, end) || bytes.ContainsAny(v, "()[]{}=/\\") || aboutPasswords(v) {
		return finding{}
	}
	lower, upper, digits, signs := 0, 0, 0, 0
	for _, c := range v {
		switch {
		case c-'a' <= 25:
			lower++
		case c-'A' <= 25:
			upper++
		case isDigit(c):
			digits++
		case c == '-' || c == '_' || c == '.' || c == ',' || c == ':': // words have them, too
		default:
			signs++
		}
	}
	kinds := min(lower, 1) + min(upper, 1) + min(digits, 1) + min(signs, 1)
	switch {
	case digits == 0 && signs == 0, lower+upper == 0 && !said, signs == 1 && digits == 0 && !isAlnum(v[len(v)-1]):
		return finding{} // a word, "password is wrong!"
	case !said && (kinds < 3 || signs == 0 && digits < 3):
		return finding{}
	case said && lower+upper == 0 && digits < len(v):
		return finding{} // 8-16, 12:30
	}
	n.start, n.end = i, end
	return finding{formed: true, valid: true, known: samplePassword(v), sure: true}
}

// aboutPasswords says whether a word speaks of how passwords are kept or made.
func aboutPasswords(v []byte) bool {
	var low [40]byte
	if len(v) > len(low) {
		return false
	}
	w := lowerInto(low[:], v)
	for _, about := range [...]string{"hash", "encod", "encrypt", "md5", "sha1", "sha2", "sha-", "sha512", "base64", "utf", "char", "digit", "length", "crypt", "byte", "bit", "pbkdf", "argon", "ascii", "digest"} {
		if bytes.Contains(w, []byte(about)) {
			return true
		}
	}
	return false
}
