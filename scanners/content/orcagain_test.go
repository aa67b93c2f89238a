package content

import (
	"bytes"
	"errors"
	"testing"
)

// TestOrcReadAgain sees that reading streams again has an end for what lies in a store.
func TestOrcReadAgain(t *testing.T) {
	const n = 4 << 20
	for _, object := range []bool{true, false} {
		f := &orcFile{l: &layer{object: object}, src: ranges{r: bytes.NewReader(make([]byte, n)), size: n}, tail: &orcTail{}}
		s := &orcStream{f: f, n: n}
		read := 0
		for ; read < 10*n; read += n {
			s.drop()
			if _, err := s.ahead(0, n); errors.Is(err, errOrcAgain) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if object == (read > 2*n+orcHeld) {
			t.Errorf("%t: %d MiB of %d", object, read>>20, n>>20)
		}
	}
}
