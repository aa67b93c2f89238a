package detectors

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// domainEnd returns where the domain that starts at i ends, or 0 when it has not
// two labels.
func domainEnd(data []byte, i int) int {
	end, dots, label := 0, 0, 0
	for p := i; p <= len(data) && p-i <= maxDomain; p++ {
		for p < len(data) && p-i < maxDomain && isAlnum(data[p]) {
			label++
			p++
		}
		var c byte
		if p < len(data) {
			c = data[p]
		}
		switch {
		case c == '-' && label > 0 && p+1 < len(data) && data[p+1] == '-' && !(label == 2 && data[p-1]|0x20 == 'n' && data[p-2]|0x20 == 'x'):
			// two hyphens are in no label but that of xn--: something else follows
		case isLetter(c) || isDigit(c) || c == '-' && label > 0:
			label++
			continue
		case c >= utf8.RuneSelf && (label > 0 || dots == 0 || p == i || data[p-1] == '.'):
			if n := hanLabel(data, p, i); n > 0 {
				label += n
				p += n - 1
				continue
			}
		}
		if label > 0 {
			if dots > 0 {
				end = p
			}
			if c == '.' {
				dots++
				label = 0
				continue
			}
		}
		break
	}
	for end > i && data[end-1] == '-' {
		end--
	}
	return end
}

// hanLabel returns how many bytes of an international label start at p. A Latin
// letter (müller) may stand anywhere in a label; other scripts make up a label
// from its start on ("zhang@例子.中国"), because text of theirs is often glued to
// an ASCII domain and no part of it.
func hanLabel(data []byte, p, start int) int {
	inside := p > start && data[p-1] < utf8.RuneSelf && data[p-1] != '.'
	n := 0
	for p+n < len(data) {
		r, size := utf8.DecodeRune(data[p+n:])
		if r == utf8.RuneError || r < utf8.RuneSelf || !unicode.IsLetter(r) || inside && !unicode.Is(unicode.Latin, r) {
			break
		}
		n += size
	}
	return n
}

// trimDomain cuts what was glued to a domain: behind a top-level domain a label
// that begins with a capital ("a@b.com.Please") or is the ending of a file
// ("a@b.com.csv"), or letters behind an international one.
func trimDomain(domain []byte) []byte {
	dot := bytes.LastIndexByte(domain, '.')
	if dot < 0 {
		return nil
	}
	last := domain[dot+1:]
	if len(last) > 0 && last[0] >= utf8.RuneSelf {
		for n := len(last); n > 0; n-- {
			if (n == len(last) || utf8.RuneStart(last[n])) && topLevel(string(last[:n])) {
				return domain[:dot+1+n]
			}
		}
		return trimDomain(domain[:dot])
	}
	if len(last) > 0 && (last[0]-'A' <= 25 || fileEndings[string(last)]) && bytes.IndexByte(domain[:dot], '.') > 0 && !topLevel(string(last)) {
		return trimDomain(domain[:dot])
	}
	return domain
}

// fileEndings are endings of file names that are no top-level domains.
var fileEndings = map[string]bool{
	"tar": true, "gz": true, "jpg": true, "jpeg": true, "png": true, "gif": true, "pdf": true, "csv": true, "tsv": true,
	"txt": true, "json": true, "jsonl": true, "xml": true, "html": true, "htm": true, "doc": true, "docx": true,
	"xls": true, "xlsx": true, "log": true, "bak": true, "sql": true, "parquet": true, "eml": true, "vcf": true,
}

func inTopLevel(domain []byte) bool {
	last := domain[bytes.LastIndexByte(domain, '.')+1:]
	switch string(last) { // the most common ones, without a copy
	case "com", "cn", "net", "org", "edu", "gov", "hk", "tw", "uk", "de":
		return true
	}
	return len(last) >= 2 && topLevel(string(last))
}

// topLevel says whether a label is a top-level domain of the ICANN section of
// the public suffix list.
func topLevel(label string) bool {
	if label == "" || isDigit(label[0]) {
		return false
	}
	label = strings.ToLower(label)
	if label[0] >= utf8.RuneSelf {
		a, err := idna.ToASCII(label)
		if err != nil {
			return false
		}
		label = a
	}
	_, icann := publicsuffix.PublicSuffix("x." + label)
	return icann
}

// reservedDomain says whether a domain is kept for examples and tests (RFC 2606,
// RFC 6761, RFC 6762).
func reservedDomain(domain []byte) bool {
	for _, end := range reservedDomains {
		from := len(domain) - len(end)
		if from >= 0 && bytes.EqualFold(domain[from:], end) && (from == 0 || domain[from-1] == '.') {
			return true
		}
	}
	return false
}

var reservedDomains = [][]byte{
	[]byte("example.com"), []byte("example.net"), []byte("example.org"), []byte("example"),
	[]byte("test"), []byte("invalid"), []byte("localhost"), []byte("local"),
}

// plausibleDomain refuses what stands behind an @ and is no domain: versions
// ("pkg@1.2.3.dev"), scales of images ("icon@2x.ai"), labels that begin or end
// with a hyphen.
func plausibleDomain(domain []byte) bool {
	leading, k := true, 0 // leading: all labels so far are digits
	for label := range bytes.SplitSeq(domain, []byte{'.'}) {
		if len(label) == 0 || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		leading = leading && digitsFrom(label, 0) == len(label)
		if k == 1 && leading || k == 0 && len(label) == 2 && isDigit(label[0]) && label[1]|0x20 == 'x' && !bytes.HasSuffix(domain, []byte("x.com")) {
			return false
		}
		k++
	}
	return true
}

// fileTopLevels are top-level domains that are endings of files, branches and
// modules more often than they end an address.
var fileTopLevels = map[string]bool{
	"zip": true, "map": true, "so": true, "md": true, "run": true, "dev": true, "sh": true, "py": true, "rs": true,
	"mov": true, "pl": true, "ps": true, "cc": true, "app": true, "vue": true, "java": true,
}

// mailProviders are domains in which people have mailboxes and no machine is
// reached by a port or a path.
var mailProviders = map[string]bool{
	"qq.com": true, "vip.qq.com": true, "foxmail.com": true, "163.com": true, "126.com": true, "yeah.net": true, "188.com": true,
	"vip.163.com": true, "vip.126.com": true, "sina.com": true, "sina.cn": true, "vip.sina.com": true, "sohu.com": true,
	"139.com": true, "189.cn": true, "wo.cn": true, "aliyun.com": true, "21cn.com": true, "tom.com": true, "263.net": true,
	"gmail.com": true, "googlemail.com": true, "outlook.com": true, "hotmail.com": true, "live.com": true, "live.cn": true,
	"msn.com": true, "icloud.com": true, "me.com": true, "mac.com": true, "yahoo.com": true, "yahoo.com.cn": true,
	"aol.com": true, "gmx.de": true, "web.de": true, "mail.ru": true, "proton.me": true, "protonmail.com": true,
}
