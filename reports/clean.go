package reports

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes a string that came from a store, a declaration or an error
// harmless to show. Names are chosen by whoever can write to the store: an
// escape sequence would repaint the terminal, a right-to-left override would
// turn a name around, a newline would forge a line of the report. Whatever is
// not visible is written as an escape (\x1b, \u202e, \xff), so that nothing
// disappears and two different names stay different to the eye. The zero width
// joiners stay, because some scripts are unreadable without them.
func clean(s string) string {
	at := 0
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n == 1 || !harmless(r) {
			break
		}
		at += n
	}
	if at == len(s) {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:at])
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[at])
		case harmless(r):
			b.WriteString(s[at : at+n])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		at += n
	}
	return b.String()
}

// harmless says whether a rune is visible and does not change how its
// neighbours are shown.
func harmless(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	if unicode.Is(unicode.Zs, r) {
		return r == ' ' || r == '\u3000' // blanks of other kinds pass for the usual one
	}
	return unicode.IsGraphic(r) || r == nonJoiner || r == joiner
}
