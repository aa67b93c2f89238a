package content

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the .want files anew")

// TestSamples reads the samples of each format. The folder names the format
// (or the compression); what must come out lies beside each sample in a .want
// file. A new format brings a folder.
func TestSamples(t *testing.T) {
	const root = "../../testdata/content"
	files, err := filepath.Glob(root + "/*/*")
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		name, _ := filepath.Rel(root, file)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			rows, drawn := gather(t, &standard, memory(filepath.Base(file), in), full)
			folder := filepath.Base(filepath.Dir(file))
			if !slices.Contains(strings.FieldsFunc(drawn.Format, func(r rune) bool { return strings.ContainsRune("+(,)", r) }), folder) {
				t.Errorf("format %q", drawn.Format)
			}
			met[folder] = true
			var got bytes.Buffer
			fmt.Fprintf(&got, "%s\n", drawn.Format)
			for _, r := range rows {
				if r.inside != "" {
					fmt.Fprintf(&got, "%s> ", r.inside)
				}
				fmt.Fprintln(&got, table([]row{r}))
			}
			if len(rows) == 0 {
				fmt.Fprintln(&got)
			}
			for _, g := range drawn.Gaps {
				fmt.Fprintf(&got, "%s: %s\n", g.Kind, g.Reason)
			}
			if *update {
				if err := os.WriteFile(file+".want", got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got\n%s\nwant\n%s", got.Bytes(), want)
			}
		})
	}
	for _, f := range formats {
		if !met[f.name] {
			t.Errorf("no samples of %s in testdata/content", f.name)
		}
	}
	for _, b := range binaries {
		if !met[b.name] {
			t.Errorf("no samples of %s in testdata/content", b.name)
		}
	}
	for _, k := range oleKinds {
		if !met[k.name] {
			t.Errorf("no samples of %s in testdata/content", k.name)
		}
	}
	for _, c := range codecs {
		if !met[c.name] {
			t.Errorf("no samples of %s in testdata/content", c.name)
		}
	}
}
