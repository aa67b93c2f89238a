package detectors

import (
	"strings"
	"unicode/utf8"
)

// Mask returns the value with most of it hidden, for a person who must recognise
// it and need not read it: "1****00", "z****@qq.com". At most a third of the
// characters of the identifier are shown; of an address the domain is shown,
// when it is one of many people's, and the first letter.
func Mask(c Category, value string) string {
	if c == "contact.email" {
		if at := strings.LastIndexByte(value, '@'); at > 0 {
			return maskMail(value[:at], value[at+1:])
		}
	}
	var chars []int // offsets of the characters that make up the identifier
	for i, r := range value {
		if r > 0x7f || isLetter(byte(r)) || isDigit(byte(r)) {
			chars = append(chars, i)
		}
	}
	shown := len(chars) / 3
	head := min(shown/3, 4) // the end tells more than the issuer or the area
	tail := min(shown-head, 4)
	return hide(value, chars, head, tail)
}

// hide keeps the first head and the last tail characters, and puts four stars in
// place of all between them, so that not even the length is told.
func hide(value string, chars []int, head, tail int) string {
	if len(chars) == 0 || head+tail == 0 {
		return "****"
	}
	from, to := 0, len(value)
	if head > 0 {
		_, size := utf8.DecodeRuneInString(value[chars[head-1]:])
		from = chars[head-1] + size
	}
	if tail > 0 {
		to = chars[len(chars)-tail]
	}
	return value[:from] + "****" + value[to:]
}

func maskMail(local, domain string) string {
	shown := ""
	if _, size := utf8.DecodeRuneInString(local); len(local) >= 3*size {
		shown = local[:size]
	}
	dot := strings.LastIndexByte(domain, '.')
	if publicMail[strings.ToLower(domain)] || dot < 0 {
		return shown + "****@" + domain
	}
	return shown + "****@****" + domain[dot:]
}

// publicMail are domains that say nothing of a person, because very many have an
// address there.
var publicMail = map[string]bool{
	"qq.com": true, "163.com": true, "126.com": true, "gmail.com": true, "outlook.com": true, "hotmail.com": true,
	"sina.com": true, "sohu.com": true, "139.com": true, "189.cn": true, "aliyun.com": true, "foxmail.com": true,
	"icloud.com": true, "yahoo.com": true, "yeah.net": true, "live.com": true, "proton.me": true,
	"example.com": true, "example.net": true, "example.org": true,
}

// MaskText returns a short text (an object key, a column name) in which every
// place that passes the checks of a category is replaced by the category in
// braces: "photos/{contact.mobile}.jpg".
func (e *Engine) MaskText(s string) string {
	masked, _ := e.MaskName(s)
	return masked
}

// A NameMatch is a candidate in a name, and how sure it is by itself, as Text has it.
type NameMatch struct {
	Candidate
	Confidence Confidence
}

// MaskName is MaskText that also returns the candidates of the name, those that are
// not valid among them. Row, State and Whole of a candidate are not set.
func (e *Engine) MaskName(s string) (masked string, found []NameMatch) {
	var out strings.Builder
	done := 0
	mem := e.scratches.Get().(*scratch)
	named := e.read(s)
	named[len(e.dets)] = silent // the parts of a name speak for themselves: users.139….total
	around := surroundings{e: e, v: []byte(s)}
	e.each(mem, around.v, nil, named, func(h hit) {
		near := nearby{}
		if h.valid {
			near = around.around(h.start, h.end, h.det)
		}
		if h.needsWord && !near.near || h.start < done {
			return
		}
		if h.either && h.valid {
			h.det = e.whichLine(named, &around, h.start, h.end, h.det)
		}
		m := NameMatch{Candidate: Candidate{
			Category: e.dets[h.det].category, Start: int32(h.start), End: int32(h.end), Valid: h.valid, Known: h.known && h.valid, Keyword: near.near,
		}}
		if h.valid {
			m.Confidence, _ = e.sure(named, near, h)
			out.WriteString(s[done:h.start])
			out.WriteString("{" + string(m.Category) + "}")
			done = h.end
		}
		found = append(found, m)
	})
	e.scratches.Put(mem)
	if done == 0 {
		return s, found
	}
	out.WriteString(s[done:])
	return out.String(), found
}
