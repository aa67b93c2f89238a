package detectors

import "unicode/utf8"

// escaped says whether a value holds escapes of URLs (%E5%BC%A0) or of JSON
// (\u5f20).
func escaped(v []byte) bool {
	for i := 0; i+2 < len(v); i++ {
		if v[i] == '%' && isHex(v[i+1]) && isHex(v[i+2]) || v[i] == '\\' && v[i+1] == 'u' {
			return true
		}
	}
	return false
}

// plain undoes the escapes of a value into out, which must hold as many bytes as v.
// In a query a plus is a space. It returns nil when what comes out is no UTF-8.
func plain(out, v []byte, query bool) []byte {
	n := 0
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '%':
			if b, ok := unescaped(v, i); ok {
				c = b
				i += 2
			}
			out[n] = c
			n++
		case c == '+' && query:
			out[n] = ' '
			n++
		case c == '\\' && i+1 < len(v) && v[i+1] == 'u':
			r, size := escapedRune(v[i:])
			if size == 0 {
				return nil
			}
			n += utf8.EncodeRune(out[n:n+utf8.UTFMax:n+utf8.UTFMax], r)
			i += size - 1
		default:
			out[n] = c
			n++
		}
	}
	if !utf8.Valid(out[:n]) {
		return nil
	}
	return out[:n]
}

// escapedRune reads \uXXXX, or two of them for a character beyond U+FFFF, and returns
// how many bytes it took.
func escapedRune(v []byte) (r rune, size int) {
	unit := func(v []byte) (rune, bool) {
		if len(v) < 6 || v[0] != '\\' || v[1] != 'u' {
			return 0, false
		}
		var r rune
		for _, b := range v[2:6] {
			if !isHex(b) {
				return 0, false
			}
			r = r<<4 | rune(hexValue(b))
		}
		return r, true
	}
	high, ok := unit(v)
	if !ok {
		return 0, 0
	}
	if high < 0xd800 || high > 0xdfff {
		return high, 6
	}
	low, ok := unit(v[6:])
	if !ok || high > 0xdbff || low < 0xdc00 || low > 0xdfff {
		return 0, 0
	}
	return 0x10000 + (high-0xd800)<<10 + (low - 0xdc00), 12
}
