package detectors

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// filters say, from the table of detectors, at which places of a text a walker
// must stop. They let through more than is needed, never less: what a place holds
// is decided by the walker's step alone.
type filters struct {
	// run and token hold the shifts that leave of a bit map the bits behind which
	// the shortest run that makes a candidate follows.
	run, token [3]uint8
	tokens     bool
	// before has bit n of a byte set when it may stand before a run of n digits.
	before [256]uint32
	// shape has bit n of a byte set when it may be the first of a token of n, the second
	// and so on; the last row stands for any.
	shape [tokenShape][256]uint64
	// second says, by the size of the first group, what the next must be.
	second [7]uint8
	// decimals has all bits set when they are asked for.
	decimals uint64
	// groups has all bits set, by the size of the first group, when there are any.
	groups [7]uint64
	starts starts
	// han holds the first characters of words; alone those that need no second, and
	// twos pairs of the first two, hashed.
	han, alone [1 << 10]uint64
	twos       []uint64
	anyHan     bool
	keys       keyEnds
}

// The ways in which a second group is looked for.
const (
	noGroup     = iota
	anyGroup    // one digit or more
	pairOfThree // two digits, and a third group behind the same separator; or three and more
	pairAndFour // the same, but four digits in the third group
	threeDigits
)

// shifts returns shifts that add up to n-1, each at most one more than those before
// it: three times x &= x >> s leaves the first bits of runs of n.
func shifts(n int) (s [3]uint8) {
	have := 1
	for i := range s {
		s[i] = uint8(min(have, n-have))
		have += int(s[i])
	}
	return s
}

// maxShortest is the longest run that three shifts can tell.
const maxShortest = 8

func (e *Engine) newFilters() filters {
	var f filters
	shortest := maxShortest
	for n := maxRun; n > 0; n-- {
		if e.interest[n]&(asNumber|asLetter) != 0 || n >= len(f.second) && e.interest[n] != 0 {
			shortest = min(shortest, n)
		}
	}
	f.run = shifts(shortest)
	for first := 1; first < len(f.second); first++ {
		if e.interest[first]&asGroup == 0 {
			continue
		}
		f.groups[first] = ^uint64(0)
		f.second[first] = threeDigits
		for _, g := range e.byGroup[first] {
			switch n := g.sizes[1]; {
			case n == 1 || n == 2 && len(g.sizes) == 2:
				f.second[first] = anyGroup
			case n == 2 && g.sizes[2] < 4 && f.second[first] != anyGroup:
				f.second[first] = pairOfThree
			case n == 2 && f.second[first] == threeDigits:
				f.second[first] = pairAndFour
			}
		}
	}
	shortest = maxShortest
	for n := maxToken; n > 0; n-- {
		if len(e.triggers.token[n]) > 0 {
			f.tokens = true
			shortest = min(shortest, n)
		}
	}
	f.token = shifts(shortest)
	for i := range e.dets {
		f.addBefore(e.dets[i])
		f.addShapes(e.dets[i])
	}
	if len(e.triggers.decimals) > 0 {
		f.decimals = ^uint64(0)
	}
	f.addLiterals(&e.triggers)
	f.addHan(&e.triggers)
	f.keys.add(e)
	return f
}

func (f *filters) addLiterals(t *triggers) {
	var all []string
	for _, list := range t.literal {
		for _, l := range list {
			all = append(all, l.text)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for i, g := range groupLiterals(all) {
		for _, l := range g.all {
			f.starts.add(l, i)
		}
	}
}

// addHan makes the tables of the first characters.
func (f *filters) addHan(t *triggers) {
	words := 0
	for _, list := range t.han {
		words += len(list)
	}
	f.anyHan = words > 0
	size := 1 << 10 // words of 64 bits: at least sixteen bits for each pair
	for size*4 < words {
		size *= 2
	}
	f.twos = make([]uint64, size)
	for _, list := range t.han {
		for _, l := range list {
			w := l.text
			at := runes3(w[0], w[1], w[2])
			f.han[at/64] |= 1 << (at % 64)
			if len(w) < 6 || w[3] < 0xe0 || w[3] > 0xef {
				f.alone[at/64] |= 1 << (at % 64)
				continue
			}
			k := f.two(at, runes3(w[3], w[4], w[5]))
			f.twos[k/64] |= 1 << (k % 64)
		}
	}
}

// two hashes two characters to a bit of twos.
func (f *filters) two(a, b int) int {
	return int(uint32(a<<16|b)*0x9e3779b1>>8) & (len(f.twos)*64 - 1)
}

// hanLike says whether a word may start at i.
func (f *filters) hanLike(data []byte, i int) bool {
	if i+2 >= len(data) {
		return false
	}
	at := runes3(data[i], data[i+1], data[i+2])
	if f.han[at/64]>>(at%64)&1 == 0 {
		return false
	}
	if f.alone[at/64]>>(at%64)&1 != 0 {
		return true
	}
	if i+5 >= len(data) {
		return false
	}
	k := f.two(at, runes3(data[i+3], data[i+4], data[i+5]))
	return f.twos[k/64]>>(k%64)&1 != 0
}

// startLike says whether a literal may start at i.
func (f *filters) startLike(data []byte, i int) bool {
	if i+4 > len(data) {
		return i+1 < len(data)
	}
	x := binary.LittleEndian.Uint32(data[i:])
	four, three, two := hashStart(x), hashStart(x&0xffffff), x&0xffff
	return (f.starts.fours[four/64]>>(four%64)|f.starts.threes[three/64]>>(three%64)|f.starts.twos[two/64]>>(two%64))&1 != 0
}

// keyEnds holds the ends of the words before values that are told by a word.
type keyEnds struct {
	// latin is by the last two letters: bit k for a third of letter k with which a
	// word begins, bit 26 for a word of the two alone, bit 32+k for a third of longer
	// words.
	latin [26 * 26]uint64
	fours [1 << 7]uint64  // the last four letters, hashed
	han   [1 << 10]uint64 // the last characters
	mixed [256]bool       // the last bytes of Chinese words that end in Latin letters
}

func (k *keyEnds) add(e *Engine) {
	speaks := func(en *entry) bool {
		return slices.ContainsFunc(en.meanings, func(m meaning) bool {
			return m.det < len(e.dets) && e.dets[m.det].value && (m.strength == full || m.strength == weak && e.dets[m.det].weakKeys)
		})
	}
	latin := slices.Collect(maps.Keys(e.lexicon.latin))
	for _, w := range append(latin, strings.Fields(digestEndings)...) {
		if en := e.lexicon.latin[w]; !strings.Contains(" "+digestEndings+" ", " "+w+" ") && !speaks(en) || strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) {
			continue // what is no row of letters is no word
		}
		n := len(w)
		two := &k.latin[beginning(w[n-2], w[n-1])]
		switch n {
		case 2:
			*two |= 1 << 26
		case 3:
			*two |= 1 << (w[0] - 'a')
		default:
			*two |= 1 << (32 + w[n-3] - 'a')
			h := hashFour(w[n-4], w[n-3], w[n-2], w[n-1])
			k.fours[h/64] |= 1 << (h % 64)
		}
	}
	words := e.lexicon.han.all()
	for _, list := range e.lexicon.mixed {
		words = append(words, list...)
	}
	for _, h := range words {
		if !speaks(h.entry) {
			continue
		}
		w := h.word
		if _, size := utf8.DecodeLastRuneInString(w); size == 3 {
			at := runes3(w[len(w)-3], w[len(w)-2], w[len(w)-1])
			k.han[at/64] |= 1 << (at % 64)
			continue
		}
		c := w[len(w)-1]
		k.mixed[c] = true // 身份证ID
		if c-'a' <= 25 {
			k.mixed[c&^0x20] = true
		}
	}
}

func hashFour(a, b, c, d byte) int {
	x := uint32(a)<<24 | uint32(b)<<16 | uint32(c)<<8 | uint32(d)
	return int(x*0x9e3779b1>>8) & (1<<13 - 1)
}

// like says whether a word before a value may end before the sign at i.
func (k *keyEnds) like(data []byte, i int) bool {
	end := keyEnd(data, i)
	if end < 2 {
		return false
	}
	c := data[end-1]
	if k.mixed[c] && behindHan(data, end) {
		return true
	}
	if c >= utf8.RuneSelf {
		if end < 3 {
			return false
		}
		at := runes3(data[end-3], data[end-2], c)
		return k.han[at/64]>>(at%64)&1 != 0
	}
	if !isLetter(c) {
		return false
	}
	b, p := letterBefore(data, end-1)
	if b == 0 {
		return false
	}
	bits := k.latin[beginning(b, c)]
	if bits == 0 {
		return false
	}
	if bits>>26&1 != 0 {
		return true
	}
	a, p := letterBefore(data, p)
	if a == 0 {
		return false
	}
	if bits>>(a-'a')&1 != 0 {
		return true
	}
	if bits>>(32+a-'a')&1 == 0 {
		return false
	}
	z, _ := letterBefore(data, p)
	h := hashFour(z, a, b, c|0x20)
	return z != 0 && k.fours[h/64]>>(h%64)&1 != 0
}

// letterBefore returns the letter before i in lower case, over one separator, and
// where it stands; or 0.
func letterBefore(data []byte, i int) (byte, int) {
	if i > 0 && (data[i-1] == '_' || data[i-1] == '-' || data[i-1] == ' ') {
		i--
	}
	if i > 0 && isLetter(data[i-1]) {
		return data[i-1] | 0x20, i - 1
	}
	return 0, i
}

// tokenShape is how many bytes of a token are looked at, maxShaped the longest token
// for which that is done.
const (
	tokenShape = 5
	maxShaped  = 63
)

// addBefore notes what may stand before the runs of a detector.
func (f *filters) addBefore(det *detector) {
	runs := slices.Clone(det.lengths)
	for _, g := range det.groups {
		if first := parseGrouping(g, 0).sizes[0]; first >= len(f.second) {
			runs = append(runs, first) // shorter ones are looked for by what follows
		}
	}
	if det.letter {
		for _, n := range det.lengths {
			runs = append(runs, n-1)
		}
	}
	for _, n := range runs {
		only, given := det.behind[n]
		for b := range 256 {
			if !given || strings.IndexByte(only, byte(b)) >= 0 {
				f.before[b] |= 1 << n
			}
		}
	}
}

// addShapes notes how the tokens of a detector begin.
func (f *filters) addShapes(det *detector) {
	for _, n := range det.tokens {
		if n > maxShaped {
			continue
		}
		for k := range f.shape {
			for b := range 256 {
				if det.fits(n, k, byte(b)) {
					f.shape[k][b] |= 1 << n
				}
			}
		}
	}
}

// fits says whether b may be byte k of a token of n, or stand behind it.
func (det *detector) fits(n, k int, b byte) bool {
	shape := det.shapes[n]
	if k >= len(shape) {
		return true
	}
	switch c := shape[k]; c {
	case 'a':
		return isLetter(b)
	case '9':
		return isDigit(b)
	case 'x':
		return isHex(b)
	case '*':
		return true
	default:
		return b == c
	}
}

// shaped says whether a token of n that starts at i may be one of a detector.
func (f *filters) shaped(data []byte, i, n int) bool {
	if n > maxShaped {
		return true
	}
	bits := uint64(1) << n
	for k := range f.shape {
		if i+k >= len(data) {
			break
		}
		bits &= f.shape[k][data[i+k]]
	}
	return bits != 0
}
