package policy

import (
	"os"
	"path/filepath"
	"testing"
)

// samples returns the declarations of the test data by file name.
func samples(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../testdata/declarations/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatalf("found %d declarations (%v)", len(files), err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = data
	}
	return out
}

func TestParseReadsTheFivePolicies(t *testing.T) {
	want := map[string]struct {
		id             string
		systems, rules int
	}{
		"wangsu.yaml":   {"wangsu-privacy-terms", 4, 4},
		"kingsoft.yaml": {"kingsoft-2022-05-05", 11, 15},
		"channel.yaml":  {"channel-cloud-2022-01-28", 7, 12},
		"qiniu.yaml":    {"qiniu-2021-11-01", 7, 13},
		"platform.yaml": {"platform-004", 4, 8},
	}
	files := samples(t)
	for name, w := range want {
		d, err := Parse(name, files[name])
		if err != nil {
			t.Errorf("%s:\n%v", name, err)
			continue
		}
		if d.ID != w.id || len(d.Systems) != w.systems || len(d.Rules) != w.rules {
			t.Errorf("%s: id %s, %d systems, %d rules", name, d.ID, len(d.Systems), len(d.Rules))
		}
	}
}
