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
	case data[at] == ':' && wordFollows(data, b) && inComment(data, start):
		// SearchKey: The key to …
		return camel(data[start:end]) || describes.has(v) || describing(data, b, v, data[start-1] == ':' || data[start-2] == '/')
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
	// describes holds words that descriptions of a parameter begin with; saysMore those
	// that follow the first word of one: Name of the user, Form that is shown.
	describes = words(`the a an one this that these all any each what which whoever whatever when where how if is are may must should used set
		optional optional. required required. editable. immutable. deprecated deprecated. output input whether specifies represents indicates holds returns returned email`)
	saysMore = words(`of to that which used is are was as when where if by from being the given or`)
)

// inComment says whether the word at start stands at the start of a comment of a
// program ("// ", "# ", " * ", "-- "), or in the log of its changes behind the name of one
// of its files ("main.c:").
func inComment(data []byte, start int) bool {
	if start < 2 {
		return false
	}
	if data[start-1] == ':' {
		end := start - 1
		dot := end
		for dot > 0 && end-dot < 5 && (isAlnum(data[dot-1]) || data[dot-1] == '+') {
			dot--
		}
		return dot > 1 && data[dot-1] == '.' && isAlnum(data[dot-2]) && sourceEndings.has(data[dot:end])
	}
	if data[start-1] != ' ' {
		return false
	}
	switch data[start-2] {
	case '/':
		return start > 2 && data[start-3] == '/'
	case '*', '#':
		return start == 2 || data[start-3] == ' ' || data[start-3] == '\t' || data[start-3] == '\n' || data[start-3] == '/' || data[start-3] == data[start-2]
	case '-':
		return start > 2 && data[start-3] == '-'
	}
	return false
}

// sourceEndings are those of the files of programs.
var sourceEndings = words(`c h cc cpp cxx hpp m mm go rs py rb pl pm php java kt kts scala cs fs swift js jsx mjs ts tsx vue lua sh asm s ex erl hs ml dart`)

// describing says whether v, which ends at b, begins a sentence about what the word
// before it means: it is a word, and one that goes on with it follows. With sentence it is
// also enough that only the first of the two is in capitals.
func describing(data []byte, b int, v []byte, sentence bool) bool {
	if lettersFrom(v) != len(v) {
		return false
	}
	next := data[b+1 : min(len(data), b+12)]
	next = next[:lettersFrom(next)]
	if sentence && len(next) > 1 && v[0]&0x20 == 0 && next[0]&0x20 != 0 && !particles[string(next)] {
		return true
	}
	return saysMore.has(next)
}

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
	if n.by != byKeyed || i < 2 || data[i-1] != '"' && data[i-1] != '\'' && data[i-1] != '`' {
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
	object, v := data[start:i], n.digits
	switch {
	case len(object) == 0 || v[0] == '(' || bytes.HasPrefix(v, object):
		return len(object) > 0
	case isLetter(object[0]) && object[0]&0x20 == 0 && len(object) > 3:
		return !accountHolders.has(lastPart(object)) // a class
	case len(object) < 4: // of a program that was made small
		return isLetter(v[0]) && v[0]&0x20 == 0 || bytes.IndexByte(v, '(') > 0
	}
	return false
}

// accountHolders are what programs call one who has a display name.
var accountHolders = words(`user member profile account person customer player author contact guest owner sender identity principal me`)

// lastPart returns the last word of a name in camel case.
func lastPart(v []byte) []byte {
	for k := len(v) - 1; k > 0; k-- {
		if isLetter(v[k]) && v[k]&0x20 == 0 {
			return v[k:]
		}
	}
	return v
}
