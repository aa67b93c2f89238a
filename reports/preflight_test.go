package reports

import (
	"bytes"
	"piiventory/detectors"
	"piiventory/inventory"
	"strings"
	"testing"
)

// The answer on personal data names what the last line counts, and what surely follows from
// it: no hints, and nothing masked.
func TestPreflightNamesWhatIsCounted(t *testing.T) {
	entry := func(c detectors.Category, sure detectors.Confidence) inventory.Entry {
		return inventory.Entry{Category: c, Field: "f", Confidence: sure, Rows: 5, Valid: 5, Values: 5}
	}
	masked, follows := entry("contact.phone", detectors.High), entry("identity.minor", detectors.Low)
	masked.State, follows.From = detectors.Masked, "identity.age"
	inv := &inventory.Inventory{Stores: []inventory.Store{{Alias: "logs", Kind: "s3", Datasets: []inventory.Dataset{{
		Path:    "a.csv",
		Entries: []inventory.Entry{entry("contact.email", detectors.High), entry("online.ip", detectors.Low), masked, follows},
	}}}}}
	r := &Report{Inventory: inv, Lang: "en", Launch: &Launch{}}
	var b bytes.Buffer
	if err := writePreflight(&b, r); err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(b.String(), "Personal data")
	line, _, _ = strings.Cut(line, "Open to everybody")
	if line = strings.Join(strings.Fields(line), " "); !strings.HasSuffix(line, "in 1 of 1 dataset: e-mail address") {
		t.Errorf("it says %q", line)
	}
}
