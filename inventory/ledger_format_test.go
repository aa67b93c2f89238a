package inventory

import (
	"bytes"
	"compress/gzip"
	"testing"
)

// A ledger of the first version is read, and nothing is taken over from it.
func TestLedgersOfTheFirstVersionAreOfNoUse(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(`{"piiventory":"ledger/v1","settings":{"seed":1},"version":"1","key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","scans":["2026-01-01T00:00:00Z"],"stores":{}}
{"Store":"s","Kind":"file","Key":"k","Sample":{"Fields":[{"Tally":[{"Category":"contact.mobile","Distinct":{"more":true}}]}]}}
`))
	z.Close()
	l, err := ReadLedger(&b)
	if err != nil {
		t.Fatal(err)
	}
	s := l.Settings
	if l.Fits(&s) == nil || len(l.parts) != 0 {
		t.Error("it fits, and what it says of more than 256 values cannot be added up")
	}
	l.Format = LedgerFormat
	if err := l.Fits(&s); err != nil {
		t.Error(err)
	}
}
