package inventory

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

const (
	// mostClosed bounds a list of closed accounts, at some 20 bytes for each, and longestID
	// the bytes of one id. Longer values are compared with none.
	mostClosed, longestID = 16 << 20, 256
)

// ClosedAccounts are the ids of accounts that were closed, as keyed digests. The ids are
// read once and not kept; the key is random, and gone with the list.
type ClosedAccounts struct {
	key sipKey
	ids int64
	// digests of the ids as they are and in small letters, ascending.
	digests []uint64
	// sieve has a bit set for each digest, and more than fifteen in sixteen that are not.
	sieve []uint64
	shift int
	// lengths are those that an id has.
	lengths [longestID + 1]bool
}

// ReadClosedAccounts reads a list of ids: UTF-8 with one in a line, without the white
// space around it. Empty lines are none. Errors give the line and never what is in it.
func ReadClosedAccounts(r io.Reader) (*ClosedAccounts, error) {
	var key [16]byte
	rand.Read(key[:]) // never fails, by its documentation
	c := &ClosedAccounts{key: sipKeyOf(key[:])}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), 64<<10)
	number := 0
	for lines.Scan() {
		number++
		b := lines.Bytes()
		if number == 1 {
			b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
		}
		id := bytes.TrimSpace(b)
		switch {
		case len(id) == 0:
			continue
		case !utf8.Valid(id) || bytes.IndexByte(id, 0) >= 0:
			return nil, fmt.Errorf("line %d is not text in UTF-8", number)
		case len(id) > longestID:
			return nil, fmt.Errorf("line %d has more than %d bytes; an id stands alone in its line", number, longestID)
		case c.ids == mostClosed:
			return nil, fmt.Errorf("it has more than %d ids; give it in parts", mostClosed)
		}
		c.ids++
		c.lengths[len(id)] = true
		c.digests = append(c.digests, c.key.digest(id))
		if small(id) { // in place: the line is ours until the next one
			c.digests = append(c.digests, c.key.lower().digest(id))
		}
	}
	if lines.Err() != nil {
		return nil, fmt.Errorf("line %d cannot be read, or is too long", number+1)
	}
	if c.ids == 0 {
		return nil, errors.New("it has no ids")
	}
	slices.Sort(c.digests)
	c.digests = slices.Clip(slices.Compact(c.digests))
	bits := 10
	for 1<<bits < 16*len(c.digests) {
		bits++
	}
	c.sieve, c.shift = make([]uint64, 1<<bits/64), 64-bits
	for _, d := range c.digests {
		at := d >> c.shift
		c.sieve[at/64] |= 1 << (at % 64)
	}
	return c, nil
}

// lower is the key for ids in small letters, so that those are not taken for ids as they
// are: "aB" and "Ab" may be two accounts.
func (k sipKey) lower() sipKey { return sipKey{^k.k0, k.k1} }

// small writes letters small, in place, and says whether that has changed anything.
func small(id []byte) bool {
	changed := false
	for i, b := range id {
		if b >= 'A' && b <= 'Z' {
			id[i], changed = b+'a'-'A', true
		}
	}
	return changed
}

func (c *ClosedAccounts) has(digest uint64) bool {
	at := digest >> c.shift
	if c.sieve[at/64]>>(at%64)&1 == 0 {
		return false
	}
	_, found := slices.BinarySearch(c.digests, digest)
	return found
}

// match says whether a value is the id of a closed account: as it is, or when one of the
// two is the other in small letters. A number may end in ".0", as tables write whole
// ones. It returns the value without what stands around it; buf is for its own use.
func (c *ClosedAccounts) match(v []byte, buf *[]byte) ([]byte, bool) {
	v = bytes.TrimSpace(v)
	if n := len(v); n > 2 && v[n-1] == '0' && v[n-2] == '.' && allDigits(v[:n-2]) {
		v = v[:n-2]
	}
	if len(v) > longestID || !c.lengths[len(v)] {
		return nil, false
	}
	if c.has(c.key.digest(v)) || c.has(c.key.lower().digest(v)) {
		return v, true
	}
	*buf = append((*buf)[:0], v...)
	return v, small(*buf) && c.has(c.key.digest(*buf))
}

func allDigits(v []byte) bool {
	for _, b := range v {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}

// byItself says whether a value is no other number by chance: short numbers are in many
// fields, where they count things.
func byItself(v []byte) bool {
	if allDigits(v) {
		return len(v) >= 10
	}
	return len(v) >= 6
}

// ClosedTally counts the values of a field that are ids of closed accounts.
type ClosedTally struct {
	Rows int64
	// Telling counts the rows in which the id is long enough to be nothing else.
	Telling  int64
	Distinct distinct
}

func (t *ClosedTally) merge(o *ClosedTally) {
	t.Rows += o.Rows
	t.Telling += o.Telling
	t.Distinct.merge(&o.Distinct)
}
