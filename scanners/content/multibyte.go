package content

// A multibyte is a charset of East Asian text in which characters have one to four
// bytes and ASCII stands for itself.
type multibyte struct {
	name string
	// length is the number of bytes of the character at the start of b, which begins
	// with a byte beyond ASCII and may be cut off in it; 0 if there is none.
	length func(b []byte) int
	model  string
	// most is how many quarters of a bit the characters of a text carry in the mean,
	// at the most, and least how many characters a text has to have.
	most, least int
	// ahead is by how many quarters of a bit the charset must be likelier than
	// GB18030.
	ahead int
}

// multibytes in the order of preference. Most of what is scanned here is in
// GB18030, so that the others have to show that they are likelier.
var multibytes = []multibyte{
	{"gb18030", lengthGB, modelGB, 64, 2, 0},
	{"big5", lengthBig5, modelBig5, 60, 2, 20},
	{"shift-jis", lengthShiftJIS, modelShiftJIS, 60, 2, 20},
	{"euc-jp", lengthEUCJP, modelEUCJP, 58, 2, 12},
	{"euc-kr", lengthEUCKR, modelEUCKR, 56, 4, 40},
}

func multibyteNamed(name string) *multibyte {
	for i := range multibytes {
		if multibytes[i].name == name {
			return &multibytes[i]
		}
	}
	return nil
}

// multibyteOf returns the name of the charset in which the text, which is not
// UTF-8, is valid and its characters are likely; empty if there is none. Short
// texts that may be GB18030 are taken for that.
func multibyteOf(b []byte, whole bool) string {
	best, least := "", 1<<40
	for i := range multibytes {
		m := &multibytes[i]
		cost, total, n, pairs := m.cost(b, whole)
		// Letters with accents stand alone between ASCII ones; these do not.
		likely := n >= m.least && cost <= m.most*n && pairs*3 >= n
		if !likely && (m.name != "gb18030" || !likelyGB(b, whole)) {
			continue
		}
		if total += m.ahead; total < least {
			best, least = m.name, total
		}
	}
	return best
}

// cost adds up what the text carries in the charset: of its characters beyond ASCII
// and of all of it, in quarters of a bit. n is the number of such characters, 0
// when the text is not valid, and pairs how many of them follow another one.
func (m *multibyte) cost(b []byte, whole bool) (cost, total, n, pairs int) {
	last := -1 // where the last such character ended
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			total += costASCII
			i++
			continue
		}
		k := m.length(b[i:])
		switch {
		case k == 0:
			return 0, 0, 0, 0
		case i+k > len(b):
			if whole {
				return 0, 0, 0, 0
			}
			i = len(b)
			continue
		case k == 2 && b[i] >= 0x81 && b[i+1] >= 0x40:
			c := 20 + int(m.model[int(b[i]-0x81)*4+trailClass(b[i+1])]) - '!'
			cost += c
			total += c
		case k == 1:
			cost += costHalf
			total += costHalf
		default:
			cost += costRare * k
			total += costRare * k
		}
		if i == last {
			pairs++
		}
		n++
		i += k
		last = i
	}
	return
}

const (
	costASCII = 20 // of a byte
	costHalf  = 52 // of a half-width katakana, with which nothing but Russian is full
	costRare  = 36 // of a byte of a character that is not in the models
)

func trailClass(c byte) int {
	switch {
	case c < 0x80:
		return 0
	case c <= 0xA0:
		return 1
	case c < 0xD0:
		return 2
	}
	return 3
}

func lengthGB(b []byte) int {
	switch {
	case b[0] == 0x80 || b[0] == 0xFF:
		return 0
	case len(b) < 2:
		return 2
	case b[1] >= 0x30 && b[1] <= 0x39:
		if len(b) >= 4 && (b[2] < 0x81 || b[2] == 0xFF || b[3] < 0x30 || b[3] > 0x39) {
			return 0
		}
		return 4
	case b[1] >= 0x40 && b[1] != 0x7F && b[1] != 0xFF:
		return 2
	}
	return 0
}

func lengthBig5(b []byte) int {
	switch {
	case b[0] < 0x87 || b[0] == 0xFF:
		return 0
	case len(b) < 2 || b[1] >= 0x40 && b[1] <= 0x7E || b[1] >= 0xA1 && b[1] <= 0xFE:
		return 2
	}
	return 0
}

func lengthShiftJIS(b []byte) int {
	switch {
	case b[0] >= 0xA1 && b[0] <= 0xDF:
		return 1
	case b[0] == 0x80 || b[0] == 0xA0 || b[0] > 0xFC:
		return 0
	case len(b) < 2 || b[1] >= 0x40 && b[1] != 0x7F && b[1] <= 0xFC:
		return 2
	}
	return 0
}

func lengthEUCJP(b []byte) int {
	n := 2
	switch {
	case b[0] == 0x8F:
		n = 3
	case b[0] != 0x8E && (b[0] < 0xA1 || b[0] == 0xFF):
		return 0
	}
	for _, c := range b[1:min(n, len(b))] {
		if c < 0xA1 || c == 0xFF || b[0] == 0x8E && c > 0xDF {
			return 0
		}
	}
	return n
}

func lengthEUCKR(b []byte) int {
	switch {
	case b[0] == 0x80 || b[0] == 0xFF:
		return 0
	case len(b) < 2 || b[1]|0x20 >= 'a' && b[1]|0x20 <= 'z' || b[1] >= 0x81 && b[1] <= 0xFE:
		return 2
	}
	return 0
}
