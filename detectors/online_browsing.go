package detectors

import "bytes"

// What somebody opened on the web: the request line of an access log ("GET /a HTTP/1.1"),
// or a field that names the pages that people visit. Files that a page is made of, and
// the questions of monitors whether a service lives, are nobody's wish.
var _ = register(detector{
	category: "online.browsing",
	evidence: "request line, field name",
	literals: []string{"GET /", "POST /", "PUT /", "DELETE /", "PATCH /", "GET http", "POST http"},
	value:    true,
	peaceful: true,
	holds:    true,
	// Fields for addresses of the web hold such addresses, whoever opens them.
	chance:   0.9,
	strength: 2,
	words: `referer referrer httpreferer httpreferrer refererurl referrerurl refererpage referurl refererlink visiturl visitedurl visitedurls visitedpage visitedpages visitpage pagevisited pagesvisited
		pageviewed pageviewurl landingpage landingurl landingpageurl exitpage exiturl entrypage entryurl browsinghistory browsinghistories browsehistory browsingrecord browsingurl browseurl visithistory viewhistory
		clickurl clickedurl clickpage clicklink urlvisited urlclicked currenturl currentpage previousurl previouspage lasturl lastpage lastvisitedurl lastvisitedpage pageurl viewedpage viewedurl
		requesturi requesturl requestline requestpath csuristem csuri csuriquery uriquery accessurl accesspath visiturls urlhistory webhistory internethistory
		浏览记录 浏览历史 浏览网址 浏览页面 浏览链接 访问记录 访问历史 访问网址 访问地址 访问页面 访问链接 访问路径 上网记录 上网日志 网页浏览记录 来源页面 来源网址 来源链接 来访页面 点击链接 点击页面 受访页面 请求地址 请求路径 请求URL
		访问URL 浏览URL 落地页 着陆页 足迹 浏览足迹 瀏覽記錄 瀏覽歷史 造訪網址 liulanjilu shangwangjilu
		~url ~urls ~uri ~request ~网址 ~URL地址 ~page`,
	check: checkBrowsing,
	judge: judgeBrowsing,
})

// judgeBrowsing leaves fields that are merely called url low: tables are full of
// addresses that nobody opened.
func judgeBrowsing(e *Engine, in *verdictInput) Verdict {
	v := e.verdict(in)
	if in.header < full && 2*in.Keyword < in.Valid-in.Known {
		v.Confidence, v.Unresolved, v.Reasons = Low, true, []string{"format"}
	}
	return v
}

func checkBrowsing(n *number) finding {
	if n.by == byLiteral {
		return n.requestLine()
	}
	v := n.data[n.start:n.end]
	k := 0
	switch {
	case bytes.HasPrefix(v, []byte("http://")), bytes.HasPrefix(v, []byte("https://")):
		k = bytes.IndexByte(v, ':') + 3
	case n.by == byValue && n.named == full && isQuery(v):
	case v[0] != '/' || len(v) > 1 && v[1] == '/':
		return finding{} // a request line is found by its method
	case n.by == byKeyed && n.named < full && len(v) < 2:
		return finding{}
	}
	if len(v) < k+1 || bytes.IndexByte(v, ' ') >= 0 || placeholderIn(v) || notPage(v) {
		return finding{}
	}
	return finding{formed: true, valid: true, vague: n.by == byValue && n.named < full}
}

// isQuery says whether v is the query of an address: parameters with their values.
func isQuery(v []byte) bool {
	if !isLetter(v[0]) || bytes.IndexByte(v, ' ') >= 0 {
		return false
	}
	for part := range bytes.SplitSeq(v, []byte("&")) {
		k := bytes.IndexByte(part, '=')
		if k < 1 || k > 64 {
			return false
		}
		for _, c := range part[:k] {
			if !isAlnum(c) && c != '_' && c != '-' && c != '.' && c != '[' && c != ']' && c != '%' && c != ';' {
				return false
			}
		}
	}
	return true
}

// maxTarget bounds the target of a request, in bytes.
const maxTarget = 4 << 10

// requestLine reads "GET /a?b=c HTTP/1.1" (RFC 9112, 3). What is found is the target. At
// the start of a line it may be a manual's.
func (n *number) requestLine() finding {
	data := n.data
	if n.start > 0 && isAlnum(data[n.start-1]) && !afterEscapedLetter(data, n.start) {
		return finding{}
	}
	start := n.start + bytes.IndexByte(data[n.start:n.end], ' ') + 1
	end := start
	for limit := min(len(data), start+maxTarget); end < limit && data[end] > ' ' && data[end] != '"'; end++ {
	}
	quoted := n.start > 0 && data[n.start-1] == '"'
	f := finding{formed: true, valid: true}
	switch rest := data[end:]; {
	case bytes.HasPrefix(rest, []byte(" HTTP/")) && (n.named >= weak || n.logged(quoted)):
		f.sure = quoted && n.stamped()
	case quoted && bytes.HasPrefix(rest, []byte(`" `)) && n.stamped():
	default:
		return finding{}
	}
	v := data[start:end]
	if len(v) == 0 || placeholderIn(v) || notPage(v) {
		return finding{}
	}
	n.start, n.end = start, end
	return f
}

// logged says whether more stands before the request in its line, as in a log: a word
// and a quote, or a number, which an address and a time have.
func (n *number) logged(quoted bool) bool {
	line := n.data[max(0, n.start-80):n.start]
	if k := bytes.LastIndexByte(line, '\n'); k >= 0 {
		line = line[k+1:]
	}
	_, digits, _ := kindsOf(line)
	return len(line) > 3 && (quoted || digits > 5)
}

// stamped says whether the time of the Common Log Format stands before the request.
func (n *number) stamped() bool {
	i := n.start - 1
	return i > 8 && n.data[i-1] == ' ' && n.data[i-2] == ']' && bytes.IndexByte(n.data[i-9:i], '\n') < 0
}

// placeholderIn says whether a value is a pattern or a template and no value.
func placeholderIn(v []byte) bool {
	for i, c := range v {
		switch c {
		case '{', '<', '`', '*':
			return true
		case '$':
			if i+1 < len(v) && (v[i+1] == '{' || v[i+1] == '(' || isLetter(v[i+1])) {
				return true
			}
		case '%':
			if i+1 < len(v) && (v[i+1] == 's' || v[i+1] == 'v' || v[i+1] == 'q' || (v[i+1] == 'd') && (i+2 == len(v) || !isHex(v[i+2]))) {
				return true
			}
		case ':':
			if i > 0 && v[i-1] == '/' && i+1 < len(v) && isLetter(v[i+1]) { // /users/:id
				return true
			}
		}
	}
	return bytes.HasSuffix(v, []byte("..."))
}

// assets are endings of files that pages are made of.
var assets = wordSet(`js css png jpg jpeg gif svg ico webp avif bmp woff woff ttf eot otf map mjs cur less scss json wasm xml ts m txt`)

// probes are paths of monitors and robots.
var probes = wordSet(`health healthz healthcheck healthcheckz health_check ping livez readyz ready live liveness readiness status metrics actuator nginx_status server-status stub_status
	favicon robots heartbeat version monitor alive up basic_status php-fpm-status`)

// notPage says whether an address is that of a part of a page, or a monitor's.
func notPage(v []byte) bool {
	if k := bytes.IndexAny(v, "?#"); k >= 0 {
		v = v[:k]
	}
	if k := bytes.Index(v, []byte("://")); k >= 0 {
		rest := v[k+3:]
		if v = rest[len(rest):]; bytes.IndexByte(rest, '/') > 0 {
			v = rest[bytes.IndexByte(rest, '/'):]
		}
	}
	if len(v) == 0 {
		return false
	}
	last := v[bytes.LastIndexByte(v, '/')+1:]
	var low [16]byte
	if dot := bytes.LastIndexByte(last, '.'); dot >= 0 {
		ending := last[dot+1:]
		for len(ending) > 0 && isDigit(ending[len(ending)-1]) { // woff2
			ending = ending[:len(ending)-1]
		}
		if len(ending) <= len(low) && assets[string(lowerInto(low[:], ending))] {
			return true
		}
	}
	for part := range bytes.SplitSeq(v, []byte("/")) {
		if len(part) > 0 && len(part) <= len(low) && probes[string(lowerInto(low[:], part))] {
			return bytes.Count(v, []byte("/")) <= 3
		}
	}
	return bytes.HasPrefix(last, []byte("favicon.")) || bytes.HasPrefix(v, []byte("/robots.")) || bytes.HasPrefix(v, []byte("/static/")) || bytes.HasPrefix(v, []byte("/assets/"))
}

// lowerInto writes the letters of v in lower case into b.
func lowerInto(b, v []byte) []byte {
	for i, c := range v {
		if c-'A' <= 25 {
			c |= 0x20
		}
		b[i] = c
	}
	return b[:len(v)]
}
