package content

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text in header fields that is not ASCII: encoded words (RFC 2047) and parameters
// (RFC 2231). They are decoded here because the standard library gives up a
// parameter in a charset other than UTF-8 and decodes each word for itself, though
// many programs cut a text into words in the middle of a character.

// decodeWords decodes the words of RFC 2047 in a field, and what is not ASCII
// without being one.
func decodeWords(v []byte) string {
	s := toUTF8(v, "")
	if !bytes.Contains(s, []byte("=?")) {
		return string(s)
	}
	var out, run []byte
	charset := ""
	flush := func() {
		if len(run) > 0 {
			out = append(out, toUTF8(run, charset)...)
			run = run[:0]
		}
	}
	for {
		i := bytes.Index(s, []byte("=?"))
		if i < 0 {
			break
		}
		name, data, n := encodedWord(s[i:])
		if n == 0 {
			flush()
			out, s = append(out, s[:i+2]...), s[i+2:]
			continue
		}
		// White space between two words is none of the text.
		if len(run) == 0 || len(bytes.TrimSpace(s[:i])) > 0 {
			flush()
			out = append(out, s[:i]...)
		} else if !strings.EqualFold(name, charset) {
			flush()
		}
		charset, run, s = name, append(run, data...), s[i+n:]
	}
	flush()
	return string(append(out, s...))
}

// encodedWord reads "=?charset?Q?text?=" and returns its length, 0 if it is none.
func encodedWord(s []byte) (charset string, data []byte, n int) {
	name, rest, ok := bytes.Cut(s[2:], []byte{'?'})
	if !ok || len(name) == 0 || len(name) > 64 || bytes.ContainsAny(name, " \t") || len(rest) < 4 || rest[1] != '?' {
		return "", nil, 0
	}
	text, _, ok := bytes.Cut(rest[2:], []byte("?="))
	if !ok {
		return "", nil, 0
	}
	n = 2 + len(name) + 1 + 2 + len(text) + 2
	name, _, _ = bytes.Cut(name, []byte{'*'}) // a language
	switch rest[0] | 0x20 {
	case 'b':
		return string(name), base64Of(text), n
	case 'q':
		return string(name), unquotePrintable(nil, bytes.ReplaceAll(text, []byte{'_'}, []byte{' '})), n
	}
	return "", nil, 0
}

// base64Of decodes what is of base64.
func base64Of(text []byte) []byte {
	b := make([]byte, 0, len(text))
	for _, c := range text {
		if letter(c) || c >= '0' && c <= '9' || c == '+' || c == '/' {
			b = append(b, c)
		}
	}
	if len(b)%4 == 1 {
		b = b[:len(b)-1]
	}
	n, _ := base64.RawStdEncoding.Decode(b, b)
	return b[:n]
}

// textOf64 decodes base64 if it holds text, and leaves it as it is if it does not.
func textOf64(v []byte) []byte {
	for _, c := range v {
		if base64Digit(c) < 0 && c != '=' && c > ' ' {
			return v
		}
	}
	b := base64Of(v)
	if controls(b) > 0 || len(b) == 0 {
		return v
	}
	if utf8.Valid(b) {
		return b
	}
	if c := charsetOf(b, true); c != nil {
		return c.decode(b)
	}
	return v
}

// A paramPart is one part of a parameter that is written in several.
type paramPart struct {
	n       int
	encoded bool
	value   string
}

// mediaType parses the value of a field with parameters. Of a broken one it takes
// what there is.
func mediaType(v []byte) (string, map[string]string) {
	kind, s, _ := strings.Cut(string(toUTF8(v, "")), ";")
	params, parts := map[string]string{}, map[string][]paramPart{}
	for s != "" {
		s = strings.TrimLeft(s, " \t\r\n;")
		i := strings.IndexAny(s, "=;")
		if i < 0 {
			break
		}
		key := strings.ToLower(strings.TrimSpace(s[:i]))
		if s[i] == ';' {
			s = s[i:]
			continue
		}
		var value string
		value, s = paramValue(strings.TrimLeft(s[i+1:], " \t"))
		base, star, ok := strings.Cut(key, "*")
		if !ok {
			if _, twice := params[key]; !twice {
				params[key] = value
			}
			continue
		}
		p := paramPart{value: value}
		star, p.encoded = strings.CutSuffix(star, "*")
		if n, err := strconv.Atoi(star); err == nil {
			p.n = n
		} else {
			p.encoded = true
		}
		parts[base] = append(parts[base], p)
	}
	for k, list := range parts {
		params[k] = joinedParam(list)
	}
	return strings.ToLower(strings.TrimSpace(kind)), params
}

// paramValue reads a value, with or without quotes, and returns what comes behind.
func paramValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		i := strings.IndexByte(s, ';')
		if i < 0 {
			i = len(s)
		}
		return strings.TrimSpace(s[:i]), s[i:]
	}
	var b []byte
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return string(b), s[i+1:]
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
		}
		b = append(b, s[i])
	}
	return string(b), ""
}

// joinedParam is the text of the parts of a parameter.
func joinedParam(parts []paramPart) string {
	slices.SortStableFunc(parts, func(a, b paramPart) int { return cmp.Compare(a.n, b.n) })
	var b []byte
	charset := ""
	for i, p := range parts {
		if !p.encoded {
			b = append(b, p.value...)
			continue
		}
		v := p.value
		if f := strings.SplitN(v, "'", 3); i == 0 && len(f) == 3 {
			charset, v = f[0], f[2]
		}
		for k := 0; k < len(v); k++ {
			if v[k] == '%' && k+2 < len(v) {
				if hi, lo := hexDigit(v[k+1]), hexDigit(v[k+2]); hi >= 0 && lo >= 0 {
					b = append(b, byte(hi<<4|lo))
					k += 2
					continue
				}
			}
			b = append(b, v[k])
		}
	}
	return string(toUTF8(b, charset))
}
