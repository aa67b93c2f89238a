package detectors

import "bytes"

// versionLike says whether what stands around four groups of digits makes them a
// version, a product's or a file's: v1.2.3.4, Chrome/122.0.0.0, lib-1.2.3.4.tar.gz,
// >=1.2.3.4.
func (n *number) versionLike() bool {
	data, i, j := n.data, n.start, n.end
	if i > 0 {
		switch c := data[i-1]; {
		case isLetter(c):
			if !afterEscapedLetter(data, i) {
				return true
			}
		case c == '_' || c == '~' || c == '^' || c == '.' || c == '$' || c == '#' || c == '+':
			return true
		case c == '-':
			if i > 1 && !isDigit(data[i-2]) && data[i-2] != ' ' || i > 2 && isDigit(data[i-2]) && !n.rangeBefore() {
				return true
			}
		case c == '/':
			if i > 1 && (isLetter(data[i-2]) || isDigit(data[i-2]) || data[i-2] == '_' || data[i-2] == '-') {
				return true
			}
		case c == ':':
			if i > 3 && isDigit(data[i-2]) && data[i-3] == ' ' && data[i-4] == '=' {
				return true // >= 2:1.2.99.4, the epoch of a package
			}
		case c == '>' || c == '\n':
			if n.headsSection() {
				return true
			}
		case c == '=':
			if i > 1 && (data[i-2] == '=' || data[i-2] == '>' || data[i-2] == '<' || data[i-2] == '~' || data[i-2] == '!') {
				return true
			}
		}
	}
	if j < len(data) {
		switch c := data[j]; {
		case isLetter(c) || c == '_':
			return true
		case c == '.':
			return j+1 < len(data) && isLetter(data[j+1]) && n.named < full
		case c == '-':
			k := digitsFrom(data, j+1)
			if j+2 < len(data) && data[j+1] == '.' && isDigit(data[j+2]) {
				return true // 3.37.198.67-.5
			}
			return j+1 < len(data) && isAlnum(data[j+1]) && !(k > 0 && k <= 3 && j+1+k < len(data) && data[j+1+k] == '.')
		case c == '+':
			return j+1 < len(data) && isAlnum(data[j+1])
		}
	}
	var low [16]byte
	w, _ := wordBefore(data, i, &low)
	if versionWords[string(w)] {
		return true
	}
	return endsWithAny(data[max(0, i-12):i], "版本", "版本号", "版本：", "版本号：", "升级到", "版本:", "版本号:", "版本 ")
}

// rangeBefore says whether the hyphen before an address parts it from another one.
func (n *number) rangeBefore() bool {
	k, dots := n.start-2, 0
	for k >= 0 && n.start-k < 18 && (isDigit(n.data[k]) || n.data[k] == '.') {
		if n.data[k] == '.' {
			dots++
		}
		k--
	}
	return dots == 3
}

var versionWords = wordSet(`version versions ver vers v rev revision release build oid snmp firmware upgrade upgraded downgrade bump bumped tag since section chapter sdk
	driver dll fileversion productversion assemblyversion appversion osversion clientversion softwareversion patch step rule clause sec figure`)

// serverWords stand before the address of a service, clientWords before that of who
// uses it.
var (
	serverWords = wordSet(`server host hosts hostname upstream listen listening listens listener listenaddr bind binding binds bound dns nameserver nameservers resolver gateway gw via dst dest
		destination target netmask mask broadcast subnet network route proxy backend endpoint ping dial connect connecting to at dport serverip localip hostip inet daddr localaddr laddr
		getaddrinfo node registry mirror ntp`)
	clientWords = wordSet(`client rhost clientip remoteip remoteaddr userip loginip xff from`)
)

// addressWords stand before an address of whosever.
var addressWords = wordSet(`ip ips ipv addr address ipaddr ipaddress inet src dst source from to host peer remote x-real-ip realip forwarded`)

// saidAddress says whether the word before the groups, or the scheme of a URL, says that
// they are an address, or they head a line of an access log.
func (n *number) saidAddress() bool {
	var low [16]byte
	w, _ := wordBefore(n.data, n.start, &low)
	return len(w) > 0 && (addressWords[string(w)] || serverWords[string(w)] || clientWords[string(w)]) ||
		endsWithAny(n.data[max(0, n.start-15):n.start], "地址：", "地址:", "地址: ", "地址", "地址为", "地址是", "地址 ") || n.ownerOf() != nobodys
}

type owner uint8

const (
	nobodys owner = iota
	aServer
	aClient
)

// ownerOf says whose an address is by what stands directly before and behind it. The
// first field of a line of an access log (Common Log Format) is a client's.
func (n *number) ownerOf() owner {
	data, i, j := n.data, n.start, n.end
	if i == 0 || data[i-1] == '\n' {
		if bytes.HasPrefix(data[j:], []byte(" - ")) {
			if k := bytes.IndexByte(data[j:min(len(data), j+80)], '['); k > 0 && bytes.IndexByte(data[j:j+k], '\n') < 0 && j+k+1 < len(data) && isDigit(data[j+k+1]) {
				return aClient
			}
		}
		return nobodys
	}
	if i > 2 && data[i-1] == '/' && data[i-2] == '/' || data[i-1] == '@' || i > 3 && data[i-1] == '[' && data[i-2] == '/' {
		return aServer // the host of a URL
	}
	var low [16]byte
	w, _ := wordBefore(data, i, &low)
	switch {
	case serverWords[string(w)]:
		return aServer
	case clientWords[string(w)] && (string(w) != "from" || n.loginBefore(i)):
		return aClient
	case endsWithAny(data[max(0, i-15):i], "服务器", "服务器：", "服务器:", "网关", "网关：", "网关:", "掩码：", "掩码:", "监听", "监听：", "主机", "主机："):
		return aServer
	}
	return nobodys
}

// loginBefore says whether the line up to i speaks of a login, as sshd and others
// write it: "Accepted password for git from 198.51.100.7".
func (n *number) loginBefore(i int) bool {
	line := n.data[max(0, i-120):i]
	if k := bytes.LastIndexByte(line, '\n'); k >= 0 {
		line = line[k:]
	}
	for _, w := range [...]string{"Accepted ", "Failed password", "Invalid user", "ogin", "logged in", "uthenticat", "session opened", "preauth", "Connection closed", "Received disconnect", "isconnected"} {
		if bytes.Contains(line, []byte(w)) {
			return true
		}
	}
	return false
}

// wordBefore reads the Latin word before i in lower case into low, over blanks, quotes
// and a sign. sign says that there is one.
func wordBefore(data []byte, i int, low *[16]byte) (w []byte, sign bool) {
	p := i
	for p > 0 && i-p < 5 {
		switch data[p-1] {
		case ' ', '"', '\'', '\\', '(', '[', '\t', '{':
		case ':', '=':
			sign = true
		default:
			goto word
		}
		p--
	}
word:
	k := len(low)
	for p > 0 && k > 0 && (isLetter(data[p-1]) || (data[p-1] == '_' || data[p-1] == '-') && k < len(low)) {
		p--
		if isLetter(data[p]) {
			k--
			low[k] = data[p] | 0x20
		}
	}
	return low[k:], sign
}

// headsSection says whether the groups number a section of a book: "49.6.4.10. Begin".
func (n *number) headsSection() bool {
	rest := n.data[n.end:]
	if len(rest) > 1 && rest[0] == '.' {
		rest = bytes.TrimPrefix(rest[1:], []byte("\u00a0"))
		rest = bytes.TrimPrefix(rest, []byte(" "))
		return len(rest) > 0 && rest[0] >= 'A' && rest[0] <= 'Z'
	}
	return false
}

// maxDrawing bounds how far back the start of a drawing is looked for, in bytes.
const maxDrawing = 2048

// drawn holds the bytes of path data of SVG: numbers, and the commands between them.
var drawn = byteSet("0123456789 .,-+eMmLlHhVvCcSsQqTtAaZz\n\t")

// inDrawing says whether the groups are numbers of path data of SVG (SVG 2, 9.3), which
// need no sign between ".4" and ".5": d="M12.1.2.3 4.5.6.7". It begins with a move.
func (n *number) inDrawing() bool {
	data, i := n.data, n.start
	for i > 0 && n.start-i < maxDrawing && drawn[data[i-1]] {
		i--
	}
	if i == n.start || i == 0 || data[i-1] != '"' && data[i-1] != '\'' && data[i-1] != '`' {
		return false
	}
	for i < n.start && blank(data[i]) {
		i++
	}
	return data[i]|0x20 == 'm' && i+1 < len(data) && !isLetter(data[i+1])
}
