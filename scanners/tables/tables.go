// Package tables holds what the scanners of databases share: it turns rows
// into batches within stated bounds of memory, draws keys at random, reads the
// drawn rows in statements of fitting size, and finds the password of a store.
// It knows no client library.
package tables

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"

	"piiventory/scanners"
)

const (
	// CellLimit is the most characters (bytes, of binary data) of one value that
	// are read; the server cuts what is longer, so that it never travels.
	CellLimit = 64 << 10
	// BatchRows and BatchBytes bound a batch. A batch ends when it has reached one
	// of them, so that it holds at most one row more than BatchBytes.
	BatchRows  = 1024
	BatchBytes = 4 << 20
	// MaxConns is how many connections a scanner opens to one database.
	MaxConns = 2
)

// CellLimitFor returns how many characters of each value are asked for when an
// asset with that many columns is read: CellLimit, or less for wide tables,
// whose rows must still fit into BatchBytes and twice into a sample's bytes.
func CellLimitFor(columns int, d scanners.Draw) int {
	row := int64(BatchBytes)
	if d.Depth == scanners.Sample && d.MaxBytes > 0 {
		row = min(row, d.MaxBytes/2)
	}
	return int(min(CellLimit, max(row/int64(max(columns, 1)), 64)))
}

// Random returns the source of all random choices for one asset. The same seed
// and path give the same choices on every machine.
func Random(seed uint64, path string) *rand.Rand {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], seed)
	return rand.New(rand.NewChaCha8(sha256.Sum256(append(b[:], path...))))
}
