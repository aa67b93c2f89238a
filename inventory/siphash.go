package inventory

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// sipKey makes keyed digests of values: SipHash-2-4 (J.-P. Aumasson, D. J. Bernstein:
// SipHash: a fast short-input PRF, 2012). Without the key of 128 bits a digest says
// nothing of the value, and it costs some tens of nanoseconds.
type sipKey struct{ k0, k1 uint64 }

// sipKeyOf reads a key of 16 bytes.
func sipKeyOf(b []byte) sipKey {
	return sipKey{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])}
}

// digester digests the values of categories under the key of the run or ledger. It is
// used by one goroutine.
type digester struct {
	sipKey
	form []byte // of the value at hand
}

// newDigester derives the key of the digests of values from that of the run or ledger.
func newDigester(key []byte) *digester {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("values"))
	return &digester{sipKey: sipKeyOf(mac.Sum(nil))}
}

// of digests a value in the one form that all ways of writing it share, so that a
// person counts once however the number is written.
func (d *digester) of(normal func(dst, v []byte) []byte, v []byte) uint64 {
	d.form = normal(d.form[:0], v)
	return d.digest(d.form)
}

// digest returns the digest of a value as it stands.
func (d sipKey) digest(v []byte) uint64 {
	v0, v1 := d.k0^0x736f6d6570736575, d.k1^0x646f72616e646f6d
	v2, v3 := d.k0^0x6c7967656e657261, d.k1^0x7465646279746573
	last := uint64(len(v)) << 56
	for ; len(v) >= 8; v = v[8:] {
		m := binary.LittleEndian.Uint64(v)
		v3 ^= m
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0 ^= m
	}
	for i, b := range v {
		last |= uint64(b) << (8 * i)
	}
	v3 ^= last
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0 ^= last
	v2 ^= 0xff
	for range 4 {
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	}
	return v0 ^ v1 ^ v2 ^ v3
}

func sipRound(v0, v1, v2, v3 uint64) (a, b, c, d uint64) {
	v0 += v1
	v1 = bits.RotateLeft64(v1, 13) ^ v0
	v0 = bits.RotateLeft64(v0, 32)
	v2 += v3
	v3 = bits.RotateLeft64(v3, 16) ^ v2
	v0 += v3
	v3 = bits.RotateLeft64(v3, 21) ^ v0
	v2 += v1
	v1 = bits.RotateLeft64(v1, 17) ^ v2
	v2 = bits.RotateLeft64(v2, 32)
	return v0, v1, v2, v3
}
