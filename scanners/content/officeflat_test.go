package content

import (
	"bytes"
	"os"
	"testing"
)

// Each start of a document in one piece of XML is recognised as something: one that ends
// within its declaration as well.
func TestFlatStarts(t *testing.T) {
	for _, name := range []string{"excel-xml/calc.xml", "flat-odf/calc.fods", "word-xml/writer.xml"} {
		b, err := os.ReadFile("../../testdata/content/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n < 300; n++ {
			if _, drawn, err := collect(t, &standard, memory("x.xml", bytes.Clone(b[:n])), full); err != nil || drawn.Format == "" {
				t.Fatalf("%s, %d bytes: %v, %+v", name, n, err, drawn)
			}
		}
	}
}
