package detectors

import "bytes"

// usStates are the codes of the United States Postal Service.
var usStates = latinSet(`al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd
	tn tx ut vt va wa wv wi wy dc pr vi gu as mp ap ae aa`)

// streetWords end the names of streets (USPS Publication 28, appendix C1, and what
// is usual in Britain), or begin them elsewhere.
var streetWords = latinSet(`street st road rd avenue ave av drive dr lane ln court ct boulevard blvd way terrace ter place pl square sq circle cir trail trl
	highway hwy parkway pkwy alley aly close crescent cres grove gardens mews row walk hill rise green park view crossing xing loop plaza plz
	expressway freeway turnpike pike causeway path run ridge point pt quay wharf esplanade parade broadway rue via calle avenida strada platz
	strasse allee weg gasse straat laan plein chemin place quai cours corso piazza paseo carrera`)

// unitWords stand before the number of a flat.
var unitWords = latinSet("apt apartment suite ste unit floor fl room rm flat building bldg no block level")

// lowIn says whether a set holds w, in lower case.
func lowIn(set map[string]bool, w []byte) bool {
	var low [16]byte
	if len(w) > len(low) {
		return false
	}
	for i, b := range w {
		low[i] = b | 0x20
	}
	return set[string(low[:len(w)])]
}

// latinAddressBack looks at what ends or begins an address: the ZIP code behind a
// state, the last half of a postcode, a post-office box.
func (n *number) latinAddressBack() finding {
	data := n.data
	switch {
	case n.by == byLiteral:
		return n.box()
	case n.by == byToken:
		w := n.digits
		if n.start < 4 || data[n.start-1] != ' ' || !isDigit(w[0]) || !postcodeTail(w) {
			return finding{}
		}
		k := n.start - 1
		for k > 0 && n.start-1-k < 4 && (isDigit(data[k-1]) || data[k-1]-'A' <= 25) {
			k--
		}
		if !outward(data[k:n.start-1]) && !canadian(data[k:n.start-1], w) {
			return finding{}
		}
		return n.street(k)
	}
	if n.start < 5 || data[n.start-1] != ' ' {
		return finding{}
	}
	if s := data[n.start-3 : n.start-1]; s[0]-'A' <= 25 && s[1]-'A' <= 25 && data[n.start-4] == ' ' || data[n.start-4] == ',' {
		if !usStates[string([]byte{s[0] | 0x20, s[1] | 0x20})] {
			return finding{}
		}
		return n.street(n.start - 3)
	}
	return n.continental()
}

// postcodeTail says whether a token of three is a digit and two capitals (Britain),
// or a digit, a capital and a digit (Canada).
func postcodeTail(w []byte) bool { return w[1]-'A' <= 25 && (w[2]-'A' <= 25 || isDigit(w[2])) }

// outward says whether v is the first half of a British postcode: NW1, SW1A.
func outward(v []byte) bool {
	if len(v) < 2 || len(v) > 4 || v[0]-'A' > 25 {
		return false
	}
	digits := 0
	for i, b := range v[1:] {
		switch {
		case isDigit(b):
			digits++
		case i > 0 && digits == 0, digits == 0 && i > 0:
			return false
		}
	}
	return digits > 0 && digits < 3
}

func canadian(v, w []byte) bool {
	return len(v) == 3 && v[0]-'A' <= 25 && isDigit(v[1]) && v[2]-'A' <= 25 && isDigit(w[2])
}

// street looks before the code that starts at code for the number of a house, and
// sets the address from there to the end of the code.
func (n *number) street(code int) finding {
	data := n.data
	from := max(0, code-120)
	for i := code - 1; i >= from; i-- {
		if c := data[i]; c == '\n' || c == '\t' || c == '"' || c == ';' || c == '|' || c == ':' || c == '<' || c == '>' || c == '=' || c == '{' || c == '}' {
			from = i + 1
			break
		}
	}
	best, named := -1, false
	for i := from; i < code; i++ {
		if !isDigit(data[i]) && !(data[i] == 'P' && bytes.HasPrefix(data[i:], []byte("PO Box"))) || i > from && !freeBefore(data[i-1]) {
			continue
		}
		if ok, word := houseNumber(data[i:code]); ok && (best < 0 || word) {
			best, named = i, word
		}
	}
	if best < 0 {
		return finding{}
	}
	commas := bytes.Count(data[best:code], []byte(","))
	if !named && commas == 0 {
		return finding{}
	}
	best = withFlat(data, from, best)
	n.start = best
	return finding{formed: true, valid: true, loose: !named}
}

// freeBefore says whether the number of a house may stand behind a byte.
func freeBefore(b byte) bool {
	return !isLetter(b) && !isDigit(b) && b != '.' && b != '-' && b != '$' && b != '_' && b != '%' && b != '\''
}

// withFlat takes "Flat 3, " and "Apt 4, " before the number of the house.
func withFlat(data []byte, from, start int) int {
	k := start
	for k > from && k > start-16 && data[k-1] != '.' {
		k--
		if k == from || data[k-1] == ' ' {
			n := nameWord(data[k:start])
			if n > 2 && n < 10 && data[k]-'A' <= 25 && lowIn(unitWords, data[k:k+n]) {
				return k
			}
		}
	}
	return start
}

// houseNumber says whether v begins with the number of a house and a capitalised
// word, and whether a word for a street follows within six words.
func houseNumber(v []byte) (ok, named bool) {
	if bytes.HasPrefix(v, []byte("PO Box ")) {
		return true, true
	}
	k := digitsFrom(v, 0)
	if k == 0 || k > 6 {
		return false, false
	}
	if k < len(v) && isLetter(v[k]) && k+1 < len(v) && v[k+1] == ' ' {
		k++
	}
	if k < len(v) && v[k] == '-' {
		k += 1 + digitsFrom(v, k+1)
	}
	if k < len(v) && v[k] == ',' {
		k++
	}
	if k+1 >= len(v) || v[k] != ' ' {
		return false, false
	}
	i := k + 1
	for words := 0; words < 6 && i < len(v); words++ {
		n := nameWord(v[i:])
		for n < len(v)-i && isDigit(v[i]) && n < 6 && (isDigit(v[i+n]) || isLetter(v[i+n])) { // 42nd
			n++
		}
		if n == 0 {
			break
		}
		if words == 0 && v[i]-'A' > 25 && !isDigit(v[i]) && !streetWords[string(v[i:i+n])] {
			return false, false
		}
		ok = true
		if (words > 0 || v[i] >= 'a') && lowIn(streetWords, v[i:i+n]) {
			return true, true
		}
		if i += n; i < len(v) && v[i] == '.' {
			i++
		}
		if i >= len(v) || v[i] != ' ' {
			break
		}
		i++
	}
	return ok, false
}

// box reads a post-office box and the city behind it.
func (n *number) box() finding {
	k := digitsFrom(n.data, n.end)
	if k == 0 || k > 6 {
		return finding{}
	}
	n.end += k
	if end := latinEnd(line(n.data[n.start:min(len(n.data), n.start+160)])); end > n.end-n.start {
		n.end = n.start + end
		return finding{formed: true, valid: true}
	}
	return finding{formed: true, valid: true, loose: true}
}

// latinEnd returns where the ZIP code or postcode ends that closes an address, or 0.
func latinEnd(v []byte) int {
	for i := 3; i < len(v); i++ {
		if v[i-1] != ' ' || !isDigit(v[i]) {
			continue
		}
		k := digitsFrom(v, i)
		switch {
		case k == 5 && i > 3 && lowIn(usStates, v[i-3:i-1]):
			if i+10 <= len(v) && v[i+5] == '-' && digitsFrom(v, i+6) == 4 {
				return i + 10
			}
			return i + 5
		case k == 1 && i+3 <= len(v) && postcodeTail(v[i:i+3]) && (i+3 == len(v) || !isLetter(v[i+3]) && !isDigit(v[i+3])):
			j := i - 1
			for j > 0 && (isDigit(v[j-1]) || v[j-1]-'A' <= 25) {
				j--
			}
			if outward(v[j:i-1]) || canadian(v[j:i-1], v[i:i+3]) {
				return i + 3
			}
		}
	}
	return 0
}

// continental looks for "Hauptstraße 5, 10115 Berlin" and "12 rue X, 75001 Paris"
// around a code of five digits.
func (n *number) continental() finding {
	data := n.data
	if data[n.start-2] != ',' || n.end+2 >= len(data) || data[n.end] != ' ' || data[n.end+1]-'A' > 25 {
		return finding{}
	}
	city := nameWord(data[n.end+1:])
	from := max(0, n.start-60)
	for i := n.start - 3; i >= from; i-- {
		if c := data[i]; c == '\n' || c == '\t' || c == '"' || c == ';' || c == ':' || c == '=' || c == ',' || c == '.' && i+1 < n.start && data[i+1] == ' ' && i > 2 && data[i-1] != 'r' {
			from = i + 1
			break
		}
	}
	for from < n.start && data[from] == ' ' {
		from++
	}
	var low [60]byte
	v := low[:copy(low[:], data[from:n.start-2])]
	for i, b := range v {
		if b-'A' <= 25 {
			v[i] = b | 0x20
		}
	}
	start := -1
	for _, end := range []string{"straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "straat", "laan"} {
		if k := bytes.LastIndex(v, []byte(end)); k >= 0 && k+len(end) < len(v) && v[k+len(end)] == ' ' && digitsFrom(v, k+len(end)+1) > 0 {
			start = bytes.LastIndexByte(v[:k+1], ' ') + 1
		}
	}
	for _, begin := range []string{"rue ", "avenue ", "boulevard ", "via ", "calle ", "place ", "quai "} {
		if k := bytes.Index(v, []byte(begin)); k > 1 && v[k-1] == ' ' && isDigit(v[k-2]) {
			start = bytes.LastIndexByte(v[:k-1], ' ') + 1
		}
	}
	if start < 0 || city < 3 || data[from+start]-'a' <= 25 {
		return finding{}
	}
	from += start
	n.start, n.end = from, n.end+1+city
	return finding{formed: true, valid: true}
}

// latinAddressIn judges a value that is said to be an address.
func (n *number) latinAddressIn(v []byte) finding {
	f := finding{formed: true}
	if n.by == byKeyed {
		v = beforeNextKey(v)
	}
	letters, digits, spaces := 0, 0, 0
	for _, b := range v {
		switch {
		case latinLetter(b):
			letters++
		case isDigit(b):
			digits++
		case b == ' ':
			spaces++
		case b == '@' || b == '\\' || b == '{' || b == '=' || b == '_':
			return finding{formed: n.by != byKeyed}
		}
	}
	end := latinEnd(v)
	house, named := false, false
	for i := 0; i < len(v) && i < 40; i++ {
		if i == 0 || v[i-1] == ' ' {
			if ok, word := houseNumber(v[i:]); ok {
				house, named = house || i == 0, named || word
			}
		}
	}
	switch {
	case letters < 4 || digits == 0 || spaces == 0:
	case named, house && (end > 0 || bytes.IndexByte(v, ',') > 0), end > 0 && bytes.IndexByte(v, ',') > 0:
		f.valid = true
	case n.by != byKeyed && n.named == full:
		f.valid = letters > 2*digits && letters >= 6 && v[0] < 0x80 && (isDigit(v[0]) || v[0]-'A' <= 25)
		f.loose = true
	}
	if n.by != byKeyed {
		return f
	}
	if !f.valid {
		return finding{}
	}
	if end == 0 {
		end = keyedEnd(v)
	}
	n.end = n.start + end
	return f
}

// beforeNextKey cuts v off before the next key and its value, and where no address
// goes on.
func beforeNextKey(v []byte) []byte {
	for i, b := range v {
		switch b {
		case ';', '"', '|', '<', '>', '{', '}', '\t', '[', ']', '(':
			return v[:i]
		case ':', '=':
			return v[:bytes.LastIndexByte(v[:i], ' ')+1]
		}
	}
	return v
}

// keyedEnd returns where an address without a code ends that stands behind "address:":
// at the end of the sentence or of the line.
func keyedEnd(v []byte) int {
	for i, b := range v {
		if b == ';' || b == '"' || b == '|' || b == '<' || b == '}' || b == '.' && (i+1 == len(v) || v[i+1] == ' ' && i > 2 && v[i-2] != ' ') {
			return i
		}
	}
	return len(bytes.TrimRight(v, " \r"))
}
