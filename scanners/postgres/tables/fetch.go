package tables

import "errors"

// firstFetch is the number of rows in the first statement of Fetch, while
// nothing is known of their width.
const firstFetch = 16

// Fetch reads the rows with the drawn keys, which stand in the order in which
// they were drawn, so that a sample that ends early is still a random one. read
// reads the rows of some keys in one statement and adds them to rows. It says
// whether the sample ended early, which it does on ErrFull.
func Fetch[K any](rows *Rows, keys []K, read func(keys []K) error) (early bool, err error) {
	size := firstFetch
	for len(keys) > 0 {
		if rows.maxRows > 0 && rows.Count >= rows.maxRows {
			return true, nil
		}
		n := min(size, len(keys))
		if err := read(keys[:n]); errors.Is(err, ErrFull) {
			return true, nil
		} else if err != nil {
			return false, err
		}
		keys = keys[n:]
		size = min(size*4, BatchRows)
		if rows.maxBytes > 0 && rows.Count > 0 {
			// A statement that surely exceeds what is left would be read in vain.
			fit := (rows.maxBytes - rows.Bytes) / max(rows.Bytes/rows.Count, 1)
			size = int(max(min(int64(size), fit), 1))
		}
	}
	return false, nil
}
