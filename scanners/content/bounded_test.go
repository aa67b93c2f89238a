package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"piiventory/scanners"
)

// TestEveryFormatIsBounded reads the samples of every format that is registered, and
// holds the memory against what one object may take. Texts are repeated until they are
// long, and so are compressed streams; what is large or hostile of the others stands in
// TestHostile.
func TestEveryFormatIsBounded(t *testing.T) {
	const long = 16 << 20
	text, stream := map[string]bool{"tsv": true}, map[string]bool{}
	for _, f := range formats {
		text[f.name] = true
	}
	for _, c := range codecs {
		stream[c.name] = true
	}
	for _, name := range registered() {
		t.Run(name, func(t *testing.T) {
			files, err := filepath.Glob("../../testdata/content/" + name + "/*")
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, f := range files {
				if strings.HasSuffix(f, ".want") {
					continue
				}
				in, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				times := int64(1)
				if (text[name] || stream[name]) && len(in) > 0 && n == 0 {
					times = long / int64(len(in))
				}
				if stream[name] {
					times /= 16
				}
				n++
				src := madeOf(madePart{string(in), max(times, 1)})(filepath.Base(f))
				most := peak(t, func() {
					if _, err := standard.sample(t.Context(), src, full, func(*scanners.Batch) error { return nil }); err != nil {
						t.Error(err)
					}
				})
				if most > bound {
					t.Errorf("%s: %d MiB in use", filepath.Base(f), most>>20)
				}
			}
			if n == 0 && !unread[name] && name != "odg" && name != "epub" { // readers of odt and html read those
				t.Errorf("no sample of %s", name)
			}
		})
	}
}
