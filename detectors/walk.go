package detectors

// maxRun is the longest run of digits that any detector asks for.
const maxRun = 20

// A hit is a candidate before it is settled.
type hit struct {
	start, end int
	det        int
	by         trigger
	finding
}

// A number is what a check is shown: the digits of a candidate and where they
// stand. It is valid during the call.
type number struct {
	e *Engine
	// data is all that is scanned.
	data []byte
	span
	// named: the field's name names the category of the detector that is asked.
	named strength
	// others: the same for the detectors in the order of the table.
	others []strength
}

// A span is a candidate as it stands in the data.
type span struct {
	// start and end are where it stands. A check may move them (over an extension,
	// say).
	start, end int
	// digits are the digits without separators, followed by the letter X in upper
	// case where there is one; for triggers that are no numbers, the bytes from
	// start to end as they stand.
	digits []byte
	// by says which trigger asks.
	by trigger
	// plus: it was written with + or 00 in front, which digits do not hold.
	plus bool
	// grouped: it was written in groups.
	grouped bool
	// glued: a name stands directly before it.
	glued bool
}

// classes of bytes that start something.
const (
	other byte = iota
	digit
	atSign
	percent
	hyphen
	colon
	equals
	han
	wide           // the first byte of full-width signs
	asLiteral = 16 // a flag: a literal may start here
)

var class = func() (t [256]byte) {
	for b := '0'; b <= '9'; b++ {
		t[b] = digit
	}
	t['@'], t['%'], t['-'], t[':'], t['='], t[0xef] = atSign, percent, hyphen, colon, equals, wide
	for b := 0xe3; b <= 0xe9; b++ {
		t[b] = han
	}
	return t
}()

// ends holds the bytes before a run of digits that cannot change what it is: all
// but a plus, a percent sign and the letters of escapes.
var ends = func() (t [256]bool) {
	for b := range t {
		t[b] = b != '+' && b != '%' && b != 'u' && !isHex(byte(b))
	}
	return t
}()

func isDigit(b byte) bool  { return b-'0' <= 9 }
func isLetter(b byte) bool { return (b|0x20)-'a' <= 25 }

func isHex(b byte) bool { return isDigit(b) || (b|0x20)-'a' <= 5 }

// A walker goes once over the bytes.
type walker struct {
	e       *Engine
	data    []byte
	named   []strength
	fn      func(hit)
	pending []hit
	buf     [maxRun + 1]byte
	one     [1]int
	n       number

	tokenDone, hexDone int // tokens and rows before these have been looked at

	beside surroundings // of hits that claim the same bytes
}

func (w *walker) walk() {
	data := w.data
	w.n = number{e: w.e, data: data, others: w.named}
	for i := 0; i < len(data); {
		c := w.e.class[data[i]]
		if c&asLiteral != 0 {
			w.literalAt(i)
			c &^= asLiteral
		}
		switch c {
		case other:
			i++
		case digit:
			j := i + 1
			for j < len(data) && isDigit(data[j]) {
				j++
			}
			if i >= w.tokenDone && (i > 0 && isLetter(data[i-1]) || j < len(data) && isLetter(data[j])) {
				w.word(i)
			}
			if j < len(data) && data[j] == '.' {
				w.dots(i, j)
			}
			if n := j - i; n <= maxRun && w.e.interest[n] == 0 && data[i] != '0' && !(n == 2 && data[i] == '8') && i > 0 && ends[data[i-1]] {
				i = j
				continue
			}
			i = w.run(i, j)
		case atSign:
			w.mail(i, i+1)
			i++
		case hyphen:
			if !w.uuidAt(i) && i > 1 && i+3 < len(data) && isHex(data[i-1]) && isHex(data[i-2]) && data[i+3] == '-' {
				w.colon(i)
			}
			i++
		case colon:
			if i > 0 && i+1 < len(data) && (isHex(data[i-1]) && isHex(data[i+1]) || data[i+1] == ':') {
				w.colon(i)
			}
			w.keyed(i, i+1)
			i++
		case equals:
			w.keyed(i, i+1)
			i++
		case wide:
			if i+2 < len(data) && data[i+1] == 0xbc && (data[i+2] == 0x9a || data[i+2] == 0x9d) {
				w.keyed(i, i+3)
			}
			i++
		case han:
			i = w.hanAt(i)
		case percent:
			if i+2 < len(data) && data[i+1] == '4' && data[i+2] == '0' {
				w.mail(i, i+3)
				i += 3
			} else {
				i++
			}
		}
	}
	w.flush()
}

// run looks at the digits data[i:j] and returns where to go on.
func (w *walker) run(i, j int) int {
	data := w.data
	if i > 0 {
		switch p := data[i-1]; {
		case p == '+':
			if end := w.international(i, i-1); end > 0 {
				return end
			}
		case p == '%' && j-i > 2:
			i += 2 // the digits of an escape, as in %20
		case isHex(p) || p == 'u':
			if isB := p|0x20 == 'b'; isB && i > 2 && data[i-3] == '%' && data[i-2] == '2' { // %2B is +
				if end := w.international(i, i-3); end > 0 {
					return end
				}
			}
			if i = afterEscape(data, i); i >= j {
				return j
			}
		}
	}
	n := j - i
	if n > maxRun {
		return j
	}
	if data[i] == '0' && n > 1 && data[i+1] == '0' && w.leftFree(i) {
		if end := w.international(i+2, i); end > 0 {
			return end
		}
	}
	if n == 2 && data[i] == '8' && data[i+1] == '6' && j < len(data) && (data[j] == ' ' || data[j] == '-' || data[j] == ')' && i > 0 && data[i-1] == '(') { // 86-10-…, (86)138…: China without a plus
		if end := w.international(i, i); end > 0 {
			return end
		}
	}
	in := w.e.interest[n]
	if in == 0 {
		return j
	}
	if in&asGroup != 0 && j+1 < len(data) && separates(data[j]) {
		if end := w.groups(i, j); end > 0 {
			return end
		}
	}
	if in&asLetter != 0 && j < len(data) && data[j]|0x20 == 'x' {
		if w.rightFree(j+1) && w.leftFree(i) {
			copy(w.buf[:], data[i:j])
			w.buf[n] = 'X'
			w.ask(w.e.byLetter[n+1], span{start: i, end: j + 1, digits: w.buf[:n+1]}, false)
		}
		return j
	}
	if in&asNumber != 0 && (w.rightFree(j) || w.behind(i, j)) {
		if w.leftFree(i) {
			w.ask(w.e.byLength[n], span{start: i, end: j, digits: data[i:j]}, false)
		} else if n == 11 && data[i] == '1' && w.nameBefore(i) {
			w.one[0] = mobileIndex()
			w.ask(w.one[:], span{start: i, end: j, digits: data[i:j], glued: true}, false)
		}
	}
	return j
}

// ask shows a candidate to the detectors and keeps what is well-formed, or only
// what is valid. It returns where what it kept ends, or 0.
func (w *walker) ask(dets []int, n span, onlyValid bool) int {
	kept := 0
	for _, d := range dets {
		w.n.span, w.n.named = n, w.named[d]
		f := w.e.dets[d].check(&w.n)
		if f.formed && (f.valid || !onlyValid) {
			w.push(hit{start: w.n.start, end: w.n.end, det: d, by: n.by, finding: f})
			kept = max(kept, w.n.end)
		}
	}
	return kept
}

// groups looks for a number in groups of digits whose first is data[i:j]. It
// returns where the number ends, or 0.
func (w *walker) groups(i, j int) int {
	data := w.data
	const most = 6
	var ends, sizes [most]int
	ends[0], sizes[0] = j, j-i
	count, sep := 1, data[j]
	start := i
	for p := j; count < most; count++ {
		q := p + 1
		if count == 2 && !w.e.pairs[sizes[0]][min(sizes[1], maxRun)] {
			return 0
		}
		if count == 1 && sep == ')' { // (010) 6552-9988
			if i == 0 || data[i-1] != '(' {
				return 0
			}
			start = i - 1
			if q < len(data) && (data[q] == ' ' || data[q] == '-') {
				q++
			}
		}
		e := q
		for e < len(data) && isDigit(data[e]) && e-q <= maxRun {
			e++
		}
		if e == q {
			break
		}
		ends[count], sizes[count] = e, e-q
		if p = e; p >= len(data) || !separates(data[p]) || data[p] == ')' {
			count++
			break
		}
		if sep == ')' && count == 1 {
			sep = data[p] // what follows the bracket sets the separator
		}
		if data[p] != sep {
			count++
			break
		}
	}
	if count == 1 {
		return 0
	}
	if sizes[0] == 3 && sizes[1] == 3 && start > 1 && data[start-2] == '1' && data[start-1] == sep && w.leftFree(start-2) && w.telephones() {
		start -= 2 // 1-415-…: the calling code without a plus
	} else if !w.leftFree(start) {
		return 0
	}
	for _, onlyValid := range [...]bool{true, false} {
		kept, size := 0, 0
		for _, g := range w.e.byGroup[sizes[0]] {
			k := len(g.sizes)
			if k > count || kept > 0 && k != size || !onlyValid && k != count ||
				!sameSizes(g.sizes, sizes[:k], w.e.dets[g.det].letter, data, ends[k-1]) {
				continue
			}
			end, letter := ends[k-1], sizes[k-1] < g.sizes[k-1]
			if letter {
				end++
			}
			if !w.groupFree(start, end, g.sizes[k-1]) {
				continue
			}
			d := w.buf[:0]
			for p := i; p < ends[k-1] && len(d) < maxRun; p++ {
				if isDigit(data[p]) {
					d = append(d, data[p])
				}
			}
			if letter {
				d = append(d, 'X')
			}
			w.one[0] = g.det
			if end := w.ask(w.one[:], span{start: start, end: end, digits: d, grouped: true}, onlyValid); end > 0 {
				kept, size = max(kept, end), k
			}
		}
		if kept > 0 {
			return kept
		}
	}
	return 0
}

// sameSizes compares a grouping with what stands there. The last group may be
// one digit short when an X follows it.
func sameSizes(want, have []int, letter bool, data []byte, end int) bool {
	last := len(want) - 1
	for k := range last {
		if want[k] != have[k] {
			return false
		}
	}
	if want[last] == have[last] {
		return true
	}
	return letter && want[last] == have[last]+1 && end < len(data) && data[end]|0x20 == 'x'
}

// push keeps a hit until no later one can overlap it.
func (w *walker) push(h hit) {
	if n := len(w.pending); n > 0 && (n >= maxPending || !w.joined(h.start)) {
		w.flush()
	}
	w.pending = append(w.pending, h)
}

// maxPending bounds the hits that are settled together.
const maxPending = 64

// joined says whether a hit at start may overlap those that are pending, or an
// address may still be found that reaches back over them: all between them
// may stand in the local part of an address.
func (w *walker) joined(start int) bool {
	end := 0
	for i := range w.pending {
		end = max(end, w.pending[i].end)
	}
	if start < end {
		return true
	}
	if start-end > maxLocal {
		return false
	}
	for _, b := range w.data[end:start] {
		if !localByte[b] {
			return false
		}
	}
	return true
}
