package inventory

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"piiventory/scanners"
)

// Selection is bottom-k: of each cell the k assets with the smallest keyed hash
// are kept. The result is a simple random sample of the cell, does not depend
// on the order of listing, and two cells merge by keeping the k smallest of
// both (Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007).

// cellKey names a cell within a dataset.
type cellKey struct {
	class uint8 // size class
	when  int32 // 4*year+quarter; or the year negated, once there are too many quarters; 0 without a time
}

// picked is an asset that is in the running.
type picked struct {
	hash  uint64
	asset scanners.Asset
}

// maxQuarters is the number of quarters that a dataset keeps apart in one size
// class; with more, they merge into years.
const maxQuarters = 32

// sizeClass groups sizes so that the few large objects are not lost among the
// many small ones. Unknown sizes (tables) are one class.
func sizeClass(size int64) uint8 {
	switch {
	case size < 0:
		return 0
	case size == 0:
		return 1
	case size < 64<<10:
		return 2
	case size < 1<<20:
		return 3
	case size < 16<<20:
		return 4
	case size < 256<<20:
		return 5
	}
	return 6
}

func quarterOf(t time.Time) int32 {
	if t.IsZero() {
		return 0
	}
	t = t.UTC()
	return int32(t.Year()*4 + (int(t.Month())-1)/3)
}

// rank is the keyed hash that decides whether an asset is drawn.
func rank(seed uint64, store string, a *scanners.Asset) uint64 {
	var key [8]byte
	binary.BigEndian.PutUint64(key[:], seed)
	h := hmac.New(sha256.New, key[:])
	for _, s := range []string{store, a.Path, a.Version} {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	var sum [sha256.Size]byte
	return binary.BigEndian.Uint64(h.Sum(sum[:0]))
}

// cells are the cells of one dataset.
type cells map[cellKey][]picked

// offer adds one asset and keeps the k smallest of its cell. It returns by how
// many the number of kept assets grew.
func (c cells) offer(k int, key cellKey, p picked) int {
	if key.when > 0 && c.merged(key.class) {
		key.when = -key.when / 4
	}
	before := len(c[key])
	c[key] = keepSmallest(c[key], p, k)
	grown := len(c[key]) - before
	if before == 0 {
		grown -= c.mergeQuarters(k, key.class)
	}
	return grown
}

func keepSmallest(list []picked, p picked, k int) []picked {
	i, found := slices.BinarySearchFunc(list, p, comparePicked)
	if found || i >= k {
		return list
	}
	list = slices.Insert(list, i, p)
	if len(list) > k {
		list = list[:k]
	}
	return list
}

func comparePicked(a, b picked) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.asset.Path, b.asset.Path), cmp.Compare(a.asset.Version, b.asset.Version))
}

func (c cells) merged(class uint8) bool {
	for key := range c {
		if key.class == class && key.when < 0 {
			return true
		}
	}
	return false
}

// mergeQuarters merges the quarters of a size class into years when there are
// too many, and returns how many kept assets that dropped.
func (c cells) mergeQuarters(k int, class uint8) int {
	quarters := 0
	years := false
	for key := range c {
		if key.class == class && key.when > 0 {
			quarters++
		}
		years = years || key.class == class && key.when < 0
	}
	if quarters <= maxQuarters && !(years && quarters > 0) {
		return 0
	}
	dropped := 0
	for key, list := range c {
		if key.class != class || key.when <= 0 {
			continue
		}
		delete(c, key)
		year := cellKey{class, -key.when / 4}
		before := len(c[year]) + len(list)
		for _, p := range list {
			c[year] = keepSmallest(c[year], p, k)
		}
		dropped += before - len(c[year])
	}
	return dropped
}

// merge adds the cells of another dataset.
func (c cells) merge(k int, o cells) {
	for key, list := range o {
		for _, p := range list {
			c[key] = keepSmallest(c[key], p, k)
		}
	}
	for class := range uint8(7) {
		c.mergeQuarters(k, class)
	}
}

// truncate keeps the k smallest of each cell and returns how many are left.
func (c cells) truncate(k int) int {
	n := 0
	for key, list := range c {
		if len(list) > k {
			c[key] = slices.Clone(list[:k])
		}
		n += len(c[key])
	}
	return n
}

// order returns the kept assets in the order in which they are to be read: the
// first of every cell, then the second of every cell, and so on, so that any
// beginning of the list spreads over all cells.
func (c cells) order() []scanners.Asset {
	keys := make([]cellKey, 0, len(c))
	total := 0
	for key, list := range c {
		keys = append(keys, key)
		total += len(list)
	}
	slices.SortFunc(keys, func(a, b cellKey) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.when, b.when))
	})
	out := make([]scanners.Asset, 0, total)
	for i := 0; len(out) < total; i++ {
		for _, key := range keys {
			if i < len(c[key]) {
				out = append(out, c[key][i].asset)
			}
		}
	}
	return out
}
