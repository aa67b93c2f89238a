package detectors

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Words of two scripts: SIM卡号, IP地址, 身份证ID. The Latin letters may be large or
// small, and a blank or another separator may stand between the scripts, as typographers
// like it.

// mixedEntry finds or makes the entry of a word that begins with two Latin letters or
// more and holds Chinese.
func (l *lexicon) mixedEntry(w string) *entry {
	at := beginning(w[0], w[1])
	l.mixes[at] = true
	var e *entry
	l.mixed[at], e = withWord(l.mixed[at], w)
	return e
}

// withWord finds the entry of a word in a list, or puts it in. The longest words are
// first.
func withWord(list []hanWord, w string) ([]hanWord, *entry) {
	mixed := strings.IndexFunc(w, func(r rune) bool { return r < utf8.RuneSelf }) >= 0
	if mixed {
		w = strings.ToLower(w)
	}
	for _, h := range list {
		if h.word == w {
			return list, h.entry
		}
	}
	h := hanWord{w, &entry{}, mixed}
	list = append(list, h)
	slices.SortStableFunc(list, func(a, b hanWord) int { return len(b.word) - len(a.word) })
	return list, h.entry
}

// mixedAt returns the longest word of two scripts that begins with the letter at i, and
// where it ends.
func (l *lexicon) mixedAt(text []byte, i int) (wordHit, int) {
	if i+1 >= len(text) || !isLetter(text[i+1]) {
		return wordHit{}, i
	}
	at := beginning(text[i], text[i+1])
	if !l.mixes[at] || !beforeHan(text, i) {
		return wordHit{}, i
	}
	for _, h := range l.mixed[at] {
		if n := matchMixed(text[i:], h.word); n > 0 {
			return wordHit{i, i + n, h.entry}, i + n
		}
	}
	return wordHit{}, i
}

// matchMixed returns how long the word is with which v begins, or 0. At its end no word
// may go on in small letters.
func matchMixed(v []byte, word string) int {
	j := 0
	for k := 0; k < len(word); k++ {
		if k > 0 && j < len(v) && (word[k] < utf8.RuneSelf) != (word[k-1] < utf8.RuneSelf) && (v[j] == ' ' || v[j] == '_' || v[j] == '-') {
			j++
		}
		if j >= len(v) {
			return 0
		}
		c := v[j]
		if c-'A' <= 25 {
			c |= 0x20
		}
		if c != word[k] {
			return 0
		}
		j++
	}
	if last := word[len(word)-1]; last < utf8.RuneSelf && j < len(v) && v[j]-'a' <= 25 && v[j] != 'v' { // IPv4
		return 0
	}
	return j
}

// behindHan says whether the Latin letters that end at i follow a Chinese character.
func behindHan(data []byte, i int) bool {
	j := i
	for j > 0 && i-j < 8 && isLetter(data[j-1]) {
		j--
	}
	if j > 0 && (data[j-1] == ' ' || data[j-1] == '_' || data[j-1] == '-') {
		j--
	}
	return j > 0 && data[j-1] >= utf8.RuneSelf
}

// beforeHan says whether a Chinese character follows the few Latin letters and digits
// that begin at i.
func beforeHan(text []byte, i int) bool {
	j := i
	for j < len(text) && j-i < 8 && isAlnum(text[j]) {
		j++
	}
	if j < len(text) && (text[j] == ' ' || text[j] == '_' || text[j] == '-') {
		j++
	}
	return j < len(text) && text[j] >= utf8.RuneSelf
}

// numberBehind says whether a Latin word that ends at i is followed by the Chinese for
// number or code alone: QQ号, CVV码.
func numberBehind(key []byte, i int) bool {
	if key[i-1] >= utf8.RuneSelf {
		return false
	}
	switch string(key[i:]) {
	case "号", "号码", "码", "號", "號碼", "碼":
		return true
	}
	return false
}
