package detectors

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An e-mail address, as RFC 5321 has it and people write it. The domain must end
// in a top-level domain of the list that IANA keeps. Addresses of roles (info@) count
// for less; those from which programs send (noreply@) and those in domains kept for
// examples (RFC 2606, RFC 6761) are nobody's.
var _ = register(detector{
	category: "contact.email",
	evidence: "syntax, top-level domain",
	mail:     true,
	// Text that merely holds an @ between words and a dot behind it, in the logs
	// that the corpus was made from, ends in a top-level domain less than once
	// in ten times (file names, versions, hosts).
	chance:   0.1,
	strength: 12,
	words: `email emailaddress emailaddr mail mailaddress mailto mailbox useremail emailid emails contactemail
		邮箱 邮箱地址 电子邮箱 电子邮件 电子邮件地址 邮件 邮件地址 邮箱账号 联系邮箱 邮址 郵箱 電子郵件 電郵 郵件 信箱
		youxiang youxiangdizhi yxdz dzyx dzyj dianziyoujian ~yx emladdr emailadr eml khyx lxyx`,
	check: checkMail,
})

// maxLocal and maxDomain bound the parts of an address (RFC 5321, 4.5.3.1).
const (
	maxLocal  = 64
	maxDomain = 253
)

// localByte holds the bytes of local parts that are in use. RFC 5321 allows
// more (= / ' and others), which in text are signs between things.
var localByte = byteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-'")

func byteSet(s string) (t [256]bool) {
	for i := range len(s) {
		t[s[i]] = true
	}
	return t
}

// mail looks at an @ (or %40) that stands at data[at:after].
func (w *walker) mail(at, after int) {
	data := w.data
	if at == 0 || after >= len(data) || !localByte[data[at-1]] || data[after] < utf8.RuneSelf && !isLetter(data[after]) && !isDigit(data[after]) {
		return
	}
	start := localStart(data, at)
	if start == at {
		return
	}
	end := domainEnd(data, after)
	if end == 0 {
		return
	}
	w.ask(w.e.mail, span{start: start, end: end}, false)
}

// localStart returns where the local part that ends at at starts.
func localStart(data []byte, at int) int {
	i := at
	for i > 0 && at-i < maxLocal && localByte[data[i-1]] {
		if data[i-1] == '%' {
			if c, ok := unescaped(data, i-1); !ok || !localByte[c] || c == '%' {
				if ok {
					i += 2 // behind the escape of a sign that ends the local part
				}
				break
			}
		}
		i--
	}
	if i > at {
		return at
	}
	if i > 0 && localByte[data[i-1]] && data[i-1] != '%' && at-i >= maxLocal {
		return at // longer than any local part
	}
	i = skipEscape(data, i, at)
	i = wholeLocal(data, i, at)
	for i < at && (data[i] == '.' || data[i] == '-' || data[i] == '\'' || data[i] == '+') {
		i++
	}
	if i < at && (data[at-1] == '.' || data[at-1] == '\'') || bytes.Contains(data[i:at], []byte("..")) {
		return at
	}
	return i
}

// wholeLocal takes what stands before a local part and belongs to it: Latin
// letters with marks (müller.li@) and an ampersand between two names (li&wang@),
// unless it separates the parameters of a query.
func wholeLocal(data []byte, i, at int) int {
	if i == 0 || data[i-1] < utf8.RuneSelf && data[i-1] != '&' {
		return i
	}
	query := -1 // where the address starts when the ampersand separates parameters
	for i > 0 && at-i < maxLocal {
		c := data[i-1]
		if c == '&' && query < 0 {
			query = i
		}
		if localByte[c] && c != '%' || c == '&' && i < at && i > 1 && localByte[data[i-2]] {
			i--
			continue
		}
		if c < utf8.RuneSelf {
			if query >= 0 && (c == '=' || c == '?') {
				return query
			}
			break
		}
		r, size := utf8.DecodeLastRune(data[:i])
		if !unicode.Is(unicode.Latin, r) || wideByte(data, i-size) != 0 {
			break
		}
		i -= size
	}
	return i
}

// unescaped returns the byte that %XX at i stands for.
func unescaped(data []byte, i int) (byte, bool) {
	if i+2 >= len(data) || !isHex(data[i+1]) || !isHex(data[i+2]) {
		return 0, false
	}
	value := func(b byte) byte {
		if isDigit(b) {
			return b - '0'
		}
		return b | 0x20 - 'a' + 10
	}
	return value(data[i+1])<<4 | value(data[i+2]), true
}

// skipEscape steps over the letter of an escape before the local part: the n of
// \n, the u003c of \u003c.
func skipEscape(data []byte, i, at int) int {
	if i == 0 || data[i-1] != '\\' || i >= at {
		return i
	}
	switch data[i] {
	case 'n', 't', 'r':
		return i + 1
	case 'u':
		for k := 1; k <= 4; k++ {
			if i+k >= at || !isHex(data[i+k]) {
				return i
			}
		}
		return i + 5
	}
	return i
}

func checkMail(n *number) finding {
	data := n.data
	at := n.start + bytes.IndexByte(data[n.start:n.end], '@')
	after := at + 1
	if at < n.start {
		at = n.start + bytes.Index(data[n.start:n.end], []byte("%40"))
		after = at + 3
	}
	local := data[n.start:at]
	said := n.domain(after)
	n.end = after + said.size
	f := finding{formed: said.size > 0 && len(local) > 0, loose: said.loose}
	if !f.formed {
		return finding{}
	}
	f.known = said.reserved || nobodysMailbox(local)
	f.modest = !f.known && roleMailbox(local)
	f.valid = said.plausible && !messageName(local) && !n.otherAt(local, data[after:n.end])
	return f
}

// domainSaid is what was said of what may be a domain.
type domainSaid struct {
	size                       int // without what is glued to it
	reserved, plausible, loose bool
}

// domain judges the domain data[after:n.end].
func (n *number) domain(after int) domainSaid {
	var known bool
	said := &domainSaid{}
	if n.memos != nil {
		if said, known = n.memos.domains.of(n.data, after, n.end); known {
			return *said
		}
	}
	domain := trimDomain(n.data[after:n.end])
	if said.size = len(domain); said.size == 0 {
		return *said
	}
	said.reserved = reservedDomain(domain)
	said.plausible = (said.reserved || inTopLevel(domain)) && plausibleDomain(domain)
	if last := domain[bytes.LastIndexByte(domain, '.')+1:]; string(last) != "com" && string(last) != "cn" {
		said.loose = fileTopLevels[string(last)]
	}
	return *said
}

// otherAt says whether the @ means something else: a path of scp or git
// (git@host:path), the user of a URL (https://user:word@host), or an address of
// another service (sip:).
func (n *number) otherAt(local, domain []byte) bool {
	data := n.data
	if string(local) == "git" {
		return true
	}
	if n.end+1 < len(data) && data[n.end] == ':' && (data[n.end+1] == '/' || data[n.end+1] == '~' || isLetter(data[n.end+1]) || isDigit(data[n.end+1])) &&
		!mailProviders[string(bytes.ToLower(domain))] && scpPath(data[n.end+1:]) {
		return true
	}
	i := n.start
	if i == 0 {
		return false
	}
	switch data[i-1] {
	case ' ':
		for _, program := range [...]string{"ssh ", "sftp ", "mosh "} {
			if bytes.HasSuffix(data[:i], []byte(program)) {
				return true
			}
		}
	case '<':
		head := bytes.TrimRight(data[max(0, i-16):i-1], " ")
		for _, name := range [...]string{"message-id:", "in-reply-to:", "references:", "content-id:"} {
			if k := len(head) - len(name); k >= 0 && strings.EqualFold(string(head[k:]), name) {
				return true // the name of a message (RFC 5322, 3.6.4)
			}
		}
	case '/':
		return i > 2 && data[i-2] == '/' && data[i-3] == ':' && !bytes.HasSuffix(data[:i-3], []byte("mailto"))
	case ':':
		for _, scheme := range [...]string{"sip:", "sips:", "xmpp:", "jabber:", "ssh:"} {
			if i >= len(scheme) && strings.EqualFold(string(data[i-len(scheme):i]), scheme) {
				return true
			}
		}
		for p := i - 2; p >= 2 && i-p < 256 && !blank(data[p]) && data[p] != '\n' && data[p] != '"' && data[p] != '\''; p-- {
			if data[p] == '/' {
				return data[p-1] == '/' && data[p-2] == ':'
			}
		}
	}
	return false
}

// scpPath says whether what follows a colon is a path or a port, not a password
// or the text that goes on. A port has two to five digits and nothing behind.
func scpPath(rest []byte) bool {
	if k := digitsFrom(rest, 0); k >= 2 && k <= 5 && (k == len(rest) || blank(rest[k]) || rest[k] == '/' || rest[k] == '\n') {
		return true
	}
	for _, c := range rest {
		if c == '/' {
			return true
		}
		if !isLetter(c) && !isDigit(c) && c != '.' && c != '_' && c != '-' && c != '~' {
			return false
		}
	}
	return false
}
