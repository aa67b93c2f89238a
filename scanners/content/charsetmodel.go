package content

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// How many bits the commonest characters of some languages carry in their texts,
// counted in translations of programs and in names of people and places by
// testdata/content/make-charsets.py.
//
//go:embed charsets.txt
var charsetText string

// A bit is what costs are counted in quarters of.
const bit = 4

// languages holds by language what its commonest characters cost.
var languages = sync.OnceValue(func() map[string]map[rune]uint8 {
	all := map[string]map[rune]uint8{}
	for l := range strings.Lines(charsetText) {
		w := strings.Fields(l)
		if w[0] == "#" {
			continue
		}
		m := all[w[0]]
		if m == nil {
			m = map[rune]uint8{}
			all[w[0]] = m
		}
		n, err := strconv.Atoi(w[1])
		if err != nil {
			panic("charsets.txt: " + l)
		}
		for _, r := range w[2] {
			m[r] = uint8(n * bit)
		}
	}
	return all
})

// A model says what the characters of a charset cost.
type model struct {
	name string
	// ahead is what the charset costs beforehand: how much likelier than GB18030 its
	// characters have to be.
	ahead int
	// letters says that the characters are of an alphabet, in which ASCII is spoken as
	// well (Latin) or is not (Cyrillic).
	letters letters
	one     [128]uint8
	two     []uint8 // as in a codeTable
	long    func([]byte) int
}

type letters uint8

const (
	noLetters letters = iota
	latin
	cyrillic
)

// What characters cost of which no language says anything.
const (
	costASCII   = 5 * bit // of a byte, in any text
	costControl = 20 * bit
	costBroken  = 40 * bit // a byte that is no character
	costLong    = 26 * bit // characters of three and four bytes
	costHalf    = 7 * bit  // half-width katakana
	costNever   = 26 * bit // private use
)

// A dialect is a language in a charset, which costs more than in the others.
type dialect struct {
	language string
	more     uint8
}

// level is what a character of two bytes costs that is in no list: charsets have the
// common ones of their language in the middle.
func level(name string, lead, trail byte) uint8 {
	switch name {
	case "gb18030":
		switch {
		case trail < 0xA1 || lead < 0xA1 || lead > 0xF7:
			return 19 * bit
		case lead < 0xB0:
			return 15 * bit
		case lead < 0xD8:
			return 14*bit + 2
		}
		return 17 * bit
	case "big5":
		switch {
		case lead >= 0xA4 && lead <= 0xC5:
			return 14*bit + 2
		case lead >= 0xA1 && lead <= 0xA3:
			return 15 * bit
		case lead >= 0xC9 && lead <= 0xF9:
			return 17*bit + 2
		}
		return 21 * bit
	case "shift-jis":
		switch {
		case lead >= 0x88 && lead <= 0x98:
			return 14*bit + 2
		case lead <= 0x84:
			return 15 * bit
		case lead <= 0xEA && lead != 0x87:
			return 17*bit + 2
		}
		return 20 * bit
	case "euc-jp":
		switch {
		case lead == 0x8E:
			return 10 * bit
		case lead >= 0xB0 && lead <= 0xCF:
			return 14*bit + 2
		case lead <= 0xA8:
			return 15 * bit
		}
		return 17*bit + 2
	}
	switch { // EUC-KR
	case lead < 0xA1 || trail < 0xA1:
		return 18 * bit
	case lead >= 0xB0 && lead <= 0xC8:
		return 14*bit + 2
	case lead < 0xB0:
		return 15*bit + 2
	}
	return 18 * bit // Chinese characters
}

// models in the order of preference. Most of what is scanned here is in GB18030, so
// that the others have to show that they are likelier.
var models = sync.OnceValue(func() []*model {
	return []*model{
		newModel("gb18030", 0, noLetters, dialect{"zh_CN", 0}, dialect{"zh_TW", 3 * bit}),
		newModel("big5", 3*bit, noLetters, dialect{"zh_TW", 0}),
		newModel("shift-jis", 3*bit, noLetters, dialect{"ja", 0}),
		newModel("euc-jp", 4*bit, noLetters, dialect{"ja", 0}),
		newModel("euc-kr", 4*bit, noLetters, dialect{"ko", 0}),
		newModel("windows-1251", 6*bit, cyrillic, dialect{"ru", 0}),
		newModel("koi8-r", 8*bit, cyrillic, dialect{"ru", 0}),
		newModel("ibm866", 9*bit, cyrillic, dialect{"ru", 0}),
	}
})

func modelNamed(name string) *model {
	for _, m := range models() {
		if m.name == name {
			return m
		}
	}
	return nil
}

// latinModel is that of windows-1252, in which whatever is in no other charset is read.
// Texts of Central Europe are not told apart from those of the West, since they would
// be taken for each other; so their letters are likely in it as well.
var latinModel = sync.OnceValue(func() *model {
	m := newModel("windows-1252", bit, latin, dialect{"latin", 0})
	for i, name := range []string{"windows-1250", "iso-8859-2"} {
		for c, p := range tableNamed(name).one {
			m.one[c] = min(m.one[c], costOf(p, []dialect{{"central", uint8(i+2) * bit}}))
		}
	}
	return m
})

func newModel(name string, ahead int, kind letters, shares ...dialect) *model {
	t := tableNamed(name)
	m := &model{name: name, ahead: ahead, letters: kind, long: t.long}
	for i, p := range t.one {
		m.one[i] = costBroken
		if p != 0 {
			m.one[i] = min(unlisted(fromNumber(p), kind), costOf(p, shares))
		}
	}
	if t.two == nil {
		return m
	}
	m.two = make([]uint8, len(t.two))
	for i, p := range t.two {
		if p != 0 {
			lead, trail := byte(i/tableTrails+firstLead), byte(i%tableTrails+firstTrail)
			m.two[i] = min(level(name, lead, trail), costOf(p, shares))
			if r := fromNumber(p); r >= 0xE000 && r < 0xF900 {
				m.two[i] = costNever
			} else if r > 0xFF00 && r < 0xFF5F {
				m.two[i] = min(m.two[i], 13*bit) // full-width forms
			}
		}
	}
	return m
}

// unlisted is what a character of one byte costs that is in no list.
func unlisted(r rune, kind letters) uint8 {
	switch {
	case r >= 0xFF61 && r < 0xFFA0:
		return costHalf
	case r < 0xA0:
		return 30 * bit
	case kind == latin && (r == 0xA0 || r == '’'):
		return 4 * bit
	case kind == latin && strings.ContainsRune("…¿¡“”", r):
		return 6 * bit
	case kind == latin && strings.ContainsRune("°§©®·´–—•€£½²³", r):
		return 9 * bit
	case kind == cyrillic && r >= 0x400 && r < 0x500:
		return 10 * bit
	case kind == latin && r >= 0xC0 && r < 0x180 && r != 0xD7 && r != 0xF7:
		return 10 * bit
	}
	return 13 * bit
}

func fromNumber(p uint32) rune {
	r, _ := utf8.DecodeRune([]byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)})
	return r
}

func costOf(p uint32, shares []dialect) uint8 {
	least := uint8(255)
	r := fromNumber(p)
	if r == 0x3000 {
		return 10 * bit // blanks are in no list
	}
	for _, s := range shares {
		if c, ok := languages()[s.language][r]; ok {
			least = min(least, c+s.more)
		}
	}
	return least
}

// unicodeCosts is what the characters of the first plane cost in whatever language they
// are the commonest in, one bit more for not knowing it.
var unicodeCosts = sync.OnceValue(func() *[1 << 16]uint8 {
	var t [1 << 16]uint8
	for r := range rune(len(t)) {
		switch {
		case r >= 0x4E00 && r < 0xA000:
			t[r] = 17 * bit
		case r >= 0xAC00 && r < 0xD7A4:
			t[r] = 16 * bit
		case r >= 0x3000 && r < 0x3100 || r > 0xFF00 && r < 0xFFE0:
			t[r] = 14 * bit
		case r >= 0x3400 && r < 0x4E00:
			t[r] = 21 * bit
		case r >= 0xD800 && r < 0xF900 || r < 0x20 && (r < '\a' || r > '\r') || r >= 0x7F && r < 0xA0 || r >= 0xFFF0:
			t[r] = costBroken
		case r < 0x80:
			t[r] = costASCII
		default:
			t[r] = 19 * bit
		}
	}
	t[0x3000], t[0xA0] = 11*bit, 12*bit // blanks
	for _, m := range languages() {
		for r, c := range m {
			t[r] = min(t[r], c+bit)
		}
	}
	return &t
})
