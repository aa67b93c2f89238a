package inventory

import (
	"maps"
	"slices"
)

// mostSketched bounds the bytes of all sketches of a Fold: 65,536 of the finest. Beyond
// it all of them get coarser together, so that what they say depends on the Parts and not
// on their order; the error that is stated grows with it.
const mostSketched = 256 << 20

// put adds a Part as coarse as the others are.
func (f *Fold) put(id string, p *Part) {
	p = p.coarser(f.finest)
	f.parts[id] = p
	f.sketched += p.sketched()
}

// narrow makes the sketches coarser until all together have so many bytes at most.
func (f *Fold) narrow(most int) {
	for f.sketched > most && f.finest > coarsest {
		f.finest--
		f.sketched = 0
		for id, p := range f.parts {
			f.put(id, p)
		}
	}
}

// distincts calls do for each count of a sample.
func (p *Part) distincts(do func(*distinct)) {
	if p.Sample == nil {
		return
	}
	for i := range p.Sample.Fields {
		if c := p.Sample.Fields[i].Closed; c != nil {
			do(&c.Distinct)
		}
		for j := range p.Sample.Fields[i].Tally {
			t := &p.Sample.Fields[i].Tally[j]
			do(&t.Distinct)
			for _, st := range t.States {
				do(&st.Distinct)
			}
			if t.Ages != nil {
				do(&t.Ages.Distinct)
			}
		}
	}
}

// sketched is the number of bytes of all sketches.
func (p *Part) sketched() int {
	n := 0
	p.distincts(func(d *distinct) { n += len(d.more) })
	return n
}

// coarser returns the Part with sketches of 2^precision registers at most. The Part itself
// is not changed.
func (p *Part) coarser(precision int) *Part {
	finer := false
	p.distincts(func(d *distinct) { finer = finer || d.more != nil && d.more.precision() > precision })
	if !finer {
		return p
	}
	c, s := *p, *p.Sample
	c.Sample, s.Fields = &s, slices.Clone(s.Fields)
	for i := range s.Fields {
		f := &s.Fields[i]
		f.Tally = slices.Clone(f.Tally)
		if f.Closed != nil {
			own := *f.Closed
			f.Closed = &own
		}
		for j := range f.Tally {
			t := &f.Tally[j]
			t.States = maps.Clone(t.States)
			for state, st := range t.States {
				own := *st
				t.States[state] = &own
			}
			if t.Ages != nil {
				own := *t.Ages
				t.Ages = &own
			}
		}
	}
	c.distincts(func(d *distinct) { d.coarser(precision) })
	return &c
}
