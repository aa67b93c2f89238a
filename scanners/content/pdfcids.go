package content

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// pdfCollections are the characters of Adobe's collections of glyphs by their
// numbers, a line for each: its name and a blank in front. They come from the
// mapping resources for PDF, under the licence in pdfcids.LICENSE, by
// testdata/content/make-pdfcids.py.
//
//go:embed pdfcids.txt.gz
var pdfCollections []byte

var pdfCIDs = sync.OnceValue(func() map[string][]rune {
	m := map[string][]rune{}
	z, err := gzip.NewReader(bytes.NewReader(pdfCollections))
	if err != nil {
		return m
	}
	b, _ := io.ReadAll(z)
	for line := range strings.Lines(string(b)) {
		if name, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " "); ok {
			m[name] = []rune(text)
		}
	}
	return m
})

// cidText is the character of a glyph of a collection, "" if there is none.
func cidText(collection []rune, cid int) string {
	if cid < 0 || cid >= len(collection) || collection[cid] == '\uFFFD' {
		return ""
	}
	return plainForm(string(collection[cid]))
}
