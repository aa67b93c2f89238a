package content

import (
	"bytes"
	"fmt"
	"testing"
)

// BenchmarkPieces samples a table of 8 MiB. What reading all of it takes is measured
// beside the bare libraries, format by format, by .ci/bench-formats.
func BenchmarkPieces(b *testing.B) {
	var in bytes.Buffer
	in.WriteString("id,name,phone,amount,city,status,created,note\n")
	for i := 0; in.Len() < 8<<20; i++ {
		fmt.Fprintf(&in, "%d,user%d,1380000%04d,%d.50,Shanghai,active,2026-01-02 03:04:05,some words of a note\n", i, i, i%10000, i%977)
	}
	b.ReportAllocs()
	for b.Loop() {
		d, err := Sample(b.Context(), memory("x", in.Bytes()), sampled(1, 1<<20, 0), discard)
		if err != nil {
			b.Fatal(d, err)
		}
		b.SetBytes(d.Bytes)
	}
}
