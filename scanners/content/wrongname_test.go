package content

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWrongNames reads a sample of each format under names that say something else: it is
// recognised by its content, or is a gap, and nothing binary is taken for text.
func TestWrongNames(t *testing.T) {
	const root = "../../testdata/content"
	folders, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	// What these look like, others do as well, so that the name breaks the tie: they are
	// text then, or another format of text.
	named := []string{"brotli", "netrc", "text", "ini", "markdown", "bill-gbk.csv", "query.html"}
	var texts []string
	for _, f := range formats {
		texts = append(texts, f.name)
	}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(root, folder.Name(), "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, ".want") || filepath.Dir(file) == root {
				continue
			}
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			binary := controls(in)*32 > len(in) || !asText(in)
			_, own := gather(t, &standard, memory(filepath.Base(file), in), full)
			for _, name := range []string{"a.jpg", "a.csv", "a.txt", "a.pdf", "a.zip", "a.gz", "a.json", "a.xlsx", "a.sql", "a.eml", "a.ini", "a.parquet", "a.7z", "a", "a.unknown"} {
				rows, drawn := gather(t, &standard, memory(name, in), full)
				kinds := strings.FieldsFunc(drawn.Format, func(r rune) bool { return strings.ContainsRune("+(,)", r) })
				switch {
				case slices.Contains(kinds, folder.Name()) || len(drawn.Gaps) > 0 && len(rows) == 0:
				case !binary && (slices.Contains(named, folder.Name()) || slices.Contains(named, filepath.Base(file))):
					if len(rows) == 0 {
						t.Errorf("%s as %s: nothing of %+v", file, name, drawn)
					}
				case binary && drawn.Format != own.Format && slices.Contains(texts, kinds[0]):
					t.Errorf("%s as %s is read as %s", file, name, drawn.Format)
				case drawn.Format != own.Format:
					t.Errorf("%s as %s is read as %s, not %s", file, name, drawn.Format, own.Format)
				}
			}
		}
	}
}

// asText reports whether the bytes are text in some charset.
func asText(b []byte) bool { return charsetOf(b[:min(len(b), int(standard.head))], true) != nil }
