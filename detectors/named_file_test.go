package detectors

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNamesOfFilesTellWhatPicturesShow(t *testing.T) {
	for _, k := range pictureKinds {
		b, err := os.ReadFile(filepath.Join("..", "testdata", "detectors", string(k.category), "names.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSuffix(line, "\n"); strings.HasPrefix(line, "#") {
				continue
			}
			want, path, ok := strings.Cut(line, "\t")
			if !ok {
				t.Fatalf("%s: want confidence<tab>path, not %q", k.category, line)
			}
			got := None
			for _, p := range NamedPictures(path) {
				if p.Category == k.category {
					got = p.Confidence
				}
			}
			if got.String() != want {
				t.Errorf("%s: %q is %s, want %s", k.category, path, got, want)
			}
		}
	}
}

func FuzzNamesOfFiles(f *testing.F) {
	for _, s := range []string{"a/身份证正面.jpg", "face/0001.jpg", "idcard@2x.png", "/.pdf", "!/!/.jpg", "x\xff.png"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		for _, p := range NamedPictures(path) {
			if p.Confidence != Low && p.Confidence != Medium {
				t.Errorf("%q: %v", path, p)
			}
		}
	})
}
