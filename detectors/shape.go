package detectors

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// shape makes the check of a category whose values stand in fields that name it:
// is says whether a value is of the category. A value that stands for "nothing" is
// no evidence either way, and behind a word and a sign in text neither is what
// belongs to a program.
func shape(is func(v []byte) bool) func(n *number) finding {
	return func(n *number) finding {
		v := n.digits
		if nothing(v) {
			return finding{}
		}
		if n.by == byKeyed && (!is(v) || n.written(v)) {
			return finding{}
		}
		return finding{formed: true, valid: is(v)}
	}
}

// A vocabulary is a set of words in lower case.
type vocabulary map[string]bool

// words makes a vocabulary of words parted by spaces.
func words(list string) vocabulary {
	out := vocabulary{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// phrases makes a vocabulary of what commas part.
func phrases(list string) vocabulary {
	out := vocabulary{}
	for w := range strings.SplitSeq(list, ",") {
		out[strings.TrimSpace(w)] = true
	}
	return out
}

// longestWord bounds the words of vocabularies, in bytes.
const longestWord = 64

// has says whether v is one of the words, in any case.
func (t vocabulary) has(v []byte) bool {
	if len(v) > longestWord {
		return false
	}
	var low [longestWord]byte
	for i, c := range v {
		if c-'A' <= 25 {
			c |= 0x20
		}
		low[i] = c
	}
	return t[string(low[:len(v)])]
}

// nothing says whether a value stands for "there is none", or in the place of one.
func nothing(v []byte) bool {
	if len(v) == 0 || standsIn(v) {
		return true
	}
	if len(v) > 24 {
		return false
	}
	signs := true
	for _, b := range v {
		signs = signs && b < utf8.RuneSelf && !isLetter(b) && !isDigit(b)
	}
	return signs || nothings.has(v)
}

var nothings = phrases(`null,nil,none,n/a,na,nan,undefined,unknown,unset,empty,true,false,\n,(null),<null>,not provided,not specified,not applicable,tbd,todo,nullptr,
	无,未知,不详,未填写,未填,空,暂无,保密,其他,其它,未提供,没有,不明,無,未指定`)

// written says whether what stands behind a word and a sign in text is part of a
// program or of a description of data: a call, a variable, a type, the word itself
// once more.
func (n *number) written(v []byte) bool {
	if bytes.ContainsAny(v, "(){}[]<>$`;|*\\=") || typeNames.has(v) {
		return true
	}
	if k := bytes.IndexByte(v, '%'); k >= 0 && k+1 < len(v) && isLetter(v[k+1]) {
		return true // a verb of a format
	}
	dots, letters := 0, true
	for i, c := range v {
		if c == '.' && i > 0 && i+1 < len(v) {
			dots++
			continue
		}
		letters = letters && (isLetter(c) || c == '_' || c == '&' && i == 0)
	}
	if letters && dots > 0 && (v[0]|0x20 == v[0] || v[0] == '&') {
		return true // user.name, req.body.age
	}
	if letters && dots > 1 && (bytes.Contains(v, []byte(".string.")) || bytes.Contains(v, []byte(".number."))) {
		return true // PropTypes.string.isRequired
	}
	before := bytes.TrimRight(n.data[max(0, n.start-len(v)-4):n.start], " :=\"'")
	return len(before) >= len(v) && bytes.EqualFold(before[len(before)-len(v):], v) // nickname: nickname
}

var typeNames = words(`string str int integer long bigint smallint tinyint float double decimal numeric number bool boolean char varchar nvarchar text longtext date datetime
	timestamp time blob json jsonb object array list map dict any uuid bytes byte required optional nullable unique primary key index self this default
	var let const void enum type field column value func function return new int32 int64 uint uint32 uint64 char32 option some`)

// ofLength says of a value whether it has so many characters.
func ofLength(least, most int) func(v []byte) bool {
	return func(v []byte) bool {
		n := utf8.RuneCount(v)
		return n >= least && n <= most && utf8.Valid(v)
	}
}

// withLetter is ofLength for values that hold a letter: names of things and people.
func withLetter(least, most int) func(v []byte) bool {
	length := ofLength(least, most)
	return func(v []byte) bool { return length(v) && lettered(v) }
}

func lettered(v []byte) bool {
	for _, b := range v {
		if isLetter(b) || b >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// phrase says whether a value is words of people, at most so many characters: no
// address of a page, no number, no flag, no list of a program.
func phrase(least, most int) func(v []byte) bool {
	length := withLetter(least, most)
	return func(v []byte) bool {
		return length(v) && !flags.has(v) && !bytes.Contains(v, []byte("://")) && v[0] != '{' && v[0] != '[' && v[0] != '<' && v[0] != '/' && !isUUID36(v) && !hexDump(v)
	}
}

var flags = words("y n yes no t f on off 是 否")

// settled are values of fields that only say whether something was done.
var settled = words("已录入 未录入 已采集 未采集 已绑定 未绑定 已上传 未上传 已开通 未开通 已提交 未提交 已认证 未认证 有 无 正常 开启 关闭 启用 禁用 enabled disabled uploaded collected enrolled default")

func isUUID36(v []byte) bool { return len(v) == uuidLength && isUUID(v) }

// hexDump says whether v is a digest in hexadecimal digits.
func hexDump(v []byte) bool {
	if len(v) < 24 {
		return false
	}
	_, ok := hexDigits(v)
	return ok
}

// narrowed writes v with full-width digits and signs as common ones into buf, or
// returns v.
func narrowed(buf, v []byte) []byte {
	if bytes.IndexByte(v, 0xef) < 0 || len(v) > cap(buf) {
		return v
	}
	buf = buf[:0]
	for i := 0; i < len(v); {
		r, size := utf8.DecodeRune(v[i:])
		if r = halfWidth(r); r < utf8.RuneSelf {
			buf = append(buf, byte(r))
		} else {
			buf = append(buf, v[i:i+size]...)
		}
		i += size
	}
	return buf
}

// of makes the words of a category with a person in front, as names of fields have
// them: "userage", "patientage".
func of(list string) string {
	var b strings.Builder
	for _, w := range strings.Fields(list) {
		for _, p := range persons {
			b.WriteString(" +" + p + w)
		}
	}
	return b.String()
}

// persons are words for whom a record is about.
var persons = strings.Fields(`user usr customer cust client member patient student pupil employee emp staff person people contact holder applicant insured guest
	visitor passenger driver rider child baby parent spouse buyer seller owner subscriber participant candidate player teacher worker resident victim
	respondent profile borrower tenant doctor nurse author voter donor subject`)

// judgeNamed is the verdict on values that few other things are called by: in a
// field that may name the category they are enough for a medium one.
func judgeNamed(e *Engine, in *verdictInput) Verdict {
	pass := float64(in.Valid-in.Known) / float64(in.WellFormed-in.Known)
	if in.header == weak && pass >= manyPass {
		v := in.Verdict
		v.Confidence, v.Reasons = Medium, []string{"header-weak", "pass-rate"}
		return v
	}
	return e.verdict(in)
}

// shapeOf is shape with a further question about where the value stands. Lists and
// records are values of such categories in text, too.
func shapeOf(is func(v []byte) bool, here func(n *number) bool) func(n *number) finding {
	return func(n *number) finding {
		v := n.digits
		if nothing(v) || n.by == byKeyed && (!is(v) || here != nil && n.written(v) || here != nil && !here(n)) {
			return finding{}
		}
		return finding{formed: true, valid: is(v)}
	}
}
