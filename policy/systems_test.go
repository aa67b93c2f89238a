package policy

import (
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
)

// TestTheScanKnowsTheSystems holds that a template which alone could lie on
// either side of a declared border is decided by what the scan recorded, and by
// that only when it was made with this declaration.
func TestTheScanKnowsTheSystems(t *testing.T) {
	d, err := Parse("d.yaml", []byte(`piiventory: declaration/v1
id: d
systems:
  - {id: a, kind: object-storage, at: ["s3://b/alpha/**"]}
  - {id: rest, kind: object-storage, at: ["s3://b/beta/**"]}
rules:
  - {id: mail, systems: [rest], categories: [contact.email]}
`))
	if err != nil {
		t.Fatal(err)
	}
	inv := &inventory.Inventory{Complete: true, Stores: []inventory.Store{{Alias: "b", Kind: "s3", Datasets: []inventory.Dataset{{
		Path: "*/x.csv", Kind: "object", Systems: []string{"a"},
		Entries: []inventory.Entry{{Category: "contact.email", Field: "mail", Confidence: detectors.High, Rows: 5, Valid: 5, Values: 5}},
	}}}}}
	verdict := func() Verdict {
		for _, f := range Check(inv, d, time.Now()) {
			if f.Code == "category.undeclared" && f.System == "a" {
				return f.Verdict
			}
		}
		return ""
	}
	if got := verdict(); got != Unverifiable {
		t.Errorf("a scan without this declaration decides: %q", got)
	}
	inv.Settings.Declaration = d.SHA256
	if got := verdict(); got != Broken {
		t.Errorf("the scan recorded the system, and the verdict is %q", got)
	}
}
