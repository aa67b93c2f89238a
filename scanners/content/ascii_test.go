package content

import (
	"math/rand/v2"
	"testing"
)

// What is looked at eight bytes at a time is what is found byte by byte, at each length
// and place.
func TestASCII(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	odd := []byte{0, 1, 6, 7, 9, 10, 13, 14, 0x1a, 0x1b, 0x1e, 0x1f, 0x20, 0x7e, 0x7f, 0x80, 0x9f, 0xa0, 0xff}
	for n := range 100 {
		for range 50 {
			b := make([]byte, n)
			for i := range b {
				b[i] = 'a'
				if random.IntN(40) == 0 {
					b[i] = odd[random.IntN(len(odd))]
				}
			}
			ascii, control := n, 0
			for i, c := range b {
				if c >= 0x80 {
					ascii = min(ascii, i)
				}
				if c < 7 || c > 13 && c < 0x20 && c != 0x1b && c != 0x1e || c == 0x7f {
					control++
				}
			}
			if asciiPrefix(b) != ascii || isASCII(b) != (ascii == n) || controls(b) != control {
				t.Fatalf("%q: %d of ASCII and %d controls, want %d and %d", b, asciiPrefix(b), controls(b), ascii, control)
			}
		}
	}
}
