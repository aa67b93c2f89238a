package detectors

import "bytes"

// What a browser says of itself in the User-Agent field (RFC 9110, 10.1.5): it begins
// with Mozilla/5.0 (, or it is a product with a version in a field that names it. Robots
// are nobody's device.
var _ = register(detector{
	category: "online.user_agent",
	evidence: "format",
	literals: []string{"Mozilla/5.0 (", "Mozilla/5.0+(", "Mozilla/4.0 (", "Mozilla%2F5.0", "Dalvik/2.", "Dalvik/1."},
	value:    true,
	peaceful: true,
	holds:    true,
	// Nothing else begins so.
	chance:   0.05,
	strength: 8,
	words: `useragent useragents httpuseragent browserua clientua deviceua browseragent agentstring useragentstring csuseragent uastring
		浏览器标识 浏览器UA 用户代理 浏览器信息 用户UA 浏览器代理 瀏覽器標識 ~ua ~浏览器 ~agent ~browser ~llq`,
	check: checkUserAgent,
})

// maxAgent bounds a User-Agent, in bytes.
const maxAgent = 1 << 10

func checkUserAgent(n *number) finding {
	if n.by != byLiteral {
		v := n.data[n.start:n.end]
		if bytes.HasPrefix(v, []byte("Mozilla/")) || bytes.HasPrefix(v, []byte("Dalvik/")) {
			return finding{} // found by its beginning
		}
		if n.by == byKeyed && n.end < len(n.data) && n.data[n.end] == ' ' && n.start > 0 && n.data[n.start-1] != '"' && n.data[n.start-1] != '\'' {
			n.end = lineEnd(n.data, n.end)
			v = n.data[n.start:n.end]
		}
		if !product(v) {
			return finding{}
		}
		return finding{formed: true, valid: true, needsWord: true, known: robot(v)}
	}
	return n.rememberedAgent()
}

// agentSaid is what was said of a browser: the verdict, and where the value stands
// behind the place where it begins.
type agentSaid struct {
	skip, end int
	finding
}

// rememberedAgent judges what begins as browsers do. Between quotes, and from the start
// to the end of a line, nothing else has a say in it.
func (n *number) rememberedAgent() finding {
	i := n.start
	until := byte('\n')
	switch {
	case n.memos == nil || i == 0:
		return n.agentAt()
	case n.data[i-1] == '"':
		until = '"'
	case n.data[i-1] != '\n':
		return n.agentAt()
	}
	size := bytes.IndexByte(n.data[i:min(len(n.data), i+maxAgent)], until) + 1
	if size < 16 {
		return n.agentAt()
	}
	said, known := n.memos.agents.of(n.data, i-1, i+size)
	if known {
		n.start, n.end = i+said.skip, i+said.end
		return said.finding
	}
	f := n.agentAt()
	*said = agentSaid{n.start - i, n.end - i, f}
	return f
}

// agentAt judges what begins as browsers do.
func (n *number) agentAt() finding {
	data := n.data
	if n.start > 0 && isAlnum(data[n.start-1]) && !afterEscapedLetter(data, n.start) {
		return finding{}
	}
	end := agentEnd(data, n.start)
	if bytes.HasPrefix(data[n.start:], []byte("Mozilla/5.0+")) || bytes.HasPrefix(data[n.start:], []byte("Mozilla%2F")) { // W3C logs of IIS have + for spaces
		if k := bytes.IndexAny(data[n.start:end], " &"); k > 0 {
			end = n.start + k
		}
	}
	v := data[n.start:end]
	n.end = end
	if len(v) < 24 || placeholderIn(v) || len(v) >= maxAgent {
		return finding{}
	}
	return finding{formed: true, valid: true, known: robot(v)}
}

// agentEnd returns where a User-Agent ends that starts at i: at the quote around it, at
// a tab, at the end of the line, or before a comma that is in no brackets and the like.
func agentEnd(data []byte, i int) int {
	limit := min(len(data), i+maxAgent)
	quote := byte(0)
	if i > 0 && (data[i-1] == '"' || data[i-1] == '\'' || data[i-1] == '`') {
		quote = data[i-1]
	}
	depth, end := 0, i
	for ; end < limit; end++ {
		c := data[end]
		if c == '\n' || c == '\r' || c == '\t' || c == quote && quote != 0 || c == '\\' && end+1 < limit && (data[end+1] == '"' || data[end+1] == 'n') || quote == 0 && (c == '"' || c == '|' || c == '<') {
			break
		}
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case quote == 0 && depth <= 0 && (c == ',' && (end+1 == limit || data[end+1] != ' ' || depth < 0) || c == ';' || c == ']' || c >= 0xe3):
			return trimRight(data, i, end)
		}
		if depth < 0 {
			return trimRight(data, i, end) // the bracket around all of it
		}
		// A sentence may go on behind the last product.
		if quote == 0 && depth == 0 && c == ' ' && end+1 < limit && !productAt(data, end+1, limit) {
			return trimRight(data, i, end)
		}
	}
	return trimRight(data, i, end)
}

func trimRight(data []byte, i, end int) int {
	for end > i && (data[end-1] == ' ' || data[end-1] == ',' || data[end-1] == '\r') {
		end--
	}
	return end
}

// productAt says whether another part of a User-Agent starts at i: a product with a
// slash, a bracket, or the few words that browsers write alone.
func productAt(data []byte, i, limit int) bool {
	if data[i] == '(' || data[i] == '[' {
		return true
	}
	k := i
	for k < limit && data[k] > ' ' && data[k] != '"' && data[k] != '/' && data[k] < 0x80 {
		k++
	}
	if k < limit && data[k] == '/' {
		return true
	}
	switch string(data[i:k]) {
	case "Mobile", "Safari", "Gecko", "like", "Version", "Build", "U", "wv", "Language", "NetType", "Process", "MQQBrowser", "Lite":
		return true
	}
	return false
}

// product says whether a value begins with a product and its version: okhttp/4.9.3.
func product(v []byte) bool {
	if len(v) < 5 || len(v) > maxAgent {
		return false
	}
	k := bytes.IndexByte(v, '/')
	if k < 2 || k > 60 || k+1 >= len(v) || !isDigit(v[k+1]) && v[k+1] != 'v' && v[k+1] != 'V' || !isLetter(v[0]) {
		return false
	}
	for _, c := range v[:k] {
		if !isAlnum(c) && c != '-' && c != '_' && c != '.' && c != ' ' {
			return false
		}
	}
	return true
}

// robots are words with which programs say that they are none of a person.
var robots = [...]string{
	"bot", "Bot", "spider", "Spider", "crawl", "Crawl", "slurp", "Slurp", "curl/", "Wget/", "python-requests", "Go-http-client", "kube-probe", "HealthCheck", "Prometheus", "Monitor",
	"monitor", "check_http", "Java/", "Apache-HttpClient", "ELB-", "facebookexternalhit", "PostmanRuntime", "HeadlessChrome", "Nagios", "Zabbix", "Pingdom", "axios/", "libwww", "aiohttp", "node-fetch", "Mediapartners",
}

// robotBegins has a bit for the first two bytes of each of them.
var robotBegins = func() (t [1 << 10]uint64) {
	for _, w := range robots {
		at := int(w[0])<<8 | int(w[1])
		t[at/64] |= 1 << (at % 64)
	}
	return t
}()

// robot says whether a program says that it is one, or a monitor or a tool.
func robot(v []byte) bool {
	for i := 1; i < len(v); i++ {
		if at := int(v[i-1])<<8 | int(v[i]); robotBegins[at/64]>>(at%64)&1 != 0 {
			for _, w := range robots {
				if w[0] == v[i-1] && bytes.HasPrefix(v[i-1:], []byte(w)) {
					return true
				}
			}
		}
	}
	return false
}

func lineEnd(data []byte, i int) int {
	end := len(data)
	if k := bytes.IndexAny(data[i:min(len(data), i+maxAgent)], "\r\n\t\"|"); k >= 0 {
		end = i + k
	}
	return trimRight(data, i, min(end, i+maxAgent))
}
