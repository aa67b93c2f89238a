package detectors

import (
	"bytes"
	"encoding/binary"
)

// A memo remembers what was said of pieces of one text, since logs and tables name the
// same browsers and domains over and over. It holds places in that text, never what
// stands there.
type memo[T any] struct {
	any bool
	all [256]remembered[T]
}

type remembered[T any] struct {
	start, size int
	said        T
}

// forget is called before another text.
func (m *memo[T]) forget() {
	if m.any {
		*m = memo[T]{}
	}
}

// of returns what was said of data[start:end], or room for it.
func (m *memo[T]) of(data []byte, start, end int) (said *T, known bool) {
	v := data[start:end]
	hash := uint64(len(v))
	k := 0
	for ; k+8 <= len(v); k += 8 {
		hash = (hash ^ binary.LittleEndian.Uint64(v[k:])) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	for ; k < len(v); k++ {
		hash = (hash ^ uint64(v[k])) * 0x9e3779b97f4a7c15
	}
	first, second := &m.all[hash>>56], &m.all[hash>>56^1]
	for _, r := range [...]*remembered[T]{first, second} {
		if r.size == len(v) && r.size > 0 && bytes.Equal(data[r.start:r.start+r.size], v) {
			return &r.said, true
		}
	}
	m.any = true
	if first.size > 0 {
		*second = *first
	}
	*first = remembered[T]{start: start, size: len(v)}
	return &first.said, false
}

// memos are those of one walk.
type memos struct {
	agents  memo[agentSaid]
	domains memo[domainSaid]
	keys    memo[keySaid]
}

func (m *memos) forget() {
	if m == nil {
		return
	}
	m.agents.forget()
	m.domains.forget()
	m.keys.forget()
}
