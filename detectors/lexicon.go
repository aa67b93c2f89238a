package detectors

import (
	"encoding/binary"
	"iter"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// A meaning is a detector that a word speaks for; the index behind the last
// detector stands for other things.
type meaning struct {
	det      int
	strength strength
	// alone: the word says so much only where it is the whole name.
	alone bool
}

type entry struct {
	meanings []meaning
	turns    bool
	thing    bool // of a thing that has a name and is no person
	glues    bool // numbers stand directly behind it: tel13800138000
}

// lexicon holds all words. Latin words are found as tokens, alone or up to five
// joined; Chinese ones at any place, the longest first; words of both where they
// begin (mixed.go).
type lexicon struct {
	latin    map[string]*entry
	longest  int                // letters of the longest Latin word
	begins   [1 << 11]uint64    // one bit for the hash of the first letters of each Latin word
	heads    []wordHead         // what begins so, by the same hash; a power of two
	hashes   [1 << 11]uint64    // one bit for the hash of each Latin word: most rows of letters are none
	han      [1 << 10][]hanWord // by a hash of the first character, the longest first
	hanBegin [1 << 10]uint64    // the first characters of the Chinese words
	mixes    [26 * 26]bool      // the first two letters of words that begin with Latin letters and hold Chinese
	mixed    map[int][]hanWord  // these words, by the number of those letters, the longest first
}

// headLetters is how many of its first letters tell whether a word may be in the
// lexicon. Of shorter beginnings all are kept.
const headLetters = 8

// A wordHead is what the lexicon has that begins with some letters.
type wordHead struct {
	letters uint64
	entry   *entry // the word of these letters alone, or nil
	longer  bool   // there are words that go on
}

// headOf finds what begins with letters; there is nothing where the result has none.
func (l *lexicon) headOf(letters uint64) *wordHead {
	for k := letters * 0x9e3779b97f4a7c15 >> 32; ; k++ {
		if h := &l.heads[k&uint64(len(l.heads)-1)]; h.letters == letters || h.letters == 0 {
			return h
		}
	}
}

// index makes the tables that words are found by, when all are there.
func (l *lexicon) index() {
	size := 1
	for size < 16*len(l.latin) {
		size *= 2
	}
	l.heads = make([]wordHead, size)
	for w, e := range l.latin {
		first := uint64(0)
		for i := range min(len(w), headLetters) {
			first |= uint64(w[i]) << (8 * i)
			word, bit := head(first)
			l.begins[word] |= 1 << bit
			h := l.headOf(first)
			h.letters = first
			if i+1 == len(w) {
				h.entry = e
			} else {
				h.longer = true
			}
		}
	}
}

// head is a hash of up to headLetters letters, which stand in the lowest bytes of x.
func head(x uint64) (int, uint) {
	h := x * 0x9e3779b97f4a7c15 >> (64 - 17)
	return int(h / 64), uint(h % 64)
}

type hanWord struct {
	word  string
	entry *entry
	mixed bool // holds ASCII, in lower case
}

// hanSlot hashes the first three bytes, one Chinese character.
func hanSlot(a, b, c byte) int { return (int(a)<<6 ^ int(b)<<4 ^ int(c)) & (1<<10 - 1) }

// wholeLexicon gathers the words of the detectors.
func wholeLexicon(dets []*detector) *lexicon {
	l := &lexicon{latin: map[string]*entry{}, mixed: map[int][]hanWord{}}
	for i, d := range dets {
		for _, w := range strings.Fields(d.words) {
			bare := strings.TrimLeft(w, "~=+-")
			m := meaning{det: i, strength: full, alone: w[0] == '='}
			switch w[0] {
			case '~':
				m.strength = weak
			case '-':
				m.strength = faint
			}
			l.add(bare, m)
			if !d.peaceful {
				l.entry(bare).glues = true
			}
		}
	}
	for how, words := range map[strength]string{full: otherNumbers, weak: otherKeys, faint: otherSubjects} {
		for _, w := range strings.Fields(words) {
			l.add(w, meaning{det: len(dets), strength: how})
		}
	}
	for _, w := range strings.Fields(otherThings) {
		l.add(w, meaning{det: len(dets) + 1, strength: weak})
		l.entry(w).thing = true
	}
	for _, w := range strings.Fields(turningWords) {
		l.entry(w).turns = true
	}
	l.index()
	return l
}

// entry finds or makes the entry of a word.
func (l *lexicon) entry(w string) *entry {
	if w[0] >= utf8.RuneSelf {
		at := runes3(w[0], w[1], w[2])
		l.hanBegin[at/64] |= 1 << (at % 64)
		slot := hanSlot(w[0], w[1], w[2])
		var e *entry
		l.han[slot], e = withWord(l.han[slot], w)
		return e
	}
	if !isASCII(w) {
		return l.mixedEntry(w)
	}
	e := l.latin[w]
	if e == nil {
		e = &entry{}
		l.latin[w] = e
		l.longest = max(l.longest, len(w))
		h := uint32(0)
		for i := range len(w) {
			h = hashLetter(h, w[i])
		}
		h >>= hashShift
		l.hashes[h/64] |= 1 << (h % 64)
	}
	return e
}

// hashLetter goes on with the hash of a word; of the result the upper bits count.
func hashLetter(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 0x9e3779b1 }

const hashShift = 32 - 17

// beginning numbers the first two letters of a word; both must be letters.
func beginning(a, b byte) int { return int(a|0x20-'a')*26 + int(b|0x20-'a') }

func (l *lexicon) add(w string, m meaning) {
	e := l.entry(w)
	if !slices.Contains(e.meanings, m) {
		e.meanings = append(e.meanings, m)
	}
}

// isAlone says whether a word is the whole of a name, or of an element of a path but
// for a number behind it ("patient.age", "age2").
func isAlone(text []byte, w wordHit) bool {
	if w.start > 0 && text[w.start-1] != '.' && text[w.start-1] != '/' && text[w.start-1] != '"' {
		return false
	}
	i := w.end
	for i < len(text) && (isDigit(text[i]) || text[i] == '_' && i+1 < len(text) && isDigit(text[i+1])) {
		i++
	}
	return i == len(text) || text[i] == '.' || text[i] == '[' || text[i] == '/' || text[i] == '"'
}

// A wordHit is a word of the lexicon in a text.
type wordHit struct {
	start, end int
	entry      *entry
}

// words goes over the words in text, in order. Of words that overlap the longest
// counts.
func (l *lexicon) words(text []byte) iter.Seq[wordHit] {
	return func(yield func(wordHit) bool) {
		for i := 0; i < len(text); {
			h, next := l.next(text, i)
			if h.entry == nil || !yield(h) {
				return
			}
			i = next
		}
	}
}

// next returns the first word at i or behind it, and where to go on.
func (l *lexicon) next(text []byte, i int) (wordHit, int) {
	for i < len(text) {
		c := text[i]
		switch {
		case isLetter(c):
			h, next := l.mixedAt(text, i)
			if h.entry == nil {
				h, next = l.latinAt(text, i)
			}
			if h.entry != nil {
				return h, next
			}
			i = next
		case c >= 0xe0 && i+2 < len(text):
			if at := runes3(c, text[i+1], text[i+2]); l.hanBegin[at/64]>>(at%64)&1 != 0 {
				for _, h := range l.han[hanSlot(c, text[i+1], text[i+2])] {
					n := len(h.word)
					if h.mixed {
						n = matchMixed(text[i:], h.word)
					} else if len(text)-i < n || string(text[i:i+n]) != h.word {
						n = 0
					}
					if n > 0 {
						return wordHit{i, i + n, h.entry}, i + n
					}
				}
			}
			i += 3
		default:
			i++
		}
	}
	return wordHit{}, i
}

// latinAt looks at the token that starts at i, joined with those behind it, and
// returns where to go on.
func (l *lexicon) latinAt(text []byte, i int) (wordHit, int) {
	next, first := tokenHead(text, i)
	if word, bit := head(first); l.begins[word]>>bit&1 == 0 {
		return wordHit{}, next // no word begins so
	}
	if next-i <= headLetters {
		h := l.headOf(first)
		if !h.longer || !joins(text, next) {
			if next-i < 2 {
				return wordHit{}, next
			}
			return wordHit{i, next, h.entry}, next
		}
	}
	var joined [48]byte
	n, p, parts, hash := 0, i, 0, uint32(0)
	var best wordHit
	last := i // where the last token of best starts
	for end := next; n+end-p <= min(l.longest, len(joined)); end = tokenEnd(text, p) {
		begun := p
		for ; p < end; p++ {
			joined[n] = text[p] | 0x20
			hash = hashLetter(hash, joined[n])
			n++
		}
		if h := hash >> hashShift; n > 1 && l.hashes[h/64]>>(h%64)&1 != 0 {
			if e := l.latin[string(joined[:n])]; e != nil {
				best, last = wordHit{i, p, e}, begun
			}
		}
		if parts++; parts == maxParts {
			break
		}
		if !joins(text, p) {
			break
		}
		if !isLetter(text[p]) {
			p++
		}
	}
	if best.entry == nil {
		return best, next
	}
	if last > i && idCard(text[last:]) {
		return wordHit{}, last // user_id_card is the card of a user
	}
	return best, best.end
}

// idCard says whether v begins with the words id and card.
func idCard(v []byte) bool {
	if len(v) < 6 || v[0]|0x20 != 'i' || v[1]|0x20 != 'd' {
		return false
	}
	v = v[2:]
	if v[0] == '_' || v[0] == '-' || v[0] == ' ' {
		v = v[1:]
	}
	return len(v) >= 4 && v[0]|0x20 == 'c' && v[1]|0x20 == 'a' && v[2]|0x20 == 'r' && v[3]|0x20 == 'd'
}

// joins says whether another token follows at p, with at most one sign between. A
// letter behind a blank and before a digit begins a value: passport E12345678.
func joins(text []byte, p int) bool {
	if p >= len(text) {
		return false
	}
	sign := text[p]
	if sign == '_' || sign == '-' || sign == ' ' {
		p++
	}
	return p < len(text) && isLetter(text[p]) && !(sign == ' ' && p+1 < len(text) && isDigit(text[p+1]))
}

// tokenHead returns the end of the token that starts at i, and its first letters in
// lower case.
func tokenHead(text []byte, i int) (end int, first uint64) {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	if i+8 <= len(text) {
		x := binary.LittleEndian.Uint64(text[i:])
		low := x | 0x20*ones
		seven := low &^ tops
		letters := (seven + (0x80-'a')*ones) &^ (seven + (0x80-'z'-1)*ones) &^ x & tops
		n := bits.TrailingZeros64(letters^tops) / 8
		capitals := ^(x << 2) & tops &^ 0x80 // bit 5 is set in small letters
		if n < 8 && capitals&(1<<(8*n)-1) == 0 {
			return i + n, low & (1<<(8*min(n, headLetters)) - 1)
		}
	}
	end = tokenEnd(text, i)
	for k, c := range text[i:min(end, i+headLetters)] {
		first |= uint64(c|0x20) << (8 * k)
	}
	return end, first
}

// maxParts is how many tokens are joined to a word.
const maxParts = 5

// tokenEnd is the end of the token at i: letters up to a change from small to
// capital, or to the last of several capitals ("IDCard" is ID, Card).
func tokenEnd(text []byte, i int) int {
	j := i + 1
	for j < len(text) && text[j]-'a' <= 25 {
		j++
	}
	if j == len(text) || !isLetter(text[j]) {
		return j
	}
	upper := func(b byte) bool { return b-'A' <= 25 }
	for j < len(text) && isLetter(text[j]) {
		if upper(text[j]) && !upper(text[j-1]) {
			break
		}
		if j+1 < len(text) && upper(text[j-1]) && upper(text[j]) && isLetter(text[j+1]) && !upper(text[j+1]) {
			break
		}
		j++
	}
	return j
}

// glued says whether the letters that end at i are a word of a category, as in
// "tel13800138000".
func (l *lexicon) glued(text []byte, i int) bool {
	j := i
	for j > 0 && i-j < 20 && isLetter(text[j-1]) {
		j--
	}
	if j > 0 && (isDigit(text[j-1]) || i-j < 2) {
		return false
	}
	var low [20]byte
	for k := j; k < i; k++ {
		low[k-j] = text[k] | 0x20
	}
	e := l.latin[string(low[:i-j])]
	return e != nil && e.glues
}
