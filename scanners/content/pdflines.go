package content

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// linesOf puts glyphs into lines from top to bottom, each from left to right, and
// calls each with their text. Blanks stand where there is room for one, and a
// tabulator where there is room for several characters.
func linesOf(glyphs []pdfGlyph, buf []byte, each func([]byte) error) ([]byte, error) {
	sortGlyphs(glyphs, func(a, b *pdfGlyph) int {
		return cmp.Or(cmp.Compare(a.angle, b.angle), cmp.Compare(b.cross, a.cross))
	})
	for len(glyphs) > 0 {
		n := 1
		first := glyphs[0]
		low := first.cross
		for n < len(glyphs) && glyphs[n].angle == first.angle {
			g := &glyphs[n]
			// Letters above and below the line belong to it.
			if reach := 0.5 * min(first.size, g.size); low-g.cross > reach || first.cross-g.cross > 0.9*max(first.size, g.size) {
				break
			}
			low = g.cross
			n++
		}
		line := glyphs[:n]
		glyphs = glyphs[n:]
		sortGlyphs(line, func(a, b *pdfGlyph) int { return cmp.Compare(a.along, b.along) })
		layers := layersOf(line)
		for k := range max(1, len(layers)) {
			if layers != nil {
				line = layers[k]
			}
			if buf = lineText(line, buf[:0]); len(buf) > 0 {
				if err := each(buf); err != nil {
					return buf, err
				}
			}
		}
	}
	return buf, nil
}

// sortGlyphs sorts in place. Mostly they are in order as they were written.
func sortGlyphs(glyphs []pdfGlyph, compare func(a, b *pdfGlyph) int) {
	for i := 1; i < len(glyphs); i++ {
		if compare(&glyphs[i-1], &glyphs[i]) > 0 {
			slices.SortStableFunc(glyphs, func(a, b pdfGlyph) int { return compare(&a, &b) })
			return
		}
	}
}

// lineText writes the glyphs of one line.
func lineText(line []pdfGlyph, buf []byte) []byte {
	boxed := 0 // glyphs that stand in boxes from here on
	var last *pdfGlyph
	for i := range line {
		g := &line[i]
		if last != nil {
			if g.text == last.text && g.along-last.along < 0.3*last.wide {
				continue // printed twice to look bold
			}
			if mark, ok := pdfAccent(last.text); ok && g.along < last.along+0.5*last.wide {
				// An accent and a letter, drawn one over the other.
				buf = append(buf[:len(buf)-len(last.text)], norm.NFC.String(g.text+mark)...)
				last = g
				continue
			}
			if boxed > 0 {
				boxed--
			} else {
				gap, em := g.along-last.end, max(g.size, last.size)
				switch {
				case gap > 1.2*em:
					buf = append(buf, '\t')
				case g.blank && gap > 0.03*em, gap > 0.6*em, gap > 0.1*min(g.size, last.size) && !wideText(last.text, g.text):
					buf = append(buf, ' ')
				}
			}
		}
		if boxed == 0 {
			boxed = boxes(line[i:])
		}
		buf = append(buf, g.text...)
		last = g
	}
	for len(buf) > 0 && (buf[len(buf)-1] == ' ' || buf[len(buf)-1] == '\t') {
		buf = buf[:len(buf)-1]
	}
	return buf
}

// pdfAccents are the marks that combine with a letter, by the characters that
// stand alone.
var pdfAccents = map[string]string{
	"`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308",
	"˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}

// pdfAccent is the mark for a character that stands alone. Hardly any is one.
func pdfAccent(text string) (mark string, ok bool) {
	if len(text) == 1 && text != "`" {
		return "", false
	}
	mark, ok = pdfAccents[text]
	return mark, ok
}

// wideText says that one text ends and the next begins with characters that are
// written without blanks between them.
func wideText(a, b string) bool {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	wide := func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff70
	}
	return wide(x) && wide(y)
}

// boxedDigits is how many digits at the same distance from each other are one
// number, as in the boxes of a form.
const boxedDigits = 8

// boxes returns how many glyphs behind the first one stand in boxes with it.
func boxes(line []pdfGlyph) int {
	if len(line) < boxedDigits || !boxDigit(line[0].text) {
		return 0
	}
	pitch := line[1].along - line[0].along
	if pitch < 0.65*line[0].size || pitch > 4*line[0].size {
		return 0
	}
	n := 1
	for n < len(line) && boxDigit(line[n].text) && math.Abs(line[n].along-line[n-1].along-pitch) < 0.06*pitch {
		n++
	}
	if n < boxedDigits {
		return 0
	}
	return n - 1
}

func boxDigit(s string) bool { return len(s) == 1 && (s[0] >= '0' && s[0] <= '9' || s[0] == 'X') }
