package policy

// A graph is an automaton without cycles but for steps that stay in a state:
// state i has the steps that leave it.
type graph struct {
	steps [][]step
	final int
}

type step struct {
	set *[256]bool // nil: without reading a byte
	to  int
}

func (g *graph) state() int {
	g.steps = append(g.steps, nil)
	return len(g.steps) - 1
}

func (g *graph) link(from int, set *[256]bool, to int) {
	g.steps[from] = append(g.steps[from], step{set, to})
}

// closure adds to a set of states those that are reached without a byte.
func (g *graph) closure(states []uint64) {
	var todo []int
	for s := range g.steps {
		if states[s/64]&(1<<(s%64)) != 0 {
			todo = append(todo, s)
		}
	}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, st := range g.steps[s] {
			if st.set == nil && states[st.to/64]&(1<<(st.to%64)) == 0 {
				states[st.to/64] |= 1 << (st.to % 64)
				todo = append(todo, st.to)
			}
		}
	}
}

// move returns the states that are reached from a set of states by one byte,
// and whether there are any.
func (g *graph) move(states []uint64, c byte) ([]uint64, bool) {
	next, any := make([]uint64, len(states)), false
	for s := range g.steps {
		if states[s/64]&(1<<(s%64)) == 0 {
			continue
		}
		for _, st := range g.steps[s] {
			if st.set != nil && st.set[c] {
				next[st.to/64] |= 1 << (st.to % 64)
				any = true
			}
		}
	}
	g.closure(next)
	return next, any
}

// start returns the states in which the automaton begins.
func (g *graph) start() []uint64 {
	states := make([]uint64, (len(g.steps)+63)/64)
	states[0] = 1
	g.closure(states)
	return states
}

// accepting says whether a set of states accepts what was read.
func (g *graph) accepting(states []uint64) bool {
	return states[g.final/64]&(1<<(g.final%64)) != 0
}

// read returns the states that are reached by the beginning of a path, and whether
// there are any.
func (g *graph) read(path string) (states []uint64, ok bool) {
	states = g.start()
	for i := 0; i < len(path); i++ {
		if states, ok = g.move(states, path[i]); !ok {
			return nil, false
		}
	}
	return states, true
}

// accepts says whether the automaton takes one path.
func (g *graph) accepts(path string) bool {
	states, ok := g.read(path)
	return ok && g.accepting(states)
}
