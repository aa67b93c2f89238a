package policy

import (
	"encoding/binary"
	"strings"
)

// An answer is what can be said of a whole dataset: that none of the paths of
// its template match, that some may, or that all do.
type answer uint8

const (
	no answer = iota
	maybe
	yes
)

// A template stands for a set of paths, and so does a pattern. matchTemplate
// answers yes when the first set lies inside the second, no when they have
// nothing in common, and maybe otherwise. It walks the template and, side by
// side with it, all places in the pattern that can be reached; both are small
// automata, so that the answer is exact. Only a pattern with very many wildcards
// can exceed maxWalk, and then the answer is maybe.
const maxWalk = 20_000

// token is one step of a pattern or a template: one byte of a set, once, or any
// number of times.
type token struct {
	set  *[256]bool
	many bool
}

var (
	anyByte = bytesOf(func(byte) bool { return true })
	inside  = bytesOf(func(c byte) bool { return c != '/' })
	digit   = bytesOf(func(c byte) bool { return '0' <= c && c <= '9' })
	alnum   = bytesOf(func(c byte) bool {
		return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	})
	hexDash = bytesOf(func(c byte) bool {
		return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' || c == '-'
	})
	dateLike = bytesOf(func(c byte) bool {
		return '0' <= c && c <= '9' || strings.IndexByte("-_.TZ", c) >= 0
	})
	// placeholders are what a template may hold for the parts that differ.
	placeholders = map[string]*[256]bool{
		"{n}": digit, "{y}": digit, "{m}": digit, "{d}": digit,
		"{date}": dateLike, "{hash}": alnum, "{uuid}": hexDash, "{category}": inside,
	}
)

func bytesOf(in func(byte) bool) *[256]bool {
	var set [256]bool
	for i := range set {
		set[i] = in(byte(i))
	}
	return &set
}

func only(c byte) *[256]bool {
	var set [256]bool
	set[c] = true
	return &set
}

// templateTokens reads a template of the inventory. A placeholder of a dataset
// stands for at least one byte, "*" for any number of them within a segment.
func templateTokens(t string) []token {
	segs := strings.Split(t, "/")
	for i, s := range segs {
		if s == "*.*" { // files of many kinds, also such without a dot
			segs[i] = "*"
		}
	}
	t = strings.Join(segs, "/")
	var out []token
	for i := 0; i < len(t); {
		if t[i] == '{' {
			if j := strings.IndexByte(t[i:], '}'); j > 0 {
				set := placeholders[t[i:i+j+1]]
				if set == nil && !strings.Contains(t[i:i+j], "/") {
					set = inside // a category, or a placeholder that is not known here
				}
				if set != nil {
					out = append(out, token{set, false}, token{set, true})
					i += j + 1
					continue
				}
			}
		}
		if t[i] == '*' {
			out = append(out, token{inside, true})
		} else {
			out = append(out, token{only(t[i]), false})
		}
		i++
	}
	return out
}

// templateGraph makes an automaton of a template.
func templateGraph(t string) *graph {
	g := &graph{}
	at := g.state()
	for _, tok := range templateTokens(t) {
		next := g.state()
		if tok.many {
			g.link(at, nil, next)
			g.link(next, tok.set, next)
		} else {
			g.link(at, tok.set, next)
		}
		at = next
	}
	g.final = at
	return g
}

// patternGraph makes an automaton of a selector's pattern: "a/**" covers all
// that lies below a, and "**/" stands for nothing or for whole segments.
func patternGraph(p string) *graph {
	g := &graph{}
	at := g.state()
	segs := segments(p)
	for i, seg := range segs {
		last := i == len(segs)-1
		if seg == "**" {
			next := g.state()
			g.link(at, nil, next)
			if last { // all that is left
				g.link(next, anyByte, next)
			} else { // any number of segments, each with its slash
				in := g.state()
				g.link(at, nil, in)
				g.link(in, inside, in)
				g.link(in, only('/'), at)
			}
			at = next
			continue
		}
		for j := 0; j < len(seg); j++ {
			next := g.state()
			switch seg[j] {
			case '*':
				g.link(at, nil, next)
				g.link(next, inside, next)
			case '?':
				g.rune(at, next)
			case '\\':
				j++
				g.link(at, only(seg[j]), next)
			default:
				g.link(at, only(seg[j]), next)
			}
			at = next
		}
		if !last {
			next := g.state()
			g.link(at, only('/'), next)
			at = next
		}
	}
	g.final = at
	return g
}

// rune links two states by one character of UTF-8, which "?" stands for.
func (g *graph) rune(from, to int) {
	lead := func(lo, hi byte) *[256]bool {
		return bytesOf(func(c byte) bool { return lo <= c && c <= hi && c != '/' })
	}
	tail := lead(0x80, 0xBF)
	one, two, three := to, g.state(), g.state()
	g.link(from, lead(0, 0x7F), one)
	four := g.state()
	g.link(from, lead(0xC0, 0xDF), two)
	g.link(from, lead(0xE0, 0xEF), three)
	g.link(from, lead(0xF0, 0xFF), four)
	g.link(four, tail, three)
	g.link(three, tail, two)
	g.link(two, tail, to)
}

// matchTemplate says whether the paths of a template match a pattern.
func matchTemplate(p *graph, template string) answer {
	t := templateGraph(template)
	type place struct {
		at     int
		states []uint64
	}
	seen := map[string]bool{}
	var todo []place
	push := func(at int, states []uint64) {
		key := make([]byte, 0, 8*(len(states)+1))
		key = binary.LittleEndian.AppendUint64(key, uint64(at))
		for _, w := range states {
			key = binary.LittleEndian.AppendUint64(key, w)
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			todo = append(todo, place{at, states})
		}
	}
	push(0, p.start())
	classes := byteClasses(t, p)
	some, all := false, true
	for len(todo) > 0 {
		if len(seen) > maxWalk {
			return maybe
		}
		pl := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if pl.at == t.final {
			if p.accepting(pl.states) {
				some = true
			} else {
				all = false
			}
		}
		if some && !all {
			return maybe
		}
		for _, st := range t.steps[pl.at] {
			if st.set == nil {
				push(st.to, pl.states)
				continue
			}
			for _, c := range classes {
				if !st.set[c] {
					continue
				}
				next, _ := p.move(pl.states, c)
				push(st.to, next)
			}
		}
	}
	switch {
	case some && all:
		return yes
	case some:
		return maybe
	default:
		return no
	}
}

// byteClasses returns one byte for each class of bytes that no step of either
// automaton tells apart.
func byteClasses(gs ...*graph) []byte {
	class := [256]int{}
	n := 1
	done := map[*[256]bool]bool{}
	for _, g := range gs {
		for _, steps := range g.steps {
			for _, st := range steps {
				if st.set == nil || done[st.set] {
					continue
				}
				done[st.set] = true
				split := map[int]int{}
				for c := range class {
					if !st.set[c] {
						continue
					}
					if _, ok := split[class[c]]; !ok {
						split[class[c]] = n
						n++
					}
					class[c] = split[class[c]]
				}
			}
		}
	}
	var out []byte
	seen := map[int]bool{}
	for c := range class {
		if !seen[class[c]] {
			seen[class[c]] = true
			out = append(out, byte(c))
		}
	}
	return out
}
