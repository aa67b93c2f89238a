package content

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"strings"
)

// The font programs of simple fonts have an encoding of their own, which counts
// where the dictionary of the font states none: Type 1 (Adobe Type 1 Font Format,
// 2.2) in clear text, and the Compact Font Format (Adobe Technical Note 5176).

// builtin puts into the table what the font program says of its codes.
func (f *pdfFile) builtin(d pdfDict, table *[256]string) {
	for _, k := range []string{"FontFile", "FontFile3"} {
		s, ok := f.get(d[k]).(*pdfStream)
		if !ok {
			continue
		}
		r, left := f.stream(s)
		switch {
		case len(left) > 0:
		case k == "FontFile":
			type1Encoding(r, table)
		default:
			if b, err := io.ReadAll(io.LimitReader(r, pdfCharTable)); err == nil {
				cffEncoding(b, table)
			}
		}
	}
}

// type1Encoding reads "dup 65 /A put" up to the part that is encrypted.
func type1Encoding(r io.Reader, table *[256]string) {
	x := newPDFLexer(bufio.NewReader(io.LimitReader(r, pdfCharTable)), 0, false)
	inside := false
	var code float64
	var name pdfName
	for {
		t, err := x.token()
		if err != nil || t == pdfOp("eexec") || inside && t == pdfOp("def") {
			return
		}
		switch v := t.(type) {
		case float64:
			code = v
		case pdfName:
			inside = inside || v == "Encoding"
			name = v
		case pdfOp:
			switch {
			case !inside:
			case v == "StandardEncoding":
				*table = pdfBase("")
				return
			case v == "array":
				*table = [256]string{}
			case v == "put" && code >= 0 && code < 256:
				table[int(code)] = glyphText(string(name))
			}
		}
	}
}

// cffStrings are the characters of the standard strings from 1 to 228.
var cffStrings = []rune(" !\"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘abcdefghijklmnopqrstuvwxyz{|}~" +
	"¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß" +
	"¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž")

// A cffFont is a font in the Compact Font Format.
type cffFont struct {
	b     []byte
	names [][]byte // from 391 on
}

// index reads an INDEX at an offset and returns its elements and where it ends, -1
// if there is none.
func (c *cffFont) index(at int) (all [][]byte, end int) {
	if at < 0 || at+2 > len(c.b) {
		return nil, -1
	}
	n := int(binary.BigEndian.Uint16(c.b[at:]))
	if n == 0 {
		return nil, at + 2
	}
	if at+3 > len(c.b) {
		return nil, -1
	}
	size := int(c.b[at+2])
	base := at + 3 + (n+1)*size - 1
	if size < 1 || size > 4 || base > len(c.b) {
		return nil, -1
	}
	offset := func(i int) int {
		v := 0
		for _, x := range c.b[at+3+i*size : at+3+(i+1)*size] {
			v = v<<8 | int(x)
		}
		return v + base
	}
	for i := range n {
		from, to := offset(i), offset(i+1)
		if from < 0 || to < from || to > len(c.b) {
			return nil, -1
		}
		all = append(all, c.b[from:to])
	}
	return all, offset(n)
}

// text is the text of the string with a number.
func (c *cffFont) text(sid int) string {
	switch {
	case sid >= 1 && sid <= len(cffStrings):
		return plainForm(string(cffStrings[sid-1]))
	case sid >= 239 && sid <= 248: // digits that reach below the line
		return string(rune('0' + sid - 239))
	case sid >= 391 && sid-391 < len(c.names):
		return glyphText(string(c.names[sid-391]))
	}
	return ""
}

// cffEncoding puts the encoding of a font into the table.
func cffEncoding(b []byte, table *[256]string) {
	if len(b) < 4 || bytes.HasPrefix(b, []byte("OTTO")) {
		return
	}
	c := &cffFont{b: b}
	_, at := c.index(int(b[2]))
	tops, at := c.index(at)
	if len(tops) == 0 {
		return
	}
	c.names, _ = c.index(at)
	top := cffDict(tops[0])
	if _, cid := top[12<<8|30]; cid {
		return
	}
	charStrings, _ := c.index(top[17])
	sids := c.charset(top[15], len(charStrings))
	at = top[16]
	if at == 0 {
		*table = pdfBase("")
		return
	}
	byteAt := func(i int) int {
		if i < 0 || i >= len(b) {
			return 0
		}
		return int(b[i])
	}
	if at == 1 {
		return
	}
	*table = [256]string{}
	put := func(code, glyph int) {
		if code < 256 && glyph < len(sids) {
			table[code] = c.text(sids[glyph])
		}
	}
	kind, n, glyph := byteAt(at), byteAt(at+1), 1
	at += 2
	for range n {
		if kind&0x7f == 0 {
			put(byteAt(at), glyph)
			glyph, at = glyph+1, at+1
			continue
		}
		for k := 0; k <= byteAt(at+1); k++ {
			put(byteAt(at)+k, glyph)
			glyph++
		}
		at += 2
	}
	if kind&0x80 != 0 {
		for i := range byteAt(at) {
			e := at + 1 + 3*i
			table[byteAt(e)] = c.text(byteAt(e+1)<<8 | byteAt(e+2))
		}
	}
}

// charset are the strings of the glyphs.
func (c *cffFont) charset(at, glyphs int) []int {
	sids := []int{0}
	u := func(i, n int) (v int) {
		for k := i; k < i+n && k >= 0 && k < len(c.b); k++ {
			v = v<<8 | int(c.b[k])
		}
		return v
	}
	if at < 3 { // predefined; the first is that of the strings
		for i := 1; i < min(glyphs, 229); i++ {
			sids = append(sids, i)
		}
		return sids
	}
	kind := u(at, 1)
	at++
	for len(sids) < glyphs && at < len(c.b) {
		first, left := u(at, 2), 0
		at += 2
		if kind > 0 {
			left = u(at, min(kind, 2))
			at += min(kind, 2)
		}
		for i := 0; i <= left && len(sids) < glyphs; i++ {
			sids = append(sids, first+i)
		}
	}
	return sids
}

// cffDict reads the whole numbers of a DICT, the last operand of each operator.
func cffDict(b []byte) map[int]int {
	m := map[int]int{}
	v := 0
	for i := 0; i < len(b); i++ {
		switch c := int(b[i]); {
		case c == 12 && i+1 < len(b):
			i++
			m[12<<8|int(b[i])] = v
		case c <= 21:
			m[c] = v
		case c == 28 && i+2 < len(b):
			v = int(int16(binary.BigEndian.Uint16(b[i+1:])))
			i += 2
		case c == 29 && i+4 < len(b):
			v = int(int32(binary.BigEndian.Uint32(b[i+1:])))
			i += 4
		case c == 30:
			for i++; i < len(b) && b[i]&0xf != 0xf && b[i]>>4 != 0xf; i++ {
			}
		case c >= 32 && c <= 246:
			v = c - 139
		case c >= 247 && c <= 250 && i+1 < len(b):
			v = (c-247)*256 + int(b[i+1]) + 108
			i++
		case c >= 251 && c <= 254 && i+1 < len(b):
			v = -(c-251)*256 - int(b[i+1]) - 108
			i++
		}
	}
	return m
}

// numberedGlyph is the character of a glyph that is named by its code, as "a65".
func numberedGlyph(name string, code int) string {
	digits := strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if len(name)-len(digits) != 1 || code <= ' ' || code > '~' {
		return ""
	}
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' || n > 255 {
			return ""
		}
		n = n*10 + int(c-'0')
	}
	if n != code {
		return ""
	}
	return string(rune(code))
}
