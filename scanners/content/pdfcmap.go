package content

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// A pdfCMap maps the codes of a font to characters or to numbers of glyphs (ISO
// 32000-1, 9.7.5 and 9.10.3; Adobe technical note 5014).
type pdfCMap struct {
	spaces []pdfSpaceRange
	one    map[pdfCode]string
	ranges []pdfCodeRange // sorted by code when it is read
	cids   []pdfCIDRange
}

// A pdfCode is a code with its length in bytes.
type pdfCode struct {
	n int
	c uint32
}

type pdfSpaceRange struct {
	n      int
	lo, hi string
}

type pdfCodeRange struct {
	lo, hi pdfCode
	to     string // UTF-16BE of lo
}

type pdfCIDRange struct {
	lo, hi pdfCode
	cid    int
}

// pdfMapped bounds the entries of one map.
const pdfMapped = 100_000

// readCMap reads a map; what comes behind a broken place is not there.
func readCMap(r io.Reader) *pdfCMap {
	m := &pdfCMap{one: map[pdfCode]string{}}
	x := newPDFLexer(r, 0, false)
	var args []any
	for {
		x.left = pdfTokens
		v, err := x.object()
		if err != nil || len(m.one)+len(m.ranges)+len(m.cids) > pdfMapped {
			break
		}
		op, ok := v.(pdfOp)
		if !ok {
			if args = append(args, v); len(args) > 1000 {
				args = append(args[:0], args[500:]...)
			}
			continue
		}
		m.take(op, args)
		args = args[:0]
	}
	slices.SortStableFunc(m.ranges, func(a, b pdfCodeRange) int { return a.lo.compare(b.lo) })
	slices.SortStableFunc(m.cids, func(a, b pdfCIDRange) int { return a.lo.compare(b.lo) })
	return m
}

func (c pdfCode) compare(d pdfCode) int { return cmp.Or(cmp.Compare(c.n, d.n), cmp.Compare(c.c, d.c)) }

func codeOf(s string) pdfCode {
	c := pdfCode{n: len(s)}
	for i := range min(len(s), 4) {
		c.c = c.c<<8 | uint32(s[i])
	}
	return c
}

// take uses the operands of one operator.
func (m *pdfCMap) take(op pdfOp, args []any) {
	str := func(i int) string { s, _ := args[i].(string); return s }
	switch op {
	case "endcodespacerange":
		for i := 0; i+1 < len(args); i += 2 {
			if lo, hi := str(i), str(i+1); len(lo) == len(hi) && len(lo) >= 1 && len(lo) <= 4 {
				m.spaces = append(m.spaces, pdfSpaceRange{len(lo), lo, hi})
			}
		}
	case "endbfchar":
		for i := 0; i+1 < len(args); i += 2 {
			m.one[codeOf(str(i))] = utf16Text(str(i + 1))
		}
	case "endbfrange":
		for i := 0; i+2 < len(args); i += 3 {
			lo, hi := codeOf(str(i)), codeOf(str(i+1))
			switch to := args[i+2].(type) {
			case string:
				m.ranges = append(m.ranges, pdfCodeRange{lo, hi, to})
			case pdfArray:
				for k, v := range to {
					s, _ := v.(string)
					if lo.c+uint32(k) <= hi.c {
						m.one[pdfCode{lo.n, lo.c + uint32(k)}] = utf16Text(s)
					}
				}
			}
		}
	case "endcidchar":
		for i := 0; i+1 < len(args); i += 2 {
			if n, ok := args[i+1].(float64); ok {
				c := codeOf(str(i))
				m.cids = append(m.cids, pdfCIDRange{c, c, int(n)})
			}
		}
	case "endcidrange":
		for i := 0; i+2 < len(args); i += 3 {
			if n, ok := args[i+2].(float64); ok {
				m.cids = append(m.cids, pdfCIDRange{codeOf(str(i)), codeOf(str(i + 1)), int(n)})
			}
		}
	}
}

// text returns the characters of a code.
func (m *pdfCMap) text(c pdfCode) (string, bool) {
	if m == nil {
		return "", false
	}
	if s, ok := m.one[c]; ok {
		return s, true
	}
	i, ok := slices.BinarySearchFunc(m.ranges, c, func(r pdfCodeRange, c pdfCode) int { return r.lo.compare(c) })
	if !ok {
		i--
	}
	if i < 0 || c.compare(m.ranges[i].hi) > 0 {
		return "", false
	}
	to := []byte(m.ranges[i].to)
	if n := len(to); n == 1 {
		to[0] += byte(c.c - m.ranges[i].lo.c)
	} else if n >= 2 {
		u := uint32(to[n-2])<<8 | uint32(to[n-1])
		u += c.c - m.ranges[i].lo.c
		to[n-2], to[n-1] = byte(u>>8), byte(u)
	}
	s := utf16Text(string(to))
	if len(m.one) < pdfMapped {
		m.one[c] = s
	}
	return s, true
}

// cid returns the number of the glyph of a code.
func (m *pdfCMap) cid(c pdfCode) (int, bool) {
	i, ok := slices.BinarySearchFunc(m.cids, c, func(r pdfCIDRange, c pdfCode) int { return r.lo.compare(c) })
	if !ok {
		i--
	}
	if i < 0 || c.compare(m.cids[i].hi) > 0 {
		return 0, false
	}
	return m.cids[i].cid + int(c.c-m.cids[i].lo.c), true
}

// next is the length of the code at the start of s by the ranges of codes.
func (m *pdfCMap) next(s string) int {
	for n := 1; n <= min(4, len(s)); n++ {
		for _, r := range m.spaces {
			if r.n != n {
				continue
			}
			in := true
			for i := range n {
				in = in && s[i] >= r.lo[i] && s[i] <= r.hi[i]
			}
			if in {
				return n
			}
		}
	}
	if len(m.spaces) > 0 {
		return min(len(s), m.spaces[0].n)
	}
	return min(len(s), 2)
}

// utf16Text decodes UTF-16BE, as maps have it. A NUL, which stands for nothing
// there, is left out.
func utf16Text(s string) string {
	if len(s) == 1 {
		return strings.Trim(string(rune(s[0])), "\x00")
	}
	u := make([]uint16, 0, 8)
	for i := 0; i+1 < len(s) && i < 64; i += 2 {
		if c := uint16(s[i])<<8 | uint16(s[i+1]); c != 0 {
			u = append(u, c)
		}
	}
	return plainForm(string(utf16.Decode(u)))
}

// plainForm replaces radicals and ligatures by the characters that they look
// like: fonts that draw both with one glyph name either.
func plainForm(s string) string {
	for _, r := range s {
		if r >= 0x2e80 && r <= 0x2fdf || r >= 0xf900 && r <= 0xfb06 {
			return norm.NFKC.String(s)
		}
	}
	return s
}

// pdfText decodes a text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 with a
// byte order mark, else PDFDocEncoding, which is Latin-1 but for few characters.
func pdfText(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		return string(utf16.Decode(units(s[2:], 0)))
	case strings.HasPrefix(s, "\xff\xfe"):
		return string(utf16.Decode(units(s[2:], 1)))
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], "\uFFFD")
	}
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	// Producers in China write GBK and others UTF-8, against the standard.
	if c := charsetOf([]byte(s), true); c != nil && (c.name == "utf-8" || c.name == "gb18030") {
		return string(bytes.Clone(c.decode([]byte(s))))
	}
	r := make([]rune, 0, len(s))
	for i := range len(s) {
		r = append(r, rune(s[i]))
	}
	return string(r)
}

func units(s string, low int) []uint16 {
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i+low])<<8|uint16(s[i+1-low]))
	}
	return u
}
