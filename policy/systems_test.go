package policy

import (
	"fmt"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
)

// The limits of an asset are those of the rules that speak of a system that covers it, to
// the day, each once.
func TestCutoffs(t *testing.T) {
	d, err := Parse("d.yaml", []byte(`piiventory: declaration/v1
id: d
systems:
  - {id: a, kind: object-storage, at: ["s3://b/alpha/**"]}
  - {id: rest, kind: object-storage, at: ["s3://b/**"]}
rules:
  - {id: mail, systems: [rest], categories: [contact.email], retention: {kind: fixed, max: P1M}}
  - {id: same, systems: [rest], categories: [online.ip], retention: {kind: fixed, max: P1M}}
  - {id: all, systems: ["*"], categories: [contact.mobile], retention: {kind: fixed, max: P1Y, grace: P10D}}
  - {id: open, systems: [a], categories: [online.cookie], retention: {kind: purpose}}
  - {id: closed, systems: [a], categories: [online.search], retention: {kind: fixed, max: P2Y, from: account_closed}}
  - {id: ids, systems: [a], categories: [id.cn_resident], retention: {kind: fixed, max: P3Y}}
`))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 15, 13, 14, 15, 0, time.UTC)
	for path, want := range map[string]string{"beta/x": "[2025-06-05 2026-05-15]", "alpha/x": "[2023-06-15 2025-06-05 2026-05-15]"} {
		var got []string
		for _, c := range d.Cutoffs("b", path, now) {
			if c.Truncate(24*time.Hour) != c {
				t.Errorf("%s: %v is not the beginning of a day", path, c)
			}
			got = append(got, c.Format(time.DateOnly))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", path, got, want)
		}
	}
	if got := d.Cutoffs("other", "alpha/x", now); got != nil {
		t.Errorf("a store that no system names: %v", got)
	}
}

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
