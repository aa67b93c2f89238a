package content

import (
	"cmp"
	"slices"
)

// An officeEdit is a change that was tracked. An end of 0 means that it goes on.
type officeEdit struct {
	from, to int
	out      bool // struck out
}

// edit notes where a change begins or ends.
func (t *officeText) edit(x *xmlPull) {
	switch {
	case x.end:
		for i := len(t.edits) - 1; i >= 0; i-- {
			if t.edits[i].to == 0 {
				t.edits[i].to = max(1, len(t.para))
				break
			}
		}
	case !x.empty && len(t.edits) < officeDeep:
		t.edits = append(t.edits, officeEdit{from: len(t.para), out: x.name == "del" || x.name == "moveFrom"})
	}
}

// versions returns what a paragraph was and what it is, and forgets its changes, but
// for those that go on.
func (t *officeText) versions(at int, p []byte) (was, is []byte) {
	n := len(t.edits)
	for n > 0 && t.edits[n-1].from >= at {
		n--
	}
	type turn struct {
		at, step int
		out      bool
	}
	var turns []turn
	for _, e := range t.edits[n:] {
		if turns = append(turns, turn{e.from - at, 1, e.out}); e.to > 0 {
			turns = append(turns, turn{e.to - at, -1, e.out})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.at, b.at) })
	in, out, from := 0, 0, 0
	add := func(to int) {
		if to = min(max(to, from), len(p)); in == 0 {
			was = append(was, p[from:to]...)
		}
		if out == 0 {
			is = append(is, p[from:to]...)
		}
		from = to
	}
	for _, e := range turns {
		if add(e.at); e.out {
			out += e.step
		} else {
			in += e.step
		}
	}
	add(len(p))
	open := t.edits[:n]
	for _, e := range t.edits[n:] {
		if e.to == 0 {
			open = append(open, officeEdit{from: at, out: e.out})
		}
	}
	t.edits = open
	return was, is
}
