package content

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"math/rand/v2"
	"testing"
)

// What is read of base64 is what stands before the first padding, without what does not
// belong there, whatever lines and pieces it comes in.
func TestSixBits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var in []byte
		for range r.IntN(6) {
			plain := make([]byte, r.IntN(60))
			for i := range plain {
				plain[i] = byte(r.Uint32())
			}
			in = base64.RawStdEncoding.AppendEncode(in, plain)
			for range r.IntN(3) {
				at := r.IntN(len(in) + 1)
				in = append(in[:at:at], append([]byte{"\r\n =.-A\x00\xff"[r.IntN(9)]}, in[at:]...)...)
			}
			in = append(in, "\r\n"[r.IntN(2):]...)
		}
		var want []byte
		before, _, _ := bytes.Cut(in, []byte("="))
		for _, c := range before {
			if letter(c) || c >= '0' && c <= '9' || c == '+' || c == '/' {
				want = append(want, c)
			}
		}
		single := len(want)%4 == 1
		if single {
			want = want[:len(want)-1]
		}
		want, err := base64.RawStdEncoding.AppendDecode(nil, want)
		if err != nil {
			t.Fatal(err)
		}
		body := &sixBits{r: &mailBody{m: &mailReader{r: bufio.NewReader(bytes.NewReader(in)), hit: noBoundary, start: true}}}
		var got []byte
		for err == nil {
			p := make([]byte, 1+r.IntN(100))
			var n int
			n, err = body.Read(p)
			got = append(got, p[:n]...)
		}
		if broken := err == errEncoding; !bytes.Equal(got, want) || broken != single || !broken && err != io.EOF {
			t.Fatalf("%q: %q, %v, want %q, broken %v", in, got, err, want, single)
		}
	}
}
