package content

import (
	"bytes"
	"unicode/utf8"
)

// judged is how much of a text its charset is told by.
const judged = 16 << 10

// evidence is the part of a text, from the line on in which something beyond ASCII
// stands first, that its charset is told by. whole is false when it was cut.
func evidence(b []byte, whole bool) ([]byte, bool) {
	if len(b) <= judged {
		return b, whole
	}
	from := bytes.IndexFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
	from = max(0, min(from, len(b)-judged))
	if i := bytes.LastIndexByte(b[max(0, from-judged/4):from], '\n'); i >= 0 {
		from = max(0, from-judged/4) + i + 1
	}
	if len(b)-from > judged {
		b, whole = b[:from+judged], false
	}
	return b[from:], whole
}

// likeliest returns the name of the charset of one byte a unit in which the text, which
// is not UTF-8 throughout, costs the least, and what it costs. "utf-8" stands for UTF-8
// and windows-1252. Texts in the charset that is preferred cost less.
func likeliest(b []byte, whole bool, prefer string) (name string, least int) {
	b, whole = evidence(b, whole)
	name, least = "utf-8", costUTF8(b, whole, 1<<40)
	if prefer == name {
		least -= preferred
	}
	for _, m := range models() {
		ahead := m.ahead
		if m.name == prefer {
			ahead -= preferred
		}
		if c := m.cost(b, whole, least-ahead) + ahead; c < least {
			name, least = m.name, c
		}
	}
	return name, least
}

// preferred is what a line costs less in the charset of the text around it.
const preferred = 16 * bit

// What stands before a character.
type before uint8

const (
	blank     before = iota // ASCII, no letter
	word                    // a letter of ASCII
	beyond                  // a character beyond ASCII
	upper                   // the same, a capital
	halfWidth               // the same, of one byte where others have two
)

// cost adds up what the text carries in the charset; it stops beyond the limit.
func (m *model) cost(b []byte, whole bool, limit int) (sum int) {
	was := blank
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			sum += int(asciiCosts[c])
			if !letter(c) {
				was = blank
			} else {
				if was >= beyond && m.letters != latin {
					sum += foreignLetter
				}
				was = word
			}
			i++
			continue
		}
		if sum > limit {
			return sum
		}
		n, k, now := m.char(b[i:], was)
		if n > len(b)-i {
			if !whole {
				break
			}
			n, k = 1, costBroken
		}
		sum += k + m.follows(was)
		i, was = i+n, now
	}
	return sum
}

// foreignLetter is what a letter of ASCII costs more right behind a character of
// another script.
const foreignLetter = 4 * bit

// follows is what a character beyond ASCII costs more by what stands before it.
func (m *model) follows(was before) int {
	switch m.letters {
	case latin:
		return [...]int{blank: 4 * bit, word: 4 * bit, beyond: 5 * bit, upper: 5 * bit, halfWidth: 0}[was]
	case cyrillic:
		return [...]int{blank: 4 * bit, word: 6 * bit, beyond: 0, upper: 0, halfWidth: 0}[was]
	}
	return [...]int{blank: bit, word: foreignLetter, beyond: 0, upper: 0, halfWidth: 0}[was]
}

// char returns the length of the character at the start of b, what it costs, and what
// it is for the next one.
func (m *model) char(b []byte, was before) (n, cost int, now before) {
	c := b[0]
	if m.two == nil {
		now = beyond
		if m.letters == cyrillic && m.capital(c) {
			now = upper
			switch was {
			case beyond: // a capital in a word
				return 1, int(m.one[c-0x80]) + 5*bit, now
			case upper:
				return 1, int(m.one[c-0x80]) - 3*bit, now
			}
		}
		return 1, int(m.one[c-0x80]), now
	}
	if one := m.one[c-0x80]; one != costBroken {
		if was != halfWidth {
			one += 8 * bit
		}
		return 1, int(one), halfWidth
	}
	if len(b) < 2 {
		return 2, 0, beyond
	}
	lead, trail := uint(c)-firstLead, uint(b[1])-firstTrail
	if lead < tableLeads && trail < tableTrails {
		if k := m.two[lead*tableTrails+trail]; k != 0 {
			return 2, int(k), beyond
		}
	}
	if m.long != nil {
		if k := m.long(b); k > 0 {
			return k, costLong, beyond
		}
		if len(b) < 4 && lead < tableLeads && (b[1] >= '0' && b[1] <= '9' || c == 0x8F) {
			return 4, 0, beyond // it may be cut off
		}
	}
	return 1, costBroken, beyond
}

// capital says whether the byte is a capital letter in a charset of Cyrillic.
func (m *model) capital(c byte) bool {
	switch m.name {
	case "koi8-r":
		return c >= 0xE0
	case "ibm866":
		return c < 0xA0
	}
	return c >= 0xC0 && c < 0xE0
}

// asciiCosts is what ASCII costs. Hive parts the fields of its text files with ^A.
var asciiCosts = func() (t [128]uint8) {
	for c := range t {
		t[c] = costASCII
		if c < 0x20 && (c < '\a' || c > '\r') && c != 0x1b && c != 0x1e && c != 1 || c == 0x7f {
			t[c] = costControl
		}
	}
	return t
}()

// chance is what a byte of a character of UTF-8 behind its first costs less, since other
// text has the form of it once in many; costCut is what one costs that is cut off.
const (
	chance  = 3 * bit
	costCut = 12 * bit
)

// costUTF8 adds up what the text carries as UTF-8 in which odd bytes are of windows-1252.
func costUTF8(b []byte, whole bool, limit int) (sum int) {
	m, wide := latinModel(), unicodeCosts()
	sum = m.ahead
	was, script := blank, rune(0)
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			sum += int(asciiCosts[c])
			was = blank
			if letter(c) {
				was = word
			}
			i++
			continue
		}
		if sum > limit {
			return sum
		}
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case n > 1 && r < 1<<16:
			k := int(wide[r])
			if r < 0x3000 && k > 11*bit && r>>7 == script {
				k = 11 * bit
			}
			script = r >> 7
			sum += k - chance*(n-1)
		case n > 1:
			sum += costLong
		case !whole && !utf8.FullRune(b[i:]):
			return sum
		default:
			k := int(m.one[c-0x80]) + m.follows(was)
			if cut := cutLength(b[i:]); cut > 1 {
				odd := k
				for _, x := range b[i+1 : i+cut] {
					odd += int(m.one[x-0x80]) + m.follows(beyond)
				}
				k, n = min(odd, costCut), cut
			}
			sum += k
		}
		i, was = i+n, beyond
	}
	return sum
}

// broken counts the bytes that are no characters.
func (m *model) broken(b []byte, whole bool) (count int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		n, k, _ := m.char(b[i:], blank)
		if k == costBroken || n > len(b)-i && whole {
			count++
		}
		i += n
	}
	return count
}

// cutLength is the length of a character of UTF-8 at the start of b that is cut off.
func cutLength(b []byte) int {
	if b[0] < 0xE0 || b[0] > 0xF4 {
		return 1
	}
	n := 1
	for n < 3 && n < len(b) && b[n]&0xC0 == 0x80 {
		n++
	}
	return n
}
