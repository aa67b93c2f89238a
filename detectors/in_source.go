package detectors

import "bytes"

// inSource says whether the word data[start:end], the sign behind it at at and the
// value data[a:b] are part of a program, a style sheet or a comment about them, and no
// record: what is told by the place holds for all categories that words and signs find.
func inSource(data []byte, start, end, at, a, b int) bool {
	v := data[a:b]
	if quote := data[a-1]; quote == '"' || quote == '\'' {
		// "Username:"), x: the quote ends the text that the word stands in.
		return data[at] == ':' && end == at && a == at+2 && closes[v[0]]
	}
	switch {
	case data[at] == ':' && a == at+1 && start < end && data[start] == '.' && pseudoClasses.has(v[:lettersFrom(v)]):
		return true // .gift-card:before { content: … }
	case operators.has(v):
		return b < len(data) && (blank(data[b]) || data[b] == ';' || data[b] == ')' || data[b] == '&')
	case data[at] == ':' && start > 2 && string(data[start-3:start]) == "// ":
		return wordFollows(data, b) && (camel(data[start:end]) || describes.has(v)) // SearchKey: The key to …
	case !isVariable(v):
		return false
	}
	rest := data[b:min(len(data), b+3)]
	if bytes.HasPrefix(rest, []byte(" =")) {
		return len(rest) < 3 || rest[2] == ' ' // lastCall = lastThis = …
	}
	// text = searchText;
	lineEnds := len(rest) == 1 || len(rest) > 1 && rest[1] < ' '
	return camel(v) && len(rest) > 0 && (rest[0] == ';' || rest[0] == ',' && lineEnds)
}

// closes holds the bytes that follow the quote at the end of a text in a program.
var closes = byteSet(")]},;")

var (
	pseudoClasses = words(`before after hover focus active visited disabled checked first last nth not root is where target link empty selection placeholder`)
	operators     = words(`await yield void typeof async new !0 !1`)
	describes     = words(`the a an optional. required. editable. immutable. output whether specifies represents indicates email`)
)

func lettersFrom(v []byte) int {
	k := 0
	for k < len(v) && isLetter(v[k]) {
		k++
	}
	return k
}

// wordFollows says whether a blank and a word stand at i.
func wordFollows(data []byte, i int) bool {
	return i+1 < len(data) && data[i] == ' ' && isLetter(data[i+1])
}

// isVariable says whether v is written as variables of programs are.
func isVariable(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) && c != '_' && c != '$' {
			return false
		}
	}
	return len(v) > 0 && v[0]|0x20 == v[0]
}

// camel says whether a capital letter stands behind a small one in v.
func camel(v []byte) bool {
	for i := 1; i < len(v); i++ {
		if isLetter(v[i]) && v[i]&0x20 == 0 && isLetter(v[i-1]) && v[i-1]&0x20 != 0 {
			return true
		}
	}
	return false
}

// ofComponent says whether the value is the display name that a program gives to a
// component of a page: Button.displayName = "Button".
func (n *number) ofComponent() bool {
	data, i := n.data, n.start
	if n.by != byKeyed || i < 2 || data[i-1] != '"' && data[i-1] != '\'' {
		return false
	}
	for i--; i > 0 && (data[i-1] == ' ' || data[i-1] == '='); i-- {
	}
	const name = ".displayName"
	if i <= len(name) || string(data[i-len(name):i]) != name {
		return false
	}
	i -= len(name)
	start := i
	for start > 0 && (isAlnum(data[start-1]) || data[start-1] == '_' || data[start-1] == '$') {
		start--
	}
	object := data[start:i]
	return len(object) > 0 && (len(object) < 4 || object[0]&0x20 == 0) && !bytes.HasPrefix(object, []byte("User"))
}
