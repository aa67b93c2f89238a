package content

import "bytes"

var _ = register(format{name: "logfmt", rank: 26, recognise: recogniseLogfmt})

// logfmt reads lines of key=value pairs, as many services log them (logrus, slog,
// Heroku's router). A value with blanks in it is quoted.
type logfmt struct{}

// recogniseLogfmt wants three lines or more, and two pairs or more in most of them:
// one pair a line is a file of settings.
func recogniseLogfmt(h head) parser {
	p := recogniseLog(h, logfmt{}, 3)
	if p == nil {
		return nil
	}
	r := h.record()
	n, several := 0, 0
	for _, l := range h.lines(sniffed) {
		r.reset()
		if (logfmt{}).take(l, r) {
			if n++; len(r.fields) > 1 {
				several++
			}
		}
	}
	if several*5 < n*4 {
		return nil
	}
	return p
}

func (logfmt) take(b []byte, r *record) bool {
	found := false
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t') {
		b = b[:len(b)-1]
	}
	for {
		for len(b) > 0 && (b[0] == ' ' || b[0] == '\t') {
			b = b[1:]
		}
		if len(b) == 0 {
			return found
		}
		eq := 0
		for eq < len(b) && logKeys[b[eq]] {
			eq++
		}
		if eq == 0 || eq == len(b) || b[eq] != '=' || eq >= maxName || !logKeyFirst(b[0]) {
			return false
		}
		key, rest := b[:eq], b[eq+1:]
		found = true
		if len(rest) > 0 && rest[0] == '"' {
			end := endQuote(rest)
			if end < 0 || end+1 < len(rest) && rest[end+1] != ' ' && rest[end+1] != '\t' {
				return false
			}
			r.putKey(key, r.plain(rest[1:end]))
			b = rest[end+1:]
			continue
		}
		end := bytes.IndexByte(rest, ' ')
		if end < 0 {
			end = len(rest)
		}
		r.putKey(key, rest[:end])
		b = rest[end:]
	}
}

// logKeys marks the bytes that a key may hold.
var logKeys = func() (is [256]bool) {
	for i := range is {
		c := byte(i)
		is[i] = logKeyFirst(c) || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '/'
	}
	return is
}()

// logKeyFirst reports whether a key may begin with the byte.
func logKeyFirst(c byte) bool { return letter(c) || c >= 0x80 || c == '_' || c == '@' }
