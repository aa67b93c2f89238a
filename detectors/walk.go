package detectors

import "math/bits"

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
	memos  *memos     // of data, or nil
	pairs  rowOfPairs // the last that was read
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
	// unsure: the word before it is a weak one.
	unsure bool
}

func isDigit(b byte) bool  { return b-'0' <= 9 }
func isLetter(b byte) bool { return (b|0x20)-'a' <= 25 }

func isAlnum(b byte) bool { return byteClasses[b]>>inAlnum&1 != 0 }

func isHex(b byte) bool { return byteClasses[b]>>inHex&1 != 0 }

// A walker goes once over the bytes.
type walker struct {
	masks   *masks
	e       *Engine
	data    []byte
	named   []strength
	fn      func(hit)
	pending []hit
	ahead   []hit // found where the walk has not come yet
	buf     [maxRun + 1]byte
	one     [1]int
	n       number

	spoken             [4]meaning // memory of keyed
	handed             int        // the start of the last hit handed on
	tokenDone, hexDone int        // tokens and rows before these have been looked at

	beside surroundings // of hits that claim the same bytes
	memos  *memos       // or nil
}

// walk goes over the text in pieces whose bit maps fit into the processor's nearest
// memory.
func (w *walker) walk() {
	data := w.data
	w.n = number{e: w.e, data: data, others: w.named, memos: w.memos}
	w.memos.forget()
	m := w.masks
	for c := range m {
		m.set(c, 0, 0)
	}
	next := 0
	for at := 0; at < len(data); at += piece {
		w.classify(at)
		next = w.piece(at, next)
		for c := range m {
			copy(m[c][:8], m[c][8*pieceBlocks:])
		}
	}
	w.comeTo(len(data))
	w.flush()
}

// classify makes the bit maps of the piece that starts at at, and of a block behind
// it. Behind the end of the text stand zeros.
func (w *walker) classify(at int) {
	m, s := w.masks, &w.e.filters.starts
	rest := w.data[at:]
	// Literals are looked for by three bytes, so two more than a block are read.
	whole := min(pieceBlocks+1, max(len(rest)-2, 0)/block)
	if whole > 0 {
		classify(m, rest, whole, 1, s)
	}
	if whole > pieceBlocks {
		return
	}
	var tail [3 * block]byte
	left := rest[whole*block:]
	n := copy(tail[:], left[:min(len(left), 2*block)])
	classify(m, tail[:], (n+block-1)/block, 1+whole, s)
	for end := 1 + whole + (n+block-1)/block; end <= pieceBlocks+1; end++ {
		for c := range m {
			m.set(c, end, 0)
		}
		if end > whole+4 {
			break // nothing is looked up further behind the end
		}
	}
}

// Windows are 64 bits of the bit maps. Each is responsible for 40 of them: eight
// bits before show what stands before, sixteen bits behind what follows.
const (
	window = 40
	before = 8
	own    = (1<<window - 1) << before
)

// piece stops at the places of one piece that may hold something, from next on, and
// returns where to go on.
func (w *walker) piece(at, next int) int {
	data, f := w.data, &w.e.filters
	end := min(len(data)-at, piece)
	for p := 0; p < end; p += window {
		off := block/8 + p/8 - before/8
		first := at + p - before
		own := uint64(own)
		if done := next - first; done >= before+window {
			continue
		} else if done > before {
			own &^= 1<<done - 1 // what has been taken already
		}
		m := w.masks
		d := m.word(inDigit, off)
		letter := m.word(inAlnum, off) &^ d
		stops := w.stops(off, first, own)
		for b := m.word(inSign, off) &^ (d << 1 &^ (letter << 2)) & own; b != 0; b &= b - 1 {
			if i := bits.TrailingZeros64(b); f.keys.like(data, first+i) {
				stops |= 1 << i
			}
		}
		for b := m.word(inStart, off) &^ (d & (d << 1)) & own; b != 0; b &= b - 1 {
			if i := bits.TrailingZeros64(b); f.startLike(data, first+i) {
				stops |= 1 << i
			}
		}
		if f.anyHan {
			for b := m.word(inHan, off) & own; b != 0; b &= b - 1 {
				if i := bits.TrailingZeros64(b); f.hanLike(data, first+i) {
					stops |= 1 << i
				}
			}
		}
		for ; stops != 0; stops &= stops - 1 {
			i := first + bits.TrailingZeros64(stops)
			if i < next {
				continue
			}
			var skipped bool
			next, skipped = w.step(i)
			// Behind a number that was taken the rest of a token may stand, whose start
			// no bit shows.
			for skipped && next < len(data) && isAlnum(data[next-1]) && isAlnum(data[next]) {
				next, _ = w.step(next)
			}
		}
	}
	return next
}

// stops returns the places among own of one window at which the walker must stop, but for
// words, literals and signs. It may return more. first is where the window starts in
// the text.
func (w *walker) stops(off, first int, own uint64) uint64 {
	m := w.masks
	d, hyphen, percent := m.word(inDigit, off), m.word(inHyphen, off), m.word(inPercent, off)
	out := m.word(inMark, off)
	if d != 0 {
		out |= w.digitStops(d, hyphen, percent, off, first, own)
	}

	// Rows of hexadecimal digits.
	if colon := m.word(inColon, off); colon&(upTo4(colon)|colon>>1|colon>>5) != 0 {
		c := colon & (upTo4(colon) | colon>>5)
		c = colon & (upTo4(c) | c>>5)
		c = colon & (upTo4(c) | c>>5)
		out |= c | colon&(colon>>1)
	}
	if hyphen != 0 {
		uuid := hyphen & (hyphen >> 5)
		mac := hyphen & (hyphen >> 3)
		mac &= mac >> 6
		out |= uuid&(uuid>>10) | mac&(hyphen>>12)
	}
	return out & own
}

// digitStops is stops for what begins with digits, d, and for tokens, which hold some.
func (w *walker) digitStops(d, hyphen, percent uint64, off, first int, own uint64) uint64 {
	m, f := w.masks, &w.e.filters
	a := m.word(inAlnum, off)
	blank, dot, paren := m.word(inBlank, off), m.word(inDot, off), m.word(inParen, off)

	// Runs of digits that are long enough.
	s := d &^ (d << 1)
	long := d
	long &= long >> (f.run[0] & 63)
	long &= long >> (f.run[1] & 63)
	long &= long >> (f.run[2] & 63)
	// Those that may not stand behind what is there are dropped.
	long &= s & own
	out := long
	for b := long; b != 0; b &= b - 1 {
		i := bits.TrailingZeros64(b)
		n := bits.TrailingZeros64(^(d >> (i & 63)))
		if at := first + i; i+n < 64 && at > 0 && (n > maxRun || f.before[w.data[at-1]]>>n&1 == 0) {
			out &^= 1 << (i & 63)
		}
	}

	// Shorter ones before a separator and another group.
	d2 := d & (d >> 1)
	d3 := d2 & (d >> 2)
	sep := blank | hyphen | dot
	if b := (sep&(d>>1) | paren) & (d << 1); b != 0 {
		three := sep & (d3 >> 1)
		pair := (blank&(blank>>3) | hyphen&(hyphen>>3) | dot&(dot>>3)) & (d2 >> 1)
		groups := [8]uint64{anyGroup: sep & (d >> 1), pairOfThree: three | pair&(d>>4), pairAndFour: three | pair&(d2>>4)&(d2>>6), threeDigits: three}
		for ; b != 0; b &= b - 1 {
			i := bits.TrailingZeros64(b)
			n := bits.LeadingZeros64(^(d << (-i & 63)))
			if n < len(f.second) && n < i && (groups[f.second[n]&7]|paren&f.groups[n])>>(i&63)&1 != 0 {
				out |= 1 << ((i - n) & 63)
			}
		}
		// Four groups of digits with full stops between them, and numbers with four digits
		// behind a full stop.
		if between := dot & (d << 1) & (d >> 1); between != 0 {
			c := between & upTo4(between)
			c = between & upTo4(c)
			c |= between & (d3 >> 1) & (d >> 4) & f.decimals
			out |= s & (c>>1 | d2&(c>>2) | d3&(c>>3))
		}
	}

	// Signs before digits that may change what they are.
	if plus := m.word(inPlus, off); plus|percent != 0 {
		out |= s&(plus<<1|plus<<2|plus<<3|plus<<4|plus<<5|percent<<3|percent<<1&d3) | percent&(d>>1)
	}
	if zero := m.word(inZero, off) & s; zero != 0 {
		zeros := m.word(inZero, off)
		out |= zero & (zeros >> 1) & (d >> 2) &^ (zeros >> 2)
	}
	if eight := m.word(inEight, off) & s & d2; eight != 0 {
		out |= eight & ((blank | hyphen | paren) >> 2)
	}

	// The first digits of tokens: those behind letters; and digits before letters, whose
	// token is stopped at where it starts.
	letter := a &^ d
	begin := a &^ (a << 1)
	late := (d + begin&d) &^ d & letter
	token := (letter+letter&begin)&^letter&d&own&^out | late
	if token == 0 || !f.tokens {
		return out
	}
	long = a
	for _, n := range f.token {
		long &= long >> (n & 63)
	}
	for _, n := range f.token {
		long |= long << (n & 63)
	}
	for b := token & long; b != 0; b &= b - 1 {
		i := bits.TrailingZeros64(b)
		start := i - bits.LeadingZeros64(^(a << (-i & 63)))
		n := bits.TrailingZeros64(^(a >> (start & 63)))
		if late>>(i&63)&1 != 0 {
			i = start
		}
		if at := first + start; start <= 0 || start+n >= 64 || at > 0 && (w.data[at-1] == '\\' || w.data[at-1] == '%') || n <= maxToken && f.shaped(w.data, at, n) {
			out |= 1 << (i & 63)
		}
	}
	return out
}

// upTo4 returns the places with a bit two to four places behind them.
func upTo4(x uint64) uint64 { return x>>2 | x>>3 | x>>4 }

// step looks at what stands at i and returns where to go on, and whether something
// was taken that reaches further than what stands there.
func (w *walker) step(i int) (next int, skipped bool) {
	data := w.data
	c := data[i]
	if w.e.filters.starts.first[c] {
		w.literalAt(i)
	}
	switch {
	case isDigit(c):
		j := i + 1
		for j < len(data) && isDigit(data[j]) {
			j++
		}
		if i >= w.tokenDone && (i > 0 && isLetter(data[i-1]) || j < len(data) && isLetter(data[j])) {
			if end := w.word(i); end > 0 {
				return end, true
			}
		} else if j-i == 8 && j < len(data) && data[j] == '-' && w.uuidAt(j) {
			return j + uuidLength - 8, true
		}
		if j < len(data) && data[j] == '.' {
			w.dots(i, j)
		}
		next = w.run(i, j)
		return next, next != j
	case c == '@':
		w.mail(i, i+1)
	case c == '-':
		if w.uuidAt(i) {
			return i + uuidLength - 8, true
		}
		w.hyphens(i)
	case c == ':':
		w.colon(i)
		w.keyed(i, i+1)
	case c == '=' || c == '>':
		w.keyed(i, i+1)
	case c == 0xef:
		if i+2 < len(data) && data[i+1] == 0xbc && (data[i+2] == 0x9a || data[i+2] == 0x9d) {
			w.keyed(i, i+3)
		}
	case c >= 0xe3 && c <= 0xe9:
		next = w.hanAt(i)
		return next, next > i+3
	case c == '%':
		if i+2 < len(data) && data[i+1] == '4' && data[i+2] == '0' {
			w.mail(i, i+3)
			return i + 3, true
		}
	}
	return i + 1, false
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
			// 001-53-1024 and 001210-… may be other numbers, and so may an unbroken one.
			if in := w.e.interest[n]; end != j && (n == 6 || !w.pending[len(w.pending)-1].valid) && in&asGroup != 0 && separates(data[j]) {
				end = max(end, w.groups(i, j))
			}
			if end != j {
				return end
			}
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
			w.askRun(i, j)
		} else if n == 11 && data[i] == '1' && w.nameBefore(i) {
			w.one[0] = mobileIndex()
			w.ask(w.one[:], span{start: i, end: j, digits: data[i:j], glued: true}, false)
		}
	}
	return j
}

// askRun shows the unbroken run data[i:j] to the detectors that it may belong to.
func (w *walker) askRun(i, j int) {
	asked := &w.e.asked
	w.n.span = span{start: i, end: j, digits: w.data[i:j]}
	for _, d := range asked.of(w.data, i, j) {
		if only := asked.only[d]; only == nil || i == 0 || only[w.data[i-1]]>>(j-i)&1 != 0 {
			w.askOne(d, false)
		}
	}
}

// ask shows a candidate to the detectors and keeps what is well-formed, or only
// what is valid. It returns where what it kept ends, or 0.
func (w *walker) ask(dets []int, n span, onlyValid bool) int {
	w.n.span = n
	kept := 0
	for _, d := range dets {
		kept = max(kept, w.askOne(d, onlyValid))
	}
	return kept
}

// askOne shows the candidate w.n to one detector.
func (w *walker) askOne(d int, onlyValid bool) int {
	n, det := &w.n, w.e.dets[d]
	n.named = w.named[d]
	if det.headerOnly && n.by <= byToken && n.named < full {
		if w.beside.in(w.data); !w.beside.speaks(n.start, n.end, d) {
			return 0 // nothing else shows the category
		}
	}
	kept, start, end := 0, n.start, n.end
	f := det.check(n)
	if f.formed && (f.valid || !onlyValid) && (!f.needsWord || f.against || f.either || n.named == full || w.wordBeside(d)) {
		w.push(hit{start: n.start, end: n.end, det: d, by: n.by, finding: f})
		kept = n.end
	}
	n.start, n.end = start, end
	return kept
}

// wordBeside says whether a word of a category stands beside the candidate that it was
// asked about.
func (w *walker) wordBeside(d int) bool {
	w.beside.in(w.data)
	return w.beside.speaks(w.n.start, w.n.end, d)
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
			break
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
	if !w.e.pairs[sizes[0]][min(sizes[1], maxRun)] {
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
	if len(w.ahead) > 0 {
		w.comeTo(h.start)
	}
	w.pushNow(h)
}

// pushNow is push where nothing waits ahead of the walk.
func (w *walker) pushNow(h hit) {
	if n := len(w.pending); n > 0 && (n >= maxPending || !w.joined(h.start)) {
		w.flush()
	}
	if h.start < w.handed {
		return // it begins before what has been handed on
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
