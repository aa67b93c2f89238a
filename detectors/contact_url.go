package detectors

import "bytes"

// The web site of a person: a field that names it, or the page of a person in a
// network, whose address has a form of its own.
var _ = register(detector{
	category: "contact.url",
	evidence: "format, field name",
	literals: []string{
		".com/in/", ".com/u/", ".com/@", ".com/people/", ".com/user/", ".com/users/", ".com/profile", ".cn/user/", ".csdn.net/", ".bilibili.com/",
		"//twitter.com/", "//x.com/", "//weibo.com/", "//instagram.com/", "//www.instagram.", "//www.facebook.c", "//facebook.com/", "//t.me/",
	},
	value:    true,
	peaceful: true,
	holds:    true,
	// Of the sites in such fields about half are firms'.
	chance:   0.5,
	strength: 3,
	words: `personalwebsite personalsite personalpage personalurl personalhomepage personalblog blogurl bloglink blogaddress weblog userhomepage userwebsite userurl profileurl profilelink profilepage
		linkedinurl linkedinprofile githuburl githubprofile githublink twitterurl facebookurl instagramurl weibourl socialurl sociallink socialmediaurl socialprofile authorurl authorwebsite mywebsite mysite portfoliourl portfolio
		个人主页 个人网站 个人网址 个人博客 博客地址 博客链接 博客网址 主页地址 主页链接 用户主页 社交主页 社交账号链接 个人空间 微博主页 微博链接 微博地址 個人網站 個人首頁 個人部落格 部落格 gerenzhuye boke
		~homepage ~homepageurl ~blog ~博客 ~主页`,
	check: checkPersonalURL,
	judge: judgeModest,
})

// judgeModest is never surer than medium where the field's name does not name the
// category in full.
func judgeModest(e *Engine, in *verdictInput) Verdict {
	v := e.verdict(in)
	if in.header < full {
		v.Confidence = min(v.Confidence, Medium)
	}
	return v
}

func checkPersonalURL(n *number) finding {
	if n.by == byLiteral {
		return n.profile()
	}
	v := n.data[n.start:n.end]
	host, path := splitURL(v)
	if len(host) < 4 || placeholderIn(v) || sharedSite(host, path) {
		return finding{}
	}
	f := finding{formed: true, valid: true, modest: true}
	f.known = reservedDomain(bytes.TrimPrefix(host, []byte("www.")))
	if n.by == byValue && profileAt(host, path) > 0 {
		return finding{} // found by its form
	}
	return f
}

// splitURL takes an address of the web apart; one without a scheme must begin with
// www. or have a path.
func splitURL(v []byte) (host, path []byte) {
	switch {
	case bytes.HasPrefix(v, []byte("http://")):
		v = v[7:]
	case bytes.HasPrefix(v, []byte("https://")):
		v = v[8:]
	case bytes.IndexByte(v, '.') < 1:
		return nil, nil
	}
	if bytes.IndexByte(v, ' ') >= 0 {
		return nil, nil
	}
	host = v
	if k := bytes.IndexAny(v, "/?#"); k >= 0 {
		host, path = v[:k], v[k:]
	}
	if bytes.IndexByte(host, '@') >= 0 {
		return nil, nil
	}
	if k := bytes.IndexByte(host, ':'); k >= 0 {
		host = host[:k]
	}
	dot := bytes.LastIndexByte(host, '.')
	if dot < 1 || !inTopLevel(host) && !reservedDomain(host) {
		return nil, nil
	}
	return host, path
}

// sharedSite says whether an address is that of a project or a service, not a person:
// a repository (two segments or more), a registry of packages.
func sharedSite(host, path []byte) bool {
	host = bytes.TrimPrefix(host, []byte("www."))
	switch string(host) {
	case "github.com", "gitlab.com", "bitbucket.org", "gitee.com", "codeberg.org", "salsa.debian.org":
		return bytes.Count(bytes.Trim(path, "/"), []byte("/")) > 0
	case "npmjs.com", "pypi.org", "crates.io", "rubygems.org", "packagist.org", "pkg.go.dev", "golang.org", "gnu.org", "sourceforge.net", "apache.org", "mozilla.org", "python.org", "metacpan.org", "launchpad.net":
		return true
	}
	return bytes.HasSuffix(host, []byte(".apache.org")) || bytes.HasSuffix(host, []byte(".gnu.org")) || bytes.HasSuffix(host, []byte(".sourceforge.net")) || bytes.HasSuffix(host, []byte(".debian.org"))
}

// profile looks at the address around the literal.
func (n *number) profile() finding {
	data := n.data
	start := n.start
	if data[start] == '/' {
		start += 2
	}
	for start > 0 && n.start-start < 64 && (isAlnum(data[start-1]) || data[start-1] == '.' || data[start-1] == '-') {
		start--
	}
	end := n.end
	for limit := min(len(data), n.start+256); end < limit && data[end] > ' ' && data[end] < 0x80 && data[end] != '"' && data[end] != '\'' && data[end] != '<' && data[end] != '>' && data[end] != ')' && data[end] != ']' && data[end] != '\\' && data[end] != ',' && data[end] != ';' && data[end] != '|' && data[end] != '`'; end++ {
	}
	for end > n.start && (data[end-1] == '.' || data[end-1] == ':' || data[end-1] == '!' || data[end-1] == '*') {
		end--
	}
	host, path := splitURL(data[start:end])
	loose := 0
	if loose = profileAt(host, path); loose == 0 || placeholderIn(path) {
		return finding{}
	}
	for _, scheme := range [...]string{"https://", "http://"} {
		if k := start - len(scheme); k >= 0 && string(data[k:start]) == scheme {
			start = k
			break
		}
	}
	n.start, n.end = start, end
	return finding{formed: true, valid: true, loose: loose == 2, modest: true}
}

// profiles are the addresses of persons in networks: what stands before the name of the
// person.
var profiles = map[string][]string{
	"linkedin.com": {"/in/"}, "cn.linkedin.com": {"/in/"}, "weibo.com": {"/u/", "/n/", "/"}, "m.weibo.cn": {"/u/", "/profile/"}, "zhihu.com": {"/people/"},
	"space.bilibili.com": {"/"}, "douyin.com": {"/user/"}, "xiaohongshu.com": {"/user/profile/"}, "medium.com": {"/@"}, "tiktok.com": {"/@"}, "youtube.com": {"/@", "/user/"},
	"jianshu.com": {"/u/"}, "juejin.cn": {"/user/"}, "stackoverflow.com": {"/users/"}, "blog.csdn.net": {"/"}, "facebook.com": {"/profile.php?id=", "/people/", "/"},
	"twitter.com": {"/"}, "x.com": {"/"}, "instagram.com": {"/"}, "t.me": {"/"}, "threads.net": {"/@"}, "kuaishou.com": {"/profile/"}, "douban.com": {"/people/"}, "reddit.com": {"/user/", "/u/"},
	"strava.com": {"/athletes/"}, "quora.com": {"/profile/"}, "segmentfault.com": {"/u/"}, "v.douyin.com": {"/"}, "mastodon.social": {"/@"},
}

// profileAt says whether an address is a person's page: 1 by its form, 2 where pages of
// the network itself and of firms have the same.
func profileAt(host, path []byte) int {
	host = bytes.TrimPrefix(bytes.TrimPrefix(host, []byte("www.")), []byte("m."))
	if string(host) == "weibo.cn" {
		host = []byte("weibo.com")
	}
	for _, p := range profiles[string(host)] {
		if !bytes.HasPrefix(path, []byte(p)) {
			continue
		}
		name := path[len(p):]
		if k := bytes.IndexAny(name, "/?#"); k >= 0 {
			if p == "/" && len(bytes.Trim(name[k:], "/")) > 0 && name[k] == '/' {
				continue
			}
			name = name[:k]
		}
		if len(name) < 2 || len(name) > 64 || p == "/" && notNames[string(name)] {
			continue
		}
		if p == "/" && string(host) != "space.bilibili.com" {
			return 2
		}
		return 1
	}
	return 0
}

// notNames are pages that networks have beside those of persons.
var notNames = wordSet(`share sharer sharer.php intent home login signup explore search hashtag i about privacy terms help settings tos jobs p reel stories accounts events groups pages watch messages dialog plugins v2 tr
	joinchat share.php widgets.js legal policy policies business developers docs download apps oauth`)
