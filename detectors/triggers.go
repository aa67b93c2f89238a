package detectors

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// maxToken is the longest token that any detector asks for.
const maxToken = 128

// trigger says why a check is asked.
type trigger uint8

const (
	byNumber trigger = iota // lengths, groups, plus
	byMail
	byToken
	byUUID
	byDotted
	byHexGroups
	byDecimals
	byLiteral
	byHan
	byValue // the whole value
	byKeyed // the value behind a word and a sign
)

// triggers are what makes a walker stop, from the table of detectors.
type triggers struct {
	token     [maxToken + 1][]tokenAsked
	uuid      []int
	dotted    []int
	hexGroups []int
	decimals  []int
	literal   [256][]literal     // by the first byte, the longest first
	han       [1 << 12][]literal // by a hash of the first character, the longest first
	value     []int
	hanValue  []int
	latin     []int // latinValue
}

type literal struct {
	text string
	det  int
}

// runes3 numbers the first three bytes of a character of the Basic Multilingual
// Plane above U+07FF.
func runes3(a, b, c byte) int { return int(a&0xf)<<12 | int(b&0x3f)<<6 | int(c&0x3f) }

func (e *Engine) addTextTriggers(i int, det *detector) {
	t := &e.triggers
	for _, n := range det.tokens {
		t.token[n] = append(t.token[n], newTokenAsked(i, det, n))
	}
	for list, wanted := range map[*[]int]bool{
		&t.uuid: det.uuid, &t.dotted: det.dotted, &t.hexGroups: det.hexGroups, &t.decimals: det.decimals, &t.value: det.value, &t.hanValue: det.hanValue, &t.latin: det.latinValue,
	} {
		if wanted {
			*list = append(*list, i)
		}
	}
	for _, l := range det.literals {
		t.literal[l[0]] = append(t.literal[l[0]], literal{l, i})
	}
	if det.han != nil {
		for _, w := range det.han() {
			list := &t.han[runes3(w[0], w[1], w[2])%len(t.han)]
			*list = append(*list, literal{w, i})
		}
	}
}

// sortTextTriggers puts the longest first.
func (e *Engine) sortTextTriggers() {
	longest := func(a, b literal) int {
		return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.det, b.det))
	}
	for i := range e.triggers.literal {
		slices.SortStableFunc(e.triggers.literal[i], longest)
	}
	for _, l := range e.triggers.han {
		slices.SortStableFunc(l, longest)
	}
}

// word looks at the run of letters and digits around the digit at i. Runs of digits
// alone are none of its business. Where a UUID begins there it returns the end of that,
// else 0.
func (w *walker) word(i int) int {
	data := w.data
	start := i
	for start > w.tokenDone && isAlnum(data[start-1]) {
		start--
	}
	end := i
	for end < len(data) && isAlnum(data[end]) {
		end++
	}
	w.tokenDone = end
	if end-start == 8 && end < len(data) && data[end] == '-' && w.uuidAt(end) {
		return end + uuidLength - 8
	}
	start = behindEscape(data, start, end)
	n := end - start
	if n < 2 || n > maxToken {
		return 0
	}
	if dets := w.e.triggers.token[n]; len(dets) > 0 {
		letters := false
		for _, b := range data[start:end] {
			letters = letters || isLetter(b)
		}
		if letters {
			w.askToken(dets, start, end)
		}
	}
	return 0
}

// behindEscape steps over what belongs to an escape before a token: \n, \u4e2d, %3A.
func behindEscape(data []byte, start, end int) int {
	if start == 0 {
		return start
	}
	switch data[start-1] {
	case '\\':
		switch {
		case data[start] == 'u' && end-start >= 5 && isHex(data[start+1]) && isHex(data[start+2]) && isHex(data[start+3]) && isHex(data[start+4]):
			return start + 5
		case data[start] == 'n' || data[start] == 't' || data[start] == 'r':
			return start + 1
		}
	case '%':
		if end-start >= 2 && isHex(data[start]) && isHex(data[start+1]) {
			return start + 2
		}
	}
	return start
}

// askAs asks the detectors about data[start:end].
func (w *walker) askAs(by trigger, dets []int, start, end int) int {
	return w.ask(dets, span{start: start, end: end, digits: w.data[start:end], by: by}, false)
}

// dots looks for four groups of digits whose first is data[i:j].
func (w *walker) dots(i, j int) {
	data := w.data
	if j-i > 3 || i > 0 && data[i-1] == '.' && i > 1 && isDigit(data[i-2]) {
		return
	}
	if n := digitsFrom(data, j+1); n > 3 {
		w.askAs(byDecimals, w.e.triggers.decimals, i, j+1+n)
		return
	}
	end := j
	for range 3 {
		if end+1 >= len(data) || data[end] != '.' {
			return
		}
		n := digitsFrom(data, end+1)
		if n < 1 || n > 3 {
			return
		}
		end += 1 + n
	}
	if end+1 < len(data) && data[end] == '.' && isDigit(data[end+1]) {
		return
	}
	w.askAs(byDotted, w.e.triggers.dotted, i, end)
}

// colon looks at the row of hexadecimal digits around the colon at i, when it is one
// of two beside each other, or four follow each other with at most four signs
// between them.
func (w *walker) colon(i int) {
	data := w.data
	switch {
	case i+1 < len(data) && data[i+1] == ':':
	case i == 0 || i+1 == len(data) || !isHex(data[i-1]) || !isHex(data[i+1]):
		return
	default:
		p := i
		for range 3 {
			k := 2
			for k <= 5 && (p+k >= len(data) || data[p+k] != ':') {
				k++
			}
			if k > 5 {
				return
			}
			p += k
		}
	}
	w.hexRow(i)
}

// hyphens looks at the row around the hyphen at i when four more follow with two
// signs before each.
func (w *walker) hyphens(i int) {
	data := w.data
	for k := i + 3; k <= i+12; k += 3 {
		if k >= len(data) || data[k] != '-' {
			return
		}
	}
	if i > 1 && isHex(data[i-1]) && isHex(data[i-2]) {
		w.hexRow(i)
	}
}

// hexRow asks about the row of hexadecimal digits around the colon or hyphen at i.
func (w *walker) hexRow(i int) {
	data := w.data
	if i < w.hexDone {
		return
	}
	sep := data[i]
	in := func(b byte) bool { return isHex(b) || b == sep || b == '.' && sep == ':' }
	start, end := i, i+1
	for start > w.hexDone && in(data[start-1]) && i-start < 45 {
		start--
	}
	for end < len(data) && in(data[end]) && end-start < 90 {
		end++
	}
	w.hexDone = end
	free := start == 0 || !isLetter(data[start-1])
	if k := bytes.IndexByte(data[start:end], sep); k >= 2 && k <= 8 && (!free || k > 2) && w.e.lexicon.glued(data, start+k-2) {
		start, free = start+k-2, true // mac00:1a:…, whose last letters may be hexadecimal digits
	}
	if end-start < 90 && free && (end == len(data) || !isLetter(data[end])) {
		if n := bytes.Count(data[start:end], data[i:i+1]); n == 5 && end-start >= 17 || sep == ':' && (n >= 6 || bytes.Contains(data[start:end], []byte("::"))) {
			w.askAs(byHexGroups, w.e.triggers.hexGroups, start, end)
		}
	}
}

// uuidAt looks at the hyphen at i for the first of a UUID.
func (w *walker) uuidAt(i int) bool {
	data := w.data
	start, end := i-8, i+28
	if start < 0 || end > len(data) || data[i+5] != '-' || data[i+10] != '-' || data[i+15] != '-' {
		return false
	}
	hex := ^uint16(0) // without a branch for each: they would go wrong half of the time
	for _, part := range [...][]byte{data[start:i], data[i+1 : i+5], data[i+6 : i+10], data[i+11 : i+15], data[i+16 : end]} {
		for _, b := range part {
			hex &= byteClasses[b]
		}
	}
	if hex>>inHex&1 == 0 {
		return false
	}
	free := func(b byte) bool { return !isLetter(b) && !isDigit(b) && b != '-' }
	if start > 0 && !free(data[start-1]) || end < len(data) && !free(data[end]) {
		return false
	}
	w.askAs(byUUID, w.e.triggers.uuid, start, end)
	w.hexDone = end
	return true
}

// literalAt looks for the literals that start at i.
func (w *walker) literalAt(i int) {
	for _, l := range w.e.triggers.literal[w.data[i]] {
		if len(w.data)-i >= len(l.text) && string(w.data[i:i+len(l.text)]) == l.text {
			w.one[0] = l.det
			if l.text == valuesUpper || l.text == valuesLower {
				w.inserted(i + len(l.text))
				continue
			}
			w.askAs(byLiteral, w.one[:], i, i+len(l.text))
		}
	}
}

// hanAt looks for the words that start at i and returns where to go on.
func (w *walker) hanAt(i int) int {
	data := w.data
	if i+2 >= len(data) || data[i+1]&0xc0 != 0x80 || data[i+2]&0xc0 != 0x80 {
		return i + 1
	}
	next := i + 3
	if !w.e.filters.hanLike(data, i) {
		return next
	}
	asked := -1
	for _, l := range w.e.triggers.han[runes3(data[i], data[i+1], data[i+2])%len(w.e.triggers.han)] {
		if l.det != asked && len(data)-i >= len(l.text) && data[i+len(l.text)-1] == l.text[len(l.text)-1] && string(data[i:i+len(l.text)]) == l.text {
			w.one[0] = l.det
			asked = l.det
			next = max(next, w.askAs(byHan, w.one[:], i, i+len(l.text)))
		}
	}
	return next
}

// values asks about whole values and returns the hits in their order. Only in
// fields whose name speaks of a category that can be told so is there work to do,
// and for values that are short and Chinese.
func (e *Engine) values(out []hit, n *number, ends []int32) []hit {
	var room [3][64]int
	dets, han, latin := room[0][:0], room[1][:0], room[2][:0]
	for _, d := range e.triggers.value {
		if n.others[d] == full || n.others[d] == weak && !e.dets[d].headerOnly {
			dets = append(dets, d)
		}
	}
	for _, d := range e.triggers.hanValue {
		if n.others[d] < weak || !e.dets[d].value {
			han = append(han, d)
		}
	}
	for _, d := range e.triggers.latin {
		if n.others[d] < weak || !e.dets[d].value {
			latin = append(latin, d)
		}
	}
	start, lists := 0, false
	for at := 0; at < len(ends); {
		last := min(int(ends[at]), len(n.data))
		line := last // each line of a value, which may be an array
		if k := bytes.IndexByte(n.data[min(start, last):last], '\n'); k >= 0 {
			line = start + k
		} else {
			at++
		}
		a, b := trimmed(n.data, start, line)
		start = line + 1
		if a >= b {
			continue
		}
		for _, d := range dets {
			out = e.askValue(out, n, byValue, d, a, b)
			if next := e.dets[d].next; next != nil && len(out) > 0 && n.end < b {
				for k := 0; k < maxListed && out[len(out)-1].det == d && out[len(out)-1].valid; k++ {
					f := next(n)
					if !f.valid || n.end > b {
						break
					}
					out = append(out, hit{start: n.start, end: n.end, det: d, by: byValue, finding: f})
					lists = true
				}
			}
		}
		if c := n.data[a]; len(latin) > 0 && c-'A' <= 25 && b-a >= 5 && b-a <= 64 && bytes.IndexByte(n.data[a:b], ' ') > 0 {
			for _, d := range latin {
				out = e.askValue(out, n, byValue, d, a, b)
			}
		}
		if len(han) > 0 && n.data[a] >= 0xe3 && n.data[a] <= 0xe9 && b-a >= 6 && b-a <= 24 && allHan(n.data[a:b]) {
			for _, d := range han {
				out = e.askValue(out, n, byValue, d, a, b)
			}
		}
	}
	if lists {
		slices.SortStableFunc(out, func(a, b hit) int { return cmp.Compare(a.start, b.start) })
	}
	return out
}

func (e *Engine) askValue(out []hit, n *number, by trigger, d, start, end int) []hit {
	n.span = span{start: start, end: end, digits: n.data[start:end], by: by}
	n.named = n.others[d]
	if f := e.dets[d].check(n); f.formed {
		out = append(out, hit{start: n.start, end: n.end, det: d, by: by, finding: f})
	}
	return out
}

func trimmed(data []byte, a, b int) (int, int) {
	for a < b && blank(data[a]) {
		a++
	}
	for a < b && blank(data[b-1]) {
		b--
	}
	return a, b
}

// allHan says whether v holds Chinese characters only, and the dot between the
// parts of names of minorities.
func allHan(v []byte) bool {
	for len(v) > 0 {
		r, size := utf8.DecodeRune(v)
		if (r < 0x3400 || r > 0x9fff) && r != '·' && r < 0x20000 {
			return false
		}
		v = v[size:]
	}
	return true
}
