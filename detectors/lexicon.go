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
	latin   map[string]*entry
	longest int             // letters of the longest Latin word
	begins  [1 << 11]uint64 // one bit for the hash of the first letters of each Latin word
	short   []shortWord     // the words of at most headLetters letters, hashed; a power of two
	long    []wordSlot      // all words, hashed; a power of two
	han     hanWords
	mixes   [26 * 26]bool     // the first two letters of words that begin with Latin letters and hold Chinese
	mixed   map[int][]hanWord // these words, by the number of those letters, the longest first
}

// headLetters is how many of its first letters tell whether a word may be in the
// lexicon. Of shorter beginnings all are kept.
const headLetters = 8

type shortWord struct {
	letters uint64
	entry   *entry
}

type wordSlot struct {
	hash uint32
	word string
	*entry
}

// shortAt finds the word that is made up of letters, or nil.
func (l *lexicon) shortAt(letters uint64) *entry {
	for k := letters * 0x9e3779b97f4a7c15 >> 32; ; k++ {
		if s := &l.short[k&uint64(len(l.short)-1)]; s.letters == letters || s.letters == 0 {
			return s.entry
		}
	}
}

// longAt finds a word whose hash is known, or nil.
func (l *lexicon) longAt(hash uint32, word []byte) *entry {
	for k := hash >> 12; ; k++ {
		w := &l.long[k&uint32(len(l.long)-1)]
		if w.entry == nil || w.hash == hash && w.word == string(word) {
			return w.entry
		}
	}
}

// index makes the tables that words are found by, when all are there.
func (l *lexicon) index() {
	size := 1
	for size < 2*len(l.latin) {
		size *= 2
	}
	l.short, l.long = make([]shortWord, size), make([]wordSlot, size)
	for _, list := range l.mixed {
		for _, w := range list {
			l.addHeads(w.word[:strings.IndexFunc(w.word, func(r rune) bool { return r < 'a' || r > 'z' })])
		}
	}
	for w, e := range l.latin {
		l.addHeads(w)
		first, hash := uint64(0), uint32(0)
		for i := range len(w) {
			hash = hashLetter(hash, w[i])
			if i < headLetters {
				first |= uint64(w[i]) << (8 * i)
			}
		}
		k := hash >> 12
		for l.long[k&uint32(size-1)].entry != nil {
			k++
		}
		l.long[k&uint32(size-1)] = wordSlot{hash, w, e}
		if len(w) <= headLetters {
			k := first * 0x9e3779b97f4a7c15 >> 32
			for l.short[k&uint64(size-1)].entry != nil {
				k++
			}
			l.short[k&uint64(size-1)] = shortWord{first, e}
		}
	}
}

// addHeads notes the beginnings of a word.
func (l *lexicon) addHeads(w string) {
	first := uint64(0)
	for i := range min(len(w), headLetters) {
		first |= uint64(w[i]) << (8 * i)
		word, bit := head(first)
		l.begins[word] |= 1 << bit
	}
}

// head is a hash of up to headLetters letters, which stand in the lowest bytes of x.
func head(x uint64) (int, uint) {
	h := x * 0x9e3779b97f4a7c15 >> (64 - 17)
	return int(h / 64), uint(h % 64)
}

// wholeLexicon gathers the words of the detectors.
func wholeLexicon(dets []*detector) *lexicon {
	l := &lexicon{latin: map[string]*entry{}, mixed: map[int][]hanWord{}}
	for i, d := range dets {
		for _, w := range strings.Fields(d.words) {
			bare := strings.TrimLeft(w, "~=+-")
			m := meaning{det: i, strength: full, alone: w[0] == '='}
			switch w[0] {
			case '=':
				if w[1] == '~' {
					m.strength = weak
				}
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
		return l.han.entry(w)
	}
	if !isASCII(w) {
		return l.mixedEntry(w)
	}
	e := l.latin[w]
	if e == nil {
		e = &entry{}
		l.latin[w] = e
		l.longest = max(l.longest, len(w))
	}
	return e
}

// hashLetter goes on with the hash of a word.
func hashLetter(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 0x9e3779b1 }

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
			h, next := l.at(text, i)
			if h.entry != nil && !yield(h) {
				return
			}
			i = next
		}
	}
}

// appendWords appends the words that begin at i or behind it and before stop, and
// returns where to go on.
func (l *lexicon) appendWords(out []wordHit, text []byte, i, stop int) ([]wordHit, int) {
	for i < stop {
		if i+8 <= len(text) {
			x := binary.LittleEndian.Uint64(text[i:])
			letters := letterTops(x)
			if all := letters | x&eachTop; all&0x80 == 0 {
				i += bits.TrailingZeros64(all|1<<63) / 8 // one byte too few at most
				if all == 0 {
					i++
				}
				continue
			}
			if letters&0x80 != 0 {
				n := bits.TrailingZeros64(letters^eachTop) / 8
				capitals := ^(x << 2) & eachTop &^ 0x80 // bit 5 is set in small letters
				mask := uint64(1)<<(8*n&63) - 1
				if capitals &= mask; n < 8 && (capitals == 0 || x&0x20 == 0 && capitals == mask&eachTop&^0x80) {
					first := (x | 0x20*eachOne) & mask
					word, bit := head(first)
					if l.begins[word]>>bit&1 == 0 {
						i += n
						continue // no word begins so
					}
					if c := byte(x >> (8 * n)); c < 0x80 && c != '_' && c != '-' && c != ' ' && !(isDigit(c) && n > 1 && l.mixes[beginning(text[i], text[i+1])]) { // nothing joins it
						if e := l.shortAt(first); e != nil && n > 1 {
							out = append(out, wordHit{i, i + n, e})
						}
						i += n
						continue
					}
				}
			}
		}
		h, next := l.at(text, i)
		if i = next; h.entry != nil {
			out = append(out, h)
		}
	}
	return out, i
}

// at returns the word that begins at i, if there is one, and where to go on.
func (l *lexicon) at(text []byte, i int) (wordHit, int) {
	c := text[i]
	switch {
	case isLetter(c):
		if i+1 < len(text) && isLetter(text[i+1]) && l.mixes[beginning(c, text[i+1])] {
			if h, next := l.mixedAt(text, i); h.entry != nil {
				return h, next
			}
		}
		return l.latinAt(text, i)
	case c >= 0xe0 && i+2 < len(text):
		if l.han.begins(c, text[i+1], text[i+2]) {
			if e, n := l.han.at(text[i:]); e != nil {
				return wordHit{i, i + n, e}, i + n
			}
		}
		return wordHit{}, i + 3
	}
	return wordHit{}, i + 1
}

// Eight bytes at a time: each holds one, and each has its highest bit.
const eachOne, eachTop = 0x0101010101010101, 0x8080808080808080

// letterTops has the highest bit of each byte of x set that is an ASCII letter.
func letterTops(x uint64) uint64 {
	low := (x | 0x20*eachOne) &^ eachTop
	return (low + (0x80-'a')*eachOne) &^ (low + (0x80-'z'-1)*eachOne) &^ x & eachTop
}

// latinAt looks at the token that starts at i, joined with those behind it, and
// returns where to go on.
func (l *lexicon) latinAt(text []byte, i int) (wordHit, int) {
	next, first := tokenHead(text, i)
	if word, bit := head(first); l.begins[word]>>bit&1 == 0 {
		return wordHit{}, next // no word begins so
	}
	if next-i <= headLetters && !joins(text, next) {
		if next-i < 2 {
			return wordHit{}, next
		}
		return wordHit{i, next, l.shortAt(first)}, next
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
		if n > 1 {
			if e := l.longAt(hash, joined[:n]); e != nil {
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
	if i+8 <= len(text) {
		x := binary.LittleEndian.Uint64(text[i:])
		n := bits.TrailingZeros64(letterTops(x)^eachTop) / 8
		capitals := ^(x << 2) & eachTop &^ 0x80 // bit 5 is set in small letters
		if n < 8 && capitals&(1<<(8*n)-1) == 0 {
			return i + n, (x | 0x20*eachOne) & (1<<(8*n) - 1)
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
