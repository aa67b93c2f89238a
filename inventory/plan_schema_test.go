package inventory_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/files"
	"piiventory/scanners/sqlite"
)

// TestRealPlansFollowTheSchema plans at every depth, with and without money, a goal and
// gaps, and validates what is printed as JSON.
func TestRealPlansFollowTheSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	saved, err := os.ReadFile("../docs/inventory.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(saved))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("piiventory:inventory/v1", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("../docs/plan.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	manyLines(t, filepath.Join(dir, "log.txt"), 1<<20)
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stores := []scanners.Store{
		{Alias: "d", URL: "file:" + dir}, {Alias: "none", URL: "file:" + dir + "/nothing"}, {Alias: "gone", URL: "sqlite:" + dir + "/none.db"},
	}
	var last map[string]any
	for _, o := range []inventory.Options{
		{}, {Depth: scanners.Full}, {Depth: scanners.Names}, {Goal: inventory.Goal{DetectAbove: 0.01}},
		{Depth: scanners.Full, Limits: inventory.Limits{Bytes: 1000, Rows: 5, Time: time.Second}},
		{Total: inventory.Limits{Money: 1, Currency: "USD"}},
	} {
		o.Engine, o.Kinds, o.Seed = engine, map[string]scanners.Kind{"file": files.Kind, "sqlite": sqlite.Kind}, 1
		o.Rules = detectors.Rules()
		p, err := inventory.Estimate(t.Context(), stores, o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		last = map[string]any{}
		if err := json.Unmarshal(b, &last); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(last); err != nil {
			t.Errorf("%+v: %v\n%s", o.Limits, err, b)
		}
		if len(p.Stores) != 3 || p.Complete || len(p.Stores[0].Datasets) != 1 {
			t.Errorf("the test looks at too little: %s", b)
		}
	}
	last["extra"] = 1
	if s.Validate(last) == nil {
		t.Error("the schema takes an unknown key")
	}
	delete(last, "extra")
	delete(last, "cost")
	if s.Validate(last) == nil {
		t.Error("the schema takes a plan without a cost")
	}
}
