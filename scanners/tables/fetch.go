package tables

import "errors"

// firstFetch is the number of rows in the first statement of Fetch, while
// nothing is known of their width.
const firstFetch = 16

// Fetch reads the rows with the drawn keys, which stand in the order in which
// they were drawn, so that a sample that ends early is still a random one. read
// reads the rows of some keys in one statement, in any order, and adds them to
// rows. A statement asks for no more than the draw surely has room for, since
// the rows that are left out of a statement are not left out at random. Fetch
// says whether the sample ended early.
func Fetch[K any](rows *Rows, keys []K, read func(keys []K) error) (early bool, err error) {
	size := int64(firstFetch)
	for len(keys) > 0 {
		n := min(size, int64(len(keys)))
		if rows.maxRows > 0 {
			n = min(n, rows.maxRows-rows.Count)
		}
		if left := rows.maxBytes - rows.Bytes; rows.maxBytes > 0 && rows.Count > 0 {
			if left < rows.maxBytes/16 {
				return true, nil
			}
			n = min(n, left*3/4/max(rows.Bytes/rows.Count, 1))
		}
		if n <= 0 {
			return true, nil
		}
		if err := read(keys[:n]); errors.Is(err, ErrFull) {
			return true, nil
		} else if err != nil {
			return false, err
		}
		keys = keys[n:]
		size = min(size*4, BatchRows)
	}
	return false, nil
}
