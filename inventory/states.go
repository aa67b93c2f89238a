package inventory

import (
	"piiventory/detectors"
)

// notClear counts one value that is masked, hashed or encrypted.
func (c *CategoryTally) notClear(state detectors.State) *StateTally {
	st := c.States[state]
	if st == nil {
		if c.States == nil {
			c.States = map[detectors.State]*StateTally{}
		}
		st = &StateTally{}
		c.States[state] = st
	}
	return st
}

func (s *StateTally) merge(o *StateTally) {
	s.Values += o.Values
	s.Units += o.Units
	s.Distinct.merge(&o.Distinct)
	for i := range o.Times {
		s.Times = mergeTimes(s.Times, &o.Times[i])
	}
}

// person counts the age of one person. value tells persons apart.
func (c *CategoryTally) person(years uint8, digest func() uint64) {
	if c.Ages == nil {
		c.Ages = &AgeTally{}
	}
	c.Ages.Known++
	if years >= adult {
		return
	}
	c.Ages.Years[years]++
	c.Ages.Distinct.add(digest())
}

func (a *AgeTally) merge(o *AgeTally) {
	a.Known += o.Known
	for i, n := range o.Years {
		a.Years[i] += n
	}
	a.Distinct.merge(&o.Distinct)
}
