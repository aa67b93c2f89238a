package detectors

import (
	"strings"
	"unicode/utf8"
)

// shape makes the check of a category whose values stand in fields that name it:
// is says whether a value is of the category. A value that stands for "nothing" is
// no evidence either way.
func shape(is func(v []byte) bool) func(n *number) finding {
	return func(n *number) finding {
		v := n.digits
		if nothing(v) || n.by == byKeyed && !is(v) {
			return finding{}
		}
		return finding{formed: true, valid: is(v)}
	}
}

// nothing says whether a value stands for "there is none".
func nothing(v []byte) bool {
	if len(v) == 0 || len(v) > 16 {
		return len(v) == 0
	}
	signs := true
	for _, b := range v {
		signs = signs && b < utf8.RuneSelf && !isLetter(b) && !isDigit(b)
	}
	return signs || nothings[lower(v)]
}

var nothings = set("null nil none n/a na nan undefined unknown unset empty true false \\n (null) <null> 无 未知 不详 未填写 未填 空 暂无 保密 其他 其它")

func lower(v []byte) string {
	var b [16]byte
	for i, c := range v {
		if c-'A' <= 25 {
			c |= 0x20
		}
		b[i] = c
	}
	return string(b[:len(v)])
}

// oneOf says of a value whether it is one of the words, in any case.
func oneOf(words string) func(v []byte) bool {
	list := set(words)
	return func(v []byte) bool { return len(v) <= 16 && list[lower(v)] }
}

// ofLength says of a value whether it has so many characters and is no number
// with a fraction and no sentence of code.
func ofLength(least, most int) func(v []byte) bool {
	return func(v []byte) bool {
		n := utf8.RuneCount(v)
		return n >= least && n <= most && utf8.Valid(v)
	}
}

// withLetter is ofLength for values that hold a letter: names of things and people.
func withLetter(least, most int) func(v []byte) bool {
	length := ofLength(least, most)
	return func(v []byte) bool {
		if !length(v) {
			return false
		}
		for _, b := range v {
			if isLetter(b) || b >= utf8.RuneSelf {
				return true
			}
		}
		return false
	}
}

// set holds words parted by spaces.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
