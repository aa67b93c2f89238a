package content

import (
	"bytes"
	"html"
	"net/url"
)

// unescapeHTML appends text with its references replaced, also those without a
// semicolon behind them, as browsers read them (the living standard, 13.2.5.72). In
// attributes the names among these are none, since addresses have parameters.
func unescapeHTML(dst, b []byte, attribute bool) []byte {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(dst, b...)
		}
		dst, b = append(dst, b[:i]...), b[i:]
		n := 1
		for n < len(b) && n < longestEntity && (letter(b[n]) || b[n] >= '0' && b[n] <= '9' || n == 1 && b[n] == '#') {
			n++
		}
		switch {
		case n < len(b) && b[n] == ';':
			dst = unescapeXML(dst, b[:n+1])
			n++
		case n > 2 && b[1] == '#', n > 1 && !attribute:
			dst = append(dst, html.UnescapeString(string(b[:n]))...)
		default:
			dst = append(dst, b[:n]...)
		}
		b = b[n:]
	}
}

// unescapeLink decodes the address or the number in a link.
func unescapeLink(v []byte) []byte {
	for _, scheme := range []string{"mailto:", "tel:", "sms:"} {
		if len(v) > len(scheme) && bytes.EqualFold(v[:len(scheme)], []byte(scheme)) {
			if s, err := url.PathUnescape(string(v)); err == nil {
				return []byte(s)
			}
		}
	}
	return v
}
