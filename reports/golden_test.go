package reports

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"piiventory/inventory"
	"piiventory/policy"
)

var update = flag.Bool("update", false, "write the goldens anew")

const fixtures = "../testdata/reports"

// cases are the inventories written by hand, with whether each was checked.
var cases = []struct {
	name    string
	checked bool
}{
	{"rich", true},
	{"empty", false},
	{"interrupted", true},
	{"hostile", true},
	{"derived", true},
}

// load reads an inventory and its findings.
func load(t testing.TB, name string, checked bool, lang string) *Report {
	t.Helper()
	r := &Report{Lang: lang, AsOf: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
	decode := func(file string, into any) {
		b, err := os.ReadFile(filepath.Join(fixtures, file))
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		if err := d.Decode(into); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	decode(name+".inventory.json", &r.Inventory)
	if checked {
		decode(name+".findings.json", &r.Findings)
		if _, err := os.Stat(filepath.Join(fixtures, name+".verdicts.json")); err == nil {
			decode(name+".verdicts.json", &r.Verdicts)
		}
		r.Declaration = &policy.Declaration{
			ID:     "example-2026",
			SHA256: "9f2c4d7be1a05c63d8f7a4e2b91c0d5f6a38e7142bc9d05fe6817a3c4b2d9e01",
			Policy: policy.Policy{Publisher: "示例公司 Example Ltd", Title: "个人信息保护政策", Version: "2026-05",
				Effective: policy.Date{Time: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)}},
		}
	}
	return r
}

func render(t testing.TB, format string, r *Report) []byte {
	t.Helper()
	f, ok := Lookup(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	var b bytes.Buffer
	if err := f(&b, r); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}

// Every format of every case in both languages is as it was last looked at by
// a person.
func TestGoldens(t *testing.T) {
	for _, c := range cases {
		for _, lang := range []string{"en", "zh"} {
			for _, format := range Names() {
				t.Run(c.name+"/"+lang+"/"+format, func(t *testing.T) {
					got := render(t, format, load(t, c.name, c.checked, lang))
					golden(t, c.name+"."+lang+"."+format, got)
				})
			}
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join(fixtures, "golden", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update and look at it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

// A golden whose case is gone says nothing and misleads.
func TestNoStrayGoldens(t *testing.T) {
	want := map[string]bool{}
	for _, c := range cases {
		for _, lang := range []string{"en", "zh"} {
			for _, format := range Names() {
				want[c.name+"."+lang+"."+format] = true
			}
		}
	}
	files, err := os.ReadDir(filepath.Join(fixtures, "golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !want[f.Name()] {
			t.Errorf("%s belongs to no case", f.Name())
		}
	}
}

// The same input gives the same bytes, and rendering changes nothing of it.
func TestPure(t *testing.T) {
	for _, format := range Names() {
		r := load(t, "rich", true, "en")
		before, _ := json.Marshal(r)
		first := render(t, format, r)
		if second := render(t, format, r); !bytes.Equal(first, second) {
			t.Errorf("%s: two renderings differ", format)
		}
		if after, _ := json.Marshal(r); !bytes.Equal(before, after) {
			t.Errorf("%s: rendering changed the report", format)
		}
	}
}

// The order of findings in the input does not show.
func TestOrderOfFindings(t *testing.T) {
	for _, format := range Names() {
		r := load(t, "rich", true, "en")
		want := render(t, format, r)
		for i, j := 0, len(r.Findings)-1; i < j; i, j = i+1, j-1 {
			r.Findings[i], r.Findings[j] = r.Findings[j], r.Findings[i]
		}
		if got := render(t, format, r); !bytes.Equal(want, got) {
			t.Errorf("%s: depends on the order of the findings", format)
		}
	}
}

type brokenWriter struct{}

var errBroken = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// A report that could not be written is an error, never a short report.
func TestWriteError(t *testing.T) {
	for _, format := range Names() {
		f, _ := Lookup(format)
		if err := f(brokenWriter{}, load(t, "rich", true, "en")); !errors.Is(err, errBroken) {
			t.Errorf("%s: err = %v, want that of the writer", format, err)
		}
	}
}

// Reports of nothing at all, and without some of their parts, are written too.
func TestWithoutParts(t *testing.T) {
	for _, format := range Names() {
		for _, r := range []*Report{
			{},
			{Inventory: &inventory.Inventory{}, Declaration: &policy.Declaration{}},
			{Findings: []policy.Finding{{Code: "x"}}},
			{Inventory: &inventory.Inventory{Stores: []inventory.Store{{}, {Datasets: []inventory.Dataset{{}}}}}},
		} {
			if len(render(t, format, r)) == 0 {
				t.Errorf("%s: an empty report", format)
			}
		}
	}
}
