package detectors

// behindWord says whether the candidate stands behind a word with nothing but a
// space or an opening bracket between them, as in "MAC 001b…" and "设备的OAID是1f…".
// It is the cheap test before the words around a common form are looked up; what
// stands behind a word and a sign is found by the sign.
func (n *number) behindWord() bool {
	i := n.start
	spaces := 0
	for i > 0 && n.data[i-1] == ' ' && spaces < 2 {
		i--
		spaces++
	}
	if i == 0 {
		return false
	}
	switch c := n.data[i-1]; {
	case isLetter(c):
		return spaces > 0
	case c == '(' || c == '[' || c == '#':
		return true
	case c >= 0x80: // but for the full-width colon and equals sign
		return i < 3 || n.data[i-3] != 0xef || n.data[i-2] != 0xbc || c != 0x9a && c != 0x9d
	}
	return false
}

// aside says whether a token of a common form is worth a second look: it stands in a
// field that names the category, or behind a word without a sign. What stands behind
// a word and a sign is found by the sign.
func (n *number) aside() bool {
	return n.behindWord() || n.behindPhrase() || n.named == full && !n.keyedHere()
}

// tokenLike says whether a whole value is found as a token or as a UUID anyway.
func (n *number) tokenLike() bool {
	v := n.data[n.start:n.end]
	return n.by == byValue && (hexQuad(v) == mixed || len(v) == uuidLength && isUUID(v))
}

// keyedHere says whether a word and a sign stand before the candidate by which whole
// values are found.
func (n *number) keyedHere() bool {
	data, i := n.data, n.start
	for i > 0 && n.start-i < 4 && (data[i-1] == ' ' || data[i-1] == '"' || data[i-1] == '\'' || data[i-1] == '\\') {
		i--
	}
	switch {
	case i > 0 && (data[i-1] == ':' || data[i-1] == '='):
		i--
	case i > 2 && (string(data[i-3:i]) == "：" || string(data[i-3:i]) == "＝"):
		i -= 3
	default:
		return false
	}
	end := i
	for end > 0 && i-end < 4 && (data[end-1] == ' ' || data[end-1] == '"' || data[end-1] == '\'' || data[end-1] == '\\') {
		end--
	}
	start := keyStart(data, end)
	return end-start > 1 && len(n.e.keys(nil, data[start:end])) > 0
}

// behindPhrase says whether the candidate stands behind words and a sign of which the
// last word says nothing alone: "Android ID: 9f…".
func (n *number) behindPhrase() bool {
	i := n.start
	for i > 0 && n.start-i < 3 && (n.data[i-1] == ' ' || n.data[i-1] == ':' || n.data[i-1] == '"') {
		i--
	}
	if i < 4 || n.data[i-1]|0x20 != 'd' && n.data[i-1]|0x20 != 's' && n.data[i-1]|0x20 != 'r' {
		return false
	}
	for _, w := range [...]string{" id", " address", " identifier"} {
		if k := i - len(w); k > 0 && isLetter(n.data[k-1]) && n.data[k] == ' ' && equalFold(n.data[k+1:i], w[1:]) {
			return true
		}
	}
	return false
}

// equalFold compares letters with lower-case ones.
func equalFold(v []byte, low string) bool {
	for i, c := range v {
		if c|0x20 != low[i] {
			return false
		}
	}
	return len(v) == len(low)
}

// hexDigits says whether v holds hexadecimal digits only, and how many of them are
// letters.
func hexDigits(v []byte) (letters int, ok bool) {
	for _, c := range v {
		if !isHex(c) {
			return 0, false
		}
		if isLetter(c) {
			letters++
		}
	}
	return letters, true
}

// uniform says whether v is one character over and over: what programs write where
// they know nothing.
func uniform(v []byte) bool {
	for _, c := range v {
		if c != v[0] && c != '-' && c != ':' {
			return false
		}
	}
	return true
}
