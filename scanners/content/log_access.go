package content

import "bytes"

var _ = register(format{name: "access-log", rank: 22, recognise: func(h head) parser { return recogniseLog(h, accessLog{}, 1) }})

// accessLog reads the access logs of web servers: the Common Log Format and the
// combined one of NCSA httpd, Apache and nginx, and what people make of them:
//
//	[vhost] [address, address] client ident user [time] "request" status bytes "referer" "user agent" …
//
// Further fields are named by what they look like: addresses are x_forwarded_for,
// seconds are request_time, key=value has its key, cookies are cookie; else their number is
// the name.
type accessLog struct{}

func (accessLog) take(b []byte, r *record) bool {
	open := bytes.IndexByte(b, '[')
	shut := bytes.IndexByte(b, ']')
	if open < 2 || shut < open || b[open-1] != ' ' || !logTime(b[open+1:shut]) {
		return false
	}
	if !who(b[:open-1], r) {
		return false
	}
	r.put("time", b[open+1:shut])
	w := words{b: b[shut+1:]}
	v, quoted, ok := w.next()
	if ok && !quoted { // nginx with $host in front of the request
		r.put("host", v)
		v, quoted, ok = w.next()
	}
	if !ok || !quoted {
		return false
	}
	request(r.plain(v), r)
	if v, quoted, ok = w.next(); !ok || quoted || !digits(v, 3) {
		return false
	}
	r.put("status", v)
	if v, quoted, ok = w.next(); ok && !quoted {
		r.put("bytes", v)
		v, quoted, ok = w.next()
	}
	for n, q := 10, 0; ok; n++ {
		switch {
		case quoted && q == 0 && !bytes.HasPrefix(v, []byte("Mozilla/")):
			r.put("referer", r.plain(v))
			q++
		case quoted && q < 2:
			r.put("user_agent", r.plain(v))
			q = 2
		default:
			further(n, r.plain(v), quoted, r)
		}
		v, quoted, ok = w.next()
	}
	return !w.broken
}

// logTime reports whether the value looks like "02/Jan/2026:03:04:05 +0800" or like
// a date of ISO 8601 with a time.
func logTime(v []byte) bool {
	return len(v) >= 20 && v[2] == '/' && v[6] == '/' && v[11] == ':' && digits(v[7:11], 4) ||
		len(v) >= 19 && v[4] == '-' && v[7] == '-' && v[13] == ':' && digits(v[:4], 4)
}

// digits reports whether v is n digits.
func digits(v []byte, n int) bool {
	if len(v) != n {
		return false
	}
	for _, c := range v {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// who reads what stands before the time. Names of users may hold blanks, so the
// client's address is looked for first.
func who(b []byte, r *record) bool {
	w := words{b: b}
	first, _, ok := w.next()
	if !ok {
		return false
	}
	if rest := w.rest(); !address(first) {
		// A virtual host in front, or a client by its name.
		second, _, ok := w.next()
		if n := bytes.Count(bytes.TrimSpace(b), []byte{' '}); ok && (address(second) || n == 3) {
			r.put("vhost", first)
			first = second
		} else {
			w = words{b: rest}
		}
	}
	for { // X-Forwarded-For in front
		rest := w.rest()
		next, _, ok := w.next()
		if !ok || !address(next) {
			w = words{b: rest}
			break
		}
		r.put("x_forwarded_for", bytes.TrimSuffix(first, []byte{','}))
		first = next
	}
	r.put("client_ip", first)
	ident, _, ok := w.next()
	if !ok {
		return true
	}
	if user := bytes.Trim(bytes.TrimSpace(w.rest()), `"`); len(user) > 0 {
		r.put("ident", ident)
		r.put("username", r.plain(user))
	} else {
		r.put("username", ident)
	}
	return !w.broken
}

// address reports whether v is written like an address of IPv4 or IPv6, perhaps
// with a comma behind it.
func address(v []byte) bool {
	v = bytes.TrimSuffix(v, []byte{','})
	dots, colons := 0, 0
	for i, c := range v {
		switch {
		case c == '.':
			dots++
		case c == ':':
			colons++
		case c == '[' && i == 0, c == ']' && colons > 1, c == '%' && colons > 1, c >= '0' && c <= '9':
		case c|0x20 >= 'a' && c|0x20 <= 'f' && dots == 0:
		default:
			return false
		}
	}
	return dots == 3 && colons == 0 && len(v) >= 7 || colons >= 2 && len(v) <= 60 && (colons > 3 || bytes.Contains(v, []byte("::")))
}

// request reads a request line (RFC 9112, 3). What is none is kept as it is.
func request(v []byte, r *record) {
	i := bytes.IndexByte(v, ' ')
	if i < 3 || i > 16 || !capitals(v[:i]) {
		r.put("request", v)
		return
	}
	r.put("method", v[:i])
	v = v[i+1:]
	if p := bytes.LastIndex(v, []byte(" HTTP/")); p >= 0 {
		r.put("request_uri", v[:p])
		r.put("protocol", v[p+1:])
		return
	}
	r.put("request_uri", v)
}

func capitals(v []byte) bool {
	for _, c := range v {
		if (c < 'A' || c > 'Z') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}

// further names a field behind the ones that have a name by their place.
func further(n int, v []byte, quoted bool, r *record) {
	list := v
	if i := bytes.IndexByte(v, ','); i > 0 {
		list = v[:i]
	}
	switch {
	case address(list):
		r.put("x_forwarded_for", v)
		return
	case !quoted && fraction(v):
		r.put("request_time", v)
		return
	}
	if i := bytes.IndexByte(v, '='); i > 0 && i <= 32 && identifier(v[:i]) {
		if !quoted {
			if v, name := bytes.Trim(v[i+1:], `"`), v[:i]; string(v) != "-" {
				r.putKey(name, v)
			}
			return
		}
		if bytes.Contains(v, []byte("; ")) {
			r.put("cookie", v)
			return
		}
	}
	r.put(nthField(n), v)
}

// fraction reports whether v is a decimal fraction.
func fraction(v []byte) bool {
	whole, part, ok := bytes.Cut(v, []byte{'.'})
	return ok && len(whole) > 0 && len(part) > 0 && digits(whole, len(whole)) && digits(part, len(part))
}

// identifier reports whether v may be the name of a field.
func identifier(v []byte) bool {
	for i, c := range v {
		if !letter(c) && c != '_' && c < 0x80 && (i == 0 || (c < '0' || c > '9') && c != '.' && c != '-') {
			return false
		}
	}
	return len(v) > 0
}

var fieldNumbers = [...]string{"10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25"}

// nthField is the name of the n-th field.
func nthField(n int) string { return fieldNumbers[min(n-10, len(fieldNumbers)-1)] }

// words reads the words of a line, which blanks part. A word in quotes may hold
// blanks, and quotes behind a backslash.
type words struct {
	b      []byte
	broken bool // a quote is not closed
}

func (w *words) rest() []byte { return w.b }

func (w *words) next() (v []byte, quoted, ok bool) {
	b := bytes.TrimLeft(w.b, " ")
	if len(b) == 0 {
		w.b = nil
		return nil, false, false
	}
	if b[0] == '"' {
		i := endQuote(b)
		if i < 0 {
			w.b, w.broken = nil, true
			return nil, false, false
		}
		w.b = b[i+1:]
		return b[1:i], true, true
	}
	i := bytes.IndexByte(b, ' ')
	if i < 0 {
		i = len(b)
	}
	if q := bytes.Index(b[:i], []byte(`="`)); q >= 0 { // key="some words"
		if end := endQuote(b[q+1:]); end >= 0 {
			i = q + 1 + end + 1
		}
	}
	w.b = b[i:]
	return b[:i], false, true
}

// endQuote returns where the quote ends that b begins with, or -1.
func endQuote(b []byte) int {
	for i := 1; i < len(b); i++ {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		slashes := 0
		for b[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
	return -1
}
