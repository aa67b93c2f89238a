package inventory_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/files"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("../docs/inventory.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRealOutputFollowsTheSchema scans a directory of its own making with the
// real engine and validates what Write saves.
func TestRealOutputFollowsTheSchema(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"users.csv":                "mobile,email,created_at\n13912345678,a@mail.example-shop.cn,2026-01-02\n13812345679,b@mail.example-shop.cn,2026-01-03\n",
		"logs/dt=2026-01-31/a.log": "user 13912345678 called\n",
		"picture.png":              "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"empty.txt":                "",
	} {
		p := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(p), 0o755)
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	inv, err := inventory.Take(context.Background(), []scanners.Store{{Alias: "d", URL: "file:" + dir}}, inventory.Options{
		Engine: engine, Kinds: map[string]scanners.Kind{"file": files.Kind}, Limits: inventory.DefaultLimits,
		Rules: detectors.Rules(), Seed: 1,
		Timestamp: func(alias, kind, path string) (string, bool) { return "created_at", true },
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := inv.Write(&b); err != nil {
		t.Fatal(err)
	}
	s := schema(t)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("%v\n%s", err, b.String())
	}
	entries := 0
	for _, d := range inv.Stores[0].Datasets {
		entries += len(d.Entries)
	}
	if len(inv.Stores[0].Datasets) != 4 || entries < 2 {
		t.Errorf("%d datasets and %d entries; the test looks at too little:\n%s", len(inv.Stores[0].Datasets), entries, b.String())
	}
	// The schema is strict: one key too many, or one missing, is refused.
	var m map[string]any
	json.Unmarshal(b.Bytes(), &m)
	m["extra"] = 1
	if s.Validate(m) == nil {
		t.Error("the schema takes an unknown key")
	}
	delete(m, "extra")
	delete(m, "stores")
	if s.Validate(m) == nil {
		t.Error("the schema takes an inventory without stores")
	}
}
