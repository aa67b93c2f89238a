package detectors

// A runner watches the telephone numbers of one column as they come. Counters and the
// keys of orders of 11 digits begin like mobiles, too, but they stand close together:
// one is a little more than the one before it, or all of them begin alike. Of mobiles
// drawn from a plan of 560 prefixes two neighbours are within closeStep of each other
// once in some ten million times.
type runner struct {
	last, first int64 // the value before, and the first of those that begin alike
	close       int   // how many in a row are close to the one before
	alike       int   // how many in a row differ and have the first four digits of the one before
	up, down    bool  // the row of those that begin alike went up, and down
}

const (
	closeStep = 64
	manyClose = 2
	manyAlike = 8
	// A list of mobiles in order has gaps, too: with less than wideGap between them
	// every tenth number of a prefix would be in it.
	wideGap = 10
	// alikeBy leaves the first four digits of eleven.
	alikeBy = 10_000_000
)

// counts says whether an unbroken number of eleven digits goes on with a row of
// running numbers.
func (r *runner) counts(d []byte) bool {
	v := int64(0)
	for _, c := range d {
		if !isDigit(c) {
			return false
		}
		v = 10*v + int64(c-'0')
	}
	last := r.last
	if r.last = v; v == last {
		return r.runs()
	}
	step := v - last
	if step < 0 {
		step = -step
	}
	if step <= closeStep {
		r.close++
	} else {
		r.close = 0
	}
	if v/alikeBy != last/alikeBy {
		r.alike, r.first, r.up, r.down = 0, v, false, false
		return r.runs()
	}
	r.alike++
	r.up, r.down = r.up || v > last, r.down || v < last
	return r.runs()
}

// runs says what the values so far amount to.
func (r *runner) runs() bool {
	if r.close >= manyClose {
		return true
	}
	span := r.last - r.first
	if span < 0 {
		span = -span
	}
	return r.alike >= manyAlike && (r.up && r.down || span <= wideGap*int64(r.alike))
}
