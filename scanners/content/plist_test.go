package content

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"

	"piiventory/scanners"
)

// TestSharedPlist reads a list of which each array holds the next one a hundred
// times.
func TestSharedPlist(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("bplist00")
	var offsets []byte
	for i := range 60 {
		offsets = append(offsets, byte(b.Len()>>8), byte(b.Len()))
		b.Write([]byte{0xAF, 0x10, 100})
		b.Write(bytes.Repeat([]byte{byte(i + 1)}, 100))
	}
	offsets = append(offsets, byte(b.Len()>>8), byte(b.Len()))
	b.WriteString("\x51x")
	at := b.Len()
	b.Write(offsets)
	b.Write([]byte{0, 0, 0, 0, 0, 0, 2, 1})
	for _, v := range []int{61, 0, at} {
		b.Write(binary.BigEndian.AppendUint64(nil, uint64(v)))
	}
	rows, drawn := gather(t, &standard, memory("a", b.Bytes()), full)
	if len(rows) != 1 || len(drawn.Gaps) > 0 || drawn.Format != "plist" {
		t.Errorf("%v %+v", rows, drawn)
	}
}

// FuzzPlist reads anything as a binary property list.
func FuzzPlist(f *testing.F) {
	b, err := os.ReadFile("../../testdata/content/plist/contacts.plist")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b[8:])
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 4000 {
			return
		}
		in = append([]byte("bplist00"), in...)
		for _, d := range []scanners.Draw{full, sampled(1, 300, 0)} {
			if _, _, err := collect(t, &standard, memory("a", in), d); err != nil {
				t.Fatal(err)
			}
		}
	})
}
