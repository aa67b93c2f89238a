package inventory

import (
	"encoding/json"
	"errors"
	"slices"
)

// distinctLimit is how many distinct values of one category in one field are counted
// exactly. The column verdict needs no more than 20.
const distinctLimit = 256

// distinct counts distinct values: exactly up to distinctLimit, by 64-bit digests under
// a key that never leaves the run or the ledger, and with a sketch of them beyond. Two
// counts merge, the order does not matter, and what is counted twice counts once.
type distinct struct {
	seen []uint64 // ascending
	more sketch   // nil up to distinctLimit
}

func (d *distinct) add(digest uint64) {
	if d.more != nil {
		d.more.add(digest)
		return
	}
	i, found := slices.BinarySearch(d.seen, digest)
	if found {
		return
	}
	if len(d.seen) == distinctLimit {
		d.more = newSketch()
		for _, v := range d.seen {
			d.more.add(v)
		}
		d.more.add(digest)
		d.seen = nil
		return
	}
	d.seen = slices.Insert(d.seen, i, digest)
}

// merge adds what o has counted, and shares nothing with it afterwards.
func (d *distinct) merge(o *distinct) {
	if o.more != nil {
		if d.more == nil {
			d.more = slices.Clone(o.more)
		} else {
			d.more = d.more.union(o.more)
		}
		for _, v := range d.seen {
			d.more.add(v)
		}
		d.seen = nil
	}
	for _, v := range o.seen {
		d.add(v)
	}
}

// count is the number of distinct values, or distinctLimit where there are more.
func (d *distinct) count() int64 {
	if d.more != nil {
		return distinctLimit
	}
	return int64(len(d.seen))
}

// coarser makes the sketch coarser, in memory of its own.
func (d *distinct) coarser(p int) {
	if d.more != nil {
		d.more = d.more.coarser(p)
	}
}

type distinctJSON struct {
	Digests []uint64 `json:"digests,omitempty"`
	More    []byte   `json:"more,omitempty"`
}

// MarshalJSON writes the digests or the sketch, so that a Part can be kept and folded later.
func (d distinct) MarshalJSON() ([]byte, error) { return json.Marshal(distinctJSON{d.seen, d.more}) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *distinct) UnmarshalJSON(b []byte) error {
	var j distinctJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	d.seen, d.more = j.Digests, nil
	if len(d.seen) > distinctLimit || !slices.IsSorted(d.seen) || j.More != nil && (len(d.seen) > 0 || !sketch(j.More).valid()) {
		return errors.New("distinct")
	}
	if j.More != nil {
		d.more = j.More
	}
	return nil
}
