package content

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestOfficeMarkers reads documents in which every place where a person can put text
// holds an address of its own (testdata/office/make-markers.py). Each must be handed on.
func TestOfficeMarkers(t *testing.T) {
	const root = "testdata/office/"
	list, err := os.ReadFile(root + "markers.txt")
	if err != nil {
		t.Fatal(err)
	}
	marker := regexp.MustCompile(`\bm([0-9]+)@example\.com`)
	// These are put together from several runs.
	joined := map[string][]int{"markers.xlsx": {901, 902}, "markers.docx": {901, 902, 903, 904, 905}, "markers.odt": {901}, "markers.ods": {901, 902},
		"markers.fodt": {901}, "markers.fods": {901, 902}, "markers-excel2003.xml": {901, 902}}
	for line := range strings.Lines(string(list)) {
		var name string
		var n int
		if _, err := fmt.Sscan(line, &name, &n); err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			in, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				t.Fatal(err)
			}
			rows, drawn := gather(t, &standard, memory(name, in), full)
			met := map[string]int{}
			for _, r := range rows {
				for field, v := range r.values {
					for _, m := range marker.FindAllStringSubmatch(v, -1) {
						met[m[1]]++
					}
					for _, m := range marker.FindAllStringSubmatch(field, -1) {
						met[m[1]]++
					}
				}
			}
			want := joined[name]
			for i := range n {
				want = append(want, i+1)
			}
			for _, i := range want {
				if met[fmt.Sprint(i)] == 0 {
					t.Errorf("m%d is not found: %s", i, near(t, in, i))
				}
			}
			if name == "markers.docx" && met["904"] != 1 {
				t.Errorf("what stands in two forms is read %d times", met["904"])
			}
			if len(drawn.Gaps) > 0 {
				t.Errorf("gaps: %+v", drawn.Gaps)
			}
			if testing.Verbose() {
				t.Logf("%s, %d rows", drawn.Format, len(rows))
				for _, r := range rows {
					t.Log(r.inside, table([]row{r}))
				}
			}
		})
	}
}

// near shows what stands around a marker in a document, for the message.
func near(t *testing.T, in []byte, i int) string {
	t.Helper()
	m := regexp.MustCompile(fmt.Sprintf(`.{0,90}\bm%d@example\.com.{0,30}`, i))
	if s := m.Find(in); s != nil {
		return string(s)
	}
	z, err := zip.NewReader(bytes.NewReader(in), int64(len(in)))
	if err != nil {
		return ""
	}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if s := m.Find(b); s != nil {
			return e.Name + ": " + string(s)
		}
	}
	return "inside something"
}
