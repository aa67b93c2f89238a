package detectors

import "slices"

type hanWord struct {
	word  string
	entry *entry
	mixed bool // holds ASCII, in lower case
}

// hanWords are words that begin with a Chinese character.
type hanWords struct {
	first [1 << 10]uint64    // the first characters
	two   [1 << 9]uint64     // one bit for the hash of the first two characters
	pairs [1 << 12][]hanWord // by that hash, the longest first
	alone [1 << 10][]hanWord // those without a second one, by a hash of the first
}

// all returns all words.
func (h *hanWords) all() []hanWord {
	return slices.Concat(slices.Concat(h.pairs[:]...), slices.Concat(h.alone[:]...))
}

// hashPair hashes six bytes, two characters.
func hashPair(a, b int) uint32 { return uint32(a<<16|b) * 0x9e3779b1 >> (32 - 15) }

// entry finds or makes the entry of a word.
func (h *hanWords) entry(w string) *entry {
	a := runes3(w[0], w[1], w[2])
	h.first[a/64] |= 1 << (a % 64)
	list := &h.alone[a%len(h.alone)]
	if len(w) >= 6 && w[3] >= 0xe0 {
		k := hashPair(a, runes3(w[3], w[4], w[5]))
		h.two[k/64] |= 1 << (k % 64)
		list = &h.pairs[k%uint32(len(h.pairs))]
	}
	var e *entry
	*list, e = withWord(*list, w)
	return e
}

// begins says whether a word begins with a character.
func (h *hanWords) begins(a, b, c byte) bool {
	at := runes3(a, b, c)
	return h.first[at/64]>>(at%64)&1 != 0
}

// at returns the longest word with which text begins and how long it is there. begins
// must have said yes.
func (h *hanWords) at(text []byte) (*entry, int) {
	a := runes3(text[0], text[1], text[2])
	if len(text) >= 6 && text[3] >= 0xe0 {
		k := hashPair(a, runes3(text[3], text[4], text[5]))
		if h.two[k/64]>>(k%64)&1 != 0 {
			if e, n := longestHan(h.pairs[k%uint32(len(h.pairs))], text, 6); e != nil {
				return e, n
			}
		}
	}
	return longestHan(h.alone[a%len(h.alone)], text, 3)
}

// longestHan goes over words whose first from bytes text has, as a rule.
func longestHan(list []hanWord, text []byte, from int) (*entry, int) {
	for i := range list {
		w := &list[i]
		n := len(w.word)
		if w.mixed {
			if n = 0; len(w.word) <= from || len(text) <= from || w.word[from] >= 0x80 || w.word[from] == text[from]|0x20 || text[from] == ' ' || text[from] == '-' || text[from] == '_' {
				n = matchMixed(text, w.word)
			}
		} else if len(text) < n || text[n-1] != w.word[n-1] || string(text[:n]) != w.word {
			n = 0
		}
		if n > 0 {
			return w.entry, n
		}
	}
	return nil, 0
}
