package inventory

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash"
	"slices"
)

// distinctLimit is how many distinct values of one category in one field are
// told apart. Beyond it the inventory says "more than". The column verdict
// needs no more than 20.
const distinctLimit = 256

// distinct counts distinct values exactly up to distinctLimit. It keeps 64-bit
// digests under a key that never leaves the run, and none once there are more.
// Two counts merge, and the order does not matter.
type distinct struct {
	seen []uint64 // ascending
	more bool
}

func (d *distinct) add(digest uint64) {
	if d.more {
		return
	}
	i, found := slices.BinarySearch(d.seen, digest)
	if found {
		return
	}
	if len(d.seen) == distinctLimit {
		d.seen, d.more = nil, true
		return
	}
	d.seen = slices.Insert(d.seen, i, digest)
}

func (d *distinct) merge(o distinct) {
	if o.more {
		d.seen, d.more = nil, true
	}
	for _, v := range o.seen {
		d.add(v)
	}
}

func (d *distinct) count() int64 {
	if d.more {
		return distinctLimit
	}
	return int64(len(d.seen))
}

type distinctJSON struct {
	Digests []uint64 `json:"digests,omitempty"`
	More    bool     `json:"more,omitempty"`
}

// MarshalJSON writes the digests, so that a Part can be kept and folded later.
func (d distinct) MarshalJSON() ([]byte, error) { return json.Marshal(distinctJSON{d.seen, d.more}) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (d *distinct) UnmarshalJSON(b []byte) error {
	var j distinctJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	d.seen, d.more = j.Digests, j.More
	return nil
}

// digester makes keyed digests of values. It is used by one goroutine.
type digester struct {
	mac hash.Hash
	sum [sha256.Size]byte
}

func newDigester(key []byte) *digester { return &digester{mac: hmac.New(sha256.New, key)} }

func (d *digester) digest(v []byte) uint64 {
	d.mac.Reset()
	d.mac.Write(v)
	return binary.BigEndian.Uint64(d.mac.Sum(d.sum[:0]))
}
