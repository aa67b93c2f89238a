package detectors

import (
	"bytes"
	"encoding/binary"
)

// agentsSeen remembers what was said of browsers in one text, since logs name the same
// ones over and over. It holds places in that text, never what stands there.
type agentsSeen struct {
	any bool
	all [64]agentSeen
}

type agentSeen struct {
	start, size int // from the first byte to the one that ends it for sure
	skip, end   int // where the value stands behind start
	finding
}

// forget is called before another text.
func (a *agentsSeen) forget() {
	if a.any {
		*a = agentsSeen{}
	}
}

// check judges what begins at n.start. Between quotes, and from the start to the end of
// a line, nothing else has a say in it.
func (a *agentsSeen) check(n *number) finding {
	i := n.start
	until := byte('\n')
	switch {
	case a == nil || i == 0:
		return n.agentAt()
	case n.data[i-1] == '"':
		until = '"'
	case n.data[i-1] != '\n':
		return n.agentAt()
	}
	v := n.data[i:min(len(n.data), i+maxAgent)]
	size := bytes.IndexByte(v, until) + 1
	if size < 16 {
		return n.agentAt()
	}
	v = v[:size]
	hash := uint64(size)
	for k := 0; k+8 <= size; k += 8 {
		hash = (hash ^ binary.LittleEndian.Uint64(v[k:])) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	s := &a.all[hash%uint64(len(a.all))]
	if s.size == size && bytes.Equal(n.data[s.start:s.start+size], v) && n.data[s.start-1] == n.data[i-1] {
		n.start, n.end = i+s.skip, i+s.end
		return s.finding
	}
	f := n.agentAt()
	a.any = true
	*s = agentSeen{i, size, n.start - i, n.end - i, f}
	return f
}
