package content

import "bytes"

var _ = register(format{name: "syslog", rank: 23, recognise: func(h head) parser { return recogniseLog(h, syslog{}, 2) }})

// syslog reads the messages of syslog (RFC 3164 and RFC 5424) as daemons write
// them to files, with the priority in front or without it: time, host, app, pid,
// message. Structured data has the names of its elements and parameters.
type syslog struct{}

func (syslog) take(b []byte, r *record) bool {
	if len(b) > 4 && b[0] == '<' {
		i := bytes.IndexByte(b[:5], '>')
		if i < 2 || !digits(b[1:i], i-1) {
			return false
		}
		b = b[i+1:]
		if bytes.HasPrefix(b, []byte("1 ")) {
			return structured(b[2:], r)
		}
	}
	n := stamp(b)
	if n == 0 || n >= len(b) || b[n] != ' ' {
		return false
	}
	r.put("time", b[:n])
	b = b[n+1:]
	host := bytes.IndexByte(b, ' ')
	if host <= 0 || !hostName(b[:host]) {
		return false
	}
	r.put("host", b[:host])
	b = b[host+1:]
	if app, pid, rest, ok := tag(b); ok {
		r.put("app", app)
		r.put("pid", pid)
		b = rest
	}
	r.put("message", bytes.TrimLeft(b, " "))
	return true
}

// tag reads "app[pid]: " or "app: ", which some messages do not have. Some daemons
// leave the colon out behind the number.
func tag(b []byte) (app, pid, rest []byte, ok bool) {
	end := bytes.IndexByte(b, ' ')
	if end < 0 {
		end = len(b)
	}
	app, rest = b[:end], b[end:]
	colon := end > 1 && app[end-1] == ':'
	if colon {
		app = app[:end-1]
	}
	if open := bytes.IndexByte(app, '['); open > 0 && app[len(app)-1] == ']' {
		return app[:open], app[open+1 : len(app)-1], rest, true
	}
	return app, nil, rest, colon && len(app) <= 64
}

// stamp returns the length of the time that b begins with: "Jan  2 03:04:05" as in
// RFC 3164, perhaps with the year, or a time of ISO 8601 with "T" as in RFC 3339.
func stamp(b []byte) int {
	if len(b) > 20 && b[4] == '-' && b[10] == 'T' && logTime(b[:19]) {
		n := bytes.IndexByte(b[:min(len(b), 36)], ' ')
		if z := b[max(n, 1)-1]; n > 0 && (z == 'Z' || b[n-3] == ':' || b[n-5] == '+' || b[n-5] == '-') {
			return n
		}
		return 0
	}
	if len(b) < 16 || b[3] != ' ' || b[6] != ' ' || bytes.Index(months, b[:3])%4 != 0 {
		return 0
	}
	n := 7
	if digits(b[7:11], 4) && b[11] == ' ' && len(b) > 21 {
		n = 12
	}
	if b[n+2] != ':' || b[n+5] != ':' || !digits(b[n:n+2], 2) || !digits(b[n+6:n+8], 2) {
		return 0
	}
	n += 8
	if n < len(b) && b[n] == '.' { // fractions of a second
		for n++; n < len(b) && b[n] >= '0' && b[n] <= '9'; n++ {
		}
	}
	return n
}

var months = []byte("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")

// hostName reports whether v may be a host: a name or an address.
func hostName(v []byte) bool {
	for _, c := range v {
		if !letter(c) && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_' && c != ':' && c < 0x80 {
			return false
		}
	}
	return len(v) <= 255
}

// structured reads what follows the version of a message of RFC 5424.
func structured(b []byte, r *record) bool {
	for _, name := range [...]string{"time", "host", "app", "pid", "message_id"} {
		i := bytes.IndexByte(b, ' ')
		if i < 1 {
			return false
		}
		if name == "time" && i > 1 && !logTime(b[:i]) {
			return false
		}
		r.put(name, b[:i])
		b = b[i+1:]
	}
	switch {
	case len(b) > 0 && b[0] == '-':
		b = b[1:]
	case len(b) > 0 && b[0] == '[':
		for len(b) > 0 && b[0] == '[' {
			var ok bool
			if b, ok = element(b, r); !ok {
				return false
			}
		}
	default:
		return false
	}
	if len(b) > 0 && b[0] != ' ' {
		return false
	}
	b = bytes.TrimPrefix(bytes.TrimLeft(b, " "), []byte("\xef\xbb\xbf"))
	r.put("message", b)
	return true
}

// element reads one element of structured data, [id name="value" …], in which
// quotes, backslashes and "]" of values stand behind a backslash (RFC 5424, 6.3).
func element(b []byte, r *record) (rest []byte, ok bool) {
	i := bytes.IndexAny(b, " ]")
	if i < 2 || i > maxName {
		return nil, false
	}
	id := b[1:i]
	if b[i] == ']' && personal(id) {
		r.put("message_id", id)
	}
	for b = b[i:]; len(b) > 0 && b[0] == ' '; {
		b = bytes.TrimLeft(b, " ")
		eq := bytes.IndexByte(b, '=')
		if eq < 1 || eq > maxName || eq+1 >= len(b) || b[eq+1] != '"' {
			return nil, false
		}
		end := endQuote(b[eq+1:])
		if end < 0 {
			return nil, false
		}
		n := len(r.scratch)
		r.scratch = append(append(append(r.scratch, id...), '.'), b[:eq]...)
		name := r.scratch[n:]
		v := b[eq+2 : eq+1+end]
		n = len(r.scratch)
		if bytes.IndexByte(v, '\\') >= 0 {
			r.scratch = unslash(r.scratch, v)
			v = r.scratch[n:]
		}
		r.putKey(name, v)
		b = b[eq+1+end+1:]
	}
	if len(b) == 0 || b[0] != ']' {
		return nil, false
	}
	return b[1:], true
}

// unslash appends v without the backslashes before quotes, backslashes and "]".
func unslash(dst, v []byte) []byte {
	for i := 0; i < len(v); i++ {
		if v[i] == '\\' && i+1 < len(v) && (v[i+1] == '"' || v[i+1] == '\\' || v[i+1] == ']') {
			i++
		}
		dst = append(dst, v[i])
	}
	return dst
}
