//go:build corpus

package content

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestCharsetRatesOf prints how often texts of each charset and length are read as they
// were written, from files that are called by a language ("ja.test") in the
// folder that CHARSET_CORPUS names.
func TestCharsetRatesOf(t *testing.T) {
	dir := os.Getenv("CHARSET_CORPUS")
	for _, s := range spellings {
		b, err := os.ReadFile(filepath.Join(dir, s.language+".test"))
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("| %s, %s |", s.language, s.charset)
		text := []rune(string(b))
		other := map[string]int{}
		for _, size := range rateSizes {
			raw, plain := s.piecesOf(text, size, 250, 1)
			wrong := 0
			for i := range raw {
				if got, name := readAs(raw[i]); !bytes.Equal(got, plain[i]) {
					wrong++
					if size <= 40 {
						other[name]++
					}
				}
			}
			line += fmt.Sprintf(" %.1f |", 100*float64(wrong)/float64(max(1, len(raw))))
		}
		fmt.Println(line, other)
	}
}
