package inventory

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"maps"
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
	// when is 4*year+quarter; or the year negated, once there are too many quarters; 0
	// without a time; or sinceFirst and more for what was written since an earlier scan.
	when int32
}

// picked is an asset that is in the running.
type picked struct {
	hash  uint64
	asset scanners.Asset
}

// quarter says that the cell is that of a quarter.
func (k cellKey) quarter() bool { return k.when > 0 && k.when < sinceFirst }

// maxQuarters is the number of quarters that a dataset keeps apart in one size
// class; with more, they merge into years.
const maxQuarters = 32

// sizeClass groups sizes so that the few large objects are not lost among the
// many small ones. Unknown sizes are one class.
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

const (
	// rowsClass is the class of the tables of which the number of rows is known and not
	// 0. They need no classes by size, since they are drawn in proportion to it.
	rowsClass = 7
	classes   = rowsClass + 1
)

// cellFor returns the cell of an asset of a kind.
func cellFor(kind string, size, rows int64, modified time.Time, since []time.Time) cellKey {
	if !isTable(kind) {
		return cellOf(size, modified, since)
	}
	key := cellOf(rows, modified, since)
	if rows > 0 {
		key.class = rowsClass
	}
	return key
}

// weightOf is what an asset counts for in shares of records: its bytes, or the rows of a
// table; -1 when that is unknown.
func weightOf(a *scanners.Asset) int64 {
	if isTable(a.Kind) {
		return a.Rows
	}
	return a.Size
}

// sinceFirst is the number of the cells of what was written since the first of the
// earlier scans, and before the second, and so on. So what is new is a population of its
// own, of which as much is drawn as of the others.
const sinceFirst = 1 << 20

// cellOf returns the cell of an asset.
func cellOf(size int64, modified time.Time, since []time.Time) cellKey {
	key := cellKey{sizeClass(size), quarterOf(modified)}
	for i, t := range since {
		if !modified.IsZero() && !modified.Before(t) {
			key.when = sinceFirst + int32(i)
		}
	}
	return key
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

// A cell is what was listed of it, and the assets that are in the running.
type cell struct {
	picked []picked // sorted by hash
	listed int64
	// weight is the sum of what the assets weigh and largest the largest of it, by
	// weightOf; both are -1 when one is unknown.
	weight, largest int64
	rows            bool // it is of tables of known rows
}

func (c *cell) count(weight int64) {
	c.listed++
	c.weight = sumKnown(c.weight, weight)
	c.largest = largerKnown(c.largest, weight)
}

func (c *cell) merge(k int, o *cell) {
	for _, p := range o.picked {
		c.picked = keepSmallest(c.picked, p, k)
	}
	c.listed += o.listed
	c.weight = sumKnown(c.weight, o.weight)
	c.largest = largerKnown(c.largest, o.largest)
}

// largerKnown returns the larger of two sizes of which -1 means unknown.
func largerKnown(a, b int64) int64 {
	if a < 0 || b < 0 {
		return -1
	}
	return max(a, b)
}

// cells are the cells of one dataset.
type cells map[cellKey]*cell

// at returns the cell of a key, making it when it is new.
func (c cells) at(key cellKey) *cell {
	l := c[key]
	if l == nil {
		l = &cell{rows: key.class == rowsClass}
		c[key] = l
	}
	return l
}

// where returns the key of the cell in which assets of a key are: that of the year
// once the quarters have merged.
func (c cells) where(key cellKey) cellKey {
	if key.quarter() && c.merged(key.class) {
		key.when = -key.when / 4
	}
	return key
}

// offer adds one asset and keeps the k smallest of its cell. It returns by how
// many the number of kept assets grew.
func (c cells) offer(k int, key cellKey, p picked) int {
	l := c.at(c.where(key))
	before := len(l.picked)
	l.picked = keepSmallest(l.picked, p, k)
	l.count(weightOf(&p.asset))
	grown := len(l.picked) - before
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
		if key.class == class && key.quarter() {
			quarters++
		}
		years = years || key.class == class && key.when < 0
	}
	if quarters <= maxQuarters && !(years && quarters > 0) {
		return 0
	}
	dropped := 0
	for key, l := range c {
		if key.class != class || !key.quarter() {
			continue
		}
		delete(c, key)
		year := c.at(cellKey{class, -key.when / 4})
		before := len(year.picked) + len(l.picked)
		year.merge(k, l)
		dropped += before - len(year.picked)
	}
	return dropped
}

// merge adds the cells of another dataset.
func (c cells) merge(k int, o cells) {
	for key, l := range o {
		c.at(key).merge(k, l)
	}
	for class := range uint8(classes) {
		c.mergeQuarters(k, class)
	}
}

// truncate keeps the k smallest of each cell and returns how many are left.
func (c cells) truncate(k int) int {
	n := 0
	for _, l := range c {
		if len(l.picked) > k {
			l.picked = slices.Clone(l.picked[:k])
		}
		n += len(l.picked)
	}
	return n
}

// keys returns the keys in their order.
func (c cells) keys() []cellKey {
	return slices.SortedFunc(maps.Keys(c), func(a, b cellKey) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.when, b.when))
	})
}

// A candidate is an asset that may be read, its cell, and how many of the cell come
// before it.
type candidate struct {
	asset scanners.Asset
	cell  *cell
	at    int
}

// order returns the kept assets in the order in which they are to be read: the
// first of every cell, then the second of every cell, and so on, so that any
// beginning of the list spreads over all cells.
func (c cells) order() []candidate {
	keys := c.keys()
	total := 0
	for _, l := range c {
		total += len(l.picked)
	}
	out := make([]candidate, 0, total)
	for i := 0; len(out) < total; i++ {
		for _, key := range keys {
			if l := c[key]; i < len(l.picked) {
				out = append(out, candidate{l.picked[i].asset, l, i})
			}
		}
	}
	return out
}

// A Cell is what was listed of one cell of a dataset.
type Cell struct {
	// Class is the size class; When is four times the year plus the quarter from 0 to
	// 3, the year with a minus in front, 0 without a time, or the number of the earlier
	// scan since which it was written, from 2^20.
	Class  uint8 `json:"class"`
	When   int32 `json:"when"`
	Listed int64 `json:"listed"`
	// Weight is the sum of sizes, or of the rows of tables, and Largest the largest one;
	// -1 when one is unknown.
	Weight  int64 `json:"weight"`
	Largest int64 `json:"largest"`
}

// list writes the counts of the cells down in their order.
func (c cells) list() []Cell {
	out := make([]Cell, 0, len(c))
	for _, key := range c.keys() {
		l := c[key]
		out = append(out, Cell{key.class, key.when, l.listed, l.weight, l.largest})
	}
	return out
}

// addList adds what list wrote down.
func (c cells) addList(list []Cell) {
	for _, l := range list {
		c.at(c.where(cellKey{l.Class, l.When})).merge(0, &cell{listed: l.Listed, weight: l.Weight, largest: l.Largest})
	}
	for class := range uint8(classes) {
		c.mergeQuarters(0, class)
	}
}
